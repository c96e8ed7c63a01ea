//! What happened, as far as it takes to know it again in another article: the verb, and the noun that tells which.
//!
//! "The council granted the permit" and "the permit was granted" are one event by verb and object; who did it is told
//! in some articles and left out in others. Of a verb that says little by itself the noun tells all: "gave notice",
//! "held talks", "notice was served".

use super::context::{opening_phrase, phrase_before};
use super::sentence::Line;
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::{Class, concept_phrase};

/// What happened, at the tokens `from..to`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Happening {
    /// Concept or stem of the verb; nothing for a noun, or a verb that says little.
    pub(super) verb: Option<String>,
    /// Nouns, and names behind "@", that tell what it happened to.
    pub(super) heads: Vec<String>,
    /// Whether the heads are what it was done to, not perhaps who did it.
    pub(super) is_sure: bool,
    /// Where its words begin.
    pub(super) from: usize,
    /// Where they end.
    pub(super) to: usize,
    /// As people read it.
    pub(super) words: String,
    /// Whether it has a verb of its own, be it one that says little.
    pub(super) is_clause: bool,
}

/// How far a clause is looked through for its verb.
const REACH: usize = 26;

/// The event of the clause that ends right before `end`.
pub(super) fn before(line: &Line<'_>, told: Option<&Line<'_>>, end: usize) -> Option<Happening> {
    let mut at = end;
    while at > 0 && end - at < REACH {
        at -= 1;
        if line.tokens[at].gap() >= 5 {
            return None;
        }
        if is_verb(line, at) {
            return of_verb(line, told, 0, (at, end));
        }
    }
    None
}

/// The event of the clause that begins at `start` and ends before `stop`: of its first verb, or of the noun that stands
/// there for a clause.
pub(super) fn behind(
    line: &Line<'_>,
    told: Option<&Line<'_>>,
    start: usize,
    stop: usize,
) -> Option<Happening> {
    let stop = stop.min(start + REACH).min(line.tokens.len());
    let first = line.tokens.get(start).filter(|_| start < stop)?;
    if first.lower.ends_with("ing")
        && first.is_word()
        && line.name_at(start).is_none()
        && first.lower.len() > 5
    {
        let mut found = of_verb(line, told, start, (start, stop))?;
        found.is_sure = !found.heads.is_empty();
        return Some(found);
    }
    if let Some(verb) = (start..stop).find(|at| is_verb(line, *at)) {
        return of_verb(line, told, start, (verb, stop));
    }
    let (heads, to) = heads(line, start, stop, true);
    let words = words(line, start, to, start);
    (!heads.is_empty()).then_some(Happening {
        verb: None,
        heads,
        is_sure: true,
        from: start,
        to,
        words,
        is_clause: false,
    })
}

/// The event that a sentence tells: of its first verb.
pub(super) fn of_sentence(line: &Line<'_>) -> Option<Happening> {
    let verb = (1..line.tokens.len().min(REACH)).find(|at| is_verb(line, *at))?;
    let (_, stop) = line.clause(verb, verb + 1);
    of_verb(line, None, 0, (verb, stop))
}

fn of_verb(
    line: &Line<'_>,
    told: Option<&Line<'_>>,
    floor: usize,
    (at, stop): (usize, usize),
) -> Option<Happening> {
    let token = &line.tokens[at];
    let phrase = concept_phrase(|ahead| line.tokens.get(at + ahead).map(|token| token.stem.as_str()));
    let (verb, end) = match phrase {
        Some((concept, length)) => (Some(concept.to_owned()), at + length),
        None if token.has_stem(Class::INFORMING) => (Some(token.stem.to_string()), at + 1),
        None => (Some(token.term.to_string()).filter(|term| !term.is_empty()), at + 1),
    };
    let verb =
        verb.filter(|_| phrase.is_some() || !token.has(Class::BE) && !token.has_stem(Class::EMPTY_VERB));
    let (from, to) = phrase_before(line, at).unwrap_or((at, at));
    let (from, to) = (from.max(floor).min(at), to.max(floor).min(at));
    let passive = line.tokens[to..at].iter().any(|token| token.has(Class::BE)) && token.is_past();
    let (objects, last) = heads(line, end, stop, verb.is_none());
    let (mut heads, mut is_sure) = (objects, true);
    let of_subject = passive || heads.is_empty() || token.has(Class::BE);
    if let Some(object) = antecedent(line, from, at).filter(|_| !passive) {
        (heads, is_sure) = (object, true);
    } else if of_subject {
        is_sure = passive;
        let subject = subject(line, told, from, to);
        heads = if verb.is_some() || heads.is_empty() { subject } else { [subject, heads].concat() };
    }
    heads.dedup();
    let telling = verb.is_some() || !heads.is_empty();
    let begin = if of_subject { from } else { at };
    let words = words(line, begin, last.max(end), at);
    telling.then_some(Happening {
        verb,
        heads,
        is_sure,
        from: begin,
        to: last.max(end),
        words,
        is_clause: true,
    })
}

/// The words `from..to` as they stand, or fewer of them from `near` on where they are many.
fn words(line: &Line<'_>, from: usize, to: usize, near: usize) -> String {
    const MOST: usize = 7;
    let from = if to > from + MOST { near } else { from };
    let span = line.span_of(from, to.min(from + MOST));
    span.and_then(|span| span.of(line.text)).unwrap_or_default().to_owned()
}

/// "The talks, which Aro broke off": what a relative word with a subject behind it stands for is the object.
fn antecedent(line: &Line<'_>, from: usize, verb: usize) -> Option<Vec<String>> {
    let word = from.checked_sub(1).filter(|word| matches!(&*line.tokens[*word].lower, "which" | "whom"))?;
    let subject = &line.tokens[from];
    let own = subject.has(Class::DETERMINER) || subject.has(Class::PERSONAL) || line.name_at(from).is_some();
    let end = word - usize::from(word > 0 && line.tokens[word - 1].kind == Kind::Mark(','));
    let begin = (0..end).rev().take(6).take_while(|at| line.tokens[*at].gap() < 3).last()?;
    let found = (begin..end).rev().find(|at| line.tokens[*at].is_content())?;
    let head = match line.name_at(found) {
        Some(name) => format!("@{}", name.folded),
        None => line.tokens[found].term.to_string(),
    };
    (own && from < verb && !head.is_empty()).then(|| vec![head])
}

/// The nouns by which the subject `from..to` is known, or what its pronoun stands for.
fn subject(line: &Line<'_>, told: Option<&Line<'_>>, from: usize, to: usize) -> Vec<String> {
    let opens = |at: &usize| {
        line.tokens[*at].has(Class::DETERMINER)
            && (*at == from || !line.tokens[at - 1].has(Class::PREPOSITION))
    };
    let start = (from..to).rfind(opens).unwrap_or(from);
    let (mut heads, _) = heads(line, start, to, false);
    let refers = |token: &Token<'_>| matches!(token.lower.as_str(), "it" | "its" | "they" | "their" | "this");
    if line.tokens[start..to].iter().any(refers) {
        let names = line.pronouns.iter().filter(|name| name.from >= start && name.to <= to);
        heads.extend(names.map(|name| format!("@{}", name.folded)));
        let phrase = told.and_then(|told| Some((told, opening_phrase(told)?)));
        heads.extend(phrase.into_iter().flat_map(|(told, (from, to))| self::heads(told, from, to, false).0));
    }
    heads
}

/// The head of the noun phrase at `from`, and where its words end: the last noun or name before a preposition. Where `far`,
/// of the phrase behind the preposition too.
fn heads(line: &Line<'_>, from: usize, to: usize, far: bool) -> (Vec<String>, usize) {
    let (mut heads, mut head, mut end) = (Vec::new(), None, from);
    let mut at = from;
    while at < to.min(line.tokens.len()) {
        let token = &line.tokens[at];
        if let Some(name) = line.name_at(at) {
            // "Aro's permit": whose it is tells less than what.
            head = Some(format!("@{}", name.folded));
            at = name.to.max(at + 1);
            end = at;
            continue;
        }
        let joins = matches!(
            token.lower.as_str(),
            "and"
                | "but"
                | "while"
                | "when"
                | "as"
                | "because"
                | "that"
                | "which"
                | "who"
                | "where"
                | "so"
                | "or"
        );
        if token.gap() >= 3 || joins && head.is_some() || at > from && token.has(Class::REPORTING) {
            break;
        }
        if token.has(Class::PREPOSITION) && token.lower != "to" || token.lower == "to" && head.is_some() {
            if head.is_some() {
                heads.extend(head.take());
                if !far || heads.len() > 1 {
                    break;
                }
            } else if !far && at > from {
                break;
            }
        }
        let idle = token.is_adverb() || token.has(Class::CALENDAR) || is_idle(token);
        if token.is_content() && line.value_at(at).is_none() && !idle {
            head = Some(token.term.to_string());
            end = at + 1;
        }
        at += 1;
    }
    heads.extend(head);
    (heads, end)
}

/// Words that stand where a noun could and name nothing.
fn is_idle(token: &Token<'_>) -> bool {
    token.has(Class::INDEFINITE)
        || matches!(
            token.lower.as_str(),
            "ever"
                | "early"
                | "late"
                | "twice"
                | "once"
                | "ahead"
                | "together"
                | "home"
                | "away"
                | "partway"
                | "anyway"
                | "ourselves"
        )
}

/// Whether the word at `at` is the verb of a clause: a past form, or what an auxiliary carries, or a form of "be" that
/// stands alone.
fn is_verb(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    let apart = line.name_at(at).is_some() || line.value_at(at).is_some() || !token.is_word();
    if apart
        || token.is_capital()
        || token.is_adverb()
        || token.has(Class::PREPOSITION)
        || token.has(Class::TITLE)
    {
        return false;
    }
    if token.has(Class::BE) {
        let carries = |token: &Token<'_>| !token.is_adverb() && !token.has(Class::AUXILIARY);
        let next = line.tokens[at + 1..].iter().find(|token| carries(token));
        let helps = next.is_some_and(|next| next.is_past() || next.lower.ends_with("ing"));
        return !token.possessive && !helps && at > 0;
    }
    if matches!(token.lower.as_str(), "had" | "has" | "have") {
        let next = line.tokens.get(at + 1);
        return at > 0
            && next.is_some_and(|next| next.has(Class::DETERMINER) || line.value_at(at + 1).is_some());
    }
    if token.lower == "comes" {
        return at > 0;
    }
    if token.has(Class::AUXILIARY) || token.has(Class::DETERMINER) || token.has(Class::PRONOUN) {
        return false;
    }
    let before = (0..at).rev().map(|at| &line.tokens[at]).find(|token| !token.is_adverb());
    let Some(before) = before else { return false };
    let helped = before.has(Class::AUXILIARY) && before.lower != "to" || before.lower.ends_with("n't");
    let asked = matches!(before.lower.as_str(), "we" | "i" | "you" | "they" | "he" | "she" | "it");
    if asked && token.is_content() && !is_idle(token) {
        return true;
    }
    let led = before.has(Class::DETERMINER) || before.has(Class::PREPOSITION) || before.possessive;
    let carried = helped && !token.has(Class::STOP) && !before.has(Class::BE);
    let goes_on = before.has(Class::BE) && token.lower.ends_with("ing");
    token.is_past() && !led || carried || goes_on
}
