//! What is found out about the attributes of a table before its items are weighed.

use rayon::prelude::*;

use super::candidates::camps;
use super::manner::{Manner, SAMPLE};
use super::table::ClaimsTable;
use super::{Observations, Vote, Weight};

/// One attribute of a table.
#[derive(Debug, Clone)]
struct Column {
    manner: Manner,
    /// Its group of the engine's; 0 is shared by all that are too small to be learnt from alone.
    group: u32,
    /// Whether its items hold several values at a time.
    many: bool,
    /// Number of values, where few values come again and again.
    domain: Option<u32>,
    /// Its name, in words.
    name: String,
}

/// All attributes of a table.
#[derive(Debug)]
pub(super) struct Plan {
    columns: Vec<Column>,
}

/// Claims from which on an attribute is learnt from alone.
const ENOUGH: usize = 200;
/// Groups that are kept; their number bounds the engine's memory, whatever a table holds.
const MOST_GROUPS: usize = 255;
/// An attribute is many-valued when so many in a hundred of those who speak on an item give several values.
const MANY: usize = 15;
/// Values up to which a domain can be taken for closed, and how often each must come on average.
const CLOSED: usize = 32;
const REPEATED: usize = 12;

/// What is counted of an attribute in one pass.
#[derive(Debug, Clone, Default)]
struct Counts {
    claims: usize,
    /// Speakers on items, and those with several values.
    speakers: usize,
    several: usize,
    /// Groups of wordings, from items on which there is more than one.
    sample: Vec<Vec<u32>>,
    sampled: usize,
    /// Distinct values, until there are too many.
    values: Vec<u32>,
}

impl Plan {
    /// Looks the table over.
    pub(super) fn make(table: &ClaimsTable, rows: &[u32], first: &[u32], verbatim: bool) -> Self {
        let counts = count(table, rows, first);
        let mut by_size: Vec<usize> = (0..counts.len()).filter(|&at| counts[at].claims >= ENOUGH).collect();
        by_size.sort_by_key(|&at| {
            (std::cmp::Reverse(counts[at].claims), table.attributes.text(number(at)).to_owned())
        });
        by_size.truncate(MOST_GROUPS);
        let columns = counts
            .iter()
            .enumerate()
            .map(|(at, counts)| {
                let group = by_size.iter().position(|big| *big == at).map_or(0, |place| number(place + 1));
                counts.column(table, at, group, verbatim)
            })
            .collect();
        Self { columns }
    }

    fn column(&self, table: &ClaimsTable, item: usize) -> &Column {
        &self.columns[table.items.all()[item].1 as usize]
    }

    /// The engine's group of an item, and whether several values can hold.
    pub(super) fn group(&self, table: &ClaimsTable, item: usize) -> (u32, bool) {
        let column = self.column(table, item);
        (column.group, column.many)
    }

    /// Tells the engine which attributes have few values.
    pub(super) fn set_domains(&self, observations: &mut Observations) {
        for column in self.columns.iter().filter(|column| column.group > 0) {
            if let Some(domain) = column.domain {
                observations.set_domain(column.group, domain);
            }
        }
    }

    /// Makes the votes of an item; adds the wording of each candidate to `shown`.
    pub(super) fn cast(
        &self,
        table: &ClaimsTable,
        item: usize,
        rows: &[u32],
        votes: &mut Vec<Vote>,
        shown: &mut Vec<u32>,
    ) {
        let column = self.column(table, item);
        let last = latest(table, rows);
        let rows = last.as_deref().unwrap_or(rows);
        let value = |row: &u32| table.value[*row as usize];
        if rows.iter().all(|row| value(row) == value(&rows[0])) {
            // Most items of most tables: nothing to read, nothing to compare.
            votes.extend(rows.iter().map(|row| Vote {
                candidate: 0,
                origin: table.source[*row as usize],
                lent: false,
                weight: Weight::of(table.weight(*row as usize)),
            }));
            return shown.push(value(&rows[0]));
        }
        let mut values: Vec<u32> = rows.iter().map(value).collect();
        values.sort_unstable();
        let mut wordings: Vec<(u32, &str, usize)> = values
            .chunk_by(|one, other| one == other)
            .map(|same| (same[0], table.values.text(same[0]), same.len()))
            .collect();
        wordings.sort_by(|one, other| other.2.cmp(&one.2).then_with(|| one.1.cmp(other.1)));
        let (camps, loans) = camps(&wordings, &column.manner, &column.name);
        let mut camp_of: Vec<(u32, usize)> = camps
            .iter()
            .enumerate()
            .flat_map(|(at, camp)| camp.wordings.iter().map(move |value| (*value, at)))
            .collect();
        camp_of.sort_unstable();
        for row in rows {
            let row = *row as usize;
            let place = camp_of.binary_search_by_key(&table.value[row], |(value, _)| *value);
            let camp = camp_of[place.expect("every wording is in a camp")].1;
            let vote = |candidate: usize, share: f64, lent| Vote {
                candidate: number(candidate),
                origin: table.source[row],
                lent,
                weight: Weight::of(share * table.weight(row)),
            };
            votes.push(vote(camp, 1.0, false));
            for (_, to, share) in loans.iter().filter(|loan| loan.0 == camp) {
                votes.push(vote(*to, *share, true));
            }
        }
        settle(table, rows, column.many, votes);
        shown.extend(camps.iter().map(|camp| camp.wordings[0]));
    }
}

/// Items from which on counting is worth two threads, and attributes up to which their counts are cheaply added up.
const SHARED_OUT: usize = 10_000;
const FEW: usize = 1000;
/// Runs of items that are counted side by side.
const LANES: usize = 8;

/// What is counted of each attribute. Runs of items are added up in their order, so that samples are of the first.
fn count(table: &ClaimsTable, rows: &[u32], first: &[u32]) -> Vec<Counts> {
    let (items, attributes) = (table.items(), table.attributes.len());
    let lanes = if items >= SHARED_OUT && attributes <= FEW { LANES } else { 1 };
    let size = items.div_ceil(lanes).max(1);
    let starts: Vec<usize> = (0..items).step_by(size).collect();
    let lanes = starts.par_iter().map(|start| {
        let mut counts = vec![Counts::default(); attributes];
        let mut said = Vec::new();
        for item in *start..(start + size).min(items) {
            said.clear();
            let rows = &rows[first[item] as usize..first[item + 1] as usize];
            said.extend(rows.iter().map(|row| (table.source[*row as usize], table.value[*row as usize])));
            counts[table.items.all()[item].1 as usize].see(&mut said);
        }
        counts
    });
    let add = |mut all: Vec<Counts>, lane: Vec<Counts>| {
        all.iter_mut().zip(lane).for_each(|(all, more)| all.add(more));
        all
    };
    lanes.collect::<Vec<_>>().into_iter().fold(vec![Counts::default(); attributes], add)
}

/// The rows of an item without those that their own source has since said anew, where days tell.
fn latest(table: &ClaimsTable, rows: &[u32]) -> Option<Vec<u32>> {
    if table.as_of.is_empty() {
        return None;
    }
    let day = |row: u32| table.as_of.get(row as usize).copied().flatten();
    let mut last = std::collections::BTreeMap::new();
    for row in rows {
        let known = last.entry(table.source[*row as usize]).or_insert(day(*row));
        *known = (*known).max(day(*row));
    }
    let is_last = |row: &u32| day(*row).is_none() || day(*row) == last[&table.source[*row as usize]];
    Some(rows.iter().copied().filter(is_last).collect())
}

/// A source that says several things of what takes one value: its voice is shared out among them.
fn settle(table: &ClaimsTable, rows: &[u32], many: bool, votes: &mut Vec<Vote>) {
    if many || rows.len() < 2 {
        return;
    }
    let mut speakers: Vec<u32> = rows.iter().map(|row| table.source[*row as usize]).collect();
    speakers.sort_unstable();
    if speakers.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    votes.sort_unstable_by_key(|vote| (vote.origin, vote.lent, vote.candidate));
    votes.dedup_by_key(|vote| (vote.origin, vote.lent, vote.candidate));
    for said in votes.chunk_by_mut(|one, other| one.origin == other.origin) {
        let own = said.iter().filter(|vote| !vote.lent).count();
        for vote in said.iter_mut().filter(|_| own > 1) {
            #[expect(clippy::cast_precision_loss, reason = "counts of values stay far below 2^53")]
            let share = vote.weight.share() / own as f64;
            vote.weight = Weight::of(share);
        }
    }
}

impl Counts {
    /// Counts an item by who says what on it.
    fn see(&mut self, said: &mut Vec<(u32, u32)>) {
        said.sort_unstable();
        said.dedup();
        self.claims += said.len();
        for speaker in said.chunk_by(|one, other| one.0 == other.0) {
            self.speakers += 1;
            self.several += usize::from(speaker.len() > 1);
        }
        if self.values.len() > CLOSED && self.sampled >= SAMPLE {
            return;
        }
        let mut values: Vec<u32> = said.iter().map(|(_, value)| *value).collect();
        values.sort_unstable();
        values.dedup();
        self.meet(&values);
        if values.len() > 1 {
            values.truncate(16);
            self.keep(values);
        }
    }

    /// Counts values in, until there are too many to be told one by one.
    fn meet(&mut self, values: &[u32]) {
        for value in values {
            if self.values.len() > CLOSED {
                return;
            }
            if let Err(place) = self.values.binary_search(value) {
                self.values.insert(place, *value);
            }
        }
    }

    fn keep(&mut self, sample: Vec<u32>) {
        if self.sampled < SAMPLE {
            self.sampled += sample.len();
            self.sample.push(sample);
        }
    }

    /// Adds what was counted of later items.
    fn add(&mut self, more: Self) {
        self.claims += more.claims;
        self.speakers += more.speakers;
        self.several += more.several;
        self.meet(&more.values);
        more.sample.into_iter().for_each(|sample| self.keep(sample));
    }

    /// Number of values that are told apart, of those that were counted.
    fn said(&self, table: &ClaimsTable, manner: &Manner, name: &str) -> usize {
        let keys = self.values.iter().map(|value| manner.read(table.values.text(*value), name).key(true));
        keys.collect::<std::collections::BTreeSet<String>>().len()
    }

    fn column(&self, table: &ClaimsTable, at: usize, group: u32, verbatim: bool) -> Column {
        let name = in_words(table.attributes.text(number(at)));
        let sample: Vec<Vec<&str>> = self
            .sample
            .iter()
            .map(|values| values.iter().map(|value| table.values.text(*value)).collect())
            .collect();
        let manner = if verbatim { Manner::Verbatim } else { Manner::find(&sample, &name) };
        let values = self.said(table, &manner, &name);
        let closed = self.values.len() <= CLOSED && values * REPEATED <= self.claims;
        Column {
            manner,
            group,
            many: self.several * 100 > self.speakers * MANY,
            domain: closed.then(|| number(values.max(2))),
            name,
        }
    }
}

/// "DepartureGate" and "departure_gate" as "Departure Gate" and "departure gate".
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut small = false;
    for mark in name.chars() {
        if mark.is_uppercase() && small {
            words.push(' ');
        }
        small = mark.is_lowercase();
        words.push(if matches!(mark, '_' | '-') { ' ' } else { mark });
    }
    words
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a table holds fewer than 2^32 of everything")
}
