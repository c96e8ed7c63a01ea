//! Reviewdog's diagnostics, a JSON object a line, with the other sides as related locations.

use std::io;

use serde::Serialize;

use super::places::{Places, Region, Unit};
use super::spot::{self, Spot};
use super::{Format, Style, escape};
use crate::diagnostic::Level;
use crate::model::{Report, Severity};

/// See the module.
pub(super) struct Rdjsonl;

impl Format for Rdjsonl {
    fn name(&self) -> &'static str {
        "rdjsonl"
    }

    fn summary(&self) -> &'static str {
        "diagnostics of reviewdog, one a line"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        for diagnostic in &report.diagnostics {
            let severity = match diagnostic.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Note => "INFO",
            };
            let message = [Some(&*diagnostic.message), diagnostic.help.as_deref()];
            let lines = message.into_iter().flatten().map(str::to_owned).collect::<Vec<_>>();
            if let Some(place) = &diagnostic.place {
                let spot = spot::of_place(place);
                write_line(out, &line(&lines, &spot, severity, diagnostic.code, Vec::new()))?;
            }
        }
        let places = Places::new(report);
        for finding in spot::problems(report, style) {
            let Some(spot) = spot::primary(report, &places, finding, Unit::Byte) else { continue };
            let related = spot::related(report, &places, finding, Unit::Byte);
            let related = related
                .iter()
                .map(|related| Related {
                    message: escape::line(&related.said).into_owned(),
                    location: location(&related.spot),
                })
                .collect();
            let severity = match finding.severity {
                Severity::High => "ERROR",
                Severity::Medium => "WARNING",
                Severity::Low | Severity::None => "INFO",
            };
            let lines = spot::paragraphs(report, finding);
            write_line(out, &line(&lines, &spot, severity, finding.check, related))?;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct Line<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    source: Tool,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Related<'r> {
    message: String,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Lines and columns from 1; columns in bytes.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

fn line<'r>(
    lines: &[String],
    spot: &Spot<'r>,
    severity: &'static str,
    code: &'r str,
    related_locations: Vec<Related<'r>>,
) -> Line<'r> {
    // Reviewdog posts the message as Markdown in one place and as plain text in another.
    let paragraphs: Vec<_> = lines.iter().map(|line| escape::light_markdown(line)).collect();
    Line {
        message: paragraphs.join("\n\n"),
        location: location(spot),
        severity,
        source: Tool { name: "crosscheck" },
        code: Code { value: code },
        related_locations,
    }
}

fn location<'r>(spot: &Spot<'r>) -> Location<'r> {
    let Region { start_line, start_column, end_line, end_column } = spot.region;
    Location {
        path: spot.path,
        range: Range {
            start: Position { line: start_line, column: start_column },
            end: Position { line: end_line, column: end_column },
        },
    }
}

fn write_line(out: &mut dyn io::Write, line: &Line<'_>) -> io::Result<()> {
    escape::json(line, false, out)?;
    out.write_all(b"\n")
}
