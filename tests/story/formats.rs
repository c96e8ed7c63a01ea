//! What the readers of each format need, held at every step.

use std::collections::BTreeSet;

use serde_json::Value;

use super::repository::Counts;

/// What `check` wrote.
pub(crate) fn of_check(format: &str, said: &str, counts: Counts, status: i32, step: &str) {
    let open = counts.high + counts.medium + counts.low;
    match format {
        "json" => {
            let report: Value = serde_json::from_str(said).unwrap();
            for (field, number) in [
                ("high", counts.high),
                ("medium", counts.medium),
                ("low", counts.low),
                ("waived", counts.waived),
            ] {
                assert_eq!(report["summary"][field], number, "{step}: {field}");
            }
        }
        "lint" => assert!(said.contains(&format!("; {} waived, ", counts.waived)), "{step}: {said}"),
        "table" | "plain" => assert!(said.contains(&format!("{} waived, ", counts.waived)), "{step}: {said}"),
        "html" => {
            assert!(said.starts_with("<!doctype html>") || said.starts_with("<!DOCTYPE html>"), "{step}")
        }
        "markdown" => assert!(said.len() < 65_536 && said.contains("Waived"), "{step}: {said}"),
        _ => of_machine(format, said, open, status, step),
    }
}

/// What `diff` wrote.
pub(crate) fn of_diff(format: &str, said: &str, counts: Counts, status: i32, step: &str) {
    let fresh = counts.new + counts.changed;
    match format {
        "json" => {
            let change: Value = serde_json::from_str(said).unwrap();
            for (list, number) in [
                ("new", counts.new),
                ("resolved", counts.resolved),
                ("changed", counts.changed),
                ("dealt_with", counts.dealt_with),
            ] {
                assert_eq!(change[list].as_array().unwrap().len(), number, "{step}: {list} in {said}");
            }
            assert_eq!(change["unchanged"], counts.unchanged, "{step}");
        }
        "markdown" => {
            let is_news = fresh + counts.resolved + counts.dealt_with > 0;
            assert_eq!(said.is_empty(), !is_news, "{step}: {said}");
            assert!(said.len() <= 65_536);
        }
        "lint" | "table" | "plain" => {
            let headline =
                format!("{} new, {} resolved, {} changed", counts.new, counts.resolved, counts.changed);
            assert!(said.lines().next_back().unwrap().starts_with(&headline), "{step}: {said}");
        }
        "html" => assert!(said.contains("</html>"), "{step}"),
        _ => of_machine(format, said, fresh, status, step),
    }
}

/// Formats that list what is open: each must hold as many as are.
fn of_machine(format: &str, said: &str, open: usize, status: i32, step: &str) {
    match format {
        "sarif" => {
            let log: Value = serde_json::from_str(said).unwrap();
            let results = log["runs"][0]["results"].as_array().unwrap();
            assert_eq!(results.len(), open, "{step}: {said}");
            for result in results {
                assert!(!result["locations"].as_array().unwrap().is_empty(), "{step}");
                assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string(), "{step}");
                assert!(result.get("suppressions").is_none(), "{step}");
            }
        }
        "gitlab" => {
            let issues: Vec<Value> = serde_json::from_str(said).unwrap();
            let names: BTreeSet<&str> =
                issues.iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
            assert_eq!(names.len(), issues.len(), "{step}: {said}");
            assert!(issues.len() >= open, "{step}: {said}");
            assert!(issues.iter().all(|one| one["location"]["lines"]["begin"].as_u64() > Some(0)), "{step}");
        }
        "rdjsonl" => {
            let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            assert!(lines.len() >= open, "{step}: {said}");
            assert!(lines.iter().all(|line| line["location"]["path"].is_string()), "{step}");
        }
        "junit" => {
            let suites = quick_junit::Report::deserialize_from_str(said).unwrap();
            let failed: usize = suites.test_suites.iter().map(|suite| suite.failures).sum();
            assert!(failed <= open, "{step}: {said}");
            assert_eq!(failed > 0, status == 1, "{step}: {said}");
        }
        "github" => {
            for level in ["::error ", "::warning "] {
                assert!(said.lines().filter(|line| line.starts_with(level)).count() <= 10, "{step}: {said}");
            }
            assert!(said.lines().next_back().unwrap().starts_with("crosscheck: "), "{step}: {said}");
        }
        other => panic!("nothing is known of what reads {other}"),
    }
}
