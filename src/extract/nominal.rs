//! Who did something, told by a noun: "the order to leave came from Aro", "Aro gave the order", "the idea was Aro's".

use super::context::phrase_terms;
use super::draft::Draft;
use super::event::draft;
use super::office;
use super::party::{self, Who};
use super::sentence::Line;
use super::trigger::Hit;
use crate::lexicon::vocabulary::Class;
use crate::model::TermRole;

/// Stems of verbs with which one does what the noun says: to give an order.
const LIGHT: [&str; 8] = ["giv", "issu", "mak", "submit", "tabl", "utter", "voic", "sound"];

/// So many words go on with the noun at most: "the order to clear the three upper villages".
const PHRASE: usize = 8;

/// The claim that somebody did what the noun says.
pub(super) fn nominal(hit: &Hit<'_, '_>) -> Option<Draft> {
    let Hit { line, at, end, .. } = *hit;
    let from = office::start(line, at)?;
    let (_, stop) = line.clause(at, end);
    let stop = stop.min(end + PHRASE);
    let verb = (end..stop).find(|at| leads(line, *at)).unwrap_or(stop);
    let who = behind(line, verb).or_else(|| giver(line, from))?;
    let apart = who.1 <= from || who.0 >= verb;
    let terms = phrase_terms(line, from, verb, TermRole::Subject);
    draft(hit, from.min(who.0), who.1.max(end), who, terms).filter(|_| apart)
}

/// Whether the verb at `at` says of the noun before it whose it is.
fn leads(line: &Line<'_>, at: usize) -> bool {
    line.tokens[at].stem == "com" && line.name_at(at).is_none() || line.tokens[at].has(Class::BE)
}

/// "Came from Aro", "was given by Aro", "was Aro's".
fn behind(line: &Line<'_>, verb: usize) -> Option<Who> {
    let next = line.tokens.get(verb + 1)?;
    if next.lower == "from" && !line.tokens[verb].has(Class::BE) {
        return party::after(line, verb + 2);
    }
    let by = line.tokens.get(verb + 2).is_some_and(|token| token.lower == "by");
    if by && LIGHT.contains(&next.stem.as_str()) {
        return party::after(line, verb + 3);
    }
    let name = line.parties().find(|name| name.from == verb + 1)?;
    let ends = line.tokens.get(name.to).is_none_or(|token| !token.is_content());
    (ends && line.tokens[name.to - 1].possessive && line.tokens[verb].has(Class::BE))
        .then_some((name.from, name.to))
}

/// "Aro gave the order": who does what the verb before the noun says, whose words begin at `from`.
fn giver(line: &Line<'_>, from: usize) -> Option<Who> {
    let verb = from.checked_sub(1).filter(|at| LIGHT.contains(&line.tokens[*at].stem.as_str()))?;
    let lead = party::verb_group(line, verb);
    let plain = !line.tokens[lead..verb].iter().any(|token| token.has(Class::BE) || token.lower == "to");
    party::before(line, verb).filter(|_| plain && !line.tokens[verb].lower.ends_with("ing"))
}
