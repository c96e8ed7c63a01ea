//! Which built-in attribute a figure is of: the one that the words nearest to it name.

use std::cell::OnceCell;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::clause;
use super::edge::{Edge, edge};
use super::measure::key as key_of;
use super::period::made_in;
use super::sentence::{Found, Line};
use super::token::Token;
use crate::lexicon::frame::{Frame, frames};
use crate::lexicon::unit;
use crate::lexicon::vocabulary::{Class, class, is_name_of_concept};
use crate::model::{Marks, Term, TermRole};
use crate::value::{Bound, Grain, Kind, Value};

/// How strongly the words right beside a value name its attribute: more than a concept right there, since they were
/// listed for just that place.
const BESIDE: f64 = 2.1;
/// How strongly the dimension alone names it, and the words of an attribute that is only taken where no other is named.
const GENERAL: f64 = 0.46;
/// From this strength on an attribute is taken for named.
const NAMED: f64 = 0.45;

/// So strongly a concept has to stand where another one beside it names the attribute, too.
const FAR: f64 = 0.3;

/// A figure whose attribute is looked for.
#[derive(Clone, Copy)]
pub(super) struct Figure<'f> {
    /// The value itself.
    pub(super) value: &'f Value,
    /// The words around it.
    pub(super) terms: &'f [Term],
    /// What makes it another value than the plain one.
    pub(super) marks: Marks,
    /// What is counted.
    pub(super) counted: Option<&'f str>,
}

/// The attribute of a figure that stands in a sentence.
pub(super) fn of_found(figure: Figure<'_>, line: &Line<'_>, found: &Found) -> Option<&'static Frame> {
    if let Some(previous) = PREVIOUS.get(&figure.value.kind()).filter(|_| is_of_previous(line, found)) {
        return Some(previous);
    }
    let own = own_terms(figure, line, found);
    let figure = Figure { terms: own.as_deref().unwrap_or(figure.terms), ..figure };
    let beside = beside(line, found);
    let frame = choose(figure, &beside, named_by_bound(line, found));
    frame
        .filter(|_| !beside.is_empty() || !is_within(line, found))
        .filter(|frame| !frame.part || !is_whole(line, found))
        .filter(|frame| !(frame.general && is_day_of_count(line, found)))
}

/// "Within an hour the flames had reached the roof": how soon, not how long.
fn is_within(line: &Line<'_>, found: &Found) -> bool {
    let word = |at: usize| line.tokens[at].lower.as_str();
    let lead = [Some(found.from), found.from.checked_sub(1)].into_iter().flatten();
    found.reading.value.kind() == Kind::Duration
        && lead.into_iter().any(|at| matches!(word(at), "within" | "inside"))
}

/// Of a day, a time or a length the terms of its own event; nothing for other values.
fn own_terms(figure: Figure<'_>, line: &Line<'_>, found: &Found) -> Option<Vec<Term>> {
    let dated = matches!(figure.value.kind(), Kind::Date | Kind::TimeOfDay | Kind::Duration);
    if !dated || made_in(line, found) {
        return None;
    }
    let (start, end) = clause::of_event(line, found);
    let own = |term: &&Term| {
        line.label.1.iter().any(|label| **label == *term.word)
            || line.tokens[start..end].iter().any(|token| *token.term == *term.word)
    };
    Some(figure.terms.iter().filter(own).cloned().collect())
}

/// "The toll stood at 27 on Friday", "on Friday 14 were missing": the day on which so many were counted, not the day on
/// which it happened.
fn is_day_of_count(line: &Line<'_>, found: &Found) -> bool {
    let (start, end) = line.clause(found.from, found.to);
    let counted = |other: &Found| {
        (start..end).contains(&other.from) && key_of(&other.reading.value).as_deref() == Some("count")
    };
    matches!(found.reading.value, Value::Date(_)) && line.values.iter().any(counted)
}

/// The attribute that the words around a figure name.
pub(super) fn of_words(figure: Figure<'_>) -> Option<&'static Frame> {
    choose(figure, &[], None)
}

/// The strongest of the attributes that fit. `beside` are those that the words right beside the value name, `bound` is a
/// concept that the value itself names.
fn choose(figure: Figure<'_>, beside: &[usize], bound: Option<(&str, f64)>) -> Option<&'static Frame> {
    let words = figure.terms.iter().filter(|term| !matches!(term.role, TermRole::Name | TermRole::Value));
    // A "controlling interest" is no interest rate, though the concept of these has that name.
    let words = words.filter_map(|term| match term.word.strip_prefix('#') {
        Some(concept) => Some((concept, term)),
        None => (!is_name_of_concept(&term.word)).then_some((&*term.word, term)),
    });
    let mut named: HashMap<&str, f64> = HashMap::with_capacity(figure.terms.len() + 1);
    for (word, term) in words {
        let nearest = if term.role == TermRole::Head { 1.0 + term.weight } else { term.weight };
        let known = named.entry(word).or_default();
        *known = known.max(nearest);
    }
    if let Some((word, strength)) = bound {
        let known = named.entry(word).or_default();
        *known = known.max(strength);
    }
    let mut candidates: Vec<usize> =
        named.keys().filter_map(|word| NAMED_BY.get(word)).flatten().copied().collect();
    candidates.extend(beside.iter().chain(&*MEASURED));
    // Of equals the first: the narrower attributes stand first.
    candidates.sort_unstable();
    candidates.dedup();
    let single = |concept: &str| named.get(concept).copied().unwrap_or_default();
    let strength = |concepts: &str| together(concepts.split('+').map(single));
    let strongest = |concepts: &[Box<str>]| concepts.iter().map(|head| strength(head)).fold(0.0, f64::max);
    let key = OnceCell::new();
    let key = || key.get_or_init(|| key_of(figure.value)).as_deref();
    let fitting = candidates.into_iter().map(|at| (at, &frames()[at])).filter(|(_, frame)| {
        frame.per == figure.marks.has(Marks::PER)
            && fits(frame, figure.value, key)
            && !(figure.marks.has(Marks::CHANGE)
                && frame.kind.as_deref() == Some("percentage")
                && frame.not.iter().any(|not| &**not == "change"))
            && counts(frame, figure.counted)
            && !frame.not.iter().any(|concept| strength(concept) >= 0.4)
    });
    let ranked = fitting.map(|(at, frame)| {
        let named = strongest(&frame.heads);
        let beside = if beside.contains(&at) { BESIDE } else { 0.0 };
        let loose = strongest(&frame.loose).min(NAMED);
        let measured = if frame.measured { GENERAL } else { 0.0 };
        let named = named.max(beside).max(loose).max(measured);
        (if frame.general && named >= NAMED { GENERAL } else { named }, frame)
    });
    let best = ranked.fold(None, |best: Option<(f64, &Frame)>, next| match best {
        Some(kept) if kept.0 >= next.0 => Some(kept),
        _ => Some(next),
    });
    best.filter(|(strength, _)| *strength >= NAMED).map(|(_, frame)| frame)
}

/// How strongly several concepts name an attribute that asks for all of them: "loss+jobs". Where one is near, the others
/// may stand further off, or in the sentence before.
fn together(strengths: impl Iterator<Item = f64>) -> f64 {
    let (least, most) =
        strengths.fold((f64::INFINITY, 0.0_f64), |(least, most), next| (least.min(next), most.max(next)));
    if least < FAR || most < NAMED { least } else { least.max(NAMED) }
}

/// The attributes that each concept can name, alone or with another, as positions in [`frames`].
static NAMED_BY: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut table: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, frame) in frames().iter().enumerate() {
        for head in frame.heads.iter().chain(&frame.loose) {
            let first = head.split('+').next().unwrap_or_default();
            table.entry(first).or_default().push(at);
        }
    }
    table
});

/// Whether the concept alone names an attribute that is a date: "built", "founded".
pub(super) fn dates(concept: &str) -> bool {
    let of = NAMED_BY.get(concept).into_iter().flatten().map(|at| &frames()[*at]);
    of.into_iter().any(|frame| {
        frame.kind.as_deref() == Some("date")
            && !frame.general
            && frame.heads.iter().any(|head| **head == *concept)
    })
}

/// The attributes that a dimension alone names.
static MEASURED: LazyLock<Vec<usize>> = LazyLock::new(|| {
    let measured = frames().iter().enumerate().filter(|(_, frame)| frame.measured);
    measured.map(|(at, _)| at).collect()
});

/// "Until May" names an end, whatever else the sentence says. "From May" names a beginning where nothing else is named:
/// it may be what opens or what rises.
fn named_by_bound(line: &Line<'_>, found: &Found) -> Option<(&'static str, f64)> {
    let through = || {
        let Value::Date(when) = &found.reading.value else { return false };
        when.bound == Bound::AtMost
            && [Some(found.from), found.from.checked_sub(1)]
                .into_iter()
                .flatten()
                .any(|at| line.tokens[at].lower == "through")
    };
    match edge(line, found) {
        Some(Edge::End) => Some(("finish", 2.2)),
        Some(Edge::Start) => Some(("begin", NAMED)),
        None => through().then_some(("finish", 2.2)),
    }
}

/// "48 of the 121 seats", "450 of its 3,000 posts": what another number is taken of.
fn is_whole(line: &Line<'_>, found: &Found) -> bool {
    let of = (found.from.saturating_sub(2)..found.from).find(|at| line.tokens[*at].lower == "of");
    of.and_then(|of| of.checked_sub(1)).is_some_and(|at| line.value_at(at).is_some())
}

/// Attributes of when something was last before, by the kind of their values.
static PREVIOUS: LazyLock<HashMap<Kind, &'static Frame>> = LazyLock::new(|| {
    let previous = |id: &str| frames().iter().find(|frame| &*frame.id == id);
    let kinds = [(Kind::Date, "previous-time"), (Kind::Duration, "previous-interval")];
    kinds.into_iter().filter_map(|(kind, id)| Some((kind, previous(id)?))).collect()
});

/// "The first strike since 2011", "the worst in 30 years", "it last ran in 2001": when something was last before.
pub(super) fn is_of_previous(line: &Line<'_>, found: &Found) -> bool {
    let (start, _) = line.clause(found.from, found.to);
    let words = &line.tokens[start.max(found.from.saturating_sub(9))..found.from];
    let lead = |token: &Token<'_>, leads: &[&str]| leads.contains(&token.lower.as_str());
    let at_lead = |leads: &[&str]| {
        lead(&line.tokens[found.from], leads) || words.last().is_some_and(|token| lead(token, leads))
    };
    let is_extreme = |token: &Token<'_>| {
        lead(token, &["first", "worst", "only"])
            || token.lower.len() > 5
                && token.lower.ends_with("est")
                && !lead(
                    token,
                    &[
                        "latest",
                        "request",
                        "arrest",
                        "protest",
                        "interest",
                        "forest",
                        "invest",
                        "contest",
                        "harvest",
                        "honest",
                        "modest",
                        "suggest",
                        "northwest",
                        "southwest",
                    ],
                )
    };
    match &found.reading.value {
        Value::Date(when) if when.bound == Bound::AtLeast => {
            let none =
                |token: &Token<'_>| lead(token, &["not", "never", "no"]) || token.lower.ends_with("n't");
            at_lead(&["since"]) && words.iter().any(|token| is_extreme(token) || none(token))
        }
        Value::Date(when)
            if when.bound == Bound::Exact && matches!(when.range.grain, Grain::Year | Grain::Span) =>
        {
            let last = words.iter().position(|token| token.lower == "last");
            // "The last of them", "at last", "the last two" are no last time.
            last.is_some_and(|at| {
                words.get(at + 1).is_some_and(|next| next.is_word() && !next.has(Class::PREPOSITION))
                    && !at.checked_sub(1).is_some_and(|at| lead(&words[at], &["at"]))
                    && !words[at..].iter().any(|token| token.gap() >= 3)
            })
        }
        Value::Duration(_) => at_lead(&["in", "for"]) && words.iter().any(is_extreme),
        _ => false,
    }
}

/// Whether the frame counts what is counted. What is not known may be anything.
fn counts(frame: &Frame, counted: Option<&str>) -> bool {
    let Some(counted) = counted.filter(|_| !frame.counts.is_empty()) else { return true };
    let is_known = super::context::is_concept(counted);
    frame.counts.iter().any(|known| match &**known {
        "persons" => counted == "people" || class(counted).has(Class::PERSON) || !is_known,
        known => known == counted,
    })
}

/// Whether the attribute can have such a value.
fn fits<'k>(frame: &Frame, value: &Value, key: impl Fn() -> Option<&'k str>) -> bool {
    match frame.kind.as_deref() {
        None => matches!(value.kind(), Kind::Money | Kind::Percentage),
        Some("number") => key() == Some(if &*frame.id == "age" { "age" } else { "count" }),
        Some("money") => value.kind() == Kind::Money && !exceeds(value, frame.below),
        Some("percentage") => value.kind() == Kind::Percentage,
        Some("quantity") => measures(value, &frame.dimensions),
        Some("date") => value.kind() == Kind::Date,
        Some("time-of-day") => value.kind() == Kind::TimeOfDay,
        Some("duration") => value.kind() == Kind::Duration,
        _ => false,
    }
}

/// Whether an amount is as large as `limit` or larger.
fn exceeds(value: &Value, limit: Option<u32>) -> bool {
    let (Value::Money(money), Some(limit)) = (value, limit) else { return false };
    money.amount.anchor() >= limit.into()
}

/// Whether a value is a quantity of one of these dimensions, or of any where none is named: a disk has no area.
fn measures(value: &Value, dimensions: &[Box<str>]) -> bool {
    let Value::Quantity(quantity) = value else { return false };
    unit::by_id(&quantity.unit).is_some_and(|entry| {
        dimensions.is_empty() || dimensions.iter().any(|known| **known == *entry.dimension)
    })
}

/// Phrases by the word that stands next to the value: the further words, and the attribute.
type Beside = HashMap<&'static str, Vec<(Vec<&'static str>, usize)>>;

static BEFORE: LazyLock<Beside> = LazyLock::new(|| by_next_word(|frame| &frame.before, true));
static BEHIND: LazyLock<Beside> = LazyLock::new(|| by_next_word(|frame| &frame.behind, false));

fn by_next_word(phrases: impl Fn(&'static Frame) -> &'static [Box<str>], from_end: bool) -> Beside {
    let mut table = Beside::new();
    for (at, frame) in frames().iter().enumerate() {
        for phrase in phrases(frame) {
            let mut words: Vec<&str> = phrase.split(' ').collect();
            if from_end {
                words.reverse();
            }
            if let Some((next, rest)) = words.split_first() {
                table.entry(next).or_default().push((rest.to_vec(), at));
            }
        }
    }
    table
}

/// Words that only make a value larger or smaller in the reader's eyes: "a whopping 40,000 euros".
const PUFFED: [&str; 14] = [
    "whopping",
    "mere",
    "massive",
    "cool",
    "hefty",
    "staggering",
    "paltry",
    "modest",
    "measly",
    "record",
    "huge",
    "total",
    "eye-watering",
    "mind-boggling",
];

/// So many words may stand for the "*" of a phrase.
const MOST_BETWEEN: usize = 4;

/// Whether the words before the token `end` are `rest`, read backwards; a "*" stands for one to four words of the clause,
/// a "#" for a value.
fn reads_back(line: &Line<'_>, rest: &[&str], end: usize) -> bool {
    let Some((next, rest)) = rest.split_first() else { return true };
    let Some(at) = end.checked_sub(1) else { return false };
    if *next == "#" {
        return line.value_at(at).is_some_and(|value| reads_back(line, rest, value.from));
    }
    if *next != "*" {
        return line.tokens[at].lower.as_str() == *next && reads_back(line, rest, at);
    }
    let between = |back: &usize| line.tokens[end - back].gap() < 3;
    let ends = (1..=MOST_BETWEEN.min(end)).take_while(between).map(|back| end - back);
    ends.into_iter().any(|end| reads_back(line, rest, end))
}

/// The attributes that the words right beside a value name: "will set you back" before it, "behind bars" behind it.
fn beside(line: &Line<'_>, found: &Found) -> Vec<usize> {
    let word = |at: Option<usize>| at.and_then(|at| line.tokens.get(at)).map_or("", |token| &*token.lower);
    let mut named = Vec::new();
    let leads = |at: &usize| {
        let lower = word(Some(*at));
        matches!(lower, "a" | "an" | "the" | "just" | "only" | "some") || PUFFED.contains(&lower)
    };
    let end = (found.from.saturating_sub(3)..found.from).rev().take_while(leads).last().unwrap_or(found.from);
    for (rest, named_at) in BEFORE.get(word(end.checked_sub(1))).into_iter().flatten() {
        if reads_back(line, rest, end.saturating_sub(1)) {
            named.push(*named_at);
        }
    }
    // "Offered each passenger $500": what stands right before the value may be anything.
    for (rest, named_at) in BEFORE.get("*").into_iter().flatten() {
        let mut places = (1..=MOST_BETWEEN).filter_map(|back| end.checked_sub(back));
        if places.any(|at| reads_back(line, rest, at)) {
            named.push(*named_at);
        }
    }
    for (rest, named_at) in BEHIND.get(word(Some(found.to))).into_iter().flatten() {
        if rest.iter().zip(found.to + 1..).all(|(next, at)| word(Some(at)) == *next) {
            named.push(*named_at);
        }
    }
    named
}
