//! The kinds of values.

use serde::{Deserialize, Serialize};

/// What sort of thing a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A count or a plain number.
    Number,
    /// A share of a whole: 27 %, a third, one in five.
    Percentage,
    /// An amount of a currency.
    Money,
    /// A number of units: 14 km, 312 people.
    Quantity,
    /// A rank: third.
    Ordinal,
    /// A day or a period.
    Date,
    /// A length of time.
    Duration,
    /// A time of day.
    TimeOfDay,
    /// A repeated time: every Monday.
    Recurrence,
    /// Somebody or something.
    Name,
    /// One of an attribute's states.
    State,
    /// Yes or no.
    Truth,
    /// Several values said together.
    List,
    /// Words that no kind reads further.
    Text,
}
