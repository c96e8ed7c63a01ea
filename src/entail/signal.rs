//! What can be seen when one statement is set beside another, as numbers with names.
//!
//! Each signal is something that a reader could point at. How much it counts for is in `weights.toml`.

use super::cover::Standing;
use super::scene::Scene;
use super::statement::{Statement, Word};
use crate::lexicon::vocabulary::{Class, class};

/// A name and how much there is of it.
pub(super) type Signal = (&'static str, f64);

/// All signals.
pub(super) fn signals(scene: &Scene) -> Vec<Signal> {
    let covered = covered(scene);
    let opposed = opposed(scene);
    let met = given_denied_met(scene);
    let strokes = strokes(scene);
    // "Not available" and "unavailable" deny the same, by whichever word.
    let alike = strokes.1 > 0;
    let (given, judged) = (denies(&scene.given) || alike, denies(&scene.judged) || alike);
    // Of a long text many words are met by chance.
    let given_length = length(scene.given.content().count());
    let others = scene.other_values();
    let differing = others.iter().filter(|(.., near)| *near).count();
    let apart = others.len() - differing;
    let clash = scene.pairs().any(|(word, given, found)| found.opposite && word.denied == given.denied);
    let swapped = exchanged(scene).is_some_and(|(one, other)| one.name && other.name);
    vec![
        ("covered", covered),
        ("mostly-covered", yes(covered > 0.7)),
        ("covered-words", ratio_of(covered_words(scene))),
        ("together", together(scene)),
        ("given-length", given_length),
        ("covered-of-much", covered * given_length),
        ("exchanged-name", yes(swapped)),
        ("limits", yes(limit(scene).is_some())),
        ("values-apart", at_most(apart, 2)),
        ("values-at-home", values_at_home(scene)),
        ("values-differ-and-covered", covered * at_most(differing, 2)),
        ("opposite", yes(clash)),
        ("opposed", opposed),
        ("covered-and-opposed", covered * opposed),
        ("struck-is-said", yes(strokes.0 > 0)),
        ("struck-is-said-and-covered", covered * yes(strokes.0 > 0)),
        ("struck-by-both", yes(strokes.1 > 0)),
        ("struck-is-new", yes(strokes.2 > 0)),
        ("struck-is-new-and-covered", covered * yes(strokes.2 > 0)),
        ("struck-is-left-out", yes(strokes.3 > 0)),
        ("struck-is-left-out-and-covered", covered * yes(strokes.3 > 0)),
        ("given-struck-said-and-met", met * yes(given && strokes.0 > 0)),
        ("given-denies", yes(given && !judged)),
        ("given-denies-what-is-covered", yes(given && !judged) * denial_covered(scene)),
        ("judged-denies", yes(judged && !given)),
        ("judged-denies-what-is-covered", yes(judged && !given) * covered),
        ("both-deny-and-covered", yes(given && judged) * covered),
    ]
}

fn yes(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn at_most(count: usize, most: u8) -> f64 {
    f64::from(u8::try_from(count).map_or(most, |count| count.min(most)))
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Logarithm of a count, by a method that gives the same bits on every machine.
fn length(words: usize) -> f64 {
    libm::log(words as f64 + 1.0)
}

fn denies(statement: &Statement) -> bool {
    statement.words.iter().any(|word| word.denied)
}

/// How much of what the second says stands in the first, values included.
pub(super) fn covered(scene: &Scene) -> f64 {
    let (mut covered, mut all) = covered_words(scene);
    for figure in &scene.cover.figures {
        all += 1.5;
        covered += if matches!(figure, Standing::Kept(_)) { 1.5 } else { 0.0 };
    }
    ratio_of((covered, all))
}

/// How much the words of the second stand for words of the first, and how much there is. A name counts for more than a
/// word, and a word like "become" for less.
fn covered_words(scene: &Scene) -> (f64, f64) {
    scene.said().fold((0.0, 0.0), |(sum, all), at| {
        let word = &scene.judged.words[at];
        let weight = match word.name {
            true => 1.5,
            false if class(&word.stem).has(Class::LIGHT) => 0.5,
            false => 1.0,
        };
        (sum + weight * scene.cover.words[at].map_or(0.0, |found| found.likeness), all + weight)
    })
}

fn ratio_of((part, whole): (f64, f64)) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// How much of what either denies stands in the other.
fn denial_covered(scene: &Scene) -> f64 {
    let taken = scene.taken();
    let judged = |at: &usize| scene.judged.words[*at].denied;
    let given = |at: &usize| scene.given.words[*at].denied;
    let met = scene.said().filter(judged).filter(|at| scene.cover.words[*at].is_some()).count()
        + scene.given.content().filter(given).filter(|at| taken.contains(at)).count();
    ratio(met, scene.said().filter(judged).count() + scene.given.content().filter(given).count())
}

/// Of the words that both have and that are denied or said by their opposite in one of the two, how many are against
/// each other.
fn opposed(scene: &Scene) -> f64 {
    let about = scene.pairs().filter(|(word, given, found)| word.denied || given.denied || found.opposite);
    ratio(scene.opposed().count(), about.count())
}

/// A word that stands between the same neighbours as another of its sort: "a red coat", "a blue coat".
pub(super) fn exchanged(scene: &Scene) -> Option<(&Word, &Word)> {
    let content: Vec<usize> = scene.judged.content().collect();
    let taken = scene.taken();
    let place = |at: usize| scene.cover.words[at].map(|found| found.at);
    content.iter().enumerate().find_map(|(nth, at)| {
        let word = &scene.judged.words[*at];
        if scene.cover.words[*at].is_some_and(|found| found.likeness > 0.8) {
            return None;
        }
        let before = match nth.checked_sub(1) {
            Some(nth) => place(content[nth])? + 1,
            None => 0,
        };
        let last = match content.get(nth + 1).map(|at| place(*at)) {
            Some(after) => after.filter(|after| *after > before && after - before <= 7)?,
            None => (before + 4).min(scene.given.words.len()),
        };
        let other = (before..last).find(|at| scene.given.words[*at].content)?;
        let given = &scene.given.words[other];
        (!taken.contains(&other) && are_siblings(word, given)).then_some((given, word))
    })
}

/// From this likeness on two words are of one sort.
const SORT: f64 = 0.35;

/// Whether two words are of one sort without being the same: two names, or two words of related meaning.
fn are_siblings(one: &Word, other: &Word) -> bool {
    let meanings = one.meaning.as_ref().zip(other.meaning.as_ref());
    (one.name && other.name) || meanings.is_some_and(|(one, other)| one.likeness(other) > SORT)
}

/// Words that leave no exception, or pick one out of all.
const LIMITS: [&str; 16] = [
    "only",
    "all",
    "every",
    "each",
    "always",
    "never",
    "first",
    "last",
    "most",
    "exclusively",
    "entirely",
    "completely",
    "solely",
    "everyone",
    "nobody",
    "just",
];

/// A word of the second that claims more than the first: "only", "always", "largest".
pub(super) fn limit(scene: &Scene) -> Option<&Word> {
    let known = |text: &str| scene.given.words.iter().any(|word| word.text == text);
    let superlative = |text: &str| text.len() > 5 && text.ends_with("est");
    scene
        .judged
        .words
        .iter()
        .find(|word| (LIMITS.contains(&&*word.text) || superlative(&word.text)) && !known(&word.text))
}

/// Of the words that follow each other in the second, how many stand together in the first.
fn together(scene: &Scene) -> f64 {
    let places: Vec<usize> = scene.pairs().map(|(.., found)| found.at).collect();
    let near = places.windows(2).filter(|two| two[0].abs_diff(two[1]) <= 4).count();
    ratio(near, scene.said().count().saturating_sub(1))
}

/// Of the very words that either denies: how many the other says, how many it denies as well, and how many of the second
/// and of the first the other does not have.
fn strokes(scene: &Scene) -> (usize, usize, usize, usize) {
    let (mut said, mut both, mut new, mut left_out) = (0, 0, 0, 0);
    let mut meet = |denied: bool| if denied { both += 1 } else { said += 1 };
    for at in scene.said().filter(|at| scene.judged.words[*at].struck) {
        match scene.cover.words[at] {
            Some(found) => meet(scene.given.words[found.at].denied != found.opposite),
            None => new += 1,
        }
    }
    for place in scene.given.content().filter(|at| scene.given.words[*at].struck) {
        let mut pairs = scene.said().filter_map(|at| Some((at, scene.cover.words[at]?)));
        match pairs.find(|(_, found)| found.at == place) {
            Some((at, found)) => meet(scene.judged.words[at].denied != found.opposite),
            None => left_out += 1,
        }
    }
    (said, both, new, left_out)
}

/// How much of what the first denies stands in the second.
fn given_denied_met(scene: &Scene) -> f64 {
    let taken = scene.taken();
    let denied = || scene.given.content().filter(|at| scene.given.words[*at].denied);
    ratio(denied().filter(|at| taken.contains(at)).count(), denied().count())
}

/// How much of what stands around the values that both have is the same.
fn values_at_home(scene: &Scene) -> f64 {
    let (mut all, mut met) = (0, 0);
    for (figure, standing) in scene.judged.figures.iter().zip(&scene.cover.figures) {
        let Standing::Kept(at) = standing else { continue };
        let (start, end) = scene.given.figures[*at].words;
        let (from, to) = figure.words;
        let around = from.saturating_sub(4)..(to + 4).min(scene.judged.words.len());
        for place in around.filter(|place| scene.judged.words[*place].content) {
            all += 1;
            met += usize::from(
                scene.cover.words[place].is_some_and(|found| found.at + 6 >= start && found.at <= end + 5),
            );
        }
    }
    ratio(met, all)
}
