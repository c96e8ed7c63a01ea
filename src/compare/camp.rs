//! The sides of a topic: one camp for each value that can be told apart.

use crate::model::{FactIx, Modality, Polarity};
use crate::value::{Because, Relation, Value, relate};

use super::scene::{Order, Scene};
use super::vagueness::vagueness;

/// Facts that state the same value, or values compatible with it.
#[derive(Debug, Clone)]
pub struct Camp {
    /// The most precise wording of the value.
    pub value: Value,
    /// Whether the camp says that it is so or that it is not.
    pub polarity: Polarity,
    /// The facts that state it, in order.
    pub facts: Vec<FactIx>,
    /// Whether each of its facts is hearsay or the writer's own judgement.
    pub is_hearsay: bool,
    /// Whether each of its facts is a forecast.
    pub is_forecast: bool,
    /// Whether each of its facts stands under a condition.
    pub is_hypothetical: bool,
}

impl Camp {
    /// Whether the camp says that it is so.
    #[must_use]
    pub fn affirmed(&self) -> bool {
        self.polarity == Polarity::Affirmed
    }
}

/// Past this many camps a topic is compared in windows of neighbours only, so that a table of measurements that was
/// taken for one topic costs linear time.
const MANY: usize = 64;

/// Sorts facts into camps. The most precise values found camps; a vaguer one joins every camp that it is compatible
/// with ("about a quarter" stands behind 26 % and behind 24 %), and founds its own where it fits none.
#[must_use]
pub(super) fn camps(scene: &Scene<'_>, facts: &[FactIx]) -> Vec<Camp> {
    let mut stands = stands(scene, facts);
    stands.sort_by_cached_key(|stand| (vagueness(&stand.value), stand.value.normal()));
    let mut camps: Vec<Camp> = Vec::new();
    for stand in stands {
        let window = camps.len().saturating_sub(MANY);
        let mut joined = false;
        for camp in &mut camps[window..] {
            if joins(scene, &stand, camp) {
                camp.facts.extend(&stand.facts);
                joined = true;
            }
        }
        if !joined {
            camps.push(stand);
        }
    }
    for camp in &mut camps {
        camp.facts.sort_unstable();
        describe(scene, camp);
    }
    camps.sort_by_cached_key(|camp| {
        (std::cmp::Reverse(scene.origins(&camp.facts)), camp.value.normal(), camp.polarity)
    });
    camps
}

/// One camp for each distinct value, polarity and way of speaking.
fn stands(scene: &Scene<'_>, facts: &[FactIx]) -> Vec<Camp> {
    let mut sorted: Vec<((Polarity, bool, bool, String), FactIx)> =
        facts.iter().map(|ix| (stand_key(scene, *ix), *ix)).collect();
    sorted.sort();
    sorted
        .chunk_by(|one, other| one.0 == other.0)
        .map(|run| Camp {
            value: wording(scene, run.iter().map(|(_, ix)| *ix)),
            polarity: run[0].0.0,
            facts: run.iter().map(|(_, ix)| *ix).collect(),
            is_hearsay: false,
            is_forecast: run[0].0.1,
            is_hypothetical: run[0].0.2,
        })
        .collect()
}

/// Of equal values the one shown: 0.34 kilometres or 340 metres, whichever comes first in the alphabet, so that it does
/// not depend on which source is read first.
fn wording(scene: &Scene<'_>, facts: impl Iterator<Item = FactIx> + Clone) -> Value {
    let values = facts.map(|ix| &scene.fact(ix).value);
    let first = values.clone().next().expect("a run holds at least one fact");
    // Nearly always all are said alike, and showing a value costs more than comparing it.
    if values.clone().all(|value| value == first) {
        return first.clone();
    }
    values.min_by_key(|value| value.to_string()).unwrap_or(first).clone()
}

fn stand_key(scene: &Scene<'_>, ix: FactIx) -> (Polarity, bool, bool, String) {
    let fact = scene.fact(ix);
    let forecast = fact.modality == Modality::Predicted;
    let hypothetical = fact.modality == Modality::Hypothetical;
    (fact.polarity, forecast, hypothetical, fact.value.normal())
}

/// Whether a value is no other than the camp's, only said less precisely.
fn joins(scene: &Scene<'_>, stand: &Camp, camp: &Camp) -> bool {
    if stand.polarity != camp.polarity || stand.is_hypothetical != camp.is_hypothetical {
        return false;
    }
    let in_time = || {
        let attribute = scene.attributes.get(scene.fact(camp.facts[0]).attribute);
        scene.order(attribute, &stand.facts, &camp.facts) == Order::Contemporary
    };
    match relate(&stand.value, &camp.value) {
        Relation::Same => true,
        // A longer list says more than a shorter one: not the same answer to "who".
        Relation::Compatible(Because::Part) => {
            !matches!(stand.value, Value::List(_)) && !matches!(camp.value, Value::List(_))
        }
        // "At least 23" of Tuesday is not the 87 of Thursday, though 87 is at least 23; but it is the 23 of Monday.
        Relation::Compatible(Because::Bound | Because::Rounding) => {
            same_anchor(&stand.value, &camp.value) || in_time()
        }
        Relation::Compatible(_) => true,
        Relation::Different(_) | Relation::Incomparable(_) => false,
    }
}

/// Whether two values name the same number or day, whatever the words around it make of it.
pub(super) fn same_anchor(one: &Value, other: &Value) -> bool {
    let anchor = |value: &Value| (value.kind(), value.sort_key().1);
    anchor(one) == anchor(other)
}

fn describe(scene: &Scene<'_>, camp: &mut Camp) {
    let all = |test: fn(Modality) -> bool| camp.facts.iter().all(|ix| test(scene.fact(*ix).modality));
    let hearsay = all(|modality| matches!(modality, Modality::Rumoured | Modality::Opinion));
    let forecast = all(|modality| modality == Modality::Predicted);
    let hypothetical = all(|modality| modality == Modality::Hypothetical);
    (camp.is_hearsay, camp.is_forecast, camp.is_hypothetical) = (hearsay, forecast, hypothetical);
}

/// Each two of `many` camps, once; past [`MANY`] only neighbours.
pub(super) fn pairs(many: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..many).flat_map(move |left| (left + 1..many.min(left + MANY)).map(move |right| (left, right)))
}
