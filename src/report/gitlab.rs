//! GitLab's code quality report: a JSON list with a fingerprint, a path and a first line for each problem.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::places::{Places, Unit};
use super::spot::{self, Spot};
use super::{Format, Style, escape};
use crate::diagnostic::Level;
use crate::model::{Report, Severity, digest};

/// See the module.
pub(super) struct Gitlab;

impl Format for Gitlab {
    fn name(&self) -> &'static str {
        "gitlab"
    }

    fn summary(&self) -> &'static str {
        "code quality report of GitLab"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut issues: Vec<Issue> = Vec::new();
        for diagnostic in report.diagnostics.iter().filter(|one| one.level > Level::Note) {
            if let Some(place) = &diagnostic.place {
                let severity = if diagnostic.level == Level::Error { "blocker" } else { "minor" };
                let name = digest([diagnostic.code, &place.file, &diagnostic.message]);
                issues.push(issue(
                    diagnostic.code,
                    &diagnostic.message,
                    &name,
                    severity,
                    &spot::of_place(place),
                ));
            }
        }
        let places = Places::new(report);
        for finding in spot::problems(report, style) {
            if let Some(spot) = spot::primary(report, &places, finding, Unit::Character) {
                let severity = severity(finding.severity);
                issues.push(issue(finding.check, &finding.message, finding.id.as_str(), severity, &spot));
            }
        }
        tell_apart(&mut issues);
        escape::json(&issues, true, out)?;
        out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::None => "info",
        Severity::Low => "minor",
        Severity::Medium => "major",
        Severity::High => "critical",
    }
}

/// GitLab's merge request shows nothing but the description, so the check's name stands in it too.
fn issue(check: &str, message: &str, name: &str, severity: &'static str, spot: &Spot<'_>) -> Issue {
    Issue {
        description: escape::line(&format!("{check}: {message}")).into_owned(),
        check_name: check.to_owned(),
        fingerprint: name.to_owned(),
        severity,
        location: Location {
            path: escape::line(spot.path).into_owned(),
            lines: Lines { begin: spot.region.start_line, end: spot.region.end_line },
        },
    }
}

/// GitLab drops issues whose fingerprint it has seen: a repeated one gets a number before it is hashed again.
fn tell_apart(issues: &mut [Issue]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let times = seen.entry(issue.fingerprint.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            issue.fingerprint = digest([&*issue.fingerprint, &times.to_string()]);
        }
    }
}
