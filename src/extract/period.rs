//! Of which year, quarter or half a figure is, and over how long a stretch.

use super::measure::{is_of_old, key};
use super::sentence::{Found, Line};
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::Class;
use crate::value::{DateRange, Grain, Value};

/// The period that the figure is of: the nearest year, quarter or half that the sentence names.
pub(super) fn period(line: &Line<'_>, found: &Found) -> Option<DateRange> {
    if matches!(found.reading.value, Value::Date(_) | Value::TimeOfDay(_)) {
        return None;
    }
    let periods = line.values.iter().filter_map(|other| match &other.reading.value {
        Value::Date(when) if when.part.is_none() && !is_relative_business_year(line, other) => {
            match when.range.grain {
                Grain::Year | Grain::Quarter | Grain::Half | Grain::Span => {
                    Some((line.distance(found.from, other.from), other, &when.range))
                }
                _ => None,
            }
        }
        _ => None,
    });
    let near = periods.filter(|(distance, other, _)| {
        *distance < 9.0
            && !made_in(line, other)
            && !dates_another_figure(line, found, other)
            && !dates_a_deed(line, found, other)
    });
    near.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, _, range)| range.clone())
}

/// "Turnout was 68%, against 63% in 2022", "up from 63% in 2022": the year is of what the figure is set against.
fn dates_another_figure(line: &Line<'_>, found: &Found, year: &Found) -> bool {
    let alike = key(&found.reading.value);
    let compared = |other: &&Found| {
        other.from > found.from && other.to <= year.from && key(&other.reading.value) == alike
    };
    !is_of_old(line, found) && line.values.iter().filter(compared).any(|other| is_of_old(line, other))
}

/// "Aro, founded in 1994, has 2,300 employees": the year is of another deed than the figure, with a mark or "and" between.
fn dates_a_deed(line: &Line<'_>, found: &Found, year: &Found) -> bool {
    let lead = (0..year.from).rev().find(|at| !line.tokens[*at].has(Class::PREPOSITION));
    let verb = lead.map(|at| &line.tokens[at]).filter(|token| token.is_past());
    if verb.is_some_and(|verb| {
        matches!(verb.term.as_str(), "#built" | "#founded" | "#open" | "#born" | "#refit")
    }) {
        return true;
    }
    let deed = verb.is_some() && lead.is_some_and(|at| line.value_at(at).is_none());
    let between =
        if found.from < year.from { found.to..lead.unwrap_or(found.to) } else { year.to..found.from };
    let parts =
        |token: &Token<'_>| token.gap() >= 3 || matches!(token.lower.as_str(), "and" | "who" | "which");
    deed && line.tokens.get(between).is_some_and(|between| between.iter().any(parts))
}

/// "its last financial year" is not a calendar year, and which it is the text does not say.
fn is_relative_business_year(line: &Line<'_>, found: &Found) -> bool {
    let tokens = &line.tokens[found.from..found.to];
    tokens.iter().any(|token| matches!(token.lower.as_str(), "financial" | "fiscal" | "business"))
        && !tokens.iter().any(|token| token.text.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The stretch that a figure is over, where one follows it: "9% over two years", "48 goals in three seasons".
pub(super) fn stretch(line: &Line<'_>, found: &Found) -> Option<Box<str>> {
    let lead =
        line.tokens.get(found.to + usize::from(line.tokens.get(found.to).is_some_and(Token::is_content)));
    let over = lead
        .is_some_and(|token| matches!(token.lower.as_str(), "in" | "over" | "within" | "during" | "after"));
    let next = line.values.iter().find(|other| other.from > found.to && other.from <= found.to + 2)?;
    let long = matches!(next.reading.value, Value::Duration(_))
        || line.tokens[next.from..(next.to + 1).min(line.tokens.len())].iter().any(|token| {
            matches!(token.lower.as_str(), "seasons" | "games" | "matches" | "innings" | "rounds")
        });
    (over && long).then(|| next.reading.value.normal().into())
}

/// How long the period of a figure is: a quarter's revenue is not a year's.
pub(super) fn length_of_period(
    line: &Line<'_>,
    found: &Found,
    period: Option<&DateRange>,
) -> Option<Box<str>> {
    let (start, _) = line.clause(found.from, found.to);
    let before = &line.tokens[start.max(found.from.saturating_sub(4))..found.from];
    let annual = |token: &Token<'_>| {
        matches!(token.lower.as_str(), "annual" | "annualised" | "annualized" | "yearly" | "full-year")
    };
    let length = match period.map(|period| period.grain) {
        _ if before.iter().any(annual) => "year",
        Some(Grain::Year) => "year",
        Some(Grain::Quarter) => "quarter",
        Some(Grain::Half) => "half",
        _ => return None,
    };
    (!matches!(found.reading.value, Value::Duration(_))).then(|| length.into())
}

/// Where the words stand that name what was made in a year: "the 1994 ferry sank", "a white 2011 van".
pub(super) fn made_in(line: &Line<'_>, found: &Found) -> bool {
    let Value::Date(when) = &found.reading.value else { return false };
    let bare = found.to == found.from + 1 && line.tokens[found.from].kind == Kind::Number;
    let named = (found.from.saturating_sub(3)..found.from).any(|at| line.tokens[at].has(Class::DETERMINER));
    // "The 1994-built ferry".
    let at = found.to + usize::from(line.tokens.get(found.to).is_some_and(|token| token.lower == "built"));
    let thing = line.tokens.get(at).is_some_and(|token| {
        super::context::is_made(&token.term)
            && line.tokens.get(at + 1).is_none_or(|next| !next.is_content() || next.is_past())
    });
    when.range.grain == Grain::Year && bare && named && thing
}
