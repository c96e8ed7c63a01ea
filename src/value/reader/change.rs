//! Values inside a change: "rose 25 % to $40.85", "down from 49 %", "doubled".

use rust_decimal::Decimal;

use super::token::{Gap, Shape, Tokens};
use super::{Found, hedge};
use crate::lexicon::word::{Hedge, Key};
use crate::value::{Amount, Quantity, Role, Value};

/// How far back a verb of change may stand.
const REACH: usize = 9;

/// Gives an amount its part in the change that the words before it tell of.
pub(super) fn changed(tokens: &Tokens<'_>, mut found: Found) -> Found {
    if let Some(sign) = signed(tokens, &found) {
        found.role = if sign { Role::Rise } else { Role::Fall };
        if sign {
            found.first -= 1;
        }
        found.rules.push("signed");
        return found;
    }
    let Some(before) = found.first.checked_sub(1) else { return found };
    if tokens.get(found.first).gap == Gap::Line {
        return found;
    }
    let direct = match tokens.key(before) {
        Key::By | Key::A | Key::An => before.checked_sub(1),
        _ => Some(before),
    };
    // "grew sales by 35 %", "cut its staff by a tenth": the object stands between.
    if direct == Some(before) && is_other_verb(tokens, before, &found.value) {
        return found;
    }
    let verb = direct.filter(|_| tokens.is(before, Key::By)).and_then(|place| verb_near(tokens, place));
    let change = verb.or(direct).map_or(0, |place| tokens.word(place).change);
    if change != 0 {
        found.role = if change > 0 { Role::Rise } else { Role::Fall };
        found.rules.push(if change > 0 { "rise" } else { "fall" });
        return found;
    }
    let new = matches!(tokens.key(before), Key::To | Key::At);
    if !new && !tokens.is(before, Key::From) {
        return found;
    }
    let Some(verb) = verb_before(tokens, before) else { return found };
    if tokens.is(before, Key::From) {
        found.role = Role::Old;
        found.rules.push("old-value");
    } else if tokens.is(before, Key::To) {
        found.role = Role::New;
        found.rules.push("new-value");
        if verb + 1 == before {
            found.rules.push(if tokens.word(verb).change > 0 { "rise-to" } else { "fall-to" });
        }
    }
    found
}

/// Whether an amount at `at` stands right behind a verb of change, or behind its "by".
pub(super) fn opens(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| tokens.get(at).gap < Gap::Line) else { return false };
    if tokens.is(before, Key::By) {
        return before.checked_sub(1).and_then(|place| verb_near(tokens, place)).is_some();
    }
    tokens.word(before).change != 0
}

/// "raised £2m from backers" and "shot down 45 drones" change no number of pounds or drones.
fn is_other_verb(tokens: &Tokens<'_>, at: usize, value: &Value) -> bool {
    match value {
        Value::Money(_) => tokens.is(at, Key::Raised),
        Value::Quantity(quantity) if matches!(tokens.key(at), Key::Up | Key::Down) => {
            let measured = crate::lexicon::unit::by_id(&quantity.unit).is_some();
            let steps = matches!(&*quantity.unit, "point" | "place" | "spot" | "notch" | "time" | "fold");
            let before = at.checked_sub(1);
            let stands = before.is_none_or(|before| {
                tokens.get(before).shape == Shape::Mark
                    || matches!(
                        tokens.key(before),
                        Key::Is | Key::Was | Key::Are | Key::Were | Key::Be | Key::Been
                    )
            });
            !(measured || steps || stands)
        }
        _ => false,
    }
}

/// Whether a percentage has a sign of its own: +0.2%, -1.3%.
fn signed(tokens: &Tokens<'_>, found: &Found) -> Option<bool> {
    let Value::Percentage(amount) = &found.value else { return None };
    let plus = found.first > 0 && tokens.is(found.first - 1, Key::Plus2) && tokens.is_glued(found.first);
    let minus =
        tokens.is(found.first, Key::Dash) && amount.number().is_some_and(|number| number.is_sign_negative());
    (plus || minus).then_some(plus)
}

/// The verb of change at most a few words back, with nothing but its object between.
fn verb_near(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(3)..=at)
        .rev()
        .take_while(|place| {
            tokens.get(*place).shape == Shape::Word && tokens.get(place + 1).gap == Gap::Blank
        })
        .find(|place| tokens.word(*place).change != 0)
}

/// The verb of change before a preposition, within the clause.
fn verb_before(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|place| {
            !matches!(tokens.text(*place), "." | ";" | ":") && tokens.get(place + 1).gap < Gap::Line
        })
        .find(|place| tokens.word(*place).change != 0)
}

/// The factor that one word says.
fn factor(tokens: &Tokens<'_>, at: usize) -> Option<Decimal> {
    match tokens.key(at) {
        Key::Doubled => Some(Decimal::TWO),
        Key::Tripled => Some(Decimal::from(3)),
        Key::Quadrupled => Some(Decimal::from(4)),
        Key::Halved => Some(Decimal::new(5, 1)),
        _ => tokens.word(at).fold.map(Decimal::from),
    }
}

/// How many tokens may bound a factor.
const LONGEST_BOUND: usize = 4;

/// doubled, more than sixfold: a factor without a numeral.
pub(super) fn multiplied(tokens: &Tokens<'_>, at: usize, hedged: (Option<Hedge>, usize)) -> Option<Found> {
    let plain = factor(tokens, at);
    let (hedge, core) = if plain.is_some() { (None, at) } else { hedged };
    let bounded = tokens.word(at).opens_hedge && core - at <= LONGEST_BOUND;
    let factor = plain.or_else(|| factor(tokens, core).filter(|_| bounded))?;
    if core > at && (hedge.is_none() || tokens.get(core).gap == Gap::Line) {
        return None;
    }
    let value = Value::Quantity(Quantity {
        amount: Amount::exact(factor, Decimal::ONE),
        unit: "fold".into(),
        per: None,
    });
    let mut found = Found {
        first: at,
        last: core + 1,
        core: (core, core + 1),
        value,
        rules: vec!["multiplier"],
        ..Found::default()
    };
    if let Some(hedge) = hedge {
        hedge::bound(&mut found, hedge);
        found.rules.push("hedge");
    }
    Some(found)
}
