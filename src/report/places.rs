//! Bytes of sources as the lines and columns that other tools speak of.

use std::sync::OnceLock;

use crate::model::{Report, SourceIx};
use crate::text::{LineIndex, Span};

/// A range of text in lines and columns, both from 1; the end column is one past the last character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) start_line: usize,
    pub(super) start_column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
}

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Unicode scalar values: people, compilers.
    Character,
    /// UTF-16 code units: SARIF's default.
    Utf16,
    /// Bytes of UTF-8: reviewdog.
    Byte,
}

/// The line ends of every source that was asked for, read once.
pub(super) struct Places<'r> {
    report: &'r Report,
    lines: Vec<OnceLock<LineIndex>>,
}

impl<'r> Places<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        Self { report, lines: report.sources.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The line that holds the first byte of a span.
    pub(super) fn line(&self, source: SourceIx, span: Span) -> usize {
        let (text, lines) = self.text(source);
        lines.line(span.start().min(text.len()))
    }

    /// A span in lines and columns. One that was made for another text is cut to this one.
    pub(super) fn region(&self, source: SourceIx, span: Span, unit: Unit) -> Region {
        let (text, lines) = self.text(source);
        let (start_line, start_column) = place(text, lines, span.start(), unit);
        let (end_line, end_column) = place(text, lines, span.end(), unit);
        Region { start_line, start_column, end_line, end_column }
    }

    fn text(&self, source: SourceIx) -> (&'r str, &LineIndex) {
        let text: &str = &self.report.source(source).text;
        (text, self.lines[source.at()].get_or_init(|| LineIndex::new(text)))
    }
}

fn place(text: &str, lines: &LineIndex, offset: usize, unit: Unit) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let line = lines.line(offset);
    let before = &text[lines.start_of(line).unwrap_or(0)..offset];
    let column = match unit {
        Unit::Character => before.chars().count(),
        Unit::Utf16 => before.encode_utf16().count(),
        Unit::Byte => before.len(),
    };
    (line, column + 1)
}
