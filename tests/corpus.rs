//! Whole articles without any configuration: quiet stories must give no finding, loud ones have a reviewed snapshot.
//!
//! `tests/corpus/quiet/STORY/sources` and `tests/corpus/loud/STORY/sources` hold the articles; a loud story's findings
//! stand in `findings.txt` beside them (`SNAPSHOTS=overwrite` writes them anew).

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crosscheck::model::{FindingKind, RawFile, Report};
use crosscheck::pipeline;
use crosscheck::workspace::Inputs;

fn stories(mood: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(mood);
    let mut stories: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.sort();
    stories
}

fn inputs(story: &Path) -> Inputs {
    let mut files: Vec<PathBuf> =
        fs::read_dir(story.join("sources")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &PathBuf| RawFile {
        path: format!("sources/{}", path.file_name().unwrap().to_str().unwrap()).into(),
        bytes: fs::read(path).unwrap(),
    };
    Inputs { sources: files.iter().map(read).collect(), ..Inputs::default() }
}

fn report(inputs: Inputs) -> Report {
    pipeline::analyse(pipeline::material(inputs), &pipeline::Options::default())
}

/// The findings as an editor would list them: kind, message, and who says what.
fn listed(report: &Report) -> String {
    let mut text = String::new();
    for finding in report.problems() {
        writeln!(text, "{:?}: {}", finding.kind, finding.message).unwrap();
        for evidence in finding.evidence() {
            writeln!(text, "    {} «{}»", report.source(evidence.source).id, evidence.quote).unwrap();
        }
    }
    text
}

#[test]
fn quiet_stories_stay_quiet() {
    let mut claims = 0;
    let mut said = String::new();
    for story in stories("quiet") {
        let report = report(inputs(&story));
        assert!(report.claims.len() > 15, "{}: hardly anything was read", story.display());
        claims += report.claims.len();
        said.push_str(&listed(&report));
    }
    assert!(said.is_empty(), "false alarms in {claims} claims:\n{said}");
}

#[test]
fn loud_stories_give_what_was_reviewed() {
    for story in stories("loud") {
        let found = listed(&report(inputs(&story)));
        let kept = story.join("findings.txt");
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(found, snapbox::Data::read_from(&kept, None));
    }
}

#[test]
fn a_copy_of_an_article_changes_no_finding() {
    for story in stories("loud") {
        let once = report(inputs(&story));
        let mut twice = inputs(&story);
        let mut copy = twice.sources[0].clone();
        copy.path = "sources/zz-copy.md".into();
        twice.sources.push(copy);
        let twice = report(twice);
        let count = |report: &Report, kind| report.problems().filter(|finding| finding.kind == kind).count();
        for kind in [FindingKind::Contradiction, FindingKind::Tension, FindingKind::Superseded] {
            assert_eq!(count(&once, kind), count(&twice, kind), "{}: {kind:?}", story.display());
        }
    }
}

#[test]
fn every_quote_stands_in_its_source() {
    for story in stories("loud").into_iter().chain(stories("quiet")) {
        let report = report(inputs(&story));
        for claim in &report.claims {
            let source = report.source(claim.source);
            assert_eq!(claim.anchor.span().and_then(|span| span.of(&source.text)), Some(&*claim.quote));
            assert!(claim.quote.len() <= 400 && !claim.quote.is_empty());
        }
    }
}

#[test]
fn the_order_of_articles_changes_nothing() {
    for story in stories("loud") {
        let straight = listed(&report(inputs(&story)));
        let mut turned = inputs(&story);
        turned.sources.reverse();
        assert_eq!(straight, listed(&report(turned)), "{}", story.display());
    }
}
