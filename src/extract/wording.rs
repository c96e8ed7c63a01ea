//! The words of a value as a claim gives them.

use super::edge::{self, edge};
use super::sentence::{Found, Line};
use crate::lexicon::unit;
use crate::text::Span;
use crate::value::{Amount, Context as ReadContext, Money, Value, parcel, read};

/// The value's words, and the value that they alone say. Of things counted only the number: "87 dead" and "a toll of
/// 87" are one figure. Of a price per share only the price, but of a price per million of something all: $2.40 per
/// million tokens is not what it is per thousand. Of the day on which something begins or ends the day.
pub(super) fn words_of(line: &Line<'_>, found: &Found) -> Option<(Span, Value)> {
    let reading = &found.reading;
    let whole = reading.span.shifted(line.span.start());
    let until_number = |amount: &Amount| {
        let number = Span::new(whole.start(), reading.number?.end() + line.span.start());
        // "1.3m" without its noun would be metres.
        let alone = read_alone(number.of(line.text)?)?;
        (alone == Value::Number(amount.clone())).then_some(number)
    };
    match &reading.value {
        Value::Quantity(quantity) if unit::by_id(&quantity.unit).is_none() && quantity.per.is_none() => {
            Some((until_number(&quantity.amount).unwrap_or(whole), Value::Number(quantity.amount.clone())))
        }
        Value::Money(money) if money.per.as_deref().is_some_and(is_one_thing) => {
            let plain = Value::Money(Money { per: None, ..money.clone() });
            let cut = (found.from + 1..found.to).find_map(|end| {
                let span = line.span_of(found.from, end)?;
                (read_alone(span.of(line.text)?)? == plain).then_some(span)
            });
            Some((cut?, plain))
        }
        Value::Date(when) if edge(line, found).is_some() => {
            Some((line.span_of(found.from + 1, found.to)?, Value::Date(edge::day(when))))
        }
        value => Some((whole, value.clone())),
    }
}

/// The one value that words say by themselves.
pub(super) fn read_alone(words: &str) -> Option<Value> {
    let mut readings = read(words, ReadContext::default());
    (readings.len() == 1).then(|| readings.remove(0).value)
}

/// Whether a price is per one of something that is no time.
fn is_one_thing(per: &str) -> bool {
    !is_time(per) && parcel(per).is_none()
}

/// Whether it is a unit of time: rates in time are no prices per something.
pub(super) fn is_time(per: &str) -> bool {
    matches!(per, "year" | "month" | "week" | "day" | "hour" | "quarter" | "minute" | "second")
}
