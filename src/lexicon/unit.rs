//! Units of measure: names, symbols and conversion within a dimension.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;

/// A unit of measure.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Canonical name: British spelling, singular.
    pub id: String,
    /// What it measures, such as `length`. Units convert into each other within one dimension only.
    pub dimension: String,
    /// One of this in the dimension's first unit.
    pub factor: Decimal,
    /// Where its zero stands in the dimension's first unit; not zero for temperatures only.
    pub offset: Decimal,
    /// Other names, in the singular.
    pub names: Vec<String>,
    /// Symbols, read as written.
    pub symbols: Vec<String>,
}

#[derive(Deserialize)]
struct Entry {
    factor: String,
    #[serde(default)]
    offset: Option<String>,
    names: Vec<String>,
    symbols: Vec<String>,
}

static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let file: BTreeMap<String, BTreeMap<String, Entry>> =
        toml::from_str(include_str!("units.toml")).expect("units.toml is checked by a test");
    let number = |text: &str| text.parse().expect("factors are decimals, checked by a test");
    let mut units: Vec<Unit> = file
        .into_iter()
        .flat_map(|(dimension, entries)| {
            entries.into_iter().map(move |(id, entry)| Unit {
                id,
                dimension: dimension.clone(),
                factor: number(&entry.factor),
                offset: entry.offset.as_deref().map_or(Decimal::ZERO, number),
                names: entry.names,
                symbols: entry.symbols,
            })
        })
        .collect();
    units.sort_by(|one, other| one.id.cmp(&other.id));
    units
});

/// All units, by canonical name.
#[must_use]
pub fn all() -> &'static [Unit] {
    &UNITS
}

/// The unit of that canonical name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Unit> {
    let at = UNITS.binary_search_by(|unit| unit.id.as_str().cmp(id)).ok()?;
    UNITS.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_symbol_means_two_units() {
        let mut seen = BTreeMap::new();
        for unit in all() {
            for symbol in unit.symbols.iter().chain(&unit.names) {
                if let Some(earlier) = seen.insert(symbol, &unit.id) {
                    assert!(symbol == "bps", "{symbol} is {earlier} and {}", unit.id);
                }
            }
        }
    }

    #[test]
    fn units_convert() {
        let mile = by_id("mile").unwrap();
        assert_eq!((mile.dimension.as_str(), mile.factor), ("length", "1609.344".parse().unwrap()));
        assert!(by_id("smoot").is_none());
    }
}
