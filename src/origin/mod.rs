//! Which sources are one voice: copies and rewrites of one story share an origin.
//!
//! Each source is linked to the one it most likely repeats, always an earlier one, and a chain of links is one origin.
//! One link each, and not every resemblance: a digest of three stories belongs to one of them and does not make the
//! three one.

mod candidates;
mod credit;
mod shingle;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::model::{Source, SourceIx};

use shingle::Print;

/// What the user decided about origins.
#[derive(Debug, Clone, Default)]
pub struct OriginOptions {
    /// Ids of sources that stand alone, whatever they look like.
    pub alone: BTreeSet<Box<str>>,
    /// Origins declared outside the front matter, by source id.
    pub declared: BTreeMap<Box<str>, Box<str>>,
}

/// Why one source is taken for a repetition of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Somebody said so.
    Declared,
    /// The words are the same.
    Equal,
    /// Passages are the same, after cuts and edits.
    Similar,
    /// Passages are the same and one names the other, or both the same agency.
    SimilarAndCredited,
}

/// One source repeats another.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The one that repeats.
    pub source: SourceIx,
    /// The earlier one that it repeats.
    pub of: SourceIx,
    /// Share of the shorter one's three-word sequences that both have, 0 to 1; quoted speech left out.
    pub similarity: f64,
    /// Why.
    pub why: Why,
}

/// The origins of a run's sources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origins {
    /// The name of each source's origin, in the order of the sources: the declared one, else the id of the origin's
    /// earliest source.
    pub names: Vec<Box<str>>,
    /// Who repeats whom, by the one that repeats.
    pub links: Vec<Link>,
}

/// A pair whose shorter text shares this much is one story; independent reports of one event stay under a tenth,
/// rewrites of one wire story seldom come under three.
const SIMILAR: f64 = 0.22;

/// The same for pairs of which one names the other.
const SIMILAR_AND_CREDITED: f64 = 0.12;

/// Texts with fewer common sequences have too little in common to tell, however short they are.
const MIN_COMMON: usize = 12;

/// Set phrases make many short sequences alike, yet few long ones: at least so many, and one in so many, must be shared.
const MIN_RUNS: (usize, usize) = (3, 50);

/// Stories made from one template (results, weather, tables) share sentences but not names and numbers.
const MIN_ANCHORS: f64 = 0.4;

/// What articles are compared by, in the order of their sources.
#[derive(Debug, Clone, Default)]
pub struct Prints(Vec<Arc<Print>>);

impl Prints {
    /// Those of some sources.
    #[must_use]
    pub fn of(sources: &[Source]) -> Self {
        Self(sources.par_iter().map(|source| Arc::new(Print::new(source.body()))).collect())
    }

    /// Those of some sources, where others are `known`, by id, with their `prints`: of the same text they are the same.
    #[must_use]
    pub fn beside(sources: &[Source], known: &[Source], prints: &Self) -> Self {
        let print = |source: &Source| {
            let at = known.binary_search_by(|other| other.id.cmp(&source.id)).ok();
            match at.filter(|at| known[*at].body() == source.body()).and_then(|at| prints.0.get(at)) {
                Some(print) => Arc::clone(print),
                None => Arc::new(Print::new(source.body())),
            }
        };
        Self(sources.par_iter().map(print).collect())
    }
}

/// Finds the origin of each source. The order of the sources changes nothing.
#[must_use]
pub fn group(sources: &[Source], options: &OriginOptions) -> Origins {
    group_by(sources, &Prints::of(sources), options)
}

/// The same for sources whose prints are there.
#[must_use]
pub fn group_by(sources: &[Source], prints: &Prints, options: &OriginOptions) -> Origins {
    let order = by_age(sources);
    let rank = {
        let mut rank = vec![0; sources.len()];
        order.iter().enumerate().for_each(|(place, &at)| rank[at] = place);
        rank
    };
    let mut parents: Vec<Option<Link>> = vec![None; sources.len()];
    for link in found(sources, &prints.0, options, &rank) {
        let best = &mut parents[link.source.at()];
        let better = |old: &Link| {
            strength(&link).total_cmp(&strength(old)).then(rank[old.of.at()].cmp(&rank[link.of.at()])).is_gt()
        };
        if best.as_ref().is_none_or(better) {
            *best = Some(link);
        }
    }
    let names = names(sources, options, &order, &parents);
    Origins { names, links: parents.into_iter().flatten().collect() }
}

/// Positions from the earliest to the latest source; those without a date last, equals by id.
fn by_age(sources: &[Source]) -> Vec<usize> {
    let day = |at: usize| sources[at].published.as_ref().and_then(|range| range.start).unwrap_or(Date::MAX);
    let mut order: Vec<usize> = (0..sources.len()).collect();
    order.sort_by(|&one, &other| {
        day(one).cmp(&day(other)).then_with(|| sources[one].id.cmp(&sources[other].id))
    });
    order
}

/// What somebody said goes before every likeness.
fn strength(link: &Link) -> f64 {
    if link.why == Why::Declared { 2.0 } else { link.similarity }
}

/// All links, each from a later to an earlier source.
fn found(sources: &[Source], prints: &[Arc<Print>], options: &OriginOptions, rank: &[usize]) -> Vec<Link> {
    let is_free = |at: usize| !options.alone.contains(&*sources[at].id);
    let link = |one: usize, other: usize, similarity: f64, why: Why| {
        let (source, of) = if rank[one] > rank[other] { (one, other) } else { (other, one) };
        Link { source: SourceIx::new(source), of: SourceIx::new(of), similarity, why }
    };
    let mut links: Vec<Link> = candidates::pairs(prints)
        .into_par_iter()
        .map(|(one, other)| (one as usize, other as usize))
        .filter(|&(one, other)| is_free(one) && is_free(other))
        .filter_map(|(one, other)| {
            let (similarity, why) =
                compare([&sources[one], &sources[other]], [&prints[one], &prints[other]])?;
            Some(link(one, other, similarity, why))
        })
        .collect();
    links.extend(
        equal(prints)
            .filter(|(one, other)| is_free(*one) && is_free(*other))
            .map(|(one, other)| link(one, other, 1.0, Why::Equal)),
    );
    links.extend(declared(sources, options).map(|(one, other)| link(one, other, 1.0, Why::Declared)));
    links
}

fn compare(sources: [&Source; 2], prints: [&Print; 2]) -> Option<(f64, Why)> {
    let [one, other] = prints;
    if one.whole == other.whole {
        return Some((1.0, Why::Equal));
    }
    let common = one.common(other);
    let similarity = common as f64 / one.len().min(other.len()).max(1) as f64;
    let is_like = common >= MIN_COMMON && similarity >= SIMILAR_AND_CREDITED;
    if !is_like
        || one.common_runs(other) < MIN_RUNS.0.max(one.len().min(other.len()) / MIN_RUNS.1)
        || one.shared_anchors(other) < MIN_ANCHORS
    {
        return None;
    }
    match credit::is_credited(sources[0], sources[1]) {
        true => Some((similarity, Why::SimilarAndCredited)),
        false => (similarity >= SIMILAR).then_some((similarity, Why::Similar)),
    }
}

/// Neighbours among texts of the same words.
fn equal(prints: &[Arc<Print>]) -> impl Iterator<Item = (usize, usize)> {
    let mut by_text: Vec<(u64, usize)> = prints
        .iter()
        .enumerate()
        .filter(|(_, print)| print.words > 0)
        .map(|(at, print)| (print.whole, at))
        .collect();
    by_text.sort_unstable();
    let pairs: Vec<(usize, usize)> =
        by_text.windows(2).filter(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1)).collect();
    pairs.into_iter()
}

/// Sources whose declared origin is the id of another source.
fn declared(sources: &[Source], options: &OriginOptions) -> impl Iterator<Item = (usize, usize)> {
    let by_id: BTreeMap<&str, usize> =
        sources.iter().enumerate().map(|(at, source)| (&*source.id, at)).collect();
    sources.iter().enumerate().filter_map(move |(at, source)| {
        let other = *by_id.get(declaration(source, options)?)?;
        (other != at).then_some((at, other))
    })
}

fn declaration<'a>(source: &'a Source, options: &'a OriginOptions) -> Option<&'a str> {
    options.declared.get(&*source.id).or(source.origin.as_ref()).map(|name| &**name)
}

/// The name of each source's origin. A chain bears the name declared by its earliest source that declares one; a
/// source with a declaration of its own keeps it.
fn names(
    sources: &[Source],
    options: &OriginOptions,
    order: &[usize],
    parents: &[Option<Link>],
) -> Vec<Box<str>> {
    let mut roots: Vec<usize> = (0..sources.len()).collect();
    for &at in order {
        if let Some(link) = &parents[at] {
            roots[at] = roots[link.of.at()];
        }
    }
    let is_id: BTreeSet<&str> = sources.iter().map(|source| &*source.id).collect();
    // The id of another source is a link, which is in the chain already.
    let own = |at: usize| declaration(&sources[at], options).filter(|name| !is_id.contains(name));
    let mut chain_names: BTreeMap<usize, &str> = BTreeMap::new();
    for &at in order {
        if let Some(name) = own(at) {
            chain_names.entry(roots[at]).or_insert(name);
        }
    }
    (0..sources.len())
        .map(|at| own(at).or(chain_names.get(&roots[at]).copied()).unwrap_or(&sources[roots[at]].id).into())
        .collect()
}

#[cfg(test)]
mod tests;
