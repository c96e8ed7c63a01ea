//! Findings as a compiler prints them: each with its quotes underlined in their files, worst first, and a count.

use std::io;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use unicode_width::UnicodeWidthStr;

use super::page::wrap;
use super::places::{Places, Unit};
use super::{Format, Style, escape, spot, words};
use crate::model::{Evidence, Finding, FindingKind, Report, Severity, Side};

/// See the module.
pub(super) struct Lint;

/// Columns below which a line of an article says too little.
const MIN_WIDTH: usize = 40;

impl Format for Lint {
    fn holds_diagnostics(&self) -> bool {
        false
    }

    fn name(&self) -> &'static str {
        "lint"
    }

    fn summary(&self) -> &'static str {
        "each problem as a compiler prints it, with its quotes underlined in their files"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        write_findings(report, style, out)?;
        writeln!(out, "{}", counted(report))
    }
}

/// The findings alone, without their count.
pub(super) fn write_findings(report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let places = Places::new(report);
    for finding in spot::problems(report, style) {
        writeln!(out, "{}\n", shown(report, &places, finding, style))?;
    }
    Ok(())
}

/// Writes one finding as this format does.
///
/// # Errors
/// Those of `out`.
pub fn write_finding(
    report: &Report,
    finding: &Finding,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(out, "{}", shown(report, &Places::new(report), finding, style))
}

fn shown(report: &Report, places: &Places<'_>, finding: &Finding, style: Style) -> String {
    let renderer = if style.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let groups = groups(report, places, finding, style);
    tidy(&renderer.term_width(style.width.max(MIN_WIDTH)).render(&groups))
}

/// Takes out the empty file headers that come between a place of our own and its text. They are ours: no text of an
/// article stands on a line without a bar before it.
fn tidy(shown: &str) -> String {
    let ours = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != ":::";
    shown.lines().filter(ours).collect::<Vec<_>>().join("\n")
}

/// A finding: what it is, with the primary quote; a note for each other quote; why, and what to do.
fn groups<'r>(report: &'r Report, places: &Places<'_>, finding: &'r Finding, style: Style) -> Vec<Group<'r>> {
    let width = style.width.max(MIN_WIDTH);
    let level = match finding.severity {
        Severity::High => Level::ERROR,
        Severity::Medium => Level::WARNING,
        Severity::Low | Severity::None => Level::NOTE,
    };
    let room = width.saturating_sub(level_width(&level) + finding.check.len() + 4);
    let title = wrap(&finding.message, room.max(30)).join("\n");
    let mut group = Group::with_title(level.primary_title(title).id(finding.check));
    let mut groups = Vec::new();
    let pieces = finding
        .sides
        .iter()
        .enumerate()
        .flat_map(|(at, side)| side.evidence.iter().map(move |one| (at, side, one)));
    for (nth, (at, side, piece)) in pieces.enumerate() {
        let said = said(report, finding, at, side, piece);
        if nth == 0 {
            group = with_quote(group, report, places, piece, Some(&said), width);
        } else {
            groups.push(group);
            let title = Level::NOTE.secondary_title(wrap(&said, width.saturating_sub(6)).join("\n"));
            group = with_quote(Group::with_title(title), report, places, piece, None, width);
        }
    }
    if let Some(place) = &finding.place {
        let origin = Origin::path(escape::line(&place.file).into_owned());
        groups.push(group);
        group = Level::NOTE
            .secondary_title("the line that it is about")
            .element(origin.line(place.line as usize).char_column(place.column as usize));
    }
    groups.push(with_remarks(group, finding, style));
    groups
}

fn level_width(level: &Level<'_>) -> usize {
    if *level == Level::WARNING { "warning".len() } else { "error".len() }
}

/// The place and the text of a quote, underlined. The primary one is labelled with who says it, where that fits.
fn with_quote<'r>(
    group: Group<'r>,
    report: &'r Report,
    places: &Places<'_>,
    piece: &Evidence,
    label: Option<&str>,
    width: usize,
) -> Group<'r> {
    let region = places.region(piece.source, piece.span, Unit::Character);
    let path = escape::line(&report.source(piece.source).path).into_owned();
    let window = Window::around(report, piece);
    let before = window.text[..window.quote.start].lines().next_back().map_or(0, UnicodeWidthStr::width);
    let quote = before + window.text[window.quote.clone()].width();
    let mut annotation = AnnotationKind::Primary.span(window.quote);
    let fits =
        label.is_some_and(|label| quote + label.width() + 8 <= width && region.start_line == region.end_line);
    if let Some(label) = label.filter(|_| fits) {
        annotation = annotation.label(label.to_owned());
    }
    let group = group
        .element(Origin::path(path).line(region.start_line).char_column(region.start_column))
        .element(Snippet::source(window.text).line_start(region.start_line).annotation(annotation));
    match label.filter(|_| !fits) {
        Some(label) => group.element(Level::NOTE.message(wrap(label, width.saturating_sub(14)).join("\n"))),
        None => group,
    }
}

fn with_remarks<'r>(group: Group<'r>, finding: &'r Finding, style: Style) -> Group<'r> {
    let width = style.width.max(MIN_WIDTH);
    let remarks = [
        Some((Level::NOTE, format!("why: {}", finding.why))),
        words::disposition(finding).map(|told| (Level::NOTE, told)),
        Some((Level::HELP, format!("what would settle it: {}", finding.would_settle))),
        Some((Level::HELP, format!("more: {} explain {}", style.command, finding.id))),
    ];
    remarks.into_iter().flatten().fold(group, |group, (level, text)| {
        group.element(level.message(wrap(&text, width.saturating_sub(14)).join("\n")))
    })
}

/// Who says what, and when; for supersessions its place in the time line.
fn said(report: &Report, finding: &Finding, at: usize, side: &Side, piece: &Evidence) -> String {
    let value = match (finding.kind, &side.time) {
        (FindingKind::Superseded, Some(time)) if at == 0 => format!("{}, as of {time}", side.value),
        (FindingKind::Superseded, Some(time)) => format!("then {}, as of {time}", side.value),
        _ => side.value.to_string(),
    };
    escape::line(&format!("{}: {value}", words::voice_beside_path(report.source(piece.source)))).into_owned()
}

/// The lines of a source around a quote, escaped, and where the quote stands in them.
struct Window {
    text: String,
    quote: std::ops::Range<usize>,
}

/// Bytes of a line kept on each side of a quote: enough for any terminal, and little enough that a file which is one
/// line of a gigabyte costs nothing.
const CONTEXT: usize = 600;

impl Window {
    fn around(report: &Report, piece: &Evidence) -> Self {
        let text: &str = &report.source(piece.source).text;
        let (start, end) = bounds(text, piece);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        let from = boundary(text, line_start.max(start.saturating_sub(CONTEXT)));
        let to = boundary(text, line_end.min(end + CONTEXT));
        let mut window = Self { text: String::new(), quote: 0..0 };
        // Line by line, since the lines stay and everything else that could act goes.
        let mut at = from;
        for line in text[from..to].split('\n') {
            let within = |place: usize| place.clamp(at, at + line.len()) - at;
            let (safe, places) = escape::line_with_places(line, &[within(start), within(end)]);
            if start >= at && start <= at + line.len() {
                window.quote.start = window.text.len() + places[0];
            }
            if end >= at && end <= at + line.len() {
                window.quote.end = window.text.len() + places[1];
            }
            window.text.push_str(&safe);
            window.text.push('\n');
            at += line.len() + 1;
        }
        window.text.pop();
        window.quote.end = window.quote.end.max(window.quote.start);
        window
    }
}

/// The quote's bytes, within the text and on character boundaries whatever the finding says.
fn bounds(text: &str, piece: &Evidence) -> (usize, usize) {
    let start = boundary(text, piece.span.start());
    (start, boundary(text, piece.span.end()).max(start))
}

fn boundary(text: &str, place: usize) -> usize {
    let mut place = place.min(text.len());
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

fn counted(report: &Report) -> String {
    let summary = &report.summary;
    let mut line = format!(
        "{}; {} and {} read",
        words::tally(summary),
        words::count(summary.sources, "source"),
        words::count(summary.claims, "claim")
    );
    if summary.errors > 0 {
        line.push('\n');
        line.push_str(&not_all(summary.errors));
    }
    line
}

/// Said where something could not be read: a run that lacks something never looks clean.
pub(super) fn not_all(errors: usize) -> String {
    let errors = words::count(errors, "input error");
    format!("this is not the whole picture: {errors}, so something could not be read")
}
