//! What an amount is given per: "per share", "a year", "/kg".

use super::measure::{Measure, named, symbol};
use super::noun::{is_noun, is_plural, noun};
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::plural::singular;
use crate::lexicon::word::Key;

/// "per share", "a year", "an hour", "/kg", "each": per what, and where it ends.
pub(super) fn per(tokens: &Tokens<'_>, at: usize) -> Option<(Option<Box<str>>, usize)> {
    let hyphen =
        |place: usize| if tokens.is(place, Key::Dash) && tokens.is_glued(place) { place + 1 } else { place };
    let first = hyphen(at);
    match tokens.key(first) {
        Key::Per => {
            let place = hyphen(first + 1);
            let (name, end) = per_many(tokens, place).or_else(|| per_name(tokens, place))?;
            Some((Some(name), end))
        }
        Key::Each if !tokens.word(at + 1).starts || tokens.word(at + 1).time_unit.is_none() => {
            if let Some(unit) = tokens.word(first + 1).time_unit {
                return Some((Some(unit.into()), first + 2));
            }
            Some((None, first + 1))
        }
        // "for every million tokens"
        _ if tokens.text(first) == "for" && matches!(tokens.key(first + 1), Key::Every | Key::Each) => {
            per_many(tokens, first + 2).map(|(name, end)| (Some(name), end))
        }
        Key::A | Key::An | Key::Every => {
            let place = hyphen(first + 1);
            let (name, end) = per_name(tokens, place)?;
            // "a year earlier" tells when, "a quarter of" how much.
            let when =
                matches!(tokens.key(end), Key::Earlier | Key::Ago | Key::Later | Key::Before | Key::After);
            let unit = tokens
                .word(place)
                .time_unit
                .is_some_and(|unit| unit != "quarter" || !tokens.is(end, Key::Of));
            let known = (unit && !when) || crate::lexicon::word::words().is_rated(&name);
            known.then_some((Some(name), end))
        }
        Key::Slash if tokens.is_glued(at) => {
            let (name, end) = per_name(tokens, first + 1)?;
            Some((Some(name), end))
        }
        Key::Annually | Key::Yearly => Some((Some("year".into()), first + 1)),
        Key::Monthly => Some((Some("month".into()), first + 1)),
        Key::Weekly => Some((Some("week".into()), first + 1)),
        Key::Daily => Some((Some("day".into()), first + 1)),
        _ => (tokens.text(first) == "apiece").then_some((None, first + 1)),
    }
}

/// "per 1,000 people", "per 100,000", "per million tokens": so many of whom.
fn per_many(tokens: &Tokens<'_>, at: usize) -> Option<(Box<str>, usize)> {
    let digits = tokens.text(at);
    let power = digits.starts_with('1') && digits[1..].bytes().all(|byte| matches!(byte, b'0' | b','));
    let counted = tokens.get(at).shape == Shape::Digits && digits.len() >= 3 && power;
    if !counted && tokens.word(at).scale.is_none() {
        return None;
    }
    let end = noun(tokens, at + 1, false)
        .filter(|(_, end)| is_plural(tokens.text(end - 1)))
        .map_or(at + 1, |(_, end)| end);
    let (start, last) = tokens.bytes(at, end);
    Some((tokens.text.get(start..last)?.to_lowercase().into(), end))
}

fn per_name(tokens: &Tokens<'_>, at: usize) -> Option<(Box<str>, usize)> {
    if tokens.get(at).gap == Gap::Line {
        return None;
    }
    if let Some(unit) = tokens.word(at).time_unit {
        return Some((unit.into(), at + 1));
    }
    if tokens.text(at) == "annum" {
        return Some(("year".into(), at + 1));
    }
    if let Some((measure, end)) = named(tokens, at).or_else(|| symbol(tokens, at, false)) {
        return match measure {
            Measure::Unit(id) => Some((id.into(), end)),
            Measure::Time(unit) => Some((unit.name().into(), end)),
            Measure::Pound => Some(("pound-mass".into(), end)),
            _ => None,
        };
    }
    (is_noun(tokens, at)).then(|| (singular(&tokens.text(at).to_lowercase()).into(), at + 1))
}
