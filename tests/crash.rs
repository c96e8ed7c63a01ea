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
