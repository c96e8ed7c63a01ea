//! Which articles are of one story, as far as the entities tell that they name.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Entities as a set of 256 places: where two of these sets are disjoint, so are the entities.
type Sieve = [u64; 4];

/// What each article of a run names.
#[derive(Debug, Default)]
pub(super) struct Stories {
    named: Vec<Named>,
}

/// What one article names.
#[derive(Debug, Default)]
struct Named {
    /// The entities, in order.
    entities: Vec<usize>,
    sieve: Sieve,
}

impl Stories {
    /// Takes the entities of each article.
    pub(super) fn new(named: impl Iterator<Item = BTreeSet<usize>>) -> Self {
        Self { named: named.map(Named::new).collect() }
    }

    /// How far two articles are of one story: 0, a half or 1 for no, one or more common entities.
    pub(super) fn common(&self, one: usize, other: usize) -> f64 {
        let (one, other) = (&self.named[one], &self.named[other]);
        if one.is_disjoint(other) {
            return 0.0;
        }
        let (mut left, mut right) = (one.entities.iter().peekable(), other.entities.iter().peekable());
        let mut common = 0;
        while let (Some(first), Some(second)) = (left.peek(), right.peek())
            && common < 2
        {
            match first.cmp(second) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    common += 1;
                    left.next();
                    right.next();
                }
            }
        }
        f64::from(common) / 2.0
    }

    /// Whether two articles tell of different things: both name several entities, and none in common. Asked first
    /// of every pair of claims, since most pairs of a large folder are of two stories.
    pub(super) fn are_apart(&self, one: usize, other: usize) -> bool {
        let named = |article: usize| self.named[article].entities.len();
        one != other && named(one).min(named(other)) >= 2 && self.common(one, other) == 0.0
    }
}

impl Named {
    fn new(entities: BTreeSet<usize>) -> Self {
        let mut sieve = Sieve::default();
        for entity in &entities {
            sieve[entity >> 6 & 3] |= 1 << (entity & 63);
        }
        Self { entities: entities.into_iter().collect(), sieve }
    }

    /// Whether the two surely name nothing in common.
    fn is_disjoint(&self, other: &Self) -> bool {
        self.sieve.iter().zip(&other.sieve).all(|(one, other)| one & other == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_that_name_nothing_in_common_are_apart_unless_they_name_next_to_nothing() {
        let named = [&[1, 2, 300][..], &[2, 300], &[4, 5, 257], &[9]];
        let stories = Stories::new(named.iter().map(|named| named.iter().copied().collect()));
        assert_eq!(stories.common(0, 1), 1.0);
        // 1 and 257 share a place in the sieve.
        assert_eq!(stories.common(0, 2), 0.0);
        assert!(stories.are_apart(0, 2) && !stories.are_apart(0, 1));
        assert!(!stories.are_apart(0, 3), "one name tells nothing");
        assert!(!stories.are_apart(0, 0));
    }
}
