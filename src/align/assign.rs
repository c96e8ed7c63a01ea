//! Groups to keys: one subject, attribute and scope for each.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::cluster::Group;
use super::entity::Linked;
use super::item::{Item, Items};
use super::naming::Naming;
use super::stand::Standing;
use crate::lexicon::vocabulary::{Class, class};
use crate::model::{
    Attribute, AttributeIx, AttributeTable, Change, Claim, Entity, EntityTable, Marks, Modality, Proposal,
    Resolution, Shape, StateWords,
};
use crate::text::{Span, fold};
use crate::value::Kind;

/// What stands for the subject where no name does: the figure is of something in the story, and to say of whom would be
/// a guess.
const UNNAMED: &str = "the story";

/// The claims of all groups, by source and place, under the keys of their groups.
pub(super) fn assign(
    items: &Items<'_>,
    groups: &[Group],
    linked: &Linked,
    entities: &mut EntityTable,
    attributes: &mut AttributeTable,
) -> Vec<Claim> {
    let names = meet(linked, entities);
    let forms = forms(items);
    let mut told = Told::new();
    let worded: Vec<Worded<'_, '_>> =
        groups.par_iter().filter_map(|group| Worded::of(items, group, attributes)).collect();
    let mut keyed = Vec::with_capacity(worded.len());
    for Worded { group, keep, words, note } in worded {
        if told_already(&keep, &mut told) {
            continue;
        }
        let subject = subject(&keep, linked, &names).unwrap_or_else(|| UNNAMED.to_owned());
        let attribute = attribute(group, &keep, words, &forms, attributes);
        keyed.push(Keyed { group, keep, subject, attribute, scope: None, note });
    }
    scope(items, &mut keyed);
    let mut claims: Vec<Claim> = keyed.par_iter().flat_map_iter(|keyed| keyed.claims(&names)).collect();
    // No two are equal, and what need not keep their order needs no second copy of them all.
    claims.par_sort_unstable_by(|one, other| {
        let key = |claim: &Claim| (claim.source, claim.anchor.span());
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
    claims
}

/// A group with its words, which are found for each group by itself.
struct Worded<'g, 'i> {
    group: &'g Group,
    /// The members that give claims.
    keep: Vec<&'g Item<'i>>,
    words: Words,
    note: Option<Box<str>>,
}

/// What a group's attribute is called.
enum Words {
    /// A built-in attribute, by its place in the table.
    Known(AttributeIx),
    /// An attribute that nothing but the articles' words name.
    Open(String),
}

impl<'g, 'i> Worded<'g, 'i> {
    /// Nothing of a group that gives no claim.
    fn of(items: &'g Items<'i>, group: &'g Group, attributes: &AttributeTable) -> Option<Self> {
        let members = group.members.iter().map(|at| &items.items[*at]);
        let keep: Vec<&Item<'_>> =
            members.filter(|item| !item.proposal.context.marks.has(Marks::OLD)).collect();
        if keep.is_empty() || is_idle_act(&keep) {
            return None;
        }
        let naming = Naming::new(items, group, &keep);
        let words = match known(&keep, attributes) {
            Some(known) => Words::Known(known),
            None => Words::Open(naming.phrase()),
        };
        let note = met_by(group, &naming);
        drop(naming);
        Some(Self { group, keep, words, note })
    }
}

/// A group with its keys.
struct Keyed<'g, 'i> {
    group: &'g Group,
    keep: Vec<&'g Item<'i>>,
    subject: String,
    attribute: String,
    scope: Option<String>,
    note: Option<Box<str>>,
}

impl Keyed<'_, '_> {
    /// Subject and attribute, folded. Payments meet their mirror image only in the same scope, so it must not depend on who
    /// pays.
    fn name(&self) -> (String, String) {
        let paid = self.keep[0].proposal.context.shape == Shape::Payment;
        (if paid { String::new() } else { fold(&self.subject) }, fold(&self.attribute))
    }

    /// Words that tell the group from others of its name.
    fn telling(&self, items: &Items<'_>) -> String {
        let words = Naming::new(items, self.group, &self.keep).telling(&self.attribute, 3);
        let told = self.keep[0].proposal.claim.attribute.as_ref();
        if words.is_empty() { told.to_owned() } else { words.join(" ") }
    }

    /// The claims of the group under its keys. `names` are those of the entities.
    fn claims(&self, names: &[String]) -> impl Iterator<Item = Claim> {
        let conditional = conditional(&self.keep);
        self.keep.iter().map(move |item| {
            let mut claim = item.proposal.claim.clone();
            let paid = item.proposal.context.shape == Shape::Payment;
            let subject = item.subject.filter(|_| paid).map_or(&self.subject, |payer| &names[payer]);
            claim.subject = subject.as_str().into();
            claim.object = item.object.filter(|_| paid).map(|payee| names[payee].as_str().into());
            claim.attribute = self.attribute.as_str().into();
            claim.scope = self.scope.as_deref().map(Into::into);
            claim.note.clone_from(&self.note);
            // What several articles tell of the same condition is compared as it stands.
            if conditional && claim.modality == Modality::Hypothetical {
                claim.modality = Modality::Asserted;
            }
            claim
        })
    }
}

/// Acts count only where somebody denies what another article tells.
fn is_idle_act(keep: &[&Item<'_>]) -> bool {
    let polarity = |item: &&Item<'_>| item.proposal.claim.polarity;
    let disputed = || {
        keep.iter().any(|item| {
            keep.iter().any(|other| polarity(item) != polarity(other) && item.source != other.source)
        })
    };
    keep[0].proposal.context.shape == Shape::Act && !disputed()
}

/// The words of disputed acts that were told, by source.
type Told = BTreeMap<usize, Vec<Span>>;

/// Whether the words of a disputed act were already told under another verb: "did not ask them to step in" is one
/// denial, not two.
fn told_already(keep: &[&Item<'_>], told: &mut Told) -> bool {
    if keep[0].proposal.context.shape != Shape::Act {
        return false;
    }
    let places: Vec<(usize, Span)> =
        keep.iter().filter_map(|item| Some((item.source, item.proposal.claim.anchor.span()?))).collect();
    let covered = |(source, span): &(usize, Span)| {
        told.get(source).is_some_and(|told| told.iter().any(|place| place.overlaps(*span)))
    };
    let again = places.iter().all(covered);
    places.into_iter().for_each(|(source, span)| told.entry(source).or_default().push(span));
    again
}

/// Adds the story's entities to the table; gives for each the name by which it is found there.
fn meet(linked: &Linked, entities: &mut EntityTable) -> Vec<String> {
    linked
        .entities
        .iter()
        .map(|met| match entities.resolve(&fold(&met.name)) {
            Resolution::One(ix) => entities.get(ix).name.to_string(),
            Resolution::Ambiguous(_) => met.name.to_string(),
            Resolution::Unknown => {
                let free = |name: &str| matches!(entities.resolve(&fold(name)), Resolution::Unknown);
                let aliases = met.others.iter().filter(|name| free(name)).cloned().collect();
                let folded = fold(&met.name);
                entities.add(
                    Entity {
                        id: folded.split(' ').collect::<Vec<_>>().join("-").into(),
                        name: met.name.as_ref().into(),
                        kind: None,
                        aliases,
                        within: None,
                        configured: false,
                    },
                    fold,
                );
                met.name.to_string()
            }
        })
        .collect()
}

/// The subject that most members name; of states the shortest wording.
fn subject(keep: &[&Item<'_>], linked: &Linked, names: &[String]) -> Option<String> {
    if keep[0].proposal.context.shape == Shape::State {
        let wordings = keep.iter().filter_map(|item| noun_phrase(&item.proposal.claim.subject));
        let unclear = |words: &str| !words.chars().any(char::is_uppercase);
        if let Some(words) = wordings.min_by_key(|words| (unclear(words), words.len(), words.to_string())) {
            return Some(words.to_owned());
        }
    }
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    keep.iter().filter_map(|item| item.subject).for_each(|entity| *votes.entry(entity).or_default() += 1);
    let most = votes
        .into_iter()
        .max_by_key(|(entity, votes)| (*votes, linked.entities[*entity].count, std::cmp::Reverse(*entity)));
    most.map(|(entity, _)| names[entity].clone())
}

/// More words than these are a sentence, and no name of anything.
const LONGEST: usize = 10;

/// What is in a state, as far as its wording is that of a thing: "the inferno was" ends before its verb, and a long
/// clause would not be read as a name.
fn noun_phrase(words: &str) -> Option<&str> {
    let no_letter = |mark: char| !mark.is_alphanumeric();
    let verb = |word: &str| class(&word.to_lowercase()).has(Class::AUXILIARY);
    let mut phrase = words.trim_matches(no_letter);
    while let Some((rest, last)) = phrase.rsplit_once(' ')
        && verb(last)
    {
        phrase = rest.trim_matches(no_letter);
    }
    let short = phrase.split(' ').count() <= LONGEST;
    (short && !phrase.is_empty()).then_some(phrase)
}

/// The built-in attribute that most members have, where the table has it.
fn known(keep: &[&Item<'_>], attributes: &AttributeTable) -> Option<AttributeIx> {
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    keep.iter()
        .filter_map(|item| item.proposal.context.frame)
        .for_each(|frame| *votes.entry(frame).or_default() += 1);
    let frame = votes.into_iter().max_by_key(|(frame, votes)| (*votes, std::cmp::Reverse(*frame)));
    frame.and_then(|(id, _)| attributes.resolve(&fold(id)))
}

/// The attribute of a group. Adds it to the table.
fn attribute(
    group: &Group,
    keep: &[&Item<'_>],
    words: Words,
    forms: &Forms<'_>,
    attributes: &mut AttributeTable,
) -> String {
    let updated = group.updated
        || keep.iter().any(|item| {
            item.proposal.context.marks.has(Marks::UPDATE) || item.proposal.context.marks.has(Marks::EARLIER)
        });
    let mut attribute = match words {
        Words::Known(known) => attributes.get(known).clone(),
        Words::Open(words) => open(&words),
    };
    if updated && keep[0].proposal.context.shape == Shape::Measure {
        attribute = match attribute.changes {
            Change::Quickly => attribute,
            _ if changed_within_a_week(keep) => attribute.by_day(),
            Change::Slowly => attribute,
            Change::Never => attribute.over_time(),
        };
    }
    if keep[0].proposal.context.shape == Shape::Payment {
        attribute.changes = Change::Never;
    }
    if keep[0].proposal.context.shape == Shape::Act {
        let words = forms.get(&*keep[0].proposal.context.key).into_iter().flatten();
        let id = keep[0].proposal.claim.attribute.as_ref().into();
        attribute.states = vec![StateWords {
            id,
            words: words.map(|word| (*word).into()).collect(),
            denied: None,
            last: false,
        }];
    }
    attribute.kind = attribute.kind.or_else(|| kind_of(keep));
    register(attribute, attributes)
}

/// An attribute that nothing but the articles' words name.
fn open(words: &str) -> Attribute {
    Attribute::met(fold(words).replace(' ', "-"), words)
}

/// Adds an attribute under a name that no attribute of another kind has; gives the name.
fn register(mut attribute: Attribute, attributes: &mut AttributeTable) -> String {
    if let Some(known) = attributes.resolve(&fold(&attribute.name)).map(|ix| attributes.get(ix)) {
        if known.kind == attribute.kind && known.changes == attribute.changes {
            return known.name.to_string();
        }
        let kind = attribute.kind.map_or("words", word_of);
        attribute.id = format!("{}-{}", attribute.id, kind.replace(' ', "-")).into();
        attribute.name = format!("{}, {kind}", attribute.name).into();
        attribute.aliases.clear();
    }
    let name = attribute.name.to_string();
    if attributes.resolve(&fold(&name)).is_none() {
        attributes.add(attribute, fold);
    }
    name
}

/// A kind of value as it stands in the name of an attribute.
fn word_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Number => "number",
        Kind::Percentage => "percentage",
        Kind::Money => "amount",
        Kind::Quantity => "measure",
        Kind::Date => "date",
        Kind::Duration => "duration",
        Kind::TimeOfDay => "time of day",
        Kind::Name => "name",
        Kind::State => "state",
        _ => "words",
    }
}

/// The one state of each act, by key: that it is done, in all the forms of its verb that the articles use.
type Forms<'e> = BTreeMap<&'e str, BTreeSet<&'e str>>;

fn forms<'e>(items: &Items<'e>) -> Forms<'e> {
    let mut forms = Forms::new();
    for Proposal { claim, context } in items.items.iter().map(|item| item.proposal) {
        if context.shape == Shape::Act {
            forms.entry(&context.key).or_default().insert(&claim.value);
        }
    }
    forms
}

/// Whether the claim that tells of a change comes within the days in which slow changes count as none.
fn changed_within_a_week(keep: &[&Item<'_>]) -> bool {
    let tells = |item: &&&Item<'_>| item.proposal.context.marks.has(Marks::UPDATE);
    keep.iter().filter(tells).any(|item| {
        keep.iter().filter(|other| other.source != item.source).any(|other| {
            let differ = || !Standing::of(item, other).is_same();
            let days = item
                .day
                .zip(other.day)
                .and_then(|(one, other)| one.since(other).ok())
                .map(|span| span.get_days());
            days.is_some_and(|days| (1..=7).contains(&days)) && differ()
        })
    })
}

fn kind_of(keep: &[&Item<'_>]) -> Option<Kind> {
    let first = keep[0].proposal.context.value.kind();
    keep.iter().all(|item| item.proposal.context.value.kind() == first).then_some(first)
}

/// Gives groups of one subject and attribute scopes of their own, all but the first.
fn scope(items: &Items<'_>, keyed: &mut [Keyed<'_, '_>]) {
    let names: Vec<(String, String)> = keyed.par_iter().map(Keyed::name).collect();
    // How often each name was wanted, and each with a scope.
    let mut taken: HashMap<(&(String, String), String), usize> = HashMap::new();
    let mut wanted = |name, scope: &str| {
        let many = taken.entry((name, fold(scope))).or_default();
        *many += 1;
        *many
    };
    let is_first: Vec<bool> = names.iter().map(|name| wanted(name, "") == 1).collect();
    let telling = |(keyed, is_first): (&Keyed<'_, '_>, bool)| (!is_first).then(|| keyed.telling(items));
    let telling: Vec<Option<String>> = keyed.par_iter().zip(is_first).map(telling).collect();
    for ((keyed, name), telling) in keyed.iter_mut().zip(&names).zip(telling) {
        keyed.scope = telling.map(|words| match wanted(name, &words) {
            1 => words,
            many => format!("{words} {many}"),
        });
    }
}

/// Whether every member stands under a condition.
fn conditional(keep: &[&Item<'_>]) -> bool {
    keep.len() > 1 && keep.iter().all(|item| item.proposal.context.marks.has(Marks::HYPOTHETICAL))
}

/// By which words the members met, for people: as they stand in the quotes.
fn met_by(group: &Group, naming: &Naming<'_, '_>) -> Option<Box<str>> {
    let words = if group.members.len() > 1 { naming.shared(5) } else { Vec::new() };
    (!words.is_empty()).then(|| format!("met by: {}", words.join(", ")).into())
}
