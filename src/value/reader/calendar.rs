//! Arithmetic of days, and which day words mean when only a reference date tells.

use jiff::Span;
use jiff::civil::{Date, Weekday};

use crate::lexicon::word::Tense;
use crate::value::{DateRange, Grain, TimeUnit};

/// A day so many units away; nothing outside the calendar.
pub(super) fn shift(day: Date, unit: TimeUnit, count: i64) -> Option<Date> {
    // The calendar spans some 20,000 years; beyond that every count is outside it, and spans refuse larger ones.
    if count.abs() > 4_000_000 {
        return None;
    }
    let span = match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return Some(day),
        TimeUnit::Day => Span::new().try_days(count),
        TimeUnit::Week => Span::new().try_weeks(count),
        TimeUnit::Month => Span::new().try_months(count),
        TimeUnit::Quarter => Span::new().try_months(count.checked_mul(3)?),
        TimeUnit::Year => Span::new().try_years(count),
        TimeUnit::Decade => Span::new().try_years(count.checked_mul(10)?),
        TimeUnit::Century => Span::new().try_years(count.checked_mul(100)?),
        TimeUnit::Millennium => Span::new().try_years(count.checked_mul(1000)?),
    };
    day.checked_add(span.ok()?).ok()
}

/// The calendar period of that unit that holds the day.
pub(super) fn period(day: Date, unit: TimeUnit) -> Option<DateRange> {
    let year = day.year();
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Some(DateRange::day(day)),
        TimeUnit::Week => DateRange::week(day),
        TimeUnit::Month => DateRange::month(year, day.month()),
        TimeUnit::Quarter => DateRange::quarter(year, (day.month() - 1) / 3 + 1),
        TimeUnit::Year => DateRange::year(year),
        TimeUnit::Decade => {
            let first = year.div_euclid(10) * 10;
            DateRange::years(first, first + 9, Grain::Decade)
        }
        TimeUnit::Century => {
            let first = (year - 1).div_euclid(100) * 100 + 1;
            DateRange::years(first, first + 99, Grain::Decade)
        }
        TimeUnit::Millennium => {
            let first = (year - 1).div_euclid(1000) * 1000 + 1;
            DateRange::years(first, first.checked_add(999)?, Grain::Decade)
        }
    }
}

/// The year in which day and month lie nearest to the reference.
pub(super) fn nearest(reference: Date, month: i8, day: i8) -> Option<Date> {
    let year = reference.year();
    (year.saturating_sub(1)..=year.saturating_add(1))
        .filter_map(|year| Date::new(year, month, day).ok())
        .min_by_key(|date| {
            let hours = date.duration_since(reference).as_hours();
            // News looks back more than ahead.
            if hours > 0 { hours * 4 / 3 } else { -hours }
        })
}

/// The month nearest to the reference, where news looks back further than ahead.
pub(super) fn nearest_month(reference: Date, month: i8) -> Option<DateRange> {
    let apart = i16::from(month) - i16::from(reference.month());
    let year = reference.year();
    let year = if apart >= 7 {
        year.checked_sub(1)?
    } else if apart <= -9 {
        year.checked_add(1)?
    } else {
        year
    };
    DateRange::month(year, month)
}

/// How many months off a day or month without a year may be that a sentence says is to come.
const SOON: i64 = 8;

/// The next such day, where it comes soon.
pub(super) fn soon(reference: Date, month: i8, day: i8) -> Option<Date> {
    let year = reference.year();
    let next = (year..=year.saturating_add(1))
        .find_map(|year| Date::new(year, month, day).ok().filter(|date| *date >= reference))?;
    (next <= shift(reference, TimeUnit::Month, SOON)?).then_some(next)
}

/// The month as its sentence has it: the one to come, where it comes soon, or the one that was. Nothing where the
/// month nearest to the reference is as likely.
pub(super) fn month_by(reference: Date, month: i8, tense: Tense) -> Option<DateRange> {
    let ahead = i64::from((month - reference.month()).rem_euclid(12));
    let away = match tense {
        Tense::Back if ahead > 0 => ahead - 12,
        Tense::Back => 0,
        _ => ahead,
    };
    let first = shift(reference.first_of_month(), TimeUnit::Month, away)?;
    (away <= SOON).then(|| DateRange::month(first.year(), month)).flatten()
}

/// The weekday, 1 for Monday.
pub(super) fn weekday(number: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(i8::try_from(number).ok()?).ok()
}

/// The day of that weekday in the week `weeks` away from the reference's.
pub(super) fn in_week(reference: Date, day: u8, weeks: i64) -> Option<Date> {
    let monday = DateRange::week(reference)?.start?;
    shift(shift(monday, TimeUnit::Week, weeks)?, TimeUnit::Day, i64::from(day) - 1)
}

/// The last such weekday up to the reference, itself included.
pub(super) fn latest(reference: Date, day: u8) -> Option<Date> {
    let back = (i64::from(reference.weekday().to_monday_one_offset()) - i64::from(day)).rem_euclid(7);
    shift(reference, TimeUnit::Day, -back)
}

/// The next such weekday after the reference, itself included.
pub(super) fn coming(reference: Date, day: u8) -> Option<Date> {
    let ahead = (i64::from(day) - i64::from(reference.weekday().to_monday_one_offset())).rem_euclid(7);
    shift(reference, TimeUnit::Day, ahead)
}

/// The `nth` such weekday of a month: Thanksgiving is the fourth Thursday of November.
pub(super) fn nth_weekday(year: i16, month: i8, nth: i8, day: u8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    first.nth_weekday_of_month(nth, weekday(day)?).ok()
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876.
pub(super) fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let leaps = (century + 8).div_euclid(25);
    let moon = (19 * golden + century - century.div_euclid(4) - (century - leaps + 1).div_euclid(3) + 15)
        .rem_euclid(30);
    let sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * rest.div_euclid(4) - moon - rest.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * sunday).div_euclid(451);
    let sum = moon + sunday - 7 * late + 114;
    let part = |value: i32| i8::try_from(value).ok();
    Date::new(i16::try_from(year).ok()?, part(sum.div_euclid(31))?, part(sum.rem_euclid(31) + 1)?).ok()
}

/// Four seasons of the north, each of three whole months: spring begins in March.
pub(super) fn season(year: i16, first_month: i8) -> Option<DateRange> {
    let start = Date::new(year, first_month, 1).ok()?;
    let end = shift(start, TimeUnit::Month, 3)?.yesterday().ok()?;
    Some(DateRange { start: Some(start), end: Some(end), grain: Grain::Span })
}

/// The next such season, the one that holds the day included.
pub(super) fn season_from(day: Date, first_month: i8) -> Option<DateRange> {
    let seasons = (-1..=1).filter_map(|away| season(day.year().checked_add(away)?, first_month));
    seasons.into_iter().find(|season| season.end.is_some_and(|end| end >= day))
}

/// The last such season, the one that holds the day included.
pub(super) fn season_until(day: Date, first_month: i8) -> Option<DateRange> {
    let seasons = (-1..=0).rev().filter_map(|away| season(day.year().checked_add(away)?, first_month));
    seasons.into_iter().find(|season| season.start.is_some_and(|start| start <= day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        let days = [(1818, 3, 22), (1943, 4, 25), (2019, 4, 21), (2020, 4, 12), (2038, 4, 25)];
        for (year, month, day) in days {
            assert_eq!(easter(year), Date::new(year, month, day).ok());
        }
    }
}
