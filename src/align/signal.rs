//! What speaks for and against two claims being of one thing, weighed by a learnt table: one table for claims of
//! different figures, days and names, one for states that differ, one for claims of the same value.
//!
//! Each signal is something that a reader could point at. How much it counts for is in `weights.toml`, in log-odds, as
//! `tools/learn_align.py` learns it from stories in which people marked what conflicts: a logistic regression (Cox 1958).

use std::sync::LazyLock;

use serde::Deserialize;

use super::stand::Stand;
use crate::model::Shape;

/// Declares the signals: the field, and the name it has in the table.
macro_rules! signals {
    ($($(#[$doc:meta])* $field:ident),* $(,)?) => {
        /// The signals of a pair.
        #[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub(super) struct Signals { $($(#[$doc])* pub(super) $field: f64,)* }

        impl Signals {
            /// Each by its name.
            pub(super) fn named(&self) -> Vec<(&'static str, f64)> {
                vec![$((stringify!($field), self.$field),)*]
            }

            /// The sum of the products with another set.
            fn times(&self, other: &Self) -> f64 {
                0.0 $(+ self.$field * other.$field)*
            }
        }
    };
}

signals! {
    /// Likeness of the words around, 0 to 1.
    cosine,
    /// Likeness of what the quotes say as a whole, -1 to 1.
    gist,
    /// The same where both are of the same built-in attribute.
    frame_gist,
    /// How far the words of each quote are met by those of the other, -1 to 1.
    coverage,
    /// What the names that both have add to it, 0 to 1.
    names,
    /// Whether a word that says what is measured is met in both.
    matter,
    /// Whether they share two words or more that are no names.
    two_words,
    /// Whether both have names, and none in common.
    strangers,
    /// The clauses open with the same thing (1), with different things (-1), or it is not known.
    theme,
    /// How far the articles name the same entities: 1 for two or more, a half for one.
    story,
    /// Whether both are of the same built-in attribute.
    frame,
    /// Whether each article gives one value of that attribute and no other.
    sole,
    /// Whether it is moreover an attribute of which a story tells one value.
    single,
    /// Whether only one of them counts something that is named.
    one_counts,
    /// Whether they count the same thing (1), things that are not even near in meaning (-1), or neither.
    counts,
    /// Whether only one is of a part, or of several together.
    part,
    /// Whether only one is a forecast, or stands under a condition.
    unreal,
    /// Whether only one of the sentences tells of a change.
    one_updates,
    /// Whether their articles are more than a week apart.
    weeks,
    /// Whether that is so, and only one of the sentences tells of a change.
    late_update,
    /// How far from each other they stand in their articles, 0 to 1: news tells what matters first.
    places,
    /// How far apart two figures are: the logarithm of their ratio, at most 5.
    ratio,
    /// Whether two figures differ by less than the first of the steps of [`super::rival`].
    hair,
    /// Whether they differ by less than the second, and no less than the first.
    close,
    /// The same for the third.
    off,
    /// The same for the last.
    far,
    /// Whether they differ by that or more.
    beyond,
    /// Whether the values differ as by a slip of the pen.
    slip,
    /// Whether two measures have the same digits.
    digits,
    /// How many statements give one of the two values: the logarithm of their number, at most that of six. What many
    /// articles tell is what the story is about.
    voices,
    /// Among how many other values of their kind the two stand in their articles: the sum of both logarithms.
    choices,
    /// Of how many of the two the article of the other gives the same value, too: then the two are hardly one.
    echo,
    /// Whether they are dates.
    date,
    /// Whether one of two dates is a stretch of weeks or more.
    stretch,
    /// Whether only one is.
    one_stretch,
    /// Whether they are lengths of time.
    length,
    /// Whether they are sums of money.
    money,
    /// Whether they are measures.
    quantity,
    /// Whether they are states.
    state,
    /// Whether they are plain numbers.
    number,
    /// Whether they are acts.
    act,
    /// Whether only one is of a built-in attribute.
    one_frame,
    /// Whether no word is met in both.
    wordless,
    /// Whether two values that do not exclude each other are the same to the last digit.
    exact,
    /// How many digits the rounder of two equal figures has before its zeros, at most 4: 41.50 twice is no chance, 2
    /// twice is.
    telling,
}

/// More statements than these say no more.
pub(super) const MOST_VOICES: f64 = 6.0;

/// A table: what any pair starts from, and what each signal adds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Weights {
    bias: f64,
    #[serde(default)]
    signals: Signals,
}

/// All tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    /// For claims whose values differ.
    different: Weights,
    /// For claims of states that differ.
    states: Weights,
    /// For claims whose values do not.
    equal: Weights,
}

static TABLES: LazyLock<Tables> =
    LazyLock::new(|| toml::from_str(include_str!("weights.toml")).expect("a test reads weights.toml"));

/// The table for claims of one form whose values differ. Where no figure helps, words count for more.
pub(super) fn of_different(shape: Shape) -> &'static Weights {
    if shape == Shape::State { &TABLES.states } else { &TABLES.different }
}

/// The table for claims whose values are the same, or compatible at the precision given.
pub(super) fn of_equal() -> &'static Weights {
    &TABLES.equal
}

impl Weights {
    /// The log-odds that the two are of one thing, less those from which on they are taken for it: 0 or more joins.
    pub(super) fn margin(&self, signals: &Signals) -> f64 {
        self.bias + signals.times(&self.signals)
    }

    /// The most that the coverage of two quotes can add, which may be less than none.
    pub(super) fn most_of_coverage(&self) -> f64 {
        self.signals.coverage.abs()
    }

    /// More than what the margin can become when the words are compared, of which only the largest possible cosine is
    /// known so far, and the values related.
    pub(super) fn margin_at_most(&self, signals: &Signals, cosine: f64) -> f64 {
        let by = &self.signals;
        let known = Signals {
            cosine: 0.0,
            names: 0.0,
            matter: 0.0,
            two_words: 0.0,
            strangers: 0.0,
            wordless: 0.0,
            coverage: 0.0,
            slip: 0.0,
            exact: 0.0,
            ..*signals
        };
        self.margin(&known)
            + best(by.cosine, cosine)
            + best(by.names, cosine)
            + best(by.matter, 1.0)
            + best(by.two_words, 1.0)
            + best(by.strangers, 1.0)
            + best(by.wordless, 1.0)
            + self.most_of_coverage()
            + best(by.slip, 1.0)
            + best(by.exact, 1.0)
    }

    /// The same where nothing is known that only all members of the groups together tell.
    pub(super) fn margin_of_signs_at_most(&self, signals: &Signals, cosine: f64) -> f64 {
        let by = &self.signals;
        self.margin_at_most(signals, cosine)
            + best(by.story, 1.0)
            + best(by.sole, signals.frame)
            + best(by.single, signals.frame)
            + best(by.one_updates, 1.0)
            + best(by.late_update, signals.weeks)
            + best(by.voices, MOST_VOICES.ln())
            + best(by.echo, 2.0)
            + best(by.places, 1.0)
    }
}

impl Signals {
    /// The same with what the relation of the values says. A slip counts where something else says that the matter is
    /// the same.
    pub(super) fn standing(self, stand: Stand) -> Self {
        let flag = |yes: bool| f64::from(u8::from(yes));
        let one_matter = self.matter + self.two_words + self.frame + self.digits > 0.0 || self.counts > 0.0;
        Self { slip: flag(stand == Stand::Slip && one_matter), ..self }
    }
}

/// The most that a signal of up to `most` can add.
fn best(weight: f64, most: f64) -> f64 {
    (weight * most).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_and_likeness_speaks_for_a_pair() {
        let plain = Signals::default();
        let alike = Signals { cosine: 1.0, names: 0.5, matter: 1.0, two_words: 1.0, ..plain };
        for table in [of_different(Shape::Measure), of_different(Shape::State), of_equal()] {
            assert!(table.margin(&alike) > table.margin(&plain));
        }
    }

    #[test]
    fn no_margin_is_larger_than_its_estimate() {
        let flags = [0.0, 1.0];
        let tables = [of_different(Shape::Measure), of_different(Shape::State), of_equal()];
        for (cosine, coverage) in
            [0.0, 0.3, 1.0].into_iter().flat_map(|one| [-1.0, 0.4, 1.0].map(|other| (one, other)))
        {
            for (matter, strangers) in flags.iter().flat_map(|one| flags.map(|other| (*one, other))) {
                for stand in [Stand::Slip, Stand::Loose, Stand::Different] {
                    let signs = Signals {
                        ratio: 2.0,
                        theme: -1.0,
                        date: strangers,
                        weeks: matter,
                        frame: matter,
                        ..Signals::default()
                    };
                    let known = Signals {
                        story: strangers,
                        sole: matter,
                        single: matter,
                        one_updates: strangers,
                        late_update: matter * strangers,
                        voices: strangers,
                        echo: 2.0 * matter,
                        places: cosine,
                        ..signs
                    };
                    let all = Signals {
                        cosine,
                        coverage,
                        names: cosine / 2.0,
                        matter,
                        two_words: matter,
                        strangers,
                        ..known
                    };
                    for table in tables {
                        let margin = table.margin(&all.standing(stand));
                        assert!(margin <= table.margin_at_most(&known, cosine) + 1e-12);
                        assert!(margin <= table.margin_of_signs_at_most(&signs, cosine) + 1e-12);
                    }
                }
            }
        }
    }
}
