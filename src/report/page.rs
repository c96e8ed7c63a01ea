//! Text for a terminal or a pipe: paragraphs that wrap at the width, with styles.
//!
//! This is the terminal's door: every piece is escaped as it comes in, so that what writes to a page cannot let
//! article text act. The only control characters that come out are line ends and, on request, colours of our own.

use anstyle::{AnsiColor, Style as Paint};
use comfy_table::{Attribute, Cell, Color, ContentArrangement, Table, presets};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Style, escape};
use crate::model::Severity;

/// How a piece of text looks where colours are welcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// As is.
    Plain,
    /// Titles and values.
    Strong,
    /// What one reads last: places, ids.
    Faint,
    /// Quotes.
    Quote,
    /// As the severity asks for.
    Severity(Severity),
}

impl Look {
    fn paint(self) -> Paint {
        match self {
            Self::Plain => Paint::new(),
            Self::Strong => Paint::new().bold(),
            Self::Faint => Paint::new().dimmed(),
            Self::Quote => AnsiColor::Cyan.on_default(),
            Self::Severity(Severity::High) => AnsiColor::Red.on_default().bold(),
            Self::Severity(Severity::Medium) => AnsiColor::Yellow.on_default().bold(),
            Self::Severity(Severity::Low) => AnsiColor::Blue.on_default().bold(),
            Self::Severity(Severity::None) => AnsiColor::Green.on_default(),
        }
    }
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    text: String,
    look: Look,
    /// Whether its blanks may become line ends.
    breaks: bool,
}

/// Text that looks as asked.
pub(super) fn look(look: Look, text: impl AsRef<str>) -> Piece {
    Piece { text: escape::line(text.as_ref()).into_owned(), look, breaks: true }
}

/// Ordinary text.
pub(super) fn text(text: impl AsRef<str>) -> Piece {
    look(Look::Plain, text)
}

/// Text that stays on one line where it fits on one: commands, dates.
pub(super) fn solid(as_look: Look, text: impl AsRef<str>) -> Piece {
    Piece { breaks: false, ..look(as_look, text) }
}

/// A quote in quotation marks.
pub(super) fn quote(words: &str) -> Piece {
    look(Look::Quote, format!("“{words}”"))
}

/// The widest line that prose gets: longer ones are hard to read back to the next.
const PROSE: usize = 100;

/// Lines of text, escaped and wrapped.
pub(super) struct Page {
    out: String,
    width: usize,
    color: bool,
}

impl Page {
    pub(super) fn new(style: Style) -> Self {
        // Narrower than this nothing wraps well, and a caller that does not know the width may say 0.
        Self { out: String::new(), width: style.width.max(40), color: style.color }
    }

    /// Columns in all.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The page. A line that begins with `::` could only come from the middle of a word that had to be broken; a CI
    /// runner would read it as a command all the same.
    pub(super) fn finish(self) -> String {
        if !self.out.lines().any(|line| line.trim_start().starts_with("::")) {
            return self.out;
        }
        let defuse = |line: &str| match line.trim_start().starts_with("::") {
            true => line.replacen(':', "⟨:⟩", 1),
            false => line.to_owned(),
        };
        self.out.lines().map(|line| defuse(line) + "\n").collect()
    }

    /// An empty line, never two of them.
    pub(super) fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A line across the page.
    pub(super) fn rule(&mut self, mark: char) {
        let line: String = std::iter::repeat_n(mark, self.width).collect();
        self.paragraph(0, 0, &[look(Look::Faint, line)], self.width);
    }

    /// One paragraph, its first line indented by `first` columns and the others by `rest`.
    pub(super) fn put(&mut self, first: usize, rest: usize, pieces: &[Piece]) {
        self.paragraph(first, rest, pieces, self.width.min(PROSE));
    }

    /// One line with something at its right end; two lines when both do not fit.
    pub(super) fn line_with_end(&mut self, left: &Piece, right: &Piece) {
        let room = self.width.saturating_sub(left.text.width() + right.text.width());
        if room < 2 {
            self.put(0, 0, std::slice::from_ref(left));
            let indent = self.width.saturating_sub(right.text.width());
            return self.paragraph(indent, 0, std::slice::from_ref(right), self.width);
        }
        self.painted(left);
        self.out.push_str(&" ".repeat(room));
        self.painted(right);
        self.out.push('\n');
    }

    /// A table, indented.
    pub(super) fn table(&mut self, indent: usize, mut table: Table) {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from((self.width - indent).min(1000)).unwrap_or(80));
        if self.color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        for line in table.lines() {
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }

    fn paragraph(&mut self, first: usize, rest: usize, pieces: &[Piece], width: usize) {
        let mut column = first;
        self.out.push_str(&" ".repeat(first));
        let mut fresh = true;
        for word in words(pieces) {
            let wide: usize = word.iter().map(|piece| piece.text.width()).sum();
            if !fresh && column + 1 + wide > width {
                self.out.push('\n');
                self.out.push_str(&" ".repeat(rest));
                column = rest;
                fresh = true;
            }
            if !fresh {
                self.out.push(' ');
                column += 1;
            }
            fresh = false;
            for piece in &word {
                column = self.place(piece, column, rest, width);
            }
        }
        while self.out.ends_with(' ') {
            self.out.pop();
        }
        self.out.push('\n');
    }

    /// Writes a part of a word from `column` on; breaks it only when it is longer than a line. Gives the new column.
    fn place(&mut self, piece: &Piece, mut column: usize, rest: usize, width: usize) -> usize {
        if column + piece.text.width() <= width {
            self.painted(piece);
            return column + piece.text.width();
        }
        let mut part = Piece { text: String::new(), ..piece.clone() };
        for cluster in piece.text.graphemes(true) {
            if column + cluster.width() > width && column > rest {
                self.painted(&part);
                part.text.clear();
                self.out.push('\n');
                self.out.push_str(&" ".repeat(rest));
                column = rest;
            }
            part.text.push_str(cluster);
            column += cluster.width();
        }
        self.painted(&part);
        column
    }

    fn painted(&mut self, piece: &Piece) {
        let paint = piece.look.paint();
        if self.color && paint != Paint::new() {
            self.out.push_str(&format!("{paint}{}{paint:#}", piece.text));
        } else {
            self.out.push_str(&piece.text);
        }
    }
}

/// The words of a paragraph: runs without blanks, each possibly of several pieces.
fn words(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let mut words: Vec<Vec<Piece>> = Vec::new();
    let mut glued = false;
    for piece in pieces {
        if !piece.breaks {
            push_word(&mut words, piece.clone(), glued);
            glued = true;
            continue;
        }
        for (at, part) in piece.text.split(' ').enumerate() {
            glued &= at == 0;
            if !part.is_empty() {
                push_word(&mut words, Piece { text: part.to_owned(), ..piece.clone() }, glued);
                glued = true;
            }
        }
    }
    words
}

fn push_word(words: &mut Vec<Vec<Piece>>, piece: Piece, glued: bool) {
    match words.last_mut() {
        Some(word) if glued => word.push(piece),
        _ => words.push(vec![piece]),
    }
}

/// Lines around the table and below its head; none between rows, whose first column tells them apart.
const RULED: comfy_table::TableStyle = presets::UTF8_FULL_CONDENSED
    .with_rounded_corners()
    .header_separator(comfy_table::LineStyle::new('├', '─', '┼', '┤'))
    .header_lines(comfy_table::ContentLineStyle::new('│', '│', '│'))
    .content_lines(comfy_table::ContentLineStyle::new('│', '│', '│'))
    .top_border(comfy_table::LineStyle::new('╭', '─', '┬', '╮'))
    .bottom_border(comfy_table::LineStyle::new('╰', '─', '┴', '╯'));

/// Text in lines of at most `width` columns, escaped, for renderers that lay out by themselves.
pub(super) fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut page = Page::new(Style { width, ..Style::default() });
    page.put(0, 0, &[text(words)]);
    page.finish().lines().map(str::to_owned).collect()
}

/// A table with lines between its parts.
pub(super) fn ruled() -> Table {
    let mut table = Table::new();
    table.load_style(RULED);
    table
}

/// A table that only aligns.
pub(super) fn aligned() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

/// A table's cell.
pub(super) fn cell(as_look: Look, text: impl AsRef<str>) -> Cell {
    let cell = Cell::new(escape::line(text.as_ref()));
    match as_look {
        Look::Plain => cell,
        Look::Strong => cell.add_attribute(Attribute::Bold),
        Look::Faint => cell.add_attribute(Attribute::Dim),
        Look::Quote => cell.fg(Color::DarkCyan),
        Look::Severity(Severity::High) => cell.fg(Color::DarkRed),
        Look::Severity(Severity::Medium) => cell.fg(Color::DarkYellow),
        Look::Severity(Severity::Low) => cell.fg(Color::DarkBlue),
        Look::Severity(Severity::None) => cell.fg(Color::DarkGreen),
    }
}

/// A table's cell of several paragraphs, each escaped by itself.
pub(super) fn cell_of_lines(lines: &[String]) -> Cell {
    let lines: Vec<_> = lines.iter().map(|line| escape::line(line)).collect();
    Cell::new(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(width: usize, pieces: &[Piece]) -> String {
        let mut page = Page::new(Style { width, ..Style::default() });
        page.put(2, 4, pieces);
        page.finish()
    }

    #[test]
    fn paragraphs_wrap_and_hang() {
        let text = page(40, &[text("one two three four five six seven eight nine ten eleven")]);
        assert_eq!(text, "  one two three four five six seven\n    eight nine ten eleven\n");
    }

    #[test]
    fn solid_pieces_stay_together_and_long_words_break() {
        let shown = page(40, &[text("a sentence that runs on, then "), solid(Look::Plain, "git log --all")]);
        assert_eq!(shown, "  a sentence that runs on, then\n    git log --all\n");
        let long = page(40, &[text("字".repeat(30))]);
        assert!(long.lines().all(|line| line.width() <= 40), "{long}");
        assert_eq!(long.matches('字').count(), 30);
    }

    #[test]
    fn nothing_comes_in_unescaped() {
        let mut page = Page::new(Style { color: true, ..Style::default() });
        page.put(0, 0, &[quote("\x1b[2J\u{202e}"), text("::error::x")]);
        let shown = page.finish();
        assert!(!shown.contains("[2J\u{202e}") && !shown.contains("\x1b[2J"), "{shown:?}");
        assert!(shown.starts_with("\x1b[36m“␛[2J"), "{shown:?}");
    }
}
