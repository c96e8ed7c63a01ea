//! Whether words for a state say that something is in it.

use super::sentence::Line;
use super::speech::denial;
use super::token::Token;
use crate::lexicon::vocabulary::{Class, Cue};

/// Whether the words `at..end` say of anything that it is in the state they name.
pub(super) fn is_stated(line: &Line<'_>, at: usize, end: usize) -> bool {
    !is_open(line, at)
        && !is_compound(line, end)
        && !is_of_what_is_missing(line, at, end)
        && !is_only_spoken_of(line, at, end)
}

/// "The removal of the clause was rejected", "they called for the removal of the clause": what a noun tells may never
/// have come to pass.
fn is_only_spoken_of(line: &Line<'_>, at: usize, end: usize) -> bool {
    let of = |at: usize| line.tokens.get(at).is_some_and(|token| token.lower == "of");
    let noun = of(at + 1) || line.tokens[at].lower == "the" && of(at + 2);
    let (start, stop) = line.clause(at, end);
    let unreal = |token: &Token<'_>| {
        token.has_stem(Class::UNREAL)
            || token.has_concept(Class::UNREAL)
            || token.has(Class::MODAL)
            || token.lower == "against"
    };
    noun && (denial(line, at, end).is_some()
        || line.tokens[start..at].iter().chain(&line.tokens[end..stop]).any(unreal))
}

/// How far before a state the words may stand that only wish for it, in tokens.
const WISH: usize = 5;

/// Whether the words at `at` are only asked about, wished for or missed: "whether it was open", "wanted it open".
fn is_open(line: &Line<'_>, at: usize) -> bool {
    let (start, _) = line.clause(at, at + 1);
    let asks = |token: &Token<'_>| token.lower == "whether";
    let near = start.max(at.saturating_sub(WISH));
    let wishes = |token: &Token<'_>| matches!(token.lower.as_str(), "want" | "wants" | "wanted" | "wanting");
    // "It could have sold it under an exclusive deal": it did not.
    let missed = |pair: &[Token<'_>]| {
        !is_told_outright(line, at) && pair[0].has(Class::MODAL) && pair[1].lower == "have"
    };
    line.tokens[start..at].iter().any(asks)
        || line.tokens[start..at].windows(2).any(missed)
        || line.tokens[near..at].iter().any(wishes)
        || line.has_cue(Cue::Wished, near, at)
}

/// "The clause that would have ended the lease has been scrapped": whatever stands before, the verb says that it was.
fn is_told_outright(line: &Line<'_>, at: usize) -> bool {
    let carries = |token: &&Token<'_>| token.has(Class::AUXILIARY) || token.is_adverb();
    let first = line.tokens.get(at).filter(carries);
    let group = line.tokens[..at].iter().rev().take_while(carries).chain(first);
    let (mut be, mut unreal) = (false, false);
    for token in group {
        be |= matches!(token.lower.as_str(), "is" | "are" | "was" | "were" | "has" | "have" | "had");
        unreal |= token.has(Class::MODAL);
    }
    be && !unreal
}

/// Whether the words that end before `end` open a compound: "open" in "open-air".
fn is_compound(line: &Line<'_>, end: usize) -> bool {
    let Some(next) = line.tokens.get(end) else { return false };
    next.is_word() && line.text[line.tokens[end - 1].end..next.start] == *"-"
}

/// "Without a long list of exclusive provisions": what there is none of is in no state.
fn is_of_what_is_missing(line: &Line<'_>, at: usize, end: usize) -> bool {
    let noun = line.tokens.get(end).is_some_and(Token::is_content);
    noun && denial(line, at, end).is_some_and(|not| line.tokens[not].lower == "without" && not + 1 < at)
}
