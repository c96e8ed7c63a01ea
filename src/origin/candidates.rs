//! Pairs of articles worth comparing, without comparing all.

use std::sync::Arc;

use rayon::slice::ParallelSliceMut as _;

use super::shingle::Print;

/// A sequence that stands in more articles than this only links neighbours in the list of its articles: the copies of
/// a story that went to hundreds of papers still hang together, and a set phrase costs no more than its occurrences.
const ALL_PAIRS: usize = 8;

/// Fewer shared sequences of the sample are chance.
const MIN_SHARED: usize = 2;

/// One in so many of the shorter text's sample must be shared: a fifth of what the weakest likeness that counts would
/// share. Texts from one template meet in sequences here and there, and comparing all of those costs the square of them.
const SHARE: usize = 40;

/// Pairs of positions, the smaller first, ascending.
pub(super) fn pairs(prints: &[Arc<Print>]) -> Vec<(u32, u32)> {
    let mut places: Vec<(u64, u32)> =
        (0_u32..).zip(prints).flat_map(|(at, print)| print.sample().map(move |hash| (hash, at))).collect();
    places.par_sort_unstable();
    let mut met: Vec<(u32, u32)> = Vec::new();
    for same in places.chunk_by(|one, other| one.0 == other.0) {
        let reach = if same.len() <= ALL_PAIRS { same.len() } else { 2 };
        for (at, one) in same.iter().enumerate() {
            met.extend(same[at + 1..].iter().take(reach).map(|other| (one.1, other.1)));
        }
    }
    met.par_sort_unstable();
    let sampled: Vec<usize> = prints.iter().map(|print| print.sample().count()).collect();
    let least =
        |(one, other): (u32, u32)| MIN_SHARED.max(sampled[one as usize].min(sampled[other as usize]) / SHARE);
    met.chunk_by(|one, other| one == other)
        .filter(|same| same.len() >= least(same[0]))
        .map(|same| same[0])
        .collect()
}
