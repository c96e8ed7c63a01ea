//! Days with a time of day: Monday at 3 pm, last night at 8, between 3 and 5 on 27 April; and parts of the day by
//! themselves: in the morning, late afternoon.

use jiff::civil::Date;

use super::clock::{self, HOUR};
use super::date::{self, Dated};
use super::token::{Gap, Tokens};
use super::{Found, Value};
use crate::lexicon::word::Key;
use crate::value::{DateRange, Grain, TimeOfDay, When};

/// A time of day after a date: "Monday at 3 pm", "27 April, 10:30", "Monday morning", "last night at 8".
pub(super) fn with_time(tokens: &Tokens<'_>, mut dated: Dated) -> Dated {
    if !takes_time(&dated.when) {
        return dated;
    }
    let mut place = dated.end;
    if tokens.is(place, Key::Comma) || tokens.text(place) == "T" {
        place += 1;
    }
    if tokens.get(place).gap == Gap::Line {
        return dated;
    }
    if dated.when.time.is_none()
        && let Some((part, end)) =
            clock::part_of_day(tokens, clock::skip_in_the(tokens, dated.end)).filter(|_| place == dated.end)
    {
        dated.end = end;
        dated.when.time = Some(part);
        place = end;
    }
    let bare = tokens.is(place, Key::At) || tokens.text(place) == "@";
    if bare {
        place += 1;
    }
    let hours = || clock::hours(tokens, place).filter(|_| dated.rule != "year");
    let time = clock::times(tokens, place).or_else(hours).or_else(|| clock::time(tokens, place, bare));
    let Some((mut time, mut end)) = time else { return dated };
    let mut part = dated.when.time.take();
    // "at 8:00 early in the morning"
    if part.is_none() && matches!(tokens.key(end), Key::Early | Key::Late) {
        let behind = clock::part_of_day(tokens, end);
        end = behind.as_ref().map_or(end, |(_, end)| *end);
        part = behind.map(|(part, _)| part);
    }
    in_part(&mut time, part.as_ref(), clock::tells_half(tokens, place, end));
    dated.when.time = Some(time);
    dated.end = end;
    dated
}

/// Whether a day stands without a time, or with no more than a part of the day.
fn takes_time(when: &When) -> bool {
    when.range.grain == Grain::Day
        && when.range.start.is_some()
        && when.time.as_ref().is_none_or(|time| time.end.is_some())
}

/// "last night at 8" is 20:00: the part of the day tells the half.
fn in_part(time: &mut TimeOfDay, part: Option<&TimeOfDay>, told: bool) {
    let late = part.is_some_and(|part| part.start >= 12 * HOUR);
    if late && !told && time.start < 12 * HOUR {
        time.start += 12 * HOUR;
        time.end = time.end.map(|end| if end <= 12 * HOUR { end + 12 * HOUR } else { end });
    }
}

/// A time of day, with the day that follows it: "3 pm on Monday", "8 am this morning".
pub(super) fn time(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Found> {
    let sure = clock::times(tokens, at).or_else(|| clock::time(tokens, at, false));
    let doubtful = sure.is_none();
    let (mut time, mut end) = sure.or_else(|| clock::hours(tokens, at))?;
    let place = match tokens.key(end) {
        Key::On | Key::Comma => date::skip_the(tokens, end + 1),
        _ => end,
    };
    let day = date::base(tokens, place, reference).filter(|day| {
        tokens.get(place).gap < Gap::Line && takes_time(&day.when) && day.when.partial.is_none()
    });
    let value = match day {
        Some(day) => {
            in_part(&mut time, day.when.time.as_ref(), clock::tells_half(tokens, at, end));
            end = day.end;
            Value::Date(When { time: Some(time), ..day.when })
        }
        // "between 3 and 5" are hours only beside a day.
        None if doubtful && !clock::tells_half(tokens, at, end) => return None,
        None => Value::TimeOfDay(time),
    };
    Some(found(at, end, value, "time-of-day"))
}

/// "the night of 18 April", "the early morning hours of Sunday", "the small hours of 3 May": a part of a day that is told
/// behind it. The night of 3 to 4 May is that of 3 May.
pub(super) fn part_of_date(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let place = date::skip_the(tokens, at);
    let small = matches!(tokens.key(place), Key::Early | Key::Small) && tokens.is(place + 1, Key::Hours);
    let (part, end) = if small {
        (TimeOfDay { start: 0, end: Some(SMALL_HOURS * HOUR), step: HOUR, zone: None }, place + 2)
    } else {
        clock::part_of_day(tokens, place)?
    };
    let end = end + usize::from(tokens.is(end, Key::Hours));
    if !matches!(tokens.key(end), Key::Of | Key::On) || tokens.get(end + 1).gap == Gap::Line {
        return None;
    }
    let day = date::base(tokens, date::skip_the(tokens, end + 1), reference)?;
    let (start, last) = (day.when.range.start?, day.when.range.end?);
    let fits = day.when.partial.is_none() && (start == last || start.tomorrow().ok() == Some(last));
    let when = When { time: Some(part), ..When::of(DateRange::day(start)) };
    fits.then(|| date::dated(when, at, day.end, "part-of-day"))
}

/// When the small hours end.
const SMALL_HOURS: u32 = 6;

/// "in the morning", "late afternoon", "early in the evening", "night-time".
pub(super) fn part_alone(tokens: &Tokens<'_>, at: usize) -> Option<Found> {
    let (part, end) = clock::part_of_day(tokens, at)?;
    let framed = at >= 2 && tokens.is(at - 1, Key::The) && tokens.is(at - 2, Key::In);
    let told = framed || matches!(tokens.key(at), Key::Early | Key::Late | Key::Nighttime) || end > at + 1;
    // "late-night talks" are no time.
    let adjective = tokens.is(at + 1, Key::Dash) && end == at + 3 && !tokens.is(at, Key::Night);
    if !told || adjective {
        return None;
    }
    let first = if framed { at - 2 } else { at };
    Some(found(first, end, Value::TimeOfDay(part), "part-of-day"))
}

fn found(first: usize, end: usize, value: Value, rule: &'static str) -> Found {
    Found { first, last: end, core: (first, end), value, rules: vec![rule], ..Found::default() }
}
