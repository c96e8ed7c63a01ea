//! How precisely a value is said.

use crate::value::{Amount, Bound, Value};

/// Rank of how vague a value is: 0 for the most precise. Precise values found camps, vaguer ones join them.
pub(super) fn vagueness(value: &Value) -> u32 {
    match value {
        Value::Number(amount) | Value::Percentage(amount) => of_amount(amount),
        Value::Money(money) => of_amount(&money.amount),
        Value::Quantity(quantity) => of_amount(&quantity.amount),
        Value::Date(when) => {
            100 * of_bound(when.bound) + 10 * u32::from(when.part.is_some()) + when.range.grain as u32
        }
        // A town says more than the province that it lies in.
        Value::Name(name) => 10u32.saturating_sub(u32::try_from(name.lineage.len()).unwrap_or(10)),
        _ => 0,
    }
}

/// Bounds first; among numbers of one bound those with fewer digits, whose last digit stands higher, are vaguer.
fn of_amount(amount: &Amount) -> u32 {
    100 * of_bound(amount.bound) + 28u32.saturating_sub(digits(amount))
}

/// Digits that the number was said with: 3 for 27.4, 2 for 1.2 billion.
fn digits(amount: &Amount) -> u32 {
    let Some(number) = amount.number().filter(|_| !amount.step.is_zero()) else { return 0 };
    let steps = (number / amount.step).trunc().abs();
    steps.mantissa().checked_ilog10().map_or(1, |log| log + 1)
}

fn of_bound(bound: Bound) -> u32 {
    match bound {
        Bound::Exact => 0,
        Bound::About => 1,
        Bound::Between => 2,
        Bound::AtLeast | Bound::MoreThan | Bound::AtMost | Bound::LessThan => 3,
    }
}
