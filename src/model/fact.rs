//! A typed claim.

use std::sync::Arc;

use super::{AttributeIx, ClaimIx, EntityIx, Modality, Polarity, SourceIx, TopicIx};
use crate::value::{DateRange, Value};

/// From where the time of a statement is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeBasis {
    /// The claim itself says it.
    Stated,
    /// The source's date.
    Source,
}

/// The time a statement speaks of, which is not when it was published.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementTime {
    /// The days it may be.
    pub range: DateRange,
    /// From where that is known.
    pub basis: TimeBasis,
}

/// A claim with its entity, attribute, value, scope and time normalised. Exactly one claim stands behind it. "Fact"
/// means typed claim, not truth.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The claim behind it.
    pub claim: ClaimIx,
    /// Who says it.
    pub source: SourceIx,
    /// Of whom or what.
    pub entity: EntityIx,
    /// What is stated of it.
    pub attribute: AttributeIx,
    /// The second entity of the statement.
    pub object: Option<EntityIx>,
    /// Of what whole, period or part, folded; nothing means the whole.
    pub scope: Option<Arc<str>>,
    /// The value, typed.
    pub value: Value,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// Who is said to have said it, as written.
    pub attributed_to: Option<Box<str>>,
    /// The time it speaks of, when anything is known of it.
    pub time: Option<StatementTime>,
    /// The topic it belongs to; set by `group`.
    pub topic: TopicIx,
}
