//! Whether the source saw or was told, or repeats others.

use super::{Signal, Voice};
use crate::model::Directness as Hand;

/// What was passed on can have been bent on the way. Not knowing counts as neither.
pub(super) struct Directness;

impl Signal for Directness {
    fn name(&self) -> &'static str {
        "directness"
    }

    fn weight(&self, voice: &Voice<'_>) -> f64 {
        match voice.source.directness {
            Hand::FirstHand => 1.0,
            Hand::Unknown => 0.9,
            Hand::SecondHand => 0.75,
        }
    }

    fn because(&self) -> &'static str {
        "not known to be first hand"
    }
}
