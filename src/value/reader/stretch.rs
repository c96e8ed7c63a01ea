//! Stretches of time counted off something else: the last four months of 2021, the first ten days of last year, the
//! past decade, four months from tomorrow.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, base, dated, skip_the};
use super::tense::{self, looks_ahead};
use super::token::{Gap, Shape, Tokens};
use super::{Found, numeral};
use crate::lexicon::word::{Key, Tense};
use crate::value::{Amount, Bound, DateRange, Duration, Grain, TimeUnit, Value, When};

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
    if !matches!(tokens.key(past), Key::Past | Key::Last) {
        return None;
    }
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

/// Verbs of which one unit of time says how long: "took a year", "spent a fortnight".
const LASTING: [&str; 17] = [
    "take", "takes", "took", "taken", "taking", "last", "lasts", "lasted", "lasting", "spend", "spends",
    "spent", "spending", "wait", "waited", "lose", "lost",
];

/// "for an hour", "within a week", "after a year": one unit, which the word before tells from "$15 an hour".
pub(super) fn one_unit(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Found> {
    let unit = TimeUnit::named(tokens.word(at + 1).time_unit?).filter(|unit| *unit >= TimeUnit::Hour)?;
    let before = at.checked_sub(1)?;
    let lasted = LASTING.iter().any(|verb| tokens.text(before).eq_ignore_ascii_case(verb));
    let told = lasted
        || matches!(tokens.key(before), Key::For | Key::Within | Key::In | Key::Over | Key::After)
        || tokens.is(at + 1, Key::Fortnight) && tokens.get(before).shape == Shape::Word;
    let single = !tokens.text(at + 1).ends_with('s') && tokens.get(at + 1).gap == Gap::Blank;
    let end = at + 2;
    let half_more = tokens.is(end, Key::And)
        && (tokens.is(end + 1, Key::A) || numeral::numeral(tokens, end + 1, false).is_some());
    let goes_on = matches!(tokens.key(end), Key::When | Key::That | Key::Dash | Key::Ago)
        || tokens.is(end, Key::Of) && !lasted && !tokens.is(at + 1, Key::Fortnight)
        || half_more
        || super::noun::is_noun(tokens, end);
    if !told || !single || goes_on || tokens.get(at).gap == Gap::Line {
        return None;
    }
    let weeks: u32 = if tokens.is(at + 1, Key::Fortnight) { 2 } else { 1 };
    if let Some(dated) = in_so_long(tokens, at, end, unit, weeks.into(), reference) {
        let Dated { when, first, end, rule } = dated;
        let (core, value) = ((first, end), Value::Date(when));
        return Some(Found { first, last: end, core, value, rules: vec![rule], ..Found::default() });
    }
    let value = Value::Duration(Duration { amount: Amount::count(weeks.into()), unit });
    Some(Found { first: at, last: end, core: (at, end), value, rules: vec!["one-unit"], ..Found::default() })
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

/// A length of time that the words around it turn into a day or a period: "more than two weeks ago", "for three days
/// from Monday", "will open in two weeks".
pub(super) fn dated_duration(
    tokens: &Tokens<'_>,
    found: &Found,
    duration: &Duration,
    reference: Option<Date>,
) -> Option<Dated> {
    let count = duration.amount.number().filter(|count| count.fract().is_zero())?;
    let (unit, count) = (duration.unit, i64::try_from(count).ok()?);
    let (first, end) = (found.first, found.last);
    if let Some(stretch) = lasting(tokens, first, end, unit, count, reference) {
        return Some(stretch);
    }
    if let Some(dated) = after_duration(tokens, first, end, unit, count, reference) {
        let back = matches!(tokens.key(end), Key::Ago | Key::Earlier | Key::Before);
        let bound = if unit >= TimeUnit::Day { duration.amount.bound } else { Bound::Exact };
        let start = dated.when.range.start?;
        let anchor = calendar::shift(start, unit, if back { count } else { -count });
        return Some(bounded(dated, bound, back, anchor));
    }
    in_so_long(tokens, first, end, unit, count, reference)
}

/// last, next, past, coming and their like, which place a length of time before or after today.
pub(super) fn is_deictic(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(
        tokens.key(at),
        Key::Last | Key::Next | Key::Past | Key::Coming | Key::Previous | Key::Following | Key::Upcoming
    )
}

/// "should not last two hours": here "last" is a verb.
pub(super) fn is_verb(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens.text(before)).unwrap_or_default();
    let auxiliary =
        ["to", "not", "will", "would", "could", "can", "may", "might", "must", "should", "cannot"];
    tokens.is(at, Key::Last)
        && (auxiliary.iter().any(|word| before.eq_ignore_ascii_case(word)) || before.ends_with("n't"))
}

/// "for three days from Monday", "for one week, starting 20 December": the days from then on.
fn lasting(
    tokens: &Tokens<'_>,
    first: usize,
    end: usize,
    unit: TimeUnit,
    count: i64,
    reference: Option<Date>,
) -> Option<Dated> {
    let before = first.checked_sub(1).filter(|before| tokens.is(*before, Key::For))?;
    let from = end + usize::from(tokens.is(end, Key::Comma));
    let opens = matches!(tokens.key(from), Key::From)
        || ["starting", "beginning"].iter().any(|word| tokens.text(from).eq_ignore_ascii_case(word));
    let place = skip_the(tokens, from + 1 + usize::from(tokens.is(from + 1, Key::On)));
    let start = base(tokens, place, reference).filter(|_| opens && unit >= TimeUnit::Day)?;
    let day = start.when.range.start.filter(|_| start.when.range.grain == Grain::Day)?;
    // What lasts from a day on is mostly to come: "away for one week from 20 December".
    let gone = reference.is_some_and(|today| day < today) && super::date::is_yearless(tokens, &start);
    let soon = || calendar::soon(reference?, day.month(), day.day());
    let told = gone && tense::of(tokens, before, start.end) != Some(Tense::Back);
    let day = told.then(soon).flatten().unwrap_or(day);
    let last = calendar::shift(day, unit, count)?.yesterday().ok().filter(|last| *last >= day)?;
    let range = DateRange { start: Some(day), end: Some(last), grain: Grain::Span };
    Some(dated(When::of(range), before, start.end, "lasting"))
}

/// "will open in two weeks", "in three months' time": so long from now, where the sentence looks ahead.
fn in_so_long(
    tokens: &Tokens<'_>,
    first: usize,
    end: usize,
    unit: TimeUnit,
    count: i64,
    reference: Option<Date>,
) -> Option<Dated> {
    let before = first.checked_sub(1).filter(|before| tokens.is(*before, Key::In))?;
    let time = tokens.is(end, Key::Apostrophe) && tokens.is(end + 1, Key::Time);
    let ahead = looks_ahead(tokens, before);
    if !(ahead || time) || unit < TimeUnit::Day || tokens.is(end, Key::Of) {
        return None;
    }
    let day = calendar::shift(reference?, unit, count)?;
    let range =
        if unit > TimeUnit::Month { calendar::period(day, TimeUnit::Year)? } else { DateRange::day(day) };
    Some(dated(When::of(range), before, if time { end + 2 } else { end }, "in-so-long"))
}

/// "More than two weeks ago" is before a day, "less than three days ago" since one, up to the day counted from.
fn bounded(found: Dated, bound: Bound, back: bool, anchor: Option<Date>) -> Dated {
    let range = &found.when.range;
    let Some(day) = range.start.filter(|_| range.grain != Grain::Span) else { return found };
    let edge = if back { day.tomorrow() } else { day.yesterday() };
    let ends = match (anchor, edge.ok()) {
        (Some(anchor), Some(edge)) if back => Some((edge, anchor)),
        (Some(anchor), Some(edge)) => Some((anchor, edge)),
        _ => None,
    };
    let when = match (bound, ends.filter(|(start, end)| start <= end)) {
        (Bound::MoreThan, _) if back => found.when.bounded(Bound::LessThan),
        (Bound::AtLeast, _) if back => found.when.bounded(Bound::AtMost),
        (Bound::MoreThan | Bound::AtLeast | Bound::About, _) => found.when.bounded(bound),
        (Bound::LessThan | Bound::AtMost, Some((start, end))) if range.grain == Grain::Day => {
            When::of(DateRange { start: Some(start), end: Some(end), grain: Grain::Span })
        }
        (Bound::LessThan | Bound::AtMost, _) if back => found.when.bounded(Bound::AtLeast),
        _ => found.when,
    };
    Dated { when, ..found }
}

/// "the year to 31 March", "the quarter ended June 30": one unit up to a date.
pub(super) fn unit_to(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let unit = TimeUnit::named(tokens.word(at + 1).time_unit?).filter(|unit| *unit >= TimeUnit::Week)?;
    let single = !tokens.text(at + 1).ends_with('s') && tokens.get(at + 2).gap < Gap::Line;
    let told = single && matches!(tokens.key(at + 2), Key::To | Key::Ended | Key::Ending);
    told.then(|| after_duration(tokens, at, at + 2, unit, 1, reference)).flatten()
}

/// "The week before Christmas", "the month after the 4th of May": the unit that ends or begins beside a day.
pub(super) fn unit_beside(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let unit = TimeUnit::named(tokens.word(at + 1).time_unit?).filter(|unit| *unit >= TimeUnit::Day)?;
    let single = !tokens.text(at + 1).ends_with('s') && tokens.get(at + 2).gap < Gap::Line;
    let before = tokens.is(at + 2, Key::Before);
    if !single || !before && !tokens.is(at + 2, Key::After) {
        return None;
    }
    let beside = base(tokens, skip_the(tokens, at + 3), reference)?;
    let day = beside.when.range.start.filter(|_| beside.when.range.grain == Grain::Day)?;
    let (start, end) = if before {
        (calendar::shift(day, unit, -1)?, day.yesterday().ok()?)
    } else {
        (day.tomorrow().ok()?, calendar::shift(day, unit, 1)?)
    };
    let grain = if unit == TimeUnit::Day { Grain::Day } else { Grain::Span };
    Some(dated(
        When::of(DateRange { start: Some(start), end: Some(end), grain }),
        at,
        beside.end,
        "unit-beside",
    ))
}

/// What may stand after a length of time and make a date of it: "two weeks ago", "a year earlier", "three months to
/// June".
pub(super) fn after_duration(
    tokens: &Tokens<'_>,
    first: usize,
    end: usize,
    unit: TimeUnit,
    count: i64,
    reference: Option<Date>,
) -> Option<Dated> {
    // "three days later" counts from the day told last, "three days ago" from today.
    let years =
        tokens.told().map(|(told, _)| told).filter(|_| unit >= TimeUnit::Year && tokens.is(end, Key::Later));
    let told = years.or_else(|| tokens.told_day());
    let told = told.filter(|_| matches!(tokens.key(end), Key::Earlier | Key::Later | Key::Afterwards));
    let reference = told.or(reference);
    let (direction, after) = match tokens.key(end) {
        Key::Ago | Key::Earlier => (-1, end + 1),
        Key::Later | Key::Afterwards => (1, end + 1),
        Key::From if matches!(tokens.key(end + 1), Key::Now | Key::Today) => (1, end + 2),
        Key::Before | Key::After | Key::From => {
            let direction = if tokens.is(end, Key::Before) { -1 } else { 1 };
            let anchor = base(tokens, end + 1, reference)?;
            let start = anchor.when.range.start.filter(|_| anchor.when.range.grain == Grain::Day)?;
            let day = calendar::shift(start, unit, direction * count)?;
            return Some(dated(When::of(DateRange::day(day)), first, anchor.end, "so-long-from"));
        }
        Key::To | Key::Ended | Key::Ending | Key::Through => {
            let anchor = base(tokens, skip_the(tokens, end + 1), reference)
                .filter(|anchor| anchor.when.partial.is_none())?;
            let last = anchor.when.range.end?;
            // "fell in the 12 months to September" ended before today.
            let gone = reference.is_some_and(|today| last > today)
                && super::date::is_yearless(tokens, &anchor)
                && tense::of(tokens, first, anchor.end) == Some(Tense::Back);
            let last = if gone { calendar::shift(last, TimeUnit::Year, -1)? } else { last };
            let start =
                calendar::shift(last.tomorrow().ok()?, unit, -count).filter(|start| *start <= last)?;
            let range = DateRange { start: Some(start), end: Some(last), grain: Grain::Span };
            return Some(dated(When::of(range), first, anchor.end, "so-long-to"));
        }
        _ => return None,
    };
    let Some(reference) = reference else {
        let words: Vec<&str> = (first..after).map(|place| tokens.text(place)).collect();
        return Some(dated(When::unresolved(words.join(" "), Grain::Day), first, after, "so-long-ago"));
    };
    let day = calendar::shift(reference, unit, direction * count)?;
    let when = When::of(if unit >= TimeUnit::Month {
        calendar::period(day, if unit == TimeUnit::Month { unit } else { TimeUnit::Year })?
    } else {
        DateRange::day(day)
    });
    Some(dated(when, first, after, "so-long-ago"))
}
