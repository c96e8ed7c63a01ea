//! The user's letter as a prior.

use super::engine::Prior;
use crate::model::Reliability;

/// How often a source of each letter is expected to be right, and what that expectation is worth in statements. The
/// Admiralty system gives words only ("usually reliable"), and readers differ in the numbers they hear in them (Samet,
/// Human Factors 17(2), 1975); these keep the order of the words and stay away from certainty at both ends. F says
/// that a source cannot be judged, which is what is known of a source without a letter.
#[must_use]
pub fn prior(letter: Option<Reliability>) -> Prior {
    let accuracy = match letter {
        Some(Reliability::A) => 0.92,
        Some(Reliability::B) => 0.84,
        Some(Reliability::C) => 0.72,
        Some(Reliability::D) => 0.58,
        Some(Reliability::E) => 0.51,
        Some(Reliability::F) | None => return Prior::UNKNOWN,
    };
    Prior { accuracy: Some(accuracy), strength: LETTER_STRENGTH }
}

/// Statements that a letter is worth: a person's judgement of a source outweighs a handful of agreements.
const LETTER_STRENGTH: f64 = 12.0;
