//! Where something happened, is kept, or was brought to.
//!
//! A verb leads to its place ("held in Aro"), a noun does ("the talks at the Aro Hotel"), "where" goes back to it ("at Aro,
//! where they sleep"), and what sort of place it is can say enough without either ("they are in the Aro clinic").

use super::context::{phrase_after, phrase_before, phrase_terms};
use super::draft::Draft;
use super::event::{draft, is_noun, opens_finite, theme_before};
use super::office;
use super::party::Who;
use super::sentence::Line;
use super::token::Kind;
use super::trigger::Hit;
use crate::lexicon::vocabulary::Class;
use crate::model::TermRole;

/// "The game was held in Aro", "the game was held at the stadium of the Bels in Aro"; "Aro hosted the game" is for the
/// agent.
pub(super) fn place(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    if is_noun(line, at) || is_attribute(line, at, end) || !opens_finite(line, at) {
        return None;
    }
    // "Taken to": the trigger's own preposition leads to the place.
    let led = line.tokens[end - 1].has(Class::PREPOSITION);
    let theme = theme_before(hit)?;
    let place = place_after(line, end - usize::from(led)).or_else(|| place_of_where(line, theme.from))?;
    draft(hit, at.min(theme.from), place.1, place, theme.terms)
}

/// "Assembly takes place at the works in Aro", "the talks at the Aro Hotel".
pub(super) fn site(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    let of = line.tokens.get(end).is_some_and(|token| token.lower == "of");
    let whole = if of { phrase_after(line, end + 1)?.1 } else { end };
    let lead = (whole..line.tokens.len()).take(4).find(|at| line.tokens[*at].has(Class::PREPOSITION))?;
    let plain = line.tokens[whole..lead].iter().all(|token| {
        token.has(Class::AUXILIARY)
            || matches!(token.stem.as_str(), "tak" | "plac" | "hold" | "resum" | "continu")
    });
    let place = place_after(line, lead).filter(|_| plain)?;
    let from = office::start(line, at)?;
    draft(hit, from, place.1, place, phrase_terms(line, from, whole, TermRole::Subject))
}

/// "They are in the Aro clinic", "they are being looked after at the naval hospital in Aro": the noun at `at` says what
/// sort of place it is.
pub(super) fn within(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    let lead = (at.saturating_sub(5)..=at).rfind(|lead| line.tokens[*lead].has(Class::PREPOSITION))?;
    let led = matches!(line.tokens[lead].lower.as_str(), "in" | "at" | "to" | "inside");
    let inside = |name: &&super::name::Name| name.from > lead && name.to <= end;
    let own = line.names.iter().rfind(inside).map(|name| (name.from, name.to));
    let place = own.or_else(|| place_after(line, end)).filter(|_| led)?;
    let (start, _) = line.clause(lead, lead);
    let be = (start.max(lead.saturating_sub(BETWEEN))..lead).rfind(|be| line.tokens[*be].has(Class::BE))?;
    let (from, to) = phrase_before(line, be)?;
    let terms = phrase_terms(line, from, to, TermRole::Subject);
    draft(hit, from, place.1.max(end), place, terms)
}

/// So many words stand between "are" and the place at most: "are being looked after by nurses".
const BETWEEN: usize = 9;

/// "At Aro, where the survivors sleep": the place that "where" goes back to, which stands before `from`.
fn place_of_where(line: &Line<'_>, from: usize) -> Option<Who> {
    let place = from.checked_sub(1).filter(|at| line.tokens[*at].lower == "where")?;
    let end = place - usize::from(place > 0 && line.tokens[place - 1].kind == Kind::Mark(','));
    let name = line.names.iter().find(|name| name.to == end)?;
    Some((name.from, name.to))
}

/// How many words a place may stand behind its verb.
const REACH: usize = 14;

/// The first place that is named behind `from`: "by the police in Aro", "at the university's laboratory on Aro Street".
fn place_after(line: &Line<'_>, from: usize) -> Option<Who> {
    let (_, mut stop) = line.clause(from, from);
    let resumes =
        line.tokens.get(stop + 1).is_some_and(|token| matches!(token.lower.as_str(), "in" | "at" | "on"));
    if resumes && stop < from + 2 && line.tokens[stop].kind == Kind::Mark(',') {
        // "They met again, at the Aro Hotel".
        stop = line.clause(stop + 1, stop + 1).1;
    }
    let stop = stop.min(from + REACH);
    let mut at = from;
    while at < stop {
        let lead = (at..stop).find(|at| line.tokens[*at].has(Class::PREPOSITION))?;
        let word = line.tokens[lead].lower.as_str();
        if matches!(word, "after" | "before" | "during" | "since" | "until" | "for" | "without") {
            return None;
        }
        let next = (lead + 1..stop).find(|at| leads_on(line, *at)).unwrap_or(stop);
        let leads =
            matches!(word, "in" | "at" | "on" | "near" | "from" | "to" | "outside" | "aboard" | "inside");
        let name = line.names.iter().find(|name| {
            leads
                && name.from > lead
                && name.to <= next
                && name.from - lead < 5
                && !line.tokens[name.to - 1].possessive
        });
        if let Some(name) = leads.then(|| owned(line, lead, next)).flatten() {
            return Some(name);
        }
        if let Some(name) = name {
            let listed =
                line.tokens.get(name.to).is_some_and(|next| matches!(next.lower.as_str(), "and" | "or"));
            return (!listed).then_some((name.from, name.to));
        }
        if let Some(name) = leads.then(|| in_brackets(line, lead)).flatten() {
            return Some(name);
        }
        at = next;
    }
    None
}

/// Whether a preposition at `at` opens a phrase of its own: not in "on the island of Aro".
fn leads_on(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    let ground = at > 0 && line.tokens[at - 1].has(Class::GROUND);
    token.has(Class::PREPOSITION) && !(token.lower == "of" && ground)
}

/// Whether the participle at `at` only tells of the noun behind it: "our sheltered housing".
fn is_attribute(line: &Line<'_>, at: usize, end: usize) -> bool {
    let opens = at > 0 && (line.tokens[at - 1].has(Class::DETERMINER) || line.tokens[at - 1].possessive);
    let noun = line.tokens.get(end).is_some_and(|next| next.is_content() && !next.is_adverb());
    opens && noun
}

/// "At Aro's primary school": what is somebody's, whole, behind the preposition at `lead`.
fn owned(line: &Line<'_>, lead: usize, stop: usize) -> Option<Who> {
    let name = line.names.iter().find(|name| {
        let near = name.from > lead && name.from - lead < 3 && name.to < stop;
        near && line.tokens[name.to - 1].possessive
    })?;
    let goes_on = |at: &usize| line.tokens[*at].is_content() && line.name_at(*at).is_none();
    let last = (name.to..stop.min(name.to + 3)).take_while(goes_on).last()?;
    let ends = line.tokens.get(last + 1).is_none_or(|next| next.gap() > 0 || next.has(Class::PREPOSITION));
    (ends && !line.tokens[last].is_past()).then_some((name.from, last + 1))
}

/// "At Aro's works (Bel)": the name in brackets behind somebody's place.
fn in_brackets(line: &Line<'_>, lead: usize) -> Option<Who> {
    let open =
        (lead + 1..line.tokens.len().min(lead + 7)).find(|at| line.tokens[*at].kind == Kind::Mark('('))?;
    let owned = line.tokens[lead + 1..open].iter().any(|token| token.possessive);
    let name = line.names.iter().find(|name| name.from == open + 1).filter(|_| owned)?;
    let closed = line.tokens.get(name.to).is_some_and(|token| token.kind == Kind::Mark(')'));
    closed.then_some((name.from, name.to))
}
