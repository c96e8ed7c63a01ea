//! Cells of plain words: what of a wording is the value, and what is only the way it is written.

use std::borrow::Cow;

use crate::text::fold;
use unicode_normalization::UnicodeNormalization as _;

/// A cell's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Wording {
    /// All of it, as [`plain`] puts it.
    pub(super) full: String,
    /// What stands before a subtitle and a remark.
    main: String,
    /// What follows a colon or a dash; often nothing.
    subtitle: String,
    /// What stands in brackets at the end; often nothing.
    remark: String,
    /// What stands between commas, the widest last.
    pub(super) parts: Vec<String>,
}

impl Wording {
    /// Reads a cell of an attribute, whose own words ("gate" in a column of gates) are no part of the value.
    pub(super) fn of(cell: &str, attribute: &str) -> Self {
        let (main, subtitle, remark) = headed(cell);
        let parts = cell.split(',').map(plain).filter(|part| !part.is_empty()).collect();
        Self {
            full: without(&plain(cell), attribute),
            main: without(&plain(main), attribute),
            subtitle: plain(subtitle),
            remark: plain(remark),
            parts,
        }
    }

    /// Whether they are the same but for a remark or a subtitle that only one of them has.
    pub(super) fn is_same_shortened(&self, other: &Self) -> bool {
        let meet = |one: &str, other: &str| one == other || one.is_empty() || other.is_empty();
        self.main == other.main && meet(&self.subtitle, &other.subtitle) && meet(&self.remark, &other.remark)
    }

    /// Whether one is most likely the other, mistyped: long words a slip apart, with the same digits.
    pub(super) fn is_slip_of(&self, other: &Self) -> bool {
        let (one, other) = (&self.full, &other.full);
        let letters = |text: &str| text.chars().filter(|mark| mark.is_alphabetic()).count();
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let shorter = letters(one).min(letters(other));
        shorter >= SURE
            && one.len().max(other.len()) <= LONGEST
            && one.len().abs_diff(other.len()) <= 2
            && digits(one) == digits(other)
            && strsim::damerau_levenshtein(one, other) <= shorter / SURE
    }
}

/// Letters from which on a difference of one of them is rather a slip than another word; one more slip for as many more.
const SURE: usize = 9;

/// Longest cell that is looked at for slips, in bytes: their search takes the product of both lengths.
const LONGEST: usize = 120;

/// References to characters that pages leave in cells. Ampersands come first: they may stand for the others'.
const REFERENCES: [(&str, &str); 8] = [
    ("&amp;", "&"),
    ("&quot;", "\""),
    ("&apos;", "'"),
    ("&#39;", "'"),
    ("&#039;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
];

/// A cell as a page shows it: tables are often taken from pages.
pub(super) fn shown(cell: &str) -> Cow<'_, str> {
    if !(cell.contains('&') && cell.contains(';')) {
        return Cow::Borrowed(cell);
    }
    REFERENCES.iter().fold(Cow::Borrowed(cell), |cell, (reference, mark)| {
        if cell.contains(reference) { Cow::Owned(cell.replace(reference, mark)) } else { cell }
    })
}

/// A cell as people compare words: folded, without diacritics and with one sign for what is written in several ways.
pub(super) fn plain(cell: &str) -> String {
    let bare = without_diacritics(cell);
    // "A 12" is a gate, not an article.
    let numbered = bare.strip_prefix(['A', 'a']).and_then(|rest| rest.strip_prefix(' '));
    let folded = match numbered.filter(|rest| rest.starts_with(|mark: char| mark.is_ascii_digit())) {
        Some(rest) => format!("a{}", fold(rest)),
        None => fold(&bare),
    };
    if folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return folded;
    }
    let spaced = folded.replace(" & ", " and ").replace(['-', '_'], " ");
    let spaced = spaced.strip_suffix(", the").or(spaced.strip_suffix(" the")).unwrap_or(&spaced);
    let words: Vec<&str> = spaced.split(' ').map(|word| word.trim_matches([',', ';', ':', '.'])).collect();
    let mut joined = String::with_capacity(spaced.len());
    for word in words.into_iter().filter(|word| !word.is_empty()) {
        if !joined.is_empty() && !is_one_code(&joined, word) {
            joined.push(' ');
        }
        joined.push_str(word);
    }
    // A minus sign that stands alone or leads a number carries meaning.
    if folded.starts_with('-') && !joined.is_empty() {
        format!("-{joined}")
    } else if joined.is_empty() {
        folded
    } else {
        joined
    }
}

/// Whether a letter and a number stand beside each other: "B 12" and "B12" are written for one thing.
fn is_one_code(before: &str, word: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    let letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (letter(last) && number(word)) || (number(last) && letter(word))
}

/// Latin letters without their marks; other scripts' marks tell words apart.
fn without_diacritics(cell: &str) -> String {
    if cell.is_ascii() {
        return cell.to_owned();
    }
    let mut out = String::with_capacity(cell.len());
    for mark in cell.nfd() {
        match mark {
            '\u{300}'..='\u{36f}' if out.ends_with(|last: char| last.is_ascii_alphabetic()) => {}
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' | 'ð' => out.push('d'),
            'Đ' | 'Ð' => out.push('D'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            'œ' => out.push_str("oe"),
            'ı' => out.push('i'),
            other => out.push(other),
        }
    }
    out
}

/// Without the words of the attribute's own name, unless nothing else is left.
fn without(words: &str, attribute: &str) -> String {
    let name = fold(attribute);
    if name.is_empty() || !words.contains(' ') {
        return words.to_owned();
    }
    let kept: Vec<&str> = words.split(' ').filter(|word| !name.split(' ').any(|own| own == *word)).collect();
    if kept.is_empty() { words.to_owned() } else { kept.join(" ") }
}

/// Letters that what stands before a subtitle must have: short words before a colon are rather a label.
const HEADING: usize = 8;

/// A cell without its subtitle and the remark at its end, and these two.
fn headed(cell: &str) -> (&str, &str, &str) {
    let (bare, remark) = match cell.strip_suffix([')', ']']).and_then(|inside| inside.rsplit_once(['(', '[']))
    {
        Some((bare, remark)) if !bare.trim().is_empty() => (bare.trim_end(), remark),
        _ => (cell, ""),
    };
    let cut =
        [": ", " - ", " – ", " — "].iter().filter_map(|mark| Some((bare.find(mark)?, mark.len()))).min();
    match cut {
        Some((at, mark)) if at >= HEADING && bare[..at].contains(' ') => {
            (&bare[..at], &bare[at + mark..], remark)
        }
        _ => (bare, "", remark),
    }
}

/// A code, from its letters and digits: "978-0-13", "Terminal B, Gate 12". Words of three letters are labels; where
/// one of them is the attribute's own, only what follows it counts, with a letter before it. Nothing without digits.
pub(super) fn code(cell: &str, attribute: &str) -> Option<String> {
    let folded = without_diacritics(cell).to_lowercase();
    let name = fold(attribute);
    let marks = |mark: char| !(mark.is_alphanumeric() || matches!(mark, '.' | '/' | '+' | '*'));
    let mut groups = vec![String::new()];
    let mut own = 0;
    for word in folded.split(marks).map(|word| word.trim_matches(['.', '/'])).filter(|word| !word.is_empty())
    {
        if word.chars().count() >= LABEL && word.chars().all(char::is_alphabetic) {
            groups.push(String::new());
            if name.split(' ').any(|name| name == word) {
                own = groups.len() - 1;
            }
        } else if let Some(last) = groups.last_mut() {
            last.push_str(word);
        }
    }
    let letter = own.checked_sub(1).map(|before| groups[before].as_str()).filter(|group| is_letter(group));
    let code = match &groups[own] {
        group if own > 0 && !group.is_empty() => match letter {
            Some(letter) if group.starts_with(|mark: char| mark.is_ascii_digit()) => {
                format!("{letter}{group}")
            }
            _ => group.clone(),
        },
        _ => groups.concat(),
    };
    code.contains(|mark: char| mark.is_ascii_digit()).then_some(code)
}

/// Letters from which on a word beside a code is a label.
const LABEL: usize = 3;

fn is_letter(group: &str) -> bool {
    group.len() == 1 && group.bytes().all(|byte| byte.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{Wording, code, plain, shown};

    #[test]
    fn wordings_of_one_thing_are_plainly_one() {
        for (one, other) in [
            ("Café Müller", "CAFE MULLER"),
            ("Sørensen & Sons", "sorensen and sons"),
            ("B 12", "b-12"),
            ("A 12", "A12"),
            ("Tale of a Tub, The", "The Tale of a Tub"),
            ("twenty-one", "Twenty One"),
        ] {
            assert_eq!(plain(one), plain(other));
        }
        for (one, other) in [("1 12", "11 2"), ("-5", "5"), ("C", "C++"), ("かき", "がき"), ("Thebes", "bes")]
        {
            assert_ne!(plain(one), plain(other));
        }
    }

    #[test]
    fn a_remark_or_subtitle_that_one_lacks_makes_no_other() {
        let same = |one, other| Wording::of(one, "").is_same_shortened(&Wording::of(other, ""));
        assert!(same("The Long Road: A Memoir", "The long road"));
        assert!(same("The Long Road (Paperback)", "The Long Road"));
        assert!(same("The Long Road (Paperback)", "The Long Road: A Memoir"));
        assert!(!same("Springfield (Ohio)", "Springfield (Illinois)"));
        assert!(!same("Act I: Dawn", "Act I"));
    }

    #[test]
    fn slips_are_told_from_other_words() {
        let slip = |one, other| Wording::of(one, "").is_slip_of(&Wording::of(other, ""));
        assert!(slip("Mississippi", "Missisippi"));
        assert!(!slip("Austria", "Australia"));
        assert!(!slip("Section 14 of the Act", "Section 15 of the Act"));
        assert!(!slip("hypertension", "hypotension"));
    }

    #[test]
    fn references_to_characters_are_those() {
        assert_eq!(shown("O&amp;apos;Brien &amp; Sons"), "O'Brien & Sons");
        assert_eq!(shown("R&D; B&B"), "R&D; B&B");
    }

    #[test]
    fn codes_are_their_letters_and_digits() {
        for cell in ["B12", "Gate B-12", "b 12", "Terminal B, Gate 12", "Concourse B Gate: 12"] {
            assert_eq!(code(cell, "departure gate").as_deref(), Some("b12"), "{cell}");
        }
        assert_eq!(code("A 12", "gate"), code("A12", "gate"));
        assert_eq!(code("Terminal 2, Gate 12", "gate"), Some("12".into()));
        assert_eq!(code("978-0-13-468599-1", "isbn"), code("9780134685991", "isbn"));
        assert_ne!(code("1.12", "version"), code("11.2", "version"));
        assert_eq!(code("Terminal B", "gate"), None);
    }
}
