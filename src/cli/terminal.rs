//! Where output goes: the only place that prints. Results to standard output, everything else to standard error.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use crosscheck::diagnostic::{Diagnostic, Level};
use crosscheck::report::{Style, escape};

use super::args::{Color, Global};

/// Columns where there is no terminal to ask: output must not depend on the machine.
const PIPED_WIDTH: usize = 100;

/// The two streams and what they can show.
pub(crate) struct Terminal {
    color: ColorChoice,
    width: usize,
    /// How the commands begin that hints offer.
    command: &'static str,
}

impl Terminal {
    /// The process's own terminal, with the user's wishes.
    pub(crate) fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let width = global.width.map(usize::from).or_else(terminal_width).unwrap_or(PIPED_WIDTH);
        // One string a process, which every style may then copy.
        Self { color, width, command: Box::leak(command(&global.folder).into_boxed_str()) }
    }

    /// How the commands begin that hints offer: `crosscheck`, with the folder where it is not the current one.
    pub(crate) fn command(&self) -> &'static str {
        self.command
    }

    /// How to write a report here.
    pub(crate) fn style(&self, verbose: bool) -> Style {
        let color = !matches!(self.color, ColorChoice::Never);
        Style { width: self.width, color, verbose, command: self.command, ..Style::default() }
    }

    /// Runs `write` on standard output, buffered.
    pub(crate) fn print(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let stream = AutoStream::new(io::stdout().lock(), self.color);
        let mut out = BufWriter::with_capacity(1 << 16, stream);
        write(&mut out)?;
        out.flush()
    }

    /// One line on standard error.
    pub(crate) fn note(&self, line: &str) {
        // Nothing can be done about a standard error that cannot be written to.
        let _ = writeln!(io::stderr().lock(), "{}", escape::line(line));
    }

    /// The error that ends the run, with its causes, in one line; help in further ones.
    pub(crate) fn error(&self, error: &anyhow::Error) {
        self.note(&format!("crosscheck: {error:#}"));
    }

    /// What was wrong with inputs, on standard error. Notes only when asked for.
    pub(crate) fn diagnostics(&self, diagnostics: &[Diagnostic], least: Level) {
        for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.level >= least) {
            self.note(&diagnostic.to_string());
            if let Some(help) = &diagnostic.help {
                self.note(&format!("  help: {help}"));
            }
        }
    }
}

/// The program with the folder, as a shell takes it.
pub(crate) fn command(folder: &Path) -> String {
    let folder = folder.to_string_lossy();
    let is_plain = |mark: char| mark.is_alphanumeric() || "/._-+,@%:~".contains(mark);
    match &*folder {
        "." => "crosscheck".to_owned(),
        plain if plain.chars().all(is_plain) => format!("crosscheck -C {plain}"),
        other => format!("crosscheck -C '{}'", other.replace('\'', r"'\''")),
    }
}

fn terminal_width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).clamp(40, 400))
}

/// Whether the error is only that the reader of our output went away.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
