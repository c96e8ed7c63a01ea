//! Days and periods: calendar dates, years, quarters, and ranges of them.

use jiff::civil::Date;

use super::era::{
    before_present, century, century_of, decade, historic, letters, short_decade, short_period, short_year,
    spoken_year, year,
};
use super::month::{after_month, day_month, month, month_at, resolve, weekday, year_after};
use super::relative;
use super::token::{Gap, Shape, Tokens};
use super::{Found, calendar, daytime, hedge, holiday};
use crate::lexicon::word::Key;
use crate::value::{Bound, DateRange, Grain, Part, TimeUnit, Value, When};

/// A date in terms of tokens: where it ends, and whether it surely is one. A doubtful one, such as a bare year, counts
/// only beside words of time.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub when: When,
    pub first: usize,
    pub end: usize,
    pub rule: &'static str,
}

pub(super) fn dated(when: When, first: usize, end: usize, rule: &'static str) -> Dated {
    Dated { when, first, end, rule }
}

/// The date or the range of dates that begins at `at`, with the words that bound it.
pub(super) fn date(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Found> {
    if matches!(tokens.key(at), Key::Between | Key::From) {
        let place = skip_the(tokens, at + 1);
        let started = now(tokens, place, reference);
        let open = started.is_some();
        let one = started.or_else(|| base(tokens, place, reference))?;
        if one.rule == "era-span" {
            return Some(found(Dated { first: at, ..one }));
        }
        let joiners: &[Key] = if tokens.is(at, Key::Between) {
            &[Key::And]
        } else {
            &[Key::To, Key::Through, Key::Until, Key::Till, Key::Dash, Key::Thru, Key::And]
        };
        if let Some(both) = range(tokens, &one, joiners, reference) {
            return Some(found(Dated { first: at, ..both }));
        }
        if tokens.is(at, Key::Between) || open {
            return None;
        }
        if is_origin(tokens, at, &one, reference) {
            return None;
        }
        let bounded = Dated { when: one.when.bounded(Bound::AtLeast), first: at, ..one };
        return Some(found(bounded));
    }
    let one = base(tokens, at, reference)?;
    let joiners = [Key::To, Key::Through, Key::Dash, Key::Until, Key::Thru, Key::Slash];
    let one = range(tokens, &one, &joiners, reference).unwrap_or(one);
    Some(found(bound(tokens, one, reference)))
}

/// "statistics from the last week of March", "dates from 500 BC": where something is from, not when it began.
fn is_origin(tokens: &Tokens<'_>, from: usize, dated: &Dated, reference: Option<Date>) -> bool {
    let dating = ["date", "dates", "dated", "dating"];
    if from > 0 && dating.iter().any(|word| tokens.text(from - 1).eq_ignore_ascii_case(word)) {
        return true;
    }
    let told = matches!(dated.rule, "relative-period" | "last-of-period" | "nth-week" | "weekend");
    let past = matches!((dated.when.range.start, reference), (Some(start), Some(today)) if start <= today);
    told && (past || dated.rule == "last-of-period")
}

fn found(dated: Dated) -> Found {
    let Dated { when, first, end, rule } = dated;
    Found {
        first,
        last: end,
        core: (first, end),
        value: Value::Date(when),
        rules: vec![rule],
        ..Found::default()
    }
}

pub(super) fn skip_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, Key::The) { at + 1 } else { at }
}

/// "since 2019", "by the end of March", "around 1900": the words before it become a bound.
fn bound(tokens: &Tokens<'_>, dated: Dated, reference: Option<Date>) -> Dated {
    let dated = bound_behind(tokens, dated);
    let Some(mut before) = dated.first.checked_sub(1) else { return dated };
    if tokens.get(dated.first).gap == Gap::Line {
        return dated;
    }
    if tokens.is(before, Key::The)
        && let Some(earlier) = before.checked_sub(1)
    {
        before = earlier;
    }
    let two = |word: &str, next: &str| {
        before > 0
            && tokens.text(before - 1).eq_ignore_ascii_case(word)
            && tokens.text(before).eq_ignore_ascii_case(next)
    };
    let bound = match tokens.key(before) {
        _ if two("prior", "to") => Some((Bound::LessThan, before - 1)),
        _ if two("no", "later") => None,
        Key::Since => Some((Bound::AtLeast, before)),
        Key::Until | Key::Till | Key::Through | Key::Thru | Key::By => Some((Bound::AtMost, before)),
        Key::Before => Some((Bound::LessThan, before)),
        Key::After => Some((Bound::MoreThan, before)),
        Key::From if dated.when.range.grain != Grain::Day || dated.when.time.is_none() => {
            (!is_origin(tokens, before, &dated, reference)).then_some((Bound::AtLeast, before))
        }
        Key::On | Key::In if before > 0 && opens(tokens, before - 1) => Some((Bound::AtLeast, before - 1)),
        _ if opens(tokens, before) => Some((Bound::AtLeast, before)),
        _ if hedge::proposes(tokens, before) => None,
        Key::Than if two("later", "than") && before > 1 && tokens.is(before - 2, Key::No) => {
            Some((Bound::AtMost, before - 2))
        }
        Key::Some if dated.rule == "before-present" => Some((Bound::About, before)),
        _ => ["about", "around", "circa", "approximately", "roughly"]
            .iter()
            .any(|word| tokens.text(before).eq_ignore_ascii_case(word))
            .then_some((Bound::About, before)),
    };
    let mut dated = dated;
    if let Some((bound, first)) = bound.filter(|_| dated.when.bound == Bound::Exact) {
        // "by 27 April" with an agent before it is no bound: "published by April Smith" never gets here, as April
        // needs a day, a year or a preposition of time.
        dated.when.bound = bound;
        dated.first = first;
    }
    dated
}

/// starting, beginning, effective: what happens from the date on.
fn opens(tokens: &Tokens<'_>, at: usize) -> bool {
    ["starting", "beginning", "effective"].iter().any(|word| tokens.text(at).eq_ignore_ascii_case(word))
}

/// "2018 or later", "1 May and earlier", "from 2020 onwards".
fn bound_behind(tokens: &Tokens<'_>, mut dated: Dated) -> Dated {
    let joined = matches!(tokens.key(dated.end), Key::And | Key::Or);
    let place = dated.end + usize::from(joined);
    let bound = match tokens.key(place) {
        Key::Later | Key::After if joined => Bound::AtLeast,
        Key::Earlier | Key::Before if joined => Bound::AtMost,
        Key::Onwards | Key::Onward => Bound::AtLeast,
        _ => return dated,
    };
    // "in 2018 and later became": only what ends the clause bounds.
    let closed = matches!(tokens.get(place + 1).shape, Shape::Mark | Shape::End);
    if dated.when.bound == Bound::Exact && closed && tokens.get(place).gap == Gap::Blank {
        dated.when.bound = bound;
        dated.end = place + 1;
    }
    dated
}

/// The second end of a range of dates.
fn range(tokens: &Tokens<'_>, one: &Dated, joiners: &[Key], reference: Option<Date>) -> Option<Dated> {
    if !joiners.contains(&tokens.key(one.end))
        || tokens.get(one.end).gap == Gap::Line
        || one.when.partial.is_some()
    {
        return None;
    }
    let dash = tokens.is(one.end, Key::Dash);
    if dash && tokens.is_glued(one.end) != tokens.is_glued(one.end + 1) {
        return None;
    }
    let place = skip_the(tokens, one.end + 1);
    let other = base(tokens, place, reference).or_else(|| now(tokens, place, reference))?;
    if other.when.partial.is_some()
        || !other.when.alternatives.is_empty()
        || !one.when.alternatives.is_empty()
    {
        return None;
    }
    if dash && other.when.range.grain != one.when.range.grain {
        return None;
    }
    // "August/September 1956": two months, and nothing else.
    if tokens.is(one.end, Key::Slash)
        && (other.when.range.grain != Grain::Month || one.when.range.grain != Grain::Month)
    {
        return None;
    }
    let other = weekday_after(one, other);
    let (start, end) = years_shared(tokens, one, &other)?;
    let day = |at: Option<Date>| at.map(DateRange::day);
    let start = day(instant(tokens, one, &start)).unwrap_or(start);
    let end = day(instant(tokens, &other, &end).and_then(|end| end.yesterday().ok())).unwrap_or(end);
    let span = DateRange::span(&start, &end);
    let backwards = matches!((span.start, span.end), (Some(start), Some(end)) if end < start);
    (!backwards).then(|| dated(When::of(span), one.first, other.end, "date-range"))
}

/// "from next Monday to Friday": the Friday after that Monday, whichever day it is today.
fn weekday_after(one: &Dated, other: Dated) -> Dated {
    let (Some(start), Some(day)) = (one.when.range.start, other.when.range.start) else { return other };
    let later = (other.rule == "weekday" && day < start && other.when.time.is_none())
        .then(|| calendar::coming(start, day.weekday().to_monday_one_offset().unsigned_abs()))
        .flatten();
    match later {
        Some(day) => Dated { when: When::of(DateRange::day(day)), ..other },
        None => other,
    }
}

/// "the end of March", "the middle of 2007" as one end of a range: the point in time, as the day that begins with it.
fn instant(tokens: &Tokens<'_>, dated: &Dated, range: &DateRange) -> Option<Date> {
    let part = dated.when.part?;
    let (start, end) = (range.start?, range.end?.tomorrow().ok()?);
    let place = skip_the(tokens, dated.first);
    match (part, tokens.key(place)) {
        (Part::Early, Key::Beginning | Key::Start) => Some(start),
        (Part::Late, Key::End) => Some(end),
        (Part::Mid, Key::Middle) => {
            let days = start.until(end).ok()?.get_days();
            calendar::shift(start, TimeUnit::Day, i64::from(days / 2))
        }
        _ => None,
    }
}

/// now, the present, current date: the reference itself, as an end of a range.
fn now(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let end = match (tokens.key(at), tokens.key(at + 1)) {
        (Key::Now, _) => at + 1,
        (Key::Present, next) => at + 1 + usize::from(matches!(next, Key::Day | Key::Time)),
        (Key::Current, Key::Date | Key::Day) => at + 2,
        _ => return None,
    };
    Some(dated(When::of(DateRange::day(reference?)), at, end, "relative-day"))
}

/// The ends of a range, where the one that has no year of its own takes it from the other: "March to June 2025",
/// "from November 2025 to February".
fn years_shared(tokens: &Tokens<'_>, one: &Dated, other: &Dated) -> Option<(DateRange, DateRange)> {
    let (start, end) = (one.when.range.clone(), other.when.range.clone());
    let (Some(first), Some(last)) = (start.start, end.end) else { return Some((start, end)) };
    let (lone, other_lone) = (is_yearless(tokens, one), is_yearless(tokens, other));
    if lone && (first > last || !other_lone) {
        let year = if first.month() <= last.month() { last.year() } else { last.year().checked_sub(1)? };
        return Some((in_year(&start, year)?, end));
    }
    if other_lone && !lone {
        let year = if first.month() <= last.month() { first.year() } else { first.year().checked_add(1)? };
        return Some((start, in_year(&end, year)?));
    }
    (first <= last).then_some((start, end))
}

/// Whether a day or a month was told without its year, which then came from elsewhere.
pub(super) fn is_yearless(tokens: &Tokens<'_>, dated: &Dated) -> bool {
    let told = (dated.first..dated.end).any(|at| {
        year_of(tokens, at).is_some()
            || matches!(tokens.key(at), Key::Year | Key::Apostrophe | Key::Slash | Key::Ad)
            || tokens.text(at) == "’"
            || tokens.word(at).scale.is_some()
    });
    let short = dated.rule == "part-of-period" || dated.end <= dated.first + 3;
    let month = matches!(dated.rule, "month" | "month-day" | "day-month" | "part-of-period");
    month && short && !told
}

/// The same month or day in another year.
fn in_year(range: &DateRange, year: i16) -> Option<DateRange> {
    let first = range.start?;
    match range.grain {
        Grain::Month => DateRange::month(year, first.month()),
        Grain::Day => Some(DateRange::day(Date::new(year, first.month(), first.day()).ok()?)),
        _ => None,
    }
}

/// One date without bounds.
pub(super) fn base(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    tokens.deeper(|| inner(tokens, at, reference))
}

fn inner(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let token = tokens.get(at);
    let found = match token.shape {
        Shape::Digits => digits(tokens, at, reference),
        Shape::Word => words(tokens, at, reference),
        Shape::Mark if matches!(tokens.text(at), "'" | "’" | "‘") => {
            short_decade(tokens, at).or_else(|| short_year(tokens, at))
        }
        _ => None,
    }?;
    Some(daytime::with_time(tokens, found))
}

pub(super) fn year_of(tokens: &Tokens<'_>, at: usize) -> Option<i16> {
    let text = tokens.text(at);
    let plain = tokens.get(at).shape == Shape::Digits
        && text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().filter(|year| (1000..=2999).contains(year))
}

/// Digits that begin a date.
fn digits(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    if at > 0 && tokens.is_glued(at) && glued_name(tokens, at - 1) {
        return None;
    }
    if stands_apart(tokens, at + 1) {
        return year(tokens, at);
    }
    iso(tokens, at)
        .or_else(|| slashed(tokens, at))
        .or_else(|| day_month(tokens, at, reference))
        .or_else(|| historic(tokens, at))
        .or_else(|| before_present(tokens, at))
        .or_else(|| decade(tokens, at))
        .or_else(|| century(tokens, at))
        .or_else(|| short_period(tokens, at))
        .or_else(|| relative::nth_period(tokens, at, reference))
        .or_else(|| year(tokens, at))
}

/// Whether what follows digits leaves them no date but a year: most words do.
fn stands_apart(tokens: &Tokens<'_>, next: usize) -> bool {
    let token = tokens.get(next);
    match token.shape {
        Shape::Word => {
            token.gap != Gap::None
                && tokens.word(next).month == 0
                && !matches!(tokens.key(next), Key::To | Key::And | Key::Of | Key::Until | Key::Years)
                && !tokens.is_capital(next)
                && tokens.text(next) != "cal"
        }
        Shape::Mark => matches!(tokens.key(next), Key::Comma | Key::Percentsign),
        Shape::Digits | Shape::End => false,
    }
}

fn glued_name(tokens: &Tokens<'_>, before: usize) -> bool {
    match tokens.get(before).shape {
        Shape::Word | Shape::Digits => true,
        Shape::Mark => {
            let mark = tokens.text(before);
            let open = matches!(mark, "(" | "[" | "\"" | "“" | "'" | "’" | "—" | "‘" | ",");
            // "1861-1863", "27 May-28 May", "mid-2019", and a dash between blanks.
            let dash = tokens.is(before, Key::Dash)
                && before > 0
                && (!tokens.is_glued(before)
                    || tokens.word(before - 1).month > 0
                    || matches!(tokens.key(before - 1), Key::Mid | Key::Early | Key::Late)
                    || tokens.get(before - 1).shape == Shape::Mark);
            let slash = tokens.is(before, Key::Slash) && !tokens.is_glued(before);
            !open && !dash && !slash
        }
        Shape::End => false,
    }
}

pub(super) fn joined(tokens: &Tokens<'_>, at: usize, mark: &str) -> bool {
    tokens.text(at) == mark && tokens.is_glued(at) && tokens.is_glued(at + 1)
}

pub(super) fn small(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    let text = tokens.text(at);
    (tokens.get(at).shape == Shape::Digits && text.len() <= 2).then(|| text.parse().ok()).flatten()
}

/// 2026-04-27, 2026/04/27, 2026-04.
pub(super) fn iso(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let year = year_of(tokens, at)?;
    let mark = ["-", "/"].into_iter().find(|mark| joined(tokens, at + 1, mark))?;
    let month = small(tokens, at + 2).filter(|month| (1..=12).contains(month))?;
    if joined(tokens, at + 3, mark)
        && let Some(day) = small(tokens, at + 4)
        && let Ok(date) = Date::new(year, month, day)
    {
        return Some(dated(When::of(DateRange::day(date)), at, at + 5, "iso-date"));
    }
    let two = tokens.text(at + 2).len() == 2 && !tokens.is(at + 3, Key::Dash);
    // 2019-20 is a season or a fiscal year, 2019-04 a month; between them only the numbers tell.
    (mark == "-" && two)
        .then(|| DateRange::month(year, month))
        .flatten()
        .map(|month| dated(When::of(month), at, at + 3, "iso-month"))
}

/// 27/04/2026, 4-27-2026, 27.04.2026, 5/12 after a weekday. Where day and month could be either, both are kept.
pub(super) fn slashed(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let text = tokens.text(at);
    if let Some((day, month)) = text.split_once('.') {
        let year = full_year(tokens, at + 2).filter(|_| joined(tokens, at + 1, "."))?;
        let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
        return Some(dated(When::of(DateRange::day(date)), at, at + 3, "numeric-date"));
    }
    let mark = ["/", "-"].into_iter().find(|mark| joined(tokens, at + 1, mark))?;
    let (first, second) = (small(tokens, at)?, small(tokens, at + 2));
    if second.is_none() {
        // 4/2026
        let year = year_of(tokens, at + 2)?;
        let month = DateRange::month(year, first).filter(|_| mark == "/")?;
        return Some(dated(When::of(month), at, at + 3, "numeric-month"));
    }
    let second = second?;
    let year = full_year(tokens, at + 4).filter(|_| joined(tokens, at + 3, mark))?;
    let month_first = Date::new(year, first, second).ok();
    let day_first = Date::new(year, second, first).ok();
    let (date, other) = match (month_first, day_first) {
        (Some(date), Some(other)) if date != other => (date, Some(other)),
        (Some(date), _) | (None, Some(date)) => (date, None),
        (None, None) => return None,
    };
    let mut when = When::of(DateRange::day(date));
    when.alternatives.extend(other.map(DateRange::day));
    Some(dated(when, at, at + 5, "numeric-date"))
}

pub(super) fn full_year(tokens: &Tokens<'_>, at: usize) -> Option<i16> {
    if let Some(year) = year_of(tokens, at) {
        return Some(year);
    }
    let text = tokens.text(at);
    let short: i16 =
        (tokens.get(at).shape == Shape::Digits && text.len() == 2).then(|| text.parse().ok()).flatten()?;
    Some(if short < 50 { 2000 + short } else { 1900 + short })
}

/// Words that begin a date.
fn words(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let word = tokens.word(at);
    if word.opens_holiday
        && let Some(found) = holiday::holiday(tokens, at, reference)
    {
        return Some(found);
    }
    if word.month > 0 {
        return month(tokens, at, reference);
    }
    if word.weekday > 0 {
        return weekday(tokens, at, reference);
    }
    if let Some(found) = relative::relative(tokens, at, reference) {
        return Some(found);
    }
    if let Some(rank) = word.ordinal.filter(|rank| (1..=31).contains(rank)) {
        let rank = i16::try_from(rank).ok()?;
        if let Some(found) = century_of(tokens, at, rank, at + 1) {
            return Some(found);
        }
        if tokens.is(at + 1, Key::Of)
            && let Some(month) = month_at(tokens, at + 2)
        {
            let end = after_month(tokens, at + 2);
            let (year, end) = year_after(tokens, end).map_or((None, end), |(year, end)| (Some(year), end));
            let day = resolve(tokens, (at, end), month, i8::try_from(rank).ok()?, year, reference)?;
            return Some(dated(day, at, end, "day-month"));
        }
    }
    if word.cardinal.is_some()
        && at > 0
        && matches!(tokens.key(at - 1), Key::In | Key::Since | Key::Until | Key::By | Key::From)
        && let Some((year, end)) = spoken_year(tokens, at)
        && !super::noun::is_noun(tokens, end)
    {
        return Some(dated(When::of(DateRange::year(year)?), at, end, "spoken-year"));
    }
    letters(tokens, at, reference)
}

/// Puts a part on a period: "late March", "the end of 2025".
pub(super) fn parted(found: Dated, part: Part, first: usize) -> Dated {
    Dated { when: When { part: Some(part), ..found.when }, first, ..found }
}
