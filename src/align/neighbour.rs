//! Words of the articles that are near in meaning.

use rayon::prelude::*;

use crate::lexicon::meaning::{Meaning, NEAR};
use crate::lexicon::vocabulary::stems_of;

/// At most so many words, those that most claims hold, are compared with each other: the work grows with its square.
const MOST: usize = 3000;

/// For each word its near words with their likeness, in the order of the words.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    near: Vec<Vec<(u32, f64)>>,
}

impl Neighbours {
    /// Compares the words; `counts` says how many claims hold each. Two concepts are never near: the vocabulary keeps
    /// them apart on purpose.
    pub(super) fn new(words: &[Box<str>], counts: &[usize]) -> Self {
        let mut ranked: Vec<usize> =
            (0..words.len()).filter(|at| !words[*at].starts_with(['@', '='])).collect();
        ranked.sort_by_key(|at| (std::cmp::Reverse(counts[*at]), &words[*at]));
        ranked.truncate(MOST);
        ranked.sort_unstable();
        let known: Vec<(u32, bool, Meaning)> = ranked
            .into_iter()
            .filter_map(|at| {
                let concept = words[at].strip_prefix('#');
                let meaning = match concept {
                    Some(concept) => Meaning::of_all(stems_of(concept)),
                    None => Meaning::of(&words[at]),
                };
                Some((u32::try_from(at).ok()?, concept.is_some(), meaning?))
            })
            .collect();
        let of_one = |(number, is_concept, meaning): &(u32, bool, Meaning)| {
            let near: Vec<(u32, f64)> = known
                .iter()
                .filter(|(other, concept, _)| other != number && !(*concept && *is_concept))
                .map(|(other, _, direction)| (*other, meaning.likeness(direction)))
                .filter(|(_, likeness)| *likeness >= NEAR)
                .collect();
            (!near.is_empty()).then_some((*number, near))
        };
        let found: Vec<_> = known.par_iter().filter_map(of_one).collect();
        let mut near = vec![Vec::new(); words.len()];
        found.into_iter().for_each(|(number, words)| near[number as usize] = words);
        Self { near }
    }

    /// The words near `word`.
    pub(super) fn of(&self, word: u32) -> &[(u32, f64)] {
        self.near.get(word as usize).map(Vec::as_slice).unwrap_or_default()
    }
}
