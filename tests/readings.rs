//! Which attribute and which value each figure of a sentence gets: `tests/readings/DOMAIN.md`, sentences of news by the
//! domain they are of.
//!
//! A sentence is a list item; below it, indented, stand the claims that are read of its figures: `attribute: value`, the
//! attribute a dash where it is none of the built-in ones. Marks follow the value: what it was before, a part, a
//! change. With `UPDATE_CASES=1` the claims are rewritten; read the change before you keep it.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crosscheck::model::{Marks, Proposal, Shape, SourceIx};
use crosscheck::{extract, ingest, segment};

const MARKS: &[(Marks, &str)] = &[
    (Marks::OLD, "before"),
    (Marks::EARLIER, "first said"),
    (Marks::REJECTED, "set aside"),
    (Marks::PART, "part"),
    (Marks::CHANGE, "change"),
    (Marks::PER, "per"),
];

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readings");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// One claim as it is listed.
fn listed(proposal: &Proposal) -> String {
    let context = &proposal.context;
    let attribute = context.frame.unwrap_or(if &*context.key == "age" { "age" } else { "-" });
    let mut line = format!("{attribute}: {}", proposal.claim.value);
    if let Some(period) = &context.period {
        write!(line, ", of {}", period.start.map_or_else(String::new, |day| day.year().to_string())).unwrap();
    }
    for (_, name) in MARKS.iter().filter(|(mark, _)| context.marks.has(*mark)) {
        write!(line, ", {name}").unwrap();
    }
    line
}

/// The claims that are read of the figures of one sentence by itself.
fn read(sentence: &str) -> Vec<String> {
    let article = format!("+++\ntitle = \"A story\"\npublished = 2026-04-28\n+++\n\n{sentence}\n");
    let source = ingest::read("sources/story.md", article.into_bytes()).0.unwrap();
    let found = extract::extract(&source, SourceIx::new(0), &segment::segment(&source));
    found.proposals.iter().filter(|proposal| proposal.context.shape == Shape::Measure).map(listed).collect()
}

/// A file with what is read now in the place of what stands there.
fn read_again(text: &str) -> String {
    let mut again = String::new();
    for line in text.lines().filter(|line| !line.starts_with("  ")) {
        writeln!(again, "{line}").unwrap();
        for claim in line.strip_prefix("- ").map(read).unwrap_or_default() {
            writeln!(again, "  {claim}").unwrap();
        }
    }
    again
}

#[test]
fn figures_get_the_attribute_that_the_words_name() {
    let mut changed = String::new();
    for path in files() {
        let text = fs::read_to_string(&path).unwrap();
        let again = read_again(&text);
        if again == text {
            continue;
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&path, &again).unwrap();
        }
        write!(changed, "{}:\n{again}\n", path.display()).unwrap();
    }
    assert!(changed.is_empty() || std::env::var_os("UPDATE_CASES").is_some(), "{changed}");
}
