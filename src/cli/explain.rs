//! `crosscheck explain`.

use anyhow::bail;
use clap::Args;
use crosscheck::model::{FindingKind, Report, TopicIx};
use crosscheck::text::nearest;
use crosscheck::{pipeline, report};

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A finding's id (or the first letters of it), a topic's id, or the name of a check
    #[arg(value_name = "FINDING|TOPIC|CHECK")]
    what: String,
}

pub(super) fn run(global: &Global, args: &ExplainArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let style = terminal.style(global.verbose > 0);
    let what = args.what.as_str();
    if let Some(check) = pipeline::checks().iter().find(|check| check.id == what) {
        terminal.print(|out| report::explain_check(check, style, out))?;
        return Ok(Outcome::Fine);
    }
    let report = analysis::report(global)?;
    if let Some(topic) =
        report.topics.iter().position(|topic| *topic.id == *what || report.topic_title(topic) == *what)
    {
        terminal.print(|out| report::explain_topic(&report, TopicIx::new(topic), style, out))?;
    } else if what.len() >= 4 && report.findings.iter().any(|finding| finding.id.as_str().starts_with(what)) {
        let finding = analysis::finding(&report, what)?;
        terminal.print(|out| report::explain_finding(&report, finding, style, out))?;
    } else {
        bail!("{}", unknown(&report, what));
    }
    Ok(Outcome::Fine)
}

/// What to say of a name that is nothing: the nearest one that is.
fn unknown(report: &Report, what: &str) -> String {
    let topics = report.topics.iter().map(|topic| &*topic.id);
    let checks = report.checks.iter().map(|check| check.id);
    let help = match nearest(what, topics.chain(checks)) {
        Some(meant) => format!("did you mean {meant}?"),
        None => "the commands `list findings`, `list topics` and `list checks` show what there is".to_owned(),
    };
    let quiet = report.findings_of_kind(FindingKind::Contradiction).next().is_none();
    let none = if quiet { " (this folder has no contradictions)" } else { "" };
    format!("no finding, topic or check is called `{what}`{none}; {help}")
}
