//! Days at which something begins or ends: "in force from 1 March", "open until June", "no trains before May".
//!
//! Such a day is as exact as "on 1 March": what begins from March begins in March.

use super::attribute;
use super::sentence::{Found, Line};
use super::speech::denial;
use crate::value::{Bound, Grain, Value, When};

/// What a day is to what the sentence tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// It begins there.
    Start,
    /// It ends there.
    End,
}

/// What the day `found` is the edge of, where the word that leads to it says so.
pub(super) fn edge(line: &Line<'_>, found: &Found) -> Option<Edge> {
    let Value::Date(when) = &found.reading.value else { return None };
    let has_day = when.range.start.is_some() && when.range.grain != Grain::Span && when.bound != Bound::Exact;
    match line.tokens[found.from].lower.as_str() {
        _ if !has_day => None,
        "from" => Some(Edge::Start),
        // "The first strike since 2011": there was one in 2011.
        "since" if attribute::is_of_previous(line, found) => Some(Edge::Start),
        "until" | "till" if is_denied(line, found) => Some(Edge::Start),
        "before" if is_denied(line, found) => Some(Edge::Start),
        "until" | "till" => Some(Edge::End),
        _ => None,
    }
}

/// Whether nothing happens up to that day: "not until May", "no trains before May".
pub(super) fn is_denied(line: &Line<'_>, found: &Found) -> bool {
    denial(line, found.from, found.to).is_some()
}

/// The day itself.
pub(super) fn day(when: &When) -> When {
    When { bound: Bound::Exact, ..when.clone() }
}
