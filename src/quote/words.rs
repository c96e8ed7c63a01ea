//! The words of a text and where each occurs.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use unicode_segmentation::UnicodeSegmentation as _;

use super::fold::Folded;
use crate::text::Span;

/// One word of a folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Bytes of the folded text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Hash of the word in lower case.
    pub(super) hash: u64,
}

impl Word {
    pub(super) fn of(self, folded: &str) -> &str {
        &folded[self.start as usize..self.end as usize]
    }
}

/// The words of a folded text in their order: by UAX 29, so that scripts without spaces have words too.
pub(super) fn words_of(folded: &str) -> Vec<Word> {
    folded
        .unicode_word_indices()
        .map(|(at, word)| {
            let mut hasher = DefaultHasher::new();
            word.chars().flat_map(char::to_lowercase).for_each(|char| char.hash(&mut hasher));
            let fit = |at: usize| u32::try_from(at).expect("folded texts are smaller than 4 GiB");
            Word { start: fit(at), end: fit(at + word.len()), hash: hasher.finish() }
        })
        .collect()
}

/// A source's words with an index.
#[derive(Debug)]
pub(super) struct WordIndex {
    words: Vec<Word>,
    /// Hash and position of each word, sorted.
    places: Vec<(u64, u32)>,
}

impl WordIndex {
    pub(super) fn new(folded: &Folded) -> Self {
        let words = words_of(folded.text());
        let mut places: Vec<(u64, u32)> = (0_u32..).zip(&words).map(|(at, word)| (word.hash, at)).collect();
        places.sort_unstable();
        Self { words, places }
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Where a word stands, counted in words, in ascending order.
    pub(super) fn places(&self, hash: u64) -> impl ExactSizeIterator<Item = usize> {
        let from = self.places.partition_point(|(other, _)| *other < hash);
        let len = self.places[from..].partition_point(|(other, _)| *other == hash);
        self.places[from..from + len].iter().map(|(_, at)| *at as usize)
    }

    /// The part of `body` from the first to the last of these words; whole characters of it, even where a word ends
    /// inside a ligature.
    pub(super) fn span(&self, from: usize, to: usize, folded: &Folded, body: &str) -> Option<Span> {
        let (start, end) =
            (self.words.get(from)?.start as usize, self.words.get(to.checked_sub(1)?)?.end as usize);
        folded.original(start, end, body)
    }
}
