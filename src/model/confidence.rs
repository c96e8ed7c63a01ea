//! How well a value is supported.
//!
//! Confidence is of candidate values only; a finding has certainty ([`Certainty`](super::Certainty)). It measures
//! agreement among the sources given, not truth.

use serde::Serialize;

/// The word for a confidence. The borders follow the yardstick of likelihood words in ICD 203 (Office of the Director
/// of National Intelligence), which analysts' readers know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing to weigh: one origin, or none.
    TooFewSources,
    /// Under 0.20.
    VeryUnlikely,
    /// 0.20 to under 0.45.
    Unlikely,
    /// 0.45 to under 0.55.
    Undecided,
    /// 0.55 to under 0.80.
    Likely,
    /// 0.80 to under 0.95.
    VeryLikely,
    /// 0.95 and more.
    NearlyCertain,
}

impl Level {
    /// The word for a probability-like `score`.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            s if s < 0.20 => Self::VeryUnlikely,
            s if s < 0.45 => Self::Unlikely,
            s if s < 0.55 => Self::Undecided,
            s if s < 0.80 => Self::Likely,
            s if s < 0.95 => Self::VeryLikely,
            _ => Self::NearlyCertain,
        }
    }

    /// The word as people read it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TooFewSources => "too few sources",
            Self::VeryUnlikely => "very unlikely",
            Self::Unlikely => "unlikely",
            Self::Undecided => "undecided",
            Self::Likely => "likely",
            Self::VeryLikely => "very likely",
            Self::NearlyCertain => "nearly certain",
        }
    }
}

/// One named part of a confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contribution {
    /// Which signal, such as `corroboration`.
    pub signal: &'static str,
    /// Its part of the log-odds; all parts together give the score.
    pub effect: f64,
    /// Why, in words.
    pub because: Box<str>,
}

/// How well a candidate value is supported: word, number, and what accounts for it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Confidence {
    /// The word.
    pub level: Level,
    /// The number, 0 to 1: the logistic function of the contributions' sum.
    pub score: f64,
    /// Named parts; they account for the score.
    pub contributions: Vec<Contribution>,
}

impl Confidence {
    /// Before `score` has run.
    #[must_use]
    pub fn unscored() -> Self {
        Self { level: Level::TooFewSources, score: 0.0, contributions: Vec::new() }
    }
}
