//! How a statement was read: from the quote to the typed value, for `explain`.

use super::page::{Look, Page, Piece, look, quote, solid, text};
use super::words;
use crate::model::{Anchor, Candidate, ClaimOrigin, FactIx, Polarity, Report, Status, Topic};

/// A fact from its quote to its value: who says it where, which entry holds it, and what each field was read as.
pub(super) fn fact(page: &mut Page, report: &Report, indent: usize, ix: FactIx) {
    let fact = report.fact(ix);
    let claim = report.claim(fact.claim);
    let source = report.source(fact.source);
    let span = claim.anchor.span();
    let line = span
        .and_then(|span| source.text.get(..span.start()))
        .map_or(1, |before| 1 + before.matches('\n').count());
    page.put(indent, indent + 1, &[quote(&claim.quote)]);
    let place = format!("{} · {}:{line}", words::voice_beside_path(source), source.path);
    page.put(indent + 2, indent + 4, &[look(Look::Faint, place)]);
    let mut rows = vec![("claim", entry(report, ix))];
    let arrow = |said: &str, read: &str| match said == read {
        true => vec![look(Look::Strong, read)],
        false => vec![text(format!("“{said}” → ")), look(Look::Strong, read)],
    };
    rows.push(("subject", arrow(&claim.subject, &report.entities.get(fact.entity).name)));
    rows.push(("attribute", arrow(&claim.attribute, &report.attributes.get(fact.attribute).name)));
    if let (Some(said), Some(object)) = (&claim.object, fact.object) {
        rows.push(("object", arrow(said, &report.entities.get(object).name)));
    }
    if let Some(scope) = &fact.scope {
        rows.push(("scope", arrow(claim.scope.as_deref().unwrap_or_default(), scope)));
    }
    rows.push(("value", value(report, ix)));
    if let Some(time) = words::fact_time(fact) {
        rows.push(("time", vec![text(time)]));
    }
    if fact.polarity == Polarity::Denied {
        rows.push(("polarity", vec![text("denied: the source says that it is not so")]));
    }
    let mut stance: Vec<_> = words::modality(fact.modality).into_iter().map(str::to_owned).collect();
    stance.extend(fact.attributed_to.as_ref().map(|speaker| format!("said to come from {speaker}")));
    if !stance.is_empty() {
        rows.push(("stance", vec![text(stance.join(", "))]));
    }
    for (name, pieces) in rows {
        let name = solid(Look::Faint, format!("{name:<10}"));
        let pieces: Vec<Piece> = std::iter::once(name).chain(pieces).collect();
        page.put(indent + 2, indent + 12, &pieces);
    }
}

/// The entry in the claims file, who made it, and how its quote stands in the source.
fn entry(report: &Report, ix: FactIx) -> Vec<Piece> {
    let claim = report.claim(report.fact(ix).claim);
    let mut told = vec![match &claim.place {
        Some(place) => format!("{} at {}:{}", claim.id, place.file, place.line),
        None => format!("{}, in memory", claim.id),
    }];
    told.push(match &claim.origin {
        ClaimOrigin::Extracted => "extracted".to_owned(),
        ClaimOrigin::Manual => "written by a person".to_owned(),
        ClaimOrigin::Model(name) => format!("proposed by {name}"),
    });
    if claim.status == Status::Accepted {
        told.push("accepted".to_owned());
    }
    told.push(match &claim.anchor {
        Anchor::Exact(_) => "quote is verbatim".to_owned(),
        Anchor::Drifted { similarity, .. } => {
            format!("quote has drifted, {:.0} % of it is kept", similarity * 100.0)
        }
        Anchor::Stitched(spans) => format!("quote is stitched from {}", words::count(spans.len(), "place")),
        Anchor::Missing { .. } => "quote is not in the source".to_owned(),
    });
    vec![text(told.join(", "))]
}

fn value(report: &Report, ix: FactIx) -> Vec<Piece> {
    let fact = report.fact(ix);
    let said = &report.claim(fact.claim).value;
    vec![
        text(format!("“{said}” → ")),
        look(Look::Strong, words::stated(fact)),
        text(format!(" ({})", fact.value.normal())),
    ]
}

/// What a confidence is made of, adding up.
pub(super) fn confidence(
    page: &mut Page,
    report: &Report,
    indent: usize,
    candidate: &Candidate,
    topic: &Topic,
) {
    let title = [
        look(Look::Strong, candidate.value.to_string()),
        text(format!(": {}", words::support(report, candidate, topic))),
    ];
    page.put(indent, indent + 2, &title);
    let contributions = &candidate.confidence.contributions;
    for part in contributions {
        let effect = solid(Look::Plain, format!("{:+6.2}  ", part.effect));
        page.put(
            indent + 2,
            indent + 10,
            &[effect, look(Look::Faint, part.signal), text(format!(": {}", part.because))],
        );
    }
    if !contributions.is_empty() {
        let sum: f64 = contributions.iter().map(|part| part.effect).sum();
        let total = solid(Look::Plain, format!("{sum:+6.2}  "));
        page.put(
            indent + 2,
            indent + 10,
            &[
                total,
                text(format!(
                    "together, in log-odds; 1 / (1 + e^-x) makes it {:.2}",
                    candidate.confidence.score
                )),
            ],
        );
    }
}
