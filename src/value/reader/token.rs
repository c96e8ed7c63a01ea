//! Text to tokens: words, digits and single marks, split wherever digits meet letters.
//!
//! One pass over the bytes. Each token knows what stood between it and the one before, so "5m" and "5 m" can be told
//! apart, and its number in the table of words, so that the grammar compares numbers and not letters.

use std::cell::Cell;

use jiff::civil::Date;

use crate::lexicon::word::{Word, WordId, Words, words};
use crate::value::Grain;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters, with apostrophes inside.
    Word,
    /// Digits, with grouping commas and one decimal point inside.
    Digits,
    /// One character that is neither.
    Mark,
    /// Past the end of the text.
    End,
}

/// What stands before a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    None,
    /// Blanks.
    Blank,
    /// At least one line end.
    Line,
}

/// A token of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Its number in the table of words.
    pub word: WordId,
    /// What it is.
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
}

const END: Token = Token { start: 0, end: 0, word: 0, shape: Shape::End, gap: Gap::Line };

/// A text in tokens.
pub(super) struct Tokens<'t> {
    /// The text.
    pub text: &'t str,
    tokens: Vec<Token>,
    words: &'static Words,
    /// How many dates inside dates the grammar is in.
    depth: Cell<u8>,
    /// First day of the day, month or year that the text told last.
    told: Cell<Option<(Date, Grain)>>,
    /// The day that the text told last.
    told_day: Cell<Option<Date>>,
    /// The year that the text named last, if only in passing.
    told_year: Cell<Option<Date>>,
    /// Whether the text tells of a time long past.
    past: Cell<bool>,
}

/// Dates stand inside dates ("the last week of March 2025"), but nobody goes deeper than this. Without a limit a text of
/// "end of end of end of" would use up the stack.
const DEEPEST: u8 = 3;

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let words = words();
        let mut tokens = Vec::with_capacity(text.len() / 5 + 8);
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut gap = Gap::Line;
        while at < bytes.len() {
            let byte = bytes[at];
            let start = at;
            let (shape, word) = match CLASS[usize::from(byte)] {
                BLANK => {
                    gap = gap.max(Gap::Blank);
                    at += 1;
                    continue;
                }
                LINE => {
                    gap = Gap::Line;
                    at += 1;
                    continue;
                }
                LETTER => {
                    at = word_end(text, at, words);
                    (Shape::Word, words.find(&bytes[start..at]))
                }
                DIGIT => {
                    at = digits_end(bytes, at);
                    (Shape::Digits, 0)
                }
                WIDE => {
                    let mark = text[at..].chars().next().unwrap_or(' ');
                    if mark.is_whitespace() {
                        gap = gap.max(Gap::Blank);
                        at += mark.len_utf8();
                        continue;
                    }
                    if mark.is_alphabetic() && !matches!(mark, 'º' | 'ª') {
                        at = word_end(text, at, words);
                        (Shape::Word, words.find(&bytes[start..at]))
                    } else {
                        at += mark.len_utf8();
                        (Shape::Mark, wide_mark(mark, words))
                    }
                }
                _ => {
                    at += 1;
                    (Shape::Mark, words.find(&bytes[start..at]))
                }
            };
            tokens.push(Token { start: offset(start), end: offset(at), word, shape, gap });
            gap = Gap::None;
        }
        Self {
            text,
            tokens,
            words,
            depth: Cell::new(0),
            told: Cell::new(None),
            told_day: Cell::new(None),
            told_year: Cell::new(None),
            past: Cell::new(false),
        }
    }

    /// The token at `at`; past either end a token that fits nothing.
    #[inline]
    pub(super) fn get(&self, at: usize) -> Token {
        self.tokens.get(at).copied().unwrap_or(END)
    }

    /// Reads one level deeper, or nothing where that is too deep.
    pub(super) fn deeper<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let found = read();
        self.depth.set(depth);
        found
    }

    /// The day, month or year that the text told last, as its first day: what "that year" goes by.
    pub(super) fn told(&self) -> Option<(Date, Grain)> {
        self.told.get()
    }

    /// The day that the text told last: what "two days later" and "the next day" go by.
    pub(super) fn told_day(&self) -> Option<Date> {
        self.told_day.get()
    }

    /// A day of the year that the text named last: what "the following year" goes by.
    pub(super) fn told_year(&self) -> Option<Date> {
        self.told_year.get()
    }

    /// Keeps a year that was named in passing.
    pub(super) fn name_year(&self, start: Date) {
        self.told_year.set(Some(start));
    }

    /// Keeps a day, a month or a year for what follows.
    pub(super) fn tell(&self, start: Date, grain: Grain) {
        self.told.set(Some((start, grain)));
        if grain == Grain::Day {
            self.told_day.set(Some(start));
        }
    }

    /// What was told last, where the text tells of a time long past.
    pub(super) fn story(&self) -> Option<(Date, Grain)> {
        self.told.get().filter(|_| self.past.get())
    }

    /// The day that "the end of the year" and "on Sunday" count from: that of the story, or the day of writing.
    pub(super) fn anchor(&self, reference: Option<Date>) -> Option<Date> {
        self.story().map(|(date, _)| date).or(reference)
    }

    /// Whether the text tells of a time long past.
    pub(super) fn is_past(&self) -> bool {
        self.past.get()
    }

    /// Keeps whether the text tells of a time long past.
    pub(super) fn set_past(&self, past: bool) {
        self.past.set(past);
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The letters of a token.
    #[inline]
    pub(super) fn text(&self, at: usize) -> &'t str {
        let token = self.get(at);
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// What the token's word can be.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &'static Word {
        self.words.get(self.get(at).word)
    }

    /// The table of words.
    pub(super) fn words(&self) -> &'static Words {
        self.words
    }

    /// The number of the token's word among the words of the grammar.
    #[inline]
    pub(super) fn key(&self, at: usize) -> crate::lexicon::word::Key {
        crate::lexicon::word::Key::of(self.get(at).word)
    }

    /// The bytes from the first token's start to the last token's end; `end` is one past the last token.
    pub(super) fn bytes(&self, first: usize, end: usize) -> (usize, usize) {
        let start = self.get(first).start as usize;
        (start, (self.get(end.saturating_sub(1)).end as usize).max(start))
    }

    /// Whether the token is this word or mark.
    #[inline]
    pub(super) fn is(&self, at: usize, key: crate::lexicon::word::Key) -> bool {
        self.get(at).word == key as WordId
    }

    /// Whether nothing stands between the token and the one before.
    #[inline]
    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.get(at).gap == Gap::None
    }

    /// Whether the token begins with a capital letter.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.get(at).shape == Shape::Word && self.text(at).chars().next().is_some_and(char::is_uppercase)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("sources are smaller than 4 GiB")
}

const OTHER: u8 = 0;
const BLANK: u8 = 1;
const LINE: u8 = 2;
const LETTER: u8 = 3;
const DIGIT: u8 = 4;
const WIDE: u8 = 5;

static CLASS: [u8; 256] = {
    let mut class = [OTHER; 256];
    let mut at = 0;
    while at < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "the index runs to 255")]
        let byte = at as u8;
        class[at] = match byte {
            b' ' | b'\t' => BLANK,
            b'\n' | b'\r' | 0x0b | 0x0c => LINE,
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            0x80.. => WIDE,
            _ => OTHER,
        };
        at += 1;
    }
    class
};

/// Letters, and an apostrophe between letters: "o'clock"; but "Monday's" and "year's" are Monday and a year.
fn word_end(text: &str, start: usize, words: &Words) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    loop {
        while at < bytes.len() && CLASS[usize::from(bytes[at])] == LETTER {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'\'') if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) && at > start => {
                let possessive =
                    bytes[at + 1] == b's' && !bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic);
                if possessive && words.get(words.find(&bytes[start..at])).tells_time {
                    return at;
                }
                at += 1;
            }
            Some(0x80..) => match text[at..].chars().next() {
                Some(mark) if mark.is_alphabetic() && !matches!(mark, 'º' | 'ª') => at += mark.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// Digits, commas that group thousands (or the lakhs and crores of India), and one decimal point.
fn digits_end(bytes: &[u8], start: usize) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = start + run(start);
    if at - start <= 3 {
        let mut grouped = at;
        while bytes.get(grouped) == Some(&b',') {
            match run(grouped + 1) {
                3 => grouped += 4,
                // 12,34,567: a group of two holds only when one of three closes the number.
                2 if at - start <= 2 && closes_indian(&bytes[grouped..]) => grouped += 3,
                _ => break,
            }
        }
        at = grouped;
    }
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        at += 1 + run(at + 1);
    }
    at
}

fn closes_indian(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at < 12 && bytes.get(at) == Some(&b',') {
        let run = bytes[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        match run {
            2 => at += 3,
            3 => return bytes.get(at + 4) != Some(&b','),
            _ => return false,
        }
    }
    false
}

/// Typographic marks as the plain ones that the grammar names.
fn wide_mark(mark: char, words: &Words) -> WordId {
    match mark {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => words.find(b"-"),
        '’' | '‘' | 'ʼ' => words.find(b"'"),
        '％' => words.find(b"%"),
        '⁄' => words.find(b"/"),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|at| tokens.text(at)).collect()
    }

    #[test]
    fn digits_part_from_letters() {
        assert_eq!(
            split("$1.2bn, A380 and 1,234,567.5km"),
            ["$", "1.2", "bn", ",", "A", "380", "and", "1,234,567.5", "km"]
        );
        assert_eq!(split("12,34,567 1,2 5."), ["12,34,567", "1", ",", "2", "5", "."]);
        assert_eq!(split("o'clock 27\u{a0}% ½"), ["o'clock", "27", "%", "½"]);
    }
}
