//! Days that are no claim: of a saying, of a figure, counted from another day, of no clear year.

use super::attribute;
use super::measure::key;
use super::sentence::{Found, Line};
use super::token::Token;
use crate::lexicon::vocabulary::Class;
use crate::value::{Bound, Grain, Value, When};

/// Whether the day dates something else than what the sentence states, or cannot be told.
pub(super) fn states_nothing(line: &Line<'_>, found: &Found, when: &When) -> bool {
    let vague = when.range.start.is_none() && when.range.end.is_none();
    vague
        || qualifies_a_noun(line, found)
        || is_of_unclear_year(line, found, when)
        || is_last_of_something(line, found)
        || is_period_told_of(line, found)
        || follows_another(line, found)
        || is_set_against_today(line, found)
        || when.range.grain == Grain::Decade
        || dates_a_saying(line, found)
        || is_period_of_figure(line, found)
}

/// "Five years later", "a week earlier": counted from another day of the text.
fn follows_another(line: &Line<'_>, found: &Found) -> bool {
    line.tokens[found.from..found.to]
        .iter()
        .any(|token| matches!(token.lower.as_str(), "later" | "earlier" | "afterwards"))
}

/// "Such a deal would have been unthinkable a year ago": nothing happened then. "Could not pay two weeks ago" is of then.
fn is_set_against_today(line: &Line<'_>, found: &Found) -> bool {
    let (start, _) = line.clause(found.from, found.to);
    let unreal = |words: &[Token<'_>]| {
        let denied = words.get(1).is_some_and(|word| matches!(word.lower.as_str(), "not" | "never"));
        words[0].has(Class::MODAL)
            && words.get(1 + usize::from(denied)).is_some_and(|word| word.lower == "have")
    };
    line.tokens[found.from..found.to].iter().any(|token| token.lower == "ago")
        && (start..found.from).any(|at| unreal(&line.tokens[at..found.from]))
}

/// "Work begins in March": a month without a year that reads as past where the sentence has no past form. Most likely
/// the next one is meant, and nothing can be made of it. "Is to begin in March" reads as the next one.
fn is_of_unclear_year(line: &Line<'_>, found: &Found, when: &When) -> bool {
    let tokens = &line.tokens[found.from..found.to];
    let bare = matches!(when.range.grain, Grain::Month)
        && tokens.iter().any(|token| token.has(Class::CALENDAR))
        && !tokens.iter().any(|token| token.text.bytes().any(|byte| byte.is_ascii_digit()))
        && !tokens.iter().any(|token| matches!(token.lower.as_str(), "last" | "next" | "this" | "since"));
    let past = |token: &Token<'_>| token.is_past() || matches!(token.lower.as_str(), "was" | "were" | "had");
    let gone = when.range.end.zip(line.today).is_none_or(|(end, today)| end < today);
    bare && gone && !line.tokens.iter().any(past)
}

/// "said on Monday": the day of the saying is no claim. "The theft was reported on Monday", "the first case was confirmed
/// on Monday" is one.
fn dates_a_saying(line: &Line<'_>, found: &Found) -> bool {
    // "Put back to 19 May" says nothing of a saying.
    let says =
        |token: &Token<'_>| token.has(Class::REPORTING) && !matches!(token.lower.as_str(), "put" | "puts");
    let near = |at: usize| {
        says(&line.tokens[at]) && line.distance(at, found.from) < 1.5 && !is_told_of(line, at, found.to)
    };
    (found.from.saturating_sub(6)..found.from).any(near)
}

/// Whether the verb of saying at `at` tells what was done with something: "was announced", not "it was announced that".
fn is_told_of(line: &Line<'_>, at: usize, end: usize) -> bool {
    let lower = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let passive = (at.saturating_sub(2)..at)
        .rev()
        .find(|at| matches!(lower(*at), "was" | "were" | "been" | "be" | "being" | "is" | "are"));
    let open = |at: usize| matches!(lower(at), "it" | "there" | "as");
    passive.is_some_and(|aux| {
        let subject =
            (aux.saturating_sub(2)..aux).any(|at| line.tokens[at].is_content() || line.name_at(at).is_some());
        subject
            && !open(aux.wrapping_sub(1))
            && lower(end) != "that"
            && !matches!(lower(at), "said" | "quoted")
    })
}

/// "On the last day allowed": a day that only what it is the last of tells.
fn is_last_of_something(line: &Line<'_>, found: &Found) -> bool {
    let words: Vec<&str> =
        line.tokens[found.from..found.to].iter().map(|token| token.lower.as_str()).collect();
    matches!(words.as_slice(), ["the", "last" | "final" | "previous" | "next", "day" | "night" | "morning"])
}

/// "The charges cover the years 2016 to 2021": what it is about, not when it was.
fn is_period_told_of(line: &Line<'_>, found: &Found) -> bool {
    let word = |at: usize| line.tokens[at].lower.as_str();
    let years = [Some(found.from), found.from.checked_sub(1)];
    years.into_iter().flatten().any(|at| matches!(word(at), "years" | "months"))
        || found.from.checked_sub(1).is_some_and(|at| {
            matches!(word(at), "cover" | "covers" | "covered" | "covering" | "spans" | "spanning" | "spanned")
        })
}

/// "the August offer", "Monday's vote", "the price of 9 October": the day tells which, not when.
fn qualifies_a_noun(line: &Line<'_>, found: &Found) -> bool {
    let before = found.from.checked_sub(1).map(|at| &line.tokens[at]);
    let behind = line.tokens.get(found.to).is_some_and(|token| token.is_content());
    line.tokens[found.from..found.to].iter().any(|token| token.possessive)
        || before.is_some_and(|token| {
            token.lower == "of" || (token.has(Class::DETERMINER) || token.possessive) && behind
        })
}

/// "revenue of $2 million in 2025": the year belongs to the figure and is no claim of its own.
fn is_period_of_figure(line: &Line<'_>, found: &Found) -> bool {
    let Value::Date(when) = &found.reading.value else { return false };
    let (start, end) = line.clause(found.from, found.to);
    let long = !matches!(when.range.grain, Grain::Day | Grain::Week);
    long && when.bound == Bound::Exact
        && !is_of_its_own_verb(line, found)
        && !line.tokens[start..end].iter().any(|token| token.has(Class::DEALING))
        && line.values.iter().any(|other| {
            other.from >= start
                && other.to <= end
                && matches!(other.reading.value, Value::Money(_) | Value::Percentage(_) | Value::Quantity(_))
                && key(&other.reading.value).as_deref() != Some("count")
        })
}

/// "Built in 1912 at a cost of $3 million": a verb of which the day is told stands right before.
fn is_of_its_own_verb(line: &Line<'_>, found: &Found) -> bool {
    let Some(lead) = found.from.checked_sub(1).filter(|at| line.tokens[*at].has(Class::PREPOSITION)) else {
        return false;
    };
    let verb = lead.checked_sub(1).map(|at| &line.tokens[at]);
    verb.is_some_and(|verb| verb.is_past() && attribute::dates(verb.term.trim_start_matches('#')))
}
