//! How likely two groups of claims speak of the same thing.

use super::item::Item;
use super::neighbour::Neighbours;
use super::pool::{Pool, Weighed};
use super::stand::{Stand, Standing};
use crate::lexicon::frame;
use crate::model::{Context, Marks, Shape, TermRole};
use crate::value::Value;

/// Whether something about the two says that they are not of the same thing.
pub(super) fn excluded(one: &Item<'_>, other: &Item<'_>, standing: &Standing<'_>) -> bool {
    let (left, right) = (&one.proposal.context, &other.proposal.context);
    if left.shape == Shape::Act && one.source == other.source {
        return true;
    }
    if let (Some(first), Some(second)) = (&left.period, &right.period)
        && !first.overlaps(second)
    {
        return true;
    }
    if left.stretch.is_some() && right.stretch.is_some() && left.stretch != right.stretch {
        return true;
    }
    if other_time(one, other) || other_time(other, one) {
        return true;
    }
    if is_part_of(one, other, standing) || is_part_of(other, one, standing) {
        return true;
    }
    if is_share_of(one, other, standing) || is_share_of(other, one, standing) {
        return true;
    }
    if one.source == other.source || moves_of_a_price(one, other) || of_other_marks(one, other) {
        return !standing.is_same();
    }
    standing.is_apart()
}

/// Whether two equal plain numbers are of two built-in attributes: nine dead and nine missing.
pub(super) fn of_other_matter(one: &Item<'_>, other: &Item<'_>) -> bool {
    let plain = matches!(one.proposal.context.value, Value::Number(_));
    plain && one.frame.is_some() && other.frame.is_some() && one.frame != other.frame
}

/// Whether only one of the two is of another sort than the plain value: old, turned down.
fn of_other_marks(one: &Item<'_>, other: &Item<'_>) -> bool {
    let (left, right) = (&one.proposal.context, &other.proposal.context);
    if parts_of_two(left, right) {
        return true;
    }
    if right.marks.has(Marks::CHANGE) && is_level(left) || left.marks.has(Marks::CHANGE) && is_level(right) {
        return true;
    }
    [Marks::OLD, Marks::REJECTED].into_iter().any(|mark| only_one(one, other, mark))
}

/// Whether only one of the two has the mark.
pub(super) fn only_one(one: &Item<'_>, other: &Item<'_>, mark: Marks) -> bool {
    one.proposal.context.marks.has(mark) != other.proposal.context.marks.has(mark)
}

/// Whether one claim is expressly of a period far from the other's day, and the other names none: the toll of an
/// earlier disaster is not the toll of this one.
fn other_time(one: &Item<'_>, other: &Item<'_>) -> bool {
    let (Some(period), None, Some(day)) =
        (&one.proposal.context.period, &other.proposal.context.period, other.day)
    else {
        return false;
    };
    let year = |date: Option<jiff::civil::Date>| date.map(|date| i32::from(date.year()));
    let (start, end) = (year(period.start), year(period.end));
    start.is_some_and(|start| start > i32::from(day.year()) + 1)
        || end.is_some_and(|end| end < i32::from(day.year()) - 1)
}

/// Whether the figure is of an attribute that no change is a value of: a stake of 5 %, not a rise by 5 %.
fn is_level(context: &Context) -> bool {
    let frame = context.frame.and_then(frame::by_id);
    frame.is_some_and(|frame| frame.not.iter().any(|not| &**not == "change"))
}

/// Whether one figure is said to be a part, and the other is larger and not: "£21,000 of it came from readers".
fn is_part_of(one: &Item<'_>, other: &Item<'_>, standing: &Standing<'_>) -> bool {
    let part = |item: &Item<'_>| item.proposal.context.marks.has(Marks::PART);
    let smaller = one.figure.zip(other.figure).is_some_and(|(one, other)| 0.0 < one && one < other);
    part(one) && !part(other) && smaller && standing.get() != Stand::Slip
}

/// Whether one figure is what one of several gives, and the other, which is larger, what they give together: "Aro put in
/// $50 million" and "$110 million from Aro, Belmar and Cray".
fn is_share_of(one: &Item<'_>, other: &Item<'_>, standing: &Standing<'_>) -> bool {
    let (share, whole) = (&one.proposal.context, &other.proposal.context);
    if !whole.marks.has(Marks::JOINT) || share.marks.has(Marks::JOINT) || share.theme == whole.theme {
        return false;
    }
    let gives =
        |theme: &str| whole.terms.iter().any(|term| term.role == TermRole::Name && *term.word == *theme);
    let smaller = one.magnitude.zip(other.magnitude).is_some_and(|(share, whole)| share < whole);
    smaller && share.theme.as_deref().is_some_and(gives) && standing.get() != Stand::Slip
}

/// Whether two figures are each of a part, and of differently named ones: the dead of one town and of another.
fn parts_of_two(one: &Context, other: &Context) -> bool {
    let names = |context: &Context| {
        context
            .terms
            .iter()
            .filter(|term| term.role == TermRole::Name)
            .map(|term| term.word.clone())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let both = one.marks.has(Marks::PART) && other.marks.has(Marks::PART);
    both && {
        let (one, other) = (names(one), names(other));
        !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
    }
}

/// A share's rise of one day and its fall of another are two events.
fn moves_of_a_price(one: &Item<'_>, other: &Item<'_>) -> bool {
    let moves = |item: &Item<'_>| {
        let context = &item.proposal.context;
        (context.marks.has(Marks::CHANGE) || context.frame == Some("level"))
            && context.terms.iter().any(|term| matches!(&*term.word, "#share" | "#closing_price" | "index"))
    };
    one.day != other.day && moves(one) && moves(other)
}

/// What two pools have in common.
#[derive(Debug, Clone, Default)]
pub(super) struct Common {
    /// Cosine of the weighed words, 0 to 1.
    pub(super) cosine: f64,
    /// Whether a word that says what is measured is among them: one at the value or in the subject of both.
    pub(super) matter: bool,
    /// Whether each names the matter by a noun, and none of these is met in the other.
    pub(super) other_matter: bool,
    /// What the names that both have add to the cosine.
    pub(super) names: f64,
    /// Number of shared words that are no names.
    pub(super) shared: usize,
    /// Whether both have names, and none in common.
    pub(super) strangers: bool,
    /// Number of words by which they meet.
    pub(super) meeting: usize,
    /// The shared words, those that count most first.
    pub(super) words: Vec<(u32, f64)>,
}

/// Compares two pools.
pub(super) fn common(left: &Pool, right: &Pool, near: &Neighbours) -> Common {
    let (one, other) = (&*left.words, &*right.words);
    let norms = left.norm * right.norm;
    let mut found = Common::default();
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    let mut names = (false, false, false);
    let mut dot = 0.0;
    let says = |word: &Weighed| matches!(word.role, TermRole::Head | TermRole::Subject);
    names.0 = one.iter().any(|word| word.role == TermRole::Name);
    names.1 = other.iter().any(|word| word.role == TermRole::Name);
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        match first.word.cmp(&second.word) {
            std::cmp::Ordering::Less => drop(left.next()),
            std::cmp::Ordering::Greater => drop(right.next()),
            std::cmp::Ordering::Equal => {
                let product = first.weight * second.weight;
                dot += product;
                if first.role == TermRole::Value && second.role == TermRole::Value {
                    // The same amount beside both dates: the same dealing.
                    found.matter |= product > 0.8;
                }
                if first.role == TermRole::Name {
                    names.2 = true;
                    found.names += product;
                } else {
                    found.shared += 1;
                    found.matter |= says(first) && says(second)
                        || says(first) && second.weight > 1.0
                        || says(second) && first.weight > 1.0;
                }
                found.words.push((first.word, product));
                left.next();
                right.next();
            }
        }
    }
    dot += near_in_meaning(one, other, near, &mut found);
    let met = |word: u32| found.words.iter().any(|(met, _)| *met == word);
    let unmet = |words: &[Weighed]| {
        let mut heads = words.iter().filter(|word| word.role == TermRole::Head).peekable();
        heads.peek().is_some() && heads.all(|word| !met(word.word))
    };
    found.other_matter = unmet(one) && unmet(other);
    found.cosine = if norms > 0.0 { dot / norms } else { 0.0 };
    found.names = if norms > 0.0 { found.names / norms } else { 0.0 };
    found.meeting = found.words.len();
    found.strangers = names.0 && names.1 && !names.2;
    found.words.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
    found
}

/// What words that are not the same but near in meaning add: each word of one side with its nearest of the other.
fn near_in_meaning(one: &[Weighed], other: &[Weighed], near: &Neighbours, found: &mut Common) -> f64 {
    if one.iter().all(|word| near.of(word.word).is_empty()) {
        return 0.0;
    }
    // The words that both have stand first, in order.
    let exact = found.words.len();
    let free = |word: &Weighed, found: &Common| {
        found.words[..exact].binary_search_by_key(&word.word, |(word, _)| *word).is_err()
            && !matches!(word.role, TermRole::Name | TermRole::Value)
    };
    let mut used: Vec<u32> = Vec::new();
    let mut sum = 0.0;
    for left in one {
        if near.of(left.word).is_empty() || !free(left, found) {
            continue;
        }
        let reached = near.of(left.word).iter().filter_map(|(word, likeness)| {
            let at = other.binary_search_by_key(word, |weighed| weighed.word).ok()?;
            let right = &other[at];
            (free(right, found) && !used.contains(word)).then_some((*likeness, right))
        });
        let best = reached.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.word.cmp(&one.1.word)));
        let Some((likeness, right)) = best else { continue };
        used.push(right.word);
        let product = likeness * left.weight * right.weight;
        sum += product;
        let says = |word: &Weighed| matches!(word.role, TermRole::Head | TermRole::Subject);
        found.matter |= says(left) && says(right) && likeness >= 0.65;
        found.words.push((left.word, product));
    }
    sum
}
