//! Whether the source saw or was told, or repeats others.

use super::{Signal, Voice};
use crate::model::Directness as Hand;

/// What was passed on can have been bent on the way. Most sources do not say which they are, so the reliability expected
/// of a source is that of one which does not: not knowing takes next to nothing from it.
pub(super) struct Directness;

impl Signal for Directness {
    fn name(&self) -> &'static str {
        "directness"
    }

    fn weight(&self, voice: &Voice<'_>) -> f64 {
        match voice.source.directness {
            Hand::FirstHand => 1.0,
            Hand::Unknown => 0.97,
            Hand::SecondHand => 0.75,
        }
    }

    fn because(&self) -> &'static str {
        "not known to be first hand"
    }
}
