//! Events and who or what took part: who built it, who paid for it, where it was held.
//!
//! `attributes.toml` says which verbs ask for whom. The one who acts is read from "built by Aro" and "Aro built"; a
//! place from "held in Aro". What it was done to goes along as the words by which two articles are found to meet.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::context::{anchor, finish, phrase_after, phrase_before, phrase_terms, push};
use super::draft::Draft;
use super::name::{Name as Mention, possessive_length};
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::{Kind, Token};
use crate::lexicon::frame::{Frame, frames};
use crate::lexicon::vocabulary::{Class, stem};
use crate::model::{Context, Shape, Term, TermRole};
use crate::text::{Span, fold};
use crate::value::{Name, Value};

/// Whom a verb asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Who does it.
    Agent,
    /// Where it is.
    Place,
    /// Whose it is: the name right behind.
    Holder,
}

struct Verb {
    /// Stems behind the first.
    rest: Vec<String>,
    frame: &'static Frame,
    asks: Asks,
}

/// The verbs of all attributes, by their first stem.
static VERBS: LazyLock<HashMap<String, Vec<Verb>>> = LazyLock::new(|| {
    let mut verbs: HashMap<String, Vec<Verb>> = HashMap::new();
    for frame in frames() {
        let agents = frame.agent.iter().map(|words| (words, Asks::Agent));
        let places = frame.place.iter().map(|words| (words, Asks::Place));
        let holders = frame.holder.iter().map(|words| (words, Asks::Holder));
        for (words, asks) in agents.chain(places).chain(holders) {
            let mut stems = words.split(' ').map(stem);
            let Some(first) = stems.next() else { continue };
            verbs.entry(first).or_default().push(Verb { rest: stems.collect(), frame, asks });
        }
    }
    verbs
});

/// The events that the sentence tells of with somebody or some place in them.
pub(super) fn events(
    line: &Line<'_>,
    before: &[Line<'_>],
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    let mut found = Vec::new();
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return found;
    }
    for at in 0..line.tokens.len() {
        let token = &line.tokens[at];
        if !token.is_word() || token.is_capital() || line.name_at(at).is_some() {
            continue;
        }
        let Some(verbs) = VERBS.get(&stem(&token.lower)) else { continue };
        for verb in verbs {
            let Some(end) = matches(line, at, &verb.rest) else { continue };
            let draft = match verb.asks {
                Asks::Agent => agent(line, before, at, end, verb.frame),
                Asks::Place => place(line, before, at, end, verb.frame),
                Asks::Holder => holder(line, before, at, end, verb.frame),
            };
            found.extend(draft.map(|draft| (draft, speech(at, end))));
        }
    }
    found
}

/// Where the verb ends that begins at `at`.
pub(super) fn matches(line: &Line<'_>, at: usize, rest: &[String]) -> Option<usize> {
    let same = |(step, word): (usize, &String)| {
        line.tokens.get(at + 1 + step).is_some_and(|token| stem(&token.lower) == *word)
    };
    rest.iter().enumerate().all(same).then_some(at + 1 + rest.len())
}

/// "The lift, built in 1987 by Aro", "Aro built the lift", "Aro, which built the lift".
fn agent(
    line: &Line<'_>,
    before: &[Line<'_>],
    at: usize,
    end: usize,
    frame: &'static Frame,
) -> Option<Draft> {
    let (_, stop) = line.clause(at, end);
    let by = (end..(end + 9).min(stop)).find(|by| line.tokens[*by].lower == "by");
    if let Some(by) = by.filter(|_| is_participle(&line.tokens[at])) {
        let who = named_after(line, by + 1)?;
        let theme = theme_before(line, before, at)?;
        return draft(line, at.min(theme.from), who.1, who, theme.terms, frame, (at, end));
    }
    let who = named_before(line, at)?;
    if line.tokens[who.1..at].iter().any(|token| token.has(Class::BE)) || !opens_finite(line, at) {
        return None;
    }
    let opens = line.tokens.get(end).is_some_and(|token| token.has(Class::DETERMINER) || token.is_content());
    let (from, to) = phrase_after(line, end).filter(|_| opens)?;
    let terms = with_values(line, phrase_terms(line, from, to, TermRole::Subject), from, to);
    draft(line, who.0, to, who, terms, frame, (at, end))
}

/// "The game was held in Aro", "Aro hosted the game" is for the agent.
fn place(
    line: &Line<'_>,
    before: &[Line<'_>],
    at: usize,
    end: usize,
    frame: &'static Frame,
) -> Option<Draft> {
    if !opens_finite(line, at) {
        return None;
    }
    let (_, stop) = line.clause(at, end);
    let name = line.names.iter().find(|name| name.from >= end && name.to <= stop)?;
    let lead = name.from.checked_sub(1).filter(|lead| *lead >= end)?;
    let lead = if line.tokens[lead].has(Class::DETERMINER) { lead.checked_sub(1)? } else { lead };
    let leads =
        matches!(line.tokens[lead].lower.as_str(), "in" | "at" | "on" | "near" | "from" | "to" | "outside");
    if !leads || lead < end || lead > end + 5 {
        return None;
    }
    let theme = theme_before(line, before, at)?;
    draft(line, at.min(theme.from), name.to, (name.from, name.to), theme.terms, frame, (at, end))
}

/// "The lift, which belongs to Aro".
fn holder(
    line: &Line<'_>,
    before: &[Line<'_>],
    at: usize,
    end: usize,
    frame: &'static Frame,
) -> Option<Draft> {
    let who = named_after(line, end)?;
    let theme = theme_before(line, before, at)?;
    draft(line, at.min(theme.from), who.1, who, theme.terms, frame, (at, end))
}

struct Theme {
    terms: Vec<Term>,
    from: usize,
}

/// What it was done to: the phrase before the verb, or what its pronoun stands for.
fn theme_before(line: &Line<'_>, before: &[Line<'_>], at: usize) -> Option<Theme> {
    // "The lift, built by Aro": what is inserted stands right behind its noun.
    let inserted = at > 0 && line.tokens[at - 1].kind == Kind::Mark(',');
    let (from, to) = phrase_before(line, at - usize::from(inserted))?;
    let terms = phrase_terms(line, from, to, TermRole::Subject);
    if !terms.is_empty() {
        return Some(Theme { terms: with_values(line, terms, at, at), from });
    }
    let sentence = before.last()?;
    let (first, last) = phrase_before(sentence, sentence.tokens.len().min(12))?;
    let terms = phrase_terms(sentence, first, last, TermRole::Subject);
    (!terms.is_empty()).then_some(Theme { terms, from })
}

/// The values of the sentence help to tell which event it is: the year in which it was built.
fn with_values(line: &Line<'_>, mut terms: Vec<Term>, from: usize, to: usize) -> Vec<Term> {
    for value in line.values.iter().filter(|value| !(value.from < to && from < value.to)) {
        push(&mut terms, format!("={}", anchor(&value.reading.value)), TermRole::Value, 0.5);
    }
    finish(terms)
}

/// Whether the verb at `at` is finite where it stands: no "-ing" form and no infinitive without what carries it.
pub(super) fn opens_finite(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    !token.lower.ends_with("ing") || at > 0 && line.tokens[at - 1].has(Class::BE)
}

fn is_participle(token: &Token<'_>) -> bool {
    token.lower.ends_with("ed") || token.lower.ends_with("en") || stem(&token.lower) != token.lower
}

/// The name in the phrase behind "by", at most one insertion away: "by the engineering firm Aro", "by its maker, Aro".
/// Somebody unnamed counts where "a" says that it is nobody met before.
fn named_after(line: &Line<'_>, from: usize) -> Option<(usize, usize)> {
    let (_, stop) = line.clause(from, from);
    let name = |start: usize, end: usize| {
        line.parties().filter(|name| name.from >= start && name.to <= end).min_by_key(|name| name.from)
    };
    let plain = |name: &Mention| {
        let owned = line.tokens[name.to - 1].possessive;
        let listed = line.tokens.get(name.to).is_some_and(|next| matches!(next.lower.as_str(), "and" | "or"));
        let led = line.tokens[from..name.from].iter().any(|token| token.has(Class::PREPOSITION));
        !owned && !listed && !led && name.from - from < 6
    };
    if let Some(found) = name(from, stop) {
        return plain(found).then_some((found.from, found.to));
    }
    let comma = line.tokens.get(stop).is_some_and(|token| token.kind == Kind::Mark(','));
    if comma
        && stop - from < 5
        && let Some(found) = name(stop + 1, (stop + 6).min(line.tokens.len()))
    {
        return (found.from == stop + 1 && plain(found)).then_some((found.from, found.to));
    }
    let anybody = line.tokens.get(from).is_some_and(|token| matches!(token.lower.as_str(), "a" | "an"));
    phrase_after(line, from).filter(|_| anybody)
}

/// The name right before the verb, over auxiliaries, adverbs and "which".
fn named_before(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.tokens[at.saturating_sub(1)].lower == "to" {
        return in_control(line, at - 1);
    }
    let name = line.parties().filter(|name| name.to <= at && at - name.to < 5).max_by_key(|name| name.to)?;
    let between = &line.tokens[name.to..at];
    let near = between.iter().all(|token| {
        token.has(Class::AUXILIARY)
            || token.lower.ends_with("ly")
            || matches!(token.lower.as_str(), "which" | "who" | "that" | "itself" | "himself" | "herself")
            || token.kind == Kind::Mark(',')
    });
    let relative = between.iter().any(|token| matches!(token.lower.as_str(), "which" | "who"));
    let comma = between.iter().any(|token| token.kind == Kind::Mark(','));
    let led = name.from > 0
        && (line.tokens[name.from - 1].has(Class::PREPOSITION)
            || matches!(line.tokens[name.from - 1].lower.as_str(), "and" | "or"));
    (near && !line.tokens[name.to - 1].possessive && !led && (!comma || relative))
        .then_some((name.from, name.to))
}

/// "Aro has the right to host it": the one name of the clause before "to" is the one who does it.
fn in_control(line: &Line<'_>, to: usize) -> Option<(usize, usize)> {
    let (start, _) = line.clause(to, to + 1);
    let start = (start..to).rfind(|at| line.tokens[*at].lower == "that").map_or(start, |that| that + 1);
    let mut names = line.parties().filter(|name| name.from >= start && name.to <= to);
    let name = names.next().filter(|name| name.from <= start + 1 && !line.tokens[name.to - 1].possessive)?;
    names.next().is_none().then_some((name.from, name.to))
}

fn draft(
    line: &Line<'_>,
    from: usize,
    to: usize,
    who: (usize, usize),
    terms: Vec<Term>,
    frame: &'static Frame,
    verb: (usize, usize),
) -> Option<Draft> {
    if !terms.iter().any(|term| matches!(term.role, TermRole::Subject | TermRole::Name)) {
        return None;
    }
    let mut value = line.span_of(who.0, who.1)?;
    let last = &line.tokens[who.1 - 1];
    if last.possessive {
        value = Span::new(value.start(), value.end() - possessive_length(last.text));
    }
    let words = value.of(line.text)?;
    let name =
        Name { text: words.into(), key: fold(words).as_str().into(), lineage: std::sync::Arc::new([]) };
    let subject = terms.iter().find(|term| term.role == TermRole::Name);
    Some(Draft {
        quote: line.quote(from.min(who.0), to.max(verb.1))?,
        subject: subject.map(|term| term.word.trim_start_matches('@').to_owned()),
        attribute: frame.name.to_string(),
        value,
        object: None,
        as_of: None,
        polarity: polarity(line, verb.0, verb.1),
        context: Context {
            frame: Some(&frame.id),
            terms: finish(terms),
            ..Context::plain(Shape::Role, Value::Name(name), format!("role:{}", frame.id))
        },
    })
}
