//! Different answers to who or where.

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;
use crate::value::Kind;

/// See the module.
pub(super) struct NameMismatch;

impl Check for NameMismatch {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "name-mismatch",
            summary: "two sources name different people, organisations or places for the same role",
            why: "the attribute has one holder at a time, both statements are of the same scope and time, and neither name is an \
         alias or a part of the other",
            silent_when: "one is a part of the other (a town within its province), the attribute may have many holders, or the two \
         statements are of different times and the attribute changes",
            would_settle: "a document of the named parties; or, if both names mean the same, an alias in crosscheck.toml",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let difference = pair.difference()?;
        let named = |camp: &super::camp::Camp| matches!(camp.value.kind(), Kind::Name | Kind::List);
        if !pair.both(named) || !pair.both_affirm() || pair.takes_many() || !pair.speak_apart() {
            return None;
        }
        Some(Verdict { gap: String::new(), ..pair.plain(difference, self.info().why) })
    }
}
