//! What earlier runs read from articles, kept in the folder's private part: `.crosscheck/cache`.
//!
//! Anybody may delete it at any time. Each run that reads something new leaves one file, put there whole when the run
//! is over, so that runs side by side or killed halfway leave nothing wrong behind: one file an article would cost more
//! than reading the article. Several files become one from time to time, without what is no longer used. A cache that
//! cannot be read or written costs time and is no error.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::write::{inside, private};
use super::{PRIVATE, Workspace};
use crate::model::{Store, digest};

/// What each file begins with.
const MARK: &[u8] = b"crosscheck cache 1\n";

/// Length of a key: a digest in hexadecimal.
const KEY: usize = 64;

/// From this many files on they are made one.
const MANY: usize = 8;

/// So many kept articles that no run needs are let be: going back and forth between two states of a folder is usual.
const SPARE: usize = 1000;

/// The folder's cache.
#[derive(Debug)]
pub struct Cache {
    workspace: Workspace,
    folder: PathBuf,
    /// Read when it is first asked for anything: most runs never do.
    known: OnceLock<Vec<Pack>>,
    /// What this run used or added, by key.
    used: Mutex<BTreeMap<Box<str>, Use>>,
}

/// What one run left.
#[derive(Debug)]
struct Pack {
    path: PathBuf,
    bytes: Vec<u8>,
    /// Where each key's bytes stand.
    places: BTreeMap<Box<str>, Range<usize>>,
}

#[derive(Debug)]
enum Use {
    Known,
    Added(Vec<u8>),
}

impl Cache {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let folder = workspace.root.join(PRIVATE).join("cache");
        Self { workspace: workspace.clone(), folder, known: OnceLock::new(), used: Mutex::default() }
    }

    /// Puts what this run added on the disk. Without it the run leaves nothing.
    pub fn close(self) {
        // One that cannot be written does no harm.
        let _ = self.write();
    }

    fn write(&self) -> io::Result<()> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let added: Vec<(&str, &[u8])> = used
            .iter()
            .filter_map(|(key, of)| if let Use::Added(bytes) = of { Some((&**key, &**bytes)) } else { None })
            .collect();
        if added.is_empty() {
            return Ok(());
        }
        let packs = self.packs();
        let all: usize = packs.iter().map(|pack| pack.places.len()).sum();
        let damaged = added.iter().any(|(key, _)| self.find(key).is_some());
        if packs.len() + 1 < MANY && all <= 2 * used.len() + SPARE && !damaged {
            return self.put_pack(&added).map(drop);
        }
        let known = used.iter().filter(|(_, of)| matches!(of, Use::Known));
        let kept = known.filter_map(|(key, _)| Some((&**key, self.find(key)?)));
        let whole: Vec<(&str, &[u8])> = kept.chain(added).collect();
        let new = self.put_pack(&whole)?;
        let old = packs.iter().filter(|pack| pack.path != new);
        old.for_each(|pack| drop(fs::remove_file(&pack.path)));
        Ok(())
    }

    /// Writes a pack beside its place and moves it there; gives the place.
    fn put_pack(&self, entries: &[(&str, &[u8])]) -> io::Result<PathBuf> {
        let mut bytes = MARK.to_vec();
        for (key, entry) in entries {
            let Ok(length) = u32::try_from(entry.len()) else { continue };
            bytes.extend(key.as_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend(*entry);
        }
        private(&self.workspace).map_err(io::Error::other)?;
        inside(&self.workspace, &self.folder).map_err(io::Error::other)?;
        fs::create_dir_all(&self.folder)?;
        let place = self.folder.join(&digest(entries.iter().map(|(key, _)| *key))[..16]);
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.folder)?;
        file.write_all(&bytes)?;
        // Not brought to the disk by force: what a power failure leaves half written is seen to be damaged.
        file.persist(&place).map_err(|error| error.error)?;
        Ok(place)
    }

    fn packs(&self) -> &[Pack] {
        self.known.get_or_init(|| {
            if inside(&self.workspace, &self.folder).is_err() {
                return Vec::new();
            }
            let files = fs::read_dir(&self.folder).into_iter().flatten().flatten();
            let plain = files.filter(|file| file.file_type().is_ok_and(|kind| kind.is_file()));
            plain.filter_map(|file| Pack::read(&file.path())).collect()
        })
    }

    fn find(&self, key: &str) -> Option<&[u8]> {
        self.packs().iter().find_map(|pack| pack.bytes.get(pack.places.get(key)?.clone()))
    }
}

impl Pack {
    /// The entries of a file, up to where it is damaged. Whether an entry's own bytes are what they were is for whoever
    /// asks for it to see.
    fn read(path: &Path) -> Option<Self> {
        let bytes = fs::read(path).ok()?;
        let mut places = BTreeMap::new();
        let mut at = MARK.len();
        while bytes.starts_with(MARK)
            && let Some(key) = bytes.get(at..at + KEY).and_then(|key| std::str::from_utf8(key).ok())
            && let Some(length) = bytes.get(at + KEY..).and_then(|rest| rest.first_chunk::<4>())
        {
            let start = at + KEY + 4;
            at = start + u32::from_le_bytes(*length) as usize;
            places.insert(key.into(), start..at);
        }
        Some(Self { path: path.to_owned(), bytes, places })
    }
}

impl Store for Cache {
    fn get(&self, key: &str) -> Option<Vec<u8>> {
        let bytes = self.find(key)?.to_vec();
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entry(key.into()).or_insert(Use::Known);
        Some(bytes)
    }

    fn put(&self, key: &str, bytes: &[u8]) {
        if key.len() == KEY {
            let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
            used.insert(key.into(), Use::Added(bytes.to_vec()));
        }
    }
}
