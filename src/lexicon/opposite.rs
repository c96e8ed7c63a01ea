//! Words that exclude each other.

use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::Deserialize;

use super::vocabulary::stem;

#[derive(Deserialize)]
struct File {
    pairs: Vec<String>,
    converses: Vec<String>,
    sides: Vec<String>,
    phases: Vec<String>,
}

/// Words, each with those that it makes a pair with.
type Pairs = HashMap<String, Vec<String>>;

struct Lists {
    opposites: Pairs,
    converses: Pairs,
    sides: Pairs,
    phases: Pairs,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("opposites.toml")).expect("a test reads opposites.toml");
    Lists {
        opposites: both_ways(&file.pairs, stem),
        converses: both_ways(&file.converses, stem),
        sides: both_ways(&file.sides, str::to_owned),
        phases: both_ways(&file.phases, stem),
    }
});

fn both_ways(list: &[String], key: fn(&str) -> String) -> Pairs {
    let mut pairs = Pairs::new();
    for (one, other) in list.iter().filter_map(|pair| pair.split_once(' ')) {
        pairs.entry(key(one)).or_default().push(key(other));
        pairs.entry(key(other)).or_default().push(key(one));
    }
    pairs
}

/// Syllables that turn a word into its opposite.
const PREFIXES: [&str; 7] = ["un", "in", "im", "ir", "il", "dis", "non"];

/// Whether two stems exclude each other: "rise" and "fall", "available" and "unavailable".
#[must_use]
pub fn are_opposite(one: &str, other: &str) -> bool {
    let turned = |whole: &str, root: &str| {
        root.len() > 3
            && PREFIXES.iter().any(|prefix| whole.strip_prefix(prefix).is_some_and(|rest| rest == root))
    };
    turned(one, other) || turned(other, one) || has(&LISTS.opposites, one, other) || are_phases(one, other)
}

/// Whether two words pick out one of two where they stand before a noun: the northern bridge, the southern one. They are
/// taken as written, as a stem is that of other words too: "left" of "leave", "new" of "news".
#[must_use]
pub fn are_sides(one: &str, other: &str) -> bool {
    has(&LISTS.sides, one, other)
}

/// Whether two stems tell what is done to one thing at two times: arrested, and released since.
#[must_use]
pub fn are_phases(one: &str, other: &str) -> bool {
    has(&LISTS.phases, one, other)
}

fn has(pairs: &Pairs, one: &str, other: &str) -> bool {
    pairs.get(one).is_some_and(|others| others.iter().any(|known| known == other))
}

/// Whether two stems tell one deed from its two sides: "buy" and "sell". Only of the same doer do they exclude each
/// other.
#[must_use]
pub fn are_converse(one: &str, other: &str) -> bool {
    has(&LISTS.converses, one, other)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_is_a_pair() {
        let file: File = toml::from_str(include_str!("opposites.toml")).unwrap();
        for pair in file.pairs.iter().chain(&file.converses).chain(&file.sides).chain(&file.phases) {
            assert_eq!(pair.split(' ').count(), 2, "{pair}");
            let (one, other) = pair.split_once(' ').unwrap();
            assert_ne!(stem(one), stem(other), "{pair}");
        }
    }

    #[test]
    fn no_pair_stands_twice_in_a_list() {
        let file: File = toml::from_str(include_str!("opposites.toml")).unwrap();
        for list in [&file.pairs, &file.converses, &file.sides, &file.phases] {
            let mut seen = BTreeSet::new();
            for pair in list {
                let mut words: Vec<&str> = pair.split(' ').collect();
                words.sort_unstable();
                assert!(seen.insert(words), "{pair}");
            }
        }
    }

    #[test]
    fn sides_are_words_as_written() {
        assert!(are_sides("left", "right") && are_sides("right", "left"));
        for (one, other) in [("leave", "right"), ("lasts", "first"), ("news", "old"), ("backed", "front")] {
            assert!(!are_sides(one, other) && !are_opposite(&stem(one), &stem(other)), "{one}");
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
        assert!(are_converse(&stem("sold"), &stem("buys")) && !are_opposite(&stem("sold"), &stem("buys")));
    }
}
