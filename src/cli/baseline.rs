//! `crosscheck baseline`.

use anyhow::bail;
use clap::{Args, Subcommand};
use crosscheck::diagnostic::Level;
use crosscheck::policy::Baseline;
use crosscheck::policy::baseline::NOT_AN_ENTRY;
use crosscheck::text::count;
use crosscheck::workspace::{BASELINE, ReadOptions, Workspace};

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `baseline`.
#[derive(Debug, Args)]
pub(crate) struct BaselineArgs {
    #[command(subcommand)]
    what: What,
}

/// What to do with the baseline.
#[derive(Debug, Subcommand)]
enum What {
    /// Accept all findings there are now, so that CI stops only for new ones
    Create {
        /// Replace the baseline that is there
        #[arg(long)]
        force: bool,
    },
    /// Take out the entries that match nothing any more; never adds one
    Prune,
}

pub(super) fn run(global: &Global, args: &BaselineArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let writer = workspace.lock()?;
    let report = analysis::report(global)?;
    // Lines of the baseline that are no entries go: neither a new one nor what is left of the old one holds them.
    let errors = report.diagnostics.iter().filter(|one| one.level == Level::Error);
    if errors.filter(|one| one.code != NOT_AN_ENTRY).count() > 0 {
        analysis::say_diagnostics(global, &report, terminal);
        bail!("some input could not be read; a baseline made now would be wrong");
    }
    let text = match args.what {
        What::Create { force } => {
            if workspace.has(BASELINE) && !force {
                bail!(
                    "{BASELINE} is there already; `baseline prune` shrinks it, `baseline create --force` replaces it"
                );
            }
            Baseline::render(&report.findings, &report.topics)
        }
        What::Prune => {
            let options = ReadOptions { max_file: u64::from(global.max_file_size) << 20, endings: &[] };
            let file =
                workspace.read_file(BASELINE, &options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
            let Some(file) = file else { bail!("there is no {BASELINE} here; `baseline create` makes one") };
            Baseline::parse(&String::from_utf8_lossy(&file.bytes)).0.prune(&report.findings, &report.topics)
        }
    };
    let entries = text.lines().filter(|line| !line.starts_with('#')).count();
    writer.write(BASELINE, text.as_bytes())?;
    if !global.quiet {
        terminal.note(&format!("{BASELINE} holds {}", count(entries, "finding")));
    }
    Ok(Outcome::Fine)
}
