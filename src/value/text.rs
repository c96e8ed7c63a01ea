//! Words that no kind reads further.

use serde::{Deserialize, Serialize};

use super::{Relation, Why};

/// Words as written, and folded for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Text {
    /// As written.
    pub text: Box<str>,
    /// As compared: [`crate::text::fold`].
    pub folded: Box<str>,
}

impl Text {
    /// These words.
    #[must_use]
    pub fn new(words: &str) -> Self {
        Self { text: words.trim().into(), folded: crate::text::fold(words).into() }
    }
}

pub(super) fn relate(one: &Text, other: &Text) -> Relation {
    if one.folded == other.folded { Relation::Same } else { Relation::Incomparable(Why::Unread) }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::new(words)
    }
}
