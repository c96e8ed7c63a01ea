//! `crosscheck waive`.

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use crosscheck::config::Reason;
use crosscheck::config::edit::{self, NewTarget, NewWaiver};
use crosscheck::model::{Finding, Report};
use crosscheck::policy::WAIVER_CHECKS;
use crosscheck::workspace::{CONFIG, ReadOptions, Workspace};
use jiff::civil::Date;
use serde::Deserialize as _;

use super::args::{Global, day};
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `waive`.
#[derive(Debug, Args)]
pub(crate) struct WaiveArgs {
    /// The finding, by its id or the first letters of it
    #[arg(value_name = "FINDING")]
    finding: String,
    /// Why it may pass
    #[arg(long, value_name = "WORD", value_parser = Reason::WORDS, required_unless_present = "remove")]
    reason: Option<String>,
    /// More on why, in words
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME", required_unless_present = "remove")]
    owner: Option<String>,
    /// The last day on which it holds, such as 2026-12-31
    #[arg(long, value_name = "DAY", required_unless_present = "remove", value_parser = day)]
    expires: Option<Date>,
    /// Waive the finding's check on its topic for these values, whoever states them, not this one finding
    #[arg(long)]
    topic: bool,
    /// Take the waiver of this finding out again
    #[arg(long, conflicts_with_all = ["reason", "owner", "expires", "note"])]
    remove: bool,
}

pub(super) fn run(global: &Global, args: &WaiveArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let writer = workspace.lock()?;
    let text = config_text(&workspace, global)?;
    // The waiver of a finding that is gone can be taken out without one.
    let changed = if args.remove && !args.topic {
        remove(&text, NewTarget::Finding(&args.finding), &args.finding, terminal)?
    } else {
        let report = analysis::report(global)?;
        let finding = analysis::finding(&report, &args.finding)?;
        let values: Vec<&str> = finding.sides.iter().map(|side| &*side.value).collect();
        let target = match finding.topic.filter(|_| args.topic) {
            Some(topic) => {
                NewTarget::Topic { check: finding.check, topic: &report.topic(topic).id, values: &values }
            }
            None if args.topic => bail!("finding {} is about no topic", finding.id),
            None => NewTarget::Finding(finding.id.as_str()),
        };
        match args.remove {
            true => remove(&text, target, &args.finding, terminal)?,
            false => add(&text, args, &report, finding, target, terminal)?,
        }
    };
    writer.write(CONFIG, changed.as_bytes())?;
    Ok(Outcome::Fine)
}

fn remove(text: &str, target: NewTarget<'_>, name: &str, terminal: &Terminal) -> anyhow::Result<String> {
    let (changed, gone) = edit::remove_waiver(text, target)?;
    if !gone {
        bail!("{CONFIG} has no waiver of finding {name}");
    }
    terminal.note(&format!("the waiver of {name} is taken out of {CONFIG}"));
    Ok(changed)
}

fn add(
    text: &str,
    args: &WaiveArgs,
    report: &Report,
    finding: &Finding,
    target: NewTarget<'_>,
    terminal: &Terminal,
) -> anyhow::Result<String> {
    if !finding.is_problem() {
        bail!("{} is no problem, so there is nothing to waive: {}", finding.id, finding.message);
    }
    if WAIVER_CHECKS.iter().any(|check| check.id == finding.check) {
        bail!("{} is about a waiver: mend that one in {CONFIG}, or take it out", finding.id);
    }
    let owner = args.owner.as_deref().unwrap_or_default();
    if owner.trim().is_empty() {
        bail!("a waiver needs an owner");
    }
    let expires = args.expires.context("a waiver needs an end")?;
    check_end(expires, finding, report)?;
    let reason = reason(args.reason.as_deref().unwrap_or_default())?;
    let note = args.note.as_deref().filter(|note| !note.trim().is_empty());
    terminal.note(&format!("waived until {expires}: {}", finding.message));
    if report.today.is_none() {
        terminal.note("  its end is judged where a run is given the day, as in `check --today 2026-05-31`");
    }
    Ok(edit::add_waiver(text, &NewWaiver { target, reason, note, owner, expires })?)
}

/// Refuses an end that has passed already: by `--today`, or without it by the articles themselves, since no clock is
/// read.
pub(super) fn check_end(expires: Date, finding: &Finding, report: &Report) -> anyhow::Result<()> {
    if let Some(today) = report.today {
        ensure!(expires >= today, "{expires} is before --today: the waiver would have ended already");
        return Ok(());
    }
    let sources =
        finding.sides.iter().flat_map(|side| &side.evidence).map(|piece| report.source(piece.source));
    let published = sources.filter_map(|source| Some((source.published.as_ref()?.start?, source)));
    if let Some((day, source)) = published.max_by_key(|(day, _)| *day).filter(|(day, _)| expires < *day) {
        bail!(
            "{expires} is before {} was published, on {day}: the waiver would have ended already",
            source.id
        );
    }
    Ok(())
}

/// The configuration's text; none is as good as an empty one.
pub(super) fn config_text(workspace: &Workspace, global: &Global) -> anyhow::Result<String> {
    let options = ReadOptions { max_file: u64::from(global.max_file_size) << 20, endings: &[] };
    let file = workspace.read_file(CONFIG, &options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
    let bytes = file.map(|file| file.bytes).unwrap_or_default();
    String::from_utf8(bytes).with_context(|| format!("{CONFIG} is not UTF-8"))
}

/// The reason of that word.
pub(super) fn reason(word: &str) -> anyhow::Result<Reason> {
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word);
    Reason::deserialize(word).with_context(|| format!("a reason is one of {}", Reason::WORDS.join(", ")))
}
