//! Quotes that are not in their source, byte for byte.

use crate::model::{
    Anchor, CheckInfo, Claim, Evidence, Finding, FindingBuilder, FindingKind, Severity, Side, SourceSummary,
};
use crate::text::{LineIndex, Span};

/// The quote is nowhere in the source.
const QUOTE_MISSING: CheckInfo = CheckInfo {
    id: "quote-missing",
    summary: "a claim's quote is not in its source",
    why: "a statement without its words in the source is no evidence",
    silent_when: "the claim was rejected",
    would_settle: "the words as they stand in the source, or `status = \"rejected\"` on the claim",
};

/// The quote stands in the source with small changes.
const QUOTE_DRIFTED: CheckInfo = CheckInfo {
    id: "quote-drifted",
    summary: "a claim's quote differs from its source in a few words",
    why: "the source or the quote was edited after the claim was made; the statement may have changed with it",
    silent_when: "the words are the same and were only set anew: spaces, line breaks, dashes, quotation marks; or the claim was \
         rejected",
    would_settle: "the words as they now stand in the source",
};

/// The quote joins words from several places.
const QUOTE_STITCHED: CheckInfo = CheckInfo {
    id: "quote-stitched",
    summary: "a claim's quote is put together from several places of its source",
    why: "words that stand apart in the source can say together what it never said",
    silent_when: "the claim was rejected",
    would_settle: "one unbroken quote for the claim",
};

/// The checks on quotes, beside the checks on pairs.
pub const INTEGRITY_CHECKS: [CheckInfo; 3] = [QUOTE_MISSING, QUOTE_DRIFTED, QUOTE_STITCHED];

/// One finding for each claim whose words are not those of its source. Where a text was only set anew, what is shown as
/// evidence is the source's own text, byte for byte, and nobody has anything to decide.
#[must_use]
pub fn quotes(claims: &[Claim], sources: &[SourceSummary]) -> Vec<Finding> {
    let is_said_so = |claim: &&Claim| match &claim.anchor {
        Anchor::Exact(_) => true,
        Anchor::Drifted { similarity, .. } => *similarity >= 1.0,
        Anchor::Stitched(_) | Anchor::Missing { .. } => false,
    };
    let broken = claims.iter().filter(|claim| !is_said_so(claim));
    broken.map(|claim| finding(claim, &sources[claim.source.at()])).collect()
}

fn finding(claim: &Claim, source: &SourceSummary) -> Finding {
    let (check, severity, what) = match &claim.anchor {
        Anchor::Drifted { .. } => (QUOTE_DRIFTED, Severity::Medium, "has drifted"),
        Anchor::Stitched(_) => (QUOTE_STITCHED, Severity::Medium, "is stitched from several places"),
        Anchor::Missing { .. } | Anchor::Exact(_) => (QUOTE_MISSING, Severity::High, "is not there"),
    };
    let message = format!(
        "the quote of claim `{}` in source `{}` {what}: “{}”",
        claim.id, source.source.id, claim.quote
    );
    let settle = match nearest(claim, source) {
        Some(text) => format!("{}; the nearest text is “{text}”", check.would_settle),
        None => check.would_settle.to_owned(),
    };
    let mut builder =
        FindingBuilder::new(check.id, FindingKind::Integrity, severity).says(message, check.why, settle);
    for span in spans(&claim.anchor) {
        builder = builder.side(side(claim, source, span));
    }
    if let Some(place) = &claim.place {
        builder = builder.place(place.clone());
    } else if claim.anchor.span().is_none() {
        builder = builder.place(crate::model::Place {
            file: source.source.path.as_ref().into(),
            line: 1,
            column: 1,
        });
    }
    builder.build([&*source.source.id, &*claim.id, &*claim.quote])
}

fn spans(anchor: &Anchor) -> Vec<Span> {
    match anchor {
        Anchor::Stitched(spans) => spans.clone(),
        other => other.span().into_iter().collect(),
    }
}

fn nearest<'s>(claim: &Claim, source: &'s SourceSummary) -> Option<&'s str> {
    claim.anchor.span().and_then(|span| span.of(&source.source.text))
}

fn side(claim: &Claim, source: &SourceSummary, span: Span) -> Side {
    let text = &source.source.text;
    let line = u32::try_from(LineIndex::new(text).line(span.start())).unwrap_or(u32::MAX);
    let quote = span.of(text).unwrap_or_default();
    let evidence = Evidence { source: claim.source, quote: quote.into(), span, line, fact: None };
    Side { value: quote.into(), time: None, evidence: vec![evidence] }
}
