//! Text to values, in one pass.
//!
//! The text becomes tokens once ([`token`]); then one walk from left to right asks, wherever a word may begin a value,
//! the grammar of dates and the grammar of amounts, takes the first that reads something, and goes on behind it. Each
//! question looks ahead a bounded number of tokens, so the time is linear in the text whatever it holds.

mod amount;
mod calendar;
mod change;
mod clock;
mod date;
mod daytime;
mod digits;
mod ellipsis;
mod era;
mod hedge;
mod holiday;
mod item;
mod measure;
mod month;
mod name;
mod noun;
mod numeral;
mod one;
mod per;
mod range;
mod recurrence;
mod relative;
mod spelled;
mod story;
mod stretch;
mod tense;
#[cfg(test)]
mod tests;
mod token;
mod told;
pub(super) mod vague;
mod week;

use jiff::civil::Date;

use story::Story;
use token::{Gap, Shape, Tokens};

use super::{Context, Kind, Reading, Role, Text, Value};
use crate::lexicon::word::{Hedge, Key};
use crate::text::Span;

/// A value in terms of tokens.
#[derive(Debug, Clone)]
struct Found {
    /// First token, bounds included.
    first: usize,
    /// One past the last token.
    last: usize,
    /// The tokens without the words that bound it.
    core: (usize, usize),
    /// The tokens of the numeral alone.
    number: Option<(usize, usize)>,
    value: Value,
    hedge: Option<Hedge>,
    role: Role,
    rules: Vec<&'static str>,
}

impl Default for Found {
    fn default() -> Self {
        Self {
            first: 0,
            last: 0,
            core: (0, 0),
            number: None,
            value: Value::Truth(false),
            hedge: None,
            role: Role::Plain,
            rules: Vec::new(),
        }
    }
}

/// Every value in `text`, in order, none overlapping another.
#[must_use]
pub fn read(text: &str, context: Context) -> Vec<Reading> {
    let tokens = Tokens::new(text);
    // Prose has a value in about sixty bytes; room for a few more is cheaper than moving them all.
    let mut readings: Vec<Reading> = Vec::with_capacity(text.len() / 48);
    let (mut at, mut taken) = (0, 0);
    let mut last: Option<Told> = None;
    let mut said: Option<ellipsis::Said> = None;
    let mut story = Story::new(context.reference);
    while at < tokens.len() {
        if !may_start(&tokens, at) {
            at += 1;
            continue;
        }
        match found(&tokens, at, Context { reference: story.reference(&tokens) }) {
            Some(mut found) if found.last > at => {
                if let (Some(told), Some(before)) = (&last, readings.last()) {
                    said_again(&tokens, told, &before.value, &mut found);
                }
                if let Value::Date(when) = &found.value {
                    story.seen(&tokens, &found, when);
                }
                // What stands before a value may belong to the one before it.
                found.first = found.first.max(taken);
                found.core.0 = found.core.0.max(taken);
                if let Some((said, before)) =
                    said.as_ref().and_then(|said| Some((said, readings.get(said.reading)?)))
                {
                    ellipsis::fill(&tokens, said, &before.value, &mut found);
                }
                if said.is_none() || !ellipsis::is_bracketed(&tokens, &found) {
                    said = ellipsis::Said::of(&found, readings.len()).or(said);
                }
                at = found.last;
                taken = at;
                let telling = found.hedge.is_some() || matches!(found.role, Role::Rise | Role::Fall);
                last = telling.then_some(Told { end: at, hedge: found.hedge, role: found.role });
                readings.push(reading(&tokens, found));
            }
            _ => at += 1,
        }
    }
    readings
}

/// What the words around a value say of it, for the value that says it again.
struct Told {
    end: usize,
    hedge: Option<Hedge>,
    role: Role,
}

/// "lost 190 points, or 0.6 %" is one change said twice, "more than 100 km (60 miles)" one bound.
fn said_again(tokens: &Tokens<'_>, told: &Told, before: &Value, found: &mut Found) {
    if found.hedge.is_some() {
        return;
    }
    let or = told.end + usize::from(tokens.is(told.end, Key::Comma));
    if tokens.is(or, Key::Or) && or + 1 == found.first && found.role == Role::Plain {
        found.role = told.role;
    }
    let bracketed = tokens.text(told.end) == "("
        && told.end + 1 == found.first
        && tokens.text(found.last) == ")"
        && restates(before, &found.value);
    if let Some(hedge) = told.hedge.filter(|_| bracketed) {
        hedge::bound(found, hedge);
        found.rules.push("restated");
    }
}

/// Whether one value may be the other in another currency or unit.
fn restates(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Money(one), Value::Money(other)) => one.currency != other.currency,
        (Value::Quantity(one), Value::Quantity(other)) => {
            let dimension = |unit: &str| crate::lexicon::unit::by_id(unit).map(|entry| &entry.dimension);
            one.unit != other.unit
                && dimension(&one.unit).is_some()
                && dimension(&one.unit) == dimension(&other.unit)
        }
        _ => false,
    }
}

/// Whether a value may begin here, asked of every token.
#[inline]
fn may_start(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.get(at);
    match token.shape {
        Shape::Digits => true,
        Shape::Word => {
            let word = tokens.word(at);
            word.starts || {
                let next = tokens.get(at + 1);
                // The second word of a named day may carry a possessive that the table does not hold.
                (word.opens_holiday && (next.word == 0 || tokens.word(at + 1).in_holiday))
                    || (tokens.is(at, Key::That)
                        && (tokens.word(at + 1).tells_time || tokens.is(at + 1, Key::Same)))
                    || (next.shape == Shape::Digits && next.gap < Gap::Line)
                    || (next.shape == Shape::Mark && is_sign(tokens, at + 1))
            }
        }
        Shape::Mark => {
            token.word != 0 && matches!(tokens.key(at), Key::Less | Key::Greater)
                || is_sign(tokens, at)
                || (matches!(tokens.key(at), Key::Dash | Key::Dot | Key::Apostrophe)
                    && tokens.get(at + 1).shape == Shape::Digits)
                || (tokens.is(at, Key::Dash)
                    && tokens.is_glued(at + 1)
                    && measure::prefix(tokens, at + 1).is_some())
        }
        Shape::End => false,
    }
}

/// Marks that stand before numbers or are one: currency signs, vulgar fractions, comparison signs.
fn is_sign(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, Key::Dollar)
        || (tokens.get(at).end - tokens.get(at).start > 1 && tokens.get(at).word == 0)
        || tokens.text(at) == "~"
}

/// The value that begins at a token: dates first, as their digits are numbers too; then times, amounts, ranks.
fn found(tokens: &Tokens<'_>, at: usize, context: Context) -> Option<Found> {
    let reference = context.reference;
    if let Some((recurrence, end)) = recurrence::recurrence(tokens, at) {
        let value = Value::Recurrence(recurrence);
        return Some(Found {
            first: at,
            last: end,
            core: (at, end),
            value,
            rules: vec!["recurrence"],
            ..Found::default()
        });
    }
    if let Some(found) = date::date(tokens, at, reference) {
        return Some(found);
    }
    if let Some(found) = stretch::past_unit(tokens, at) {
        return Some(found);
    }
    if matches!(tokens.key(at), Key::A | Key::An)
        && let Some(found) = stretch::one_unit(tokens, at, reference)
    {
        return Some(found);
    }
    if let Some(found) = daytime::time(tokens, at, reference).or_else(|| daytime::part_alone(tokens, at)) {
        return Some(found);
    }
    if let Some(found) = vague::vague(tokens, at) {
        return Some(found);
    }
    let hedged = hedge::hedges(tokens, at);
    // "around 3.30 p.m.": the word before it is no bound of an amount.
    if let (Some(_), place) = hedged
        && tokens.word(at).opens_hedge
        && let Some(found) = daytime::time(tokens, place, reference)
    {
        return Some(found);
    }
    if let Some(found) = amount::amount(tokens, at, hedged) {
        let found = dated_duration(tokens, found, reference);
        return Some(change::changed(tokens, found));
    }
    change::multiplied(tokens, at, hedged).or_else(|| rank(tokens, at))
}

/// "two weeks ago", "the last three months", "three months to June".
fn dated_duration(tokens: &Tokens<'_>, mut found: Found, reference: Option<Date>) -> Found {
    let Value::Duration(duration) = &found.value else { return found };
    if let Some(date::Dated { when, first, end, rule }) =
        stretch::dated_duration(tokens, &found, duration, reference)
    {
        return Found {
            first,
            last: end,
            core: (first, end),
            value: Value::Date(when),
            rules: vec![rule],
            ..Found::default()
        };
    }
    if (found.first..found.last).any(|at| stretch::is_deictic(tokens, at)) {
        found.rules.push("deictic");
    } else if let Some(before) = found.first.checked_sub(1).filter(|at| stretch::is_deictic(tokens, *at))
        && !stretch::is_verb(tokens, before)
    {
        found.first = before - usize::from(before > 0 && tokens.is(before - 1, Key::The));
        found.rules.push("deictic");
    }
    found
}

/// third, 21st.
fn rank(tokens: &Tokens<'_>, at: usize) -> Option<Found> {
    let (rank, end) = match tokens.get(at).shape {
        Shape::Digits => {
            let end = month::ordinal_end(tokens, at + 1);
            (
                numeral::parse_digits(tokens.text(at))
                    .and_then(|rank| u64::try_from(rank).ok())
                    .filter(|_| end > at + 1)?,
                end,
            )
        }
        Shape::Word => match tokens.word(at).ordinal {
            Some(rank) => (rank, at + 1),
            None => spelled_rank(tokens, at)?,
        },
        _ => return None,
    };
    Some(Found {
        first: at,
        last: end,
        core: (at, end),
        value: Value::Ordinal(rank),
        rules: vec!["ordinal"],
        ..Found::default()
    })
}

/// twenty-fifth, two hundredth, one hundred and first.
fn spelled_rank(tokens: &Tokens<'_>, at: usize) -> Option<(u64, usize)> {
    if !tokens.word(at).counts {
        return None;
    }
    let numeral = numeral::numeral(tokens, at, false)?;
    let skip = |place: usize| place + usize::from(matches!(tokens.key(place), Key::Dash | Key::And));
    let place = skip(numeral.end);
    let ordinal = tokens.word(place).ordinal?;
    let number = u64::try_from(numeral.value).ok().filter(|number| *number > 0)?;
    let rank = if ordinal >= 100 {
        number.checked_mul(ordinal)?
    } else if number % 10 == 0 {
        number.checked_add(ordinal)?
    } else {
        return None;
    };
    Some((rank, place + 1))
}

fn reading(tokens: &Tokens<'_>, found: Found) -> Reading {
    let span = |(first, end): (usize, usize)| {
        let (start, end) = tokens.bytes(first, end);
        Span::new(start, end)
    };
    Reading {
        span: span((found.first, found.last)),
        core: span(found.core),
        number: found.number.map(span),
        value: found.value,
        role: found.role,
        rules: found.rules,
    }
}

/// A claim's value field read as one kind; nothing when the words do not hold one. Names, states and lists are the
/// caller's: only it knows the entities and the attribute.
#[must_use]
pub fn read_as(kind: Kind, text: &str, context: Context) -> Option<Value> {
    match kind {
        Kind::Text => Some(Value::Text(Text::new(text))),
        Kind::Truth => match crate::text::fold(text).as_str() {
            "yes" | "true" => Some(Value::Truth(true)),
            "no" | "false" => Some(Value::Truth(false)),
            _ => None,
        },
        Kind::Name | Kind::State | Kind::List => None,
        kind => {
            let first = |text: &str| {
                let mut readings = read(text, context).into_iter().map(|reading| reading.value);
                readings.find(|value| value.kind() == kind)
            };
            // Standing alone, four digits may be a year, whichever: where a date is wanted they are.
            let date = || match text.strip_prefix("about ") {
                Some(rest) => match read_as(kind, rest, context)? {
                    Value::Date(when) => Some(Value::Date(when.bounded(super::Bound::About))),
                    _ => None,
                },
                None => first(&format!("in {text}")),
            };
            first(text).or_else(|| (kind == Kind::Date).then(date).flatten())
        }
    }
}
