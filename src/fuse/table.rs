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
    last_item: Option<(u32, u32, u32)>,
}

impl ClaimsTable {
    /// Adds a claim.
    pub fn push(&mut self, row: &Row<'_>) {
        let source = self.sources.number(row.source);
        let (entity, attribute) = self.key(row);
        let item = match self.last_item {
            Some((last_entity, last_attribute, item))
                if (last_entity, last_attribute) == (entity, attribute) =>
            {
                item
            }
            _ => self.items.number((entity, attribute)),
        };
        self.last_item = Some((entity, attribute, item));
        self.item.push(item);
        self.source.push(source);
        self.value.push(self.values.number(row.value));
        self.push_extras(row, source);
    }

    /// Rows often come sorted; then the last row's numbers can be used again.
    fn key(&mut self, row: &Row<'_>) -> (u32, u32) {
        match self.last_item {
            Some((entity, attribute, _)) if self.attributes.text(attribute) == row.attribute => {
                let same = self.entities.text(entity) == row.entity;
                (if same { entity } else { self.entities.number(row.entity) }, attribute)
            }
            _ => (self.entities.number(row.entity), self.attributes.number(row.attribute)),
        }
    }

    fn push_extras(&mut self, row: &Row<'_>, source: u32) {
        let rows = self.item.len();
        if row.weight.is_some() || !self.weight.is_empty() {
            self.weight.resize(rows - 1, u8::MAX);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "0 to 255 by the clamp"
            )]
            self.weight.push((row.weight.unwrap_or(1.0).clamp(0.0, 1.0) * 255.0).round() as u8);
        }
        if row.as_of.is_some() || !self.as_of.is_empty() {
            self.as_of.resize(rows - 1, None);
            self.as_of.push(row.as_of);
        }
        if let Some(letter) = row.reliability {
            let at = source as usize;
            self.letters.resize(self.letters.len().max(at + 1), None);
            // F says nothing, so any other letter is better; else A is.
            let known = &mut self.letters[at];
            *known = Some(known.map_or(letter, |known| known.min(letter)));
        }
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
