//! A folder as it stands in a git revision: read from git's objects, with the work tree left alone.
//!
//! `git` is run as a program: whatever repository it understands (bare, shallow, worktree, other object format), this
//! does. Two processes a revision, however many files there are.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{BASELINE, CLAIMS, CONFIG, Inputs, ReadOptions, SOURCES};
use crate::diagnostic::Diagnostic;
use crate::model::RawFile;

/// Why a revision cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// There is no git program, or it could not be started.
    #[error("cannot run git")]
    NoGit(#[source] std::io::Error),
    /// The folder is in no repository.
    #[error("{} is in no git repository", .0.display())]
    NoRepository(PathBuf),
    /// The repository does not have it.
    #[error("there is no revision `{name}` here{hint}")]
    Unknown {
        /// As typed.
        name: String,
        /// What to do where that can be told.
        hint: &'static str,
    },
    /// The revisions have no common past here, or it cannot be seen.
    #[error("{one} and {other} have no common ancestor here{hint}")]
    Unrelated {
        /// As typed.
        one: String,
        /// As typed.
        other: String,
        /// What to do where that can be told.
        hint: &'static str,
    },
    /// git failed in the middle.
    #[error("git {action} failed: {message}")]
    Failed {
        /// Which of its commands.
        action: &'static str,
        /// What it said.
        message: String,
    },
}

/// Said of revisions that a shallow clone may lack.
const SHALLOW: &str =
    "; the clone is shallow: fetch more first, with `git fetch --depth=1 origin REVISION` or `--unshallow`";

/// What git LFS keeps in place of a file.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// One file of a revision, before it is read.
struct Entry {
    object: String,
    path: String,
}

/// Reads the folder at `folder` as it stands in `revision`.
///
/// # Errors
/// When git is missing or fails, or the revision is unknown.
pub fn read_revision(
    folder: &Path,
    revision: &str,
    options: &ReadOptions<'_>,
) -> Result<Inputs, RevisionError> {
    let listed = Listed::of(folder, revision, options)?;
    let bytes = contents(folder, &listed.entries)?;
    Ok(listed.inputs(bytes))
}

/// Reads the folder as it stands in two revisions; a file that both have is read once.
///
/// # Errors
/// When git is missing or fails, or a revision is unknown.
pub fn read_revisions(
    folder: &Path,
    revisions: [&str; 2],
    options: &ReadOptions<'_>,
) -> Result<(Inputs, Inputs), RevisionError> {
    let earlier = Listed::of(folder, revisions[0], options)?;
    let later = Listed::of(folder, revisions[1], options)?;
    let bytes = contents(folder, &earlier.entries)?;
    let known: BTreeMap<&str, &Vec<u8>> =
        earlier.entries.iter().map(|entry| &*entry.object).zip(&bytes).collect();
    let fresh: Vec<&Entry> =
        later.entries.iter().filter(|entry| !known.contains_key(&*entry.object)).collect();
    let mut fresh_bytes = contents(folder, &fresh)?.into_iter();
    let later_bytes = later.entries.iter().map(|entry| match known.get(&*entry.object) {
        Some(bytes) => (*bytes).clone(),
        None => fresh_bytes.next().unwrap_or_default(),
    });
    let later_bytes = later_bytes.collect();
    Ok((earlier.inputs(bytes), later.inputs(later_bytes)))
}

/// The files of one revision, and what was left out of them.
struct Listed {
    entries: Vec<Entry>,
    diagnostics: Vec<Diagnostic>,
}

impl Listed {
    fn of(folder: &Path, revision: &str, options: &ReadOptions<'_>) -> Result<Self, RevisionError> {
        let commit = resolve(folder, revision)?;
        let mut diagnostics = Vec::new();
        let entries = list(folder, &commit, options, &mut diagnostics)?;
        Ok(Self { entries, diagnostics })
    }

    fn inputs(self, contents: Vec<Vec<u8>>) -> Inputs {
        let mut inputs = Inputs { diagnostics: self.diagnostics, ..Inputs::default() };
        for (entry, bytes) in self.entries.iter().zip(contents) {
            if bytes.starts_with(LFS) {
                let message = format!("{} is kept by git LFS, not by git; it is left out", entry.path);
                let problem = Diagnostic::error("workspace-lfs", message).in_file(&*entry.path);
                inputs.diagnostics.push(problem.help("keep articles and claims in git itself"));
                continue;
            }
            let file = RawFile { path: entry.path.as_str().into(), bytes };
            match entry.path.split('/').next() {
                Some(SOURCES) if !file.bytes.is_empty() => inputs.sources.push(file),
                Some(CLAIMS) => inputs.claims.push(file),
                Some(CONFIG) => inputs.config = Some(file),
                Some(BASELINE) => inputs.baseline = Some(file),
                _ => {}
            }
        }
        inputs
    }
}

/// The last commit that both revisions go back to: what a branch is compared with, whatever happened since elsewhere.
///
/// # Errors
/// When git is missing or fails, a revision is unknown, or there is no such commit.
pub fn merge_base(folder: &Path, one: &str, other: &str) -> Result<String, RevisionError> {
    let (first, second) = (resolve(folder, one)?, resolve(folder, other)?);
    let mut command = git(folder);
    command.args(["merge-base", &first, &second]);
    run(command, "merge-base").map(|commit| String::from_utf8_lossy(&commit).trim().to_owned()).map_err(
        |_| {
            let hint = if is_shallow(folder).unwrap_or(false) { SHALLOW } else { "" };
            RevisionError::Unrelated { one: one.to_owned(), other: other.to_owned(), hint }
        },
    )
}

fn git(folder: &Path) -> Command {
    let mut command = Command::new("git");
    // Nothing of the user's own set-up may change what is read, and nothing may ask for a password or a pager.
    command.arg("--no-pager").arg("--literal-pathspecs").arg("-C").arg(folder).stdin(Stdio::null());
    command
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C");
    command
}

fn run(mut command: Command, action: &'static str) -> Result<Vec<u8>, RevisionError> {
    let done = command.output().map_err(RevisionError::NoGit)?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    Err(RevisionError::Failed { action, message: String::from_utf8_lossy(&done.stderr).trim().to_owned() })
}

/// The commit that a name means.
fn resolve(folder: &Path, revision: &str) -> Result<String, RevisionError> {
    let mut command = git(folder);
    command
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(format!("{revision}^{{commit}}"));
    if let Ok(commit) = run(command, "rev-parse") {
        return Ok(String::from_utf8_lossy(&commit).trim().to_owned());
    }
    let hint = match is_shallow(folder)? {
        true => SHALLOW,
        false if is_empty(folder) => "; the repository has no commit yet",
        false => "; `git log` shows those there are",
    };
    Err(RevisionError::Unknown { name: revision.to_owned(), hint })
}

/// Whether nothing has been committed.
fn is_empty(folder: &Path) -> bool {
    let mut command = git(folder);
    command.args(["rev-list", "--all", "--max-count=1"]);
    run(command, "rev-list").is_ok_and(|commits| commits.is_empty())
}

/// Whether history is cut off; asked when something is not there, to tell why.
fn is_shallow(folder: &Path) -> Result<bool, RevisionError> {
    let mut command = git(folder);
    command.args(["rev-parse", "--is-shallow-repository"]);
    match run(command, "rev-parse") {
        Ok(answer) => Ok(answer.starts_with(b"true")),
        // Other failures, such as a repository of another user, are told in git's own words.
        Err(RevisionError::Failed { message, .. }) if message.contains("not a git repository") => {
            Err(RevisionError::NoRepository(folder.to_owned()))
        }
        Err(error) => Err(error),
    }
}

/// The files of the folder in a commit that a run reads.
fn list(
    folder: &Path,
    commit: &str,
    options: &ReadOptions<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Entry>, RevisionError> {
    let mut command = git(folder);
    command.args(["ls-tree", "-r", "-z", "-l", commit, "--", SOURCES, CLAIMS, CONFIG, BASELINE]);
    let listed = run(command, "ls-tree")?;
    let mut entries = Vec::new();
    for line in listed.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let line = String::from_utf8_lossy(line);
        let Some((head, path)) = line.split_once('\t') else { continue };
        let mut fields = head.split_whitespace();
        let (Some(mode), Some(kind), Some(object), Some(size)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if kind == "commit" {
            let problem =
                Diagnostic::error("workspace-submodule", format!("{path} is a submodule; it is left out"));
            diagnostics.push(problem.in_file(path).help("keep its files in this repository"));
            continue;
        }
        if !is_read(path, options.endings) {
            continue;
        }
        if mode == "120000" {
            let problem =
                Diagnostic::error("workspace-link", format!("{path} is a symbolic link; it is left out"));
            diagnostics.push(problem.in_file(path).help("put a copy of the file in its place"));
        } else if size.parse::<u64>().is_ok_and(|size| size > options.max_file) {
            let problem =
                Diagnostic::error("workspace-too-large", format!("{path} has {size} bytes; it is left out"));
            diagnostics.push(problem.in_file(path).help("split it into articles, or raise --max-file-size"));
        } else {
            entries.push(Entry { object: object.to_owned(), path: path.to_owned() });
        }
    }
    Ok(entries)
}

fn is_read(path: &str, endings: &[&str]) -> bool {
    let ending = Path::new(path).extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    let mut parts = path.split('/');
    if path.split('/').any(|part| part.starts_with('.')) {
        return false;
    }
    match parts.next() {
        Some(SOURCES) => endings.contains(&&*ending),
        Some(CLAIMS) => ending == "toml" && parts.count() == 1,
        _ => path == CONFIG || path == BASELINE,
    }
}

/// The bytes of every entry, in order.
fn contents<E: Borrow<Entry>>(folder: &Path, entries: &[E]) -> Result<Vec<Vec<u8>>, RevisionError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let mut command = git(folder);
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(RevisionError::NoGit)?;
    let mut asked = child.stdin.take().expect("stdin is piped");
    let answers = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let wanted: String = entries.iter().map(|entry| format!("{}\n", entry.borrow().object)).collect();
    // From another thread: both pipes are small, and git waits for us to read before it reads on.
    let asking = std::thread::spawn(move || asked.write_all(wanted.as_bytes()));
    let read = answer(answers, entries.len());
    let _ = asking.join();
    let _ = child.wait();
    read.map_err(|error| RevisionError::Failed { action: "cat-file", message: error.to_string() })
}

/// Reads `many` answers of `cat-file --batch`: a line `object type size`, the bytes, a line end.
fn answer(mut answers: impl std::io::BufRead, many: usize) -> std::io::Result<Vec<Vec<u8>>> {
    let broken = || {
        std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "an object is missing; a partial clone lacks it until `git fetch --refetch --no-filter`",
        )
    };
    let mut contents = Vec::with_capacity(many);
    for _ in 0..many {
        let mut head = String::new();
        answers.read_line(&mut head)?;
        let size: usize =
            head.split_whitespace().nth(2).and_then(|size| size.parse().ok()).ok_or_else(broken)?;
        let mut bytes = vec![0; size];
        answers.read_exact(&mut bytes)?;
        answers.read_exact(&mut [0])?;
        contents.push(bytes);
    }
    Ok(contents)
}
