//! What something came of: "the line closed because of fog", "fog closed the line".
//!
//! The lexicon knows causes by their sort; of the same effect two articles may give different ones.

use super::context::{finish, phrase_terms, push};
use super::sentence::Line;
use super::state::Subject;
use crate::lexicon::vocabulary::{self, Class, Cue};
use crate::model::{Term, TermRole};
use crate::value::Value;

/// How many tokens a cause may stand from the word that makes it one.
const REACH: usize = 10;

/// The effect of which the words at `at..end` are said to be the cause.
pub(super) fn effect(line: &Line<'_>, before: &[Line<'_>], at: usize, end: usize) -> Option<Subject> {
    let (from, to) = led(line, at).or_else(|| leading(line, at, end))?;
    let terms = effect_terms(line, from, to);
    if terms.len() > 1 {
        return Some((with_names(line, terms), Some((from, to))));
    }
    // "They closed, and fog was the reason": of what the clause or the sentence before told.
    let (start, _) = line.clause(at, end);
    let terms = effect_terms(line, 0, start);
    if terms.len() > 1 {
        return Some((with_names(line, terms), Some((0, start))));
    }
    let told = before.last().filter(|told| told.block == line.block)?;
    let terms = effect_terms(told, 0, told.tokens.len().min(16));
    Some((with_names(line, terms), None))
}

/// The words for an effect. What happened tells more than what it happened to: a ship that sank is not a ship that was
/// late.
fn effect_terms(line: &Line<'_>, from: usize, to: usize) -> Vec<Term> {
    let mut terms = phrase_terms(line, from, to, TermRole::Subject);
    let tokens = &line.tokens[from..to.min(line.tokens.len())];
    if tokens.iter().any(|token| vocabulary::class(&token.stem).has(Class::HAPPENING)) {
        push(&mut terms, HAPPENING.to_owned(), TermRole::Subject, 1.0);
    }
    let happened: Vec<&str> = (from..to.min(line.tokens.len()))
        .filter(|at| line.name_at(*at).is_none())
        .map(|at| &line.tokens[at])
        .filter(|token| token.is_past() && token.is_content())
        .map(|token| &*token.term)
        .collect();
    if !happened.is_empty() {
        for term in terms.iter_mut().filter(|term| term.role == TermRole::Subject) {
            if !happened.contains(&&*term.word) && *term.word != *HAPPENING {
                term.role = TermRole::Near;
            }
        }
    }
    terms
}

/// The word for the thing that happened, whatever a story calls it.
const HAPPENING: &str = "#happening";

/// The names of a sentence, and its dates, tell where its events are: "in Aro a blackout shut the polls".
fn with_names(line: &Line<'_>, mut terms: Vec<Term>) -> Vec<Term> {
    for name in &line.names {
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, 0.6);
    }
    for value in line.values.iter().filter(|value| matches!(value.reading.value, Value::Date(_))) {
        push(&mut terms, value.word.to_string(), TermRole::Value, 0.8);
    }
    finish(terms)
}

/// The "because" that makes what stands at `at` a cause.
pub(super) fn led_by(line: &Line<'_>, at: usize) -> Option<usize> {
    let near = |end: usize| end <= at && at - end <= REACH && !is_broken(line, end, at);
    line.cues.iter().rposition(|cue| cue.cue == Cue::Cause && near(cue.at + cue.length))
}

/// The effect before "because of", or behind the comma that ends a cause in front.
fn led(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let cue = &line.cues[led_by(line, at)?];
    if cue.at > 2 {
        let start = (0..cue.at).rfind(|at| line.tokens[*at].gap() >= 5).map_or(0, |mark| mark + 1);
        return Some((start, cue.at));
    }
    let comma = (at..line.tokens.len()).find(|at| line.tokens[*at].gap() >= 3)?;
    Some((comma + 1, line.tokens.len()))
}

/// The effect behind "caused" or "was the reason".
fn leading(line: &Line<'_>, at: usize, end: usize) -> Option<(usize, usize)> {
    let by = |at: usize| line.tokens.get(at).is_some_and(|token| token.lower == "by");
    let near = |cue: usize| cue >= end && cue - end <= REACH && !is_broken(line, at, cue);
    let cue =
        line.cues.iter().find(|cue| cue.cue == Cue::Effect && near(cue.at) && !by(cue.at + cue.length))?;
    let from = cue.at + cue.length;
    let to = (from..line.tokens.len()).find(|at| line.tokens[*at].gap() >= 5).unwrap_or(line.tokens.len());
    Some((from, to))
}

/// Whether a mark stands between that parts sentences.
fn is_broken(line: &Line<'_>, from: usize, to: usize) -> bool {
    line.tokens[from..to].iter().any(|token| token.gap() >= 5)
}
