//! Amounts, dates and other measured values that cannot both hold.

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;
use crate::value::Kind;

/// See the module.
pub(super) struct ValueMismatch;

impl Check for ValueMismatch {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "value-mismatch",
            summary: "two sources give different amounts, dates or answers for the same thing",
            why: "the attribute has one value at a time, both statements are of the same entity, scope and time, and no rounding, \
         bound or finer date lets both hold",
            silent_when: "the values meet at the coarser precision, one lies within the bound of the other, the units cannot be compared, \
         the attribute may have many values, or one is a forecast and the other an actual figure",
            would_settle: "the document or person that both statements go back to, and whether both mean the same whole and day",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let difference = pair.difference()?;
        let measured = !matches!(pair.left.value.kind(), Kind::Name | Kind::State | Kind::List | Kind::Text);
        if !measured || !pair.both_affirm() || pair.takes_many() || !pair.speak_apart() {
            return None;
        }
        Some(pair.plain(difference, self.info().why))
    }
}
