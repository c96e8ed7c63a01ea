//! Items to groups that speak of the same thing.
//!
//! First claims with the same value are put together where their words meet: a figure that two articles share shows
//! in which words each of them speaks of it. Then groups with different values are joined, the likest first, never two
//! values of one article: an article that gives two figures speaks of two things.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{Item, Items};
use super::score::{Common, Pool, Stand, common, excluded, likeness, stand, threshold, worlds_apart};
use rayon::prelude::*;

use crate::model::{Context, Marks, Shape};
use crate::value::Value;

/// Words that more items than this share lead to no pair: they tell nothing, and pairs stay linear.
const COMMON: usize = 64;

/// So many members stand for a group where each would have to be compared with each: a story that hundreds of articles
/// tell costs what its articles cost.
const SAMPLE: usize = 32;

/// A group of items.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Positions in [`Items::items`], in order.
    pub(super) members: Vec<usize>,
    pub(super) pool: Pool,
    /// The words by which its parts met, those that count most first.
    pub(super) met_by: Vec<u32>,
    /// Whether a text says that one of its values replaced another.
    pub(super) updated: bool,
}

/// Groups all items.
pub(super) fn groups(items: &Items<'_>) -> Vec<Group> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.items.iter().enumerate() {
        by_key.entry(&item.proposal.context.key).or_default().push(at);
    }
    let keys: Vec<Vec<usize>> = by_key.into_values().collect();
    keys.par_iter().flat_map_iter(|members| of_one_key(items, members)).collect()
}

fn of_one_key(items: &Items<'_>, members: &[usize]) -> Vec<Group> {
    let item = |at: usize| &items.items[at];
    let mut groups: Vec<Group> = members
        .iter()
        .map(|at| Group { members: vec![*at], pool: Pool::of(item(*at)), ..Default::default() })
        .collect();
    let shape = item(members[0]).proposal.context.shape;
    join(items, &mut groups, shape, true);
    replaced(items, &mut groups);
    join(items, &mut groups, shape, false);
    groups
}

/// Pairs of groups that share a telling word.
fn candidates(items: &Items<'_>, groups: &[Group]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for word in &group.pool.words {
            holders.entry(word.word).or_default().push(at);
            // A word also leads to those near it in meaning.
            for (near, _) in items.near.of(word.word) {
                holders.entry(*near).or_default().push(at);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for holders in holders.values_mut() {
        holders.dedup();
    }
    for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
        for (step, one) in holders.iter().enumerate() {
            pairs.extend(holders[step + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs.extend(same_digits(items, groups));
    // Roles may have no words at all: "head office will be in Aro".
    let bare: Vec<usize> =
        (0..groups.len()).filter(|at| groups[*at].pool.words.is_empty()).take(COMMON).collect();
    for one in bare {
        pairs.extend(
            (0..groups.len())
                .filter(|other| *other != one)
                .take(COMMON)
                .map(|other| (one.min(other), one.max(other))),
        );
    }
    pairs
}

/// Whether two measures have the same digits, in the same unit or another: 640 GB and 640 TB.
fn same_digits_of(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    let amount = |group: &Group| match &items.items[group.members[0]].proposal.context.value {
        Value::Quantity(quantity) => Some(quantity.amount.anchor().normalize()),
        _ => None,
    };
    amount(one).is_some_and(|digits| digits.mantissa().abs() > 10 && Some(digits) == amount(other))
}

/// Pairs of groups whose figures have the same two or more significant digits: they may meet without a common word.
fn same_digits(items: &Items<'_>, groups: &[Group]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<i128, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
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
    let few = holders.into_values().filter(|holders| holders.len() <= COMMON);
    few.flat_map(|holders| {
        let pairs = holders
            .iter()
            .enumerate()
            .flat_map(|(step, one)| holders[step + 1..].iter().map(|other| (*one, *other)));
        pairs.collect::<Vec<_>>()
    })
    .collect()
}

/// How likely two groups are one, and by which words they meet; nothing when that is not enough.
fn score(items: &Items<'_>, one: &Group, other: &Group, shape: Shape, same: bool) -> Option<(f64, Vec<u32>)> {
    let alike = same_digits_of(items, one, other);
    let bare = one.pool.words.is_empty() || other.pool.words.is_empty();
    let common = closest(items, one, other);
    if common.words.is_empty() && !alike && !bare {
        return None;
    }
    let stand = stand_of(items, one, other).filter(|stand| (*stand == Stand::Same) == same)?;
    let context = |group: &Group, of: fn(&Context) -> Option<&str>| {
        group.members.iter().find_map(|at| of(&items.items[*at].proposal.context))
    };
    let shares = |of: fn(&Context) -> Option<&str>| {
        context(one, of).is_some() && context(one, of) == context(other, of)
    };
    let value = &items.items[one.members[0]].proposal.context.value;
    let mut score = likeness(shape, &common, stand, value, shares(|context| context.frame));
    if shares(|context| context.counted.as_deref()) {
        score += 0.08;
    }
    if alike {
        score += 0.2;
    }
    if shape == Shape::Role && bare {
        score = 0.5;
    }
    let words = common.words.iter().map(|(word, _)| *word).take(4).collect();
    (score >= threshold(shape, stand, value)).then_some((score, words))
}

/// Joins groups, the likest first: those of the same value, or those of different ones.
fn join(items: &Items<'_>, groups: &mut Vec<Group>, shape: Shape, same: bool) {
    let pairs: Vec<(usize, usize)> = candidates(items, groups).into_iter().collect();
    let scored = pairs.par_iter().filter_map(|(one, other)| {
        let (score, words) = score(items, &groups[*one], &groups[*other], shape, same)?;
        Some((score, *one, *other, words))
    });
    let mut ranked: Vec<(f64, usize, usize, Vec<u32>)> = scored.collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut home: Vec<usize> = (0..groups.len()).collect();
    for (_, one, other, words) in ranked {
        let (left, right) = (find(&mut home, one), find(&mut home, other));
        if left == right || !may_join(items, &groups[left], &groups[right], same) {
            continue;
        }
        let (kept, gone) = (left.min(right), left.max(right));
        let taken = std::mem::take(&mut groups[gone]);
        let group = &mut groups[kept];
        group.members.extend(taken.members);
        group.members.sort_unstable();
        group.pool.take(&taken.pool);
        group.met_by.extend(words);
        group.met_by.extend(taken.met_by);
        group.updated |= taken.updated;
        home[gone] = kept;
    }
    groups.retain(|group| !group.members.is_empty());
}

fn find(home: &mut [usize], mut at: usize) -> usize {
    while home[at] != at {
        home[at] = home[home[at]];
        at = home[at];
    }
    at
}

/// How the values of two groups stand: as their closest members do. Nothing when members exclude each other.
fn stand_of(items: &Items<'_>, one: &Group, other: &Group) -> Option<Stand> {
    let mut closest: Option<Stand> = None;
    let mut apart = true;
    for left in one.members.iter().take(8) {
        for right in other.members.iter().take(8) {
            let (left, right) = (&items.items[*left], &items.items[*right]);
            let stand = stand(&left.proposal.context.value, &right.proposal.context.value);
            if excluded(left, right, stand) {
                return None;
            }
            apart &= worlds_apart(&left.proposal.context.value, &right.proposal.context.value);
            closest = Some(closest.map_or(stand, |closest| closest.min(stand)));
        }
    }
    closest.filter(|stand| *stand != Stand::Different || !apart)
}

/// What two groups have in common: all their words together, or those of their likest members, whichever is more.
fn closest(items: &Items<'_>, one: &Group, other: &Group) -> Common {
    let mut best = common(&one.pool.words, &other.pool.words, &items.near);
    if one.members.len() == 1 && other.members.len() == 1 {
        return best;
    }
    for left in one.members.iter().take(8) {
        for right in other.members.iter().take(8) {
            let pair = common(&items.items[*left].words, &items.items[*right].words, &items.near);
            if pair.cosine > best.cosine {
                best = pair;
            }
        }
    }
    best
}

/// Whether the members of two groups can stand together: none excludes another, and no article gives two values.
fn may_join(items: &Items<'_>, one: &Group, other: &Group, same: bool) -> bool {
    one.members.iter().take(SAMPLE).all(|left| {
        other.members.iter().take(SAMPLE).all(|right| {
            let (left, right) = (&items.items[*left], &items.items[*right]);
            let stand = stand(&left.proposal.context.value, &right.proposal.context.value);
            let past = is_old(left) || is_old(right) || is_withdrawn(left) || is_withdrawn(right);
            let clash = left.source == right.source && stand != Stand::Same && !past;
            !clash
                && !excluded_across(left, right, stand)
                && (!same || stand <= Stand::Slip || left.source != right.source)
        })
    })
}

fn excluded_across(left: &Item<'_>, right: &Item<'_>, stand: Stand) -> bool {
    !(is_old(left) || is_old(right)) && excluded(left, right, stand)
}

/// Whether the article itself says that the value no longer counts.
fn is_withdrawn(item: &Item<'_>) -> bool {
    let marks = item.proposal.context.marks;
    marks.has(Marks::EARLIER) || marks.has(Marks::REJECTED)
}

fn is_old(item: &Item<'_>) -> bool {
    item.proposal.context.marks.has(Marks::OLD)
}

/// "from 25 to 27": the sentence itself says that one value replaced the other, so the groups of the two are one
/// matter with a history.
fn replaced(items: &Items<'_>, groups: &mut Vec<Group>) {
    let mut place: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        place.extend(group.members.iter().map(|member| (*member, at)));
    }
    let mut pairs = Vec::new();
    for (member, at) in &place {
        let old = &items.items[*member];
        if !is_old(old) || groups[*at].members.len() < 2 {
            continue;
        }
        let quote = old.proposal.claim.anchor.span();
        let new = place.iter().find(|(other, there)| {
            let item = &items.items[**other];
            *there != at
                && item.source == old.source
                && !is_old(item)
                && item
                    .proposal
                    .claim
                    .anchor
                    .span()
                    .zip(quote)
                    .is_some_and(|(one, other)| one.overlaps(other))
        });
        pairs.extend(new.map(|(_, there)| (*at, *there)));
    }
    let mut home: Vec<usize> = (0..groups.len()).collect();
    for (one, other) in pairs {
        let (left, right) = (find(&mut home, one), find(&mut home, other));
        if left == right || !may_join(items, &groups[left], &groups[right], false) {
            continue;
        }
        let (kept, gone) = (left.min(right), left.max(right));
        let taken = std::mem::take(&mut groups[gone]);
        let group = &mut groups[kept];
        group.members.extend(taken.members);
        group.members.sort_unstable();
        group.pool.take(&taken.pool);
        group.met_by.extend(taken.met_by);
        group.updated = true;
        home[gone] = kept;
    }
    groups.retain(|group| !group.members.is_empty());
}
