//! The words around an amount that bound it: "at least", "or more", ">=".

use super::Found;
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::{Hedge, Key};
use crate::value::{Amount, Bound, Value};

/// The words before the amount that say something of it, and where the amount may begin. The stronger of two counts:
/// "at least about five".
pub(super) fn hedges(tokens: &Tokens<'_>, at: usize) -> (Option<Hedge>, usize) {
    let mut hedge = None;
    let mut place = at + usize::from(tokens.word(at).opens_hedge && proposes(tokens, at));
    for _ in 0..3 {
        let next = match comparison(tokens, place) {
            Some(found) => Some(found),
            None if tokens.word(place).opens_hedge && !names(tokens, place) => {
                let ids = (place..place + 6)
                    .take_while(|here| *here == place || tokens.get(*here).gap < Gap::Line)
                    .map(|here| tokens.get(here).word);
                tokens.words().hedge(ids).map(|(hedge, count)| (hedge, place + count))
            }
            None => None,
        };
        let Some((found, end)) = next else { break };
        let end = if tokens.is(end, Key::Dash) && tokens.is_glued(end) && tokens.is_glued(end + 1) {
            end + 1
        } else {
            end
        };
        if found != Hedge::Exact && (hedge.is_none() || hedge == Some(Hedge::About)) {
            hedge = Some(found);
        }
        place = end;
    }
    (hedge, place)
}

/// In "737 MAX 8" the capitals name a model.
pub(super) fn names(tokens: &Tokens<'_>, at: usize) -> bool {
    let capitals = |at: usize| {
        let text = tokens.text(at);
        text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let before = at.wrapping_sub(1);
    capitals(at)
        && (tokens.get(before).shape == Shape::Digits || tokens.is_capital(before) && !capitals(before))
}

/// "How about" and "what about" say nothing of the amount behind.
pub(super) fn proposes(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tokens.text(before)).unwrap_or_default();
    tokens.text(at).eq_ignore_ascii_case("about")
        && ["how", "what"].iter().any(|word| before.eq_ignore_ascii_case(word))
}

/// <, >, <=, >=, with or without blanks.
pub(super) fn comparison(tokens: &Tokens<'_>, at: usize) -> Option<(Hedge, usize)> {
    if tokens.get(at).shape != Shape::Mark {
        return None;
    }
    let equals = |place: usize| tokens.is(place, Key::Equals) && tokens.get(place).gap < Gap::Line;
    // <> and => are other signs.
    let before = at.wrapping_sub(1);
    if tokens.is_glued(at) && matches!(tokens.text(before), "<" | ">" | "=") {
        return None;
    }
    match (tokens.text(at), equals(at + 1)) {
        ("<", true) => Some((Hedge::AtMost, at + 2)),
        (">", true) => Some((Hedge::AtLeast, at + 2)),
        ("<", false) => Some((Hedge::Less, at + 1)),
        (">", false) => Some((Hedge::More, at + 1)),
        ("≤" | "⩽", _) => Some((Hedge::AtMost, at + 1)),
        ("≥" | "⩾", _) => Some((Hedge::AtLeast, at + 1)),
        ("~" | "≈" | "∼", _) => Some((Hedge::About, at + 1)),
        ("±", _) => Some((Hedge::Exact, at + 1)),
        _ => None,
    }
}

/// "Prices start from $999" bounds; "borrowed from 12 banks" does not.
pub(super) fn opens_price(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = if at == 0 { "" } else { tokens.text(at - 1) };
    [
        "start",
        "starts",
        "starting",
        "started",
        "priced",
        "ranging",
        "ranges",
        "prices",
        "available",
        "costs",
        "begin",
        "beginning",
    ]
    .iter()
    .any(|word| before.eq_ignore_ascii_case(word))
}

/// What follows an amount and bounds it: "or more", "-plus", "+", "or so".
pub(super) fn tail(tokens: &Tokens<'_>, at: usize) -> Option<(Hedge, usize)> {
    if tokens.text(at) == "+" && tokens.is_glued(at) && tokens.get(at + 1).shape != Shape::Digits {
        return Some((Hedge::AtLeast, at + 1));
    }
    let dash = tokens.is(at, Key::Dash) && tokens.is_glued(at);
    if dash && tokens.is(at + 1, Key::Odd) {
        return Some((Hedge::About, at + 2));
    }
    let first = at + usize::from(dash && tokens.is(at + 1, Key::Plus));
    if !tokens.word(first).opens_tail || tokens.get(first).gap == Gap::Line {
        return None;
    }
    if tokens.is(first, Key::Plus) && first == at {
        return None;
    }
    let ids = (first..first + 4).map(|here| tokens.get(here).word);
    let (hedge, count) = tokens.words().tail(ids)?;
    let end = first + count;
    // "678 points or more than 7 %" and "above 1000 and below 1500" go on.
    let goes_on = tokens.is(end, Key::Than) && !tokens.is(end - 1, Key::Than);
    let another = tokens.is(first, Key::And)
        && (tokens.get(end + usize::from(tokens.is(end, Key::Dash))).shape == Shape::Digits
            || tokens.is(end, Key::Dollar)
            || tokens.word(end).cardinal.is_some());
    (!goes_on && !another).then_some((hedge, end))
}

/// Puts the words around it on the amount inside a value.
pub(super) fn bound(found: &mut Found, hedge: Hedge) {
    let amount = match &mut found.value {
        Value::Number(amount) | Value::Percentage(amount) => amount,
        Value::Money(money) => &mut money.amount,
        Value::Quantity(quantity) => &mut quantity.amount,
        Value::Duration(duration) => &mut duration.amount,
        _ => return,
    };
    let said = amount.clone();
    *amount = match hedge {
        Hedge::Exact | Hedge::Equal => said,
        Hedge::About if said.bound == Bound::Between => Amount { bound: Bound::About, ..said },
        Hedge::From if said.bound == Bound::Between => said,
        Hedge::About => said.bounded(Bound::About),
        Hedge::AtLeast | Hedge::From => said.bounded(Bound::AtLeast),
        Hedge::More => said.bounded(Bound::MoreThan),
        Hedge::AtMost => said.bounded(Bound::AtMost),
        Hedge::Less => said.bounded(Bound::LessThan),
        Hedge::NearUnder => said.just_under(),
        Hedge::NearOver => said.just_over(),
    };
    found.hedge = Some(hedge);
}
