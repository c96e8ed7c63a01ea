//! Claims tables: who states which value of what, fused to one confidence per value and one reliability per source.
//!
//! For those who have claims already: prices per shop, answers of a crowd, triples of a knowledge graph. Rows are
//! [`read`](read()) into columns of small numbers, cells that say the same become one candidate, and the
//! [engine](crate::score::engine) that weighs articles weighs them. Memory is a few dozen bytes a row.

mod candidates;
mod clock;
mod day;
mod intern;
mod manner;
mod people;
mod plan;
mod read;
mod said;
mod table;
mod wording;
pub mod write;

use rayon::prelude::*;

use crate::model::Level;
use crate::score::engine::{Fusion, Observations, Prior, Settings, Vote, Weight, fuse as learn};
use crate::score::letter_prior;

pub use read::{Input, ReadError, Reading, guess, read};
pub use table::{ClaimsTable, Row};

use plan::Plan;

/// What may differ between runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// The engine's constants.
    pub settings: Settings,
    /// Take every wording for a value of its own.
    pub verbatim: bool,
}

/// A fused table.
#[derive(Debug)]
pub struct Fused {
    table: ClaimsTable,
    observations: Observations,
    fusion: Fusion,
    /// The wording shown for each candidate.
    wording: Vec<u32>,
}

/// One value of an item.
#[derive(Debug, Clone, PartialEq)]
pub struct FusedValue<'f> {
    /// The most frequent of the wordings given.
    pub value: &'f str,
    /// How well it is supported, 0 to 1.
    pub confidence: f64,
    /// The word for it.
    pub level: Level,
    /// How many sources state it.
    pub sources: usize,
    at: usize,
}

/// One item: what is stated of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct FusedItem<'f> {
    /// Of whom or what.
    pub entity: &'f str,
    /// What is stated.
    pub attribute: &'f str,
    /// Whether several values can hold together.
    pub many: bool,
    /// How many sources speak on it.
    pub sources: usize,
    /// The values, the best supported first.
    pub candidates: Vec<FusedValue<'f>>,
}

/// What is known of a source in the end.
#[derive(Debug, Clone, PartialEq)]
pub struct FusedSource<'f> {
    /// Its name.
    pub source: &'f str,
    /// How often it is right, 0 to 1.
    pub reliability: f64,
    /// How many of its statements others speak on too, by weight.
    pub judged: f64,
}

/// Fuses a table.
#[must_use]
pub fn fuse(mut table: ClaimsTable, options: &Options) -> Fused {
    table.close();
    let (rows, first) = table.by_item();
    let plan = Plan::make(&table, &rows, &first, options.verbatim);
    let (mut observations, wording) = cast(&table, &plan, &rows, &first);
    drop((rows, first));
    plan.set_domains(&mut observations);
    let mut priors = vec![Prior::UNKNOWN; table.sources()];
    for (prior, letter) in priors.iter_mut().zip(&table.letters) {
        *prior = letter_prior(*letter);
    }
    let fusion = learn(&observations, &priors, &options.settings);
    Fused { table, observations, fusion, wording }
}

/// Items whose votes are cast in one go, and how many such runs are held before they are put together.
const RUN: usize = 8192;
const RUNS: usize = 16;

/// The votes of all items, in their order, and the wording of each candidate; runs of items are worked on side by side.
fn cast(table: &ClaimsTable, plan: &Plan, rows: &[u32], first: &[u32]) -> (Observations, Vec<u32>) {
    let items = table.items();
    let mut all = (Observations::new(table.sources()), Vec::new());
    let starts: Vec<usize> = (0..items).step_by(RUN).collect();
    for starts in starts.chunks(RUNS) {
        let parts = starts.par_iter().map(|start| {
            let (mut part, mut wording) = (Observations::new(table.sources()), Vec::new());
            let mut votes = Vec::new();
            for item in *start..(start + RUN).min(items) {
                let rows = &rows[first[item] as usize..first[item + 1] as usize];
                let before = wording.len();
                plan.cast(table, item, rows, &mut votes, &mut wording);
                let (group, many) = plan.group(table, item);
                part.push(group, many, wording.len() - before, &mut votes);
            }
            (part, wording)
        });
        for (part, wording) in parts.collect::<Vec<_>>() {
            all.0.append(&part);
            all.1.extend(wording);
        }
    }
    all
}

impl Fused {
    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.observations.items()
    }

    /// Number of claims.
    #[must_use]
    pub fn claims(&self) -> usize {
        self.table.len()
    }

    /// Rounds of learning, and whether they led to an end.
    #[must_use]
    pub fn rounds(&self) -> (usize, bool) {
        (self.fusion.rounds, self.fusion.converged)
    }

    /// An item, by its place in the order in which items first came.
    #[must_use]
    pub fn item(&self, item: usize) -> FusedItem<'_> {
        let (entity, attribute) = self.table.items.all()[item];
        let range = self.observations.candidates_of(item);
        let mut speakers: Vec<usize> = Vec::new();
        let mut candidates: Vec<FusedValue<'_>> = range
            .map(|at| {
                let own = self.observations.votes_on(at).filter(|voice| !voice.lent);
                let before = speakers.len();
                speakers.extend(own.map(|voice| voice.origin));
                let confidence = self.fusion.probability[at];
                FusedValue {
                    value: self.table.values.text(self.wording[at]),
                    confidence,
                    level: Level::of(confidence),
                    sources: speakers.len() - before,
                    at,
                }
            })
            .collect();
        speakers.sort_unstable();
        speakers.dedup();
        if speakers.len() < 2 {
            candidates.iter_mut().for_each(|value| value.level = Level::TooFewSources);
        }
        candidates.sort_by(|one, other| {
            other
                .confidence
                .total_cmp(&one.confidence)
                .then(other.sources.cmp(&one.sources))
                .then_with(|| one.value.cmp(other.value))
        });
        FusedItem {
            entity: self.table.entities.text(entity),
            attribute: self.table.attributes.text(attribute),
            many: self.observations.is_many(item),
            sources: speakers.len(),
            candidates,
        }
    }

    /// The names of the sources that state a value, in the order in which they first came.
    pub fn said_by(&self, value: &FusedValue<'_>) -> impl Iterator<Item = &str> {
        self.observations
            .votes_on(value.at)
            .filter(|voice| !voice.lent)
            .filter_map(|voice| u32::try_from(voice.origin).ok())
            .map(|source| self.table.sources.text(source))
    }

    /// The sources, in the order in which they first came.
    pub fn sources(&self) -> impl Iterator<Item = FusedSource<'_>> {
        (0_u32..).zip(&self.fusion.origins).map(|(at, learnt)| FusedSource {
            source: self.table.sources.text(at),
            reliability: learnt.accuracy,
            judged: learnt.judged,
        })
    }
}

impl FusedItem<'_> {
    /// Whether its sources differ on a single-valued attribute.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        !self.many && self.candidates.len() > 1
    }
}
