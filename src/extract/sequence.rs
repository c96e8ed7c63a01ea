//! Orders of events that two articles tell differently.
//!
//! An order is worth a claim only where another article tells of the same two events the other way round. Of one event
//! two articles use different words: it is the same one where the verbs mean the same and nothing says that it happened
//! to something else, or where a verb that says little leaves it to a noun that both have.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use rayon::prelude::*;

use super::order::{KEY, SIDES};
use crate::lexicon::meaning::Meaning;
use crate::lexicon::opposite::are_opposite;
use crate::lexicon::vocabulary::{Class, class, stems_of};
use crate::model::{Extracted, Polarity, Proposal, Term, TermRole};
use crate::value::{Text, Value};

/// Words that more orders than this share lead to no pair.
const COMMON: usize = 64;

/// Leaves of the orders of events those that articles tell in both ways, under a key of their own.
pub(super) fn settle(articles: &mut [Extracted]) {
    let decided = decide(articles);
    articles.par_iter_mut().enumerate().for_each(|(source, article)| {
        let mut at = 0;
        article.proposals.retain_mut(|proposal| {
            let place = (source, at);
            at += 1;
            if &*proposal.context.key != KEY {
                return true;
            }
            let Some(told) = decided.get(&place) else { return false };
            told.tell(proposal);
            true
        });
    });
}

/// What is told of an order that is in dispute.
struct Dispute {
    key: String,
    /// Which of the two is taken to come first, for people.
    words: String,
    /// The words by which the events are known in both articles.
    terms: Vec<Term>,
    polarity: Polarity,
}

impl Dispute {
    fn tell(&self, proposal: &mut Proposal) {
        proposal.context.key = self.key.as_str().into();
        proposal.context.terms.clone_from(&self.terms);
        proposal.context.value = Value::Text(Text::new(&self.words));
        proposal.claim.value = self.words.as_str().into();
        proposal.claim.polarity = self.polarity;
    }
}

/// A word of an event: as its article has it, and what it is compared as.
#[derive(Debug, Clone, Copy)]
struct Word<'e> {
    text: &'e str,
    /// Its number in [`Meanings`]: of a name that of its last word.
    plain: usize,
}

/// An event as an article tells it.
#[derive(Debug, Default)]
struct Event<'e> {
    verb: Option<Word<'e>>,
    heads: Vec<Word<'e>>,
    /// Those of the heads that the other event of the order has not.
    own: Vec<Word<'e>>,
    is_sure: bool,
    /// In the article's words.
    words: &'e str,
}

/// An order as an article tells it, and where all that tell it in the same words stand.
struct Told<'e> {
    events: [Event<'e>; 2],
    places: Vec<(usize, usize)>,
}

impl<'e> Told<'e> {
    fn of(proposal: &'e Proposal, meanings: &mut Meanings<'e>) -> Self {
        let mut events: [Event<'e>; 2] = Default::default();
        for term in &proposal.context.terms {
            for (event, side) in events.iter_mut().zip(SIDES) {
                let Some(text) = term.word.strip_prefix(side) else { continue };
                let mut word = || Word { text, plain: meanings.number(plain(text)) };
                match term.role {
                    TermRole::Head => event.verb = Some(word()),
                    TermRole::Value => event.words = text,
                    role => {
                        event.is_sure = role == TermRole::Subject;
                        event.heads.push(word());
                    }
                }
            }
        }
        for side in 0..events.len() {
            events[side].own = meanings.own(&events[side], &events[1 - side]);
        }
        Self { events, places: Vec::new() }
    }

    /// The numbers of its words.
    fn words(&self) -> impl Iterator<Item = usize> {
        self.events.iter().flat_map(|event| event.heads.iter().chain(&event.verb).map(|word| word.plain))
    }
}

fn decide(articles: &[Extracted]) -> BTreeMap<(usize, usize), Dispute> {
    let mut told: BTreeMap<&str, Told<'_>> = BTreeMap::new();
    let mut meanings = Meanings::default();
    for (source, article) in articles.iter().enumerate() {
        for (at, proposal) in article.proposals.iter().enumerate() {
            if &*proposal.context.key == KEY {
                let known =
                    told.entry(&proposal.claim.id).or_insert_with(|| Told::of(proposal, &mut meanings));
                known.places.push((source, at));
            }
        }
    }
    let told: Vec<Told<'_>> = told.into_values().collect();
    let mut decided = BTreeMap::new();
    for (number, dispute) in disputes(&told, &meanings).iter().enumerate() {
        let (first, _) = dispute.members[0];
        let [sooner, later] = &told[first].events;
        for (member, turned) in &dispute.members {
            let terms = dispute.words.iter().map(|word| Term {
                word: (*word).into(),
                role: TermRole::Subject,
                weight: 1.0,
            });
            let polarity = if *turned { Polarity::Denied } else { Polarity::Affirmed };
            for place in &told[*member].places {
                let words = format!("first “{}”, then “{}”", sooner.words, later.words);
                let key = format!("{KEY}:{number}");
                let known = Dispute { key, words, terms: terms.clone().collect(), polarity };
                decided.insert(*place, known);
            }
        }
    }
    decided
}

/// Orders of the same two events, each with whether it is told the other way round than by the first.
struct Group<'e> {
    members: Vec<(usize, bool)>,
    words: BTreeSet<&'e str>,
}

/// The groups in which articles differ.
fn disputes<'e>(told: &'e [Told<'e>], meanings: &Meanings<'e>) -> Vec<Group<'e>> {
    let mut home: Vec<(usize, bool)> = (0..told.len()).map(|at| (at, false)).collect();
    let mut words: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); told.len()];
    let stand = |(one, other): (usize, usize)| {
        let (turned, met) = meanings.stand(&told[one], &told[other])?;
        Some((one, other, turned, met))
    };
    let stands: Vec<_> = candidates(told).into_par_iter().filter_map(stand).collect();
    for (one, other, turned, met) in stands {
        words[one].extend(&met);
        let ((left, left_turned), (right, right_turned)) = (root(&home, one), root(&home, other));
        if left != right {
            let (kept, gone) = (left.min(right), left.max(right));
            home[gone] = (kept, left_turned ^ right_turned ^ turned);
        }
    }
    let mut groups: BTreeMap<usize, Group<'_>> = BTreeMap::new();
    for (at, words) in words.into_iter().enumerate() {
        let (root, turned) = root(&home, at);
        let group =
            groups.entry(root).or_insert_with(|| Group { members: Vec::new(), words: BTreeSet::new() });
        group.members.push((at, turned));
        group.words.extend(words);
    }
    groups.into_values().filter(|group| is_disputed(told, group)).collect()
}

fn root(home: &[(usize, bool)], mut at: usize) -> (usize, bool) {
    let mut turned = false;
    while home[at].0 != at {
        turned ^= home[at].1;
        at = home[at].0;
    }
    (at, turned)
}

/// Whether some articles tell it one way and others the other way, and none both ways.
fn is_disputed(told: &[Told<'_>], group: &Group<'_>) -> bool {
    let sources = |wanted: bool| {
        let members = group.members.iter().filter(move |(_, turned)| *turned == wanted);
        members
            .flat_map(|(at, _)| told[*at].places.iter().map(|(source, _)| *source))
            .collect::<BTreeSet<_>>()
    };
    let (straight, turned) = (sources(false), sources(true));
    !straight.is_empty() && !turned.is_empty() && straight.is_disjoint(&turned)
}

/// The pairs of orders that share a word.
fn candidates(told: &[Told<'_>]) -> Vec<(usize, usize)> {
    let mut holders: Vec<(usize, usize)> =
        told.iter().enumerate().flat_map(|(at, order)| order.words().map(move |word| (word, at))).collect();
    holders.sort_unstable();
    holders.dedup();
    let few = holders.chunk_by(|one, other| one.0 == other.0).filter(|holders| holders.len() <= COMMON);
    let pairs = few.flat_map(|holders| {
        let pairs = holders.iter().enumerate();
        pairs.flat_map(|(step, one)| holders[step + 1..].iter().map(|other| (one.1, other.1)))
    });
    let mut pairs: Vec<(usize, usize)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// A word without what marks names: of a name its last word.
fn plain(word: &str) -> &str {
    word.strip_prefix('@').map_or(word, |name| name.rsplit(' ').next().unwrap_or(name))
}

/// What the words of all orders mean. Very many pairs are asked of, so words are numbers.
#[derive(Default)]
struct Meanings<'e> {
    numbers: HashMap<&'e str, usize>,
    words: Vec<Known<'e>>,
}

/// What is known of a word.
struct Known<'e> {
    text: &'e str,
    meaning: Option<Box<Meaning>>,
    class: Class,
}

impl<'e> Meanings<'e> {
    /// The number of a word.
    fn number(&mut self, word: &'e str) -> usize {
        *self.numbers.entry(word).or_insert_with(|| {
            let meaning = match word.strip_prefix('#') {
                Some(concept) => Meaning::of_all(stems_of(concept)),
                None => Meaning::of(word),
            };
            self.words.push(Known {
                text: word,
                meaning: meaning.map(Box::new),
                class: class(word.trim_start_matches('#')),
            });
            self.words.len() - 1
        })
    }

    /// Whether two orders are of the same events, and if so whether one is the other turned round, and by which words
    /// they meet.
    fn stand(&self, one: &Told<'e>, other: &Told<'e>) -> Option<(bool, Vec<&'e str>)> {
        let both = |turned: bool| {
            let at = |side: usize| side ^ usize::from(turned);
            let of = |side: usize| {
                let (event, sibling) = (&one.events[side], &one.events[1 - side]);
                let (match_, its_sibling) = (&other.events[at(side)], &other.events[1 - at(side)]);
                self.same((event, sibling), (match_, its_sibling))
            };
            Some([of(0)?, of(1)?].concat())
        };
        match (both(false), both(true)) {
            (Some(met), None) => Some((false, met)),
            (None, Some(met)) => Some((true, met)),
            _ => None,
        }
    }

    /// The words by which two events are the same; each stands beside the other event of its order.
    fn same(
        &self,
        (one, beside): (&Event<'e>, &Event<'e>),
        (other, beside_other): (&Event<'e>, &Event<'e>),
    ) -> Option<Vec<&'e str>> {
        let deed = one.verb.zip(other.verb);
        if deed.is_some_and(|(verb, its)| !self.are_one_deed(verb, its)) {
            return None;
        }
        let (heads, other_heads) = (&one.own, &other.own);
        let met: Vec<&str> = heads
            .iter()
            .filter(|head| other_heads.iter().any(|other| self.are_near(**head, *other)))
            .map(|head| plain(head.text))
            .collect();
        match (one.verb, other.verb) {
            (Some(verb), Some(its)) => {
                let apart = one.is_sure && other.is_sure && !heads.is_empty() && !other_heads.is_empty();
                let common = |event: &Event<'_>| event.verb.is_some_and(|its| self.are_near(verb, its));
                // Many a paper is signed: which one, the noun must tell.
                let plain = self.are_near(verb, its) || self.are_both(Class::INFORMING, verb, its);
                let tells = plain && !apart && !common(beside) && !common(beside_other);
                (!met.is_empty() || tells).then(|| met.into_iter().chain([verb.text]).collect())
            }
            (Some(verb), None) => self.by_noun(verb, other_heads).or_else(|| self.told_by(verb, met)),
            (None, Some(verb)) => self.by_noun(verb, heads).or_else(|| self.told_by(verb, met)),
            (None, None) => (!met.is_empty()).then_some(met),
        }
    }

    /// The heads of an event that the other event of its order has not.
    fn own(&self, event: &Event<'e>, beside: &Event<'e>) -> Vec<Word<'e>> {
        let shared = |head: &Word<'_>| beside.heads.iter().any(|other| self.are_near(*head, *other));
        event.heads.iter().copied().filter(|head| !shared(head)).collect()
    }

    /// "He confessed" and "his confession".
    fn by_noun(&self, verb: Word<'e>, nouns: &[Word<'e>]) -> Option<Vec<&'e str>> {
        let of_verb = |noun: &Word<'_>| self.are_near(verb, *noun) || is_of_one_root(verb.text, noun.text);
        let noun = nouns.iter().find(|noun| !noun.text.starts_with('@') && of_verb(noun))?;
        Some(vec![noun.text])
    }

    /// What happened to a thing is told by the thing alone where the other article says no more; its end is not its
    /// happening.
    fn told_by(&self, verb: Word<'_>, met: Vec<&'e str>) -> Option<Vec<&'e str>> {
        let ends = self.words[verb.plain].class.has(Class::ENDING);
        (!met.is_empty() && !ends).then_some(met)
    }

    /// Whether two verbs can be of one deed: who is rung up is told, what is signed is granted.
    fn are_one_deed(&self, one: Word<'_>, other: Word<'_>) -> bool {
        self.are_near(one, other)
            || self.are_both(Class::INFORMING, one, other)
            || self.are_both(Class::ISSUING, one, other)
    }

    fn are_both(&self, sort: Class, one: Word<'_>, other: Word<'_>) -> bool {
        [one, other].iter().all(|verb| self.words[verb.plain].class.has(sort))
    }

    fn are_near(&self, one: Word<'_>, other: Word<'_>) -> bool {
        if one.plain == other.plain {
            return true;
        }
        let (one, other) = (&self.words[one.plain], &self.words[other.plain]);
        let near = || one.meaning.as_ref()?.nearness(other.meaning.as_ref()?);
        let concepts = one.text.starts_with('#') && other.text.starts_with('#');
        !concepts && near().is_some() && !are_opposite(one.text, other.text)
    }
}

/// "Suspend" and "suspension", "depart" and "departure".
fn is_of_one_root(verb: &str, noun: &str) -> bool {
    const SHORTEST: usize = 5;
    let common = verb.bytes().zip(noun.bytes()).take_while(|(one, other)| one == other).count();
    !verb.starts_with('#') && common >= SHORTEST.max(verb.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::extract;
    use crate::model::{RawFile, SourceIx};

    /// How many orders of the texts are in dispute.
    fn disputed(texts: &[&str]) -> usize {
        let file = |(at, text): (usize, &&str)| RawFile {
            path: format!("{at}.txt").into(),
            bytes: text.as_bytes().to_vec(),
        };
        let (sources, _) = crate::ingest::ingest(texts.iter().enumerate().map(file).collect());
        let read = |(at, source)| extract(source, SourceIx::new(at), &crate::segment::segment(source));
        let mut articles: Vec<Extracted> = sources.iter().enumerate().map(read).collect();
        settle(&mut articles);
        articles
            .iter()
            .map(|article| article.proposals.iter().filter(|one| one.context.key.starts_with(KEY)).count())
            .sum()
    }

    #[test]
    fn an_order_told_the_other_way_round_is_in_dispute() {
        for texts in [
            [
                "The board sold the mill two weeks before the fire.",
                "After the fire, the board sold the mill.",
            ],
            [
                "The treasurer confessed before police searched the office.",
                "His confession came two days after the office was searched.",
            ],
            [
                "The suspension came a week after the club issued a warning.",
                "The club issued a warning after it had suspended its treasurer.",
            ],
            [
                "Harbour police were alerted well before any slick had been seen.",
                "The slick was seen an hour before the yard rang the harbour police.",
            ],
        ] {
            assert_eq!(disputed(&texts), 2, "{texts:?}");
        }
    }

    #[test]
    fn orders_of_other_events_are_not_in_dispute() {
        for texts in [
            [
                "The board sold the mill before the fire.",
                "The board sold the mill before the fire was put out.",
            ],
            [
                "The report was leaked before the minister resigned.",
                "The minister resigned before the report was published.",
            ],
            [
                "Police searched the office before he confessed.",
                "He confessed before police searched the boat.",
            ],
            [
                "The court heard the case before the mill was sold.",
                "The mill was sold before the court gave its verdict.",
            ],
            ["The strike vote was held before the talks.", "The talks were held before the strike."],
        ] {
            assert_eq!(disputed(&texts), 0, "{texts:?}");
        }
    }

    #[test]
    fn a_copy_stands_beside_its_original() {
        let sold = "The board sold the mill two weeks before the fire.";
        assert_eq!(disputed(&[sold, sold]), 0);
        assert_eq!(disputed(&[sold, sold, "The mill was sold after the fire."]), 3);
    }
}
