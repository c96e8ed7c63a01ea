//! Claim to fact: entity, attribute, value, scope and time in normal form.
//!
//! What cannot be resolved gives no fact and a diagnostic that says why: an ambiguous alias links nothing. A name that
//! nobody configured becomes an entity of its own, so that a folder without configuration works.

mod names;
mod reading;
mod scope;
mod state;
mod tables;
mod time;

use rayon::prelude::*;

use self::names::Names;
pub use self::tables::tables;
use crate::diagnostic::Diagnostic;
use crate::model::{Anchor, AttributeTable, Claim, ClaimIx, EntityTable, Fact, Source, TopicIx};

/// Turns the claims into facts, in the order of the claims. Entities and attributes that are met here for the first
/// time are added to the tables.
#[must_use]
pub fn normalize(
    claims: &[Claim],
    sources: &[Source],
    entities: &mut EntityTable,
    attributes: &mut AttributeTable,
) -> (Vec<Fact>, Vec<Diagnostic>) {
    let names = Names::resolve(claims, entities, attributes);
    let reader = reading::Reader::new(entities, attributes);
    let read: Vec<(Option<Fact>, Vec<Diagnostic>)> = claims
        .par_iter()
        .enumerate()
        .map(|(at, claim)| fact(ClaimIx::new(at), claim, sources, &names, &reader))
        .collect();
    let mut facts = Vec::with_capacity(claims.len());
    let mut diagnostics = names.diagnostics;
    for (fact, problems) in read {
        facts.extend(fact);
        diagnostics.extend(problems);
    }
    (facts, diagnostics)
}

fn fact(
    ix: ClaimIx,
    claim: &Claim,
    sources: &[Source],
    names: &Names,
    reader: &reading::Reader<'_>,
) -> (Option<Fact>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    // A statement without its words in the source is no evidence; that it is missing is a finding of its own.
    if matches!(claim.anchor, Anchor::Missing { .. }) {
        return (None, problems);
    }
    let linked = &names.links[ix.at()];
    let Some(entity) = linked.entity else { return (None, problems) };
    if claim.object.is_some() && linked.object.is_none() {
        return (None, problems);
    }
    let source = &sources[claim.source.at()];
    let value = reader.read(claim, linked.attribute, source, &mut problems);
    let fact = Fact {
        claim: ix,
        source: claim.source,
        entity,
        attribute: linked.attribute,
        object: linked.object,
        scope: claim.scope.as_deref().and_then(scope::fold_scope),
        value,
        polarity: claim.polarity,
        modality: claim.modality,
        attributed_to: claim.attributed_to.clone(),
        time: time::of(claim, source, &mut problems),
        topic: TopicIx::new(0),
    };
    (Some(fact), problems)
}
