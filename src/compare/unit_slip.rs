//! Values that differ by exactly a thousand, a million or a unit.

use super::{Check, Pair, Verdict};
use crate::model::CheckInfo;
use crate::value::Slip;

/// See the module.
pub(super) struct UnitSlip;

impl Check for UnitSlip {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "unit-slip",
            summary: "two values differ by exactly a thousand or a million, or only by their unit",
            why: "the same digits with another magnitude or unit are most likely a slip: million for billion, gigabytes for \
         terabytes, or a digit too few",
            silent_when: "the digits differ too, or the attribute may have many values",
            would_settle: "the figure's order of magnitude in any third source",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let difference = pair.difference()?;
        let slip = match difference.slip? {
            Slip::Thousand => "exactly a factor of a thousand: most likely million for billion, or the like",
            Slip::Million => "exactly a factor of a million: most likely a wrong magnitude word",
            Slip::Unit => "the same digits with another unit: most likely a wrong unit",
            Slip::Exchanged | Slip::Digits | Slip::Ten => return None,
        };
        if !pair.both_affirm() || pair.takes_many() || !pair.speak_apart() {
            return None;
        }
        let mut verdict = pair.plain(difference, slip);
        verdict.gap = format!("{}, probably a slip", difference.gap());
        Some(verdict)
    }
}
