//! What of the second statement stands in the first: each word that carries meaning beside its nearest, each value
//! beside its like.

use super::statement::{Figure, Statement, Word};
use crate::lexicon::opposite::are_opposite;
use crate::lexicon::word::words as table;
use crate::value::{Amount, Because, Bound, Kind, Relation, Value, relate};

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
        let words = words(given, judged);
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
            .filter_map(|place| {
                let (likeness, opposite) = likeness(&given.words[place], &judged.words[at])?;
                Some((likeness + nearness(place), Match { at: place, likeness, opposite }))
            })
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((_, found)) = best {
            matches[at] = Some(found);
            last = Some(found.at);
        }
    }
    matches
}

/// How alike two words are, and whether one is the opposite of the other; nothing for words that are not alike.
fn likeness(one: &Word, other: &Word) -> Option<(f64, bool)> {
    if one.stem == other.stem {
        return Some((1.0, false));
    }
    if are_opposite(&one.stem, &other.stem) {
        return Some((0.8, true));
    }
    if one.initials.contains(&other.text) || other.initials.contains(&one.text) {
        return Some((0.9, false));
    }
    if one.name && other.name {
        return misspelt(&one.text, &other.text).then_some((0.85, false));
    }
    if one.concept.is_some() && one.concept == other.concept {
        return Some((0.9, false));
    }
    let near = match (&one.meaning, &other.meaning) {
        (Some(one), Some(other)) => Some(one.likeness(other)),
        _ => None,
    };
    if same_root(&one.stem, &other.stem) && near.is_none_or(|near| near > 0.3) {
        return Some((0.9, false));
    }
    near.filter(|near| *near >= NEAR).map(|near| (near, false))
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
            if found == Standing::New && around(other, given, figure, judged) {
                found = Standing::Sharper;
            }
            continue;
        }
        match holds(other, figure) {
            Some(true) => return Standing::Kept(at),
            Some(false) if around(other, given, figure, judged) => found = Standing::Differs(at),
            _ => {}
        }
    }
    found
}

/// Whether the value of the first allows that of the second; nothing where they cannot be compared.
fn holds(given: &Figure, judged: &Figure) -> Option<bool> {
    let (one, other) = (&given.reading.value, &judged.reading.value);
    let counts = |kind| matches!(kind, Kind::Number | Kind::Quantity);
    if counts(one.kind()) && counts(other.kind()) && one.sort_key().1 == other.sort_key().1 {
        return Some(true);
    }
    if let (Value::Date(_), Value::Date(_)) = (one, other)
        && let Some(holds) = without_year(&one.normal(), &other.normal())
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
    let (Some(given), Some(judged)) = (amount(given), amount(judged)) else { return false };
    let finer = given.bound != Bound::Exact || judged.step < given.step;
    finer && judged.bound == Bound::Exact && judged.number().is_some_and(|number| number != given.anchor())
}

/// "More than 36" leaves out the very 36 that the first gives.
fn excludes(given: &Value, judged: &Value) -> bool {
    let (Some(given), Some(judged)) = (amount(given), amount(judged)) else { return false };
    let strict = matches!(judged.bound, Bound::MoreThan | Bound::LessThan) && !judged.is_near();
    strict && given.bound == Bound::Exact && given.number() == Some(judged.anchor())
}

fn amount(value: &Value) -> Option<&Amount> {
    match value {
        Value::Number(amount) | Value::Percentage(amount) => Some(amount),
        Value::Money(money) => Some(&money.amount),
        Value::Quantity(quantity) => Some(&quantity.amount),
        Value::Duration(duration) => Some(&duration.amount),
        _ => None,
    }
}

/// How two dates without a year stand: "3 August" allows "August", "1 July" is not "1 January". Nothing for dates that
/// lie in the calendar; inside, nothing where the second says more than the first.
fn without_year(given: &str, judged: &str) -> Option<Option<bool>> {
    let parts = |normal: &str| -> Option<Vec<(u8, String)>> {
        normal
            .trim_start_matches("date:")
            .split(' ')
            .map(|part| Some((sort_of(part)?, part.to_owned())))
            .collect()
    };
    let (given, judged) = (parts(given)?, parts(judged)?);
    if judged.iter().all(|part| given.contains(part)) {
        return Some(Some(true));
    }
    let against =
        judged.iter().any(|(sort, part)| given.iter().any(|(other, said)| sort == other && part != said));
    Some(against.then_some(false))
}

/// Day, month or weekday.
fn sort_of(part: &str) -> Option<u8> {
    let lower = part.to_lowercase();
    let table = table();
    let word = table.get(table.find(lower.as_bytes()));
    let day = lower.len() <= 2 && lower.bytes().all(|byte| byte.is_ascii_digit());
    match (day, word.month, word.weekday) {
        (true, ..) => Some(0),
        (_, month, _) if month > 0 => Some(1),
        (_, _, weekday) if weekday > 0 => Some(2),
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
