//! Stretches of time counted off something else: the last four months of 2021, the first ten days of last year, the
//! past decade, four months from tomorrow.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, base, dated, skip_the};
use super::token::{Gap, Tokens};
use super::{Found, numeral};
use crate::lexicon::word::Key;
use crate::value::{Amount, DateRange, Duration, Grain, TimeUnit, Value, When};

/// "the last four months of 2021": so many units at the beginning or the end of a period.
pub(super) fn ends_of(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let first = match tokens.key(at) {
        Key::First => true,
        Key::Last => false,
        _ if tokens.text(at) == "final" => false,
        _ => return None,
    };
    let counted = numeral::numeral(tokens, at + 1, false)?;
    let unit = TimeUnit::named(tokens.word(counted.end).time_unit?)?;
    let count = i64::try_from(counted.value).ok().filter(|count| *count > 0)?;
    let of = counted.end + 1;
    if !matches!(tokens.key(of), Key::Of | Key::In) || tokens.get(of).gap == Gap::Line {
        return None;
    }
    let whole =
        base(tokens, skip_the(tokens, of + 1), reference).filter(|whole| whole.when.partial.is_none())?;
    let (start, end) = (whole.when.range.start?, whole.when.range.end?);
    let range = if first {
        let past = calendar::shift(start, unit, count)?;
        DateRange { start: Some(start), end: Some(past.yesterday().ok()?), grain: Grain::Span }
    } else {
        let first = calendar::shift(end.tomorrow().ok()?, unit, -count)?;
        DateRange { start: Some(first), end: Some(end), grain: Grain::Span }
    };
    whole.when.range.contains(&range).then(|| dated(When::of(range), at, whole.end, "ends-of-period"))
}

/// "the past decade", "over the past year": one unit up to now, however long ago that was.
pub(super) fn past_unit(tokens: &Tokens<'_>, at: usize) -> Option<Found> {
    let past = if tokens.is(at, Key::The) { at + 1 } else { at };
    let unit = TimeUnit::named(tokens.word(past + 1).time_unit?)?;
    let decades = tokens.is(past, Key::Last) && past > at && unit >= TimeUnit::Decade;
    let single = !tokens.text(past + 1).ends_with('s') && tokens.get(past + 1).gap == Gap::Blank;
    let told = tokens.is(past, Key::Past) && unit > TimeUnit::Month || decades;
    (told && single && !tokens.is(past + 2, Key::Of)).then(|| Found {
        first: at,
        last: past + 2,
        core: (at, past + 2),
        value: Value::Duration(Duration { amount: Amount::count(1), unit }),
        rules: vec!["past-unit"],
        ..Found::default()
    })
}

/// "the past fortnight": the fourteen days up to the reference.
pub(super) fn fortnight(at: usize, end: usize, reference: Date, step: i64) -> Option<Dated> {
    let range = if step < 0 {
        let start = calendar::shift(reference, TimeUnit::Day, -14)?;
        DateRange { start: Some(start), end: Some(reference.yesterday().ok()?), grain: Grain::Span }
    } else {
        let start = reference.tomorrow().ok()?;
        DateRange {
            start: Some(start),
            end: Some(calendar::shift(start, TimeUnit::Day, 13)?),
            grain: Grain::Span,
        }
    };
    Some(dated(When::of(range), at, end, "fortnight"))
}
