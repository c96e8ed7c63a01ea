//! Verdicts on pairs, put together into findings.

use std::collections::{BTreeMap, BTreeSet};

use super::camp::Camp;
use super::{Check, Order, Scene, Verdict};
use crate::model::{Certainty, FactIx, Finding, FindingBuilder, FindingKind, Severity, Side, Topic, TopicIx};
use crate::value::{Value, When};

/// The verdicts on the pairs of one topic's camps, by check and kind.
#[derive(Default)]
pub(super) struct Verdicts {
    by_check: BTreeMap<(&'static str, FindingKind), Vec<Edge>>,
}

struct Edge {
    check: &'static dyn Check,
    left: usize,
    right: usize,
    verdict: Verdict,
}

impl Verdicts {
    pub(super) fn add(&mut self, check: &'static dyn Check, left: usize, right: usize, verdict: Verdict) {
        let edges = self.by_check.entry((check.id(), verdict.kind)).or_default();
        edges.push(Edge { check, left, right, verdict });
    }

    /// One finding for each group of camps that verdicts of one check and kind join.
    pub(super) fn findings(
        &self,
        scene: &Scene<'_>,
        ix: TopicIx,
        topic: &Topic,
        camps: &[Camp],
    ) -> Vec<Finding> {
        let all: Vec<_> = self
            .by_check
            .iter()
            .flat_map(|((_, kind), edges)| groups(edges, camps.len()).into_iter().map(|group| (*kind, group)))
            .collect();
        // What stands in a contradiction as a whole is shown there already; told again as a change in time, the same
        // values would count twice.
        let contradicted: Vec<Vec<usize>> = all
            .iter()
            .filter(|(kind, _)| *kind == FindingKind::Contradiction)
            .map(|(_, group)| members(group))
            .collect();
        let is_told = |kind: FindingKind, group: &[&Edge]| {
            let within = |other: &Vec<usize>| members(group).iter().all(|camp| other.contains(camp));
            kind == FindingKind::Superseded && contradicted.iter().any(within)
        };
        all.iter()
            .filter(|(kind, group)| !is_told(*kind, group))
            .map(|(_, group)| finding(scene, ix, topic, camps, group))
            .collect()
    }
}

/// The edges by connected group of camps, in order of the first camp.
fn groups(edges: &[Edge], camps: usize) -> Vec<Vec<&Edge>> {
    let mut leader: Vec<usize> = (0..camps).collect();
    fn lead(leader: &mut [usize], mut at: usize) -> usize {
        while leader[at] != at {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        at
    }
    for edge in edges {
        let (one, other) = (lead(&mut leader, edge.left), lead(&mut leader, edge.right));
        leader[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        groups.entry(lead(&mut leader, edge.left)).or_default().push(edge);
    }
    groups.into_values().collect()
}

/// The camps of a group, ascending.
fn members(edges: &[&Edge]) -> Vec<usize> {
    let mut members: Vec<usize> = edges.iter().flat_map(|edge| [edge.left, edge.right]).collect();
    members.sort_unstable();
    members.dedup();
    members
}

fn finding(scene: &Scene<'_>, ix: TopicIx, topic: &Topic, camps: &[Camp], edges: &[&Edge]) -> Finding {
    let worst =
        edges.iter().max_by_key(|edge| edge.verdict.severity).expect("a group holds at least one edge");
    let mut sides: Vec<&Camp> = members(edges).iter().map(|at| &camps[*at]).collect();
    if worst.verdict.kind == FindingKind::Superseded {
        sides.sort_by_key(|camp| since(scene, camp));
    }
    let severity = edges.iter().map(|edge| edge.verdict.severity).max().unwrap_or(Severity::Low);
    let shown: Vec<String> = sides.iter().map(|camp| shown(camp)).collect();
    let between = if worst.verdict.kind == FindingKind::Superseded { ", then " } else { " / " };
    let gap = if edges.len() == 1 && !worst.verdict.gap.is_empty() {
        format!(" ({})", worst.verdict.gap)
    } else {
        String::new()
    };
    let message = format!("{}: {}{gap}", scene.title(topic), shown.join(between));
    let mut builder = FindingBuilder::new(worst.check.id(), worst.verdict.kind, severity)
        .topic(ix)
        .certainty(certainty(scene, &sides))
        .says(message, worst.verdict.why.clone(), worst.check.info().would_settle);
    for camp in &sides {
        builder = builder.side(side(scene, camp));
    }
    builder.build(identity(scene, topic, &sides).iter().map(String::as_str))
}

/// What names a finding besides its check: topic, then each side's value and origins, in an order of their own. Origins
/// stand for the source ids, so that a copy of a source changes no id.
pub(super) fn identity(scene: &Scene<'_>, topic: &Topic, sides: &[&Camp]) -> Vec<String> {
    let mut parts: Vec<String> =
        sides.iter().map(|camp| side_identity(scene, &shown_normal(camp), &camp.facts)).collect();
    parts.sort_unstable();
    parts.insert(0, topic.id.to_string());
    parts
}

pub(super) fn side_identity(scene: &Scene<'_>, value: &str, facts: &[FactIx]) -> String {
    let mut origins: Vec<&str> = facts.iter().map(|ix| scene.origin_name(scene.fact(*ix).source)).collect();
    origins.sort_unstable();
    origins.dedup();
    format!("{value}\u{1f}{}", origins.join("\u{1f}"))
}

fn shown_normal(camp: &Camp) -> String {
    if camp.affirmed() { camp.value.normal() } else { format!("not {}", camp.value.normal()) }
}

/// A camp's value as people read it.
pub(super) fn shown(camp: &Camp) -> String {
    match (&camp.value, camp.affirmed()) {
        (value, true) => value.to_string(),
        (Value::Truth(truth), false) => Value::Truth(!truth).to_string(),
        (value, false) => format!("not {value}"),
    }
}

/// The first day that a camp's facts speak of.
fn since(scene: &Scene<'_>, camp: &Camp) -> Option<jiff::civil::Date> {
    camp.facts.iter().filter_map(|ix| scene.time(*ix).and_then(|time| time.start)).min()
}

/// A camp as a side of a finding: its evidence, at most one piece a fact, in the order of the sources.
pub(super) fn side(scene: &Scene<'_>, camp: &Camp) -> Side {
    let earliest = camp.facts.iter().filter_map(|ix| scene.time(*ix)).min_by_key(|time| time.start);
    Side {
        value: shown(camp).into(),
        time: earliest.map(|range| Value::Date(When::of(range.clone())).to_string().into()),
        evidence: evidence(scene, &camp.facts),
    }
}

/// Evidence for facts, without repeating a quote of a source.
pub(super) fn evidence(scene: &Scene<'_>, facts: &[FactIx]) -> Vec<crate::model::Evidence> {
    let mut evidence: Vec<_> = facts.iter().filter_map(|ix| scene.evidence(*ix)).collect();
    evidence.sort_by_key(|piece| (piece.source, piece.span, piece.fact));
    evidence.dedup_by_key(|piece| (piece.source, piece.span));
    evidence
}

/// How sure the reading of a finding is: the surest fact of each side, multiplied over the sides.
pub(super) fn certainty(scene: &Scene<'_>, sides: &[&Camp]) -> Certainty {
    let best = |camp: &&Camp| camp.facts.iter().map(|ix| scene.certainty(*ix)).fold(0.0, f64::max);
    Certainty::new(sides.iter().map(best).product())
}

/// Whether sources stand against each other: one that gives two values by itself is no conflict between sources, and a
/// copy of it makes it none. A copy that changes a figure does: an editor wants to see that.
pub(super) fn speak_apart(scene: &Scene<'_>, left: &Camp, right: &Camp) -> bool {
    let first = scene.origin(left.facts[0]);
    let several = left.facts.iter().chain(&right.facts).any(|ix| scene.origin(*ix) != first);
    let sources = |camp: &Camp| camp.facts.iter().map(|ix| scene.fact(*ix).source).collect::<BTreeSet<_>>();
    several || sources(left) != sources(right)
}

/// Which of two camps came first, for messages.
pub(super) fn in_time<'c>(order: Order, left: &'c Camp, right: &'c Camp) -> (&'c Camp, &'c Camp) {
    if order == Order::RightFirst { (right, left) } else { (left, right) }
}
