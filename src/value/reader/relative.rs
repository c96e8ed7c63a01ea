//! Days and periods told from the article's own date, and parts of periods: yesterday, last October, the first half of
//! 2025, the end of March, this week.

use jiff::civil::Date;

use super::calendar;
use super::clock;
use super::date::{Dated, base, dated, parted, skip_the, year_of};
use super::era::{century_of, period_year};
use super::month::{month_at, ordinal_end};
use super::token::{Gap, Shape, Tokens};
use super::{daytime, holiday, stretch, tense, told, week};
use crate::lexicon::word::{Key, Tense};
use crate::value::{DateRange, Grain, Part, TimeUnit, When};

/// A date that begins with a word of relation.
pub(super) fn relative(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    match tokens.key(at) {
        Key::Today => days_from(tokens, at, reference, 0),
        Key::Yesterday => days_from(tokens, at, reference, -1),
        Key::Tomorrow => days_from(tokens, at, reference, 1),
        Key::Tonight => {
            let mut found = days_from(tokens, at, reference, 0)?;
            found.when.time = clock::part_of_day(tokens, at).map(|(part, _)| part);
            Some(found)
        }
        Key::The => the(tokens, at, reference),
        Key::This
        | Key::Last
        | Key::Next
        | Key::Past
        | Key::Previous
        | Key::Current
        | Key::Coming
        | Key::Upcoming => deictic(tokens, at, reference).or_else(|| stretch::ends_of(tokens, at, reference)),
        Key::Morning | Key::Afternoon | Key::Evening | Key::Night => {
            daytime::part_of_date(tokens, at, reference)
        }
        Key::Early | Key::Late if daytime::part_of_date(tokens, at, reference).is_some() => {
            daytime::part_of_date(tokens, at, reference)
        }
        Key::Early | Key::Late | Key::Mid | Key::Middle | Key::End | Key::Beginning | Key::Start => {
            part_of(tokens, at, reference)
        }
        Key::Fiscal | Key::Financial => fiscal(tokens, at, reference),
        Key::Spring | Key::Summer | Key::Autumn | Key::Winter | Key::Fall => season(tokens, at, reference),
        Key::Week => week::week_of(tokens, at, reference),
        Key::That | Key::Same => told::same(tokens, at),
        Key::Later | Key::Earlier => told::rest_of(tokens, at, reference),
        Key::A | Key::An => one_unit_ago(tokens, at, reference),
        _ => nth_period(tokens, at, reference).or_else(|| stretch::ends_of(tokens, at, reference)),
    }
}

/// "a week ago", "a year later".
fn one_unit_ago(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let name = tokens.word(at + 1).time_unit.filter(|_| tokens.get(at + 1).gap < Gap::Line)?;
    let weeks = if tokens.is(at + 1, Key::Fortnight) { 2 } else { 1 };
    stretch::after_duration(tokens, at, at + 2, TimeUnit::named(name)?, weeks, reference)
}

fn days_from(tokens: &Tokens<'_>, at: usize, reference: Option<Date>, days: i64) -> Option<Dated> {
    let when = match reference {
        Some(reference) => When::of(DateRange::day(calendar::shift(reference, TimeUnit::Day, days)?)),
        None => When::unresolved(tokens.text(at).to_ascii_lowercase(), Grain::Day),
    };
    Some(dated(when, at, at + 1, "relative-day"))
}

/// "the last week", "the first half of 2025", "the end of March", "the 1990s", "the day before yesterday".
fn the(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let next = at + 1;
    let token = tokens.get(next);
    // Whatever tells a time is a number or in the table of words; most nouns are neither.
    if token.gap == Gap::Line || token.word == 0 && token.shape != Shape::Digits {
        return None;
    }
    if tokens.is(next, Key::Day) {
        let days = match (tokens.key(next + 1), tokens.key(next + 2)) {
            (Key::Before, Key::Yesterday) => -2,
            (Key::After, Key::Tomorrow) => 2,
            _ => return told::day_beside(tokens, at, reference),
        };
        return days_from(tokens, at, reference, days).map(|found| Dated { end: next + 3, ..found });
    }
    if let Some(found) = week::after_next(tokens, next, reference) {
        return Some(Dated { first: at, ..found });
    }
    if let Some(found) = daytime::part_of_date(tokens, at, reference)
        .or_else(|| told::beside(tokens, at))
        .or_else(|| told::season(tokens, at, reference))
        .or_else(|| stretch::unit_to(tokens, at, reference))
        .or_else(|| stretch::unit_beside(tokens, at, reference))
    {
        return Some(found);
    }
    // "the year 2019"
    if tokens.is(next, Key::Year) && year_of(tokens, next + 1).is_some() {
        return base(tokens, next + 1, reference).map(|found| Dated { first: at, ..found });
    }
    let word = tokens.word(next);
    let opens = word.ordinal.is_some()
        || token.shape == Shape::Digits
        || matches!(
            tokens.key(next),
            Key::Last
                | Key::Next
                | Key::Past
                | Key::Previous
                | Key::Coming
                | Key::Current
                | Key::Following
                | Key::End
                | Key::Beginning
                | Key::Start
                | Key::Middle
                | Key::Early
                | Key::Late
                | Key::Mid
                | Key::Fiscal
                | Key::Upcoming
                | Key::Summer
                | Key::Winter
                | Key::Spring
                | Key::Autumn
                | Key::Week
                | Key::Same
        );
    if !opens {
        return None;
    }
    if matches!(tokens.key(next), Key::Following | Key::Coming) {
        return deictic(tokens, next, reference).map(|found| Dated { first: at, ..found });
    }
    let found = if token.shape == Shape::Digits {
        base(tokens, next, reference)
            .filter(|found| found.end > next + 1)
            .or_else(|| told::day_number(tokens, next, reference))?
    } else {
        base(tokens, next, reference)?
    };
    Some(Dated { first: at, ..found })
}

/// this, last, next and their like before a unit, a weekday, a month, a season.
fn deictic(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let step: i64 = match tokens.key(at) {
        Key::This | Key::Current => 0,
        Key::Last | Key::Past | Key::Previous => -1,
        _ => 1,
    };
    if at > 0 && tokens.is(at - 1, Key::The) && told::is_loose(tokens, at - 1) {
        return None;
    }
    let mut place = at + 1;
    if matches!(tokens.key(place), Key::Past | Key::Coming) && tokens.is(at, Key::This) {
        return deictic(tokens, place, reference).map(|found| Dated { first: at, ..found });
    }
    let working = matches!(tokens.key(place), Key::Working | Key::Business | Key::Work);
    let fiscal = matches!(tokens.key(place), Key::Fiscal | Key::Financial);
    if working || fiscal || tokens.is(place, Key::Calendar) {
        place += 1;
    }
    let token = tokens.get(place);
    if token.shape != Shape::Word || token.gap == Gap::Line {
        return None;
    }
    let word = tokens.word(place);
    let end = place + 1;
    let Some(reference) = reference else {
        let grain = match (word.time_unit, word.weekday, word.month) {
            (_, 1.., _) => Grain::Day,
            (_, _, 1..) => Grain::Month,
            (Some("week"), ..) => Grain::Week,
            (Some("month"), ..) => Grain::Month,
            (Some("quarter"), ..) => Grain::Quarter,
            (Some("year"), ..) if !tokens.is(place, Key::Years) => Grain::Year,
            (Some("day"), ..) if tokens.is(place, Key::Day) => Grain::Day,
            _ => return None,
        };
        let words: Vec<String> = (at..end).map(|part| tokens.text(part).to_ascii_lowercase()).collect();
        return Some(dated(When::unresolved(words.join(" "), grain), at, end, "relative"));
    };
    if word.weekday > 0 && tokens.text(place).len() > 5 {
        let day = match tokens.key(at) {
            Key::Last | Key::Past | Key::Previous => {
                calendar::latest(reference.yesterday().ok()?, word.weekday)
            }
            Key::This => calendar::in_week(reference, word.weekday, 0),
            _ => calendar::in_week(reference, word.weekday, 1),
        }?;
        let mut found = dated(When::of(DateRange::day(day)), at, end, "relative-weekday");
        // "next Friday 5/12" and "next Monday, April 27": the date says which.
        if let Some(exact) =
            base(tokens, place, Some(reference)).filter(|exact| exact.end > end && exact.rule != "weekday")
        {
            found = Dated { first: at, ..exact };
        }
        return Some(found);
    }
    if word.month > 0 && month_at(tokens, place).is_some() {
        return last_month_named(tokens, at, place, reference, step);
    }
    if let Some(found) = holiday::stepped(tokens, at, place, reference, step) {
        return Some(found);
    }
    if tokens.is(place, Key::Workweek) || working && tokens.is(place, Key::Week) {
        return Some(dated(When::of(week::working_week(reference, step)?), at, end, "working-week"));
    }
    if let Some((part, end)) = clock::part_of_day(tokens, place) {
        let day = calendar::shift(reference, TimeUnit::Day, step)?;
        let when = When { time: Some(part), ..When::of(DateRange::day(day)) };
        return Some(dated(when, at, end, "relative-part-of-day"));
    }
    if let Some(first) = season_start(tokens, place) {
        return Some(dated(When::of(near_season(reference, first, step)?), at, end, "relative-season"));
    }
    if tokens.is(place, Key::Weekend) {
        let weekday = reference.weekday().to_monday_one_offset();
        // On a Saturday last weekend is the one before; on a Tuesday what happened this weekend did so last week.
        let here = tokens.is(at, Key::Last) && weekday > 5;
        let gone = tokens.is(at, Key::This) && weekday < 4 && tense::of(tokens, at, end) == Some(Tense::Back);
        let range = week::weekend(
            reference,
            if here {
                0
            } else if gone {
                -1
            } else {
                step
            },
        )?;
        return Some(dated(When::of(range), at, end, "weekend"));
    }
    let unit = TimeUnit::named(word.time_unit?)?;
    let plural = tokens.text(place).ends_with('s');
    if tokens.is(place, Key::Fortnight) && step != 0 {
        return stretch::fortnight(at, end, reference, step);
    }
    if tokens.is(at, Key::Last) && tokens.is(end, Key::Of) && !plural {
        return last_of(tokens, at, end, unit, reference);
    }
    if plural && matches!(tokens.key(at), Key::Coming | Key::Upcoming) && unit >= TimeUnit::Day {
        return Some(dated(When::of(coming_periods(reference, unit)?), at, end, "coming-periods"));
    }
    if plural || unit < TimeUnit::Day || (matches!(tokens.key(at), Key::Past) && unit > TimeUnit::Month) {
        return None;
    }
    if unit == TimeUnit::Week
        && let Some((day, end)) = week::weekday_behind(tokens, end, reference, step)
    {
        return Some(dated(When::of(DateRange::day(day)), at, end, "relative-weekday"));
    }
    let range = calendar::period(calendar::shift(reference, unit, step)?, unit)?;
    Some(dated(When::of(range), at, end, if fiscal { "fiscal-year" } else { "relative-period" }))
}

/// How many units "the coming weeks" may reach: people who mean more say months.
const COMING: i64 = 8;

/// "in the coming weeks": not this one, and not many more than a few.
fn coming_periods(reference: Date, unit: TimeUnit) -> Option<DateRange> {
    let first = calendar::period(calendar::shift(reference, unit, 1)?, unit)?;
    let last = calendar::period(calendar::shift(reference, unit, COMING)?, unit)?;
    Some(DateRange { start: first.start, end: last.end, grain: Grain::Span })
}

/// "the last week of March", "the last quarter of 2019".
fn last_of(tokens: &Tokens<'_>, at: usize, of: usize, unit: TimeUnit, reference: Date) -> Option<Dated> {
    let inner = base(tokens, skip_the(tokens, of + 1), Some(reference))
        .filter(|inner| inner.when.partial.is_none())?;
    let end = inner.when.range.end?;
    let mut last = calendar::period(end, unit)?;
    // A week belongs where its Thursday is.
    let thursday = last.start.and_then(|monday| calendar::shift(monday, TimeUnit::Day, 3));
    if unit == TimeUnit::Week && thursday.is_some_and(|thursday| thursday > end) {
        last = calendar::period(calendar::shift(end, TimeUnit::Week, -1)?, unit)?;
    }
    Some(dated(When::of(last), at, inner.end, "last-of-period"))
}

fn last_month_named(
    tokens: &Tokens<'_>,
    at: usize,
    place: usize,
    reference: Date,
    step: i64,
) -> Option<Dated> {
    let month = month_at(tokens, place)?;
    let year = reference.year();
    let range = match step {
        0 => DateRange::month(year, month),
        -1 => DateRange::month(if month < reference.month() { year } else { year.checked_sub(1)? }, month),
        _ => DateRange::month(if month > reference.month() { year } else { year.checked_add(1)? }, month),
    }?;
    if let Some(day) = tokens
        .text(place + 1)
        .parse::<i8>()
        .ok()
        .filter(|day| *day <= 31 && tokens.get(place + 1).gap == Gap::Blank)
    {
        let date = Date::new(range.start?.year(), month, day).ok()?;
        return Some(dated(When::of(DateRange::day(date)), at, place + 2, "relative-month-day"));
    }
    Some(dated(When::of(range), at, place + 1, "relative-month"))
}

pub(super) fn season_start(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    match tokens.key(at) {
        Key::Spring => Some(3),
        Key::Summer => Some(6),
        Key::Autumn | Key::Fall => Some(9),
        Key::Winter => Some(12),
        _ => None,
    }
}

fn near_season(reference: Date, first: i8, step: i64) -> Option<DateRange> {
    let year = reference.year();
    let this = calendar::season(year, first)?;
    match step {
        0 => Some(this),
        -1 if this.end.is_some_and(|end| end < reference) => Some(this),
        -1 => calendar::season(year.checked_sub(1)?, first),
        _ if this.start.is_some_and(|start| start > reference) => Some(this),
        _ => calendar::season(year.checked_add(1)?, first),
    }
}

/// summer 2016, the spring of 2020. A season without a year says too little.
fn season(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let first = season_start(tokens, at)?;
    if tokens.is(at, Key::Fall) && !(tokens.is(at + 1, Key::Of) || tokens.get(at + 1).shape == Shape::Digits)
    {
        return None;
    }
    let (year, end) =
        period_year(tokens, at + 1).or_else(|| of_this(tokens, at + 1, tokens.anchor(reference)?))?;
    Some(dated(When::of(calendar::season(year, first)?), at, end, "season"))
}

/// fiscal 2025, fiscal year 2025, fiscal third quarter.
fn fiscal(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    if tokens.word(at + 1).ordinal.is_some() {
        return nth_period(tokens, at + 1, reference).map(|found| Dated { first: at, ..found });
    }
    let (year, end) = period_year(tokens, at + 1)?;
    Some(dated(When::of(DateRange::year(year)?), at, end, "fiscal-year"))
}

/// "the first half of 2025", "third quarter", "the last quarter of 2019", "second week of May", "21st century".
pub(super) fn nth_period(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let reference = tokens.anchor(reference);
    let (rank, place) = match tokens.get(at).shape {
        Shape::Digits => {
            let end = ordinal_end(tokens, at + 1);
            (tokens.text(at).parse::<u8>().ok().filter(|_| end > at + 1)?, end)
        }
        _ => (u8::try_from(tokens.word(at).ordinal?).ok()?, at + 1),
    };
    let place = if tokens.is(place, Key::Dash) || tokens.is(place, Key::Fiscal) { place + 1 } else { place };
    if tokens.get(place).gap == Gap::Line || rank == 0 {
        return None;
    }
    if let Some(found) = century_of(tokens, at, i16::from(rank), place) {
        return Some(found);
    }
    let quarter = tokens.is(place, Key::Quarter) && rank <= 4;
    let half = tokens.is(place, Key::Half) && rank <= 2;
    let number = i8::try_from(rank).ok()?;
    if quarter || half {
        let (year, end) = match period_year(tokens, place + 1) {
            Some(found) => found,
            None => of_this(tokens, place + 1, reference?).or_else(|| {
                (quarter && !is_sport(tokens, place + 1))
                    .then_some((quarter_year(reference?, number), place + 1))
            })?,
        };
        let range = if half { DateRange::half(year, number)? } else { DateRange::quarter(year, number)? };
        return Some(dated(When::of(range), at, end, if half { "half" } else { "quarter" }));
    }
    if tokens.word(place).time_unit == Some("week") && tokens.is(place + 1, Key::Of) && rank <= 5 {
        let inner = base(tokens, skip_the(tokens, place + 2), reference)?;
        let week = week::nth_of(inner.when.range.start?, i64::from(rank))?;
        return Some(dated(When::of(week), at, inner.end, "nth-week"));
    }
    if tokens.is(place + 1, Key::Of)
        && let Some(unit @ (TimeUnit::Day | TimeUnit::Month)) =
            tokens.word(place).time_unit.and_then(TimeUnit::named)
    {
        let inner = base(tokens, skip_the(tokens, place + 2), reference)
            .filter(|inner| inner.when.partial.is_none() && inner.when.part.is_none())?;
        let whole = &inner.when.range;
        let range = calendar::period(calendar::shift(whole.start?, unit, i64::from(rank) - 1)?, unit)?;
        let inside = whole.grain != Grain::Day && whole.contains(&range) && *whole != range;
        return inside.then(|| dated(When::of(range), at, inner.end, "nth-of-period"));
    }
    if let Some(found) = told::day_of_month(tokens, at, rank, place, reference) {
        return Some(found);
    }
    if tokens.word(place).weekday > 0 && matches!(tokens.key(place + 1), Key::Of | Key::In) && rank <= 5 {
        let inner = base(tokens, skip_the(tokens, place + 2), reference)?;
        let start = inner.when.range.start.filter(|_| inner.when.range.grain == Grain::Month)?;
        let day = calendar::nth_weekday(start.year(), start.month(), number, tokens.word(place).weekday)?;
        return Some(dated(When::of(DateRange::day(day)), at, inner.end, "nth-weekday"));
    }
    None
}

/// The year of a quarter told without one: this year's, or the one before where that is far ahead.
pub(super) fn quarter_year(reference: Date, quarter: i8) -> i16 {
    let future = (quarter - 1) * 3 + 1 > reference.month() + 4;
    if future { reference.year() - 1 } else { reference.year() }
}

fn is_sport(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Key::Of) || (tokens.text(at).eq_ignore_ascii_case("final"))
}

/// "of this year", "of last year", "this year" after a period.
pub(super) fn of_this(tokens: &Tokens<'_>, at: usize, reference: Date) -> Option<(i16, usize)> {
    let place = if tokens.is(at, Key::Of) { at + 1 } else { at };
    let place = skip_the(tokens, place);
    let step = match tokens.key(place) {
        Key::This | Key::Current => 0,
        Key::Last | Key::Previous => -1,
        Key::Next => 1,
        _ => return None,
    };
    let place = if matches!(tokens.key(place + 1), Key::Fiscal | Key::Financial) { place + 1 } else { place };
    tokens.is(place + 1, Key::Year).then_some(())?;
    Some((reference.year().checked_add(step)?, place + 2))
}

/// early March, late 2025, mid-2027, the end of April, the beginning of the year.
fn part_of(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let (part, edge) = match tokens.key(at) {
        Key::Early => (Part::Early, false),
        Key::Late => (Part::Late, false),
        Key::Mid | Key::Middle => (Part::Mid, tokens.is(at, Key::Middle)),
        Key::End => (Part::Late, true),
        _ => (Part::Early, true),
    };
    let mut place = at + 1;
    if tokens.is(place, Key::Dash) && tokens.is_glued(place) {
        place += 1;
    }
    if tokens.is(place, Key::Of) {
        place = skip_the(tokens, place + 1);
    } else if edge {
        return None;
    } else if matches!(tokens.key(place), Key::In | Key::On) {
        if let Some(whole) =
            told::the_unit(tokens, place + 1, reference).filter(|_| tokens.is(place + 1, Key::The))
        {
            return Some(parted(Dated { rule: "part-of-period", ..whole }, part, at));
        }
        place = skip_the(tokens, place + 1);
    } else if let (Part::Early | Part::Late, Some(second)) =
        (part, (tokens.is(place, Key::Dash)).then_some(place + 1))
    {
        place = second;
    }
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    if edge && let Some(unit) = tokens.word(place).time_unit.and_then(TimeUnit::named) {
        let single = unit > TimeUnit::Day && !tokens.text(place).ends_with('s');
        let reference = tokens.anchor(reference).filter(|_| single)?;
        let found = dated(When::of(calendar::period(reference, unit)?), at, place + 1, "part-of-period");
        return Some(parted(found, part, at));
    }
    let inner = base(tokens, place, reference)?;
    let whole = inner.when.range.grain != Grain::Day
        && inner.when.part.is_none()
        && inner.when.alternatives.is_empty();
    if !whole || inner.when.partial.is_some() && inner.when.range.grain == Grain::Day {
        return None;
    }
    Some(parted(Dated { rule: "part-of-period", ..inner }, part, at))
}
