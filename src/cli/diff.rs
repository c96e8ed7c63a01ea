//! `crosscheck diff`.

use anyhow::bail;
use clap::Args;
use crosscheck::workspace::{ReadOptions, Workspace, merge_base, read_revision, read_revisions};
use crosscheck::{change, ingest, pipeline, report};

use super::args::Global;
use super::gate::Gate;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The earlier revision, or both as A..B; A...B compares B with where it left A. HEAD where one is not given
    #[arg(value_name = "BASE|A..B")]
    revisions: String,
    /// Compare with the folder as it is on disk, not with a revision
    #[arg(long)]
    worktree: bool,
    #[command(flatten)]
    gate: Gate,
}

pub(super) fn run(global: &Global, args: &DiffArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let gate = &args.gate;
    // Says what is wrong with the folder before git does, in other words.
    let workspace = Workspace::open(&global.folder)?;
    let range = Range::of(&args.revisions);
    if args.worktree && range.head.is_some() {
        bail!("--worktree takes the place of the later revision: give the earlier one alone");
    }
    let head = range.head.unwrap_or("HEAD");
    let base = match range.from_fork {
        true => merge_base(&global.folder, range.base, head)?,
        false => range.base.to_owned(),
    };
    let max_file = u64::from(global.max_file_size) << 20;
    let endings: Vec<&str> = ingest::endings().collect();
    let options = ReadOptions { max_file, endings: &endings };
    let (earlier, later) = match args.worktree {
        true => (read_revision(&global.folder, &base, &options)?, workspace.read(&options)?),
        false => read_revisions(&global.folder, [&base, head], &options)?,
    };
    let (mut earlier, mut later) = pipeline::materials(earlier, later);
    if later.sources.is_empty() && later.diagnostics.is_empty() {
        bail!("{head} holds no articles: no sources/ at {} in it", global.folder.display());
    }
    gate.set_severities(&mut earlier.config)?;
    gate.set_severities(&mut later.config)?;
    pipeline::follow_renames(&mut earlier, &later);
    let bar = analysis::progress(global);
    bar.set_message(format!("comparing {} and {} sources", earlier.sources.len(), later.sources.len()));
    let (earlier, later) =
        analysis::analyse(global, &workspace, |options| pipeline::analyse_change(earlier, later, options));
    let mut change = change::between(&earlier, later);
    pipeline::recount(&mut change.head);
    gate.set_paths(&mut change.head);
    bar.finish_and_clear();
    if let Some(first) = change.unread.first() {
        let errors = match change.unread.len() {
            1 => String::new(),
            many => format!("; {} more errors", many - 1),
        };
        terminal.note(&format!(
            "crosscheck: {} could not be read in full, so that what is not new may look new: {first}{errors}",
            range.base
        ));
    }
    let format = gate.format();
    analysis::write_with(gate.output.as_deref(), gate.style(global, terminal), terminal, |style, out| {
        report::write_change(&change, format, style, out)
    })?;
    // The JSON of a change holds none, unlike that of a report.
    if !format.holds_diagnostics() || format.name() == "json" {
        analysis::say_diagnostics(global, &change.head, terminal);
    }
    Ok(gate.outcome(&change.head, terminal))
}

/// Two revisions, as git writes them.
#[derive(Debug, PartialEq, Eq)]
struct Range<'a> {
    base: &'a str,
    /// The later one, where it is given.
    head: Option<&'a str>,
    /// Whether the base is where the later one left it.
    from_fork: bool,
}

impl<'a> Range<'a> {
    fn of(typed: &'a str) -> Self {
        let named = |name: &'a str| if name.is_empty() { "HEAD" } else { name };
        match (typed.split_once("..."), typed.split_once("..")) {
            (Some((base, head)), _) => Self { base: named(base), head: Some(named(head)), from_fork: true },
            (None, Some((base, head))) => {
                Self { base: named(base), head: Some(named(head)), from_fork: false }
            }
            (None, None) => Self { base: typed, head: None, from_fork: false },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_git_reads_them() {
        let range = |base, head, from_fork| Range { base, head, from_fork };
        assert_eq!(Range::of("main"), range("main", None, false));
        assert_eq!(Range::of("a..b"), range("a", Some("b"), false));
        assert_eq!(Range::of("a..."), range("a", Some("HEAD"), true));
        assert_eq!(Range::of("..b"), range("HEAD", Some("b"), false));
        assert_eq!(Range::of("v1.2.3"), range("v1.2.3", None, false));
    }
}
