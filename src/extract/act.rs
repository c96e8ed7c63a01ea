//! Acts: somebody does something, or does not.
//!
//! Taken alone such a claim is worth little: every verb makes one. They are for `align`, which keeps those that another
//! article denies.

use super::context::{finish, phrase_after, phrase_before, phrase_terms, push};
use super::draft::Draft;
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::Kind;
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Marks, Shape, TermRole};
use crate::value::{State, Value};

/// The acts that the sentence tells of; none in a question.
pub(super) fn acts(line: &Line<'_>, speech: impl Fn(usize, usize) -> Speech) -> Vec<(Draft, Speech)> {
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return Vec::new();
    }
    let verbs = (1..line.tokens.len()).filter(|at| is_verb(line, *at));
    verbs
        .filter_map(|at| {
            let said = speech(at, at + 1);
            let conditional = said.marks.has(Marks::HYPOTHETICAL) || said.marks.has(Marks::PREDICTED);
            (!conditional).then_some(())?;
            Some((act(line, at, &said)?, said))
        })
        .collect()
}

/// Whether the word at `at` is the verb of a clause: behind an auxiliary, or a past form behind a name or noun.
fn is_verb(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    let apart = line.name_at(at).is_some() || line.value_at(at).is_some();
    if apart || !token.is_word() || !token.is_content() || token.is_capital() || token.has(Class::TITLE) {
        return false;
    }
    let mut before = at - 1;
    while before > 0 && line.tokens[before].is_adverb() {
        before -= 1;
    }
    let previous = &line.tokens[before];
    let helped = previous.has(Class::AUXILIARY) || previous.lower.ends_with("n't");
    helped
        || token.is_past()
            && (line.name_at(before).is_some() || previous.is_content() || previous.has(Class::PRONOUN))
}

fn act(line: &Line<'_>, at: usize, speech: &Speech) -> Option<Draft> {
    let (from, to) = phrase_before(line, at)?;
    let mut terms = phrase_terms(line, from, to, TermRole::Subject);
    if terms.is_empty() {
        return None;
    }
    // "Owners of both, Aro as well as Bel, must pay": the inserted names are subjects too.
    for name in line.names.iter().filter(|name| name.from >= to && name.to <= at) {
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, 0.8);
    }
    let after = phrase_after(line, at + 1);
    if let Some((start, end)) = after {
        terms.extend(phrase_terms(line, start, end.min(at + 7), TermRole::Near));
    }
    let verb = &line.tokens[at];
    let context = Context {
        terms: finish(terms),
        marks: speech.marks,
        ..Context::plain(
            Shape::Act,
            Value::State(State { id: verb.term.as_str().into(), text: verb.text.into() }),
            format!("act:{}", verb.term),
        )
    };
    let subject =
        line.names.iter().find(|name| name.from >= from && name.to <= to).map(|name| name.folded.clone());
    Some(Draft {
        quote: line.quote(from, at + 1)?,
        subject,
        attribute: verb.term.trim_start_matches('#').to_owned(),
        value: line.span_of(at, at + 1)?,
        object: None,
        as_of: None,
        polarity: polarity(line, at, at + 1),
        context,
    })
}
