//! What an edit did to the words of a quote.

use crate::text::Span;

/// Longer comparisons are not made word by word, in pairs of words.
const MOST_PAIRS: usize = 4_000_000;

/// Two wordings in one line, with what went as `[-…-]` and what came as `{+…+}`.
///
/// ```
/// let shown = crosscheck::quote::word_diff("a quay of 340 metres", "a new quay of 360 metres");
/// assert_eq!(shown, "a {+new+} quay of [-340-] {+360+} metres");
/// ```
#[must_use]
pub fn word_diff(old: &str, new: &str) -> String {
    let (before, after) = (words(old), words(new));
    let mut runs: Vec<String> = Vec::new();
    let (mut from, mut to) = (0, 0);
    let ends = [(before.len(), after.len())];
    for (kept, there) in in_common(old, &before, new, &after).into_iter().chain(ends) {
        let gone = text_of(old, &before[from..kept]);
        let came = text_of(new, &after[to..there]);
        runs.extend(gone.map(|gone| format!("[-{gone}-]")));
        runs.extend(came.map(|came| format!("{{+{came}+}}")));
        runs.extend(after.get(there).and_then(|word| word.of(new)).map(str::to_owned));
        (from, to) = (kept + 1, there + 1);
    }
    runs.join(" ")
}

/// What a part of the old wording is in the new one: the words between those that were kept around it. Nothing when the
/// part is not in the old wording, or nothing of the new one stands in its place.
#[must_use]
pub fn counterpart<'n>(part: &str, old: &str, new: &'n str) -> Option<&'n str> {
    let start = old.find(part).filter(|_| !part.trim().is_empty())?;
    let place = Span::new(start, start + part.len());
    let (before, after) = (words(old), words(new));
    let first = before.iter().position(|word| word.overlaps(place))?;
    let last = before.iter().rposition(|word| word.overlaps(place))?;
    let pairs = in_common(old, &before, new, &after);
    let from = pairs.iter().rev().find(|(kept, _)| *kept < first).map_or(0, |(_, there)| there + 1);
    let to = pairs.iter().find(|(kept, _)| *kept > last).map_or(after.len(), |(_, there)| *there);
    let found = text_of(new, after.get(from..to)?)?;
    let ends = |char: char| matches!(char, '.' | ',' | ';' | ':');
    Some(if part.ends_with(ends) { found } else { found.trim_end_matches(ends) })
}

fn words(text: &str) -> Vec<Span> {
    let place = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    text.split_whitespace().map(|word| Span::new(place(word), place(word) + word.len())).collect()
}

fn text_of<'t>(text: &'t str, words: &[Span]) -> Option<&'t str> {
    words.first()?.to(*words.last()?).of(text)
}

/// The longest list of words that both have in the same order, as pairs of their places.
fn in_common(old: &str, before: &[Span], new: &str, after: &[Span]) -> Vec<(usize, usize)> {
    let width = after.len() + 1;
    if before.len().saturating_mul(width) > MOST_PAIRS {
        return Vec::new();
    }
    let is_same = |one: usize, other: usize| before[one].of(old) == after[other].of(new);
    // How many words the two rests have in common.
    let mut common = vec![0_u32; (before.len() + 1) * width];
    for one in (0..before.len()).rev() {
        for other in (0..after.len()).rev() {
            common[one * width + other] = if is_same(one, other) {
                common[(one + 1) * width + other + 1] + 1
            } else {
                common[(one + 1) * width + other].max(common[one * width + other + 1])
            };
        }
    }
    let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
    while one < before.len() && other < after.len() {
        if is_same(one, other) {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if common[(one + 1) * width + other] >= common[one * width + other + 1] {
            one += 1;
        } else {
            other += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_and_what_came() {
        for (old, new, shown) in [
            ("the mill is highest", "the mill is tallest", "the mill is [-highest-] {+tallest+}"),
            ("one two", "one  two", "one two"),
            ("one two three", "three", "[-one two-] three"),
            ("", "all new", "{+all new+}"),
            ("all gone", "", "[-all gone-]"),
            ("a b", "c d", "[-a b-] {+c d+}"),
        ] {
            assert_eq!(word_diff(old, new), shown);
        }
        let long = "word ".repeat(3000);
        assert!(word_diff(&long, &format!("{long}end")).ends_with("end+}"), "long ones are shown whole");
    }

    #[test]
    fn a_part_is_found_in_the_new_wording() {
        for (part, old, new, found) in [
            ("340 metres", "is 340 metres long", "is 360 metres long", Some("360 metres")),
            ("340 metres", "is 340 metres", "is about 360 metres.", Some("about 360 metres")),
            ("340 metres", "is 340 metres long", "is long", None),
            ("350 metres", "is 340 metres long", "is 360 metres long", None),
            ("once", "a trade that once employed", "a trade that formerly employed", Some("formerly")),
        ] {
            assert_eq!(counterpart(part, old, new), found, "{part} in {new}");
        }
    }

    proptest::proptest! {
        #[test]
        fn each_wording_can_be_read_back(old in "[ab ]{0,12}", new in "[ab ]{0,12}") {
            let shown = word_diff(&old, &new);
            let without = |open: &str, close: &str| {
                let mut text = shown.clone();
                while let (Some(start), Some(end)) = (text.find(open), text.find(close)) {
                    text.replace_range(start..end + close.len(), "");
                }
                let plain = text.replace(['[', ']', '{', '}', '+', '-'], " ");
                plain.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            proptest::prop_assert_eq!(without("{+", "+}"), plain(&old));
            proptest::prop_assert_eq!(without("[-", "-]"), plain(&new));
        }
    }
}
