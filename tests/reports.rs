//! Two fixed reports through every format: one rich, one hostile. What people read is kept as reviewed text; what
//! programs read is checked against what they need.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

#[path = "reports/samples.rs"]
mod samples;

use std::collections::BTreeSet;
use std::io::Write as _;

use crosscheck::model::{Finding, FindingId, Report, Severity, TopicIx};
use crosscheck::report::{
    FORMATS, Format, Listing, Shape, Style, escape, explain_check, explain_finding, explain_topic, format,
    list,
};
use serde_json::Value;

fn render(format: &dyn Format, report: &Report, style: Style) -> String {
    let mut out = Vec::new();
    format.write(report, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn named(name: &str, report: &Report) -> String {
    render(format(name).unwrap(), report, Style::default())
}

fn parsed(name: &str, report: &Report) -> Value {
    serde_json::from_str(&named(name, report)).unwrap()
}

/// Compares with `tests/reports/FILE`; `SNAPSHOTS=overwrite` accepts.
fn as_reviewed(shown: String, file: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports").join(file);
    snapbox::assert_data_eq!(shown, snapbox::Data::read_from(&path, None).raw());
}

fn all_styles() -> Vec<Style> {
    let plain = Style::default();
    vec![
        plain,
        Style { width: 160, ..plain },
        Style { width: 0, ..plain },
        Style { verbose: true, waived: true, ..plain },
    ]
}

#[test]
fn every_format_shows_the_rich_report_as_reviewed() {
    let report = samples::rich();
    for format in FORMATS {
        as_reviewed(render(*format, &report, Style::default()), &format!("{}.rich.txt", format.name()));
    }
    let wide = Style { width: 160, ..Style::default() };
    as_reviewed(render(format("table").unwrap(), &report, wide), "table.wide.txt");
}

#[test]
fn every_format_shows_the_hostile_report_as_reviewed() {
    let report = samples::hostile();
    for format in FORMATS {
        as_reviewed(render(*format, &report, Style::default()), &format!("{}.hostile.txt", format.name()));
    }
}

#[test]
fn nothing_that_acts_comes_through_any_format() {
    let report = samples::hostile();
    for (format, style) in
        FORMATS.iter().flat_map(|format| all_styles().into_iter().map(move |style| (format, style)))
    {
        let shown = render(*format, &report, style);
        let name = format.name();
        let hidden: BTreeSet<char> =
            shown.chars().filter(|mark| escape::is_hidden(*mark) && *mark != '\n').collect();
        assert!(hidden.is_empty(), "{name} lets {hidden:?} through");
        for line in shown.lines() {
            let ours = name == "github"
                && (line.starts_with("::error file=") || line.starts_with("::warning file="));
            assert!(ours || !line.trim_start().starts_with("::"), "{name} gives a runner a command: {line}");
            assert!(!line.contains("##[") && !line.contains("##vso["), "{name}: {line}");
        }
    }
}

#[test]
fn markup_does_not_come_through_where_it_would_act() {
    let report = samples::hostile();
    for (name, markup) in [
        ("html", &["<script", "<img", "<i>", "<b>|", "<x>", "<!--", "href=\"javascript"][..]),
        (
            "markdown",
            &["<script", "<i>", "<x>", "<!-- &", "](http", "@team", " #1 ", "**b**", "`c`", "| a|b"][..],
        ),
    ] {
        let shown = named(name, &report);
        for markup in markup {
            assert!(!shown.contains(markup), "{name} holds {markup}");
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for report in [samples::rich(), samples::hostile()] {
        for (format, style) in
            FORMATS.iter().flat_map(|one| all_styles().into_iter().map(move |style| (one, style)))
        {
            assert_eq!(render(*format, &report, style), render(*format, &report.clone(), style));
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let report = samples::rich();
    for name in ["table", "plain", "lint"] {
        let colored = render(format(name).unwrap(), &report, Style { color: true, ..Style::default() });
        assert!(colored.contains("\x1b["));
        let stripped = anstream::adapter::strip_str(&colored).to_string();
        // Where a cell ends with colours, the blanks that pad it come before them.
        let lines: Vec<_> = stripped.lines().map(str::trim_end).collect();
        assert_eq!(lines, named(name, &report).lines().collect::<Vec<_>>());
    }
}

#[test]
fn json_follows_its_schema() {
    let schema = include_str!("../schema/report-v1.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for report in [samples::rich(), samples::hostile()] {
        let value = parsed("json", &report);
        let errors: Vec<_> =
            validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let mut broken = parsed("json", &samples::rich());
    broken["findings"][0]["surprise"] = true.into();
    assert!(!validator.is_valid(&broken), "the schema is strict");
}

/// The schemas hold what each consumer documents, and are narrower than its own: a field that none knows fails.
#[test]
fn what_programs_read_follows_its_schema() {
    let schemas = [
        ("sarif", include_str!("reports/schemas/sarif.json")),
        ("gitlab", include_str!("reports/schemas/gitlab.json")),
        ("rdjsonl", include_str!("reports/schemas/rdjsonl.json")),
    ];
    for (name, schema) in schemas {
        let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
        for report in [samples::rich(), samples::hostile(), samples::many(30)] {
            for waived in [false, true] {
                let style = Style { waived, ..Style::default() };
                let shown = render(format(name).unwrap(), &report, style);
                let documents = serde_json::Deserializer::from_str(&shown).into_iter::<Value>();
                for document in documents.map(Result::unwrap) {
                    let errors: Vec<_> = validator
                        .iter_errors(&document)
                        .map(|error| format!("{name}{}: {error}", error.instance_path()))
                        .collect();
                    assert!(errors.is_empty(), "{errors:#?}");
                }
            }
        }
    }
}

#[test]
fn json_places_cut_the_quotes_out_of_the_sources() {
    for report in [samples::rich(), samples::hostile()] {
        let value = parsed("json", &report);
        let text =
            |id: &Value| report.sources.iter().find(|one| *id == *one.source.id).unwrap().source.text.clone();
        let mut seen = 0;
        for finding in value["findings"].as_array().unwrap() {
            for piece in finding["sides"].as_array().unwrap().iter().flat_map(|side| side.as_array().unwrap())
            {
                let range =
                    piece["start"].as_u64().unwrap() as usize..piece["end"].as_u64().unwrap() as usize;
                if finding["kind"] != "integrity" {
                    assert_eq!(piece["quote"], text(&piece["source"])[range]);
                    seen += 1;
                }
            }
        }
        assert!(seen > 3);
    }
}

/// What GitHub's "SARIF support for code scanning" asks for.
#[test]
fn sarif_is_as_code_scanning_takes_it() {
    for report in [samples::rich(), samples::hostile()] {
        let log = parsed("sarif", &report);
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules.len(), report.checks.len(), "every check is a rule");
        for rule in rules {
            assert!(rule["help"]["text"].is_string() && rule["shortDescription"]["text"].is_string());
        }
        assert_eq!(run["invocations"][0]["executionSuccessful"], false, "an input could not be read");
        let results = run["results"].as_array().unwrap();
        assert!(!results.is_empty());
        for result in results {
            let at = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(rules[at]["id"], result["ruleId"]);
            assert!(result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().len() == 12);
            assert_eq!(result["locations"].as_array().unwrap().len(), 1);
            let related = result["relatedLocations"].as_array();
            for location in
                result["locations"].as_array().unwrap().iter().chain(related.into_iter().flatten())
            {
                let physical = &location["physicalLocation"];
                let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
                assert!(!uri.starts_with('/') && uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
                for field in ["startLine", "startColumn", "endLine", "endColumn"] {
                    assert!(physical["region"][field].as_u64().unwrap() >= 1);
                }
            }
            for (at, location) in related.into_iter().flatten().enumerate() {
                assert_eq!(location["id"], at + 1);
                assert!(result["message"]["text"].as_str().unwrap().contains(&format!("]({})", at + 1)));
            }
            assert!(result.get("suppressions").is_none(), "dealt-with results stay out");
        }
        let style = Style { waived: true, ..Style::default() };
        let all: Value = serde_json::from_str(&render(format("sarif").unwrap(), &report, style)).unwrap();
        let all = all["runs"][0]["results"].as_array().unwrap();
        assert_eq!(all.len(), results.len() + report.summary.waived);
        assert_eq!(all.iter().filter(|one| one.get("suppressions").is_some()).count(), report.summary.waived);
    }
}

/// A report with one finding as often as asked for, each with a name of its own.
fn repeated(times: usize, change: impl Fn(usize, &mut Finding)) -> Report {
    let mut report = samples::many(1);
    let one = report.findings[0].clone();
    let again = |at: usize| {
        let mut finding = Finding { id: FindingId::of([&*at.to_string()]), ..one.clone() };
        change(at, &mut finding);
        finding
    };
    report.findings = (0..times).map(again).collect();
    crosscheck::pipeline::recount(&mut report);
    report
}

#[test]
fn sarif_holds_the_worst_of_more_than_github_takes() {
    let last = |at: usize, finding: &mut Finding| {
        if at >= 25_000 {
            finding.severity = Severity::Low;
        }
    };
    // Counted in the text, which is long to parse.
    let shown = named("sarif", &repeated(25_010, last));
    assert_eq!(shown.matches("\"ruleIndex\":").count(), 25_000);
    assert!(!shown.contains("\"level\":\"note\""));
    assert!(shown.contains("\"text\":\"10 results left out"));
}

#[test]
fn sarif_keeps_to_what_github_takes_compressed() {
    // Text in which nothing repeats, so that compressing it does little.
    let noise = |at: usize, finding: &mut Finding| {
        let mut state = at as u64 + 1;
        let mark = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b'0' + ((state >> 58) as u8))
        };
        finding.why = (0..32_000).map(mark).collect::<String>().into();
    };
    let report = repeated(450, noise);
    let shown = named("sarif", &report);
    let mut compressed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    compressed.write_all(shown.as_bytes()).unwrap();
    let compressed = compressed.finish().unwrap().len();
    assert!((8_000_000..10_000_000).contains(&compressed), "{compressed} bytes");
    let log: Value = serde_json::from_str(&shown).unwrap();
    let left = 450 - log["runs"][0]["results"].as_array().unwrap().len();
    let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(left > 0 && note.as_str().unwrap().starts_with(&format!("{left} result")), "{left}: {note}");
}

#[test]
fn gitlab_issues_have_what_gitlab_asks_for() {
    for report in [samples::rich(), samples::hostile()] {
        let issues = parsed("gitlab", &report);
        let issues = issues.as_array().unwrap();
        let prints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(prints.len(), issues.len(), "fingerprints are unique");
        for issue in issues {
            let check = issue["check_name"].as_str().unwrap();
            assert!(issue["description"].as_str().unwrap().starts_with(check));
            assert!(
                ["info", "minor", "major", "critical", "blocker"]
                    .contains(&issue["severity"].as_str().unwrap())
            );
            assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
            assert!(!issue["location"]["path"].as_str().unwrap().starts_with('/'));
        }
    }
}

#[test]
fn junit_has_a_test_case_a_topic() {
    for report in [samples::rich(), samples::hostile()] {
        let parsed = quick_junit::Report::deserialize_from_str(&named("junit", &report)).unwrap();
        let cases = |name: &str| parsed.test_suites.iter().find(|suite| suite.name.as_str() == name).unwrap();
        let topics = cases("topics");
        assert_eq!(topics.test_cases.len(), report.topics.len());
        assert!(topics.failures > 0);
        assert_eq!(cases("inputs").errors, report.summary.errors);
    }
}

#[test]
fn rdjsonl_is_a_diagnostic_a_line() {
    for report in [samples::rich(), samples::hostile()] {
        let shown = named("rdjsonl", &report);
        assert!(shown.lines().count() > 1);
        for line in shown.lines() {
            let value: Value = serde_json::from_str(line).unwrap();
            let start = &value["location"]["range"]["start"];
            assert!(start["line"].as_u64().unwrap() >= 1 && start["column"].as_u64().unwrap() >= 1);
            assert!(["ERROR", "WARNING", "INFO"].contains(&value["severity"].as_str().unwrap()));
        }
        assert!(shown.contains("related_locations"));
    }
}

#[test]
fn github_says_how_many_annotations_it_left_out() {
    let report = samples::many(30);
    let shown = named("github", &report);
    assert_eq!(shown.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    let mut last = shown.lines().rev();
    assert!(last.next().unwrap().starts_with("crosscheck: 30 open problems"), "{shown}");
    assert!(last.next().unwrap().starts_with("20 more annotations not shown"), "{shown}");
    // Ten of each level, the worst of each.
    let mixed = repeated(26, |at, finding| {
        finding.severity = [Severity::High, Severity::Medium, Severity::Low][at / 12];
    });
    let shown = named("github", &mixed);
    let of = |level: &str| shown.lines().filter(|line| line.starts_with(level)).count();
    assert_eq!((of("::error "), of("::warning ")), (10, 10));
    assert!(!shown.contains("low (value-mismatch)"), "{shown}");
    assert!(shown.contains("\n6 more annotations not shown"), "{shown}");
}

/// Everything that `explain` says of a report: each finding, each topic, each check.
fn explained(report: &Report) -> String {
    let style = Style::default();
    let mut out = Vec::new();
    let mut part = |write: &dyn Fn(&mut Vec<u8>)| {
        write(&mut out);
        out.extend_from_slice(b"\n==========\n\n");
    };
    for finding in &report.findings {
        part(&|out| explain_finding(report, finding, style, out).unwrap());
    }
    for at in 0..report.topics.len() {
        part(&|out| explain_topic(report, TopicIx::new(at), style, out).unwrap());
    }
    part(&|out| explain_check(&report.checks[0], style, out).unwrap());
    String::from_utf8(out).unwrap()
}

fn listed(report: &Report, shape: Shape) -> String {
    let mut out = Vec::new();
    let style = Style { width: 120, ..Style::default() };
    for (name, what) in Listing::ALL {
        out.extend_from_slice(format!("{name}\n").as_bytes());
        list(report, what, shape, style, &mut out).unwrap();
        out.extend_from_slice(b"\n");
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn explanations_and_lists_read_as_reviewed() {
    let report = samples::rich();
    as_reviewed(explained(&report), "explain.rich.txt");
    as_reviewed(listed(&report, Shape::Table), "list-table.rich.txt");
    as_reviewed(listed(&report, Shape::Plain), "list-plain.rich.txt");
}

#[test]
fn explanations_and_lists_let_nothing_act() {
    let report = samples::hostile();
    let plain = listed(&report, Shape::Plain);
    for shown in
        [explained(&report), listed(&report, Shape::Table), plain.clone(), listed(&report, Shape::Json)]
    {
        let hidden: BTreeSet<char> =
            shown.chars().filter(|mark| escape::is_hidden(*mark) && !matches!(mark, '\n' | '\t')).collect();
        assert!(hidden.is_empty(), "{hidden:?}");
        assert!(
            !shown.lines().any(|line| line.trim_start().starts_with("::") || line.contains("##[")),
            "{shown}"
        );
    }
    for cell in plain.lines().flat_map(|line| line.split('\t')) {
        assert!(
            !cell.trim_start().starts_with(['=', '@', '+']),
            "a spreadsheet would take this for a formula: {cell}"
        );
    }
}

/// Two articles of one paper are two reports or one: whoever reads their number sees whose they are.
#[test]
fn a_value_that_one_publisher_alone_gives_is_said_to_be_so() {
    let mut report = samples::rich();
    let at =
        report.topics.iter().position(|topic| topic.candidates.iter().any(|one| one.origins > 1)).unwrap();
    assert!(!named("markdown", &report).contains(" of Harbour Wire"));
    for summary in &mut report.sources {
        summary.source.publisher = Some("Harbour Wire".into());
    }
    let candidate = report.topics[at].candidates.iter().find(|one| one.origins > 1).unwrap();
    let all = if candidate.origins == 2 { "both" } else { "all" };
    for name in ["markdown", "plain"] {
        let shown = named(name, &report).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(&format!(", {all} of Harbour Wire")), "{name}: {shown}");
    }
}

/// The contributions that `explain` lists account for the score that it shows.
#[test]
fn confidences_add_up() {
    for candidate in samples::rich().topics.iter().flat_map(|topic| &topic.candidates) {
        if candidate.confidence.contributions.is_empty() {
            continue;
        }
        let sum: f64 = candidate.confidence.contributions.iter().map(|part| part.effect).sum();
        assert!((1.0 / (1.0 + (-sum).exp()) - candidate.confidence.score).abs() < 1e-9);
    }
}

#[test]
fn markdown_keeps_its_size_and_says_what_it_left_out() {
    let (some, many) = (samples::many(300), samples::many(2000));
    // A comment, a job summary as the action asks for it, and a whole one.
    for (report, limit) in [(&some, None), (&many, Some(900_000)), (&many, Some(1 << 20))] {
        let findings = report.findings.len();
        let page = render(format("markdown").unwrap(), report, Style { limit, ..Style::default() });
        assert!(page.len() <= limit.unwrap_or(65_536), "{} bytes of {limit:?}", page.len());
        let shown = page.matches("contradiction, high:").count();
        assert!((51..findings).contains(&shown), "{shown} of {findings} in {limit:?}");
        let left = format!("{} more problems", findings - shown);
        assert!(page.contains(&left), "{}", &page[page.len().saturating_sub(300)..]);
    }
}
