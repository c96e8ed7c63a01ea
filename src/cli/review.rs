//! `crosscheck review`: open findings and proposed claims, one at a time.
//!
//! Every decision is written at once and can be taken back as long as the session lasts. Off a terminal nothing is
//! asked: the commands that do the same are printed instead.

pub(super) mod act;
mod ask;
pub(super) mod decide;
mod item;

use std::io::{IsTerminal as _, Write};

use anyhow::{Context as _, bail};
use clap::Args;
use crosscheck::model::Claim;
use crosscheck::pipeline::{self, Material};
use crosscheck::report::{Style, explain_finding};
use crosscheck::text::nearest;
use crosscheck::workspace::Workspace;

use self::act::Folder;
use self::ask::{Answer, Asker};
use self::decide::Desk;
use self::item::Item;
use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `review`.
#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// Only the findings
    #[arg(long, conflicts_with = "claims")]
    findings: bool,
    /// Only the proposed claims
    #[arg(long)]
    claims: bool,
    /// Accept this claim and ask nothing; can be given many times
    #[arg(long, value_name = "SOURCE/CLAIM")]
    accept: Vec<String>,
    /// Reject this claim and ask nothing
    #[arg(long, value_name = "SOURCE/CLAIM")]
    reject: Vec<String>,
    /// Take the words of this claim's quote as the edited article now has them
    #[arg(long, value_name = "SOURCE/CLAIM")]
    reanchor: Vec<String>,
}

pub(super) fn run(global: &Global, args: &ReviewArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if [&args.accept, &args.reject, &args.reanchor].iter().any(|names| !names.is_empty()) {
        return named(global, args, terminal);
    }
    let report = analysis::report(global)?;
    let mut items = item::items(&report);
    items.retain(|item| match item {
        Item::Finding(_) => !args.claims,
        Item::Claim(_) => !args.findings,
    });
    let style = terminal.style(global.verbose > 0);
    let unwritten = report.claims.iter().filter(|claim| claim.place.is_none()).count();
    if unwritten > 0 && !global.quiet && !args.findings {
        terminal.note(&format!(
            "{unwritten} claims stand in no file; `{} extract` writes them, so that they can be reviewed",
            terminal.command()
        ));
    }
    if items.is_empty() {
        terminal.print(|out| writeln!(out, "nothing to review: no open finding, no proposed claim"))?;
        return Ok(Outcome::Fine);
    }
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        terminal
            .print(|out| items.iter().try_for_each(|item| item.command(&report, terminal.command(), out)))?;
        return Ok(Outcome::Fine);
    }
    let workspace = Workspace::open(&global.folder)?;
    let mut folder = Folder::new(&workspace, u64::from(global.max_file_size) << 20)?;
    let mut asker = Asker::new(std::io::stdin().lock(), std::io::stdout().lock());
    let done = session(&Desk { report: &report, items: &items }, &mut folder, &mut asker, style)?;
    asker.say(&format!("{done} decided, {} left", items.len() - done.min(items.len())))?;
    Ok(Outcome::Fine)
}

/// Goes through the items. Gives how many were decided.
fn session<I: std::io::BufRead, O: Write>(
    desk: &Desk<'_>,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
    style: Style,
) -> anyhow::Result<usize> {
    let (report, items) = (desk.report, desk.items);
    // Which items are settled, and by which step, so that undoing a step opens what it settled.
    let mut settled: Vec<Option<usize>> = vec![None; items.len()];
    // An item is shown once, however many questions it takes.
    let mut shown = None;
    let mut at = 0;
    while at < items.len() {
        if settled[at].is_some() {
            at += 1;
            continue;
        }
        if shown.replace(at) != Some(at) {
            asker.say(&format!("\n[{}/{}]", at + 1, items.len()))?;
            asker.show(|out| items[at].show(report, style, out))?;
        }
        match (asker.choose(&items[at].choices(items))?, &items[at]) {
            (Answer::Quit, _) => break,
            (Answer::Skip, _) => at += 1,
            (Answer::Undo, _) => match folder.undo() {
                Ok(Some(step)) => {
                    let first = settled.iter().position(|by| *by == Some(step)).unwrap_or(at);
                    settled.iter_mut().filter(|by| **by == Some(step)).for_each(|by| *by = None);
                    (at, shown) = (first, None);
                    asker.say("taken back")?;
                }
                Ok(None) => asker.say("there is nothing to take back")?,
                Err(error) => asker.say(&format!("not taken back: {error:#}"))?,
            },
            (Answer::Do('x'), Item::Finding(open)) => {
                asker.show(|out| explain_finding(report, open.finding, style, out))?;
            }
            (Answer::Do(letter), _) => match desk.act(at, letter, folder, asker) {
                Ok(decided) if !decided.is_empty() => {
                    let step = folder.steps();
                    asker.say("written; [u] takes it back")?;
                    decided.into_iter().for_each(|item| settled[item] = Some(step));
                }
                Ok(_) => asker.say("nothing was changed")?,
                Err(error) => asker.say(&format!("not done: {error:#}"))?,
            },
        }
    }
    Ok(settled.iter().filter(|by| by.is_some()).count())
}

/// Decisions given on the command line, all of them or none.
fn named(global: &Global, args: &ReviewArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let max_file = u64::from(global.max_file_size) << 20;
    let mut folder = Folder::new(&workspace, max_file)?;
    let material = pipeline::read(&workspace, max_file)?;
    let decisions: Vec<(&str, &str, &Claim)> =
        [("accepted", &args.accept), ("rejected", &args.reject), ("re-anchored", &args.reanchor)]
            .into_iter()
            .flat_map(|(what, names)| names.iter().map(move |name| (what, name)))
            .map(|(what, name)| Ok((what, &**name, claim(&material, name)?)))
            .collect::<anyhow::Result<_>>()?;
    for (what, name, claim) in decisions {
        let done = match what {
            "re-anchored" => decide::reanchor(claim, &material.sources[claim.source.at()], &mut folder),
            status => decide::set_status(&[claim], status, &mut folder),
        };
        if let Err(error) = done {
            while folder.undo()?.is_some() {}
            return Err(error.context(format!("{name} cannot be {what}; nothing was changed")));
        }
        if !global.quiet {
            terminal.note(&format!("{what}: {name}"));
        }
    }
    Ok(Outcome::Fine)
}

/// The claim of a file that goes by `SOURCE/CLAIM`.
fn claim<'m>(material: &'m Material, name: &str) -> anyhow::Result<&'m Claim> {
    let (source, id) = name.rsplit_once('/').with_context(|| format!("`{name}` is not SOURCE/CLAIM"))?;
    analysis::check_ids(&[source.to_owned()], &material.sources)?;
    let own = || {
        let is_own = |claim: &&Claim| *material.sources[claim.source.at()].id == *source;
        material.claims.claims.iter().filter(is_own)
    };
    match own().find(|claim| *claim.id == *id) {
        Some(claim) => Ok(claim),
        None => match nearest(id, own().map(|claim| &*claim.id)) {
            Some(near) => bail!("{source} has no claim `{id}`; did you mean `{near}`?"),
            None => bail!("{source} has no claim `{id}` in its claims file"),
        },
    }
}

#[cfg(test)]
mod tests;
