//! What somebody has or has not: lights, a licence, a helmet, signs of force.
//!
//! Like acts, such claims count only where another article denies them.

use super::context::{finish, phrase_before, phrase_terms, push};
use super::draft::Draft;
use super::sentence::Line;
use super::speech::Speech;
use super::token::Kind;
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Marks, Polarity, Shape, TermRole};
use crate::value::{State, Value};

/// The things that the sentence says somebody has, or is without.
pub(super) fn possessions(line: &Line<'_>, speech: impl Fn(usize, usize) -> Speech) -> Vec<(Draft, Speech)> {
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return Vec::new();
    }
    let leads = (1..line.tokens.len()).filter_map(|at| Some((at, lead(line, at)?)));
    leads
        .filter_map(|(at, (after, polarity))| {
            let said = speech(at, after);
            let conditional = said.marks.has(Marks::HYPOTHETICAL) || said.marks.has(Marks::PREDICTED);
            (!conditional).then_some(())?;
            Some((possession(line, at, after, polarity, &said)?, said))
        })
        .collect()
}

/// Whether something had begins behind `at`, from which token on, and whether it is there.
fn lead(line: &Line<'_>, at: usize) -> Option<(usize, Polarity)> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    if word(at) == "without" {
        return Some((at + 1, Polarity::Denied));
    }
    let has = matches!(
        word(at),
        "had"
            | "has"
            | "have"
            | "showed"
            | "shows"
            | "shown"
            | "carried"
            | "carries"
            | "wore"
            | "wears"
            | "with"
            | "found"
    ) || line.tokens[at].has(Class::BE) && word(at - 1) == "there";
    if !has {
        return None;
    }
    if word(at + 1) == "no" {
        return Some((at + 2, Polarity::Denied));
    }
    let next = line.tokens.get(at + 1)?;
    let opens = next.has(Class::DETERMINER) || next.is_content() && !next.is_past();
    opens.then_some((at + 1, Polarity::Affirmed))
}

fn possession(
    line: &Line<'_>,
    at: usize,
    after: usize,
    polarity: Polarity,
    speech: &Speech,
) -> Option<Draft> {
    let noun = noun(line, after)?;
    let (from, to) = phrase_before(line, at)?;
    let mut terms = phrase_terms(line, from, to, TermRole::Subject);
    if terms.is_empty() {
        return None;
    }
    let token = &line.tokens[noun];
    push(&mut terms, token.term.clone(), TermRole::Head, 1.0);
    let context = Context {
        terms: finish(terms),
        marks: speech.marks,
        ..Context::plain(
            Shape::Act,
            Value::State(State { id: token.term.as_str().into(), text: token.text.into() }),
            format!("has:{}", token.term),
        )
    };
    let subject = line.parties().find(|name| name.from >= from && name.to <= to);
    Some(Draft {
        quote: line.quote(from, noun + 1)?,
        subject: subject.map(|name| name.folded.clone()),
        attribute: format!("has {}", token.lower),
        value: line.span_of(noun, noun + 1)?,
        object: None,
        as_of: None,
        polarity,
        context,
    })
}

/// The noun of the phrase at `from`: its last word before a preposition or mark, at most three on.
fn noun(line: &Line<'_>, from: usize) -> Option<usize> {
    let goes_on = |at: &usize| {
        let token = &line.tokens[*at];
        token.is_word()
            && !token.has(Class::PREPOSITION)
            && !token.has(Class::AUXILIARY)
            && line.value_at(*at).is_none()
    };
    let end = (from..(from + 4).min(line.tokens.len())).take_while(goes_on).last()?;
    let noun = (from..=end).rfind(|at| line.tokens[*at].is_content())?;
    line.name_at(noun).is_none().then_some(noun)
}
