//! A moment in two: "5:42 p.m. on Wednesday" tells a time of day and a day, and another article tells but one of them.

use super::context::anchor;
use super::sentence::Found;
use super::token::Token;
use crate::text::Span;
use crate::value::{Context as ReadContext, Reading, TimeOfDay, Value, When, read};

/// The time of day and the day of a moment, in the order in which they stand; any other reading as it is. `start` is where
/// the sentence begins in `text`.
pub(super) fn parted(text: &str, start: usize, tokens: &[Token<'_>], found: Found) -> Vec<Found> {
    parts(text, start, tokens, &found).unwrap_or_else(|| vec![found])
}

fn parts(text: &str, start: usize, tokens: &[Token<'_>], found: &Found) -> Option<Vec<Found>> {
    let Value::Date(when) = &found.reading.value else { return None };
    let time = when.time.as_ref().filter(|time| time.end.is_none())?;
    let part = |from: usize, to: usize, value: Value| {
        let here = Span::new(tokens[from].start - start, tokens[to - 1].end - start);
        let word = format!("={}", anchor(&value)).into();
        let reading = Reading { span: here, core: here, number: None, value, ..found.reading.clone() };
        Found { reading, word, from, to }
    };
    let is_time =
        |from: usize, to: usize| from < to && tells_time(&text[tokens[from].start..tokens[to - 1].end], time);
    let day = || Value::Date(When { time: None, ..when.clone() });
    let time = || Value::TimeOfDay(time.clone());
    // Where the one ends and where the other begins: the time of day takes all the words that it can.
    let behind = |at: usize| at + usize::from(matches!(tokens[at].lower.as_str(), "on" | "at" | ","));
    let places =
        || (found.from + 1..found.to).map(|at| (at, behind(at))).filter(|(_, next)| *next < found.to);
    if let Some((end, next)) = places().rev().find(|(end, _)| is_time(found.from, *end)) {
        return Some(vec![part(found.from, end, time()), part(next, found.to, day())]);
    }
    let (end, next) = places().find(|(_, next)| is_time(*next, found.to))?;
    Some(vec![part(found.from, end, day()), part(next, found.to, time())])
}

/// Whether the words by themselves tell this time of day, be it without the half of the day.
fn tells_time(words: &str, time: &TimeOfDay) -> bool {
    let framed = format!("at {words}");
    let readings = read(&framed, ReadContext::default());
    let [reading] = readings.as_slice() else { return false };
    let half = 12 * 3600;
    let whole = reading.span.end() == framed.len();
    whole
        && matches!(&reading.value, Value::TimeOfDay(told) if told.end.is_none() && told.start % half == time.start % half)
}
