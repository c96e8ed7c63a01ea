//! Two amounts that are the ends of one, and what only one end says for both.

use rust_decimal::Decimal;

use super::change;
use super::hedge::hedges;
use super::item::{Item, item_in};
use super::measure::Measure;
use super::numeral::Form;
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;

/// "35.8 ± 4.5 years": the number with how far off it may be, and the unit that stands behind both.
pub(super) fn tolerance(tokens: &Tokens<'_>, one: &Item) -> Option<Item> {
    if !matches!(tokens.text(one.end), "±" | "+") {
        return None;
    }
    let sign = (one.end + 1..=one.end + 3).find(|end| {
        let (start, last) = tokens.bytes(one.end, *end);
        matches!(tokens.text.get(start..last), Some("±" | "+/-" | "+/−" | "+-"))
    })?;
    let other = item_in(tokens, sign, true).filter(|_| tokens.get(one.end).gap < Gap::Line)?;
    let mut one = one.clone();
    if one.measure.is_none() && one.prefix.is_none() {
        one.measure.clone_from(&other.measure);
        one.per.clone_from(&other.per);
    }
    let alike = match (&one.measure, &other.measure) {
        (Some(Measure::Age(age)), Some(Measure::Time(time))) => age == time,
        (own, told) => own == told || told.is_none(),
    };
    alike.then_some(Item { end: other.end, bare_end: other.bare_end, ..one })
}

/// The second end of a range that began with `one`, and the first with what it shares with the second.
pub(super) fn second(tokens: &Tokens<'_>, one: &Item, joiners: &[Key]) -> Option<(Item, Item)> {
    let joiner = tokens.key(one.end);
    if !joiners.contains(&joiner) || tokens.get(one.end).gap == Gap::Line {
        return None;
    }
    let dash = joiner == Key::Dash;
    if dash && tokens.is_glued(one.end) != tokens.is_glued(one.end + 1) {
        return None;
    }
    let mut place = one.end + 1;
    if dash && tokens.is(place, Key::Dash) {
        place += 1;
    }
    // "between about 3 and about 4".
    let (_, place) = hedges(tokens, place);
    let mut other = item_in(tokens, place, true).filter(|_| tokens.get(place).gap < Gap::Line)?;
    let mut one = one.clone();
    if one.numeral.upper.is_some() || other.numeral.upper.is_some() {
        return None;
    }
    let bare = one.prefix.is_none() && one.measure.is_none();
    if joiner == Key::Or && !(bare && or_range(&one, &other)) {
        return None;
    }
    // 2-1 is a score, whatever is counted behind it, and "by 76 to 63" the count of a vote.
    let counted = matches!(other.measure, None | Some(Measure::Noun(_)));
    if (dash || joiner == Key::To)
        && bare
        && counted
        && other.prefix.is_none()
        && other.numeral.value <= one.numeral.value
    {
        return None;
    }
    if joiner == Key::To && change::opens(tokens, one.start) && is_level(&one, &other) {
        return None;
    }
    // A 787-9s is no time in seconds.
    if dash && tokens.is_glued(one.end) && bare && other.numeral.value < one.numeral.value {
        return None;
    }
    // 1111-2222-3333 is a number of an account or a telephone.
    let chained = |place: usize| {
        matches!(tokens.key(place), Key::Dash | Key::Slash)
            && tokens.is_glued(place)
            && tokens.is_glued(place + 1)
            && tokens.get(place + 1).shape == Shape::Digits
    };
    if dash && bare && tokens.is_glued(one.end) && chained(other.numeral.end) {
        return None;
    }
    // 555-1234 is a telephone number.
    let digits =
        |place: usize| tokens.text(place).len() * usize::from(tokens.get(place).shape == Shape::Digits);
    let telephone = digits(one.end - 1) == 3 && digits(place) == 4 && other.measure.is_none();
    if dash && bare && tokens.is_glued(one.end) && telephone {
        return None;
    }
    // "from $75 a barrel to $45"
    if joiner == Key::To && other.per.is_none() && one.start > 0 && tokens.is(one.start - 1, Key::From) {
        other.per.clone_from(&one.per);
    }
    share(&mut one, &mut other, bare);
    let compatible = match (&one.measure, &other.measure) {
        _ if one.prefix.is_some() && other.prefix.is_some() => one.prefix == other.prefix,
        (Some(Measure::Noun(a)), Some(Measure::Noun(b))) => a == b,
        (a, b) => a == b && one.prefix == other.prefix,
    };
    (compatible && (one.per.is_none() || one.per == other.per)).then_some((one, other))
}

/// Whether the second amount is what the first led to and no other end of it: "fell $2 to $71". Two ends of one range lie
/// nearer to each other.
fn is_level(one: &Item, other: &Item) -> bool {
    let united = |item: &Item| item.prefix.is_some() || item.measure.is_some();
    let near = if united(one) { Decimal::TWO } else { Decimal::TEN };
    let (change, level) = (one.numeral.value, other.numeral.value);
    level < change || change.checked_mul(near).is_some_and(|far| level > far)
}

/// "10 or 12 percent", "two or three": near numbers, as people give a range.
pub(super) fn or_range(one: &Item, other: &Item) -> bool {
    let (low, high) = (one.numeral.value, other.numeral.value);
    let limit = low.checked_mul(Decimal::TWO).unwrap_or(high);
    low < high && high <= limit && one.numeral.form != Form::Fraction && low > Decimal::ZERO
}

/// "$5-7 billion", "20 to 30 million", "3 to 4 per cent", "€5bn to 7bn": what only one end says holds for both.
pub(super) fn share(one: &mut Item, other: &mut Item, bare: bool) {
    let unscaled = one.numeral.scale == Decimal::ONE && other.numeral.scale > Decimal::ONE;
    let raw = other.numeral.value.checked_div(other.numeral.scale).unwrap_or(other.numeral.value);
    if unscaled && one.numeral.value < raw {
        let scale = other.numeral.scale;
        if let (Some(value), Some(step)) =
            (one.numeral.value.checked_mul(scale), one.numeral.step.checked_mul(scale))
        {
            one.numeral.value = value;
            one.numeral.step = step;
            one.numeral.scale = scale;
        }
    }
    if one.prefix.is_some() && other.prefix.is_none() && !matches!(other.measure, Some(Measure::Money { .. }))
    {
        if matches!(other.measure, None | Some(Measure::Noun(_) | Measure::Unit("metre"))) {
            if let Some(Measure::Unit("metre")) = other.measure {
                let million = Decimal::from(1_000_000);
                other.numeral.value = other.numeral.value.checked_mul(million).unwrap_or(other.numeral.value);
            }
            other.measure = None;
            other.end = other.end.min(other.numeral.end.max(other.end * usize::from(other.per.is_some())));
        }
        other.prefix = one.prefix;
    }
    // "between 1m and 1.5m people": millions, as the second end told.
    if one.measure == Some(Measure::Unit("metre"))
        && matches!(other.measure, Some(Measure::Noun(_)))
        && one.numeral.scale == Decimal::from(1_000_000)
    {
        one.measure.clone_from(&other.measure);
    }
    // "between 20p and £1.50"
    if let Some(Measure::Money { currency, minor: true }) = one.measure
        && other.prefix == Some(currency)
    {
        one.numeral.value /= Decimal::ONE_HUNDRED;
        one.numeral.step /= Decimal::ONE_HUNDRED;
        (one.measure, one.prefix) = (None, other.prefix);
    }
    if let (Some(Measure::Age(_)), None) = (&one.measure, &other.measure) {
        other.measure.clone_from(&one.measure);
    }
    // "aged 50-69 found": who they are stands elsewhere.
    if let (Some(Measure::Age(_)), Some(Measure::Noun(_) | Measure::Time(_))) = (&one.measure, &other.measure)
    {
        if matches!(other.measure, Some(Measure::Noun(_))) {
            other.end = other.numeral.end;
        }
        other.measure.clone_from(&one.measure);
    }
    if bare {
        one.measure.clone_from(&other.measure);
        one.prefix = other.prefix;
        if let Some(Measure::Money { .. }) = other.measure {
            one.prefix = other.prefix;
        }
    }
    if one.per.is_none() {
        one.per.clone_from(&other.per);
    }
}
