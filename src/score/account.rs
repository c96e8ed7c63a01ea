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
    let range = table.candidates_of(item);
    (0..)
        .zip(range)
        .map(|(at, whole)| parts(table, item, at, cast, fusion, fusion.probability[whole]))
        .collect()
}

fn parts(
    table: &Observations,
    item: usize,
    at: u32,
    cast: &[Ballot],
    fusion: &Fusion,
    whole: f64,
) -> Vec<Contribution> {
    let position = at as usize;
    let odds = |votes: &[Vote], trust| logit(fusion.what_if(table, item, votes, trust)[position]);
    let for_it = |ballot: &&Ballot| ballot.candidate == at && !ballot.denies;
    let supporting: Vec<Vote> = cast.iter().filter(for_it).map(|ballot| ballot.vote(0)).collect();
    let speaking: Vec<Vote> = cast.iter().map(|ballot| ballot.vote(0)).collect();
    let others = opponents(cast, at);

    let mut steps = vec![
        ("prior", odds(&[], Trust::Alike), "before anybody is heard".to_owned()),
        ("corroboration", odds(&supporting, Trust::Alike), counted(supporting.len(), "for it")),
        ("opposition", odds(&speaking, Trust::Alike), counted(others, "against it")),
        ("reliability", odds(&speaking, Trust::Learnt), "how reliable those who speak are".to_owned()),
    ];
    for (heeded, signal) in SIGNALS.iter().enumerate() {
        let votes: Vec<Vote> = cast.iter().map(|ballot| ballot.vote(heeded + 1)).collect();
        steps.push((
            signal.name(),
            odds(&votes, Trust::Learnt),
            format!("voices that are {}", signal.because()),
        ));
    }
    // What is left is what voices lose that go together with others, or rounding, which goes to the last part.
    let reached = steps.last().map_or(0.0, |last| last.1);
    if (logit(whole) - reached).abs() >= SHOWN {
        steps.push(("independence", logit(whole), "origins that agree more than chance explains".to_owned()));
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
