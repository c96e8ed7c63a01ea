//! How near two passages are in what they say.
//!
//! Two newsrooms tell one fact in other words, and no list of words that mean the same is ever complete. `gist.bin` has
//! a vector for each stem of `gist.txt`, such that the sum over a passage points where `all-MiniLM-L6-v2`
//! (sentence-transformers, Apache-2.0) points for the whole passage: a linear imitation of it, learnt from glosses and
//! examples of WordNet 3.0 (Princeton, its own permissive licence) and from invented articles. The longer a vector, the
//! more its word says. `tools/distil_gist.py` makes both files.

use std::borrow::Cow;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::meaning::rounded;
use super::vocabulary::{Class, class, stem_of};

/// Length of a vector.
const LENGTH: usize = 128;

/// What the length of a direction stands for.
const ONE: f64 = 127.0;

static ROWS: LazyLock<HashMap<&str, usize>> =
    LazyLock::new(|| include_str!("gist.txt").lines().enumerate().map(|(row, stem)| (stem, row)).collect());
static VECTORS: &[u8] = include_bytes!("gist.bin");

/// Whether a folded word is in the vocabulary: most words of English are, and few names.
#[must_use]
pub fn knows(word: &str) -> bool {
    ROWS.contains_key(&*stem_of(word))
}

/// What a passage says: as a direction, and word by word.
#[derive(Debug, Clone, PartialEq)]
pub struct Gist {
    direction: [i8; LENGTH],
    words: Box<[Told]>,
}

/// One word of a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Told {
    row: usize,
    /// The length of its vector: how much it says.
    length: f64,
}

impl Told {
    fn vector(self) -> &'static [u8] {
        VECTORS.get(self.row * LENGTH..(self.row + 1) * LENGTH).unwrap_or_default()
    }

    /// Likeness of two words, -1 to 1.
    fn likeness(self, other: Self) -> f64 {
        let products = self.vector().iter().zip(other.vector());
        let sum: i32 =
            products.map(|(one, other)| i32::from(one.cast_signed()) * i32::from(other.cast_signed())).sum();
        f64::from(sum) / (self.length * other.length)
    }
}

impl Gist {
    /// What a passage says; nothing where it has no word of the vocabulary. Order and repetition tell nothing.
    #[must_use]
    pub fn of(passage: &str) -> Option<Self> {
        let words = passage.split(|letter: char| !letter.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        let mut rows: Vec<usize> = words
            .map(lower)
            .filter(|word| !class(word).has(Class::STOP))
            .filter_map(|word| ROWS.get(&*stem_of(&word)).copied())
            .collect();
        rows.sort_unstable();
        rows.dedup();
        let words: Box<[Told]> = rows.into_iter().map(told).collect();
        let mut sum = [0_i32; LENGTH];
        for word in &words {
            let parts = sum.iter_mut().zip(word.vector());
            parts.for_each(|(sum, part)| *sum += i32::from(part.cast_signed()));
        }
        let length = length_of(sum.iter().copied());
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no part of a direction is longer than the whole"
        )]
        let direction = sum.map(|part| rounded(f64::from(part) / length * ONE) as i8);
        (length > 0.0).then_some(Self { direction, words })
    }

    /// Likeness of what two passages say, -1 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let products = self.direction.iter().zip(&other.direction);
        let sum: i32 = products.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
        f64::from(sum) / (ONE * ONE)
    }

    /// How far each word of one passage is met by the nearest of the other, each counted by how much it says: the mean of
    /// both ways, -1 to 1. The sum of a long passage drowns what it has in common with a short one; this does not (soft
    /// alignment of words as in BERTScore, Zhang et al. 2020).
    #[must_use]
    pub fn coverage(&self, other: &Self) -> f64 {
        let one_way = |from: &Self, to: &Self| {
            let nearest = |word: &Told| to.words.iter().map(|met| word.likeness(*met)).fold(-1.0, f64::max);
            let met: f64 = from.words.iter().map(|word| word.length * nearest(word)).sum();
            met / from.words.iter().map(|word| word.length).sum::<f64>()
        };
        f64::midpoint(one_way(self, other), one_way(other, self))
    }
}

/// The word of a row.
fn told(row: usize) -> Told {
    let unmeasured = Told { row, length: 0.0 };
    let parts = unmeasured.vector().iter().map(|part| i32::from(part.cast_signed()));
    Told { length: length_of(parts), ..unmeasured }
}

fn length_of(parts: impl Iterator<Item = i32>) -> f64 {
    parts.map(|part| f64::from(part).powi(2)).sum::<f64>().sqrt()
}

/// A word of plain letters in lower case.
fn lower(word: &str) -> Cow<'_, str> {
    let small = word.bytes().all(|letter| letter.is_ascii_lowercase());
    if small { word.into() } else { word.to_ascii_lowercase().into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(one: &str, other: &str) -> f64 {
        let gist = |passage: &str| Gist::of(passage).unwrap_or_else(|| panic!("{passage} says nothing"));
        gist(one).likeness(&gist(other))
    }

    #[test]
    fn every_stem_has_its_vector() {
        assert_eq!(ROWS.len() * LENGTH, VECTORS.len());
    }

    #[test]
    fn one_fact_in_other_words_is_nearer_than_another_fact() {
        for (told, retold, another) in [
            (
                "The vessel sank within minutes of striking the reef",
                "the ship went down after it hit the rocks",
                "the ship was built in a yard in the north",
            ),
            (
                "Doctors treated the wounded in a tent",
                "the injured were cared for at a field hospital",
                "the doctors want higher pay",
            ),
            (
                "The orchestra will tour Japan",
                "the musicians travel to Asia for concerts",
                "the hall has a new roof",
            ),
        ] {
            assert!(likeness(told, retold) > likeness(told, another) + 0.1, "{told}");
        }
    }

    #[test]
    fn a_passage_is_most_like_itself_and_numbers_say_nothing() {
        let passage = "The council approved the bridge";
        assert!(
            likeness(passage, passage) > 0.95 && likeness(passage, "The bridge the council approved") > 0.95
        );
        assert_eq!(Gist::of("12, 13 and 14!"), None);
    }
}
