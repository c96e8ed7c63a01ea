//! Statements that say the same in the same words, or deny it.
//!
//! When all that the second says stands in the first, it follows; when it does but one of the two is denied, they
//! contradict each other. Both are judged only where hardly any word is left over: what a new word adds takes knowledge
//! of the world.

use std::collections::BTreeSet;

use super::words::number;
use super::{Label, Verdict, quantifier};
use crate::lexicon::word::words as table;

/// Judges by shared words.
pub(super) fn judge(one: &[String], other: &[String]) -> Option<Verdict> {
    let (given, judged) = (content(one), content(other));
    if judged.len() < 2 || quantifier::opens(other) {
        return None;
    }
    let shared = judged.intersection(&given).count();
    let new_number = other.iter().any(|word| number(word).is_some() && !one.contains(word));
    let denials = (denied(one), denied(other));
    if new_number {
        return None;
    }
    if denials.0 == denials.1 {
        let most = shared * 10 >= judged.len() * 7;
        return most.then(|| Verdict::new(Label::Entailment, "wording", "its words stand in what is given"));
    }
    let alike = shared == judged.len() && given.len() <= judged.len() + 3;
    alike.then(|| Verdict::new(Label::Contradiction, "denial", "the same words, once denied"))
}

fn denied(words: &[String]) -> bool {
    let count = words
        .iter()
        .filter(|word| {
            matches!(word.as_str(), "not" | "no" | "never" | "none" | "nobody" | "nothing" | "without")
                || word.ends_with("n't")
        })
        .count();
    count % 2 == 1
}

/// Words that carry meaning, as stems.
fn content(words: &[String]) -> BTreeSet<String> {
    words
        .iter()
        .filter(|word| {
            let known = table().get(table().find(word.as_bytes()));
            let small = matches!(word.as_str(), "not" | "no" | "n't" | "never");
            word.chars().any(char::is_alphanumeric) && !known.function && !small
        })
        .map(|word| stem(word))
        .collect()
}

fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s").trim_end_matches("’s");
    for ending in ["ings", "ing", "ies", "ied", "ed", "es", "ers", "er", "s", "e", "y"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};

    #[test]
    fn shared_words_and_denials() {
        for (given, judged, label) in [
            (
                "The ministry closed the old harbour on Monday after the storm.",
                "The old harbour closed.",
                Label::Entailment,
            ),
            (
                "The ministry closed the harbour.",
                "The ministry did not close the harbour.",
                Label::Contradiction,
            ),
            ("The ministry closed the harbour.", "The union praised the decision.", Label::Neutral),
        ] {
            assert_eq!(compare(given, judged).label, label, "{judged}");
        }
    }
}
