//! A statement as words and numbers, with the words that bound a number joined to it.

use rust_decimal::Decimal;

use crate::lexicon::word::{Hedge, words as table};

/// A word, or a number with what bounds it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// A word or a mark, in lower case.
    Word(String),
    /// A number.
    Number(Bounded),
}

/// A number and the side from which it is bounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounded {
    pub number: Decimal,
    pub side: Side,
}

/// What the words before a number leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Exactly,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    About,
}

impl Bounded {
    /// Whether a number is one that the words allow.
    pub(super) fn allows(self, number: Decimal) -> bool {
        match self.side {
            Side::Exactly => number == self.number,
            Side::MoreThan => number > self.number,
            Side::AtLeast => number >= self.number,
            Side::LessThan => number < self.number,
            Side::AtMost => number <= self.number,
            Side::About => (number - self.number).abs() * Decimal::TEN <= self.number.abs(),
        }
    }
}

/// The raw words of a statement, in lower case.
pub(super) fn words(text: &str) -> Vec<String> {
    pieces(text).into_iter().map(|(_, piece)| piece.to_lowercase()).collect()
}

/// The pieces of a statement, each with its place: letters, digits with a decimal point, and single marks.
pub(super) fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    let mut kind = 0u8;
    let mut marks = text.char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        let next = match mark {
            mark if mark.is_whitespace() => 0,
            // An apostrophe inside a word or before one: "isn't", "'s"; behind a word it closes what is quoted.
            '\'' | '’' if marks.peek().is_none_or(|(_, next)| !next.is_alphabetic()) => 3,
            mark if mark.is_alphabetic() || mark == '\'' || mark == '’' => 1,
            '0'..='9' => 2,
            '.' | ',' if kind == 2 && marks.peek().is_some_and(|(_, next)| next.is_ascii_digit()) => 2,
            _ => 3,
        };
        let end = at + mark.len_utf8();
        match found.last_mut() {
            Some((start, piece)) if next == kind && (next == 1 || next == 2) => *piece = &text[*start..end],
            _ if next == 0 => {}
            _ => found.push((at, &text[at..end])),
        }
        kind = next;
    }
    found
}

/// The number that a word or a run of digits stands for.
pub(super) fn number(word: &str) -> Option<Decimal> {
    if word.starts_with(|mark: char| mark.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    let word = table().get(table().find(word.as_bytes()));
    word.cardinal.or(word.group).map(Decimal::from)
}

/// Words and numbers, with hedges joined to the numbers they stand before. With `plain`, only "more than" and "less
/// than" are hedges, as a statement may have one hedge put before another.
pub(super) fn items(words: &[String], plain: bool) -> Vec<Item> {
    let mut items = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        if let Some((side, count)) = hedge(&words[at..], plain)
            && let Some(number) = words.get(at + count).and_then(|word| number(word))
        {
            items.push(Item::Number(Bounded { number, side }));
            at += count + 1;
            continue;
        }
        match number(&words[at]) {
            Some(number) => items.push(Item::Number(Bounded { number, side: Side::Exactly })),
            None => items.push(Item::Word(words[at].clone())),
        }
        at += 1;
    }
    items
}

fn hedge(words: &[String], plain: bool) -> Option<(Side, usize)> {
    if plain {
        return match [words.first()?.as_str(), words.get(1)?.as_str()] {
            ["more", "than"] => Some((Side::MoreThan, 2)),
            ["less", "than"] => Some((Side::LessThan, 2)),
            _ => None,
        };
    }
    let table = table();
    let ids = words.iter().take(6).map(|word| table.find(word.as_bytes()));
    let (hedge, count) = table.hedge(ids)?;
    let side = match hedge {
        Hedge::More | Hedge::NearOver => Side::MoreThan,
        Hedge::AtLeast => Side::AtLeast,
        Hedge::Less | Hedge::NearUnder => Side::LessThan,
        Hedge::AtMost => Side::AtMost,
        Hedge::About => Side::About,
        Hedge::Exact | Hedge::Equal | Hedge::From => return None,
    };
    Some((side, count))
}
