//! Lists of members that are not the same.

use super::{Check, Pair, Verdict};
use crate::model::{CheckInfo, FindingKind, Severity};
use crate::value::{Because, Relation, Value};

/// See the module.
pub(super) struct ListMismatch;

impl Check for ListMismatch {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "list-mismatch",
            summary: "two sources list different members of the same thing",
            why: "both give a list, and one names somebody whom the other leaves out; either list may be a selection",
            silent_when: "one of them names a single member, which claims nothing about the others",
            would_settle: "a full list by the parties themselves",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let listed = pair.both(|camp| matches!(&camp.value, Value::List(list) if list.members().len() > 1));
        let differs = matches!(pair.relation, Relation::Different(_) | Relation::Compatible(Because::Part));
        if !listed || !differs || !pair.takes_many() || !pair.both_affirm() || !pair.speak_apart() {
            return None;
        }
        Some(Verdict {
            kind: FindingKind::Tension,
            severity: Severity::Low,
            gap: String::new(),
            why: self.info().why.into(),
        })
    }
}
