//! An exact number or interval with the words around it that bound it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::whole;

/// What the words around a number say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// As given.
    #[default]
    Exact,
    /// About, some, roughly.
    About,
    /// At least, no fewer than.
    AtLeast,
    /// More than, north of, over; with both ends given, just over.
    MoreThan,
    /// Up to, at most.
    AtMost,
    /// Under, less than; with both ends given, nearly, just shy of.
    LessThan,
    /// Between, from … to.
    Between,
}

impl Bound {
    /// The mark used in normal forms and in the scorers' format.
    #[must_use]
    pub fn mark(self) -> &'static str {
        match self {
            Self::Exact | Self::Between => "=",
            Self::About => "~",
            Self::AtLeast => ">=",
            Self::MoreThan => ">",
            Self::AtMost => "<=",
            Self::LessThan => "<",
        }
    }
}

/// An exact number or interval. A single number has `low == high`; an open interval lacks one end.
///
/// "Nearly 90" and "just over a quarter" say more than a bound: they stay near. They have both ends, the far one a
/// tenth away from the number said ([`Amount::just_under`], [`Amount::just_over`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// Lowest value, or the number itself.
    #[serde(with = "whole::end")]
    pub low: Option<Decimal>,
    /// Highest value, or the number itself.
    #[serde(with = "whole::end")]
    pub high: Option<Decimal>,
    /// What the words around it say.
    pub bound: Bound,
    /// The unit of the last digit as said: 0.1 for 27.4, 1 for 27, 100,000,000 for 1.2 billion. Two numbers agree by
    /// rounding when they meet at the coarser of their steps.
    #[serde(with = "whole::number")]
    pub step: Decimal,
}

impl Amount {
    /// A single number as given, with the unit of its last digit.
    #[must_use]
    pub fn exact(number: Decimal, step: Decimal) -> Self {
        Self { low: Some(number), high: Some(number), bound: Bound::Exact, step }
    }

    /// A whole number, counted.
    #[must_use]
    pub fn count(number: u64) -> Self {
        Self::exact(number.into(), Decimal::ONE)
    }

    /// From `low` to `high`, in either order.
    #[must_use]
    pub fn between(low: Decimal, high: Decimal, step: Decimal) -> Self {
        if low == high {
            return Self::exact(low, step);
        }
        Self { low: Some(low.min(high)), high: Some(low.max(high)), bound: Bound::Between, step }
    }

    /// The same number under another bound.
    #[must_use]
    pub fn bounded(self, bound: Bound) -> Self {
        let number = self.number();
        let (low, high) = match bound {
            Bound::Exact | Bound::About | Bound::Between => (self.low.or(number), self.high.or(number)),
            Bound::AtLeast | Bound::MoreThan => (self.low.or(number), None),
            Bound::AtMost | Bound::LessThan => (None, self.high.or(number)),
        };
        Self { low, high, bound, step: self.step }
    }

    /// Nearly, almost, just under the number: from a tenth below up to it.
    #[must_use]
    pub fn just_under(self) -> Self {
        let Some(number) = self.number() else { return self };
        Self {
            low: Some(number - tenth(number)),
            high: Some(number),
            bound: Bound::LessThan,
            step: self.step,
        }
    }

    /// Just over, slightly more than the number: from it to a tenth above.
    #[must_use]
    pub fn just_over(self) -> Self {
        let Some(number) = self.number() else { return self };
        let high = number.checked_add(tenth(number)).unwrap_or(number);
        Self { low: Some(number), high: Some(high), bound: Bound::MoreThan, step: self.step }
    }

    /// Whether the words say that the number lies just beside the one given.
    #[must_use]
    pub fn is_near(&self) -> bool {
        matches!(self.bound, Bound::MoreThan | Bound::LessThan) && self.low.is_some() && self.high.is_some()
    }

    /// The one number said, with or without a bound; nothing for a range.
    #[must_use]
    pub fn number(&self) -> Option<Decimal> {
        match self.bound {
            Bound::AtLeast | Bound::MoreThan => self.low,
            Bound::AtMost | Bound::LessThan => self.high,
            Bound::Exact | Bound::About | Bound::Between if self.low == self.high => self.low,
            _ => None,
        }
    }

    /// Some number of it, for sorting: the one said, or the lower end.
    #[must_use]
    pub fn anchor(&self) -> Decimal {
        self.number().or(self.low).or(self.high).unwrap_or_default()
    }

    /// All ends and the step times `factor`; nothing when that leaves the range of exact decimals.
    #[must_use]
    pub fn scaled(&self, factor: Decimal) -> Option<Self> {
        let by = |end: Option<Decimal>| match end {
            Some(end) => end.checked_mul(factor).map(Some),
            None => Some(None),
        };
        Some(Self {
            low: by(self.low)?,
            high: by(self.high)?,
            bound: self.bound,
            step: self.step.saturating_mul(factor.abs()),
        })
    }

    /// All ends moved by `offset`.
    #[must_use]
    pub fn shifted(&self, offset: Decimal) -> Option<Self> {
        let by = |end: Option<Decimal>| match end {
            Some(end) => end.checked_add(offset).map(Some),
            None => Some(None),
        };
        Some(Self { low: by(self.low)?, high: by(self.high)?, ..self.clone() })
    }

    /// Canonical text: bound and ends without trailing zeros. The step is how it was said, not what, and stays out.
    #[must_use]
    pub fn normal(&self) -> String {
        let end = |end: Option<Decimal>| {
            end.map_or_else(|| "*".to_owned(), |number| number.normalize().to_string())
        };
        let mark = match self.bound {
            Bound::Between => "",
            Bound::Exact => "=",
            bound => bound.mark(),
        };
        if self.low == self.high || (self.low.is_none() != self.high.is_none()) {
            return format!("{mark}{}", end(self.low.or(self.high)));
        }
        format!("{mark}{}..{}", end(self.low), end(self.high))
    }
}

fn tenth(number: Decimal) -> Decimal {
    number.abs().checked_div(Decimal::TEN).unwrap_or_default()
}
