//! How two statements relate: whether the second follows from the first, contradicts it, or neither.
//!
//! What is mastered here is what the values decide: bounds against numbers in otherwise equal statements
//! (`aligned`), sums and products that a short story leads to (`arithmetic`), and how many of a group
//! (`quantifier`). Where knowledge of the world would be needed, the answer is neutral: a false alarm costs a reader
//! more than a miss.

mod aligned;
mod arithmetic;
mod quantifier;
mod wording;
mod words;

/// What the first statement says of the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// It follows.
    Entailment,
    /// It cannot hold.
    Contradiction,
    /// Neither can be told.
    Neutral,
}

impl Label {
    /// As the wire format names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entailment => "entailment",
            Self::Contradiction => "contradiction",
            Self::Neutral => "neutral",
        }
    }
}

/// A label with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What the first statement says of the second.
    pub label: Label,
    /// Why, for people.
    pub why: String,
    /// The rule that decided.
    pub rule: &'static str,
}

impl Verdict {
    fn new(label: Label, rule: &'static str, why: impl Into<String>) -> Self {
        Self { label, why: why.into(), rule }
    }
}

/// How `judged` stands to `given`.
#[must_use]
pub fn compare(given: &str, judged: &str) -> Verdict {
    let (one, other) = (words::words(given), words::words(judged));
    let first = quantifier::leads(&one, &other).then(|| quantifier::judge(&one, &other)).flatten();
    first
        .or_else(|| aligned::judge(&one, &other))
        .or_else(|| quantifier::judge(&one, &other))
        .or_else(|| arithmetic::judge(&one, &other))
        .or_else(|| wording::judge(&one, &other))
        .unwrap_or_else(|| Verdict::new(Label::Neutral, "none", "nothing in the values decides"))
}
