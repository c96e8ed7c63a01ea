//! Claims as they are compared: their words as numbers, weighed by how much each tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hashbrown::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::entity::Linked;
use super::neighbour::Neighbours;
use super::pool::{Pool, Weighed};
use super::stand::{digits, figure, size, telling};
use super::story::Stories;
use super::word::Words;
use crate::lexicon::frame;
use crate::lexicon::gist::Gist;
use crate::model::{Claim, Context, Extracted, Marks, Proposal};

/// A claim as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Item<'e> {
    /// Position of its article.
    pub(super) source: usize,
    pub(super) proposal: &'e Proposal,
    pub(super) pool: Pool,
    /// What its quote says.
    pub(super) gist: Option<Gist>,
    /// How far down its article it stands, 0 to 1.
    pub(super) depth: f64,
    /// The logarithm of how many values of its kind and unit its article gives.
    pub(super) choices: f64,
    /// The entity it is about, where one was named.
    pub(super) subject: Option<usize>,
    /// The second entity.
    pub(super) object: Option<usize>,
    /// What its clause speaks of, as a word.
    pub(super) theme: Option<u32>,
    /// Whether its article gives no other value of its attribute.
    pub(super) sole: bool,
    /// Whether it is the sole value, and of an attribute of which a story tells one.
    pub(super) single: bool,
    /// The day its article speaks from.
    pub(super) day: Option<Date>,
    /// The same as a number of days.
    pub(super) day_number: Option<i32>,
    /// Its value in normal form.
    pub(super) normal: Arc<str>,
    /// The number of its value; of a duration that of its seconds, since "4 weeks" and "4 years" are no near thing.
    pub(super) size: Option<f64>,
    /// How many digits its number has before its zeros.
    pub(super) telling: usize,
    /// The number of its value, where that is one exact number of something.
    pub(super) figure: Option<f64>,
    /// The digits of a measure and where its point stands, whatever its unit.
    pub(super) digits: Option<(i128, u32)>,
    /// Its built-in attribute.
    pub(super) frame: Option<&'static str>,
    /// What it counts, where that says more than "people", as a word.
    pub(super) counted: Option<u32>,
}

/// All items of a run, and what their words are.
#[derive(Debug, Default)]
pub(super) struct Items<'e> {
    pub(super) items: Vec<Item<'e>>,
    pub(super) words: Vec<&'e str>,
    /// Which words are near in meaning.
    pub(super) near: Neighbours,
    /// Which articles are of one story.
    pub(super) stories: Stories,
}

impl Items<'_> {
    /// Whether two words are the same or near in meaning (1), or not (-1); 0 where one of them is not known.
    pub(super) fn near_or_not(&self, one: Option<u32>, other: Option<u32>) -> f64 {
        match one.zip(other) {
            Some((one, other)) if one == other => 1.0,
            Some((one, other)) if self.near.of(one).iter().any(|(word, _)| *word == other) => 1.0,
            Some(_) => -1.0,
            None => 0.0,
        }
    }

    /// The article of an item, and the place of its proposal there.
    pub(super) fn place(&self, at: usize) -> (usize, usize) {
        let source = self.items[at].source;
        (source, at - self.items.partition_point(|item| item.source < source))
    }
}

/// Makes the items of all articles.
pub(super) fn items<'e>(extracted: &'e [Extracted], linked: &'e Linked) -> Items<'e> {
    let (words, claims) = Words::read(extracted, linked);
    let near = Neighbours::new(&words.texts, &words.counts);
    let rarity = words.rarity();
    let of_article = |((source, article), claims): ((usize, &'e Extracted), Vec<Vec<Weighed>>)| {
        let given = Given::of(article);
        // Claims of one clause have one quote.
        let mut gists: HashMap<&str, Option<Gist>> = HashMap::new();
        let day_number = article.day.and_then(day_number);
        let mut item = |((proposal, normal), mut own): ((&'e Proposal, &Arc<str>), Vec<Weighed>)| {
            own.iter_mut().for_each(|weighed| weighed.weight *= rarity[weighed.word as usize]);
            let Proposal { claim, context } = proposal;
            let entity = |name: &str| linked.entity(source, name);
            let counted = context.counted.as_deref().filter(|counted| *counted != "people");
            let sole = given.is_sole(context);
            Item {
                depth: given.depth(claim),
                choices: given.choices(context),
                theme: context.theme.as_deref().and_then(|word| words.find(linked.word(source, word))),
                sole,
                single: sole && context.frame.and_then(frame::by_id).is_some_and(|frame| frame.single),
                source,
                proposal,
                pool: Pool::of(own, &near),
                gist: gists.entry(&claim.quote).or_insert_with(|| Gist::of(&claim.quote)).clone(),
                subject: entity(&claim.subject),
                object: claim.object.as_deref().and_then(entity),
                day: article.day,
                day_number,
                normal: normal.clone(),
                size: size(&context.value),
                telling: telling(&context.value),
                figure: figure(&context.value),
                digits: digits(&context.value),
                frame: context.frame,
                counted: counted.and_then(|counted| words.find(counted)),
            }
        };
        article.proposals.iter().zip(&given.normals).zip(claims).map(&mut item).collect::<Vec<_>>()
    };
    let items = extracted.par_iter().enumerate().zip(claims).flat_map_iter(of_article).collect();
    let named = |(source, article): (usize, &'e Extracted)| {
        let names: BTreeSet<&'e str> = article.mentions.iter().map(|mention| &*mention.folded).collect();
        (names.iter().filter_map(|name| linked.entity(source, name)).collect(), names)
    };
    let stories = Stories::new(extracted.iter().enumerate().map(named));
    Items { items, words: words.texts, near, stories }
}

/// A day as a number of days.
fn day_number(day: Date) -> Option<i32> {
    Some(day.since(Date::constant(2000, 1, 1)).ok()?.get_days())
}

/// What one article gives in all.
struct Given<'e> {
    /// The values of its claims in normal form.
    normals: Vec<Arc<str>>,
    /// Of each attribute whether the article gives one value of it, and no other.
    sole: BTreeMap<(&'e str, &'e str), (Arc<str>, bool)>,
    /// Of each kind and unit the values that it gives.
    choices: BTreeMap<&'e str, BTreeSet<Arc<str>>>,
    /// Where its last claim begins, in bytes.
    last: usize,
}

impl<'e> Given<'e> {
    fn of(article: &'e Extracted) -> Self {
        let start = |proposal: &Proposal| proposal.claim.anchor.span().map(|span| span.start());
        let last = article.proposals.iter().filter_map(start).max().unwrap_or_default();
        let normal = |proposal: &Proposal| proposal.context.value.normal().into();
        let normals: Vec<Arc<str>> = article.proposals.iter().map(normal).collect();
        let mut given =
            Self { normals: normals.clone(), sole: BTreeMap::new(), choices: BTreeMap::new(), last };
        for (Proposal { context, .. }, value) in article.proposals.iter().zip(normals) {
            given.choices.entry(&context.key).or_default().insert(value.clone());
            // What was before, and what a part is, are no second answer.
            let aside = context.marks.has(Marks::OLD) || context.marks.has(Marks::PART);
            if let Some(frame) = context.frame.filter(|_| !aside) {
                let (known, sole) =
                    given.sole.entry((frame, &context.key)).or_insert_with(|| (value.clone(), true));
                *sole &= *known == value;
            }
        }
        given
    }

    /// Whether the article gives one value of the attribute, and no other.
    fn is_sole(&self, context: &Context) -> bool {
        context
            .frame
            .is_some_and(|frame| self.sole.get(&(frame, &*context.key)).is_some_and(|(_, sole)| *sole))
    }

    /// How far down the article a claim stands, 0 to 1.
    fn depth(&self, claim: &Claim) -> f64 {
        let start = claim.anchor.span().map_or(0, |span| span.start());
        start as f64 / self.last.max(1) as f64
    }

    /// The logarithm of how many values of this kind and unit it gives.
    fn choices(&self, context: &Context) -> f64 {
        (self.choices.get(&*context.key).map_or(1, BTreeSet::len) as f64).ln()
    }
}
