//! Finding and reading inputs.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{BASELINE, CLAIMS, CONFIG, Inputs, ReadOptions, SOURCES, Workspace};
use crate::diagnostic::Diagnostic;
use crate::model::RawFile;

/// Spans count in 32 bits.
const HARD_LIMIT: u64 = u32::MAX as u64;

/// Folders nested deeper than this are left out: no person sorts articles so, a loop of mounts might.
const MAX_DEPTH: usize = 32;

pub(super) struct Reader<'a> {
    workspace: &'a Workspace,
    options: &'a ReadOptions<'a>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(workspace: &'a Workspace, options: &'a ReadOptions<'a>) -> Self {
        Self { workspace, options, diagnostics: Vec::new() }
    }

    pub(super) fn inputs(mut self) -> Inputs {
        let config = self.optional(CONFIG);
        let baseline = self.optional(BASELINE);
        let is_heap = !self.workspace.has(SOURCES) && !self.workspace.has(CONFIG);
        let sources =
            if is_heap { self.heap() } else { self.folder(SOURCES, self.options.endings, MAX_DEPTH) };
        let claims = if is_heap { Vec::new() } else { self.folder(CLAIMS, &["toml"], 1) };
        Inputs { sources, claims, config, baseline, diagnostics: self.diagnostics }
    }

    /// One file by its path in the folder.
    pub(super) fn file(&self, path: &str) -> Result<Option<RawFile>, Diagnostic> {
        let place = self.workspace.root.join(path);
        let found = match std::fs::symlink_metadata(&place) {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(unreadable(path, &error)),
        };
        if found.is_symlink() {
            self.check_link(&place, path)?;
        } else if !place.canonicalize().is_ok_and(|there| there.starts_with(&self.workspace.real)) {
            // The path itself, as an article's front matter may give one, or a link above the file.
            let problem = Diagnostic::error("workspace-outside", format!("{path} lies outside the folder"));
            return Err(problem.in_file(path).help("name a file of the folder"));
        }
        plain_file(&place, path, self.options.max_file)
            .map(|bytes| Some(RawFile { path: path.into(), bytes }))
    }

    fn optional(&mut self, name: &str) -> Option<RawFile> {
        match self.file(name) {
            Ok(file) => file,
            Err(problem) => {
                self.diagnostics.push(problem);
                None
            }
        }
    }

    /// A folder of articles and nothing else.
    fn heap(&mut self) -> Vec<RawFile> {
        let files = self.folder("", self.options.endings, 1);
        if !files.is_empty() {
            let message = format!("there is no {SOURCES}/ here: the folder's own texts are read as articles");
            let help =
                format!("put the articles into {SOURCES}/ to keep claims and configuration beside them");
            self.diagnostics.push(Diagnostic::note("workspace-heap", message).help(help));
        }
        files
    }

    fn folder(&mut self, folder: &str, endings: &[&str], depth: usize) -> Vec<RawFile> {
        let root = self.workspace.root.join(folder);
        match std::fs::symlink_metadata(&root) {
            Err(_) => return Vec::new(),
            Ok(found) if found.is_symlink() => {
                if let Err(problem) = self.check_link(&root, folder) {
                    self.diagnostics.push(problem);
                    return Vec::new();
                }
            }
            Ok(_) => {}
        }
        let is_heap = folder.is_empty();
        let walk = WalkDir::new(&root).min_depth(1).max_depth(depth).sort_by_file_name().into_iter();
        let mut files = Vec::new();
        for entry in walk.filter_entry(|entry| !is_hidden(entry)) {
            match entry {
                Ok(entry) => files.extend(self.entry(&entry, endings, is_heap)),
                Err(error) => {
                    let path = error.path().map(|path| self.shown(path)).unwrap_or_default();
                    let cause =
                        error.io_error().map(ToString::to_string).unwrap_or_else(|| "a loop".to_owned());
                    let problem =
                        Diagnostic::error("workspace-unreadable", format!("cannot be read: {cause}"));
                    self.diagnostics.push(problem.in_file(&*path));
                }
            }
        }
        files
    }

    fn entry(&mut self, entry: &DirEntry, endings: &[&str], is_heap: bool) -> Option<RawFile> {
        let kind = entry.file_type();
        if kind.is_dir() || is_scratch(entry.file_name()) {
            return None;
        }
        let path = self.shown(entry.path());
        let ending = Path::new(entry.file_name()).extension().and_then(OsStr::to_str).unwrap_or_default();
        if !endings.contains(&&*ending.to_ascii_lowercase()) {
            // A heap may hold anything; sources/ and claims/ are crosscheck's own.
            if !is_heap {
                self.diagnostics.push(foreign(&path, endings));
            }
            return None;
        }
        let linked = if kind.is_symlink() { self.check_link(entry.path(), &path) } else { Ok(()) };
        match linked.and_then(|()| plain_file(entry.path(), &path, self.options.max_file)) {
            Ok(bytes) if bytes.is_empty() => {
                let problem =
                    Diagnostic::warning("workspace-empty-file", "the file is empty; it is left out");
                self.diagnostics.push(problem.in_file(&*path).help("fill it or remove it"));
                None
            }
            Ok(bytes) => Some(RawFile { path: path.into(), bytes }),
            Err(problem) => {
                self.diagnostics.push(problem);
                None
            }
        }
    }

    /// A link may point to another file of the folder, and nowhere else.
    fn check_link(&self, place: &Path, path: &str) -> Result<(), Diagnostic> {
        let problem = match place.canonicalize() {
            Ok(target) if target.starts_with(&self.workspace.real) => return Ok(()),
            Ok(_) => "is a symbolic link out of the folder; it is left out".to_owned(),
            Err(error) => format!("is a symbolic link that leads nowhere: {error}"),
        };
        let help = "put a copy of the file in its place";
        Err(Diagnostic::error("workspace-link", format!("{path} {problem}")).in_file(path).help(help))
    }

    /// The path relative to the folder, with forward slashes.
    fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.workspace.root).unwrap_or(path);
        relative.iter().map(OsStr::to_string_lossy).collect::<Vec<_>>().join("/")
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// What editors and copy programs leave behind.
fn is_scratch(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.ends_with(b"~") || [&b".swp"[..], b".tmp", b".bak", b".orig"].iter().any(|end| name.ends_with(end))
}

fn foreign(path: &str, endings: &[&str]) -> Diagnostic {
    let listed: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    Diagnostic::warning(
        "workspace-format",
        format!("{path} is left out: only {} are read here", listed.join(", ")),
    )
    .in_file(path)
    .help("`crosscheck add FILE` takes the article out of other kinds of files")
}

fn unreadable(path: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error("workspace-unreadable", format!("{path} cannot be read: {error}"))
        .in_file(path)
        .help("check that the file is there and may be read")
}

/// Every byte of a plain file. The size is checked before opening and again while reading, since a file can grow.
pub(super) fn plain_file(place: &Path, path: &str, max_file: u64) -> Result<Vec<u8>, Diagnostic> {
    let limit = max_file.min(HARD_LIMIT);
    // Asked before opening: opening a pipe waits for a writer, opening a device may do anything.
    let found = std::fs::metadata(place).map_err(|error| unreadable(path, &error))?;
    if !found.is_file() {
        return Err(Diagnostic::error(
            "workspace-not-a-file",
            format!("{path} is no plain file; it is left out"),
        )
        .in_file(path)
        .help("remove it, or put a plain file in its place"));
    }
    if found.len() > limit {
        return Err(too_large(path, found.len(), limit));
    }
    let file = File::open(place).map_err(|error| unreadable(path, &error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    match bytes.len() as u64 {
        read if read > limit => Err(too_large(path, read, limit)),
        _ => Ok(bytes),
    }
}

fn too_large(path: &str, size: u64, limit: u64) -> Diagnostic {
    let message = format!("{path} has {}, more than the limit of {}; it is left out", mib(size), mib(limit));
    Diagnostic::error("workspace-too-large", message)
        .in_file(path)
        .help("split it into articles, or raise the limit with --max-file-size")
}

/// A size for people, in binary megabytes and rounded up, so that a file just over a limit never shows as that limit.
fn mib(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{bytes} bytes"),
        _ => format!("{} MiB", bytes.div_ceil(1 << 20)),
    }
}
