//! The words of all claims as numbers, and how much each tells.

use hashbrown::{HashMap, HashSet};
use rayon::prelude::*;

use super::entity::Linked;
use super::pool::Weighed;
use crate::model::{Extracted, Proposal, TermRole};

/// No word counts for more than this however rare it is.
const RAREST: f64 = 4.0;

/// How much a word counts by where it stands.
fn by_role(role: TermRole) -> f64 {
    match role {
        TermRole::Head => 1.2,
        TermRole::Subject => 1.0,
        TermRole::Name => 0.7,
        TermRole::Value => 0.8,
        TermRole::Near => 0.7,
    }
}

/// All words, numbered in the order in which the articles have them.
#[derive(Debug, Default)]
pub(super) struct Words<'e> {
    /// By number.
    pub(super) texts: Vec<&'e str>,
    /// How many claims hold each. A sentence that a second article copies is one sentence: a copy must not change what
    /// is rare.
    pub(super) counts: Vec<usize>,
    numbers: HashMap<&'e str, u32>,
    /// Of each word the article that has it, while that is only one.
    alone: Vec<Option<usize>>,
    /// How many claims there are, each copied one once.
    claims: usize,
}

impl<'e> Words<'e> {
    /// Takes in the words of all claims; gives those of each claim of each article in order, not yet weighed by how rare
    /// they are. Each article's words are numbered by themselves first, so that the articles share the work.
    pub(super) fn read(extracted: &'e [Extracted], linked: &'e Linked) -> (Self, Vec<Vec<Vec<Weighed>>>) {
        let own = extracted.par_iter().enumerate().map(|(source, article)| Own::of(article, source, linked));
        let own: Vec<Own<'_>> = own.collect();
        let mut words = Self::default();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut number = |(source, (own, article)): (usize, (&Own<'e>, &'e Extracted))| {
            let numbers: Vec<u32> = own.texts.iter().map(|text| words.number(text)).collect();
            for (claim, proposal) in own.claims.iter().zip(&article.proposals) {
                if seen.insert(&proposal.claim.id) {
                    claim.iter().for_each(|weighed| words.count(numbers[weighed.word as usize], source));
                }
            }
            numbers
        };
        let numbers: Vec<Vec<u32>> = own.iter().zip(extracted).enumerate().map(&mut number).collect();
        words.claims = seen.len();
        let claims = own.into_par_iter().zip(numbers).map(|(own, numbers)| own.numbered(&numbers)).collect();
        (words, claims)
    }

    /// The number of a word that some claim has.
    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// How much each word tells by being rare.
    pub(super) fn rarity(&self) -> Vec<f64> {
        let all = self.claims as f64;
        // What only one article says can meet nothing: it should not drown what two of them say.
        let alone = |at: usize| if self.alone[at].is_some() || self.counts[at] == 0 { 0.5 } else { 1.0 };
        let rare = |count: usize| (1.0 + all / count.max(1) as f64).ln().min(RAREST);
        self.counts.iter().enumerate().map(|(at, count)| rare(*count) * alone(at)).collect()
    }

    fn number(&mut self, word: &'e str) -> u32 {
        *self.numbers.entry(word).or_insert_with(|| {
            let number = u32::try_from(self.texts.len()).expect("fewer than 2^32 words");
            self.texts.push(word);
            self.alone.push(None);
            self.counts.push(0);
            number
        })
    }

    fn count(&mut self, word: u32, source: usize) {
        let at = word as usize;
        self.alone[at] = Some(source).filter(|_| self.counts[at] == 0 || self.alone[at] == Some(source));
        self.counts[at] += 1;
    }
}

/// The words of one article, numbered in the order in which it has them.
#[derive(Default)]
struct Own<'e> {
    texts: Vec<&'e str>,
    /// The words of each claim, each once, weighed by where it stands.
    claims: Vec<Vec<Weighed>>,
}

impl<'e> Own<'e> {
    fn of(article: &'e Extracted, source: usize, linked: &'e Linked) -> Self {
        let mut texts = Vec::new();
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut number = |word: &'e str| {
            *numbers.entry(word).or_insert_with(|| {
                texts.push(word);
                u32::try_from(texts.len() - 1).expect("fewer than 2^32 words")
            })
        };
        let mut of_claim = |proposal: &'e Proposal| {
            let terms = proposal.context.terms.iter();
            let mut own: Vec<Weighed> = terms
                .map(|term| {
                    let word = number(linked.word(source, &term.word));
                    Weighed { word, role: term.role, weight: term.weight }
                })
                .collect();
            own.sort_by_key(|weighed| weighed.word);
            own.dedup_by(|next, kept| {
                let same = next.word == kept.word;
                if same {
                    kept.role = kept.role.min(next.role);
                    kept.weight = kept.weight.max(next.weight);
                }
                same
            });
            own.iter_mut().for_each(|weighed| weighed.weight *= by_role(weighed.role));
            own
        };
        let claims = article.proposals.iter().map(&mut of_claim).collect();
        Self { texts, claims }
    }

    /// The words of each claim in the order of these numbers.
    fn numbered(mut self, numbers: &[u32]) -> Vec<Vec<Weighed>> {
        for claim in &mut self.claims {
            claim.iter_mut().for_each(|weighed| weighed.word = numbers[weighed.word as usize]);
            claim.sort_unstable_by_key(|weighed| weighed.word);
        }
        self.claims
    }
}
