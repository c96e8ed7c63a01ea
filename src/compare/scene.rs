//! The run's tables, with what the checks ask of them: who speaks, for whom, and when.

use std::collections::BTreeSet;

use crate::model::{
    Attribute, AttributeTable, Claim, ClaimOrigin, EntityTable, Evidence, Fact, FactIx, SourceIx,
    SourceSummary, Status, TimeBasis, Topic,
};
use crate::text::LineIndex;
use crate::value::DateRange;

/// How two groups of facts stand in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Some of one and some of the other speak of the same time, or a time is not known.
    Contemporary,
    /// Each of the left speaks of an earlier time than each of the right, or the left began earlier.
    LeftFirst,
    /// The other way round.
    RightFirst,
}

/// The run's tables.
pub struct Scene<'r> {
    /// The articles with their origins.
    pub sources: &'r [SourceSummary],
    /// Who and what is spoken of.
    pub entities: &'r EntityTable,
    /// What is stated of them.
    pub attributes: &'r AttributeTable,
    /// The claims.
    pub claims: &'r [Claim],
    /// The facts.
    pub facts: &'r [Fact],
    lines: Vec<LineIndex>,
    origins: Vec<usize>,
}

impl<'r> Scene<'r> {
    /// The scene of these tables.
    #[must_use]
    pub fn new(
        sources: &'r [SourceSummary],
        entities: &'r EntityTable,
        attributes: &'r AttributeTable,
        claims: &'r [Claim],
        facts: &'r [Fact],
    ) -> Self {
        let names: BTreeSet<&str> = sources.iter().map(|source| &*source.origin).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let origins =
            sources.iter().map(|source| names.partition_point(|name| *name < &*source.origin)).collect();
        let lines = sources.iter().map(|source| LineIndex::new(&source.source.text)).collect();
        Self { sources, entities, attributes, claims, facts, lines, origins }
    }

    /// The fact at `ix`.
    #[must_use]
    pub fn fact(&self, ix: FactIx) -> &'r Fact {
        &self.facts[ix.at()]
    }

    /// The claim behind a fact.
    #[must_use]
    pub fn claim(&self, ix: FactIx) -> &'r Claim {
        &self.claims[self.fact(ix).claim.at()]
    }

    /// Number of the origin behind a fact.
    #[must_use]
    pub fn origin(&self, ix: FactIx) -> usize {
        self.origins[self.fact(ix).source.at()]
    }

    /// Name of the origin behind a source.
    #[must_use]
    pub fn origin_name(&self, source: SourceIx) -> &'r str {
        &self.sources[source.at()].origin
    }

    /// How many independent origins stand behind these facts.
    #[must_use]
    pub fn origins(&self, facts: &[FactIx]) -> usize {
        facts.iter().map(|fact| self.origin(*fact)).collect::<BTreeSet<_>>().len()
    }

    /// How many sources stand behind these facts.
    #[must_use]
    pub fn sources_of(&self, facts: &[FactIx]) -> usize {
        facts.iter().map(|fact| self.fact(*fact).source).collect::<BTreeSet<_>>().len()
    }

    /// The time that a fact speaks of.
    #[must_use]
    pub fn time(&self, ix: FactIx) -> Option<&'r DateRange> {
        self.fact(ix).time.as_ref().map(|time| &time.range)
    }

    /// How two groups of facts on an attribute stand in time. Each of the two groups holds at least one fact.
    #[must_use]
    pub fn order(&self, attribute: &Attribute, left: &[FactIx], right: &[FactIx]) -> Order {
        let contemporary =
            |one: &FactIx| right.iter().any(|other| self.contemporary(attribute, *one, *other));
        if left.iter().any(contemporary) {
            return Order::Contemporary;
        }
        let starts = |facts: &[FactIx]| -> Vec<_> {
            facts.iter().filter_map(|fact| self.time(*fact).and_then(|time| time.start)).collect()
        };
        let (left, right) = (starts(left), starts(right));
        let (first, last) = (left.iter().min(), left.iter().max());
        let (other_first, other_last) = (right.iter().min(), right.iter().max());
        // A value that comes back after the other was given was not replaced by it.
        if first < other_first && other_first < last || other_first < first && first < other_last {
            return Order::Contemporary;
        }
        if first <= other_first { Order::LeftFirst } else { Order::RightFirst }
    }

    /// Whether two facts speak of the same time, as far as that matters for the attribute. An unknown time is any time.
    fn contemporary(&self, attribute: &Attribute, one: FactIx, other: FactIx) -> bool {
        let (Some(window), Some(first), Some(second)) =
            (attribute.changes.contemporary_days(), &self.fact(one).time, &self.fact(other).time)
        else {
            return true;
        };
        // Where the text itself names the time there is nothing to allow for.
        let stated = first.basis == TimeBasis::Stated || second.basis == TimeBasis::Stated;
        let window = if stated { 0 } else { window };
        days_between(&first.range, &second.range).is_none_or(|days| days <= window)
    }

    /// The evidence behind a fact.
    #[must_use]
    pub fn evidence(&self, ix: FactIx) -> Option<Evidence> {
        let fact = self.fact(ix);
        let claim = self.claim(ix);
        let source = &self.sources[fact.source.at()].source;
        let span = claim.anchor.span()?;
        // What is shown is the source's own text: of a quote that drifted, the words that really stand there.
        let quote = span.of(&source.text)?;
        let line = u32::try_from(self.lines[fact.source.at()].line(span.start())).unwrap_or(u32::MAX);
        Some(Evidence { source: fact.source, quote: quote.into(), span, line, fact: Some(ix) })
    }

    /// How sure the reading of a fact is, 0 to 1: who made the entry, how its quote stands in the source.
    #[must_use]
    pub fn certainty(&self, ix: FactIx) -> f64 {
        let claim = self.claim(ix);
        let made = match (&claim.origin, claim.status) {
            (_, Status::Accepted) | (ClaimOrigin::Manual, _) => 1.0,
            (ClaimOrigin::Model(_), _) => 0.8,
            (ClaimOrigin::Extracted, _) => 0.75,
        };
        let quoted = match &claim.anchor {
            crate::model::Anchor::Exact(_) => 1.0,
            crate::model::Anchor::Drifted { similarity, .. } => *similarity,
            crate::model::Anchor::Stitched(_) => 0.5,
            crate::model::Anchor::Missing { .. } => 0.2,
        };
        made * quoted
    }

    /// How a topic is called for people.
    #[must_use]
    pub fn title(&self, topic: &Topic) -> String {
        topic.title(self.entities, self.attributes)
    }
}

/// Whole days between two ranges, 0 when they meet; nothing when an open side leaves it unknown.
fn days_between(one: &DateRange, other: &DateRange) -> Option<i32> {
    if one.overlaps(other) {
        return Some(0);
    }
    let (earlier, later) = if one.is_before(other) { (one, other) } else { (other, one) };
    let gap = later.start?.since(earlier.end?).ok()?;
    Some(gap.get_days())
}
