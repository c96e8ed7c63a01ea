//! How near two words are in meaning.
//!
//! `concepts.toml` holds the words of news that people agree on; no list holds all the others. `meaning.bin` has a
//! short vector for each stem of `meaning.txt`: the words of the vocabulary of `all-MiniLM-L6-v2` (sentence-transformers,
//! Apache-2.0), each run through that model by itself, averaged over the forms of a stem, centred, without the strongest
//! common direction, reduced to 64 dimensions and rounded to bytes. `tools/distil_meaning.py` makes both files.

use std::sync::LazyLock;

/// Length of a vector.
const LENGTH: usize = 64;

/// From this likeness on two words may stand for the same thing; of two words picked at random one pair in a thousand
/// reaches 0.5.
pub const NEAR: f64 = 0.55;

static STEMS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("meaning.txt").lines().collect());
static VECTORS: &[u8] = include_bytes!("meaning.bin");

/// What a word means, as a direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    direction: [f64; LENGTH],
    /// The same in whole numbers, of which a processor multiplies eight at a time.
    rough: [i16; LENGTH],
}

/// What the length of a rough direction stands for.
const ONE: f64 = 16_384.0;

/// More than what rounding to whole numbers takes from a likeness: half a number on each side of each product, where
/// the parts of a direction add up to no more than the root of [`LENGTH`].
const ROUGH: f64 = 0.001;

/// Whether the vocabulary has the stem: a word that it lacks is most likely a name.
#[must_use]
pub fn is_known(stem: &str) -> bool {
    STEMS.binary_search(&stem).is_ok()
}

impl Meaning {
    /// The meaning of a stem; nothing for a stem that is not in the vocabulary.
    #[must_use]
    pub fn of(stem: &str) -> Option<Self> {
        let at = STEMS.binary_search(&stem).ok()?;
        let bytes = VECTORS.get(at * LENGTH..(at + 1) * LENGTH)?;
        Some(Self::towards(std::array::from_fn(|part| f64::from(bytes[part].cast_signed()))))
    }

    /// What several words mean together; nothing when the vocabulary has none of them.
    #[must_use]
    pub fn of_all<'s>(stems: impl IntoIterator<Item = &'s str>) -> Option<Self> {
        let mut sum = [0.0; LENGTH];
        let mut some = false;
        for meaning in stems.into_iter().filter_map(Self::of) {
            some = true;
            sum.iter_mut().zip(&meaning.direction).for_each(|(sum, part)| *sum += part);
        }
        some.then(|| Self::towards(sum))
    }

    fn towards(mut direction: [f64; LENGTH]) -> Self {
        let length = direction.iter().map(|part| part * part).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        direction.iter_mut().for_each(|part| *part /= length);
        #[expect(clippy::cast_possible_truncation, reason = "no part of a direction is longer than one")]
        let rough = direction.map(|part| rounded(part * ONE) as i16);
        Self { direction, rough }
    }

    /// Likeness of two meanings, -1 to 1.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        self.direction.iter().zip(&other.direction).map(|(one, other)| one * other).sum()
    }

    /// Likeness of two meanings where it reaches [`NEAR`]. Few pairs do, and the rough directions tell of nearly all others
    /// that they do not: many times faster than [`Meaning::likeness`] where many are compared.
    #[must_use]
    pub fn nearness(&self, other: &Self) -> Option<f64> {
        let products =
            self.rough.iter().zip(&other.rough).map(|(one, other)| i32::from(*one) * i32::from(*other));
        if f64::from(products.sum::<i32>()) < (NEAR - ROUGH) * ONE * ONE {
            return None;
        }
        Some(self.likeness(other)).filter(|likeness| *likeness >= NEAR)
    }
}

/// The nearest whole number of a small one, halves away from zero. Not every processor that the program is built for has
/// an instruction for it, and a call for each part of each direction is most of the work.
pub(super) fn rounded(number: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "to whole numbers is what it is for")]
    let whole = number as i32;
    let rest = number - f64::from(whole);
    whole + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::vocabulary::stem;

    fn likeness(one: &str, other: &str) -> f64 {
        let meaning = |word: &str| {
            Meaning::of(&stem(word)).unwrap_or_else(|| panic!("{word} is not in the vocabulary"))
        };
        meaning(one).likeness(&meaning(other))
    }

    #[test]
    fn files_belong_together_and_are_sorted() {
        assert_eq!(STEMS.len() * LENGTH, VECTORS.len());
        assert!(STEMS.is_sorted());
    }

    #[test]
    fn numbers_are_rounded_as_ever() {
        for number in [0.0, 0.5, -0.5, 1.5, -2.5, 126.5, 0.499_999_999_999_999_94, -0.499_999_999_999_999_94]
        {
            assert_eq!(f64::from(rounded(number)), number.round());
        }
        assert!(
            (-9_999..9_999)
                .all(|at| f64::from(rounded(f64::from(at) / 97.0)) == (f64::from(at) / 97.0).round())
        );
    }

    #[test]
    fn nearness_is_the_likeness_of_all_that_are_near() {
        let meanings: Vec<Meaning> = STEMS.iter().step_by(23).filter_map(|stem| Meaning::of(stem)).collect();
        let mut near = 0;
        for one in &meanings {
            for other in &meanings {
                let likeness = one.likeness(other);
                assert_eq!(one.nearness(other), (likeness >= NEAR).then_some(likeness));
                near += usize::from(likeness >= NEAR);
            }
        }
        assert!(near > meanings.len(), "some are near that are not the same");
    }

    #[test]
    fn words_of_one_meaning_are_nearer_than_others() {
        for (one, other) in
            [("stolen", "theft"), ("clinics", "hospital"), ("delayed", "postponed"), ("fees", "payment")]
        {
            assert!(likeness(one, other) > NEAR, "{one}, {other}");
        }
        for (one, other) in [("table", "goal"), ("hospital", "dam"), ("bank", "river")] {
            assert!(likeness(one, other) < NEAR, "{one}, {other}");
        }
    }
}
