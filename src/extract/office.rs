//! Who holds an office or stands in some other relation that a noun names: the owner, the maker, the captain.
//!
//! "Aro, the owner of the lift", "the lift's owner, Aro", "the owner of the lift is Aro", "Aro is the lift's owner".

use super::context::{phrase_after, phrase_before, phrase_terms};
use super::draft::Draft;
use super::event::{self, Theme, draft};
use super::party::{self, Who};
use super::sentence::Line;
use super::token::Kind;
use super::trigger::Hit;
use crate::lexicon::vocabulary::Class;
use crate::model::TermRole;

/// The claim that somebody is the holder, where the sentence says of what.
pub(super) fn office(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    if line.tokens[end - 1].possessive {
        return None;
    }
    let start = start(line, at)?;
    let (theme, stop) = theme(hit, start)?;
    let who = behind(line, stop).or_else(|| ahead(line, start))?;
    let overlaps = theme.from < who.1 && who.0 < stop && who.0 >= start;
    if overlaps {
        return None;
    }
    draft(hit, start.min(who.0), stop.max(who.1), who, theme.terms)
}

/// Where the noun's phrase begins; nothing where a word says that it is another office: "the former owner".
pub(super) fn start(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut start = at;
    while start > 0 && at - start < 6 {
        let token = &line.tokens[start - 1];
        let inside = token.is_word()
            && !token.has(Class::PREPOSITION)
            && !token.has(Class::REPORTING)
            && (!token.has(Class::AUXILIARY) || token.has(Class::DETERMINER))
            && !matches!(token.lower.as_str(), "and" | "or" | "who" | "which" | "as");
        if !inside {
            break;
        }
        start -= 1;
        if token.has(Class::DETERMINER) {
            break;
        }
    }
    let another = |word: &str| {
        matches!(
            word,
            "former"
                | "ex"
                | "deputy"
                | "vice"
                | "acting"
                | "assistant"
                | "previous"
                | "future"
                | "next"
                | "no"
                | "late"
        )
    };
    (!line.tokens[start..at].iter().any(|token| another(&token.lower))).then_some(start)
}

/// Of what, and where the noun's phrase ends: "of the lift" behind it, "the lift's" or "lift" before it.
fn theme(hit: &Hit<'_, '_>, start: usize) -> Option<(Theme, usize)> {
    let Hit { line, at, end, .. } = *hit;
    let of = line.tokens.get(end).is_some_and(|token| matches!(token.lower.as_str(), "of" | "at"));
    if of {
        let (from, to) = phrase_after(line, end + 1)?;
        let terms = phrase_terms(line, from, to, TermRole::Subject);
        return Some((Theme { terms, from }, to));
    }
    let terms = phrase_terms(line, start, at, TermRole::Subject);
    if terms.is_empty() {
        return Some((owner(hit, start)?, end));
    }
    Some((Theme { terms, from: start }, end))
}

/// Of whose office a pronoun tells: "the lift, whose owner is Aro", "its owner is Aro" after a sentence on the lift.
fn owner(hit: &Hit<'_, '_>, start: usize) -> Option<Theme> {
    let Hit { line, before, .. } = *hit;
    match line.tokens[start].lower.as_str() {
        "whose" => {
            let comma = start.checked_sub(1).filter(|at| line.tokens[*at].kind == Kind::Mark(','));
            let (from, to) = phrase_before(line, comma.unwrap_or(start))?;
            let terms = phrase_terms(line, from, to, TermRole::Subject);
            (!terms.is_empty()).then_some(Theme { terms, from })
        }
        "its" => {
            let terms = event::opening(before.last().filter(|told| told.block == line.block)?)?;
            Some(Theme { terms, from: start })
        }
        _ => None,
    }
}

/// The name behind the phrase: ", Aro," or "is Aro" or right there.
fn behind(line: &Line<'_>, stop: usize) -> Option<Who> {
    let token = line.tokens.get(stop)?;
    let comma = token.kind == Kind::Mark(',');
    let is = matches!(token.lower.as_str(), "is" | "was" | "remains");
    let name = party::starting_at(line, if comma || is { stop + 1 } else { stop })?;
    let alone = !party::is_listed(line, name.to) && (!comma || name.from == stop + 1);
    alone.then_some((name.from, name.to))
}

/// The name before the phrase: "Aro, …" or "Aro is …".
fn ahead(line: &Line<'_>, start: usize) -> Option<Who> {
    let before = start.checked_sub(1)?;
    let token = &line.tokens[before];
    if token.kind == Kind::Mark(',') {
        return party::ending_at(line, before);
    }
    if token.has(Class::BE) && !matches!(token.lower.as_str(), "became" | "become" | "becomes" | "been") {
        return party::before(line, start);
    }
    None
}
