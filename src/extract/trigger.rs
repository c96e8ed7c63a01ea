//! The words by which a sentence shows that it tells who did something, where, whose it is, or who holds an office.
//!
//! `attributes.toml` lists them by attribute. One walk over the sentence finds them all and hands each to the reader of
//! its sort, so that a new attribute of a known sort is an entry there and nothing here.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::deed::Side;
use super::draft::Draft;
use super::sentence::Line;
use super::speech::Speech;
use super::token::{Kind, Token};
use super::{deed, event, nominal, office, place};
use crate::lexicon::frame::{Frame, frames};
use crate::lexicon::vocabulary::stem;

/// What a trigger asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Of a verb: who does it.
    Agent,
    /// Of a verb: where it is.
    Place,
    /// Of a noun: where it is.
    Site,
    /// Of a noun for what is done: who did it.
    Doing,
    /// Of a noun for a place: what is in it.
    Within,
    /// Of a verb with its preposition: the name right behind.
    Holder,
    /// Of a noun: who is it.
    Office,
    /// Of a verb: who does it to whom.
    Deed(Side),
}

struct Trigger {
    /// Stems behind the first.
    rest: Vec<String>,
    frame: &'static Frame,
    asks: Asks,
}

/// All triggers, by their first stem.
static TRIGGERS: LazyLock<HashMap<String, Vec<Trigger>>> = LazyLock::new(|| {
    let mut triggers: HashMap<String, Vec<Trigger>> = HashMap::new();
    for frame in frames() {
        let sorts = [
            (&frame.agent, Asks::Agent),
            (&frame.place, Asks::Place),
            (&frame.site, Asks::Site),
            (&frame.done, Asks::Doing),
            (&frame.within, Asks::Within),
            (&frame.holder, Asks::Holder),
            (&frame.office, Asks::Office),
            (&frame.deed, Asks::Deed(Side::Doer)),
            (&frame.undergone, Asks::Deed(Side::Other)),
            (&frame.doing, Asks::Deed(Side::Noun)),
        ];
        for (phrases, asks) in sorts {
            for words in phrases {
                let mut stems = words.split(' ').map(piece);
                let Some(first) = stems.next() else { continue };
                let mut rest: Vec<String> = stems.collect();
                let told = rest.iter().any(|piece| ["*", "'s", "PLEA"].contains(&&**piece));
                if matches!(asks, Asks::Deed(_)) && !told {
                    rest.push("*".to_owned());
                }
                triggers.entry(first).or_default().push(Trigger { rest, frame, asks });
            }
        }
    }
    triggers
});

/// A word of a phrase as its stem; what only stands for words as it is.
fn piece(word: &str) -> String {
    match word {
        "*'s" => "'s".to_owned(),
        "*" | "~" | "PLEA" => word.to_owned(),
        word => stem(word),
    }
}

/// A trigger found in a sentence: the tokens `at..end`.
#[derive(Clone, Copy)]
pub(super) struct Hit<'l, 't> {
    pub(super) line: &'l Line<'t>,
    /// The sentences before, for pronouns.
    pub(super) before: &'l [Line<'t>],
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) frame: &'static Frame,
}

/// What the triggers of a sentence tell; nothing in a question.
pub(super) fn told(
    line: &Line<'_>,
    before: &[Line<'_>],
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    let mut found = Vec::new();
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return found;
    }
    for (at, token) in line.tokens.iter().enumerate() {
        if !token.is_word() || token.is_capital() && at > 0 {
            continue;
        }
        let Some(triggers) = TRIGGERS.get(token.stem.as_str()) else { continue };
        if line.name_at(at).is_some() {
            continue;
        }
        for trigger in triggers {
            let said = || speech(at, at + 1);
            if let Asks::Deed(side) = trigger.asks {
                let known = found.iter().any(|(draft, _): &(Draft, Speech)| {
                    draft.attribute == *trigger.frame.name && draft.value.start() == token.start
                });
                if !known {
                    found.extend(deed::deed(line, at, &trigger.rest, side, trigger.frame, said));
                }
                continue;
            }
            let Some(end) = end_of(line, at, &trigger.rest) else { continue };
            let hit = Hit { line, before, at, end, frame: trigger.frame };
            let said = || speech(at, end);
            found.extend(match trigger.asks {
                Asks::Agent => event::agent(&hit).map(|draft| (draft, said())),
                Asks::Place => place::place(&hit).map(|draft| (draft, said())),
                Asks::Site => place::site(&hit).map(|draft| (draft, said())),
                Asks::Doing => nominal::nominal(&hit).map(|draft| (draft, said())),
                Asks::Within => place::within(&hit).map(|draft| (draft, said())),
                Asks::Holder => event::holder(&hit).map(|draft| (draft, said())),
                Asks::Office => office::office(&hit).map(|draft| (draft, said())),
                Asks::Deed(_) => None,
            });
        }
    }
    found
}

/// Where the trigger ends that begins at `at`. A pronoun may stand before a particle: "turned it down".
fn end_of(line: &Line<'_>, at: usize, rest: &[String]) -> Option<usize> {
    let is = |at: usize, word: &String| line.tokens.get(at).is_some_and(|token| token.stem == *word);
    let follow = |from: usize| rest.iter().enumerate().all(|(step, word)| is(from + step, word));
    if follow(at + 1) {
        return Some(at + 1 + rest.len());
    }
    let split = rest.len() == 1 && line.tokens.get(at + 1).is_some_and(is_object) && follow(at + 2);
    split.then_some(at + 3)
}

/// Whether the word is a pronoun that can be the object of a verb.
pub(super) fn is_object(token: &Token<'_>) -> bool {
    matches!(token.lower.as_str(), "it" | "them" | "this" | "that")
}
