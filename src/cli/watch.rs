//! `crosscheck watch`: the report again, whenever the folder changes.
//!
//! The folder is looked at twice a second instead of asking the system to tell: that works on network drives and in
//! containers too, and a folder of 100,000 articles is looked through in a tenth of a second.

use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use clap::Args;
use crosscheck::workspace::{CLAIMS, CONFIG, SOURCES};
use walkdir::WalkDir;

use super::args::Global;
use super::report::ReportArgs;
use super::terminal::Terminal;
use super::{Outcome, report};

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(500);

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    #[command(flatten)]
    report: ReportArgs,
    /// End after so many reports
    #[arg(long, value_name = "COUNT", hide = true)]
    runs: Option<usize>,
}

pub(super) fn run(global: &Global, args: &WatchArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut runs = 0;
    loop {
        let seen = stamps(&global.folder);
        if runs > 0 {
            terminal.note("");
        }
        // A file that is being written may be unreadable for a moment: the next change shows it.
        if let Err(error) = report::run(global, &args.report, terminal) {
            if super::terminal::is_broken_pipe(&error) {
                return Err(error);
            }
            terminal.error(&error);
        }
        runs += 1;
        if args.runs.is_some_and(|most| runs >= most) {
            return Ok(Outcome::Fine);
        }
        wait_for_change(&global.folder, &seen);
    }
}

/// Returns once the folder differs from what was seen and has come to rest.
fn wait_for_change(folder: &Path, seen: &[Stamp]) {
    let mut last = stamps(folder);
    loop {
        sleep(PAUSE);
        let now = stamps(folder);
        if now == last && now != seen {
            return;
        }
        last = now;
    }
}

type Stamp = (PathBuf, u64, Option<SystemTime>);

/// Path, size and time of every file that a run reads.
fn stamps(folder: &Path) -> Vec<Stamp> {
    [SOURCES, CLAIMS, CONFIG]
        .iter()
        .flat_map(|name| WalkDir::new(folder.join(name)).sort_by_file_name())
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            found.is_file().then(|| (entry.into_path(), found.len(), found.modified().ok()))
        })
        .collect()
}
