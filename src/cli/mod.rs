//! The binary's own part: what was typed, where output goes, what the exit status says.
//!
//! The library cannot see this module. A new subcommand is a file with its arguments and a `run`, a variant of
//! [`args::Command`], and its line in [`dispatch`].

mod add;
mod analysis;
mod args;
mod baseline;
mod check;
mod compare;
mod completions;
mod convert;
mod diff;
mod explain;
mod extract;
#[cfg(feature = "url")]
mod fetch;
mod fuse;
mod gate;
mod impact;
mod init;
mod list;
mod man;
mod quote;
mod replace;
mod report;
mod review;
mod terminal;
mod values;
mod verify;
mod waive;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use self::args::{Args, Command};
use self::terminal::Terminal;

/// What a run came to, as the exit status says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It ran, and nothing stops CI: 0.
    Fine,
    /// Findings reach the threshold: 1.
    Findings,
    /// It could not run, or could not read all of its input: 2.
    Broken,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => Self::SUCCESS,
            Outcome::Findings => Self::from(1),
            Outcome::Broken => Self::from(2),
        }
    }
}

/// Parses the command line, runs the subcommand, and prints what went wrong in one line.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    let terminal = Terminal::new(&args.global);
    match dispatch(&args, &terminal) {
        Ok(outcome) => outcome.into(),
        // Whoever reads the other end has had enough: not our error.
        Err(error) if terminal::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            Outcome::Broken.into()
        }
    }
}

fn dispatch(args: &Args, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let global = &args.global;
    match &args.command {
        Command::Fuse(args) => fuse::run(global, args, terminal),
        Command::Add(args) => add::run(global, args, terminal),
        Command::Quote(args) => quote::run(global, args, terminal),
        Command::Verify(args) => verify::run(global, args, terminal),
        Command::Impact(args) => impact::run(global, args, terminal),
        Command::Watch(args) => watch::run(global, args, terminal),
        Command::Convert(args) => convert::run(args, terminal),
        Command::Init(args) => init::run(global, args, terminal),
        Command::Report(args) => report::run(global, args, terminal),
        Command::Check(args) => check::run(global, args, terminal),
        Command::Extract(args) => extract::run(global, args, terminal),
        Command::Explain(args) => explain::run(global, args, terminal),
        Command::List(args) => list::run(global, args, terminal),
        Command::Diff(args) => diff::run(global, args, terminal),
        Command::Review(args) => review::run(global, args, terminal),
        Command::Waive(args) => waive::run(global, args, terminal),
        Command::Baseline(args) => baseline::run(global, args, terminal),
        Command::Values(args) => values::run(args, terminal),
        Command::Compare(args) => compare::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
    }
}
