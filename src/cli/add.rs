//! `crosscheck add`: takes articles in and says at once what they change.

mod gather;
mod tell;
mod update;

use std::collections::BTreeSet;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use crosscheck::ingest::import::Imported;
use crosscheck::ingest::references::{self, Reference};
use crosscheck::ingest::{self, Metadata, document};
use crosscheck::model::{Claim, Reliability, Report, Source, SourceIx};
use crosscheck::pipeline::{self, Material};
use crosscheck::text::Span;
use crosscheck::workspace::{self, CLAIMS, CONFIG, ORIGINALS, SOURCES, Workspace, WorkspaceError};
use crosscheck::{claims, quote};

use self::gather::Gathered;
use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `add`.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// Articles: files, folders of files, addresses of pages, or - for standard input
    #[arg(value_name = "FILE|DIR|URL|-", required = true)]
    inputs: Vec<String>,
    /// The source's id, for one article; otherwise made of its name or title
    #[arg(long)]
    id: Option<String>,
    /// It is a newer version of this source, and takes its place; found by the address where it has one
    #[arg(long, value_name = "SOURCE", conflicts_with = "id")]
    update: Option<String>,
    /// Its headline, where the file does not say it
    #[arg(long)]
    title: Option<String>,
    /// Who published it
    #[arg(long)]
    publisher: Option<String>,
    /// When it was published: 2026-03-04, 2026-03 or 2026
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// Where it was found, for files and standard input
    #[arg(long)]
    url: Option<String>,
    /// Address of an archived copy, for one article
    #[arg(long, value_name = "URL")]
    archive: Option<String>,
    /// Whose reporting it repeats
    #[arg(long)]
    origin: Option<String>,
    /// News, analysis, opinion and the like
    #[arg(long)]
    kind: Option<String>,
    /// How far to trust it, from A to F
    #[arg(long, value_name = "LETTER")]
    reliability: Option<String>,
    /// Bibliography to take titles, authors and dates from: CSL-JSON, BibTeX or RIS
    #[arg(long, value_name = "FILE")]
    metadata: Option<PathBuf>,
    /// Keep the original file under originals/
    #[arg(long)]
    keep_original: bool,
    /// Allow addresses of this machine and of private networks
    #[arg(long)]
    allow_local: bool,
    /// Fetch also what the site's robots.txt keeps programs away from
    #[arg(long)]
    ignore_robots: bool,
    /// Ask nothing
    #[arg(long)]
    no_input: bool,
    /// Keep only the quotes with their context, not the article, for texts that may not be copied
    #[arg(long)]
    quote_only: bool,
    /// Say what would be stored, and store nothing
    #[arg(long)]
    dry_run: bool,
}

/// An article on its way into the folder.
struct Arrival {
    id: String,
    imported: Imported,
    original: Gathered,
    /// The older version, whose place it takes.
    replaces: Option<Source>,
}

pub(super) fn run(global: &Global, args: &AddArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::create(&global.folder)?;
    let references = references(args, global)?;
    let (gathered, mut broken) = gather::all(global, args, terminal);
    let mut known = known(&workspace, global, gathered.len(), terminal)?;
    let mut taken: BTreeSet<String> = known.sources.iter().map(|source| source.id.to_lowercase()).collect();
    let mut arrivals = Vec::new();
    let mut shown = Vec::new();
    for original in gathered {
        match arrival(args, original, &known.sources, &references, &mut taken, terminal) {
            Ok(Arrived::New(arrival)) => arrivals.push(*arrival),
            Ok(Arrived::Known(id)) => shown.push(id),
            Err(error) => {
                broken = true;
                terminal.error(&error);
            }
        }
    }
    if args.dry_run {
        arrivals.iter().for_each(|arrival| tell::would_add(arrival, terminal));
        return Ok(if broken { Outcome::Broken } else { Outcome::Fine });
    }
    let (newer, arrivals): (Vec<Arrival>, Vec<Arrival>) =
        arrivals.into_iter().partition(|arrival| arrival.replaces.is_some());
    for arrival in &newer {
        if let Err(error) = update::replace(&workspace, global, args, arrival, terminal) {
            broken = true;
            terminal.error(&error.context(arrival.original.name.clone()));
        } else {
            shown.push(arrival.id.clone());
        }
    }
    if !newer.is_empty() {
        known = pipeline::read(&workspace, u64::from(global.max_file_size) << 20)?;
    }
    let material = arrivals
        .iter()
        .try_fold(known, |material, arrival| anyhow::Ok(pipeline::with(material, arrival.source(args)?)))?;
    let report = analysis::analyse(global, &workspace, |options| pipeline::analyse(material, options));
    store(&workspace, args, &arrivals, &report)?;
    analysis::say_diagnostics(global, &report, terminal);
    shown.extend(arrivals.iter().map(|arrival| arrival.id.clone()));
    tell::news(&report, &shown, terminal)?;
    // The article is stored all the same; but what it is said to confirm and contradict is not the whole picture.
    Ok(if broken || report.summary.errors > 0 { Outcome::Broken } else { Outcome::Fine })
}

impl Arrival {
    fn path(&self) -> String {
        match &self.replaces {
            Some(older) => older.path.to_string(),
            None => format!("{SOURCES}/{}.md", self.id),
        }
    }

    /// Whether only quotes may be kept; what was so once stays so.
    fn is_quote_only(&self, args: &AddArgs) -> bool {
        args.quote_only || self.replaces.as_ref().is_some_and(|older| ingest::metadata(older).quote_only)
    }

    /// Where the original is kept, if it is to be kept.
    fn original_path(&self) -> String {
        let ending = self.original.name.rsplit_once('.').map_or("bin", |(_, ending)| ending);
        format!("{ORIGINALS}/{}.{}", self.id, ingest::slug(ending))
    }

    fn metadata(&self, args: &AddArgs) -> Metadata {
        let mut metadata = self.imported.metadata.clone();
        metadata.quote_only = self.is_quote_only(args);
        if args.keep_original {
            metadata.custody.original = Some(self.original_path().into());
        }
        metadata
    }

    /// The file of the source with this text.
    fn file(&self, args: &AddArgs, text: &str) -> anyhow::Result<String> {
        let metadata = self.metadata(args);
        match &self.replaces {
            None => Ok(document::compose(&metadata, text)),
            Some(older) => document::refresh(older, &metadata, text).with_context(|| {
                format!("the front matter of {} is not TOML, and no other is rewritten", older.path)
            }),
        }
    }

    /// The source as it will be read from the folder; with its whole text, also when only quotes will be kept of it.
    fn source(&self, args: &AddArgs) -> anyhow::Result<Source> {
        let text = self.file(args, &self.imported.text)?;
        let (source, _) = ingest::read(&self.path(), text.into_bytes());
        source.context("what was written cannot be read back")
    }
}

/// The bibliography that the user named.
fn references(args: &AddArgs, global: &Global) -> anyhow::Result<Vec<Reference>> {
    let Some(path) = &args.metadata else { return Ok(Vec::new()) };
    let max_file = u64::from(global.max_file_size) << 20;
    let bytes =
        workspace::read_outside(path, max_file).map_err(|problem| anyhow::anyhow!("{}", problem.message))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))?;
    references::read(&text).with_context(|| path.display().to_string())
}

/// What the folder holds already; nothing when it is new. Texts that lie about in it are no part of it: with its
/// first source it becomes a folder with sources/.
fn known(
    workspace: &Workspace,
    global: &Global,
    inputs: usize,
    terminal: &Terminal,
) -> anyhow::Result<Material> {
    let is_heap = !workspace.has(SOURCES) && !workspace.has(CONFIG);
    match pipeline::read(workspace, u64::from(global.max_file_size) << 20) {
        Ok(material) if is_heap => {
            if material.sources.len() > inputs {
                let command = terminal.command();
                terminal.note(&format!(
                    "from now on only sources/ is read here; `{command} add {}` takes in the texts beside it",
                    workspace.root().display()
                ));
            }
            Ok(Material::default())
        }
        Ok(material) => Ok(material),
        Err(WorkspaceError::NoSources { .. }) => Ok(Material::default()),
        Err(error) => Err(error.into()),
    }
}

enum Arrived {
    New(Box<Arrival>),
    /// The folder holds this text already, under this id.
    Known(String),
}

fn arrival(
    args: &AddArgs,
    original: Gathered,
    known: &[Source],
    references: &[Reference],
    taken: &mut BTreeSet<String>,
    terminal: &Terminal,
) -> anyhow::Result<Arrived> {
    let name = original.name.clone();
    let mut imported = super::convert::import_safely(&original.incoming()).with_context(|| name.clone())?;
    imported.notes.iter().for_each(|note| match note.starts_with(&format!("{name}:")) {
        true => terminal.note(note),
        false => terminal.note(&format!("{name}: {note}")),
    });
    if let Some(same) = known.iter().find(|source| source.body().trim() == imported.text.trim()) {
        terminal.note(&format!("{name}: the folder holds this text already, as {}", same.path));
        return Ok(Arrived::Known(same.id.to_string()));
    }
    complete(args, &mut imported.metadata, &original)?;
    // One entry given with one article is meant for it.
    let only = references.first().filter(|_| references.len() == 1 && args.inputs.len() == 1);
    if let Some(reference) = references::find(references, &imported.metadata).or(only) {
        references::fill(&mut imported.metadata, reference);
    }
    if imported.metadata.published.is_none() {
        imported.metadata.published = ask_date(args, &name, terminal);
    }
    if let Some(older) = update::older(args, known, &imported.metadata, &imported.text)? {
        let (id, replaces) = (older.id.to_string(), Some(older.clone()));
        return Ok(Arrived::New(Box::new(Arrival { id, imported, original, replaces })));
    }
    let id = match &args.id {
        Some(id) if args.inputs.len() > 1 => {
            bail!("--id {id} is for one article; {} were given", args.inputs.len())
        }
        Some(id) if ingest::slug(id) != id.to_lowercase() => {
            bail!("`{id}` cannot be an id; `{}` could", ingest::slug(id))
        }
        Some(id) if taken.contains(&id.to_lowercase()) => bail!("the id `{id}` is taken"),
        Some(id) => id.clone(),
        None => free_id(&original, &imported.metadata, taken),
    };
    taken.insert(id.to_lowercase());
    Ok(Arrived::New(Box::new(Arrival { id, imported, original, replaces: None })))
}

/// What the user said goes before what the file says.
fn complete(args: &AddArgs, metadata: &mut Metadata, original: &Gathered) -> anyhow::Result<()> {
    let said = |given: &Option<String>, found: &mut Option<Box<str>>| {
        if let Some(given) = given {
            *found = Some(given.as_str().into());
        }
    };
    said(&args.title, &mut metadata.title);
    said(&args.publisher, &mut metadata.publisher);
    said(&args.url, &mut metadata.address);
    said(&args.origin, &mut metadata.origin);
    said(&args.kind, &mut metadata.kind);
    if let Some((archive, original)) = metadata.address.as_deref().and_then(archived) {
        metadata.custody.archive = Some(archive.into());
        metadata.address = Some(original.into());
    }
    if let Some(archive) = &args.archive {
        if args.inputs.len() > 1 {
            bail!("--archive {archive} is for one article; {} were given", args.inputs.len());
        }
        if !archive.starts_with("https://") && !archive.starts_with("http://") {
            bail!("--archive {archive} is not an address that begins with https://");
        }
        metadata.custody.archive = Some(archive.as_str().into());
    }
    metadata.retrieved = metadata.retrieved.or(original.retrieved);
    if let Some(date) = &args.published {
        let range = document::date_of(date).with_context(|| {
            format!("--published {date} is not a date such as 2026-03-04, 2026-03 or 2026")
        })?;
        metadata.published = Some(range);
    }
    if let Some(letter) = &args.reliability {
        metadata.reliability = Some(reliability(letter)?);
    }
    Ok(())
}

/// The addresses of a copy in the Internet Archive and of the page it is of: `…/web/20260304101500/https://post.example/`.
fn archived(address: &str) -> Option<(&str, &str)> {
    let (_, copy) = address.split_once("://web.archive.org/web/")?;
    let (moment, original) = copy.split_once('/')?;
    let is_moment = moment.starts_with(|mark: char| mark.is_ascii_digit());
    (is_moment && original.contains("://")).then_some((address, original))
}

fn reliability(letter: &str) -> anyhow::Result<Reliability> {
    use serde::Deserialize as _;
    let written = letter.to_uppercase();
    let word = serde::de::value::StrDeserializer::<serde::de::value::Error>::new(&written);
    Reliability::deserialize(word)
        .with_context(|| format!("--reliability {letter} is not a letter from A to F"))
}

/// A missing date is asked for once, where somebody can answer, and never guessed.
fn ask_date(args: &AddArgs, name: &str, terminal: &Terminal) -> Option<crosscheck::value::DateRange> {
    let reads_article = args.inputs.iter().any(|input| input == "-");
    if args.no_input || reads_article || !std::io::stdin().is_terminal() {
        terminal.note(&format!("{name}: no date of publication was found; give it with --published"));
        return None;
    }
    terminal.note(&format!("{name}: when was it published? (2026-03-04, 2026-03 or 2026; empty if unknown)"));
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).ok()?;
    let range = document::date_of(&line);
    if range.is_none() && !line.trim().is_empty() {
        terminal.note("that is not a date; the field stays empty");
    }
    range
}

/// Names that say nothing of the article.
const EMPTY_NAMES: &[&str] =
    &["index", "article", "download", "document", "page", "untitled", "print", "stdin", "source"];

/// The file's own name, or a name made of the title; with a number when it is taken.
fn free_id(original: &Gathered, metadata: &Metadata, taken: &BTreeSet<String>) -> String {
    let stem = ingest::id_of_path(&original.name);
    let says_nothing = EMPTY_NAMES.contains(&stem.to_lowercase().as_str()) || original.address.is_some();
    let base = match &metadata.title {
        Some(title) if says_nothing => ingest::slug(title),
        _ => stem,
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    std::iter::once(base.clone())
        .chain(numbered)
        .find(|id| !taken.contains(&id.to_lowercase()))
        .unwrap_or(base)
}

/// Writes sources, claims and originals, under the folder's lock.
fn store(workspace: &Workspace, args: &AddArgs, arrivals: &[Arrival], report: &Report) -> anyhow::Result<()> {
    if arrivals.is_empty() {
        return Ok(());
    }
    let writer = workspace.lock()?;
    // Another run may have taken an id since this one looked; nothing has been written yet.
    if let Some(taken) = arrivals.iter().find(|arrival| workspace.has(&arrival.path())) {
        bail!("{} was stored by another run meanwhile; nothing was stored, run again", taken.path());
    }
    for arrival in arrivals {
        let (source, claims) = proposed(report, &arrival.id);
        let mut text = arrival.imported.text.clone();
        if arrival.is_quote_only(args) {
            let spans: Vec<Span> = claims.iter().filter_map(|claim| claim.anchor.span()).collect();
            text = quote::excerpts(&spans, source);
        }
        if args.keep_original {
            writer.write(&arrival.original_path(), &arrival.original.bytes)?;
        }
        writer.write(&arrival.path(), arrival.file(args, &text)?.as_bytes())?;
        let hash = ingest::bytes_hash(text.as_bytes());
        let merged = claims::merge(None, &arrival.id, &hash, &claims.iter().collect::<Vec<_>>())?;
        writer.write(&format!("{CLAIMS}/{}.toml", arrival.id), merged.text.as_bytes())?;
    }
    Ok(())
}

/// The claims read from a new source, each with the words around its quote.
fn proposed<'r>(report: &'r Report, id: &str) -> (&'r Source, Vec<Claim>) {
    let at = report.sources.iter().position(|summary| *summary.source.id == *id);
    let ix = SourceIx::new(at.expect("the report was made with the source"));
    let source = report.source(ix);
    let own = report.claims.iter().filter(|claim| claim.source == ix).cloned();
    (source, own.map(|claim| quote::with_context(claim, source)).collect())
}
