//! What can be seen when one statement is set beside another, as numbers with names.
//!
//! Each signal is something that a reader could point at. How much it counts for is in `weights.toml`.

use std::collections::BTreeSet;

use super::cover::{Cover, Match, Standing};
use super::statement::{Statement, Word};

/// A name and how much there is of it.
pub(super) type Signal = (&'static str, f64);

/// Both statements, with how they meet.
#[derive(Debug)]
pub(super) struct Scene {
    pub given: Statement,
    pub judged: Statement,
    pub cover: Cover,
}

/// A word of the second statement beside the one of the first that it stands for.
pub(super) type Pair<'s> = (&'s Word, &'s Word, Match);

impl Scene {
    /// Sets the second statement beside the first.
    pub(super) fn new(given: &str, judged: &str) -> Self {
        let (mut given, mut judged) = (Statement::read(given), Statement::read(judged));
        given.share_names(&judged);
        judged.share_names(&given);
        let cover = Cover::new(&given, &judged);
        Self { given, judged, cover }
    }

    /// Places of the words that say something in the second statement, without those that tell who says so.
    fn said(&self) -> impl Iterator<Item = usize> {
        self.judged.content().filter(|at| !self.judged.words[*at].speech)
    }

    /// Words of the second statement that stand for nothing in the first.
    pub(super) fn new_words(&self) -> impl Iterator<Item = &Word> {
        self.said().filter(|at| self.cover.words[*at].is_none()).map(|at| &self.judged.words[at])
    }

    /// Words that both have.
    pub(super) fn pairs(&self) -> impl Iterator<Item = Pair<'_>> {
        self.said().filter_map(|at| {
            let found = self.cover.words[at]?;
            Some((&self.judged.words[at], &self.given.words[found.at], found))
        })
    }

    /// Words that are denied in one statement and not in the other; an opposite turns it round.
    pub(super) fn opposed(&self) -> impl Iterator<Item = Pair<'_>> {
        self.pairs().filter(|(word, given, found)| (word.denied != given.denied) != found.opposite)
    }

    /// What the second only tells as denied by somebody: that a thing is so does not tell that anybody denies it.
    pub(super) fn newly_disputed(&self) -> Option<&Word> {
        self.pairs().find(|(word, given, _)| word.disputed && !given.disputed).map(|(word, ..)| word)
    }

    /// What the second tells as a fact and the first only as disputed, or as planned where the second has it done:
    /// "expects to report", "reported".
    pub(super) fn not_yet_a_fact(&self) -> Option<&Word> {
        let differs = |(word, given, _): &Pair<'_>| {
            let done =
                word.stem == given.stem && word.text.ends_with("ed") && !given.text.starts_with(&*word.text);
            (given.disputed && !word.disputed) || (given.unreal && !word.unreal && done)
        };
        self.pairs().find(differs).map(|(word, ..)| word)
    }

    /// Whether the second has values, and the first has them all, and all of its words.
    pub(super) fn keeps_its_values(&self) -> bool {
        let kept = |one: &Standing| matches!(one, Standing::Kept(_));
        let words = self.new_words().next().is_none();
        words && !self.cover.figures.is_empty() && self.cover.figures.iter().all(kept)
    }

    /// Words of the first statement that stand for something in the second.
    fn taken(&self) -> BTreeSet<usize> {
        self.cover.words.iter().flatten().map(|found| found.at).collect()
    }
}

/// All signals.
pub(super) fn signals(scene: &Scene) -> Vec<Signal> {
    let covered = covered(scene);
    let opposed = opposed(scene);
    let (all, most) = (yes(covered > 0.95), yes(covered > 0.7));
    let (given, judged) = (denies(&scene.given), denies(&scene.judged));
    let subject_new =
        scene.said().next().is_some_and(|at| scene.judged.words[at].name && scene.cover.words[at].is_none());
    let new_names = scene.new_words().filter(|word| word.name).count() - usize::from(subject_new);
    let figures =
        |wanted: fn(&Standing) -> bool| scene.cover.figures.iter().filter(|one| wanted(one)).count();
    let kept = figures(|one| matches!(one, Standing::Kept(_)));
    let differing = figures(|one| matches!(one, Standing::Differs(_)));
    vec![
        ("covered", covered),
        ("mostly-covered", most),
        ("all-covered", all),
        ("covered-back", covered_back(scene)),
        ("new-words", at_most(scene.new_words().filter(|word| !word.name).count(), 4)),
        ("new-names", at_most(new_names, 2)),
        ("new-subject", yes(subject_new)),
        ("values-kept", yes(kept > 0 && kept == scene.cover.figures.len())),
        ("values-differ", at_most(differing, 2)),
        ("values-of-others", at_most(values_of_others(scene), 2)),
        ("exchanged", yes(exchanged(scene).is_some())),
        ("limits", yes(limit(scene).is_some())),
        ("unreal", share(scene, |(word, given, _)| given.unreal && !word.unreal)),
        (
            "opposite",
            yes(scene.pairs().any(|(word, given, found)| found.opposite && word.denied == given.denied)),
        ),
        ("opposed", opposed),
        ("covered-and-opposed", covered * opposed),
        ("all-covered-and-opposed", all * opposed),
        ("given-denies", yes(given && !judged)),
        ("given-denies-what-is-covered", yes(given && !judged) * denial_covered(scene)),
        ("judged-denies", yes(judged && !given)),
        ("judged-denies-what-is-covered", yes(judged && !given) * covered),
        ("both-deny", yes(given && judged)),
        ("length", length(scene.judged.content().count())),
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

/// Which share of the words that both have is so.
fn share(scene: &Scene, is_so: impl Fn(&Pair<'_>) -> bool) -> f64 {
    ratio(scene.pairs().filter(is_so).count(), scene.pairs().count())
}

/// How much of what the second says stands in the first. A name or a value counts for more than a word.
fn covered(scene: &Scene) -> f64 {
    let weigh = |word: &Word| if word.name { 1.5 } else { 1.0 };
    let (mut all, mut covered) = (0.0, 0.0);
    for at in scene.said() {
        let word = &scene.judged.words[at];
        all += weigh(word);
        covered += weigh(word) * scene.cover.words[at].map_or(0.0, |found| found.likeness);
    }
    for figure in &scene.cover.figures {
        all += 1.5;
        covered += if matches!(figure, Standing::Kept(_)) { 1.5 } else { 0.0 };
    }
    if all > 0.0 { covered / all } else { 0.0 }
}

/// How much of what the first says stands in the second.
fn covered_back(scene: &Scene) -> f64 {
    let taken = scene.taken();
    ratio(scene.given.content().filter(|at| taken.contains(at)).count(), scene.given.content().count())
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

/// How many values that both have count something else: "24 seasons", "24 titles".
fn values_of_others(scene: &Scene) -> usize {
    let figures = scene.judged.figures.iter().zip(&scene.cover.figures);
    let of_another = |(figure, standing): &(&super::statement::Figure, &Standing)| {
        let Standing::Kept(at) = standing else { return false };
        let (start, end) = scene.given.figures[*at].words;
        let (from, to) = figure.words;
        let counted =
            (from..(to + 3).min(scene.judged.words.len())).rfind(|at| scene.judged.words[*at].content);
        counted.is_some_and(|noun| {
            scene.cover.words[noun].is_none_or(|found| found.at + 4 < start || found.at > end + 4)
        })
    };
    figures.filter(of_another).count()
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
