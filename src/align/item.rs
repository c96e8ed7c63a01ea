//! Claims as they are compared: their words as numbers, weighed by how much each tells.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::entity::Linked;
use super::neighbour::Neighbours;
use super::pool::{Pool, Weighed};
use super::stand::{digits, figure};
use super::story::Stories;
use crate::lexicon::frame::frames;
use crate::model::{Extracted, Marks, Proposal, TermRole};

/// A claim as it is compared.
#[derive(Debug, Clone)]
pub(super) struct Item<'e> {
    /// Position of its article.
    pub(super) source: usize,
    pub(super) proposal: &'e Proposal,
    pub(super) pool: Pool,
    /// How many other values of its kind and unit its article gives.
    pub(super) choices: usize,
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
    /// The number of its value, where that is one exact number of something.
    pub(super) figure: Option<f64>,
    /// The digits of a measure and where its point stands, whatever its unit.
    pub(super) digits: Option<(i128, u32)>,
    /// Its built-in attribute, as a number.
    pub(super) frame: Option<u32>,
    /// What it counts, where that says more than "people", as a word.
    pub(super) counted: Option<u32>,
}

/// All items of a run, and what their words are.
#[derive(Debug, Default)]
pub(super) struct Items<'e> {
    pub(super) items: Vec<Item<'e>>,
    pub(super) words: Vec<Box<str>>,
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

/// No word counts for more than this however rare it is.
const RAREST: f64 = 4.0;

/// How much a word counts by where it stands.
fn by_role(role: TermRole) -> f64 {
    match role {
        TermRole::Head => 1.2,
        TermRole::Subject => 1.0,
        TermRole::Name => 0.7,
        TermRole::Value => 0.8,
        TermRole::Near => 0.7,
    }
}

/// The words of one claim before they are weighed.
type Bag = BTreeMap<u32, (TermRole, f64)>;

/// Makes the items of all articles.
pub(super) fn items<'e>(extracted: &'e [Extracted], linked: &Linked) -> Items<'e> {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut words: Vec<Box<str>> = Vec::new();
    // Of each word the article that has it, while that is only one.
    let mut alone: Vec<Option<usize>> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    let mut raw: Vec<(usize, &Proposal, Bag)> = Vec::new();
    // A sentence that a second article copies is one sentence: a copy must not change what is rare.
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (source, article) in extracted.iter().enumerate() {
        for proposal in &article.proposals {
            let first = seen.insert(&proposal.claim.id);
            let mut own = Bag::new();
            for term in &proposal.context.terms {
                let named = term.word.strip_prefix('@').and_then(|name| linked.entity(source, name));
                let word = match named {
                    Some(entity) => Cow::Owned(format!("@{}", linked.entities[entity].folded)),
                    None => Cow::Borrowed(&*term.word),
                };
                let number = numbers.get(&*word).copied().unwrap_or_else(|| {
                    let number = u32::try_from(words.len()).expect("fewer than 2^32 words");
                    words.push((*word).into());
                    alone.push(None);
                    counts.push(0);
                    numbers.insert(word.into_owned(), number);
                    number
                });
                let entry = own.entry(number).or_insert((term.role, 0.0));
                entry.0 = entry.0.min(term.role);
                entry.1 = entry.1.max(term.weight);
            }
            for number in own.keys().filter(|_| first) {
                let at = *number as usize;
                alone[at] = Some(source).filter(|_| counts[at] == 0 || alone[at] == Some(source));
                counts[at] += 1;
            }
            raw.push((source, proposal, own));
        }
    }
    let all = seen.len() as f64;
    // What only one article says can meet nothing: it should not drown what two of them say.
    let alone = |at: usize| if alone[at].is_some() || counts[at] == 0 { 0.5 } else { 1.0 };
    let rarity: Vec<f64> = counts
        .iter()
        .enumerate()
        .map(|(at, count)| (1.0 + all / (*count).max(1) as f64).ln().min(RAREST) * alone(at))
        .collect();
    let near = Neighbours::new(&words, &counts);
    let mut labels: HashMap<&str, u32> = HashMap::new();
    let mut number = |label: &'e str| {
        let next = labels.len();
        *labels.entry(label).or_insert_with(|| u32::try_from(next).expect("fewer than 2^32 labels"))
    };
    let values: Vec<Values<'_>> = extracted.iter().map(values).collect();
    let choices: Vec<Choices<'_>> = extracted.iter().map(choices).collect();
    let items = raw
        .into_iter()
        .map(|(source, proposal, own)| {
            let words = own
                .into_iter()
                .map(|(word, (role, near))| Weighed {
                    word,
                    role,
                    weight: near * by_role(role) * rarity[word as usize],
                })
                .collect();
            let entity = |name: &str| linked.entity(source, name);
            let theme = proposal.context.theme.as_deref().and_then(|word| {
                let named = word.strip_prefix('@').and_then(entity);
                match named {
                    Some(entity) => numbers.get(&format!("@{}", linked.entities[entity].folded)),
                    None => numbers.get(word),
                }
                .copied()
            });
            let sole = proposal.context.frame.is_some_and(|frame| {
                let value = values[source].get(&(frame, &*proposal.context.key));
                value.is_some_and(Option::is_some)
            });
            Item {
                choices: choices[source].get(&*proposal.context.key).map_or(0, |values| values.len() - 1),
                theme,
                sole,
                single: sole && proposal.context.frame.is_some_and(is_single),
                source,
                proposal,
                pool: Pool::of(words, &near),
                subject: entity(&proposal.claim.subject),
                object: proposal.claim.object.as_deref().and_then(entity),
                day: extracted[source].day,
                figure: figure(&proposal.context.value),
                digits: digits(&proposal.context.value),
                frame: proposal.context.frame.map(&mut number),
                counted: proposal
                    .context
                    .counted
                    .as_deref()
                    .filter(|counted| *counted != "people")
                    .and_then(|counted| numbers.get(counted).copied()),
            }
        })
        .collect();
    let named = |(source, article): (usize, &Extracted)| {
        let mentions = article.mentions.iter();
        mentions.filter_map(|mention| linked.entity(source, &mention.folded)).collect()
    };
    let stories = Stories::new(extracted.iter().enumerate().map(named));
    Items { items, words, near, stories }
}

/// Whether a story tells of one value of a built-in attribute.
fn is_single(frame: &str) -> bool {
    frames().iter().any(|known| &*known.id == frame && known.single)
}

/// Of each attribute of an article the one value that it gives; nothing where it gives several.
type Values<'e> = BTreeMap<(&'e str, &'e str), Option<String>>;

fn values(article: &Extracted) -> Values<'_> {
    let mut values = Values::new();
    for proposal in &article.proposals {
        let context = &proposal.context;
        let Some(frame) = context.frame else { continue };
        // What was before, and what a part is, are no second answer.
        if context.marks.has(Marks::OLD) || context.marks.has(Marks::PART) {
            continue;
        }
        let value = context.value.normal();
        let known = values.entry((frame, &*context.key)).or_insert_with(|| Some(value.clone()));
        if known.as_ref().is_some_and(|known| *known != value) {
            *known = None;
        }
    }
    values
}

/// Of each kind and unit the values that an article gives.
type Choices<'e> = BTreeMap<&'e str, BTreeSet<String>>;

fn choices(article: &Extracted) -> Choices<'_> {
    let mut choices = Choices::new();
    for proposal in &article.proposals {
        let context = &proposal.context;
        choices.entry(&context.key).or_default().insert(context.value.normal());
    }
    choices
}
