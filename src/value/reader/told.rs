//! Days and periods told from those that the text named before: the next day, that evening, the following March, the day
//! before, the 12th of that month, later that year.

use jiff::civil::Date;

use super::date::{Dated, base, dated, skip_the, small};
use super::month::{month_at, ordinal_end};
use super::relative::season_start;
use super::tense::{self, looks_ahead};
use super::token::{Gap, Shape, Tokens};
use super::{calendar, clock, daytime, week};
use crate::lexicon::word::{Key, Tense};
use crate::value::{DateRange, Grain, TimeUnit, When};

/// "that year", "the same day", "that evening": the period that holds the day told last.
pub(super) fn same(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let twice = tokens.is(at, Key::That) && tokens.is(at + 1, Key::Same);
    let place = at + 1 + usize::from(twice);
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    let found = |range: DateRange, end: usize| dated(When::of(range), at, end, "told-period");
    if let Some((part, end)) = clock::part_of_day(tokens, place) {
        let day = found(DateRange::day(tokens.told_day()?), end);
        return Some(Dated { when: When { time: Some(part), ..day.when }, ..day });
    }
    if tokens.is(place, Key::Weekend) {
        return Some(found(week::weekend(tokens.told_day()?, 0)?, place + 1));
    }
    if let Some(first) = season_start(tokens, place) {
        let (told, _) = tokens.told()?;
        return Some(found(calendar::season(told.year(), first)?, place + 1));
    }
    let unit = single_unit(tokens, place)?;
    Some(found(calendar::period(told_for(tokens, unit)?, unit)?, place + 1))
}

/// The unit that a word names in the singular, from a day on.
fn single_unit(tokens: &Tokens<'_>, at: usize) -> Option<TimeUnit> {
    let single = !tokens.text(at).ends_with('s') && !tokens.is(at, Key::Fortnight);
    TimeUnit::named(tokens.word(at).time_unit?).filter(|unit| single && *unit >= TimeUnit::Day)
}

/// What was told last and is fine enough to name a unit of that size.
fn told_for(tokens: &Tokens<'_>, unit: TimeUnit) -> Option<Date> {
    if unit >= TimeUnit::Year {
        return tokens.told_year();
    }
    let (told, grain) = tokens.told()?;
    match grain {
        Grain::Day => Some(told),
        Grain::Month if unit >= TimeUnit::Month => Some(told),
        _ => tokens.told_day(),
    }
}

/// "the following day", "the next morning", "the previous year", from its article on: one after or before what was told.
pub(super) fn beside(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let next = at + 1;
    let step = match tokens.key(next) {
        Key::Following | Key::Next => 1,
        Key::Previous => -1,
        _ => return None,
    };
    let (place, end) = (next + 1, next + 2);
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    let part = clock::part_of_day(tokens, place);
    let unit = single_unit(tokens, place);
    // "The next day" follows one told; "the next year" is counted from today, but in a history.
    let daily = part.is_some() || unit == Some(TimeUnit::Day);
    if tokens.is(next, Key::Next) && !daily && !tokens.is_past() {
        return None;
    }
    let found = |range: DateRange| dated(When::of(range), at, end, "told-period");
    if let Some((part, end)) = part {
        let day = calendar::shift(tokens.told_day()?, TimeUnit::Day, step)?;
        let when = When { time: Some(part), ..When::of(DateRange::day(day)) };
        return Some(dated(when, at, end, "told-period"));
    }
    if let Some(unit) = unit {
        let day = calendar::shift(told_for(tokens, unit)?, unit, step)?;
        return Some(found(calendar::period(day, unit)?));
    }
    let weekday = tokens.word(place).weekday;
    if weekday > 0 && step > 0 {
        return Some(found(DateRange::day(calendar::coming(tokens.told_day()?.tomorrow().ok()?, weekday)?)));
    }
    if weekday > 0 {
        return Some(found(DateRange::day(calendar::latest(tokens.told_day()?.yesterday().ok()?, weekday)?)));
    }
    let month = month_at(tokens, place).or_else(|| season_start(tokens, place))?;
    let (told, _) = tokens.told()?;
    let years = if step > 0 { i16::from(month <= told.month()) } else { -i16::from(month >= told.month()) };
    let year = told.year().checked_add(years)?;
    let season = tokens.word(place).month == 0;
    Some(found(if season { calendar::season(year, month)? } else { DateRange::month(year, month)? }))
}

/// Whether "the following day" has nothing to follow: in a sentence about the past it is not tomorrow.
pub(super) fn is_loose(tokens: &Tokens<'_>, at: usize) -> bool {
    let daily = clock::part_of_day(tokens, at + 2).is_some() || tokens.is(at + 2, Key::Day);
    matches!(tokens.key(at + 1), Key::Following | Key::Next)
        && daily
        && tense::of(tokens, at, at + 3) == Some(Tense::Back)
}

/// "the day after 5 May", "the day before" at the end of its clause.
pub(super) fn day_beside(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let step = match tokens.key(at + 2) {
        Key::Before => -1,
        Key::After => 1,
        _ => return None,
    };
    let shifted = |day: Date, end: usize| {
        let day = calendar::shift(day, TimeUnit::Day, step)?;
        Some(dated(When::of(DateRange::day(day)), at, end, "told-period"))
    };
    let place = skip_the(tokens, at + 3);
    if let Some(named) = base(tokens, place, reference).filter(|_| tokens.get(place).gap < Gap::Line) {
        let day = named.when.range.start.filter(|_| named.when.range.grain == Grain::Day)?;
        return shifted(day, named.end);
    }
    let closed = matches!(tokens.get(at + 3).shape, Shape::Mark | Shape::End);
    closed.then(|| shifted(tokens.told_day()?, at + 3)).flatten()
}

/// "the 12th of this month", from its rank on: `of` is where the month is told.
pub(super) fn day_of_month(
    tokens: &Tokens<'_>,
    at: usize,
    rank: u8,
    of: usize,
    reference: Option<Date>,
) -> Option<Dated> {
    let place = skip_the(tokens, of + 1);
    if !tokens.is(of, Key::Of) || !tokens.is(place + 1, Key::Month) && !tokens.is(place + 2, Key::Month) {
        return None;
    }
    let month = base(tokens, of + 1, reference).filter(|month| month.when.range.grain == Grain::Month)?;
    let start = month.when.range.start?;
    let day = Date::new(start.year(), start.month(), i8::try_from(rank).ok()?).ok()?;
    Some(dated(When::of(DateRange::day(day)), at, month.end, "nth-of-period"))
}

/// "on the 17th", "on the 17 from 2 pm": the day of that number, in this month or the one before or after; in a history
/// in the month told last.
pub(super) fn day_number(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let day = small(tokens, at).filter(|day| (1..=31).contains(day))?;
    let end = ordinal_end(tokens, at + 1);
    let told = at > 1 && matches!(tokens.key(at - 2), Key::On | Key::By | Key::Until);
    let closed = end > at + 1 && matches!(tokens.get(end).shape, Shape::Mark | Shape::End);
    let timed = clock::times(tokens, end).or_else(|| clock::hours(tokens, end)).is_some()
        || tokens.is(end, Key::At) && clock::time(tokens, end + 1, true).is_some();
    if !told || !(closed && !tokens.is(end, Key::Dash) || timed) {
        return None;
    }
    let reference = tokens.anchor(reference)?;
    let in_month = |away: i64| {
        let month = calendar::shift(reference.first_of_month(), TimeUnit::Month, away)?;
        Date::new(month.year(), month.month(), day).ok()
    };
    let ahead = looks_ahead(tokens, at) || tokens.is_past();
    let fits = |date: &Date| if ahead { *date >= reference } else { *date <= reference };
    let date = [0, if ahead { 1 } else { -1 }].into_iter().filter_map(in_month).find(fits)?;
    Some(daytime::with_time(tokens, dated(When::of(DateRange::day(date)), at, end, "day-number")))
}

/// "later this year", "earlier that month", "later in the day", "earlier on Monday": what is left of a period, or what
/// has gone of it.
pub(super) fn rest_of(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let place = at + 1 + usize::from(matches!(tokens.key(at + 1), Key::In | Key::On));
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    let (whole, today) = match tokens.key(place) {
        Key::The if place > at + 1 => (the_unit(tokens, place, reference)?, reference),
        Key::That | Key::Same => (base(tokens, place, reference)?, tokens.told_day()),
        Key::This => (base(tokens, place, reference)?, reference),
        _ if place > at + 1 => (base(tokens, place, reference)?, reference),
        _ => return None,
    };
    let range = &whole.when.range;
    let inside = |day: &Date| {
        range.start.is_some_and(|start| start <= *day) && range.end.is_some_and(|end| *day <= end)
    };
    let fine = range.grain == Grain::Day || whole.when.bound != crate::value::Bound::Exact;
    let Some(today) = today.filter(inside).filter(|_| !fine) else {
        return Some(Dated { first: at, ..whole });
    };
    let range = if tokens.is(at, Key::Later) {
        DateRange { start: Some(today), grain: Grain::Span, ..range.clone() }
    } else {
        DateRange { end: Some(today), grain: Grain::Span, ..range.clone() }
    };
    Some(dated(When::of(range), at, whole.end, "rest-of-period"))
}

/// "the year", "the day": the period that holds today, or in a history the time told last.
pub(super) fn the_unit(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let unit = single_unit(tokens, at + 1)?;
    // "the week of 11 May", "the year to March", "the day after" are told by what follows.
    let more =
        matches!(tokens.key(at + 2), Key::Of | Key::To | Key::Ended | Key::Ending | Key::Before | Key::After);
    if more || ["starting", "beginning", "commencing"].contains(&tokens.text(at + 2)) {
        return None;
    }
    let told = if unit == TimeUnit::Day { tokens.told_day() } else { None };
    let day = told.or_else(|| tokens.anchor(reference))?;
    Some(dated(When::of(calendar::period(day, unit)?), at, at + 2, "relative-period"))
}

/// "in the spring", "over the summer": the one that the sentence or the story speaks of.
pub(super) fn season(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let before = at.checked_sub(1).map(|before| tokens.key(before))?;
    let framed = matches!(
        before,
        Key::In
            | Key::During
            | Key::Over
            | Key::Through
            | Key::Throughout
            | Key::By
            | Key::Until
            | Key::Since
    );
    let closed = !super::noun::is_noun(tokens, at + 2) && !tokens.is(at + 2, Key::Of);
    let first = season_start(tokens, at + 1).filter(|_| framed && closed)?;
    let range = match (tokens.story(), tense::of(tokens, at, at + 2)) {
        (Some((told, _)), _) => calendar::season(told.year(), first)?,
        _ if matches!(before, Key::By | Key::Until) => calendar::season_from(reference?, first)?,
        (None, Some(Tense::Back)) => calendar::season_until(reference?, first)?,
        _ if before == Key::Since => calendar::season_until(reference?, first)?,
        (None, Some(Tense::Ahead)) => calendar::season_from(reference?, first)?,
        _ => return None,
    };
    Some(dated(When::of(range), at, at + 2, "told-season"))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::value::{Context, read};

    /// Each text as written on Tuesday 28 April 2026, with its values.
    fn check(cases: &[(&str, &[&str])]) {
        for (text, values) in cases {
            let readings = read(text, Context { reference: Some(date(2026, 4, 28)) });
            let shown: Vec<String> = readings.iter().map(|reading| reading.value.to_string()).collect();
            assert_eq!(shown, *values, "{text}");
        }
    }

    #[test]
    fn days_go_by_the_day_told_last() {
        check(&[
            ("He came on 3 March and left the next day.", &["3 March 2026", "4 March 2026"]),
            ("He came on 3 March; the following Monday he left.", &["3 March 2026", "9 March 2026"]),
            (
                "He came on 3 March and left the same evening.",
                &["3 March 2026", "3 March 2026 at 16:00 to 20:00"],
            ),
            (
                "He came on 3 March. That weekend it rained.",
                &["3 March 2026", "7 March 2026 to 8 March 2026"],
            ),
            ("He came on 3 March; the day before, it rained.", &["3 March 2026", "2 March 2026"]),
            ("He left in 2011. The following year she left.", &["2011", "2012"]),
            ("He left in May 2011. The previous March she left.", &["May 2011", "March 2011"]),
            (
                "The strike began in March 2019. It ended on the 12th of that month.",
                &["March 2019", "12 March 2019"],
            ),
            ("The next day he left.", &[]),
            ("It will close the next day.", &["29 April 2026"]),
        ]);
    }

    #[test]
    fn what_is_left_of_a_period() {
        check(&[
            ("It will open later this year.", &["28 April 2026 to 31 December 2026"]),
            ("Earlier this month it closed.", &["1 April 2026 to 28 April 2026"]),
            ("Earlier on Monday it closed.", &["27 April 2026"]),
            (
                "It closed on 3 March 2019 and later that month opened.",
                &["3 March 2019", "3 March 2019 to 31 March 2019"],
            ),
        ]);
    }

    #[test]
    fn parts_of_days_and_seasons() {
        check(&[
            ("the night of 18 April 2026", &["18 April 2026 at 20:00 to 23:59:59"]),
            ("in the small hours of Sunday", &["26 April 2026 at 00:00 to 06:00"]),
            ("the night of 3 to 4 May", &["3 May 2026 at 20:00 to 23:59:59"]),
            ("It rained over the summer.", &["1 June 2025 to 31 August 2025"]),
            ("It will open in the autumn.", &["1 September 2026 to 30 November 2026"]),
            ("Homes are cheaper in the summer.", &[]),
            ("It intended to leave by the summer.", &["through 1 June 2026 to 31 August 2026"]),
        ]);
    }

    #[test]
    fn periods_up_to_a_date() {
        check(&[
            ("Profits for the year to 31 March rose.", &["1 April 2025 to 31 March 2026"]),
            ("Output fell in the 12 months to September.", &["1 October 2024 to 30 September 2025"]),
            ("in the quarter ended June 30, 2025", &["1 April 2025 to 30 June 2025"]),
            ("It dates from 3780 BP.", &["1831 BC"]),
            ("some 3,400 years before the present", &["about 1451 BC"]),
            ("As of 1 June, he was in office.", &["1 June 2025"]),
        ]);
    }
}
