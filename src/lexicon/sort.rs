//! Sorts of things that an article describes in the place of their names: "the ferry", "the vessel".

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    colours: Vec<Box<str>>,
    named: Vec<Box<str>>,
    named_in_full: Vec<Box<str>>,
    forms: BTreeMap<Box<str>, Vec<Box<str>>>,
    sorts: BTreeMap<Box<str>, Sort>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sort {
    any: Vec<Box<str>>,
    kinds: Vec<Box<str>>,
}

/// A noun of a sort.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Noun {
    sort: &'static str,
    any: bool,
}

struct Sorts {
    nouns: HashMap<&'static str, Vec<Noun>>,
    colours: HashSet<&'static str>,
}

static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("sorts.toml")).expect("a test reads sorts.toml"));

static SORTS: LazyLock<Sorts> = LazyLock::new(|| {
    let mut nouns: HashMap<&str, Vec<Noun>> = HashMap::new();
    for (sort, words) in &FILE.sorts {
        for (any, words) in [(true, &words.any), (false, &words.kinds)] {
            words.iter().for_each(|word| nouns.entry(word).or_default().push(Noun { sort, any }));
        }
    }
    Sorts { nouns, colours: FILE.colours.iter().map(|word| &**word).collect() }
});

/// Whether "the" with this noun may describe something that the article names.
#[must_use]
pub fn is_sort(noun: &str) -> bool {
    SORTS.nouns.contains_key(noun)
}

/// What a name of this last word is: "Aro Holdings" is a company.
#[must_use]
pub fn of_form(last: &str) -> Option<&'static str> {
    FILE.forms.iter().find(|(_, forms)| forms.iter().any(|form| **form == *last)).map(|(sort, _)| &**sort)
}

/// Whether a name before the noun is the thing's own: "the Aro mine"; of some sorts only a name of several words.
#[must_use]
pub fn is_named(noun: &str, in_full: bool) -> bool {
    let named = FILE.named.iter().chain(FILE.named_in_full.iter().filter(|_| in_full));
    let of_sort =
        |sort: &str| SORTS.nouns.get(noun).is_some_and(|nouns| nouns.iter().any(|noun| noun.sort == sort));
    named.into_iter().any(|sort| of_sort(sort))
}

/// Whether the word before a noun leaves open what sort of thing it is: "stricken".
#[must_use]
pub fn is_colour(word: &str) -> bool {
    SORTS.colours.contains(word)
}

/// Whether one thing may be called both: a ferry a vessel, a ferry no trawler.
#[must_use]
pub fn are_kin(one: &str, other: &str) -> bool {
    let of = |word: &str| SORTS.nouns.get(word).map(Vec::as_slice).unwrap_or_default();
    one == other
        || of(one)
            .iter()
            .any(|noun| of(other).iter().any(|next| next.sort == noun.sort && (noun.any || next.any)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_any_are_kin_of_all_kinds_and_kinds_of_none() {
        assert!(are_kin("vessel", "ferry") && are_kin("ferry", "vessel") && are_kin("ship", "boat"));
        assert!(!are_kin("ferry", "trawler") && !are_kin("ferry", "company"));
        assert!(are_kin("abbey", "abbey"), "what the table does not know is kin of itself");
    }

    #[test]
    fn nothing_is_said_of_a_sort_twice() {
        for (sort, Sort { any, kinds }) in &FILE.sorts {
            let all: Vec<_> = any.iter().chain(kinds).collect();
            assert!(all.iter().enumerate().all(|(at, word)| !all[..at].contains(word)), "{sort}");
        }
    }
}
