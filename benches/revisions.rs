//! What a change costs: `diff` of two revisions, and `check` after one article changed, as multiples of a plain `check`.
//!
//! `cargo bench --bench revisions` makes a packed git repository of 2,000 articles with 50,000 claims, and a folder of 10,000
//! articles without claims files; in each one article changes. What is compared is measured in turns, and every figure
//! is the best of its turns, so that the machine's other work counts less; compare the ratios.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and measures"
)]

#[path = "pipeline/folder.rs"]
mod folder;
#[path = "extract/stories.rs"]
mod stories;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crosscheck::model::{Report, Store};
use crosscheck::pipeline::{self, Material, Options};
use crosscheck::workspace::{DEFAULT_MAX_FILE, ReadOptions, Workspace, read_revisions};
use crosscheck::{change, ingest};

fn best(mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..3).map(once).min().unwrap()
}

/// How often each of several pieces of work is measured.
const TURNS: usize = 9;

fn in_turns<const MANY: usize>(work: &mut [&mut dyn FnMut(); MANY]) -> [Duration; MANY] {
    let mut best = [Duration::MAX; MANY];
    for _ in 0..TURNS {
        for (best, work) in best.iter_mut().zip(work.iter_mut()) {
            let start = Instant::now();
            work();
            *best = start.elapsed().min(*best);
        }
    }
    best
}

fn row(name: &str, time: Duration, plain: Duration) {
    let ratio = time.as_secs_f64() / plain.as_secs_f64();
    println!("  {name:<44} {:>9.1} ms {ratio:>6.2}", time.as_secs_f64() * 1e3);
}

fn git(folder: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0"];
    let done = Command::new("git").arg("-C").arg(folder).args(identity).args(args).output().unwrap();
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

fn check(folder: &Path) -> Report {
    let material = pipeline::read(&Workspace::open(folder).unwrap(), DEFAULT_MAX_FILE).unwrap();
    pipeline::analyse(material, &Options::default())
}

fn diff(folder: &Path, base: &str, head: &str) -> usize {
    let endings: Vec<&str> = ingest::endings().collect();
    let options = ReadOptions { max_file: DEFAULT_MAX_FILE, endings: &endings };
    let (earlier, later) = read_revisions(folder, [base, head], &options).unwrap();
    let (mut earlier, later): (Material, Material) = pipeline::materials(earlier, later);
    pipeline::follow_renames(&mut earlier, &later);
    let (earlier, later) = pipeline::analyse_change(earlier, later, &Options::default());
    change::between(&earlier, later).fresh().count()
}

/// `diff` and `check` where claims files speak for the articles.
fn written() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let (sources, claims, config) = folder::folder(2_000, 25);
    ["sources", "claims"].iter().for_each(|name| fs::create_dir(root.join(name)).unwrap());
    for file in sources.iter().chain(&claims) {
        fs::write(root.join(&*file.path), &file.bytes).unwrap();
    }
    fs::write(root.join("crosscheck.toml"), config).unwrap();
    git(root, &["init", "--quiet"]);
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "before"]);
    for file in [&sources[7], &claims[7]] {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        fs::write(root.join(&*file.path), text.replace("billion", "million")).unwrap();
    }
    git(root, &["commit", "--quiet", "--all", "--message", "after"]);
    // As a clone has it: of objects one by one, git itself costs a fifth of a check.
    git(root, &["repack", "-a", "-d", "--quiet"]);
    let [plain, change] =
        in_turns(&mut [&mut || drop(check(root)), &mut || assert!(diff(root, "HEAD~1", "HEAD") > 0)]);
    println!("2,000 articles, 50,000 claims in claims files, one article changed");
    row("check", plain, plain);
    row("diff HEAD~1..HEAD", change, plain);
}

/// `check` where articles are read anew, and where they were read before.
fn kept() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("sources")).unwrap();
    let articles = stories::articles(10_000);
    for (at, text) in articles.iter().enumerate() {
        fs::write(root.join(format!("sources/{at:06}.md")), text).unwrap();
    }
    let workspace = Workspace::open(root).unwrap();
    let read = |kept: bool| {
        let material = pipeline::read(&workspace, DEFAULT_MAX_FILE).unwrap();
        let cache = workspace.cache();
        let many = pipeline::read_articles(&material, kept.then_some(&cache as &dyn Store)).len();
        cache.close();
        many
    };
    println!("10,000 articles without claims files, reading alone");
    let plain = best(|| assert_eq!(read(false), articles.len()));
    row("nothing kept", plain, plain);
    let start = Instant::now();
    read(true);
    row("nothing kept yet, and keeping it", start.elapsed(), plain);
    let mut edit = 0;
    let changed = best(|| {
        edit += 1;
        fs::write(root.join("sources/000007.md"), format!("{} It cost ${edit} million.\n", articles[7]))
            .unwrap();
        read(true);
    });
    row("all kept but one changed article", changed, plain);
}

fn main() {
    written();
    kept();
}
