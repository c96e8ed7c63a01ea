//! In which manner the cells of an attribute are to be read, told by the cells themselves.
//!
//! A spreadsheet does not say that a column holds prices, times or lists of people. A manner fits when it reads four
//! cells in five; among lists of people and plain words the one is taken under which the sources agree more.

use super::clock;
use super::people::people;
use crate::text::fold;
use crate::value::{self, Context, Kind, Value};

/// How the cells of an attribute are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Manner {
    /// Times of day; where all cells name a day as well, it counts.
    Clock {
        /// Whether the day counts.
        dated: bool,
    },
    /// Amounts; a bare number is of the unit that most others have, which this amount shows.
    Amount(Option<Value>),
    /// Values of one kind.
    Kind(Kind),
    /// Lists of people.
    People,
    /// Words.
    Words,
}

/// What a cell says, apart from how it says it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// A value of a kind, with its normal form.
    Value(Value, String),
    /// People.
    People(Vec<String>),
    /// Words, folded, and the parts between commas, the widest last.
    Words(String, Vec<String>),
    /// A time.
    Time(u32, String),
}

/// Kinds that are tried, the more telling first.
const KINDS: [Kind; 2] = [Kind::Date, Kind::Duration];

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
        if most(&|cell| clock::time(cell).is_some()) {
            let dated =
                cells.iter().filter(|cell| clock::time(cell).is_some_and(|time| !time.1.is_empty())).count();
            return Self::Clock { dated: dated * 20 >= cells.len() * 19 };
        }
        if let Some(kind) = KINDS.into_iter().find(|kind| most(&|cell| read(*kind, cell).is_some())) {
            return Self::Kind(kind);
        }
        if most(&|cell| amount(cell).is_some()) {
            return Self::Amount(usual(&cells));
        }
        let words = distinct(items, |cell| words(cell, attribute));
        let listed =
            distinct(items, |cell| people(cell).map_or_else(|| fold(cell), |people| people.join(";")));
        let fits = most(&|cell| people(cell).is_some() && !cell.chars().any(|mark| mark.is_ascii_digit()));
        if fits && listed * 20 < words * 19 { Self::People } else { Self::Words }
    }

    /// Reads a cell.
    pub(super) fn read(&self, cell: &str, attribute: &str) -> Said {
        let said = match self {
            Self::Clock { dated } => clock::time(cell)
                .map(|(time, rest)| Said::Time(time, if *dated { rest } else { String::new() })),
            Self::Kind(kind) => read(*kind, cell).map(Said::of),
            Self::Amount(usual) => amount(cell).map(|value| Said::of(in_unit(value, usual.as_ref()))),
            Self::People => people(cell).map(Said::People),
            Self::Words => None,
        };
        said.unwrap_or_else(|| Said::Words(words(cell, attribute), parts(cell)))
    }
}

impl Said {
    fn of(value: Value) -> Self {
        let normal = value.normal();
        Self::Value(value, normal)
    }
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
    single(cell).filter(|value| {
        matches!(value.kind(), Kind::Number | Kind::Percentage | Kind::Quantity | Kind::Money)
    })
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

/// What stands between commas, folded.
fn parts(cell: &str) -> Vec<String> {
    cell.split(',').map(fold).filter(|part| !part.is_empty()).collect()
}

/// A cell as people compare words: folded, without the words of the attribute's own name ("gate B12" in a column of
/// gates), unless nothing else is left.
fn words(cell: &str, attribute: &str) -> String {
    let folded = fold(cell);
    let name = fold(&attribute.replace(['_', '-'], " "));
    if name.is_empty() || !folded.contains(' ') {
        return folded;
    }
    let kept: Vec<&str> = folded.split(' ').filter(|word| !name.split(' ').any(|own| own == *word)).collect();
    if kept.is_empty() { folded } else { kept.join(" ") }
}

fn distinct(items: &[Vec<&str>], key: impl Fn(&str) -> String) -> usize {
    items
        .iter()
        .map(|cells| {
            let mut keys: Vec<String> = cells.iter().map(|cell| key(cell)).collect();
            keys.sort();
            keys.dedup();
            keys.len()
        })
        .sum()
}
