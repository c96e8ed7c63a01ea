//! SARIF 2.1.0 (OASIS) as GitHub's code scanning takes it.
//!
//! Every check is a rule, whether it found something or not. A result stands where its primary quote stands; the
//! other sides are related locations, linked from the message. Our stable id is the fingerprint, so that an alert
//! survives moved lines. GitHub refuses files of more than 25,000 results or 10 MB compressed: the worst come first,
//! and a notification says how many were left out.

use std::io;

use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use super::places::{Places, Region, Unit};
use super::spot::{self, Spot};
use super::{Format, Style, escape, words};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{CheckInfo, Disposition, Finding, Report, Severity};

/// See the module.
pub(super) struct Sarif;

/// Results that GitHub takes a run.
const MOST_RESULTS: usize = 25_000;
/// Compressed bytes that the results may take: GitHub's 10 MB less room for rules and notifications.
const MOST_BYTES: usize = 9_000_000;
/// Locations that GitHub shows of a result.
const MOST_RELATED: usize = 99;

impl Format for Sarif {
    fn name(&self) -> &'static str {
        "sarif"
    }

    fn summary(&self) -> &'static str {
        "SARIF 2.1.0, as GitHub code scanning takes it"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let (results, left) = results(report, style)?;
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": driver(report)},
                "columnKind": "utf16CodeUnits",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The folder that was checked."}}},
                "invocations": [{
                    "executionSuccessful": report.summary.errors == 0,
                    "toolExecutionNotifications": notifications(report, left),
                }],
                "results": results,
            }],
        });
        escape::json(&log, false, out)?;
        out.write_all(b"\n")
    }
}

/// The results that fit, worst first, and how many did not.
fn results(report: &Report, style: Style) -> io::Result<(Vec<Value>, usize)> {
    let places = Places::new(report);
    let mut gauge = GzEncoder::new(Counted(0), Compression::fast());
    let mut results = Vec::new();
    let mut left = 0;
    for finding in spot::problems(report, style) {
        if left > 0 || results.len() == MOST_RESULTS {
            left += 1;
            continue;
        }
        let Some(result) = result(report, &places, finding) else { continue };
        escape::json(&result, false, &mut gauge)?;
        if gauge.get_ref().0 > MOST_BYTES {
            left += 1;
        } else {
            results.push(result);
        }
    }
    Ok((results, left))
}

/// Counts bytes and forgets them.
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn driver(report: &Report) -> Value {
    json!({
        "name": "crosscheck",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": report.checks.iter().map(rule).collect::<Vec<_>>(),
    })
}

fn rule(check: &CheckInfo) -> Value {
    let help = format!(
        "{}. Silent when: {}. What would settle it: {}.",
        check.why, check.silent_when, check.would_settle
    );
    let markdown = format!(
        "{}.\n\n**Silent when:** {}.\n\n**What would settle it:** {}.\n\n`crosscheck explain {}` tells more.",
        check.why, check.silent_when, check.would_settle, check.id
    );
    let mut rule = json!({
        "id": check.id,
        "shortDescription": {"text": check.summary},
        "fullDescription": {"text": check.why},
        "help": {"text": help, "markdown": markdown},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"tags": ["consistency", "sources"], "precision": "high"},
    });
    // A name that is the id again must be left out (section 3.49.7).
    let name = pascal(check.id);
    if let Some(fields) = rule.as_object_mut().filter(|_| !name.eq_ignore_ascii_case(check.id)) {
        fields.insert("name".to_owned(), name.into());
    }
    rule
}

/// `value-mismatch` as `ValueMismatch`: SARIF wants rule names in Pascal case.
fn pascal(id: &str) -> String {
    let mut initial = true;
    let cased = id.chars().filter_map(|mark| match mark {
        '-' => {
            initial = true;
            None
        }
        mark if std::mem::take(&mut initial) => Some(mark.to_ascii_uppercase()),
        mark => Some(mark),
    });
    cased.collect()
}

fn result(report: &Report, places: &Places<'_>, finding: &Finding) -> Option<Value> {
    let spot = spot::primary(report, places, finding, Unit::Utf16)?;
    let related = spot::related(report, places, finding, Unit::Utf16);
    let shown = &related[..related.len().min(MOST_RELATED)];
    let mut text = link_free(&finding.message);
    for (at, related) in shown.iter().enumerate() {
        text.push_str(&format!("\n[{}]({})", link_free(&related.said), at + 1));
    }
    if shown.len() < related.len() {
        text.push_str(&format!("\n… and {} more places", related.len() - shown.len()));
    }
    text.push_str(&format!("\nWhy: {}", link_free(&finding.why)));
    text.push_str(&format!("\nSettled by: {}", link_free(&finding.would_settle)));
    let related = shown.iter().enumerate().map(|(at, related)| {
        json!({
            "id": at + 1,
            "physicalLocation": physical(&related.spot, None),
            "message": {"text": escape::line(&related.said)},
        })
    });
    let related: Vec<Value> = related.collect();
    let mut result = json!({
        "ruleId": finding.check,
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": physical(&spot, finding.primary().map(|piece| &*piece.quote))}],
        "partialFingerprints": {"primaryLocationLineHash": finding.id},
        "properties": {
            "kind": finding.kind,
            "severity": finding.severity,
            "certainty": finding.certainty,
            "topic": finding.topic.map(|ix| report.topic(ix).id.clone()),
        },
    });
    let fields = result.as_object_mut()?;
    if let Some(at) = report.checks.iter().position(|check| check.id == finding.check) {
        fields.insert("ruleIndex".to_owned(), at.into());
    }
    if !related.is_empty() {
        fields.insert("relatedLocations".to_owned(), related.into());
    }
    if finding.disposition != Disposition::New {
        let why = words::disposition(finding).unwrap_or_default();
        let suppression =
            json!([{"kind": "external", "status": "accepted", "justification": escape::line(&why)}]);
        fields.insert("suppressions".to_owned(), suppression);
    }
    Some(result)
}

/// Text for a SARIF message: brackets would make links (section 3.11.6).
fn link_free(text: &str) -> String {
    escape::line(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn physical(spot: &Spot<'_>, quote: Option<&str>) -> Value {
    let mut region = region(spot.region);
    if let (Some(quote), Some(fields)) = (quote, region.as_object_mut()) {
        fields.insert("snippet".to_owned(), json!({"text": quote}));
    }
    json!({
        "artifactLocation": {"uri": escape::uri(spot.path), "uriBaseId": "%SRCROOT%"},
        "region": region,
    })
}

fn region(region: Region) -> Value {
    json!({
        "startLine": region.start_line,
        "startColumn": region.start_column,
        "endLine": region.end_line,
        "endColumn": region.end_column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::None => "note",
    }
}

fn notifications(report: &Report, left: usize) -> Vec<Value> {
    let mut notes: Vec<_> = report.diagnostics.iter().map(notification).collect();
    if left > 0 {
        let text = format!(
            "{} left out: a SARIF file may hold 25,000 results and 10 MB compressed. The worst are here; \
             crosscheck report --format json has all.",
            words::count(left, "result")
        );
        notes.push(json!({"level": "warning", "message": {"text": text}}));
    }
    notes
}

fn notification(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let help = diagnostic.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
    let text = format!("{}: {}{help}", diagnostic.code, diagnostic.message);
    let mut note = json!({"level": level, "message": {"text": link_free(&text)}});
    if let (Some(place), Some(fields)) = (&diagnostic.place, note.as_object_mut()) {
        fields.insert(
            "locations".to_owned(),
            json!([{"physicalLocation": physical(&spot::of_place(place), None)}]),
        );
    }
    note
}
