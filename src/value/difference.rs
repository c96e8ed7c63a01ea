//! By how much two values differ, measured when they are related and worded only where a person reads it.

use std::borrow::Cow;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Currency, Grain, Slip, TimeUnit, quantity, show};

/// By how much two values differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// A slip that would explain it.
    pub slip: Option<Slip>,
    gap: Gap,
}

/// What lies between two values.
#[derive(Debug, Clone, PartialEq)]
enum Gap {
    /// Nothing that is measured: "another state".
    Words(Cow<'static, str>),
    /// An amount: from the one to the other, and the larger of the two.
    Amount { distance: Decimal, largest: Decimal, unit: Unit },
    /// Days, between dates given as finely as this.
    Days(i64, Grain),
}

/// What an amount is of, as its difference from another is told.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Unit {
    /// A plain number.
    None,
    /// Points of a percentage.
    Points,
    /// A currency, per something.
    Money(Currency, Option<Box<str>>),
    /// A unit of the lexicon or a counted noun, per something.
    Of(Box<str>, Option<Box<str>>),
    /// A unit that the distance must first be brought to.
    Within(Box<str>, Decimal, Option<Box<str>>),
    /// A unit of time, which the distance must first be brought to.
    Time(TimeUnit, Decimal),
}

impl Difference {
    /// A difference that no measure has.
    pub(super) fn words(words: impl Into<Cow<'static, str>>) -> Self {
        Self { slip: None, gap: Gap::Words(words.into()) }
    }

    /// A difference of amounts.
    pub(super) fn amount(distance: Decimal, largest: Decimal, unit: Unit, slip: Option<Slip>) -> Self {
        Self { slip, gap: Gap::Amount { distance, largest, unit } }
    }

    /// A difference of dates given as finely as `grain`.
    pub(super) fn days(days: i64, grain: Grain) -> Self {
        Self { slip: None, gap: Gap::Days(days, grain) }
    }

    /// For people: "22 percentage points", "a factor of 1,000", "3 months".
    #[must_use]
    pub fn gap(&self) -> String {
        match (self.slip, &self.gap) {
            (Some(Slip::Thousand), _) => "a factor of 1,000".to_owned(),
            (Some(Slip::Million), _) => "a factor of 1,000,000".to_owned(),
            (Some(Slip::Ten), _) => "a factor of 10".to_owned(),
            (_, Gap::Words(words)) => words.to_string(),
            (_, Gap::Amount { distance, unit, .. }) => unit.show(distance.normalize()),
            (_, Gap::Days(days, grain)) => show_days(*days, *grain),
        }
    }

    /// Relative size of a difference of amounts, 0 (next to nothing) to 1 (everything): |a-b| / max(|a|,|b|). Of all
    /// others 1.
    #[must_use]
    pub fn size(&self) -> f64 {
        let Gap::Amount { distance, largest, .. } = &self.gap else { return 1.0 };
        let ratio = distance.checked_div(*largest).and_then(|ratio| ratio.to_f64());
        ratio.map_or(1.0, |ratio| ratio.clamp(0.0, 1.0))
    }
}

impl Unit {
    fn show(&self, gap: Decimal) -> String {
        let number = |gap| show::number(gap, gap);
        let rate = |per: &Option<Box<str>>| per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
        match self {
            Self::None => number(gap),
            Self::Points if gap == Decimal::ONE => format!("{} percentage point", number(gap)),
            Self::Points => format!("{} percentage points", number(gap)),
            Self::Money(currency, per) => format!("{}{}{}", currency.prefix(), number(gap), rate(per)),
            Self::Of(unit, per) => format!("{} {}{}", number(gap), quantity::plural(unit), rate(per)),
            Self::Within(unit, factor, per) => {
                let gap = gap.checked_div(*factor).unwrap_or(gap).round_dp(2).normalize();
                format!("{} {}{}", number(gap), quantity::plural(unit), rate(per))
            }
            Self::Time(unit, length) => {
                let gap = (gap / length).round_dp(1).normalize();
                let unit = unit.name();
                let unit = if gap == Decimal::ONE { unit.to_owned() } else { quantity::plural(unit) };
                format!("{} {unit}", number(gap))
            }
        }
    }
}

fn show_days(days: i64, grain: Grain) -> String {
    let (count, unit) = match grain {
        Grain::Week if days >= 7 => ((days + 3) / 7, "week"),
        Grain::Year | Grain::Decade if days >= 365 => ((days + 182) / 365, "year"),
        // Never "0 years": what is less than one of the coarser unit is told in the finer.
        Grain::Day | Grain::Week | Grain::Span if days < 60 => (days, "day"),
        _ if days < 28 => (days, "day"),
        _ => ((days + 15) * 12 / 365, "month"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}
