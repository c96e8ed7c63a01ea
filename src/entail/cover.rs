//! What of the second statement stands in the first: each word that carries meaning beside its nearest, each value
//! beside its like.

use std::collections::BTreeSet;

use super::statement::{Figure, Statement, Word};
use crate::lexicon::opposite::{are_converse, are_opposite, are_sides};
use crate::lexicon::vocabulary::{Class, class};
use crate::lexicon::word::words as table;
use crate::value::{Because, Bound, Kind, Relation, Value, When, relate};

/// From this likeness on one word may stand for another. More is asked than where contexts are aligned, as a single word
/// can turn a statement.
const NEAR: f64 = 0.6;

/// The word of the first statement that a word of the second stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    /// Its place in the first statement.
    pub at: usize,
    /// How alike the two are, up to 1.
    pub likeness: f64,
    /// Whether it is said by its opposite.
    pub opposite: bool,
}

/// How a value of the second statement stands to those of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// One of them says the same, or allows it; its place among the figures.
    Kept(usize),
    /// One of its kind and about the same things is another; its place among the figures.
    Differs(usize),
    /// One only bounds or rounds what this one gives exactly, "about 2.4 million" and "2.38 million", or it is the
    /// very end that this one leaves out.
    Sharper,
    /// One of its kind is another, but stands among other words; its place among the figures.
    Apart(usize),
    /// There is none to compare it with.
    New,
}

/// Both statements and how they meet.
#[derive(Debug)]
pub(super) struct Cover {
    /// For each word of the second statement the one it stands for.
    pub words: Vec<Option<Match>>,
    /// For each value of the second statement how it stands.
    pub figures: Vec<Standing>,
}

impl Cover {
    /// Sets the second statement beside the first.
    pub(super) fn new(given: &Statement, judged: &Statement) -> Self {
        let mut words = words(given, judged);
        for at in fuller_names(given, judged, &words) {
            words[at.0] = Some(at.1);
        }
        // "A woman threw it to a man" has both words, and neither is said by its opposite.
        let said: BTreeSet<usize> =
            words.iter().flatten().filter(|found| !found.opposite).map(|found| found.at).collect();
        for found in &mut words {
            found.take_if(|found| found.opposite && said.contains(&found.at));
        }
        for at in 0..words.len() {
            let opposite = words[at].is_some_and(|found| does_both(given, found.at, judged, at, &words));
            words[at].iter_mut().for_each(|found| found.opposite |= opposite);
        }
        let figures = judged.figures.iter().map(|figure| standing(figure, given, judged)).collect();
        Self { words, figures }
    }
}

fn words(given: &Statement, judged: &Statement) -> Vec<Option<Match>> {
    let mut matches: Vec<Option<Match>> = vec![None; judged.words.len()];
    let mut last: Option<usize> = None;
    for at in judged.content() {
        // Of equally good words the one behind the last match is taken: statements keep their order.
        let nearness = |place: usize| match last {
            Some(last) if place > last && place - last <= 4 => 0.02,
            Some(last) if place != last && last.abs_diff(place) <= 6 => 0.01,
            _ => 0.0,
        };
        let best = given
            .content()
            .map(|place| {
                let (likeness, opposite) = likeness(&given.words[place], &judged.words[at]);
                (likeness + nearness(place), Match { at: place, likeness, opposite })
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, found)) = best.filter(|(_, found)| found.likeness >= NEAR) {
            matches[at] = Some(found);
            last = Some(found.at);
        }
    }
    matches
}

/// Whether one and the same does what two converse words tell: "Acme bought" and "Acme sold", but not "Bolt sold".
fn does_both(
    given: &Statement,
    place: usize,
    judged: &Statement,
    at: usize,
    words: &[Option<Match>],
) -> bool {
    are_converse(&given.words[place].stem, &judged.words[at].stem)
        && doer(given, place)
            .zip(doer(judged, at))
            .is_some_and(|(one, other)| words[other].is_some_and(|found| found.at == one))
}

/// Who does what a verb tells: the first word of its sentence, or behind "by" where it is done to that.
fn doer(statement: &Statement, verb: usize) -> Option<usize> {
    let words = &statement.words;
    let done_to =
        verb > 0 && matches!(&*words[verb - 1].text, "was" | "were" | "is" | "are" | "been" | "being" | "be");
    let start = if done_to {
        (verb..words.len().min(verb + 8)).find(|at| words[*at].text == "by")?
    } else {
        words[..verb]
            .iter()
            .rposition(|word| matches!(&*word.text, "." | ";" | "!" | "?"))
            .unwrap_or_default()
    };
    let end = if done_to { words.len() } else { verb };
    (start..end).find(|at| words[*at].content)
}

/// Runs of names, as places in the statement.
fn name_runs(statement: &Statement) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for at in (0..statement.words.len()).filter(|at| statement.words[*at].name) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Words of names that the first has shorter, "Penn" for "Sean Penn", or, for who opens the second, stands for by a
/// pronoun or "the".
fn fuller_names(given: &Statement, judged: &Statement, words: &[Option<Match>]) -> Vec<(usize, Match)> {
    let known = name_runs(given);
    let mut found = Vec::new();
    let stands_in = stands_in(given);
    for run in name_runs(judged) {
        let last = run.end - 1;
        if let Some(Match { at, .. }) =
            words[last].filter(|one| one.likeness > 0.8 && given.words[one.at].name)
            && known.iter().any(|name| *name == (at..at + 1))
        {
            found.extend(
                run.filter(|at| words[*at].is_none())
                    .map(|place| (place, Match { at, likeness: 0.9, opposite: false })),
            );
        } else if run.start <= 1
            && run.clone().all(|at| words[at].is_none())
            && let Some(at) = stands_in
        {
            found.extend(run.map(|place| (place, Match { at, likeness: 0.8, opposite: false })));
        }
    }
    found
}

/// The pronoun or article that a statement opens with in the place of a name.
fn stands_in(given: &Statement) -> Option<usize> {
    let starts = |at: usize| at == 0 || matches!(&*given.words[at - 1].text, "," | ".");
    (0..given.words.len()).find(|at| {
        let text = &given.words[*at].text;
        let personal = class(text).has(Class::PERSONAL) && (starts(*at) || *at < 6);
        personal
            || (*at == 0
                && text == "the"
                && given.words.get(1).is_some_and(|word| word.content && !word.name))
    })
}

/// How alike two words are, 0 to 1, and whether one is the opposite of the other.
fn likeness(one: &Word, other: &Word) -> (f64, bool) {
    if one.stem == other.stem {
        return (1.0, false);
    }
    let sides = !one.deed && !other.deed && are_sides(&one.text, &other.text);
    if sides || are_opposite(&one.stem, &other.stem) {
        return (0.8, true);
    }
    if are_converse(&one.stem, &other.stem) {
        return (0.8, false);
    }
    if one.initials.contains(&other.text) || other.initials.contains(&one.text) {
        return (0.9, false);
    }
    if one.name && other.name {
        return (if misspelt(&one.text, &other.text) { 0.85 } else { 0.0 }, false);
    }
    if one.concept.is_some() && one.concept == other.concept {
        return (0.9, false);
    }
    let near = match (&one.meaning, &other.meaning) {
        (Some(one), Some(other)) => Some(one.likeness(other)),
        _ => None,
    };
    if same_root(&one.stem, &other.stem) && near.is_none_or(|near| near > 0.3) {
        return (0.9, false);
    }
    (near.unwrap_or_default().max(0.0), false)
}

/// "invest" and "investment", "austral" and "australian".
fn same_root(one: &str, other: &str) -> bool {
    let shared = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    shared >= 5 && one.len() - shared <= 4 && other.len() - shared <= 4
}

fn misspelt(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 5
        && one.chars().next() == other.chars().next()
        && strsim::damerau_levenshtein(one, other) <= 1 + one.len() / 9
}

fn standing(figure: &Figure, given: &Statement, judged: &Statement) -> Standing {
    let mut found = Standing::New;
    for (at, other) in given.figures.iter().enumerate() {
        let (one, another) = (&other.reading.value, &figure.reading.value);
        if says_more(one, another) || excludes(one, another) {
            if matches!(found, Standing::New | Standing::Apart(_)) && around(other, given, figure, judged) {
                found = Standing::Sharper;
            }
            continue;
        }
        match holds(other, figure) {
            Some(true) => return Standing::Kept(at),
            Some(false) if around(other, given, figure, judged) => found = Standing::Differs(at),
            Some(false) if found == Standing::New => found = Standing::Apart(at),
            _ => {}
        }
    }
    found
}

/// Whether the value of the first allows that of the second; nothing where they cannot be compared.
pub(super) fn holds(given: &Figure, judged: &Figure) -> Option<bool> {
    let (one, other) = (&given.reading.value, &judged.reading.value);
    let counts = |kind| matches!(kind, Kind::Number | Kind::Quantity);
    if counts(one.kind()) && counts(other.kind()) && one.sort_key().1 == other.sort_key().1 {
        return Some(true);
    }
    if let (Value::Date(given), Value::Date(judged)) = (one, other)
        && let Some(holds) = without_year(given, judged)
    {
        return holds;
    }
    match relate(one, other) {
        Relation::Same => Some(true),
        Relation::Compatible(Because::FinerDate | Because::Part) => {
            // A finer one than is given says more than is given.
            (given.reading.core.len() >= judged.reading.core.len()).then_some(true)
        }
        Relation::Compatible(_) => Some(true),
        Relation::Different(_) => Some(false),
        Relation::Incomparable(_) => None,
    }
}

/// Whether the second gives one number where the first only bounds or rounds it, and not at that number.
fn says_more(given: &Value, judged: &Value) -> bool {
    if !matches!(relate(given, judged), Relation::Compatible(Because::Bound | Because::Rounding)) {
        return false;
    }
    if let (Value::Date(given), Value::Date(judged)) = (given, judged) {
        let open = !matches!(given.bound, Bound::Exact | Bound::Between | Bound::About);
        return open && judged.bound == Bound::Exact && !judged.range.contains(&given.range);
    }
    let (Some(given), Some(judged)) = (given.amount(), judged.amount()) else { return false };
    let finer = given.bound != Bound::Exact || judged.step < given.step;
    finer && judged.bound == Bound::Exact && judged.number().is_some_and(|number| number != given.anchor())
}

/// "More than 36" leaves out the very 36 that the first gives.
fn excludes(given: &Value, judged: &Value) -> bool {
    let (Some(given), Some(judged)) = (given.amount(), judged.amount()) else { return false };
    let strict = matches!(judged.bound, Bound::MoreThan | Bound::LessThan) && !judged.is_near();
    strict && given.bound == Bound::Exact && given.number() == Some(judged.anchor())
}

/// How two dates stand of which one lacks its year: "3 August" allows "August", "1 July" is not "1 January". Nothing for
/// dates that both lie in the calendar; inside, nothing where the second says more than the first.
fn without_year(given: &When, judged: &When) -> Option<Option<bool>> {
    if given.partial.is_none() && judged.partial.is_none() {
        return None;
    }
    let (given, judged) = (parts_of(given)?, parts_of(judged)?);
    if judged.iter().all(|part| given.contains(part)) {
        return Some(Some(true));
    }
    let against =
        judged.iter().any(|(sort, part)| given.iter().any(|(other, said)| sort == other && part != said));
    Some(against.then_some(false))
}

/// Day, month, weekday and year of a date, as far as it has them, each as a number under its sort.
fn parts_of(when: &When) -> Option<Vec<(u8, i16)>> {
    if let Some(partial) = &when.partial {
        return partial.split(' ').map(part_of).collect();
    }
    let (start, end) = when.range.start.zip(when.range.end)?;
    let mut parts = vec![(3, start.year())];
    if (start.year(), start.month()) == (end.year(), end.month()) {
        parts.push((1, start.month().into()));
    }
    if start == end {
        parts.push((0, start.day().into()));
    }
    (start.year() == end.year()).then_some(parts)
}

fn part_of(part: &str) -> Option<(u8, i16)> {
    let lower = part.to_lowercase();
    let table = table();
    let word = table.get(table.find(lower.as_bytes()));
    let day = if lower.len() <= 2 { lower.parse().ok() } else { None };
    match (day, word.month, word.weekday) {
        (Some(day), ..) => Some((0, day)),
        (_, month, _) if month > 0 => Some((1, month.into())),
        (_, _, weekday) if weekday > 0 => Some((2, weekday.into())),
        _ => None,
    }
}

/// Whether two values stand among the same words.
fn around(one: &Figure, given: &Statement, other: &Figure, judged: &Statement) -> bool {
    let near = |statement: &Statement, figure: &Figure| -> Vec<String> {
        let (first, last) = figure.words;
        let (first, last) = (first.saturating_sub(4), (last + 4).min(statement.words.len()));
        statement.words[first..last]
            .iter()
            .filter(|word| word.content)
            .map(|word| word.stem.clone())
            .collect()
    };
    let (one, other) = (near(given, one), near(judged, other));
    other.iter().any(|stem| one.contains(stem))
}
