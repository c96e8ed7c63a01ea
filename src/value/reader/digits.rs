//! Numbers in digits, however they are grouped, pointed and raised: 1,250, 10 000, 1'250, 0,75, 3/4, 10 1/2, 4 x 10^8.

use rust_decimal::Decimal;

use super::numeral::{Form, Numeral, parse_digits, part, plain, power, scaled, vulgar};
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;

pub(super) fn digits(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<Numeral> {
    let text = tokens.text(at);
    let value = parse_digits(text)?;
    let step = Decimal::new(1, value.scale());
    let mut found = plain(value, step, Form::Digits, at + 1);
    // A word behind the digits goes on with the number only as the "e" or "x" of a power.
    let next = tokens.get(at + 1);
    if next.shape == Shape::Word && next.end - next.start > 1 {
        return Some(scaled(tokens, found, money));
    }
    if let Some(grouped) =
        spaced_groups(tokens, at, money).or_else(|| apostrophes(tokens, at)).or_else(|| tokenised(tokens, at))
    {
        found = grouped;
    } else if let Some(comma) = decimal_comma(tokens, at) {
        found = comma;
    } else if let Some(ratio) = ratio(tokens, at) {
        return Some(scaled(tokens, ratio, money));
    } else if let Some(mixed) = mixed(tokens, at, value) {
        found = mixed;
    } else if let Some(power) = raised(tokens, at, value) {
        return Some(power);
    } else if let Some(power) = exponent(tokens, at) {
        found.value = found.value.checked_mul(power.0)?;
        found.step = found.step.checked_mul(power.0)?;
        found.end = power.1;
    }
    Some(scaled(tokens, found, money))
}

/// 10 000 and 1 234 567: groups of three after blanks. A lone pair of groups needs round zeros, a currency or a blank that
/// only typesetters use, as "12 300 people" may be two numbers.
fn spaced_groups(tokens: &Tokens<'_>, at: usize, money: bool) -> Option<Numeral> {
    let first = tokens.text(at);
    if first.len() > 3 || first.starts_with('0') || first.contains('.') {
        return None;
    }
    let mut joined = first.to_owned();
    let mut end = at + 1;
    let mut typeset = true;
    while end < at + 8 && tokens.get(end).shape == Shape::Digits && tokens.get(end).gap == Gap::Blank {
        let next = tokens.text(end);
        if next.len() != 3 {
            break;
        }
        let blank = tokens.text.get(tokens.get(end - 1).end as usize..tokens.get(end).start as usize);
        typeset &= blank.is_some_and(|blank| !blank.is_ascii());
        joined.push_str(next);
        end += 1;
    }
    let groups = end - at;
    (groups > 2 || (groups == 2 && (tokens.text(at + 1) == "000" || money || typeset)))
        .then(|| parse_digits(&joined))
        .flatten()
        .map(|value| plain(value, Decimal::ONE, Form::Digits, end))
}

/// 1'250'000, as the Swiss write it.
fn apostrophes(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let mut joined = tokens.text(at).to_owned();
    if joined.len() > 3 || joined.starts_with('0') || joined.contains('.') {
        return None;
    }
    let mut end = at + 1;
    while end < at + 9
        && tokens.is(end, Key::Apostrophe)
        && tokens.is_glued(end)
        && tokens.is_glued(end + 1)
        && tokens.text(end + 1).split('.').next().is_some_and(|group| group.len() == 3)
        && tokens.get(end + 1).shape == Shape::Digits
        && !joined.contains('.')
    {
        joined.push_str(tokens.text(end + 1));
        end += 2;
    }
    let value = parse_digits(&joined).filter(|_| end > at + 1)?;
    Some(plain(value, Decimal::new(1, value.scale()), Form::Digits, end))
}

/// "10 , 000" and "59 . 2": corpora that put blanks around every mark. Nobody else writes a blank before a comma.
fn tokenised(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let mut joined = tokens.text(at).to_owned();
    if joined.contains(['.', ',']) || joined.len() > 3 {
        return None;
    }
    let blank = |place: usize| tokens.get(place).gap == Gap::Blank;
    let part = |place: usize, mark: Key| {
        tokens.is(place, mark)
            && blank(place)
            && blank(place + 1)
            && tokens.get(place + 1).shape == Shape::Digits
    };
    let mut end = at + 1;
    while end < at + 8 && part(end, Key::Comma) && tokens.text(end + 1).len() == 3 {
        joined.push_str(tokens.text(end + 1));
        end += 2;
    }
    if part(end, Key::Dot) && !tokens.text(end + 1).contains(['.', ',']) {
        joined.push('.');
        joined.push_str(tokens.text(end + 1));
        end += 2;
    }
    let value = parse_digits(&joined).filter(|_| end > at + 1)?;
    Some(plain(value, Decimal::new(1, value.scale()), Form::Digits, end))
}

/// 5,00 and 1.234,56 as most of Europe writes them: one or two digits behind a comma group nothing.
fn decimal_comma(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let glued = |place: usize| tokens.get(place).gap == Gap::None;
    let (whole, part) = (tokens.text(at), tokens.text(at + 2));
    let lone = !whole.contains(',') && whole.split('.').skip(1).all(|group| group.len() == 3);
    let joined = tokens.is(at + 1, Key::Comma) && glued(at + 1) && glued(at + 2);
    let more =
        glued(at + 3) && (tokens.is(at + 3, Key::Comma) && glued(at + 4) || tokens.text(at + 3) == ":");
    if !(joined && lone)
        || more
        || !(1..=2).contains(&part.len())
        || tokens.get(at + 2).shape != Shape::Digits
    {
        return None;
    }
    let before = at > 0 && glued(at) && tokens.is(at - 1, Key::Comma);
    let value: Decimal = format!("{}.{part}", whole.replace('.', "")).parse().ok()?;
    (!before).then(|| plain(value, Decimal::new(1, value.scale()), Form::Digits, at + 3))
}

/// 3/4 where the parts are small and nothing more is glued on: dates and "24/7" are none.
fn ratio(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    if !(tokens.is(at + 1, Key::Slash) && tokens.is_glued(at + 1) && tokens.is_glued(at + 2)) {
        return None;
    }
    let (above, below) = (tokens.text(at).parse::<u32>().ok()?, tokens.text(at + 2).parse::<u32>().ok()?);
    let more = tokens.is(at + 3, Key::Slash) && tokens.is_glued(at + 3);
    let plausible = (2..=1000).contains(&below) && (above < below || below <= 10) && above > 0 && !more;
    let value = part(above, below).filter(|_| plausible)?;
    Some(plain(value, Decimal::new(1, value.scale().min(4)), Form::Fraction, at + 3))
}

/// 10 1/2, 10-1/2, 10½.
fn mixed(tokens: &Tokens<'_>, at: usize, value: Decimal) -> Option<Numeral> {
    if value.scale() > 0 {
        return None;
    }
    if let Some(part) = vulgar(tokens.text(at + 1)).filter(|_| tokens.get(at + 1).gap < Gap::Line) {
        return Some(plain(value.checked_add(part)?, Decimal::new(1, 1), Form::Digits, at + 2));
    }
    // "5-1/2 months", as some agencies write it.
    let dash = tokens.is(at + 1, Key::Dash) && tokens.is_glued(at + 1) && tokens.is_glued(at + 2);
    let place = at + 1 + usize::from(dash);
    if tokens.get(place).shape != Shape::Digits || !dash && tokens.get(place).gap != Gap::Blank {
        return None;
    }
    let part = ratio(tokens, place).filter(|part| part.value < Decimal::ONE)?;
    Some(plain(value.checked_add(part.value)?, Decimal::new(1, 1), Form::Digits, part.end))
}

/// 10^6, 1.1^+23, 2^-3.
fn raised(tokens: &Tokens<'_>, at: usize, value: Decimal) -> Option<Numeral> {
    if !(tokens.text(at + 1) == "^" && tokens.is_glued(at + 1) && tokens.is_glued(at + 2)) {
        return None;
    }
    let negative = tokens.is(at + 2, Key::Dash);
    let place = at + 2 + usize::from(negative || tokens.is(at + 2, Key::Plus2));
    let exponent = tokens.text(place).parse::<u32>().ok().filter(|power| *power <= 96)?;
    let mut power = Decimal::ONE;
    for _ in 0..exponent {
        power = power.checked_mul(value)?;
    }
    if negative {
        power = Decimal::ONE.checked_div(power)?;
    }
    Some(plain(power, Decimal::new(1, power.scale()), Form::Digits, place + 1))
}

/// 4e14, 3 x 10^8, 2.6 × 10⁻⁶, and 2.6 × 10 −6 where the raising was lost.
fn exponent(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let scientific =
        matches!(tokens.text(at + 1), "e" | "E") && tokens.is_glued(at + 1) && tokens.is_glued(at + 2);
    if scientific {
        return signed_power(tokens, at + 2);
    }
    if !matches!(tokens.text(at + 1), "x" | "×" | "X" | "·") || tokens.text(at + 2) != "10" {
        return None;
    }
    match tokens.text(at + 3) {
        "^" => signed_power(tokens, at + 4),
        _ if tokens.is(at + 3, Key::Dash) && tokens.is_glued(at + 4) => signed_power(tokens, at + 3),
        _ => superscript(tokens, at + 3),
    }
}

/// Ten to the power that stands at `at`, perhaps with a sign.
fn signed_power(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let negative = tokens.is(at, Key::Dash);
    let place = at + usize::from(negative || tokens.is(at, Key::Plus2));
    let exponent = tokens.text(place).parse::<u32>().ok()?;
    Some((ten_to(exponent, negative)?, place + 1))
}

fn ten_to(exponent: u32, negative: bool) -> Option<Decimal> {
    let factor = power(Some(exponent).filter(|exponent| *exponent <= 27)?);
    if negative { Decimal::ONE.checked_div(factor) } else { Some(factor) }
}

/// ⁸, ⁻⁶.
fn superscript(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    const DIGITS: [&str; 10] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    let negative = tokens.text(at) == "⁻";
    let first = at + usize::from(negative);
    let digit = |place: usize| {
        let glued = tokens.is_glued(place);
        DIGITS.iter().position(|digit| glued && *digit == tokens.text(place))
    };
    let mut exponent = digit(first)?;
    let second = digit(first + 1);
    if let Some(second) = second {
        exponent = exponent * 10 + second;
    }
    Some((ten_to(u32::try_from(exponent).ok()?, negative)?, first + 1 + usize::from(second.is_some())))
}

/// .08
pub(super) fn point_digits(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let opens = tokens.is(at, Key::Dot)
        && (tokens.get(at).gap != Gap::None || at == 0 || tokens.get(at - 1).shape == Shape::Mark);
    if !opens || tokens.get(at + 1).shape != Shape::Digits || !tokens.is_glued(at + 1) {
        return None;
    }
    let text = tokens.text(at + 1);
    if text.contains(['.', ',']) || text.len() > 20 {
        return None;
    }
    let value =
        Decimal::try_from_i128_with_scale(text.parse().ok()?, u32::try_from(text.len()).ok()?).ok()?;
    Some(scaled(tokens, plain(value, Decimal::new(1, value.scale()), Form::Digits, at + 2), false))
}
