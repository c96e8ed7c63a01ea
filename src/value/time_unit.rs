//! Units of time, and rates per unit of time.
//!
//! Calendar units (month to century) convert exactly among themselves, clock units (second to week) too; between the
//! two families only about, by the mean Gregorian year of 365.2425 days.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Amount;
use crate::lexicon::plural::singular;
use crate::lexicon::word;

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A thousand years.
    Millennium,
}

/// Seconds of the mean Gregorian month, a twelfth of 365.2425 days.
const MONTH_SECONDS: i64 = 2_629_746;

impl TimeUnit {
    /// All, from the shortest.
    pub const ALL: [Self; 11] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::Decade,
        Self::Century,
        Self::Millennium,
    ];

    /// Its name in the singular.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Millennium => "millennium",
        }
    }

    /// The unit of that singular name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Whether its length is counted in months.
    #[must_use]
    pub fn is_calendar(self) -> bool {
        self >= Self::Month
    }

    /// In months for calendar units, in seconds for the others.
    #[must_use]
    pub fn length(self) -> Decimal {
        Decimal::from(match self {
            Self::Second | Self::Month => 1,
            Self::Minute => 60,
            Self::Hour => 3600,
            Self::Day => 86_400,
            Self::Week => 604_800,
            Self::Quarter => 3,
            Self::Year => 12,
            Self::Decade => 120,
            Self::Century => 1200,
            Self::Millennium => 12_000,
        })
    }

    /// In seconds, calendar units by the mean Gregorian month.
    #[must_use]
    pub fn seconds(self) -> Decimal {
        if self.is_calendar() { self.length() * Decimal::from(MONTH_SECONDS) } else { self.length() }
    }
}

/// What a rate is per, where that is several: "100,000 people", "million tokens"; so many, and of what.
#[must_use]
pub fn parcel(per: &str) -> Option<(Decimal, &str)> {
    let (many, what) = per.split_once(' ')?;
    let words = word::words();
    let scale = words.get(words.find(many.as_bytes())).scale;
    let many = match scale {
        Some(power) => Decimal::from(10_i64.checked_pow(power)?),
        None => many.replace(',', "").parse().ok()?,
    };
    (many > Decimal::ONE).then_some((many, what))
}

/// A rate in its family's canonical unit: per year for calendar units, per day for clock units, per one for what is
/// counted.
pub(super) fn canonical_rate<'p>(amount: &Amount, per: Option<&'p str>) -> (Amount, Option<Cow<'p, str>>) {
    let said = || (amount.clone(), per.map(Cow::Borrowed));
    if let Some((many, what)) = per.and_then(parcel) {
        let one = amount.scaled(Decimal::ONE / many);
        return one.map_or_else(said, |amount| (amount, Some(Cow::Owned(singular(what)))));
    }
    let Some(unit) = per.and_then(TimeUnit::named) else { return said() };
    let canonical = if unit.is_calendar() { TimeUnit::Year } else { TimeUnit::Day };
    match amount.scaled(canonical.length() / unit.length()) {
        Some(amount) => (amount, Some(Cow::Borrowed(canonical.name()))),
        None => said(),
    }
}

/// Two rates brought to one unit.
pub(super) struct Rates {
    pub(super) one: Amount,
    pub(super) other: Amount,
    pub(super) per: Option<Box<str>>,
    pub(super) inexact: bool,
    converted: bool,
}

impl Rates {
    /// Nothing when the two are per different things, or only one is a rate.
    pub(super) fn of(
        one: &Amount,
        one_per: Option<&str>,
        other: &Amount,
        other_per: Option<&str>,
    ) -> Option<Self> {
        if one_per == other_per {
            let per = one_per.map(Into::into);
            return Some(Self {
                one: one.clone(),
                other: other.clone(),
                per,
                inexact: false,
                converted: false,
            });
        }
        if parcel(one_per?).is_some() || parcel(other_per?).is_some() {
            let (left, one_per) = canonical_rate(one, one_per);
            let (right, other_per) = canonical_rate(other, other_per);
            let per = one_per.filter(|per| Some(per) == other_per.as_ref())?;
            return Some(Self {
                one: left,
                other: right,
                per: Some(per.into()),
                inexact: false,
                converted: true,
            });
        }
        let (one_unit, other_unit) = (TimeUnit::named(one_per?)?, TimeUnit::named(other_per?)?);
        let inexact = one_unit.is_calendar() != other_unit.is_calendar();
        let common = if inexact || one_unit.is_calendar() { TimeUnit::Year } else { TimeUnit::Day };
        let length = |unit: TimeUnit| if inexact { unit.seconds() } else { unit.length() };
        Some(Self {
            one: one.scaled(length(common) / length(one_unit))?,
            other: other.scaled(length(common) / length(other_unit))?,
            per: Some(common.name().into()),
            inexact,
            converted: true,
        })
    }

    /// The amounts as said, when they were said per different units.
    pub(super) fn said<'a>(&self, one: &'a Amount, other: &'a Amount) -> Option<(&'a Amount, &'a Amount)> {
        self.converted.then_some((one, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_per_many_are_rates_per_one() {
        assert_eq!(parcel("100,000 people"), Some((100_000.into(), "people")));
        assert_eq!(parcel("million tokens"), Some((1_000_000.into(), "tokens")));
        assert_eq!(parcel("cubic metre"), None);
    }
}
