//! Deeds: somebody does something to somebody, and the other way round would be another story.
//!
//! `attributes.toml` lists the verbs under `deed`: to approach, to lend, to beat. Two articles that exchange the two
//! parties contradict each other.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::draft::Draft;
use super::event::{matches, opens_finite};
use super::name::Name as Mention;
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::Kind;
use crate::lexicon::frame::{Frame, frames};
use crate::lexicon::vocabulary::{Class, stem};
use crate::model::{Context, Marks, Shape, TermRole};
use crate::value::{State, Value};

struct Verb {
    rest: Vec<String>,
    frame: &'static Frame,
}

static VERBS: LazyLock<HashMap<String, Vec<Verb>>> = LazyLock::new(|| {
    let mut verbs: HashMap<String, Vec<Verb>> = HashMap::new();
    for frame in frames() {
        for words in &frame.deed {
            let mut stems = words.split(' ').map(stem);
            let Some(first) = stems.next() else { continue };
            verbs.entry(first).or_default().push(Verb { rest: stems.collect(), frame });
        }
    }
    verbs
});

/// The deeds that the sentence tells of with both parties named.
pub(super) fn deeds(line: &Line<'_>, speech: impl Fn(usize, usize) -> Speech) -> Vec<(Draft, Speech)> {
    let mut found = Vec::new();
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return found;
    }
    for at in 1..line.tokens.len() {
        let token = &line.tokens[at];
        if !token.is_word() || token.is_capital() {
            continue;
        }
        let Some(verbs) = VERBS.get(&stem(&token.lower)) else { continue };
        for verb in verbs {
            let Some(end) = matches(line, at, &verb.rest) else { continue };
            let said = speech(at, end);
            if said.marks.has(Marks::HYPOTHETICAL) {
                continue;
            }
            found.extend(deed(line, at, end, verb.frame, &said).map(|draft| (draft, said)));
        }
    }
    found
}

fn deed(line: &Line<'_>, at: usize, end: usize, frame: &'static Frame, speech: &Speech) -> Option<Draft> {
    let first = party_before(line, at)?;
    let passive = line.tokens[first.to..at].iter().any(|token| token.has(Class::BE) && token.lower != "'s");
    let (doer, other) = if passive {
        let by = (end..(end + 2).min(line.tokens.len())).find(|by| line.tokens[*by].lower == "by")?;
        (party_at(line, by + 1)?, first)
    } else {
        if !opens_finite(line, at) {
            return None;
        }
        (first, party_at(line, end)?)
    };
    if doer.folded == other.folded {
        return None;
    }
    let verb = line.span_of(at, end)?;
    let words = verb.of(line.text)?;
    let (from, to) = (doer.from.min(other.from), doer.to.max(other.to).max(end));
    Some(Draft {
        quote: line.quote(from, to)?,
        subject: Some(doer.folded.clone()),
        attribute: frame.name.to_string(),
        value: verb,
        object: Some(other.folded.clone()),
        as_of: None,
        polarity: polarity(line, at, end),
        context: Context {
            frame: Some(&frame.id),
            terms: parties(doer, other),
            marks: speech.marks,
            ..Context::plain(
                Shape::Payment,
                Value::State(State { id: frame.id.as_ref().into(), text: words.into() }),
                format!("deed:{}", frame.id),
            )
        },
    })
}

fn parties(doer: &Mention, other: &Mention) -> Vec<crate::model::Term> {
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
            || token.lower.ends_with("ly")
            || matches!(token.lower.as_str(), "which" | "who" | "that" | "first" | "who'd")
            || token.kind == Kind::Mark(',')
    });
    let owned = line.tokens[party.to - 1].possessive;
    let led = party.from > 0 && line.tokens[party.from - 1].has(Class::PREPOSITION);
    (near && !owned && !led).then_some(party)
}

/// The party whose phrase begins at `at`.
fn party_at<'l>(line: &'l Line<'_>, at: usize) -> Option<&'l Mention> {
    let party = line.parties().filter(|name| name.from >= at).min_by_key(|name| name.from)?;
    let between = &line.tokens[at..party.from];
    let near = between.iter().all(|token| token.has(Class::DETERMINER) || token.has(Class::TITLE));
    (near && between.len() < 4 && !line.tokens[party.to - 1].possessive).then_some(party)
}
