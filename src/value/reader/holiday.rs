//! Days that have a name: Christmas Eve, Thanksgiving, New Year's Day.

use jiff::civil::Date;

use super::calendar;
use super::date::{Dated, dated};
use super::era::period_year;
use super::token::Tokens;
use crate::lexicon::word::Key;
use crate::value::{DateRange, Grain, When};

/// A named day, in the year given or the one nearest to the reference.
pub(super) fn holiday(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let day_word = |place: usize| usize::from(tokens.is(place, Key::Day));
    let (month, day, end) = match tokens.key(at) {
        Key::Christmas if tokens.is(at + 1, Key::Eve) => (12, 24, at + 2),
        Key::Christmas => (12, 25, at + 1 + day_word(at + 1)),
        Key::Halloween => (10, 31, at + 1),
        Key::Thanksgiving => (11, 0, at + 1 + day_word(at + 1)),
        _ => {
            let year = tokens.text(at + 1);
            let possessive =
                matches!(year.to_ascii_lowercase().as_str(), "year's" | "years") || year.starts_with("Year");
            let place = if tokens.text(at + 2) == "’" { at + 4 } else { at + 2 };
            match tokens.key(place) {
                Key::Day if possessive => (1, 1, place + 1),
                Key::Eve if possessive => (12, 31, place + 1),
                _ => return None,
            }
        }
    };
    let (year, end) = match period_year(tokens, end) {
        Some((year, end)) => (Some(year), end),
        None => (None, end),
    };
    let on = |year: i16| {
        if day == 0 { calendar::nth_weekday(year, month, 4, 4) } else { Date::new(year, month, day).ok() }
    };
    let date = match (year, reference) {
        (Some(year), _) => on(year)?,
        (None, Some(reference)) => {
            let near = on(reference.year())?;
            let apart = near.duration_since(reference).as_hours() / 24;
            if apart > 183 {
                on(reference.year().checked_sub(1)?)?
            } else if apart < -183 {
                on(reference.year().checked_add(1)?)?
            } else {
                near
            }
        }
        (None, None) => {
            return Some(dated(When::unresolved(tokens.text(at), Grain::Day), at, end, "holiday"));
        }
    };
    Some(dated(When::of(DateRange::day(date)), at, end, "holiday"))
}
