//! Items to groups that speak of the same thing.
//!
//! First claims with the same value are put together where their words meet: a figure that two articles share shows
//! in which words each of them speaks of it. Then groups with different values are joined, the likest first, never two
//! values of one article: an article that gives two figures speaks of two things.

use std::collections::BTreeMap;

use super::candidate::Candidates;
use super::item::{Item, Items};
use super::pool::Pool;
use super::score::{Common, common, excluded, likeness, threshold};
use super::stand::{Stand, Standing};
use rayon::prelude::*;

use crate::lexicon::frame::frames;
use crate::model::{Marks, Shape};
use crate::value::Value;

/// So many members stand for a group where each would have to be compared with each: a story that hundreds of articles
/// tell costs what its articles cost.
const SAMPLE: usize = 32;

/// A group of items.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// Positions in [`Items::items`], in order.
    pub(super) members: Vec<usize>,
    pub(super) pool: Pool,
    /// The built-in attribute that its first member with one has, as a number.
    frame: Option<u32>,
    /// What its first member that counts something counts, as a number.
    counted: Option<u32>,
    /// The words by which its parts met, those that count most first.
    pub(super) met_by: Vec<u32>,
    /// Whether a text says that one of its values replaced another.
    pub(super) updated: bool,
}

impl Group {
    fn take_members(&mut self, members: Vec<usize>, items: &Items<'_>) {
        self.members.extend(members);
        self.members.sort_unstable();
        self.frame = self.members.iter().find_map(|at| items.items[*at].frame);
        self.counted = self.members.iter().find_map(|at| items.items[*at].counted);
    }
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
        .map(|at| Group {
            members: vec![*at],
            pool: item(*at).pool.clone(),
            frame: item(*at).frame,
            counted: item(*at).counted,
            ..Default::default()
        })
        .collect();
    let shape = item(members[0]).proposal.context.shape;
    join(items, &mut groups, shape, true);
    replaced(items, &mut groups);
    join(items, &mut groups, shape, false);
    groups
}

/// Whether two measures have the same digits, in the same unit or another: 640 GB and 640 TB.
fn same_digits_of(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    let digits = |group: &Group| items.items[group.members[0]].digits;
    digits(one).is_some_and(|(digits, _)| digits.abs() > 10) && digits(one) == digits(other)
}

/// How likely two groups are one, and by which words they meet; nothing when that is not enough. Asked of very many
/// pairs, most of which have little to do with each other: what costs least is asked first.
fn score(items: &Items<'_>, one: &Group, other: &Group, shape: Shape, same: bool) -> Option<(f64, Vec<u32>)> {
    let value = &items.items[one.members[0]].proposal.context.value;
    // Of two figures that are far apart none is the other.
    if let ([one], [other]) = (&*one.members, &*other.members)
        && same
        && Standing::of(&items.items[*one], &items.items[*other]).differ_plainly()
    {
        return None;
    }
    let alike = same_digits_of(items, one, other);
    let bare = one.pool.words.is_empty() || other.pool.words.is_empty();
    let both_sole = [one, other].iter().all(|group| items.items[group.members[0]].sole);
    let same_frame = one.frame.is_some() && one.frame == other.frame;
    let same_counted = one.counted.is_some() && one.counted == other.counted;
    let own = if same_counted { 0.08 } else { 0.0 } + if alike { 0.2 } else { 0.0 };
    let around = |strangers| match shape {
        Shape::Measure if !same => circumstance(items, one, other, strangers),
        _ => 0.0,
    };
    let score = |common: &Common, stand, around| match shape {
        Shape::Role if bare => 0.5,
        _ => {
            let likeness = likeness(shape, common, stand, value, same_frame);
            likeness + own + around
        }
    };
    let stands = if same { &[Stand::Same][..] } else { &[Stand::Slip, Stand::Different, Stand::Loose] };
    let may_be = |common: &Common| {
        let around = around(common.strangers);
        stands.iter().any(|stand| score(common, *stand, around) >= threshold(shape, *stand, value))
    };
    // As if all that can speak for the pair did.
    let most = cosine_at_most(items, one, other);
    if !may_be(&Common {
        cosine: most,
        matter: true,
        same_sum: true,
        meeting: usize::MAX,
        ..Common::default()
    }) {
        return None;
    }
    let common = closest(items, one, other);
    // How the values stand is what costs most: only where it can still make a difference.
    if common.words.is_empty() && !alike && !bare && !both_sole || !may_be(&common) {
        return None;
    }
    let frame_of =
        |group: &Group| group.members.iter().find_map(|at| items.items[*at].proposal.context.frame);
    let unnamed = !same && !common.same_sum && misses_head(items, &common, frame_of(one), frame_of(other));
    let stand = stand_of(items, one, other).filter(|stand| (*stand == Stand::Same) == same)?;
    let score = score(&common, stand, around(common.strangers)) * if unnamed { 0.75 } else { 1.0 };
    let words = || common.words.iter().map(|(word, _)| *word).take(4).collect();
    (score >= threshold(shape, stand, value)).then(|| (score, words()))
}

/// What speaks for two different figures being of one thing besides their words: their clauses open with the same
/// thing, or each article gives one value of the attribute and no other.
fn circumstance(items: &Items<'_>, one: &Group, other: &Group, strangers: bool) -> f64 {
    let item = |group: &Group| &items.items[group.members[0]];
    let (left, right) = (item(one), item(other));
    let dated = matches!(left.proposal.context.value, Value::Date(_));
    let mut sum = 0.0;
    if let (Some(first), Some(second)) = (left.theme, right.theme) {
        let near = items.near.of(first).iter().any(|(word, _)| *word == second);
        sum += if first == second || near { 0.1 } else { -0.06 };
    }
    let frame = left.proposal.context.frame;
    if !dated
        && frame.is_some()
        && frame == right.proposal.context.frame
        && !strangers
        && one.members.iter().chain(&other.members).all(|at| items.items[*at].sole)
        && items.one_story(left.source, right.source)
    {
        sum += 0.2;
    }
    sum
}

/// Whether one of two groups is known to tell of an attribute, and no word that they share names it.
fn misses_head(items: &Items<'_>, common: &Common, one: Option<&str>, other: Option<&str>) -> bool {
    let ((Some(id), None) | (None, Some(id))) = (one, other) else { return false };
    let frame = frames().iter().find(|frame| &*frame.id == id);
    let is_head = |word: &str| {
        let heads = frame.into_iter().flat_map(|frame| &frame.heads).flat_map(|heads| heads.split('+'));
        heads.into_iter().any(|head| word.strip_prefix('#') == Some(head))
    };
    !common.words.iter().any(|(word, _)| is_head(&items.words[*word as usize]))
}

/// Joins groups, the likest first: those of the same value, or those of different ones.
fn join(items: &Items<'_>, groups: &mut Vec<Group>, shape: Shape, same: bool) {
    let candidates = Candidates::new(items, groups);
    let of_one = |one: usize| {
        let others = candidates.of(one).into_iter();
        let scored = others.filter_map(|other| {
            let (score, words) = score(items, &groups[one], &groups[other], shape, same)?;
            Some((score, one, other, words))
        });
        scored.collect::<Vec<_>>()
    };
    let scored = (0..groups.len()).into_par_iter().flat_map_iter(of_one);
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
        group.take_members(taken.members, items);
        group.pool.take(&taken.pool, &items.near);
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
    let pairs = || {
        let first =
            |group: &Group| group.members.iter().map(|at| &items.items[*at]).take(8).collect::<Vec<_>>();
        let (left, right) = (first(one), first(other));
        left.into_iter().flat_map(move |left| right.clone().into_iter().map(move |right| (left, right)))
    };
    let mut closest: Option<Stand> = None;
    for (left, right) in pairs() {
        let standing = Standing::of(left, right);
        if excluded(left, right, &standing) {
            return None;
        }
        if closest != Some(Stand::Same) {
            closest = Some(closest.map_or(standing.get(), |closest| closest.min(standing.get())));
        }
    }
    let apart = || pairs().all(|(left, right)| Standing::of(left, right).worlds_apart());
    closest.filter(|stand| *stand != Stand::Different || !apart())
}

/// What two groups have in common: all their words together, or those of their likest members, whichever is more.
fn closest(items: &Items<'_>, one: &Group, other: &Group) -> Common {
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
fn cosine_at_most(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
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
fn may_join(items: &Items<'_>, one: &Group, other: &Group, same: bool) -> bool {
    one.members.iter().take(SAMPLE).all(|left| {
        other.members.iter().take(SAMPLE).all(|right| {
            let (left, right) = (&items.items[*left], &items.items[*right]);
            let standing = Standing::of(left, right);
            let one_source = left.source == right.source;
            let past = is_old(left) || is_old(right);
            let clash = one_source && !past && !is_withdrawn(left) && !is_withdrawn(right);
            (!clash || standing.is_same())
                && (past || !excluded(left, right, &standing))
                && (!same || !one_source || standing.get() <= Stand::Slip)
        })
    })
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
        let group = &mut groups[kept];
        group.take_members(taken.members, items);
        group.pool.take(&taken.pool, &items.near);
        group.met_by.extend(taken.met_by);
        group.updated = true;
        home[gone] = kept;
    }
    groups.retain(|group| !group.members.is_empty());
}
