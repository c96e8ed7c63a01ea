//! `crosscheck review`: open findings and proposed claims, one at a time.
//!
//! Every decision is written at once and can be taken back as long as the session lasts. Off a terminal nothing is
//! asked: the commands and lines that do the same are printed instead.

mod act;
mod ask;
mod item;

use std::io::{IsTerminal as _, Write};

use clap::Args;
use crosscheck::workspace::Workspace;

use self::act::Folder;
use self::ask::{Answer, Asker};
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
}

pub(super) fn run(global: &Global, args: &ReviewArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let report = analysis::report(global)?;
    let mut items = item::items(&report);
    items.retain(|item| match item {
        Item::Finding(_) => !args.claims,
        Item::Claim(_) => !args.findings,
    });
    let style = terminal.style(global.verbose > 0);
    if items.is_empty() {
        terminal.print(|out| writeln!(out, "nothing to review: no open finding, no proposed claim"))?;
        return Ok(Outcome::Fine);
    }
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        terminal.print(|out| items.iter().try_for_each(|item| item.command(&report, out)))?;
        return Ok(Outcome::Fine);
    }
    let workspace = Workspace::open(&global.folder)?;
    let mut folder = Folder::new(&workspace, u64::from(global.max_file_size) << 20)?;
    let mut asker = Asker::new(std::io::stdin().lock(), std::io::stdout().lock());
    let done = session(&items, &mut folder, &mut asker, |at, out| items[at].show(&report, style, out))?;
    asker.say(&format!("{done} decided, {} left", items.len() - done.min(items.len())))?;
    Ok(Outcome::Fine)
}

/// Goes through the items. Gives how many were decided.
fn session<I: std::io::BufRead, O: Write>(
    items: &[Item<'_>],
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
    show: impl Fn(usize, &mut dyn Write) -> std::io::Result<()>,
) -> anyhow::Result<usize> {
    // Which items are settled, and by which step, so that undoing a step opens what it settled.
    let mut settled: Vec<Option<usize>> = vec![None; items.len()];
    let mut at = 0;
    while at < items.len() {
        if settled[at].is_some() {
            at += 1;
            continue;
        }
        asker.say(&format!("\n[{}/{}]", at + 1, items.len()))?;
        asker.show(|out| show(at, out))?;
        match asker.choose(items[at].choices())? {
            Answer::Quit => break,
            Answer::Skip => at += 1,
            Answer::Undo => match folder.undo()? {
                Some(step) => {
                    let first = settled.iter().position(|by| *by == Some(step)).unwrap_or(at);
                    settled.iter_mut().filter(|by| **by == Some(step)).for_each(|by| *by = None);
                    at = first;
                    asker.say("taken back")?;
                }
                None => asker.say("there is nothing to take back")?,
            },
            Answer::Do(letter) => match items[at].act(letter, items, folder, asker) {
                Ok(decided) if !decided.is_empty() => {
                    let step = folder.steps();
                    decided.into_iter().for_each(|item| settled[item] = Some(step));
                }
                Ok(_) => asker.say("nothing was changed")?,
                Err(error) => asker.say(&format!("not done: {error:#}"))?,
            },
        }
    }
    Ok(settled.iter().filter(|by| by.is_some()).count())
}

#[cfg(test)]
mod tests;
