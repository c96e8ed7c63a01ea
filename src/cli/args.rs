//! What was typed. The doc comments are the help text, the manual page and the completions.

use std::path::PathBuf;

use clap::{ArgAction, Args as Group, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{
    add, baseline, check, compare, completions, convert, diff, explain, extract, fuse, impact, init, list,
    man, quote, report, review, values, verify, waive, watch,
};

/// Reconciles what sources claim
///
/// Who says what, word for word, where they conflict, and how well each value is
/// supported. Offline and deterministic.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true, max_term_width = 100)]
#[command(after_help = "Exit status: 0 fine, 1 findings, 2 could not run or could not read everything.\n\
                        Start with `crosscheck report` in a folder that holds sources/.")]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every subcommand.
#[derive(Debug, Group)]
pub(crate) struct Global {
    /// The folder that holds sources/, claims/ and crosscheck.toml
    #[arg(short = 'C', long = "folder", value_name = "DIR", default_value = ".", global = true)]
    pub(crate) folder: PathBuf,
    /// When to use colours; NO_COLOR and CLICOLOR_FORCE are honoured
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto, global = true)]
    pub(crate) color: Color,
    /// Columns to fill; without it the terminal's width, and 100 where there is no terminal
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400), global = true)]
    pub(crate) width: Option<u16>,
    /// The day to judge the ends of waivers by, such as 2026-05-31; crosscheck reads no clock
    #[arg(long, value_name = "DAY", global = true, value_parser = day)]
    pub(crate) today: Option<Date>,
    /// Largest article to read, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u32).range(1..4096), global = true)]
    pub(crate) max_file_size: u32,
    /// Read every article anew, and keep nothing in .crosscheck/cache
    #[arg(long, global = true)]
    pub(crate) no_cache: bool,
    /// Say more: agreements, scope differences, waived findings, notes. Twice: all there is
    #[arg(short, long, action = ArgAction::Count, global = true)]
    pub(crate) verbose: u8,
    /// Say nothing on standard error but errors
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// A day as it is typed.
pub(crate) fn day(typed: &str) -> Result<Date, String> {
    typed
        .parse()
        .map_err(|_| "write a day of the calendar as year, month and day, such as 2026-05-31".to_owned())
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On terminals, unless the environment says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The subcommands, the three daily ones first.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Where the sources conflict, and how well each value is supported
    Report(report::ReportArgs),
    /// Store articles, and say what they confirm, contradict and add
    Add(add::AddArgs),
    /// The findings as a linter prints them, for CI; exit status 1 when one reaches --fail-on
    Check(check::CheckArgs),
    /// Why: from quote to value to verdict, of a finding, a topic or a check
    Explain(explain::ExplainArgs),
    /// List what there is: sources, topics, findings, claims, entities, attributes, checks, diagnostics
    List(list::ListArgs),
    /// Propose claims from the articles and write them to claims/; what a person wrote there stays
    Extract(extract::ExtractArgs),
    /// New, resolved, changed and unchanged findings between two git revisions; exit status 1 when a new one reaches --fail-on
    Diff(diff::DiffArgs),
    /// Whether words stand in a source, and where; exit status 1 when they do not, verbatim
    Quote(quote::QuoteArgs),
    /// Check every hash and every quote again; exit status 1 when something changed
    Verify(verify::VerifyArgs),
    /// What would change if a source were withdrawn
    Impact(impact::ImpactArgs),
    /// The report again, whenever the folder changes
    Watch(watch::WatchArgs),
    /// The article in a file, as `add` would store it, on standard output
    #[command(hide = true)]
    Convert(convert::ConvertArgs),
    /// Go through open findings and proposed claims one at a time
    Review(review::ReviewArgs),
    /// Let a finding pass, for a reason and until a day
    Waive(waive::WaiveArgs),
    /// Accept the findings of an old folder, so that CI stops only for new ones
    Baseline(baseline::BaselineArgs),
    /// Make a folder ready: sources/, claims/ and a commented crosscheck.toml
    Init(init::InitArgs),
    /// A table of claims fused: confidence per value, reliability per source
    Fuse(fuse::FuseArgs),
    /// Every value in a text: numbers, shares, money, quantities, dates, with what bounds them
    Values(values::ValuesArgs),
    /// How two statements relate: whether B follows from A, contradicts it, or neither
    Compare(compare::CompareArgs),
    /// Completions for a shell
    Completions(completions::CompletionsArgs),
    /// The manual pages
    Man(man::ManArgs),
}
