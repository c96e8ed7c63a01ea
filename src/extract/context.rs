//! The words around a value.

use super::sentence::Line;
use super::token::Kind;
use crate::lexicon::vocabulary::Class;
use crate::model::{Term, TermRole};
use crate::value::Value;

/// The words of the sentence as they stand around the tokens `from..to`.
pub(super) fn terms(line: &Line<'_>, from: usize, to: usize) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let value = line.values.iter().find(|value| value.from == from);
    let counts = value.is_some_and(|value| matches!(value.reading.value, Value::Quantity(_)));
    for (at, token) in line.tokens.iter().enumerate() {
        let inside = (from..to).contains(&at);
        if inside && !counts {
            continue;
        }
        if line.name_at(at).is_some() || !inside && line.value_at(at).is_some() || !token.is_content() {
            continue;
        }
        let distance = if inside { 0.0 } else { line.distance(at, if at < from { from } else { to - 1 }) };
        let role = if distance < 2.6 { TermRole::Head } else { TermRole::Near };
        push(&mut terms, token.term.clone(), role, nearness(distance));
    }
    for name in &line.names {
        if name.from < to && from < name.to {
            continue;
        }
        let distance = line.distance(name.from.min(to.saturating_sub(1)), from.max(name.to.min(name.from)));
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, nearness(distance / 2.0));
    }
    for value in &line.values {
        if value.from == from {
            continue;
        }
        let distance = line.distance(value.from, from);
        push(
            &mut terms,
            format!("={}", value.reading.value.normal()),
            TermRole::Value,
            0.6 * nearness(distance),
        );
    }
    let (weight, label) = &line.label;
    for word in label {
        push(&mut terms, word.clone(), TermRole::Subject, *weight);
    }
    finish(terms)
}

/// Adds the words of the sentence before to those of a very short one: "Total bill: $2 million" says little alone.
pub(super) fn carry(terms: Vec<Term>, line: &Line<'_>, before: Option<&Line<'_>>) -> Vec<Term> {
    let own = terms.iter().filter(|term| matches!(term.role, TermRole::Head | TermRole::Near)).count();
    let refers = line.tokens.first().is_some_and(|token| token.has(Class::PRONOUN));
    let Some(before) = before.filter(|before| before.block == line.block && (own < 4 || refers)) else {
        return terms;
    };
    let mut terms = terms;
    for token in before
        .tokens
        .iter()
        .enumerate()
        .filter(|(at, _)| before.name_at(*at).is_none())
        .map(|(_, token)| token)
    {
        if token.is_content() {
            push(&mut terms, token.term.clone(), TermRole::Near, 0.35);
        }
    }
    for name in &before.names {
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, 0.4);
    }
    finish(terms)
}

/// One entry a word, the strongest; in alphabetical order.
pub(super) fn finish(mut terms: Vec<Term>) -> Vec<Term> {
    terms.sort_by(|one, other| {
        one.word.cmp(&other.word).then(one.role.cmp(&other.role)).then(other.weight.total_cmp(&one.weight))
    });
    terms.dedup_by(|next, kept| {
        let same = next.word == kept.word;
        if same {
            kept.weight = kept.weight.max(next.weight);
        }
        same
    });
    terms
}

pub(super) fn push(terms: &mut Vec<Term>, word: String, role: TermRole, weight: f64) {
    terms.push(Term { word: word.into(), role, weight });
}

fn nearness(distance: f64) -> f64 {
    1.0 / (1.0 + distance / 4.0)
}

/// The terms of the phrase `from..to`, all of one role: content words and names.
pub(super) fn phrase_terms(line: &Line<'_>, from: usize, to: usize, role: TermRole) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut at = from;
    while at < to.min(line.tokens.len()) {
        if let Some(name) = line.name_at(at) {
            push(&mut terms, format!("@{}", name.folded), TermRole::Name, 1.0);
            at = name.to.max(at + 1);
            continue;
        }
        let token = &line.tokens[at];
        if token.is_content() && line.value_at(at).is_none() {
            push(&mut terms, token.term.clone(), role, 1.0);
        }
        at += 1;
    }
    finish(terms)
}

/// The phrase that ends right before `at` and can be a subject: back over auxiliaries, then out to the next mark,
/// conjunction or verb of saying.
pub(super) fn phrase_before(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    while end > 0 && skips(line, end - 1) {
        end -= 1;
    }
    if end > 0 && line.tokens[end - 1].kind == Kind::Mark(',') {
        // "The dam, which holds back the lake, burst": what is inserted is passed over.
        let comma = (0..end - 1).rev().find(|at| line.tokens[*at].kind == Kind::Mark(','));
        end = comma.unwrap_or(end);
    }
    let mut start = end;
    while start > 0 && !stops(line, start - 1) {
        start -= 1;
    }
    if let Some(noun) = relative(line, start) {
        // "The passwords, which were stored …": the relative word stands for what is before it.
        start = noun;
    }
    while start < end && line.tokens[start].has(Class::PREPOSITION) && line.name_at(start).is_none() {
        // "In the valley, the bridge fell": an opening phrase is set off by a mark; without one it stays.
        start += 1;
    }
    (start < end).then_some((start, end))
}

/// Where the phrase begins that the relative word right before `start` stands for.
fn relative(line: &Line<'_>, start: usize) -> Option<usize> {
    let word = start.checked_sub(1)?;
    if !matches!(line.tokens[word].lower.as_str(), "which" | "who" | "that") {
        return None;
    }
    let end = if word > 0 && line.tokens[word - 1].kind == Kind::Mark(',') { word - 1 } else { word };
    let mut begin = end;
    while begin > 0 && end - begin < 6 && !stops(line, begin - 1) {
        begin -= 1;
    }
    (begin < end).then_some(begin)
}

fn skips(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.is_word()
        && (token.has(Class::AUXILIARY) || token.lower.ends_with("n't") || token.lower.ends_with("ly"))
        && line.name_at(at).is_none()
}

fn stops(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    if token.gap() >= 2 {
        return true;
    }
    token.is_word()
        && line.name_at(at).is_none()
        && (token.has(Class::REPORTING)
            || matches!(
                token.lower.as_str(),
                "and"
                    | "but"
                    | "that"
                    | "when"
                    | "while"
                    | "after"
                    | "before"
                    | "because"
                    | "as"
                    | "if"
                    | "which"
                    | "who"
                    | "where"
                    | "than"
                    | "or"
            ))
}

/// The phrase that begins at `at`: on to the next mark, preposition or verb form, over at most eight tokens.
pub(super) fn phrase_after(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let mut end = at;
    let mut linked = false;
    while end < line.tokens.len() && end - at < 9 {
        let token = &line.tokens[end];
        if token.gap() >= 2
            && !(token.gap() == 5 && matches!(token.kind, super::token::Kind::Mark('–')) && end > at)
        {
            break;
        }
        let of = token.lower == "of" || token.lower == "from" && end > at;
        let ends = end > at
            && token.is_word()
            && line.name_at(end).is_none()
            && !of
            && (token.has(Class::PREPOSITION)
                || token.has(Class::AUXILIARY)
                || token.has(Class::CALENDAR)
                || matches!(
                    token.lower.as_str(),
                    "and"
                        | "but"
                        | "that"
                        | "when"
                        | "while"
                        | "because"
                        | "as"
                        | "yesterday"
                        | "today"
                        | "which"
                        | "who"
                        | "where"
                ));
        if ends || (of && linked) {
            break;
        }
        linked |= of;
        end += 1;
    }
    while end > at && !line.tokens[end - 1].is_word() {
        end -= 1;
    }
    (end > at).then_some((at, end))
}
