//! How likely each candidate of one item is, given who speaks for it and how reliable they are.
//!
//! If candidate *t* is true, then those who state it were right, each with the probability of being so, and all others
//! were wrong, each with its own, and chose their false values as [`Urn`] says. With reliabilities alone that is ACCU
//! (Dong, Berti-Équille, Srivastava, VLDB 2009). That the truth is none of the values given is always among the cases;
//! without it the sum over the candidates would be 1, and two lone voices that differ would look like a coin toss
//! between them. Items come in two classes: plain ones, and hard ones on which everybody is right less often (as in
//! the difficulty of GLAD: Whitehill et al., NIPS 2009), so that strife on an item makes the model less sure of it
//! instead of turning on single sources.

use super::urn::Urn;

/// What speaks for one candidate.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Tally {
    /// Sum over its voices of weight × log-odds of being right; denials count negative.
    pub(super) odds: f64,
    /// The same if the item is hard.
    pub(super) hard_odds: f64,
    /// Voices that state it, by weight, echoes and all.
    pub(super) said: f64,
    /// Voices that state it, by weight, as far as they count.
    pub(super) own: f64,
    /// Voices that state it or lend it support, by weight.
    pub(super) all: f64,
    /// What the values of those who lend it support weigh as false ones, and must not if it holds.
    pub(super) spared: f64,
    /// Log-chance that all who state it are wrong.
    wrong: f64,
    wrong_hard: f64,
    best: Best,
}

/// The strongest voice for a candidate: of those who state it, else of those who lend it support.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Best {
    heard: bool,
    states: bool,
    odds: f64,
    hard_odds: f64,
    weight: f64,
    wrong: f64,
    wrong_hard: f64,
}

impl Best {
    /// Whether another voice takes its place; the same one wherever it stands in the row.
    #[inline]
    fn yields_to(&self, states: bool, odds: f64) -> bool {
        !self.heard || (states, odds) > (self.states, self.odds)
    }
}

/// All who speak on one item.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Chorus {
    /// Voices, by weight.
    pub(super) voices: f64,
    /// Log-chance that all of them are wrong.
    pub(super) all_wrong: f64,
    /// The same if the item is hard.
    pub(super) all_wrong_hard: f64,
    /// On lists: sum over those who speak, each once, of the log-odds of their voices.
    pub(super) speakers: f64,
}

/// How often one voice is right, as the sums need it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Odds {
    /// Log-odds of being right.
    pub(super) plain: f64,
    /// Log-chance of being wrong.
    pub(super) wrong: f64,
    /// Log-chance of being wrong on a hard item.
    pub(super) wrong_hard: f64,
}

impl Odds {
    /// The odds of a voice that is right with this probability.
    pub(super) fn of(accuracy: f64) -> Self {
        let plain = logit(accuracy);
        Self { plain, wrong: -softplus(plain), wrong_hard: -softplus(on_hard(plain)) }
    }

    /// The same of a voice on lists: that it states a value never counts against that value, however much of what it
    /// states is wrong; else a table of doubtful lists would talk itself out of all of them.
    pub(super) fn on_lists(self) -> Self {
        Self { plain: self.plain.max(LEAST_SAID), ..self }
    }

    /// Log-odds of being right on a hard item.
    #[inline]
    fn hard(self) -> f64 {
        on_hard(self.plain)
    }
}

/// Log-odds of being right on a hard item, of a voice with these on plain ones: good sources are better there too, by
/// less, and everybody is wrong more often.
fn on_hard(plain: f64) -> f64 {
    0.4 * plain - 0.9
}

/// ln(1 + eˣ).
fn softplus(x: f64) -> f64 {
    if x > 30.0 { x } else { x.exp().ln_1p() }
}

impl Tally {
    /// Counts one voice.
    #[inline]
    pub(super) fn add(&mut self, weight: f64, odds: Odds, lent: bool) {
        self.odds += weight * odds.plain;
        self.hard_odds += weight * odds.hard();
        if weight > 0.0 {
            self.all += weight;
            if !lent {
                self.own += weight;
                self.said += weight;
                self.wrong += weight * odds.wrong;
                self.wrong_hard += weight * odds.wrong_hard;
            }
            if self.best.yields_to(!lent, weight * odds.plain) {
                let share = if lent { 0.0 } else { weight };
                self.best = Best {
                    heard: true,
                    states: !lent,
                    odds: weight * odds.plain,
                    hard_odds: weight * odds.hard(),
                    weight: share,
                    wrong: share * odds.wrong,
                    wrong_hard: share * odds.wrong_hard,
                };
            }
        }
    }

    /// Takes into account that every voice after the strongest may only repeat.
    #[inline]
    pub(super) fn close(&mut self, echo: f64, chorus: &mut Chorus) {
        let less = |sum: f64, best: f64| best + (1.0 - echo) * (sum - best);
        self.odds = less(self.odds, self.best.odds);
        self.hard_odds = less(self.hard_odds, self.best.hard_odds);
        self.own = less(self.own, self.best.weight);
        self.all = less(self.all, self.best.weight);
        chorus.voices += self.own;
        chorus.all_wrong += less(self.wrong, self.best.wrong);
        chorus.all_wrong_hard += less(self.wrong_hard, self.best.wrong_hard);
    }
}

impl Chorus {
    /// Counts those who speak on an item, by origin and log-odds: who states several values speaks once.
    pub(super) fn count(&mut self, speakers: &mut Vec<(usize, f64)>) {
        speakers.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
        speakers.dedup_by_key(|speaker| speaker.0);
        self.speakers = speakers.drain(..).map(|(_, odds)| odds).sum();
    }
}

/// What is true of the item as a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Verdict {
    /// Chance that none of the candidates holds.
    pub(super) none: f64,
    /// Chance that the item is a plain one.
    pub(super) plain: f64,
}

/// Probability of each candidate of a single-valued item, written to `out`; what is missing to 1 is the chance that
/// none of them holds. `plain_out` gets the part of each that lies in the class of plain items.
pub(super) fn one_of(
    tallies: &[Tally],
    chorus: Chorus,
    urn: &Urn,
    hard: f64,
    out: &mut [f64],
    plain_out: &mut [f64],
) -> Verdict {
    let none = urn.unseen(tallies.len());
    let (plain_base, hard_base) = if hard > 0.0 {
        ((1.0 - hard).ln() + chorus.all_wrong, hard.ln() + chorus.all_wrong_hard)
    } else {
        (0.0, f64::NEG_INFINITY)
    };
    let mut most = none + plain_base.max(hard_base);
    for (tally, (place, plain)) in tallies.iter().zip(out.iter_mut().zip(&mut *plain_out)) {
        let gain = urn.gain(chorus.voices, tally.all, tally.own) - tally.spared;
        *plain = plain_base + tally.odds + gain;
        *place = hard_base + tally.hard_odds + gain;
        most = most.max(*plain).max(*place);
    }
    let (none_plain, none_hard) = ((plain_base + none - most).exp(), (hard_base + none - most).exp());
    let (mut sum_plain, mut sum_hard) = (none_plain, none_hard);
    for (place, plain) in out.iter_mut().zip(&mut *plain_out) {
        *plain = (*plain - most).exp();
        *place = (*place - most).exp();
        sum_plain += *plain;
        sum_hard += *place;
        *place += *plain;
    }
    let sum = sum_plain + sum_hard;
    for (place, plain) in out.iter_mut().zip(&mut *plain_out) {
        *place /= sum;
        *plain /= sum;
    }
    Verdict { none: (none_plain + none_hard) / sum, plain: sum_plain / sum }
}

/// Probability of each candidate of a many-valued item, each judged on its own: those who speak on the item and leave
/// a value out count against it, less than those who state it count for it, since lists are often cut short (the two
/// kinds of error of LTM: Zhao, Rubinstein, Gemmell, Han, VLDB 2012).
pub(super) fn each_of(tallies: &[Tally], chorus: Chorus, out: &mut [f64], plain_out: &mut [f64]) -> Verdict {
    for (tally, (place, plain)) in tallies.iter().zip(out.iter_mut().zip(plain_out)) {
        let silent = (chorus.speakers - tally.odds.max(0.0)).max(0.0);
        *place = logistic(tally.odds - LEFT_OUT * silent);
        *plain = *place;
    }
    Verdict { none: 0.0, plain: 1.0 }
}

/// What stating a value of a list says for it at least, in log-odds.
const LEAST_SAID: f64 = 0.5;

/// How much leaving a value out of a list counts against it, as a share of what stating it counts for it.
const LEFT_OUT: f64 = 0.5;

/// The probability of log-odds.
#[must_use]
pub fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The log-odds of a probability, which is kept a millionth away from certainty on both sides.
#[must_use]
pub fn logit(probability: f64) -> f64 {
    let safe = probability.clamp(1e-6, 1.0 - 1e-6);
    (safe / (1.0 - safe)).ln()
}
