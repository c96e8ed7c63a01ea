//! What a cell says, apart from how it says it, and when two cells say one thing.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::day::Day;
use super::people::{Person, are_among, are_maybe, letters};
use super::wording::Wording;
use crate::value::{Amount, Because, Bound, DateRange, Relation, Value, When, relate};

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// A value of a kind, with its normal form.
    Value(Value, String),
    /// A day.
    Day(Day),
    /// A time in minutes, and its day where days count.
    Time(u32, Option<Day>),
    /// People.
    People(Vec<Person>),
    /// A code, as letters and digits.
    Code(String),
    /// Yes or no.
    Truth(bool),
    /// Words.
    Words(Wording),
    /// The cell as it stands.
    Cell(String),
}

impl Said {
    /// A value as its column counts it: "about 120" is 120 as far as anybody knows.
    pub(super) fn of(value: Value) -> Self {
        let normal = as_number(value.clone()).normal();
        Self::Value(value, normal)
    }

    /// The same for cells that certainly say the same; `coarse` where they are not compared further.
    pub(super) fn key(&self, coarse: bool) -> String {
        match self {
            Self::Value(_, normal) => format!("v{normal}"),
            Self::Day(day) => format!("d{:?}-{}-{}", day.year, day.month, day.day),
            Self::Time(time, day) => format!("t{time} {day:?}"),
            Self::People(people) if coarse => {
                format!("p{}", people.iter().map(Person::short).collect::<Vec<_>>().join(";"))
            }
            Self::People(people) => format!("p{people:?}"),
            Self::Code(code) => format!("c{code}"),
            Self::Truth(truth) => format!("b{truth}"),
            Self::Words(words) => format!("w{}", words.full),
            Self::Cell(cell) => cell.clone(),
        }
    }

    /// Whether both can be one value, given more or less exactly.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(one, _), Self::Value(other, _)) => matches!(
                relate(&as_number(one.clone()), &as_number(other.clone())),
                Relation::Same | Relation::Compatible(Because::Rounding | Because::Conversion)
            ),
            (Self::Day(one), Self::Day(other)) => one.meets(*other),
            (Self::Time(one, Some(day)), Self::Time(other, Some(other_day))) => {
                one == other && day.meets(*other_day)
            }
            (Self::Time(one, _), Self::Time(other, _)) => one == other,
            (Self::People(one), Self::People(other)) => are_maybe(one, other),
            (Self::Words(one), Self::Words(other)) => one.is_same_shortened(other),
            _ => false,
        }
    }

    /// Whether it is most likely the other, mistyped.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Words(one), Self::Words(other)) if one.is_slip_of(other))
    }

    /// How much it says of its value: the larger, the fuller.
    pub(super) fn detail(&self) -> (Decimal, usize) {
        let detail = match self {
            Self::Value(value, _) => return (amount(value).map_or(Decimal::ZERO, |amount| -amount.step), 0),
            Self::Day(day) => usize::from(day.year.is_some()),
            Self::Time(_, day) => usize::from(day.is_some()),
            Self::People(people) => letters(people),
            Self::Words(words) => words.full.len(),
            _ => 0,
        };
        (Decimal::ZERO, detail)
    }

    /// How much a voice for this says for `particular`: something when the one is the other, less exactly or not in
    /// full. Nothing when it says nothing for it.
    pub(super) fn help(&self, particular: &Self) -> Option<f64> {
        match (self, particular) {
            (Self::Value(one, _), Self::Value(other, _)) => {
                matches!(relate(one, other), Relation::Compatible(_)).then_some(0.5)
            }
            // A month, or a year.
            (Self::Value(one, _), Self::Day(day)) => {
                matches!(relate(one, &as_date(*day)?), Relation::Compatible(_)).then_some(0.5)
            }
            // A list cut short.
            (Self::People(some), Self::People(all)) => {
                (some.len() < all.len() && are_among(some, all)).then_some(0.5)
            }
            // A gate without its letter.
            (Self::Code(some), Self::Code(all)) => {
                let letter = all.strip_suffix(some.as_str()).filter(|rest| !rest.is_empty())?;
                let digits = some.bytes().all(|byte| byte.is_ascii_digit());
                (digits && letter.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(0.6)
            }
            (Self::Words(general), Self::Words(particular)) => place(&general.parts, &particular.parts),
            _ => None,
        }
    }
}

/// Places within places, written from the narrow to the wide: "lyon, france" lies in "france", and "lyon" may be it.
fn place(general: &[String], particular: &[String]) -> Option<f64> {
    if general.len() > particular.len() {
        return general.starts_with(particular).then_some(0.7);
    }
    if general.len() == particular.len() {
        None
    } else if particular.ends_with(general) {
        Some(0.6)
    } else if particular.starts_with(general) {
        Some(0.7)
    } else {
        None
    }
}

fn as_date(day: Day) -> Option<Value> {
    let date = Date::new(day.year?, day.month, day.day).ok()?;
    Some(Value::Date(When::of(DateRange::day(date))))
}

fn amount(value: &Value) -> Option<&Amount> {
    match value {
        Value::Number(amount) | Value::Percentage(amount) => Some(amount),
        Value::Quantity(quantity) => Some(&quantity.amount),
        Value::Money(money) => Some(&money.amount),
        _ => None,
    }
}

/// The number said, where it is said to be about right.
fn as_number(mut value: Value) -> Value {
    let amount = match &mut value {
        Value::Number(amount) | Value::Percentage(amount) => amount,
        Value::Quantity(quantity) => &mut quantity.amount,
        Value::Money(money) => &mut money.amount,
        _ => return value,
    };
    if amount.bound == Bound::About && amount.number().is_some() {
        amount.bound = Bound::Exact;
    }
    value
}
