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
        for token in 0..lines[at].tokens.len() {
            let (before, rest) = lines.split_at(at);
            let Some(name) = antecedent(before, &rest[0], token, &persons) else { continue };
            lines[at].pronouns.push(Name { from: token, to: token + 1, ..name });
        }
        lines[at].topic = going_on(lines, at);
    }
}

/// What a sentence that names nobody goes on with: the topic of its paragraph so far, else of the one before.
fn going_on(lines: &[Line<'_>], at: usize) -> Option<Box<str>> {
    let block = lines[at].block;
    let near = lines[..=at].iter().rev().take_while(|line| line.block + 2 >= block);
    near.take(REACH).find_map(topic).map(|name| name.folded.as_str().into())
}

/// How many sentences back a topic may stand.
const REACH: usize = 5;

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
        return fits(&name).then(|| Name { is_person: personal, ..name.clone() });
    }
    told(before, line)?.filter(fits).map(|name| Name { is_person: personal, ..name.clone() })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::name::NameWords;
    use crate::text::Span;
    use crate::value::Context;

    /// For each sentence of a paragraph what its pronouns stand for, and what it goes on with.
    fn filled(paragraph: &str) -> Vec<(Vec<String>, Option<String>)> {
        let ends: Vec<usize> =
            paragraph.match_indices(". ").map(|(at, _)| at + 2).chain([paragraph.len()]).collect();
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let spans = starts.zip(&ends).map(|(start, end)| Span::new(start, *end));
        let mut lines: Vec<Line<'_>> =
            spans.map(|span| Line::new(paragraph, span, 0, Default::default())).collect();
        let mut known = NameWords::default();
        lines.iter().for_each(|line| known.learn(&line.tokens));
        lines.iter_mut().for_each(|line| line.read(&known, Context::default()));
        fill(&mut lines);
        let names = |line: &Line<'_>| line.pronouns.iter().map(|name| name.folded.clone()).collect();
        lines.iter().map(|line| (names(line), line.topic.as_deref().map(str::to_owned))).collect()
    }

    #[test]
    fn pronouns_stand_for_what_was_spoken_of_last() {
        let found =
            filled("Tarvos Brewing is old. It owns a mill. Sales fell. Its beer is known, and it is dear.");
        assert_eq!(found[1].0, ["tarvos brewing"]);
        assert_eq!(found[3].0, ["tarvos brewing", "tarvos brewing"]);
        assert_eq!(found[2].1.as_deref(), Some("tarvos brewing"), "what names nobody goes on");
        let found =
            filled("Ana Orvell met the crew of Tarvos. She thanked it. It is said that her boat sank.");
        assert_eq!(found[1].0, ["ana orvell"], "who is a she is no it");
        assert!(!found[2].0.iter().any(|name| name == "tarvos"), "nothing is meant by this it");
    }
}
