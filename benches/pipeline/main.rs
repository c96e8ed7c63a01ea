//! The whole way from claims files to the report, stage by stage, on folders made here: time, growth and peak memory.
//!
//! `cargo bench --bench pipeline` measures 10⁴, 10⁵ and 10⁶ claims, each in a process of its own so that its peak
//! memory is its own; `cargo bench --bench pipeline -- 10000` measures one size. Numbers of one run can be compared
//! with each other; the machine around them cannot be helped.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and measures"
)]

mod folder;

use std::process::Command;
use std::time::{Duration, Instant};

use crosscheck::compare::{self, Scene};
use crosscheck::model::{Report, SourceSummary, Summary};
use crosscheck::{claims, config, group, ingest, normalize, pipeline, policy, quote, report, score};

/// Claims in one claims file.
const PER_SOURCE: usize = 100;

fn timed<T>(times: &mut Vec<(&'static str, Duration)>, stage: &'static str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    times.push((stage, start.elapsed()));
    result
}

fn measure(total: usize) {
    let (sources, files, config) = folder::folder(total / PER_SOURCE, PER_SOURCE);
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let before = memory("VmRSS");
    let mut times = Vec::new();
    let times = &mut times;
    let config = config::parse("crosscheck.toml", &config).0;
    let (sources, _) = timed(times, "ingest", || ingest::ingest(sources));
    let (mut set, said) = timed(times, "parse", || claims::read(&files, &sources));
    assert!(said.is_empty(), "{}", said[0]);
    timed(times, "quote", || quote::anchor_all(&mut set.claims, &sources));
    let claims = set.claims;
    let (mut entities, mut attributes) = normalize::tables(&config, &mut Vec::new());
    let (mut facts, said) =
        timed(times, "normalize", || normalize::normalize(&claims, &sources, &mut entities, &mut attributes));
    assert!(said.is_empty(), "{}", said[0]);
    let mut sources: Vec<SourceSummary> =
        timed(times, "origin", || pipeline::summarise(sources, &claims, &config));
    let mut topics = timed(times, "group", || group::group(&mut facts, &entities, &attributes));
    let mut findings = timed(times, "compare", || {
        let scene = Scene::new(&sources, &entities, &attributes, &claims, &facts);
        compare::compare(&scene, &mut topics)
    });
    timed(times, "score", || score::score(&mut topics, &facts, &mut sources, &attributes));
    timed(times, "policy", || {
        policy::apply(&mut findings, &topics, &config, None, &pipeline::checks(), None)
    });
    let report = timed(times, "order", || {
        let (checks, diagnostics, summary) = (pipeline::checks(), Vec::new(), Summary::default());
        pipeline::finish(Report {
            version: "",
            today: None,
            sources,
            entities,
            attributes,
            claims,
            facts,
            topics,
            findings,
            checks,
            diagnostics,
            summary,
        })
    });
    timed(times, "json", || {
        let json = report::format("json").unwrap();
        json.write(&report, report::Style::default(), &mut std::io::sink()).unwrap();
    });
    print(total, bytes, times, memory("VmHWM").saturating_sub(before), &report.summary);
}

fn print(total: usize, bytes: usize, times: &[(&str, Duration)], memory: u64, summary: &Summary) {
    let parse = times.iter().find(|(stage, _)| *stage == "parse").unwrap().1;
    let after: Duration = times
        .iter()
        .skip_while(|(stage, _)| *stage != "normalize")
        .take_while(|(stage, _)| *stage != "json")
        .map(|(_, time)| *time)
        .sum();
    println!(
        "{total} claims, {:.1} MB of claims files, {} contradictions, {} agreements",
        bytes as f64 / 1e6,
        summary.contradictions,
        summary.agreements
    );
    for (stage, time) in times {
        println!(
            "  {stage:<10} {:>9.1} ms {:>8.0} ns a claim",
            time.as_secs_f64() * 1e3,
            time.as_nanos() as f64 / total as f64
        );
    }
    let whole: Duration = times.iter().map(|(_, time)| *time).sum();
    println!(
        "  {:<10} {:>9.1} ms {:>8.0} ns a claim",
        "whole",
        whole.as_secs_f64() * 1e3,
        whole.as_nanos() as f64 / total as f64
    );
    println!(
        "  after parsing / parsing: {:.2}; peak memory over the input: {} MiB",
        after.as_secs_f64() / parse.as_secs_f64(),
        memory >> 10
    );
}

/// A field of the process's status, in KiB; 0 where the system has no such file.
fn memory(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Start-up as one process: the best of twenty, so that the machine's other work does not count.
fn start_up(args: &[&str]) {
    let best = (0..20).map(|_| {
        let start = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .args(args)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        start.elapsed()
    });
    println!("crosscheck {}: {:.1} ms", args.join(" "), best.min().unwrap().as_secs_f64() * 1e3);
}

fn main() {
    if let Some(total) = std::env::args().skip(1).find_map(|argument| argument.parse().ok()) {
        return measure(total);
    }
    start_up(&["--version"]);
    start_up(&["report"]);
    for total in ["10000", "100000", "1000000"] {
        let done = Command::new(std::env::current_exe().unwrap()).arg(total).status().unwrap();
        assert!(done.success());
    }
}
