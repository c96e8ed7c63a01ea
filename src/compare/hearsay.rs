//! A rumour or an opinion against a statement.

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;

/// See the module.
pub(super) struct Hearsay;

impl Check for Hearsay {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "hearsay",
            summary: "a rumour or a writer's own reckoning stands against a statement",
            why: "one side is hearsay or the writer's own judgement: it cannot contradict a report, but an editor would check it",
            silent_when: "anybody on the weaker side reports or asserts the value, or the attribute may have many values",
            would_settle: "who first said it, and whether anybody stands behind it",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let weak = pair.either(|camp| camp.is_hearsay);
        let differ = pair.difference().is_some();
        (weak && differ && pair.both_affirm() && !pair.takes_many() && pair.speak_apart())
            .then(|| pair.tension(self.info().why))
    }
}
