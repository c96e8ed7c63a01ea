//! Pronouns: "it", "its", "he", "her" for the name that the sentence before opens with, or the clause before.
//!
//! Readers take a pronoun for what was spoken of last as the subject (centering: Grosz, Joshi and Weinstein 1995). Where
//! that is no name, nothing is said: "they" and "this" lead to too many things.

use std::collections::BTreeSet;

use super::context::opening_phrase;
use super::name::Name;
use super::sentence::Line;
use super::speech::says;
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::Class;

/// Fills in the pronouns of all sentences of an article.
pub(super) fn fill(lines: &mut [Line<'_>]) {
    let persons = persons(lines);
    for at in 0..lines.len() {
        let (before, rest) = lines.split_at(at);
        let line = &rest[0];
        let found: Vec<Name> = (0..line.tokens.len())
            .filter_map(|at| Some(Name { from: at, to: at + 1, ..antecedent(before, line, at, &persons)? }))
            .collect();
        lines[at].pronouns = found;
    }
}

/// Names of people: those with a title, first and last names, and the last names alone.
fn persons(lines: &[Line<'_>]) -> BTreeSet<String> {
    let names = || lines.iter().flat_map(|line| &line.names);
    let mut persons: BTreeSet<String> =
        names().filter(|name| name.is_person).map(|name| name.folded.clone()).collect();
    for name in names() {
        if let Some((first, last)) = name.folded.split_once(' ')
            && !first.is_empty()
            && !last.contains(' ')
        {
            persons.extend([name.folded.clone(), last.to_owned()]);
        }
    }
    persons
}

/// The name that the pronoun at `at` stands for.
fn antecedent(before: &[Line<'_>], line: &Line<'_>, at: usize, persons: &BTreeSet<String>) -> Option<Name> {
    let personal = match line.tokens[at].lower.as_str() {
        "he" | "she" | "his" | "her" | "him" => true,
        "it" | "its" if !is_empty(line, at) => false,
        _ => return None,
    };
    if says(line, at) {
        return None;
    }
    let fits = |name: &&Name| if personal { persons.contains(&name.folded) } else { !name.is_person };
    let here = topic(line).filter(|name| name.to < at && apart(line, name.to, at));
    if let Some(name) = here {
        return fits(&name).then(|| name.clone());
    }
    told(before, line)?.filter(fits).cloned()
}

/// What the sentence before speaks of, past those that open with several things. What opens a paragraph goes on with what
/// the one before it opened with.
fn told<'l>(before: &'l [Line<'_>], line: &Line<'_>) -> Option<Option<&'l Name>> {
    let last = before.last()?.block;
    let block = || before.iter().rev().take_while(move |told| told.block == last);
    if last != line.block {
        let near = last + 2 >= line.block;
        return block().last().filter(|_| near).map(topic);
    }
    block().take(3).find(|told| topic(told).is_some() || !opens_with_several(told)).map(topic)
}

/// "Orders opened at noon": none of these can be "it".
fn opens_with_several(line: &Line<'_>) -> bool {
    let noun = opening_phrase(line).map(|(_, to)| &line.tokens[to - 1]);
    noun.is_some_and(|noun| noun.lower.ends_with('s') && !noun.lower.ends_with("ss"))
}

/// Whether a verb stands between, so that the pronoun can refer back: "Aro said it", not "the Aro, its".
fn apart(line: &Line<'_>, from: usize, to: usize) -> bool {
    line.tokens[from..to].iter().any(|token| token.is_word() && !token.has(Class::DETERMINER))
}

/// The name that a sentence opens with as its subject, or what stands there for one.
fn topic<'l>(line: &'l Line<'_>) -> Option<&'l Name> {
    if let Some(pronoun) = line.pronouns.first().filter(|name| name.from == 0) {
        return Some(pronoun);
    }
    let (from, to) = opening_phrase(line)?;
    let mut inside =
        line.names.iter().chain(line.substitutes()).filter(|name| name.from >= from && name.to <= to);
    let plain = |name: &&Name| {
        let owned = line.tokens[name.to - 1].possessive;
        let led = line.tokens[from..name.from].iter().any(|token| token.has(Class::PREPOSITION));
        let ends = name.to == to || line.tokens[name.to].kind == Kind::Mark(',');
        !owned && !led && ends
    };
    inside.find(plain)
}

/// "It is unclear whether", "it was Aro who", "it is said that": this "it" stands for nothing.
fn is_empty(line: &Line<'_>, at: usize) -> bool {
    let be = line.tokens.get(at + 1).is_some_and(|token| token.has(Class::BE));
    let ahead = || line.tokens[at + 2..].iter().take(6).take_while(|token| token.gap() < 3);
    let leads = |token: &Token<'_>| {
        matches!(token.lower.as_str(), "that" | "who" | "whether" | "which" | "how" | "why")
    };
    line.tokens[at].lower == "it" && be && ahead().any(leads)
}
