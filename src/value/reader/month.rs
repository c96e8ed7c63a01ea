//! Days of months, months and weekdays: 27 April 2026, April 5-7, Monday.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, dated, full_year, iso, joined, skip_the, slashed, small, year_of};
use super::era::{era_year, spoken_year};
use super::token::{Gap, Shape, Tokens};
use super::{relative, story, tense, week};
use crate::lexicon::word::{Key, Tense};
use crate::value::{DateRange, Grain, Value, When};

/// The ending of an ordinal in digits: 27th.
pub(super) fn ordinal_end(tokens: &Tokens<'_>, at: usize) -> usize {
    let ending = tokens.is_glued(at)
        && tokens.get(at).shape == Shape::Word
        && ["st", "nd", "rd", "th"].iter().any(|ending| tokens.text(at).eq_ignore_ascii_case(ending));
    if ending { at + 1 } else { at }
}

/// 27 April 2026, 27th of April, 27-Apr-2026, 3-5 May.
pub(super) fn day_month(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let day = small(tokens, at).filter(|day| (1..=31).contains(day))?;
    let mut place = ordinal_end(tokens, at + 1);
    let mut last = None;
    if matches!(tokens.key(place), Key::Dash | Key::To | Key::And) || joined(tokens, place, "/") {
        let end = ordinal_end(tokens, place + 2);
        let named = end + usize::from(tokens.is(end, Key::Of));
        if let Some(second) = small(tokens, place + 1).filter(|second| *second > day && *second <= 31)
            && month_at(tokens, named).is_some()
        {
            last = Some(second);
            place = end;
        }
    }
    if tokens.is(place, Key::Of) {
        place += 1;
    }
    if last.is_none() && (joined(tokens, place, "-") || joined(tokens, place, "/")) {
        place += 1;
    }
    let month = month_at(tokens, place).filter(|_| tokens.get(place).gap < Gap::Line)?;
    let end = after_month(tokens, place);
    let dash = if joined(tokens, end, "-") || joined(tokens, end, "/") { end + 1 } else { end };
    let (year, end) = year_told(tokens, dash, reference).map_or((None, end), |(year, end)| (Some(year), end));
    Some(days(resolve(tokens, (at, end), month, day, year, reference)?, last, at, end))
}

/// One day, or the days up to the `last` of the same month.
fn days(first: When, last: Option<i8>, at: usize, end: usize) -> Dated {
    let last = first
        .range
        .start
        .zip(last)
        .and_then(|(start, last)| Date::new(start.year(), start.month(), last).ok().map(DateRange::day));
    let when = match last {
        Some(last) => When::of(DateRange::span(&first.range, &last)),
        None => first,
    };
    dated(when, at, end, "day-month")
}

/// The day that stands at these tokens, in the year given or the one that the sentence and the reference tell.
pub(super) fn resolve(
    tokens: &Tokens<'_>,
    (first, end): (usize, usize),
    month: i8,
    day: i8,
    year: Option<i16>,
    reference: Option<Date>,
) -> Option<When> {
    match (year, reference) {
        (Some(year), _) => Some(When::of(DateRange::day(Date::new(year, month, day).ok()?))),
        (None, Some(_)) if let Some(told) = tokens.story() => {
            let day = Date::new(story::year_in(told, month), month, day).ok()?;
            Some(When::of(DateRange::day(day)))
        }
        (None, Some(reference)) => {
            let near = calendar::nearest(reference, month, day)?;
            let told = by_sentence(tokens, (first, end), reference, near).unwrap_or(near);
            Some(When::of(DateRange::day(told)))
        }
        (None, None) => Date::new(2000, month, day).ok().map(|date| {
            let shown = When::of(DateRange::day(date));
            let words = crate::value::Value::Date(shown).to_string();
            When::unresolved(words.trim_end_matches(" 2000"), Grain::Day)
        }),
    }
}

/// How many days ahead a day may be that the past tense stands before: "called a vote on 5 May".
const ANNOUNCED: i32 = 60;

/// The same day in the year that the sentence tells, where the nearest does not fit it: "will take effect on 1 July",
/// "as of 1 June".
fn by_sentence(
    tokens: &Tokens<'_>,
    (first, end): (usize, usize),
    reference: Date,
    near: Date,
) -> Option<Date> {
    if near < reference {
        let ahead = tense::of(tokens, first, end) == Some(Tense::Ahead);
        return ahead.then(|| calendar::soon(reference, near.month(), near.day())).flatten();
    }
    let before = first.checked_sub(1)?;
    let as_of =
        before > 0 && tokens.is(before, Key::Of) && tokens.text(before - 1).eq_ignore_ascii_case("as");
    let far = reference.until(near).is_ok_and(|span| span.get_days() > ANNOUNCED);
    let told = far && tokens.is(before, Key::On) && tense::of(tokens, first, end) == Some(Tense::Back);
    (near > reference && (as_of || told))
        .then(|| Date::new(near.year().checked_sub(1)?, near.month(), near.day()).ok())
        .flatten()
}

/// The month a word names, where it surely names one: "may", "march", "mar", "dec", "sat" need a capital.
pub(super) fn month_at(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    let month = tokens.word(at).month;
    let short = tokens.text(at).len() <= 3;
    let doubtful = short || month == 3;
    // "in dec", but never the ticker "$DEC".
    let framed = short && !matches!(month, 3 | 5) && at > 0 && tokens.is(at - 1, Key::In);
    if at > 0 && tokens.is(at - 1, Key::Dollar) && tokens.is_glued(at) {
        return None;
    }
    let written = !doubtful
        || framed
        || tokens.is_capital(at)
        || tokens.get(at + 1).shape == Shape::Digits
        || (at > 0 && tokens.get(at - 1).shape == Shape::Digits)
        || (at > 1 && tokens.get(at - 2).shape == Shape::Digits && ordinal_end(tokens, at - 1) == at)
        || (at > 1 && tokens.is(at - 1, Key::Of));
    (month > 0 && written).then(|| i8::try_from(month).ok()).flatten()
}

/// Past the month's name and the stop of an abbreviation.
pub(super) fn after_month(tokens: &Tokens<'_>, at: usize) -> usize {
    let short = tokens.text(at).len() <= 4 && tokens.is(at + 1, Key::Dot) && tokens.is_glued(at + 1);
    let goes_on = matches!(tokens.get(at + 2).shape, Shape::Digits) || tokens.is(at + 2, Key::Comma);
    if short && goes_on { at + 2 } else { at + 1 }
}

/// ", 2026", " 2026", " of 2026", "'26", "this year".
pub(super) fn year_after(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let mut place = at;
    if tokens.is(place, Key::Comma) || tokens.is(place, Key::Of) || tokens.is(place, Key::In) {
        place += 1;
    }
    if tokens.is(place, Key::The) && tokens.is(place + 1, Key::Year) {
        place += 2;
    }
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    if matches!(tokens.text(place), "'" | "’" | "‘") && tokens.is_glued(place + 1) {
        return full_year(tokens, place + 1).map(|year| (year, place + 2));
    }
    if let Some(found) = era_year(tokens, place) {
        return Some(found);
    }
    if let Some(found) = spoken_year(tokens, place) {
        return Some(found);
    }
    let year = year_of(tokens, place)?;
    // "April 27, 2000 people": a number of something.
    let counted = !(1900..2100).contains(&year)
        && !tokens.is(at, Key::Of)
        && place > at
        && tokens.get(place + 1).shape == Shape::Word
        && super::noun::noun(tokens, place + 1, false)
            .is_some_and(|(_, end)| super::noun::is_plural(tokens.text(end - 1)));
    (!counted).then_some((year, place + 1))
}

/// The year that the words behind a month or a day tell: itself, "last year", "of that year".
pub(super) fn year_told(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<(i16, usize)> {
    year_after(tokens, at).or_else(|| relative::of_this(tokens, at, reference?)).or_else(|| {
        let place = skip_the(tokens, at + 1);
        let same = matches!(tokens.key(place), Key::That | Key::Same) && tokens.is(place + 1, Key::Year);
        let told = tokens.told().filter(|_| same && tokens.is(at, Key::Of))?;
        Some((told.0.year(), place + 2))
    })
}

/// April 27, 2026; April 2026; April; April 5-7.
pub(super) fn month(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let month = month_at(tokens, at)?;
    let mut place = after_month(tokens, at);
    if tokens.is(place, Key::The) || joined(tokens, place, "/") || joined(tokens, place, "-") {
        place += 1;
    }
    let near = tokens.get(place).gap < Gap::Line;
    if let Some(day) = small(tokens, place).filter(|day| near && (1..=31).contains(day))
        && let Some(found) = month_day(tokens, at, place, month, day, reference)
    {
        return Some(found);
    }
    if let Some(rank) = tokens.word(place).ordinal.filter(|rank| *rank <= 31 && near)
        && tokens.word(place).time_unit.is_none()
    {
        let end = place + 1;
        let (year, end) =
            year_told(tokens, end, reference).map_or((None, end), |(year, end)| (Some(year), end));
        let day = resolve(tokens, (at, end), month, i8::try_from(rank).ok()?, year, reference)?;
        return Some(dated(day, at, end, "month-day"));
    }
    let end = after_month(tokens, at);
    let dash = if joined(tokens, end, "-") { end + 1 } else { end };
    if let Some((year, end)) = year_told(tokens, dash, reference) {
        return Some(dated(When::of(DateRange::month(year, month)?), at, end, "month-year"));
    }
    if !stands_alone(tokens, at) {
        return None;
    }
    let when = match reference {
        Some(_) if let Some(told) = tokens.story() => {
            When::of(DateRange::month(story::year_in(told, month), month)?)
        }
        Some(reference) => {
            let near = || calendar::nearest_month(reference, month);
            let told = tense::of(tokens, at, at + 1)
                .filter(|tense| *tense == Tense::Ahead || *tense == Tense::Back && is_in(tokens, at));
            When::of(told.and_then(|tense| calendar::month_by(reference, month, tense)).or_else(near)?)
        }
        None => When::unresolved(tokens.text(at), Grain::Month),
    };
    Some(dated(when, at, at + 1, "month"))
}

/// "in June", "since early June": a month that says when, not "the June meeting".
fn is_in(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or(Key::None, |before| tokens.key(before));
    matches!(before, Key::In | Key::Since | Key::During | Key::Early | Key::Late | Key::Mid | Key::Dash)
}

/// A month without day or year counts when it can hardly be anything else.
pub(super) fn stands_alone(tokens: &Tokens<'_>, at: usize) -> bool {
    let text = tokens.text(at);
    let ambiguous = matches!(
        text.to_ascii_lowercase().as_str(),
        "may" | "march" | "mar" | "jan" | "dec" | "sep" | "apr" | "jun" | "august" | "april" | "june"
    );
    if !ambiguous {
        return text.len() > 3 || tokens.is_capital(at);
    }
    let before = at.checked_sub(1).map(|before| tokens.key(before));
    let told = before.is_some_and(|key| {
        matches!(
            key,
            Key::In
                | Key::Of
                | Key::Since
                | Key::Until
                | Key::Till
                | Key::By
                | Key::From
                | Key::To
                | Key::Through
                | Key::Early
                | Key::Late
                | Key::Mid
                | Key::Between
                | Key::Before
                | Key::After
                | Key::And
                | Key::Or
                | Key::During
                | Key::On
                | Key::Comma
                | Key::Dash
        )
    });
    let may = text.eq_ignore_ascii_case("may") || text.eq_ignore_ascii_case("march");
    // "May-August 1950", "March to June"
    let ranges = matches!(tokens.key(at + 1), Key::Dash | Key::To | Key::Slash | Key::Through)
        && tokens.word(at + 2).month > 0;
    tokens.is_capital(at) && (told || ranges || !may)
}

pub(super) fn month_day(
    tokens: &Tokens<'_>,
    at: usize,
    place: usize,
    month: i8,
    day: i8,
    reference: Option<Date>,
) -> Option<Dated> {
    let mut end = ordinal_end(tokens, place + 1);
    // "April 5 million" and "March 12%" are numbers after a month.
    let next = tokens.word(end);
    if (next.scale.is_some() && tokens.get(end).gap < Gap::Line)
        || tokens.is(end, Key::Percentsign)
        || (tokens.is(end, Key::Percent))
        || joined(tokens, end, ":")
    {
        return None;
    }
    let mut last = None;
    if matches!(tokens.key(end), Key::Dash | Key::To | Key::Through | Key::And)
        && tokens.get(end).gap < Gap::Line
    {
        let after = ordinal_end(tokens, end + 2);
        let dash = tokens.is(end, Key::Dash) || tokens.is(end, Key::To) || tokens.is(end, Key::Through);
        if let Some(second) = small(tokens, end + 1).filter(|second| dash && *second > day && *second <= 31)
            && month_at(tokens, after).is_none()
            && super::measure::after(tokens, after).is_none()
        {
            last = Some(second);
            end = after;
        }
    }
    let dash = if joined(tokens, end, "-") { end + 1 } else { end };
    let (year, end) = year_told(tokens, dash, reference).map_or((None, end), |(year, end)| (Some(year), end));
    let first = resolve(tokens, (at, end), month, day, year, reference)?;
    Some(Dated { rule: "month-day", ..days(first, last, at, end) })
}

/// Monday; Monday, April 27; Mondays.
pub(super) fn weekday(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let text = tokens.text(at);
    let number = tokens.word(at).weekday;
    let short = text.len() <= 5 && !text.to_ascii_lowercase().ends_with("day");
    let mut place = at + 1;
    if short && tokens.is(place, Key::Dot) && tokens.is_glued(place) {
        place += 1;
    }
    let comma =
        tokens.is(place, Key::Comma) || tokens.is(place, Key::The) || (tokens.is(place, Key::Dash) && !short);
    let next = if comma { place + 1 } else { place };
    let next = if comma && tokens.is(next, Key::The) { next + 1 } else { next };
    let dated_next = tokens.get(next).gap < Gap::Line;
    let follows = match tokens.get(next).shape {
        Shape::Digits => {
            iso(tokens, next).or_else(|| slashed(tokens, next)).or_else(|| day_month(tokens, next, reference))
        }
        Shape::Word if tokens.word(next).month > 0 => {
            month(tokens, next, reference).filter(|found| found.when.range.grain == Grain::Day)
        }
        _ => None,
    };
    if let Some(found) = follows.filter(|_| dated_next) {
        return Some(Dated { first: at, ..found });
    }
    if let Some(found) = numbered(tokens, at, next, number, reference).filter(|_| dated_next) {
        return Some(found);
    }
    if short && !(tokens.is_capital(at) && text.len() > 3) {
        return None;
    }
    if !tokens.is_capital(at) && short {
        return None;
    }
    let Some(anchor) = tokens.anchor(reference) else {
        let name = crate::value::Value::Date(When::unresolved(weekday_name(number), Grain::Day));
        return match name {
            Value::Date(when) => Some(dated(when, at, place, "weekday")),
            _ => None,
        };
    };
    if let Some((step, end)) = week::behind_weekday(tokens, place) {
        let day = calendar::in_week(anchor, number, step)?;
        return Some(dated(When::of(DateRange::day(day)), at, end, "relative-weekday"));
    }
    let (last, next) = (calendar::latest(anchor, number)?, calendar::coming(anchor, number)?);
    // Where only the story says what day it is, it goes on from there: the day after "Tuesday" is no week ago.
    let is_nearer = || anchor.duration_since(last) > next.duration_since(anchor);
    let ahead = tense::looks_ahead(tokens, at) || tokens.is_past() && is_nearer();
    let day = if ahead { next } else { last };
    Some(dated(When::of(DateRange::day(day)), at, place, "weekday"))
}

/// "Monday the 21st", "Friday 5/12": the day of that number, or of either order of day and month, nearest to the
/// reference that falls on the weekday.
fn numbered(
    tokens: &Tokens<'_>,
    at: usize,
    place: usize,
    weekday: u8,
    reference: Option<Date>,
) -> Option<Dated> {
    let reference = reference?;
    let distance = |date: &Date| date.duration_since(reference).as_hours().abs();
    let falls = |date: &Date| calendar::weekday(weekday).is_some_and(|weekday| date.weekday() == weekday);
    if joined(tokens, place + 1, "/") && !joined(tokens, place + 3, "/") {
        let (one, other) = (small(tokens, place)?, small(tokens, place + 2)?);
        let years =
            [reference.year().checked_sub(1), Some(reference.year()), reference.year().checked_add(1)];
        let dates = years.into_iter().flatten().flat_map(|year| {
            [(one, other), (other, one)].map(|(month, day)| Date::new(year, month, day).ok())
        });
        let date = dates.flatten().filter(falls).min_by_key(distance)?;
        return Some(dated(When::of(DateRange::day(date)), at, place + 3, "weekday-number"));
    }
    let (day, end) = match tokens.word(place).ordinal {
        Some(rank) => (i8::try_from(rank).ok()?, place + 1),
        None => (small(tokens, place)?, ordinal_end(tokens, place + 1)),
    };
    let told = end > place + 1 || tokens.word(place).ordinal.is_some();
    let months = (-8..=8).filter_map(|away| {
        let first = calendar::shift(reference.first_of_month(), crate::value::TimeUnit::Month, away)?;
        Date::new(first.year(), first.month(), day).ok()
    });
    let date = months.filter(|date| told && falls(date)).min_by_key(distance)?;
    Some(dated(When::of(DateRange::day(date)), at, end, "weekday-number"))
}

pub(super) fn weekday_name(number: u8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES.get(usize::from(number).wrapping_sub(1)).copied().unwrap_or("Monday")
}
