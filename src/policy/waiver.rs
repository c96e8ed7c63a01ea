//! Decisions to let findings pass.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::config::{FILE, Waiver, WaiverTarget};
use crate::diagnostic::Diagnostic;
use crate::model::{CheckInfo, Disposition, Finding, FindingBuilder, FindingKind, Severity, Topic};
use crate::text::count;

/// Days before its end from which a waiver is announced.
const NOTICE_DAYS: i32 = 14;

/// The waiver's last day has passed.
const WAIVER_EXPIRED: CheckInfo = CheckInfo {
    id: "waiver-expired",
    summary: "a waiver's last day has passed",
    why: "a waiver holds for a time; past it somebody must decide again",
    silent_when: "no --today is given: crosscheck reads no clock",
    would_settle: "settle the conflict, or give the waiver a new day and a reason that still holds",
};

/// The waiver matches no finding.
const WAIVER_UNUSED: CheckInfo = CheckInfo {
    id: "waiver-unused",
    summary: "a waiver matches no finding",
    why: "the conflict is gone, its values have changed, or another source takes part in it; a waiver left behind could hide the \
          next one",
    silent_when: "the waiver matches at least one finding, waived or expired",
    would_settle: "give the waiver anew if the conflict still stands; else take it out: crosscheck waive ID --remove with the \
                   id that the waiver names, or by hand in crosscheck.toml",
};

/// The checks on waivers.
pub const WAIVER_CHECKS: [CheckInfo; 2] = [WAIVER_EXPIRED, WAIVER_UNUSED];

/// Marks the findings that a waiver covers. Gives findings about the waivers themselves, and what else is to be said.
pub(super) fn apply(
    findings: &mut [Finding],
    topics: &[Topic],
    waivers: &[Waiver],
    today: Option<Date>,
) -> (Vec<Finding>, Vec<Diagnostic>) {
    let mut about = Vec::new();
    let mut said = Vec::new();
    if today.is_none() && !waivers.is_empty() {
        let message = format!(
            "the ends of {} were not judged: crosscheck reads no clock",
            count(waivers.len(), "waiver")
        );
        said.push(
            Diagnostic::note("waiver-today", message).in_file(FILE).help("give the day: --today 2026-12-31"),
        );
    }
    for waiver in waivers {
        let expired = today.is_some_and(|today| today > waiver.expires);
        let mut used = false;
        let mut other_values = None;
        for finding in findings.iter_mut().filter(|finding| is_meant(waiver, finding, topics)) {
            if !holds_for_values(waiver, finding) {
                other_values = Some(values(finding).join(" / "));
                continue;
            }
            used = true;
            if !expired {
                finding.disposition = Disposition::Waived;
                finding.waived_because = Some(because(waiver).into());
            }
        }
        if !used {
            let what = match other_values {
                Some(now) => format!("was given for other values; now they are {now}"),
                None => "matches no finding".to_owned(),
            };
            about.push(finding(WAIVER_UNUSED, Severity::Low, waiver, &what));
        } else if expired {
            about.push(finding(
                WAIVER_EXPIRED,
                Severity::High,
                waiver,
                &format!("ended on {}", waiver.expires),
            ));
        } else {
            said.extend(ending_soon(waiver, today));
        }
        said.extend(any_values(waiver));
    }
    (about, said)
}

/// Whether the waiver names the finding, whatever its values.
fn is_meant(waiver: &Waiver, finding: &Finding, topics: &[Topic]) -> bool {
    if !finding.is_problem() {
        return false;
    }
    match &waiver.target {
        WaiverTarget::Finding(id) => finding.id.as_str() == &**id,
        WaiverTarget::Topic { check, topic, .. } => {
            finding.check == &**check && finding.topic.is_some_and(|ix| topics[ix.at()].id == *topic)
        }
    }
}

/// A waiver holds for the values that it was given for. The id of a finding covers its values already.
fn holds_for_values(waiver: &Waiver, finding: &Finding) -> bool {
    match &waiver.target {
        WaiverTarget::Topic { values: given, .. } if !given.is_empty() => {
            values(finding).iter().all(|value| given.iter().any(|known| known == value))
        }
        _ => true,
    }
}

fn values(finding: &Finding) -> Vec<Box<str>> {
    finding.sides.iter().map(|side| side.value.clone()).collect()
}

/// A waiver that would hide the next value as well is said.
fn any_values(waiver: &Waiver) -> Option<Diagnostic> {
    let WaiverTarget::Topic { values, .. } = &waiver.target else { return None };
    values.is_empty().then(|| {
        let message = format!("the waiver of {} holds for any values", target(waiver));
        Diagnostic::warning("waiver-any-values", message).at(waiver.place.clone()).help(
            "name those it was given for: `values = [\"…\", \"…\"]`; `crosscheck waive --topic` writes them",
        )
    })
}

fn because(waiver: &Waiver) -> String {
    let note = waiver.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
    format!("{}{note} ({}, until {})", waiver.reason.word(), waiver.owner, waiver.expires)
}

fn ending_soon(waiver: &Waiver, today: Option<Date>) -> Option<Diagnostic> {
    let last = today?.checked_add(NOTICE_DAYS.days()).ok()?;
    (waiver.expires <= last).then(|| {
        let message =
            format!("the waiver of {} by {} ends on {}", target(waiver), waiver.owner, waiver.expires);
        Diagnostic::warning("waiver-ending", message)
            .at(waiver.place.clone())
            .help("settle the conflict, or decide again")
    })
}

fn target(waiver: &Waiver) -> String {
    match &waiver.target {
        WaiverTarget::Finding(id) => format!("finding {id}"),
        WaiverTarget::Topic { check, topic, .. } => format!("{check} on {topic}"),
    }
}

fn finding(check: CheckInfo, severity: Severity, waiver: &Waiver, what: &str) -> Finding {
    let target = target(waiver);
    FindingBuilder::new(check.id, FindingKind::Integrity, severity)
        .says(format!("the waiver of {target} by {} {what}", waiver.owner), check.why, check.would_settle)
        .place(waiver.place.clone())
        .build([target.as_str()])
}
