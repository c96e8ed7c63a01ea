//! `crosscheck list`.

use clap::Args;
use crosscheck::pipeline;
use crosscheck::report::{self, Listing, Shape};

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// What is listed without reading a folder.
const CHECKS: &str = "checks";

/// Arguments of `list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// What to list
    #[arg(value_name = "WHAT", value_parser = clap::builder::PossibleValuesParser::new(listings()))]
    what: String,
    /// For reading, tab-separated with a header line, or an array of objects
    #[arg(short, long, value_name = "FORMAT", default_value = "table", value_parser = clap::builder::PossibleValuesParser::new(shapes()))]
    format: String,
}

/// The names of what can be listed.
fn listings() -> Vec<&'static str> {
    Listing::ALL.iter().map(|(name, _)| *name).chain([CHECKS]).collect()
}

fn shapes() -> Vec<&'static str> {
    Shape::ALL.iter().map(|(name, _)| *name).collect()
}

pub(super) fn run(global: &Global, args: &ListArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let Some((_, listing)) = Listing::ALL.iter().find(|(name, _)| *name == args.what) else {
        // Checks need no folder: they are the program's own.
        terminal.print(|out| {
            pipeline::checks()
                .iter()
                .try_for_each(|check| writeln!(out, "{:<20} {}", check.id, check.summary))
        })?;
        return Ok(Outcome::Fine);
    };
    let shape =
        Shape::ALL.iter().find(|(name, _)| *name == args.format).map_or(Shape::Table, |(_, shape)| *shape);
    let report = analysis::report(global)?;
    let style = terminal.style(global.verbose > 0);
    terminal.print(|out| report::list(&report, *listing, shape, style, out))?;
    Ok(if report.summary.errors > 0 { Outcome::Broken } else { Outcome::Fine })
}
