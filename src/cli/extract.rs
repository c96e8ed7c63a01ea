//! `crosscheck extract`.

use anyhow::{Context as _, bail};
use clap::Args;
use crosscheck::model::{Claim, Source, SourceIx};
use crosscheck::text::{count, nearest};
use crosscheck::workspace::{CLAIMS, ReadOptions, Workspace, Writer};
use crosscheck::{claims, ingest, pipeline, quote};

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// The sources to read, by id; all of them where none is given
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(global: &Global, args: &ExtractArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    // Held from before reading: two runs must not each add the same claims.
    let writer = workspace.lock()?;
    let max_file = u64::from(global.max_file_size) << 20;
    let material = pipeline::read(&workspace, max_file)?;
    let known: Vec<&str> = material.sources.iter().map(|source| &*source.id).collect();
    if let Some(unknown) = args.sources.iter().find(|id| !known.contains(&id.as_str())) {
        let help = nearest(unknown, known.iter().copied())
            .map(|id| format!("; did you mean {id}?"))
            .unwrap_or_default();
        bail!("there is no source {unknown}{help}");
    }
    let is_wanted =
        |source: &Source| args.sources.is_empty() || args.sources.iter().any(|id| **id == *source.id);
    let all = material.sources.iter().enumerate();
    let wanted: Vec<SourceIx> =
        all.filter(|(_, source)| is_wanted(source)).map(|(at, _)| SourceIx::new(at)).collect();
    let proposed =
        analysis::analyse(global, &workspace, |options| pipeline::propose(&material, &wanted, options.store));
    let options = ReadOptions { max_file, endings: &[] };
    let mut broken = false;
    for ix in wanted {
        let source = &material.sources[ix.at()];
        // Proposals come in the order of their sources.
        let start = proposed.partition_point(|claim| claim.source < ix);
        let own = proposed[start..].iter().take_while(|claim| claim.source == ix).cloned();
        let own: Vec<Claim> = own.map(|claim| quote::with_context(claim, source)).collect();
        let own: Vec<&Claim> = own.iter().collect();
        let written = write(&workspace, &writer, &options, source, &own, args.dry_run);
        match written {
            Ok((added, kept)) if !global.quiet => {
                terminal.note(&format!("{}: {}, {kept} there already", source.id, count(added, "new claim")));
            }
            Ok(_) => {}
            Err(error) => {
                terminal.error(&error);
                broken = true;
            }
        }
    }
    Ok(if broken { Outcome::Broken } else { Outcome::Fine })
}

/// Merges one source's proposals into its claims file. Gives how many are new, and how many were there.
fn write(
    workspace: &Workspace,
    writer: &Writer<'_>,
    options: &ReadOptions<'_>,
    source: &Source,
    proposed: &[&Claim],
    dry_run: bool,
) -> anyhow::Result<(usize, usize)> {
    let path = format!("{CLAIMS}/{}.toml", source.id);
    let file = workspace.read_file(&path, options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
    let existing = file
        .map(|file| String::from_utf8(file.bytes))
        .transpose()
        .with_context(|| format!("{path} is not UTF-8"))?;
    let merged = claims::merge(existing.as_deref(), &source.id, &ingest::text_hash(source), proposed)
        .with_context(|| format!("cannot add to {path}"))?;
    if !dry_run && existing.as_deref() != Some(merged.text.as_str()) {
        writer.write(&path, merged.text.as_bytes())?;
    }
    Ok((merged.added, merged.kept))
}
