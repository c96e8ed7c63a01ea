//! Texts as numbers: each distinct text is kept once.

use std::hash::BuildHasher as _;

use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};

/// Distinct texts, numbered in the order in which they came. Hashing is keyed anew in each run, so that no input can
/// be made to collide; numbers depend on the order of the input alone.
#[derive(Debug, Default)]
pub(super) struct Interner {
    text: String,
    ends: Vec<usize>,
    numbers: HashTable<Slot>,
    hasher: DefaultHashBuilder,
}

/// A text's number, and where it stands: a large table's texts are far apart in memory, so each look counts.
#[derive(Debug, Clone, Copy)]
struct Slot {
    start: usize,
    length: u32,
    number: u32,
}

impl Slot {
    fn text(self, all: &str) -> &str {
        &all[self.start..self.start + self.length as usize]
    }
}

impl Interner {
    /// The number of a text.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        let (all, hasher) = (&self.text, &self.hasher);
        let entry = self.numbers.entry(
            hasher.hash_one(text),
            |slot| slot.length as usize == text.len() && slot.text(all) == text,
            |slot| hasher.hash_one(slot.text(all)),
        );
        match entry {
            Entry::Occupied(known) => known.get().number,
            Entry::Vacant(free) => {
                let number = u32::try_from(self.ends.len()).expect("a table holds fewer than 2^32 texts");
                let length = u32::try_from(text.len()).expect("a cell holds fewer than 2^32 bytes");
                free.insert(Slot { start: self.text.len(), length, number });
                self.text.push_str(text);
                self.ends.push(self.text.len());
                number
            }
        }
    }

    /// The text of a number.
    pub(super) fn text(&self, number: u32) -> &str {
        let at = number as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start..self.ends[at]]
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Forgets how to find numbers; texts stay.
    pub(super) fn close(&mut self) {
        self.numbers = HashTable::new();
    }
}

/// Numbers pairs of an entity and an attribute.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pairs: Vec<(u32, u32)>,
    /// For each of the first attributes the pair's number by entity, plus one: most tables have few attributes, and a
    /// place in a list is found faster than a place in a hash table.
    near: Vec<Vec<u32>>,
    far: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// Attributes that have lists.
const NEAR: u32 = 8;

impl Pairs {
    /// The number of an entity's attribute.
    pub(super) fn number(&mut self, (entity, attribute): (u32, u32)) -> u32 {
        let next = u32::try_from(self.pairs.len()).expect("a table holds fewer than 2^32 items");
        if attribute >= NEAR {
            return self.far_number((entity, attribute), next);
        }
        let (row, place) = (attribute as usize, entity as usize);
        if self.near.len() <= row {
            self.near.resize(row + 1, Vec::new());
        }
        if self.near[row].len() <= place {
            self.near[row].resize(place + 1, 0);
        }
        let known = &mut self.near[row][place];
        if *known == 0 {
            *known = next + 1;
            self.pairs.push((entity, attribute));
        }
        *known - 1
    }

    fn far_number(&mut self, pair: (u32, u32), next: u32) -> u32 {
        let (pairs, hasher) = (&self.pairs, &self.hasher);
        let entry = self.far.entry(
            hasher.hash_one(pair),
            |number| pairs[*number as usize] == pair,
            |number| hasher.hash_one(pairs[*number as usize]),
        );
        match entry {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                free.insert(next);
                self.pairs.push(pair);
                next
            }
        }
    }

    /// The pairs by number.
    pub(super) fn all(&self) -> &[(u32, u32)] {
        &self.pairs
    }

    /// Forgets how to find numbers; pairs stay.
    pub(super) fn close(&mut self) {
        (self.near, self.far) = (Vec::new(), HashTable::new());
    }
}
