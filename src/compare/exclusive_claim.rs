//! "Only A" against "A, B and others".

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;
use crate::value::{Relation, Value};

/// See the module.
pub(super) struct ExclusiveClaim;

impl Check for ExclusiveClaim {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "exclusive-claim",
            summary: "one source says that only some take part, another names more",
            why: "an exclusive list leaves no room for the others that the other side names",
            silent_when: "nobody claims exclusivity, or the exclusive list holds all that the other names",
            would_settle: "the wording of the exclusivity: of what, where, and until when",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let exclusive = pair.either(|camp| matches!(&camp.value, Value::List(list) if list.exclusive));
        let differs = matches!(pair.relation, Relation::Different(_));
        (exclusive && differs && pair.takes_many() && pair.both_affirm() && pair.speak_apart())
            .then(|| pair.tension(self.info().why))
    }
}
