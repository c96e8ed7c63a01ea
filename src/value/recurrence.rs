//! Repeated times: every Monday, daily, twice a year.

use serde::{Deserialize, Serialize};

use super::{Difference, Relation};

/// A time that comes again.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Recurrence {
    /// What follows "every" in its canonical wording: `Monday`, `2 weeks`, `day`.
    pub every: Box<str>,
    /// The same as a TIMEX3 value: `XXXX-WXX-1`, `P2W`.
    pub timex: Box<str>,
}

pub(super) fn show(recurrence: &Recurrence) -> String {
    format!("every {}", recurrence.every)
}

pub(super) fn relate(one: &Recurrence, other: &Recurrence) -> Relation {
    if one.every == other.every {
        return Relation::Same;
    }
    let gap = format!(
        "every {} and every {}",
        one.every.as_ref().min(&other.every),
        one.every.as_ref().max(&other.every)
    );
    Relation::Different(Difference::words(gap))
}
