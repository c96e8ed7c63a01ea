//! Deeds: somebody does something to somebody, and the other way round would be another story.
//!
//! `attributes.toml` lists the verbs under `deed`: to approach, to lend, to beat. Two articles that exchange the two
//! parties contradict each other.

use super::draft::Draft;
use super::event::opens_finite;
use super::name::Name as Mention;
use super::party;
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::Kind;
use super::trigger::Hit;
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Marks, Shape, TermRole};
use crate::value::{State, Value};

/// The deed at a verb with both parties named, unless it is only supposed.
pub(super) fn deed(hit: &Hit<'_, '_>, speech: impl Fn() -> Speech) -> Option<(Draft, Speech)> {
    let Hit { line, at, end, frame, .. } = *hit;
    let (doer, other) = parties(line, at, end)?;
    let speech = speech();
    if speech.marks.has(Marks::HYPOTHETICAL) {
        return None;
    }
    let verb = line.span_of(at, end)?;
    let words = verb.of(line.text)?;
    let (from, to) = (doer.from.min(other.from), doer.to.max(other.to).max(end));
    let draft = Draft {
        quote: line.quote(from, to)?,
        subject: Some(doer.folded.clone()),
        attribute: frame.name.to_string(),
        value: verb,
        object: Some(other.folded.clone()),
        as_of: None,
        polarity: polarity(line, at, end),
        context: Context {
            frame: Some(&frame.id),
            terms: terms(doer, other),
            marks: speech.marks,
            ..Context::plain(
                Shape::Payment,
                Value::State(State { id: frame.id.as_ref().into(), text: words.into() }),
                format!("deed:{}", frame.id),
            )
        },
    };
    Some((draft, speech))
}

/// Where a verb ends that has its object before the rest of its words: "takes Aro to court".
pub(super) fn end_around(line: &Line<'_>, at: usize, rest: &[String]) -> Option<usize> {
    let from = party::starting_at(line, at + 1).filter(|name| name.from <= at + 4)?.to;
    let follow = rest
        .iter()
        .enumerate()
        .all(|(step, word)| line.tokens.get(from + step).is_some_and(|token| token.stem == *word));
    (rest.len() > 1 && follow).then_some(from + rest.len())
}

/// Who does it, and to whom.
fn parties<'l>(line: &'l Line<'_>, at: usize, end: usize) -> Option<(&'l Mention, &'l Mention)> {
    let first = party_before(line, at)?;
    let passive = !line.tokens[at].lower.ends_with("ing")
        && line.tokens[first.to..at].iter().any(|token| token.has(Class::BE) && token.lower != "'s");
    let (doer, other) = if passive {
        let by = (end..(end + 2).min(line.tokens.len())).find(|by| line.tokens[*by].lower == "by")?;
        (party::starting_at(line, by + 1)?, first)
    } else {
        if !opens_finite(line, at) {
            return None;
        }
        // "Takes Aro to court" has the other party within.
        let within = party::starting_at(line, at + 1).filter(|name| name.to < end);
        (first, within.or_else(|| party::starting_at(line, end))?)
    };
    (doer.folded != other.folded).then_some((doer, other))
}

fn terms(doer: &Mention, other: &Mention) -> Vec<crate::model::Term> {
    let mut terms = Vec::new();
    for party in [doer, other] {
        super::context::push(&mut terms, format!("@{}", party.folded), TermRole::Name, 1.0);
    }
    super::context::finish(terms)
}

/// The party that stands before the verb, over auxiliaries, adverbs and "that".
fn party_before<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Mention> {
    let party = line.parties().filter(|name| name.to <= at && at - name.to < 5).max_by_key(|name| name.to)?;
    let near = line.tokens[party.to..at].iter().all(|token| {
        token.has(Class::AUXILIARY)
            || token.is_adverb()
            || matches!(token.lower.as_str(), "which" | "who" | "that" | "first" | "who'd")
            || token.kind == Kind::Mark(',')
    });
    let owned = line.tokens[party.to - 1].possessive;
    let led = party.from > 0 && line.tokens[party.from - 1].has(Class::PREPOSITION);
    (near && !owned && !led).then_some(party)
}
