//! Claims as they are compared: their words as numbers, weighed by how much each tells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use hashbrown::HashMap;
use jiff::civil::Date;
use rayon::prelude::*;

use super::entity::Linked;
use super::neighbour::Neighbours;
use super::pool::{Pool, Weighed};
use super::stand::{digits, figure, is_long_date, magnitude, size, telling};
use super::story::Stories;
use super::word::Words;
use crate::lexicon::frame;
use crate::lexicon::gist::Gist;
use crate::model::{Claim, Context, Extracted, Marks, Polarity, Proposal, Shape};

/// A claim as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Item<'e> {
    /// Position of its article.
    pub(super) source: usize,
    /// Position of its proposal there.
    pub(super) place: usize,
    pub(super) proposal: &'e Proposal,
    pub(super) pool: Pool,
    /// What its quote says.
    pub(super) gist: Option<Arc<Gist>>,
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
    /// The same where it is about that, or a bound.
    pub(super) magnitude: Option<f64>,
    /// Whether it is a date, and one of weeks or more.
    pub(super) long_date: bool,
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
        (self.items[at].source, self.items[at].place)
    }
}

/// Makes the items of all articles. Every claim's words count for how rare a word is; idle acts go no further.
pub(super) fn items<'e>(extracted: &'e [Extracted], linked: &'e Linked) -> Items<'e> {
    let (words, claims) = Words::read(extracted, linked);
    let near = Neighbours::new(&words.texts, &words.counts);
    let rarity = words.rarity();
    let acts = Acts::of(extracted);
    let given: Vec<Given<'_>> = extracted.par_iter().map(|article| Given::of(article, &acts)).collect();
    let compared = given.iter().zip(claims).enumerate().flat_map(|(source, (given, mut claims))| {
        let compared = given.compared.iter();
        compared.map(move |compared| (source, compared, std::mem::take(&mut claims[compared.place])))
    });
    let compared: Vec<_> = compared.collect();
    let item = |(source, compared, mut own): (usize, &Compared<'e>, Vec<Weighed>)| {
        own.iter_mut().for_each(|weighed| weighed.weight *= rarity[weighed.word as usize]);
        let Compared { place, proposal, normal } = compared;
        let Proposal { claim, context } = proposal;
        let (article, given) = (&extracted[source], &given[source]);
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
            place: *place,
            proposal,
            pool: Pool::of(own, &near),
            gist: given.gists.get(&*claim.quote).cloned().flatten(),
            subject: entity(&claim.subject),
            object: claim.object.as_deref().and_then(entity),
            day: article.day,
            day_number: article.day.and_then(day_number),
            normal: normal.clone(),
            size: size(&context.value),
            magnitude: magnitude(&context.value),
            long_date: is_long_date(&context.value),
            telling: telling(&context.value),
            figure: figure(&context.value),
            digits: digits(&context.value),
            frame: context.frame,
            counted: counted.and_then(|counted| words.find(counted)),
        }
    };
    let items = compared.into_par_iter().map(item).collect();
    let named = |(source, article): (usize, &'e Extracted)| {
        let names: BTreeSet<&'e str> = article.mentions.iter().map(|mention| &*mention.folded).collect();
        (names.iter().filter_map(|name| linked.entity(source, name)).collect(), names)
    };
    let stories = Stories::new(extracted.iter().enumerate().map(named));
    Items { items, words: words.texts, near, stories }
}

/// The acts by key: the polarity of the first, and whether all have it.
struct Acts<'e>(HashMap<&'e str, (Polarity, bool)>);

impl<'e> Acts<'e> {
    fn of(extracted: &'e [Extracted]) -> Self {
        let mut acts = HashMap::new();
        let proposals = extracted.iter().flat_map(|article| &article.proposals);
        for Proposal { claim, context } in proposals.filter(|act| act.context.shape == Shape::Act) {
            let (first, alike) = acts.entry(&*context.key).or_insert((claim.polarity, true));
            *alike &= *first == claim.polarity;
        }
        Self(acts)
    }

    /// Whether it is an act that nobody denies, or all deny: of such no claim is kept, whatever group they would be in.
    fn are_idle(&self, proposal: &Proposal) -> bool {
        self.0.get(&*proposal.context.key).is_some_and(|(_, alike)| *alike)
    }
}

/// A day as a number of days.
fn day_number(day: Date) -> Option<i32> {
    Some(day.since(Date::constant(2000, 1, 1)).ok()?.get_days())
}

/// A claim that may meet others.
struct Compared<'e> {
    /// Its position in its article.
    place: usize,
    proposal: &'e Proposal,
    /// Its value in normal form.
    normal: Arc<str>,
}

/// What one article gives in all.
struct Given<'e> {
    /// Its claims but for idle acts.
    compared: Vec<Compared<'e>>,
    /// Of each attribute whether the article gives one value of it, and no other.
    sole: BTreeMap<(&'e str, &'e str), (Arc<str>, bool)>,
    /// Of each kind and unit the values that it gives.
    choices: BTreeMap<&'e str, BTreeSet<Arc<str>>>,
    /// What its quotes say; claims of one clause have one quote.
    gists: HashMap<&'e str, Option<Arc<Gist>>>,
    /// Where its last claim begins, in bytes.
    last: usize,
}

impl<'e> Given<'e> {
    fn of(article: &'e Extracted, acts: &Acts<'e>) -> Self {
        let start = |proposal: &Proposal| proposal.claim.anchor.span().map(|span| span.start());
        let mut given = Self {
            compared: Vec::new(),
            sole: BTreeMap::new(),
            choices: BTreeMap::new(),
            gists: HashMap::new(),
            last: article.proposals.iter().filter_map(start).max().unwrap_or_default(),
        };
        let proposals = article.proposals.iter().enumerate();
        for (place, proposal) in proposals.filter(|(_, proposal)| !acts.are_idle(proposal)) {
            let Proposal { claim, context } = proposal;
            let normal: Arc<str> = context.value.normal().into();
            given.choices.entry(&context.key).or_default().insert(normal.clone());
            // What was before, and what a part is, are no second answer.
            let aside = context.marks.has(Marks::OLD) || context.marks.has(Marks::PART);
            if let Some(frame) = context.frame.filter(|_| !aside) {
                let (known, sole) =
                    given.sole.entry((frame, &context.key)).or_insert_with(|| (normal.clone(), true));
                *sole &= *known == normal;
            }
            given.gists.entry(&claim.quote).or_insert_with(|| Gist::of(&claim.quote).map(Arc::new));
            given.compared.push(Compared { place, proposal, normal });
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
