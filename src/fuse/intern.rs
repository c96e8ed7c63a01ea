//! Texts as numbers: each distinct text is kept once.

use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Distinct texts, numbered in the order in which they came. Hashing is keyed anew in each run, so that no input can
/// be made to collide; numbers depend on the order of the input alone.
#[derive(Debug, Default)]
pub(super) struct Interner {
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let (all, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let entry = self.numbers.entry(
            hash,
            |number| slice(all, ends, *number) == text,
            |number| hasher.hash_one(slice(all, ends, *number)),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(known) => *known.get(),
            hashbrown::hash_table::Entry::Vacant(free) => {
                let number = u32::try_from(ends.len()).expect("a table holds fewer than 2^32 texts");
                free.insert(number);
                self.text.push_str(text);
                self.ends.push(self.text.len());
                number
            }
        }
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        slice(&self.text, &self.ends, number)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

fn slice<'t>(all: &'t str, ends: &[usize], number: u32) -> &'t str {
    let at = number as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &all[start..ends[at]]
}

/// Numbers pairs of numbers.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: Vec<(u32, u32)>,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Pairs {
    /// The number of a pair.
    pub(super) fn number(&mut self, pair: (u32, u32)) -> u32 {
        let (pairs, hasher) = (&self.pairs, &self.hasher);
        let entry = self.numbers.entry(
            hasher.hash_one(pair),
            |number| pairs[*number as usize] == pair,
            |number| hasher.hash_one(pairs[*number as usize]),
        );
        match entry {
            hashbrown::hash_table::Entry::Occupied(known) => *known.get(),
            hashbrown::hash_table::Entry::Vacant(free) => {
                let number = u32::try_from(pairs.len()).expect("a table holds fewer than 2^32 items");
                free.insert(number);
                self.pairs.push(pair);
                number
            }
        }
    }

    /// The pairs by number.
    pub(super) fn all(&self) -> &[(u32, u32)] {
        &self.pairs
    }
}
