//! A claim as it was read from a sentence, with what was around it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Claim, Modality};
use crate::text::Span;
use crate::value::{DateRange, Value, whole};

/// What form of statement was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// A figure, an amount, a date.
    Measure,
    /// Something is in one of an attribute's states.
    State,
    /// Somebody or some place fills a role: the host, who came first.
    Role,
    /// Somebody does something, or does not.
    Act,
    /// Somebody gives an amount to somebody.
    Payment,
}

/// Where a word stands to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TermRole {
    /// In the phrase that the value belongs to: the "revenue" of "revenue of $2 million".
    Head,
    /// In the subject of the clause.
    Subject,
    /// A name.
    Name,
    /// Another value of the sentence, in normal form.
    Value,
    /// Elsewhere near.
    Near,
}

/// A word of a context: a concept (`#deaths`), a stem, a name (`@aro`) or a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word in the form in which it is compared.
    pub word: Box<str>,
    /// Where it stands.
    pub role: TermRole,
    /// How near, 0 to 1.
    pub weight: f64,
}

/// What makes a value another value than the plain one, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Marks(u16);

impl Marks {
    /// What it was before a change.
    pub const OLD: Self = Self(1);
    /// Initial, preliminary, previous.
    pub const EARLIER: Self = Self(1 << 1);
    /// Turned down, leaked, never carried out.
    pub const REJECTED: Self = Self(1 << 2);
    /// Under a condition.
    pub const HYPOTHETICAL: Self = Self(1 << 3);
    /// A forecast.
    pub const PREDICTED: Self = Self(1 << 4);
    /// Of a part of a whole that was just named.
    pub const PART: Self = Self(1 << 5);
    /// By how much something changed.
    pub const CHANGE: Self = Self(1 << 6);
    /// The sentence tells of a change.
    pub const UPDATE: Self = Self(1 << 7);
    /// A price or rate per something.
    pub const PER: Self = Self(1 << 8);
    /// What several give together.
    pub const JOINT: Self = Self(1 << 9);

    /// Whether all of `other` is in the set.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set with all of `other` added.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

/// What stands around a claim in its sentence: that by which two articles' statements are found to be about the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Context {
    /// What form of statement.
    pub shape: Shape,
    /// The value as it was read.
    pub value: Value,
    /// Only contexts of one such key can be about the same: kind and unit, or attribute.
    pub key: Box<str>,
    /// The built-in attribute that the words name, if any.
    #[serde(skip)]
    pub frame: Option<&'static str>,
    /// The words around, each once, in alphabetical order.
    pub terms: Vec<Term>,
    /// What makes it another value than the plain one.
    pub marks: Marks,
    /// What is counted.
    pub counted: Option<Box<str>>,
    /// The stretch that a figure is over: "over two years", "in three seasons".
    pub stretch: Option<Box<str>>,
    /// What the clause of a figure speaks of: the noun or name that it opens with.
    pub theme: Option<Box<str>>,
    /// The period that a figure is of, where the sentence says one.
    pub period: Option<DateRange>,
}

impl Context {
    /// A statement of which nothing else is known yet.
    #[must_use]
    pub fn plain(shape: Shape, value: Value, key: impl Into<Box<str>>) -> Self {
        Self {
            shape,
            value,
            key: key.into(),
            frame: None,
            terms: Vec::new(),
            marks: Marks::default(),
            counted: None,
            stretch: None,
            theme: None,
            period: None,
        }
    }
}

/// A claim as it was read from a sentence, with what was around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The claim, its words as written.
    pub claim: Claim,
    /// What stands around it.
    pub context: Context,
}

/// What an article says there is, or is not. Everything is told to be there; so it becomes a claim only where another
/// article says the contrary, and until then no more is kept of it than that takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Thing {
    /// What the thing is called, whatever the article's word.
    pub key: Box<str>,
    /// Whether there is any.
    pub there: bool,
    /// Whether what is said is over and can change no more.
    pub past: bool,
    /// The words that say so.
    pub value: Span,
    /// The evidence.
    pub quote: Span,
    /// Whose it is, folded.
    pub subject: Option<Box<str>>,
    /// The words around, each once, in alphabetical order.
    pub terms: Vec<Term>,
    /// What makes it another statement than the plain one.
    pub marks: Marks,
    /// How firmly it is said.
    pub modality: Modality,
    /// Who is said to have said it.
    pub attributed_to: Option<Box<str>>,
    /// How many of the article's proposals stand before it.
    pub place: usize,
}

/// A name met in an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// The name folded.
    pub folded: Box<str>,
    /// The name as it is first written.
    pub shown: Box<str>,
    /// How often it stands in the article.
    pub count: usize,
}

/// What one article gives: its proposals, and what it says about names.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extracted {
    /// The claims in the order of the text.
    pub proposals: Vec<Proposal>,
    /// What may become claims, in the order of the text; none once it is settled which of them do.
    pub things: Vec<Thing>,
    /// The names, in the order of their first mention.
    pub mentions: Vec<Mention>,
    /// The day that the article speaks from.
    #[serde(with = "whole::day")]
    pub day: Option<Date>,
    /// Pairs of folded names that the article itself says are one: "the Aro Bank (AB)".
    pub aliases: Vec<(Box<str>, Box<str>)>,
    /// Folded names, each with a noun that the article says it is: "the trawler Aro".
    pub sorts: Vec<(Box<str>, Box<str>)>,
}
