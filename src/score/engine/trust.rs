//! How far each origin is trusted, on each attribute by itself where the data carry that.
//!
//! A site may know every gate and no delay. So an origin's record on one attribute is weighed by itself, around what
//! its record on all others says; how closely origins keep to themselves across attributes is learnt (empirical
//! Bayes, one level below [`Common`](super::record::Common)). Where origins say too little on each attribute, they
//! have one record for all.

use super::likelihood::Odds;
use super::record::{Beta, evidence};
use super::{Observations, Settings};

/// The records of all origins, and what follows from them.
#[derive(Debug, Clone)]
pub(super) struct Trust {
    /// Number of attributes that are told apart.
    attributes: usize,
    /// By origin and attribute: statements judged, and those taken as right.
    records: Vec<Beta>,
    /// What is believed of each before its record.
    beliefs: Vec<Beta>,
    known: Vec<Known>,
}

/// What a voice is heard with; the sums over all voices read this at random, so it is kept small and in one place.
#[derive(Debug, Clone, Copy)]
struct Known {
    odds: Odds,
    /// Whether a single statement changes the record, so that it must be left out.
    is_thin: bool,
}

/// Votes there must be for each pair of an origin and an attribute, on average.
const ENOUGH: usize = 4;

/// Statements from which on a single one hardly changes a record, so that it need not be left out.
const MANY: f64 = 100.0;

impl Trust {
    /// Nothing was judged so far.
    pub(super) fn new(table: &Observations, settings: &Settings) -> Self {
        let pairs = table.origins() * table.groups();
        let told_apart = settings.by_attribute && pairs * ENOUGH <= table.votes();
        let attributes = if told_apart { table.groups().max(1) } else { 1 };
        let places = table.origins() * attributes;
        Self { attributes, records: vec![Beta::NOTHING; places], beliefs: Vec::new(), known: Vec::new() }
    }

    /// Number of records.
    pub(super) fn places(&self) -> usize {
        self.records.len()
    }

    /// Which of an origin's records an attribute belongs to.
    #[inline]
    pub(super) fn place(&self, origin: usize, group: usize) -> usize {
        if self.attributes == 1 { origin } else { origin * self.attributes + group }
    }

    /// Each origin's record as a whole.
    pub(super) fn whole(&self) -> Vec<Beta> {
        let add = |all: Beta, own: &Beta| all.after(own.right, own.total);
        self.records.chunks(self.attributes).map(|own| own.iter().fold(Beta::NOTHING, add)).collect()
    }

    /// Takes new records for granted.
    pub(super) fn record(&mut self, records: Vec<Beta>) {
        self.records = records;
    }

    /// Forms beliefs from the records and from what is believed of each origin without them.
    pub(super) fn believe(&mut self, origins: &[Beta], settings: &Settings) {
        if self.attributes == 1 {
            self.beliefs = origins.to_vec();
        } else {
            let whole = self.whole();
            let best = CLOSENESS.into_iter().map(|closeness| {
                let beliefs = self.elsewhere(origins, &whole, closeness);
                let fits = beliefs.iter().zip(&self.records).map(|(belief, own)| evidence(*belief, *own));
                (fits.sum::<f64>(), beliefs)
            });
            let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
            self.beliefs = best.map(|(_, beliefs)| beliefs).unwrap_or_default();
        }
        let known = (0..self.places()).map(|place| {
            let total = self.records[place].total;
            let is_thin = settings.leave_out && total > 0.0 && total < MANY;
            Known { odds: self.without(place, (0.0, 0.0), settings), is_thin }
        });
        self.known = known.collect();
    }

    /// What each origin's record on the other attributes says of this one.
    fn elsewhere(&self, origins: &[Beta], whole: &[Beta], closeness: f64) -> Vec<Beta> {
        let each = self.records.iter().enumerate().map(|(place, own)| {
            let origin = place / self.attributes;
            let rest = origins[origin].after(
                (whole[origin].right - own.right).max(0.0),
                (whole[origin].total - own.total).max(0.0),
            );
            let strength = 1.0 / (1.0 / closeness + 1.0 / rest.total);
            Beta::around(rest.right / rest.total, strength)
        });
        each.collect()
    }

    fn without(&self, place: usize, own: (f64, f64), settings: &Settings) -> Odds {
        let record = self.records[place];
        let (right, total) = ((record.right - own.0).max(0.0), (record.total - own.1).max(0.0));
        settings.odds(self.beliefs[place].after(right.min(total), total))
    }

    /// The odds that a voice is right, by its record without `own`, its part in the item at hand.
    #[inline]
    pub(super) fn odds(&self, place: usize, own: (f64, f64), settings: &Settings) -> Odds {
        let known = &self.known[place];
        if known.is_thin { self.without(place, own, settings) } else { known.odds }
    }

    /// How often a place is right, as a distribution.
    pub(super) fn accuracy(&self, place: usize) -> f64 {
        let belief = self.beliefs[place].after(self.records[place].right, self.records[place].total);
        belief.right / belief.total
    }
}

/// How many statements an origin's record elsewhere may be worth; the last says that attributes do not matter.
const CLOSENESS: [f64; 7] = [3.0, 6.0, 12.0, 25.0, 50.0, 100.0, f64::INFINITY];

impl Settings {
    fn odds(&self, belief: Beta) -> Odds {
        Odds::of((belief.right / belief.total).clamp(self.margin, 1.0 - self.margin))
    }
}
