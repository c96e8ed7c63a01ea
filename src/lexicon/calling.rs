//! By what people and bodies are told of without a name: the captain, a lorry driver, the council.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::HashMap;

/// Who words of one table stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calling {
    table: &'static str,
    group: &'static str,
}

impl Calling {
    /// Whether nobody can be both.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        self.table == other.table && self.group != other.group
    }
}

type Tables = BTreeMap<Box<str>, BTreeMap<Box<str>, Vec<Box<str>>>>;

static FILE: LazyLock<Tables> =
    LazyLock::new(|| toml::from_str(include_str!("callings.toml")).expect("a test reads callings.toml"));

static CALLINGS: LazyLock<HashMap<&'static str, Vec<Calling>>> = LazyLock::new(|| {
    let mut callings: HashMap<&str, Vec<Calling>> = HashMap::new();
    for (table, groups) in &*FILE {
        for (group, words) in groups {
            for word in words {
                callings.entry(word).or_default().push(Calling { table, group });
            }
        }
    }
    callings
});

/// What the last words of a phrase in lower case say that somebody is.
#[must_use]
pub fn callings(phrase: &str) -> &'static [Calling] {
    let last = |many: usize| {
        let start = phrase.rmatch_indices(' ').nth(many - 1).map(|(at, _)| at + 1);
        start.map_or(if phrase.matches(' ').count() < many { phrase } else { "" }, |start| &phrase[start..])
    };
    let of = |words: &str| CALLINGS.get(words).map(Vec::as_slice);
    let singular = |words: &'_ str| words.strip_suffix('s').and_then(of);
    [3, 2, 1].into_iter().find_map(|many| of(last(many)).or_else(|| singular(last(many)))).unwrap_or_default()
}

/// Whether who is told of by one phrase cannot be whoever is by another; nothing where that is not known of both.
#[must_use]
pub fn are_apart(one: &str, other: &str) -> Option<bool> {
    let (one, other) = (callings(one), callings(other));
    let known = !one.is_empty() && !other.is_empty();
    let same = || one.iter().any(|one| other.contains(one));
    let excluded = || one.iter().any(|one| other.iter().any(|other| one.excludes(*other)));
    known.then(|| !same() && excluded())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_two_of_one_table() {
        assert_eq!(are_apart("the ship's second mate", "the captain"), Some(true));
        assert_eq!(are_apart("the first officer", "her co-pilot"), Some(false));
        assert_eq!(are_apart("a nurse", "a hiker"), Some(false), "she may be both");
        assert_eq!(are_apart("the union", "bosses"), Some(true));
        assert_eq!(are_apart("the union", "a stranger"), None);
    }
}
