//! Text as it means, with a way back to its bytes.
//!
//! Two texts fold to the same when they differ only in how they are set: kinds of space and line breaks, soft hyphens
//! and zero-width characters, ligatures, typographic quotes and dashes, composed or decomposed accents, words hyphenated
//! at the end of a line. Letters, digits, case and all other signs stay.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::text::Span;

/// A folded text.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    text: String,
    /// For each byte of `text`, the first byte of the character that it came from.
    origins: Vec<u32>,
}

impl Folded {
    /// Folds `text`; spaces at its two ends are dropped.
    pub(super) fn new(text: &str) -> Self {
        let mut folded =
            Self { text: String::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            match char {
                _ if char.is_ascii_graphic() && char != '-' => folded.push(char, at),
                _ if char.is_whitespace() => {
                    if !folded.text.is_empty() && !folded.text.ends_with(' ') {
                        folded.push(' ', at);
                    }
                }
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {}
                _ if is_hyphen(char) && breaks_word(&folded.text, &text[at + char.len_utf8()..]) => {
                    while chars.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                }
                _ => folded.push_folded(char, at),
            }
        }
        while folded.text.ends_with(' ') {
            folded.text.pop();
            folded.origins.pop();
        }
        folded
    }

    fn push(&mut self, char: char, at: usize) {
        self.text.push(char);
        let at = u32::try_from(at).expect("sources are smaller than 4 GiB");
        self.origins.resize(self.text.len(), at);
    }

    fn push_folded(&mut self, char: char, at: usize) {
        match spelled(char) {
            Some(letters) => letters.chars().for_each(|letter| self.push(letter, at)),
            None => std::iter::once(char).nfd().for_each(|part| self.push(part, at)),
        }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The range of `original`, the text this was made of, that became `start..end` of the folded text; nothing when
    /// a character of the original would be cut in two, as `e` out of `é`.
    pub(super) fn original(&self, start: usize, end: usize, original: &str) -> Option<Span> {
        let last = *self.origins.get(end.checked_sub(1)?)? as usize;
        let first = *self.origins.get(start)? as usize;
        let cuts_front = start > 0 && self.origins[start - 1] as usize == first;
        let cuts_back = self.origins.get(end).is_some_and(|&next| next as usize == last);
        if cuts_front || cuts_back {
            return None;
        }
        // An accent written as a character of its own belongs to the letter before it.
        let splits_mark =
            |at: usize| self.text.get(at..).is_some_and(|rest| rest.starts_with(is_combining_mark));
        if splits_mark(start) || splits_mark(end) {
            return None;
        }
        Some(Span::new(first, last + original.get(last..)?.chars().next()?.len_utf8()))
    }
}

fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}')
}

/// Whether a hyphen between these two texts only shows that a word goes on in the next line.
fn breaks_word(before: &str, after: &str) -> bool {
    let mut rest = after.chars();
    let spaces = rest.by_ref().take_while(|char| matches!(char, ' ' | '\t' | '\r')).count();
    let ended_line = after.chars().nth(spaces) == Some('\n');
    ended_line && before.ends_with(char::is_alphabetic) && after.trim_start().starts_with(char::is_lowercase)
}

/// What a typographic character is spelled with plain ones.
fn spelled(char: char) -> Option<&'static str> {
    Some(match char {
        '‘' | '’' | '‚' | '‛' | '′' | '‹' | '›' | '`' | '´' => "'",
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '…' => "...",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        'Ĳ' => "IJ",
        'ĳ' => "ij",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(text: &str) -> String {
        Folded::new(text).text().to_owned()
    }

    #[test]
    fn settings_of_one_text_fold_to_the_same() {
        let plain = "\"It's a 5-year plan - the official said...\"";
        let set = "\u{feff}  “It’s\u{a0}a 5‑year\r\n\r\nplan — the of\u{ad}ﬁcial said…”\n";
        assert_eq!(fold(set), plain);
        assert_eq!(fold(plain), plain);
        assert_eq!(fold("re-\n  venue fell"), "revenue fell");
        assert_eq!(fold("cafe\u{301}"), fold("café"));
    }

    #[test]
    fn what_means_something_stays() {
        for text in ["10²", "½", "Half-time", "A-\nB", "5-\n10", "m2 ", "$5", "US"] {
            let letters = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(fold(text), letters(text), "{text}");
        }
        assert_ne!(fold("10²"), fold("102"));
    }

    #[test]
    fn the_way_back_cuts_no_character() {
        let text = "“Le café ﬁn”";
        let folded = Folded::new(text);
        let back = |part: &str| {
            let at = folded.text().find(part).unwrap();
            folded.original(at, at + part.len(), text).and_then(|span| span.of(text))
        };
        assert_eq!(back("\"Le"), Some("“Le"));
        assert_eq!(back("fin\""), Some("ﬁn”"));
        assert_eq!(back("cafe"), None);
        assert_eq!(back("in\""), None);
        assert_eq!(Folded::new("e\u{301}").original(0, 1, "e\u{301}"), None);
    }

    proptest::proptest! {
        #[test]
        fn every_part_leads_back_to_text_that_folds_to_it(text in "[ -~é“”ﬁ\u{ad}\u{301}\n…-]{0,40}", from in 0_usize..40, len in 1_usize..12) {
            let folded = Folded::new(&text);
            let (from, to) = (from.min(folded.text().len()), (from + len).min(folded.text().len()));
            if let Some(part) = folded.text().get(from..to) && let Some(span) = folded.original(from, to, &text) {
                let original = span.of(&text).unwrap();
                let (original, part) = (fold(original), fold(part));
                proptest::prop_assert_eq!(original.trim(), part.trim());
            }
        }
    }
}
