//! Topic → confidence: how well each candidate value is supported.
//!
//! Confidence measures agreement among the sources given, not truth. It counts independent origins, not articles:
//! several sources of one origin are one voice, the best of them. What makes a voice weaker than a full one is a
//! [`Signal`]; how voices are weighed against each other, and how reliable each origin has shown itself to be, is the
//! work of the [`engine`].
//!
//! A new signal is a file with a unit struct that implements [`Signal`], its `mod` line here and its entry in
//! [`SIGNALS`].

pub mod engine;

mod account;
mod directness;
mod modality;
mod recency;
mod reliability;
mod topics;

#[cfg(test)]
mod tests;

pub use reliability::prior as letter_prior;
pub use topics::score;

use crate::model::{Attribute, Fact, Source};

/// What a signal looks at: one fact, in its topic.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'run> {
    /// What is said.
    pub fact: &'run Fact,
    /// Where it is said.
    pub source: &'run Source,
    /// Of what.
    pub attribute: &'run Attribute,
    /// Days from the time that the fact speaks of to the latest time that a fact of its topic speaks of.
    pub days_behind: Option<i32>,
}

/// Something about a voice that makes it count less than a full one.
pub trait Signal: Sync {
    /// Its name among the contributions.
    fn name(&self) -> &'static str;
    /// How much of a full voice it leaves, above 0 and up to 1.
    fn weight(&self, voice: &Voice<'_>) -> f64;
    /// Why, in words that follow "counts less:", when it leaves less than a full voice.
    fn because(&self) -> &'static str;
}

/// Every signal, in the order in which a confidence is taken apart.
pub const SIGNALS: &[&dyn Signal] = &[&modality::Modality, &directness::Directness, &recency::Recency];
