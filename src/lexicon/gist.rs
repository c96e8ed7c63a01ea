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

/// What a passage says, as a direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    direction: [i8; LENGTH],
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
        let mut sum = [0_i32; LENGTH];
        for row in &rows {
            let vector = VECTORS.get(row * LENGTH..(row + 1) * LENGTH)?;
            sum.iter_mut().zip(vector).for_each(|(sum, part)| *sum += i32::from(part.cast_signed()));
        }
        let length = sum.iter().map(|part| f64::from(*part).powi(2)).sum::<f64>().sqrt();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no part of a direction is longer than the whole"
        )]
        let direction = sum.map(|part| rounded(f64::from(part) / length * ONE) as i8);
        (length > 0.0).then_some(Self { direction })
    }

    /// Likeness of what two passages say, -1 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let products = self.direction.iter().zip(&other.direction);
        let sum: i32 = products.map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
        f64::from(sum) / (ONE * ONE)
    }
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
