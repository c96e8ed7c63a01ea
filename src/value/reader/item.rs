//! One numeral with its currency or unit, and parts said one after the other.

use rust_decimal::Decimal;

use super::hedge::tail;
use super::measure::{self, Measure};
use super::name::is_name;
use super::noun;
use super::numeral::{self, Form, Numeral};
use super::one::one_of_unit;
use super::per::per;
use super::stretch;
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::unit;
use crate::lexicon::word::{Hedge, Key};
use crate::value::{Currency, TimeUnit};

/// A numeral with its currency or unit.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) start: usize,
    pub(super) number_start: usize,
    pub(super) numeral: Numeral,
    pub(super) prefix: Option<Currency>,
    pub(super) measure: Option<Measure>,
    pub(super) per: Option<Box<str>>,
    /// Where the amount ends without what it is per.
    pub(super) bare_end: usize,
    pub(super) end: usize,
}

/// One numeral with what it is a number of.
pub(super) fn item(tokens: &Tokens<'_>, at: usize) -> Option<Item> {
    item_in(tokens, at, false)
}

/// The same, perhaps as the second end of a range, where a dash before the digits joins and makes no name.
pub(super) fn item_in(tokens: &Tokens<'_>, at: usize, ranged: bool) -> Option<Item> {
    // A word that is no number may still be the code or the letters of a sign: USD 5, A$5.
    if tokens.get(at).shape == Shape::Word
        && !tokens.word(at).counts
        && !matches!(tokens.get(at + 1).shape, Shape::Digits | Shape::Mark)
    {
        return None;
    }
    let negative_sign = tokens.is(at, Key::Dash) && tokens.is_glued(at + 1);
    let place = if negative_sign { at + 1 } else { at };
    if let Some((currency, number)) = measure::prefix(tokens, place) {
        let mut numeral = accounted(tokens, number).or_else(|| numeral::numeral(tokens, number, true))?;
        if negative_sign {
            numeral.value = -numeral.value;
        }
        if measure::is_millions(tokens, place) {
            numeral = numeral::times(numeral, Decimal::from(1_000_000))?;
        }
        return Some(priced(tokens, if negative_sign { at } else { place }, number, numeral, currency));
    }
    let numeral = numeral::numeral(tokens, at, false).or_else(|| one_of_unit(tokens, at))?;
    if is_name(tokens, at, &numeral, ranged) {
        return None;
    }
    // "no one", "this one": somebody, not so many.
    let pronoun = numeral.form == Form::Words
        && numeral.value == Decimal::ONE
        && numeral.end == at + 1
        && at > 0
        && measure::after(tokens, at + 1).is_none();
    let somebody = ["no", "some", "any", "each", "this", "that", "every", "which"];
    if pronoun && somebody.iter().any(|word| tokens.text(at - 1).eq_ignore_ascii_case(word)) {
        return None;
    }
    // Twenty20 is a game.
    let glued = tokens.get(numeral.end).shape == Shape::Digits && tokens.is_glued(numeral.end);
    if is_rank(tokens, &numeral) || numeral.form == Form::Words && glued {
        return None;
    }
    let numeral = millions(tokens, numeral);
    let mut item = Item {
        start: at,
        number_start: at,
        end: numeral.end,
        bare_end: numeral.end,
        numeral,
        prefix: None,
        measure: None,
        per: None,
    };
    let vague_of = matches!(item.numeral.form, Form::Vague | Form::Dozens) && tokens.is(item.end, Key::Of);
    let mut here = if vague_of { item.end + 1 } else { item.end };
    if let Some((hedge, end)) = tail(tokens, here)
        && matches!(hedge, Hedge::AtLeast | Hedge::About)
        && !tokens.text(end - 1).eq_ignore_ascii_case("more")
    {
        // "10,000-plus customers": the unit stands behind the bound.
        if let Some((measure, end)) = unit_or_noun(tokens, end, &item) {
            item.measure = Some(measure);
            item.end = end;
            item.numeral.end = here;
            return Some(item);
        }
    }
    let deictic = item.numeral.form != Form::Fraction
        && stretch::is_deictic(tokens, here)
        && tokens.word(here + 1).time_unit.is_some();
    if deictic
        || matches!(tokens.key(here), Key::More | Key::Additional | Key::Extra | Key::Other)
            && (measure::after(tokens, here + 1).is_some() || counts(tokens, here + 1))
    {
        here += 1;
    }
    if let Some((measure, end)) = unit_or_noun(tokens, here, &item) {
        item.measure = Some(measure);
        item.end = end;
        late_scale(tokens, &mut item);
    } else if let Some(noun) = partitive(tokens, &item) {
        item.measure = Some(noun);
    }
    aged(tokens, &mut item);
    magnitude(tokens, &mut item);
    compound(tokens, &mut item);
    let counted = matches!(item.measure, Some(Measure::Noun(_)) | None);
    if let Some((per, end)) = per(tokens, item.end)
        && !(item.measure.is_none() && (per.is_none() || item.numeral.form == Form::Fraction))
        && !(counted && matches!(tokens.key(item.end), Key::Slash))
        && !matches!(item.measure, Some(Measure::Time(_) | Measure::Age(_)))
    {
        item.bare_end = item.end;
        item.per = per;
        item.end = end;
    } else {
        item.bare_end = item.end;
        item.per = per_behind_bracket(tokens, &item).or_else(|| per_behind_noun(tokens, &item));
    }
    Some(item)
}

/// "9 billion shekels ($2.4 billion) a year": the rate stands behind a bracket that says the same again, for both.
fn per_behind_bracket(tokens: &Tokens<'_>, item: &Item) -> Option<Box<str>> {
    if item.prefix.is_none() && !matches!(item.measure, Some(Measure::Money { .. } | Measure::Unit(_))) {
        return None;
    }
    let closes = |place: &usize| tokens.text(*place) == ")";
    let close = if tokens.text(item.end) == "(" {
        (item.end + 2..item.end + 8).find(closes)?
    } else {
        Some(item.end).filter(|end| closes(end) && item.start > 0 && tokens.text(item.start - 1) == "(")?
    };
    per(tokens, close + 1)?.0
}

/// "28 million litres of water a day": what is measured stands between the unit and the time.
fn per_behind_noun(tokens: &Tokens<'_>, item: &Item) -> Option<Box<str>> {
    let of = matches!(item.measure, Some(Measure::Unit(_))) && tokens.is(item.end, Key::Of);
    let (_, end) = of.then(|| noun::noun(tokens, item.end + 1, true)).flatten()?;
    per(tokens, end)?.0
}

/// Whether things in the plural stand there.
fn counts(tokens: &Tokens<'_>, at: usize) -> bool {
    noun::noun(tokens, at, false).is_some_and(|(_, end)| noun::is_plural(tokens.text(end - 1)))
}

/// "17 of its 60 boats", "three of the bridges": what they are stands behind.
fn partitive(tokens: &Tokens<'_>, item: &Item) -> Option<Measure> {
    let owned = ["the", "its", "his", "her", "their", "our", "those", "these"];
    let plain = matches!(item.numeral.form, Form::Digits | Form::Words);
    let of = tokens.is(item.end, Key::Of) && tokens.get(item.end + 1).gap == Gap::Blank;
    if !(plain && of) {
        return None;
    }
    let named = owned.iter().any(|word| tokens.text(item.end + 1).eq_ignore_ascii_case(word));
    let place = item.end + 1 + usize::from(named);
    // "1,500 of the firm's 9,000 employees", "12 of Britain's 45 plants"
    let owner = (place..place + 3)
        .take_while(|at| tokens.get(*at).shape == Shape::Word)
        .find(|at| tokens.text(*at).ends_with("'s") || tokens.text(*at).ends_with("’s"));
    let named = named || owner.is_some();
    let place = owner.map_or(place, |owner| owner + 1);
    let count = numeral::numeral(tokens, place, false).filter(|count| count.form != Form::Fraction);
    let place = match count {
        Some(count) if count.value >= item.numeral.value => count.end,
        None if named => place,
        _ => return None,
    };
    // One of the largest is no count of large ones.
    let single = item.numeral.value == Decimal::ONE;
    let superlative =
        |at: usize| tokens.text(at).ends_with("est") || matches!(tokens.text(at), "most" | "worst");
    let (noun, end) = noun::noun(tokens, place, false)?;
    let plural = noun::is_plural(tokens.text(end - 1)) && !measure::is_named(&noun);
    (plural && !(single && (place..end).any(superlative))).then_some(Measure::Noun(noun))
}

/// $(3.2) million: accounts put what is below zero in brackets.
fn accounted(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let opens = tokens.text(at) == "(" && tokens.is_glued(at) && tokens.is_glued(at + 1);
    let numeral = opens.then(|| numeral::numeral(tokens, at + 1, true)).flatten()?;
    let value = -numeral.value;
    (tokens.text(numeral.end) == ")" && tokens.is_glued(numeral.end))
        .then(|| numeral::scaled(tokens, Numeral { value, end: numeral.end + 1, ..numeral }, true))
}

/// "magnitude 6.4", "a magnitude-6.4 quake" and "a magnitude of 6.4" say what "6.4-magnitude" says.
fn magnitude(tokens: &Tokens<'_>, item: &mut Item) {
    let Some(before) = item.start.checked_sub(1) else { return };
    let joins = tokens.is(before, Key::Of) || tokens.is(before, Key::Dash);
    let place = if joins { before.wrapping_sub(1) } else { before };
    if tokens.is(place, Key::Magnitude)
        && matches!(item.measure, None | Some(Measure::Noun(_)))
        && item.numeral.value <= Decimal::TEN
    {
        item.end = item.numeral.end;
        item.measure = Some(Measure::Noun("magnitude".into()));
    }
}

/// "aged 45", "at the age of 12", "under the age of 5 years": years of age, told by the word before.
fn aged(tokens: &Tokens<'_>, item: &mut Item) {
    let Some(before) = item.start.checked_sub(1) else { return };
    let age = if tokens.is(before, Key::Of) { before.wrapping_sub(1) } else { before };
    let told = tokens.is(age, Key::Age) || age == before && tokens.text(age).eq_ignore_ascii_case("aged");
    let unit = match item.measure {
        None | Some(Measure::Noun(_)) => TimeUnit::Year,
        Some(Measure::Time(unit)) => unit,
        _ => return,
    };
    if !told || tokens.get(item.start).gap == Gap::Line || item.numeral.value > Decimal::from(130) {
        return;
    }
    // "women aged 25 to 54 years": what counts something else is no age.
    if matches!(item.measure, Some(Measure::Noun(_))) {
        item.end = item.numeral.end;
    }
    item.measure = Some(Measure::Age(unit));
}

/// "75 USD million": the scale stands behind the currency's code.
fn late_scale(tokens: &Tokens<'_>, item: &mut Item) {
    let code = matches!(item.measure, Some(Measure::Money { minor: false, .. }))
        && tokens.text(item.end - 1).chars().all(char::is_uppercase);
    let Some(factor) = tokens.word(item.end).scale.filter(|_| code && tokens.get(item.end).gap == Gap::Blank)
    else {
        return;
    };
    if let Some(numeral) = numeral::times(item.numeral.clone(), numeral::power(factor)) {
        item.numeral = numeral;
        item.end += 1;
    }
}

pub(super) fn unit_or_noun(tokens: &Tokens<'_>, at: usize, item: &Item) -> Option<(Measure, usize)> {
    measure::after(tokens, at).or_else(|| {
        let single = item.numeral.value == Decimal::ONE;
        let fraction = item.numeral.form == Form::Fraction;
        let one = single && item.numeral.form == Form::Words;
        let (noun, end) = noun::noun(tokens, at, one).filter(|_| !fraction)?;
        // "2.0 billion deficit": nobody counts millions as adjectives do, but for "a 2-million-euro".
        let millions = item.numeral.scale >= Decimal::from(1_000_000) && !tokens.is(at, Key::Dash);
        if millions && !noun::is_plural(tokens.text(end - 1)) {
            return None;
        }
        let time =
            tokens.word(end - 1).time_unit.filter(|_| end > at + 1 && noun::is_plural(tokens.text(end - 1)));
        // "six straight days" are days, "60 recorded miles" miles.
        match time.and_then(TimeUnit::named).map(Measure::Time).or_else(|| measure::of_name(&noun)) {
            Some(unit) => Some((unit, end)),
            None if measure::is_named(&noun) => None,
            None => Some((Measure::Noun(noun), end)),
        }
    })
}

/// twenty-fifth, two hundredth: the ordinal behind takes the number in.
pub(super) fn is_rank(tokens: &Tokens<'_>, numeral: &Numeral) -> bool {
    let dash = tokens.is(numeral.end, Key::Dash) && tokens.is_glued(numeral.end);
    let word = tokens.word(numeral.end + usize::from(dash));
    let tens = numeral.value >= Decimal::from(20) && (numeral.value % Decimal::TEN).is_zero();
    let hundredth = word.ordinal.is_some_and(|rank| rank >= 100);
    numeral.form == Form::Words
        && word.ordinal.is_some()
        && word.time_unit.is_none()
        && (dash && tens || hundredth)
}

/// An "m" glued to the digits means millions before people and things, and metres elsewhere: "35m of its devices",
/// "12.3m tonnes", but "35m of cable" and "37m long".
pub(super) fn millions(tokens: &Tokens<'_>, numeral: Numeral) -> Numeral {
    let at = numeral.end;
    if !(tokens.text(at) == "m" && tokens.is_glued(at)) || numeral.scale != Decimal::ONE {
        return numeral;
    }
    let next = at + 1;
    let owned = tokens.is(next, Key::Of)
        && ["its", "the", "their", "his", "her", "our", "these", "them"]
            .iter()
            .any(|word| tokens.text(next + 1) == *word);
    let counted =
        noun::noun(tokens, next, false).is_some_and(|(_, end)| noun::is_plural(tokens.text(end - 1)));
    let measured = tokens.get(next).gap == Gap::Blank
        && measure::after(tokens, next).is_some()
        && !tokens.is(next, Key::In);
    let million = Decimal::from(1_000_000);
    match (numeral.value.checked_mul(million), numeral.step.checked_mul(million)) {
        (Some(value), Some(step)) if owned || counted || measured => {
            Numeral { value, step, scale: million, end: next, ..numeral }
        }
        _ => numeral,
    }
}

/// An amount after a currency sign: "$9.99 US dollars", "$31.20 US", "$50 a share".
pub(super) fn priced(
    tokens: &Tokens<'_>,
    start: usize,
    number: usize,
    numeral: Numeral,
    currency: Currency,
) -> Item {
    let mut end = numeral.end;
    let mut currency = currency;
    if let Some((Measure::Money { currency: named, minor: false }, after)) = measure::after(tokens, end) {
        currency = if currency.code() == "USD" { named } else { currency };
        end = after;
    } else if tokens.text(end) == "US" && !tokens.is_capital(end + 1) {
        end += 1;
    } else if tokens.text(end) == "U" && tokens.text(end + 2) == "S" && tokens.is(end + 1, Key::Dot) {
        end += if tokens.is(end + 3, Key::Dot) && tokens.is_glued(end + 3) { 4 } else { 3 };
    }
    let mut item = Item {
        start,
        number_start: number,
        end,
        bare_end: end,
        numeral,
        prefix: Some(currency),
        measure: None,
        per: None,
    };
    match per(tokens, item.end) {
        Some((per, end)) => (item.per, item.end) = (per, end),
        None => item.per = per_behind_bracket(tokens, &item),
    }
    item
}

/// "two hours and 30 minutes", "5 feet 10 inches", "one dollar and fifty cents": the second part joins the first.
pub(super) fn compound(tokens: &Tokens<'_>, item: &mut Item) {
    for _ in 0..3 {
        // Nothing else is said in parts, and what is counted is costly to copy.
        let parted = matches!(
            item.measure,
            Some(Measure::Time(_) | Measure::Unit(_) | Measure::Pound | Measure::Money { minor: false, .. })
        );
        if !parted || !item.numeral.value.fract().is_zero() {
            return;
        }
        let Some(first) = item.measure.clone() else { return };
        let mut place = item.end;
        if matches!(tokens.key(place), Key::And | Key::Comma) {
            place += 1;
        }
        if tokens.is(place, Key::And) {
            place += 1;
        }
        if let Measure::Time(_) | Measure::Unit(_) = first
            && place > item.end
            && half_more(tokens, item, place)
        {
            return;
        }
        if tokens.get(place).gap == Gap::Line {
            return;
        }
        let Some(numeral) = numeral::numeral(tokens, place, false).filter(|numeral| numeral.upper.is_none())
        else {
            return;
        };
        let named = measure::after(tokens, numeral.end);
        let Some((second, end)) = unnamed(tokens, &first, &numeral).or(named) else { return };
        let Some(ratio) = smaller(&first, &second) else { return };
        let Some(value) =
            item.numeral.value.checked_mul(ratio).and_then(|value| value.checked_add(numeral.value))
        else {
            return;
        };
        if numeral.value >= ratio {
            return;
        }
        item.numeral.end = end;
        item.end = end;
        if matches!(first, Measure::Money { .. }) {
            // Dollars and cents are dollars.
            item.numeral.value = value / ratio;
            item.numeral.step = numeral.step / ratio;
            return;
        }
        item.numeral.value = value;
        item.numeral.step = numeral.step;
        item.measure = Some(second);
    }
}

/// What the second part is of where its unit goes without saying or is no unit elsewhere: the inches of "5 ft 2 in", the
/// cents of "15 dollars and 15" at the end of a clause.
fn unnamed(tokens: &Tokens<'_>, first: &Measure, numeral: &Numeral) -> Option<(Measure, usize)> {
    let closed = |at: usize| {
        let tall = ["tall", "high", "long", "wide", "deep"].iter().any(|word| tokens.text(at) == *word);
        tall || matches!(tokens.get(at).shape, Shape::Mark | Shape::End)
    };
    let end = numeral.end;
    match first {
        Measure::Time(TimeUnit::Hour) if tokens.text(end) == "m" && tokens.is_glued(end) => {
            Some((Measure::Time(TimeUnit::Minute), end + 1))
        }
        Measure::Unit(id) if *id == "foot" && tokens.is(end, Key::In) && closed(end + 1) => {
            Some((Measure::Unit("inch"), end + 1))
        }
        Measure::Money { currency, minor: false } => {
            let cents = numeral.value >= Decimal::TEN && numeral.value < Decimal::ONE_HUNDRED;
            if cents && tokens.text(end) == "c" && tokens.is_glued(end) {
                return Some((Measure::Money { currency: *currency, minor: true }, end + 1));
            }
            let said = cents && numeral.value.fract().is_zero() && closed(end);
            let joined = tokens.is(end.saturating_sub(2), Key::And) && !tokens.is(end, Key::Dash);
            (said && joined && !tokens.is(end, Key::Percentsign))
                .then_some((Measure::Money { currency: *currency, minor: true }, end))
        }
        _ => None,
    }
}

/// "a year and a half", "one hour and a quarter".
pub(super) fn half_more(tokens: &Tokens<'_>, item: &mut Item, place: usize) -> bool {
    let Some(part) = numeral::numeral(tokens, place, false).filter(|part| part.form == Form::Fraction) else {
        return false;
    };
    if part.value >= Decimal::ONE
        || measure::after(tokens, part.end).is_some()
        || tokens.is(part.end, Key::Of)
    {
        return false;
    }
    let Some(value) = item.numeral.value.checked_add(part.value) else { return false };
    item.numeral.value = value;
    item.numeral.step = Decimal::new(1, 1);
    item.numeral.end = part.end;
    item.end = part.end;
    true
}

/// How many of the second unit make one of the first, when the two are said one after the other.
pub(super) fn smaller(first: &Measure, second: &Measure) -> Option<Decimal> {
    match (first, second) {
        (Measure::Time(large), Measure::Time(small))
            if large > small && large.is_calendar() == small.is_calendar() =>
        {
            large.length().checked_div(small.length())
        }
        (Measure::Time(TimeUnit::Week), Measure::Time(TimeUnit::Day)) => Some(Decimal::from(7)),
        (Measure::Unit(_) | Measure::Pound, Measure::Unit(_) | Measure::Pound) => {
            let entry = |measure: &Measure| match measure {
                Measure::Unit(id) => unit::by_id(id),
                _ => unit::by_id("pound-mass"),
            };
            let (large, small) = (entry(first)?, entry(second)?);
            let plain =
                large.dimension == small.dimension && large.offset.is_zero() && small.offset.is_zero();
            let ratio = large.factor.checked_div(small.factor).filter(|_| plain)?;
            (ratio.fract().is_zero() && ratio > Decimal::ONE && ratio <= Decimal::from(10_000))
                .then_some(ratio)
        }
        (Measure::Money { currency: one, minor: false }, Measure::Money { currency: other, minor: true })
            if one == other =>
        {
            Some(Decimal::ONE_HUNDRED)
        }
        _ => None,
    }
}
