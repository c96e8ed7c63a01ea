//! A finished [`Report`] as text. Renderers compute nothing; they choose what to show and how.
//!
//! A new format is a file with a unit struct that implements [`Format`], its `mod` line here and its entry in
//! [`FORMATS`]. Text of an article never acts, whatever the medium: each medium has one door through which all text
//! goes, and the door escapes it (see [`escape`]).

mod change;
mod derivation;
pub mod escape;
mod explain;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod lint;
mod list;
mod markdown;
mod outline;
mod page;
mod places;
mod plain;
mod rdjsonl;
mod reading;
mod sarif;
mod spot;
mod stream;
mod table;
mod words;

use std::io;

pub use self::change::write_change;
pub use self::explain::{explain_check, explain_finding, explain_topic};
pub use self::lint::write_finding;
pub use self::list::{Listing, Shape, list};

use crate::model::{Report, Severity};

/// What a rendering may depend on besides the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns to fill.
    pub width: usize,
    /// Whether colours are welcome.
    pub color: bool,
    /// Show everything: every agreement, every scope difference, every value of every source.
    pub verbose: bool,
    /// Show waived findings and those of the baseline as well; SARIF marks them as suppressed.
    pub waived: bool,
    /// The severity from which on a problem is a failure, for formats that know only passed and failed.
    pub fail_on: Severity,
    /// The most bytes that Markdown may take; nothing means a pull-request comment's 64 KiB.
    pub limit: Option<usize>,
    /// How the commands begin that are offered at a terminal: the program with what it needs to find this folder.
    /// Formats that are read elsewhere go without.
    pub command: &'static str,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            color: false,
            verbose: false,
            waived: false,
            fail_on: Severity::Medium,
            limit: None,
            command: "crosscheck",
        }
    }
}

/// One way to write a report.
pub trait Format: Sync {
    /// The name that `--format` takes.
    fn name(&self) -> &'static str;
    /// One line for the help text.
    fn summary(&self) -> &'static str;
    /// Whether the output tells what was wrong with inputs; where it does not, the binary says it on standard error.
    fn holds_diagnostics(&self) -> bool {
        true
    }
    /// Writes the report.
    ///
    /// # Errors
    /// Only those of `out`.
    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()>;
}

/// Every format, in the order in which help lists them.
pub const FORMATS: &[&dyn Format] = &[
    &table::Table,
    &plain::Plain,
    &lint::Lint,
    &json::Json,
    &markdown::Markdown,
    &html::Html,
    &sarif::Sarif,
    &junit::Junit,
    &github::Github,
    &gitlab::Gitlab,
    &rdjsonl::Rdjsonl,
];

/// The format that goes by `name`.
#[must_use]
pub fn format(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
