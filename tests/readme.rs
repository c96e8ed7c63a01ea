//! The README's tour is run, and its picture is what the program shows.
//!
//! With `UPDATE_README=1` in the environment the outputs in the README are rewritten; read the change before you keep
//! it. `SNAPSHOTS=overwrite` does the same for the picture.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may panic and look at its environment"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A command of a console block, with the lines that follow it.
struct Step {
    command: String,
    /// Lines from and to which the output stands.
    output: std::ops::Range<usize>,
}

/// The commands of the `console` blocks, in order.
fn steps(lines: &[&str]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for (at, line) in lines.iter().enumerate() {
        match *line {
            "```console" => inside = true,
            "```" => inside = false,
            line if inside => {
                if let Some(command) = line.strip_prefix("$ ") {
                    steps.push(Step { command: command.to_owned(), output: at + 1..at + 1 });
                } else if let (Some(more), Some(step)) = (line.strip_prefix("> "), steps.last_mut()) {
                    step.command.push('\n');
                    step.command.push_str(more);
                    step.output = at + 1..at + 1;
                } else if let Some(step) = steps.last_mut() {
                    step.output.end = at + 1;
                }
            }
            _ => {}
        }
    }
    steps
}

#[cfg(unix)]
#[test]
fn the_tour_shows_what_it_says() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = readme.lines().collect();
    let steps = steps(&lines);
    assert!(steps.len() > 5, "the tour is gone");
    let folder = tempfile::tempdir().unwrap();
    let program = PathBuf::from(env!("CARGO_BIN_EXE_crosscheck"));
    let search = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let (mut mended, mut told) = (Vec::new(), 0);
    let mut wrong = Vec::new();
    for step in &steps {
        let done = Command::new("sh")
            .args(["-c", &format!("exec 2>&1\n{}", step.command)])
            .current_dir(folder.path())
            .env("PATH", &search)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        let got = String::from_utf8(done.stdout).unwrap();
        let expected = lines[step.output.clone()].iter().map(|line| format!("{line}\n")).collect::<String>();
        if got != expected {
            wrong.push(format!("$ {}\n--- README\n{expected}--- got\n{got}", step.command));
        }
        mended.extend(lines[told..step.output.start].iter().map(|line| format!("{line}\n")));
        mended.push(got);
        told = step.output.end;
    }
    mended.extend(lines[told..].iter().map(|line| format!("{line}\n")));
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, mended.concat()).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_picture_is_of_the_report() {
    let done = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["report", "--color", "always", "--width", "100"])
        .current_dir(root())
        .output()
        .unwrap();
    let shown: String =
        String::from_utf8(done.stdout).unwrap().lines().take(38).map(|line| format!("{line}\n")).collect();
    let picture =
        snapbox::Data::read_from(&root().join("docs/report.svg"), Some(snapbox::data::DataFormat::TermSvg));
    snapbox::Assert::new().action_env("SNAPSHOTS").eq(shown, picture);
}

/// Tables that name commands, formats and statuses are held to the program.
#[test]
fn the_lists_are_complete() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let help = Command::new(env!("CARGO_BIN_EXE_crosscheck")).arg("-h").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for line in commands.filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let command = line.split_whitespace().next().unwrap();
        assert!(
            command == "help" || readme.contains(&format!("`{command}`")),
            "the README does not name {command}"
        );
    }
    for format in crosscheck::report::FORMATS {
        assert!(readme.contains(format.name()), "the README does not name the format {}", format.name());
    }
}
