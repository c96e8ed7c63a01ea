//! "An hour", "a mile" as one of the unit, where the words around tell it from "$15 an hour".

use rust_decimal::Decimal;

use super::item::smaller;
use super::measure::{self, Measure};
use super::noun;
use super::numeral::{self, Form, Numeral};
use super::token::{Gap, Tokens};
use crate::lexicon::word::Key;
use crate::value::TimeUnit;

/// "Nearly a foot", "less than a dollar": behind a word that bounds it, an article is the number one.
pub(super) fn one_of_unit(tokens: &Tokens<'_>, at: usize) -> Option<Numeral> {
    let before = at.checked_sub(1)?;
    if !matches!(tokens.key(at), Key::A | Key::An) || tokens.get(at).gap != Gap::Blank {
        return None;
    }
    let bounds = ["nearly", "almost", "about", "around", "roughly", "than", "over", "under", "least"];
    let is = |at: usize, words: &[&str]| words.iter().any(|word| tokens.text(at).eq_ignore_ascii_case(word));
    let second = |first: &str, second: &str| {
        is(before, &[second]) && before.checked_sub(1).is_some_and(|at| is(at, &[first]))
    };
    let bounded = is(before, &bounds) || second("part", "of") || second("up", "to");
    let (measure, end) = measure::after(tokens, at + 1)?;
    // "An hour and a half", "a year and three months", whatever stands before.
    let goes_on = || {
        let part = tokens.is(end, Key::And).then(|| numeral::numeral(tokens, end + 1, false)).flatten();
        part.is_some_and(|part| match part.form {
            Form::Fraction => !tokens.is(part.end, Key::Of) && measure::after(tokens, part.end).is_none(),
            _ => measure::after(tokens, part.end)
                .is_some_and(|(other, _)| smaller(&measure, &other).is_some_and(|ratio| part.value < ratio)),
        })
    };
    // "Under a year" is a length of time, "over a year" as often the time within which something happens.
    let over = is(before, &["over"])
        && !before
            .checked_sub(1)
            .is_some_and(|at| is(at, &["just", "well", "little", "bit", "shade", "slightly"]));
    // A bar, a bit and a stone are more often something else.
    let unit = match measure {
        Measure::Unit(id) => {
            bounded && !matches!(id, "bar" | "bit" | "stone" | "atmosphere" | "degree") || goes_on()
        }
        Measure::Money { .. } => bounded,
        Measure::Time(unit) => {
            let single = !tokens.text(at + 1).ends_with('s') && tokens.get(at + 1).gap == Gap::Blank;
            let stands_alone = !matches!(tokens.key(end), Key::Of | Key::When | Key::That | Key::Dash)
                && !noun::is_noun(tokens, end);
            single && (bounded && !over && unit >= TimeUnit::Hour && stands_alone || goes_on())
        }
        _ => false,
    };
    unit.then(|| numeral::plain(Decimal::ONE, Decimal::ONE, Form::Words, at + 1))
}
