//! What the formats of CI services share: where a finding stands, what stands against it, and its text.

use super::places::{Places, Region, Unit};
use super::{Style, outline, words};
use crate::model::{Evidence, Finding, Place, Report};

/// A place that a CI service can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot<'r> {
    /// Path relative to the folder.
    pub(super) path: &'r str,
    /// Where in it.
    pub(super) region: Region,
}

/// A piece of evidence beside the primary one.
pub(super) struct Related<'r> {
    pub(super) spot: Spot<'r>,
    /// Who says what, in words.
    pub(super) said: String,
}

/// The problems to show, worst first.
pub(super) fn problems(report: &Report, style: Style) -> impl Iterator<Item = &Finding> {
    report.problems().filter(move |finding| outline::is_shown(finding, Style { verbose: false, ..style }))
}

/// Where a finding stands: its primary evidence, else the line of the file that it is about.
pub(super) fn primary<'r>(
    report: &'r Report,
    places: &Places<'_>,
    finding: &'r Finding,
    unit: Unit,
) -> Option<Spot<'r>> {
    match (finding.primary(), &finding.place) {
        (Some(piece), _) => Some(of_evidence(report, places, piece, unit)),
        (None, Some(place)) => Some(of_place(place)),
        (None, None) => None,
    }
}

/// The evidence that stands beside or against the primary piece, and the line of a file that the finding is about.
pub(super) fn related<'r>(
    report: &'r Report,
    places: &Places<'_>,
    finding: &'r Finding,
    unit: Unit,
) -> Vec<Related<'r>> {
    let mut related: Vec<_> = finding
        .beside()
        .map(|(side, piece)| Related {
            spot: of_evidence(report, places, piece, unit),
            said: format!("{}: {}", words::dated_voice(report.source(piece.source)), side.value),
        })
        .collect();
    if let Some(place) = finding.place.as_ref().filter(|_| finding.primary().is_some()) {
        related.push(Related { spot: of_place(place), said: "the entry".to_owned() });
    }
    related
}

fn of_evidence<'r>(report: &'r Report, places: &Places<'_>, piece: &Evidence, unit: Unit) -> Spot<'r> {
    Spot { path: &report.source(piece.source).path, region: places.region(piece.source, piece.span, unit) }
}

/// A line of a file whose text is not at hand: one character of it.
pub(super) fn of_place(place: &Place) -> Spot<'_> {
    let (line, column) = (place.line.max(1) as usize, place.column.max(1) as usize);
    let region = Region { start_line: line, start_column: column, end_line: line, end_column: column + 1 };
    Spot { path: &place.file, region }
}

/// A finding in paragraphs: what, who says what word for word, why, and what would settle it.
pub(super) fn paragraphs(report: &Report, finding: &Finding) -> Vec<String> {
    let mut lines = vec![finding.message.to_string()];
    for side in &finding.sides {
        for piece in &side.evidence {
            let whence = words::whence(report, piece);
            lines.push(format!("{}: “{}” ({whence})", side.value, piece.quote));
        }
    }
    lines.push(format!("Why: {}", finding.why));
    lines.push(format!("Settled by: {}", finding.would_settle));
    lines.extend(words::disposition(finding));
    lines.push(format!("crosscheck explain {}", finding.id));
    lines
}
