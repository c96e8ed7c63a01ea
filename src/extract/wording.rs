//! The words of a value as a claim gives them.

use super::sentence::{Found, Line};
use crate::lexicon::unit;
use crate::text::Span;
use crate::value::{Amount, Context as ReadContext, Kind, Money, Value, read};

/// The value's words, and the value that they alone say. Of things counted only the number: "87 dead" and "a toll of
/// 87" are one figure. Of a price per share only the price, of a moment of a day only the time of day.
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
        Value::Money(money) if money.per.as_deref().is_some_and(|per| !is_time(per)) => {
            let plain = Value::Money(Money { per: None, ..money.clone() });
            let cut = (found.from + 1..found.to).find_map(|end| {
                let span = line.span_of(found.from, end)?;
                (read_alone(span.of(line.text)?)? == plain).then_some(span)
            });
            Some((cut?, plain))
        }
        Value::Date(_) if dates_from(line, found) => {
            let span = line.span_of(found.from + 1, found.to)?;
            Some((span, read_alone(span.of(line.text)?)?))
        }
        Value::Date(when) if when.time.is_some() => {
            Some(moment(line, found).unwrap_or((whole, reading.value.clone())))
        }
        value => Some((whole, value.clone())),
    }
}

/// "It dates from 2009": the year itself, not all the time since.
fn dates_from(line: &Line<'_>, found: &Found) -> bool {
    let verb = found.from.checked_sub(1).map_or("", |at| line.tokens[at].lower.as_str());
    line.tokens[found.from].lower == "from" && matches!(verb, "date" | "dates" | "dated" | "dating")
}

/// The exact time of day in a moment: the "half past five" of "half past five on Tuesday".
fn moment(line: &Line<'_>, found: &Found) -> Option<(Span, Value)> {
    let on = (found.from..found.to).find(|at| line.tokens[*at].lower == "on")?;
    let span = line.span_of(found.from, on)?;
    let value = read_alone(span.of(line.text)?)?;
    (value.kind() == Kind::TimeOfDay).then_some((span, value))
}

/// The one value that words say by themselves.
pub(super) fn read_alone(words: &str) -> Option<Value> {
    let mut readings = read(words, ReadContext::default());
    (readings.len() == 1).then(|| readings.remove(0).value)
}

/// Whether it is a unit of time: rates in time are no prices per something.
pub(super) fn is_time(per: &str) -> bool {
    matches!(per, "year" | "month" | "week" | "day" | "hour" | "quarter" | "minute" | "second")
}
