//! `crosscheck completions`.

use clap::{Args, CommandFactory as _};

use super::Outcome;
use super::terminal::Terminal;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &CompletionsArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::args::Args::command(), "crosscheck", &mut script);
    terminal.print(|out| out.write_all(&script))?;
    Ok(Outcome::Fine)
}
