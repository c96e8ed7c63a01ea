//! Statements that differ in their numbers only: "she ran 5 miles", "she ran more than 4 miles".

use super::words::{Bounded, Item, Side, items};
use super::{Label, Verdict};

/// Judges two statements of the same words; nothing when the words differ.
pub(super) fn judge(one: &[String], other: &[String]) -> Option<Verdict> {
    [false, true].into_iter().find_map(|plain| by_items(&items(one, plain), &items(other, plain)))
}

fn by_items(one: &[Item], other: &[Item]) -> Option<Verdict> {
    if one.len() != other.len() {
        return None;
    }
    let mut label = Label::Entailment;
    let mut clashes = 0;
    let mut why = "the same words and numbers".to_owned();
    for pair in one.iter().zip(other) {
        match pair {
            (Item::Word(word), Item::Word(same)) if word == same => {}
            (Item::Number(given), Item::Number(judged)) => {
                let next = relate(*given, *judged);
                clashes += usize::from(next == Label::Contradiction);
                if given != judged && (next == Label::Contradiction || label == Label::Entailment) {
                    why = format!("{} against {}", show(*given), show(*judged));
                }
                label = worse(label, next);
            }
            _ => return None,
        }
    }
    // One other number says otherwise; two are most likely of another day or another thing.
    let label = if clashes > 1 { Label::Neutral } else { label };
    Some(Verdict::new(label, "aligned", why))
}

fn worse(one: Label, other: Label) -> Label {
    match (one, other) {
        (Label::Contradiction, _) | (_, Label::Contradiction) => Label::Contradiction,
        (Label::Neutral, _) | (_, Label::Neutral) => Label::Neutral,
        _ => Label::Entailment,
    }
}

/// Whether every number that the given one allows is allowed by the other, none is, or some are.
pub(super) fn relate(given: Bounded, judged: Bounded) -> Label {
    if given == judged {
        return Label::Entailment;
    }
    let up = |side: Side| matches!(side, Side::MoreThan | Side::AtLeast);
    let down = |side: Side| matches!(side, Side::LessThan | Side::AtMost);
    match (given.side, judged.side) {
        (Side::Exactly, _) if judged.allows(given.number) => Label::Entailment,
        (Side::Exactly, _) => Label::Contradiction,
        (_, Side::Exactly | Side::About) if given.allows(judged.number) => Label::Neutral,
        (_, Side::Exactly) => Label::Contradiction,
        (one, other) if (up(one) && up(other)) || (down(one) && down(other)) => {
            let stronger =
                if up(one) { given.number >= judged.number } else { given.number <= judged.number };
            let strict = given.number != judged.number
                || matches!(one, Side::MoreThan | Side::LessThan)
                || one == other;
            if stronger && strict { Label::Entailment } else { Label::Neutral }
        }
        (one, other) if (up(one) && down(other)) || (down(one) && up(other)) => {
            let (floor, ceiling) = if up(one) { (given, judged) } else { (judged, given) };
            let touch = floor.side == Side::AtLeast && ceiling.side == Side::AtMost;
            let apart = floor.number > ceiling.number || (floor.number == ceiling.number && !touch);
            if apart { Label::Contradiction } else { Label::Neutral }
        }
        (Side::About, _) if judged.allows(given.number) => Label::Entailment,
        _ => Label::Neutral,
    }
}

fn show(bounded: Bounded) -> String {
    let side = match bounded.side {
        Side::Exactly => "",
        Side::MoreThan => "more than ",
        Side::AtLeast => "at least ",
        Side::LessThan => "less than ",
        Side::AtMost => "at most ",
        Side::About => "about ",
    };
    format!("{side}{}", bounded.number.normalize())
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};

    #[test]
    fn bounds_against_numbers() {
        for (given, judged, label) in [
            ("The bridge is 40 m long", "The bridge is more than 30 m long", Label::Entailment),
            ("The bridge is 40 m long", "The bridge is less than 30 m long", Label::Contradiction),
            ("The bridge is 40 m long", "The bridge is 50 m long", Label::Contradiction),
            ("The bridge is more than 30 m long", "The bridge is 40 m long", Label::Neutral),
            ("The bridge is more than 30 m long", "The bridge is 20 m long", Label::Contradiction),
            ("At least seven boats sank", "At least four boats sank", Label::Entailment),
            ("At least four boats sank", "At least seven boats sank", Label::Neutral),
            ("Up to 9 boats sank", "More than 9 boats sank", Label::Contradiction),
            ("The bridge is 40 m long", "The road is 40 m long", Label::Neutral),
        ] {
            assert_eq!(compare(given, judged).label, label, "{given} / {judged}");
        }
    }
}
