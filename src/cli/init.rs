//! `crosscheck init`.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use crosscheck::workspace;

use super::Outcome;
use super::args::Global;
use super::terminal::{self, Terminal};

/// The configuration that a new folder begins with: every part shown, nothing switched on.
const CONFIG: &str = include_str!("init/crosscheck.toml");

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// The folder to make ready, where it is not that of --folder
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(super) fn run(global: &Global, args: &InitArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let folder = args.dir.as_ref().unwrap_or(&global.folder);
    let config = folder.join(workspace::CONFIG);
    if config.exists() {
        bail!("{} is there already; nothing was changed", config.display());
    }
    for name in [workspace::SOURCES, workspace::CLAIMS] {
        make(&folder.join(name))?;
    }
    let workspace = workspace::Workspace::open(folder)?;
    workspace.lock()?.write(workspace::CONFIG, CONFIG.as_bytes())?;
    if !global.quiet {
        terminal.note(&format!("made {}, sources/ and claims/ in {}", config.display(), folder.display()));
        let command = terminal::command(folder);
        terminal.note(&format!("next: {command} add ARTICLE, then {command} report"));
    }
    Ok(Outcome::Fine)
}

fn make(folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}
