//! Which articles are of one story, as far as the entities tell that they name.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::gist;

/// A word in the names of more articles than this tells of no story.
const MOST_ARTICLES: usize = 16;

/// Shorter words of names are "St", "Bay" and initials.
const SHORTEST: usize = 4;

/// What each article of a run names.
#[derive(Debug, Default)]
pub(super) struct Stories {
    named: Vec<Named>,
}

/// What one article names.
#[derive(Debug, Default)]
struct Named {
    entities: Numbers,
    /// The words of their names that other articles may know something else by: the San Brenno tunnel and the Brenno
    /// clinic are of one place.
    words: Numbers,
}

impl Stories {
    /// Takes the entities of each article, and its names.
    pub(super) fn new<'n>(named: impl Iterator<Item = (BTreeSet<usize>, BTreeSet<&'n str>)>) -> Self {
        let named: Vec<_> = named.map(|(entities, names)| (entities, words_of(&names))).collect();
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for word in named.iter().flat_map(|(_, words)| words) {
            *holders.entry(word).or_default() += 1;
        }
        let telling = holders.into_iter().filter(|(_, articles)| (2..=MOST_ARTICLES).contains(articles));
        let numbers: BTreeMap<&str, usize> = telling.zip(0..).map(|((word, _), at)| (word, at)).collect();
        let number = |(entities, words): (BTreeSet<usize>, BTreeSet<&str>)| {
            let words = words.into_iter().filter_map(|word| numbers.get(word).copied()).collect();
            Named { entities: Numbers::new(entities), words: Numbers::new(words) }
        };
        Self { named: named.into_iter().map(number).collect() }
    }

    /// How far two articles are of one story: 0, a half or 1 for no, one or more common entities.
    pub(super) fn common(&self, one: usize, other: usize) -> f64 {
        let (one, other) = (&self.named[one], &self.named[other]);
        one.entities.common(&other.entities).take(2).count() as f64 / 2.0
    }

    /// Whether two articles tell of different things: both name several entities, and none in common, not by a word
    /// of a name either. Asked first of every pair of claims, since most pairs of a large folder are of two stories.
    pub(super) fn are_apart(&self, one: usize, other: usize) -> bool {
        if one == other {
            return false;
        }
        let (one, other) = (&self.named[one], &self.named[other]);
        let several = |named: &Named| named.entities.list.len() >= 2;
        let meet = |one: &Numbers, other: &Numbers| one.common(other).next().is_some();
        several(one)
            && several(other)
            && !meet(&one.entities, &other.entities)
            && !meet(&one.words, &other.words)
    }
}

/// The words of folded names that are none otherwise: "North" and "Bank" are in the names of many things.
fn words_of<'n>(names: &BTreeSet<&'n str>) -> BTreeSet<&'n str> {
    let words = names.iter().flat_map(|name| name.split(' '));
    words.filter(|word| word.chars().count() >= SHORTEST && !gist::knows(word)).collect()
}

/// So many places that the few dozen numbers of two articles seldom share one by chance.
type Sieve = [u64; 16];

/// Numbers in order.
#[derive(Debug, Default)]
struct Numbers {
    list: Vec<usize>,
    /// The same as a set of places: where two of these sets are disjoint, so are the numbers.
    sieve: Sieve,
}

impl Numbers {
    fn new(numbers: BTreeSet<usize>) -> Self {
        let mut sieve = Sieve::default();
        for number in &numbers {
            sieve[number / 64 % sieve.len()] |= 1 << (number % 64);
        }
        Self { list: numbers.into_iter().collect(), sieve }
    }

    /// What two lists have in common.
    fn common<'l>(&'l self, other: &'l Self) -> impl Iterator<Item = usize> + 'l {
        let disjoint = self.sieve.iter().zip(&other.sieve).all(|(one, other)| one & other == 0);
        let all = if disjoint { 0 } else { self.list.len() };
        let (mut left, mut right) = (self.list[..all].iter().peekable(), other.list.iter().peekable());
        std::iter::from_fn(move || {
            while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
                match first.cmp(second) {
                    Ordering::Less => drop(left.next()),
                    Ordering::Greater => drop(right.next()),
                    Ordering::Equal => {
                        right.next();
                        return left.next().copied();
                    }
                }
            }
            None
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(named: &[(&[usize], &[&'static str])]) -> Stories {
        let sets = |(entities, names): &(&[usize], &[&'static str])| {
            (entities.iter().copied().collect(), names.iter().copied().collect())
        };
        Stories::new(named.iter().map(sets))
    }

    #[test]
    fn articles_that_name_nothing_in_common_are_apart_unless_they_name_next_to_nothing() {
        let stories = stories(&[(&[1, 2, 300], &[]), (&[2, 300], &[]), (&[4, 5, 257], &[]), (&[9], &[])]);
        assert_eq!(stories.common(0, 1), 1.0);
        // 1 and 257 share a place in the sieve.
        assert_eq!(stories.common(0, 2), 0.0);
        assert!(stories.are_apart(0, 2) && !stories.are_apart(0, 1));
        assert!(!stories.are_apart(0, 3), "one name tells nothing");
        assert!(!stories.are_apart(0, 0));
    }

    #[test]
    fn a_word_of_a_name_brings_two_articles_together() {
        let pass = (&[1, 2][..], &["san brenno", "liv aaberg"][..]);
        let clinic = (&[3, 4][..], &["brenno clinic", "jan kolar"][..]);
        let other = (&[5, 6][..], &["san remo", "jan beck"][..]);
        let stories = stories(&[pass, clinic, other]);
        assert!(!stories.are_apart(0, 1));
        assert_eq!(stories.common(0, 1), 0.0, "it is no entity that both name");
        assert!(stories.are_apart(0, 2) && stories.are_apart(1, 2), "short words tell nothing");
    }
}
