//! The words of a claim or of a group of claims, ready to be compared many times.

use super::neighbour::Neighbours;
use crate::model::TermRole;

/// One word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    pub(super) word: u32,
    pub(super) role: TermRole,
    /// Nearness times how rare the word is.
    pub(super) weight: f64,
}

/// Words as a set of 512 places: what is not in both of two sets is in neither's common words.
type Sieve = [u64; 8];

/// So many of the strongest words are told apart when the likeness of two pools is estimated.
const STRONGEST: usize = 4;

/// The words of a claim or of a group: of each the strongest mention, in the order of the words.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    pub(super) words: Vec<Weighed>,
    /// Euclidean length of the weights.
    pub(super) norm: f64,
    /// The words.
    own: Sieve,
    /// The words and those near them in meaning.
    reach: Sieve,
    /// Words that share a place with another one.
    hidden: u32,
    /// Squares of the weights of the one, two, three … strongest words together.
    strongest: [f64; STRONGEST],
}

impl Pool {
    /// A pool of these words.
    pub(super) fn of(words: Vec<Weighed>, near: &Neighbours) -> Self {
        let mut pool = Self { words, ..Self::default() };
        pool.measure(near);
        pool
    }

    /// Takes in the words of another pool.
    pub(super) fn take(&mut self, other: &Self, near: &Neighbours) {
        self.words.extend(&other.words);
        self.words.sort_by(|one, other| {
            one.word
                .cmp(&other.word)
                .then(one.role.cmp(&other.role))
                .then(other.weight.total_cmp(&one.weight))
        });
        self.words.dedup_by(|next, kept| {
            let same = next.word == kept.word;
            if same {
                kept.weight = kept.weight.max(next.weight);
            }
            same
        });
        self.measure(near);
    }

    fn measure(&mut self, near: &Neighbours) {
        self.norm = self.words.iter().map(|word| word.weight * word.weight).sum::<f64>().sqrt();
        (self.own, self.reach) = Default::default();
        for word in &self.words {
            set(&mut self.own, word.word);
            set(&mut self.reach, word.word);
            near.of(word.word).iter().for_each(|(near, _)| set(&mut self.reach, *near));
        }
        let places: u32 = self.own.iter().map(|bits| bits.count_ones()).sum();
        self.hidden = u32::try_from(self.words.len()).unwrap_or(u32::MAX) - places;
        let mut squares: Vec<f64> = self.words.iter().map(|word| word.weight * word.weight).collect();
        squares.sort_by(|one, other| other.total_cmp(one));
        let mut sum = 0.0;
        for (at, strongest) in self.strongest.iter_mut().enumerate() {
            sum += squares.get(at).copied().unwrap_or_default();
            *strongest = sum;
        }
    }

    /// What the cosine with another pool can be at most, near words counted: as much as the strongest words of both
    /// give, for as many words as the two can have in common. A hundred times faster than comparing them.
    pub(super) fn cosine_at_most(&self, other: &Self) -> f64 {
        let norms = self.norm * other.norm;
        let meeting = self.reach.iter().zip(&other.own).map(|(reach, own)| (reach & own).count_ones());
        let many = (meeting.sum::<u32>() + other.hidden) as usize;
        match many {
            _ if norms <= 0.0 => 0.0,
            0 => 0.0,
            // A little more than that: sums of floats are not exact.
            1..=STRONGEST => {
                let squares = self.strongest[many - 1] * other.strongest[many - 1];
                squares.sqrt() / norms * (1.0 + 1e-9)
            }
            _ => 1.0 + 1e-9,
        }
    }
}

fn set(sieve: &mut Sieve, word: u32) {
    // Neighbouring numbers are given to words that are met together: spread them (Knuth's multiplicative hash).
    let place = word.wrapping_mul(2_654_435_769) >> 23;
    sieve[(place >> 6) as usize] |= 1 << (place & 63);
}

#[cfg(test)]
mod tests {
    use super::super::score::common;
    use super::*;

    /// Pools of pseudo-random words: few or many, weak or strong.
    fn pools() -> Vec<Pool> {
        let mut state = 7_u32;
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % most
        };
        let mut pool = || {
            let mut words: Vec<u32> = (0..1 + next(20)).map(|_| next(90)).collect();
            words.sort_unstable();
            words.dedup();
            let weighed =
                |word| Weighed { word, role: TermRole::Near, weight: f64::from(1 + next(40)) / 10.0 };
            Pool::of(words.into_iter().map(weighed).collect(), &Neighbours::default())
        };
        (0..80).map(|_| pool()).collect()
    }

    #[test]
    fn no_cosine_is_larger_than_its_estimate() {
        let pools = pools();
        let mut closely = 0;
        for one in &pools {
            for other in &pools {
                let (exact, most) =
                    (common(one, other, &Neighbours::default()).cosine, one.cosine_at_most(other));
                assert!(exact <= most, "{exact} is more than {most}");
                closely += usize::from(most < 0.5);
            }
        }
        assert!(closely > 1000, "an estimate of one is no estimate");
    }
}
