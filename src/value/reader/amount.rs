//! Amounts: a numeral, what it is a number of, and the words that bound it.

use rust_decimal::Decimal;

use super::hedge::{bound, hedges, opens_price, tail};
use super::item::{Item, item, unit_or_noun};
use super::measure::{self, Measure};
use super::name::named_before;
use super::numeral::{self, Form, Numeral};
use super::range::{second, tolerance};
use super::spelled::spelled;
use super::token::{Gap, Shape, Tokens};
use super::{Found, date, noun};
use crate::lexicon::unit;
use crate::lexicon::word::{Hedge, Key};
use crate::value::{Amount, Bound, Currency, Duration, Money, Quantity, Value};

/// The amount that begins at `at`, with all that bounds it: what the words before it say, and where they end.
pub(super) fn amount(tokens: &Tokens<'_>, at: usize, (hedge, core): (Option<Hedge>, usize)) -> Option<Found> {
    if hedge.is_none() && core != at {
        // Words such as "only" say nothing about the number: the walk comes to it by itself.
        return None;
    }
    // "about 27 April" is about a day.
    if hedge.is_some() && date::base(tokens, core, None).is_some_and(|day| day.rule != "year") {
        return None;
    }
    let mut found = unbounded(tokens, at, core, hedge)?;
    let mut hedge = hedge;
    // "10,000-plus customers": the bound stands inside.
    let inside = found.number.and_then(|(_, end)| tail(tokens, end).filter(|(_, after)| *after < found.last));
    if let Some((tail, _)) = inside
        && hedge.is_none()
    {
        bound(&mut found, tail);
        found.rules.push("tail");
        return Some(found);
    }
    if let Some((tail, end)) = tail(tokens, found.last) {
        let lone = hedge.is_none_or(|hedge| hedge == tail);
        hedge = Some(tail);
        found.last = end;
        found.rules.push("tail");
        // Of "about five or less" the latter holds.
        if !lone {
            bound(&mut found, tail);
            return Some(found);
        }
    }
    if let Some(hedge) = hedge {
        found.first = at.min(found.first);
        bound(&mut found, hedge);
        found.rules.push("hedge");
    }
    both_sides(tokens, &mut found);
    Some(found)
}

/// The amount without the words that bound it: a single one or a range.
fn unbounded(tokens: &Tokens<'_>, at: usize, core: usize, hedge: Option<Hedge>) -> Option<Found> {
    if tokens.is(core, Key::Between) {
        let joiners = [Key::And, Key::To, Key::Dash];
        let one = item(tokens, core + 1)?;
        let split = || {
            let numeral = numeral::short_numeral(tokens, core + 1)?;
            let end = numeral.end;
            Some(Item { numeral, end, measure: None, per: None, ..one.clone() })
        };
        let rising = |(one, other): &(Item, Item)| one.numeral.value <= other.numeral.value;
        let (one, other) = split()
            .and_then(|one| second(tokens, &one, &joiners))
            .filter(rising)
            .or_else(|| second(tokens, &one, &joiners))?;
        return range(tokens, &one, &other, "between");
    }
    let one = item(tokens, core)?;
    if let Some(one) = tolerance(tokens, &one) {
        let mut found = single(tokens, &one, true)?;
        bound(&mut found, Hedge::About);
        found.rules.push("tolerance");
        return Some(found);
    }
    let joiners: &[Key] = match hedge {
        Some(Hedge::From) => &[Key::To, Key::Through, Key::Until, Key::Till, Key::Dash, Key::Thru],
        Some(Hedge::About | Hedge::NearUnder) | None => {
            &[Key::To, Key::Through, Key::Dash, Key::Or, Key::Thru]
        }
        _ => &[Key::Dash],
    };
    match second(tokens, &one, joiners) {
        Some((one, other)) => range(tokens, &one, &other, "range"),
        None if hedge == Some(Hedge::From) && !opens_price(tokens, at) => None,
        None => single(tokens, &one, hedge.is_some()),
    }
}

/// "more than 10 and less than 40": a lower and an upper bound of one thing are a range.
fn both_sides(tokens: &Tokens<'_>, found: &mut Found) {
    if !matches!(found.hedge, Some(Hedge::More | Hedge::AtLeast)) {
        return;
    }
    let mut place = found.last;
    for key in [Key::Comma, Key::And, Key::But] {
        place += usize::from(tokens.is(place, key));
    }
    let (Some(Hedge::Less | Hedge::AtMost), core) = hedges(tokens, place) else { return };
    if place == found.last {
        return;
    }
    let Some(other) = item(tokens, core).and_then(|one| single(tokens, &one, true)) else { return };
    let last = other.last;
    let step = |amount: &Amount| amount.step;
    let (Value::Number(high), Value::Number(low)) = (&other.value, &found.value) else { return };
    if let (Some(floor), Some(ceiling)) = (low.low, high.number())
        && floor < ceiling
    {
        found.value = Value::Number(Amount::between(floor, ceiling, step(low).min(step(high))));
        found.last = last;
        found.number = None;
        found.core = (found.first, last);
        found.rules.push("both-sides");
    }
}

fn range(tokens: &Tokens<'_>, one: &Item, other: &Item, rule: &'static str) -> Option<Found> {
    let step = one.numeral.step.min(other.numeral.step);
    let amount = Amount::between(one.numeral.value, other.numeral.value, step);
    let percent =
        one.numeral.form == Form::Fraction && other.numeral.form == Form::Fraction && other.measure.is_none();
    let mut found = build(tokens, other, amount, percent)?;
    found.first = one.start.min(if rule == "between" { one.start - 1 } else { one.start });
    found.core = (found.first, other.end);
    found.number = None;
    found.rules.push(rule);
    if one.numeral.value > other.numeral.value {
        found.rules.push("falling");
    }
    Some(found)
}

fn single(tokens: &Tokens<'_>, one: &Item, hedged: bool) -> Option<Found> {
    let numeral = &one.numeral;
    let mut amount = Amount::exact(numeral.value, numeral.step);
    if numeral.form == Form::Vague {
        amount = match numeral.upper {
            Some(upper) => {
                Amount { bound: Bound::About, ..Amount::between(numeral.value, upper, numeral.step) }
            }
            None => amount.bounded(Bound::About),
        };
    }
    if numeral.form == Form::Dozens {
        amount = amount.bounded(Bound::AtLeast);
    }
    let bare = one.measure.is_none() && one.prefix.is_none();
    if bare && is_idle(tokens, one, hedged) {
        return None;
    }
    let fraction = numeral.form == Form::Fraction && bare;
    if fraction && let Some(found) = share_of_unit(tokens, one) {
        return Some(found);
    }
    let counted = matches!(one.measure, Some(Measure::Noun(_) | Measure::Unit(_) | Measure::Time(_)));
    if (bare || counted)
        && let Some(found) = in_so_many(tokens, one)
    {
        return Some(found);
    }
    let percent = fraction
        && (hedged || tokens.is(one.end, Key::Of) || hyphened(tokens, one) || is_share_of(tokens, one.end));
    build(tokens, one, amount, percent)
}

/// Whether a number without a unit counts nothing: the pronoun "one", a score such as 2-1, a "half" of a match, a number in
/// brackets behind a name.
fn is_idle(tokens: &Tokens<'_>, one: &Item, hedged: bool) -> bool {
    let whole = one.start == 0 && one.end >= tokens.len();
    let before = one.start.wrapping_sub(1);
    match one.numeral.form {
        Form::Words if one.numeral.value == Decimal::ONE && one.end == one.start + 1 => {
            let counted =
                tokens.is(one.end, Key::Of) || tokens.is(one.end, Key::In) || tokens.is(one.end, Key::Out);
            !whole && !counted && !hedged
        }
        Form::Words => tokens.is_capital(one.start) && named_before(tokens, one.start),
        // "a third-party review" is of no third.
        Form::Fraction
            if tokens.is(one.end, Key::Dash)
                && tokens.is_glued(one.end)
                && tokens.is_glued(one.end + 1)
                && tokens.get(one.end + 1).shape == Shape::Word =>
        {
            true
        }
        Form::Fraction
            if tokens.text(one.end - 1).eq_ignore_ascii_case("half") && one.end == one.start + 1 =>
        {
            let told = tokens.word(before).ordinal.is_some()
                || matches!(
                    tokens.key(before),
                    Key::This | Key::Last | Key::Next | Key::Each | Key::The | Key::Other | Key::Dash
                );
            let dash = tokens.is(one.end, Key::Dash) && tokens.is_glued(one.end);
            // "half empty", "at half mast"
            let like = noun::is_noun(tokens, one.end) && tokens.get(one.end).gap == Gap::Blank;
            !hedged && (told || dash || like)
        }
        Form::Digits => {
            let dash = tokens.is(one.end, Key::Dash) || matches!(tokens.text(one.end), "–" | "/");
            let joined = dash
                && tokens.is_glued(one.end)
                && tokens.is_glued(one.end + 1)
                && tokens.get(one.end + 1).shape == Shape::Digits;
            let bracketed = tokens.text(before) == "("
                && tokens.text(one.end) == ")"
                && tokens.is_capital(one.start.wrapping_sub(2));
            joined || bracketed && one.numeral.value < Decimal::ONE_HUNDRED
        }
        _ => false,
    }
}

/// "half their money", "half the fare": what a share is of may stand right behind it.
fn is_share_of(tokens: &Tokens<'_>, at: usize) -> bool {
    let owned = ["the", "its", "his", "her", "their", "our", "your", "my", "those", "these", "all"];
    tokens.get(at).gap == Gap::Blank && owned.iter().any(|word| tokens.text(at).eq_ignore_ascii_case(word))
}

/// "three-quarters", "two-thirds": with a hyphen it is a share, whatever follows.
fn hyphened(tokens: &Tokens<'_>, one: &Item) -> bool {
    (one.start..one.end).any(|at| tokens.is(at, Key::Dash))
}

/// "half an hour", "a quarter of a million", "two thirds of a mile".
fn share_of_unit(tokens: &Tokens<'_>, one: &Item) -> Option<Found> {
    let mut place = one.end;
    if tokens.is(place, Key::Of) {
        place += 1;
    }
    if !matches!(tokens.key(place), Key::A | Key::An) {
        return None;
    }
    place += 1;
    let numeral = &one.numeral;
    if let Some((factor, end)) = numeral::scale_at(tokens, place, false) {
        let mut grown = one.clone();
        grown.numeral.value = numeral.value.checked_mul(factor)?.round_dp(6);
        grown.numeral.step = numeral.step.checked_mul(factor)?;
        grown.numeral.form = Form::Words;
        grown.numeral.end = end;
        grown.end = end;
        if let Some((measure, end)) = unit_or_noun(tokens, end, &grown) {
            grown.measure = Some(measure);
            grown.end = end;
        }
        let amount = Amount::exact(grown.numeral.value, grown.numeral.step);
        return build(tokens, &grown, amount, false);
    }
    let (measure, end) = measure::after(tokens, place)?;
    matches!(measure, Measure::Time(_) | Measure::Unit(_)).then_some(())?;
    let grown = Item { measure: Some(measure), end, ..one.clone() };
    build(tokens, &grown, Amount::exact(numeral.value, numeral.step), false)
}

/// "one in five", "two out of three", "one child in four", "95 in every hundred".
fn in_so_many(tokens: &Tokens<'_>, one: &Item) -> Option<Found> {
    // "One registered voter in five": the noun may be of two words.
    let next = tokens.text(one.end);
    let noun = one.measure.is_some()
        && tokens.is(one.end + 1, Key::In)
        && tokens.get(one.end).gap < Gap::Line
        && next.chars().all(char::is_lowercase)
        && !next.ends_with("ed");
    let end = one.end + usize::from(noun);
    let place = match (tokens.key(end), tokens.key(end + 1)) {
        (Key::In, _) => end + 1,
        (Key::Out, Key::Of) => end + 2,
        _ => return None,
    };
    let every = tokens.is(place, Key::Every);
    let place = place + usize::from(every);
    if tokens.get(place).gap == Gap::Line {
        return None;
    }
    let whole = numeral::numeral(tokens, place, false)
        .or_else(|| every.then(|| spelled(tokens, place, Decimal::ONE)).flatten())?;
    let small =
        |value: Decimal| value.fract().is_zero() && value >= Decimal::ONE && value <= Decimal::from(1000);
    // "one in 292 million", but no "one in 2019"
    let odds = one.numeral.value == Decimal::ONE && whole.scale >= Decimal::ONE_THOUSAND;
    let both = small(one.numeral.value) && (small(whole.value) || odds) && one.numeral.value < whole.value;
    let inside = tokens.is(end, Key::In) && !every;
    let other_unit = measure::after(tokens, whole.end).is_some();
    // "5 in 50 overs": of more than ten, people take one, or a part of a round number.
    let round = [20, 100, 1000].iter().any(|round| whole.value == Decimal::from(*round));
    let usual = !inside || one.numeral.value == Decimal::ONE || whole.value <= Decimal::TEN || round;
    // "three goals in ten games": things in other things are no share.
    let others = one.measure.is_some() && noun::noun(tokens, whole.end, false).is_some();
    // "one in 2019", "12 in 14 days": no shares.
    if !both
        || !usual
        || other_unit
        || others
        || one.numeral.upper.is_some()
        || (inside && one.numeral.value > Decimal::TEN)
    {
        return None;
    }
    let value = numeral::part(one.numeral.value, whole.value)?;
    let grown = Item {
        end: whole.end,
        measure: None,
        numeral: Numeral { value, end: whole.end, form: Form::Fraction, ..one.numeral.clone() },
        ..one.clone()
    };
    let mut found = build(tokens, &grown, Amount::exact(value, Decimal::new(1, 2)), true)?;
    found.rules.push("in-so-many");
    Some(found)
}

/// The value of an amount of what `item` names.
fn build(tokens: &Tokens<'_>, item: &Item, amount: Amount, percent: bool) -> Option<Found> {
    let per = item.per.clone();
    let hundredth = Decimal::new(1, 2);
    let (value, rule) = match (&item.prefix, &item.measure) {
        (Some(currency), _) => {
            (Value::Money(Money { amount, currency: *currency, minor: false, per }), "currency-sign")
        }
        (None, Some(Measure::Percent)) => (Value::Percentage(amount), "per-cent"),
        (None, Some(Measure::Money { currency, minor: false })) => {
            (Value::Money(Money { amount, currency: *currency, minor: false, per }), "currency-name")
        }
        (None, Some(Measure::Money { currency, minor: true })) => (
            Value::Money(Money { amount: amount.scaled(hundredth)?, currency: *currency, minor: true, per }),
            "currency-minor",
        ),
        (None, Some(Measure::Millions(currency))) => {
            let amount = amount.scaled(Decimal::from(1_000_000))?;
            (Value::Money(Money { amount, currency: *currency, minor: false, per }), "currency-name")
        }
        (None, Some(Measure::Pound)) => (pounds(tokens, item, amount)?, "pounds"),
        (None, Some(Measure::Unit(id))) => {
            (Value::Quantity(Quantity { amount, unit: (*id).into(), per }), "unit")
        }
        (None, Some(Measure::Time(unit))) => {
            let weeks = matches!(tokens.key(item.end - 1), Key::Fortnight | Key::Fortnights);
            let amount = if weeks { amount.scaled(Decimal::TWO)? } else { amount };
            (Value::Duration(Duration { amount, unit: *unit }), "time-unit")
        }
        (None, Some(Measure::Age(unit))) => {
            let unit = format!("{} of age", unit.name());
            (Value::Quantity(Quantity { amount, unit: unit.into(), per }), "age")
        }
        (None, Some(Measure::Times)) => {
            (Value::Quantity(Quantity { amount, unit: "time".into(), per }), "occurrences")
        }
        (None, Some(Measure::Fold)) => {
            (Value::Quantity(Quantity { amount, unit: "fold".into(), per }), "multiplier")
        }
        (None, Some(Measure::Noun(noun))) => {
            (Value::Quantity(Quantity { amount, unit: noun.clone(), per }), "counted-noun")
        }
        (None, None) if percent => (Value::Percentage(amount.scaled(Decimal::ONE_HUNDRED)?), "fraction"),
        (None, None) => match per {
            Some(per) => (Value::Quantity(Quantity { amount, unit: "time".into(), per: Some(per) }), "rate"),
            None => (Value::Number(amount), "numeral"),
        },
    };
    // "2 hours 30 minutes" has no one numeral.
    let noun = matches!(item.measure, Some(Measure::Noun(_)));
    let together = item.measure.is_some() && !noun && item.numeral.end == item.end;
    Some(Found {
        first: item.start,
        last: item.end,
        core: (item.start, if item.per.is_some() { item.bare_end } else { item.end }),
        number: (!together).then_some((item.number_start, item.numeral.end)),
        value,
        rules: vec![rule],
        ..Found::default()
    })
}

/// Whether pounds per such a thing are of weight: what is strained by a weight, not what money is given to.
fn is_vessel(per: &str) -> bool {
    ["inch", "foot", "acre", "yard", "bushel"].iter().any(|word| per.contains(word))
}

/// Pounds sterling where money is spoken of or the number is scaled, else pounds of weight.
fn pounds(tokens: &Tokens<'_>, item: &Item, amount: Amount) -> Option<Value> {
    let money = [
        "cost",
        "costs",
        "paid",
        "pay",
        "pays",
        "paying",
        "price",
        "priced",
        "worth",
        "fine",
        "fined",
        "fines",
        "spend",
        "spent",
        "raised",
        "debt",
        "debts",
        "sold",
        "buy",
        "bought",
        "earn",
        "earns",
        "earned",
        "salary",
        "wage",
        "wages",
        "charged",
        "charge",
        "charges",
        "bill",
        "bills",
        "fee",
        "fees",
        "rent",
        "rents",
        "budget",
        "loan",
        "loans",
        "profit",
        "profits",
        "grant",
        "grants",
        "donated",
        "donation",
        "subsidy",
        "compensation",
        "reward",
        "prize",
        "bonus",
        "tax",
        "taxes",
        "cash",
        "money",
        "savings",
        "refund",
        "deposit",
        "damages",
        "payment",
        "payments",
        "payout",
        "benefit",
        "benefits",
        "bribe",
        "owed",
        "owes",
        "funding",
        "budgeted",
    ];
    let near = item.start.saturating_sub(6)..item.start;
    let is_money = |at: usize| money.iter().any(|word| tokens.text(at).eq_ignore_ascii_case(word));
    // "Two thousand pounds per household", "500 pounds in compensation".
    let per = item.per.as_deref().is_some_and(|per| unit::by_id(per).is_none() && !is_vessel(per));
    let behind = matches!(tokens.key(item.end), Key::In | Key::Of)
        && tokens.get(item.end).gap < Gap::Line
        && is_money(item.end + 1);
    let spoken = per || behind || near.into_iter().any(is_money);
    if spoken || item.numeral.scale > Decimal::ONE_THOUSAND || tokens.is(item.end, Key::Sterling) {
        return Some(Value::Money(Money {
            amount,
            currency: Currency::of("GBP")?,
            minor: false,
            per: item.per.clone(),
        }));
    }
    Some(Value::Quantity(Quantity { amount, unit: "pound-mass".into(), per: item.per.clone() }))
}
