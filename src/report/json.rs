//! The report's wire format, version 1. The types here are the format; those of `model` may change beneath them.
//!
//! Within a major version fields are only added. `schema/report-v1.schema.json` describes it, and a test holds the two
//! together. Positions are bytes in the source's file, so that quotes can be cut out by any language.

use std::io;

use serde::Serialize;

use super::places::Places;
use super::stream::Stream;
use super::{Format, Style, words};
use crate::model::{
    Certainty, Contribution, Directness, Disposition, FactIx, FindingId, FindingKind, Level, Modality, Place,
    Polarity, Reliability, Report, Severity, Summary, TimeBasis,
};
use crate::value::{Bound, Kind, Value};

/// See the module.
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn summary(&self) -> &'static str {
        "everything, for programs; schema/report-v1.schema.json describes it"
    }

    fn write(&self, report: &Report, _style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let places = Places::new(report);
        let mut wire = Stream::begin(out)?;
        wire.field("schema_version", &SCHEMA_VERSION)?;
        wire.field("tool", &Tool { name: "crosscheck", version: report.version })?;
        wire.field("today", &report.today.map(|day| day.to_string()))?;
        wire.list("sources", report.sources.len(), |at| source(&report.sources[at]))?;
        wire.list("topics", report.topics.len(), |at| topic(report, &report.topics[at]))?;
        wire.list("facts", report.facts.len(), |at| fact(report, &places, FactIx::new(at)))?;
        wire.list("findings", report.findings.len(), |at| finding(report, &report.findings[at]))?;
        wire.list("diagnostics", report.diagnostics.len(), |at| diagnostic(&report.diagnostics[at]))?;
        wire.field("summary", &counts(&report.summary))?;
        wire.end()
    }
}

/// Version of the wire format.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Source<'r> {
    id: &'r str,
    path: &'r str,
    title: Option<&'r str>,
    publisher: Option<&'r str>,
    author: Option<&'r str>,
    published: Option<String>,
    as_of: Option<String>,
    address: Option<&'r str>,
    kind: Option<&'r str>,
    cites: &'r [Box<str>],
    origin: &'r str,
    reliability: Option<Reliability>,
    learnt_reliability: Option<f64>,
    directness: Directness,
    quote_only: bool,
    claims: usize,
}

#[derive(Serialize)]
struct Topic<'r> {
    id: &'r str,
    title: String,
    entity: &'r str,
    attribute: &'r str,
    object: Option<&'r str>,
    scope: Option<&'r str>,
    facts: Vec<String>,
    candidates: Vec<Candidate<'r>>,
    agreement: f64,
    independent_origins: usize,
}

#[derive(Serialize)]
struct Candidate<'r> {
    value: Typed,
    facts: Vec<String>,
    support: Support,
    confidence: Confidence<'r>,
}

#[derive(Serialize)]
struct Support {
    origins: usize,
    sources: usize,
}

#[derive(Serialize)]
struct Confidence<'r> {
    level: Level,
    score: f64,
    contributions: &'r [Contribution],
}

/// A value: as said, as typed.
#[derive(Serialize)]
struct Typed {
    kind: Kind,
    text: String,
    normal: String,
    low: Option<String>,
    high: Option<String>,
    bound: Option<Bound>,
    unit: Option<String>,
}

#[derive(Serialize)]
struct Fact<'r> {
    id: String,
    claim: &'r str,
    topic: &'r str,
    value: Typed,
    polarity: Polarity,
    modality: Modality,
    attributed_to: Option<&'r str>,
    as_of: Option<String>,
    as_of_basis: Option<&'static str>,
    evidence: Quote<'r>,
}

/// A quote and its place. Without a place when the words are nowhere in the source.
#[derive(Serialize)]
struct Quote<'r> {
    source: &'r str,
    quote: &'r str,
    start: Option<usize>,
    end: Option<usize>,
    line: Option<usize>,
}

#[derive(Serialize)]
struct Finding<'r> {
    id: &'r FindingId,
    check: &'r str,
    kind: FindingKind,
    severity: Severity,
    certainty: Certainty,
    topic: Option<&'r str>,
    message: &'r str,
    why: &'r str,
    would_settle: &'r str,
    sides: Vec<Vec<Evidence<'r>>>,
    place: Option<At<'r>>,
    disposition: Disposition,
    waived_because: Option<&'r str>,
}

#[derive(Serialize)]
struct Evidence<'r> {
    source: &'r str,
    quote: &'r str,
    start: usize,
    end: usize,
    line: u32,
    fact: Option<String>,
    value: &'r str,
    time: Option<&'r str>,
}

#[derive(Serialize)]
struct At<'r> {
    file: &'r str,
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    code: &'r str,
    level: &'static str,
    message: &'r str,
    place: Option<At<'r>>,
    help: Option<&'r str>,
}

#[derive(Serialize)]
struct Counts {
    sources: usize,
    origins: usize,
    claims: usize,
    topics: usize,
    shared_topics: usize,
    contradictions: usize,
    tensions: usize,
    superseded: usize,
    integrity: usize,
    high: usize,
    medium: usize,
    low: usize,
    agreements: usize,
    scope_differences: usize,
    waived: usize,
    baseline: usize,
    errors: usize,
    warnings: usize,
}

/// A fact is named by its source and claim; a claim's id is unique within its source.
fn fact_id(report: &Report, ix: FactIx) -> String {
    let fact = report.fact(ix);
    let (source, claim) = (&report.source(fact.source).id, &report.claim(fact.claim).id);
    let mut id = String::with_capacity(source.len() + 1 + claim.len());
    id.push_str(source);
    id.push('/');
    id.push_str(claim);
    id
}

fn source(summary: &crate::model::SourceSummary) -> Source<'_> {
    let source = &summary.source;
    Source {
        id: &source.id,
        path: &source.path,
        title: source.title.as_deref(),
        publisher: source.publisher.as_deref(),
        author: source.author.as_deref(),
        published: source.published.as_ref().map(words::iso_date),
        as_of: source.as_of.as_ref().map(words::iso_date),
        address: source.address.as_deref(),
        kind: source.kind.as_deref(),
        cites: &source.cites,
        origin: &summary.origin,
        reliability: source.reliability,
        learnt_reliability: summary.learnt_reliability,
        directness: source.directness,
        quote_only: source.quote_only,
        claims: summary.claims,
    }
}

fn topic<'r>(report: &'r Report, topic: &'r crate::model::Topic) -> Topic<'r> {
    Topic {
        id: &topic.id,
        title: report.topic_title(topic),
        entity: &report.entities.get(topic.key.entity).id,
        attribute: &report.attributes.get(topic.key.attribute).id,
        object: topic.key.object.map(|ix| &*report.entities.get(ix).id),
        scope: topic.key.scope.as_deref(),
        facts: topic.facts.iter().map(|ix| fact_id(report, *ix)).collect(),
        candidates: topic.candidates.iter().map(|one| candidate(report, one)).collect(),
        agreement: topic.agreement,
        independent_origins: topic.origins,
    }
}

fn candidate<'r>(report: &'r Report, candidate: &'r crate::model::Candidate) -> Candidate<'r> {
    let confidence = &candidate.confidence;
    Candidate {
        value: typed(&candidate.value, candidate.value.to_string()),
        facts: candidate.facts.iter().map(|ix| fact_id(report, *ix)).collect(),
        support: Support { origins: candidate.origins, sources: candidate.sources },
        confidence: Confidence {
            level: confidence.level,
            score: confidence.score,
            contributions: &confidence.contributions,
        },
    }
}

fn typed(value: &Value, text: String) -> Typed {
    let (amount, unit) = match value {
        Value::Number(amount) => (Some(amount), None),
        Value::Percentage(amount) => (Some(amount), Some("percent".to_owned())),
        Value::Money(money) => (Some(&money.amount), Some(per(money.currency.code(), money.per.as_deref()))),
        Value::Quantity(quantity) => {
            (Some(&quantity.amount), Some(per(&quantity.unit, quantity.per.as_deref())))
        }
        _ => (None, None),
    };
    // Decimals go as text: a JSON number is a float to most readers.
    let exact = |end: Option<rust_decimal::Decimal>| end.map(|number| number.normalize().to_string());
    Typed {
        kind: value.kind(),
        text,
        normal: value.normal(),
        low: amount.and_then(|amount| exact(amount.low)),
        high: amount.and_then(|amount| exact(amount.high)),
        bound: amount.map(|amount| amount.bound),
        unit,
    }
}

fn per(unit: &str, per: Option<&str>) -> String {
    per.map_or_else(|| unit.to_owned(), |per| format!("{unit} per {per}"))
}

fn fact<'r>(report: &'r Report, places: &Places<'_>, ix: FactIx) -> Fact<'r> {
    let fact = report.fact(ix);
    let claim = report.claim(fact.claim);
    let source = report.source(fact.source);
    let span = claim.anchor.span();
    Fact {
        id: fact_id(report, ix),
        claim: &claim.id,
        topic: &report.topic(fact.topic).id,
        value: typed(&fact.value, claim.value.to_string()),
        polarity: fact.polarity,
        modality: fact.modality,
        attributed_to: fact.attributed_to.as_deref(),
        as_of: fact.time.as_ref().map(|time| words::iso_date(&time.range)),
        as_of_basis: fact.time.as_ref().map(|time| match time.basis {
            TimeBasis::Stated => "stated",
            TimeBasis::Source => "source",
        }),
        evidence: Quote {
            source: &source.id,
            quote: &claim.quote,
            start: span.map(crate::text::Span::start),
            end: span.map(crate::text::Span::end),
            line: span.map(|span| places.line(fact.source, span)),
        },
    }
}

fn finding<'r>(report: &'r Report, finding: &'r crate::model::Finding) -> Finding<'r> {
    Finding {
        id: &finding.id,
        check: finding.check,
        kind: finding.kind,
        severity: finding.severity,
        certainty: finding.certainty,
        topic: finding.topic.map(|ix| &*report.topic(ix).id),
        message: &finding.message,
        why: &finding.why,
        would_settle: &finding.would_settle,
        sides: finding.sides.iter().map(|one| side(report, one)).collect(),
        place: finding.place.as_ref().map(at),
        disposition: finding.disposition,
        waived_because: finding.waived_because.as_deref(),
    }
}

fn side<'r>(report: &'r Report, side: &'r crate::model::Side) -> Vec<Evidence<'r>> {
    let piece = |piece: &'r crate::model::Evidence| Evidence {
        source: &report.source(piece.source).id,
        quote: &piece.quote,
        start: piece.span.start(),
        end: piece.span.end(),
        line: piece.line,
        fact: piece.fact.map(|ix| fact_id(report, ix)),
        value: &side.value,
        time: side.time.as_deref(),
    };
    side.evidence.iter().map(piece).collect()
}

fn at(place: &Place) -> At<'_> {
    At { file: &place.file, line: place.line, column: place.column }
}

fn diagnostic(diagnostic: &crate::diagnostic::Diagnostic) -> Diagnostic<'_> {
    Diagnostic {
        code: diagnostic.code,
        level: diagnostic.level.word(),
        message: &diagnostic.message,
        place: diagnostic.place.as_ref().map(at),
        help: diagnostic.help.as_deref(),
    }
}

/// Field by field and without `..`: a count that is added to the model is missed here by the compiler.
fn counts(summary: &Summary) -> Counts {
    let Summary {
        sources,
        origins,
        claims,
        topics,
        shared_topics,
        contradictions,
        tensions,
        superseded,
        integrity,
        high,
        medium,
        low,
        agreements,
        scope_differences,
        waived,
        baseline,
        errors,
        warnings,
    } = *summary;
    Counts {
        sources,
        origins,
        claims,
        topics,
        shared_topics,
        contradictions,
        tensions,
        superseded,
        integrity,
        high,
        medium,
        low,
        agreements,
        scope_differences,
        waived,
        baseline,
        errors,
        warnings,
    }
}
