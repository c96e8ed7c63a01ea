//! What `check` and `diff` have in common: what stops CI, what is shown, where it goes.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::bail;
use clap::{Args, ValueEnum};
use crosscheck::config::Config;
use crosscheck::model::{Place, Report, Severity};
use crosscheck::report::{Format, Style};
use crosscheck::text::nearest;
use crosscheck::{pipeline, policy};

use super::Outcome;
use super::args::Global;
use super::terminal::Terminal;

/// Arguments of `check` and `diff`.
#[derive(Debug, Args)]
pub(crate) struct Gate {
    /// Exit with 1 when a new finding is at least this severe
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = FailOn::Medium)]
    fail_on: FailOn,
    /// Allow: leave the findings of this check out; before what crosscheck.toml says. Repeatable, as the next two
    #[arg(short = 'A', long, value_name = "CHECK", value_parser = check)]
    allow: Vec<String>,
    /// Warn: take the findings of this check as low
    #[arg(short = 'W', long, value_name = "CHECK", value_parser = check)]
    warn: Vec<String>,
    /// Deny: take the findings of this check as high
    #[arg(short = 'D', long, value_name = "CHECK", value_parser = check)]
    deny: Vec<String>,
    /// How to write it; never changes the exit status
    #[arg(short, long, value_name = "FORMAT", default_value = "lint", value_parser = super::report::format_names())]
    format: String,
    /// Write it to this file, which is replaced as a whole, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Show waived findings and those of the baseline too
    #[arg(long)]
    show_waived: bool,
    /// Keep waived findings and those of the baseline in SARIF, marked as suppressed
    #[arg(long)]
    sarif_suppressed: bool,
    /// Put this before every path, for readers whose paths begin elsewhere: the folder's place in its repository
    #[arg(long, value_name = "DIR")]
    path_prefix: Option<String>,
    /// The most bytes that Markdown may take: 65536 for a comment, 1048576 for a job summary
    #[arg(long, value_name = "BYTES", default_value_t = 65_536, value_parser = clap::value_parser!(u32).range(2_000..))]
    max_bytes: u32,
    /// Exit with 0 whatever is found; says so
    #[arg(long)]
    exit_zero: bool,
}

/// From which severity on a finding stops CI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Every finding
    Low,
    /// Medium and high ones
    Medium,
    /// High ones alone
    High,
    /// None
    Never,
}

impl FailOn {
    /// The least severity that stops; nothing for never.
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Low => Some(Severity::Low),
            Self::Medium => Some(Severity::Medium),
            Self::High => Some(Severity::High),
            Self::Never => None,
        }
    }
}

/// The name of a check; a misspelt one is told the nearest.
fn check(name: &str) -> Result<String, String> {
    let checks = pipeline::checks();
    if checks.iter().any(|check| check.id == name) {
        return Ok(name.to_owned());
    }
    Err(match nearest(name, checks.iter().map(|check| check.id)) {
        Some(meant) => format!("there is no such check; did you mean `{meant}`?"),
        None => "there is no such check; `crosscheck list checks` names them all".to_owned(),
    })
}

impl Gate {
    /// Sets the severities that the command line gives; they come before those of the configuration.
    pub(crate) fn set_severities(&self, config: &mut Config) -> anyhow::Result<()> {
        let levels =
            [(&self.allow, Severity::None), (&self.warn, Severity::Low), (&self.deny, Severity::High)];
        let mut given: Vec<(&str, Severity)> = Vec::new();
        for (check, severity) in levels
            .iter()
            .flat_map(|(checks, severity)| checks.iter().map(|check| (check.as_str(), *severity)))
        {
            if given.iter().any(|(other, before)| *other == check && *before != severity) {
                bail!("{check} is given to two of --allow, --warn and --deny; which is meant?");
            }
            given.push((check, severity));
            let place = Place { file: Arc::from("command line"), line: 1, column: 1 };
            config.severities.insert(check.into(), (severity, place));
        }
        Ok(())
    }

    /// The format to write.
    pub(crate) fn format(&self) -> &'static dyn Format {
        super::report::format(&self.format)
    }

    /// How to write it.
    pub(crate) fn style(&self, global: &Global, terminal: &Terminal) -> Style {
        Style {
            waived: self.show_waived || (self.sarif_suppressed && self.format == "sarif"),
            fail_on: self.fail_on.severity().unwrap_or(Severity::High),
            limit: Some(self.max_bytes as usize),
            ..terminal.style(global.verbose > 0)
        }
    }

    /// Puts the prefix before the paths of a finished report.
    pub(crate) fn set_paths(&self, report: &mut Report) {
        let prefix = self.path_prefix.as_deref().unwrap_or_default();
        let prefix = prefix.trim_start_matches("./").trim_end_matches('/');
        if prefix.is_empty() || prefix == "." {
            return;
        }
        let longer = |path: &str| format!("{prefix}/{path}");
        for summary in &mut report.sources {
            summary.source.path = longer(&summary.source.path).into();
        }
        let findings = report.findings.iter_mut().filter_map(|finding| finding.place.as_mut());
        let diagnostics = report.diagnostics.iter_mut().filter_map(|diagnostic| diagnostic.place.as_mut());
        findings.chain(diagnostics).for_each(|place| place.file = longer(&place.file).into());
    }

    /// What the exit status says: input that could not be read comes before everything, then open findings.
    pub(crate) fn outcome(&self, report: &Report, terminal: &Terminal) -> Outcome {
        let fails = self.fail_on.severity().is_some_and(|least| policy::fails(report, least));
        match (report.summary.errors > 0, fails) {
            (true, _) => Outcome::Broken,
            (false, true) if self.exit_zero => {
                terminal.note("crosscheck: findings reach --fail-on; --exit-zero makes the exit status 0");
                Outcome::Fine
            }
            (false, true) => Outcome::Findings,
            (false, false) => Outcome::Fine,
        }
    }
}
