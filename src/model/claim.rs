//! One statement by one source, with its evidence.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::SourceIx;
use crate::text::Span;

/// A line of a file that a person can open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path relative to the folder, with forward slashes.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Whether the statement says that something is so, or that it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// It is so.
    #[default]
    Affirmed,
    /// It is not so.
    Denied,
}

/// How firmly the source stands behind the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// In the source's own voice.
    #[default]
    Asserted,
    /// Said to come from others, and not doubted: "reportedly", "according to".
    Reported,
    /// Hearsay without a speaker: "whispers that".
    Rumoured,
    /// Decided or intended, not yet so.
    Planned,
    /// A forecast or an estimate of what will be.
    Predicted,
    /// Under a condition: "if", "would".
    Hypothetical,
    /// The writer's judgement.
    Opinion,
}

/// Who made the claim entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ClaimOrigin {
    /// `crosscheck extract`.
    #[default]
    Extracted,
    /// A person.
    Manual,
    /// A named model outside crosscheck.
    Model(Box<str>),
}

/// What a person decided about the claim entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing yet; it counts.
    #[default]
    Proposed,
    /// Confirmed; it counts, and re-extraction leaves it alone.
    Accepted,
    /// Refused; it does not count and never comes back.
    Rejected,
}

/// How a claim's quote stands in its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Anchor {
    /// Byte for byte at this place.
    Exact(Span),
    /// Not byte for byte, but the same words at this place up to small edits.
    Drifted {
        /// The nearest real text.
        span: Span,
        /// Share of the quote that is kept, 0 to 1.
        similarity: f64,
    },
    /// Put together from two or more places.
    Stitched(Vec<Span>),
    /// Not in the source; the nearest real text, if any comes near.
    Missing {
        /// The nearest real text.
        nearest: Option<Span>,
    },
}

impl Anchor {
    /// Where the words stand in the source, as far as they stand there at all.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Drifted { span, .. } => Some(*span),
            Self::Stitched(spans) => spans.first().copied(),
            Self::Missing { nearest } => *nearest,
        }
    }

    /// Whether the quote is verbatim.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

/// A claim entry: words as written, nothing normalised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Unique within its source.
    pub id: Box<str>,
    /// Who says it.
    pub source: SourceIx,
    /// The entry in the claims file; nothing for a claim extracted in memory.
    pub place: Option<Place>,
    /// Of whom or what, as written.
    pub subject: Box<str>,
    /// What is stated of it, as written.
    pub attribute: Box<str>,
    /// The value as written.
    pub value: Box<str>,
    /// The second entity of the statement, where it has one.
    pub object: Option<Box<str>>,
    /// Of what whole, which period, which part; nothing means the whole.
    pub scope: Option<Box<str>>,
    /// The time it speaks of, where the text says one other than the source's.
    pub as_of: Option<Box<str>>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// Who is said to have said it.
    pub attributed_to: Option<Box<str>>,
    /// The evidence, verbatim.
    pub quote: Box<str>,
    /// Up to 32 characters before the quote.
    pub prefix: Option<Box<str>>,
    /// Up to 32 characters after the quote.
    pub suffix: Option<Box<str>>,
    /// A remark for people.
    pub note: Option<Box<str>>,
    /// Who made the entry.
    pub origin: ClaimOrigin,
    /// What a person decided.
    pub status: Status,
    /// How the quote stands in the source.
    pub anchor: Anchor,
}
