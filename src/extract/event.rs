//! Events and who or what took part: who built it, who paid for it, where it was held.
//!
//! The one who acts is read from "built by Aro" and "Aro built"; a place from "held in Aro". What it was done to goes
//! along as the words by which two articles are found to meet.

use super::context::{anchor, finish, opening_phrase, phrase_after, phrase_before, phrase_terms, push};
use super::draft::Draft;
use super::name::{Name, possessive_length};
use super::party::{self, Who};
use super::sentence::Line;
use super::speech::polarity;
use super::token::{Kind, Token};
use super::trigger::{Hit, is_object};
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Shape, Term, TermRole};
use crate::text::{Span, fold};
use crate::value::{self, Value};

/// "The lift, built in 1987 by Aro", "Aro built the lift", "Aro, which built the lift".
pub(super) fn agent(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    if is_noun(line, at) {
        return None;
    }
    let (_, stop) = line.clause(at, end);
    let by = (end..(end + 9).min(stop)).find(|by| line.tokens[*by].lower == "by");
    if let Some(by) = by.filter(|_| is_participle(&line.tokens[at]) || is_helped(line, at)) {
        let who = party::after(line, by + 1)?;
        let theme = theme_before(hit)?;
        return draft(hit, at.min(theme.from), who.1, who, theme.terms);
    }
    if let Some(who) = named_behind(hit) {
        let (terms, to) = theme_after(hit)?;
        return draft(hit, at, to.max(who.1), who, terms);
    }
    let who = party::before(line, at)?;
    let goes_on = line.tokens[at].lower.ends_with("ing");
    let passive = !goes_on && line.tokens[who.1..at].iter().any(|token| token.has(Class::BE));
    if passive || !opens_finite(line, at) {
        return None;
    }
    let (terms, to) = theme_after(hit)?;
    draft(hit, who.0, to, who, terms)
}

/// "The one who raised the alarm was Aro", "the first to raise the alarm was Aro": the name behind "was".
fn named_behind(hit: &Hit<'_, '_>) -> Option<Who> {
    let Hit { line, at, end, .. } = *hit;
    let lead =
        (0..at).rfind(|at| !line.tokens[*at].has(Class::AUXILIARY) || line.tokens[*at].lower == "to")?;
    let word = |at: usize| line.tokens[at].lower.as_str();
    let anybody = |word: &str| {
        matches!(
            word,
            "man" | "woman" | "person" | "one" | "firm" | "company" | "party" | "country" | "first" | "last"
        )
    };
    let opens = matches!(word(lead), "who" | "that" | "which" | "to") && lead > 0 && anybody(word(lead - 1));
    let (_, stop) = line.clause(at, end);
    let be = (end..stop).filter(|_| opens).find(|at| matches!(word(*at), "was" | "is"))?;
    let name = party::starting_at(line, be + 1).filter(|name| !party::is_listed(line, name.to))?;
    Some((name.from, name.to))
}

/// How many words behind a comma tell what stands before it.
const APPOSED: usize = 8;

/// What it is done to, behind an active verb, and where that ends; what a pronoun there most likely stands for.
fn theme_after(hit: &Hit<'_, '_>) -> Option<(Vec<Term>, usize)> {
    let Hit { line, before, at, end, .. } = *hit;
    let token = line.tokens.get(end)?;
    let object = [at + 1, end].into_iter().find(|at| line.tokens.get(*at).is_some_and(is_object));
    let ends = |at: usize| line.tokens.get(at).is_none_or(|token| !token.is_content());
    if let Some(object) = object.filter(|object| *object < end || ends(end + 1)) {
        let (start, _) = line.clause(at, end);
        let here = phrase_terms(line, 0, start, TermRole::Subject);
        let told =
            || before.last().map(|told| phrase_terms(told, 0, 16.min(told.tokens.len()), TermRole::Subject));
        let terms = if here.is_empty() { told()? } else { here };
        return Some((terms, end.max(object + 1)));
    }
    if token.lower == "that" {
        // "Demanded that all ballots be counted again": all of the clause tells what.
        let to = line.clause(end, end + 1).1.min(end + 12);
        return Some((phrase_terms(line, end, to, TermRole::Subject), to));
    }
    let opens = token.has(Class::DETERMINER) || token.is_content();
    if !opens && end > at + 2 {
        // "Raised the alarm over the dam": the words of the deed have their object within.
        let over = token.has(Class::PREPOSITION).then(|| phrase_after(line, end + 1)).flatten();
        let to = over.map_or(end, |(_, to)| to);
        let mut terms = phrase_terms(line, at + 1, to, TermRole::Subject);
        terms.extend(line.names.iter().filter(|name| name.from >= to).map(aside));
        return Some((finish(terms), to));
    }
    let (from, to) = phrase_after(line, end).filter(|_| opens)?;
    let mut terms = phrase_terms(line, from, to, TermRole::Subject);
    let apposed = line.tokens.get(to).is_some_and(|mark| mark.gap() >= 3)
        && line.tokens.get(to + 1).is_some_and(|token| token.has(Class::DETERMINER));
    if apposed {
        // "Aro hosts Bel, a platform for agents".
        terms.extend(phrase_terms(line, to + 1, to + 1 + APPOSED, TermRole::Near));
    }
    Some((with_values(line, terms, from, to), to))
}

/// "The lift, which belongs to Aro"; not "firms renting from Aro may stay", which says nothing of the one told of.
pub(super) fn holder(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    if !opens_finite(line, at) {
        return None;
    }
    let who =
        party::after(line, end).filter(|who| !matches!(line.tokens[who.0].lower.as_str(), "a" | "an"))?;
    if at > 1 && line.tokens[at - 1].gap() == 0 {
        let theme = theme_before(hit)?;
        return draft(hit, at.min(theme.from), who.1, who, theme.terms);
    }
    // "At the request of Aro, the ballots …": it opens the sentence.
    let next = who.1 + usize::from(line.tokens.get(who.1).is_some_and(|token| token.gap() == 3));
    let (from, to) = phrase_after(line, next)?;
    draft(hit, at, to, who, phrase_terms(line, from, to, TermRole::Subject))
}

/// What it was done to, and where its words begin.
pub(super) struct Theme {
    pub(super) terms: Vec<Term>,
    pub(super) from: usize,
}

/// What it was done to: the phrase before the verb, or what its pronoun stands for.
pub(super) fn theme_before(hit: &Hit<'_, '_>) -> Option<Theme> {
    let Hit { line, before, at, .. } = *hit;
    // "The lift, built by Aro": what is inserted stands right behind its noun.
    let inserted = at > 0 && line.tokens[at - 1].kind == Kind::Mark(',');
    let at = first_of_several(line, at).unwrap_or(at);
    let (from, to) = phrase_before(line, at - usize::from(inserted))?;
    let mut terms = phrase_terms(line, from, to, TermRole::Subject);
    let pronoun = !line.tokens[from..to].iter().any(Token::is_content);
    let told = || before.last().filter(|_| pronoun).and_then(opening);
    let told = if terms.is_empty() || pronoun { told() } else { None };
    if terms.is_empty() && told.is_none() {
        return None;
    }
    if to < at && line.tokens[to].kind == Kind::Mark(',') {
        // "Aro, a platform for agents, is hosted": what is inserted tells what it is.
        terms.extend(phrase_terms(line, to, at, TermRole::Near));
    }
    let whole = terms.into_iter().chain(told.into_iter().flatten()).collect();
    Some(Theme { terms: with_values(line, whole, at, at), from })
}

/// The verb before the one at `at` that is said of the same: "was lifted off and flown to Aro".
fn first_of_several(line: &Line<'_>, at: usize) -> Option<usize> {
    let and =
        at.checked_sub(1).filter(|and| line.tokens[*and].lower == "and" && line.tokens[at].is_past())?;
    let (start, _) = line.clause(and, and);
    (start + 1..and).rfind(|be| line.tokens[*be].has(Class::BE))
}

/// The terms of the phrase that a sentence opens with.
pub(super) fn opening(sentence: &Line<'_>) -> Option<Vec<Term>> {
    let (from, to) = opening_phrase(sentence)?;
    let terms = phrase_terms(sentence, from, to, TermRole::Subject);
    (!terms.is_empty()).then_some(terms)
}

/// The values of the sentence help to tell which event it is: the year in which it was built.
pub(super) fn with_values(line: &Line<'_>, mut terms: Vec<Term>, from: usize, to: usize) -> Vec<Term> {
    for value in line.values.iter().filter(|value| !(value.from < to && from < value.to)) {
        push(&mut terms, format!("={}", anchor(&value.reading.value)), TermRole::Value, 0.5);
    }
    finish(terms)
}

/// Whether the verb at `at` is finite where it stands: no "-ing" form and no infinitive without what carries it.
pub(super) fn opens_finite(line: &Line<'_>, at: usize) -> bool {
    !line.tokens[at].lower.ends_with("ing") || is_helped(line, at)
}

/// Whether a form of "be" stands before the verb, over adverbs: "is now being", "the lift's still".
fn is_helped(line: &Line<'_>, at: usize) -> bool {
    let mut before = (0..at)
        .rev()
        .map(|at| &line.tokens[at])
        .skip_while(|token| token.is_adverb() || token.has(Class::AUXILIARY) && !token.has(Class::BE));
    before.next().is_some_and(|token| token.has(Class::BE) || token.possessive)
}

/// Whether the word at `at` is a noun where it stands: "the land", "of play".
pub(super) fn is_noun(line: &Line<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &line.tokens[before]) else { return false };
    let leads = before.has(Class::PREPOSITION) && before.lower != "to";
    (before.has(Class::DETERMINER) && !matches!(before.lower.as_str(), "that" | "this")
        || before.possessive
        || leads)
        && !is_participle(&line.tokens[at])
}

fn is_participle(token: &Token<'_>) -> bool {
    token.lower.ends_with("ed") || token.lower.ends_with("en") || token.stem != token.lower
}

/// "Its runtime", "this lift": of whose or which, the sentence before may have told.
fn referred(hit: &Hit<'_, '_>, from: usize, to: usize, who: Who) -> Vec<Term> {
    let refers = |at: usize| {
        let token = &hit.line.tokens[at];
        !(who.0..who.1).contains(&at) && matches!(token.lower.as_str(), "its" | "their" | "this" | "these")
    };
    let told = hit.before.last().filter(|told| told.block == hit.line.block);
    let Some(told) = told.filter(|_| (from..to.min(hit.line.tokens.len())).any(refers)) else {
        return Vec::new();
    };
    told.names.iter().map(aside).collect()
}

/// A name that only helps to tell what is spoken of.
fn aside(name: &Name) -> Term {
    Term { word: format!("@{}", name.folded).into(), role: TermRole::Name, weight: 0.4 }
}

/// The claim that `who` fills the role which the words ask for.
pub(super) fn draft(hit: &Hit<'_, '_>, from: usize, to: usize, who: Who, terms: Vec<Term>) -> Option<Draft> {
    let Hit { line, at, end, frame, .. } = *hit;
    if !terms.iter().any(|term| matches!(term.role, TermRole::Subject | TermRole::Name)) {
        return None;
    }
    let mut terms = terms;
    terms.extend(referred(hit, from, to, who));
    let mut value = line.span_of(who.0, who.1)?;
    let last = &line.tokens[who.1 - 1];
    if last.possessive {
        value = Span::new(value.start(), value.end() - possessive_length(last.text));
    }
    let words = value.of(line.text)?;
    let name = value::Name {
        text: words.into(),
        key: fold(words).as_str().into(),
        lineage: std::sync::Arc::new([]),
    };
    // The fullest name says best what it is about: "Aro Works" more than "Aro".
    let names = terms.iter().filter(|term| term.role == TermRole::Name && term.weight >= 1.0);
    let fullest = names.max_by_key(|term| (term.word.len(), std::cmp::Reverse(&*term.word)));
    let subject = fullest.or_else(|| terms.iter().find(|term| term.role == TermRole::Name));
    Some(Draft {
        quote: line.quote(from.min(who.0), to.max(end))?,
        subject: subject.map(|term| term.word.trim_start_matches('@').to_owned()),
        attribute: frame.name.to_string(),
        value,
        object: None,
        as_of: None,
        polarity: polarity(line, at, end),
        context: Context {
            frame: Some(&frame.id),
            terms: finish(terms),
            ..Context::plain(Shape::Role, Value::Name(name), format!("role:{}", frame.id))
        },
    })
}
