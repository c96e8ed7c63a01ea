//! Bounds that a rule sets: "no donor may give more than 5,000 euros", "capped at 3 %", "must serve at least 14 years".
//!
//! As a rule the bound is what is told: two papers that give two bounds contradict each other. "At least 40 people
//! died" sets nothing, and 50 may have died.

use super::sentence::{Found, Line};
use super::token::Token;
use super::wording::read_alone;
use crate::lexicon::vocabulary::Class;
use crate::value::{Amount, Bound, Reading, Value};

/// What is read of a limit that a rule sets: the limit as a plain value; nothing where no rule sets it.
pub(super) fn limit(line: &Line<'_>, found: &Found) -> Option<Reading> {
    let bound = found.reading.value.amount()?.bound;
    let set = spreads(line, found)
        || match bound {
            Bound::AtMost | Bound::LessThan | Bound::MoreThan if denied(line, found) => {
                is_allowed(line, found)
            }
            Bound::AtMost | Bound::LessThan => is_allowed(line, found) || is_limit(line, found),
            Bound::AtLeast | Bound::MoreThan => is_demanded(line, found) || is_limit(line, found),
            _ => false,
        };
    let mut value = found.reading.value.clone();
    let amount = value.amount_mut()?;
    *amount = Amount { bound: Bound::Exact, ..Amount::exact(amount.anchor(), amount.step) };
    let span = found.reading.core;
    let words = span.shifted(line.span.start()).of(line.text)?;
    // "50 pounds" alone would be a weight.
    let alone = set.then(|| read_alone(words))??;
    (alone.kind() == value.kind()).then(|| Reading { span, value, ..found.reading.clone() })
}

/// "Trained over eleven weeks", "paid over three years": the time that something is spread over, not more than that time.
/// What lasts or takes "over three years" takes more.
fn spreads(line: &Line<'_>, found: &Found) -> bool {
    let over = line.tokens[found.from].lower == "over" && matches!(found.reading.value, Value::Duration(_));
    over && found.from.checked_sub(1).is_some_and(|at| line.tokens[at].has(Class::SPREAD_OUT))
}

/// The words of the clause from its beginning on to what follows the value.
fn around<'l, 't>(line: &'l Line<'t>, found: &Found) -> &'l [Token<'t>] {
    let (start, end) = line.clause(found.from, found.to);
    &line.tokens[start..end.min(found.to + 4)]
}

/// "No donor may give more than": what nobody may do is bounded the other way round.
fn denied(line: &Line<'_>, found: &Found) -> bool {
    let (start, _) = line.clause(found.from, found.to);
    let denies = ["no", "not", "nobody", "none", "cannot", "never"];
    line.tokens[start..found.from].iter().any(|token| denies.contains(&&*token.lower))
}

/// "May raise the rent by up to 3 %"; what "may have happened" or "may be so" is only possible.
fn is_allowed(line: &Line<'_>, found: &Found) -> bool {
    around(line, found).windows(2).any(|pair| {
        let (modal, verb) = (&*pair[0].lower, &*pair[1].lower);
        let possible = matches!(verb, "have" | "be" | "yet" | "well" | "soon");
        let allows = matches!(modal, "may" | "can" | "cannot" | "must" | "shall" | "able");
        allows && !possible || matches!(modal, "allowed" | "allows" | "permitted" | "permits" | "entitled")
    })
}

/// "Must serve at least 14 years", "the rules require at least 40 signatures".
fn is_demanded(line: &Line<'_>, found: &Found) -> bool {
    around(line, found).iter().any(|token| token.has(Class::DEMANDING))
}

/// "Limited to at most 5,000 euros", "the upper limit is under 3 %".
fn is_limit(line: &Line<'_>, found: &Found) -> bool {
    around(line, found).iter().any(|token| token.has(Class::LIMITING))
}
