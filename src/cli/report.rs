//! `crosscheck report`.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use crosscheck::report::{FORMATS, Format};

use super::Outcome;
use super::analysis;
use super::args::Global;
use super::terminal::Terminal;

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// How to write it; never changes the exit status
    #[arg(short, long, value_name = "FORMAT", default_value = "table", value_parser = format_names())]
    format: String,
    /// Write it to this file, which is replaced as a whole, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The names that `--format` takes, with their help.
pub(super) fn format_names() -> clap::builder::PossibleValuesParser {
    FORMATS
        .iter()
        .map(|format| clap::builder::PossibleValue::new(format.name()).help(format.summary()))
        .collect::<Vec<_>>()
        .into()
}

/// The format of that name.
pub(super) fn format(name: &str) -> &'static dyn Format {
    *FORMATS.iter().find(|format| format.name() == name).expect("clap lets only registered names through")
}

pub(super) fn run(global: &Global, args: &ReportArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let report = analysis::report(global)?;
    let format = format(&args.format);
    let style = terminal.style(global.verbose > 0);
    analysis::write(format, &report, args.output.as_deref(), style, terminal)
        .context("cannot write the report")?;
    if !format.holds_diagnostics() {
        analysis::say_diagnostics(global, &report, terminal);
    }
    // A report is for reading: findings do not fail it, input that could not be read does.
    Ok(if report.summary.errors > 0 { Outcome::Broken } else { Outcome::Fine })
}
