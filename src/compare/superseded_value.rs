//! Values that differ, each of its own time.

use super::assemble::{in_time, shown};
use super::occasion::tells_of_one_day;
use super::{Check, Order, Pair, Verdict};
use rust_decimal::Decimal;

use super::camp::same_anchor;
use crate::model::{CheckInfo, FindingKind, Severity};
use crate::value::{Amount, Because, Bound, Relation, Slip, Value};

/// See the module.
pub(super) struct SupersededValue;

impl Check for SupersededValue {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "superseded-value",
            summary: "a later statement replaces an earlier one",
            why: "the attribute changes with time and the two statements are of different times, by the text or by the articles' \
         dates; both can be right, each of its day",
            silent_when: "the attribute does not change, the earlier state is one after which nothing comes, the statements are \
         contemporaries, or a date is missing: without a difference in time a difference in value is a conflict",
            would_settle: "nothing to settle if the earlier article is left as it was; a text that is kept up to date should carry the \
         later value",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let moved_on = match &pair.relation {
            // What moves on seldom lands on its own digits in another order: that is a mistake, whenever it was made.
            Relation::Different(difference) => pair.both_affirm() && difference.slip != Some(Slip::Exchanged),
            // "At least 4" grew to 9; "just over 6,000" is what 6,200 was, said roughly.
            Relation::Compatible(Because::Bound | Because::Rounding) => {
                pair.both_affirm() && has_left_its_bound(&pair.left.value, &pair.right.value)
            }
            Relation::Same => pair.left.polarity != pair.right.polarity,
            _ => false,
        };
        if !moved_on || pair.order == Order::Contemporary || pair.takes_many() || tells_of_one_day(pair) {
            return None;
        }
        let (earlier, later) = in_time(pair.order, pair.left, pair.right);
        if is_last(pair, &earlier.value) {
            return None;
        }
        let why = format!("{}: first {}, later {}", self.info().why, shown(earlier), shown(later));
        Some(Verdict { kind: FindingKind::Superseded, severity: Severity::Low, gap: String::new(), why })
    }
}

/// Whether it is a state after which nothing comes.
fn is_last(pair: &Pair<'_>, value: &Value) -> bool {
    let Value::State(state) = value else { return false };
    pair.attribute.states.iter().any(|words| words.last && words.id == state.id)
}

/// Whether one of two amounts is a plain bound that the other has left far behind.
fn has_left_its_bound(one: &Value, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.amount(), other.amount()) else { return !same_anchor(one, other) };
    let open = |amount: &Amount| {
        matches!(amount.bound, Bound::AtLeast | Bound::MoreThan) && amount.high.is_none()
            || matches!(amount.bound, Bound::AtMost | Bound::LessThan) && amount.low.is_none()
    };
    let (low, high) = (one.anchor().min(other.anchor()), one.anchor().max(other.anchor()));
    (open(one) || open(other)) && high > low * FAR
}

/// A toll that grew by less was only told more exactly: "more than 100" and "about 120" are one count.
const FAR: Decimal = Decimal::from_parts(14, 0, 0, false, 1);
