//! The report as one HTML page that needs nothing else: no scripts, no fonts, no pictures from elsewhere.
//!
//! The page is the template `html/page.html`. Everything that goes into it passes [`escape::html`], set as the
//! template's only formatter, so that the template cannot forget it.

use std::io;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use serde::Serialize;

use super::outline::{Outline, Trouble};
use super::{Format, Style, escape, words};
use crate::model::{Candidate, Evidence, Finding, FindingKind, Report, Side, SourceSummary, Topic};

/// See the module.
pub(super) struct Html;

/// Topics listed of those without a problem; browsers grow slow beyond.
const MOST_TOPICS: usize = 2000;

/// The page and the part that shows one finding.
const TEMPLATES: [(&str, &str); 2] =
    [("page.html", include_str!("html/page.html")), ("finding.html", include_str!("html/finding.html"))];

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn summary(&self) -> &'static str {
        "one page for a browser or a printer, without scripts"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, _state, value| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            out.write_str(&escape::html(&text)).map_err(minijinja::Error::from)
        });
        for (name, text) in TEMPLATES {
            environment.add_template(name, text).map_err(io::Error::other)?;
        }
        let page = environment.get_template("page.html").map_err(io::Error::other)?;
        let text = page.render(view(report, style)).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Section {
    number: usize,
    title: String,
    severity: &'static str,
    candidates: Vec<Supported>,
    findings: Vec<Problem>,
}

#[derive(Serialize)]
struct Supported {
    value: String,
    level: String,
    weighed: bool,
    score: f64,
    support: String,
    voices: Vec<String>,
}

#[derive(Serialize)]
struct Problem {
    id: String,
    kind: &'static str,
    severity: &'static str,
    message: String,
    disposition: Option<String>,
    in_time: bool,
    sides: Vec<Opinion>,
    place: Option<String>,
    why: String,
    would_settle: String,
    certainty: String,
}

#[derive(Serialize)]
struct Opinion {
    value: String,
    time: Option<String>,
    quotes: Vec<Quote>,
}

#[derive(Serialize)]
struct Quote {
    words: String,
    whence: String,
    remarks: Vec<String>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: String,
    value: String,
    support: String,
}

#[derive(Serialize)]
struct Origin {
    id: String,
    who: Vec<String>,
    published: String,
    origin: Option<String>,
    reliability: Option<String>,
    learnt: Option<String>,
    claims: usize,
    address: Option<String>,
    quote_only: bool,
}

#[derive(Serialize)]
struct Wrong {
    level: &'static str,
    text: String,
    help: Option<String>,
}

fn view(report: &Report, style: Style) -> Value {
    let outline = Outline::new(report, style);
    let sections: Vec<_> =
        outline.troubles.iter().enumerate().map(|(at, one)| section(report, one, at + 1)).collect();
    let inputs: Vec<_> = outline.inputs.iter().map(|one| problem(report, one, "")).collect();
    let agreed: Vec<_> = outline.agreed.iter().map(|topic| line(report, topic)).collect();
    let others: Vec<_> = outline.beside.iter().chain(&outline.alone).collect();
    let listed: Vec<_> = others.iter().take(MOST_TOPICS).map(|topic| line(report, topic)).collect();
    let wrong: Vec<_> = report
        .diagnostics
        .iter()
        .map(|one| Wrong {
            level: one.level.word(),
            text: one.to_string(),
            help: one.help.as_deref().map(str::to_owned),
        })
        .collect();
    let summary = &report.summary;
    context! {
        version => report.version,
        today => report.today.map(|day| day.to_string()),
        caveat => words::CAVEAT,
        scale => format!(
            "{} from {}, {}, {}, {} of them shared by independent origins",
            words::count(summary.sources, "source"),
            words::count(summary.origins, "independent origin"),
            words::count(summary.claims, "claim"),
            words::count(summary.topics, "topic"),
            summary.shared_topics,
        ),
        tiles => Serde([
            ("contradictions", summary.contradictions),
            ("tensions", summary.tensions),
            ("superseded", summary.superseded),
            ("problems of inputs", summary.integrity),
            ("agreements", summary.agreements),
            ("differences of scope", summary.scope_differences),
            ("waived", summary.waived),
            ("in the baseline", summary.baseline),
        ]),
        high => summary.high,
        medium => summary.medium,
        low => summary.low,
        errors => summary.errors,
        sections => Serde(sections),
        inputs => Serde(inputs),
        agreed => Serde(agreed),
        left_off => others.len() - listed.len(),
        others => Serde(listed),
        sources => Serde(report.sources.iter().map(source).collect::<Vec<_>>()),
        wrong => Serde(wrong),
    }
}

fn section(report: &Report, trouble: &Trouble<'_>, number: usize) -> Section {
    Section {
        number,
        title: trouble.title.clone(),
        severity: words::severity(trouble.findings[0].severity),
        candidates: trouble
            .topic
            .candidates
            .iter()
            .map(|one| supported(report, one, trouble.topic))
            .collect(),
        findings: trouble.findings.iter().map(|one| problem(report, one, &trouble.title)).collect(),
    }
}

fn supported(report: &Report, candidate: &Candidate, topic: &Topic) -> Supported {
    Supported {
        value: candidate.value.to_string(),
        level: words::level(&candidate.confidence),
        weighed: !candidate.confidence.contributions.is_empty(),
        score: candidate.confidence.score,
        support: format!("{} of {}", candidate.origins, words::count(topic.origins, "independent origin")),
        voices: words::supporters(report, candidate),
    }
}

fn problem(report: &Report, finding: &Finding, title: &str) -> Problem {
    Problem {
        id: finding.id.to_string(),
        kind: words::kind(finding.kind),
        severity: words::severity(finding.severity),
        message: words::beneath_title(finding, title).to_owned(),
        disposition: words::disposition(finding),
        in_time: finding.kind == FindingKind::Superseded,
        sides: finding.sides.iter().map(|side| opinion(report, side)).collect(),
        place: finding.place.as_ref().map(|at| format!("{}:{}:{}", at.file, at.line, at.column)),
        why: finding.why.to_string(),
        would_settle: finding.would_settle.to_string(),
        certainty: format!("{} ({:.2})", finding.certainty.word(), finding.certainty.score()),
    }
}

fn opinion(report: &Report, side: &Side) -> Opinion {
    Opinion {
        value: side.value.to_string(),
        time: side.time.as_deref().map(str::to_owned),
        quotes: side.evidence.iter().map(|piece| quote(report, piece)).collect(),
    }
}

fn quote(report: &Report, piece: &Evidence) -> Quote {
    let fact = piece.fact.map(|ix| report.fact(ix));
    let mut remarks = Vec::new();
    remarks
        .extend(fact.and_then(|fact| fact.attributed_to.as_ref()).map(|speaker| format!("citing {speaker}")));
    remarks.extend(fact.and_then(|fact| words::modality(fact.modality)).map(str::to_owned));
    Quote { words: piece.quote.to_string(), whence: words::whence(report, piece), remarks }
}

fn line(report: &Report, topic: &Topic) -> Line {
    let values: Vec<_> = topic.candidates.iter().map(|candidate| candidate.value.to_string()).collect();
    Line {
        id: topic.id.to_string(),
        title: report.topic_title(topic),
        value: values.join(" / "),
        support: topic.candidates.first().map(|best| words::support(report, best, topic)).unwrap_or_default(),
    }
}

fn source(summary: &SourceSummary) -> Origin {
    let source = &summary.source;
    // Anything but the web's own schemes could act when it is clicked.
    let safe = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    Origin {
        id: source.id.to_string(),
        who: source.publisher.iter().chain(&source.title).map(ToString::to_string).collect(),
        published: source.published.as_ref().map_or_else(|| "undated".to_owned(), words::date),
        origin: (*summary.origin != *source.id).then(|| summary.origin.to_string()),
        reliability: source.reliability.map(|letter| format!("{letter:?}")),
        learnt: summary.learnt_reliability.map(|learnt| format!("{learnt:.2}")),
        claims: summary.claims,
        address: source.address.as_deref().filter(|address| safe(address)).map(str::to_owned),
        quote_only: source.quote_only,
    }
}
