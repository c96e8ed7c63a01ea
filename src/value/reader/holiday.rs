//! Days that have a name: Christmas Eve, Thanksgiving, New Year's Day, Easter.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, dated};
use super::era::period_year;
use super::token::{Gap, Tokens};
use super::{relative, tense};
use crate::lexicon::holiday::{Anchor, Holiday};
use crate::lexicon::word::{Key, Tense, WordId};
use crate::value::{DateRange, Grain, TimeUnit, When};

/// The longest name has four words; a possessive mark and its "s" may stand in it.
const LONGEST: usize = 8;

/// The named day at `at` and where its name ends.
pub(super) fn named(tokens: &Tokens<'_>, at: usize) -> Option<(Holiday, usize)> {
    let word = tokens.word(at);
    if !word.opens_holiday {
        return None;
    }
    let mut words: Vec<WordId> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut place = at;
    while place < at + LONGEST && (place == at || tokens.get(place).gap < Gap::Line) {
        words.push(bare(tokens, place));
        place += 1;
        if matches!(tokens.text(place), "'" | "’") && tokens.is_glued(place) {
            place += if tokens.text(place + 1).eq_ignore_ascii_case("s") { 2 } else { 1 };
        }
        ends.push(place);
    }
    let (holiday, count) = tokens.words().holiday(words.into_iter())?;
    let end = *ends.get(count - 1)?;
    // The possessive belongs to the name only inside it: "Christmas's".
    let end = if count == 1 { at + 1 } else { end };
    // "the Easter Offensive", "Easter eggs": a feast that names another thing.
    let names_other = count == 1 && holiday.from == Anchor::Easter && attributive(tokens, end);
    (!names_other).then_some((holiday, end))
}

fn attributive(tokens: &Tokens<'_>, at: usize) -> bool {
    super::noun::is_noun(tokens, at) && tokens.get(at).gap < Gap::Line
}

/// The word without its possessive ending.
fn bare(tokens: &Tokens<'_>, at: usize) -> WordId {
    let text = tokens.text(at);
    match text.strip_suffix("'s").or_else(|| text.strip_suffix("'S")) {
        Some(word) => tokens.words().find(word.as_bytes()),
        None => tokens.get(at).word,
    }
}

/// A named day, in the year given or the one nearest to the reference.
pub(super) fn holiday(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let (holiday, end) = named(tokens, at)?;
    let (year, end) = match period_year(tokens, end).filter(|_| !tokens.is(end, Key::The)) {
        Some((year, end)) => (Some(year), end),
        // "By Easter next year".
        None => reference
            .and_then(|today| relative::of_this(tokens, end, today))
            .map_or((None, end), |(year, end)| (Some(year), end)),
    };
    let date = match (year, tokens.anchor(reference)) {
        (Some(year), _) => on(holiday, year)?,
        (None, Some(reference)) => near(holiday, reference, tense::of(tokens, at, end))?,
        (None, None) => {
            let words: Vec<&str> = (at..end).map(|place| tokens.text(place)).collect();
            return Some(dated(When::unresolved(words.join(" "), Grain::Day), at, end, "holiday"));
        }
    };
    Some(dated(When::of(DateRange::day(date)), at, end, "holiday"))
}

/// "last Easter", "next Christmas": the one before or after the reference.
pub(super) fn stepped(
    tokens: &Tokens<'_>,
    at: usize,
    place: usize,
    reference: Date,
    step: i64,
) -> Option<Dated> {
    let (holiday, end) = named(tokens, place)?;
    let year = reference.year();
    let this = on(holiday, year)?;
    let date = match step {
        0 => this,
        -1 if this < reference => this,
        -1 => on(holiday, year.checked_sub(1)?)?,
        _ if this > reference => this,
        _ => on(holiday, year.checked_add(1)?)?,
    };
    Some(dated(When::of(DateRange::day(date)), at, end, "holiday"))
}

/// The nearest such day; behind "will" the next one, whichever is nearer.
fn near(holiday: Holiday, reference: Date, tense: Option<Tense>) -> Option<Date> {
    let year = reference.year();
    let apart = |date: &Date| date.duration_since(reference).as_hours().abs();
    [year.checked_sub(1), Some(year), year.checked_add(1)]
        .into_iter()
        .flatten()
        .filter_map(|year| on(holiday, year))
        .filter(|day| tense != Some(Tense::Ahead) || *day >= reference)
        .min_by_key(apart)
}

/// The day in that year.
fn on(holiday: Holiday, year: i16) -> Option<Date> {
    let day = match holiday.from {
        Anchor::Fixed(month, day) => Date::new(year, month, day).ok()?,
        Anchor::Weekday(month, nth, weekday) => calendar::nth_weekday(year, month, nth, weekday)?,
        Anchor::Easter => calendar::easter(year)?,
    };
    calendar::shift(day, TimeUnit::Day, holiday.days)
}
