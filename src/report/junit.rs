//! JUnit XML: a test case a topic, so that CI shows which topics are in dispute and which are not.

use std::collections::BTreeMap;
use std::io;

use quick_junit::{NonSuccessKind, Report as Junits, TestCase, TestCaseStatus, TestSuite};

use super::{Format, Style, escape, spot, words};
use crate::diagnostic::Level;
use crate::model::{Disposition, Finding, Report};

/// See the module.
pub(super) struct Junit;

impl Format for Junit {
    fn name(&self) -> &'static str {
        "junit"
    }

    fn summary(&self) -> &'static str {
        "JUnit XML, a test case a topic"
    }

    fn write(&self, report: &Report, style: Style, out: &mut dyn io::Write) -> io::Result<()> {
        let mut suites = Junits::new("crosscheck");
        suites.add_test_suite(topics(report, style));
        suites.add_test_suite(inputs(report, style));
        suites.serialize(out).map_err(io::Error::other)
    }
}

fn topics(report: &Report, style: Style) -> TestSuite {
    let mut of_topic: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in report.problems() {
        if let Some(topic) = finding.topic {
            of_topic.entry(topic.at()).or_default().push(finding);
        }
    }
    let mut suite = TestSuite::new("topics");
    for (at, topic) in report.topics.iter().enumerate() {
        let findings = of_topic.get(&at).map(Vec::as_slice).unwrap_or_default();
        suite.add_test_case(case(report, style, &report.topic_title(topic), &topic.id, findings));
    }
    suite
}

/// Findings and diagnostics that are about no topic.
fn inputs(report: &Report, style: Style) -> TestSuite {
    let mut suite = TestSuite::new("inputs");
    for finding in report.problems().filter(|finding| finding.topic.is_none()) {
        suite.add_test_case(case(report, style, &finding.message, finding.check, &[finding]));
    }
    for diagnostic in report.diagnostics.iter().filter(|one| one.level == Level::Error) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        let help = diagnostic.help.as_deref().unwrap_or_default();
        status
            .set_message(escape::xml(&diagnostic.message))
            .set_type(diagnostic.code)
            .set_description(escape::xml(&format!("{diagnostic} {help}")));
        let mut case = TestCase::new(escape::xml(&diagnostic.message), status);
        case.set_classname(diagnostic.code);
        suite.add_test_case(case);
    }
    suite
}

/// Failed when a finding reaches the threshold; skipped when all that would fail it is dealt with.
fn case(report: &Report, style: Style, name: &str, class: &str, findings: &[&Finding]) -> TestCase {
    let failing: Vec<_> = findings.iter().filter(|finding| finding.severity >= style.fail_on).collect();
    let open: Vec<_> = failing.iter().filter(|finding| finding.disposition == Disposition::New).collect();
    let status = match (open.first(), failing.first()) {
        (Some(worst), _) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let told: Vec<_> = open.iter().map(|finding| told(report, finding)).collect();
            status
                .set_message(escape::xml(&worst.message))
                .set_type(worst.check)
                .set_description(told.join("\n\n"));
            status
        }
        (None, Some(dealt_with)) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(escape::xml(&words::disposition(dealt_with).unwrap_or_default()));
            status
        }
        (None, None) => TestCaseStatus::success(),
    };
    let mut case = TestCase::new(escape::xml(name), status);
    case.set_classname(escape::xml(class));
    let others: Vec<_> = findings
        .iter()
        .filter(|finding| !open.iter().any(|open| open.id == finding.id))
        .map(|finding| told(report, finding))
        .collect();
    if !others.is_empty() {
        case.set_system_out(others.join("\n\n"));
    }
    case
}

fn told(report: &Report, finding: &Finding) -> String {
    let lines: Vec<_> = spot::paragraphs(report, finding).iter().map(|line| escape::xml(line)).collect();
    lines.join("\n")
}
