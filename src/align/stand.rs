//! How the values of two claims stand to each other.

use std::cell::OnceCell;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::item::Item;
use crate::value::{Because, Bound, Relation, Slip, Value, When, relate};

/// How the values of two claims stand to each other, as far as that tells whether they mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stand {
    /// The same, or compatible at the precision given.
    Same,
    /// Different, but by what a slip of the pen does: digits exchanged, million for billion.
    Slip,
    /// Different.
    Different,
    /// Not excluding each other only because one is an open bound: "at least 20" and 90.
    Loose,
    /// Not comparable.
    Apart,
}

/// The values of two claims, related no further than is asked: relating is what costs most where many claims meet.
pub(super) struct Standing<'v> {
    one: &'v Value,
    other: &'v Value,
    /// Whether both are plain figures of one measure, or plain days, and if so whether they are far apart.
    plain: Option<bool>,
    known: OnceCell<Stand>,
}

impl<'v> Standing<'v> {
    /// Of the values of two claims.
    pub(super) fn of(one: &'v Item<'_>, other: &'v Item<'_>) -> Self {
        let values = (&one.proposal.context.value, &other.proposal.context.value);
        let figures = one.figure.zip(other.figure).filter(|_| is_one_measure(values.0, values.1));
        let plain = match (figures, values) {
            // Rounding accounts for no more than a fifth of the larger number.
            (Some((one, other)), _) => Some((one - other).abs() > 0.25 * one.abs().max(other.abs())),
            (None, (Value::Date(one), Value::Date(other))) if is_plain(one) && is_plain(other) => {
                Some(!one.range.overlaps(&other.range))
            }
            _ => None,
        };
        Self { one: values.0, other: values.1, plain, known: OnceCell::new() }
    }

    /// How they stand.
    pub(super) fn get(&self) -> Stand {
        *self.known.get_or_init(|| stand(self.one, self.other))
    }

    /// Whether they are so far apart that nothing lets them be the same; known without relating them.
    pub(super) fn differ_plainly(&self) -> bool {
        self.plain == Some(true)
    }

    /// Whether they are the same, or compatible at the precision given.
    pub(super) fn is_same(&self) -> bool {
        !self.differ_plainly() && self.get() == Stand::Same
    }

    /// Whether they cannot be compared.
    pub(super) fn is_apart(&self) -> bool {
        self.plain.is_none() && self.get() == Stand::Apart
    }

    /// Whether two different values are worlds apart: hardly two reports of one thing.
    pub(super) fn worlds_apart(&self) -> bool {
        worlds_apart(self.one, self.other)
    }
}

/// How the values of several claims stand to those of several others. Most of them repeat each other: each two different
/// values are related once.
pub(super) struct Standings<'i, 'e> {
    left: Vec<(&'i Item<'e>, usize)>,
    right: Vec<(&'i Item<'e>, usize)>,
    /// Of each different value on the left with each on the right.
    standings: Vec<Standing<'i>>,
    /// How many different values are on the right.
    width: usize,
}

impl<'i, 'e> Standings<'i, 'e> {
    /// Of the values of two lists of claims.
    pub(super) fn of(
        left: impl Iterator<Item = &'i Item<'e>>,
        right: impl Iterator<Item = &'i Item<'e>>,
    ) -> Self {
        let ((left, ones), (right, others)) = (numbered(left), numbered(right));
        let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
        let standings = pairs.map(|(one, other)| Standing::of(one, other)).collect();
        Self { left, right, standings, width: others.len() }
    }

    /// Each claim of the one list with each of the other.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'i Item<'e>, &'i Item<'e>, &Standing<'i>)> {
        let standing = |one: usize, other: usize| &self.standings[one * self.width + other];
        self.left.iter().flat_map(move |(left, one)| {
            self.right.iter().map(move |(right, other)| (*left, *right, standing(*one, *other)))
        })
    }

    /// Each different value of the one list with each of the other.
    pub(super) fn distinct(&self) -> impl Iterator<Item = &Standing<'i>> {
        self.standings.iter()
    }
}

/// Claims with the numbers of their values, and the first claim of each value.
fn numbered<'i, 'e>(
    items: impl Iterator<Item = &'i Item<'e>>,
) -> (Vec<(&'i Item<'e>, usize)>, Vec<&'i Item<'e>>) {
    let mut firsts: Vec<&Item<'_>> = Vec::new();
    let value = |item: &Item<'i>| &item.proposal.context.value;
    let number = |item: &'i Item<'e>| {
        let known = firsts.iter().position(|first| value(first) == value(item));
        let number = known.unwrap_or_else(|| {
            firsts.push(item);
            firsts.len() - 1
        });
        (item, number)
    };
    (items.map(number).collect(), firsts)
}

/// The number of a value that is one exact number of something.
pub(super) fn figure(value: &Value) -> Option<f64> {
    let amount = value.amount().filter(|amount| amount.bound == Bound::Exact)?;
    amount.number()?.to_f64()
}

/// The number of a value; of a duration that of its seconds, since "4 weeks" and "4 years" are no near thing.
pub(super) fn size(value: &Value) -> Option<f64> {
    match value {
        Value::Duration(duration) => duration.seconds()?.number()?.to_f64(),
        value => figure(value),
    }
}

/// Some number of a value, be it exact, rounded or a bound; of a duration that of its seconds.
pub(super) fn magnitude(value: &Value) -> Option<f64> {
    match value {
        Value::Duration(duration) => duration.seconds()?.anchor().to_f64(),
        value => value.amount()?.anchor().to_f64(),
    }
}

/// A date of more days than this is no day, no week and no part of a month.
const LONGEST_DAYS: i32 = 20;

/// Whether a value is a date that takes weeks or more: a month, a season, a year.
pub(super) fn is_long_date(value: &Value) -> bool {
    let Value::Date(when) = value else { return false };
    let days = when.range.start.zip(when.range.end).and_then(|(start, end)| end.since(start).ok());
    days.is_some_and(|days| days.get_days() > LONGEST_DAYS)
}

/// How many digits the number of a value has before its zeros; none where it has no number.
pub(super) fn telling(value: &Value) -> usize {
    let digits = |number: Decimal| number.normalize().mantissa().unsigned_abs().to_string();
    value.amount().map_or(0, |amount| digits(amount.anchor()).trim_end_matches('0').len())
}

/// The digits of a measure and where its point stands, whatever its unit: 640 GB and 640 TB.
pub(super) fn digits(value: &Value) -> Option<(i128, u32)> {
    let Value::Quantity(quantity) = value else { return None };
    let number = quantity.amount.anchor().normalize();
    Some((number.mantissa(), number.scale()))
}

/// Whether two figures are numbers of the same thing.
fn is_one_measure(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(_), Value::Number(_)) | (Value::Percentage(_), Value::Percentage(_)) => true,
        (Value::Money(one), Value::Money(other)) => one.currency == other.currency && one.per == other.per,
        (Value::Quantity(one), Value::Quantity(other)) => one.unit == other.unit && one.per == other.per,
        (Value::Duration(one), Value::Duration(other)) => one.unit == other.unit,
        _ => false,
    }
}

/// Whether a day or period is said as it is: without a bound, and read in one way.
fn is_plain(when: &When) -> bool {
    let exact = matches!(when.bound, Bound::Exact | Bound::Between);
    exact && when.partial.is_none() && when.alternatives.is_empty()
}

/// How two values stand.
fn stand(one: &Value, other: &Value) -> Stand {
    match relate(one, other) {
        Relation::Same
        | Relation::Compatible(Because::Rounding | Because::Conversion | Because::FinerDate) => Stand::Same,
        Relation::Compatible(Because::Bound) if near(one, other) => Stand::Same,
        // An open bound is compatible with almost anything: that tells nothing.
        Relation::Compatible(Because::Bound) => Stand::Loose,
        Relation::Compatible(_) => Stand::Different,
        Relation::Different(difference)
            if difference.slip.is_some_and(|slip| is_telling(slip, one, other)) =>
        {
            Stand::Slip
        }
        Relation::Different(_) => Stand::Different,
        Relation::Incomparable(_) => Stand::Apart,
    }
}

/// Whether a slip explains a difference better than chance does: round sums of one digit, or ten times each other, are
/// met in any story.
fn is_telling(slip: Slip, one: &Value, other: &Value) -> bool {
    let digits = anchor(one).normalize().mantissa().unsigned_abs();
    let digits = digits.to_string().trim_end_matches('0').len();
    let in_words = anchor(one).abs().min(anchor(other).abs()) >= Decimal::from(1_000_000);
    match slip {
        // Millions for billions is a word, whatever the digits.
        Slip::Thousand if in_words => true,
        Slip::Ten => digits >= 3,
        // "Within 4 weeks" and "for 4 years" are said of two things.
        Slip::Unit => digits >= 2 && !matches!(one, Value::Duration(_)),
        _ => digits >= 2,
    }
}

/// Some number of a value, as [`Value::sort_key`] has it.
fn anchor(value: &Value) -> Decimal {
    match value {
        Value::Number(amount) | Value::Percentage(amount) => amount.anchor(),
        Value::Money(money) => money.amount.anchor(),
        Value::Quantity(quantity) => quantity.amount.anchor(),
        other => other.sort_key().1,
    }
}

/// Whether two amounts lie within a tenth of each other.
fn near(one: &Value, other: &Value) -> bool {
    if matches!(one, Value::Date(_) | Value::TimeOfDay(_)) {
        return false;
    }
    let (one, other) = (anchor(one), anchor(other));
    let larger = one.abs().max(other.abs());
    (one - other).abs() * Decimal::TEN <= larger
}

/// Whether two different amounts are a hundredfold apart without being a slip, two sums tenfold, or two dates thirty
/// years: hardly two reports of one thing.
fn worlds_apart(one: &Value, other: &Value) -> bool {
    if let (Value::Date(one), Value::Date(other)) = (one, other) {
        let year = |when: &When| when.range.start.or(when.range.end).map(|day| i32::from(day.year()));
        return year(one).zip(year(other)).is_some_and(|(one, other)| (one - other).abs() > 30);
    }
    let measured = |value: &Value| matches!(value, Value::Number(_) | Value::Money(_) | Value::Quantity(_));
    if !measured(one) || !measured(other) || std::mem::discriminant(one) != std::mem::discriminant(other) {
        return false;
    }
    if let (Value::Quantity(one), Value::Quantity(other)) = (one, other)
        && one.unit != other.unit
    {
        return false;
    }
    // A story names sums of all sizes; who writes of the same one is seldom ten times off.
    let limit = if matches!(one, Value::Money(_)) { Decimal::TEN } else { Decimal::ONE_HUNDRED };
    let (one, other) = (anchor(one).abs(), anchor(other).abs());
    let (small, large) = (one.min(other), one.max(other));
    // Nobody and six people are two answers to one question.
    !small.is_zero() && small.checked_mul(limit).is_some_and(|limit| limit <= large)
}
