//! Times of day: 3 pm, 10:30, noon, half past eight, in the morning.

use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;
use crate::value::TimeOfDay;

pub(super) const HOUR: u32 = 3600;

/// The time of day at `at` and where it ends. `bare` allows an hour without any mark of time: the 8 of "at 8".
pub(super) fn time(tokens: &Tokens<'_>, at: usize, bare: bool) -> Option<(TimeOfDay, usize)> {
    if !may_open(tokens, at) {
        return None;
    }
    let (mut time, mut end) = spoken(tokens, at).or_else(|| digital(tokens, at, bare))?;
    if let Some((zone, after)) = zone(tokens, end) {
        time.zone = Some(zone);
        end = after;
    }
    Some((time, end))
}

/// Whether a time may begin here, asked of most words that a date or an amount may begin with.
#[inline]
fn may_open(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.get(at).shape {
        Shape::Digits => true,
        Shape::Word => {
            matches!(tokens.key(at), Key::Noon | Key::Midday | Key::Midnight | Key::Half | Key::Quarter)
                || tokens.is(at, Key::A) && tokens.is(at + 1, Key::Quarter)
                || tokens.word(at).cardinal.is_some()
        }
        Shape::Mark | Shape::End => false,
    }
}

/// Two times that one begins and the other ends: "from 2 pm to 4 pm", "8-9am", "between 3:00 and 5:00 pm".
pub(super) fn times(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let framed = matches!(tokens.key(at), Key::From | Key::Between);
    let first = at + usize::from(framed);
    if !may_open(tokens, first) {
        return None;
    }
    let joins = |place: usize| {
        let range = matches!(tokens.key(place), Key::To | Key::Dash | Key::Until | Key::Till | Key::Through);
        (range || framed && tokens.is(place, Key::And)) && tokens.get(place).gap < Gap::Line
    };
    if let Some((one, joint)) = time(tokens, first, false).filter(|(_, end)| joins(*end)) {
        let (other, end) = time(tokens, joint + 1, framed)?;
        // "from 10:30 to 3" ends in the afternoon.
        let half = 12 * HOUR;
        let bare = tokens.get(end - 1).shape == Shape::Digits && other.start < half;
        let later = bare && other.start < one.start && other.start + half > one.start;
        let last = other.start + if later { half } else { 0 };
        // "2:00 to 2:30 pm": the half of the day said last holds for both.
        let shared = !tells_half(tokens, first, joint) && one.start < half && one.start + half <= last;
        let start = one.start + if shared && tells_half(tokens, joint, end) { half } else { 0 };
        let last = Some(last).filter(|last| *last != start);
        return Some((TimeOfDay { start, end: last, zone: other.zone, ..one }, end));
    }
    // "2 to 4 pm": the half of the day said last holds for both.
    let hour = number(tokens, first, 1..=12).filter(|_| joins(first + 1))?;
    let (other, end) = digital(tokens, first + 2, false)?;
    meridiem(tokens, first + 3).or_else(|| meridiem(tokens, first + 5))?;
    let start = to_24(hour, other.start >= 12 * HOUR) * HOUR;
    let start = if start > other.start { to_24(hour, false) * HOUR } else { start };
    let (zone, end) = zone(tokens, end).map_or((None, end), |(zone, end)| (Some(zone), end));
    let last = Some(other.start).filter(|last| *last != start);
    Some((TimeOfDay { start, end: last, step: HOUR, zone }, end))
}

fn point(seconds: u32, step: u32) -> TimeOfDay {
    TimeOfDay { start: seconds % (24 * HOUR), end: None, step, zone: None }
}

fn part(start: u32, end: u32) -> TimeOfDay {
    TimeOfDay { start: start * HOUR, end: Some(end * HOUR), step: HOUR, zone: None }
}

/// noon, midnight, half past eight, five o'clock.
fn spoken(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    match tokens.key(at) {
        Key::Noon | Key::Midday => return Some((point(12 * HOUR, 60), at + 1)),
        Key::Midnight => return Some((point(0, 60), at + 1)),
        _ => {}
    }
    let word = tokens.word(at);
    let (minutes, mut place) = if tokens.is(at, Key::Half) {
        (30, at + 1)
    } else if tokens.is(at, Key::A) && tokens.is(at + 1, Key::Quarter) {
        (15, at + 2)
    } else if tokens.is(at, Key::Quarter) {
        (15, at + 1)
    } else if let Some((count, end)) = minutes_said(tokens, at) {
        let unit = tokens.word(end).time_unit == Some("minute");
        (count, end + usize::from(unit))
    } else {
        return None;
    };
    if let Some(hour) = number(tokens, at, 1..=12).filter(|_| tokens.is(at + 1, Key::Oclock)) {
        let (hour, end) = half_of_day(tokens, hour, at + 2);
        return Some((point(hour * HOUR, HOUR), end));
    }
    let after = match tokens.key(place) {
        Key::Past => true,
        Key::To if word.cardinal.is_some() || tokens.is(at, Key::Quarter) || tokens.is(at, Key::A) => false,
        _ => return None,
    };
    place += 1;
    let named = matches!(tokens.key(place), Key::Midnight | Key::Noon | Key::Midday);
    let hour = match tokens.key(place) {
        Key::Midnight => 0,
        Key::Noon | Key::Midday => 12,
        _ => number(tokens, place, 1..=12)
            .filter(|_| !after || tokens.get(place).shape == Shape::Word || minutes < 60)?,
    };
    if !after && tokens.get(at).shape == Shape::Digits {
        return None;
    }
    // "seven to eight" is a range of numbers unless the first word is a round count of minutes.
    if !after && word.cardinal.is_some_and(|count| count % 5 != 0 || count < 5) {
        return None;
    }
    let told = named
        || tokens.is(at, Key::Quarter)
        || tokens.is(at, Key::A)
        || follows_clock(tokens, place + 1)
        || is_at(tokens, at) && !super::noun::is_noun(tokens, place + 1);
    if !after && !told {
        return None;
    }
    let (hour, end) = if named { (hour, place + 1) } else { half_of_day(tokens, hour, place + 1) };
    let seconds =
        if after { hour * HOUR + minutes * 60 } else { (hour + 23) % 24 * HOUR + (60 - minutes) * 60 };
    Some((point(seconds, 60), end))
}

/// The minutes before or past an hour, and where they end: "twenty", "twenty-five".
fn minutes_said(tokens: &Tokens<'_>, at: usize) -> Option<(u32, usize)> {
    let tens = number(tokens, at, 1..=59)?;
    let joined = at + 1 + usize::from(tokens.is(at + 1, Key::Dash));
    let ones = number(tokens, joined, 1..=9).filter(|_| tokens.get(joined).shape == Shape::Word);
    match ones.filter(|_| tens % 10 == 0 && tens > 10 && tokens.get(at).shape == Shape::Word) {
        Some(ones) => Some((tens + ones, joined + 1)),
        None => Some((tens, at + 1)),
    }
}

/// "At twenty to seven": the word before tells a time of day from a range of numbers.
fn is_at(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens.key(before));
    matches!(before, Some(Key::At | Key::By | Key::Until | Key::Before | Key::After | Key::Since))
}

fn follows_clock(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.key(at), Key::Am | Key::Pm | Key::Oclock)
        || (tokens.is(at, Key::In) && tokens.is(at + 1, Key::The))
}

/// 3 pm, 3 p.m., 10:30, 10:30:15, 10.30am.
fn digital(tokens: &Tokens<'_>, at: usize, bare: bool) -> Option<(TimeOfDay, usize)> {
    if let Some(found) = in_part_of_day(tokens, at) {
        return Some(found);
    }
    if tokens.get(at).shape != Shape::Digits {
        let hour = number(tokens, at, 1..=12)?;
        let (half, end) = meridiem(tokens, at + 1)?;
        return Some((point(to_24(hour, half) * HOUR, HOUR), end));
    }
    let text = tokens.text(at);
    if at > 0
        && tokens.is_glued(at)
        && (tokens.get(at - 1).shape == Shape::Word || matches!(tokens.text(at - 1), ":" | "." | "$" | "/"))
    {
        return None;
    }
    if text.len() > 5 || text.contains(',') {
        return None;
    }
    if let Some((hour, minute)) = text.split_once('.') {
        let (half, end) = meridiem(tokens, at + 1)?;
        let (hour, minute) = (hour.parse().ok()?, minute.parse::<u32>().ok()?);
        let valid = (1..=12).contains(&hour) && text.len() - text.find('.')? == 3 && minute < 60;
        return valid.then(|| (point(to_24(hour, half) * HOUR + minute * 60, 60), end));
    }
    let hour: u32 = text.parse().ok()?;
    if let Some((seconds, step, end)) = colons(tokens, at, hour) {
        if let Some((half, after)) = meridiem(tokens, end).filter(|_| (1..=12).contains(&hour)) {
            let moved = to_24(hour, half) * HOUR + seconds % HOUR;
            return Some((point(moved, step), after));
        }
        let (shifted, end) = half_of_day(tokens, hour, end);
        return Some((point(shifted * HOUR + seconds % HOUR, step), end));
    }
    if let Some((half, end)) = meridiem(tokens, at + 1).filter(|_| (1..=12).contains(&hour)) {
        return Some((point(to_24(hour, half) * HOUR, HOUR), end));
    }
    if tokens.is(at + 1, Key::Oclock) && hour <= 24 {
        let (hour, end) = half_of_day(tokens, hour, at + 2);
        return Some((point(hour * HOUR, HOUR), end));
    }
    if let Some(military) = military(tokens, at, text) {
        return Some(military);
    }
    let ends =
        !matches!(tokens.get(at + 1).shape, Shape::Word | Shape::Digits) || tokens.word(at + 1).function;
    (bare && hour <= 24 && text.len() <= 2 && ends).then(|| {
        let (hour, end) = half_of_day(tokens, hour, at + 1);
        (point(hour * HOUR, HOUR), end)
    })
}

/// "at two in the morning", "by 8 in the evening".
fn in_part_of_day(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let before = at.checked_sub(1).map(|before| tokens.key(before))?;
    let told = matches!(before, Key::At | Key::By | Key::Until | Key::From | Key::Before | Key::After);
    let hour = number(tokens, at, 1..=12).filter(|_| told && tokens.is(at + 1, Key::In))?;
    let (hour, end) = half_of_day(tokens, hour, at + 1);
    (end > at + 1).then(|| (point(hour * HOUR, HOUR), end))
}

/// 1430 hours, 0900 GMT.
fn military(tokens: &Tokens<'_>, at: usize, text: &str) -> Option<(TimeOfDay, usize)> {
    let valid = text.len() == 4
        && text[..2].parse::<u32>().is_ok_and(|hour| hour < 24)
        && text[2..].parse::<u32>().is_ok_and(|minute| minute < 60);
    let seconds = || Some(text[..2].parse::<u32>().ok()? * HOUR + text[2..].parse::<u32>().ok()? * 60);
    if valid && text.starts_with('0') && tokens.text(at + 1).eq_ignore_ascii_case("hours") {
        return Some((point(seconds()?, 60), at + 2));
    }
    (valid && zone(tokens, at + 1).is_some()).then(|| Some((point(seconds()?, 60), at + 1))).flatten()
}

fn colons(tokens: &Tokens<'_>, at: usize, hour: u32) -> Option<(u32, u32, usize)> {
    let minute = |place: usize| {
        let text = tokens.text(place + 1);
        let colon = tokens.text(place) == ":" && tokens.is_glued(place) && tokens.is_glued(place + 1);
        let whole = text.split('.').next().unwrap_or_default();
        (colon && whole.len() == 2).then(|| whole.parse::<u32>().ok()).flatten().filter(|minute| *minute < 60)
    };
    let minutes = minute(at + 1).filter(|_| hour <= 24)?;
    match minute(at + 3) {
        Some(seconds) => Some((hour % 24 * HOUR + minutes * 60 + seconds, 1, at + 5)),
        None => Some((hour % 24 * HOUR + minutes * 60, 60, at + 3)),
    }
}

/// am or pm, with or without stops; true for pm.
fn meridiem(tokens: &Tokens<'_>, at: usize) -> Option<(bool, usize)> {
    if tokens.get(at).gap == Gap::Line {
        return None;
    }
    match tokens.key(at) {
        Key::Am if tokens.get(at).gap == Gap::None || !tokens.is_capital(at) || tokens.text(at) == "AM" => {
            Some((false, at + 1))
        }
        Key::Pm => Some((true, at + 1)),
        _ => {
            let dotted = tokens.is(at + 1, Key::Dot)
                && tokens.text(at + 2).eq_ignore_ascii_case("m")
                && tokens.is_glued(at + 1);
            let letter = tokens.text(at);
            let pm = letter.eq_ignore_ascii_case("p");
            let am = letter.eq_ignore_ascii_case("a");
            let close = dotted && tokens.is_glued(at + 2);
            // The stop of "p.m." is taken unless it ends the sentence, which no one can tell: it is part of the form.
            let end = if tokens.is(at + 3, Key::Dot) && tokens.is_glued(at + 3) { at + 4 } else { at + 3 };
            (close && (am || pm)).then_some((pm, end))
        }
    }
}

fn to_24(hour: u32, afternoon: bool) -> u32 {
    hour % 12 + if afternoon { 12 } else { 0 }
}

/// "in the morning", "this evening" after an hour.
fn half_of_day(tokens: &Tokens<'_>, hour: u32, at: usize) -> (u32, usize) {
    if let Some((half, end)) = meridiem(tokens, at) {
        return (to_24(hour, half), end);
    }
    let place = if tokens.is(at, Key::In) && tokens.is(at + 1, Key::The) {
        at + 2
    } else if tokens.is(at, Key::At) {
        at + 1
    } else {
        at
    };
    let afternoon = match tokens.key(place) {
        Key::Morning if place > at => false,
        Key::Afternoon | Key::Evening if place > at => true,
        Key::Night if place > at => hour >= 6,
        _ => return (hour % 24, at),
    };
    (if hour <= 12 { to_24(hour, afternoon) } else { hour % 24 }, place + 1)
}

fn number(tokens: &Tokens<'_>, at: usize, within: std::ops::RangeInclusive<u32>) -> Option<u32> {
    let value = match tokens.get(at).shape {
        Shape::Digits => tokens.text(at).parse().ok(),
        Shape::Word => tokens.word(at).cardinal.and_then(|value| u32::try_from(value).ok()),
        _ => None,
    };
    value.filter(|value| within.contains(value))
}

/// ET, GMT, Eastern time.
fn zone(tokens: &Tokens<'_>, at: usize) -> Option<(Box<str>, usize)> {
    if tokens.get(at).gap == Gap::Line {
        return None;
    }
    let text = tokens.text(at);
    let zones = [
        "ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "GMT", "UTC", "BST",
        "CET", "CEST", "IST", "JST", "AEST", "AEDT", "HKT", "SGT", "WAT",
    ];
    if zones.contains(&text) {
        return Some((text.into(), at + 1));
    }
    let region = matches!(text, "Eastern" | "Central" | "Pacific" | "Mountain");
    let time = if tokens.text(at + 1).eq_ignore_ascii_case("standard")
        || tokens.text(at + 1).eq_ignore_ascii_case("daylight")
    {
        at + 2
    } else {
        at + 1
    };
    if region && tokens.is(time, Key::Time) {
        return Some((text.to_uppercase().into(), time + 1));
    }
    (tokens.text(at).eq_ignore_ascii_case("local") && tokens.is(at + 1, Key::Time))
        .then(|| ("LOCAL".into(), at + 2))
}

/// Whether am or pm, or a part of the day, stands among the words.
pub(super) fn tells_half(tokens: &Tokens<'_>, first: usize, end: usize) -> bool {
    (first..end).any(|at| {
        meridiem(tokens, at).is_some()
            || matches!(tokens.key(at), Key::Morning | Key::Afternoon | Key::Evening | Key::Night)
    })
}

/// "between 3 and 5", "from 7 to 7:30": hours that only a day beside them tells from other numbers.
pub(super) fn hours(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let joiner = match tokens.key(at) {
        Key::Between => [Key::And, Key::And],
        Key::From => [Key::To, Key::Until],
        _ => return None,
    };
    let hour = number(tokens, at + 1, 1..=24).filter(|_| joiner.contains(&tokens.key(at + 2)))?;
    let (other, end) = time(tokens, at + 3, true)?;
    let half = if tells_half(tokens, at + 3, end) { 12 * HOUR } else { 0 };
    let start = hour % 24 * HOUR;
    let start = if start + half <= other.start { start + half } else { start };
    let last = if other.start <= start && start < 12 * HOUR { other.start + 12 * HOUR } else { other.start };
    (last > start).then_some((TimeOfDay { start, end: Some(last), step: HOUR, zone: other.zone }, end))
}

/// Past "in the", where a part of the day follows.
pub(super) fn skip_in_the(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, Key::In) && tokens.is(at + 1, Key::The) { at + 2 } else { at }
}

/// Morning, afternoon, evening, night, and the early or late half of them: where they begin and end by convention.
pub(super) fn part_of_day(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let half = matches!(tokens.key(at), Key::Early | Key::Late);
    let place =
        if half { skip_in_the(tokens, at + 1 + usize::from(tokens.is(at + 1, Key::Dash))) } else { at };
    if half && tokens.get(place).gap == Gap::Line {
        return None;
    }
    let (time, end) = whole_part(tokens, place)?;
    let middle = time.end.map_or(time.start, |end| (time.start + end.div_ceil(HOUR) * HOUR) / 2);
    Some(match tokens.key(at) {
        Key::Early => (TimeOfDay { end: Some(middle), ..time }, end),
        Key::Late => (TimeOfDay { start: middle, ..time }, end),
        _ => (time, end),
    })
}

fn whole_part(tokens: &Tokens<'_>, at: usize) -> Option<(TimeOfDay, usize)> {
    let all_night = part(0, 8);
    let time = match tokens.key(at) {
        Key::Morning => part(8, 12),
        Key::Afternoon => part(12, 16),
        Key::Evening => part(16, 20),
        Key::Nighttime => all_night,
        Key::Night if tokens.is(at + 1, Key::Dash) && tokens.is(at + 2, Key::Time) => {
            return Some((all_night, at + 3));
        }
        Key::Night | Key::Tonight => {
            TimeOfDay { start: 20 * HOUR, end: Some(24 * HOUR - 1), step: HOUR, zone: None }
        }
        _ => return None,
    };
    Some((time, at + 1))
}
