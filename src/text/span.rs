//! A range of bytes in one text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in one source's file: `start` is the first byte, `end` is one past the last.
///
/// Always `start <= end`. Both ends lie on character boundaries of the text they were made for, so [`Span::of`] never
/// splits a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// A span from `start` to `end`.
    ///
    /// # Panics
    /// When `end < start` or a position does not fit 32 bits; sources of 4 GiB are refused at the door.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        let fit = |at: usize| u32::try_from(at).expect("sources are smaller than 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as the standard library writes it.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The text that the span covers, or nothing when it was made for another text.
    #[must_use]
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.range())
    }

    /// The span moved right by `by` bytes: from a part of a text to the whole.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start() + by, self.end() + by)
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_another_text_gives_nothing_instead_of_a_panic() {
        assert_eq!(Span::new(0, 2).of("é"), Some("é"));
        assert_eq!(Span::new(0, 1).of("é"), None);
        assert_eq!(Span::new(3, 9).of("abc"), None);
    }

    #[test]
    fn touching_spans_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
        assert_eq!(Span::new(0, 4).to(Span::new(6, 7)), Span::new(0, 7));
    }
}
