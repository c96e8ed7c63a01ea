//! Quotes put together from two or more places, each part verbatim.

use super::fold::Folded;
use super::words::{Word, WordIndex, words_of};
use crate::text::Span;

/// Without marks of omission, more parts than this are a collection of words.
const MAX_PARTS: usize = 4;

/// Shorter parts are too common to be traced to a place.
const MIN_WORDS: usize = 3;

/// Of more places than this at which a part could begin only the first ones are tried.
const MAX_PLACES: usize = 4096;

/// Parts that stand as near as this, in words, and in order are one passage with an insertion.
const NEAR: usize = 8;

/// The marks that writers put for what they leave out; in folded text.
const OMISSIONS: &[&str] = &["[...]", "(...)", "....", "..."];

/// The places of the parts between marks of omission; nothing unless there are such marks and every part is there.
pub(super) fn by_omission(quote: &str, index: &WordIndex, folded: &Folded, body: &str) -> Option<Vec<Span>> {
    let parts = parts_by_omission(quote);
    let runs = if parts.len() > 1 { runs_of_parts(&parts, index)? } else { return None };
    spans(&runs, index, folded, body)
}

/// The places of a quote that was put together without saying so: few long runs of the source's words that stand
/// apart or in another order, and nothing besides.
pub(super) fn by_runs(words: &[Word], index: &WordIndex, folded: &Folded, body: &str) -> Option<Vec<Span>> {
    let runs = longest_runs(words, index)?;
    if is_one_passage(&runs) { None } else { spans(&runs, index, folded, body) }
}

fn spans(runs: &[Run], index: &WordIndex, folded: &Folded, body: &str) -> Option<Vec<Span>> {
    runs.iter().map(|run| index.span(run.at, run.at + run.len, folded, body)).collect()
}

/// Consecutive words of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    at: usize,
    len: usize,
}

fn is_one_passage(runs: &[Run]) -> bool {
    runs.windows(2).all(|pair| {
        let end = pair[0].at + pair[0].len;
        pair[1].at >= end && pair[1].at - end <= NEAR
    })
}

fn parts_by_omission(quote: &str) -> Vec<&str> {
    let mut parts = vec![quote];
    for mark in OMISSIONS {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// Each part whole, the first place after the part before it, or else the first of all.
fn runs_of_parts(parts: &[&str], index: &WordIndex) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    for part in parts {
        let words = words_of(part);
        let after = runs.last().map_or(0, |run| run.at + run.len);
        let places: Vec<usize> = index
            .places(words.first()?.hash)
            .filter(|&at| common(&words, &index.words()[at..]) == words.len())
            .collect();
        let at = places.iter().find(|at| **at >= after).or(places.first())?;
        runs.push(Run { at: *at, len: words.len() });
    }
    Some(runs)
}

/// The quote as few long runs of the source's words.
fn longest_runs(words: &[Word], index: &WordIndex) -> Option<Vec<Run>> {
    if words.len() < 2 * MIN_WORDS + 2 {
        return None;
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if runs.len() == MAX_PARTS {
            return None;
        }
        let after = runs.last().map(|run| run.at + run.len);
        let mut run = longest(&words[at..], after, index)?;
        let left = words.len() - at - run.len;
        // A rest too short to trace takes words from the run before it.
        if (1..MIN_WORDS).contains(&left) && run.len > 2 * MIN_WORDS {
            run.len -= MIN_WORDS - left;
        }
        if run.len < MIN_WORDS {
            return None;
        }
        at += run.len;
        runs.push(run);
    }
    Some(runs)
}

/// The longest run of the source that the words begin with; of equals the next one after the run before, else the
/// first.
fn longest(words: &[Word], after: Option<usize>, index: &WordIndex) -> Option<Run> {
    let (first, second) = (words.first()?, words.get(1)?);
    let follows = |at: &usize| index.words().get(at + 1).is_some_and(|next| next.hash == second.hash);
    let far = |at: usize| match after {
        Some(end) if at >= end => at - end,
        Some(_) => usize::MAX,
        None => at,
    };
    index
        .places(first.hash)
        .take(MAX_PLACES)
        .filter(follows)
        .map(|at| Run { at, len: common(words, &index.words()[at..]) })
        .max_by(|one, other| {
            one.len.cmp(&other.len).then_with(|| (far(other.at), other.at).cmp(&(far(one.at), one.at)))
        })
}

fn common(words: &[Word], source: &[Word]) -> usize {
    words.iter().zip(source).take_while(|(word, other)| word.hash == other.hash).count()
}
