//! Why: a finding, a topic or a check, from the quotes to the verdict.
//!
//! Every step is shown that led there, so that a person can see which one to correct: the quote and its place, the
//! entry, what each field was read as, how the sides stand to each other, what the confidence is made of, and which
//! differences of scope were set aside.

use std::collections::BTreeSet;
use std::io;

use super::page::{Look, Page, look, solid, text};
use super::{Style, derivation, words};
use crate::model::{CheckInfo, FactIx, Finding, FindingKind, Report, Severity, Side, Topic, TopicIx};
use crate::value::{Relation, relate};

/// Explains a finding.
///
/// # Errors
/// Those of `out`.
pub fn explain_finding(
    report: &Report,
    finding: &Finding,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut page = Page::new(style);
    let head = format!("{}, {}", words::kind(finding.kind), words::severity(finding.severity));
    page.put(
        0,
        2,
        &[look(Look::Severity(finding.severity), head), text(": "), look(Look::Strong, &finding.message)],
    );
    let certainty = format!("{} ({:.2})", finding.certainty.word(), finding.certainty.score());
    facts_of_finding(&mut page, report, finding, &certainty);
    sides(&mut page, report, finding);
    verdict(&mut page, report, finding);
    if let Some(ix) = finding.topic {
        confidences(&mut page, report, report.topic(ix));
        set_aside(&mut page, report, ix);
        page.gap();
        page.put(0, 2, &[text("The topic: "), command(style, &report.topic(ix).id)]);
    }
    page.put(0, 2, &[text("The check: "), command(style, finding.check)]);
    out.write_all(page.finish().as_bytes())
}

fn facts_of_finding(page: &mut Page, report: &Report, finding: &Finding, certainty: &str) {
    page.gap();
    let mut rows = vec![("Id", finding.id.to_string()), ("Check", finding.check.to_owned())];
    rows.extend(finding.topic.map(|ix| ("Topic", report.topic(ix).id.to_string())));
    rows.push(("Certainty", format!("{certainty} that the statements were read and matched rightly")));
    rows.extend(finding.place.as_ref().map(|at| ("At", format!("{}:{}:{}", at.file, at.line, at.column))));
    rows.extend(words::disposition(finding).map(|told| ("Dealt with", told)));
    for (name, told) in rows {
        row(page, name, &told);
    }
}

fn row(page: &mut Page, name: &str, told: &str) {
    page.put(2, 14, &[solid(Look::Faint, format!("{:<12}", format!("{name}:"))), text(told)]);
}

/// Each side with how its statements were read.
fn sides(page: &mut Page, report: &Report, finding: &Finding) {
    for (at, side) in finding.sides.iter().enumerate() {
        page.gap();
        let time = side.time.as_ref().map(|time| format!(" ({time})")).unwrap_or_default();
        let name = match finding.kind {
            FindingKind::Superseded if at == 0 => "First".to_owned(),
            FindingKind::Superseded => "Then".to_owned(),
            _ => format!("Side {}", at + 1),
        };
        page.put(0, 2, &[text(format!("{name}: ")), look(Look::Strong, &side.value), text(time)]);
        for piece in &side.evidence {
            page.gap();
            match piece.fact {
                Some(ix) => derivation::fact(page, report, 2, ix),
                None => {
                    page.put(2, 3, &[super::page::quote(&piece.quote)]);
                    page.put(4, 6, &[look(Look::Faint, words::whence(report, piece))]);
                }
            }
        }
    }
}

/// How the sides stand to each other, why that is a finding, and what would settle it.
fn verdict(page: &mut Page, report: &Report, finding: &Finding) {
    page.gap();
    page.put(0, 2, &[look(Look::Strong, "The verdict")]);
    let firsts: Vec<_> = finding.sides.iter().filter_map(|side| spokesman(report, side)).collect();
    for (at, one) in firsts.iter().enumerate() {
        for other in &firsts[at + 1..] {
            row(page, "Compared", &compared(report, *one, *other));
        }
    }
    row(page, "Why", &finding.why);
    row(page, "Settled by", &finding.would_settle);
}

/// The statement of a side that gives the value as the side shows it, else its first one.
fn spokesman(report: &Report, side: &Side) -> Option<FactIx> {
    let facts = || side.evidence.iter().filter_map(|piece| piece.fact);
    facts().find(|ix| words::stated(report.fact(*ix)) == *side.value).or_else(|| facts().next())
}

/// How two values stand to each other, in words.
fn compared(report: &Report, one: FactIx, other: FactIx) -> String {
    let (one, other) = (report.fact(one), report.fact(other));
    let relation = match relate(&one.value, &other.value) {
        Relation::Same => "the same".to_owned(),
        Relation::Compatible(because) => format!("both can hold ({})", name_of(because)),
        Relation::Different(difference) => match difference.slip {
            Some(slip) => format!("differ by {}; it looks like a slip ({})", difference.gap(), name_of(slip)),
            None => format!("differ by {}", difference.gap()),
        },
        Relation::Incomparable(why) => format!("cannot be compared as values ({})", name_of(why)),
    };
    format!("{} and {}: {relation}", words::stated(one), words::stated(other))
}

/// The wire name of one of a value relation's reasons.
fn name_of(reason: impl serde::Serialize) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(name)) => name.replace('-', " "),
        _ => String::new(),
    }
}

fn confidences(page: &mut Page, report: &Report, topic: &Topic) {
    if topic.candidates.is_empty() {
        return;
    }
    page.gap();
    page.put(0, 2, &[look(Look::Strong, "How well each value is supported")]);
    page.put(2, 2, &[look(Look::Faint, words::CAVEAT)]);
    for candidate in &topic.candidates {
        page.gap();
        derivation::confidence(page, report, 2, candidate, topic);
    }
}

/// The topics of the same entity and attribute in another scope, and towards another object: not compared on purpose.
fn set_aside(page: &mut Page, report: &Report, ix: TopicIx) {
    let key = &report.topic(ix).key;
    let siblings: Vec<_> = report
        .topics
        .iter()
        .enumerate()
        .filter(|(at, topic)| {
            *at != ix.at() && topic.key.entity == key.entity && topic.key.attribute == key.attribute
        })
        .map(|(_, topic)| topic)
        .collect();
    let scopes: Vec<_> =
        report.findings_of(ix).filter(|finding| finding.kind == FindingKind::Scope).collect();
    if siblings.is_empty() && scopes.is_empty() {
        return;
    }
    page.gap();
    page.put(0, 2, &[look(Look::Strong, "Looks alike and was set aside")]);
    for sibling in siblings {
        let values: Vec<_> = sibling.candidates.iter().map(|candidate| candidate.value.to_string()).collect();
        let title = report.topic_title(sibling);
        page.put(2, 4, &[text(format!("{title}: {}", values.join(" / ")))]);
    }
    for scope in scopes {
        page.put(2, 4, &[text(format!("{} ({})", scope.message, scope.why))]);
    }
}

/// Explains a topic: every statement on it, who supports what, and what was found.
///
/// # Errors
/// Those of `out`.
pub fn explain_topic(report: &Report, ix: TopicIx, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let topic = report.topic(ix);
    let mut page = Page::new(style);
    page.put(0, 2, &[look(Look::Strong, report.topic_title(topic))]);
    page.gap();
    row(&mut page, "Id", &topic.id);
    let origins = words::count(topic.origins, "independent origin");
    row(&mut page, "Voices", &format!("{} by {origins}", words::count(topic.facts.len(), "statement")));
    let findings: Vec<_> = report.findings_of(ix).collect();
    for finding in findings.iter().filter(|finding| finding.kind != FindingKind::Scope) {
        let name = format!("{}, {}", words::kind(finding.kind), words::severity(finding.severity));
        let said = words::beneath_title(finding, &report.topic_title(topic));
        let severity = if finding.is_problem() { finding.severity } else { Severity::None };
        page.put(
            2,
            14,
            &[
                solid(Look::Faint, format!("{:<12}", "Finding:")),
                look(Look::Severity(severity), name),
                text(format!(": {said} ({})", finding.id)),
            ],
        );
    }
    statements(&mut page, report, topic);
    confidences(&mut page, report, topic);
    set_aside(&mut page, report, ix);
    out.write_all(page.finish().as_bytes())
}

/// Every statement on the topic, by the value that it supports.
fn statements(page: &mut Page, report: &Report, topic: &Topic) {
    let mut told: BTreeSet<FactIx> = BTreeSet::new();
    for candidate in &topic.candidates {
        page.gap();
        page.put(0, 2, &[look(Look::Strong, candidate.value.to_string())]);
        for ix in candidate.facts.iter().filter(|ix| told.insert(**ix)) {
            page.gap();
            derivation::fact(page, report, 2, *ix);
        }
    }
    let others: Vec<_> = topic.facts.iter().filter(|ix| !told.contains(ix)).collect();
    if !others.is_empty() {
        page.gap();
        page.put(0, 2, &[look(Look::Strong, "Statements that support none of these")]);
        for ix in others {
            page.gap();
            derivation::fact(page, report, 2, *ix);
        }
    }
}

/// Explains a check.
///
/// # Errors
/// Those of `out`.
pub fn explain_check(check: &CheckInfo, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut page = Page::new(style);
    page.put(0, 2, &[look(Look::Strong, check.id), text(format!(": {}", check.summary))]);
    page.gap();
    row(&mut page, "Why", check.why);
    row(&mut page, "Silent when", check.silent_when);
    row(&mut page, "Settled by", check.would_settle);
    out.write_all(page.finish().as_bytes())
}

fn command(style: Style, what: &str) -> super::page::Piece {
    solid(Look::Faint, format!("{} explain {what}", style.command))
}
