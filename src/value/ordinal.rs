//! Ranks: third, 21st.

use super::{Difference, Relation};

pub(super) fn show(rank: u64) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

pub(super) fn relate(one: u64, other: u64) -> Relation {
    if one == other {
        return Relation::Same;
    }
    let gap = one.abs_diff(other);
    let places = if gap == 1 { "place" } else { "places" };
    Relation::Different(Difference::words(format!("{gap} {places}")))
}
