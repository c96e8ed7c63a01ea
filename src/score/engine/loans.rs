//! Voices that are lent: those who give a value less exactly, or in part, are not wrong when the exact one holds.
//!
//! What they stated is then no false value that so many repeat, and the sums must not count it as one: else a lone
//! voice that adds a name to everybody's list would explain away all who left it out.

use super::likelihood::Tally;
use super::urn::Urn;

/// The loans on one item.
#[derive(Debug, Default)]
pub(super) struct Loans {
    /// To which candidate, by whom, with what weight.
    lent: Vec<(usize, usize, f64)>,
    /// Who states which candidate.
    own: Vec<(usize, usize)>,
}

impl Loans {
    /// Forgets the last item.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.lent.clear();
        self.own.clear();
    }

    /// Counts a lent voice.
    #[inline]
    pub(super) fn lend(&mut self, candidate: usize, origin: usize, weight: f64) {
        self.lent.push((candidate, origin, weight));
    }

    /// Whether nothing is lent, so that nobody's own word need be known.
    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.lent.is_empty()
    }

    /// Counts who states what.
    pub(super) fn state(&mut self, candidate: usize, origin: usize) {
        self.own.push((origin, candidate));
    }

    /// Takes from each candidate's gain what its lenders' values weigh as false ones.
    pub(super) fn settle(&mut self, tallies: &mut [Tally], urn: &Urn) {
        if self.lent.is_empty() {
            return;
        }
        self.own.sort_unstable();
        let mut owed = vec![0.0; tallies.len()];
        self.lent.sort_by_key(|loan| loan.0);
        for lent in self.lent.chunk_by(|one, other| one.0 == other.0) {
            owed.fill(0.0);
            for (_, origin, weight) in lent {
                let start = self.own.partition_point(|own| own.0 < *origin);
                let own = self.own[start..].iter().take_while(|own| own.0 == *origin);
                if let Some((_, from)) = own.into_iter().next() {
                    owed[*from] += weight;
                }
            }
            let spared = owed.iter().zip(&*tallies).filter(|(owed, _)| **owed > 0.0);
            let spared: f64 = spared.map(|(owed, from)| urn.spared(from.own, *owed)).sum();
            tallies[lent[0].0].spared = spared;
        }
    }
}
