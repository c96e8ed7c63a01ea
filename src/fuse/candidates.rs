//! From the cells of one item to its candidates: which wordings say the same, and which lend each other support.

use super::manner::Manner;
use super::said::Said;

/// One value that was given for an item, in all its wordings.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Camp {
    /// The wordings, by number; the most frequent first.
    pub(super) wordings: Vec<u32>,
    said: Said,
}

/// A camp whose voices help another: (from, to, how much).
pub(super) type Loan = (usize, usize, f64);

/// A wording: its number, its text, and how many claims have it.
pub(super) type Wording<'t> = (u32, &'t str, usize);

/// Wordings of one item up to which each is compared with each.
const COMPARED: usize = 48;

/// The camps among the wordings of an item, which are sorted by count, the most first.
pub(super) fn camps(wordings: &[Wording<'_>], manner: &Manner, attribute: &str) -> (Vec<Camp>, Vec<Loan>) {
    let plain = |text: &str| !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if wordings.len() == 1 || (manner.is_of_digits() && wordings.iter().all(|(_, text, _)| plain(text))) {
        // Plain whole numbers differ when their digits do.
        let camps = wordings
            .iter()
            .map(|(number, ..)| Camp { wordings: vec![*number], said: Said::Cell(String::new()) });
        return (camps.collect(), Vec::new());
    }
    let mut groups = keyed(wordings, manner, attribute);
    if groups.len() <= COMPARED {
        groups = joined(groups);
    }
    let camps: Vec<Camp> = groups
        .into_iter()
        .map(|mut group| {
            group.wordings.sort_unstable();
            let wordings = group.wordings.iter().map(|at| wordings[*at].0).collect();
            Camp { wordings, said: group.said }
        })
        .collect();
    let mut loans = Vec::new();
    if camps.len() <= COMPARED {
        for (from, general) in camps.iter().enumerate() {
            for (to, particular) in camps.iter().enumerate().filter(|(to, _)| *to != from) {
                loans.extend(general.said.help(&particular.said).map(|share| (from, to, share)));
            }
        }
    }
    (camps, loans)
}

/// Wordings that say the same, by their places, with the number of claims.
struct Group {
    wordings: Vec<usize>,
    claims: usize,
    said: Said,
}

/// Wordings with the same key together, in the order of their most frequent wordings.
fn keyed(wordings: &[Wording<'_>], manner: &Manner, attribute: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known = std::collections::BTreeMap::new();
    let coarse = wordings.len() > COMPARED;
    for (at, (_, text, claims)) in wordings.iter().enumerate() {
        let said = manner.read(text, attribute);
        let place = *known.entry(said.key(coarse)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group { wordings: Vec::new(), claims: 0, said });
        }
        groups[place].wordings.push(at);
        groups[place].claims += claims;
    }
    groups
}

/// Groups that can be one value together. The fuller tell first, so that what is rounded or cut short finds its value
/// instead of drawing different ones together; where it fits several, it goes with the one that most others state.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(groups[*at].said.detail()));
    let mut into: Vec<usize> = (0..groups.len()).collect();
    let mut claims: Vec<usize> = groups.iter().map(|group| group.claims).collect();
    for (place, &at) in order.iter().enumerate() {
        let fits = order[..place]
            .iter()
            .copied()
            .filter(|&other| into[other] == other && groups[at].said.is_same_as(&groups[other].said));
        if let Some(best) = fits.max_by(|one, other| claims[*one].cmp(&claims[*other]).then(other.cmp(one))) {
            into[at] = best;
            claims[best] += claims[at];
        }
    }
    // A wording mistyped joins last: it is a slip of what several others write.
    for at in 0..groups.len() {
        let slipped = |other: &usize| {
            into[*other] == *other
                && claims[*other] > groups[at].claims
                && groups[at].said.is_slip_of(&groups[*other].said)
        };
        if into[at] == at
            && claims[at] == 1
            && let Some(best) = (0..groups.len())
                .filter(slipped)
                .max_by(|one, other| claims[*one].cmp(&claims[*other]).then(other.cmp(one)))
        {
            into.iter_mut().filter(|it| **it == at).for_each(|it| *it = best);
        }
    }
    gathered(groups, &into)
}

fn gathered(groups: Vec<Group>, into: &[usize]) -> Vec<Group> {
    let mut all: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    for at in 0..all.len() {
        if into[at] != at
            && let Some(group) = all[at].take()
            && let Some(main) = &mut all[into[at]]
        {
            main.wordings.extend(group.wordings);
            main.claims += group.claims;
        }
    }
    let mut kept: Vec<Group> = all.into_iter().flatten().collect();
    kept.sort_by_key(|group| group.wordings.iter().min().copied());
    kept
}
