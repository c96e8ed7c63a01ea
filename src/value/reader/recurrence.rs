//! Repeated times: every Monday, daily, each week.

use super::month::weekday_name;
use super::token::Tokens;
use crate::lexicon::word::Key;
use crate::value::TimeUnit;

/// every Monday, daily, each week, Mondays.
pub(super) fn recurrence(tokens: &Tokens<'_>, at: usize) -> Option<(crate::value::Recurrence, usize)> {
    let of = |every: String, timex: String, end: usize| {
        Some((crate::value::Recurrence { every: every.into(), timex: timex.into() }, end))
    };
    let letter = |unit: TimeUnit| match unit {
        TimeUnit::Second => "T1S",
        TimeUnit::Minute => "T1M",
        TimeUnit::Hour => "T1H",
        TimeUnit::Day => "1D",
        TimeUnit::Week => "1W",
        TimeUnit::Month => "1M",
        TimeUnit::Quarter => "3M",
        TimeUnit::Year => "1Y",
        _ => "10Y",
    };
    match tokens.key(at) {
        Key::Every | Key::Each => {
            let word = tokens.word(at + 1);
            if word.weekday > 0 {
                return of(
                    weekday_name(word.weekday).to_owned(),
                    format!("XXXX-WXX-{}", word.weekday),
                    at + 2,
                );
            }
            if let Some(unit) = word.time_unit.and_then(TimeUnit::named) {
                return of(unit.name().to_owned(), format!("P{}", letter(unit)), at + 2);
            }
            if matches!(tokens.key(at + 1), Key::Morning | Key::Evening | Key::Night | Key::Afternoon) {
                return of(tokens.text(at + 1).to_ascii_lowercase(), "P1D".to_owned(), at + 2);
            }
            None
        }
        Key::Daily => of("day".to_owned(), "P1D".to_owned(), at + 1),
        Key::Weekly => of("week".to_owned(), "P1W".to_owned(), at + 1),
        Key::Monthly => of("month".to_owned(), "P1M".to_owned(), at + 1),
        Key::Quarterly => of("quarter".to_owned(), "P3M".to_owned(), at + 1),
        Key::Yearly | Key::Annually => of("year".to_owned(), "P1Y".to_owned(), at + 1),
        _ => {
            let weekday = tokens.word(at).weekday;
            (weekday > 0 && tokens.text(at).ends_with('s') && tokens.text(at).len() > 6)
                .then(|| of(weekday_name(weekday).to_owned(), format!("XXXX-WXX-{weekday}"), at + 1))
                .flatten()
        }
    }
}
