//! Amounts of a currency.

use serde::{Deserialize, Serialize};

use crate::lexicon::currency;

use super::difference::Unit;
use super::interval::Pair;
use super::time_unit::{self, Rates};
use super::{Amount, Relation, Why, show};

/// An amount of a currency, or a price per unit of something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// The currency.
    #[serde(with = "code")]
    pub currency: Currency,
    /// Whether it was said in the hundredth unit: 63 cents. The amount is in the whole unit all the same.
    pub minor: bool,
    /// Per what: `year`, `share`, `barrel`; nothing for a plain amount.
    pub per: Option<Box<str>>,
}

/// A currency of the lexicon, by its ISO 4217 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(&'static str);

impl Currency {
    /// The currency of that code; nothing when the lexicon has none.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        currency::by_code(code).map(|entry| Self(&entry.code))
    }

    /// The code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// What stands before the number: a sign known everywhere, else the code.
    pub(super) fn prefix(self) -> String {
        match self.0 {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            code => format!("{code} "),
        }
    }
}

/// A currency by its code.
mod code {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use super::Currency;

    pub(super) fn serialize<S: Serializer>(currency: &Currency, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(currency.0)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Currency, D::Error> {
        let code = <&str>::deserialize(from)?;
        Currency::of(code).ok_or_else(|| de::Error::custom("no such currency"))
    }
}

pub(super) fn show(money: &Money) -> String {
    let prefix = money.currency.prefix();
    if let Some(minor) = minor(money)
        && let Some(amount) = money.amount.scaled(rust_decimal::Decimal::ONE_HUNDRED)
    {
        let shown = format!("{} {minor}", show::amount(&amount, str::to_owned));
        return match &money.per {
            Some(per) => format!("{shown} per {per}"),
            None => shown,
        };
    }
    let shown = show::amount(&money.amount, |digits| match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    });
    match &money.per {
        Some(per) => format!("{shown} per {per}"),
        None => shown,
    }
}

/// What the hundredth unit is called in the plural, where it was said so and has a name of its own.
pub(super) fn minor(money: &Money) -> Option<&'static str> {
    match money.currency.code() {
        "USD" if money.minor => Some("cents"),
        "EUR" if money.minor => Some("euro cents"),
        "GBP" if money.minor => Some("pence"),
        _ => None,
    }
}

pub(super) fn normal(money: &Money) -> String {
    let (amount, per) = time_unit::canonical_rate(&money.amount, money.per.as_deref());
    let per = per.map(|per| format!("/{per}")).unwrap_or_default();
    format!("{} {}{per}", amount.normal(), money.currency.code())
}

pub(super) fn relate(one: &Money, other: &Money) -> Relation {
    if one.currency != other.currency {
        return Relation::Incomparable(Why::Unit);
    }
    let Some(rates) = Rates::of(&one.amount, one.per.as_deref(), &other.amount, other.per.as_deref()) else {
        return Relation::Incomparable(Why::Unit);
    };
    Pair {
        one: &rates.one,
        other: &rates.other,
        said: rates.said(&one.amount, &other.amount),
        inexact: rates.inexact,
    }
    .relate(|| Unit::Money(one.currency, rates.per.clone()))
}
