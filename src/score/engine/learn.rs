//! Reliabilities and probabilities, each learnt from the other in turns.
//!
//! When a statement is judged, its own item is left out of its origin's record: otherwise a source that is believed
//! once would be believed for having been believed.

use rayon::prelude::*;

use super::copying::Dependence;
use super::likelihood::{Chorus, Odds, Tally, Verdict, each_of, one_of};
use super::loans::Loans;
use super::record::{Beta, Common};
use super::trust::Trust;
use super::urn::{Slips, Urn, learn as learn_urns};
use super::{Observations, Prior, Settings, Voice};

/// What the engine found out about an origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reliability {
    /// How often it is right, 0 to 1.
    pub accuracy: f64,
    /// Statements that others speak on too, by weight; what was learnt was learnt from these.
    pub judged: f64,
}

/// What came out.
#[derive(Debug, Clone)]
pub struct Fusion {
    /// Probability of each candidate, in the order of the table.
    pub probability: Vec<f64>,
    /// Each origin's reliability.
    pub origins: Vec<Reliability>,
    /// Rounds taken.
    pub rounds: usize,
    /// Whether the last round changed next to nothing.
    pub converged: bool,
    pub(super) settings: Settings,
    /// The part of each probability that lies in the class of plain items.
    plain: Vec<f64>,
    verdicts: Vec<Verdict>,
    /// What is believed of each origin before its record.
    beliefs: Vec<Beta>,
    trust: Trust,
    /// How much each origin says, by weight, judged or not.
    spoken: Vec<f64>,
    priors: Vec<Prior>,
    common: Common,
    urns: Vec<Urn>,
    hard: Vec<f64>,
}

/// Learns from the table. `priors` holds one entry per origin.
///
/// # Panics
/// When there are fewer priors than origins.
#[must_use]
pub fn fuse(table: &Observations, priors: &[Prior], settings: &Settings) -> Fusion {
    assert!(priors.len() >= table.origins(), "a prior for each origin");
    let shared: Vec<bool> = (0..table.items()).map(|item| table.is_shared(item)).collect();
    let mut learnt_from = sample(&shared);
    let mut state = Fusion::new(table, priors, settings);
    let first = if settings.learn { learnt_from.as_deref() } else { None };
    let mut sums = state.judge_all(table, first);
    let mut discounted: Option<Observations> = None;
    while settings.learn && state.rounds < settings.rounds && !state.converged {
        state.rounds += 1;
        let now = discounted.as_ref().unwrap_or(table);
        state.learn(sums);
        let heeded = learnt_from.as_ref().unwrap_or(&shared);
        sums = state.judge_all(now, Some(heeded));
        state.converged = sums.is_still(settings);
        if settings.copying && LOOK_FOR_COPIES.contains(&state.rounds) {
            let dependence = Dependence::find(now, heeded, &state.spoken, |at, origin, group| {
                state.alone(at, origin, group)
            });
            if dependence.is_found() {
                discounted = Some(dependence.discounted(table));
                state.converged = false;
            }
        }
        if state.converged && learnt_from.take().is_some() {
            // What the sample taught, all now refine.
            state.converged = false;
        }
    }
    state.converged |= !settings.learn;
    let now = discounted.as_ref().unwrap_or(table);
    // What is not shared teaches nothing, and was left for last.
    let left: Vec<bool> =
        shared.iter().map(|shared| !(settings.learn && *shared && learnt_from.is_none())).collect();
    state.judge_all(now, Some(&left));
    state.report(now, &shared);
    state
}

/// Items that are enough to learn most from.
const SAMPLE: usize = 100_000;

/// Of many items, some that stand for all: sources that speak often are known from these as well, and a few rounds
/// over all are left for the others. Nothing when there are not so many.
fn sample(shared: &[bool]) -> Option<Vec<bool>> {
    let stride = shared.iter().filter(|shared| **shared).count() / SAMPLE;
    let mut seen = 0;
    (stride > 1).then(|| {
        let each = shared.iter().map(|shared| {
            seen += usize::from(*shared);
            *shared && seen % stride == 0
        });
        each.collect()
    })
}

/// The rounds after which dependent origins are looked for: at once, before the many copies of a value are taken for
/// its truth, and again when truth and error have parted.
const LOOK_FOR_COPIES: [usize; 2] = [1, 5];

/// Lanes that are worked on side by side. Fixed, so that sums are made in one order on any number of threads.
const LANES: usize = 8;

/// Candidates from which on the urns' logarithms are looked up instead of computed.
const LARGE: usize = 50_000;

/// Voices up to which an item does not tell whether it is hard or some were unlucky, and from which it tells fully.
const FEW: f64 = 2.0;
const MANY_VOICES: f64 = 10.0;

/// What a pass over the items sums up for the next round.
#[derive(Debug, Clone, Default)]
struct Sums {
    records: Vec<Beta>,
    slips: Vec<Slips>,
    /// By group: expected hard items, and items.
    hard: Vec<(f64, f64)>,
    /// The largest change of a probability.
    change: f64,
    /// The sum of all changes, and of how many.
    moved: f64,
    places: f64,
}

impl Sums {
    fn new(table: &Observations, places: usize) -> Self {
        Self {
            records: vec![Beta::NOTHING; places],
            slips: vec![Slips::default(); table.groups()],
            hard: vec![(0.0, 0.0); table.groups()],
            change: 0.0,
            moved: 0.0,
            places: 0.0,
        }
    }

    /// Whether next to nothing moved: no probability much, or all together very little. In a large table there is
    /// always an item on the edge.
    fn is_still(&self, settings: &Settings) -> bool {
        self.change < settings.tolerance || self.moved < 0.3 * settings.tolerance * self.places
    }

    fn add(mut self, other: &Self) -> Self {
        for (own, more) in self.records.iter_mut().zip(&other.records) {
            own.right += more.right;
            own.total += more.total;
        }
        for (own, more) in self.slips.iter_mut().zip(&other.slips) {
            own.add(more);
        }
        for (own, more) in self.hard.iter_mut().zip(&other.hard) {
            *own = (own.0 + more.0, own.1 + more.1);
        }
        self.change = self.change.max(other.change);
        self.moved += other.moved;
        self.places += other.places;
        self
    }
}

/// A run of items with the places for what is found out about them.
struct Lane<'f> {
    items: std::ops::Range<usize>,
    first_candidate: usize,
    probability: &'f mut [f64],
    plain: &'f mut [f64],
    verdicts: &'f mut [Verdict],
}

/// What all lanes read.
#[derive(Clone, Copy)]
struct Known<'f> {
    settings: &'f Settings,
    trust: &'f Trust,
    urns: &'f [Urn],
    hard: &'f [f64],
}

/// What is needed for one item, kept for the next.
#[derive(Default)]
struct Scratch {
    tallies: Vec<Tally>,
    loans: Loans,
    /// Who speaks on a list, with the log-odds of each.
    speakers: Vec<(usize, f64)>,
    /// The probabilities before the item was judged anew.
    before: Vec<f64>,
}

impl Lane<'_> {
    fn judge(&mut self, table: &Observations, known: Known<'_>, only: Option<&[bool]>) -> Sums {
        let mut sums = Sums::new(table, known.trust.places());
        let mut scratch = Scratch::default();
        for item in self.items.clone() {
            if only.is_none_or(|only| only[item]) {
                let shared = only.is_some() || table.is_shared(item);
                self.judge_item(table, item, known, &mut scratch, shared.then_some(&mut sums));
            }
        }
        sums
    }

    fn judge_item(
        &mut self,
        table: &Observations,
        item: usize,
        known: Known<'_>,
        scratch: &mut Scratch,
        sums: Option<&mut Sums>,
    ) {
        let range = table.candidates_of(item);
        let own = range.start - self.first_candidate..range.end - self.first_candidate;
        let verdict = self.verdicts[item - self.items.start];
        let (group, is_many) = (table.group(item), table.is_many(item));
        let Scratch { tallies: scratch, loans, speakers, before } = scratch;
        scratch.clear();
        loans.clear();
        let mut chorus = Chorus::default();
        for (candidate, at) in range.clone().zip(own.clone()) {
            let mut tally = Tally::default();
            for voice in table.votes_on(candidate) {
                let own = judged(voice, self.plain[at], verdict.plain);
                let odds = known.trust.odds(known.trust.place(voice.origin, group), own, known.settings);
                let odds = if is_many { odds.on_lists() } else { odds };
                if is_many && !voice.lent && voice.weight > 0.0 {
                    speakers.push((voice.origin, voice.weight * odds.plain));
                }
                if voice.lent {
                    loans.lend(candidate - range.start, voice.origin, voice.weight);
                }
                tally.add(voice.weight, odds, voice.lent);
            }
            tally.close(known.settings.echo, &mut chorus);
            scratch.push(tally);
        }
        chorus.count(speakers);
        if !loans.is_empty() {
            for candidate in range.clone() {
                let own = table.votes_on(candidate).filter(|voice| !voice.lent);
                own.for_each(|voice| loans.state(candidate - range.start, voice.origin));
            }
            loans.settle(scratch, &known.urns[group]);
        }
        let mut change: f64 = 0.0;
        let (out, plain) = (&mut self.probability[own.clone()], &mut self.plain[own.clone()]);
        before.clear();
        before.extend_from_slice(out);
        let verdict = if is_many {
            each_of(scratch, chorus, out, plain)
        } else {
            one_of(scratch, chorus, &known.urns[group], known.hard[group], out, plain)
        };
        self.verdicts[item - self.items.start] = verdict;
        let Some(sums) = sums else { return };
        for (old, new) in before.iter().zip(&*out) {
            change = change.max((old - new).abs());
            sums.moved += (old - new).abs();
            sums.places += 1.0;
        }
        sums.change = sums.change.max(change);
        let tells = ((chorus.voices - FEW) / (MANY_VOICES - FEW)).clamp(0.0, 1.0);
        sums.hard[group].0 += tells * (1.0 - verdict.plain);
        sums.hard[group].1 += tells;
        if !is_many {
            count_slips(scratch, verdict, out, &mut sums.slips[group]);
        }
        for (candidate, plain) in range.zip(&*plain) {
            for voice in table.votes_on(candidate) {
                let (right, total) = judged(voice, *plain, verdict.plain);
                let record = &mut sums.records[known.trust.place(voice.origin, group)];
                record.right += right;
                record.total += total;
            }
        }
    }
}

fn count_slips(tallies: &[Tally], verdict: Verdict, probability: &[f64], slips: &mut Slips) {
    let voices: f64 = tallies.iter().map(|tally| tally.said).sum();
    slips.item(voices, verdict.none);
    for (tally, chance) in tallies.iter().zip(probability) {
        slips.item(voices - tally.said, *chance);
        slips.value(tally.said, 1.0 - chance);
    }
}

impl Fusion {
    fn new(table: &Observations, priors: &[Prior], settings: &Settings) -> Self {
        let mut spoken = vec![0.0; table.origins()];
        for candidate in 0..table.candidates() {
            for voice in table.votes_on(candidate).filter(|voice| !voice.lent) {
                spoken[voice.origin] += voice.weight.abs();
            }
        }
        let urns = (0..table.groups()).map(|group| Urn::new(settings.false_values, table.domain(group)));
        let mut fusion = Self {
            probability: vec![0.0; table.candidates()],
            origins: Vec::new(),
            rounds: 0,
            converged: false,
            settings: settings.clone(),
            plain: vec![0.0; table.candidates()],
            verdicts: vec![Verdict::default(); table.items()],
            beliefs: Vec::new(),
            trust: Trust::new(table, settings),
            spoken,
            priors: priors.to_vec(),
            common: Common::new(settings),
            urns: urns.collect(),
            hard: vec![settings.hard; table.groups()],
        };
        fusion.form_beliefs();
        fusion
    }

    /// How often a source that nothing is known of is right.
    #[must_use]
    pub fn unknown_accuracy(&self) -> f64 {
        self.common.average()
    }

    pub(super) fn urn(&self, group: usize) -> (&Urn, f64) {
        (&self.urns[group], self.hard[group])
    }

    fn known(&self) -> Known<'_> {
        Known { settings: &self.settings, trust: &self.trust, urns: &self.urns, hard: &self.hard }
    }

    /// The odds that a voice for a candidate of an item is right.
    pub(super) fn odds(&self, voice: Voice, candidate: usize, (item, group): (usize, usize)) -> Odds {
        let own = judged(voice, self.plain[candidate], self.verdicts[item].plain);
        self.trust.odds(self.trust.place(voice.origin, group), own, &self.settings)
    }

    /// Takes what the last pass summed up for granted.
    fn learn(&mut self, sums: Sums) {
        let Settings { hard, hard_strength, .. } = self.settings;
        self.trust.record(sums.records);
        if self.settings.learn_common {
            self.common.learn(&self.trust.whole(), &self.spoken, &self.priors, &self.settings);
        }
        self.form_beliefs();
        if hard > 0.0 {
            for (share, (seen, items)) in self.hard.iter_mut().zip(sums.hard) {
                *share = (hard * hard_strength + seen) / (hard_strength + items);
            }
        }
        if self.settings.learn_urns {
            learn_urns(&mut self.urns, &sums.slips, &self.settings);
        }
        if self.probability.len() >= LARGE {
            self.urns.iter_mut().for_each(Urn::tabulate);
        }
    }

    fn form_beliefs(&mut self) {
        let each = self.priors.iter().zip(&self.spoken);
        self.beliefs = each.map(|(prior, spoken)| self.common.of(*prior, *spoken)).collect();
        self.trust.believe(&self.beliefs, &self.settings);
    }

    /// Judges the items, or `only` some of them, lane by lane.
    fn judge_all(&mut self, table: &Observations, only: Option<&[bool]>) -> Sums {
        let mut probability = std::mem::take(&mut self.probability);
        let mut plain = std::mem::take(&mut self.plain);
        let mut verdicts = std::mem::take(&mut self.verdicts);
        let lanes = lanes(table, &mut probability, &mut plain, &mut verdicts);
        let known = self.known();
        let sums: Vec<Sums> = lanes.into_par_iter().map(|mut lane| lane.judge(table, known, only)).collect();
        let sums = sums.iter().fold(Sums::new(table, self.trust.places()), Sums::add);
        (self.probability, self.plain, self.verdicts) = (probability, plain, verdicts);
        sums
    }

    /// The chance that an origin comes to a value by itself.
    fn alone(&self, candidate: usize, origin: usize, group: usize) -> f64 {
        let accuracy = self.trust.accuracy(self.trust.place(origin, group));
        let chance = self.probability[candidate];
        chance * accuracy + (1.0 - chance) * (1.0 - accuracy) * SAME_ERROR
    }

    /// Tells each origin's reliability over plain and hard items alike.
    fn report(&mut self, table: &Observations, shared: &[bool]) {
        let mut seen = vec![Beta::NOTHING; table.origins()];
        for item in (0..table.items()).filter(|item| shared[*item]) {
            for candidate in table.candidates_of(item) {
                for voice in table.votes_on(candidate) {
                    let (right, total) = judged(voice, self.probability[candidate], 1.0);
                    seen[voice.origin].right += right;
                    seen[voice.origin].total += total;
                }
            }
        }
        let each = seen.iter().zip(&self.beliefs);
        self.origins = each
            .map(|(seen, belief)| {
                let belief = belief.after(seen.right.min(seen.total), seen.total);
                Reliability { accuracy: belief.right / belief.total, judged: seen.total }
            })
            .collect();
    }
}

/// Chance that a wrong source gives a certain false value, where nothing better is known.
const SAME_ERROR: f64 = 0.2;

/// The items in runs of about the same number, with the places that belong to each.
fn lanes<'f>(
    table: &Observations,
    mut probability: &'f mut [f64],
    mut plain: &'f mut [f64],
    mut verdicts: &'f mut [Verdict],
) -> Vec<Lane<'f>> {
    let mut lanes = Vec::with_capacity(LANES);
    let mut start = 0;
    // Small tables are not worth the sums of eight lanes.
    let size = if table.items() < 1000 { table.items() } else { table.items().div_ceil(LANES) };
    while start < table.items() {
        let end = (start + size).min(table.items());
        let first = table.candidates_of(start).start;
        let count = table.candidates_of(end - 1).end - first;
        let (own_probability, rest) = probability.split_at_mut(count);
        probability = rest;
        let (own_plain, rest) = plain.split_at_mut(count);
        plain = rest;
        let (own_verdicts, rest) = verdicts.split_at_mut(end - start);
        verdicts = rest;
        lanes.push(Lane {
            items: start..end,
            first_candidate: first,
            probability: own_probability,
            plain: own_plain,
            verdicts: own_verdicts,
        });
        start = end;
    }
    lanes
}

/// How much of a voice was right, and how much was judged, if its candidate holds with `chance` and the item counts
/// with `plain`. What is lent is judged with the voice's own value, not a second time.
fn judged(voice: Voice, chance: f64, plain: f64) -> (f64, f64) {
    let right = if voice.weight >= 0.0 { chance } else { plain - chance };
    let weight = voice.weight.abs();
    (weight * right, if voice.lent { 0.0 } else { weight * plain })
}
