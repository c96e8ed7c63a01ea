//! Whole articles without any configuration: quiet stories must give no finding, loud ones have a reviewed snapshot.
//!
//! Judged stories have a list of the relations that a reader finds in them, and keep a floor; so do small ones of two
//! short reports, of which `tests/corpus/small` has one a line.
//!
//! `tests/corpus/quiet/STORY/sources` and `tests/corpus/loud/STORY/sources` hold the articles; a loud story's findings
//! stand in `findings.txt` beside them (`SNAPSHOTS=overwrite` writes them anew). A judged story's `gold.json` lists claims
//! as (source, quote) and relations as groups of claims that face each other.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crosscheck::model::{Evidence, Finding, FindingKind, RawFile, Report};
use crosscheck::pipeline;
use crosscheck::workspace::Inputs;
use serde_json::{Value as Json, json};

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

/// The claims of a judged story that the words of a finding overlap.
fn claims_met<'g>(report: &Report, gold: &'g Json, evidence: &[Evidence]) -> Vec<&'g str> {
    let is_met = |claim: &&Json| {
        let quote = claim["quote"].as_str().unwrap();
        evidence.iter().any(|evidence| {
            let source = report.source(evidence.source);
            let start = source.text.rfind(quote).filter(|_| *source.id == *claim["source"].as_str().unwrap());
            start.is_some_and(|start| {
                evidence.span.start() < start + quote.len() && start < evidence.span.end()
            })
        })
    };
    let claims = gold["claims"].as_array().unwrap().iter();
    claims.filter(is_met).map(|claim| claim["id"].as_str().unwrap()).collect()
}

/// Whether two sides of a finding stand on two sides of a relation.
fn meets(report: &Report, gold: &Json, finding: &Finding, relation: &Json) -> bool {
    let met: Vec<Vec<&str>> =
        finding.sides.iter().map(|side| claims_met(report, gold, &side.evidence)).collect();
    let sides = relation["sides"].as_array().unwrap();
    let on = |met: &Vec<&str>, side: &Json| {
        side.as_array().unwrap().iter().any(|claim| met.contains(&claim.as_str().unwrap()))
    };
    met.iter().enumerate().any(|(at, left)| {
        met.iter().enumerate().any(|(other, right)| {
            let facing = |one: usize, two: usize| on(left, &sides[one]) && on(right, &sides[two]);
            at != other
                && (0..sides.len()).any(|one| (0..sides.len()).any(|two| one != two && facing(one, two)))
        })
    })
}

/// What is found in judged stories.
#[derive(Debug, Default)]
struct Tally {
    wanted: usize,
    found: usize,
    said: usize,
    right: usize,
    decoys: usize,
    flagged: usize,
}

impl Tally {
    fn add(&mut self, report: &Report, gold: &Json) {
        let findings: Vec<&Finding> =
            report.problems().filter(|finding| finding.kind == FindingKind::Contradiction).collect();
        let relations = |kind: &'static str| {
            gold["relations"].as_array().unwrap().iter().filter(move |relation| relation["type"] == kind)
        };
        let is_found =
            |relation: &&Json| findings.iter().any(|finding| meets(report, gold, finding, relation));
        self.wanted += relations("contradiction").count();
        self.found += relations("contradiction").filter(is_found).count();
        self.decoys += relations("decoy").count();
        self.flagged += relations("decoy").filter(is_found).count();
        self.said += findings.len();
        let is_right = |finding: &&&Finding| {
            relations("contradiction").any(|relation| meets(report, gold, finding, relation))
        };
        self.right += findings.iter().filter(is_right).count();
    }

    /// Fails where less is found or right, or more decoys are flagged, in per cent.
    fn keeps(&self, found: usize, right: usize, flagged: usize) {
        assert!(self.found * 100 >= self.wanted * found, "{self:?}");
        assert!(self.right * 100 >= self.said * right, "{self:?}");
        assert!(self.flagged * 100 <= self.decoys * flagged, "{self:?}");
    }
}

#[test]
fn judged_stories_keep_their_floor() {
    let mut tally = Tally::default();
    for story in stories("judged") {
        let gold: Json = serde_json::from_slice(&fs::read(story.join("gold.json")).unwrap()).unwrap();
        tally.add(&report(inputs(&story)), &gold);
    }
    tally.keeps(36, 74, 5);
}

/// One of the two reports of a small story.
fn small_report(story: &Json, name: &str) -> RawFile {
    let told = &story[name];
    let head = |key: &str| toml::Value::from(told[key].as_str().unwrap());
    let text = format!(
        "+++\ntitle = {}\npublisher = {}\npublished = {}\n+++\n{}\n",
        head("title"),
        head("publisher"),
        told["date"].as_str().unwrap(),
        told["text"].as_str().unwrap()
    );
    RawFile { path: format!("sources/{name}.md").into(), bytes: text.into_bytes() }
}

/// The pairs of quotes of a small story as claims and relations of a judged one.
fn small_gold(story: &Json) -> Json {
    let (mut claims, mut relations) = (Vec::new(), Vec::new());
    for (kind, list) in [("contradiction", "contradictions"), ("decoy", "decoys")] {
        for pair in story[list].as_array().unwrap() {
            let at = claims.len();
            for source in ["a", "b"] {
                let id = format!("{at}{source}");
                claims.push(json!({"id": id, "source": source, "quote": pair[source]}));
            }
            relations.push(json!({"type": kind, "sides": [[format!("{at}a")], [format!("{at}b")]]}));
        }
    }
    json!({"claims": claims, "relations": relations})
}

#[test]
fn small_stories_keep_their_floor() {
    let mut tally = Tally::default();
    for file in stories("small") {
        for line in fs::read_to_string(file).unwrap().lines() {
            let story: Json = serde_json::from_str(line).unwrap();
            let sources = ["a", "b"].map(|name| small_report(&story, name)).to_vec();
            let report = report(Inputs { sources, ..Inputs::default() });
            tally.add(&report, &small_gold(&story));
        }
    }
    tally.keeps(23, 79, 11);
}
