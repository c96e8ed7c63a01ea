//! A file replaced as a whole: there is the old one, then the new one, and never half of either.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// Streams into a new file beside the old one and then puts it in its place. What is no file (a device, a pipe) has no
/// place to put a new one into and is written to; a link stays a link. Interrupted, it removes the new file and ends
/// the run as the signal would have.
pub(super) fn replace(file: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if fs::metadata(file).is_ok_and(|known| !known.is_file()) {
        let mut out = BufWriter::new(OpenOptions::new().write(true).open(file)?);
        write(&mut out)?;
        return out.flush();
    }
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let interruption = Interruption::watch()?;
    let done = fill(&real, interruption, write);
    interruption.act();
    done
}

fn fill(
    file: &Path,
    interruption: &Interruption,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = builder().tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 18, Watched { out: new.as_file(), interruption });
    write(&mut out)?;
    out.flush()?;
    drop(out);
    if let Ok(old) = fs::metadata(file) {
        new.as_file().set_permissions(old.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    Ok(())
}

/// New files get the rights that the user's other new files get.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".crosscheck-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

/// Whether somebody asked the run to end.
struct Interruption {
    signal: Arc<AtomicUsize>,
    /// From when on signals do what they always do.
    over: Arc<AtomicBool>,
}

impl Interruption {
    /// From now on a signal is remembered instead of ending the run at once.
    fn watch() -> io::Result<&'static Self> {
        static WATCHED: OnceLock<Interruption> = OnceLock::new();
        if let Some(known) = WATCHED.get() {
            known.over.store(false, Ordering::SeqCst);
            return Ok(known);
        }
        let it = Self { signal: Arc::default(), over: Arc::default() };
        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_default(signal, Arc::clone(&it.over))?;
            flag::register_usize(signal, Arc::clone(&it.signal), usize::try_from(signal).unwrap_or(1))?;
        }
        Ok(WATCHED.get_or_init(|| it))
    }

    /// Does what the remembered signal, if there is one, would have done.
    fn act(&self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(signal) = [SIGINT, SIGTERM].into_iter().find(|signal| self.is(*signal)) {
            // Where that cannot be done, the run ends with the error that the writing gave.
            let _ = low_level::emulate_default_handler(signal);
        }
    }

    fn is(&self, signal: i32) -> bool {
        usize::try_from(signal).is_ok_and(|signal| self.signal.load(Ordering::SeqCst) == signal)
    }
}

/// A file that stops taking text when the run is to end.
struct Watched<'f> {
    out: &'f File,
    interruption: &'f Interruption,
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.interruption.signal.load(Ordering::SeqCst) != 0 {
            return Err(io::Error::other("interrupted"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

    use super::*;

    #[test]
    fn what_is_interrupted_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old.csv");
        fs::write(&old, "old").unwrap();
        let interruption = Interruption { signal: Arc::default(), over: Arc::default() };
        let written = fill(&old, &interruption, |out| {
            out.write_all(&[b'x'; 1 << 19])?;
            interruption.signal.store(1, Ordering::SeqCst);
            out.write_all(&[b'x'; 1 << 19])
        });
        assert!(written.is_err());
        assert_eq!(fs::read_to_string(&old).unwrap(), "old");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }
}
