//! Somebody or something.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Because, Difference, Relation};

/// A name, resolved as far as the caller could.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// As shown.
    pub text: Box<str>,
    /// What identifies it: an entity's id, or the folded name.
    pub key: Arc<str>,
    /// Keys of the wholes it is a part of, nearest first.
    pub lineage: Arc<[Arc<str>]>,
}

impl Name {
    /// Whether this one is a part of the other.
    #[must_use]
    pub fn is_within(&self, whole: &Self) -> bool {
        self.lineage.contains(&whole.key)
    }
}

pub(super) fn relate(one: &Name, other: &Name) -> Relation {
    if one.key == other.key {
        Relation::Same
    } else if one.is_within(other) || other.is_within(one) {
        Relation::Compatible(Because::Part)
    } else {
        Relation::Different(Difference { gap: "another name".into(), size: 1.0, slip: None })
    }
}
