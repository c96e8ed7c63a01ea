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
    /// By source and folded name.
    links: BTreeMap<(usize, Box<str>), usize>,
    /// The folded name that stands for each entity, with its other names as they are shown.
    pub(super) entities: Vec<Met>,
}

/// An entity of the story.
#[derive(Debug, Clone)]
pub(super) struct Met {
    pub(super) name: Box<str>,
    pub(super) folded: Box<str>,
    pub(super) others: BTreeSet<Box<str>>,
    pub(super) count: usize,
}

impl Linked {
    /// The entity that a folded name of a source leads to.
    pub(super) fn entity(&self, source: usize, folded: &str) -> Option<usize> {
        self.links.get(&(source, folded.into())).copied()
    }

    /// The entity named most often.
    pub(super) fn main(&self) -> Option<&Met> {
        self.entities
            .iter()
            .max_by(|one, other| one.count.cmp(&other.count).then_with(|| other.folded.cmp(&one.folded)))
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
    let mut linked = Linked::default();
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
                    folded: full.into(),
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
            linked.links.insert((source, mention.folded.clone()), number);
        }
    }
    linked
}

/// The longer names that a shorter one may stand for.
struct Longer<'e> {
    by_word: BTreeMap<&'e str, Vec<&'e str>>,
    acronyms: Vec<&'e str>,
}

impl<'e> Longer<'e> {
    fn new(names: &BTreeMap<&'e str, Named<'e>>) -> Self {
        let mut by_word: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in names.keys().filter(|name| name.contains(' ')) {
            let mut words = name.split(' ');
            let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
            by_word.entry(first).or_default().push(name);
            by_word.entry(last).or_default().push(name);
        }
        let acronyms = names.keys().copied().filter(|name| name.len() > 5).collect();
        Self { by_word, acronyms }
    }

    /// The name that `short` stands for, or `short` itself.
    fn full<'n>(&self, short: &'n str, names: &BTreeMap<&'n str, Named<'n>>, here: &BTreeSet<&str>) -> &'n str
    where
        'e: 'n,
    {
        let singular = short
            .strip_suffix('s')
            .filter(|singular| names.contains_key(singular) || self.by_word.contains_key(singular));
        let key = singular.unwrap_or(short);
        let candidates: Vec<&'n str> = self.candidates(key);
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
        if let Some(named) = names.get(short).filter(|named| is_acronym(named.shown)) {
            let fits = self
                .acronyms
                .iter()
                .copied()
                .filter(|long| *long != short && spells(short, long) && names[long].count > 2);
            let _ = named;
            let mut fits: Vec<&'n str> = fits.collect();
            fits.sort_by_key(|long| std::cmp::Reverse(names[long].count));
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

    fn candidates<'n>(&self, short: &str) -> Vec<&'n str>
    where
        'e: 'n,
    {
        let word = short.split(' ').next().unwrap_or_default();
        let all = self.by_word.get(word).map(Vec::as_slice).unwrap_or_default();
        let mut fitting: Vec<&'n str> = all.iter().copied().filter(|long| stands_for(short, long)).collect();
        fitting.sort_unstable();
        fitting.dedup();
        fitting
    }
}

/// Whether `short` may be a short form of `long`: its beginning, as companies are called, or its last word, as people
/// are. "North Aro" and "Aro" are two places.
fn stands_for(short: &str, long: &str) -> bool {
    if short == long || long.split(' ').any(|word| matches!(word, "of" | "for")) {
        return false;
    }
    if long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ')) {
        return true;
    }
    let first = long.split(' ').next().unwrap_or_default();
    let two = long.split(' ').count() <= 3;
    two && !class(first).has(Class::PLACE_MODIFIER)
        && long.strip_suffix(short).is_some_and(|rest| rest.ends_with(' '))
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
            ]),
            article(&[("BLM", 3), ("Belmar", 1), ("Belmar Water", 1)]),
        ];
        let linked = link(&articles);
        let name = |source, folded: &str| linked.entity(source, folded).map(|at| &*linked.entities[at].name);
        assert_eq!(name(0, "belmar"), Some("Belmar Holdings"));
        assert_eq!(name(0, "dorsett"), Some("Ina Dorsett"));
        assert_eq!(name(0, "cray"), Some("Cray"));
        assert_eq!(name(1, "blm"), Some("Belmar Holdings"));
        assert_eq!(name(1, "belmar water"), Some("Belmar Water"));
    }
}
