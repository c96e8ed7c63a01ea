//! Prints the pairs of equal and of differing values of folders that alignment weighs, with their signals, as JSON
//! Lines: the input of `learn_align.py`.
//!
//! usage: `cargo run --release --example align_rivals -- FOLDER...`

use std::io::Write as _;
use std::path::Path;

use crosscheck::workspace::Workspace;
use crosscheck::{align, pipeline};
use serde_json::{Map, json};

/// No article of a story is larger, in bytes.
const LARGEST: u64 = 1 << 24;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for folder in std::env::args().skip(1) {
        let material = pipeline::read(&Workspace::open(Path::new(&folder))?, LARGEST)?;
        let read = pipeline::read_articles(&material, None);
        let place = |(source, at): (usize, usize)| {
            let proposal = &read[source].proposals[at];
            let claim = &proposal.claim;
            json!({"source": material.sources[source].id, "quote": claim.quote, "value": proposal.context.value.normal(),
                   "key": proposal.context.key})
        };
        for rivals in align::rivals(&read) {
            let sides = rivals.sides.map(|side| side.into_iter().map(place).collect::<Vec<_>>());
            let signals: Map<_, _> =
                rivals.signals.iter().map(|(name, signal)| ((*name).to_owned(), json!(signal))).collect();
            writeln!(
                out,
                "{}",
                json!({"folder": folder, "sides": sides, "signals": signals, "margin": rivals.margin, "equal": rivals.equal})
            )?;
        }
        for (source, article) in read.iter().enumerate() {
            for at in 0..article.proposals.len() {
                writeln!(out, "{}", json!({"folder": folder, "claim": place((source, at))}))?;
            }
        }
    }
    Ok(())
}
