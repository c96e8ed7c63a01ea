//! What an added article changes, for people.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crosscheck::impact::{self, News};
use crosscheck::ingest::document;
use crosscheck::model::{Evidence, Finding, FindingKind, Report, SourceIx};
use crosscheck::report::escape;
use crosscheck::text::LineIndex;

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
    writeln!(out, "  {}", escape::line(&counts(report, &news)))?;
    for finding in &news.problems {
        problem(report, finding, ix, out)?;
    }
    if !news.repeats.is_empty() {
        let ids = names(report, news.repeats.iter().copied());
        writeln!(out, "  repeats {}: where they agree, it is no second voice", escape::line(&ids))?;
    }
    Ok(())
}

/// In one line: what it confirms and contradicts, with whom, and what it adds.
fn counts(report: &Report, news: &News<'_>) -> String {
    let mut counts = vec![match news.confirms.len() {
        0 => "confirms 0".to_owned(),
        many => format!("confirms {many} ({})", names(report, news.confirmed_by.iter().copied())),
    }];
    counts.push(format!("contradicts {}", news.count(FindingKind::Contradiction)));
    for (kind, word) in
        [(FindingKind::Superseded, "supersedes or is superseded"), (FindingKind::Tension, "in tension")]
    {
        let count = news.count(kind);
        counts.extend((count > 0).then(|| format!("{word} {count}")));
    }
    counts.push(format!("adds {}", news.adds.len()));
    counts.join(", ")
}

/// A problem in which the article has a part, with a statement of each side: the article's own first.
fn problem(report: &Report, finding: &Finding, own: SourceIx, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {} {}", finding.id, escape::line(&finding.message))?;
    let is_own = |evidence: &&Evidence| evidence.source == own;
    let mut sides: Vec<(&Evidence, usize)> = finding
        .sides
        .iter()
        .filter_map(|side| {
            let shown = side.evidence.iter().find(is_own).or(side.evidence.first())?;
            let sources: BTreeSet<SourceIx> = side.evidence.iter().map(|evidence| evidence.source).collect();
            Some((shown, sources.len() - 1))
        })
        .collect();
    sides.sort_by_key(|(shown, _)| !is_own(shown));
    for (shown, others) in sides {
        let source = report.source(shown.source);
        let line = LineIndex::new(&source.text).line_column(&source.text, shown.span.start()).line;
        let words: Vec<&str> = shown.quote.split_whitespace().collect();
        let more = if others == 0 { String::new() } else { format!(" (and {others} more)") };
        let place = format!("{}:{line}: “{}”{more}", source.path, words.join(" "));
        writeln!(out, "    {}", escape::line(&place))?;
    }
    Ok(())
}

/// So many sources are named.
const SHOWN: usize = 4;

/// Ids of sources in a row, the first few of many.
fn names(report: &Report, sources: impl ExactSizeIterator<Item = SourceIx>) -> String {
    let more = sources.len().saturating_sub(SHOWN);
    let mut ids: Vec<String> = sources.take(SHOWN).map(|ix| report.source(ix).id.to_string()).collect();
    ids.extend((more > 0).then(|| format!("{more} more")));
    ids.join(", ")
}
