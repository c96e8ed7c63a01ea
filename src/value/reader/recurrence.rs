//! Repeated times: every Monday, daily, every two weeks, Tuesdays at 9 am, the 19th of every month.

use super::clock;
use super::month::{ordinal_end, weekday_name};
use super::numeral;
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;
use crate::value::{Recurrence, TimeUnit};

/// What is repeated: its wording after "every", its TIMEX3 value, where it ends.
type Repeated = (String, String, usize);

/// every Monday, daily, each week, Mondays, every day at 7 pm.
pub(super) fn recurrence(tokens: &Tokens<'_>, at: usize) -> Option<(Recurrence, usize)> {
    let (every, timex, end) = repeated(tokens, at)?;
    let (every, timex, end) = at_a_time(tokens, &every, &timex, end).unwrap_or((every, timex, end));
    Some((Recurrence { every: every.into(), timex: timex.into() }, end))
}

fn repeated(tokens: &Tokens<'_>, at: usize) -> Option<Repeated> {
    let of = |count: u32, unit: TimeUnit, end: usize| Some(counted(count, unit, end));
    match tokens.key(at) {
        Key::Every | Key::Each => every(tokens, at + 1),
        Key::Daily => of(1, TimeUnit::Day, at + 1),
        Key::Weekly => of(1, TimeUnit::Week, at + 1),
        Key::Monthly => of(1, TimeUnit::Month, at + 1),
        Key::Quarterly => of(1, TimeUnit::Quarter, at + 1),
        Key::Yearly | Key::Annually => of(1, TimeUnit::Year, at + 1),
        Key::Fortnightly | Key::Biweekly => of(2, TimeUnit::Week, at + 1),
        Key::Bimonthly => of(2, TimeUnit::Month, at + 1),
        Key::Bi if tokens.is(at + 1, Key::Dash) && tokens.is_glued(at + 1) => match tokens.key(at + 2) {
            Key::Weekly => of(2, TimeUnit::Week, at + 3),
            Key::Monthly => of(2, TimeUnit::Month, at + 3),
            _ => None,
        },
        _ => weekdays(tokens, at).or_else(|| day_of_month(tokens, at)),
    }
}

/// What follows "every" or "each".
fn every(tokens: &Tokens<'_>, at: usize) -> Option<Repeated> {
    if tokens.get(at).gap == Gap::Line {
        return None;
    }
    let word = tokens.word(at);
    if word.weekday > 0 {
        return Some(weekday(tokens, word.weekday, at + 1));
    }
    if let Some((every, timex)) = part_of_day(tokens.key(at)) {
        return Some((every.to_owned(), timex.to_owned(), at + 1));
    }
    match tokens.key(at) {
        Key::Weekday => return Some(("weekday".to_owned(), "P1WD".to_owned(), at + 1)),
        Key::Weekend => return Some(("weekend".to_owned(), "P1WE".to_owned(), at + 1)),
        _ => {}
    }
    let other = tokens.is(at, Key::Other) || tokens.is(at, Key::Second);
    if let Some(unit) = tokens.word(at + 1).time_unit.and_then(TimeUnit::named).filter(|_| other) {
        return Some(counted(2, unit, at + 2));
    }
    if let Some(unit) = word.time_unit.and_then(TimeUnit::named) {
        let fortnight = tokens.is(at, Key::Fortnight);
        return Some(counted(if fortnight { 2 } else { 1 }, unit, at + 1));
    }
    if let Some(end) = ranked(tokens, at) {
        return nth_of(tokens, at, end);
    }
    let numeral = numeral::numeral(tokens, at, false)?;
    let count =
        u32::try_from(numeral.value).ok().filter(|count| numeral.value.fract().is_zero() && *count > 0)?;
    let unit = tokens.word(numeral.end).time_unit.and_then(TimeUnit::named)?;
    Some(counted(count, unit, numeral.end + 1))
}

/// "day", "2 weeks": the unit in its plural where there are several.
fn counted(count: u32, unit: TimeUnit, end: usize) -> Repeated {
    let name = unit.name();
    let every = if count == 1 {
        name.to_owned()
    } else {
        format!("{count} {}", crate::value::quantity::plural(name))
    };
    let (clock, letter, count) = match unit {
        TimeUnit::Second => ("T", 'S', count),
        TimeUnit::Minute => ("T", 'M', count),
        TimeUnit::Hour => ("T", 'H', count),
        TimeUnit::Day => ("", 'D', count),
        TimeUnit::Week => ("", 'W', count),
        TimeUnit::Month => ("", 'M', count),
        TimeUnit::Quarter => ("", 'M', count.saturating_mul(3)),
        TimeUnit::Year => ("", 'Y', count),
        TimeUnit::Decade => ("", 'Y', count.saturating_mul(10)),
        TimeUnit::Century => ("", 'Y', count.saturating_mul(100)),
        TimeUnit::Millennium => ("", 'Y', count.saturating_mul(1000)),
    };
    (every, format!("P{clock}{count}{letter}"), end)
}

fn part_of_day(key: Key) -> Option<(&'static str, &'static str)> {
    match key {
        Key::Morning | Key::Mornings => Some(("morning", "TMO")),
        Key::Afternoon | Key::Afternoons => Some(("afternoon", "TAF")),
        Key::Evening | Key::Evenings => Some(("evening", "TEV")),
        Key::Night => Some(("night", "TNI")),
        _ => None,
    }
}

/// A weekday and the part of it that follows: "Monday", "Monday morning".
fn weekday(tokens: &Tokens<'_>, number: u8, end: usize) -> Repeated {
    let name = weekday_name(number);
    match part_of_day(tokens.key(end)).filter(|_| tokens.get(end).gap < Gap::Line) {
        Some((part, timex)) => (format!("{name} {part}"), format!("XXXX-WXX-{number}{timex}"), end + 1),
        None => (name.to_owned(), format!("XXXX-WXX-{number}"), end),
    }
}

/// "Mondays", "Tuesday afternoons".
fn weekdays(tokens: &Tokens<'_>, at: usize) -> Option<Repeated> {
    let number = tokens.word(at).weekday;
    if number == 0 {
        return None;
    }
    if tokens.text(at).ends_with('s') && tokens.text(at).len() > 6 {
        return Some(weekday(tokens, number, at + 1));
    }
    let several = matches!(tokens.key(at + 1), Key::Mornings | Key::Afternoons | Key::Evenings);
    several.then(|| weekday(tokens, number, at + 1))
}

/// "the 19th of every month", from its number on.
fn day_of_month(tokens: &Tokens<'_>, at: usize) -> Option<Repeated> {
    let end = ranked(tokens, at)?;
    nth_of(tokens, at, end)
}

/// Where a rank in digits ends.
fn ranked(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let end = ordinal_end(tokens, at + 1);
    (tokens.get(at).shape == Shape::Digits && end > at + 1).then_some(end)
}

fn nth_of(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Repeated> {
    let day: u8 = tokens.text(at).parse().ok().filter(|day| (1..=31).contains(day))?;
    let all = matches!(tokens.key(end + 1), Key::Every | Key::Each);
    // After "every", as the reading is shown: "every 19th of the month".
    let told = tokens.is(end + 1, Key::The) && at > 0 && tokens.is(at - 1, Key::Every);
    (tokens.is(end, Key::Of) && (all || told) && tokens.is(end + 2, Key::Month)).then(|| {
        let rank = crate::value::ordinal::show(u64::from(day));
        (format!("{rank} of the month"), format!("XXXX-XX-{day:02}"), end + 3)
    })
}

/// A time of day behind it: "every day at 7:13 p.m.", "Tuesdays at 9am".
fn at_a_time(tokens: &Tokens<'_>, every: &str, timex: &str, end: usize) -> Option<Repeated> {
    if !tokens.is(end, Key::At) || tokens.get(end).gap == Gap::Line {
        return None;
    }
    let (time, after) = clock::time(tokens, end + 1, false)?;
    let day = match timex {
        "P1D" => "",
        weekly if weekly.starts_with("XXXX-WXX") => weekly,
        _ => return None,
    };
    let shown = crate::value::time_of_day::clock(time.start, 1);
    let fine = crate::value::time_of_day::timex(&time);
    Some((format!("{every} at {shown}"), format!("{day}{fine}"), after))
}
