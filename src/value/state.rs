//! One of an attribute's states.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Difference, Relation};

/// A state, such as "in force".
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct State {
    /// Stable id: `in-force`.
    pub id: Arc<str>,
    /// As shown.
    pub text: Box<str>,
}

pub(super) fn relate(one: &State, other: &State) -> Relation {
    if one.id == other.id { Relation::Same } else { Relation::Different(Difference::words("another state")) }
}
