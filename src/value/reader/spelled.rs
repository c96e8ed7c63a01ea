//! Numbers in words: "two hundred and five", "half a million", "tens of thousands".

use rust_decimal::Decimal;

use super::noun;
use super::numeral::{
    Form, LONGEST, Numeral, and_part, part, plain, power, scale_at, scaled, scaled_once, skip_hyphen,
};
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;

/// The value of the words before `end`.
pub(super) fn spelled_until(tokens: &Tokens<'_>, at: usize, end: usize) -> Option<Decimal> {
    let (mut total, mut current) = (Decimal::ZERO, Decimal::ZERO);
    for place in at..end {
        let word = tokens.word(place);
        if let Some(value) = word.cardinal {
            current = current.checked_add(value.into())?;
        } else if let Some(exponent) = word.scale {
            let factor = power(exponent);
            current = current.max(Decimal::ONE).checked_mul(factor)?;
            if exponent > 2 {
                total = total.checked_add(current)?;
                current = Decimal::ZERO;
            }
        }
    }
    total.checked_add(current)
}

/// A spelled number.
pub(super) fn words(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    if let Some(vague) = vague(tokens, at) {
        return Some(vague);
    }
    let key = tokens.key(at);
    if matches!(key, Key::Half) {
        return half(tokens, at);
    }
    if matches!(key, Key::A | Key::An) {
        let next = at + 1;
        if tokens.get(next).gap == Gap::Line {
            return None;
        }
        if tokens.is(next, Key::Half) {
            return half(tokens, next);
        }
        let word = tokens.word(next);
        if is_rank_of(tokens, next) {
            return None;
        }
        if let Some(below) = word.fraction.filter(|_| word.ordinal.is_some() || word.time_unit.is_some()) {
            return fraction_of(1, below, next + 1);
        }
        if let Some(below) = word.ordinal.filter(|below| *below > 2) {
            return fraction_of(1, below, next + 1);
        }
        if word.group.is_some() || word.scale.is_some_and(|_| !tokens.text(next).ends_with('s')) {
            return spelled(tokens, next, Decimal::ONE);
        }
        return None;
    }
    let word = tokens.word(at);
    // "quarter million"
    if let Some(below) = word.fraction.filter(|_| tokens.word(at + 1).scale.is_some()) {
        return fraction_of(1, below, at + 1)
            .map(|part| scaled_once(tokens, part))
            .filter(|found| found.end > at + 1);
    }
    word.cardinal?;
    spelled(tokens, at, Decimal::ZERO)
}

/// "A third man", "a fifth of the crew", "a third back the plan": the first is one more, the others are parts.
fn is_rank_of(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = at + 1;
    let word = tokens.text(next);
    let verb = word.ends_with("ed") || tokens.word(next).opines;
    tokens.word(at).ordinal.is_some()
        && tokens.word(at).time_unit.is_none()
        && tokens.get(next).gap == Gap::Blank
        && noun::is_noun(tokens, next)
        && !noun::is_plural(word)
        && !word.ends_with("ly")
        && tokens.word(next).scale.is_none()
        && !verb
}

pub(super) fn fraction_of(above: u64, below: u64, end: usize) -> Option<Numeral> {
    let value = part(above, below)?;
    Some(plain(value, Decimal::new(1, 2), Form::Fraction, end))
}

/// "half", "a half", "half a million", "half million".
pub(super) fn half(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let mut end = at + 1;
    let half = Decimal::new(5, 1);
    let mut scale_place = end;
    if matches!(tokens.key(end), Key::A | Key::An) {
        scale_place = end + 1;
    }
    let hyphen = skip_hyphen(tokens, scale_place);
    if let Some((factor, after)) =
        scale_at(tokens, hyphen, false).filter(|_| tokens.get(hyphen).gap < Gap::Line)
    {
        end = after;
        return Some(Numeral { scale: factor, ..plain(half.checked_mul(factor)?, factor, Form::Words, end) });
    }
    Some(plain(half, Decimal::new(1, 2), Form::Fraction, end))
}

/// Builds a number from words. `start` is what stands before the first word: 1 for "a hundred".
///
/// `room` is what the words so far leave free: "twenty" leaves units, "hundred" tens, a scale everything below it.
pub(super) fn spelled(tokens: &Tokens<'_>, at: usize, start: Decimal) -> Option<Numeral> {
    finish(tokens, cardinal(tokens, at, start)?)
}

/// The cardinal alone, without what [`finish`] adds: parts of other numerals are read so, lest one nest in another
/// without end.
pub(super) fn cardinal(tokens: &Tokens<'_>, at: usize, start: Decimal) -> Option<Numeral> {
    let mut total = Decimal::ZERO;
    let mut current = start;
    let mut room: u64 = if start.is_zero() { 1000 } else { 0 };
    let mut scale = Decimal::ONE;
    let mut place = at;
    let mut end = at;
    while place < at + LONGEST {
        let token = tokens.get(place);
        let word = tokens.word(place);
        let open = end > at || !start.is_zero();
        if token.shape != Shape::Word || (place > at && token.gap == Gap::Line) {
            break;
        }
        if let Some(value) = word.cardinal.filter(|value| *value < room) {
            current = current.checked_add(value.into())?;
            room = if value >= 20 { 10 } else { 0 };
        } else if let Some(exponent) = word.scale.filter(|_| open) {
            let factor = power(exponent);
            if exponent == 2 {
                current = current.checked_mul(factor)?;
                room = 100;
            } else {
                total = match (current.is_zero(), total.is_zero()) {
                    (true, false) => total.checked_mul(factor)?,
                    _ => total.checked_add(current.checked_mul(factor)?)?,
                };
                current = Decimal::ZERO;
                room = 1000;
                scale = factor;
            }
        } else if let Some(group) = word.group.filter(|_| open) {
            current = current.checked_mul(group.into())?;
            room = 0;
        } else {
            break;
        }
        end = place + 1;
        let hyphen = skip_hyphen(tokens, end);
        let inner = tokens.word(hyphen);
        place = if hyphen > end && (inner.cardinal.is_some() || inner.scale.is_some()) {
            hyphen
        } else if joins(tokens, end, current, room) {
            end + 1
        } else {
            end
        };
    }
    if end == at {
        return None;
    }
    let value = total.checked_add(current)?;
    let step = if current.is_zero() { scale } else { Decimal::ONE };
    Some(Numeral { scale, ..plain(value, step, Form::Words, end) })
}

/// "and" inside a number: "two hundred and five", "one thousand and five hundred".
pub(super) fn joins(tokens: &Tokens<'_>, at: usize, current: Decimal, room: u64) -> bool {
    if !tokens.is(at, Key::And) || !matches!(room, 100 | 1000) || tokens.get(at + 1).gap == Gap::Line {
        return false;
    }
    let Some(value) = tokens.word(at + 1).cardinal else { return false };
    let next = skip_hyphen(tokens, at + 2);
    let next =
        if tokens.word(next).cardinal.is_some_and(|unit| unit < 10 && value >= 20) { next + 1 } else { next };
    let continues = tokens.word(next).scale;
    let fits = match continues {
        None => true,
        Some(2) => current.is_zero(),
        // "two hundred and two thousand"
        Some(_) => room == 100,
    };
    fits && value < room && tokens.word(next).fraction.is_none()
}

/// What may still follow a spelled number: a short scale ("two bn"), a decimal part, a fraction, a scale after "and a
/// half".
pub(super) fn finish(tokens: &Tokens<'_>, found: Numeral) -> Option<Numeral> {
    if tokens.word(found.end).suffix.is_some() && tokens.get(found.end).gap == Gap::Blank {
        return Some(scaled(tokens, found, false));
    }
    if tokens.is(found.end, Key::Point)
        && let Some(decimal) = spoken_decimals(tokens, &found)
    {
        return Some(scaled(tokens, decimal, false));
    }
    if let Some((part, end)) = and_part(tokens, found.end) {
        // "two and a half million" is 2.5 million; "two million and a half" is 2.5 million as well.
        let scale = if found.value >= found.scale { found.scale } else { Decimal::ONE };
        let value = found.value.checked_add(part.checked_mul(scale)?)?;
        let grown = Numeral { value, step: scale / Decimal::TEN, end, ..found.clone() };
        return Some(if scale == Decimal::ONE { scaled_once(tokens, grown) } else { grown });
    }
    let next = skip_hyphen(tokens, found.end);
    let word = tokens.word(next);
    let only_fraction = word.time_unit.is_none() && word.ordinal.is_none();
    let small = (found.value <= Decimal::ONE_HUNDRED || only_fraction) && found.value.fract().is_zero();
    if let Some(below) = word.fraction.filter(|_| small && tokens.get(next).gap < Gap::Line)
        && word.time_unit.is_none_or(|unit| unit != "second")
        && let Some(above) = u64::try_from(found.value).ok().filter(|above| *above > 0)
    {
        let plural = tokens.text(next).ends_with('s');
        let quarter_of_a_year = word.time_unit == Some("quarter") && next == found.end && above > 3;
        if (plural || above == 1 || word.ordinal.is_none()) && !quarter_of_a_year {
            let part = fraction_of(above, below, next + 1)?;
            return Some(scaled_once(tokens, part));
        }
    }
    if let Some(below) = word.ordinal.filter(|below| *below > 3 && found.value == Decimal::ONE) {
        return fraction_of(1, below, next + 1);
    }
    if let Some(over) = ratio_in_words(tokens, &found) {
        return Some(over);
    }
    Some(compound_parts(tokens, &found).unwrap_or(found))
}

/// "three twenty-firsts", "twenty twenty-fifths": parts of which there are more than twenty.
fn compound_parts(tokens: &Tokens<'_>, found: &Numeral) -> Option<Numeral> {
    let tens = tokens.word(found.end).cardinal.filter(|tens| (20..=90).contains(tens))?;
    let place = skip_hyphen(tokens, found.end + 1);
    let plural = tokens.text(place).strip_suffix('s')?;
    let table = tokens.words();
    let unit = table.get(table.find(plural.as_bytes())).ordinal.filter(|unit| *unit < 10)?;
    let above = u64::try_from(found.value).ok().filter(|above| *above > 0)?;
    fraction_of(above, tens + unit, place + 1)
}

/// "one over twenty-one": a fraction as it is read aloud.
fn ratio_in_words(tokens: &Tokens<'_>, found: &Numeral) -> Option<Numeral> {
    let place = found.end + 1;
    if !tokens.is(found.end, Key::Over)
        || tokens.word(place).cardinal.is_none()
        || !found.value.fract().is_zero()
    {
        return None;
    }
    let below = cardinal(tokens, place, Decimal::ZERO)?;
    let bare = !noun::is_noun(tokens, below.end) && !tokens.is(below.end, Key::Percent);
    let (above, below, end) = (found.value, below.value, below.end);
    let value = part(above, below).filter(|_| bare && above < below)?;
    Some(plain(value, Decimal::new(1, 2), Form::Fraction, end))
}

/// "two point five", "nine point nought four".
pub(super) fn spoken_decimals(tokens: &Tokens<'_>, found: &Numeral) -> Option<Numeral> {
    let mut place = found.end + 1;
    let mut text = String::new();
    while place < found.end + 12 {
        let value = tokens.word(place).cardinal.filter(|_| tokens.get(place).gap < Gap::Line)?;
        text.push_str(&value.to_string());
        place += 1;
        let hyphen = skip_hyphen(tokens, place);
        if value >= 20
            && let Some(unit) = tokens.word(hyphen).cardinal.filter(|unit| *unit < 10)
        {
            text.pop();
            text.push_str(&unit.to_string());
            place = hyphen + 1;
        }
        if tokens.word(place).cardinal.is_none() {
            break;
        }
    }
    let digits: Decimal = format!("0.{text}").parse().ok()?;
    let step = Decimal::new(1, digits.scale());
    Some(Numeral { value: found.value.checked_add(digits)?, step, end: place, ..found.clone() })
}

/// "a few hundred", "several thousand", "a couple of thousand", "dozens", "tens of millions", "hundreds of thousands".
pub(super) fn vague(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let article = matches!(tokens.key(at), Key::A | Key::An);
    let head = if article { at + 1 } else { at };
    match tokens.key(head) {
        Key::Couple => {
            let place = if tokens.is(head + 1, Key::Of) { head + 2 } else { head + 1 };
            match scale_at(tokens, place, false) {
                Some((factor, end)) => Some(few(2, factor, end)),
                None => tokens
                    .is(head + 1, Key::Of)
                    .then(|| plain(Decimal::TWO, Decimal::ONE, Form::Vague, head + 1)),
            }
        }
        Key::Few | Key::Several => {
            let (factor, end) = scale_at(tokens, head + 1, false)?;
            Some(few(3, factor, end))
        }
        Key::Tens => {
            let (factor, end) = of_scale(tokens, head + 1)?;
            Some(stretch(Decimal::TEN.checked_mul(factor)?, end))
        }
        Key::Dozens => {
            let (factor, end) = of_scale(tokens, head + 1).unwrap_or((Decimal::ONE, head + 1));
            Some(Numeral { form: Form::Dozens, ..few(12, factor, end) })
        }
        Key::Hundreds | Key::Thousands | Key::Millions | Key::Billions | Key::Trillions if !article => {
            let base = power(tokens.word(head).scale?);
            let (factor, end) = of_scale(tokens, head + 1).unwrap_or((Decimal::ONE, head + 1));
            Some(stretch(base.checked_mul(factor)?, end))
        }
        _ => None,
    }
}

pub(super) fn of_scale(tokens: &Tokens<'_>, at: usize) -> Option<(Decimal, usize)> {
    let place = at + 1;
    let plural = tokens.text(place).ends_with('s');
    if !tokens.is(at, Key::Of) || !plural {
        return None;
    }
    Some((power(tokens.word(place).scale?), place + 1))
}

pub(super) fn few(count: i64, factor: Decimal, end: usize) -> Numeral {
    let value = Decimal::from(count).checked_mul(factor).unwrap_or(factor);
    Numeral { scale: factor, ..plain(value, factor, Form::Vague, end) }
}

/// From so many to ten times as many.
pub(super) fn stretch(low: Decimal, end: usize) -> Numeral {
    Numeral { upper: low.checked_mul(Decimal::TEN), ..plain(low, low, Form::Vague, end) }
}
