//! The bytes of what is to be added: files, folders, standard input, pages.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use crosscheck::ingest::import::{IMPORTERS, Incoming};
use crosscheck::workspace;
use jiff::civil::Date;

use super::AddArgs;
use crate::cli::args::Global;
use crate::cli::terminal::Terminal;

/// One file from outside.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) retrieved: Option<Date>,
}

impl Gathered {
    pub(crate) fn incoming(&self) -> Incoming<'_> {
        Incoming {
            name: &self.name,
            bytes: &self.bytes,
            media_type: self.media_type.as_deref(),
            charset: self.charset.as_deref(),
            address: self.address.as_deref(),
        }
    }
}

/// Everything that can be read, in the order given, and whether something could not.
pub(crate) fn all(global: &Global, args: &AddArgs, terminal: &Terminal) -> (Vec<Gathered>, bool) {
    let max_file = u64::from(global.max_file_size) << 20;
    let (mut gathered, mut broken) = (Vec::new(), false);
    for input in &args.inputs {
        let found = one(input, max_file, args).unwrap_or_else(|error| vec![Err(error)]);
        for file in found {
            match file {
                Ok(file) => gathered.push(file),
                Err(error) => {
                    broken = true;
                    terminal.error(&error);
                }
            }
        }
    }
    gathered.iter_mut().for_each(|file| file.retrieved = file.retrieved.or(global.today));
    (gathered, broken)
}

/// The files of one input, each with its own fate.
fn one(input: &str, max_file: u64, args: &AddArgs) -> anyhow::Result<Vec<anyhow::Result<Gathered>>> {
    let path = Path::new(input);
    if input != "-" && !input.contains("://") && path.is_dir() {
        return folder(path, max_file);
    }
    Ok(vec![match input {
        "-" => standard_input(max_file),
        _ if input.contains("://") => fetch(input, max_file, args),
        _ => file(path, max_file),
    }])
}

fn standard_input(max_file: u64) -> anyhow::Result<Gathered> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(max_file + 1)
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    if bytes.len() as u64 > max_file {
        bail!("standard input is longer than {} MiB; raise --max-file-size", max_file >> 20);
    }
    Ok(Gathered { name: "stdin".to_owned(), bytes, ..Gathered::default() })
}

fn file(path: &Path, max_file: u64) -> anyhow::Result<Gathered> {
    let bytes = workspace::read_outside(path, max_file).map_err(|problem| anyhow!("{}", problem.message))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Gathered { name, bytes, ..Gathered::default() })
}

/// The files of a folder that an importer takes by their ending; not those of its folders. A link out of it is left
/// alone: in a folder that somebody else packed it may lead to any file of this machine.
fn folder(path: &Path, max_file: u64) -> anyhow::Result<Vec<anyhow::Result<Gathered>>> {
    let cannot = || format!("cannot read {}", path.display());
    let real = path.canonicalize().with_context(cannot)?;
    let mut paths: Vec<std::path::PathBuf> = std::fs::read_dir(path)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .with_context(cannot)?;
    paths.sort();
    let is_article = |path: &&std::path::PathBuf| {
        let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        IMPORTERS.iter().any(|importer| importer.endings().contains(&&*ending))
    };
    let inside = |place: &std::path::PathBuf| match place.canonicalize() {
        Ok(there) if !there.starts_with(&real) => {
            bail!("{} is a symbolic link out of the folder; it is left out", place.display())
        }
        _ => file(place, max_file),
    };
    let files: Vec<anyhow::Result<Gathered>> = paths.iter().filter(is_article).map(inside).collect();
    if files.is_empty() {
        bail!("{} holds no article: no text, Markdown, web page, PDF or message", path.display());
    }
    Ok(files)
}

#[cfg(feature = "url")]
fn fetch(address: &str, max_file: u64, args: &AddArgs) -> anyhow::Result<Gathered> {
    use crate::cli::fetch;
    let limits = fetch::Limits {
        max_bytes: max_file,
        allow_local: args.allow_local,
        ignore_robots: args.ignore_robots,
        ..fetch::Limits::default()
    };
    let page = fetch::get(address, &limits).with_context(|| format!("cannot fetch {address}"))?;
    Ok(Gathered {
        name: page.name(),
        bytes: page.bytes,
        media_type: page.media_type,
        charset: page.charset,
        address: Some(page.address),
        retrieved: page.day,
    })
}

#[cfg(not(feature = "url"))]
fn fetch(address: &str, _max_file: u64, _args: &AddArgs) -> anyhow::Result<Gathered> {
    bail!("cannot fetch {address}: this build of crosscheck was made without the feature `url`")
}
