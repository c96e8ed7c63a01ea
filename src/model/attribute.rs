//! What is stated of entities.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AttributeIx, FindingKind, Severity};
use crate::value::Kind;

/// Whether an attribute can have several values at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cardinality {
    /// One value at a time; truth discovery calls it single-truth. Without it no difference is a conflict.
    #[default]
    One,
    /// Several: partners, sellers, authors.
    Many,
}

/// Whether and how fast an attribute's value changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Two values of different days cannot both hold: a birthplace, the price in a signed contract.
    #[default]
    Never,
    /// It changes now and then: a plan, a clause, a chief executive. Statements within a week are contemporaries.
    Slowly,
    /// It changes by the hour: a toll, a price on a market. Only statements of the same day are contemporaries.
    Quickly,
}

impl Change {
    /// Days between two statements up to which they count as contemporaries; nothing means always.
    #[must_use]
    pub fn contemporary_days(self) -> Option<i32> {
        match self {
            Self::Never => None,
            Self::Slowly => Some(7),
            Self::Quickly => Some(0),
        }
    }
}

/// One of the states that an attribute can be in, with the words that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateWords {
    /// Stable id, such as `in-force`.
    pub id: Arc<str>,
    /// Words and phrases that express it.
    pub words: Vec<Box<str>>,
    /// The state that its denial amounts to: what is not insured is uninsured.
    pub denied: Option<Arc<str>>,
    /// Whether nothing comes after it: who is dead on Monday is not alive on Tuesday.
    pub last: bool,
}

/// An attribute: data, not code. Built in, configured, or met in a claims file.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Stable id, such as `stake`.
    pub id: Arc<str>,
    /// The name shown, such as "ownership stake".
    pub name: Arc<str>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// The kind of its values; nothing means that each claim's words decide.
    pub kind: Option<Kind>,
    /// One value or many at a time.
    pub values: Cardinality,
    /// Whether the value can change with time, so that two values of different times are both right.
    pub changes: Change,
    /// What a difference between two values amounts to: [`FindingKind::Contradiction`] or [`FindingKind::Tension`].
    pub difference: FindingKind,
    /// How much a contradiction on it matters.
    pub severity: Severity,
    /// Its states, for attributes of kind state.
    pub states: Vec<StateWords>,
}

/// How the name of an attribute ends that is fixed in itself, but of which the articles tell another value later: a
/// planned date.
const OVER_TIME: &str = " over time";

/// How the name of an attribute ends whose values are of their own day.
const BY_DAY: &str = " by day";

impl Attribute {
    /// An attribute that nobody configured, met as `words` in a claim. Nothing is known of it, so it is taken to
    /// change: a difference between articles of different weeks is then no contradiction.
    #[must_use]
    pub fn met(id: impl Into<Arc<str>>, words: &str) -> Self {
        let changes = if words.ends_with(BY_DAY) { Change::Quickly } else { Change::Slowly };
        Self {
            id: id.into(),
            name: words.into(),
            aliases: Vec::new(),
            kind: None,
            values: Cardinality::One,
            changes,
            difference: FindingKind::Contradiction,
            severity: Severity::Medium,
            states: Vec::new(),
        }
    }

    /// The same attribute where the articles tell that its value was changed.
    #[must_use]
    pub fn over_time(self) -> Self {
        self.variant(OVER_TIME, Change::Slowly)
    }

    /// The same attribute where the articles tell of updates from day to day.
    #[must_use]
    pub fn by_day(self) -> Self {
        self.variant(BY_DAY, Change::Quickly)
    }

    fn variant(mut self, ending: &str, changes: Change) -> Self {
        self.changes = changes;
        self.id = format!("{}{}", self.id, ending.replace(' ', "-")).into();
        self.name = format!("{}{ending}", self.name).into();
        self.aliases.clear();
        self
    }

    /// The name for people: how fast its values change is seen from the time line.
    #[must_use]
    pub fn shown(&self) -> &str {
        let name = self.name.strip_suffix(BY_DAY).unwrap_or(&self.name);
        name.strip_suffix(OVER_TIME).unwrap_or(name)
    }
}

/// All attributes of a run, found by folded name.
#[derive(Debug, Clone, Default)]
pub struct AttributeTable {
    attributes: Vec<Attribute>,
    by_name: BTreeMap<Box<str>, AttributeIx>,
}

impl AttributeTable {
    /// Adds an attribute under all its names, each folded by the caller's `fold`. Gives the names that another
    /// attribute already holds; those stay with the earlier one.
    pub fn add(
        &mut self,
        attribute: Attribute,
        fold: impl Fn(&str) -> String,
    ) -> (AttributeIx, Vec<Box<str>>) {
        let ix = AttributeIx::new(self.attributes.len());
        let names: Vec<&str> = std::iter::once(&*attribute.id)
            .chain(std::iter::once(&*attribute.name))
            .chain(attribute.aliases.iter().map(|alias| &**alias))
            .collect();
        let mut taken = Vec::new();
        for name in names {
            let holder = *self.by_name.entry(fold(name).into()).or_insert(ix);
            if holder != ix {
                taken.push(name.into());
            }
        }
        self.attributes.push(attribute);
        (ix, taken)
    }

    /// The attribute that goes by an already folded name.
    #[must_use]
    pub fn resolve(&self, folded: &str) -> Option<AttributeIx> {
        self.by_name.get(folded).copied()
    }

    /// The attribute at `ix`.
    #[must_use]
    pub fn get(&self, ix: AttributeIx) -> &Attribute {
        &self.attributes[ix.at()]
    }

    /// All attributes with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (AttributeIx, &Attribute)> {
        self.attributes.iter().enumerate().map(|(at, attribute)| (AttributeIx::new(at), attribute))
    }

    /// All folded names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(|name| &**name)
    }
}
