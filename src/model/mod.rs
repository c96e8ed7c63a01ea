//! The nouns of the field. Data and what always holds of it; no stage's work.

mod attribute;
mod claim;
mod confidence;
mod entity;
mod fact;
mod file;
mod finding;
mod id;
mod index;
mod proposal;
mod report;
mod segments;
mod source;
mod store;
mod topic;

pub use attribute::{Attribute, AttributeTable, Cardinality, Change, StateWords};
pub use claim::{Anchor, Claim, ClaimOrigin, Modality, Place, Polarity, Status};
pub use confidence::{Confidence, Contribution, Level};
pub use entity::{Entity, EntityTable, Resolution};
pub use fact::{Fact, StatementTime, TimeBasis};
pub use file::RawFile;
pub use finding::{
    Certainty, CheckInfo, Disposition, Evidence, Finding, FindingBuilder, FindingKind, Severity, Side,
};
pub use id::{FindingId, digest, hex};
pub use index::{AttributeIx, ClaimIx, EntityIx, FactIx, SourceIx, TopicIx};
pub use proposal::{Context, Extracted, Marks, Mention, Proposal, Shape, Term, TermRole, Thing};
pub use report::{Report, SourceSummary, Summary};
pub use segments::{Block, BlockKind, Segments, Sentence};
pub use source::{Directness, Reliability, Source};
pub use store::Store;
pub use topic::{Candidate, Stance, Topic, TopicKey};
