//! Words to one of an attribute's states.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lexicon::vocabulary::{Cue, cues};
use crate::model::{Attribute, StateWords};
use crate::text::fold;

/// The states of one attribute, by the folded words that express them.
pub(super) struct States {
    phrases: BTreeMap<Box<str>, Arc<str>>,
    longest: usize,
    /// Phrases with a gap, as what stands before it and behind it: "handed in * notice".
    gapped: Vec<(Box<str>, Box<str>, Arc<str>)>,
    /// Of a state the one that its denial amounts to.
    denied: BTreeMap<Arc<str>, Arc<str>>,
    /// The state that words express which express no other: the one with the words "*".
    otherwise: Option<Arc<str>>,
}

impl States {
    pub(super) fn new(attribute: &Attribute) -> Self {
        let of = |state: &StateWords| {
            let id = Arc::clone(&state.id);
            let words = state
                .words
                .iter()
                .filter(|words| &***words != "*")
                .map(|words| unhyphened(words))
                .chain([unhyphened(&state.id)]);
            words.map(|words| (words.into_boxed_str(), Arc::clone(&id))).collect::<Vec<_>>()
        };
        let phrases: BTreeMap<Box<str>, Arc<str>> = attribute.states.iter().flat_map(of).collect();
        let mut gapped = Vec::new();
        for (phrase, id) in &phrases {
            if let Some((before, behind)) = phrase.split_once(" * ") {
                gapped.push((before.into(), behind.into(), Arc::clone(id)));
            }
        }
        let longest = phrases.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or(0);
        let denied = attribute.states.iter();
        let denied =
            denied.filter_map(|state| Some((Arc::clone(&state.id), Arc::clone(state.denied.as_ref()?))));
        let open = |state: &&StateWords| state.words.iter().any(|words| &**words == "*");
        let otherwise = attribute.states.iter().find(open).map(|state| Arc::clone(&state.id));
        Self { phrases, longest, gapped, denied: denied.collect(), otherwise }
    }

    /// The state that the longest matching words express; of equally long ones the first in the text.
    pub(super) fn find(&self, words: &str) -> Option<&Arc<str>> {
        let folded = unhyphened(words);
        let whole = |(before, behind, _): &&(Box<str>, Box<str>, Arc<str>)| {
            let rest = folded.strip_prefix(&**before).and_then(|rest| rest.strip_suffix(&**behind));
            rest.is_some_and(|rest| rest.len() > 2 && rest.starts_with(' ') && rest.ends_with(' '))
        };
        if let Some((.., id)) = self.gapped.iter().find(whole) {
            return Some(id);
        }
        let tokens: Vec<&str> = folded.split(' ').collect();
        let found = (1..=self.longest.min(tokens.len())).rev().find_map(|length| {
            tokens.windows(length).enumerate().find_map(|(at, window)| {
                let state = self.phrases.get(window.join(" ").as_str())?;
                let other = self.denied.get(state).filter(|_| is_denied(&tokens[..at]));
                Some(other.unwrap_or(state))
            })
        });
        found.or(self.otherwise.as_ref())
    }
}

/// Words as they are compared: "off-duty" is "off duty".
fn unhyphened(words: &str) -> String {
    fold(&words.replace(['-', '‑'], " "))
}

/// Whether the words deny what stands behind them.
fn is_denied(before: &[&str]) -> bool {
    let negates = |at: &usize| {
        let ahead = |step: usize| before.get(at + step).copied();
        before[*at].ends_with("n't") || cues(ahead).any(|(cue, _)| cue == Cue::Negation)
    };
    (0..before.len()).any(|at| negates(&at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(entries: &[(&str, &[&str])]) -> States {
        let mut attribute = Attribute::met("status", "status");
        attribute.states = entries
            .iter()
            .map(|(id, words)| StateWords {
                id: (*id).into(),
                words: words.iter().map(|word| (*word).into()).collect(),
                denied: (*id == "insured").then(|| "uninsured".into()),
                last: false,
            })
            .collect();
        States::new(&attribute)
    }

    #[test]
    fn the_longest_words_win() {
        let states = states(&[("open", &["open", "open to traffic"]), ("shut", &["not open", "closed"])]);
        let find = |words| states.find(words).map(|id| &**id);
        assert_eq!(find("it is open again"), Some("open"));
        assert_eq!(find("it is not open to anybody"), Some("shut"));
        assert_eq!(find("Closed."), Some("shut"));
        assert_eq!(find("reopened"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn a_denial_is_the_other_state_where_there_is_no_third() {
        let states = states(&[("insured", &["insured"]), ("uninsured", &["without cover"])]);
        let find = |words| states.find(words).map(|id| &**id);
        assert_eq!(find("never been insured"), Some("uninsured"));
        assert_eq!(find("wasn't insured"), Some("uninsured"));
        assert_eq!(find("not without cover"), Some("uninsured"));
        assert_eq!(find("is insured"), Some("insured"));
    }

    #[test]
    fn words_of_no_state_are_of_the_open_one() {
        let states = states(&[("none", &["no", "without"]), ("some", &["*"])]);
        assert_eq!(states.find("no dining car").map(|id| &**id), Some("none"));
        assert_eq!(states.find("fitted with sprinklers").map(|id| &**id), Some("some"));
        assert_eq!(states.find("").map(|id| &**id), Some("some"));
    }

    #[test]
    fn a_gap_holds_any_words() {
        let states = states(&[("left", &["handed in * notice"]), ("noticed", &["notice"])]);
        assert_eq!(states.find("handed in her own notice").map(|id| &**id), Some("left"));
        assert_eq!(states.find("handed in notice").map(|id| &**id), Some("noticed"));
    }
}
