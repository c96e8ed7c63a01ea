//! Which groups are worth comparing: those that share a telling word, or the digits of a figure.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cluster::Group;
use super::item::Items;
use crate::value::Value;

/// Words that more groups than this share lead to no pair: they tell nothing, and pairs stay linear.
const COMMON: usize = 64;

/// For each group the groups that it may be one with.
pub(super) struct Candidates {
    /// Word and group, by word: of each group its words and those near them in meaning.
    holders: Vec<(u32, u32)>,
    /// Of each group the stretches of `holders` that its words lead to.
    telling: Vec<Vec<Range<u32>>>,
    /// Pairs without a common word, the earlier group first.
    others: Vec<(u32, u32)>,
}

impl Candidates {
    /// Finds what leads from one group to another.
    pub(super) fn new(items: &Items<'_>, groups: &[Group]) -> Self {
        let mut holders: Vec<(u32, u32)> = Vec::new();
        for (group, at) in groups.iter().zip(0..) {
            for word in &group.pool.words {
                holders.push((word.word, at));
                // A word also leads to those near it in meaning.
                holders.extend(items.near.of(word.word).iter().map(|(near, _)| (*near, at)));
            }
        }
        holders.sort_unstable();
        holders.dedup();
        let mut telling = vec![Vec::new(); groups.len()];
        let mut start = 0;
        for word in holders.chunk_by(|one, other| one.0 == other.0) {
            let end = start + word.len();
            if (2..=COMMON).contains(&word.len()) {
                let range = at(start)..at(end);
                word.iter().for_each(|(_, group)| telling[*group as usize].push(range.clone()));
            }
            start = end;
        }
        let mut others = same_digits(items, groups);
        others.extend(sole_of_frame(items, groups));
        others.extend(bare(groups));
        others.sort_unstable();
        others.dedup();
        Self { holders, telling, others }
    }

    /// The groups behind `one` that it may be one with, in order.
    pub(super) fn of(&self, one: usize) -> Vec<usize> {
        let first = at(one);
        let most = self.telling[one].iter().map(|range| range.len()).sum();
        let mut found: Vec<u32> = Vec::with_capacity(most);
        for range in &self.telling[one] {
            let holders = &self.holders[range.start as usize..range.end as usize];
            let behind = holders.partition_point(|(_, other)| *other <= first);
            found.extend(holders[behind..].iter().map(|(_, other)| *other));
        }
        let start = self.others.partition_point(|(group, _)| *group < first);
        let own = self.others[start..].iter().take_while(|(group, _)| *group == first);
        found.extend(own.map(|(_, other)| *other));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|other| other as usize).collect()
    }
}

fn at(place: usize) -> u32 {
    u32::try_from(place).expect("fewer than 2^32 words in all claims")
}

/// Pairs of groups whose figures have the same two or more significant digits: they may meet without a common word.
fn same_digits(items: &Items<'_>, groups: &[Group]) -> Vec<(u32, u32)> {
    let mut holders: BTreeMap<i128, Vec<u32>> = BTreeMap::new();
    for (group, at) in groups.iter().zip(0..) {
        let value = &items.items[group.members[0]].proposal.context.value;
        if let Value::Quantity(quantity) = value {
            let digits = quantity.amount.anchor().normalize().mantissa();
            let mut digits = digits.abs();
            while digits != 0 && digits % 10 == 0 {
                digits /= 10;
            }
            if digits > 10 {
                holders.entry(digits).or_default().push(at);
            }
        }
    }
    pairs_of(holders.into_values())
}

/// Pairs of values of one attribute of which their articles give no other value.
fn sole_of_frame(items: &Items<'_>, groups: &[Group]) -> Vec<(u32, u32)> {
    let mut holders: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (group, at) in groups.iter().zip(0..) {
        let item = &items.items[group.members[0]];
        let context = &item.proposal.context;
        if let Some(frame) = context.frame.filter(|_| item.sole) {
            holders.entry(frame).or_default().push(at);
        }
    }
    pairs_of(holders.into_values())
}

/// The pairs among those that hold the same thing, where they are not too many.
fn pairs_of(holders: impl Iterator<Item = Vec<u32>>) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for holders in holders.filter(|holders| holders.len() <= COMMON) {
        for (step, one) in holders.iter().enumerate() {
            pairs.extend(holders[step + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs
}

/// Roles may have no words at all: "head office will be in Aro".
fn bare(groups: &[Group]) -> impl Iterator<Item = (u32, u32)> {
    let bare = groups.iter().zip(0..).filter(|(group, _)| group.pool.words.is_empty()).take(COMMON);
    bare.flat_map(|(_, one)| {
        (0..at(groups.len()))
            .filter(move |other| *other != one)
            .take(COMMON)
            .map(move |other| (one.min(other), one.max(other)))
    })
}
