//! A statement as a careful reader takes it in: which words carry meaning, which are names, what is denied, what is
//! only planned or supposed, and which values stand where.

use std::collections::BTreeSet;

use super::words::{number, pieces};
use crate::lexicon::meaning::Meaning;
use crate::lexicon::vocabulary::{Class, Cue, class, concept, cues, is_irregular, stem};
use crate::value::{Context, Reading, read};

/// Words beyond this many are not read: evidence lies in sentences, and every word is held against every other.
const MOST: usize = 400;

/// A word with what is known of it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In lower case.
    pub text: String,
    pub stem: String,
    /// Whether it carries meaning of its own; values are read apart.
    pub content: bool,
    /// Whether it is or belongs to a name.
    pub name: bool,
    /// Whether it is itself what makes a plan, a condition or a rumour of what follows.
    pub cue: bool,
    /// Whether it stands under a denial that somebody is said to have made.
    pub disputed: bool,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether all of its letters are capitals.
    pub shouted: bool,
    /// Whether it stands under an odd number of denials.
    pub denied: bool,
    /// Whether it is the very word that is denied, "sign" in "did not sign the treaty".
    pub struck: bool,
    /// Whether it tells who says so.
    pub speech: bool,
    /// Whether it tells what was done, "Ann left the club", where it may be another word as well: "the left bank".
    pub deed: bool,
    /// Whether it stands under a plan, a condition or a rumour.
    pub unreal: bool,
    pub concept: Option<&'static str>,
    pub meaning: Option<Meaning>,
    /// First letters of the runs of capitalised words that it belongs to: "uk" for "United Kingdom".
    pub initials: BTreeSet<String>,
    start: usize,
}

/// A value and the words that it covers.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub reading: Reading,
    /// Places of the first word and the one after the last.
    pub words: (usize, usize),
}

/// A statement, read.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub words: Vec<Word>,
    pub figures: Vec<Figure>,
}

impl Statement {
    /// Reads a statement.
    pub(super) fn read(text: &str) -> Self {
        let tokens = tokens(text);
        let lower: Vec<String> = tokens.iter().map(|token| token.text.to_lowercase()).collect();
        let names = names(&tokens, &lower);
        let mut words: Vec<Word> = lower
            .iter()
            .zip(&tokens)
            .zip(&names)
            .map(|((lower, token), name)| word(lower, token, *name))
            .collect();
        initials(&mut words);
        scopes(&mut words, &lower, &tokens);
        for at in speech(&lower) {
            words[at].speech = true;
        }
        for at in 0..words.len() {
            words[at].deed = is_deed(&words, at);
        }
        let figures = figures(text, &mut words);
        Self { words, figures }
    }

    /// Takes for names the words that the other statement uses as names: the start of a sentence hides them.
    pub(super) fn share_names(&mut self, other: &Self) {
        for word in self.words.iter_mut().filter(|word| word.content && word.capital) {
            word.name |= other.words.iter().any(|known| known.name && known.text == word.text);
        }
    }

    /// Whether a verb stands in the infinitive, "to close", "would be closed", and so tells of nothing that was done.
    pub(super) fn is_infinitive(&self, verb: usize) -> bool {
        let before = |steps: usize| verb.checked_sub(steps).map(|at| &*self.words[at].text);
        let opens = |steps| before(steps).is_some_and(|text| BEFORE_INFINITIVES.contains(&text));
        opens(1) || (matches!(before(1), Some("be" | "not")) && opens(2))
    }

    /// Whether a word stands before another that carries meaning, as an adjective does.
    pub(super) fn is_before_noun(&self, at: usize) -> bool {
        self.words.get(at + 1).is_some_and(|next| next.content)
    }

    /// What a number counts: the last word of "300 pupils", or the one behind it. "3 more pupils" counts what is between.
    pub(super) fn counted(&self, figure: &Figure) -> Option<usize> {
        let (start, end) = figure.words;
        let differs = |word: &Word| matches!(&*word.text, "more" | "fewer" | "less");
        if self.words[start..].iter().take(end + 1 - start).any(differs) {
            return None;
        }
        (start + 1..=end).rev().find(|at| self.words.get(*at).is_some_and(|word| word.content))
    }

    /// What a value is joined to by a preposition, with that: "30 percent of Acme", "40 miles from the coast".
    pub(super) fn owner(&self, figure: &Figure) -> Option<(&str, usize)> {
        let (_, end) = figure.words;
        let preposition = self.words.get(end).filter(|word| class(&word.text).has(Class::PREPOSITION))?;
        let determined = self.words.get(end + 1).is_some_and(|word| class(&word.text).has(Class::DETERMINER));
        let owner = end + 1 + usize::from(determined);
        self.words.get(owner).filter(|word| word.content).map(|_| (&*preposition.text, owner))
    }

    /// Places of the words that carry meaning.
    pub(super) fn content(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len()).filter(|at| self.words[*at].content)
    }
}

/// What an infinitive stands behind, with or without "be".
const BEFORE_INFINITIVES: [&str; 10] =
    ["to", "will", "would", "shall", "should", "may", "might", "can", "could", "must"];

/// A run of letters or digits, or a mark.
struct Token {
    text: String,
    start: usize,
}

/// The pieces of a text, with the letters of "U.S." put together.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = false;
    for (start, piece) in pieces(text).into_iter().take(MOST) {
        let letter = piece.len() == 1 && piece.starts_with(|mark: char| mark.is_ascii_uppercase());
        match tokens.last_mut() {
            Some(last) if open && piece == "." && start == last.start + dotted(&last.text) - 1 => continue,
            Some(last) if open && letter && start == last.start + dotted(&last.text) => {
                last.text.push_str(piece)
            }
            _ => {
                open = letter;
                tokens.push(Token { text: piece.to_owned(), start });
            }
        }
    }
    tokens
}

/// Length of an abbreviation with a stop after each letter.
fn dotted(letters: &str) -> usize {
    letters.len() * 2
}

/// Which tokens are names. A capital proves nothing at the start of a sentence, nor in a headline where every word has
/// one; there, only words that the vocabulary does not know are taken for names.
fn names(tokens: &[Token], lower: &[String]) -> Vec<bool> {
    let capital = |at: usize| tokens.get(at).is_some_and(|token| token.text.starts_with(char::is_uppercase));
    let letters = |at: &usize| tokens[*at].text.starts_with(char::is_alphabetic);
    let all = (0..tokens.len()).filter(letters).count();
    let capitals = (0..tokens.len()).filter(|at| capital(*at)).count();
    let headline = capitals * 10 > all * 6 && all > 4;
    let shout = |at: usize| tokens[at].text.len() > 1 && tokens[at].text.chars().all(char::is_uppercase);
    let loud = (0..tokens.len()).filter(|at| shout(*at)).count() * 2 > all;
    (0..tokens.len())
        .map(|at| {
            let shouted = shout(at);
            let opens = at == 0 || matches!(&*lower[at - 1], "." | "!" | "?" | "\"" | "“" | ":");
            let known = || Meaning::of(&stem(&lower[at])).is_some() || class(&lower[at]).has(Class::STOP);
            let doubtful = headline || (opens && !capital(at + 1));
            capital(at) && !calendar(&lower[at]) && ((shouted && !loud) || !doubtful || !known())
        })
        .collect()
}

fn calendar(lower: &str) -> bool {
    class(lower).has(Class::CALENDAR)
}

fn word(lower: &str, token: &Token, name: bool) -> Word {
    let stem = stem(lower);
    let shouted = token.text.len() > 1 && token.text.chars().all(char::is_uppercase);
    let whole = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("’s")).unwrap_or(lower);
    let empty = class(whole).has(Class::STOP) || class(whole).has(Class::INDEFINITE);
    let small = (empty && !(shouted && name)) || is_denying(lower);
    let content =
        !small && lower.starts_with(char::is_alphabetic) && lower.len() > 1 && number(lower).is_none();
    Word {
        content,
        name: name && content,
        capital: token.text.starts_with(char::is_uppercase),
        shouted,
        denied: false,
        struck: false,
        cue: false,
        disputed: false,
        speech: false,
        deed: false,
        unreal: false,
        concept: concept(&stem),
        meaning: if content { Meaning::of(&stem) } else { None },
        initials: BTreeSet::new(),
        text: lower.to_owned(),
        stem,
        start: token.start,
    }
}

/// Whether an irregular form has somebody before it or something behind it as a verb has: "she left", "left the club".
fn is_deed(words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &words[at]);
    let is = |word: &Word, sort: Class| class(&word.text).has(sort);
    let doer = |word: &Word| word.name || is(word, Class::PERSONAL);
    let owned = before.is_some_and(|word| is(word, Class::DETERMINER));
    let object = words.get(at + 1).is_some_and(|word| word.name || is(word, Class::DETERMINER));
    is_irregular(&words[at].text) && !owned && (object || before.is_some_and(doer))
}

/// Gives each word of a name the letters that the whole may be called by: "uk" for the United Kingdom, "usda" for the
/// U.S. Department of Agriculture, "qpr" for Queen's Park Rangers.
fn initials(words: &mut [Word]) {
    let joins = |text: &str| matches!(text, "of" | "the" | "and" | "for" | "'s" | "’s" | "'" | "’" | "-");
    for first in 0..words.len() {
        let mut letters = String::new();
        let mut members: Vec<usize> = Vec::new();
        for at in first..words.len().min(first + 8) {
            let word = &words[at];
            if !word.name {
                if at == first || !joins(&word.text) {
                    break;
                }
                continue;
            }
            match word.text.chars().next() {
                // An abbreviation lends all of its letters.
                _ if word.shouted && word.text.len() <= 3 => letters.push_str(&word.text),
                Some(letter) => letters.push(letter),
                None => break,
            }
            members.push(at);
            if members.len() > 1 {
                for member in &members {
                    words[*member].initials.insert(letters.clone());
                }
            }
        }
    }
}

/// Marks what is denied and what is not said as a fact: from the cue to the end of its clause.
fn scopes(words: &mut [Word], lower: &[String], tokens: &[Token]) {
    let (mut denied, mut unreal, mut disputed) = (false, false, false);
    let mut inside = 0usize;
    let mut strikes = false;
    for at in 0..words.len() {
        if ends_clause(&lower[at]) || (denied && begins_deed(lower, at)) {
            (denied, unreal, disputed, strikes) = (false, false, false, false);
        }
        let here = |ahead: usize| lower.get(at + ahead).map(String::as_str);
        if inside == 0 {
            if is_denying(&lower[at]) {
                denied = !denied;
                strikes = denied;
            }
            let found: Vec<(Cue, usize)> = cues(here).collect();
            let longest = |wanted: &[Cue]| {
                found.iter().filter(|(cue, _)| wanted.contains(cue)).map(|(_, length)| *length).max()
            };
            if let Some(length) = longest(&[Cue::Negation]).filter(|length| !is_no_denial(lower, at, *length))
            {
                // What somebody denies is disputed, which is not to say that it is not so.
                if class(&lower[at]).has(Class::REPORTING) {
                    disputed = true;
                } else {
                    denied = !denied;
                    strikes = denied;
                }
                inside = length;
                words[at].content = false;
            }
            let supposed =
                [Cue::Planned, Cue::Hypothetical, Cue::Rumoured, Cue::Predicted, Cue::Hoped, Cue::Wished];
            let may = matches!(&*tokens[at].text, "may" | "might");
            // "The plan" is a thing; "plans", "threatened to" and "would" are none.
            let noun = lower[at.saturating_sub(2)..at].iter().any(|word| class(word).has(Class::DETERMINER));
            let verb = |length: usize| length > 1 || class(&lower[at]).has(Class::AUXILIARY);
            let cue = may || longest(&supposed).is_some_and(|length| !noun || verb(length));
            unreal |= cue;
            words[at].cue = cue;
        }
        words[at].struck = strikes && inside == 0 && words[at].content && !is_adverb(&lower[at]);
        strikes &= !words[at].struck;
        inside = inside.saturating_sub(1);
        words[at].denied = denied;
        words[at].unreal = (unreal && !words[at].cue) || disputed;
        words[at].disputed = disputed;
    }
}

/// "Not only" denies nothing, nor does "declined to 7.8 percent".
fn is_no_denial(lower: &[String], at: usize, length: usize) -> bool {
    let next = lower.get(at + length).map(String::as_str).unwrap_or_default();
    match lower[at].as_str() {
        "not" => matches!(next, "only" | "just" | "merely"),
        _ => length > 1 && (number(next).is_some() || matches!(next, "$" | "€" | "£" | "a" | "the")),
    }
}

/// Whether "and" begins what was done where the first verb is denied by "did not": "did not stay and sent the rest
/// home". What is denied as well stands in the plain form.
fn begins_deed(lower: &[String], at: usize) -> bool {
    let past =
        |word: &String| word.ends_with("ed") || class(word).has(Class::AUXILIARY) || is_irregular(word);
    let plain =
        lower[..at].iter().rev().take(8).any(|word| matches!(&**word, "did" | "does" | "didn't" | "doesn't"));
    lower[at] == "and" && plain && lower.get(at + 1).is_some_and(past)
}

/// "Sharply", but not "family".
pub(super) fn is_adverb(lower: &str) -> bool {
    lower.ends_with("ly") && !class(lower).has(Class::NO_ADVERB)
}

/// "Doesn't", "can’t".
fn is_denying(lower: &str) -> bool {
    lower.len() > 3 && (lower.ends_with("n't") || lower.ends_with("n’t"))
}

fn ends_clause(lower: &str) -> bool {
    matches!(
        lower,
        "." | ","
            | ";"
            | ":"
            | "!"
            | "?"
            | "but"
            | "although"
            | "though"
            | "while"
            | "whereas"
            | "because"
            | "which"
            | "who"
            | "where"
            | "when"
    )
}

/// Words that tell who says so: "…, the mayor said" at the end, "Police say that …" at the start.
fn speech(lower: &[String]) -> std::ops::Range<usize> {
    let reports = |at: usize| class(&lower[at]).has(Class::REPORTING);
    let last = lower.iter().rposition(|word| word.starts_with(char::is_alphanumeric)).unwrap_or_default();
    let comma = lower[..last].iter().rposition(|word| matches!(&**word, "," | "”"));
    if let Some(comma) =
        comma.filter(|comma| last - comma <= 7 && (reports(last) || lower[comma + 1] == "according"))
    {
        return comma + 1..last + 1;
    }
    // "The company reported a loss" tells what the company did; only "reported that" tells who says so.
    let says = |at: usize| {
        reports(at)
            && (matches!(&*stem(&lower[at]), "say" | "said" | "add" | "insist" | "argu" | "believ" | "warn")
                || lower.get(at + 1).is_some_and(|next| next == "that"))
    };
    let verb = (1..lower.len().min(6)).find(|at| says(*at));
    match verb {
        Some(verb)
            if lower.len() > verb + 5
                && !lower[..verb].iter().any(|word| class(word).has(Class::AUXILIARY)) =>
        {
            0..verb + 1
        }
        _ => 0..0,
    }
}

/// The values, with the numerals among the words marked as read.
fn figures(text: &str, words: &mut [Word]) -> Vec<Figure> {
    let mut figures = Vec::new();
    for reading in read(text, Context::default()) {
        let (start, end) = (reading.span.start(), reading.span.end());
        let first = words.partition_point(|word| word.start < start);
        let last = words.partition_point(|word| word.start < end);
        if first < last {
            figures.push(Figure { reading, words: (first, last) });
        }
    }
    figures
}
