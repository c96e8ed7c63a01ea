//! Currencies: codes, words and signs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// A currency.
#[derive(Debug, Clone, Deserialize)]
pub struct Currency {
    /// ISO 4217 code; for a coin without one, its usual ticker.
    #[serde(skip)]
    pub code: String,
    /// The unit's name in the singular: dollar.
    pub word: String,
    /// Whether the bare word means this currency.
    #[serde(default)]
    pub default: bool,
    /// Whether it was given up, and its code with it.
    #[serde(default)]
    pub former: bool,
    /// Adjectives that tell it from its namesakes: Canadian.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Signs written before or after the number.
    #[serde(default)]
    pub signs: Vec<String>,
    /// What is left of its sign in texts put into plain ASCII: PS6m for £6m.
    #[serde(default)]
    pub ascii: Option<String>,
    /// The name of its hundredth part.
    #[serde(default)]
    pub minor: Option<String>,
    /// Other names.
    #[serde(default)]
    pub names: Vec<String>,
}

static CURRENCIES: LazyLock<Vec<Currency>> = LazyLock::new(|| {
    let file: BTreeMap<String, Currency> =
        toml::from_str(include_str!("currencies.toml")).expect("currencies.toml is checked by a test");
    file.into_iter().map(|(code, entry)| Currency { code, ..entry }).collect()
});

/// All currencies, by code.
#[must_use]
pub fn all() -> &'static [Currency] {
    &CURRENCIES
}

/// The currency of that code, in capitals.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Currency> {
    let at = CURRENCIES.binary_search_by(|currency| currency.code.as_str().cmp(code)).ok()?;
    CURRENCIES.get(at)
}

/// What people call the currency: Canadian dollar, euro. The default holder of a word goes by the word alone.
#[must_use]
pub fn name(code: &str) -> String {
    match by_code(code) {
        Some(entry) if code == "GBP" => format!("{} sterling", entry.word),
        Some(entry) if matches!(code, "USD" | "EUR" | "ILS") => entry.word.clone(),
        Some(entry) => match entry.adjectives.first() {
            Some(adjective) => format!("{adjective} {}", entry.word),
            None => entry.word.clone(),
        },
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_default_and_a_sign_one_meaning() {
        let mut words = BTreeMap::new();
        let mut signs = BTreeMap::new();
        for currency in all() {
            if currency.default {
                assert_eq!(words.insert(&currency.word, &currency.code), None, "{}", currency.word);
            }
            for sign in &currency.signs {
                assert_eq!(signs.insert(sign, &currency.code), None, "{sign}");
            }
        }
        assert_eq!(by_code("EUR").unwrap().word, "euro");
    }
}
