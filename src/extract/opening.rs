//! The phrases for states, found by the words that they open with.
//!
//! `attributes.toml` has some thousands of them, and every word of a text may open one. Very many open with "not" or
//! "was", and are told from each other by the next word.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::HashMap;

use crate::lexicon::frame::{Frame, FrameState, frames};

/// What a phrase ends in that is said only where nothing of its clause follows: "the clause stands", not "stands at 12".
pub(super) const END: &str = ".";

/// Words for a state.
pub(super) struct Phrase {
    /// Those behind the first.
    pub(super) rest: Vec<&'static str>,
    pub(super) frame: &'static Frame,
    pub(super) state: &'static FrameState,
}

/// The phrases that open with one word, by the word behind it.
#[derive(Default)]
pub(super) struct Opening {
    all: Vec<Phrase>,
    /// Places in `all` of those that may go on with this word, in order.
    by_next: HashMap<&'static str, Vec<usize>>,
    /// Those that may go on with any other.
    others: Vec<usize>,
}

impl Opening {
    fn new(all: Vec<Phrase>) -> Self {
        let (mut by_next, mut others): (BTreeMap<&str, Vec<usize>>, Vec<usize>) = Default::default();
        for (at, phrase) in all.iter().enumerate() {
            match phrase.rest.first() {
                Some(next) if !matches!(*next, "*" | END) => by_next.entry(next).or_default().push(at),
                _ => others.push(at),
            }
        }
        let with_others = |(next, mut places): (&'static str, Vec<usize>)| {
            places.extend(&others);
            places.sort_unstable();
            (next, places)
        };
        Self { by_next: by_next.into_iter().map(with_others).collect(), others, all }
    }

    /// The phrases that may go on with `next`.
    pub(super) fn with(&self, next: &str) -> impl Iterator<Item = &Phrase> {
        self.by_next.get(next).unwrap_or(&self.others).iter().map(|at| &self.all[*at])
    }
}

/// The phrases that open with a word in lower case: those for states, and those for causes.
pub(super) fn opening(lower: &str) -> Option<&'static [Opening; 2]> {
    PHRASES.get(lower)
}

static PHRASES: LazyLock<HashMap<&'static str, [Opening; 2]>> = LazyLock::new(|| {
    let mut phrases: BTreeMap<&str, [Vec<Phrase>; 2]> = BTreeMap::new();
    for frame in frames().iter().filter(|frame| frame.deed.is_empty() && !frame.things) {
        for state in &frame.states {
            for words in &state.words {
                // Tokens stand without the ending that says whose.
                let mut words =
                    words.split([' ', '-']).map(|word| word.trim_end_matches("'s").trim_end_matches('\''));
                let Some(first) = words.next() else { continue };
                let phrase = Phrase { rest: words.collect(), frame, state };
                phrases.entry(first).or_default()[usize::from(frame.cause)].push(phrase);
            }
        }
    }
    phrases.into_iter().map(|(first, phrases)| (first, phrases.map(Opening::new))).collect()
});
