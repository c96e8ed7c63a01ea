//! Lengths of time.

use serde::{Deserialize, Serialize};

use super::difference::Unit;
use super::interval::Pair;
use super::{Amount, Relation, TimeUnit, quantity, show};

/// A length of time in one unit; "two hours and a half" is 150 minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duration {
    /// How many.
    pub amount: Amount,
    /// Of which unit.
    pub unit: TimeUnit,
}

impl Duration {
    /// The length in seconds, calendar units by the mean Gregorian month.
    #[must_use]
    pub fn seconds(&self) -> Option<Amount> {
        self.amount.scaled(self.unit.seconds())
    }
}

pub(super) fn show(duration: &Duration) -> String {
    let single = duration.amount.number().is_some_and(|number| number.abs() == rust_decimal::Decimal::ONE);
    let unit = duration.unit.name();
    let unit = if single { unit.to_owned() } else { quantity::plural(unit) };
    format!("{} {unit}", show::amount(&duration.amount, str::to_owned))
}

pub(super) fn normal(duration: &Duration) -> String {
    let family = if duration.unit.is_calendar() { "months" } else { "seconds" };
    match duration.amount.scaled(duration.unit.length()) {
        Some(amount) => format!("{} {family}", amount.normal()),
        None => format!("{} {}", duration.amount.normal(), duration.unit.name()),
    }
}

pub(super) fn relate(one: &Duration, other: &Duration) -> Relation {
    let inexact = one.unit.is_calendar() != other.unit.is_calendar();
    let length = |unit: TimeUnit| if inexact { unit.seconds() } else { unit.length() };
    let ends = (one.amount.scaled(length(one.unit)), other.amount.scaled(length(other.unit)));
    let (Some(base), Some(other_base)) = ends else {
        // Beyond what exact decimals hold.
        let same = normal(one) == normal(other);
        return if same { Relation::Same } else { Relation::Incomparable(super::Why::Unread) };
    };
    let said = (one.unit != other.unit).then_some((&one.amount, &other.amount));
    let shown = one.unit.max(other.unit);
    Pair { one: &base, other: &other_base, said, inexact }.relate(|| Unit::Time(shown, length(shown)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Because;

    fn of(number: u64, unit: TimeUnit) -> Duration {
        Duration { amount: Amount::count(number), unit }
    }

    #[test]
    fn families_convert_exactly_and_across_about() {
        assert_eq!(relate(&of(24, TimeUnit::Month), &of(2, TimeUnit::Year)), Relation::Same);
        assert_eq!(normal(&of(24, TimeUnit::Month)), normal(&of(2, TimeUnit::Year)));
        let year = relate(&of(365, TimeUnit::Day), &of(1, TimeUnit::Year));
        assert_eq!(year, Relation::Compatible(Because::Conversion));
        assert!(matches!(relate(&of(3, TimeUnit::Week), &of(3, TimeUnit::Month)), Relation::Different(_)));
    }
}
