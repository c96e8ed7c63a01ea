//! Literate cases: each file under `tests/cases/` is a small folder in Markdown, and what a run must say of it.
//!
//! A fenced block whose info string is a path is a file of the folder; the block `findings` lists every problem that
//! the report must hold, one line each: `check severity: message`. All checks run on every case, so each case is a
//! test of false alarms for all the others.
//!
//! A block `confidence`, where there is one, lists the candidates of every topic, the best supported first:
//! `topic: value: word, origins of origins`. Digits are left to the tests of the score itself.
//!
//! With `UPDATE_CASES=1` in the environment the `findings` blocks are rewritten; read the change before you keep it.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fs;
use std::path::{Path, PathBuf};

use crosscheck::model::{Disposition, Report};
use crosscheck::{pipeline, workspace};

struct Block {
    name: String,
    text: String,
}

/// The fenced blocks of a case.
fn blocks(case: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in case.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => blocks.extend(open.take()),
            (Some(block), _) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, Some(name)) => open = Some(Block { name: name.trim().to_owned(), text: String::new() }),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

fn analyse(blocks: &[Block]) -> Report {
    let folder = tempfile::tempdir().unwrap();
    for block in
        blocks.iter().filter(|block| !matches!(block.name.as_str(), "findings" | "confidence" | "today"))
    {
        let path = folder.path().join(&block.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &block.text).unwrap();
    }
    let today =
        blocks.iter().find(|block| block.name == "today").map(|block| block.text.trim().parse().unwrap());
    let material =
        pipeline::read(&workspace::Workspace::open(folder.path()).unwrap(), workspace::DEFAULT_MAX_FILE)
            .unwrap();
    pipeline::analyse(material, &pipeline::Options { today, store: None })
}

/// What the report says, in the form of a `findings` block.
fn said(report: &Report) -> String {
    let mut lines: Vec<String> = report
        .problems()
        .map(|finding| {
            let waived = if finding.disposition == Disposition::New { "" } else { " (waived)" };
            format!(
                "{} {}: {}{waived}\n",
                finding.check,
                format!("{:?}", finding.severity).to_lowercase(),
                finding.message
            )
        })
        .collect();
    lines.extend(report.diagnostics.iter().map(|diagnostic| format!("{diagnostic}\n")));
    lines.concat()
}

/// How well each candidate is supported, in the form of a `confidence` block.
fn supported(report: &Report) -> String {
    let mut lines = String::new();
    for topic in &report.topics {
        for candidate in &topic.candidates {
            lines.push_str(&format!(
                "{}: {}: {}, {} of {} origins\n",
                report.topic_title(topic),
                candidate.value,
                candidate.confidence.level.word(),
                candidate.origins,
                topic.origins
            ));
        }
    }
    lines
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_case_says_what_it_must() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let update = std::env::var_os("UPDATE_CASES").is_some();
    let mut wrong = Vec::new();
    let files = cases(&root);
    assert!(files.len() > 10, "the cases are gone");
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let blocks = blocks(&text);
        let report = analyse(&blocks);
        assert!(text.contains("```findings\n"), "{}: no findings block", path.display());
        let mut renewed = text.clone();
        for (name, got) in [("findings", said(&report)), ("confidence", supported(&report))] {
            let Some(expected) = blocks.iter().find(|block| block.name == name) else { continue };
            if got != expected.text {
                let old = format!("```{name}\n{}```", expected.text);
                renewed = renewed.replace(&old, &format!("```{name}\n{got}```"));
                wrong.push(format!("{}\n--- expected\n{}--- got\n{got}", path.display(), expected.text));
            }
        }
        if update && renewed != text {
            fs::write(&path, renewed).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
