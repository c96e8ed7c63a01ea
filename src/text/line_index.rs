//! Bytes to lines and columns.

use memchr::memchr_iter;

/// A place as people say it; both numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line number.
    pub line: usize,
    /// Column, in characters (Unicode scalar values), not in bytes.
    pub column: usize,
}

/// Where the lines of one text begin.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line ends of `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { starts }
    }

    /// The line (from 1) that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset)
    }

    /// Line and column of the byte at `offset` of `text`, the text this index was made for. A position past the end is
    /// the end; one inside a character is that character.
    #[must_use]
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let offset = offset.min(text.len());
        let line = self.line(offset);
        let start = self.starts[line - 1];
        let column = 1 + text.as_bytes()[start..offset].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        LineColumn { line, column }
    }

    /// Byte where `line` (from 1) begins.
    #[must_use]
    pub fn start_of(&self, line: usize) -> Option<usize> {
        line.checked_sub(1).and_then(|at| self.starts.get(at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "a\né—x";
        let index = LineIndex::new(text);
        assert_eq!(index.line_column(text, 0), LineColumn { line: 1, column: 1 });
        assert_eq!(index.line_column(text, text.len() - 1), LineColumn { line: 2, column: 3 });
        assert_eq!(index.line_column(text, 999), LineColumn { line: 2, column: 4 });
        assert_eq!(index.start_of(2), Some(2));
        assert_eq!(index.start_of(3), None);
    }
}
