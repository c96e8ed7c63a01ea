//! What stops CI: severities as configured, waivers, the baseline, the threshold.
//!
//! A finding's disposition is decided here, once; nothing later looks at a waiver again.

pub mod baseline;
mod waiver;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use self::baseline::Baseline;
pub use self::waiver::WAIVER_CHECKS;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{CheckInfo, Disposition, Finding, Place, Report, Severity, Topic};
use crate::text::nearest;

/// Gives the findings their configured severities and their dispositions. Waivers that are expired or match nothing,
/// and baseline entries that match nothing, become findings and diagnostics of their own.
pub fn apply(
    findings: &mut Vec<Finding>,
    topics: &[Topic],
    config: &Config,
    baseline: Option<&Baseline>,
    checks: &[CheckInfo],
    today: Option<Date>,
) -> Vec<Diagnostic> {
    set_severities(findings, &config.severities);
    let mut diagnostics = unknown_checks(&config.severities, checks);
    let (about_waivers, said) = waiver::apply(findings, topics, &config.waivers, today);
    diagnostics.extend(said);
    if let Some(baseline) = baseline {
        diagnostics.extend(baseline.apply(findings));
    }
    findings.extend(about_waivers);
    set_severities(findings, &config.severities);
    diagnostics
}

fn set_severities(findings: &mut [Finding], severities: &BTreeMap<Box<str>, (Severity, Place)>) {
    for finding in findings.iter_mut().filter(|finding| finding.is_problem()) {
        if let Some((severity, _)) = severities.get(finding.check) {
            finding.severity = *severity;
        }
    }
}

fn unknown_checks(
    severities: &BTreeMap<Box<str>, (Severity, Place)>,
    checks: &[CheckInfo],
) -> Vec<Diagnostic> {
    let known: Vec<&str> = checks.iter().map(|check| check.id).collect();
    let unknown = severities.iter().filter(|(check, _)| !known.contains(&&***check));
    unknown
        .map(|(check, (_, place))| {
            let help = match nearest(check, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`crosscheck list checks` names them all".to_owned(),
            };
            Diagnostic::error("config-check", format!("there is no check `{check}`"))
                .at(place.clone())
                .help(help)
        })
        .collect()
}

/// Whether a run stops CI: some finding that nobody has dealt with reaches `fail_on`.
#[must_use]
pub fn fails(report: &Report, fail_on: Severity) -> bool {
    let open = report.problems().filter(|finding| finding.disposition == Disposition::New);
    open.map(|finding| finding.severity).max().is_some_and(|worst| worst >= fail_on)
}
