//! Counts and plain numbers.

use super::difference::Unit;
use super::interval::Pair;
use super::{Amount, Relation, show};

pub(super) fn show(amount: &Amount) -> String {
    show::amount(amount, str::to_owned)
}

pub(super) fn relate(one: &Amount, other: &Amount) -> Relation {
    Pair { one, other, said: None, inexact: false }.relate(|| Unit::None)
}
