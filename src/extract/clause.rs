//! The clause of the event that a day, a time of day or a length is of: what is told around it may be another event.
//!
//! "The lift resumed service on Tuesday after a check": Tuesday is no day of a check.

use super::happening;
use super::sentence::{Found, Line};
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::Class;
use crate::model::{Term, TermRole};

/// So many words before a relative word tell what it stands for.
const ANTECEDENT: usize = 6;

/// The tokens of the clause that tells the event of the value `found`.
pub(super) fn of_event(line: &Line<'_>, found: &Found) -> (usize, usize) {
    let mut start = opening(line, found.from);
    let mut end = ending(line, found.to);
    let bare = !tells(line, start, found.from) && !tells(line, found.to, end);
    if start > 0 && is_mark(line, start - 1) && bare && !opens_after_colon(line, start, found) {
        // "A complaint was filed, on 4 May, with the court", "Opening: 4 May".
        start = opening(line, start - 1);
    }
    let comma = line.tokens.get(found.to).is_some_and(|token| token.kind == Kind::Mark(','));
    let when = found.to + usize::from(comma);
    let led = line.tokens.get(when).is_some_and(|token| matches!(token.lower.as_str(), "when" | "as"));
    if led {
        // "It began in May, when the two signed".
        end = ending(line, when + 1);
        if line.tokens[start..found.from].iter().any(|token| token.has(Class::AFFAIR)) {
            start = when + 1;
        }
    } else if let Some(clause) = apposed(line, when) {
        end = ending(line, clause);
    } else if comma && !tells(line, start, found.from) {
        // "On 4 May, the two signed".
        end = ending(line, found.to + 1);
    }
    let relative = start > 0 && matches!(line.tokens[start - 1].lower.as_str(), "which" | "who" | "that");
    if relative {
        start = opening(line, start - 1).max(start.saturating_sub(1 + ANTECEDENT));
    }
    (start, end)
}

/// "How it began: in May, the two signed": with the words before a value that a preposition leads to, a clause begins.
/// "Opening: 4 May" is told by what stands before the colon.
fn opens_after_colon(line: &Line<'_>, start: usize, found: &Found) -> bool {
    let colon = line.tokens[start - 1].kind == Kind::Mark(':');
    let led = line.tokens[start..=found.from].iter().any(|token| token.has(Class::PREPOSITION));
    let comma = line.tokens.get(found.to).is_some_and(|token| token.kind == Kind::Mark(','));
    colon && led && comma && tells(line, found.to + 1, ending(line, found.to + 1))
}

/// Where the clause begins that says from when on what is told at `from` will be so: "once the votes are counted, the
/// emergency powers will lapse".
pub(super) fn condition(line: &Line<'_>, from: usize) -> Option<usize> {
    let (start, _) = line.clause(from, from);
    let comma = start.checked_sub(1)?;
    let (begin, _) = line.clause(comma, comma);
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let opens = word(begin) == "once"
        || word(begin) == "as" && word(begin + 1) == "soon"
        || word(begin) == "the" && matches!(word(begin + 1), "moment" | "minute" | "day");
    (opens && begin < comma).then_some(begin)
}

/// "On 4 May, the day the two signed": where the clause begins that tells the day at `at` once more.
fn apposed(line: &Line<'_>, at: usize) -> Option<usize> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let article = usize::from(matches!(word(at), "the" | "a"));
    let period =
        matches!(word(at + article), "day" | "night" | "morning" | "week" | "month" | "year" | "date");
    let relative = usize::from(matches!(word(at + article + 1), "that" | "when" | "on" | "in"));
    (period && article > 0).then_some(at + article + 1 + relative)
}

fn opening(line: &Line<'_>, from: usize) -> usize {
    (0..from).rfind(|at| parts(line, *at, from)).map_or(0, |mark| mark + 1)
}

fn ending(line: &Line<'_>, to: usize) -> usize {
    (to..line.tokens.len()).find(|at| parts(line, *at, to)).unwrap_or(line.tokens.len())
}

/// Whether words of the clause tell anything.
fn tells(line: &Line<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| line.tokens[at].is_content() && line.value_at(at).is_none())
}

fn is_mark(line: &Line<'_>, at: usize) -> bool {
    line.tokens[at].gap() >= 3
}

/// Whether another event may begin or end at `at`; "after" right before the value only leads to it.
fn parts(line: &Line<'_>, at: usize, value: usize) -> bool {
    let token = &line.tokens[at];
    let leads = at < value && (at + 1..value).all(|at| leads_on(&line.tokens[at]));
    token.gap() >= 3 || !leads && is_joint(token)
}

fn leads_on(token: &Token<'_>) -> bool {
    token.has(Class::PREPOSITION) || token.has(Class::DETERMINER) || token.is_adverb()
}

/// Words that lead to another event.
fn is_joint(token: &Token<'_>) -> bool {
    matches!(
        token.lower.as_str(),
        "after"
            | "before"
            | "when"
            | "while"
            | "whereas"
            | "because"
            | "although"
            | "though"
            | "but"
            | "if"
            | "unless"
            | "once"
            | "until"
            | "which"
            | "who"
            | "that"
            | "where"
            | "than"
            | "following"
            | "despite"
    )
}

/// The words around a day, a time or a length, those of its own event before all others: the verb and what it tells of
/// count most, what other clauses tell counts half.
pub(super) fn of_event_first(mut terms: Vec<Term>, line: &Line<'_>, found: &Found) -> Vec<Term> {
    let (start, end) = of_event(line, found);
    let own = |word: &str| line.tokens[start..end].iter().any(|token| *token.term == *word);
    for term in terms.iter_mut().filter(|term| matches!(term.role, TermRole::Head | TermRole::Near)) {
        if !own(&term.word) {
            term.role = TermRole::Near;
            term.weight *= ELSEWHERE;
        }
    }
    let event = happening::before(line, None, found.from)
        .filter(|event| event.from >= start)
        .or_else(|| happening::behind(line, None, found.to + 1, end));
    if let Some(event) = event {
        for term in terms.iter_mut().filter(|term| matches!(term.role, TermRole::Head | TermRole::Near)) {
            let told = event.verb.as_deref() == Some(&*term.word)
                || event.heads.iter().any(|head| **head == *term.word);
            if told {
                term.role = TermRole::Head;
                term.weight = term.weight.max(TOLD);
            }
        }
    }
    terms
}

/// How much the verb of the event counts at least, and what it is of.
const TOLD: f64 = 0.9;

/// How much the words of other clauses count.
const ELSEWHERE: f64 = 0.5;
