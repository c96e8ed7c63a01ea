//! A confidence taken apart: named contributions to its log-odds that add up to it.
//!
//! The model is asked again and again about one item, each time with one more thing heeded: first nobody speaks, then
//! those who state the value, then those who state others, then how reliable each is, then each signal in turn. What
//! a step changes is its contribution. The order is fixed, so the parts do not depend on chance; with another order
//! the same whole would be shared out differently.

use super::SIGNALS;
use super::engine::{Fusion, Observations, Trust, Vote, logit};
use crate::model::Contribution;

/// One origin's word on one candidate, with what each signal leaves of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ballot {
    /// The candidate's position in its topic.
    pub(super) candidate: u32,
    /// Who.
    pub(super) origin: u32,
    /// Whether it states a compatible value.
    pub(super) lent: bool,
    /// Whether it denies the value.
    pub(super) denies: bool,
    /// How much the stated value says for the candidate, 0 to 1.
    pub(super) share: f64,
    /// What each of [`SIGNALS`] leaves of it.
    pub(super) signals: Vec<f64>,
}

/// The contributions for each candidate of an item, in the order of its candidates.
pub(super) fn account(
    table: &Observations,
    item: usize,
    cast: &[Ballot],
    fusion: &Fusion,
) -> Vec<Vec<Contribution>> {
    let steps = Steps::take(table, item, cast, fusion);
    (0..)
        .zip(table.candidates_of(item))
        .map(|(at, whole)| steps.parts(at, fusion.probability[whole]))
        .collect()
}

/// What the model says of all candidates of an item, step by step, but for the one that is each candidate's own.
struct Steps<'c> {
    cast: &'c [Ballot],
    nobody: Vec<f64>,
    /// With those alone who state the candidate at this place.
    supported: Vec<f64>,
    all: Vec<f64>,
    trusted: Vec<f64>,
    /// With one signal more each time; nothing where it changes no voice.
    signals: Vec<Option<Vec<f64>>>,
}

impl<'c> Steps<'c> {
    fn take(table: &Observations, item: usize, cast: &'c [Ballot], fusion: &Fusion) -> Self {
        let ask = |votes: &[Vote], trust| fusion.what_if(table, item, votes, trust);
        let supported = (0..).zip(table.candidates_of(item)).map(|(at, _)| {
            let own = cast.iter().filter(|ballot| ballot.is_for(at)).map(|ballot| ballot.vote(0));
            ask(&own.collect::<Vec<_>>(), Trust::Alike)[at as usize]
        });
        let mut votes: Vec<Vote> = cast.iter().map(|ballot| ballot.vote(0)).collect();
        let (all, trusted) = (ask(&votes, Trust::Alike), ask(&votes, Trust::Learnt));
        let signals = (1..=SIGNALS.len()).map(|heeded| {
            let now: Vec<Vote> = cast.iter().map(|ballot| ballot.vote(heeded)).collect();
            (now != votes).then(|| {
                votes = now;
                ask(&votes, Trust::Learnt)
            })
        });
        let signals = signals.collect();
        Self { cast, nobody: ask(&[], Trust::Alike), supported: supported.collect(), all, trusted, signals }
    }

    fn parts(&self, at: u32, whole: f64) -> Vec<Contribution> {
        let place = at as usize;
        let supporting = self.cast.iter().filter(|ballot| ballot.is_for(at)).count();
        let others = opponents(self.cast, at);
        let mut steps = vec![
            ("prior", logit(self.nobody[place]), "before anybody is heard".to_owned()),
            ("corroboration", logit(self.supported[place]), counted(supporting, "for it")),
            ("opposition", logit(self.all[place]), counted(others, "against it")),
            ("reliability", logit(self.trusted[place]), "how reliable those who speak are".to_owned()),
        ];
        for (signal, heard) in SIGNALS.iter().zip(&self.signals) {
            if let Some(heard) = heard {
                let because = format!("voices that are {}", signal.because());
                steps.push((signal.name(), logit(heard[place]), because));
            }
        }
        // What is left is what voices lose that go together with others, or rounding, which goes to the last part.
        let reached = steps.last().map_or(0.0, |last| last.1);
        if (logit(whole) - reached).abs() >= SHOWN {
            steps.push((
                "independence",
                logit(whole),
                "origins that agree more than chance explains".to_owned(),
            ));
        } else if let Some(last) = steps.last_mut() {
            last.1 = logit(whole);
        }
        let mut before = 0.0;
        steps
            .into_iter()
            .map(|(signal, reached, because)| {
                let effect = reached - std::mem::replace(&mut before, reached);
                Contribution { signal, effect, because: because.into() }
            })
            .filter(|part| part.effect.abs() > 1e-12)
            .collect()
    }
}

impl Ballot {
    fn is_for(&self, candidate: u32) -> bool {
        self.candidate == candidate && !self.denies
    }
}

/// The least that shows when log-odds are given in two digits.
const SHOWN: f64 = 0.005;

/// How many origins speak against a candidate: they deny it, or state others and not this one.
fn opponents(cast: &[Ballot], at: u32) -> usize {
    let mut against: Vec<u32> = cast
        .iter()
        .filter(|ballot| ballot.denies == (ballot.candidate == at))
        .map(|ballot| ballot.origin)
        .filter(|origin| !cast.iter().any(|own| own.origin == *origin && own.candidate == at && !own.denies))
        .collect();
    against.sort_unstable();
    against.dedup();
    against.len()
}

fn counted(origins: usize, stand: &str) -> String {
    match origins {
        0 => format!("no origin speaks {stand}"),
        1 => format!("1 independent origin speaks {stand}"),
        many => format!("{many} independent origins speak {stand}"),
    }
}
