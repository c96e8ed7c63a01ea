//! Somebody or something.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Because, Difference, Relation};
use crate::lexicon::calling::are_apart;

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

    /// Whether it is no name but a description: "the county council".
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let opens_small = self.text.starts_with(char::is_lowercase) || self.text.contains(' ');
        opens_small && !self.text.chars().skip(1).any(char::is_uppercase)
    }

    /// Whether this is the other's name cut short: "Concord" and "National Concord".
    fn shortens(&self, other: &Self) -> bool {
        let longer: Vec<&str> = other.key.split(' ').collect();
        let mut words = self.key.split(' ');
        !self.is_plain() && self.key.len() < other.key.len() && words.all(|word| longer.contains(&word))
    }

    /// Whether this may describe whoever the other names or describes.
    fn may_be(&self, other: &Self) -> bool {
        let alike = || are_apart(&self.key, &other.key) == Some(false);
        self.describes(other) || self.shortens(other) || self.is_plain() && other.is_plain() && alike()
    }

    /// Whether this is no name but words that fit the other's: "the county council" and "Aro Council".
    fn describes(&self, other: &Self) -> bool {
        let plain = self.is_plain() && self.text.contains(' ');
        let sort = self.key.rsplit(' ').next().unwrap_or_default();
        let named = other.text.chars().skip(1).any(char::is_uppercase);
        plain && named && other.key.split(' ').any(|word| word == sort)
    }
}

pub(super) fn relate(one: &Name, other: &Name) -> Relation {
    if one.key == other.key {
        Relation::Same
    } else if one.is_within(other) || other.is_within(one) || one.may_be(other) || other.may_be(one) {
        Relation::Compatible(Because::Part)
    } else {
        Relation::Different(Difference::words("another name"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name { text: text.into(), key: crate::text::fold(text).as_str().into(), lineage: Arc::new([]) }
    }

    #[test]
    fn a_name_cut_short_is_no_other_name() {
        let party = name("National Concord");
        assert_eq!(relate(&name("Concord"), &party), Relation::Compatible(Because::Part));
        assert_eq!(relate(&party, &name("Concord")), Relation::Compatible(Because::Part));
        assert!(matches!(relate(&party, &name("National Union")), Relation::Different(_)));
    }

    #[test]
    fn a_description_may_be_the_one_who_is_named() {
        let council = name("the county council");
        assert_eq!(relate(&council, &name("Aro Council")), Relation::Compatible(Because::Part));
        assert!(matches!(relate(&council, &name("Aro Stone")), Relation::Different(_)));
        assert!(matches!(relate(&name("Aro Bank"), &name("Bel Bank")), Relation::Different(_)));
        let nurse = name("an off-duty nurse");
        assert_eq!(relate(&nurse, &name("a hiker")), Relation::Compatible(Because::Part));
        assert!(matches!(relate(&nurse, &name("a farmer")), Relation::Different(_)));
    }
}
