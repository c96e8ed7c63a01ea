//! Times that words only point at: now, recently, in recent weeks, the future; and lengths without a number: several
//! days, a few weeks.

use rust_decimal::Decimal;

use super::token::{Gap, Tokens};
use super::{Found, Value};
use crate::lexicon::word::Key;
use crate::value::{Amount, Duration, Grain, TimeUnit, When};

/// The rule under which they are read: values that no claim rests on.
pub(in crate::value) const RULE: &str = "vague-time";

/// A time or a length without a number that begins at `at`.
pub(super) fn vague(tokens: &Tokens<'_>, at: usize) -> Option<Found> {
    let told = |words: &str, first: usize, end: usize| {
        let value = Value::Date(When::unresolved(words, Grain::Day));
        Some(Found { first, last: end, core: (first, end), value, rules: vec![RULE], ..Found::default() })
    };
    let after = |key: Key| at > 0 && tokens.is(at - 1, key);
    match tokens.key(at) {
        // "now that it is over" is a reason.
        Key::Now if !tokens.is(at + 1, Key::That) && !after(Key::From) => told("now", at, at + 1),
        Key::Currently | Key::Nowadays => told("now", at, at + 1),
        Key::These if tokens.is(at + 1, Key::Days) => told("now", at, at + 2),
        Key::Recently => {
            let first = at - usize::from(at > 0 && matches!(tokens.key(at - 1), Key::More));
            told("recently", first, at + 1)
        }
        Key::Recent => {
            unit_of_many(tokens, at + 1)?;
            told(&format!("recent {}", tokens.text(at + 1).to_ascii_lowercase()), at, at + 2)
        }
        Key::The if after(Key::In) => {
            let near = ["near", "foreseeable", "immediate", "distant"];
            let place = at + 1 + usize::from(near.contains(&tokens.text(at + 1)));
            let closed = tokens.is(place, Key::Future) && !tokens.is(place + 1, Key::Of);
            closed.then(|| told("in the future", at, place + 1)).flatten()
        }
        Key::Several => length(tokens, at, at + 1, SEVERAL),
        Key::A if tokens.is(at + 1, Key::Few) => length(tokens, at, at + 2, FEW),
        _ => None,
    }
}

/// How many are a few, and how many several: as wide as people use the words.
const FEW: (i64, i64) = (2, 6);
const SEVERAL: (i64, i64) = (3, 9);

/// "several days", "a few weeks".
fn length(tokens: &Tokens<'_>, at: usize, place: usize, (low, high): (i64, i64)) -> Option<Found> {
    let unit = unit_of_many(tokens, place)?;
    let amount = Amount::between(Decimal::from(low), Decimal::from(high), Decimal::ONE);
    let (end, value) = (place + 1, Value::Duration(Duration { amount, unit }));
    Some(Found { first: at, last: end, core: (at, end), value, rules: vec![RULE], ..Found::default() })
}

fn unit_of_many(tokens: &Tokens<'_>, at: usize) -> Option<TimeUnit> {
    let many =
        tokens.text(at).ends_with('s') && tokens.get(at).gap < Gap::Line && !tokens.is(at, Key::Fortnights);
    TimeUnit::named(tokens.word(at).time_unit?).filter(|unit| many && *unit >= TimeUnit::Hour)
}

#[cfg(test)]
mod tests {
    use crate::value::{Context, read};

    #[test]
    fn words_that_only_point_at_a_time_are_read_as_such() {
        let cases: [(&str, &[&str]); 8] = [
            ("He is now in charge.", &["now"]),
            ("Now that he is in charge, it is quiet.", &[]),
            ("More recently he fell ill.", &["recently"]),
            ("In recent weeks it was quiet.", &["recent weeks"]),
            ("A recent visit was quiet.", &[]),
            ("It may happen in the near future.", &["in the future"]),
            ("The future of the mill is open.", &[]),
            ("It lasted several days.", &["3 to 9 days"]),
        ];
        for (text, values) in cases {
            let readings = read(text, Context::default());
            let shown: Vec<String> = readings.iter().map(|reading| reading.value.to_string()).collect();
            assert_eq!(shown, values, "{text}");
            assert!(readings.iter().all(crate::value::Reading::is_vague), "{text}");
        }
    }
}
