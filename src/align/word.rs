//! The words of all claims as numbers, and how much each tells.

use hashbrown::{HashMap, HashSet};

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
    /// Takes in the words of all claims; gives those of each claim of each article, not yet weighed.
    pub(super) fn read(extracted: &'e [Extracted], linked: &'e Linked) -> (Self, Vec<Vec<Vec<Weighed>>>) {
        let mut words = Self::default();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut of_article = |(source, article): (usize, &'e Extracted)| {
            let of_claim = |proposal: &'e Proposal| {
                let own = words.of_claim(proposal, source, linked);
                if seen.insert(&proposal.claim.id) {
                    words.count(&own, source);
                }
                own
            };
            article.proposals.iter().map(of_claim).collect()
        };
        let own = extracted.iter().enumerate().map(&mut of_article).collect();
        words.claims = seen.len();
        (words, own)
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

    /// The words of a claim in the order of their numbers, each once, weighed by where it stands.
    fn of_claim(&mut self, proposal: &'e Proposal, source: usize, linked: &'e Linked) -> Vec<Weighed> {
        let terms = proposal.context.terms.iter();
        let mut own: Vec<Weighed> = terms
            .map(|term| {
                let word = self.number(linked.word(source, &term.word));
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

    fn count(&mut self, own: &[Weighed], source: usize) {
        for weighed in own {
            let at = weighed.word as usize;
            self.alone[at] = Some(source).filter(|_| self.counts[at] == 0 || self.alone[at] == Some(source));
            self.counts[at] += 1;
        }
    }
}
