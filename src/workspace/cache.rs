//! What earlier runs read from articles, kept in the folder's private part: `.crosscheck/cache`.
//!
//! Anybody may delete it at any time. One file an article, put there whole under the name of its content, so that runs
//! side by side or killed halfway leave nothing wrong behind. A cache that cannot be read or written costs time and is
//! no error.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::write::{inside, private};
use super::{PRIVATE, Workspace};
use crate::model::Store;

/// Larger files are none that a run has kept.
const LARGEST: u64 = 64 << 20;

/// So many kept files that no article needs are let be: going back and forth between two states of a folder is usual.
const SPARE: usize = 1000;

/// The folder's cache.
#[derive(Debug)]
pub struct Cache {
    workspace: Workspace,
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
    has_grown: AtomicBool,
}

impl Cache {
    pub(super) fn new(workspace: &Workspace) -> Self {
        Self {
            workspace: workspace.clone(),
            folder: workspace.root.join(PRIVATE).join("cache"),
            used: Mutex::default(),
            has_grown: AtomicBool::new(false),
        }
    }

    /// Takes away what this run did not use, once that is more than what it used.
    pub fn tidy(&self) {
        if !self.has_grown.load(Ordering::Relaxed) || inside(&self.workspace, &self.folder).is_err() {
            return;
        }
        let used = self.used();
        let shelves = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let files = shelves.flat_map(|shelf| fs::read_dir(shelf.path()).into_iter().flatten().flatten());
        let idle: Vec<PathBuf> = files
            .filter(|file| !used.contains(&*file.file_name().to_string_lossy()))
            .map(|file| file.path())
            .collect();
        if idle.len() > used.len() + SPARE {
            // One that cannot be removed does no harm.
            idle.iter().for_each(|path| drop(fs::remove_file(path)));
        }
    }

    fn used(&self) -> std::sync::MutexGuard<'_, BTreeSet<String>> {
        self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Where `key` is kept: on one of 256 shelves, since some systems are slow with folders of very many files.
    fn place(&self, key: &str) -> Option<PathBuf> {
        let is_plain = key.len() > 2 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_plain.then(|| self.folder.join(&key[..2]).join(key))
    }

    fn keep(&self, place: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
        let shelf = place.parent().ok_or(io::ErrorKind::InvalidInput)?;
        if !shelf.is_dir() {
            private(&self.workspace).map_err(io::Error::other)?;
            inside(&self.workspace, shelf).map_err(io::Error::other)?;
            fs::create_dir_all(shelf)?;
        }
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(shelf)?;
        file.write_all(bytes)?;
        // Not brought to the disk by force: what a power failure leaves half written is seen to be damaged.
        file.persist(place).map_err(|error| error.error)?;
        Ok(())
    }
}

impl Store for Cache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let place = self.place(key)?;
        let found = fs::symlink_metadata(&place).ok()?;
        if !found.is_file() || found.len() > LARGEST {
            return None;
        }
        let bytes = fs::read(&place).ok()?;
        self.used().insert(key.to_owned());
        Some(bytes)
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        if let Some(place) = self.place(key)
            && self.keep(&place, bytes).is_ok()
        {
            self.has_grown.store(true, Ordering::Relaxed);
            self.used().insert(key.to_owned());
        }
    }
}
