//! The passage that a quote most likely was, after somebody edited one of the two.
//!
//! Words that quote and source share vote for a place; the best places are aligned word by word. A passage that only
//! resembles the quote is never passed off as it: without its context on at least one side, every name and number of
//! the quote must be there and no second passage may come near.

use super::fold::Folded;
use super::words::{Word, WordIndex};

/// So many places are weighed in all, and so many more for each word of the quote; the rarest words come first, since
/// a word that stands everywhere says nothing of the place.
const PLACES: (usize, usize) = (4096, 64);

/// How many places are aligned.
const CANDIDATES: usize = 4;

/// How far an alignment may stray from its place, in words.
const MAX_BAND: usize = 128;

/// A passage of the source beside the quote.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Passage {
    /// First word of it.
    pub(super) from: usize,
    /// One past the last.
    pub(super) to: usize,
    /// Share of the longer of the two that both have, 0 to 1.
    pub(super) similarity: f64,
    /// Whether every name and number of the quote is in it.
    pub(super) keeps_anchors: bool,
}

/// The best passages, best first; never two that overlap.
pub(super) fn passages(quote: &[Word], text: &str, index: &WordIndex, folded: &Folded) -> Vec<Passage> {
    let mut found: Vec<Passage> = diagonals(quote, index)
        .into_iter()
        .filter_map(|diagonal| Alignment::new(quote, text, index, folded, diagonal).best())
        .collect();
    found.sort_by(|one, other| other.similarity.total_cmp(&one.similarity).then(one.from.cmp(&other.from)));
    let mut apart: Vec<Passage> = Vec::new();
    for passage in found {
        if apart.iter().all(|other| passage.to <= other.from || other.to <= passage.from) {
            apart.push(passage);
        }
    }
    apart
}

/// Where the quote's first word would stand, by the votes of its words; the most voted places first.
fn diagonals(quote: &[Word], index: &WordIndex) -> Vec<i64> {
    let mut by_rarity: Vec<(usize, usize)> =
        quote.iter().enumerate().map(|(at, word)| (index.places(word.hash).len(), at)).collect();
    by_rarity.sort_unstable();
    let mut budget = PLACES.0 + PLACES.1 * quote.len();
    let mut votes: Vec<(i64, f64)> = Vec::new();
    for (count, at) in by_rarity {
        if count > budget {
            break;
        }
        budget -= count;
        // A word that stands at one place says more than one that stands at fifty.
        let weight = 1.0 / (count.max(1) as f64).sqrt();
        votes.extend(index.places(quote[at].hash).map(|place| (place as i64 - at as i64, weight)));
    }
    votes.sort_by_key(|(diagonal, _)| *diagonal);
    let width = (quote.len() as i64 / 4).clamp(2, MAX_BAND as i64 / 2);
    let mut windows: Vec<(f64, i64)> = Vec::new();
    let (mut sum, mut from) = (0.0, 0);
    for to in 0..votes.len() {
        sum += votes[to].1;
        while votes[to].0 - votes[from].0 > width {
            sum -= votes[from].1;
            from += 1;
        }
        windows.push((sum, votes[(from + to) / 2].0));
    }
    windows.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut chosen: Vec<i64> = Vec::new();
    for (_, diagonal) in windows {
        if chosen.iter().all(|other| (other - diagonal).abs() > width) {
            chosen.push(diagonal);
            if chosen.len() == CANDIDATES {
                break;
            }
        }
    }
    chosen
}

/// A banded alignment of the quote's words with the source's words around one place.
struct Alignment<'a> {
    quote: &'a [Word],
    text: &'a str,
    words: &'a [Word],
    folded: &'a str,
    diagonal: i64,
    band: usize,
}

/// How one cell of the alignment was reached.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Start,
    Both,
    QuoteOnly,
    SourceOnly,
}

impl<'a> Alignment<'a> {
    fn new(
        quote: &'a [Word],
        text: &'a str,
        index: &'a WordIndex,
        folded: &'a Folded,
        diagonal: i64,
    ) -> Self {
        let band = (quote.len() / 3).clamp(6, MAX_BAND);
        Self { quote, text, words: index.words(), folded: folded.text(), diagonal, band }
    }

    /// Which word of the source stands in column `column` of row `row`.
    fn word_at(&self, row: usize, column: usize) -> Option<usize> {
        usize::try_from(self.diagonal + row as i64 + column as i64 - self.band as i64)
            .ok()
            .filter(|at| *at < self.words.len())
    }

    /// The passage with the highest score: a common word counts 2, every other word of either side costs a half;
    /// what stands before and after the passage is free.
    fn best(&self) -> Option<Passage> {
        let columns = 2 * self.band + 1;
        let mut steps = vec![Step::Start; (self.quote.len() + 1) * columns];
        // Row r holds the scores after r words of the quote; column c of it stands after word_at(r, c) - 1.
        let mut above = vec![0.0_f64; columns];
        for row in 1..=self.quote.len() {
            let mut scores = vec![f64::NEG_INFINITY; columns];
            for column in 0..columns {
                let mut best = (f64::NEG_INFINITY, Step::Start);
                if let Some(word) = self.word_at(row - 1, column) {
                    let both = above[column] + self.likeness(row - 1, word);
                    best = (both, Step::Both);
                }
                if column + 1 < columns && above[column + 1] - 0.5 > best.0 {
                    best = (above[column + 1] - 0.5, Step::QuoteOnly);
                }
                if column > 0 && self.word_at(row, column - 1).is_some() && scores[column - 1] - 0.5 > best.0
                {
                    best = (scores[column - 1] - 0.5, Step::SourceOnly);
                }
                scores[column] = best.0;
                steps[row * columns + column] = best.1;
            }
            above = scores;
        }
        let end =
            (0..columns).max_by(|&one, &other| above[one].total_cmp(&above[other]).then(other.cmp(&one)))?;
        self.trace(&steps, end)
    }

    fn trace(&self, steps: &[Step], end: usize) -> Option<Passage> {
        let columns = 2 * self.band + 1;
        let (mut row, mut column) = (self.quote.len(), end);
        let mut common: Vec<(usize, usize)> = Vec::new();
        while row > 0 {
            match steps[row * columns + column] {
                Step::Both => {
                    row -= 1;
                    if let Some(word) = self.word_at(row, column)
                        && self.likeness(row, word) > 0.0
                    {
                        common.push((row, word));
                    }
                }
                Step::QuoteOnly => (row, column) = (row - 1, column + 1),
                Step::SourceOnly => column -= 1,
                Step::Start => break,
            }
        }
        self.passage(&common)
    }

    /// `common` from the last to the first.
    fn passage(&self, common: &[(usize, usize)]) -> Option<Passage> {
        let (first, last) = (common.last()?, common.first()?);
        // The quote's own words before and after the common ones stand for as many of the source's.
        let from = first.1.saturating_sub(first.0);
        let to = (last.1 + self.quote.len() - last.0).min(self.words.len());
        let (from, to) = (from.max(first.1.saturating_sub(2)), to.min(last.1 + 3));
        let kept: f64 = common.iter().map(|&(row, word)| self.likeness(row, word) / 2.0).sum();
        let longer = self.quote.len().max(to - from) as f64;
        let is_kept = |row: usize| {
            common.iter().any(|&(kept, word)| kept == row && self.quote[kept].hash == self.words[word].hash)
        };
        let keeps_anchors = (0..self.quote.len()).filter(|row| self.is_anchor(*row)).all(is_kept);
        Some(Passage { from, to, similarity: kept / longer, keeps_anchors })
    }

    /// A name or a number: what a passage cannot lose without saying something else. The first word of a quote is
    /// capitalised for other reasons.
    fn is_anchor(&self, row: usize) -> bool {
        let word = self.quote[row].of(self.text);
        let first = word.chars().next();
        first.is_some_and(|first| first.is_numeric() || (row > 0 && first.is_uppercase()))
    }

    /// 2 for one word, a little less for two spellings of one, -0.8 for different words.
    fn likeness(&self, row: usize, word: usize) -> f64 {
        let (quoted, found) = (self.quote[row], self.words[word]);
        if quoted.hash == found.hash {
            return 2.0;
        }
        let (quoted, found) = (quoted.of(self.text), found.of(self.folded));
        let long = quoted.len() >= 6 && quoted.len().abs_diff(found.len()) <= 2 && quoted.len() <= 40;
        let letters = |word: &str| word.chars().all(char::is_alphabetic);
        if long && quoted.as_bytes()[0] == found.as_bytes()[0] && letters(quoted) && letters(found) {
            let similarity = strsim::normalized_damerau_levenshtein(quoted, found);
            if similarity >= 0.8 {
                return 2.0 * similarity;
            }
        }
        -0.8
    }
}
