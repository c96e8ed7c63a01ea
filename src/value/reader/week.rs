//! Weeks and what is told by them: Monday of next week, the week after next, the second week of May, the working week.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, base, dated, skip_the, small};
use super::era::period_year;
use super::token::{Gap, Tokens};
use crate::lexicon::word::Key;
use crate::value::{DateRange, Grain, TimeUnit, When};

/// "week of 27 April", "the week starting on 4 February".
pub(super) fn week_of(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let told = ["of", "starting", "beginning", "commencing", "ending"];
    if !told.iter().any(|word| tokens.text(at + 1).eq_ignore_ascii_case(word)) {
        return numbered(tokens, at, reference);
    }
    let place = at + 2 + usize::from(tokens.is(at + 2, Key::On));
    let inner = base(tokens, skip_the(tokens, place), reference)?;
    let start = inner.when.range.start.filter(|_| inner.when.range.grain == Grain::Day)?;
    Some(dated(When::of(DateRange::week(start)?), at, inner.end, "week-of"))
}

/// "the week 12", "week 12 of 2024": a week by its number, as in ISO 8601. Trials and seasons count weeks of their own.
pub(super) fn numbered(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let number = small(tokens, at + 1).filter(|number| (1..=53).contains(number))?;
    let named =
        period_year(tokens, at + 2).filter(|_| tokens.is(at + 2, Key::Of) || tokens.is(at + 2, Key::Comma));
    let framed = at > 0 && tokens.is(at - 1, Key::The) && !tokens.is(at + 2, Key::Of);
    let (year, end) =
        named.or_else(|| Some((tokens.anchor(reference)?.year(), at + 2)).filter(|_| framed))?;
    // The week that holds 4 January is the first.
    let first = Date::new(year, 1, 4).ok()?;
    let day = calendar::shift(first, TimeUnit::Week, i64::from(number) - 1)?;
    Some(dated(When::of(DateRange::week(day)?), at, end, "numbered-week"))
}

/// "the week after next", "the month before last".
pub(super) fn after_next(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let step = match (tokens.key(at + 1), tokens.key(at + 2)) {
        (Key::After, Key::Next) => 2,
        (Key::Before, Key::Last) => -2,
        _ => return None,
    };
    let reference = reference?;
    let range = if tokens.is(at, Key::Weekend) {
        weekend(reference, step)?
    } else {
        let unit = TimeUnit::named(tokens.word(at).time_unit?).filter(|unit| *unit >= TimeUnit::Week)?;
        calendar::period(calendar::shift(reference, unit, step)?, unit)?
    };
    Some(dated(When::of(range), at, at + 3, "relative-period"))
}

/// Saturday and Sunday of the week so many weeks away.
pub(super) fn weekend(reference: Date, weeks: i64) -> Option<DateRange> {
    let saturday = calendar::in_week(reference, 6, weeks)?;
    Some(DateRange { start: Some(saturday), end: saturday.tomorrow().ok(), grain: Grain::Span })
}

/// Monday to Friday of the week so many weeks away.
pub(super) fn working_week(reference: Date, weeks: i64) -> Option<DateRange> {
    let (monday, friday) = (calendar::in_week(reference, 1, weeks)?, calendar::in_week(reference, 5, weeks)?);
    Some(DateRange { start: Some(monday), end: Some(friday), grain: Grain::Span })
}

/// The week of that rank in a month or a year: as in ISO 8601, a week belongs where its Thursday is.
pub(super) fn nth_of(start: Date, rank: i64) -> Option<DateRange> {
    let monday = DateRange::week(start)?.start?;
    let thursday = calendar::shift(monday, TimeUnit::Day, 3)?;
    let skipped = i64::from(thursday < start);
    DateRange::week(calendar::shift(monday, TimeUnit::Week, rank - 1 + skipped)?)
}

/// Which week is meant behind a weekday: "Monday of next week", "Monday last week", "Tuesday this week".
pub(super) fn behind_weekday(tokens: &Tokens<'_>, at: usize) -> Option<(i64, usize)> {
    let place = skip_the(tokens, at + usize::from(tokens.is(at, Key::Of)));
    if tokens.get(at).gap == Gap::Line || !tokens.is(place + 1, Key::Week) {
        return None;
    }
    let step = match tokens.key(place) {
        Key::This => 0,
        Key::Last | Key::Previous => -1,
        Key::Next | Key::Following | Key::Coming => 1,
        _ => return None,
    };
    Some((step, place + 2))
}

/// "next week Monday", "next week on Monday".
pub(super) fn weekday_behind(
    tokens: &Tokens<'_>,
    end: usize,
    reference: Date,
    step: i64,
) -> Option<(Date, usize)> {
    let place = end + usize::from(tokens.is(end, Key::On));
    let weekday = tokens.word(place).weekday;
    let named = weekday > 0 && tokens.get(place).gap == Gap::Blank && tokens.text(place).len() > 5;
    // "this week Monday's vote" names it as well; "this week, Monday" leaves open which.
    named.then(|| calendar::in_week(reference, weekday, step)).flatten().map(|day| (day, place + 1))
}
