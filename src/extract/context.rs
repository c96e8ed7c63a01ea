//! The words around a value.

use super::name::Name;
use super::sentence::Line;
use super::token::{Kind, Token};
use crate::lexicon::unit;
use crate::lexicon::vocabulary::{self, Class};
use crate::model::{Term, TermRole};
use crate::value::Value;

/// The words of the sentence as they stand around the tokens `from..to`.
pub(super) fn terms(line: &Line<'_>, from: usize, to: usize) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::with_capacity(line.tokens.len() / 2 + 4);
    let value = line.values.iter().find(|value| value.from == from);
    let counts = value.is_some_and(|value| matches!(value.reading.value, Value::Quantity(_)));
    let measures = value.is_some_and(|value| {
        matches!(&value.reading.value, Value::Quantity(quantity) if unit::by_id(&quantity.unit).is_some())
    });
    let lead = lead(line, from);
    let tail = tail(line, to);
    let numeral =
        value.and_then(|value| value.reading.number).map(|number| number.shifted(line.span.start()));
    for (at, token) in line.tokens.iter().enumerate() {
        let inside = (from..to).contains(&at);
        if inside && numeral.is_some_and(|number| token.end <= number.end()) {
            continue;
        }
        // Of a unit only what it is a unit of tells anything: hectares are of an area, metres of many things.
        if inside && (!counts || measures && !token.term.starts_with('#')) {
            continue;
        }
        if line.name_at(at).is_some() || !inside && line.value_at(at).is_some() || !token.is_content() {
            continue;
        }
        let distance =
            if inside { 0.0 } else { line.distance(at, if at < from { lead.max(at) } else { tail.min(at) }) };
        let role = if distance < 2.6 { TermRole::Head } else { TermRole::Near };
        let weight = nearness(distance) * if is_anybody(&token.term) { 0.3 } else { 1.0 };
        push(&mut terms, token.term.clone(), role, weight);
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
        // "13 of the 43 pieces" and "31 of the 43" are counts of one whole.
        let whole = value.from > to
            && value.from - to <= 2
            && line.tokens[to..value.from]
                .iter()
                .all(|token| matches!(token.lower.as_str(), "of" | "the" | "its" | "their"));
        let weight = if whole { 1.2 } else { 0.6 * nearness(line.distance(value.from, from)) };
        push(&mut terms, value.word.to_string(), TermRole::Value, weight);
    }
    for name in line.substitutes().filter(|name| !(name.from < to && from < name.to)) {
        let distance = line.distance(name.from.min(to.saturating_sub(1)), from.max(name.to.min(name.from)));
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, nearness(distance / 2.0));
    }
    let (weight, label) = &line.label;
    for word in label {
        push(&mut terms, word.clone(), TermRole::Subject, *weight);
    }
    finish(terms)
}

/// The last token from which what follows is counted: in "in March, when they met" the meeting is as near as can be.
fn tail(line: &Line<'_>, to: usize) -> usize {
    let when = (to..to + 2).find(|at| line.tokens.get(*at).is_some_and(|token| token.lower == "when"));
    when.unwrap_or(to.saturating_sub(1))
}

/// A value as a word: without its bounds, so that "up to 50" and "50" are one word.
pub(super) fn anchor(value: &Value) -> String {
    match value {
        Value::Money(money) => format!("{} {}", money.currency.code(), money.amount.anchor().normalize()),
        Value::Quantity(counted) if unit::by_id(&counted.unit).is_none() => {
            counted.amount.anchor().normalize().to_string()
        }
        Value::Number(amount) => amount.anchor().normalize().to_string(),
        value => value.normal(),
    }
}

/// Where the words begin that only lead to the value: "shortly after", "by", "on".
fn lead(line: &Line<'_>, from: usize) -> usize {
    let leads = |at: &usize| {
        let token = &line.tokens[*at];
        token.has(Class::PREPOSITION)
            || matches!(token.lower.as_str(), "shortly" | "just" | "soon" | "right" | "only" | "some")
    };
    (from.saturating_sub(3)..from).rev().take_while(leads).last().unwrap_or(from)
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
    for value in &before.values {
        push(&mut terms, format!("={}", anchor(&value.reading.value)), TermRole::Value, 0.4);
    }
    finish(terms)
}

/// The terms of a claim; where no name is among them, with the name that its paragraph speaks of, as a faint one.
pub(super) fn go_on(line: &Line<'_>, mut terms: Vec<Term>) -> Vec<Term> {
    let named = || terms.iter().any(|term| term.word.starts_with('@'));
    if let Some(topic) = line.topic.as_ref().filter(|_| !named()) {
        push(&mut terms, format!("@{topic}"), TermRole::Name, FAINT);
        terms = finish(terms);
    }
    terms
}

/// How much a name counts that only the sentences before give.
const FAINT: f64 = 0.35;

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

pub(super) fn push(terms: &mut Vec<Term>, word: impl Into<Box<str>>, role: TermRole, weight: f64) {
    terms.push(Term { word: word.into(), role, weight });
}

/// Whether the word counts people without saying which.
pub(super) fn is_anybody(term: &str) -> bool {
    matches!(
        term,
        "peopl" | "person" | "man" | "woman" | "human" | "individual" | "soul" | "resident" | "#neighbour"
    )
}

/// Whether a counted noun is a concept of the lexicon, so that it is known what it is.
pub(super) fn is_concept(noun: &str) -> bool {
    vocabulary::stems_of(noun).next().is_some()
}

/// Whether the word is of what is built or made at one time: a ship, a house, a car.
pub(super) fn is_made(term: &str) -> bool {
    vocabulary::class(term.trim_start_matches('#')).has(Class::MADE)
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
        if let Some(name) = line.substitutes().find(|name| name.from == at) {
            push(&mut terms, format!("@{}", name.folded), TermRole::Name, 1.0);
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
        end = comma_before(line, end - 1).unwrap_or(end);
    }
    let mut start = end;
    while start > 0 && !stops(line, start - 1) {
        start -= 1;
    }
    if let Some(noun) = relative(line, start, end) {
        start = noun;
    } else if let Some(first) = joined(line, start, end, at) {
        start = first;
    }
    while start < end && line.tokens[start].has(Class::PREPOSITION) && line.name_at(start).is_none() {
        // "In the valley, the bridge fell": an opening phrase is set off by a mark; without one it stays.
        start += 1;
    }
    (start < end).then_some((start, end))
}

/// The comma before `end`; one within a quotation parts nothing.
fn comma_before(line: &Line<'_>, end: usize) -> Option<usize> {
    let is_comma = |at: &usize| line.tokens[*at].kind == Kind::Mark(',');
    let mut quoted = 0_usize;
    let outside = (0..end).rev().find(|at| {
        match line.tokens[*at].kind {
            Kind::Mark('’' | '”') => quoted += 1,
            Kind::Mark('‘' | '“') => quoted = quoted.saturating_sub(1),
            _ => {}
        }
        quoted == 0 && is_comma(at)
    });
    outside.or_else(|| (0..end).rfind(is_comma))
}

/// The phrase that a sentence opens with, its subject as a rule: what a pronoun in the next one most likely stands for.
pub(super) fn opening_phrase(line: &Line<'_>) -> Option<(usize, usize)> {
    *line.opening.get_or_init(|| find_opening(line))
}

fn find_opening(line: &Line<'_>) -> Option<(usize, usize)> {
    let mut start = 0;
    if line.tokens.first()?.has(Class::PREPOSITION) {
        // "In March, the ferry sank".
        start = line.tokens.iter().take(12).position(|token| token.kind == Kind::Mark(','))? + 1;
    }
    let goes_on = |at: &usize| {
        let token = &line.tokens[*at];
        let verb = token.has(Class::AUXILIARY) || token.has(Class::REPORTING) || token.has(Class::PRONOUN);
        let past = *at > start && token.is_past() && !token.is_capital();
        line.name_at(*at).is_some()
            || token.is_word() && !verb && !past && (!token.has(Class::PREPOSITION) || token.lower == "of")
    };
    let end = (start..line.tokens.len().min(start + 8)).take_while(goes_on).last()? + 1;
    Some((start, end))
}

/// The person whom "he" or "she" most likely stands for: the last one spoken of, of one sentence the first.
pub(super) fn person_before<'l>(before: &'l [Line<'_>]) -> Option<&'l Name> {
    let is_person = |name: &&Name| name.is_person || name.folded.split(' ').count() == 2;
    before.iter().rev().find_map(|line| line.names.iter().find(is_person))
}

/// Where the phrase begins that the relative word right before the words `start..end` stands for, if these are of the
/// relative clause: "the passwords, which were stored", "women who were pregnant were admitted". In "they say that the
/// bridge fell" it stands for nothing, in "the bridge which Aro built" for what is built.
fn relative(line: &Line<'_>, start: usize, end: usize) -> Option<usize> {
    let word = start.checked_sub(1)?;
    let clause = &line.tokens[start..end];
    let verb = |token: &Token<'_>| token.is_past() || token.has(Class::AUXILIARY);
    let opens = clause.first().is_none_or(|first| match line.tokens[word].lower.as_str() {
        "who" | "which" => {
            let noun =
                first.has(Class::DETERMINER) || first.has(Class::PRONOUN) || line.name_at(start).is_some();
            first.is_word() && !noun
        }
        "that" => verb(first),
        _ => false,
    });
    if !opens || !is_relative(&line.tokens[word]) {
        return None;
    }
    let end = if word > 0 && line.tokens[word - 1].kind == Kind::Mark(',') { word - 1 } else { word };
    let mut begin = end;
    while begin > 0 && end - begin < 6 && !stops(line, begin - 1) {
        begin -= 1;
    }
    (begin < end).then_some(begin)
}

/// Whether the word can stand for the noun before it: "the women who", "the dam, which".
pub(super) fn is_relative(token: &Token<'_>) -> bool {
    matches!(token.lower.as_str(), "which" | "who" | "that")
}

/// Where the first of two begins that are together what the verb at `at` is said of: "the road and the bridge were
/// closed". One alone "was closed".
fn joined(line: &Line<'_>, start: usize, end: usize, at: usize) -> Option<usize> {
    let and = start.checked_sub(1).filter(|and| line.tokens[*and].lower == "and" && start < end)?;
    let several =
        line.tokens[end..at].iter().any(|token| matches!(token.lower.as_str(), "were" | "are" | "have"));
    let mut begin = and;
    while begin > 0 && !stops(line, begin - 1) {
        begin -= 1;
    }
    let verb = |at: usize| {
        let token = &line.tokens[at];
        let form =
            token.has(Class::AUXILIARY) || token.has(Class::PRONOUN) || token.is_past() || token.is_adverb();
        form && line.name_at(at).is_none()
    };
    let plain = begin < and && and - begin < 6 && !(begin..and).any(verb);
    (several && plain).then_some(begin)
}

fn skips(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.is_word()
        && (token.has(Class::AUXILIARY) || token.lower.ends_with("n't") || token.is_adverb())
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

/// What the clause around the tokens `from..to` opens with: the noun or name before its verb. Nothing for a pronoun,
/// and where the value itself stands there.
pub(super) fn theme(line: &Line<'_>, from: usize, to: usize) -> Option<Box<str>> {
    let (start, end) = line.clause(from, to);
    let goes_on = |at: &usize| {
        let token = &line.tokens[*at];
        let verb = token.has(Class::AUXILIARY) || token.has(Class::REPORTING) || token.has(Class::PRONOUN);
        line.name_at(*at).is_some()
            || token.is_word() && !verb && (!token.has(Class::PREPOSITION) || token.lower == "of")
    };
    let stop = (start..end.min(start + 8)).take_while(goes_on).last()? + 1;
    let verb = (start + 1..stop).find(|at| line.name_at(*at).is_none() && line.tokens[*at].is_past());
    let stop = verb.unwrap_or(stop);
    if stop > from && start < to {
        return None;
    }
    if let Some(name) = line.parties().find(|name| name.to == stop && name.from >= start) {
        return Some(format!("@{}", name.folded).into());
    }
    let noun = (start..stop).rfind(|at| line.tokens[*at].is_content())?;
    Some(line.tokens[noun].term.as_str().into())
}
