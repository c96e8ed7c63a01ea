//! What is believed of each origin: a Beta distribution around a centre that all origins share.
//!
//! The centre and how closely the origins keep to it are learnt (empirical Bayes, as in Efron and Morris, JASA 1975),
//! so that one who says little stays near the rest. The centre may lean on how much an origin says: on some tables
//! those who say a lot are right more often. How far it leans is learnt too, against a prior of not at all.

use super::{Prior, Settings, logistic, logit};

/// A Beta distribution by its counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Beta {
    /// Statements taken as right.
    pub(super) right: f64,
    /// Statements taken as judged.
    pub(super) total: f64,
}

impl Beta {
    /// Nothing said.
    pub(super) const NOTHING: Self = Self { right: 0.0, total: 0.0 };

    /// The same after so many more statements.
    pub(super) fn after(self, right: f64, total: f64) -> Self {
        Self { right: self.right + right, total: self.total + total }
    }

    /// A distribution with this mean that is worth so many statements.
    pub(super) fn around(mean: f64, strength: f64) -> Self {
        Self { right: mean * strength, total: strength }
    }
}

/// The prior that all origins share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Common {
    /// Log-odds of being right, at the average amount of speech.
    centre: f64,
    /// Change of the log-odds when an origin says *e* times as much.
    lean: f64,
    /// Statements that it is worth.
    strength: f64,
    /// Average of the logarithm of the amount of speech.
    usual: f64,
}

impl Common {
    /// Before anything was learnt.
    pub(super) fn new(settings: &Settings) -> Self {
        Self { centre: logit(settings.accuracy), lean: 0.0, strength: settings.accuracy_strength, usual: 0.0 }
    }

    /// How often a source is right of which only the amount of speech is known.
    pub(super) fn accuracy(&self, spoken: f64) -> f64 {
        logistic(self.centre + self.lean * (spoken.max(1.0).ln() - self.usual))
    }

    /// How often an average source is right.
    pub(super) fn average(&self) -> f64 {
        logistic(self.centre)
    }

    /// The distribution of one origin before its own statements were judged. A user's prior replaces what is common.
    pub(super) fn of(&self, prior: Prior, spoken: f64) -> Beta {
        match prior.accuracy {
            Some(accuracy) => Beta::around(accuracy, prior.strength),
            None => Beta::around(self.accuracy(spoken), self.strength),
        }
    }

    /// Learns from all origins: how much they said, how much of it was judged, and how much of that was right.
    pub(super) fn learn(&mut self, records: &[Beta], spoken: &[f64], priors: &[Prior], settings: &Settings) {
        let free = || {
            records
                .iter()
                .zip(spoken)
                .zip(priors)
                .filter(|((record, _), prior)| record.total > 0.0 && prior.accuracy.is_none())
                .map(|((record, spoken), _)| (*record, *spoken))
        };
        self.usual = mean(free().map(|(record, spoken)| (spoken.max(1.0).ln(), self.worth(record.total))));
        for _ in 0..3 {
            self.step(free(), settings);
        }
        self.strength = STRENGTHS
            .into_iter()
            .map(|strength| (strength, self.fit(free(), strength, settings)))
            .fold(
                (settings.accuracy_strength, f64::NEG_INFINITY),
                |best, next| if next.1 > best.1 { next } else { best },
            )
            .0;
    }

    /// How many independent statements a record of so many counts for, given that origins differ (the design effect of
    /// a cluster sample).
    fn worth(&self, total: f64) -> f64 {
        total * (self.strength + 1.0) / (self.strength + total)
    }

    /// One Newton step of a logistic regression of being right on the amount of speech, with normal priors.
    fn step(&mut self, records: impl Iterator<Item = (Beta, f64)>, settings: &Settings) {
        let (spread, lean_spread) = (settings.accuracy_spread, settings.lean_spread);
        let mut gradient = [
            -(self.centre - logit(settings.accuracy)) / (spread * spread),
            -self.lean / (lean_spread * lean_spread),
        ];
        let mut curve = [1.0 / (spread * spread), 0.0, 1.0 / (lean_spread * lean_spread)];
        for (record, spoken) in records {
            let x = spoken.max(1.0).ln() - self.usual;
            let expected = logistic(self.centre + self.lean * x);
            let worth = self.worth(record.total);
            let surprise = worth * (record.right / record.total - expected);
            let weight = worth * expected * (1.0 - expected);
            gradient = [gradient[0] + surprise, gradient[1] + surprise * x];
            curve = [curve[0] + weight, curve[1] + weight * x, curve[2] + weight * x * x];
        }
        let det = (curve[0] * curve[2] - curve[1] * curve[1]).max(1e-12);
        self.centre += ((curve[2] * gradient[0] - curve[1] * gradient[1]) / det).clamp(-1.0, 1.0);
        self.lean += ((curve[0] * gradient[1] - curve[1] * gradient[0]) / det).clamp(-0.5, 0.5);
        self.centre = self.centre.clamp(-3.0, 5.0);
    }

    /// Log-likelihood of a strength (beta-binomial), with a log-normal prior on it.
    fn fit(&self, records: impl Iterator<Item = (Beta, f64)>, strength: f64, settings: &Settings) -> f64 {
        let distance = (strength / settings.accuracy_strength).ln();
        let each =
            records.map(|(record, spoken)| evidence(Beta::around(self.accuracy(spoken), strength), record));
        each.sum::<f64>() - distance * distance / 2.0
    }
}

/// Log-likelihood of a record under a belief (beta-binomial).
pub(super) fn evidence(belief: Beta, record: Beta) -> f64 {
    if record.total <= 0.0 {
        return 0.0;
    }
    let ln = libm::lgamma;
    let (a, b) = (belief.right, belief.total - belief.right);
    let wrong = (record.total - record.right).max(0.0);
    ln(a + record.right) - ln(a) + ln(b + wrong) - ln(b) + ln(belief.total) - ln(belief.total + record.total)
}

/// The strengths that are tried.
const STRENGTHS: [f64; 8] = [1.5, 2.5, 4.0, 6.5, 10.0, 16.0, 26.0, 42.0];

fn mean(weighted: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (sum, weight) = weighted.fold((0.0, 0.0), |(sum, all), (x, weight)| (sum + x * weight, all + weight));
    if weight > 0.0 { sum / weight } else { 0.0 }
}
