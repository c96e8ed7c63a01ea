//! Facts to topics.
//!
//! Two facts are comparable when they state the same attribute of the same entity, towards the same object, in the
//! same scope. Nothing else is decided here.

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::model::{AttributeTable, EntityTable, Fact, FactIx, Topic, TopicIx, TopicKey};

/// Sorts the facts into topics and tells each fact its topic. Topics come in the order of their ids, facts of a topic
/// in the order of the table.
#[must_use]
pub fn group(facts: &mut [Fact], entities: &EntityTable, attributes: &AttributeTable) -> Vec<Topic> {
    let mut order: Vec<FactIx> = (0..facts.len()).map(FactIx::new).collect();
    order.par_sort_unstable_by(|one, other| {
        by_key(&facts[one.at()], &facts[other.at()]).then_with(|| one.cmp(other))
    });
    let known = &*facts;
    let mut topics: Vec<Topic> = order
        .par_chunk_by(|one, other| by_key(&known[one.at()], &known[other.at()]) == Ordering::Equal)
        .map(|run| topic(run, &known[run[0].at()], entities, attributes))
        .collect();
    topics.par_sort_unstable_by(|one, other| one.id.cmp(&other.id).then_with(|| one.key.cmp(&other.key)));
    for (at, topic) in topics.iter().enumerate() {
        for fact in &topic.facts {
            facts[fact.at()].topic = TopicIx::new(at);
        }
    }
    topics
}

fn by_key(one: &Fact, other: &Fact) -> Ordering {
    one.entity
        .cmp(&other.entity)
        .then_with(|| one.attribute.cmp(&other.attribute))
        .then_with(|| one.object.cmp(&other.object))
        .then_with(|| one.scope.cmp(&other.scope))
}

fn topic(run: &[FactIx], first: &Fact, entities: &EntityTable, attributes: &AttributeTable) -> Topic {
    let key = TopicKey {
        entity: first.entity,
        attribute: first.attribute,
        object: first.object,
        scope: first.scope.clone(),
    };
    Topic {
        id: id(&key, entities, attributes),
        key,
        facts: run.to_vec(),
        candidates: Vec::new(),
        origins: 0,
        agreement: 0.0,
    }
}

/// `entity/attribute`, then `/object` and `@scope` where there are any.
fn id(key: &TopicKey, entities: &EntityTable, attributes: &AttributeTable) -> Box<str> {
    let mut id = format!("{}/{}", entities.get(key.entity).id, attributes.get(key.attribute).id);
    if let Some(object) = key.object {
        id.push('/');
        id.push_str(&entities.get(object).id);
    }
    if let Some(scope) = &key.scope {
        id.push('@');
        id.extend(scope.chars().map(|mark| if mark.is_whitespace() { '-' } else { mark }));
    }
    id.into()
}
