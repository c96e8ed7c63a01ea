//! What stands for a name: "the mayor" after "Mayor Ana Aro", "the museum" after "the Aro City Museum".

use std::collections::{BTreeMap, BTreeSet};

use super::description::by_age;
use super::name::Name;
use super::sentence::Line;
use super::token::{Kind, Token};
use crate::lexicon::meaning::is_known;
use crate::lexicon::sort::{is_named, of_form};
use crate::lexicon::vocabulary::{Class, stem};
use crate::lexicon::word::words;

/// The words of an article by which it can speak of what it names, with the folded names.
#[derive(Debug, Default)]
pub(super) struct Described {
    names: BTreeMap<String, BTreeSet<String>>,
    /// Names with what they are by their form or age: too little for a word of it to stand for the name by itself.
    weak: BTreeSet<(String, String)>,
}

impl Described {
    /// Learns offices and nouns that stand before names, and what sort of thing a name says it is.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let mut found = Self::default();
        for line in lines {
            for name in &line.names {
                let sort = name.from.checked_sub(1).map(|at| &line.tokens[at]);
                if let Some(sort) = sort.filter(|token| says_what(token)) {
                    found.names.entry(sort.lower.to_string()).or_default().insert(name.folded.clone());
                }
                let sort = name.folded.rsplit(' ').next().unwrap_or_default();
                let several = name.folded.contains(' ');
                if several && is_known(&stem(sort)) && !line.tokens[name.to - 1].possessive {
                    found.names.entry(sort.to_owned()).or_default().insert(name.folded.clone());
                }
                let weak = [by_age(line, name), of_form(sort).filter(|_| several).map(str::to_owned)];
                found.weak.extend(weak.into_iter().flatten().map(|sort| (name.folded.clone(), sort)));
                for sort in [in_apposition(line, name.to), behind(line, name)].into_iter().flatten() {
                    found.names.entry(sort.to_owned()).or_default().insert(name.folded.clone());
                }
            }
        }
        found
    }

    /// Pairs of a folded name and the word that stands for it, where only one name comes into question.
    pub(super) fn aliases(&self) -> impl Iterator<Item = (Box<str>, Box<str>)> {
        let single = self.names.iter().filter(|(_, names)| names.len() == 1);
        single.flat_map(|(word, names)| names.iter().map(|name| (name.as_str().into(), word.as_str().into())))
    }

    /// Every name with each noun that it is said to be.
    pub(super) fn sorts(&self) -> Vec<(Box<str>, Box<str>)> {
        let pairs = self.names.iter().flat_map(|(word, names)| names.iter().map(move |name| (name, word)));
        let weak = self.weak.iter().map(|(name, word)| (name, word));
        pairs.chain(weak).map(|(name, word)| (name.as_str().into(), word.as_str().into())).collect()
    }

    /// The places of a sentence where a word stands for a name. An office stands for its holder even where only another
    /// article names that person.
    pub(super) fn stand_ins(&self, line: &Line<'_>) -> Vec<Name> {
        let mut found = Vec::new();
        for (at, token) in line.tokens.iter().enumerate().skip(1) {
            let known = token.has(Class::OFFICE)
                || self.names.get(token.lower.as_str()).is_some_and(|names| names.len() == 1);
            let small = token.is_word() && !token.is_capital() && line.name_at(at).is_none();
            if !known || !small || token.possessive || !ends_phrase(line, at + 1) {
                continue;
            }
            let the = line.tokens[at.saturating_sub(2)..at].iter().any(|before| before.lower == "the");
            if the {
                found.push(Name { from: at, to: at + 1, folded: token.lower.to_string(), is_person: false });
            }
        }
        found
    }
}

/// Whether a word right before a name says what it names: "Mayor Aro", "the trawler Aro".
fn says_what(token: &Token<'_>) -> bool {
    let noun = token.is_word()
        && token.is_content()
        && !token.is_capital()
        && !token.is_past()
        && !token.lower.ends_with('s')
        && !token.lower.ends_with("ing")
        && !token.is_adverb()
        && !token.possessive
        && token.lower.len() > 3
        && !token.has(Class::TITLE)
        && !token.has(Class::PREPOSITION)
        && !is_ordinal(&token.lower);
    token.has(Class::OFFICE) || noun
}

fn is_ordinal(lower: &str) -> bool {
    let words = words();
    words.get(words.find(lower.as_bytes())).ordinal.is_some()
}

/// The noun by which a name is told to the reader: "Aro, a maker of lifts", "Aro is the smallest museum in Bel".
fn in_apposition<'l>(line: &'l Line<'_>, to: usize) -> Option<&'l str> {
    let lead = line.tokens.get(to)?;
    // "The Aro 2, a maker's …": a number goes with the name.
    let to = to + usize::from(lead.kind == Kind::Number && lead.text.len() < 3);
    let lead = line.tokens.get(to)?;
    let is = matches!(lead.lower.as_str(), "is" | "was");
    let determiner = line.tokens.get(to + 1)?;
    let opens = matches!(determiner.lower.as_str(), "a" | "an") || determiner.lower == "the" && !is;
    if !(is || lead.kind == Kind::Mark(',')) || !opens || line.tokens[to - 1].possessive {
        return None;
    }
    let inside = |at: &usize| {
        let token = &line.tokens[*at];
        token.is_word()
            && !token.has(Class::PREPOSITION)
            && !token.has(Class::PRONOUN)
            && line.name_at(*at).is_none()
    };
    let last = (to + 2..line.tokens.len()).take(5).take_while(inside).last()?;
    let noun = &line.tokens[last];
    let ends = line.tokens.get(last + 1).is_none_or(|next| {
        !next.is_word()
            || next.has(Class::PREPOSITION)
            || matches!(next.lower.as_str(), "who" | "which" | "that")
    });
    (ends && says_what(noun)).then_some(&noun.lower)
}

/// Verbs whose past is their base form: behind "the bridge" they go on with the sentence, not with the phrase.
const UNCHANGED: [&str; 12] =
    ["burst", "cast", "cost", "cut", "hit", "hurt", "let", "put", "set", "shed", "shut", "spread"];

/// Whether the word at `at`, behind a noun, does not go on with its phrase.
pub(super) fn ends_phrase(line: &Line<'_>, at: usize) -> bool {
    let Some(next) = line.tokens.get(at) else { return true };
    // "The ferry crews" are no ferry; "the firm plans to", "the firm employs 40" are the firm.
    let verb = || {
        next.lower.ends_with('s')
            && line.tokens.get(at + 1).is_some_and(|object| {
                object.has(Class::DETERMINER)
                    || matches!(object.lower.as_str(), "to" | "that" | "it")
                    || line.value_at(at + 1).is_some()
            })
    };
    !next.is_word()
        || !next.is_content()
        || next.is_past()
        || next.has(Class::PREPOSITION)
        || UNCHANGED.contains(&&*next.lower)
        || verb()
}

/// "The Aro copper mine": the noun behind a name that is the thing's own.
fn behind<'l>(line: &'l Line<'_>, name: &Name) -> Option<&'l str> {
    let led = name.from.checked_sub(1).map(|at| &line.tokens[at]);
    let own = led.is_some_and(|token| {
        token.possessive || matches!(token.lower.as_str(), "the" | "its" | "their" | "his" | "her")
    });
    if !own || line.tokens[name.to - 1].possessive {
        return None;
    }
    let noun = (name.to..(name.to + 3).min(line.tokens.len()))
        .take_while(|at| line.tokens[*at].is_content() && !line.tokens[*at].is_capital())
        .find(|at| {
            is_named(&line.tokens[*at].lower, name.folded.contains(' ')) && ends_phrase(line, at + 1)
        })?;
    Some(&line.tokens[noun].lower)
}
