//! Counts of nothing: "nobody died", "none of the passengers were hurt", "there were no children on board".
//!
//! To a reader "nobody died" and "two people died" are two figures for one thing, so it is read as a figure.

use super::attribute::{Figure, of_words};
use super::context::{carry, terms};
use super::draft::Draft;
use super::measure::attribute_words;
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::Kind;
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Marks, Polarity, Shape};
use crate::value::{Amount, Value};

/// The counts of nothing in a sentence.
pub(super) fn nones(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return Vec::new();
    }
    let found = (0..line.tokens.len()).filter_map(|at| Some((at, none_at(line, at)?)));
    found
        .filter_map(|(at, end)| {
            let said = speech(at, end);
            let doubtful = said.marks.has(Marks::HYPOTHETICAL) || polarity(line, at, end) == Polarity::Denied;
            (!doubtful).then_some(())?;
            Some((none(line, before, at, end, &said)?, said))
        })
        .collect()
}

/// Where the words end that count nothing of some people or of what happens to people.
fn none_at(line: &Line<'_>, at: usize) -> Option<usize> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let person = |at: usize| {
        let term = line.tokens.get(at).map_or("", |token| token.term.trim_start_matches('#'));
        crate::lexicon::vocabulary::class(term).has(Class::PERSON)
    };
    match word(at) {
        "nobody" => Some(at + 1),
        "no" if word(at + 1) == "one" => Some(at + 2),
        "no" if person(at + 1) => Some(at + 1),
        "none" if word(at + 1) == "of" && (at + 2..at + 5).any(person) => Some(at + 1),
        _ => None,
    }
}

fn none(line: &Line<'_>, before: Option<&Line<'_>>, at: usize, end: usize, speech: &Speech) -> Option<Draft> {
    let value = Value::Number(Amount::count(0));
    let terms = carry(terms(line, at, end), line, before);
    let frame = of_words(Figure { value: &value, terms: &terms, marks: speech.marks, counted: None });
    let context = Context {
        frame: frame.map(|frame| &*frame.id),
        terms,
        marks: speech.marks,
        ..Context::plain(Shape::Measure, value, "count")
    };
    Some(Draft {
        quote: line.quote(at, end)?,
        subject: None,
        attribute: frame.map_or_else(|| attribute_words(&context.terms), |frame| frame.name.to_string()),
        value: line.span_of(at, end)?,
        object: None,
        as_of: None,
        polarity: Polarity::Affirmed,
        context,
    })
}
