//! The finished result of a run.

use jiff::civil::Date;

use super::{
    AttributeTable, CheckInfo, Claim, ClaimIx, EntityTable, Fact, FactIx, Finding, FindingKind, Source,
    SourceIx, Topic, TopicIx,
};
use crate::diagnostic::Diagnostic;

/// A source with what the run found out about it.
#[derive(Debug, Clone)]
pub struct SourceSummary {
    /// The article.
    pub source: Source,
    /// The independent reporting behind it: copies and rewrites of one story share it.
    pub origin: Box<str>,
    /// Number of claims that count.
    pub claims: usize,
    /// Reliability learnt from agreement across topics, 0 to 1, where there was enough of it.
    pub learnt_reliability: Option<f64>,
}

/// Counts over a report, made once so that no renderer counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles read.
    pub sources: usize,
    /// Independent origins behind them.
    pub origins: usize,
    /// Claims that count.
    pub claims: usize,
    /// Topics.
    pub topics: usize,
    /// Topics on which two or more independent origins speak.
    pub shared_topics: usize,
    /// Problems that nobody has dealt with, by kind.
    pub contradictions: usize,
    /// See [`Summary::contradictions`].
    pub tensions: usize,
    /// See [`Summary::contradictions`].
    pub superseded: usize,
    /// See [`Summary::contradictions`].
    pub integrity: usize,
    /// Problems that nobody has dealt with, of severity high.
    pub high: usize,
    /// Problems that nobody has dealt with, of severity medium.
    pub medium: usize,
    /// Problems that nobody has dealt with, of severity low.
    pub low: usize,
    /// Agreements between independent origins.
    pub agreements: usize,
    /// Differences set aside because the scopes differ.
    pub scope_differences: usize,
    /// Findings covered by a waiver.
    pub waived: usize,
    /// Findings that stand in the baseline.
    pub baseline: usize,
    /// Diagnostics that are errors: something could not be read.
    pub errors: usize,
    /// Diagnostics that are warnings.
    pub warnings: usize,
}

/// Everything a run found, in total order. Renderers compute nothing; the exit status is read from it.
#[derive(Debug, Clone)]
pub struct Report {
    /// Version of crosscheck.
    pub version: &'static str,
    /// The day that the caller calls today, where it gave one.
    pub today: Option<Date>,
    /// The articles, by id.
    pub sources: Vec<SourceSummary>,
    /// Who and what is spoken of.
    pub entities: EntityTable,
    /// What is stated of them.
    pub attributes: AttributeTable,
    /// The claims that count.
    pub claims: Vec<Claim>,
    /// The typed claims.
    pub facts: Vec<Fact>,
    /// The topics, those with problems first, then by how many origins speak on them, then by id.
    pub topics: Vec<Topic>,
    /// The findings, worst first.
    pub findings: Vec<Finding>,
    /// Every check that was run, whether it found something or not, in order of precedence.
    pub checks: Vec<CheckInfo>,
    /// What was wrong with inputs.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts.
    pub summary: Summary,
}

impl Report {
    /// The source at `ix`.
    #[must_use]
    pub fn source(&self, ix: SourceIx) -> &Source {
        &self.sources[ix.at()].source
    }

    /// The claim at `ix`.
    #[must_use]
    pub fn claim(&self, ix: ClaimIx) -> &Claim {
        &self.claims[ix.at()]
    }

    /// The fact at `ix`.
    #[must_use]
    pub fn fact(&self, ix: FactIx) -> &Fact {
        &self.facts[ix.at()]
    }

    /// The topic at `ix`.
    #[must_use]
    pub fn topic(&self, ix: TopicIx) -> &Topic {
        &self.topics[ix.at()]
    }

    /// The findings that people should look at: no agreements, no scope differences.
    pub fn problems(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_problem())
    }

    /// The findings of one topic, worst first.
    pub fn findings_of(&self, topic: TopicIx) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.topic == Some(topic))
    }

    /// The findings of one kind, worst first.
    pub fn findings_of_kind(&self, kind: FindingKind) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.kind == kind)
    }

    /// How a topic is called for people: entity, attribute, object and scope, in words.
    #[must_use]
    pub fn topic_title(&self, topic: &Topic) -> String {
        topic.title(&self.entities, &self.attributes)
    }
}
