//! What earlier runs read makes a run faster, never another: not when it is damaged, gone or of another text.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crosscheck::model::{RawFile, SourceIx};
use crosscheck::{extract, ingest, segment};

/// Enough articles for the cache to be worth its place.
const ARTICLES: usize = 70;

fn article(at: usize, price: usize) -> String {
    format!(
        "The harbour of Town {at} opened on {} May after {} years of work. Its quay cost ${price} million and is \
         {} metres long.\n\nAbout {} people work there, the county said; it denied that {} jobs would go.\n",
        1 + at % 28,
        2 + at % 5,
        100 + at,
        200 + at,
        at + 3
    )
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    (0..ARTICLES).for_each(|at| write(folder.path(), at, 10 + at));
    folder
}

fn write(folder: &Path, at: usize, price: usize) {
    fs::write(folder.join(format!("sources/{at:03}.md")), article(at / 2, price)).unwrap();
}

fn report(folder: &Path, args: &[&str]) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["-C", folder.to_str().unwrap(), "report", "--format", "json"])
        .args(args)
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// The files of the cache, the largest first, with their sizes.
fn kept(folder: &Path) -> Vec<(u64, PathBuf)> {
    let files = fs::read_dir(folder.join(".crosscheck/cache")).unwrap().map(Result::unwrap);
    let mut kept: Vec<_> = files.map(|file| (file.metadata().unwrap().len(), file.path())).collect();
    kept.sort();
    kept.reverse();
    kept
}

#[test]
fn a_second_run_says_the_same_and_one_change_reads_one_article() {
    let folder = folder();
    let fresh = report(folder.path(), &["--no-cache"]);
    assert!(!folder.path().join(".crosscheck").exists());
    assert_eq!(report(folder.path(), &[]), fresh);
    assert_eq!(report(folder.path(), &[]), fresh);
    assert_eq!(kept(folder.path()).len(), 1);
    write(folder.path(), 7, 999);
    let changed = report(folder.path(), &[]);
    assert_ne!(changed, fresh);
    assert_eq!(changed, report(folder.path(), &["--no-cache"]));
    let [(all, _), (one, _)] = kept(folder.path())[..] else {
        panic!("one file for all, one for the change")
    };
    assert!(one * 20 < all);
}

#[test]
fn many_changes_become_one_file_without_what_is_gone() {
    let folder = folder();
    for price in 900..912 {
        write(folder.path(), 7, price);
        report(folder.path(), &[]);
        assert!(kept(folder.path()).len() < 8);
    }
    let fresh = report(folder.path(), &["--no-cache"]);
    assert_eq!(report(folder.path(), &[]), fresh);
}

#[test]
fn damage_is_seen_and_mended() {
    let folder = folder();
    let fresh = report(folder.path(), &[]);
    let [(_, path)] = &kept(folder.path())[..] else { panic!("one file") };
    let whole = fs::read(path).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    let half = whole.len() / 2;
    let damages = [
        Vec::new(),
        whole[..half].to_vec(),
        flipped(0),
        flipped(40),
        flipped(84),
        flipped(half),
        flipped(whole.len() - 1),
    ];
    for bytes in damages {
        kept(folder.path()).iter().for_each(|(_, path)| fs::remove_file(path).unwrap());
        fs::write(path, bytes).unwrap();
        assert_eq!(report(folder.path(), &[]), fresh);
        assert_eq!(report(folder.path(), &[]), fresh);
    }
    fs::remove_dir_all(folder.path().join(".crosscheck")).unwrap();
    fs::write(folder.path().join(".crosscheck"), "no folder").unwrap();
    assert_eq!(report(folder.path(), &[]), fresh);
}

#[test]
fn git_passes_over_what_is_kept() {
    let folder = folder();
    report(folder.path(), &[]);
    assert_eq!(fs::read_to_string(folder.path().join(".crosscheck/.gitignore")).unwrap(), "*\n");
}

#[test]
fn what_is_kept_comes_back_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stories = fs::read_dir(root.join("tests/corpus")).unwrap().map(|sort| sort.unwrap().path());
    let mut articles = files(&root.join("sources"));
    stories.for_each(|story| articles.extend(files(&story)));
    assert!(articles.len() > 10);
    for path in articles {
        let raw = RawFile { path: "sources/article.md".into(), bytes: fs::read(&path).unwrap() };
        let (sources, _) = ingest::ingest(vec![raw]);
        let Some(source) = sources.first() else { continue };
        let extracted = extract::extract(source, SourceIx::new(3), &segment::segment(source));
        let bytes = extract::keep(&extracted).unwrap();
        assert_eq!(extract::recall(&bytes, SourceIx::new(3)), Some(extracted), "{}", path.display());
        assert_eq!(extract::recall(&bytes[1..], SourceIx::new(3)), None);
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "md" || ending == "txt") {
            found.push(path);
        }
    }
    found.sort();
    found
}
