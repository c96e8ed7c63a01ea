//! Something is wrong with an input: place, message, help. The run goes on.
//!
//! Three things are never mixed: *findings* are the product, *diagnostics* are about inputs that could not be read as
//! meant, *errors* end the run. A diagnostic of level error means that a part of the input was left out, so the run
//! is not clean: the exit status says so.

use std::fmt;

use crate::model::Place;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Probably not meant.
    Warning,
    /// A part of the input was left out.
    Error,
}

impl Level {
    /// The word as compilers print it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable kebab-case name, such as `claims-syntax`.
    pub code: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is wrong: lower case, no final stop.
    pub message: Box<str>,
    /// Where.
    pub place: Option<Place>,
    /// What to do.
    pub help: Option<Box<str>>,
}

impl Diagnostic {
    /// A diagnostic of level error.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self::new(Level::Error, code, message)
    }

    /// A diagnostic of level warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self::new(Level::Warning, code, message)
    }

    /// A diagnostic of level note.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self::new(Level::Note, code, message)
    }

    fn new(level: Level, code: &'static str, message: impl Into<Box<str>>) -> Self {
        Self { code, level, message: message.into(), place: None, help: None }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same at line 1 of a file.
    #[must_use]
    pub fn in_file(self, file: impl Into<std::sync::Arc<str>>) -> Self {
        self.at(Place { file: file.into(), line: 1, column: 1 })
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<Box<str>>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// One line, as linters print: place, level, code, message.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}:{}:{}: ", place.file, place.line, place.column)?;
        }
        write!(f, "{}[{}]: {}", self.level.word(), self.code, self.message)
    }
}

/// One file's path and line ends: turns byte offsets of the file into places.
#[derive(Debug)]
pub struct Locator<'text> {
    path: std::sync::Arc<str>,
    text: &'text str,
    lines: crate::text::LineIndex,
}

impl<'text> Locator<'text> {
    /// Reads the line ends of `text`, the content of the file at `path`.
    #[must_use]
    pub fn new(path: std::sync::Arc<str>, text: &'text str) -> Self {
        Self { path, text, lines: crate::text::LineIndex::new(text) }
    }

    /// The place of the byte at `offset`.
    #[must_use]
    pub fn place(&self, offset: usize) -> Place {
        let at = self.lines.line_column(self.text, offset);
        let fit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place { file: self.path.clone(), line: fit(at.line), column: fit(at.column) }
    }
}
