//! Facts that speak of the same thing.

use std::sync::Arc;

use super::{AttributeIx, AttributeTable, Confidence, EntityIx, EntityTable, FactIx};
use crate::value::Value;

/// What makes two facts comparable: the same attribute of the same entity, towards the same object, in the same scope.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicKey {
    /// Of whom or what.
    pub entity: EntityIx,
    /// What is stated of it.
    pub attribute: AttributeIx,
    /// The second entity.
    pub object: Option<EntityIx>,
    /// Of what whole, period or part, folded.
    pub scope: Option<Arc<str>>,
}

/// Where one origin stands towards a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stance {
    /// States it, or a value compatible with it.
    Supports,
    /// States another value, or denies this one.
    Refutes,
    /// Says nothing that decides.
    Silent,
}

/// A value that somebody gives for the topic.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The most precise wording of the value.
    pub value: Value,
    /// The facts that state it or a value compatible with it, in order.
    pub facts: Vec<FactIx>,
    /// How many independent origins support it.
    pub origins: usize,
    /// How many sources support it.
    pub sources: usize,
    /// How well it is supported; set by `score`.
    pub confidence: Confidence,
}

/// What truth discovery calls a data item: the facts on one attribute of one entity in one scope.
#[derive(Debug, Clone)]
pub struct Topic {
    /// Stable id: entity, attribute, object and scope, readable.
    pub id: Box<str>,
    /// The key.
    pub key: TopicKey,
    /// Its facts in their total order.
    pub facts: Vec<FactIx>,
    /// The values given, best supported first; set by `compare`, weighed by `score`.
    pub candidates: Vec<Candidate>,
    /// How many independent origins speak on it.
    pub origins: usize,
    /// Share of the origins that stand behind the best supported value, 0 to 1.
    pub agreement: f64,
}

impl Topic {
    /// How the topic is called for people: entity, attribute, object and scope, in words.
    #[must_use]
    pub fn title(&self, entities: &EntityTable, attributes: &AttributeTable) -> String {
        let mut title = self.title_without_scope(entities, attributes);
        if let Some(scope) = &self.key.scope {
            title.push_str(&format!(" ({scope})"));
        }
        title
    }

    /// The title without the scope, for topics that differ by nothing else.
    #[must_use]
    pub fn title_without_scope(&self, entities: &EntityTable, attributes: &AttributeTable) -> String {
        let mut title =
            format!("{}: {}", entities.get(self.key.entity).name, attributes.get(self.key.attribute).shown());
        if let Some(object) = self.key.object {
            title.push_str(" · ");
            title.push_str(&entities.get(object).name);
        }
        title
    }
}
