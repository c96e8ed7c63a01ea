//! Counted nouns: what may be counted, where the phrase ends, and its singular.

use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;

/// Whether a word can be a counted noun or stand before one.
pub(super) fn is_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.get(at);
    let word = tokens.word(at);
    token.shape == Shape::Word
        && token.gap < Gap::Line
        && !word.function
        && word.month == 0
        && word.weekday == 0
        && word.cardinal.is_none()
        && word.scale.is_none()
        && word.group.is_none()
        && word.change == 0
        && (word.ordinal.is_none() || word.time_unit.is_some())
        && !matches!(tokens.text(at), "th" | "st" | "nd" | "rd" | "apiece")
        && tokens.text(at).len() > 1
}

/// The noun that is counted: modifiers, a head in the plural, and where it ends. A single thing may stay in the
/// singular; so does the first word after a count that works as an adjective: "a 12 page document".
pub(super) fn noun(tokens: &Tokens<'_>, at: usize, single: bool) -> Option<(Box<str>, usize)> {
    let hyphen = tokens.is(at, Key::Dash) && tokens.is_glued(at) && tokens.is_glued(at + 1);
    let first = if hyphen { at + 1 } else { at };
    // "km12" is no noun.
    if tokens.get(first + 1).shape == Shape::Digits && tokens.is_glued(first + 1) {
        return None;
    }
    if !is_noun(tokens, first) || (!hyphen && tokens.is_glued(first)) {
        return None;
    }
    if hyphen {
        return Some((singular(&tokens.text(first).to_lowercase()).into(), first + 1));
    }
    let mut place = first;
    if single {
        return Some((phrase(tokens, first, first + 1), first + 1));
    }
    while place < first + 4
        && is_noun(tokens, place)
        && (place == first || tokens.get(place).gap == Gap::Blank)
    {
        if is_plural(tokens.text(place)) {
            return Some((phrase(tokens, first, place + 1), place + 1));
        }
        place += 1;
        if tokens.is(place, Key::Dash) && tokens.is_glued(place) && tokens.is_glued(place + 1) {
            place += 1;
        }
    }
    let adverb = tokens.text(first).ends_with("ly") || tokens.text(first).ends_with("ed");
    (!adverb || single).then(|| (phrase(tokens, first, first + 1), first + 1))
}

pub(super) fn phrase(tokens: &Tokens<'_>, first: usize, end: usize) -> Box<str> {
    let mut name = String::new();
    for place in first..end {
        if tokens.get(place).shape != Shape::Word {
            continue;
        }
        let word = tokens.text(place).to_lowercase();
        // Participles tell of the things, and do not say which things: "300 recorded songs" are songs.
        if place + 1 < end && word.ends_with("ed") && word.len() > 5 {
            continue;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(&if place + 1 == end { singular(&word) } else { word });
    }
    name.into()
}

/// Whether a word looks like a plural.
pub(super) fn is_plural(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    if IRREGULAR.iter().any(|(many, _)| *many == word) {
        return true;
    }
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && !word.ends_with("'s")
}

const IRREGULAR: [(&str, &str); 26] = [
    ("people", "people"),
    ("persons", "people"),
    ("person", "people"),
    ("children", "child"),
    ("men", "man"),
    ("women", "woman"),
    ("feet", "foot"),
    ("inches", "inch"),
    ("teeth", "tooth"),
    ("geese", "goose"),
    ("mice", "mouse"),
    ("lives", "life"),
    ("wives", "wife"),
    ("knives", "knife"),
    ("halves", "half"),
    ("pence", "penny"),
    ("policemen", "policeman"),
    ("fishermen", "fisherman"),
    ("businessmen", "businessman"),
    ("police", "police"),
    ("aircraft", "aircraft"),
    ("sheep", "sheep"),
    ("cattle", "cattle"),
    ("staff", "staff"),
    ("troops", "troop"),
    ("movies", "movie"),
];

/// The singular of a word in lower case, by the rules of English spelling.
pub(in crate::value) fn singular(word: &str) -> String {
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    let word = word.strip_suffix("'s").unwrap_or(word);
    if word.len() > 3 && word.ends_with("ies") && !word.ends_with("eries_") {
        let stem = &word[..word.len() - 3];
        return if stem.len() < 2 { format!("{stem}ie") } else { format!("{stem}y") };
    }
    if matches!(word, "tranches" | "caches" | "headaches" | "niches" | "aches" | "axes" | "sizes" | "prizes")
    {
        return word[..word.len() - 1].to_owned();
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    if word.len() > 2
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
    {
        return word[..word.len() - 1].to_owned();
    }
    word.to_owned()
}
