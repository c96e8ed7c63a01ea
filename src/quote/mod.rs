//! Where a quote stands in its source.
//!
//! Exact matches are found by plain search, and the words before and after choose between several. Everything else is
//! looked for only when that fails, in this order: the same words set in other type, parts from several places, the
//! passage it was before an edit. A wrong place is worse than none, so each step would rather give up than guess.

mod change;
mod exact;
mod fold;
mod near;
mod stitch;
mod words;

use std::cell::{Cell, OnceCell};

use rayon::prelude::*;

use crate::model::{Anchor, Claim, Source, SourceIx};
use crate::text::Span;

pub use change::{counterpart, word_diff};

use fold::Folded;
use near::Passage;
use words::{WordIndex, words_of};

/// A quote with what is known of its surroundings.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quote<'a> {
    /// The words.
    pub text: &'a str,
    /// Up to 32 characters before them.
    pub prefix: Option<&'a str>,
    /// Up to 32 characters after them.
    pub suffix: Option<&'a str>,
}

impl<'a> Quote<'a> {
    /// The quote of a claim.
    #[must_use]
    pub fn of(claim: &'a Claim) -> Self {
        Self { text: &claim.quote, prefix: claim.prefix.as_deref(), suffix: claim.suffix.as_deref() }
    }
}

/// How many characters of context are kept on each side of a quote.
pub const CONTEXT: usize = 32;

/// The text just before and just after a span of a source, [`CONTEXT`] characters each, within the article.
#[must_use]
pub fn context_of(span: Span, source: &Source) -> (&str, &str) {
    let body = source.body;
    let before = source.text.get(body.start()..span.start()).unwrap_or_default();
    let after = source.text.get(span.end()..body.end()).unwrap_or_default();
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}

/// A claim with the words around its quote, by which the quote is known again after the article was edited.
#[must_use]
pub fn with_context(mut claim: Claim, source: &Source) -> Claim {
    if let Anchor::Exact(span) = claim.anchor {
        let (before, after) = context_of(span, source);
        let kept = |text: &str| {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Box::<str>::from(words)).filter(|words| !words.is_empty())
        };
        claim.prefix = claim.prefix.or_else(|| kept(before));
        claim.suffix = claim.suffix.or_else(|| kept(after));
    }
    claim
}

/// The passages of an article that quotes need, each with its context, in their order; what lies between is left out
/// and marked. Every quote is verbatim in the result.
#[must_use]
pub fn excerpts(spans: &[Span], source: &Source) -> String {
    let is_letter = |char: char| char.is_alphanumeric();
    let mut passages: Vec<Span> = spans
        .iter()
        .filter(|span| source.body.contains(**span))
        .map(|span| {
            let (before, after) = context_of(*span, source);
            let (mut from, mut to) = (span.start() - before.len(), span.end() + after.len());
            // No word is cut, unless it is longer than a line.
            let left = source.text[source.body.start()..from]
                .chars()
                .rev()
                .take(40)
                .take_while(|char| is_letter(*char));
            from -= left.map(char::len_utf8).sum::<usize>();
            let right =
                source.text[to..source.body.end()].chars().take(40).take_while(|char| is_letter(*char));
            to += right.map(char::len_utf8).sum::<usize>();
            Span::new(from, to)
        })
        .collect();
    passages.sort_unstable();
    let mut apart: Vec<Span> = Vec::new();
    for passage in passages {
        match apart.last_mut() {
            Some(last) if passage.start() <= last.end() => *last = last.to(passage),
            _ => apart.push(passage),
        }
    }
    let pieces: Vec<&str> = apart.iter().filter_map(|span| span.of(&source.text)).collect();
    pieces.join("\n\n[…]\n\n") + "\n"
}

/// Whether a verbatim passage stands where the quote was taken: at least half of the known letters around it agree.
#[must_use]
pub fn is_in_place(quote: Quote<'_>, span: Span, source: &Source) -> bool {
    let letters = |text: Option<&str>| {
        text.map_or(0, |text| text.chars().filter(|char| char.is_alphanumeric()).count())
    };
    let known = letters(quote.prefix) + letters(quote.suffix);
    let from = source.body.start();
    span.start() >= from
        && 2 * exact::context(quote, source.body(), Span::new(span.start() - from, span.end() - from))
            >= known
}

/// Anchors every claim in its source, in parallel. Claims of one source should stand together, as they do in a run.
pub fn anchor_all(claims: &mut [Claim], sources: &[Source]) {
    let mut groups: Vec<&mut [Claim]> = Vec::new();
    let mut rest = claims;
    while let Some(first) = rest.first() {
        let source = first.source;
        let len = rest.iter().take_while(|claim| claim.source == source).count();
        let (group, others) = rest.split_at_mut(len);
        groups.push(group);
        rest = others;
    }
    groups.into_par_iter().for_each(|group| {
        if let Some(source) = sources.get(group[0].source.at()) {
            anchor(group, source);
        }
    });
}

/// Anchors the claims of one source.
pub fn anchor(claims: &mut [Claim], source: &Source) {
    let searcher = Searcher::new(source);
    for claim in claims {
        claim.anchor = searcher.anchor(Quote::of(claim));
    }
}

/// Every source in which a quote stands in some way or in which something comes near it, with how.
#[must_use]
pub fn find(quote: Quote<'_>, sources: &[Source]) -> Vec<(SourceIx, Anchor)> {
    sources
        .par_iter()
        .enumerate()
        .map(|(at, source)| (SourceIx::new(at), Searcher::new(source).anchor(quote)))
        .filter(|(_, anchor)| *anchor != (Anchor::Missing { nearest: None }))
        .collect()
}

/// Looks for quotes in one source; what it learns about the source's text serves the next quote.
#[derive(Debug)]
pub struct Searcher<'s> {
    body: &'s str,
    /// Where the article begins in the source's file.
    offset: usize,
    /// Where the last verbatim quote ended.
    last: Cell<usize>,
    folded: OnceCell<Folded>,
    index: OnceCell<WordIndex>,
}

/// Texts longer than this are indexed before quotes are looked for one by one, in bytes.
const LONG_TEXT: usize = 1 << 20;

/// How much of a passage must be the quote's, by how many sides of it still have the quote's context. One side alone
/// is weak: where a sentence was taken out, the next one follows the same words.
const SIMILAR_IN_CONTEXT: [f64; 3] = [0.7, 0.5, 0.5];

/// The same for a passage that lacks a name or a number of the quote: it may be another statement of the same make.
const SIMILAR_WITHOUT_ANCHORS: [f64; 3] = [f64::INFINITY, f64::INFINITY, 0.5];

/// Shorter quotes have too little to be known by without context, in words.
const KNOWN_BY_ITSELF: usize = 6;

/// By how much more similar a passage must be to such a short quote: of four words two are met in many sentences.
const SHORT: f64 = 0.1;

/// Without context, the next best passage must be less similar by this much.
const MARGIN: f64 = 0.15;

/// A passage that has this much of a quote is the quote edited, not one of its parts.
const MOSTLY_THERE: f64 = 0.6;

/// Less similar passages are not worth showing.
const WORTH_SHOWING: f64 = 0.35;

impl<'s> Searcher<'s> {
    /// A searcher of a source's article.
    #[must_use]
    pub fn new(source: &'s Source) -> Self {
        Self {
            body: source.body(),
            offset: source.body.start(),
            last: Cell::new(0),
            folded: OnceCell::new(),
            index: OnceCell::new(),
        }
    }

    /// Where a quote stands; spans count in the source's file.
    ///
    /// A quote that differs only in typography (see the `fold` module) is drifted with similarity 1.
    #[must_use]
    pub fn anchor(&self, quote: Quote<'_>) -> Anchor {
        let shift = |span: Span| span.shifted(self.offset);
        if quote.text.trim().is_empty() {
            return Anchor::Missing { nearest: None };
        }
        let found = exact::verbatim_after(quote, self.body, self.last.get()).or_else(|| {
            if self.is_surely_elsewhere(quote) { None } else { exact::verbatim(quote, self.body) }
        });
        match found {
            Some(span) => {
                self.last.set(span.end());
                Anchor::Exact(shift(span))
            }
            None => match self.inexact(quote) {
                Anchor::Exact(span) => Anchor::Exact(shift(span)),
                Anchor::Drifted { span, similarity } => Anchor::Drifted { span: shift(span), similarity },
                Anchor::Stitched(spans) => Anchor::Stitched(spans.into_iter().map(shift).collect()),
                Anchor::Missing { nearest } => Anchor::Missing { nearest: nearest.map(shift) },
            },
        }
    }

    fn folded(&self) -> &Folded {
        self.folded.get_or_init(|| Folded::new(self.body))
    }

    fn index(&self) -> &WordIndex {
        self.index.get_or_init(|| WordIndex::new(self.folded()))
    }

    /// In a long text, whether a word inside the quote stands nowhere: then searching all of it can be spared. Short
    /// texts are searched faster than indexed.
    fn is_surely_elsewhere(&self, quote: Quote<'_>) -> bool {
        if self.body.len() < LONG_TEXT {
            return false;
        }
        let needle = Folded::new(quote.text);
        let words = words_of(needle.text());
        // The first and the last word may be parts of words.
        let inner = words.get(1..words.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().any(|word| self.index().places(word.hash).len() == 0)
    }

    fn inexact(&self, quote: Quote<'_>) -> Anchor {
        let needle = Folded::new(quote.text);
        if needle.text().is_empty() {
            return Anchor::Missing { nearest: None };
        }
        if !self.is_surely_elsewhere(quote)
            && let Some(span) = exact::folded(quote, needle.text(), self.folded(), self.body)
        {
            return Anchor::Drifted { span, similarity: 1.0 };
        }
        let (index, folded) = (self.index(), self.folded());
        if let Some(spans) = stitch::by_omission(needle.text(), index, folded, self.body) {
            return Anchor::Stitched(spans);
        }
        let words = words_of(needle.text());
        let passages = near::passages(&words, needle.text(), index, folded);
        let judged = self.judge(quote, &passages, words.len());
        match judged {
            Anchor::Drifted { similarity, .. } if similarity >= MOSTLY_THERE => judged,
            // Half of a quote may be one passage and half another.
            _ => stitch::by_runs(&words, index, folded, self.body)
                .filter(|spans| self.ends_in_context(quote, spans))
                .map_or(judged, Anchor::Stitched),
        }
    }

    /// Whether a passage is what the quote was, or only what resembles it.
    fn judge(&self, quote: Quote<'_>, passages: &[Passage], words: usize) -> Anchor {
        let placed: Vec<(Passage, Span)> = passages
            .iter()
            .filter_map(|passage| {
                let span = self.index().span(passage.from, passage.to, self.folded(), self.body)?;
                Some((*passage, self.with_marks(quote, span)))
            })
            .collect();
        let Some((best, nearest)) = placed.first() else { return Anchor::Missing { nearest: None } };
        let second = placed.get(1).map_or(0.0, |(passage, _)| passage.similarity);
        let stands_out = words >= KNOWN_BY_ITSELF && best.similarity - second >= MARGIN;
        let found = placed.iter().find(|(passage, span)| {
            let sides = self.sides_in_context(quote, *span);
            let needed = if passage.keeps_anchors { SIMILAR_IN_CONTEXT } else { SIMILAR_WITHOUT_ANCHORS };
            let needed = needed[sides] + if words < KNOWN_BY_ITSELF { SHORT } else { 0.0 };
            passage.similarity >= needed && (sides > 0 || (stands_out && span == nearest))
        });
        match found {
            // Below 1, which says that only the typography differs.
            Some((passage, span)) => {
                Anchor::Drifted { span: *span, similarity: passage.similarity.clamp(0.0, 0.99) }
            }
            None => Anchor::Missing { nearest: (best.similarity >= WORTH_SHOWING).then_some(*nearest) },
        }
    }

    /// A passage with the marks before its first and behind its last word that the quote has there too.
    fn with_marks(&self, quote: Quote<'_>, span: Span) -> Span {
        let is_mark = |char: &char| !char.is_alphanumeric() && !char.is_whitespace();
        let marks = |text: &mut dyn Iterator<Item = char>| text.take_while(is_mark).collect::<Vec<_>>();
        let ending = marks(&mut quote.text.trim_end().chars().rev());
        let opening = marks(&mut quote.text.trim_start().chars());
        let after = self.body.get(span.end()..).unwrap_or_default();
        let before = self.body.get(..span.start()).unwrap_or_default();
        let same = |one: &(char, char)| one.0 == one.1;
        let len = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(same).map(|(char, _)| char.len_utf8()).sum()
        };
        let end = span.end() + len(&mut ending.into_iter().rev().zip(after.chars()));
        let start = span.start() - len(&mut opening.into_iter().rev().zip(before.chars().rev()));
        Span::new(start, end)
    }

    /// On how many sides of a passage the words stand that stood around the quote: two thirds of the letters, and
    /// enough of them to mean anything.
    fn sides_in_context(&self, quote: Quote<'_>, span: Span) -> usize {
        usize::from(self.agrees_before(quote, span) == Some(true))
            + usize::from(self.agrees_after(quote, span) == Some(true))
    }

    /// Whether parts may be what became of a quote: one that once stood whole has its old surroundings at both ends
    /// still. Else a part that was edited was found in another sentence that says the same.
    fn ends_in_context(&self, quote: Quote<'_>, spans: &[Span]) -> bool {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return false };
        self.agrees_before(quote, *first) != Some(false) && self.agrees_after(quote, *last) != Some(false)
    }

    fn agrees_before(&self, quote: Quote<'_>, span: Span) -> Option<bool> {
        self.agrees(quote.prefix?, Quote { suffix: None, ..quote }, span)
    }

    fn agrees_after(&self, quote: Quote<'_>, span: Span) -> Option<bool> {
        self.agrees(quote.suffix?, Quote { prefix: None, ..quote }, span)
    }

    /// Nothing where the known words are too few to tell.
    fn agrees(&self, side: &str, one_side: Quote<'_>, span: Span) -> Option<bool> {
        let known = side.chars().filter(|char| char.is_alphanumeric()).count();
        (known >= 10).then(|| 3 * exact::context(one_side, self.body, span) >= 2 * known)
    }
}

#[cfg(test)]
mod tests;
