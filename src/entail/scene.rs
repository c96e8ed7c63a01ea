//! Both statements, read and set side by side.

use std::collections::BTreeSet;

use super::cover::{Cover, Match, Standing, holds};
use super::statement::{Figure, Statement, Word, is_adverb};
use crate::lexicon::opposite::{are_phases, are_sides};
use crate::lexicon::vocabulary::is_irregular;
use crate::value::Kind;

/// Behind a denial, they tell when or how it ends.
const ENDS_DENIALS: [&str; 5] = ["until", "till", "before", "unless", "without"];

/// From this likeness on two verbs tell the same deed: two forms of one word.
const SAME_DEED: f64 = 0.9;

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
    pub(super) fn said(&self) -> impl Iterator<Item = usize> {
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

    /// A word of the first and its opposite in the second that speaks of another thing or of another time: "the northern
    /// bridge" and "the southern bridge", "arrested" and "released".
    pub(super) fn another_of_two(&self) -> Option<(&Word, &Word)> {
        let phase = self
            .pairs()
            .find(|(word, given, found)| found.opposite && are_phases(&word.stem, &given.stem))
            .map(|(word, given, _)| (given, word));
        phase.or_else(|| self.other_side())
    }

    /// "Old" and "new" pick out one of two as well, though neither says much by itself.
    fn other_side(&self) -> Option<(&Word, &Word)> {
        let adjectives = |statement: &'_ Statement| -> Vec<usize> {
            let is_adjective = |at: &usize| statement.is_before_noun(*at) && !statement.words[*at].deed;
            (0..statement.words.len()).filter(is_adjective).collect()
        };
        let said = |text: &str| self.given.words.iter().any(|given| given.text == text);
        let ours = adjectives(&self.judged).into_iter().map(|at| &self.judged.words[at]);
        let theirs = adjectives(&self.given);
        ours.filter(|word| !said(&word.text)).find_map(|word| {
            let side = |at: &&usize| are_sides(&self.given.words[**at].text, &word.text);
            theirs.iter().find(side).map(|at| (&self.given.words[*at], word))
        })
    }

    /// Of what the first has a value, and of what the second has the same: "12 percent of Acme and 30 percent of Bolt", "30
    /// percent of Acme"; "300 pupils and 20 teachers", "300 teachers".
    pub(super) fn value_of_another(&self) -> Option<(&Word, &Word)> {
        self.judged.figures.iter().zip(&self.cover.figures).find_map(|(figure, standing)| {
            let Standing::Kept(at) = *standing else { return None };
            self.owned_by_another(figure, at).or_else(|| self.counts_another(figure, at))
        })
    }

    fn owned_by_another(&self, figure: &Figure, at: usize) -> Option<(&Word, &Word)> {
        let (preposition, owner) = self.judged.owner(figure)?;
        let (same, other) = self.given.owner(&self.given.figures[at])?;
        let met = self.cover.words[owner]?.at;
        let (name, given) = (&self.judged.words[owner], &self.given.words[other]);
        let another = preposition == same && name.name && given.name && !(other..other + 4).contains(&met);
        another.then_some((given, name))
    }

    /// What the second counts is counted by another number of the first.
    fn counts_another(&self, figure: &Figure, at: usize) -> Option<(&Word, &Word)> {
        let counted = self.judged.counted(figure)?;
        let met = self.cover.words[counted]?.at;
        let given = self.given.counted(&self.given.figures[at])?;
        let is_count = |figure: &Figure| matches!(figure.reading.value.kind(), Kind::Number | Kind::Quantity);
        let others = self.given.figures.iter().filter(|other| self.given.counted(other) == Some(met));
        let mut unlike = others.filter(|other| holds(other, figure) == Some(false));
        let another = met != given && is_count(figure) && unlike.any(is_count);
        another.then(|| (&self.given.words[given], &self.judged.words[counted]))
    }

    /// Whether the second is of another day than the first, so that both may hold whatever they say.
    pub(super) fn is_of_another_day(&self) -> bool {
        let is_date = |figure: &Figure| figure.reading.value.kind() == Kind::Date;
        let figures = self.judged.figures.iter().zip(&self.cover.figures);
        self.given.figures.iter().any(is_date)
            && figures.into_iter().any(|(figure, standing)| {
                is_date(figure) && !matches!(standing, Standing::Kept(_) | Standing::Sharper)
            })
    }

    /// Whether the first denies only up to a time, "not before May", or under a condition.
    pub(super) fn denies_for_a_time(&self) -> bool {
        let ends = |word: &&Word| word.denied && ENDS_DENIALS.contains(&&*word.text);
        let said = |word: &Word| self.judged.words.iter().any(|judged| judged.text == word.text);
        self.given.words.iter().filter(ends).any(|word| !said(word))
    }

    /// Whether the first denies only how something was done, "did not fall sharply", which the second leaves out.
    pub(super) fn denies_a_degree(&self) -> bool {
        let taken = self.taken();
        let words = &self.given.words;
        let adverb = |at: usize| {
            words.get(at).is_some_and(|word| word.content && is_adverb(&word.text)) && !taken.contains(&at)
        };
        (0..words.len()).any(|at| words[at].struck && taken.contains(&at) && adverb(at + 1))
    }

    /// What the second only tells as denied by somebody: that a thing is so does not tell that anybody denies it.
    pub(super) fn newly_disputed(&self) -> Option<&Word> {
        self.pairs().find(|(word, given, _)| word.disputed && !given.disputed).map(|(word, ..)| word)
    }

    /// What the second tells as a fact and the first only as disputed, or as planned where the second has it done:
    /// "expects to report", "reported".
    pub(super) fn not_yet_a_fact(&self) -> Option<&Word> {
        let differs = |at: &usize| {
            let (word, Some(found)) = (&self.judged.words[*at], self.cover.words[*at]) else { return false };
            let given = &self.given.words[found.at];
            let same = found.likeness >= SAME_DEED && !found.opposite;
            let planned = given.unreal && !word.unreal && self.given.is_infinitive(found.at);
            (given.disputed && !word.disputed)
                || (planned && same && is_past(word) && !self.judged.is_infinitive(*at))
        };
        self.said().find(differs).map(|at| &self.judged.words[at])
    }

    /// Values of the second that are others in the first, each beside the other one, and whether it stands among the
    /// same words. What is denied may well be another, and with another day it is another occasion.
    pub(super) fn other_values(&self) -> Vec<(&Figure, &Figure, bool)> {
        let figures = || self.judged.figures.iter().zip(&self.cover.figures);
        let is_new = |of_dates: bool| {
            figures().any(|(figure, standing)| {
                (figure.reading.value.kind() == Kind::Date) == of_dates
                    && !matches!(standing, Standing::Kept(_))
            })
        };
        if is_new(true) && is_new(false) {
            return Vec::new();
        }
        let beside = |(judged, standing): (_, &Standing)| match *standing {
            Standing::Differs(at) => Some((&self.given.figures[at], judged, true)),
            Standing::Apart(at) => Some((&self.given.figures[at], judged, false)),
            _ => None,
        };
        let denied = |figure: &Figure, statement: &Statement| statement.words[figure.words.0].denied;
        figures()
            .filter_map(beside)
            .filter(|(given, judged, _)| !denied(given, &self.given) && !denied(judged, &self.judged))
            .collect()
    }

    /// Whether the second has values, and the first has them all.
    pub(super) fn keeps_figures(&self) -> bool {
        let kept = |one: &Standing| matches!(one, Standing::Kept(_));
        !self.cover.figures.is_empty() && self.cover.figures.iter().all(kept)
    }

    /// Whether the second has values, and the first has them all, and all of its words.
    pub(super) fn keeps_its_values(&self) -> bool {
        self.new_words().next().is_none() && self.keeps_figures()
    }

    /// Words of the first statement that stand for something in the second.
    pub(super) fn taken(&self) -> BTreeSet<usize> {
        self.cover.words.iter().flatten().map(|found| found.at).collect()
    }
}

/// Whether a verb tells what was done: "reported", "sold".
fn is_past(word: &Word) -> bool {
    word.text.ends_with("ed") || is_irregular(&word.text)
}
