//! The command line: arguments, output, exit status. The cases are files; what a file cannot hold stands here.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn cases() {
    // Columns and colours must not depend on where the tests run.
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/*.toml");
}

fn crosscheck(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crosscheck")).args(args).current_dir(folder).output().unwrap()
}

/// A folder with two articles that agree.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::write(folder.path().join("sources/one.md"), "The quay is 340 metres long.\n").unwrap();
    fs::write(folder.path().join("sources/two.md"), "A quay of 340 metres was built.\n").unwrap();
    folder
}

#[test]
fn a_file_of_a_gigabyte_is_left_out_and_the_rest_is_read() {
    let folder = folder();
    fs::File::create(folder.path().join("sources/huge.md")).unwrap().set_len(1 << 30).unwrap();
    let done = crosscheck(folder.path(), &["report", "--format", "json"]);
    let said = String::from_utf8_lossy(&done.stdout);
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("huge.md has 1024 MiB, more than the limit of 64 MiB"), "{said}");
    assert!(said.contains("\"id\": \"one\""), "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = folder();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "The password is 12 letters long.\n").unwrap();
    std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("sources/link.md"))
        .unwrap();
    let done = crosscheck(folder.path(), &["report", "--format", "json"]);
    let said = String::from_utf8_lossy(&done.stdout);
    assert_eq!(done.status.code(), Some(2));
    assert!(said.contains("symbolic link out of the folder") && !said.contains("password"), "{said}");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["report", "--format", "json"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn two_runs_on_one_and_on_many_threads_give_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for format in ["json", "table", "sarif", "lint"] {
        let run = |threads: &str| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
            command.args(["report", "--format", format]).env("RAYON_NUM_THREADS", threads).current_dir(root);
            command.output().unwrap().stdout
        };
        let one = run("1");
        assert!(!one.is_empty());
        assert!(one == run("1") && one == run("7"), "{format} differs from run to run");
    }
}

/// The rule of the README: 0 fine, 1 findings, 2 could not run or could not read everything.
#[test]
fn the_format_never_changes_the_exit_status() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for format in crosscheck::report::FORMATS {
        let done = crosscheck(root, &["check", "--format", format.name()]);
        assert_eq!(done.status.code(), Some(1), "{}", format.name());
    }
}

const STORY: &str = "The county of Harlow will rebuild the old quay. The work costs 45 million crowns. The quay is 340 metres long. \
    Nobody on the quay was surprised, and the men in the canteen went on playing cards until the evening came and somebody \
    lit the lamps along the water, one after the other, as it was always done. Harlow Port has 260 employees.\n";

fn says(folder: &Path, args: &[&str], status: i32) -> String {
    let done = crosscheck(folder, args);
    let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
    assert_eq!(done.status.code(), Some(status), "{args:?}: {said}");
    said
}

#[test]
fn a_source_of_which_only_quotes_are_kept_works_in_every_command() {
    let folder = folder();
    let inputs = tempfile::tempdir().unwrap();
    let story = inputs.path().join("story.txt");
    fs::write(&story, STORY).unwrap();
    says(folder.path(), &["add", "--no-input", "--quote-only", story.to_str().unwrap()], 0);
    let kept = fs::read_to_string(folder.path().join("sources/story.md")).unwrap();
    assert!(
        kept.contains("The quay is 340 metres long.") && !kept.contains("somebody lit the lamps"),
        "{kept}"
    );

    assert!(says(folder.path(), &["verify"], 0).contains("ok    sources/story.md"));
    assert!(says(folder.path(), &["report"], 0).contains("only its quotes are kept here"));
    assert!(says(folder.path(), &["report", "--format", "json"], 0).contains("\"quote_only\": true"));
    says(folder.path(), &["check"], 0);
    assert!(says(folder.path(), &["quote", "The quay is 340 metres long."], 0).contains("sources/story.md"));
    let unkept = says(folder.path(), &["quote", "somebody lit the lamps along the water"], 1);
    assert!(unkept.contains("of story only quotes are kept here"), "{unkept}");
    assert!(says(folder.path(), &["impact", "story"], 0).contains("without sources/story.md"));
    says(folder.path(), &["extract"], 0);
    let again = fs::read_to_string(folder.path().join("sources/story.md")).unwrap();
    assert_eq!(again, kept, "what is kept stays as it is");

    fs::write(folder.path().join("sources/story.md"), kept.replace("340 metres", "360 metres")).unwrap();
    assert!(says(folder.path(), &["verify", "story"], 1).contains("changed since its claims were taken"));
    assert!(says(folder.path(), &["check"], 1).contains("story"), "a quote that is not there is found");
}

#[test]
fn withdrawing_one_of_two_copies_changes_nothing() {
    let folder = folder();
    fs::write(folder.path().join("sources/wire.md"), STORY).unwrap();
    fs::write(folder.path().join("sources/zcopy.md"), STORY).unwrap();
    let said = says(folder.path(), &["impact", "wire"], 0);
    for none in [
        "0 values would be left without support",
        "0 values would lose an independent voice",
        "0 findings would vanish",
    ] {
        assert!(said.contains(none), "{said}");
    }
    fs::remove_file(folder.path().join("sources/zcopy.md")).unwrap();
    let said = says(folder.path(), &["impact", "wire"], 0);
    assert!(!said.contains("0 values would be left without support"), "{said}");
}

/// Editors write a new file and give it the old one's name.
#[test]
fn watch_sees_a_file_that_was_replaced() {
    use std::io::{BufRead as _, BufReader};
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["watch", "--runs", "2", "--format", "json"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.by_ref().any(|line| line.contains("340 metres")), "the first report");
    let new = folder.path().join("sources/.two.md.swp");
    fs::write(&new, "A quay of 512 metres was built.\n").unwrap();
    fs::rename(&new, folder.path().join("sources/two.md")).unwrap();
    assert!(lines.by_ref().any(|line| line.contains("512")), "the second one, with the new text");
    lines.for_each(drop);
    assert!(child.wait().unwrap().success());
}
