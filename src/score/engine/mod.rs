//! Truth discovery: what to believe when sources disagree, and how much.
//!
//! It knows nothing of articles: items, candidates and origins are numbers. A table of [`Observations`] and what is
//! known of each origin beforehand ([`Prior`]) go in; a probability for each candidate and a reliability for each
//! origin come out ([`Fusion`]).

mod copying;
mod learn;
mod likelihood;
mod loans;
mod observations;
mod record;
mod settings;
mod trust;
mod urn;
mod what_if;

pub use learn::{Fusion, Reliability, fuse};
pub use likelihood::{logistic, logit};
pub use observations::{Observations, Voice, Vote, Weight};
pub use settings::Settings;
pub use what_if::Trust;

/// What is known of an origin before it has said anything.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// How often it is right, 0 to 1; nothing when it cannot be judged, which counts like any unknown source.
    pub accuracy: Option<f64>,
    /// How many statements that knowledge is worth.
    pub strength: f64,
}

impl Prior {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { accuracy: None, strength: 0.0 };
}
