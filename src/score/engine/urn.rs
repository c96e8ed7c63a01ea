//! How wrong sources choose among false values, and how that is learnt.
//!
//! A Pólya urn: the first wrong source picks afresh, the next repeats a false value already given by *m* of *M* with a
//! chance that grows with *m*. So widespread errors count less than their number (the popularity of false values of
//! POPACCU: Dong, Saha, Srivastava, "Less is more", VLDB 2013). With *F* false values and α for each, the chance of a
//! partition is Dirichlet-multinomial; for attributes without end of values F → ∞ with θ = αF, which is Ewens'
//! sampling formula.

use super::Settings;

/// The urn of a group.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Urn {
    /// θ: the larger, the rarer that two wrong sources agree.
    theta: f64,
    /// Number of false values that there are; infinite for open attributes.
    values: f64,
    /// ln Γ(θ + x) - ln Γ(θ) and the log weight of a value of x voices, for x in steps; empty until wanted.
    rise: Vec<f64>,
    weight: Vec<f64>,
}

impl Urn {
    /// An urn over a domain of `domain` values, or over one without end.
    pub(super) fn new(theta: f64, domain: Option<u32>) -> Self {
        let values = domain.map_or(f64::INFINITY, |domain| f64::from(domain.max(2)) - 1.0);
        Self { theta, values, rise: Vec::new(), weight: Vec::new() }
    }

    /// θ per false value, where their number is known.
    fn alpha(&self) -> f64 {
        self.theta / self.values
    }

    /// Log weight of the case that none of the `seen` values holds.
    pub(super) fn unseen(&self, seen: usize) -> f64 {
        if self.values.is_infinite() {
            return 0.0;
        }
        #[expect(clippy::cast_precision_loss, reason = "counts of values stay far below 2^53")]
        let left = self.values + 1.0 - seen as f64;
        left.max(1e-9).ln()
    }

    /// What is gained when a value of `mass` voices, of `total` on the item, was not wrong after all.
    #[inline]
    pub(super) fn gain(&self, total: f64, mass: f64, own: f64) -> f64 {
        let rest = (total - mass).max(0.0);
        match (look_up(&self.rise, total), look_up(&self.rise, rest), look_up(&self.weight, own)) {
            (Some(all), Some(rest), Some(own)) => all - rest - own,
            _ => ln_gamma(self.theta + total) - ln_gamma(self.theta + rest) - self.repeated(own),
        }
    }

    /// What a false value of `own` voices weighs more than one of `less` fewer.
    pub(super) fn spared(&self, own: f64, less: f64) -> f64 {
        self.repeated(own) - self.repeated((own - less).max(0.0))
    }

    /// Computes the logarithms of small numbers of voices once for all.
    pub(super) fn tabulate(&mut self) {
        let base = ln_gamma(self.theta);
        self.rise =
            (0..=LAST_STEP).map(|step| ln_gamma(self.theta + f64::from(step) / STEPS) - base).collect();
        self.weight = (0..=LAST_STEP).map(|step| self.repeated(f64::from(step) / STEPS)).collect();
    }

    /// Log weight of a false value given by `mass` voices. Below one voice it fades to nothing.
    fn repeated(&self, mass: f64) -> f64 {
        if self.values.is_finite() {
            ln_gamma(self.alpha() + mass) - ln_gamma(self.alpha())
        } else if mass < 1.0 {
            mass * self.theta.ln()
        } else {
            self.theta.ln() + ln_gamma(mass)
        }
    }
}

/// Steps per voice, and the last step that is kept.
const STEPS: f64 = 20.0;
const LAST_STEP: u32 = 640;

/// The entry for `x` voices, by straight line between steps; nothing beyond the last.
fn look_up(kept: &[f64], x: f64) -> Option<f64> {
    let place = x * STEPS;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "never negative, checked by get"
    )]
    let at = place as usize;
    let (low, high) = (kept.get(at)?, kept.get(at + 1)?);
    #[expect(clippy::cast_precision_loss, reason = "below the last step")]
    let part = place - at as f64;
    Some(low + part * (high - low))
}

fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// What was seen of the false values of a group: expected numbers, by size.
#[derive(Debug, Clone, Default)]
pub(super) struct Slips {
    /// Items with more than so many wrong voices.
    items: Vec<f64>,
    /// False values with more than so many voices.
    values: Vec<f64>,
}

/// Sizes up to which slips are counted one by one; beyond, the urn hardly changes.
const LARGEST: usize = 64;

impl Slips {
    /// Counts an item with `wrong` wrong voices at `chance`.
    pub(super) fn item(&mut self, wrong: f64, chance: f64) {
        count(&mut self.items, wrong, chance);
    }

    /// Counts a false value given by `voices` at `chance`.
    pub(super) fn value(&mut self, voices: f64, chance: f64) {
        count(&mut self.values, voices, chance);
    }

    /// Adds what was seen elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        for (own, more) in [(&mut self.items, &other.items), (&mut self.values, &other.values)] {
            own.resize(own.len().max(more.len()), 0.0);
            own.iter_mut().zip(more).for_each(|(own, more)| *own += more);
        }
    }

    /// The most likely θ, held near `expected` by a log-normal prior of the given spread.
    pub(super) fn theta(&self, expected: f64, spread: f64, urn: &Urn) -> f64 {
        let slope = |ln_theta: f64| {
            let theta = ln_theta.exp();
            let alpha = theta / urn.values;
            let picked: f64 = (0_u32..)
                .zip(&self.values)
                .map(|(i, n)| n * if i == 0 { 1.0 } else { alpha / (alpha + f64::from(i)) })
                .sum();
            let places: f64 =
                (0_u32..).zip(&self.items).map(|(i, n)| n * theta / (theta + f64::from(i))).sum();
            picked - places - (ln_theta - expected.ln()) / (spread * spread)
        };
        let (mut low, mut high) = (LEAST_THETA.ln(), MOST_THETA.ln());
        for _ in 0..40 {
            let middle = f64::midpoint(low, high);
            if slope(middle) > 0.0 { low = middle } else { high = middle }
        }
        f64::midpoint(low, high).exp()
    }
}

/// Outside of these the data cannot tell: errors that always agree, errors that never do.
const LEAST_THETA: f64 = 0.05;
const MOST_THETA: f64 = 2000.0;

fn count(sizes: &mut Vec<f64>, size: f64, chance: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "cut to 0..=LARGEST")]
    let size = size.round().clamp(0.0, 64.0) as usize;
    if sizes.len() < size {
        sizes.resize(size.min(LARGEST), 0.0);
    }
    sizes[..size].iter_mut().for_each(|n| *n += chance);
}

/// Learns the urns of all groups: first one for all of open domain together, then each, held near it.
pub(super) fn learn(urns: &mut [Urn], slips: &[Slips], settings: &Settings) {
    let mut all = Slips::default();
    for (urn, slips) in urns.iter().zip(slips) {
        if urn.values.is_infinite() {
            all.add(slips);
        }
    }
    let common = all.theta(
        settings.false_values,
        settings.false_values_spread,
        &Urn::new(settings.false_values, None),
    );
    for (urn, slips) in urns.iter_mut().zip(slips) {
        let expected = if urn.values.is_infinite() { common } else { urn.values };
        urn.theta = slips.theta(expected, settings.group_spread, urn);
    }
}
