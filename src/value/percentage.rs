//! Shares of a whole, in percent: 27 %, a third, one in five.

use super::difference::Unit;
use super::interval::Pair;
use super::{Amount, Relation, show};

pub(super) fn show(amount: &Amount) -> String {
    show::amount(amount, |digits| format!("{digits} %"))
}

pub(super) fn relate(one: &Amount, other: &Amount) -> Relation {
    Pair { one, other, said: None, inexact: false }.relate(|| Unit::Points)
}
