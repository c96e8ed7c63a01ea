//! The report as GitHub-flavoured Markdown: a sticky comment on a pull request, a job summary, a page in a wiki.
//!
//! Consumers take a limited size (a comment 64 KiB, a job summary 1 MiB), so parts are added worst first while they
//! fit, and the last line says what was left out.

use std::io;

use super::outline::{Outline, Trouble};
use super::{Format, Style, escape, words};
use crate::diagnostic::Level;
use crate::model::{Finding, FindingKind, Report, Severity, Side, Topic};

/// See the module.
pub(super) struct Markdown;

/// What a comment on a GitHub pull request may hold.
pub(super) const COMMENT: usize = 65_536;

/// Room for the line that says what was left out.
const RESERVE: usize = 400;

/// Parts that may be passed over for their size before the page counts as full.
const MISSES: usize = 4;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn summary(&self) -> &'static str {
        "for a comment on a pull request or a job summary; worst first within 64 KiB"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let outline = Outline::new(report, style);
        let mut page = Page::of(summary(report), style);
        page.add_problems(report, &outline);
        page.add_lists(&[agreed(report, &outline), others(&outline), diagnostics(report), sources(report)]);
        out.write_all(page.finish("report").as_bytes())
    }
}

/// The open problems of a report under a head of the caller's, with what was wrong with inputs: all that somebody who
/// reviews a change has to see. `command` shows what there was no room for.
pub(super) fn problems(report: &Report, style: Style, head: String, command: &str) -> String {
    let mut page = Page::of(head + &incomplete(report), style);
    page.add_problems(report, &Outline::new(report, style));
    page.add_lists(&[diagnostics(report)]);
    page.finish(command)
}

/// A text that takes parts while they fit.
struct Page {
    text: String,
    room: usize,
    /// Problems that found no room.
    problems: usize,
    /// Lists that found none.
    lists: usize,
}

impl Page {
    fn of(text: String, style: Style) -> Self {
        Self { text, room: style.limit.unwrap_or(COMMENT), problems: 0, lists: 0 }
    }

    fn add_problems(&mut self, report: &Report, outline: &Outline<'_>) {
        // One that does not fit may be one long quote; after a few, the page is full.
        let mut misses = 0;
        for (at, trouble) in outline.troubles.iter().enumerate() {
            if misses >= MISSES || !self.add(&self::trouble(report, trouble, at + 1)) {
                self.problems += trouble.findings.len();
                misses += 1;
            }
        }
        for (at, finding) in outline.inputs.iter().enumerate() {
            let heading = if at == 0 { "\n### Problems of quotes and inputs\n" } else { "" };
            if misses >= MISSES || !self.add(&format!("{heading}{}", self::finding(report, finding, ""))) {
                self.problems += 1;
                misses += 1;
            }
        }
    }

    fn add_lists(&mut self, lists: &[String]) {
        let left = lists.iter().filter(|list| !self.add(list)).count();
        self.lists += left;
    }

    /// Whether the part fitted.
    fn add(&mut self, part: &str) -> bool {
        let fits = self.text.len() + part.len() + RESERVE <= self.room;
        if fits {
            self.text.push_str(part);
        }
        fits
    }

    fn finish(mut self, command: &str) -> String {
        let left: Vec<String> = [(self.problems, "more problem"), (self.lists, "list")]
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| words::count(number, what))
            .collect();
        if !left.is_empty() {
            self.text.push_str(&format!(
                "\n**Left out for want of room: {}.** `crosscheck {command}` shows everything.\n",
                left.join(" and ")
            ));
        }
        self.text
    }
}

fn incomplete(report: &Report) -> String {
    match report.summary.errors {
        0 => String::new(),
        errors => format!(
            "\n**This report is incomplete: {}, so something could not be read.**\n",
            words::count(errors, "input error")
        ),
    }
}

fn summary(report: &Report) -> String {
    let summary = &report.summary;
    let open = summary.high + summary.medium + summary.low;
    let head = match open {
        0 => "no open problems".to_owned(),
        _ => words::count(open, "open problem"),
    };
    let incomplete = incomplete(report);
    format!(
        "## crosscheck: {head}\n\n\
         | Contradictions | Tensions | Superseded | Problems of inputs | High | Medium | Low | Waived | Baseline |\n\
         | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n\
         | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n\n\
         {} from {}, {}, {}. {}\n{incomplete}",
        summary.contradictions,
        summary.tensions,
        summary.superseded,
        summary.integrity,
        summary.high,
        summary.medium,
        summary.low,
        summary.waived,
        summary.baseline,
        words::count(summary.sources, "source"),
        words::count(summary.origins, "independent origin"),
        words::count(summary.claims, "claim"),
        words::count(summary.topics, "topic"),
        words::CAVEAT,
    )
}

fn trouble(report: &Report, trouble: &Trouble<'_>, number: usize) -> String {
    let severity = words::severity(trouble.findings[0].severity);
    let mut text = format!("\n### {number}. {} ({severity})\n", escape::markdown(&trouble.title));
    text.push_str(&candidates(report, trouble.topic));
    for finding in &trouble.findings {
        text.push_str(&self::finding(report, finding, &trouble.title));
    }
    text
}

fn candidates(report: &Report, topic: &Topic) -> String {
    if topic.candidates.is_empty() {
        return String::new();
    }
    let mut text = "\n| Value | Confidence | Said by |\n| :-- | :-- | :-- |\n".to_owned();
    for candidate in &topic.candidates {
        let voices: Vec<_> =
            words::supporters(report, candidate).iter().map(|voice| escape::markdown(voice)).collect();
        text.push_str(&format!(
            "| **{}** | {} | {} |\n",
            escape::markdown(&candidate.value.to_string()),
            escape::markdown(&words::support(report, candidate, topic)),
            voices.join("<br>")
        ));
    }
    text
}

fn finding(report: &Report, finding: &Finding, title: &str) -> String {
    let mut text = format!(
        "\n{} **{}, {}:** {}\n",
        mark(finding.severity),
        words::kind(finding.kind),
        words::severity(finding.severity),
        escape::markdown(words::beneath_title(finding, title))
    );
    if let Some(told) = words::disposition(finding) {
        text.push_str(&format!("\n*{}*\n", escape::markdown(&told)));
    }
    for (at, side) in finding.sides.iter().enumerate() {
        text.push_str(&self::side(report, finding, at, side));
    }
    text.push_str(&format!(
        "\n- Why: {}\n- Settled by: {}\n- More: `crosscheck explain {}`\n",
        escape::markdown(&finding.why),
        escape::markdown(&finding.would_settle),
        finding.id
    ));
    text
}

/// A mark that is seen before the words are read; the words say the same.
fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "🔴",
        Severity::Medium => "🟠",
        Severity::Low => "🔵",
        Severity::None => "⚪",
    }
}

fn side(report: &Report, finding: &Finding, at: usize, side: &Side) -> String {
    let value = escape::markdown(&side.value);
    let time = side.time.as_deref().map(escape::markdown).unwrap_or_else(|| "undated".to_owned());
    let head = match (finding.kind, at) {
        (FindingKind::Superseded, 0) => format!("First, {time}: **{value}**"),
        (FindingKind::Superseded, _) => format!("Then, {time}: **{value}**"),
        _ => format!("**{value}**"),
    };
    let mut text = format!("\n> {head}\n");
    for piece in &side.evidence {
        text.push_str(&format!(
            ">\n> “{}”<br>{}\n",
            escape::markdown(&piece.quote),
            escape::markdown(&words::whence(report, piece))
        ));
    }
    text
}

fn agreed(report: &Report, outline: &Outline<'_>) -> String {
    if outline.agreed.is_empty() {
        return String::new();
    }
    let number = words::count(outline.agreed.len(), "topic");
    let mut text = format!(
        "\n<details><summary>{number} on which independent origins agree</summary>\n\n\
         | Topic | Value | Confidence |\n| :-- | :-- | :-- |\n"
    );
    for topic in &outline.agreed {
        let candidate = &topic.candidates[0];
        text.push_str(&format!(
            "| {} | **{}** | {} |\n",
            escape::markdown(&report.topic_title(topic)),
            escape::markdown(&candidate.value.to_string()),
            escape::markdown(&words::support(report, candidate, topic))
        ));
    }
    text.push_str("\n</details>\n");
    text
}

fn others(outline: &Outline<'_>) -> String {
    format!(
        "\n{} on which several origins speak without an open problem, {} on which one origin alone speaks: \
         `crosscheck list topics`\n",
        words::count(outline.beside.len(), "more topic"),
        words::count(outline.alone.len(), "topic")
    )
}

fn diagnostics(report: &Report) -> String {
    let told: Vec<_> = report.diagnostics.iter().filter(|one| one.level > Level::Note).collect();
    if told.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n<details><summary>{}, {} in inputs</summary>\n\n",
        words::count(report.summary.errors, "error"),
        words::count(report.summary.warnings, "warning")
    );
    for diagnostic in told {
        text.push_str(&format!("- {}", escape::markdown(&diagnostic.to_string())));
        if let Some(help) = &diagnostic.help {
            text.push_str(&format!(" ({})", escape::markdown(help)));
        }
        text.push('\n');
    }
    text.push_str("\n</details>\n");
    text
}

fn sources(report: &Report) -> String {
    if report.sources.is_empty() {
        return String::new();
    }
    let mut text =
        "\n<details><summary>Sources</summary>\n\n| Id | Who | Published | Claims |\n| :-- | :-- | :-- | --: |\n".to_owned();
    for summary in &report.sources {
        let source = &summary.source;
        let mut who: Vec<_> =
            source.publisher.iter().chain(&source.title).map(|name| escape::markdown(name)).collect();
        who.extend(source.quote_only.then(|| "only its quotes are kept here".into()));
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            escape::markdown(&source.id),
            who.join(", "),
            source.published.as_ref().map_or_else(|| "undated".to_owned(), words::date),
            summary.claims
        ));
    }
    text.push_str("\n</details>\n");
    text
}
