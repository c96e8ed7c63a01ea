//! `crosscheck convert`: one file in, Markdown with front matter out, nothing stored.
//!
//! It is also the cell in which `add` reads files from outside: this same program as a child process, with limits on
//! memory and time, since the libraries for web pages and PDF can panic, loop or take all memory on hostile files.

use std::io::{Read as _, Write as _};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use crosscheck::ingest::import::{self, Imported, Incoming};
use crosscheck::ingest::{self, document};

use super::Outcome;
use super::terminal::Terminal;

/// Memory that reading one file may take, in bytes: sixteen times the largest file at the default limit.
const MEMORY: u64 = 2 << 30;

/// Time that reading one file may take. The longest reports take two seconds.
const TIME: Duration = Duration::from_secs(60);

/// Longest article, in bytes.
const OUTPUT: u64 = 64 << 20;

/// Arguments of `convert`.
#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// The file's name, for its ending
    #[arg(long, default_value = "")]
    name: String,
    /// What the server said it is
    #[arg(long)]
    media_type: Option<String>,
    /// The encoding that the server named
    #[arg(long)]
    charset: Option<String>,
    /// Where it was found
    #[arg(long)]
    address: Option<String>,
}

/// Reads standard input, writes the article to standard output and notes to standard error.
pub(super) fn run(args: &ConvertArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    limit_memory();
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    let imported = import::import(&Incoming {
        name: &args.name,
        bytes: &bytes,
        media_type: args.media_type.as_deref(),
        charset: args.charset.as_deref(),
        address: args.address.as_deref(),
    })?;
    imported.notes.iter().for_each(|note| terminal.note(note));
    terminal.print(|out| out.write_all(document::compose(&imported.metadata, &imported.text).as_bytes()))?;
    Ok(Outcome::Fine)
}

#[cfg(unix)]
fn limit_memory() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    // Where a limit cannot be set, the time limit still holds.
    let _ = setrlimit(Resource::As, Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) });
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

#[cfg(not(unix))]
fn limit_memory() {
    let _ = MEMORY;
}

/// The article in a file from outside. Text is read here, everything else in a child process.
pub(super) fn import_safely(incoming: &Incoming<'_>) -> anyhow::Result<Imported> {
    if import::is_text(incoming) {
        return Ok(import::import(incoming)?);
    }
    let program = std::env::current_exe().context("cannot find crosscheck itself")?;
    let mut command = Command::new(program);
    command.args(["convert", "--name", incoming.name]);
    for (option, value) in [
        ("--media-type", incoming.media_type),
        ("--charset", incoming.charset),
        ("--address", incoming.address),
    ] {
        command.args(value.map(|value| format!("{option}={value}")));
    }
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let (status, output, said) = run_with_limits(&mut command, incoming.bytes, TIME)?;
    let mut said: Vec<String> = String::from_utf8_lossy(&said).lines().map(str::to_owned).collect();
    if !status.success() {
        let message = said.pop().and_then(|last| Some(last.strip_prefix("crosscheck: ")?.to_owned()));
        bail!(message.unwrap_or_else(|| format!(
            "reading it failed ({status}): the file is damaged or made to do harm"
        )));
    }
    let (source, _) = ingest::read("article.md", output);
    let source = source.context("the article could not be read back")?;
    Ok(Imported { metadata: ingest::metadata(&source), text: source.body().to_owned(), notes: said })
}

/// Feeds a child, collects what it says, and ends it when it takes too long or says too much.
fn run_with_limits(
    command: &mut Command,
    input: &[u8],
    time: Duration,
) -> anyhow::Result<(ExitStatus, Vec<u8>, Vec<u8>)> {
    let mut child = command.spawn().context("cannot start a process for reading the file")?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        bail!("a child process without its pipes");
    };
    std::thread::scope(|scope| {
        // A child that ends early stops reading; that is told by its status.
        scope.spawn(move || stdin.write_all(input));
        let output = scope.spawn(move || read_up_to(stdout, OUTPUT));
        let said = scope.spawn(move || read_up_to(stderr, 1 << 16));
        let end = Instant::now() + time;
        let status = loop {
            if let Some(status) = child.try_wait().context("cannot wait for the reading process")? {
                break Some(status);
            }
            if Instant::now() > end {
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        if status.is_none() {
            child.kill().context("cannot end the reading process")?;
            child.wait().context("cannot end the reading process")?;
        }
        let collected = |thread: std::thread::ScopedJoinHandle<'_, Vec<u8>>| {
            thread.join().map_err(|_| anyhow!("a reader failed"))
        };
        let (output, said) = (collected(output)?, collected(said)?);
        match status {
            Some(_) if output.len() as u64 > OUTPUT => bail!("its text is longer than {} MiB", OUTPUT >> 20),
            Some(status) => Ok((status, output, said)),
            None => bail!("reading it took more than {} seconds", time.as_secs()),
        }
    })
}

/// At most `limit` bytes and one more, so that too many can be told; the rest is read and dropped, so that the child
/// does not wait for us.
fn read_up_to(mut from: impl std::io::Read, limit: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = from.by_ref().take(limit + 1).read_to_end(&mut bytes);
    let _ = std::io::copy(&mut from, &mut std::io::sink());
    bytes
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run(script: &str, time: Duration) -> anyhow::Result<(ExitStatus, Vec<u8>, Vec<u8>)> {
        let mut command = Command::new("sh");
        command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        run_with_limits(&mut command, &[b'x'; 1 << 20], time)
    }

    #[test]
    fn a_reader_that_never_ends_is_ended() {
        // It reads nothing and says nothing; then one that talks for ever, of which no more than the limit is kept.
        for script in ["exec sleep 1000", "exec yes"] {
            let said = run(script, Duration::from_secs(1)).unwrap_err().to_string();
            assert!(said.starts_with("reading it took more than"), "{script}: {said}");
        }
    }

    #[test]
    fn a_reader_that_dies_is_told_by_its_status() {
        let (status, output, _) = run("head -c 3; kill -9 $$", Duration::from_secs(60)).unwrap();
        assert_eq!((status.success(), output.as_slice()), (false, b"xxx".as_slice()));
    }
}
