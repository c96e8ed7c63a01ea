//! Who and what claims speak of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::EntityIx;

/// Somebody or something, with the names it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Stable id: the configured one, or the folded name of an entity that was only met in a text.
    pub id: Arc<str>,
    /// The name shown.
    pub name: Arc<str>,
    /// Organisation, person, place; free text.
    pub kind: Option<Box<str>>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// The entity that this one is a part of.
    pub within: Option<EntityIx>,
    /// Whether the user's configuration names it.
    pub configured: bool,
}

/// What a mention's words lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This one.
    One(EntityIx),
    /// Several share the alias: nothing is linked.
    Ambiguous(Vec<EntityIx>),
    /// No entity goes by that name.
    Unknown,
}

/// All entities of a run, found by folded name.
#[derive(Debug, Clone, Default)]
pub struct EntityTable {
    entities: Vec<Entity>,
    by_name: BTreeMap<Box<str>, Vec<EntityIx>>,
}

impl EntityTable {
    /// Adds an entity under all its names, each folded by the caller's `fold`.
    pub fn add(&mut self, entity: Entity, fold: impl Fn(&str) -> String) -> EntityIx {
        let ix = EntityIx::new(self.entities.len());
        let names = std::iter::once(&*entity.name)
            .chain(std::iter::once(&*entity.id))
            .chain(entity.aliases.iter().map(|alias| &**alias));
        for name in names {
            let holders = self.by_name.entry(fold(name).into()).or_default();
            if !holders.contains(&ix) {
                holders.push(ix);
            }
        }
        self.entities.push(entity);
        ix
    }

    /// The entity that goes by an already folded name.
    #[must_use]
    pub fn resolve(&self, folded: &str) -> Resolution {
        match self.by_name.get(folded).map(Vec::as_slice) {
            None | Some([]) => Resolution::Unknown,
            Some([one]) => Resolution::One(*one),
            Some(several) => Resolution::Ambiguous(several.to_vec()),
        }
    }

    /// The entity at `ix`.
    #[must_use]
    pub fn get(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.at()]
    }

    /// Says that `part` belongs to `whole`.
    pub fn set_within(&mut self, part: EntityIx, whole: EntityIx) {
        self.entities[part.at()].within = Some(whole);
    }

    /// The entity and everything it is a part of, nearest first. A ring in the configuration ends it.
    #[must_use]
    pub fn lineage(&self, ix: EntityIx) -> Vec<EntityIx> {
        let mut line = vec![ix];
        while let Some(whole) = self.get(line[line.len() - 1]).within {
            if line.contains(&whole) {
                break;
            }
            line.push(whole);
        }
        line
    }

    /// All entities with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (EntityIx, &Entity)> {
        self.entities.iter().enumerate().map(|(at, entity)| (EntityIx::new(at), entity))
    }

    /// All folded names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }

    /// Number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}
