//! A block to sentences.

use crate::text::Span;

/// Words whose full stop ends no sentence. Titles, months, company forms, measures and the like.
const ABBREVIATIONS: [&str; 72] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "hon", "gen", "col", "lt", "sgt", "capt", "cmdr", "gov",
    "sen", "rep", "pres", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "no", "nos", "inc", "ltd", "corp", "co", "bros", "plc", "vs", "v", "etc", "approx", "est", "art",
    "arts", "fig", "figs", "vol", "vols", "pp", "p", "ed", "eds", "cf", "ca", "al", "th", "ch", "dept",
    "univ", "mt", "ft", "ave", "blvd", "rd", "sq", "mon", "tue", "wed", "thu", "fri", "jr",
];

/// Words that begin sentences and seldom anything else; after "U.S." or "Inc." they tell an end from a name.
const OPENERS: [&str; 34] = [
    "The", "He", "She", "It", "They", "We", "I", "But", "And", "In", "On", "At", "This", "That", "These",
    "Those", "A", "An", "However", "Its", "Their", "His", "Her", "After", "Before", "When", "While", "If",
    "As", "For", "There", "Some", "No", "Yes",
];

/// The sentences of the block at `span`, without the space around them.
pub(super) fn sentences(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let words = span.of(text).unwrap_or_default();
    let mut starts_and_ends = Vec::new();
    let mut start = 0;
    let bytes = words.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'.' | b'!' | b'?' => end_of_sentence(words, at),
            0xE2 if words[at..].starts_with('…') => end_of_sentence(words, at),
            _ => None,
        };
        at += 1;
        if let Some(end) = end {
            starts_and_ends.push((start, end));
            start = end;
            at = end;
        }
    }
    starts_and_ends.push((start, words.len()));
    let base = span.start();
    starts_and_ends.into_iter().filter_map(move |(start, end)| trimmed(text, base + start, base + end))
}

/// The span without white space and marks of emphasis at its ends; nothing when nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let words = text.get(start..end)?;
    let is_margin = |mark: char| mark.is_whitespace() || matches!(mark, '*' | '_');
    let left = words.len() - words.trim_start_matches(is_margin).len();
    let kept = words.trim_matches(is_margin);
    let letters = kept.chars().any(char::is_alphanumeric);
    letters.then(|| Span::new(start + left, start + left + kept.len()))
}

/// Whether the mark at `at` ends a sentence, and where the sentence then ends: behind closing quotes and brackets.
fn end_of_sentence(words: &str, at: usize) -> Option<usize> {
    let mark = words[at..].chars().next()?;
    let mut end = at + mark.len_utf8();
    let mut closed = false;
    for next in words[end..].chars() {
        match next {
            '.' | '!' | '?' | '…' => {}
            '"' | '”' | '’' | '\'' | ')' | ']' | '*' | '_' | '»' => closed = true,
            _ => break,
        }
        end += next.len_utf8();
    }
    let rest = &words[end..];
    let following = rest.trim_start();
    if following.is_empty() {
        return Some(end);
    }
    if following.len() == rest.len() {
        return None;
    }
    let opener = following.trim_start_matches(['"', '“', '‘', '\'', '(', '[', '*', '_', '«']);
    let next = opener.chars().next()?;
    let begins =
        next.is_uppercase() || next.is_numeric() || matches!(next, '$' | '€' | '£' | '-' | '–' | '—');
    if !begins {
        return None;
    }
    if mark == '.' && !closed && is_abbreviation(&words[..at], opener) {
        return None;
    }
    Some(end)
}

/// Whether the full stop behind `before` belongs to a short form.
fn is_abbreviation(before: &str, following: &str) -> bool {
    let start = before
        .rfind(|mark: char| mark.is_whitespace() || matches!(mark, '(' | '[' | '“' | '"' | '-' | '–' | '—'));
    let word =
        start.map_or(before, |at| &before[at + before[at..].chars().next().map_or(1, char::len_utf8)..]);
    let opens = || {
        let next = following.split(|mark: char| !mark.is_alphanumeric()).next().unwrap_or_default();
        OPENERS.contains(&next)
    };
    let letters = word.chars().count();
    if letters == 1 && word.chars().all(char::is_uppercase) {
        // An initial: "J. Smith"; but "Plan B. The rest".
        return !opens() || word == "J";
    }
    if word.contains('.') && word.chars().all(|mark| mark.is_alphabetic() || mark == '.') {
        // "U.S.", "a.m.", "e.g."
        return !opens();
    }
    let lower = word.to_ascii_lowercase();
    if !ABBREVIATIONS.contains(&lower.as_str()) {
        return false;
    }
    match lower.as_str() {
        // "No. 4" is a number, "No." an answer.
        "no" | "nos" | "art" | "p" | "pp" | "fig" => {
            following.starts_with(|mark: char| mark.is_ascii_digit())
        }
        "inc" | "ltd" | "corp" | "co" | "plc" | "etc" | "al" | "th" => !opens(),
        "mar" | "jun" | "mon" | "fri" | "ed" | "est" | "ch" | "mt" | "ft" | "v" | "rep" | "col" => {
            word.starts_with(char::is_uppercase)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text, Span::new(0, text.len())).filter_map(|span| span.of(text)).collect()
    }

    #[test]
    fn stops_that_end_sentences() {
        assert_eq!(
            split("It rained. It poured! Did it? Yes."),
            ["It rained.", "It poured!", "Did it?", "Yes."]
        );
        assert_eq!(split("“We won.” They cheered."), ["“We won.”", "They cheered."]);
        assert_eq!(
            split("Nobody came. No. 4 was shut. No. Nobody."),
            ["Nobody came.", "No. 4 was shut.", "No.", "Nobody."]
        );
    }

    #[test]
    fn stops_that_end_none() {
        for whole in [
            "Mr. Aro paid 3.4 million on Oct. 4 at 5 p.m. on the U.S. side.",
            "J. R. Bel of Cy Inc. said so.",
            "About 1.5 km. or so.",
            "“Go!” she said.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
        assert_eq!(split("He left the U.S. The rest stayed."), ["He left the U.S.", "The rest stayed."]);
    }

    #[test]
    fn emptiness_gives_nothing() {
        assert!(split(" ** … \n").is_empty());
    }
}
