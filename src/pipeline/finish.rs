//! The last step: total order and counts, so that no renderer sorts or counts.

use std::cmp::Reverse;

use rayon::slice::ParallelSliceMut as _;

use crate::diagnostic::Level;
use crate::model::{Disposition, Finding, FindingKind, Report, Severity, Summary, Topic, TopicIx};

/// Puts topics, findings and diagnostics into their order, and counts.
#[must_use]
pub fn finish(mut report: Report) -> Report {
    put_in_order(&mut report);
    report.diagnostics.sort_by(|one, other| {
        let by_place = (&one.place, Reverse(one.level)).cmp(&(&other.place, Reverse(other.level)));
        by_place.then_with(|| one.message.cmp(&other.message))
    });
    report.diagnostics.dedup();
    report.summary = summary(&report);
    report
}

/// Counts again, after dispositions changed. The order stays.
pub fn recount(report: &mut Report) {
    report.summary = summary(report);
}

/// Topics with the worst findings first, then those on which most origins speak, then by id; findings worst first.
fn put_in_order(report: &mut Report) {
    let mut worst = vec![Severity::None; report.topics.len()];
    for finding in report.findings.iter().filter(|finding| finding.disposition == Disposition::New) {
        if let Some(topic) = finding.topic {
            worst[topic.at()] = worst[topic.at()].max(finding.severity);
        }
    }
    let topics = std::mem::take(&mut report.topics);
    let mut order: Vec<usize> = (0..topics.len()).collect();
    order.par_sort_by(|one, other| {
        let key = |at: usize| (Reverse(worst[at]), Reverse(topics[at].origins));
        key(*one).cmp(&key(*other)).then_with(|| topics[*one].id.cmp(&topics[*other].id))
    });
    let mut place = vec![TopicIx::new(0); topics.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = TopicIx::new(new);
    }
    let mut taken: Vec<Option<Topic>> = topics.into_iter().map(Some).collect();
    report.topics = order.into_iter().filter_map(|old| taken[old].take()).collect();
    report.facts.iter_mut().for_each(|fact| fact.topic = place[fact.topic.at()]);
    report
        .findings
        .iter_mut()
        .for_each(|finding| finding.topic = finding.topic.map(|topic| place[topic.at()]));
    report.findings.par_sort_by(|one, other| {
        let key = |finding: &Finding| {
            (Reverse(finding.severity), finding.kind, finding.topic.is_none(), finding.topic)
        };
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
}

fn summary(report: &Report) -> Summary {
    let new: Vec<&Finding> =
        report.problems().filter(|finding| finding.disposition == Disposition::New).collect();
    let open = |kind| new.iter().filter(|finding| finding.kind == kind).count();
    let weighing = |severity| new.iter().filter(|finding| finding.severity == severity).count();
    let dealt =
        |disposition| report.findings.iter().filter(|finding| finding.disposition == disposition).count();
    let said = |level| report.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
    let mut origins: Vec<&str> = report.sources.iter().map(|source| &*source.origin).collect();
    origins.sort_unstable();
    origins.dedup();
    Summary {
        sources: report.sources.len(),
        origins: origins.len(),
        claims: report.claims.len(),
        topics: report.topics.len(),
        shared_topics: report.topics.iter().filter(|topic| topic.origins > 1).count(),
        contradictions: open(FindingKind::Contradiction),
        tensions: open(FindingKind::Tension),
        superseded: open(FindingKind::Superseded),
        integrity: open(FindingKind::Integrity),
        high: weighing(Severity::High),
        medium: weighing(Severity::Medium),
        low: weighing(Severity::Low),
        agreements: report.findings_of_kind(FindingKind::Agreement).count(),
        scope_differences: report.findings_of_kind(FindingKind::Scope).count(),
        waived: dealt(Disposition::Waived),
        baseline: dealt(Disposition::Baseline),
        errors: said(Level::Error),
        warnings: said(Level::Warning),
    }
}
