//! What the model would say of one item if its voices were other than they are: the means by which a confidence is
//! taken apart into named contributions.

use super::likelihood::{Chorus, Odds, Tally, each_of, one_of};
use super::loans::Loans;
use super::{Fusion, Observations, Vote};

/// How far the origins of a what-if are trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// All alike, as sources that nothing is known of.
    Alike,
    /// As was learnt.
    Learnt,
}

impl Fusion {
    /// The probabilities of an item's candidates if just these votes had been cast, sorted by candidate.
    #[must_use]
    pub fn what_if(&self, table: &Observations, item: usize, votes: &[Vote], trust: Trust) -> Vec<f64> {
        let range = table.candidates_of(item);
        let mut tallies = vec![Tally::default(); range.len()];
        let mut loans = Loans::default();
        let (mut chorus, mut speakers) = (Chorus::default(), Vec::new());
        for vote in votes {
            let voice = vote.voice();
            let odds = match trust {
                Trust::Alike => Odds::of(self.unknown_accuracy()),
                Trust::Learnt => {
                    self.odds(voice, range.start + vote.candidate as usize, (item, table.group(item)))
                }
            };
            let odds = if table.is_many(item) { odds.on_lists() } else { odds };
            if !voice.lent && voice.weight > 0.0 {
                speakers.push((voice.origin, voice.weight * odds.plain));
            }
            if voice.lent {
                loans.lend(vote.candidate as usize, voice.origin, voice.weight);
            } else {
                loans.state(vote.candidate as usize, voice.origin);
            }
            tallies[vote.candidate as usize].add(voice.weight, odds, voice.lent);
        }
        chorus.count(&mut speakers);
        for tally in &mut tallies {
            tally.close(self.settings.echo, &mut chorus);
        }
        let (mut out, mut plain) = (vec![0.0; tallies.len()], vec![0.0; tallies.len()]);
        if table.is_many(item) {
            each_of(&tallies, chorus, &mut out, &mut plain);
        } else {
            let (urn, hard) = self.urn(table.group(item));
            loans.settle(&mut tallies, urn);
            one_of(&tallies, chorus, urn, hard, &mut out, &mut plain);
        }
        out
    }
}
