//! From topics to the engine's table and back.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use rayon::prelude::*;

use super::account::{Ballot, account};
use super::engine::{Fusion, Observations, Prior, Settings, Vote, Weight, fuse};
use super::{SIGNALS, Voice, reliability};
use crate::model::{
    AttributeTable, Candidate, Cardinality, Confidence, Fact, FactIx, Level, Polarity, SourceSummary, Topic,
};
use crate::value::{Because, Relation, Value, relate};

/// Statements of an origin that others speak on too, from which on its learnt reliability is worth showing.
const ENOUGH: f64 = 3.0;

/// Pairs of unlisted denials and candidates up to which they are matched.
const MOST_PAIRS: usize = 10_000;

/// Weighs every candidate of every topic: sets [`confidence`](crate::model::Candidate::confidence), puts the best
/// supported candidate first, sets [`Topic::agreement`] and each source's
/// [`learnt_reliability`](SourceSummary::learnt_reliability).
///
/// The order of topics, facts and sources changes no number. Gives whether the learning converged.
pub fn score(
    topics: &mut [Topic],
    facts: &[Fact],
    sources: &mut [SourceSummary],
    attributes: &AttributeTable,
) -> bool {
    let settings = Settings::default();
    let (origin_of, priors) = origins(sources);
    let mut table = Observations::new(priors.len());
    let cast = |topic: &Topic| ballots_of(topic, facts, sources, &origin_of, attributes);
    let ballots: Vec<Vec<Ballot>> = topics.par_iter().map(cast).collect();
    for (topic, cast) in topics.iter().zip(&ballots) {
        let group = u32::try_from(topic.key.attribute.at()).expect("attributes are numbered in 32 bits");
        let many = attributes.get(topic.key.attribute).values == Cardinality::Many;
        let mut votes: Vec<Vote> = cast.iter().map(|ballot| ballot.vote(SIGNALS.len())).collect();
        table.push(group, many, topic.candidates.len(), &mut votes);
    }
    let fusion = fuse(&table, &priors, &settings);
    let settled = topics.par_iter_mut().zip(&ballots).enumerate();
    settled.for_each(|(item, (topic, cast))| settle(topic, item, cast, &table, &fusion));
    for (summary, origin) in sources.iter_mut().zip(&origin_of) {
        let learnt = fusion.origins[*origin as usize];
        summary.learnt_reliability = (learnt.judged >= ENOUGH).then_some(learnt.accuracy);
    }
    fusion.converged
}

/// Numbers the origins by name, and takes the best letter among the sources of each.
fn origins(sources: &[SourceSummary]) -> (Vec<u32>, Vec<Prior>) {
    let mut numbers: BTreeMap<&str, u32> = sources.iter().map(|summary| (&*summary.origin, 0)).collect();
    for (at, number) in (0..).zip(numbers.values_mut()) {
        *number = at;
    }
    let mut priors = vec![Prior::UNKNOWN; numbers.len()];
    let origin_of: Vec<u32> = sources.iter().map(|summary| numbers[&*summary.origin]).collect();
    for (summary, origin) in sources.iter().zip(&origin_of) {
        let (known, given) = (&mut priors[*origin as usize], reliability::prior(summary.source.reliability));
        if given.accuracy > known.accuracy {
            *known = given;
        }
    }
    (origin_of, priors)
}

/// Every origin's word on every candidate of a topic, the strongest where it has several.
fn ballots_of(
    topic: &Topic,
    facts: &[Fact],
    sources: &[SourceSummary],
    origin_of: &[u32],
    attributes: &AttributeTable,
) -> Vec<Ballot> {
    let attribute = attributes.get(topic.key.attribute);
    let latest = topic.facts.iter().filter_map(|at| day(&facts[at.at()])).max();
    let mut best: BTreeMap<(u32, u32), Ballot> = BTreeMap::new();
    for (at, stands) in stands_of(topic, facts) {
        let fact = &facts[at.at()];
        let Some(summary) = sources.get(fact.source.at()) else { continue };
        let days_behind = latest.zip(day(fact)).map(|(latest, own)| (latest - own).get_days());
        let voice = Voice { fact, source: &summary.source, attribute, days_behind };
        let signals: Vec<f64> = SIGNALS.iter().map(|signal| signal.weight(&voice)).collect();
        let strongest = stands.iter().map(|(_, share)| *share).fold(0.0, f64::max);
        let own = stands.iter().position(|(_, share)| *share >= strongest);
        for (place, (candidate, share)) in stands.into_iter().enumerate() {
            let ballot = Ballot {
                candidate,
                origin: origin_of[fact.source.at()],
                lent: own != Some(place),
                denies: fact.polarity == Polarity::Denied,
                share,
                signals: signals.clone(),
            };
            match best.entry((candidate, ballot.origin)) {
                Entry::Vacant(free) => drop(free.insert(ballot)),
                Entry::Occupied(mut held) if ballot.strength() > held.get().strength() => {
                    held.insert(ballot);
                }
                Entry::Occupied(_) => {}
            }
        }
    }
    best.into_values().collect()
}

/// For each fact of a topic the candidates that it speaks on, and how much its value says for each. The comparison
/// has listed them; of denials it need not, so those are matched here, unless there are so many that pairing each with
/// each would take long.
fn stands_of(topic: &Topic, facts: &[Fact]) -> BTreeMap<FactIx, Vec<(u32, f64)>> {
    let mut stands: BTreeMap<FactIx, Vec<(u32, f64)>> = BTreeMap::new();
    for (candidate, offered) in (0..).zip(&topic.candidates) {
        for at in &offered.facts {
            let share = share(&facts[at.at()].value, &offered.value);
            stands.entry(*at).or_default().push((candidate, share));
        }
    }
    let unlisted: Vec<FactIx> = topic
        .facts
        .iter()
        .filter(|at| facts[at.at()].polarity == Polarity::Denied && !stands.contains_key(at))
        .copied()
        .collect();
    if unlisted.len().saturating_mul(topic.candidates.len()) <= MOST_PAIRS {
        for at in unlisted {
            let denied = &facts[at.at()].value;
            let same = |offered: &Candidate| relate(denied, &offered.value) == Relation::Same;
            let found: Vec<(u32, f64)> =
                (0..).zip(&topic.candidates).filter(|(_, it)| same(it)).map(|(at, _)| (at, 1.0)).collect();
            stands.insert(at, found);
        }
    }
    stands
}

/// The last day that a fact may speak of.
fn day(fact: &Fact) -> Option<Date> {
    fact.time.as_ref().and_then(|time| time.range.end.or(time.range.start))
}

/// How much a stated value says for a candidate that the comparison counted it for: all when it is the same, less when
/// it is only compatible with it, by how much the looser of the two leaves open.
fn share(stated: &Value, candidate: &Value) -> f64 {
    match relate(stated, candidate) {
        Relation::Compatible(Because::Rounding) => 0.9,
        Relation::Compatible(Because::FinerDate) => 0.75,
        Relation::Compatible(Because::Part) => 0.6,
        Relation::Compatible(Because::Bound) => 0.5,
        Relation::Same
        | Relation::Compatible(Because::Conversion)
        | Relation::Different(_)
        | Relation::Incomparable(_) => 1.0,
    }
}

fn settle(topic: &mut Topic, item: usize, cast: &[Ballot], table: &Observations, fusion: &Fusion) {
    let mut speakers: Vec<u32> = cast.iter().map(|ballot| ballot.origin).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let first = table.candidates_of(item).start;
    let accounts = account(table, item, cast, fusion);
    for (at, (candidate, contributions)) in topic.candidates.iter_mut().zip(accounts).enumerate() {
        let score = fusion.probability[first + at].clamp(1e-6, 1.0 - 1e-6);
        let level = if speakers.len() < 2 { Level::TooFewSources } else { Level::of(score) };
        candidate.confidence = Confidence { level, score, contributions };
    }
    topic.candidates.sort_by(|one, other| {
        let counts = |it: &Candidate| (Reverse(it.origins), it.value.normal());
        other.confidence.score.total_cmp(&one.confidence.score).then_with(|| counts(one).cmp(&counts(other)))
    });
    let best = topic.candidates.first().map_or(0, |best| best.origins);
    let all = topic.origins.max(1);
    #[expect(clippy::cast_precision_loss, reason = "counts of origins stay far below 2^53")]
    let agreement = best.min(all) as f64 / all as f64;
    topic.agreement = agreement;
}

impl Ballot {
    /// The vote it makes when only the first `signals` signals are heeded.
    pub(super) fn vote(&self, signals: usize) -> Vote {
        let share: f64 = self.share * self.signals[..signals].iter().product::<f64>();
        let weight = Weight::of(if self.denies { -share } else { share });
        Vote { candidate: self.candidate, origin: self.origin, lent: self.lent, weight }
    }

    fn strength(&self) -> f64 {
        self.share * self.signals.iter().product::<f64>()
    }
}
