//! A range that is none: "cut from 499 to 449" says what was and what is now.

use rust_decimal::Decimal;

use super::sentence::{Found, Line};
use super::token::{CueAt, Token};
use crate::lexicon::vocabulary::Cue;
use crate::text::Span;
use crate::value::{Amount, Bound, Context as ReadContext, Kind, Reading, Role, Value, read};

/// So many words before the range its verb stands.
const REACH: usize = 7;

/// The old and the new value of a range that tells of a change; the reading as it is where it tells of none. `start` is
/// where the sentence begins in `text`.
pub(super) fn parted(
    text: &str,
    start: usize,
    tokens: &[Token<'_>],
    cues: &[CueAt],
    found: Found,
) -> Vec<Found> {
    ends(text, start, tokens, cues, &found).unwrap_or_else(|| vec![found])
}

fn ends(text: &str, start: usize, tokens: &[Token<'_>], cues: &[CueAt], found: &Found) -> Option<Vec<Found>> {
    let amount = found.reading.value.amount().filter(|amount| amount.bound == Bound::Between)?;
    let (low, high) = amount.low.zip(amount.high)?;
    let from = (found.from..found.to).find(|at| tokens[*at].lower == "from")?;
    let to = (from + 1..found.to).find(|at| tokens[*at].lower == "to")?;
    let turned = matches!(found.reading.role, Role::Rise | Role::Fall) || is_changed(cues, found.from);
    if !turned {
        return None;
    }
    let part = |from: usize, to: usize, role: Role| {
        let span = Span::new(tokens.get(from)?.start, tokens.get(to.checked_sub(1)?)?.end);
        let alone = read_alone(span.of(text)?)?;
        let own = alone.value.amount().and_then(Amount::number).filter(|own| *own == low || *own == high)?;
        let value = with(&found.reading.value, own, amount.step)?;
        // "from 25 to 27 per cent": 25 alone would be a number.
        let plain = matches!(value.kind(), Kind::Number | Kind::Quantity);
        if alone.value.kind() != value.kind() && !plain {
            return None;
        }
        let place = span.start() - start;
        let number = alone.number.map(|number| number.shifted(place));
        let here = Span::new(place, span.end() - start);
        let reading = Reading { span: here, core: here, number, value, role, ..found.reading.clone() };
        Some(Found { reading, word: found.word.clone(), from, to })
    };
    let new = part(to + 1, found.to, Role::New)?;
    Some(part(from + 1, to, Role::Old).into_iter().chain([new]).collect())
}

/// "extended from one year to eighteen months": two values of which each has its own unit.
pub(super) fn is_left_behind(line: &Line<'_>, found: &Found) -> bool {
    let lower = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let lead = found.from.checked_sub(1).filter(|at| lower(*at) == "from");
    let next = || line.values.iter().find(|other| (found.to..=found.to + 2).contains(&other.from));
    let same_kind = |other: &Found| other.reading.value.kind() == found.reading.value.kind();
    lead.is_some_and(|lead| is_changed(&line.cues, lead))
        && lower(found.to) == "to"
        && next().is_some_and(same_kind)
}

/// Whether a word of change stands shortly before.
fn is_changed(cues: &[CueAt], from: usize) -> bool {
    cues.iter().any(|cue| cue.cue == Cue::Turn && cue.at < from && from - cue.at <= REACH)
}

fn read_alone(words: &str) -> Option<Reading> {
    let mut readings = read(words, ReadContext::default());
    (readings.len() == 1).then(|| readings.remove(0))
}

/// The value with one exact number for its range.
fn with(value: &Value, number: Decimal, step: Decimal) -> Option<Value> {
    let mut value = value.clone();
    *value.amount_mut()? = Amount::exact(number, step);
    Some(value)
}
