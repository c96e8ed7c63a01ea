//! Items to groups that speak of the same thing.
//!
//! First claims with the same value are put together where their words meet: a figure that two articles share shows
//! in which words each of them speaks of it. Then groups with different values are joined, the likest first, never two
//! values of one article: an article that gives two figures speaks of two things.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::Candidates;
use super::item::{Item, Items};
use super::pool::Pool;
use super::rival;
use super::score::{Common, common, excluded, of_other_matter};
use super::stand::{Stand, Standing, Standings};
use rayon::prelude::*;

use crate::model::Marks;

/// So many members stand for a group where each would have to be compared with each: a story that hundreds of articles
/// tell costs what its articles cost.
const SAMPLE: usize = 32;

/// A group of items.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Positions in [`Items::items`], in order.
    pub(super) members: Vec<usize>,
    pub(super) pool: Pool,
    /// The built-in attribute that its first member with one has.
    pub(super) frame: Option<&'static str>,
    /// What its first member that counts something counts, as a word.
    pub(super) counted: Option<u32>,
    /// The other articles that seem to give its value, whether their claims joined it or not.
    pub(super) echo: BTreeSet<usize>,
    /// The words by which its parts met, those that count most first.
    pub(super) met_by: Vec<u32>,
    /// Whether a text says that one of its values replaced another.
    pub(super) updated: bool,
}

impl Group {
    /// One claim by itself.
    pub(super) fn of(items: &Items<'_>, at: usize) -> Self {
        let item = &items.items[at];
        Self {
            members: vec![at],
            pool: item.pool.clone(),
            frame: item.frame,
            counted: item.counted,
            ..Self::default()
        }
    }

    /// Takes in another group.
    fn take(&mut self, other: Self, items: &Items<'_>) {
        self.members.extend(other.members);
        self.members.sort_unstable();
        self.pool.take(&other.pool, &items.near);
        self.met_by.extend(other.met_by);
        self.updated |= other.updated;
        self.echo.extend(other.echo);
        self.frame = self.members.iter().find_map(|at| items.items[*at].frame);
        self.counted = self.members.iter().find_map(|at| items.items[*at].counted);
    }
}

/// Groups all items.
pub(super) fn groups(items: &Items<'_>) -> Vec<Group> {
    of_keys(items).into_par_iter().flat_map_iter(|members| of_one_key(items, &members)).collect()
}

/// The items that may meet at all: those of one kind and unit, or of one attribute.
pub(super) fn of_keys(items: &Items<'_>) -> Vec<Vec<usize>> {
    let mut by_key: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, item) in items.items.iter().enumerate() {
        by_key.entry(&item.proposal.context.key).or_default().push(at);
    }
    by_key.into_values().collect()
}

fn of_one_key(items: &Items<'_>, members: &[usize]) -> Vec<Group> {
    let mut groups = of_one_value(items, members);
    let ranked = ranked(items, &groups, |one, other| rival::met(items, one, other));
    join(items, &mut groups, ranked, false);
    groups
}

/// The groups in which each has one value, or a value and what it replaced.
pub(super) fn of_one_value(items: &Items<'_>, members: &[usize]) -> Vec<Group> {
    let mut groups: Vec<Group> = members.iter().map(|at| Group::of(items, *at)).collect();
    let mut ranked = ranked(items, &groups, |one, other| rival::repeats(items, one, other));
    for met in &ranked {
        let source = |at: usize| items.items[groups[at].members[0]].source;
        let (one, other) = (source(met.one), source(met.other));
        if one != other {
            groups[met.one].echo.insert(other);
            groups[met.other].echo.insert(one);
        }
    }
    ranked.retain(|met| met.score >= 0.0);
    join(items, &mut groups, ranked, true);
    replaced(items, &mut groups);
    groups
}

/// Whether two measures have the same digits, in the same unit or another: 640 GB and 640 TB.
pub(super) fn same_digits_of(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    let digits = |group: &Group| items.items[group.members[0]].digits;
    digits(one).is_some_and(|(digits, _)| digits.abs() > 10) && digits(one) == digits(other)
}

/// The words by which two met, the first four.
pub(super) fn words(common: &Common) -> Vec<u32> {
    common.words.iter().map(|(word, _)| *word).take(4).collect()
}

/// Two groups that seem to be of one thing.
struct Met {
    /// How far beyond what is needed.
    score: f64,
    one: usize,
    other: usize,
    words: Vec<u32>,
}

/// The pairs that `score` finds something in, the likest first.
fn ranked(
    items: &Items<'_>,
    groups: &[Group],
    score: impl Fn(&Group, &Group) -> Option<(f64, Vec<u32>)> + Sync,
) -> Vec<Met> {
    let candidates = Candidates::new(items, groups);
    let of_one = |one: usize| {
        let others = candidates.of(one).into_iter();
        let scored = others.filter_map(|other| {
            let (score, words) = score(&groups[one], &groups[other])?;
            Some(Met { score, one, other, words })
        });
        scored.collect::<Vec<_>>()
    };
    let mut ranked: Vec<Met> = (0..groups.len()).into_par_iter().flat_map_iter(of_one).collect();
    ranked.sort_unstable_by(|one, other| {
        other.score.total_cmp(&one.score).then((one.one, one.other).cmp(&(other.one, other.other)))
    });
    ranked
}

/// Joins groups in the order of the pairs: those of the same value, or those of different ones.
fn join(items: &Items<'_>, groups: &mut Vec<Group>, ranked: Vec<Met>, same: bool) {
    let mut home: Vec<usize> = (0..groups.len()).collect();
    for met in ranked {
        let (left, right) = (find(&mut home, met.one), find(&mut home, met.other));
        if left == right || !may_join(items, &groups[left], &groups[right], same) {
            continue;
        }
        let (kept, gone) = (left.min(right), left.max(right));
        let taken = std::mem::take(&mut groups[gone]);
        groups[kept].met_by.extend(met.words);
        groups[kept].take(taken, items);
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
pub(super) fn stand_of<'i>(items: &'i Items<'_>, one: &'i Group, other: &'i Group) -> Option<Stand> {
    let first = |group: &'i Group| group.members.iter().map(|at| &items.items[*at]).take(8);
    let standings = Standings::of(first(one), first(other));
    let mut closest: Option<Stand> = None;
    for (left, right, standing) in standings.pairs() {
        if excluded(left, right, standing) {
            return None;
        }
        if closest != Some(Stand::Same) {
            closest = Some(closest.map_or(standing.get(), |closest| closest.min(standing.get())));
        }
    }
    let apart = || standings.distinct().all(Standing::worlds_apart);
    closest.filter(|stand| *stand != Stand::Different || !apart())
}

/// What two groups have in common: all their words together, or those of their likest members, whichever is more.
pub(super) fn closest(items: &Items<'_>, one: &Group, other: &Group) -> Common {
    let mut best = common(&one.pool, &other.pool, &items.near);
    if one.members.len() == 1 && other.members.len() == 1 {
        return best;
    }
    let worth = |common: &Common| common.cosine * if common.matter { 1.0 } else { 0.5 };
    for (left, right) in closest_pools(items, one, other) {
        if left.cosine_at_most(right) > worth(&best) {
            let pair = common(left, right, &items.near);
            if worth(&pair) > worth(&best) {
                best = pair;
            }
        }
    }
    best
}

/// More than what [`closest`] can find.
pub(super) fn cosine_at_most(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    let most = one.pool.cosine_at_most(&other.pool);
    if one.members.len() == 1 && other.members.len() == 1 {
        return most;
    }
    let members = closest_pools(items, one, other).map(|(left, right)| left.cosine_at_most(right));
    members.fold(most, f64::max)
}

/// The words of the first members of two groups, each with each.
fn closest_pools<'i>(
    items: &'i Items<'_>,
    one: &'i Group,
    other: &'i Group,
) -> impl Iterator<Item = (&'i Pool, &'i Pool)> {
    let pools = |group: &'i Group| group.members.iter().take(8).map(|at| &items.items[*at].pool);
    pools(one).flat_map(move |left| pools(other).map(move |right| (left, right)))
}

/// Whether the members of two groups can stand together: none excludes another, and no article gives two values.
fn may_join<'i>(items: &'i Items<'_>, one: &'i Group, other: &'i Group, same: bool) -> bool {
    let sample = |group: &'i Group| group.members.iter().take(SAMPLE).map(|at| &items.items[*at]);
    let standings = Standings::of(sample(one), sample(other));
    if !same && strays(&standings) {
        return false;
    }
    standings.pairs().all(|(left, right, standing)| {
        let one_source = left.source == right.source;
        let past = is_old(left) || is_old(right);
        let clash = one_source && !past && !is_withdrawn(left) && !is_withdrawn(right);
        (!clash || standing.is_same())
            && (past || !excluded(left, right, standing))
            && (!same || !of_other_matter(left, right))
            && (!same || !one_source || standing.get() <= Stand::Slip)
    })
}

/// Whether some values of the two groups are worlds apart and no slip accounts for it: 50 and 110 million may be one
/// sum, 110 and 500 may, and 50 and 500 still are not.
fn strays(standings: &Standings<'_, '_>) -> bool {
    standings.distinct().any(Standing::worlds_apart)
        && !standings.distinct().any(|standing| standing.get() == Stand::Slip)
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
    let mut of_source: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for member in place.keys() {
        of_source.entry(items.items[*member].source).or_default().push(*member);
    }
    for (member, at) in &place {
        let old = &items.items[*member];
        if !is_old(old) || groups[*at].members.len() < 2 {
            continue;
        }
        let quote = old.proposal.claim.anchor.span();
        let overlaps = |item: &Item<'_>| {
            let span = item.proposal.claim.anchor.span();
            span.zip(quote).is_some_and(|(one, other)| one.overlaps(other))
        };
        let new = of_source[&old.source].iter().find(|other| {
            let item = &items.items[**other];
            place[*other] != *at && !is_old(item) && overlaps(item)
        });
        pairs.extend(new.map(|other| (*at, place[other])));
    }
    let mut home: Vec<usize> = (0..groups.len()).collect();
    for (one, other) in pairs {
        let (left, right) = (find(&mut home, one), find(&mut home, other));
        if left == right || !may_join(items, &groups[left], &groups[right], false) {
            continue;
        }
        let (kept, gone) = (left.min(right), left.max(right));
        let taken = std::mem::take(&mut groups[gone]);
        groups[kept].take(taken, items);
        groups[kept].updated = true;
        home[gone] = kept;
    }
    groups.retain(|group| !group.members.is_empty());
}
