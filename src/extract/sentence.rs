//! A sentence with all that is known of it.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::context::anchor;
use super::limit::limit;
use super::name::{Name, NameWords, names};
use super::token::{CueAt, Token, cues, tokens};
use super::{moment, turn};
use crate::lexicon::vocabulary::{Class, Cue};
use crate::text::Span;
use crate::value::{Context as ReadContext, Reading, read};

/// A value in a sentence and the tokens `from..to` that it takes.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) reading: Reading,
    /// Its value as a word, which every other value of the sentence asks for.
    pub(super) word: Box<str>,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// A sentence with its tokens, cues, names and values.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) span: Span,
    pub(super) tokens: Vec<Token<'t>>,
    /// How far it is from the beginning to behind each token, in tenths, so that equal ways are equal; the first entry
    /// is the beginning.
    reach: Vec<usize>,
    /// Where the clause of each token begins and ends, as if it parted none; one entry more for the end.
    clauses: Vec<(usize, usize)>,
    pub(super) cues: Vec<CueAt>,
    pub(super) names: Vec<Name>,
    pub(super) values: Vec<Found>,
    /// What stands for a name without being one: "the mayor", "the museum".
    pub(super) stand_ins: Vec<Name>,
    /// What may stand for a name that it takes all articles to tell.
    pub(super) descriptions: Vec<Name>,
    /// Pronouns, as the names that they stand for.
    pub(super) pronouns: Vec<Name>,
    /// The name that the sentences up to this one most likely speak of.
    pub(super) topic: Option<Box<str>>,
    /// Terms of the words that name the block's matter, with how much they count here.
    pub(super) label: (f64, Vec<String>),
    /// Its block, as a position in the segments.
    pub(super) block: usize,
    /// The phrase that it opens with; found when it is first asked for, which is after its names are.
    pub(super) opening: OnceCell<Option<(usize, usize)>>,
    /// The day that its relative dates count from.
    pub(super) today: Option<Date>,
}

impl<'t> Line<'t> {
    /// The tokens alone, before the article's names are known.
    pub(super) fn new(text: &'t str, span: Span, block: usize, label: (f64, Vec<String>)) -> Self {
        let words = span.of(text).unwrap_or_default();
        let tokens = tokens(words, span.start());
        let steps = (0..tokens.len()).scan(0, |so_far, at| {
            *so_far += step(&tokens, at);
            Some(*so_far)
        });
        let reach = std::iter::once(0).chain(steps).collect();
        Self {
            text,
            span,
            reach,
            clauses: clauses(&tokens),
            cues: Vec::new(),
            names: Vec::new(),
            values: Vec::new(),
            stand_ins: Vec::new(),
            descriptions: Vec::new(),
            pronouns: Vec::new(),
            topic: None,
            label,
            block,
            opening: OnceCell::new(),
            today: None,
            tokens,
        }
    }

    /// Fills in names, cues and values.
    pub(super) fn read(&mut self, known: &NameWords, context: ReadContext) {
        self.today = context.reference;
        self.cues = cues(&self.tokens);
        self.names = names(&self.tokens, known);
        let words = self.span.of(self.text).unwrap_or_default();
        for reading in read(words, context).into_iter().filter(|reading| !reading.is_vague()) {
            let (start, end) =
                (reading.span.start() + self.span.start(), reading.span.end() + self.span.start());
            let from = self.tokens.partition_point(|token| token.end <= start);
            let to = self.tokens.partition_point(|token| token.start < end);
            if from < to {
                let word = format!("={}", anchor(&reading.value)).into();
                let found = Found { reading, word, from, to };
                let (text, start) = (self.text, self.span.start());
                let parts = turn::parted(text, start, &self.tokens, &self.cues, found);
                let parts =
                    parts.into_iter().flat_map(|part| moment::parted(text, start, &self.tokens, part));
                self.values.extend(parts);
            }
        }
        let limits: Vec<_> = self.values.iter().map(|found| limit(self, found)).collect();
        for (found, limit) in self.values.iter_mut().zip(limits) {
            if let Some(limit) = limit {
                found.reading = limit;
            }
        }
        // A value's words are no name, and a month is none either.
        self.names
            .retain(|name| !self.values.iter().any(|value| value.from < name.to && name.from < value.to));
    }

    /// Names, and what stands for names.
    pub(super) fn parties(&self) -> impl Iterator<Item = &Name> {
        self.names.iter().chain(&self.stand_ins)
    }

    /// What stands for names, surely or perhaps.
    pub(super) fn substitutes(&self) -> impl Iterator<Item = &Name> {
        self.stand_ins.iter().chain(&self.descriptions).chain(&self.pronouns)
    }

    /// How far two tokens stand apart: words between them count, words that say little count half, marks more.
    pub(super) fn distance(&self, one: usize, other: usize) -> f64 {
        let (left, right) = (one.min(other), one.max(other));
        (self.reach[right] - self.reach[(left + 1).min(right)]) as f64 / 10.0
    }

    /// The name that covers a token.
    pub(super) fn name_at(&self, at: usize) -> Option<&Name> {
        let next = self.names.get(self.names.partition_point(|name| name.to <= at));
        next.filter(|name| name.from <= at)
    }

    /// The value that covers a token.
    pub(super) fn value_at(&self, at: usize) -> Option<&Found> {
        let next = self.values.get(self.values.partition_point(|value| value.to <= at));
        next.filter(|value| value.from <= at)
    }

    /// Whether a cue of this sort begins among the tokens `from..to`.
    pub(super) fn has_cue(&self, cue: Cue, from: usize, to: usize) -> bool {
        self.cues.iter().any(|found| found.cue == cue && (from..to).contains(&found.at))
    }

    /// The clause around the tokens `from..to`: out to the next marks that part clauses.
    pub(super) fn clause(&self, from: usize, to: usize) -> (usize, usize) {
        let start = self.clauses.get(from).map_or(from, |(start, _)| *start);
        let end = self.clauses.get(to).map_or(to, |(_, end)| *end);
        (start, end)
    }

    /// The text of the tokens `from..to`, trimmed of marks that only stand around them.
    pub(super) fn span_of(&self, from: usize, to: usize) -> Option<Span> {
        let (first, last) = (self.tokens.get(from)?, self.tokens.get(to.checked_sub(1)?)?);
        (first.start < last.end).then(|| Span::new(first.start, last.end))
    }

    /// A quote around the tokens `from..to`: their clause, widened while it is very short, cut while it is too long.
    pub(super) fn quote(&self, from: usize, to: usize) -> Option<Span> {
        const LONGEST: usize = 300;
        let (from, to) = (from.min(to), to.max(from));
        let (mut start, mut end) = self.clause(from, to);
        if to - from < 5 && end - start < 5 && start > 0 {
            // "…, of whom 40 were kept": a clause of a few words says little without the one before.
            start = self.clause(start.saturating_sub(2), start - 1).0;
        }
        while end > to && self.span_of(start, end)?.len() > LONGEST {
            end -= 1;
        }
        while start < from && self.span_of(start, end)?.len() > LONGEST {
            start += 1;
        }
        self.span_of(start, end).filter(|span| span.len() <= LONGEST)
    }

    /// Whether the tokens `from..to` hold a verb of saying.
    pub(super) fn says(&self, from: usize, to: usize) -> bool {
        self.tokens[from.min(to)..to].iter().any(|token| token.has(Class::REPORTING))
    }
}

/// For each place between tokens the nearest ones before and behind it at which a clause begins and ends. Every reader
/// asks for these, and of long sentences again and again.
fn clauses(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut clauses = Vec::with_capacity(tokens.len() + 1);
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        clauses.push((start, 0));
        if parts(token) {
            start = at + 1;
        }
    }
    clauses.push((start, tokens.len()));
    let mut end = tokens.len();
    for (at, token) in tokens.iter().enumerate().rev() {
        if parts(token) {
            end = at;
        }
        clauses[at].1 = end;
    }
    clauses
}

/// Whether a clause may end at the token.
fn parts(token: &Token<'_>) -> bool {
    token.gap() >= 3
        || (token.is_word()
            && matches!(token.lower.as_str(), "but" | "while" | "whereas" | "although" | "though"))
}

fn step(tokens: &[Token<'_>], at: usize) -> usize {
    let token = &tokens[at];
    match token.gap() {
        0 if sets_apart(&token.lower) && !corrects(tokens, at) => 40,
        0 if token.lower == "and" && joins_clauses(tokens, at) => 25,
        0 if token.is_content() => 10,
        0 => 4,
        // "Sticker price: $799": what a line opens with names the value behind the colon.
        _ if token.kind == super::token::Kind::Mark(':') && at <= 4 => 10,
        gap => 10 * gap,
    }
}

/// "Four died and nine were missing", "killing one and forcing 6,200 out": this "and" joins two things that are told. One
/// verb of two, as in "one pilot and two guards were killed", joins nothing told, and "began in May and will last two
/// weeks" goes on about the same.
fn joins_clauses(tokens: &[Token<'_>], at: usize) -> bool {
    let helps = |token: &Token<'_>| token.has(Class::AUXILIARY);
    let acts = |token: &Token<'_>| {
        token.is_word()
            && !token.is_capital()
            && !helps(token)
            && (token.is_past() || token.lower.ends_with("ing"))
    };
    let told = |token: &Token<'_>| acts(token) || helps(token);
    let clause = tokens[..at].iter().rev().take(8).take_while(|token| token.gap() < 3);
    let Some(next) = tokens.get(at + 1) else { return false };
    let number = next.kind == super::token::Kind::Number || is_small(&next.lower);
    let of_its_own = number && tokens[at + 2..].iter().take(2).any(told);
    clause.into_iter().any(told) && (acts(next) || of_its_own)
}

fn is_small(lower: &str) -> bool {
    matches!(
        lower,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "several"
            | "another"
            | "some"
            | "about"
            | "many"
    )
}

/// "not 120 but 165": this "but" sets nothing apart.
fn corrects(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at].lower == "but" && tokens[at.saturating_sub(6)..at].iter().any(|token| token.lower == "not")
}

/// Words that lead to something which the value before or after them is not of.
fn sets_apart(lower: &str) -> bool {
    matches!(
        lower,
        "including"
            | "excluding"
            | "plus"
            | "besides"
            | "except"
            | "against"
            | "versus"
            | "than"
            | "unlike"
            | "after"
            | "before"
            | "but"
            | "while"
            | "when"
            | "once"
            | "because"
            | "although"
            | "though"
            | "unless"
            | "if"
    )
}
