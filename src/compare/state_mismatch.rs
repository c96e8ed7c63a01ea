//! Different states of the same thing.

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;
use crate::value::Kind;

/// See the module.
pub(super) struct StateMismatch;

impl Check for StateMismatch {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "state-mismatch",
            summary: "two sources put the same thing into different states",
            why: "a thing is in one state at a time, and both statements speak of the same time",
            silent_when: "the words of a statement fit none of the attribute's states, or the statements are of different times and the \
         state changes",
            would_settle: "the record or person that both statements go back to, and the day on which the state last changed",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let difference = pair.difference()?;
        if pair.left.value.kind() != Kind::State
            || !pair.both_affirm()
            || pair.takes_many()
            || !pair.speak_apart()
        {
            return None;
        }
        Some(Verdict { gap: String::new(), ..pair.plain(difference, self.info().why) })
    }
}
