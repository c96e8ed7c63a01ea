//! Numerals: digits, spelled numbers, fractions, and vague ones such as "tens of millions".

use rust_decimal::Decimal;

use super::digits::{digits, point_digits};
use super::spelled::{cardinal, spelled_until, words};
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;

/// How a numeral was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits, perhaps with a scale word.
    Digits,
    /// In words.
    Words,
    /// As part of a whole: a third, 3/4.
    Fraction,
    /// "A few hundred", "tens of millions": about so many.
    Vague,
    /// "Dozens": a dozen or more.
    Dozens,
}

/// A numeral and where it ends.
#[derive(Debug, Clone)]
pub(super) struct Numeral {
    /// The number; the lower end of a vague range.
    pub value: Decimal,
    /// The upper end of a vague range.
    pub upper: Option<Decimal>,
    /// The unit of its last digit.
    pub step: Decimal,
    /// What its scale words multiply it by; 1 without any.
    pub scale: Decimal,
    /// How it was said.
    pub form: Form,
    /// One past its last token.
    pub end: usize,
}

/// A spelled number longer than this many words is not one: it keeps every look ahead bounded.
pub(super) const LONGEST: usize = 24;

/// The numeral that begins at `at`, where "between one hundred and two thousand" is two of them.
pub(super) fn short_numeral(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let found = numeral(tokens, at, false)?;
    let and = (at..found.end).find(|place| tokens.is(*place, Key::And))?;
    let whole = |end: usize| Numeral { end, ..found.clone() };
    let value = spelled_until(tokens, at, and)?;
    Some(Numeral { value, step: Decimal::ONE, scale: Decimal::ONE, form: Form::Words, ..whole(and) })
}

/// The numeral that begins at `at`. With `money`, short scales are read after a blank too.
pub(super) fn numeral(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<Numeral> {
    let negative = is_minus(tokens, at);
    let mut first = if negative { at + 1 } else { at };
    if negative && tokens.is(first, Key::Dash) && tokens.is_glued(first) {
        first += 1;
    }
    let token = tokens.get(first);
    let mut found = match token.shape {
        Shape::Digits => digits(tokens, first, money)?,
        Shape::Word => words(tokens, first)?,
        Shape::Mark => point_digits(tokens, first).or_else(|| vulgar_alone(tokens, first))?,
        Shape::End => return None,
    };
    if let Some(end) = said_twice(tokens, &found) {
        found.end = end;
    }
    if negative {
        found.value = -found.value;
    }
    Some(found)
}

/// "thirty (30)", "45 (forty-five)": contracts say numbers in words and in digits. Where the second ends.
fn said_twice(tokens: &Tokens<'_>, found: &Numeral) -> Option<usize> {
    let inner = found.end + 1;
    if tokens.text(found.end) != "(" || tokens.get(found.end).gap == Gap::Line {
        return None;
    }
    let token = tokens.get(inner);
    let (value, end) = match (token.shape, found.form) {
        (Shape::Digits, Form::Words) => (parse_digits(tokens.text(inner))?, inner + 1),
        (Shape::Word, Form::Digits) => {
            let words = cardinal(tokens, inner, Decimal::ZERO)?;
            (words.value, words.end)
        }
        _ => return None,
    };
    (tokens.text(end) == ")" && value == found.value).then_some(end + 1)
}

/// A sign that belongs to the number: "minus", or a dash with the digits glued and nothing glued before.
fn is_minus(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.key(at) {
        Key::Minus | Key::Negative => true,
        Key::Dash => {
            let before = at.wrapping_sub(1);
            let free = !tokens.is_glued(at) || matches!(tokens.text(before), "(" | "<" | ">" | "=");
            // "Nikkei 225 -1.3%" has a sign, "2 -7 g" hardly.
            let share = matches!(tokens.key(at + 2), Key::Percentsign);
            let after_number =
                tokens.get(before).shape == Shape::Digits && tokens.get(at).gap == Gap::Blank && !share;
            free && !after_number
                && tokens.is_glued(at + 1)
                && matches!(tokens.get(at + 1).shape, Shape::Digits | Shape::Mark)
        }
        _ => false,
    }
}

pub(super) fn plain(value: Decimal, step: Decimal, form: Form, end: usize) -> Numeral {
    Numeral { value, upper: None, step, scale: Decimal::ONE, form, end }
}

/// The number that digits with grouping commas stand for; nothing beyond what an exact decimal holds.
pub(super) fn parse_digits(text: &str) -> Option<Decimal> {
    let mut mantissa: i128 = 0;
    let mut count = 0u32;
    let mut scale = None;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                count += 1;
                if count > 29 {
                    return None;
                }
                mantissa = mantissa * 10 + i128::from(byte - b'0');
                scale = scale.map(|scale: u32| scale + 1);
            }
            b'.' => scale = Some(0),
            // A group never follows a lone zero: 0,006 is six thousandths, written as in most of Europe.
            b',' if count == 1 && mantissa == 0 => scale = Some(0),
            _ => {}
        }
    }
    Decimal::try_from_i128_with_scale(mantissa, scale.unwrap_or(0)).ok()
}

pub(super) fn power(exponent: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(exponent.min(27)), 0)
}

/// One number over another, to six significant digits: no finite decimal is a third.
pub(super) fn part(above: impl Into<Decimal>, below: impl Into<Decimal>) -> Option<Decimal> {
    above.into().checked_div(below.into())?.round_sf(6).map(|value| value.normalize())
}

pub(super) fn vulgar(text: &str) -> Option<Decimal> {
    let (above, below) = match text {
        "½" => (1, 2),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    part(above, below)
}

fn vulgar_alone(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let value = vulgar(tokens.text(at))?;
    Some(scaled(tokens, plain(value, Decimal::new(1, 2), Form::Fraction, at + 1), false))
}

/// Scale words and short scales after a number: 1.2 billion, 5m, "50-million", "2 hundred thousand".
pub(super) fn scaled(tokens: &Tokens<'_>, mut found: Numeral, money: bool) -> Numeral {
    for _ in 0..3 {
        let Some((factor, end)) = scale_at(tokens, found.end, money && found.scale == Decimal::ONE) else {
            break;
        };
        let (Some(value), Some(step), Some(scale)) = (
            found.value.checked_mul(factor),
            found.step.checked_mul(factor),
            found.scale.checked_mul(factor),
        ) else {
            break;
        };
        found = Numeral { value, step, scale, end, form: Form::Digits, ..found };
    }
    if let Some(joined) = with_rest(tokens, &found) {
        return joined;
    }
    // 5 million and a half is rare, "2 and a half million" is not.
    if found.scale == Decimal::ONE
        && let Some((part, end)) = and_part(tokens, found.end)
        && let Some(value) = found.value.checked_add(part)
    {
        let grown = Numeral { value, step: Decimal::new(1, 1), end, ..found.clone() };
        return scaled_once(tokens, grown);
    }
    found
}

/// What follows a scale and is less than it: "3 hundred and 21", "4 thousand 3 hundred", "6 crore and two hundred".
fn with_rest(tokens: &Tokens<'_>, found: &Numeral) -> Option<Numeral> {
    if found.scale < Decimal::ONE_HUNDRED || tokens.word(found.end - 1).scale.is_none() {
        return None;
    }
    let and = tokens.is(found.end, Key::And);
    let place = found.end + usize::from(and);
    if tokens.get(place).gap != Gap::Blank {
        return None;
    }
    let digits = parse_digits(tokens.text(place)).filter(|_| tokens.get(place).shape == Shape::Digits);
    let scale = tokens.word(place + 1).scale.map(power);
    let (rest, end) = match (digits, scale) {
        (Some(rest), None) if and && found.scale == Decimal::ONE_HUNDRED => (rest, place + 1),
        (Some(rest), Some(scale)) if tokens.get(place + 1).gap == Gap::Blank => {
            (rest.checked_mul(scale).filter(|_| rest < Decimal::ONE_THOUSAND)?, place + 2)
        }
        (None, _) if and && tokens.word(place).cardinal.is_some() => {
            let rest =
                cardinal(tokens, place, Decimal::ZERO).filter(|rest| rest.value >= Decimal::ONE_HUNDRED)?;
            (rest.value, rest.end)
        }
        _ => return None,
    };
    let value = found.value.checked_add(rest).filter(|_| rest > Decimal::ZERO && rest < found.scale)?;
    Some(Numeral { value, step: Decimal::ONE, end, ..found.clone() })
}

/// The numeral times a scale told elsewhere.
pub(super) fn times(found: Numeral, factor: Decimal) -> Option<Numeral> {
    let (value, step) = (found.value.checked_mul(factor)?, found.step.checked_mul(factor)?);
    Some(Numeral { value, step, scale: factor, ..found })
}

pub(super) fn scaled_once(tokens: &Tokens<'_>, found: Numeral) -> Numeral {
    match scale_at(tokens, found.end, false) {
        Some((factor, end)) => match (found.value.checked_mul(factor), found.step.checked_mul(factor)) {
            (Some(value), Some(step)) => {
                Numeral { value, step, scale: factor, end, form: Form::Words, ..found }
            }
            _ => found,
        },
        None => found,
    }
}

/// The factor of the scale at `at` and where it ends.
pub(super) fn scale_at(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<(Decimal, usize)> {
    let hyphen = tokens.is(at, Key::Dash) && tokens.is_glued(at) && tokens.is_glued(at + 1);
    let place = if hyphen { at + 1 } else { at };
    let token = tokens.get(place);
    if token.shape != Shape::Word || token.gap == Gap::Line {
        return None;
    }
    let word = tokens.word(place);
    if let Some(group) = word.group {
        return Some((group.into(), place + 1));
    }
    if let Some(exponent) = word.scale
        && (token.gap != Gap::None || hyphen || word.suffix.is_some() || tokens.text(place).len() > 2)
    {
        return Some((power(exponent), place + 1));
    }
    let suffix = word.suffix?;
    let text = tokens.text(place);
    let long = text.len() > 1;
    let glued = token.gap == Gap::None && !hyphen;
    let capital = text.starts_with(|first: char| first.is_ascii_uppercase());
    let ends = tokens.get(place + 1).shape != Shape::Word;
    let reads = match (money, glued) {
        // 5t is tonnes, $5t trillions.
        (true, _) => !matches!(text, "mm" | "t" | "T") || glued,
        (false, true) => {
            (long && !matches!(text, "mm" | "mil" | "MM")) || matches!(text, "k" | "K" | "M" | "B")
        }
        (false, false) => {
            (long && text != "mm")
                || (text == "k" && ends)
                || (text == "B" && capital && tokens.get(place + 1).shape == Shape::Word)
        }
    };
    reads.then(|| (power(suffix), place + 1))
}

/// "and a half", "-and-a-half": what goes on top of a number.
pub(super) fn and_part(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let and = skip_hyphen(tokens, at);
    tokens.is(and, Key::And).then(|| simple_part(tokens, skip_hyphen(tokens, and + 1))).flatten()
}

/// "a half", "half", "three quarters", "two-thirds" as part of one.
fn simple_part(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (above, next) = match tokens.key(at) {
        Key::A | Key::An => (1, skip_hyphen(tokens, at + 1)),
        Key::Half => (1, at),
        _ => (tokens.word(at).cardinal.filter(|above| (1..20).contains(above))?, skip_hyphen(tokens, at + 1)),
    };
    let below = tokens.word(next).fraction.filter(|_| tokens.get(next).gap < Gap::Line)?;
    if above >= below {
        return None;
    }
    Some((part(above, below)?, next + 1))
}

pub(super) fn skip_hyphen(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.is(at, Key::Dash) && tokens.is_glued(at) && tokens.is_glued(at + 1) { at + 1 } else { at }
}
