//! Replacing files, one run at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{PRIVATE, Workspace, WorkspaceError};

/// The right to write to the folder: whoever holds one is alone. Dropped, or ended by a crash, it is given back.
#[derive(Debug)]
pub struct Writer<'a> {
    workspace: &'a Workspace,
    /// Held for as long as the file is open; the operating system gives it back when the process ends, however it ends.
    _lock: File,
}

impl<'a> Writer<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Result<Self, WorkspaceError> {
        let private = private(workspace)?;
        let path = private.join("lock");
        inside(workspace, &path)?;
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|cause| WorkspaceError::io("open", &path, cause))?;
        match lock.try_lock() {
            Ok(()) => {
                clear_leftovers(workspace);
                Ok(Self { workspace, _lock: lock })
            }
            Err(TryLockError::WouldBlock) => Err(WorkspaceError::Locked { path: workspace.root.clone() }),
            Err(TryLockError::Error(cause)) => Err(WorkspaceError::io("lock", &path, cause)),
        }
    }

    /// Puts `bytes` at a path relative to the folder, replacing what stands there. Nothing is written when the file
    /// has these bytes already, so that its time stamp stays.
    ///
    /// # Errors
    /// When the name is unsafe, leads out of the folder, or the system refuses. The old file then still stands.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WorkspaceError> {
        let place = self.place(path)?;
        match fs::symlink_metadata(&place) {
            Ok(found) if !found.is_file() => return Err(WorkspaceError::NotPlain { path: place }),
            Ok(found)
                if found.len() == bytes.len() as u64 && fs::read(&place).is_ok_and(|old| old == bytes) =>
            {
                return Ok(());
            }
            _ => {}
        }
        replace(&place, bytes).map_err(|cause| WorkspaceError::io("write", &place, cause))
    }

    /// Takes a file away; none there is fine.
    ///
    /// # Errors
    /// When the name is unsafe, leads out of the folder, or the system refuses.
    pub fn remove(&self, path: &str) -> Result<(), WorkspaceError> {
        let place = self.place(path)?;
        match fs::remove_file(&place) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                Err(WorkspaceError::io("remove", &place, cause))
            }
            _ => Ok(()),
        }
    }

    /// The place of a relative path, with its folders made.
    fn place(&self, path: &str) -> Result<PathBuf, WorkspaceError> {
        if !is_safe(path) {
            return Err(WorkspaceError::UnsafeName { name: path.escape_debug().to_string() });
        }
        let place = self.workspace.root.join(path);
        let folder = place.parent().unwrap_or(&self.workspace.root);
        inside(self.workspace, folder)?;
        fs::create_dir_all(folder).map_err(|cause| WorkspaceError::io("create", folder, cause))?;
        Ok(place)
    }
}

/// Takes away the temporary files of runs that were killed: whoever holds the lock knows that nobody is writing them.
fn clear_leftovers(workspace: &Workspace) {
    for folder in ["", super::SOURCES, super::CLAIMS, super::ORIGINALS] {
        let folder = workspace.root.join(folder);
        if inside(workspace, &folder).is_err() {
            continue;
        }
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1) {
                // One that cannot be removed does no harm: readers pass over hidden files.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// How the names of temporary files begin and end.
const TEMPORARY: (&str, &str) = (".crosscheck-", ".tmp");

/// Whether every part of the path is a plain name on every system.
fn is_safe(path: &str) -> bool {
    let plain = |name: &str| {
        !matches!(name, "" | "." | "..")
            && name.len() <= 255
            && !name.ends_with(['.', ' '])
            && !name.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])
            && !name.chars().any(char::is_control)
    };
    path.split('/').all(plain)
}

/// The folder of what crosscheck keeps for itself, made if it is not there; git passes over it.
pub(super) fn private(workspace: &Workspace) -> Result<PathBuf, WorkspaceError> {
    let private = workspace.root.join(PRIVATE);
    inside(workspace, &private)?;
    fs::create_dir_all(&private).map_err(|cause| WorkspaceError::io("create", &private, cause))?;
    let ignore = private.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").map_err(|cause| WorkspaceError::io("write", &ignore, cause))?;
    }
    Ok(private)
}

/// Refuses a path whose nearest existing part, links resolved, lies outside the folder.
pub(super) fn inside(workspace: &Workspace, path: &Path) -> Result<(), WorkspaceError> {
    for part in path.ancestors() {
        match part.canonicalize() {
            Ok(real) if real.starts_with(&workspace.real) => return Ok(()),
            Ok(_) => break,
            // A link that leads nowhere would be followed by whoever creates its target.
            Err(_) if fs::symlink_metadata(part).is_ok() => break,
            Err(_) => {}
        }
    }
    Err(WorkspaceError::NotPlain { path: path.to_owned() })
}

/// Writes a temporary file beside the target, brings it to the disk, and renames it over the target.
fn replace(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = place.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary =
        tempfile::Builder::new().prefix(TEMPORARY.0).suffix(TEMPORARY.1).tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    keep_permissions(temporary.as_file(), place)?;
    temporary.as_file().sync_all()?;
    temporary.persist(place).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// A replaced file keeps who may read it; a new one gets what the user's other new files get.
#[cfg(unix)]
fn keep_permissions(file: &File, place: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    match fs::metadata(place) {
        Ok(old) => file.set_permissions(old.permissions()),
        // Temporary files are private; without asking for the umask, which cannot be read without changing it, the
        // folder says what its owner lets others do: its bits, less those for entering.
        Err(_) => {
            let folder = fs::metadata(place.parent().unwrap_or(place))?.permissions().mode();
            file.set_permissions(fs::Permissions::from_mode((folder & 0o666) | 0o600))
        }
    }
}

#[cfg(not(unix))]
fn keep_permissions(_file: &File, _place: &Path) -> io::Result<()> {
    Ok(())
}

/// Brings the rename itself to the disk. Some systems cannot; the file is whole either way.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
