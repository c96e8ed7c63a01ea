//! Reading articles: bytes of files to aligned claims, by stage and by size.
//!
//! `cargo bench --bench extract` measures 100, 300, 1,000 and 3,000 articles of invented news, each size in a process
//! of its own so that its peak memory is its own; `cargo bench --bench extract -- 1000` measures one size. The work
//! goes to all cores; throughput is of article text. Numbers of one run can be compared with each other; the machine
//! around them cannot be helped.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints and measures"
)]

mod stories;

use std::process::Command;
use std::time::{Duration, Instant};

use crosscheck::model::{AttributeTable, EntityTable, Extracted, RawFile, Source, SourceIx};
use crosscheck::{align, extract, ingest, segment};
use rayon::prelude::*;

/// As the program has it.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn files(many: usize) -> Vec<RawFile> {
    let file = |(at, text): (usize, String)| RawFile {
        path: format!("sources/{at:06}.md").into(),
        bytes: text.into_bytes(),
    };
    stories::articles(many).into_iter().enumerate().map(file).collect()
}

fn read(sources: &[Source]) -> Vec<Extracted> {
    let one = |(at, source): (usize, &Source)| {
        extract::extract(source, SourceIx::new(at), &segment::segment(source))
    };
    let mut extracted = sources.par_iter().enumerate().map(one).collect::<Vec<_>>();
    extract::resolve(&mut extracted, sources);
    extracted
}

fn measure(many: usize) {
    let files = files(many);
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    // What is read once and kept, the words of the language, is no part of the work.
    drop(read(&ingest::ingest(self::files(1)).0));
    let before = memory("VmRSS");
    let start = Instant::now();
    let sources = ingest::ingest(files).0;
    let ingested = start.elapsed();
    let extracted = read(&sources);
    let read = start.elapsed();
    let claims = align::align(&extracted, &mut EntityTable::default(), &mut AttributeTable::default());
    let whole = start.elapsed();
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{many:>6} {:>6.2} {:>7} {:>9.1} {:>10.1} {:>9.1} {:>9.1} {:>6.1} {:>6.2} {:>8}",
        bytes as f64 / 1e6,
        claims.len(),
        ms(ingested),
        ms(read - ingested),
        ms(whole - read),
        ms(whole),
        speed(read - ingested),
        speed(whole),
        memory("VmHWM").saturating_sub(before) >> 10,
    );
}

/// A field of the process's status, in KiB; 0 where the system has no such file.
fn memory(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn main() {
    if let Some(many) = std::env::args().skip(1).find_map(|argument| argument.parse().ok()) {
        return measure(many);
    }
    println!("                         ms                                        MB/s             MiB");
    println!("articles   MB  claims    ingest    extract     align     whole  extract  whole     peak");
    for many in ["100", "300", "1000", "3000"] {
        let done = Command::new(std::env::current_exe().unwrap()).arg(many).status().unwrap();
        assert!(done.success());
    }
}
