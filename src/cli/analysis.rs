//! What the subcommands that need a report have in common: read the folder, analyse it, say what was wrong.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use crosscheck::config::Config;
use crosscheck::diagnostic::Level;
use crosscheck::model::{Finding, Report, Source, Store};
use crosscheck::pipeline;
use crosscheck::report::{Format, Style};
use crosscheck::text::nearest;
use crosscheck::workspace::Workspace;
use indicatif::ProgressBar;

use super::args::Global;
use super::replace::replace;
use super::terminal::Terminal;

/// Reads the folder and analyses it.
pub(super) fn report(global: &Global) -> anyhow::Result<Report> {
    report_with(global, |_| Ok(()))
}

/// Reads the folder and analyses it, with a configuration that the command line adds to.
pub(super) fn report_with(
    global: &Global,
    configure: impl FnOnce(&mut Config) -> anyhow::Result<()>,
) -> anyhow::Result<Report> {
    let workspace = Workspace::open(&global.folder)?;
    let bar = progress(global);
    bar.set_message("reading");
    let mut material = pipeline::read(&workspace, u64::from(global.max_file_size) << 20)?;
    configure(&mut material.config)?;
    let (sources, claims) = (material.sources.len(), material.claims.claims.len());
    bar.set_message(format!("comparing {sources} sources, {claims} written claims"));
    let report = analyse(global, &workspace, |options| pipeline::analyse(material, options));
    bar.finish_and_clear();
    Ok(report)
}

/// Runs an analysis with the options of the command line, and with what earlier runs kept.
pub(super) fn analyse<R>(
    global: &Global,
    workspace: &Workspace,
    run: impl FnOnce(&pipeline::Options<'_>) -> R,
) -> R {
    let cache = (!global.no_cache).then(|| workspace.cache());
    let store = cache.as_ref().map(|cache| cache as &dyn Store);
    let result = run(&pipeline::Options { today: global.today, store });
    if let Some(cache) = cache {
        cache.close();
    }
    result
}

/// A line on standard error that says what a long run is doing; hidden off a terminal and when asked to be quiet.
pub(super) fn progress(global: &Global) -> ProgressBar {
    if global.quiet {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    // A run that is over before the first tick shows nothing.
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// Refuses ids that no source has, with the nearest one that there is.
pub(super) fn check_ids(ids: &[String], sources: &[Source]) -> anyhow::Result<()> {
    for id in ids {
        if sources.iter().all(|source| *source.id != **id) {
            match nearest(id, sources.iter().map(|source| &*source.id)) {
                Some(near) => bail!("there is no source `{id}`; did you mean `{near}`?"),
                None => bail!("there is no source `{id}`; the command `list sources` shows those there are"),
            }
        }
    }
    Ok(())
}

/// The problem that goes by an id, or by the first letters of one.
pub(super) fn finding<'r>(report: &'r Report, id: &str) -> anyhow::Result<&'r Finding> {
    let found: Vec<&Finding> =
        report.findings.iter().filter(|finding| finding.id.as_str().starts_with(id)).collect();
    match found.as_slice() {
        [one] if id.len() >= 4 => Ok(one),
        [] | [_] => bail!("there is no finding {id}; the command `list findings` shows those there are"),
        several => bail!("{id} is the beginning of {} findings; give more of it", several.len()),
    }
}

/// Prints the report's diagnostics to standard error, for formats that do not hold them.
pub(super) fn say_diagnostics(global: &Global, report: &Report, terminal: &Terminal) {
    let least = match (global.quiet, global.verbose) {
        (true, _) => Level::Error,
        (false, 0) => Level::Warning,
        (false, _) => Level::Note,
    };
    terminal.diagnostics(&report.diagnostics, least);
}

/// Writes the report to a file, which is replaced as a whole, or to standard output.
pub(super) fn write(
    format: &dyn Format,
    report: &Report,
    file: Option<&Path>,
    style: Style,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    write_with(file, style, terminal, |style, out| format.write(report, style, out))
}

/// Runs `write` on a file, which is replaced as a whole, or on standard output.
pub(super) fn write_with(
    file: Option<&Path>,
    style: Style,
    terminal: &Terminal,
    write: impl FnOnce(Style, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let Some(file) = file else {
        return Ok(terminal.print(|out| write(style, out))?);
    };
    let mut bytes = Vec::new();
    write(Style { color: false, ..style }, &mut bytes)?;
    replace(file, |out| out.write_all(&bytes)).with_context(|| format!("cannot write {}", file.display()))
}
