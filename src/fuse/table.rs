//! A table of claims, as columns of small numbers.

use jiff::civil::Date;

use super::intern::{Interner, Pairs};
use crate::model::Reliability;

/// One claim as a row gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row<'r> {
    /// Who says it.
    pub source: &'r str,
    /// Of whom or what.
    pub entity: &'r str,
    /// What is stated; may be empty.
    pub attribute: &'r str,
    /// The value as written.
    pub value: &'r str,
    /// The day the statement speaks of.
    pub as_of: Option<Date>,
    /// The source's letter.
    pub reliability: Option<Reliability>,
    /// How much the statement counts, 0 to 1; nothing means in full.
    pub weight: Option<f64>,
}

/// Claims by column. Fewer than 2³² of everything.
#[derive(Debug, Default)]
pub struct ClaimsTable {
    pub(super) entities: Interner,
    pub(super) attributes: Interner,
    pub(super) sources: Interner,
    pub(super) values: Interner,
    pub(super) items: Pairs,
    pub(super) item: Vec<u32>,
    pub(super) source: Vec<u32>,
    pub(super) value: Vec<u32>,
    /// Weights in 1/255; empty as long as every claim counts in full.
    pub(super) weight: Vec<u8>,
    /// Days; empty as long as no claim has one.
    pub(super) as_of: Vec<Option<Date>>,
    /// The best letter given for each source; shorter than the sources where the last have none.
    pub(super) letters: Vec<Option<Reliability>>,
}

impl ClaimsTable {
    /// Adds a claim.
    pub fn push(&mut self, row: &Row<'_>) {
        self.extend(std::slice::from_ref(row));
    }

    /// Adds claims, column by column and side by side: the columns know nothing of each other.
    pub fn extend(&mut self, rows: &[Row<'_>]) {
        let Self { entities, attributes, items, item, sources, source, values, value, .. } = self;
        let mut about = || {
            let mut last: Option<(u32, u32, u32)> = None;
            item.extend(rows.iter().map(|row| {
                let (entity, attribute) = key(row, last, entities, attributes);
                let number = match last {
                    Some((same, column, item)) if (same, column) == (entity, attribute) => item,
                    _ => items.number((entity, attribute)),
                };
                last = Some((entity, attribute, number));
                number
            }));
        };
        let mut said = || {
            source.extend(rows.iter().map(|row| sources.number(row.source)));
            value.extend(rows.iter().map(|row| values.number(row.value)));
        };
        if rows.len() < WORTHWHILE {
            about();
            said();
        } else {
            rayon::join(about, said);
        }
        let first = self.item.len() - rows.len();
        for (at, row) in rows.iter().enumerate() {
            self.push_extras(row, first + at);
        }
    }

    fn push_extras(&mut self, row: &Row<'_>, at: usize) {
        if row.weight.is_some() || !self.weight.is_empty() {
            self.weight.resize(at, u8::MAX);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 255 by the clamp"
            )]
            self.weight.push((row.weight.unwrap_or(1.0).clamp(0.0, 1.0) * 255.0).round() as u8);
        }
        if row.as_of.is_some() || !self.as_of.is_empty() {
            self.as_of.resize(at, None);
            self.as_of.push(row.as_of);
        }
        if let Some(letter) = row.reliability {
            let at = self.source[at] as usize;
            self.letters.resize(self.letters.len().max(at + 1), None);
            // F says nothing, so any other letter is better; else A is.
            let known = &mut self.letters[at];
            *known = Some(known.map_or(letter, |known| known.min(letter)));
        }
    }

    /// Frees what is needed only to add claims.
    pub(super) fn close(&mut self) {
        for texts in [&mut self.entities, &mut self.attributes, &mut self.sources, &mut self.values] {
            texts.close();
        }
        self.items.close();
    }

    /// Number of claims.
    #[must_use]
    pub fn len(&self) -> usize {
        self.item.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.item.is_empty()
    }

    /// Number of sources.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.sources.len()
    }

    /// Number of items: entities with an attribute.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items.all().len()
    }

    /// How much a claim counts, 0 to 1.
    pub(super) fn weight(&self, row: usize) -> f64 {
        self.weight.get(row).map_or(1.0, |weight| f64::from(*weight) / 255.0)
    }

    /// The rows sorted by item, in order of the table within each, and where each item's rows begin.
    pub(super) fn by_item(&self) -> (Vec<u32>, Vec<u32>) {
        let mut first = vec![0_u32; self.items() + 1];
        for item in &self.item {
            first[*item as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut rows = vec![0_u32; self.item.len()];
        for (row, item) in (0_u32..).zip(&self.item) {
            let place = &mut next[*item as usize];
            rows[*place as usize] = row;
            *place += 1;
        }
        (rows, first)
    }
}

/// Rows from which on two threads are worth their start.
const WORTHWHILE: usize = 256;

/// The numbers of a row's entity and attribute. Rows often come sorted; then the last row's can be used again.
fn key(
    row: &Row<'_>,
    last: Option<(u32, u32, u32)>,
    entities: &mut Interner,
    attributes: &mut Interner,
) -> (u32, u32) {
    match last {
        Some((entity, attribute, _)) if attributes.text(attribute) == row.attribute => {
            let same = entities.text(entity) == row.entity;
            (if same { entity } else { entities.number(row.entity) }, attribute)
        }
        _ => (entities.number(row.entity), attributes.number(row.attribute)),
    }
}
