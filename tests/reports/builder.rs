//! Builds a report in code, ordered and counted as the pipeline does.

#![allow(clippy::too_many_arguments, reason = "a finding has as many parts as it has")]

use std::sync::Arc;

use crosscheck::diagnostic::{Diagnostic, Level as DiagnosticLevel};
use crosscheck::model::{
    Anchor, Attribute, AttributeTable, Candidate, Certainty, CheckInfo, Claim, ClaimIx, ClaimOrigin,
    Confidence, Contribution, Directness, Disposition, Entity, EntityIx, EntityTable, Evidence, Fact, FactIx,
    Finding, FindingBuilder, FindingKind, Level, Modality, Place, Polarity, Report, Severity, Side, Source,
    SourceIx, SourceSummary, StatementTime, Status, Summary, TimeBasis, Topic, TopicIx, TopicKey,
};
use crosscheck::text::{LineIndex, Span, fold};
use crosscheck::value::{Context, DateRange, Kind, Value};
use jiff::civil::date;

/// Collects a report.
pub(crate) struct Sample {
    report: Report,
}

impl Sample {
    pub(crate) fn new() -> Self {
        let report = Report {
            version: "0.0.0-test",
            today: Some(date(2026, 9, 1)),
            sources: Vec::new(),
            entities: EntityTable::default(),
            attributes: AttributeTable::default(),
            claims: Vec::new(),
            facts: Vec::new(),
            topics: Vec::new(),
            findings: Vec::new(),
            checks: CHECKS.to_vec(),
            diagnostics: Vec::new(),
            summary: Summary::default(),
        };
        Self { report }
    }

    pub(crate) fn source(
        &mut self,
        id: &str,
        publisher: Option<&str>,
        published: Option<DateRange>,
        text: &str,
    ) -> SourceIx {
        let body_at = text.rfind("+++\n").map_or(0, |at| at + 4);
        let source = Source {
            id: id.into(),
            path: format!("sources/{id}.md").into(),
            title: Some(
                text[body_at..].trim().lines().next().unwrap_or_default().trim_start_matches("# ").into(),
            ),
            publisher: publisher.map(Into::into),
            author: None,
            published,
            modified: None,
            retrieved: None,
            as_of: None,
            address: None,
            kind: None,
            cites: Vec::new(),
            origin: None,
            reliability: None,
            directness: Directness::Unknown,
            quote_only: false,
            text: text.into(),
            body: Span::new(body_at, text.len()),
        };
        self.report.sources.push(SourceSummary {
            source,
            origin: id.into(),
            claims: 0,
            learnt_reliability: None,
        });
        SourceIx::new(self.report.sources.len() - 1)
    }

    pub(crate) fn source_mut(&mut self, ix: SourceIx) -> &mut SourceSummary {
        &mut self.report.sources[ix.at()]
    }

    pub(crate) fn entity(&mut self, name: &str) -> EntityIx {
        let known = self.report.entities.iter().find(|(_, entity)| &*entity.name == name).map(|(ix, _)| ix);
        known.unwrap_or_else(|| {
            let entity = Entity {
                id: fold(name).replace(' ', "-").into(),
                name: name.into(),
                kind: None,
                aliases: Vec::new(),
                within: None,
                configured: true,
            };
            self.report.entities.add(entity, fold)
        })
    }

    pub(crate) fn topic(
        &mut self,
        entity: &str,
        attribute: &str,
        object: Option<&str>,
        scope: Option<&str>,
    ) -> TopicIx {
        let entity_ix = self.entity(entity);
        let object_ix = object.map(|name| self.entity(name));
        let id: Arc<str> = fold(attribute).replace(' ', "-").into();
        let attribute_ix = self
            .report
            .attributes
            .resolve(&fold(attribute))
            .unwrap_or_else(|| self.report.attributes.add(Attribute::met(id.clone(), attribute), fold).0);
        let parts = [Some(fold(entity)), Some(fold(attribute)), object.map(fold), scope.map(fold)];
        let id = parts.into_iter().flatten().map(|part| part.replace(' ', "-")).collect::<Vec<_>>().join("/");
        self.report.topics.push(Topic {
            id: id.into(),
            key: TopicKey {
                entity: entity_ix,
                attribute: attribute_ix,
                object: object_ix,
                scope: scope.map(|scope| fold(scope).into()),
            },
            facts: Vec::new(),
            candidates: Vec::new(),
            origins: 0,
            agreement: 1.0,
        });
        TopicIx::new(self.report.topics.len() - 1)
    }

    /// A claim with its fact; `quote` must stand in the source.
    pub(crate) fn fact(&mut self, topic: TopicIx, source: SourceIx, value: &str, quote: &str) -> FactIx {
        let text = self.report.source(source).text.clone();
        let at = text.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in {text:?}"));
        let key = self.report.topic(topic).key.clone();
        let number = self.report.claims.len();
        self.report.claims.push(Claim {
            id: format!("c{number:02}").into(),
            source,
            place: Some(Place {
                file: format!("claims/{}.toml", self.report.source(source).id).into(),
                line: 4 + 8 * u32::try_from(number).unwrap(),
                column: 1,
            }),
            subject: self.report.entities.get(key.entity).name.to_string().into(),
            attribute: self.report.attributes.get(key.attribute).name.to_string().into(),
            value: value.into(),
            object: key.object.map(|ix| self.report.entities.get(ix).name.to_string().into()),
            scope: key.scope.as_deref().map(Into::into),
            as_of: None,
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            attributed_to: None,
            quote: quote.into(),
            prefix: None,
            suffix: None,
            note: None,
            origin: ClaimOrigin::Extracted,
            status: Status::Proposed,
            anchor: Anchor::Exact(Span::new(at, at + quote.len())),
        });
        self.report.sources[source.at()].claims += 1;
        let time = self.report.source(source).time().cloned();
        self.report.facts.push(Fact {
            claim: ClaimIx::new(number),
            source,
            entity: key.entity,
            attribute: key.attribute,
            object: key.object,
            scope: key.scope,
            value: typed(value),
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            attributed_to: None,
            time: time.map(|range| StatementTime { range, basis: TimeBasis::Source }),
            topic,
        });
        let ix = FactIx::new(self.report.facts.len() - 1);
        self.report.topics[topic.at()].facts.push(ix);
        ix
    }

    pub(crate) fn fact_mut(&mut self, ix: FactIx) -> &mut Fact {
        &mut self.report.facts[ix.at()]
    }

    /// A candidate value; `level` from the score unless it is nothing.
    pub(crate) fn candidate(&mut self, topic: TopicIx, value: &str, facts: &[FactIx], score: Option<f64>) {
        let mut origins: Vec<_> = facts
            .iter()
            .map(|ix| self.report.sources[self.report.fact(*ix).source.at()].origin.clone())
            .collect();
        origins.sort();
        origins.dedup();
        let mut sources: Vec<_> = facts.iter().map(|ix| self.report.fact(*ix).source).collect();
        sources.sort();
        sources.dedup();
        let confidence = match score {
            None => Confidence::unscored(),
            Some(score) => Confidence {
                level: Level::of(score),
                score,
                contributions: vec![
                    Contribution {
                        signal: "corroboration",
                        effect: 1.1,
                        because: format!("{} of the origins give it", origins.len()).into(),
                    },
                    Contribution {
                        signal: "directness",
                        effect: 0.25,
                        because: "one of them reports first hand".into(),
                    },
                    Contribution {
                        signal: "hedging",
                        effect: (score / (1.0 - score)).ln() - 1.35,
                        because: "one of them says “about”".into(),
                    },
                ],
            },
        };
        let topic = &mut self.report.topics[topic.at()];
        topic.candidates.push(Candidate {
            value: typed(value),
            facts: facts.to_vec(),
            origins: origins.len(),
            sources: sources.len(),
            confidence,
        });
        topic.origins += origins.len();
    }

    pub(crate) fn evidence(&self, ix: FactIx) -> Evidence {
        let fact = self.report.fact(ix);
        let claim = self.report.claim(fact.claim);
        let span = claim.anchor.span().unwrap();
        let line = LineIndex::new(&self.report.source(fact.source).text).line(span.start());
        Evidence {
            source: fact.source,
            quote: claim.quote.clone(),
            span,
            line: u32::try_from(line).unwrap(),
            fact: Some(ix),
        }
    }

    pub(crate) fn side(&self, value: &str, time: Option<&str>, facts: &[FactIx]) -> Side {
        Side {
            value: value.into(),
            time: time.map(Into::into),
            evidence: facts.iter().map(|ix| self.evidence(*ix)).collect(),
        }
    }

    /// A finding whose message is the topic's title and `said`.
    pub(crate) fn finding(
        &mut self,
        check: &'static str,
        kind: FindingKind,
        severity: Severity,
        topic: TopicIx,
        said: &str,
        why: &str,
        sides: Vec<Side>,
    ) -> &mut Finding {
        let title = self.report.topic_title(self.report.topic(topic));
        let settle = CHECKS.iter().find(|info| info.id == check).unwrap().would_settle;
        let values: Vec<String> = sides.iter().map(|side| side.value.to_string()).collect();
        let builder = FindingBuilder::new(check, kind, severity)
            .topic(topic)
            .certainty(Certainty::new(0.86))
            .says(format!("{title}: {said}"), why, settle);
        let builder = sides.into_iter().fold(builder, FindingBuilder::side);
        let finding = builder.build([&*title].into_iter().chain(values.iter().map(String::as_str)));
        self.report.findings.push(finding);
        self.report.findings.last_mut().unwrap()
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        self.report.findings.push(finding);
    }

    pub(crate) fn diagnostic(&mut self, diagnostic: Diagnostic) {
        self.report.diagnostics.push(diagnostic);
    }

    /// The finished report: ordered and counted as the pipeline does.
    pub(crate) fn finish(mut self) -> Report {
        let report = &mut self.report;
        report.findings.sort_by(|one, other| {
            (other.severity, one.kind, &one.id).cmp(&(one.severity, other.kind, &other.id))
        });
        let mut origins: Vec<_> = report.sources.iter().map(|source| source.origin.clone()).collect();
        origins.sort();
        origins.dedup();
        let mut summary = Summary {
            sources: report.sources.len(),
            origins: origins.len(),
            claims: report.claims.len(),
            topics: report.topics.len(),
            shared_topics: report.topics.iter().filter(|topic| topic.origins > 1).count(),
            ..Summary::default()
        };
        for finding in &report.findings {
            match (finding.disposition, finding.kind) {
                (Disposition::Waived, _) => summary.waived += 1,
                (Disposition::Baseline, _) => summary.baseline += 1,
                (Disposition::Before, _) => {}
                (Disposition::New, FindingKind::Contradiction) => summary.contradictions += 1,
                (Disposition::New, FindingKind::Tension) => summary.tensions += 1,
                (Disposition::New, FindingKind::Superseded) => summary.superseded += 1,
                (Disposition::New, FindingKind::Integrity) => summary.integrity += 1,
                (Disposition::New, FindingKind::Agreement) => summary.agreements += 1,
                (Disposition::New, FindingKind::Scope) => summary.scope_differences += 1,
            }
            if finding.disposition == Disposition::New {
                match finding.severity {
                    Severity::High => summary.high += 1,
                    Severity::Medium => summary.medium += 1,
                    Severity::Low => summary.low += 1,
                    Severity::None => {}
                }
            }
        }
        let of_level = |level| report.diagnostics.iter().filter(|one| one.level == level).count();
        summary.errors = of_level(DiagnosticLevel::Error);
        summary.warnings = of_level(DiagnosticLevel::Warning);
        report.summary = summary;
        self.report
    }
}

/// Words as the kind that they are in these reports.
fn typed(words: &str) -> Value {
    let read = |kind| crosscheck::value::read_as(kind, words, Context::default());
    [Kind::Money, Kind::Quantity].into_iter().find_map(read).unwrap_or_else(|| Value::Text(words.into()))
}

const CHECKS: &[CheckInfo] = &[
    CheckInfo {
        id: "value-mismatch",
        summary: "two sources give values that cannot both hold",
        why: "the attribute takes one value at a time, and the two are of the same scope and time",
        silent_when: "the values agree at the precision given, or the attribute can have many",
        would_settle: "the document that both rely on, or a correction by one of them",
    },
    CheckInfo {
        id: "superseded-value",
        summary: "a later statement replaces an earlier one",
        why: "the attribute changes with time, and the statements are of different times",
        silent_when: "the attribute does not change, or a date is missing",
        would_settle: "nothing to settle if the earlier article is left as it was",
    },
    CheckInfo {
        id: "hearsay",
        summary: "a rumour stands against a statement",
        why: "a careful editor would ask for a second source",
        silent_when: "the rumour says the same as the statement",
        would_settle: "a statement on the record",
    },
    CheckInfo {
        id: "quote-drifted",
        summary: "a claim's quote differs from its source in a few words",
        why: "the source or the quote was edited after the claim was made",
        silent_when: "the claim was rejected",
        would_settle: "the words as they now stand in the source",
    },
    CheckInfo {
        id: "agreement",
        summary: "two or more independent origins give the same value",
        why: "the values are the same at the precision given",
        silent_when: "all who say it repeat one origin",
        would_settle: "nothing to settle",
    },
    CheckInfo {
        id: "scope-difference",
        summary: "values that look alike are of different wholes",
        why: "the statements are not about the same part",
        silent_when: "always, in reports",
        would_settle: "nothing to settle",
    },
];
