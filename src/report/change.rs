//! What changed between two revisions, in any format.
//!
//! Formats for machines show the later report, in which everything that was there before says so and is left out.
//! Formats for people say what was resolved as well.

use std::io;

use super::{Format, Style, escape, github, lint, words};
use crate::change::Change;
use crate::model::{Finding, Report, Side};

/// What a list of one line a finding may take of a Markdown page; the rest is for the findings to look at.
const LIST: usize = 16;

/// Writes a change in a format. Markdown says nothing when nothing changed, so that no comment is made.
///
/// # Errors
/// Only those of `out`.
pub fn write_change(
    change: &Change,
    format: &dyn Format,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format.name() {
        "markdown" => markdown(change, style, out),
        "json" => json(change, out),
        "github" => {
            github::annotations(&change.head, style, out)?;
            writeln!(out, "crosscheck: {}", change.headline())
        }
        "lint" | "table" | "plain" => lines(change, format, style, out),
        _ => format.write(&change.head, style, out),
    }
}

fn lines(change: &Change, format: &dyn Format, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    if change.fresh().next().is_some() || change.head.summary.errors > 0 || style.waived {
        if format.name() == "lint" {
            lint::write_findings(&change.head, style, out)?;
        } else {
            format.write(&change.head, style, out)?;
            writeln!(out)?;
        }
    }
    for (before, at) in &change.changed {
        let after = &change.head.findings[*at];
        writeln!(
            out,
            "changed: {}\n    now: {}",
            escape::line(&before.message),
            escape::line(&after.message)
        )?;
    }
    for finding in change.newly_dealt_with() {
        let why = words::disposition(finding).unwrap_or_default();
        writeln!(
            out,
            "dealt with[{}]: {} ({})",
            finding.check,
            escape::line(&finding.message),
            escape::line(&why)
        )?;
    }
    for finding in &change.resolved {
        writeln!(out, "resolved[{}]: {}", finding.check, escape::line(&finding.message))?;
    }
    if change.head.summary.errors > 0 {
        writeln!(out, "{}", lint::not_all(change.head.summary.errors))?;
    }
    writeln!(out, "{}", change.headline())
}

fn markdown(change: &Change, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    // A run that could not read something is no silence.
    if !change.is_news() && change.head.summary.errors == 0 {
        return Ok(());
    }
    let summary = &change.head.summary;
    let mut text = format!(
        "## crosscheck: {}\n\n{} unchanged, {} waived, {} in the baseline\n",
        change.news(),
        change.unchanged,
        summary.waived,
        summary.baseline
    );
    if let Some(first) = change.unread.first() {
        let first = escape::markdown(&first.to_string());
        text.push_str(&format!(
            "\n**The base could not be read in full, so that what is not new may look new:** {first}\n"
        ));
    }
    let dealt_with: Vec<String> = change
        .newly_dealt_with()
        .map(|finding| {
            let why = words::disposition(finding).unwrap_or_default();
            format!("- dealt with: {} (*{}*)", escape::markdown(&finding.message), escape::markdown(&why))
        })
        .collect();
    let resolved: Vec<String> = change
        .resolved
        .iter()
        .map(|finding| format!("- resolved: {}", escape::markdown(&finding.message)))
        .collect();
    let limit = style.limit.unwrap_or(super::markdown::COMMENT);
    for list in [dealt_with, resolved].iter().filter(|list| !list.is_empty()) {
        text.push('\n');
        let shown = fitting(list, limit / 8);
        list[..shown].iter().for_each(|line| text.extend([line, "\n"]));
        if shown < list.len() {
            text.push_str(&format!("- … and {} more\n", list.len() - shown));
        }
    }
    if change.fresh().next().is_some() || change.head.summary.errors > 0 {
        text = super::markdown::problems(&change.head, style, text, "diff");
    }
    out.write_all(text.as_bytes())
}

/// How many lines of a list are shown: few, and no more than fit; one line may hold a quote of any length.
fn fitting(list: &[String], room: usize) -> usize {
    let most = if list.len() > LIST + 1 { LIST } else { list.len() };
    let ends = list[..most].iter().scan(0, |end, line| {
        *end += line.len() + 1;
        Some(*end)
    });
    ends.take_while(|end| *end <= room).count()
}

fn json(change: &Change, out: &mut dyn io::Write) -> io::Result<()> {
    let head = |finding: &Finding| whole(&change.head, finding);
    let changed = |(before, at): &(Finding, usize)| serde_json::json!({ "before": brief(before), "after": head(&change.head.findings[*at]) });
    let value = serde_json::json!({
        "schema_version": 1,
        "new": change.new.iter().map(|at| head(&change.head.findings[*at])).collect::<Vec<_>>(),
        "changed": change.changed.iter().map(changed).collect::<Vec<_>>(),
        "resolved": change.resolved.iter().map(brief).collect::<Vec<_>>(),
        "dealt_with": change.newly_dealt_with().map(head).collect::<Vec<_>>(),
        "unchanged": change.unchanged,
        "waived": change.head.summary.waived,
        "baseline": change.head.summary.baseline,
        "errors": change.head.summary.errors,
        "errors_of_base": change.unread.len(),
        "summary": change.headline(),
    });
    escape::json(&value, true, out)?;
    writeln!(out)
}

/// A finding without its evidence: the report of its revision has that.
fn brief(finding: &Finding) -> serde_json::Value {
    serde_json::json!({
        "id": finding.id.as_str(),
        "check": finding.check,
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "disposition": finding.disposition,
    })
}

/// A finding with who says what, word for word, and where.
fn whole(report: &Report, finding: &Finding) -> serde_json::Value {
    let side = |side: &Side| {
        let pieces = side.evidence.iter().map(|piece| {
            let source = report.source(piece.source);
            serde_json::json!({
                "source": source.id, "path": source.path, "line": piece.line, "quote": piece.quote,
            })
        });
        serde_json::json!({ "value": side.value, "evidence": pieces.collect::<Vec<_>>() })
    };
    let mut value = brief(finding);
    value["waived_because"] = serde_json::json!(finding.waived_because);
    value["sides"] = finding.sides.iter().map(side).collect();
    value["place"] = finding.place.as_ref().map_or(
        serde_json::Value::Null,
        |place| serde_json::json!({ "file": &*place.file, "line": place.line, "column": place.column }),
    );
    value
}
