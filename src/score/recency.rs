//! How old a statement is, for attributes that change.

use super::{Signal, Voice};
use crate::model::Change;

/// The share of a voice halves with each half-life that it lies behind the latest statement, beyond the days within
/// which statements are contemporaries ([`Change::contemporary_days`]). What never changes does not age.
pub(super) struct Recency;

/// What is left of the oldest voice: it may still be right.
const LEAST: f64 = 0.1;

impl Signal for Recency {
    fn name(&self) -> &'static str {
        "recency"
    }

    fn weight(&self, voice: &Voice<'_>) -> f64 {
        let half_life = match voice.attribute.changes {
            Change::Never => return 1.0,
            Change::Slowly => 180.0,
            Change::Quickly => 7.0,
        };
        let contemporary = voice.attribute.changes.contemporary_days().unwrap_or(0);
        let late = voice.days_behind.map_or(0, |days| days.saturating_sub(contemporary).max(0));
        (-f64::from(late) / half_life).exp2().max(LEAST)
    }

    fn because(&self) -> &'static str {
        "older than the latest statement on something that changes"
    }
}
