//! Words that exclude each other.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::vocabulary::stem;

#[derive(Deserialize)]
struct File {
    pairs: Vec<String>,
}

static PAIRS: LazyLock<HashSet<(String, String)>> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("opposites.toml")).expect("a test reads opposites.toml");
    let pairs = file.pairs.iter().filter_map(|pair| pair.split_once(' '));
    pairs.flat_map(|(one, other)| [(stem(one), stem(other)), (stem(other), stem(one))]).collect()
});

/// Syllables that turn a word into its opposite.
const PREFIXES: [&str; 7] = ["un", "in", "im", "ir", "il", "dis", "non"];

/// Whether two stems exclude each other: "rise" and "fall", "available" and "unavailable".
#[must_use]
pub fn are_opposite(one: &str, other: &str) -> bool {
    let turned = |whole: &str, root: &str| {
        root.len() > 3
            && PREFIXES.iter().any(|prefix| whole.strip_prefix(prefix).is_some_and(|rest| rest == root))
    };
    turned(one, other) || turned(other, one) || PAIRS.contains(&(one.to_owned(), other.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_a_pair() {
        let file: File = toml::from_str(include_str!("opposites.toml")).unwrap();
        for pair in &file.pairs {
            assert_eq!(pair.split(' ').count(), 2, "{pair}");
            let (one, other) = pair.split_once(' ').unwrap();
            assert_ne!(stem(one), stem(other), "{pair}");
        }
    }

    #[test]
    fn opposites_are_told_both_ways() {
        for (one, other) in [("rose", "fell"), ("opened", "closed"), ("available", "unavailable")] {
            assert!(
                are_opposite(&stem(one), &stem(other)) && are_opposite(&stem(other), &stem(one)),
                "{one}"
            );
        }
        assert!(!are_opposite("form", "inform") || !are_opposite("rise", "rise"));
        assert!(!are_opposite("rise", "climb"));
    }
}
