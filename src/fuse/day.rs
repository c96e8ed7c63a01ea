//! Days in cells: written with names of months, or with numbers whose order the column tells.

use jiff::civil::Date;

/// Which number comes first in "03/04/2026".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The month.
    MonthFirst,
    /// The day.
    DayFirst,
}

/// A day, with or without its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Day {
    fn new(year: Option<i16>, month: i32, day: i32) -> Option<Self> {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // A leap year where none is given.
        Date::new(year.unwrap_or(2000), month, day).ok()?;
        Some(Self { year, month, day })
    }

    /// Whether they are the same as far as both say.
    pub(super) fn meets(self, other: Self) -> bool {
        (self.month, self.day) == (other.month, other.day)
            && (self.year.is_none() || other.year.is_none() || self.year == other.year)
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day that a cell is; `order` is for days in numbers alone.
pub(super) fn day(cell: &str, order: Order) -> Option<Day> {
    read(cell, &tokens(cell, false)?, order)
}

/// The day in a cell that holds other words as well.
pub(super) fn day_within(cell: &str, order: Order) -> Option<Day> {
    read(cell, &tokens(cell, true)?, order)
}

fn read(cell: &str, tokens: &[&str], order: Order) -> Option<Day> {
    let numbers: Vec<&str> = tokens.iter().copied().filter(|it| it.as_bytes()[0].is_ascii_digit()).collect();
    let value = |text: &str| text.parse::<i32>().ok();
    let months: Vec<i32> = tokens.iter().filter_map(|token| month(token)).collect();
    match (months.as_slice(), numbers.as_slice()) {
        ([month], [day]) if day.len() <= 2 => Day::new(None, *month, value(day)?),
        ([month], [one, other]) => {
            // "2 March 2026", "March 2, 2026", "2026 March 2", "02-Mar-26".
            let (day, year) = if one.len() == 4 { (other, one) } else { (one, other) };
            Day::new(Some(year_of(year)?), *month, value(day)?)
        }
        ([], [whole]) if whole.len() == 8 && (whole.starts_with("19") || whole.starts_with("20")) => {
            Day::new(Some(year_of(&whole[..4])?), value(&whole[4..6])?, value(&whole[6..])?)
        }
        ([], [year, month, day]) if year.len() == 4 => {
            Day::new(Some(year_of(year)?), value(month)?, value(day)?)
        }
        ([], [one, other, year]) if is_separated(cell) && (year.len() == 4 || !cell.contains('.')) => {
            let (month, day) = in_order(value(one)?, value(other)?, order);
            Day::new(Some(year_of(year)?), month, day)
        }
        ([], [one, other]) if cell.contains('/') && one.len() <= 2 && other.len() <= 2 => {
            let (month, day) = in_order(value(one)?, value(other)?, order);
            Day::new(None, month, day)
        }
        _ => None,
    }
}

/// What a cell says of the order of its column: nothing where it could be either, or holds no day in numbers.
pub(super) fn order_shown(cell: &str) -> Option<Order> {
    let tokens = tokens(cell, true)?;
    let [one, other, year] = tokens.as_slice() else { return None };
    if year.len() != 4 || !is_separated(cell) {
        return None;
    }
    match (one.parse::<i32>().ok()?, other.parse::<i32>().ok()?) {
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn is_separated(cell: &str) -> bool {
    cell.contains(['/', '-', '.'])
}

/// The order holds for those who could be read both ways.
fn in_order(one: i32, other: i32, order: Order) -> (i32, i32) {
    match (one, other) {
        (13.., _) => (other, one),
        (_, 13..) => (one, other),
        _ if order == Order::DayFirst => (other, one),
        _ => (one, other),
    }
}

/// Years of two digits lie between 1930 and 2029.
fn year_of(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 30 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Runs of digits and names of months, without weekdays and the endings of ordinals. Nothing when another word is
/// there, unless words may be.
fn tokens(cell: &str, words: bool) -> Option<Vec<&str>> {
    if cell.len() > 40 || cell.contains(':') {
        return None;
    }
    let mut tokens: Vec<&str> = Vec::new();
    let mut rest = cell;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        if !is_digit && !first.is_alphabetic() {
            if !matches!(first, ' ' | '/' | '-' | ',' | '.' | '(' | ')') {
                return None;
            }
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let same = |mark: char| if is_digit { mark.is_ascii_digit() } else { mark.is_alphabetic() };
        let end = rest.find(|mark| !same(mark)).unwrap_or(rest.len());
        let token = &rest[..end];
        rest = &rest[end..];
        let after_number = tokens.last().is_some_and(|last| last.as_bytes()[0].is_ascii_digit());
        if is_digit || month(token).is_some() {
            tokens.push(token);
        } else if !(words
            || is_named(token, &WEEKDAYS)
            || (after_number && matches!(token, "st" | "nd" | "rd" | "th" | "T"))
            || token == "of")
        {
            return None;
        }
    }
    Some(tokens)
}

fn is_named(token: &str, names: &[&str]) -> bool {
    let token = token.to_ascii_lowercase();
    token.len() >= 3 && names.iter().any(|name| name.starts_with(&token))
}

fn month(token: &str) -> Option<i32> {
    let at = MONTHS.iter().position(|name| is_named(token, &[name]))?;
    i32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{Day, Order, day, order_shown};

    #[test]
    fn wordings_of_one_day_are_one() {
        let expected = Day { year: Some(2026), month: 3, day: 4 };
        for cell in [
            "2026-03-04",
            "4 March 2026",
            "March 4th, 2026",
            "Wed, Mar 4, 2026",
            "04-Mar-26",
            "20260304",
            "3/4/2026",
            "03/04/26",
        ] {
            assert_eq!(day(cell, Order::MonthFirst), Some(expected), "{cell}");
        }
        assert_eq!(day("04.03.2026", Order::DayFirst), Some(expected));
        assert_eq!(day("15/3/2026", Order::MonthFirst), Some(Day { day: 15, ..expected }));
        assert_eq!(day("Mar 4", Order::DayFirst), Some(Day { year: None, ..expected }));
        assert_eq!(day("Sept 3, 2001", Order::MonthFirst).map(|day| day.month), Some(9));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for cell in ["March", "2026", "12", "31/31/2026", "4 apples", "1.2.3.4", "March 4 or 5", "978-0-13"] {
            assert_eq!(day(cell, Order::MonthFirst), None, "{cell}");
        }
        assert_eq!(order_shown("15/3/2026"), Some(Order::DayFirst));
        assert_eq!(order_shown("3/4/2026"), None);
    }
}
