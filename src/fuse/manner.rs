//! In which manner the cells of an attribute are to be read, told by the cells themselves.
//!
//! A spreadsheet does not say that a column holds prices, times or lists of people. A manner fits when it reads four
//! cells in five; lists of people and codes are taken for such where the sources then agree more than in plain words.

use std::borrow::Cow;

use super::candidates::camps;
use super::clock;
use super::day::{Order, day, order_shown};
use super::people::people;
use super::said::Said;
use super::wording::{Wording, code, shown};
use crate::text::fold;
use crate::value::{self, Context, Kind, Value};

/// How the cells of an attribute are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Manner {
    /// Times of day; where all cells name a day as well, it counts.
    Clock {
        /// Whether the day counts.
        dated: bool,
        /// How days are written.
        order: Order,
    },
    /// Days and periods.
    Day(Order),
    /// Amounts; a bare number is of the unit that most others have, which this amount shows.
    Amount(Option<Value>),
    /// Lengths of time.
    Duration,
    /// Yes and no.
    Truth,
    /// Lists of people.
    People,
    /// Codes of letters and digits.
    Code,
    /// Words.
    Words,
    /// Every wording a value of its own.
    Verbatim,
}

/// Cells that are looked at to find the manner.
pub(super) const SAMPLE: usize = 400;

impl Manner {
    /// The manner of an attribute. `items` are groups of cells that claim the same thing.
    pub(super) fn find(items: &[Vec<&str>], attribute: &str) -> Self {
        let cells: Vec<&str> = items.iter().flatten().copied().collect();
        let most = |reads: &dyn Fn(&str) -> bool| {
            cells.iter().filter(|cell| reads(cell)).count() * 5 >= cells.len() * 4
        };
        if cells.is_empty() {
            return Self::Words;
        }
        if cells.iter().all(|cell| truth(cell).is_some()) {
            return Self::Truth;
        }
        let order = order(&cells);
        if most(&|cell| clock::time(cell, order).is_some()) {
            let dated = |cell: &&&str| clock::time(cell, order).is_some_and(|(_, day)| day.is_some());
            return Self::Clock { dated: cells.iter().filter(dated).count() * 20 >= cells.len() * 19, order };
        }
        let is_date = |cell: &str| day(cell, order).is_some() || read(Kind::Date, cell).is_some();
        if most(&is_date) && !cells.iter().all(|cell| read(Kind::Number, cell).is_some()) {
            return Self::Day(order);
        }
        if most(&|cell| read(Kind::Duration, cell).is_some()) {
            return Self::Duration;
        }
        if most(&|cell| amount(cell).is_some()) {
            return Self::Amount(usual(&cells));
        }
        let words = distinct(items, &Self::Words, attribute);
        let closer = |manner: &Self| distinct(items, manner, attribute) * 20 < words * 19;
        let is_people =
            |cell: &str| people(cell).is_some() && !cell.contains(|mark: char| mark.is_ascii_digit());
        if most(&is_people) && closer(&Self::People) {
            Self::People
        } else if most(&|cell| code(cell, attribute).is_some()) && closer(&Self::Code) {
            Self::Code
        } else {
            Self::Words
        }
    }

    /// Whether cells of digits alone say the same only when their digits are the same.
    pub(super) fn is_of_digits(&self) -> bool {
        matches!(self, Self::Amount(_) | Self::Words | Self::Duration)
    }

    /// Reads a cell.
    pub(super) fn read(&self, cell: &str, attribute: &str) -> Said {
        if matches!(self, Self::Verbatim) {
            return Said::Cell(cell.to_owned());
        }
        let cell = &*shown(cell);
        let said = match self {
            Self::Clock { dated, order } => {
                clock::time(cell, *order).map(|(time, day)| Said::Time(time, day.filter(|_| *dated)))
            }
            Self::Day(order) => {
                day(cell, *order).map(Said::Day).or_else(|| read(Kind::Date, cell).map(Said::of))
            }
            Self::Duration => read(Kind::Duration, cell).map(Said::of),
            Self::Amount(usual) => amount(cell).map(|value| Said::of(in_unit(value, usual.as_ref()))),
            Self::Truth => truth(cell).map(Said::Truth),
            Self::People => people(cell).map(Said::People),
            Self::Code => code(cell, attribute).map(Said::Code),
            Self::Words | Self::Verbatim => None,
        };
        said.unwrap_or_else(|| Said::Words(Wording::of(cell, attribute)))
    }
}

/// Yes or no, as spreadsheets and crowds write it.
fn truth(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "yes" | "y" | "true" | "t" | "1" => Some(true),
        "no" | "n" | "false" | "f" | "0" => Some(false),
        _ => None,
    }
}

/// The order in which most days in numbers are written, as far as they can be read in one way only.
fn order(cells: &[&str]) -> Order {
    let shown: Vec<Order> = cells.iter().filter_map(|cell| order_shown(cell)).collect();
    let day_first = shown.iter().filter(|order| **order == Order::DayFirst).count();
    if day_first * 2 > shown.len() { Order::DayFirst } else { Order::MonthFirst }
}

/// How many values there are, over all items, when cells are read in a manner.
fn distinct(items: &[Vec<&str>], manner: &Manner, attribute: &str) -> usize {
    let camps_of = |cells: &Vec<&str>| {
        let wordings: Vec<_> = (0..).zip(cells).map(|(at, cell)| (at, *cell, 1)).collect();
        camps(&wordings, manner, attribute).0.len()
    };
    items.iter().map(camps_of).sum()
}

/// Longest cell that is looked at for a single value.
const LONGEST: usize = 200;

/// A cell that holds one value and little else.
fn single(cell: &str) -> Option<Value> {
    if cell.len() > LONGEST {
        return None;
    }
    let readings = value::read(cell, Context::default());
    let [reading] = readings.as_slice() else { return None };
    let rest = cell.len() - reading.span.len();
    (rest * 2 <= cell.len()).then(|| reading.value.clone())
}

fn read(kind: Kind, cell: &str) -> Option<Value> {
    single(cell).filter(|value| value.kind() == kind)
}

fn amount(cell: &str) -> Option<Value> {
    single(&tidied(cell)).filter(|value| {
        matches!(value.kind(), Kind::Number | Kind::Percentage | Kind::Quantity | Kind::Money)
    })
}

/// An amount as sentences have it: "(4.5%)" of a balance sheet is negative, "8.9 M" is in millions.
fn tidied(cell: &str) -> Cow<'_, str> {
    if let Some(inside) = cell.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && inside.starts_with(|mark: char| mark.is_ascii_digit() || mark == '$')
    {
        return Cow::Owned(format!("-{inside}"));
    }
    match cell.strip_suffix([' ', '\u{a0}']).unwrap_or(cell).rsplit_once(' ') {
        Some((number, "M" | "B" | "T")) if number.ends_with(|mark: char| mark.is_ascii_digit()) => {
            Cow::Owned(cell.replace(' ', ""))
        }
        _ => Cow::Borrowed(cell),
    }
}

/// An amount in the unit that most cells with a unit have.
fn usual(cells: &[&str]) -> Option<Value> {
    let mut units: Vec<(String, Value)> = cells
        .iter()
        .filter_map(|cell| amount(cell))
        .filter_map(|value| Some((unit(&value)?, value)))
        .collect();
    units.sort_by(|one, other| one.0.cmp(&other.0));
    // The later of equals, so that the choice does not depend on the order of the cells.
    units.chunk_by(|one, other| one.0 == other.0).max_by_key(|same| same.len()).map(|same| same[0].1.clone())
}

fn unit(value: &Value) -> Option<String> {
    match value {
        Value::Percentage(_) => Some("%".to_owned()),
        Value::Quantity(quantity) => {
            Some(format!("{}/{}", quantity.unit, quantity.per.as_deref().unwrap_or("")))
        }
        Value::Money(money) => {
            Some(format!("{}/{}", money.currency.code(), money.per.as_deref().unwrap_or("")))
        }
        _ => None,
    }
}

/// A bare number in the column's unit; anything else as it is.
fn in_unit(value: Value, usual: Option<&Value>) -> Value {
    match (value, usual) {
        (Value::Number(amount), Some(Value::Percentage(_))) => Value::Percentage(amount),
        (Value::Number(amount), Some(Value::Quantity(quantity))) => {
            Value::Quantity(value::Quantity { amount, ..quantity.clone() })
        }
        (Value::Number(amount), Some(Value::Money(money))) => {
            Value::Money(value::Money { amount, ..money.clone() })
        }
        (value, _) => value,
    }
}
