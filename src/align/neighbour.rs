//! Words of the articles that are near in meaning.

use rayon::prelude::*;

use crate::lexicon::meaning::Meaning;
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
    pub(super) fn new(words: &[&str], counts: &[usize]) -> Self {
        let mut ranked: Vec<usize> =
            (0..words.len()).filter(|at| !words[*at].starts_with(['@', '='])).collect();
        ranked.sort_by_key(|at| (std::cmp::Reverse(counts[*at]), words[*at]));
        ranked.truncate(MOST);
        ranked.sort_unstable();
        let known: Vec<(u32, bool, Meaning)> = ranked
            .into_iter()
            .filter_map(|at| {
                let concept = words[at].strip_prefix('#');
                let meaning = match concept {
                    Some(concept) => Meaning::of_all(stems_of(concept)),
                    None => Meaning::of(words[at]),
                };
                Some((u32::try_from(at).ok()?, concept.is_some(), meaning?))
            })
            .collect();
        let later = |at: usize| {
            let (number, is_concept, meaning) = &known[at];
            let others = known[at + 1..].iter().filter(|(_, concept, _)| !(*concept && *is_concept));
            let near =
                others.filter_map(|(other, _, direction)| Some((*other, meaning.nearness(direction)?)));
            (*number, near.collect::<Vec<_>>())
        };
        let found: Vec<_> = (0..known.len()).into_par_iter().map(later).collect();
        let mut near = vec![Vec::new(); words.len()];
        for (one, others) in found {
            for (other, likeness) in others {
                near[one as usize].push((other, likeness));
                near[other as usize].push((one, likeness));
            }
        }
        Self { near }
    }

    /// The words near `word`.
    pub(super) fn of(&self, word: u32) -> &[(u32, f64)] {
        self.near.get(word as usize).map(Vec::as_slice).unwrap_or_default()
    }
}
