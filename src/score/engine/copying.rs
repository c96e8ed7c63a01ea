//! Origins that speak with one voice: found by agreeing more than others' agreement explains.
//!
//! Two origins that share much agree on what everybody says, on what is true, and on what one has from the other. The
//! first two are no sign of anything, so each shared item is weighed by how surprising the agreement is: by how popular
//! the value is among the others who speak on the item. The evidence of a pair is the likelihood ratio of Dong,
//! Berti-Équille, Srivastava (VLDB 2009), c being the share that one has from the other:
//! an agreement on a value that an independent source gives with chance *q* counts (1 - c) + c / q, a difference 1 - c.
//! On thin overlap it proves nothing, and a naive test there does harm: that dependence is rare is the prior, and a
//! pair must outweigh it.
//!
//! Dependent voices are not thrown away. A voice among others it depends on counts 1 / (1 + Σ c), the design effect of
//! a cluster sample: five full copies together count as one.

use super::{Observations, Weight};

/// The shares that are tried.
const SHARES: [f64; 4] = [0.3, 0.6, 0.85, 0.97];

/// Log-odds of each of these shares against independence, before anything was seen.
const RARE: f64 = -6.0;

/// Origins that are compared: those who say most. Others' overlaps are thin.
const COMPARED: usize = 400;

/// Pair comparisons after which only every so many-th item is looked at, so that time stays linear.
const MOST_COMPARISONS: usize = 20_000_000;

/// Items that a pair must share: on fewer, that two agree throughout is what two good sources do.
const FEWEST: u32 = 20;

/// Dependence below this is left alone.
const LEAST: f64 = 0.1;

/// Which origins depend on each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Dependence {
    /// Position of each origin among those compared.
    place: Vec<Option<u32>>,
    size: usize,
    /// Expected share that two have from each other.
    share: Vec<f64>,
    found: bool,
}

impl Dependence {
    /// Looks for it. `likely` gives the chance that an origin gives the value of a candidate by itself.
    pub(super) fn find(
        table: &Observations,
        shared: &[bool],
        spoken: &[f64],
        likely: impl Fn(usize, usize, usize) -> f64,
    ) -> Self {
        let mut compared: Vec<usize> = (0..spoken.len()).filter(|&origin| spoken[origin] >= 5.0).collect();
        compared.sort_by(|one, other| spoken[*other].total_cmp(&spoken[*one]).then(one.cmp(other)));
        compared.truncate(COMPARED);
        let mut place = vec![None; spoken.len()];
        for (at, origin) in (0..).zip(&compared) {
            place[*origin] = Some(at);
        }
        let size = compared.len();
        let mut evidence = vec![Evidence::default(); size * size];
        let stride = 1 + comparisons(table, shared, &place) / MOST_COMPARISONS;
        for item in (0..table.items()).filter(|item| shared[*item]).step_by(stride) {
            weigh(table, item, &place, size, &mut evidence, &likely);
        }
        let share: Vec<f64> = evidence.iter().map(expected_share).collect();
        let found = share.iter().any(|share| *share >= LEAST);
        Self { place, size, share, found }
    }

    /// Whether any pair depends.
    pub(super) fn is_found(&self) -> bool {
        self.found
    }

    fn between(&self, one: usize, other: usize) -> f64 {
        match (self.place[one], self.place[other]) {
            (Some(one), Some(other)) => {
                let (low, high) = (one.min(other) as usize, one.max(other) as usize);
                let share = self.share[low * self.size + high];
                if share >= LEAST { share } else { 0.0 }
            }
            _ => 0.0,
        }
    }

    /// The table with each voice counting as much as it is its own.
    pub(super) fn discounted(&self, table: &Observations) -> Observations {
        table.reweighed(|voices, weights| {
            for (at, (origin, weight)) in voices.iter().zip(&mut *weights).enumerate() {
                if self.place[*origin].is_none() {
                    continue;
                }
                let others = voices.iter().enumerate().filter(|(other, _)| *other != at);
                let depends: f64 = others.map(|(_, other)| self.between(*origin, *other)).sum();
                *weight = Weight::of(weight.share() / (1.0 + depends));
            }
        })
    }
}

/// Number of pairs that the items hold.
fn comparisons(table: &Observations, shared: &[bool], place: &[Option<u32>]) -> usize {
    (0..table.items())
        .filter(|item| shared[*item])
        .map(|item| {
            let voices = table.candidates_of(item).flat_map(|candidate| table.votes_on(candidate));
            let n = voices.filter(|voice| place[voice.origin].is_some()).count();
            n * n / 2
        })
        .sum()
}

/// What speaks for a pair's dependence.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    /// Items on which both speak.
    items: u32,
    /// Log-likelihood ratio of each of [`SHARES`] against independence.
    shares: [f64; SHARES.len()],
}

fn weigh(
    table: &Observations,
    item: usize,
    place: &[Option<u32>],
    size: usize,
    evidence: &mut [Evidence],
    likely: &impl Fn(usize, usize, usize) -> f64,
) {
    let mut voices: Vec<(usize, usize, usize, f64)> = Vec::new();
    let mut all = 0.0;
    let (range, group) = (table.candidates_of(item), table.group(item));
    let mut masses = vec![0.0; range.len()];
    for candidate in range.clone() {
        for voice in table.votes_on(candidate).filter(|voice| !voice.lent && voice.weight > 0.0) {
            masses[candidate - range.start] += voice.weight;
            all += voice.weight;
            if let Some(at) = place[voice.origin] {
                voices.push((at as usize, candidate, voice.origin, voice.weight));
            }
        }
    }
    for (at, one) in voices.iter().enumerate() {
        for other in &voices[at + 1..] {
            let pair = &mut evidence[one.0.min(other.0) * size + one.0.max(other.0)];
            pair.items += 1;
            let sum = &mut pair.shares;
            if one.1 == other.1 {
                let mass: f64 = masses[one.1 - range.start];
                let own = one.3 + other.3;
                let popular = (mass - own + OTHERS * AGREED) / (all - own + OTHERS);
                let chance = likely(one.1, one.2, group).max(likely(one.1, other.2, group)).max(popular);
                for (sum, share) in sum.iter_mut().zip(SHARES) {
                    *sum += ((1.0 - share) + share / chance).ln();
                }
            } else {
                for (sum, share) in sum.iter_mut().zip(SHARES) {
                    *sum += (1.0 - share).ln();
                }
            }
        }
    }
}

/// As if so many others had spoken on each item, and agreed so often: where few speak, agreement is no surprise.
const OTHERS: f64 = 2.0;
const AGREED: f64 = 0.85;

/// The expected share, independence being by far the likeliest beforehand.
fn expected_share(evidence: &Evidence) -> f64 {
    if evidence.items < FEWEST {
        return 0.0;
    }
    let evidence = &evidence.shares;
    let most = evidence.iter().fold(0.0, |most: f64, sum| most.max(sum + RARE));
    let (mut weighed, mut whole) = (0.0, (-most).exp());
    for (sum, share) in evidence.iter().zip(SHARES) {
        let weight = (sum + RARE - most).exp();
        weighed += weight * share;
        whole += weight;
    }
    weighed / whole
}
