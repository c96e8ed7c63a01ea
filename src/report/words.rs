//! How the readable formats word things, so that all of them say the same. Gives unescaped text: whoever shows it
//! sends it through its medium's door.

use jiff::civil::Date;

use crate::model::{
    Candidate, Confidence, Disposition, Evidence, Fact, Finding, FindingKind, Level, Modality, Polarity,
    Report, Severity, Source, Summary, TimeBasis, Topic,
};
pub(super) use crate::text::count;
use crate::value::{DateRange, Grain, Value, When};

/// Said once in every report for people.
pub(super) const CAVEAT: &str = "Confidence measures agreement among the sources given, not truth. It counts independent origins, not articles.";

/// The kind of a finding in words.
pub(super) fn kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Contradiction => "contradiction",
        FindingKind::Tension => "tension",
        FindingKind::Superseded => "superseded",
        FindingKind::Integrity => "integrity",
        FindingKind::Agreement => "agreement",
        FindingKind::Scope => "scope difference",
    }
}

/// The severity in a word.
pub(super) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "none",
        Severity::Low => "low",
        Severity::Medium => "medium",
        Severity::High => "high",
    }
}

/// What was decided about a finding, where something was.
pub(super) fn disposition(finding: &Finding) -> Option<String> {
    match finding.disposition {
        Disposition::New => None,
        Disposition::Waived => Some(match &finding.waived_because {
            Some(because) => format!("waived: {because}"),
            None => "waived".to_owned(),
        }),
        Disposition::Baseline => Some("in the baseline".to_owned()),
        Disposition::Before => Some("there before this change".to_owned()),
    }
}

/// How many problems are open, by severity, and how many are dealt with: `2 open problems: 1 high, 1 medium, 0 low; 3
/// waived, 0 in the baseline`.
pub(super) fn tally(summary: &Summary) -> String {
    let open = summary.high + summary.medium + summary.low;
    let head = match open {
        0 => "no open problems".to_owned(),
        _ => format!(
            "{}: {} high, {} medium, {} low",
            count(open, "open problem"),
            summary.high,
            summary.medium,
            summary.low
        ),
    };
    format!("{head}; {} waived, {} in the baseline", summary.waived, summary.baseline)
}

/// Titles longer than this say less, wherever they are repeated, than the id: the list of sources has both.
const SHORT_TITLE: usize = 48;

/// Who speaks: the publisher, else a short title in quotation marks, else the id.
pub(super) fn voice(source: &Source) -> String {
    match (&source.publisher, &source.title) {
        (Some(publisher), _) => publisher.to_string(),
        (None, Some(title)) if title.chars().count() <= SHORT_TITLE => format!("“{title}”"),
        (None, _) => source.id.to_string(),
    }
}

/// Who speaks, and when it was published where that is known.
pub(super) fn dated_voice(source: &Source) -> String {
    match &source.published {
        Some(published) => format!("{}, {}", voice(source), date(published)),
        None => format!("{}, undated", voice(source)),
    }
}

/// Who speaks and when, where the path stands beside it. A source that goes by its id is not named twice: its path has
/// the id in it.
pub(super) fn voice_beside_path(source: &Source) -> String {
    match voice(source) {
        voice if voice == *source.id => source.published.as_ref().map_or_else(|| "undated".to_owned(), date),
        _ => dated_voice(source),
    }
}

/// Who speaks, when, and where it stands.
pub(super) fn whence(report: &Report, piece: &Evidence) -> String {
    let source = report.source(piece.source);
    format!("{} · {}:{}", voice_beside_path(source), source.path, piece.line)
}

/// A date as people read it, as finely as it is known.
pub(super) fn date(range: &DateRange) -> String {
    Value::Date(When::of(range.clone())).to_string()
}

/// A date in the notation of ISO 8601-1 and its extension EDTF: `2026-04-27`, `2026-04`, `2026`, `2026-04-01/2026-05-12`,
/// with `..` for an open side.
pub(super) fn iso_date(range: &DateRange) -> String {
    match (range.start, range.end, range.grain) {
        (Some(start), Some(end), _) if start == end => start.to_string(),
        (Some(start), Some(_), Grain::Year) => format!("{:04}", start.year()),
        (Some(start), Some(_), Grain::Month) => format!("{:04}-{:02}", start.year(), start.month()),
        (start, end, _) => {
            let side = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
            format!("{}/{}", side(start), side(end))
        }
    }
}

/// When a fact's statement speaks of, and from where that is known.
pub(super) fn fact_time(fact: &Fact) -> Option<String> {
    fact.time.as_ref().map(|time| match time.basis {
        TimeBasis::Stated => format!("{} (said in the text)", date(&time.range)),
        TimeBasis::Source => format!("{} (the article's date)", date(&time.range)),
    })
}

/// How firmly a source stands behind a statement; nothing for the ordinary case.
pub(super) fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted => None,
        Modality::Reported => Some("reported"),
        Modality::Rumoured => Some("rumoured"),
        Modality::Planned => Some("planned"),
        Modality::Predicted => Some("predicted"),
        Modality::Hypothetical => Some("hypothetical"),
        Modality::Opinion => Some("opinion"),
    }
}

/// The value that a fact gives, with its polarity.
pub(super) fn stated(fact: &Fact) -> String {
    match fact.polarity {
        Polarity::Affirmed => fact.value.to_string(),
        Polarity::Denied => format!("not {}", fact.value),
    }
}

/// A confidence as word and number; the number is missing where there is nothing to weigh, and never rounds to
/// certainty.
pub(super) fn level(confidence: &Confidence) -> String {
    match (confidence.level, confidence.score) {
        (Level::TooFewSources, _) => confidence.level.word().to_owned(),
        (level, score) if score > 0.995 => format!("{} (over 0.99)", level.word()),
        (level, score) if score < 0.005 => format!("{} (under 0.01)", level.word()),
        (level, score) => format!("{} ({score:.2})", level.word()),
    }
}

/// A confidence as word, number and the counts behind it: `likely (0.78): 2 of 3 independent origins`. Where one
/// publisher is behind all of them, that is said: two articles of one paper may be two reports or one.
pub(super) fn support(report: &Report, candidate: &Candidate, topic: &Topic) -> String {
    let publisher = match one_publisher(report, candidate) {
        Some(name) if candidate.origins == 2 => format!(", both of {name}"),
        Some(name) if candidate.origins > 2 => format!(", all of {name}"),
        _ => String::new(),
    };
    format!(
        "{}: {} of {}{publisher}",
        level(&candidate.confidence),
        candidate.origins,
        count(topic.origins, "independent origin")
    )
}

/// The publisher of all who state a value, where they have but one.
fn one_publisher<'r>(report: &'r Report, candidate: &Candidate) -> Option<&'r str> {
    let mut publishers =
        candidate.facts.iter().map(|ix| report.source(report.fact(*ix).source).publisher.as_deref());
    let first = publishers.next()??;
    publishers.all(|other| other == Some(first)).then_some(first)
}

/// Who states a candidate's value, each source once, in the order of the facts.
pub(super) fn supporters(report: &Report, candidate: &Candidate) -> Vec<String> {
    let mut sources: Vec<_> = candidate.facts.iter().map(|ix| report.fact(*ix).source).collect();
    sources.sort_unstable();
    sources.dedup();
    sources.into_iter().map(|ix| dated_voice(report.source(ix))).collect()
}

/// A finding's message without the topic's title before it, for places where the title stands just above.
pub(super) fn beneath_title<'f>(finding: &'f Finding, title: &str) -> &'f str {
    finding.message.strip_prefix(title).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&finding.message)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    #[test]
    fn dates_say_no_more_than_is_known() {
        let range = |start, end, grain| DateRange { start: Some(start), end: Some(end), grain };
        let april = range(on(2026, 4, 1), on(2026, 4, 30), Grain::Month);
        assert_eq!((date(&april), iso_date(&april)), ("April 2026".into(), "2026-04".into()));
        let day = DateRange::day(on(987, 4, 1));
        assert_eq!((date(&day), iso_date(&day)), ("1 April AD 987".into(), "0987-04-01".into()));
        let quarter = range(on(2026, 10, 1), on(2026, 12, 31), Grain::Quarter);
        assert_eq!((date(&quarter), iso_date(&quarter)), ("Q4 2026".into(), "2026-10-01/2026-12-31".into()));
        let open = DateRange { start: None, end: Some(on(2026, 4, 1)), grain: Grain::Span };
        assert_eq!((date(&open), iso_date(&open)), ("to 1 April 2026".into(), "../2026-04-01".into()));
    }

    #[test]
    fn nouns_follow_their_number() {
        assert_eq!(count(1, "source"), "1 source");
        assert_eq!(count(0, "source"), "0 sources");
        assert_eq!(count(2, "entity"), "2 entities");
    }
}
