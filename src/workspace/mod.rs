//! The user's folder: the only part of the library that touches the disk.
//!
//! Reading never follows a symbolic link out of the folder, never opens a device or a pipe, and never takes in more of
//! a file than the limit. Writing goes through a [`Writer`], which holds the folder's lock, and replaces files
//! atomically: whoever reads sees the old file or the new one, also after a crash.

mod cache;
mod read;
mod revision;
mod write;

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::model::RawFile;

pub use cache::Cache;
pub use revision::{RevisionError, merge_base, read_revision, read_revisions};
pub use write::Writer;

/// Where articles are.
pub const SOURCES: &str = "sources";
/// Where claims are.
pub const CLAIMS: &str = "claims";
/// Where the files are kept that articles were taken out of.
pub const ORIGINALS: &str = "originals";
/// The folder's configuration.
pub const CONFIG: &str = "crosscheck.toml";
/// Findings that were there before and do not stop CI.
pub const BASELINE: &str = "crosscheck.baseline";
/// What crosscheck keeps for itself; never part of the input, ignored by git.
const PRIVATE: &str = ".crosscheck";

/// Larger files are left out unless the caller allows more, in bytes: a hundred times the longest article.
pub const DEFAULT_MAX_FILE: u64 = 64 << 20;

/// Why the folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is nothing at the path.
    #[error("there is no folder {}; make one with `crosscheck init {}`", .path.display(), .path.display())]
    NoFolder {
        /// The path.
        path: PathBuf,
    },
    /// The path leads to something else.
    #[error("{} is not a folder; name the folder that holds {SOURCES}/", .path.display())]
    NotAFolder {
        /// The path.
        path: PathBuf,
    },
    /// The folder has nothing to read.
    #[error("no articles in {}; add one with `crosscheck add FILE`, or start with `crosscheck init`", .path.display())]
    NoSources {
        /// The folder.
        path: PathBuf,
        /// What was left out, and why.
        skipped: Vec<Diagnostic>,
    },
    /// The system refused.
    #[error("cannot {action} {}", .path.display())]
    Io {
        /// What was tried: "read", "write", "lock" and the like.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// Another run is writing.
    #[error("another run of crosscheck is writing to {}; wait until it ends", .path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
    },
    /// A name would lead out of the folder or means something else on another system.
    #[error("`{name}` cannot be used as a file name in the folder")]
    UnsafeName {
        /// The name, with control characters shown as escapes.
        name: String,
    },
    /// Something that is not a plain file stands where one is to be written.
    #[error("{} is not a plain file inside the folder; move it away, then run again", .path.display())]
    NotPlain {
        /// What stands there.
        path: PathBuf,
    },
}

impl WorkspaceError {
    fn io(action: &'static str, path: &Path, cause: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), cause }
    }
}

/// What reading may take in.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions<'a> {
    /// Largest file, in bytes; never more than 4 GiB minus one.
    pub max_file: u64,
    /// File endings of articles, without the dot, lower case.
    pub endings: &'a [&'a str],
}

/// All that a run reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Articles, in the order of their paths.
    pub sources: Vec<RawFile>,
    /// Claims files, in the order of their paths.
    pub claims: Vec<RawFile>,
    /// The configuration, where there is one.
    pub config: Option<RawFile>,
    /// The baseline, where there is one.
    pub baseline: Option<RawFile>,
    /// What was left out, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// The user's folder.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    /// The root with every symbolic link resolved: what lies outside of it is not the user's folder.
    real: PathBuf,
}

impl Workspace {
    /// The folder at `root`, which must exist.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(root: &Path) -> Result<Self, WorkspaceError> {
        match std::fs::metadata(root) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(WorkspaceError::NotAFolder { path: root.to_owned() }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                return Err(WorkspaceError::NoFolder { path: root.to_owned() });
            }
            Err(cause) => return Err(WorkspaceError::io("open", root, cause)),
        }
        let real = root.canonicalize().map_err(|cause| WorkspaceError::io("open", root, cause))?;
        Ok(Self { root: root.to_owned(), real })
    }

    /// The folder at `root`, made if it does not exist.
    ///
    /// # Errors
    /// When it cannot be made or read.
    pub fn create(root: &Path) -> Result<Self, WorkspaceError> {
        std::fs::create_dir_all(root).map_err(|cause| WorkspaceError::io("create", root, cause))?;
        Self::open(root)
    }

    /// The folder, as the caller named it.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether the folder has a file or folder of that name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.root.join(name).exists()
    }

    /// Reads articles, claims, configuration and baseline. A folder without `sources/` and without a configuration is
    /// read as a heap of articles.
    ///
    /// # Errors
    /// [`WorkspaceError::NoSources`] when there is no article to read.
    pub fn read(&self, options: &ReadOptions<'_>) -> Result<Inputs, WorkspaceError> {
        let inputs = read::Reader::new(self, options).inputs();
        if inputs.sources.is_empty() {
            return Err(WorkspaceError::NoSources { path: self.root.clone(), skipped: inputs.diagnostics });
        }
        Ok(inputs)
    }

    /// Reads one file, by its path relative to the folder; nothing where there is none.
    ///
    /// # Errors
    /// When it is no plain file inside the folder, is larger than the limit, or cannot be read.
    pub fn read_file(&self, path: &str, options: &ReadOptions<'_>) -> Result<Option<RawFile>, Diagnostic> {
        read::Reader::new(self, options).file(path)
    }

    /// What earlier runs kept.
    #[must_use]
    pub fn cache(&self) -> Cache {
        Cache::new(self)
    }

    /// Takes the folder's lock, for commands that write.
    ///
    /// # Errors
    /// [`WorkspaceError::Locked`] while another run holds it.
    pub fn lock(&self) -> Result<Writer<'_>, WorkspaceError> {
        Writer::new(self)
    }
}

/// Reads a file that the user named on the command line: anywhere on the disk, but no device or pipe, and no more than
/// `max_file` bytes.
///
/// # Errors
/// A message with what to do.
pub fn read_outside(path: &Path, max_file: u64) -> Result<Vec<u8>, Diagnostic> {
    read::plain_file(path, &path.to_string_lossy(), max_file)
}

#[cfg(test)]
mod tests;
