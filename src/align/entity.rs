//! Names of all articles to the entities of the story.
//!
//! "Aro Holdings", "Aro" and "ARO" are one when the articles give reason to think so: a shorter name is taken for a
//! longer one of the same article, or of all articles when only one comes into question. A name that could mean two
//! things is left as it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::vocabulary::{Class, class};
use crate::model::Extracted;

/// What names lead to: an entity's number for each folded name of each source.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// Of each source by folded name.
    links: Vec<BTreeMap<Box<str>, usize>>,
    /// The name that stands for each entity, with its other names as they are shown.
    pub(super) entities: Vec<Met>,
}

/// An entity of the story.
#[derive(Debug, Clone)]
pub(super) struct Met {
    pub(super) name: Box<str>,
    /// The folded name as a word: "@aro".
    pub(super) word: Box<str>,
    pub(super) others: BTreeSet<Box<str>>,
    pub(super) count: usize,
}

impl Linked {
    /// The entity that a folded name of a source leads to.
    pub(super) fn entity(&self, source: usize, folded: &str) -> Option<usize> {
        self.links.get(source)?.get(folded).copied()
    }

    /// A word of a source: where it is a name, that of its entity.
    pub(super) fn word<'w>(&'w self, source: usize, word: &'w str) -> &'w str {
        let entity = word.strip_prefix('@').and_then(|name| self.entity(source, name));
        entity.map_or(word, |entity| &self.entities[entity].word)
    }
}

/// A name over all articles.
struct Named<'e> {
    shown: &'e str,
    count: usize,
    sources: BTreeSet<usize>,
}

/// Links the names of all articles.
pub(super) fn link(extracted: &[Extracted]) -> Linked {
    let mut names: BTreeMap<&str, Named<'_>> = BTreeMap::new();
    for (source, article) in extracted.iter().enumerate() {
        for mention in &article.mentions {
            let named = names.entry(&mention.folded).or_insert_with(|| Named {
                shown: &mention.shown,
                count: 0,
                sources: BTreeSet::new(),
            });
            named.count += mention.count;
            named.sources.insert(source);
        }
    }
    let longer = Longer::new(&names);
    let said: BTreeMap<(usize, &str), &str> = extracted
        .iter()
        .enumerate()
        .flat_map(|(source, article)| {
            article.aliases.iter().map(move |(long, short)| ((source, &**short), &**long))
        })
        .collect();
    let anywhere: BTreeMap<&str, BTreeSet<&str>> =
        said.iter().fold(BTreeMap::new(), |mut all, ((_, short), long)| {
            all.entry(*short).or_insert_with(BTreeSet::new).insert(*long);
            all
        });
    let mut linked = Linked { links: vec![BTreeMap::new(); extracted.len()], entities: Vec::new() };
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (source, article) in extracted.iter().enumerate() {
        let here: BTreeSet<&str> = article.mentions.iter().map(|mention| &*mention.folded).collect();
        for mention in &article.mentions {
            let folded = &*mention.folded;
            let by_saying = said.get(&(source, folded)).copied().or_else(|| {
                anywhere.get(folded).filter(|longs| longs.len() == 1).and_then(|longs| longs.first().copied())
            });
            let full = by_saying
                .map(|long| longer.full(long, &names, &here))
                .unwrap_or_else(|| longer.full(folded, &names, &here));
            let number = *numbers.entry(full).or_insert_with(|| {
                let shown = names.get(full).map_or(full, |named| named.shown);
                linked.entities.push(Met {
                    name: shown.into(),
                    word: format!("@{full}").into(),
                    others: BTreeSet::new(),
                    count: 0,
                });
                linked.entities.len() - 1
            });
            let met = &mut linked.entities[number];
            met.count += mention.count;
            if full != folded {
                met.others.insert(mention.shown.clone());
            }
            linked.links[source].insert(mention.folded.clone(), number);
        }
    }
    linked
}

/// The longer names that a shorter one may stand for.
struct Longer<'e> {
    /// By each short form, in alphabetical order.
    by_short: BTreeMap<&'e str, Vec<&'e str>>,
    /// The first and last words of names of several words.
    outer_words: BTreeSet<&'e str>,
    /// The names that each acronym may stand for, those named most often first.
    spelled: BTreeMap<&'e str, Vec<&'e str>>,
}

impl<'e> Longer<'e> {
    fn new(names: &BTreeMap<&'e str, Named<'e>>) -> Self {
        let mut by_short: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut outer_words = BTreeSet::new();
        for name in names.keys().filter(|name| name.contains(' ')) {
            outer_words.extend([first_word(name), last_word(name)]);
            for short in short_forms(name) {
                let long = by_short.entry(short).or_default();
                if long.last() != Some(name) {
                    long.push(name);
                }
            }
        }
        Self { by_short, outer_words, spelled: spelled(names) }
    }

    /// The name that `short` stands for, or `short` itself.
    fn full<'n>(&self, short: &'n str, names: &BTreeMap<&'n str, Named<'n>>, here: &BTreeSet<&str>) -> &'n str
    where
        'e: 'n,
    {
        let singular = short
            .strip_suffix('s')
            .filter(|singular| names.contains_key(singular) || self.outer_words.contains(singular));
        let key = singular.unwrap_or(short);
        let all = self.by_short.get(key).map(Vec::as_slice).unwrap_or_default();
        let candidates: Vec<&'n str> =
            all.iter().copied().filter(|long| !is_pair(key, long, names)).collect();
        let nearby: Vec<&'n str> = candidates.iter().copied().filter(|long| here.contains(long)).collect();
        // What is named far more often goes first, then a company's formal name: "Aro" is Aro Holdings, not the Aro
        // Water of the same article.
        let opening: Vec<&'n str> = candidates.iter().copied().filter(|long| long.starts_with(key)).collect();
        let chosen = choose(&opening, names)
            .or_else(|| choose(&nearby, names))
            .or_else(|| if nearby.is_empty() { choose(&candidates, names) } else { None });
        if let Some(long) = chosen {
            return long;
        }
        if let Some(fits) = self.spelled.get(short) {
            // Of a name and its longer forms the longest; of two things, none.
            let roots: BTreeSet<&str> = fits.iter().filter_map(|long| long.split(' ').next()).collect();
            if roots.len() == 1 {
                let root = fits[0];
                return if root.contains(' ') { root } else { self.full(root, names, here) };
            }
        }
        match names.get_key_value(key) {
            Some((known, _)) => known,
            None => short,
        }
    }
}

/// Whether the longer name is two names side by side: "Aro-Bel" where both Aro and Bel are spoken of.
fn is_pair(short: &str, long: &str, names: &BTreeMap<&str, Named<'_>>) -> bool {
    let rest = long.strip_prefix(short).or_else(|| long.strip_suffix(short)).unwrap_or_default().trim();
    let count = |name: &str| names.get(name).map_or(0, |named| named.count);
    count(rest) > count(long) && count(short) > count(long)
}

/// For each acronym the names of some weight that it may stand for. Names are sought by their first letter, so that
/// many names and many acronyms are not all compared.
fn spelled<'e>(names: &BTreeMap<&'e str, Named<'e>>) -> BTreeMap<&'e str, Vec<&'e str>> {
    let first = |name: &str| name.chars().find(|mark| mark.is_alphabetic());
    let mut long: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for (name, named) in names {
        if let Some(first) = first(name).filter(|_| name.len() > 5 && named.count > 2) {
            long.entry(first).or_default().push(name);
        }
    }
    let acronyms = names.iter().filter(|(_, named)| is_acronym(named.shown)).map(|(name, _)| *name);
    let fitting = |short: &'e str| {
        let long = first(short).and_then(|first| long.get(&first)).map(Vec::as_slice).unwrap_or_default();
        let mut fits: Vec<&str> =
            long.iter().copied().filter(|long| *long != short && spells(short, long)).collect();
        fits.sort_by_key(|long| std::cmp::Reverse(names[long].count));
        (short, fits)
    };
    acronyms.map(fitting).collect()
}

/// The short forms of a name: its beginnings, as companies are called, or its last word, as people are. "North Aro" and
/// "Aro" are two places, "Aro II" and "Aro" two ships.
fn short_forms(long: &str) -> impl Iterator<Item = &str> {
    let gaps = || long.match_indices(' ').map(|(at, _)| at);
    let sequel = class(last_word(long)).has(Class::SEQUEL);
    let some = !sequel && !long.split(' ').any(|word| matches!(word, "of" | "for"));
    let ends = some && gaps().count() <= 2 && !class(first_word(long)).has(Class::PLACE_MODIFIER);
    let beginnings = gaps().filter(move |_| some).map(|at| &long[..at]);
    let endings = gaps().filter(move |_| ends).map(|at| &long[at + 1..]);
    beginnings.chain(endings)
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or_default()
}

/// The one long form in question: the only one, or one with a company's form of name, or one far ahead of the others.
fn choose<'n>(candidates: &[&'n str], names: &BTreeMap<&'n str, Named<'n>>) -> Option<&'n str> {
    match candidates {
        [] => None,
        [one] => Some(one),
        several => {
            let weight = |name: &str| names.get(name).map_or(0, |named| named.count + named.sources.len());
            let mut ranked: Vec<&&str> = several.iter().collect();
            ranked.sort_by_key(|name| (std::cmp::Reverse(weight(name)), **name));
            if weight(ranked[0]) >= 2 * weight(ranked[1]) {
                return Some(ranked[0]);
            }
            let formal: Vec<&&str> = several.iter().filter(|name| is_formal(name)).collect();
            if let [one] = &*formal { Some(one) } else { None }
        }
    }
}

fn is_formal(name: &str) -> bool {
    name.split(' ').next_back().is_some_and(|word| class(word).has(Class::COMPANY_FORM))
}

fn is_acronym(shown: &str) -> bool {
    (2..=5).contains(&shown.len()) && shown.chars().all(|mark| mark.is_ascii_uppercase())
}

/// Whether the letters of a ticker stand in a name in this order, the first of them first.
fn spells(short: &str, long: &str) -> bool {
    let mut letters = long.chars().filter(|mark| mark.is_alphabetic());
    let mut wanted = short.chars();
    wanted.next() == letters.next()
        && short.len() > 2
        && wanted.all(|letter| letters.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mention;

    fn article(names: &[(&str, usize)]) -> Extracted {
        let mentions = names.iter().map(|(shown, count)| Mention {
            folded: shown.to_lowercase().into(),
            shown: (*shown).into(),
            count: *count,
        });
        Extracted { mentions: mentions.collect(), ..Default::default() }
    }

    #[test]
    fn short_names_lead_to_long_ones() {
        let articles = [
            article(&[
                ("Belmar Holdings", 1),
                ("Belmar", 5),
                ("Ina Dorsett", 1),
                ("Dorsett", 2),
                ("North Cray", 1),
                ("Cray", 2),
                ("Petrel II", 3),
                ("Petrel", 1),
            ]),
            article(&[("BLM", 3), ("Belmar", 1), ("Belmar Water", 1)]),
        ];
        let linked = link(&articles);
        let name = |source, folded: &str| linked.entity(source, folded).map(|at| &*linked.entities[at].name);
        assert_eq!(name(0, "belmar"), Some("Belmar Holdings"));
        assert_eq!(name(0, "dorsett"), Some("Ina Dorsett"));
        assert_eq!(name(0, "cray"), Some("Cray"));
        assert_eq!(name(0, "petrel"), Some("Petrel"));
        assert_eq!(name(1, "blm"), Some("Belmar Holdings"));
        assert_eq!(name(1, "belmar water"), Some("Belmar Water"));
    }
}
