//! Units that go without saying, as they were said just before: "3.9 million phones, up from 2.4 million", "four died in
//! Jos and two in Abuja", "children aged 4, 7 and 11".

use rust_decimal::Decimal;

use super::token::{Gap, Shape, Tokens};
use super::{Found, Role};
use crate::lexicon::word::Key;
use crate::value::{Amount, Duration, Money, Quantity, Value};

/// How many tokens may stand between what was said and what leans on it.
const REACH: usize = 12;

/// A value that what follows may lean on, and its tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    /// Which of the readings.
    pub(super) reading: usize,
    role: Role,
    first: usize,
    end: usize,
}

impl Said {
    /// What a later number may take from the value of this reading: its unit, when it has one and is no amount of change.
    pub(super) fn of(found: &Found, reading: usize) -> Option<Self> {
        let united = match &found.value {
            Value::Percentage(_) | Value::Money(_) | Value::Duration(_) => true,
            Value::Quantity(quantity) => !matches!(&*quantity.unit, "time" | "fold"),
            _ => false,
        };
        let change = matches!(found.role, Role::Rise | Role::Fall);
        let said = Self { reading, role: found.role, first: found.first, end: found.last };
        (united && !change).then_some(said)
    }

    /// The same, ending behind the bracket that says it again: "250,000 francs ($276,000)".
    fn with_bracket(&self, tokens: &Tokens<'_>) -> Self {
        let bracket = tokens.text(self.end) == "(";
        let close =
            bracket.then(|| (self.end + 2..self.end + 8).find(|at| tokens.text(*at) == ")")).flatten();
        Self { end: close.map_or(self.end, |close| close + 1), ..*self }
    }
}

/// Whether a value stands in brackets of its own, as one that says the one before again does.
pub(super) fn is_bracketed(tokens: &Tokens<'_>, found: &Found) -> bool {
    found.first > 0 && tokens.text(found.first - 1) == "(" && tokens.text(found.last) == ")"
}

/// Gives a bare number the unit of the value it leans on.
pub(super) fn fill(tokens: &Tokens<'_>, said: &Said, value: &Value, found: &mut Found) {
    if !matches!(found.value, Value::Number(_) | Value::Quantity(_)) {
        return;
    }
    let said = &said.with_bracket(tokens);
    let near = found.first >= said.end && found.first - said.end <= REACH;
    if !near || !within_sentence(tokens, said.end, found.first) {
        return;
    }
    let Some((amount, rate)) = bare(tokens, value, found) else { return };
    let leans = comparison(tokens, said, found)
        || !rate && (parallel(tokens, said, found) || listed(tokens, said, value, found));
    if !leans || !comparable(value, &amount) {
        return;
    }
    let per = match &found.value {
        Value::Quantity(quantity) if rate => quantity.per.clone(),
        _ => None,
    };
    found.value = match value {
        Value::Percentage(_) => Value::Percentage(amount),
        Value::Money(money) => Value::Money(Money { amount, ..money.clone() }),
        Value::Duration(duration) => Value::Duration(Duration { amount, ..duration.clone() }),
        Value::Quantity(quantity) => Value::Quantity(Quantity {
            amount,
            unit: quantity.unit.clone(),
            per: per.or_else(|| quantity.per.clone()),
        }),
        _ => return,
    };
    found.rules.push("ellipsis");
}

/// The number without a unit, and whether it is a rate: 2.4 million, 20 a week; after money also the 380m that would be
/// metres elsewhere.
fn bare(tokens: &Tokens<'_>, said: &Value, found: &Found) -> Option<(Amount, bool)> {
    match &found.value {
        Value::Number(amount) if amount.number() != Some(Decimal::ONE) => Some((amount.clone(), false)),
        Value::Quantity(quantity) if &*quantity.unit == "time" && found.rules.contains(&"rate") => {
            Some((quantity.amount.clone(), true))
        }
        Value::Quantity(quantity) if &*quantity.unit == "metre" && quantity.per.is_none() => {
            let glued = tokens.text(found.last - 1) == "m" && tokens.is_glued(found.last - 1);
            let money = matches!(said, Value::Money(_)) && glued;
            let amount = money.then(|| quantity.amount.scaled(Decimal::from(1_000_000))).flatten()?;
            Some((amount, false))
        }
        _ => None,
    }
}

/// "phones, up from 2.4 million", "4.1 per cent from 6.2", "from 21 mpg to 23", "22 thefts, compared with 20 a week".
fn comparison(tokens: &Tokens<'_>, said: &Said, found: &Found) -> bool {
    let Some(before) = found.first.checked_sub(1) else { return false };
    if said.role == Role::Old || said.first > 0 && tokens.is(said.first - 1, Key::From) {
        let marks = (said.end..before).any(|at| tokens.get(at).shape != Shape::Word);
        return tokens.is(before, Key::To) && !marks && before - said.end <= 3;
    }
    let between = said.end..found.first;
    if tokens.is(before, Key::From) {
        // "27 jets in January, down from 38"
        let turn = before.checked_sub(1).filter(|turn| matches!(tokens.key(*turn), Key::Up | Key::Down));
        if let Some(turn) = turn.filter(|turn| *turn > said.end && tokens.is(turn - 1, Key::Comma)) {
            return turn - said.end <= 6 && (said.end..turn).all(|at| tokens.word(at).change == 0);
        }
        // "a 3 % rise from 45" is of another kind than 45.
        return before - said.end <= 3
            && between.clone().all(|at| {
                matches!(tokens.key(at), Key::Comma | Key::Up | Key::Down | Key::From | Key::Earlier)
            });
    }
    between
        .clone()
        .find(|at| ["compared", "against", "versus", "vs"].iter().any(|word| tokens.text(*at) == *word))
        .is_some_and(|at| at - said.end <= 1 && found.first - at <= 5)
}

/// "12 people died in Kano, four in Jos": the same preposition behind both, and nothing but a comma or "and" before.
fn parallel(tokens: &Tokens<'_>, said: &Said, found: &Found) -> bool {
    let joined = matches!(tokens.key(found.first - 1), Key::Comma | Key::And);
    let preposition = tokens.text(found.last);
    let known = ["in", "by", "at", "on", "from", "for", "to", "near"].contains(&preposition);
    joined
        && known
        && tokens.get(found.last).gap == Gap::Blank
        && (said.end..said.end + 3).any(|at| at < found.first && tokens.text(at) == preposition)
}

/// "aged 4, 7 and 11".
fn listed(tokens: &Tokens<'_>, said: &Said, value: &Value, found: &Found) -> bool {
    let age = matches!(value, Value::Quantity(quantity) if quantity.unit.ends_with(" of age"));
    let next = tokens.get(found.last);
    age && found.first == said.end + 1
        && matches!(tokens.key(said.end), Key::Comma | Key::And)
        && (next.shape != Shape::Word || tokens.is(found.last, Key::And))
}

/// Whether both are of one order of size, within a hundredfold: "£3bn from 40" leaves open what 40 are.
fn comparable(said: &Value, other: &Amount) -> bool {
    let amount = match said {
        Value::Percentage(amount) => amount,
        Value::Money(money) => &money.amount,
        Value::Duration(duration) => &duration.amount,
        Value::Quantity(quantity) => &quantity.amount,
        _ => return false,
    };
    let (one, other) = (amount.anchor().abs(), other.anchor().abs());
    let far = |large: Decimal, small: Decimal| {
        large.checked_div(Decimal::ONE_HUNDRED).is_none_or(|large| large > small)
    };
    !far(one, other) && !far(other, one)
}

fn within_sentence(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|at| !matches!(tokens.text(at), "." | ";" | ":" | "?" | "!"))
        && (from..=to).all(|at| tokens.get(at).gap < Gap::Line)
}
