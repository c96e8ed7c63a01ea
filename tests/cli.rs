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
