//! A sentence to words.

use super::form::Form;
use crate::lexicon::vocabulary::{self as words, Class, Cue};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits, with what belongs to them.
    Number,
    /// Anything else that shows.
    Mark(char),
}

/// One token of a sentence; positions are bytes of the source's file.
#[derive(Debug, Clone)]
pub(super) struct Token<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: &'t str,
    pub(super) kind: Kind,
    /// In lower case, typographic apostrophes as plain ones, without a possessive ending.
    pub(super) lower: Form<'t>,
    /// Whether a possessive ending was there.
    pub(super) possessive: bool,
    /// Concept or stem; empty for what says nothing.
    pub(super) term: Form<'t>,
    /// The form in which words are compared, without regard to concepts.
    pub(super) stem: Form<'t>,
    pub(super) class: Class,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether every letter is a capital, and there are two or more.
    pub(super) fn is_shouted(&self) -> bool {
        self.text.chars().filter(|mark| mark.is_alphabetic()).count() > 1
            && !self.text.chars().any(char::is_lowercase)
    }

    pub(super) fn is_content(&self) -> bool {
        !self.term.is_empty()
    }

    pub(super) fn has(&self, class: Class) -> bool {
        self.class.has(class)
    }

    /// Whether its stem belongs to a class of stems.
    pub(super) fn has_stem(&self, class: Class) -> bool {
        words::class(&self.stem).has(class)
    }

    /// Whether the concept that it stands for belongs to a class of stems: "vetoed" is a word of "reject".
    pub(super) fn has_concept(&self, class: Class) -> bool {
        self.term.strip_prefix('#').is_some_and(|concept| words::class(concept).has(class))
    }

    /// Whether it looks like an adverb: "newly", not "family".
    pub(super) fn is_adverb(&self) -> bool {
        self.lower.ends_with("ly") && !self.has(Class::NO_ADVERB)
    }

    /// Whether it looks like the past form of a verb.
    pub(super) fn is_past(&self) -> bool {
        let lower = self.lower.as_str();
        lower.ends_with("ed")
            || (self.is_word()
                && !lower.ends_with('s')
                && !lower.ends_with("ing")
                && self.stem.trim_end_matches('e') != lower.trim_end_matches('e'))
    }

    /// A mark at which a clause may end, with how far apart it puts what stands on its two sides.
    pub(super) fn gap(&self) -> usize {
        match self.kind {
            Kind::Mark(',') => 3,
            Kind::Mark(';' | ':' | '—' | '–' | '(' | ')' | '?' | '!') => 5,
            Kind::Mark('“' | '”' | '"') => 2,
            _ => 0,
        }
    }
}

/// The tokens of `text`, which stands at byte `base` of the file. Marks of emphasis are left out.
pub(super) fn tokens(text: &str, base: usize) -> Vec<Token<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut marks = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, mark)) = marks.next() {
        if mark.is_whitespace() || matches!(mark, '*' | '_' | '`' | '#') {
            continue;
        }
        if mark == '-' && is_tight(text, start, 1) {
            glued = true;
            continue;
        }
        let kind = match mark {
            // "Aro–Bel" is a pair, not a break in the sentence.
            '–' | '—' if is_tight(text, start, mark.len_utf8()) => Kind::Mark('/'),
            _ if mark.is_alphabetic() => Kind::Word,
            _ if mark.is_numeric() => Kind::Number,
            _ => Kind::Mark(mark),
        };
        let mut end = start + mark.len_utf8();
        if !matches!(kind, Kind::Mark(_)) {
            while let Some((at, next)) = marks.peek().copied() {
                let after = || text[at + next.len_utf8()..].chars().next();
                if !continues(kind, next, after) {
                    break;
                }
                end = at + next.len_utf8();
                marks.next();
            }
        }
        let mut token = token(&text[start..end], base + start, kind);
        if std::mem::take(&mut glued) && token.lower.ends_with("ing") {
            // "A jaw-dropping sum", "a long-standing rival": it only qualifies what follows.
            token.term = Form::default();
        }
        found.push(token);
    }
    name_concepts(&mut found);
    found
}

/// Whether a dash of `length` bytes at `at` has letters or digits on both its sides.
fn is_tight(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    before && text[at + length..].chars().next().is_some_and(char::is_alphanumeric)
}

fn continues(kind: Kind, next: char, after: impl Fn() -> Option<char>) -> bool {
    if next.is_alphanumeric() {
        return true;
    }
    let before_letter = || after().is_some_and(char::is_alphabetic);
    let before_digit = || after().is_some_and(|mark| mark.is_ascii_digit());
    match next {
        '\'' | '’' => before_letter(),
        '.' => kind == Kind::Word && before_letter() || kind == Kind::Number && before_digit(),
        ',' => kind == Kind::Number && before_digit(),
        '&' => kind == Kind::Word && before_letter(),
        _ => false,
    }
}

fn token(text: &str, start: usize, kind: Kind) -> Token<'_> {
    let mut lower = Form::lower(text);
    let possessive = lower.ends_with("'s");
    if possessive {
        lower = lower.changed(|word| word[..word.len() - 2].into());
    }
    let class = if kind == Kind::Word { words::class(&lower) } else { Class::default() };
    let says =
        kind == Kind::Word && !class.has(Class::STOP) && !class.has(Class::REPORTING) && lower.len() > 1;
    let stem = if kind == Kind::Word { lower.changed(words::stem_of) } else { Form::default() };
    let term = if says { stem.clone() } else { Form::default() };
    Token { start, end: start + text.len(), text, kind, lower, possessive, term, stem, class }
}

/// Puts concepts in the place of stems; phrases before single words.
fn name_concepts(tokens: &mut [Token<'_>]) {
    for at in 1..tokens.len() {
        // "Down from 4": a direction, not a depth.
        if tokens[at - 1].lower == "down"
            && matches!(tokens[at].lower.as_str(), "from" | "to" | "by" | "on" | "the")
        {
            tokens[at - 1].term = Form::default();
        }
    }
    let mut at = 0;
    while at < tokens.len() {
        let phrase = words::concept_phrase(|ahead| tokens.get(at + ahead).map(|token| token.stem.as_str()));
        if let Some((concept, length)) = phrase {
            for token in &mut tokens[at..at + length] {
                token.term = Form::default();
            }
            tokens[at + length - 1].term = concept.into();
            at += length;
            continue;
        }
        if !tokens[at].term.is_empty()
            && let Some(concept) = words::concept(&tokens[at].stem)
        {
            tokens[at].term = concept.into();
        }
        at += 1;
    }
}

/// A cue found in a sentence: which, and the tokens it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct CueAt {
    pub(super) cue: Cue,
    pub(super) at: usize,
    pub(super) length: usize,
}

/// All cues of a sentence in order.
pub(super) fn cues(tokens: &[Token<'_>]) -> Vec<CueAt> {
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if tokens[at].lower.ends_with("n't") {
            found.push(CueAt { cue: Cue::Negation, at, length: 1 });
        }
        let ahead = |step: usize| {
            tokens.get(at + step).filter(|token| token.is_word()).map(|token| token.lower.as_str())
        };
        found.extend(words::cues(ahead).map(|(cue, length)| CueAt { cue, at, length }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_belongs_to_them() {
        let found = tokens("U.S. firms didn’t pay $1,200.50—“Aro’s” debt.", 0);
        let texts: Vec<&str> = found.iter().map(|token| token.text).collect();
        assert_eq!(
            texts,
            ["U.S", ".", "firms", "didn’t", "pay", "$", "1,200.50", "—", "“", "Aro’s", "”", "debt", "."]
        );
        assert!(found[9].possessive && found[9].lower == "aro");
    }

    #[test]
    fn phrases_are_one_concept() {
        let found = tokens("the head office of the firm", 0);
        let terms: Vec<&str> =
            found.iter().map(|token| token.term.as_str()).filter(|term| !term.is_empty()).collect();
        assert_eq!(terms, ["#headquarters", "#corporate"]);
    }
}
