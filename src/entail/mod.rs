//! How two statements relate: whether the second follows from the first, contradicts it, or neither.
//!
//! First what the values decide: bounds against numbers in otherwise equal statements (`aligned`), how many of a group
//! (`quantifier`). Then both are read (`statement`), and what of the second stands in the first (`cover`) is set side by
//! side (`scene`). On that decide sums and products that a short story leads to (`arithmetic`), and what differs in
//! statements that say the same but for one thing (`frame`). Where no rule decides, the `evidence` does: named signals
//! (`signal`), which a table weighs to the chance that the second follows and the chance that it cannot hold. What is
//! left is the chance of neither, and the likeliest of the three is said. Where knowledge of the world would be needed,
//! the answer is neutral: a false alarm costs a reader more than a miss.

mod aligned;
mod arithmetic;
mod cover;
mod evidence;
mod frame;
mod quantifier;
mod scene;
mod signal;
mod statement;
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
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What the first statement says of the second.
    pub label: Label,
    /// Why, for people.
    pub why: String,
    /// The rule that decided.
    pub rule: &'static str,
    /// What was weighed, by name; empty where a rule about values decided by itself.
    pub signals: Vec<(&'static str, f64)>,
}

impl Verdict {
    fn new(label: Label, rule: &'static str, why: impl Into<String>) -> Self {
        Self { label, why: why.into(), rule, signals: Vec::new() }
    }
}

/// Why two statements are not of the same, for people.
fn instead(judged: &str, given: &str) -> String {
    format!("{judged} where the first has {given}")
}

/// How `judged` stands to `given`.
#[must_use]
pub fn compare(given: &str, judged: &str) -> Verdict {
    let (one, other) = (words::words(given), words::words(judged));
    if one.is_empty() || other.is_empty() {
        return Verdict::new(Label::Neutral, "empty", "one of the two says nothing");
    }
    if let Some(verdict) = aligned::judge(&one, &other).or_else(|| quantifier::judge(&one, &other)) {
        return verdict;
    }
    let scene = scene::Scene::new(given, judged);
    arithmetic::judge(&one, &other, &scene).or_else(|| frame::judge(&scene)).unwrap_or_else(|| {
        evidence::judge(
            &scene,
            quantifier::opens(&other) && !(quantifier::is_counted(&other) && scene.keeps_its_values()),
        )
    })
}
