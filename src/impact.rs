//! What one source does to the whole: what it brings, and what would go with it.

use std::collections::BTreeSet;

use crate::change::Change;
use crate::model::{Finding, FindingKind, Report, SourceIx, Topic};

/// What a source brings to the others.
#[derive(Debug, Clone, Default)]
pub struct News<'r> {
    /// Topics on which it says what another origin says.
    pub confirms: Vec<&'r Finding>,
    /// The sources of other origins that say so, in their order.
    pub confirmed_by: Vec<SourceIx>,
    /// Problems in which it has a part, worst first.
    pub problems: Vec<&'r Finding>,
    /// Topics on which nobody else speaks.
    pub adds: Vec<&'r Topic>,
    /// Sources of the same origin: its agreement with them is no second voice.
    pub repeats: Vec<SourceIx>,
}

impl News<'_> {
    /// How many of its problems are of a kind.
    #[must_use]
    pub fn count(&self, kind: FindingKind) -> usize {
        self.problems.iter().filter(|finding| finding.kind == kind).count()
    }
}

/// What the source brings.
#[must_use]
pub fn news(report: &Report, source: SourceIx) -> News<'_> {
    let speaks = |finding: &&Finding| finding.evidence().any(|evidence| evidence.source == source);
    let own_origin = &report.sources[source.at()].origin;
    let elsewhere = |finding: &&Finding| {
        finding.evidence().any(|evidence| report.sources[evidence.source.at()].origin != *own_origin)
    };
    let alone = |topic: &&Topic| {
        !topic.facts.is_empty() && topic.facts.iter().all(|fact| report.fact(*fact).source == source)
    };
    let confirms: Vec<&Finding> =
        report.findings_of_kind(FindingKind::Agreement).filter(speaks).filter(elsewhere).collect();
    let is_other = |ix: &SourceIx| report.sources[ix.at()].origin != *own_origin;
    let confirmed_by: BTreeSet<SourceIx> = confirms
        .iter()
        .flat_map(|finding| finding.evidence().map(|evidence| evidence.source))
        .filter(is_other)
        .collect();
    News {
        confirms,
        confirmed_by: confirmed_by.into_iter().collect(),
        problems: report.problems().filter(speaks).collect(),
        adds: report.topics.iter().filter(alone).collect(),
        repeats: (0..report.sources.len())
            .filter(|at| *at != source.at() && report.sources[*at].origin == *own_origin)
            .map(SourceIx::new)
            .collect(),
    }
}

/// A value of a topic, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// The topic's title.
    pub topic: String,
    /// The value.
    pub value: String,
    /// Independent origins behind it before and after.
    pub origins: (usize, usize),
}

/// What would change if a source were withdrawn.
#[derive(Debug, Clone)]
pub struct Loss {
    /// Values that nobody would state any more.
    pub lost: Vec<Support>,
    /// Values with fewer independent origins behind them.
    pub weakened: Vec<Support>,
    /// The findings that would vanish, appear or change.
    pub change: Change,
}

/// Compares the report with the one without the source.
#[must_use]
pub fn loss(with: &Report, source: SourceIx, without: Report) -> Loss {
    let (mut lost, mut weakened) = (Vec::new(), Vec::new());
    let own_origin = &with.sources[source.at()].origin;
    for topic in &with.topics {
        for candidate in &topic.candidates {
            let sources: Vec<SourceIx> = candidate.facts.iter().map(|fact| with.fact(*fact).source).collect();
            if !sources.contains(&source) {
                continue;
            }
            let is_last_voice = sources
                .iter()
                .all(|other| *other == source || with.sources[other.at()].origin != *own_origin);
            let after = candidate.origins.saturating_sub(usize::from(is_last_voice));
            let support = Support {
                topic: topic.title(&with.entities, &with.attributes),
                value: candidate.value.to_string(),
                origins: (candidate.origins, after),
            };
            match sources.iter().all(|other| *other == source) {
                true => lost.push(support),
                false if is_last_voice => weakened.push(support),
                false => {}
            }
        }
    }
    Loss { lost, weakened, change: crate::change::between(with, without) }
}
