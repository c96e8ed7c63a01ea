//! A writer that is killed at any moment leaves the old file or the new one, and the folder free for the next.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a panic in a test is a failed test")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crosscheck::workspace::{Workspace, WorkspaceError};

/// Names the folder to the writing child.
const FOLDER: &str = "CROSSCHECK_TEST_FOLDER";

/// Two versions of a file that differ in every line and in length.
fn version(number: usize) -> String {
    let line = if number.is_multiple_of(2) { "old text, old text\n" } else { "new\n" };
    line.repeat(20_000)
}

/// Not a test of its own: what the test below starts and kills.
#[test]
#[ignore = "started by another test"]
fn write_until_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let workspace = Workspace::open(Path::new(&folder)).unwrap();
    let writer = workspace.lock().unwrap();
    for number in 0.. {
        writer.write("claims/a.toml", version(number).as_bytes()).unwrap();
    }
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_file() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    workspace.lock().unwrap().write("claims/a.toml", version(0).as_bytes()).unwrap();
    let file = folder.path().join("claims/a.toml");
    for round in 0..40_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "write_until_killed", "--ignored"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Moments spread over a start and several writes.
        std::thread::sleep(Duration::from_micros(5_000 + round * 997));
        if round == 39 {
            assert!(
                matches!(workspace.lock(), Err(WorkspaceError::Locked { .. })),
                "the child holds the lock"
            );
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let found = std::fs::read_to_string(&file).unwrap();
        assert!(found == version(0) || found == version(1), "half a file of {} bytes", found.len());
    }
    // The next run takes the lock and clears away what the killed ones left.
    let writer = workspace.lock().unwrap();
    writer.write("claims/a.toml", b"done").unwrap();
    let left: Vec<_> = std::fs::read_dir(folder.path().join("claims"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["a.toml"]);
}

/// An article of its own for each number, under a file name that others have too.
fn article(folder: &Path, number: usize) -> std::path::PathBuf {
    let place = folder.join(format!("in-{number}/quay.txt"));
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    let text = format!("The quay of pier {number} is {} metres long.\n", 300 + number).repeat(2 + number % 3);
    std::fs::write(&place, text).unwrap();
    place
}

fn crosscheck(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    command.args(args).arg("--folder").arg(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The texts of all sources that the folder holds.
fn stored(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder.join("sources")).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    let plain = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    plain.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn of_two_runs_at_once_none_writes_over_what_the_other_stored() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts");
    for round in 0..3 {
        let inputs: Vec<_> = (0..3).map(|run| article(folder.path(), round * 3 + run)).collect();
        let runs: Vec<_> = inputs
            .iter()
            .map(|input| crosscheck(&facts, &["add", "--no-input", input.to_str().unwrap()]).spawn().unwrap())
            .collect();
        for (run, input) in runs.into_iter().zip(&inputs) {
            let done = run.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&done.stderr).into_owned();
            let text = std::fs::read_to_string(input).unwrap();
            let is_there = stored(&facts).iter().any(|source| source.ends_with(&*text));
            match done.status.code() {
                Some(0) => assert!(is_there, "it said that it was stored: {said}"),
                Some(2) => assert!(said.contains("run"), "{said}"),
                other => panic!("{other:?}: {said}"),
            }
        }
    }
    let verified = crosscheck(&facts, &["verify"]).output().unwrap();
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// The names of all files of the folder, those in the making too.
fn names(facts: &Path) -> Vec<std::ffi::OsString> {
    let entries = |name: &str| std::fs::read_dir(facts.join(name)).into_iter().flatten().flatten();
    ["sources", "claims", "originals"]
        .iter()
        .flat_map(|name| entries(name))
        .map(|entry| entry.file_name())
        .collect()
}

#[test]
fn an_add_that_is_killed_leaves_a_folder_that_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let facts = folder.path().join("facts");
    for round in 0..9_usize {
        let inputs: Vec<_> = (0..4).map(|file| article(folder.path(), round * 4 + file)).collect();
        let mut child =
            crosscheck(&facts, &["add", "--no-input", "--keep-original"]).args(inputs).spawn().unwrap();
        // After so many files have come or got their names; at its start in the first round.
        let (mut seen, mut changes) = (names(&facts), 0);
        while changes < 2 * round && child.try_wait().unwrap().is_none() {
            let now = names(&facts);
            changes += usize::from(now != seen);
            seen = now;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for source in stored(&facts) {
            assert!(
                source.starts_with("+++\n") && source.ends_with("metres long.\n"),
                "half a file: {source}"
            );
        }
    }
    let input = article(folder.path(), 99);
    let done = crosscheck(&facts, &["add", "--no-input"]).arg(input).output().unwrap();
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(stored(&facts).len() > 1, "some of the killed ones had come far enough");
    let verified = crosscheck(&facts, &["verify"]).output().unwrap();
    assert_eq!(verified.status.code(), Some(0), "{}", String::from_utf8_lossy(&verified.stdout));
    let left: Vec<_> =
        names(&facts).into_iter().filter(|name| name.to_string_lossy().ends_with(".tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}
