//! Numbers of units: measured (14 km) and counted (312 people).

use serde::{Deserialize, Serialize};

use crate::lexicon::plural::{self, singular};
use crate::lexicon::unit;

use super::difference::Unit;
use super::interval::Pair;
use super::time_unit::{self, Rates};
use super::{Amount, Relation, Why, show};

/// So many of a unit, or a rate of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    pub amount: Amount,
    /// Canonical name in the singular: a unit of the lexicon (`kilometre`) or the noun counted (`job`).
    pub unit: Box<str>,
    /// Per what: `year`, `person`; nothing for a plain quantity.
    pub per: Option<Box<str>>,
}

pub(super) fn show(quantity: &Quantity) -> String {
    let single = quantity.amount.number().is_some_and(|number| number.abs() == rust_decimal::Decimal::ONE);
    let many = plural(&quantity.unit);
    // A noun whose plural would not lead back to it is shown as it is.
    let back = unit::by_id(&quantity.unit).is_some()
        || quantity.unit.ends_with(" of age")
        || singular(&many) == *quantity.unit;
    let unit = if single || !back { quantity.unit.to_string() } else { many };
    let shown = format!("{} {unit}", show::amount(&quantity.amount, str::to_owned));
    match &quantity.per {
        Some(per) => format!("{shown} per {per}"),
        None => shown,
    }
}

pub(super) fn normal(quantity: &Quantity) -> String {
    let (amount, per) = time_unit::canonical_rate(&quantity.amount, quantity.per.as_deref());
    let per = per.map(|per| format!("/{per}")).unwrap_or_default();
    let (amount, unit) = match to_base(&amount, &quantity.unit) {
        Some((amount, dimension)) => (amount, dimension.to_owned()),
        None => (amount, quantity.unit.to_string()),
    };
    format!("{} {unit}{per}", amount.normal())
}

pub(super) fn relate(one: &Quantity, other: &Quantity) -> Relation {
    let Some(rates) = Rates::of(&one.amount, one.per.as_deref(), &other.amount, other.per.as_deref()) else {
        return Relation::Incomparable(Why::Unit);
    };
    if one.unit == other.unit {
        let said = rates.said(&one.amount, &other.amount);
        return Pair { one: &rates.one, other: &rates.other, said, inexact: rates.inexact }
            .relate(|| Unit::Of(one.unit.clone(), rates.per.clone()));
    }
    let (Some((base, dimension)), Some((other_base, other_dimension))) =
        (to_base(&rates.one, &one.unit), to_base(&rates.other, &other.unit))
    else {
        return Relation::Incomparable(Why::Unit);
    };
    if dimension != other_dimension {
        return Relation::Incomparable(Why::Unit);
    }
    let said = Some((&one.amount, &other.amount));
    Pair { one: &base, other: &other_base, said, inexact: rates.inexact }.relate(|| {
        // In the larger of the two units, whichever was said first.
        let factor_of = |id: &str| unit::by_id(id).map(|entry| entry.factor).unwrap_or_default();
        let shown = [&one.unit, &other.unit]
            .into_iter()
            .max_by_key(|id| (factor_of(id), id.len()))
            .unwrap_or(&one.unit);
        Unit::Within(shown.clone(), factor_of(shown), rates.per.clone())
    })
}

/// In the dimension's first unit.
fn to_base(amount: &Amount, unit: &str) -> Option<(Amount, &'static str)> {
    let entry = unit::by_id(unit)?;
    let base = amount.scaled(entry.factor)?.shifted(entry.offset)?;
    Some((base, &entry.dimension))
}

/// The plural of a unit's canonical name or of a counted noun.
pub(super) fn plural(unit: &str) -> String {
    if matches!(unit, "fold" | "celsius" | "fahrenheit" | "kelvin" | "hertz" | "horsepower")
        || unit.ends_with("hertz")
    {
        return unit.to_owned();
    }
    if unit == "pound-mass" {
        return "lb".to_owned();
    }
    if let Some((head, rest)) = unit.split_once(" per ") {
        return format!("{} per {rest}", plural(head));
    }
    if let Some((head, rest)) = unit.split_once(" of ") {
        return format!("{} of {rest}", plural(head));
    }
    plural::plural(unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Because, Slip};

    fn of(number: i64, unit: &str) -> Quantity {
        Quantity {
            amount: Amount::exact(number.into(), rust_decimal::Decimal::ONE),
            unit: unit.into(),
            per: None,
        }
    }

    #[test]
    fn dimensions_convert() {
        assert_eq!(relate(&of(11, "kilometre"), &of(7, "mile")), Relation::Compatible(Because::Conversion));
        assert_eq!(relate(&of(2, "kilometre"), &of(2000, "metre")), Relation::Same);
        assert_eq!(normal(&of(2, "kilometre")), normal(&of(2000, "metre")));
        assert_eq!(relate(&of(2, "kilometre"), &of(2, "kilogram")), Relation::Incomparable(Why::Unit));
        assert_eq!(relate(&of(5, "job"), &of(5, "worker")), Relation::Incomparable(Why::Unit));
        assert_eq!(
            relate(&of(100, "celsius"), &of(212, "fahrenheit")),
            Relation::Compatible(Because::Conversion)
        );
    }

    #[test]
    fn rates_per_many_convert() {
        let rate = |number, per: &str| Quantity { per: Some(per.into()), ..of(number, "death") };
        let hundred_thousand = rate(24, "100,000 people");
        assert_eq!(relate(&hundred_thousand, &rate(240, "million people")), Relation::Same);
        assert_eq!(normal(&hundred_thousand), normal(&rate(240, "million people")));
        let Relation::Different(difference) = relate(&hundred_thousand, &rate(24, "1,000 people")) else {
            panic!()
        };
        assert_eq!(difference.slip, Some(Slip::Unit));
    }

    #[test]
    fn a_wrong_unit_is_a_slip() {
        let Relation::Different(difference) = relate(&of(640, "gigabyte"), &of(640, "terabyte")) else {
            panic!()
        };
        assert_eq!(difference.slip, Some(Slip::Unit));
    }
}
