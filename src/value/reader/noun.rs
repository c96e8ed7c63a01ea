//! Counted nouns: what may be counted, where the phrase ends, and its singular.

use super::measure;
use super::token::{Gap, Shape, Tokens};
pub(super) use crate::lexicon::plural::is_plural;
use crate::lexicon::plural::singular;
use crate::lexicon::word::{Key, Tense};

/// Whether a word can be a counted noun or stand before one.
pub(super) fn is_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.get(at);
    let word = tokens.word(at);
    token.shape == Shape::Word
        && token.gap < Gap::Line
        && !word.function
        && word.month == 0
        && word.weekday == 0
        && word.cardinal.is_none()
        && word.scale.is_none()
        && word.group.is_none()
        && word.suffix.is_none()
        && word.change == 0
        && word.tense != Some(Tense::Back)
        && (word.ordinal.is_none() || word.time_unit.is_some())
        && !matches!(tokens.text(at), "th" | "st" | "nd" | "rd" | "apiece")
        && tokens.text(at).len() > 1
        && !tokens.text(at).ends_with("n't")
}

/// The noun that is counted: modifiers, a head in the plural, and where it ends. A single thing may stay in the
/// singular; so does the first word after a count that works as an adjective: "a 12 page document".
pub(super) fn noun(tokens: &Tokens<'_>, at: usize, single: bool) -> Option<(Box<str>, usize)> {
    let hyphen = tokens.is(at, Key::Dash) && tokens.is_glued(at) && tokens.is_glued(at + 1);
    let first = if hyphen { at + 1 } else { at };
    // "km12" is no noun.
    if tokens.get(first + 1).shape == Shape::Digits && tokens.is_glued(first + 1) {
        return None;
    }
    if !is_noun(tokens, first) || (!hyphen && tokens.is_glued(first)) {
        return None;
    }
    if hyphen {
        return counted(tokens, first, first + 1);
    }
    let mut place = first;
    if single {
        return counted(tokens, first, first + 1);
    }
    while place < first + 4
        && is_noun(tokens, place)
        && (place == first || tokens.get(place).gap == Gap::Blank)
    {
        if is_plural(tokens.text(place)) {
            return counted(tokens, first, place + 1);
        }
        place += 1;
        if tokens.is(place, Key::Dash) && tokens.is_glued(place) && tokens.is_glued(place + 1) {
            place += 1;
        }
    }
    if let Some(end) = coordinated(tokens, first, place) {
        return counted(tokens, first, end);
    }
    // In the singular a count has but what works as an adjective: no adverb, no verb, no name: "at nine Peg said".
    let word = tokens.text(first);
    let other = word.ends_with("ly") || word.ends_with("ed") || tokens.word(first).opines;
    let name = tokens.is_capital(first)
        && word.chars().any(char::is_lowercase)
        && tokens.word(first - 1).cardinal.is_some();
    (!(other || name) || single).then(|| counted(tokens, first, first + 1)).flatten()
}

/// "20 Polish and Czech workers", "300 primary and secondary schools": two of a kind before one head. Where it ends.
fn coordinated(tokens: &Tokens<'_>, first: usize, and: usize) -> Option<usize> {
    let head = and + 2;
    let alike = tokens.is_capital(first) == tokens.is_capital(and + 1);
    (and == first + 1
        && tokens.is(and, Key::And)
        && alike
        && is_noun(tokens, and + 1)
        && !is_plural(tokens.text(and + 1))
        && is_noun(tokens, head)
        && is_plural(tokens.text(head)))
    .then_some(head + 1)
}

/// The noun phrase, where it ends; nothing when its head is a word of the grammar once in the singular.
fn counted(tokens: &Tokens<'_>, first: usize, end: usize) -> Option<(Box<str>, usize)> {
    let many = tokens.text(end - 1).to_lowercase();
    let head = singular(&many);
    let table = tokens.words();
    let known = table.get(table.find(head.as_bytes()));
    let spelled_oddly = tokens.get(end - 1).word == 0;
    let grammar =
        known.time_unit.is_some() || known.fraction.is_some() || known.month > 0 || known.weekday > 0;
    if known.function
        || known.modifier && many == head
        || known.suffix.is_some()
        || known.cardinal.is_some()
        || known.scale.is_some()
        || spelled_oddly && grammar
    {
        return None;
    }
    if end == first + 1 {
        return Some((head.into(), end));
    }
    let modifiers: Vec<String> = (first..end - 1)
        .filter(|place| tokens.get(*place).shape == Shape::Word)
        .map(|place| tokens.text(place).to_lowercase())
        .collect();
    // "eleven of the party's seats" are seats.
    let owner = modifiers.iter().rposition(|word| word.ends_with("'s") || word.ends_with("’s"));
    let modifiers = owner.map_or(&*modifiers, |owner| &modifiers[owner + 1..]);
    // Participles tell of the things, and do not say which things: "300 recorded songs" are songs. One that keeps a
    // unit from the number stays: "300 delayed quarter finals".
    let told = modifiers.iter().filter(|word| !(word.ends_with("ed") && word.len() > 5));
    let mut name: Vec<&str> = told.map(String::as_str).collect();
    if name.first().is_some_and(|word| measure::is_named(word)) {
        name = modifiers.iter().map(String::as_str).collect();
    }
    name.push(&head);
    Some((name.join(" ").into(), end))
}
