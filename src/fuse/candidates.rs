//! From the cells of one item to its candidates: which wordings say the same, and which lend each other support.

use super::manner::{Manner, Said};
use crate::value::{Because, Relation, relate};

/// One value that was given for an item, in all its wordings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Camp {
    /// The wordings, by number; the most frequent first.
    pub(super) wordings: Vec<u32>,
    said: Said,
}

/// A camp whose voices help another: (from, to, how much).
pub(super) type Loan = (usize, usize, f64);

/// Wordings of one item up to which each is compared with each.
const COMPARED: usize = 48;

/// The camps among the wordings of an item. `wordings` are (number, text, count), sorted by count, the most first.
pub(super) fn camps(
    wordings: &[(u32, &str, usize)],
    manner: &Manner,
    attribute: &str,
) -> (Vec<Camp>, Vec<Loan>) {
    let plain = |text: &str| !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if wordings.len() == 1 || wordings.iter().all(|(_, text, _)| plain(text)) {
        // Plain whole numbers differ when their digits do.
        let camps = wordings.iter().map(|(number, ..)| Camp {
            wordings: vec![*number],
            said: Said::Words(String::new(), Vec::new()),
        });
        return (camps.collect(), Vec::new());
    }
    let mut camps: Vec<Camp> = Vec::new();
    let pairwise = wordings.len() <= COMPARED;
    let mut known = std::collections::BTreeMap::new();
    for (number, text, _) in wordings {
        let said = manner.read(text, attribute);
        let key = said.key();
        let at = known.get(&key).copied().or_else(|| {
            camps
                .iter()
                .take(if pairwise { COMPARED } else { 0 })
                .position(|camp| is_rounded(&camp.said, &said))
        });
        match at {
            Some(at) => camps[at].wordings.push(*number),
            None => {
                known.insert(key, camps.len());
                camps.push(Camp { wordings: vec![*number], said });
            }
        }
    }
    let mut loans = Vec::new();
    if camps.len() <= COMPARED {
        for (from, general) in camps.iter().enumerate() {
            for (to, particular) in camps.iter().enumerate().filter(|(to, _)| *to != from) {
                loans.extend(help(&general.said, &particular.said).map(|share| (from, to, share)));
            }
        }
    }
    (camps, loans)
}

impl Said {
    fn key(&self) -> String {
        match self {
            Self::Value(_, normal) => format!("v{normal}"),
            Self::People(people) => format!("p{}", people.join(";")),
            Self::Words(words, _) => format!("w{words}"),
            Self::Time(time, day) => format!("t{time} {day}"),
        }
    }
}

/// Whether two readings are one value, given more or less exactly.
fn is_rounded(one: &Said, other: &Said) -> bool {
    match (one, other) {
        (Said::Value(one, _), Said::Value(other, _)) => matches!(
            relate(one, other),
            Relation::Same | Relation::Compatible(Because::Rounding | Because::Conversion)
        ),
        _ => false,
    }
}

/// How much a voice for `general` says for `particular`: something when the one is the other, less exactly or not in
/// full. Nothing when it says nothing for it.
fn help(general: &Said, particular: &Said) -> Option<f64> {
    match (general, particular) {
        (Said::Value(one, _), Said::Value(other, _)) => {
            matches!(relate(one, other), Relation::Compatible(_)).then_some(0.5)
        }
        // A list cut short.
        (Said::People(some), Said::People(all)) => {
            (some.len() < all.len() && some.iter().all(|one| all.binary_search(one).is_ok())).then_some(0.5)
        }
        (Said::Words(_, general), Said::Words(_, particular)) => place(general, particular),
        _ => None,
    }
}

/// Places within places, written from the narrow to the wide: "lyon, france" lies in "france", and "lyon" may be it.
fn place(general: &[String], particular: &[String]) -> Option<f64> {
    if general.len() > particular.len() {
        return general.starts_with(particular).then_some(0.7);
    }
    if general.len() == particular.len() {
        None
    } else if particular.ends_with(general) {
        Some(0.6)
    } else if particular.starts_with(general) {
        Some(0.7)
    } else {
        None
    }
}
