//! Descriptions: "the ferry", "the stricken vessel", "the 61-year-old" for what is named elsewhere.
//!
//! What an article calls a thing it often tells only once, and some never do: that the Aro is a ferry stands in another
//! article. So a description goes along as a word of its own, and all articles together say whom it leads to; where
//! that is in doubt, nobody.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::context::finish;
use super::name::Name;
use super::sentence::Line;
use super::speech::says;
use super::stand_in::ends_phrase;
use super::token::Kind;
use crate::lexicon::calling::{are_apart, callings};
use crate::lexicon::sort::{are_kin, is_colour, is_sort};
use crate::lexicon::vocabulary::{Class, class};
use crate::model::{Extracted, Mention, Proposal, Shape, Term};
use crate::value::Value;

/// Stands before the noun of a description where a name would stand.
const MARK: char = '~';

/// The descriptions in a sentence that do not stand for a name of the same article without doubt.
pub(super) fn descriptions(line: &Line<'_>) -> Vec<Name> {
    let found =
        (1..line.tokens.len()).filter_map(|at| Some((at, aged(line, at).or_else(|| sort(line, at))?)));
    found
        .filter(|(at, _)| !line.stand_ins.iter().any(|name| name.from == *at))
        .map(|(at, noun)| Name { from: at, to: at + 1, folded: format!("{MARK}{noun}"), is_person: false })
        .collect()
}

/// "The stricken ferry", "the 58-metre vessel": the noun of a sort at `at`, with nothing before it that makes it
/// another one, as in "the rescue vessel" or "the second ferry".
fn sort(line: &Line<'_>, at: usize) -> Option<String> {
    let token = &line.tokens[at];
    let small = token.is_word() && !token.is_capital() && line.name_at(at).is_none();
    let ends = token.possessive || ends_phrase(line, at + 1);
    if !small || !is_sort(&token.lower) || !ends || says(line, at) {
        return None;
    }
    let colours = |at: &usize| {
        let token = &line.tokens[*at];
        is_colour(&token.lower) || line.value_at(*at).is_some() || token.lower == "year"
    };
    let the = (at.saturating_sub(6)..at).rev().find(|at| !colours(at))?;
    matches!(line.tokens[the].lower.as_str(), "the" | "this").then(|| token.lower.to_string())
}

/// "The 61-year-old": the age, at its last word.
fn aged(line: &Line<'_>, at: usize) -> Option<String> {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| line.tokens[at].lower.as_str());
    let aged =
        line.tokens[at].lower == "old" && word(1) == "year" && word(3) == "the" && ends_phrase(line, at + 1);
    let number = aged.then(|| word(2)).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(age(number))
}

/// An age as the noun that describes whoever is of it.
fn age(number: &str) -> String {
    format!("{number}-year-old")
}

/// The noun by which somebody can be described whose age stands behind the name: "Ana Aro, 61,".
pub(super) fn by_age(line: &Line<'_>, name: &Name) -> Option<String> {
    let comma = |at: usize| line.tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(','));
    let number =
        line.tokens.get(name.to + 1).filter(|token| token.kind == Kind::Number && token.text.len() <= 2)?;
    let apart = comma(name.to) && line.tokens.get(name.to + 2).is_none_or(|token| !token.is_word());
    apart.then(|| age(number.text))
}

/// Puts names in the place of descriptions. A description is left out where it leads to no name of its article.
pub(super) fn resolve(articles: &mut [Extracted]) {
    let mut sorts: BTreeMap<Box<str>, BTreeSet<Box<str>>> = BTreeMap::new();
    for (name, noun) in articles.iter().flat_map(|article| &article.sorts) {
        sorts.entry(name.clone()).or_default().insert(noun.clone());
    }
    let sorts = Sorts::new(sorts);
    let doubtful = sorts.doubtful(articles);
    articles.par_iter_mut().for_each(|article| {
        let Extracted { proposals, mentions, sorts: own, .. } = article;
        let named = sorts.named(mentions);
        let mut known: HashMap<String, Option<&Mention>> = HashMap::new();
        let mut lead = |noun: &str| *known.entry_ref(noun).or_insert_with(|| sorts.lead(noun, &named, own));
        proposals.retain_mut(|proposal| {
            let known = role(proposal).is_none_or(|role| !doubtful.contains(&role));
            let told = known && parties_told(proposal, &mut lead);
            if told {
                replace(proposal, &mut lead);
            }
            told
        });
    });
}

/// Puts names in the place of the parties of a deed that are only described. Whether both are known then, and two.
fn parties_told<'m>(proposal: &mut Proposal, lead: &mut impl FnMut(&str) -> Option<&'m Mention>) -> bool {
    let claim = &mut proposal.claim;
    let Some(other) = claim.object.as_mut().filter(|_| proposal.context.shape == Shape::Payment) else {
        return true;
    };
    let mut told = |party: &mut Box<str>| match party.strip_prefix(MARK).map(&mut *lead) {
        Some(Some(mention)) => {
            *party = mention.folded.clone();
            true
        }
        known => known.is_none(),
    };
    told(&mut claim.subject) && told(other) && claim.subject != *other
}

/// Puts what `lead` gives for a noun in the place of the descriptions in one claim.
fn replace<'m>(proposal: &mut Proposal, lead: &mut impl FnMut(&str) -> Option<&'m Mention>) {
    let described = |word: &str| word.strip_prefix('@').is_some_and(|name| name.starts_with(MARK));
    let subject = &mut proposal.claim.subject;
    if let Some(noun) = subject.strip_prefix(MARK) {
        *subject = lead(noun).map(|mention| mention.folded.clone()).unwrap_or_default();
    }
    let terms = &mut proposal.context.terms;
    if !terms.iter().any(|term| described(&term.word)) {
        return;
    }
    if let Some((the, noun)) = subject.split_once(' ')
        && the.eq_ignore_ascii_case("the")
        && let Some(mention) = noun.rsplit(' ').next().filter(|noun| is_sort(noun)).and_then(&mut *lead)
    {
        *subject = mention.shown.clone();
    }
    let (descriptions, mut kept): (Vec<Term>, Vec<Term>) =
        std::mem::take(terms).into_iter().partition(|term| described(&term.word));
    kept.extend(descriptions.into_iter().filter_map(|term| {
        let mention = lead(term.word.strip_prefix('@')?.strip_prefix(MARK)?)?;
        Some(Term { word: format!("@{}", mention.folded).into(), ..term })
    }));
    *terms = finish(kept);
}

/// The role that a claim fills, and by what description it says who does.
fn role(proposal: &Proposal) -> Option<(Box<str>, Box<str>)> {
    match &proposal.context.value {
        Value::Name(name) if proposal.context.shape == Shape::Role && name.is_plain() => {
            Some(((&*proposal.context.key).into(), (&*name.key).into()))
        }
        _ => None,
    }
}

/// What the articles together say that names are: "the trawler Aro", "Aro, a maker of lifts".
struct Sorts {
    told: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
    /// Names by their first and last words, which may stand for them.
    by_word: HashMap<Box<str>, Vec<Box<str>>>,
}

/// A name of an article with how often it stands there, and what it is.
struct Named<'s> {
    mention: &'s Mention,
    count: usize,
    told: &'s str,
    nouns: &'s BTreeSet<Box<str>>,
}

impl Sorts {
    fn new(told: BTreeMap<Box<str>, BTreeSet<Box<str>>>) -> Self {
        let mut by_word: HashMap<Box<str>, Vec<Box<str>>> = HashMap::new();
        for name in told.keys() {
            let outer = [name.split(' ').next(), name.rsplit(' ').next()];
            for word in outer.into_iter().flatten().filter(|word| **word != **name) {
                by_word.entry(word.into()).or_default().push(name.clone());
            }
        }
        Self { told, by_word }
    }

    /// The roles that a description fills which may be of somebody who is named for the same role elsewhere.
    fn doubtful(&self, articles: &[Extracted]) -> BTreeSet<(Box<str>, Box<str>)> {
        let mut described: BTreeSet<(Box<str>, Box<str>)> = BTreeSet::new();
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for proposal in articles.iter().flat_map(|article| &article.proposals) {
            if let Some(role) = role(proposal).filter(|(_, words)| !callings(words).is_empty()) {
                described.insert(role);
            } else if let Value::Name(name) = &proposal.context.value
                && !name.is_plain()
            {
                named.entry(&proposal.context.key).or_default().insert(&name.key);
            }
        }
        let is_another = |name: &str, words: &str| {
            let nouns = self.told.get(name).into_iter().flatten();
            let mut known = nouns.filter_map(|noun| are_apart(noun, words)).peekable();
            // A council is named as one: what is told of nobody else is not it.
            let body = || words.rsplit(' ').next().is_some_and(|noun| class(noun).has(Class::BODY));
            if known.peek().is_none() { body() } else { known.all(|apart| apart) }
        };
        let of_another = |(key, words): &(Box<str>, Box<str>)| {
            named.get(&**key).is_none_or(|names| names.iter().all(|name| is_another(name, words)))
        };
        described.retain(|role| !of_another(role));
        described
    }

    /// The names of an article of which something is told, by themselves or in a longer form that no other name shares.
    fn named<'s>(&'s self, mentions: &'s [Mention]) -> Vec<Named<'s>> {
        let mut named: Vec<Named<'_>> = Vec::new();
        for mention in mentions {
            let longer = || match self.by_word.get(&*mention.folded).map(Vec::as_slice) {
                Some([one]) => self.told.get_key_value(one),
                _ => None,
            };
            let Some((told, nouns)) = self.told.get_key_value(&mention.folded).or_else(longer) else {
                continue;
            };
            match named.iter_mut().find(|known| *known.told == **told) {
                Some(known) => known.count += mention.count,
                None => named.push(Named { mention, count: mention.count, told, nouns }),
            }
        }
        named
    }

    /// The name that "the" with this noun leads to: of those that the article itself calls so, else of those that any
    /// article does, else of those of the same sort.
    fn lead<'s>(&self, noun: &str, named: &[Named<'s>], own: &[(Box<str>, Box<str>)]) -> Option<&'s Mention> {
        let here =
            |name: &Named<'_>| own.iter().any(|(known, sort)| **known == *name.told && **sort == *noun);
        let told = |name: &Named<'_>| name.nouns.contains(noun);
        let kin = |name: &Named<'_>| name.nouns.iter().any(|other| are_kin(noun, other));
        let tiers: [&dyn Fn(&Named<'_>) -> bool; 3] = [&here, &told, &kin];
        let fits = tiers.iter().map(|fits| named.iter().filter(|name| fits(name)).collect::<Vec<_>>());
        let mut fits = fits.into_iter().find(|fits| !fits.is_empty())?;
        fits.sort_by_key(|name| std::cmp::Reverse(name.count));
        match &*fits {
            [one] => Some(one.mention),
            [first, second, ..] if first.count >= 2 * second.count => Some(first.mention),
            _ => None,
        }
    }
}
