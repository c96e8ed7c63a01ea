//! What an added article changes, for people.

use std::io::{self, Write};

use crosscheck::impact;
use crosscheck::ingest::document;
use crosscheck::model::{FindingKind, Report, SourceIx};
use crosscheck::report::escape;

use super::Arrival;
use crate::cli::terminal::Terminal;

/// What would be stored.
pub(super) fn would_add(arrival: &Arrival, terminal: &Terminal) {
    let imported = &arrival.imported;
    let title = imported.metadata.title.as_deref().unwrap_or("without a title");
    let words = imported.text.split_whitespace().count();
    let verb = if arrival.replaces.is_some() { "replace" } else { "add" };
    terminal.note(&format!("would {verb} {}: {title}, {words} words", arrival.path()));
}

/// Per source: what it confirms, contradicts and adds, and whom it repeats.
pub(super) fn news(report: &Report, ids: &[String], terminal: &Terminal) -> io::Result<()> {
    terminal.print(|out| {
        for id in ids {
            let found = report.sources.iter().position(|summary| *summary.source.id == **id);
            if let Some(at) = found {
                one(report, SourceIx::new(at), out)?;
            }
        }
        Ok(())
    })
}

fn one(report: &Report, ix: SourceIx, out: &mut dyn Write) -> io::Result<()> {
    let source = report.source(ix);
    let news = impact::news(report, ix);
    let mut about: Vec<String> = Vec::new();
    about.extend(source.publisher.as_deref().map(str::to_owned));
    about.extend(source.published.as_ref().map(document::date_text));
    about.push(match report.sources[ix.at()].claims {
        1 => "1 claim".to_owned(),
        many => format!("{many} claims"),
    });
    writeln!(out, "{} ({})", escape::line(&source.path), escape::line(&about.join(", ")))?;
    let mut counts = vec![format!("confirms {}", news.confirms.len())];
    counts.push(format!("contradicts {}", news.count(FindingKind::Contradiction)));
    for (kind, word) in
        [(FindingKind::Superseded, "supersedes or is superseded"), (FindingKind::Tension, "in tension")]
    {
        let count = news.count(kind);
        counts.extend((count > 0).then(|| format!("{word} {count}")));
    }
    counts.push(format!("adds {}", news.adds.len()));
    writeln!(out, "  {}", counts.join(", "))?;
    for finding in &news.problems {
        writeln!(out, "  {} {}", finding.id, escape::line(&finding.message))?;
    }
    if !news.repeats.is_empty() {
        let ids: Vec<&str> = news.repeats.iter().map(|other| &*report.source(*other).id).collect();
        writeln!(
            out,
            "  repeats {}: where they agree, it is no second voice",
            escape::line(&ids.join(", "))
        )?;
    }
    Ok(())
}
