//! Claims of several articles to claims that can meet.
//!
//! Articles speak of one thing in different words. `group` puts facts together by exact keys; this stage finds which
//! claims are about the same, by the words around them, and gives those one subject, attribute and scope. Claims that
//! look alike and are not taken for the same get scopes that keep them apart. What a group met by is left in each
//! claim's note, so that it can be explained.
//!
//! The work: names are linked to entities; claims are compared only within one kind and unit, only when they share a
//! telling word, and only when their articles name something in common, so that a folder of many stories costs what its
//! stories cost.

mod adopt;
mod assign;
mod candidate;
mod cluster;
mod entity;
mod item;
mod naming;
mod neighbour;
mod pool;
mod rival;
mod score;
mod signal;
mod stand;
mod story;
mod word;

pub use adopt::adopt;
pub use rival::Rivals;

use crate::model::{AttributeTable, Claim, EntityTable, Extracted};

/// Gives the claims of all articles, in order, with subjects, attributes and scopes by which they meet. Entities and
/// attributes that the tables do not know are added.
#[must_use]
pub fn align(
    extracted: &[Extracted],
    entities: &mut EntityTable,
    attributes: &mut AttributeTable,
) -> Vec<Claim> {
    let linked = entity::link(extracted);
    let items = item::items(extracted, &linked);
    let groups = cluster::groups(&items);
    assign::assign(&items, &groups, &linked, entities, attributes)
}

/// The pairs of equal and of differing values that [`align`] weighs, with their signals: what `tools/learn_align.py` learns from.
#[must_use]
pub fn rivals(extracted: &[Extracted]) -> Vec<Rivals> {
    let linked = entity::link(extracted);
    rival::rivals(&item::items(extracted, &linked))
}
