//! Workflow commands of GitHub Actions: findings as annotations beside the lines they are about.
//!
//! GitHub shows ten errors and ten warnings a step and drops the rest without a word, so the worst ten of each are
//! written, and a plain line says how many more there are.

use std::io;

use super::places::{Places, Unit};
use super::spot::{self, Spot};
use super::{Format, Style, escape, words};
use crate::diagnostic::Level;
use crate::model::{Finding, Report, Severity};

/// See the module.
pub(super) struct Github;

/// Annotations of one level that a step may make (GitHub, "Workflow commands", limits).
const SHOWN: usize = 10;

impl Format for Github {
    fn name(&self) -> &'static str {
        "github"
    }

    fn summary(&self) -> &'static str {
        "annotations of GitHub Actions, the worst ten of each level"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        annotations(report, style, out)?;
        writeln!(out, "crosscheck: {}", words::tally(&report.summary))
    }
}

/// The annotations, and how many there are more.
pub(super) fn annotations(report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
    let mut errors = Vec::new();
    let mut warnings = Vec::new();
    for diagnostic in &report.diagnostics {
        let command = Command {
            spot: diagnostic.place.as_ref().map(spot::of_place),
            title: diagnostic.code.to_owned(),
            lines: [Some(&diagnostic.message), diagnostic.help.as_ref()]
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect(),
        };
        match diagnostic.level {
            Level::Error => errors.push(command),
            Level::Warning => warnings.push(command),
            Level::Note => {}
        }
    }
    let places = Places::new(report);
    for finding in spot::problems(report, style) {
        let command = of_finding(report, &places, finding);
        if finding.severity == Severity::High { &mut errors } else { &mut warnings }.push(command);
    }
    write_level(out, "error", &errors)?;
    write_level(out, "warning", &warnings)?;
    let left = errors.len().saturating_sub(SHOWN) + warnings.len().saturating_sub(SHOWN);
    if left > 0 {
        let more = words::count(left, "more annotation");
        writeln!(
            out,
            "{more} not shown here, where GitHub takes ten of each level: see the job summary or run crosscheck check"
        )?;
    }
    Ok(())
}

/// An annotation, not yet escaped.
struct Command<'r> {
    spot: Option<Spot<'r>>,
    title: String,
    lines: Vec<String>,
}

fn of_finding<'r>(report: &'r Report, places: &Places<'_>, finding: &'r Finding) -> Command<'r> {
    Command {
        spot: spot::primary(report, places, finding, Unit::Character),
        title: format!(
            "{}, {} ({})",
            words::kind(finding.kind),
            words::severity(finding.severity),
            finding.check
        ),
        lines: spot::paragraphs(report, finding),
    }
}

fn write_level(out: &mut dyn io::Write, level: &str, commands: &[Command<'_>]) -> io::Result<()> {
    for command in commands.iter().take(SHOWN) {
        let mut properties = vec![format!("title={}", escape::workflow_property(&command.title))];
        if let Some(Spot { path, region }) = &command.spot {
            properties.insert(0, format!("file={}", escape::workflow_property(path)));
            properties.insert(1, format!("line={},endLine={}", region.start_line, region.end_line));
            // GitHub takes columns only for annotations within one line.
            if region.start_line == region.end_line {
                properties.insert(2, format!("col={},endColumn={}", region.start_column, region.end_column));
            }
        }
        let lines: Vec<_> = command.lines.iter().map(|line| escape::workflow_message(line)).collect();
        writeln!(out, "::{level} {}::{}", properties.join(","), lines.join("%0A"))?;
    }
    Ok(())
}
