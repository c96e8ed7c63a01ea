//! A newer version of an article that the folder holds.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use crosscheck::claims;
use crosscheck::ingest::{self, Metadata};
use crosscheck::model::{Anchor, Claim, Source, SourceIx};
use crosscheck::pipeline;
use crosscheck::quote;
use crosscheck::text::{Span, count, fold};
use crosscheck::verify;
use crosscheck::workspace::{CLAIMS, ReadOptions, Workspace};

use super::{AddArgs, Arrival};
use crate::cli::analysis;
use crate::cli::args::Global;
use crate::cli::terminal::Terminal;

/// This share of three words in a row must be the same for a text to pass as another version of one.
const SAME_ARTICLE: f64 = 0.25;

/// The source that an article is a newer version of: the one that was named, or the one of its address.
pub(super) fn older<'k>(
    args: &AddArgs,
    known: &'k [Source],
    metadata: &Metadata,
    text: &str,
) -> anyhow::Result<Option<&'k Source>> {
    if let Some(id) = &args.update {
        if args.inputs.len() > 1 {
            bail!("--update {id} is for one article; {} were given", args.inputs.len());
        }
        crate::cli::analysis::check_ids(std::slice::from_ref(id), known)?;
        return Ok(known.iter().find(|source| *source.id == **id));
    }
    let Some(address) = metadata.address.as_deref().filter(|_| args.id.is_none()) else { return Ok(None) };
    let is_there = |source: &&Source| source.address.as_deref().map(bare) == Some(bare(address));
    let Some(source) = known.iter().find(is_there) else { return Ok(None) };
    let recorded = ingest::metadata(source);
    let is_as_added = recorded.quote_only
        || recorded.custody.text_hash.as_deref().is_some_and(|hash| hash == ingest::text_hash(source));
    if !is_as_added {
        bail!(
            "{} has this address, and its text was changed by hand; --update {} replaces it",
            source.path,
            source.id
        );
    }
    if !is_same_article(source.body(), text) {
        bail!(
            "{} has this address and says something else; --update {} replaces it, --id ID stores both",
            source.path,
            source.id
        );
    }
    Ok(Some(source))
}

/// An address without what does not tell pages apart.
fn bare(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or_default();
    let (_, address) = address.split_once("://").unwrap_or(("", address));
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

fn is_same_article(old: &str, new: &str) -> bool {
    let runs = |text: &str| -> BTreeSet<String> {
        let words = fold(text);
        let words: Vec<&str> = words.split_whitespace().collect();
        words.windows(3).map(|run| run.join(" ")).collect()
    };
    let (old, new) = (runs(old), runs(new));
    let both = old.intersection(&new).count();
    both as f64 >= SAME_ARTICLE * old.len().min(new.len()) as f64
}

/// Puts a newer version in the place of the older one. The id stays, and every claim with it: those whose words were
/// edited wait for a person, and nothing is read anew from the words that they stand on.
pub(super) fn replace(
    workspace: &Workspace,
    global: &Global,
    args: &AddArgs,
    arrival: &Arrival,
    terminal: &Terminal,
) -> anyhow::Result<()> {
    let max_file = u64::from(global.max_file_size) << 20;
    let writer = workspace.lock()?;
    let material = pipeline::replaced(pipeline::read(workspace, max_file)?, arrival.source(args)?);
    let at = material.sources.iter().position(|source| *source.id == *arrival.id);
    let ix = SourceIx::new(at.context("the older version is gone")?);
    let source = &material.sources[ix.at()];
    let written: Vec<&Claim> = material.claims.claims.iter().filter(|claim| claim.source == ix).collect();
    let proposed =
        analysis::analyse(global, workspace, |options| pipeline::propose(&material, &[ix], options.store));
    let fresh: Vec<Claim> = proposed.into_iter().filter(|claim| !stands_on_edited(claim, &written)).collect();

    let mut text = arrival.imported.text.clone();
    if arrival.is_quote_only(args) {
        let kept = written.iter().copied().chain(&fresh);
        let spans: Vec<Span> = kept.filter_map(|claim| claim.anchor.span()).collect();
        text = quote::excerpts(&spans, source);
    }
    if args.keep_original {
        writer.write(&arrival.original_path(), &arrival.original.bytes)?;
    }
    let path = format!("{CLAIMS}/{}.toml", arrival.id);
    let options = ReadOptions { max_file, endings: &[] };
    let file = workspace.read_file(&path, &options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
    let existing = file.map(|file| String::from_utf8(file.bytes)).transpose();
    let existing = existing.with_context(|| format!("{path} is not UTF-8"))?;
    let hash = ingest::bytes_hash(text.as_bytes());
    let fresh: Vec<Claim> = fresh.into_iter().map(|claim| quote::with_context(claim, source)).collect();
    let merged = claims::merge(existing.as_deref(), &arrival.id, &hash, &fresh.iter().collect::<Vec<_>>())
        .with_context(|| format!("cannot add to {path}"))?;
    writer.write(&arrival.path(), arrival.file(args, &text)?.as_bytes())?;
    writer.write(&path, merged.text.as_bytes())?;
    tell(&arrival.path(), source, &written, merged.added, terminal);
    Ok(())
}

/// Whether a claim was read from words that a written claim on the same attribute drifted to: which of the two holds is
/// a person's to say.
fn stands_on_edited(claim: &Claim, written: &[&Claim]) -> bool {
    written.iter().any(|known| {
        let meets =
            known.anchor.span().zip(claim.anchor.span()).is_some_and(|(one, other)| one.overlaps(other));
        meets && matches!(known.anchor, Anchor::Drifted { .. }) && known.attribute == claim.attribute
    })
}

fn tell(path: &str, source: &Source, written: &[&Claim], added: usize, terminal: &Terminal) {
    let exact = written.iter().filter(|claim| claim.anchor.is_exact()).count();
    terminal.note(&format!(
        "{path}: a newer version took its place; {exact} of {} stand as they did, {}",
        count(written.len(), "quote"),
        count(added, "new claim")
    ));
    for claim in written.iter().filter(|claim| !claim.anchor.is_exact()) {
        let loose = verify::Loose { claim, is_moved: false };
        terminal.note(&format!("  {}", crate::cli::verify::told(&loose, &source.text)));
    }
    if exact < written.len() {
        let command = terminal.command();
        terminal.note(&format!("  `{command} review` goes through them; until then they count as problems"));
    }
}
