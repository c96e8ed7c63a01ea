//! Typed values: what a claim says of an attribute, exact from text to report.
//!
//! [`read`] finds every value in a text, [`read_as`] reads a claim's value field as one kind, [`relate`] says how two
//! values stand to each other. Whether a difference is a conflict is not decided here: that depends on scope, time
//! and speaker, and belongs to `compare`.
//!
//! Laws, held by tests: `relate` is symmetric; a value is [`Relation::Same`] as itself; two values have the same
//! [`Value::normal`] exactly when they are `Same`; the text that a read value shows reads back to the same value.
//!
//! A new kind is one file here: its type, how it is shown, how two of it relate, with examples.

mod amount;
mod date;
mod date_range;
mod difference;
mod duration;
mod interval;
mod kind;
mod list;
mod money;
mod name;
mod number;
mod ordinal;
mod percentage;
mod quantity;
mod reader;
mod recurrence;
mod relation;
mod show;
mod state;
mod text;
mod time_of_day;
mod time_unit;
pub mod whole;
pub mod wire;

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use amount::{Amount, Bound};
pub use date::{Part, When};
pub use date_range::{DateRange, Grain};
pub use difference::Difference;
pub use duration::Duration;
pub use kind::Kind;
pub use list::List;
pub use money::{Currency, Money};
pub use name::Name;
pub use quantity::Quantity;
pub use reader::{read, read_as};
pub use recurrence::Recurrence;
pub use relation::{Because, Relation, Slip, Why};
pub use state::State;
pub use text::Text;
pub use time_of_day::TimeOfDay;
pub use time_unit::{TimeUnit, parcel};

use crate::text::Span;

/// One value, as said and normalised. Never a float: [`rust_decimal::Decimal`] all the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A count or a plain number.
    Number(Amount),
    /// A share, in percent.
    Percentage(Amount),
    /// An amount of a currency.
    Money(Money),
    /// A number of units.
    Quantity(Quantity),
    /// A rank.
    Ordinal(u64),
    /// A day or a period.
    Date(When),
    /// A length of time.
    Duration(Duration),
    /// A time of day.
    TimeOfDay(TimeOfDay),
    /// A repeated time.
    Recurrence(Recurrence),
    /// Somebody or something.
    Name(Name),
    /// One of an attribute's states.
    State(State),
    /// Yes or no.
    Truth(bool),
    /// Several values said together.
    List(List),
    /// Words that no kind could read further.
    Text(Text),
}

/// What a reading may depend on besides the text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The day that relative dates count from: the source's date.
    pub reference: Option<Date>,
}

/// What a value is to the sentence around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Role {
    /// A value of its own.
    #[default]
    Plain,
    /// By how much something went up: the 25 % of "rose 25 % to $40.85".
    Rise,
    /// By how much something went down.
    Fall,
    /// What it is after the change: $40.85.
    New,
    /// What it was before: the 49 % of "down from 49 %".
    Old,
}

/// A value found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The words that were read, bounds and units included.
    pub span: Span,
    /// The value's own words, without those that bound it: "43 people" of "at least 43 people".
    pub core: Span,
    /// The numeral alone: "43"; nothing where there is none or more than one.
    pub number: Option<Span>,
    /// The value.
    pub value: Value,
    /// What it is to the sentence around it.
    pub role: Role,
    /// The rules that read it, in order of use, for `explain`.
    pub rules: Vec<&'static str>,
}

impl Reading {
    /// Whether the words only point at a time, as "now" and "several days" do: nothing that a claim can rest on.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.rules.contains(&reader::vague::RULE)
    }
}

/// How two values stand to each other. Symmetric, and a value is the same as itself.
#[must_use]
pub fn relate(one: &Value, other: &Value) -> Relation {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => number::relate(one, other),
        (Value::Percentage(one), Value::Percentage(other)) => percentage::relate(one, other),
        (Value::Money(one), Value::Money(other)) => money::relate(one, other),
        (Value::Quantity(one), Value::Quantity(other)) => quantity::relate(one, other),
        (Value::Ordinal(one), Value::Ordinal(other)) => ordinal::relate(*one, *other),
        (Value::Date(one), Value::Date(other)) => date::relate(one, other),
        (Value::Duration(one), Value::Duration(other)) => duration::relate(one, other),
        (Value::TimeOfDay(one), Value::TimeOfDay(other)) => time_of_day::relate(one, other),
        (Value::Recurrence(one), Value::Recurrence(other)) => recurrence::relate(one, other),
        (Value::Name(one), Value::Name(other)) => name::relate(one, other),
        (Value::State(one), Value::State(other)) => state::relate(one, other),
        (Value::Truth(one), Value::Truth(other)) if one == other => Relation::Same,
        (Value::Truth(_), Value::Truth(_)) => Relation::Different(Difference::words("yes and no")),
        (Value::List(one), Value::List(other)) => list::relate(one, other),
        (Value::Text(one), Value::Text(other)) => text::relate(one, other),
        _ => Relation::Incomparable(Why::Kind),
    }
}

impl Value {
    /// How much it is, where it is a number of something.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Number(amount) | Self::Percentage(amount) => Some(amount),
            Self::Money(money) => Some(&money.amount),
            Self::Quantity(quantity) => Some(&quantity.amount),
            Self::Duration(duration) => Some(&duration.amount),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn amount_mut(&mut self) -> Option<&mut Amount> {
        match self {
            Self::Number(amount) | Self::Percentage(amount) => Some(amount),
            Self::Money(money) => Some(&mut money.amount),
            Self::Quantity(quantity) => Some(&mut quantity.amount),
            Self::Duration(duration) => Some(&mut duration.amount),
            _ => None,
        }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Number(_) => Kind::Number,
            Self::Percentage(_) => Kind::Percentage,
            Self::Money(_) => Kind::Money,
            Self::Quantity(_) => Kind::Quantity,
            Self::Ordinal(_) => Kind::Ordinal,
            Self::Date(_) => Kind::Date,
            Self::Duration(_) => Kind::Duration,
            Self::TimeOfDay(_) => Kind::TimeOfDay,
            Self::Recurrence(_) => Kind::Recurrence,
            Self::Name(_) => Kind::Name,
            Self::State(_) => Kind::State,
            Self::Truth(_) => Kind::Truth,
            Self::List(_) => Kind::List,
            Self::Text(_) => Kind::Text,
        }
    }

    /// Canonical text of what is said, not of how: two values have the same one exactly when they are the same. Used
    /// in finding ids and in the wire format.
    #[must_use]
    pub fn normal(&self) -> String {
        match self {
            Self::Number(amount) => format!("number:{}", amount.normal()),
            Self::Percentage(amount) => format!("percentage:{}", amount.normal()),
            Self::Money(money) => format!("money:{}", money::normal(money)),
            Self::Quantity(quantity) => format!("quantity:{}", quantity::normal(quantity)),
            Self::Ordinal(rank) => format!("ordinal:{rank}"),
            Self::Date(when) => format!("date:{}", date::normal(when)),
            Self::Duration(duration) => format!("duration:{}", duration::normal(duration)),
            Self::TimeOfDay(time) => format!("time-of-day:{}", time_of_day::normal(time)),
            Self::Recurrence(recurrence) => format!("recurrence:{}", recurrence.every),
            Self::Name(name) => format!("name:{}", name.key),
            Self::State(state) => format!("state:{}", state.id),
            Self::Truth(truth) => format!("truth:{truth}"),
            Self::List(list) => format!("list:{}", list::normal(list)),
            Self::Text(text) => format!("text:{}", text.folded),
        }
    }

    /// A key that puts values of one kind in the order people expect: amounts by size, dates by day, words by alphabet.
    #[must_use]
    pub fn sort_key(&self) -> (Kind, Decimal, String) {
        let day = |date: &When| {
            date.range.start.or(date.range.end).map_or(Decimal::ZERO, |day| {
                Decimal::from(
                    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()),
                )
            })
        };
        let anchor = match self {
            Self::Number(amount) | Self::Percentage(amount) => amount.anchor(),
            Self::Money(money) => money.amount.anchor(),
            Self::Quantity(quantity) => quantity.amount.anchor(),
            Self::Duration(duration) => duration.seconds().map_or(Decimal::MAX, |amount| amount.anchor()),
            Self::Ordinal(rank) => Decimal::from(*rank),
            Self::Date(when) => day(when),
            Self::TimeOfDay(time) => Decimal::from(time.start),
            _ => Decimal::ZERO,
        };
        (self.kind(), anchor, self.normal())
    }
}

/// As people read it; [`read_as`] reads the text of a value that was read back to the same value.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self {
            Self::Number(amount) => number::show(amount),
            Self::Percentage(amount) => percentage::show(amount),
            Self::Money(money) => money::show(money),
            Self::Quantity(quantity) => quantity::show(quantity),
            Self::Ordinal(rank) => ordinal::show(*rank),
            Self::Date(when) => date::show(when),
            Self::Duration(duration) => duration::show(duration),
            Self::TimeOfDay(time) => time_of_day::show(time),
            Self::Recurrence(recurrence) => recurrence::show(recurrence),
            Self::Name(name) => name.text.to_string(),
            Self::State(state) => state.text.to_string(),
            Self::Truth(true) => "yes".to_owned(),
            Self::Truth(false) => "no".to_owned(),
            Self::List(list) => list::show(list),
            Self::Text(text) => text.text.to_string(),
        };
        formatter.pad(&shown)
    }
}
