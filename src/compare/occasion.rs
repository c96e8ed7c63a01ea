//! Days of one occasion and of two: whether what happened on a day was past when it was told.

use jiff::civil::Date;

use super::{Pair, camp::Camp, scene::Scene};
use crate::value::Value;

/// So many days may lie between the telling of one day and another day that is still told of the same occasion.
const SLACK: i32 = 3;

/// Whether both give a day that was past when the first of them was told: what happened once does not move, so two such
/// days are no change of plan.
pub(super) fn tells_of_one_day(pair: &Pair<'_>) -> bool {
    let Some((left, right)) = occasions(pair) else { return false };
    let told = left.told.min(right.told);
    left.day <= told && right.day <= told
}

/// Whether one gives a day that was past when it was told and the other a day that came only later: two occasions.
pub(super) fn tell_of_two_days(pair: &Pair<'_>) -> bool {
    let Some((left, right)) = occasions(pair) else { return false };
    let after = |past: &Occasion, other: &Occasion| {
        past.day <= past.told && other.day.since(past.told).is_ok_and(|span| span.get_days() > SLACK)
    };
    after(&left, &right) || after(&right, &left)
}

/// A day, and the day on which it was told first.
struct Occasion {
    day: Date,
    told: Date,
}

fn occasions(pair: &Pair<'_>) -> Option<(Occasion, Occasion)> {
    Some((occasion(pair.scene, pair.left)?, occasion(pair.scene, pair.right)?))
}

fn occasion(scene: &Scene<'_>, camp: &Camp) -> Option<Occasion> {
    let Value::Date(when) = &camp.value else { return None };
    let told = camp.facts.iter().filter_map(|ix| scene.time(*ix)?.end).min()?;
    Some(Occasion { day: when.extent().end?, told })
}
