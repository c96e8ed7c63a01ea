//! Findings that were there when the tool was adopted.
//!
//! The file holds one sorted line a finding: id, check and topic, with no line numbers and no counts, so that edits do
//! not break it and two branches rarely touch the same line. Only the id counts; the rest is for readers. A third
//! finding does not hide behind two, since each has an id of its own.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::{Disposition, Finding, Place, Topic};

/// The file's name in a folder.
pub const FILE: &str = "crosscheck.baseline";

const HEAD: &str =
    "# Findings accepted when crosscheck was adopted: id, check, topic. Made by `crosscheck baseline`.\n";

/// The entries of a baseline file by id, with the line of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Box<str>, (u32, Box<str>)>,
}

impl Baseline {
    /// Reads a baseline file. A line that is no entry is a diagnostic.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<Diagnostic>) {
        let mut baseline = Self::default();
        let mut diagnostics = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
            let entry = line.trim();
            if entry.is_empty() || entry.starts_with('#') {
                continue;
            }
            let (id, rest) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
            if id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                baseline.entries.insert(id.into(), (number, rest.trim().into()));
            } else {
                diagnostics.push(not_an_entry(id).at(place(number)));
            }
        }
        (baseline, diagnostics)
    }

    /// The file for these findings: all problems that are not waived. What is wrong with waivers is never accepted.
    #[must_use]
    pub fn render(findings: &[Finding], topics: &[Topic]) -> String {
        let open = findings
            .iter()
            .filter(|finding| finding.is_problem() && finding.disposition != Disposition::Waived)
            .filter(|finding| !is_about_a_waiver(finding));
        let mut lines: Vec<String> = open.map(|finding| line(finding, topics)).collect();
        lines.sort_unstable();
        lines.dedup();
        HEAD.to_owned() + &lines.concat()
    }

    /// The same file without the entries that match no finding; it never grows.
    #[must_use]
    pub fn prune(&self, findings: &[Finding], topics: &[Topic]) -> String {
        let kept = findings.iter().filter(|finding| self.entries.contains_key(finding.id.as_str()));
        let mut lines: Vec<String> = kept.map(|finding| line(finding, topics)).collect();
        lines.sort_unstable();
        lines.dedup();
        HEAD.to_owned() + &lines.concat()
    }

    /// Marks the findings that stand in the baseline, and tells of entries that match nothing.
    pub(super) fn apply(&self, findings: &mut [Finding]) -> Vec<Diagnostic> {
        let mut unused = self.entries.clone();
        for finding in findings.iter_mut().filter(|finding| finding.is_problem()) {
            unused.remove(finding.id.as_str());
            if self.entries.contains_key(finding.id.as_str()) && finding.disposition == Disposition::New {
                finding.disposition = Disposition::Baseline;
            }
        }
        let gone = unused.into_iter().map(|(id, (line, what))| {
            let message = format!("baseline entry {id} ({what}) matches no finding any more");
            Diagnostic::note("baseline-unused", message)
                .at(place(line))
                .help("`crosscheck baseline prune` takes it out")
        });
        gone.collect()
    }

    /// Number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// What begins the lines that a merge leaves where two sides changed one place.
const MERGE_MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// The code of what is said about a line that is no entry.
pub const NOT_AN_ENTRY: &str = "baseline-line";

fn not_an_entry(line: &str) -> Diagnostic {
    let shown: String = line.chars().take(40).collect();
    match MERGE_MARKS.iter().any(|mark| line.starts_with(mark)) {
        true => Diagnostic::error(NOT_AN_ENTRY, format!("`{shown}` was left by a merge"))
            .help("`crosscheck baseline prune` keeps the entries of both sides and takes such lines out"),
        false => Diagnostic::error(NOT_AN_ENTRY, format!("`{shown}` is no finding's id"))
            .help("take the line out, or let `crosscheck baseline prune` do it"),
    }
}

fn is_about_a_waiver(finding: &Finding) -> bool {
    super::WAIVER_CHECKS.iter().any(|check| check.id == finding.check)
}

fn place(line: u32) -> Place {
    Place { file: FILE.into(), line, column: 1 }
}

fn line(finding: &Finding, topics: &[Topic]) -> String {
    let topic = finding.topic.map_or("-", |ix| &topics[ix.at()].id);
    let topic: String = topic.chars().map(|mark| if mark.is_control() { ' ' } else { mark }).collect();
    format!("{} {} {topic}\n", finding.id, finding.check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_entries_are_told() {
        let (baseline, diagnostics) =
            Baseline::parse("# head\n\n0123456789ab value-mismatch acme/stake\nnonsense\n");
        assert_eq!(baseline.len(), 1);
        assert_eq!(diagnostics.len(), 1);
        assert_eq!(diagnostics[0].place.as_ref().map(|place| place.line), Some(4));
        let merged = "<<<<<<< ours\n0123456789ab a b\n=======\n1123456789ab a c\n>>>>>>> theirs\n";
        let (baseline, diagnostics) = Baseline::parse(merged);
        assert_eq!((baseline.len(), diagnostics.len()), (2, 3));
        assert!(diagnostics.iter().all(|one| one.message.contains("was left by a merge")), "{diagnostics:?}");
    }
}
