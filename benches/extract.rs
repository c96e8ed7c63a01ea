//! Reading articles: bytes of text to claims, by stage and by size.
//!
//! `cargo bench --bench extract` reads generated stories, of which each article tells the same matters in other words.
//! Throughput is of article text; `whole` is the way from text to aligned claims on all cores.

use std::fmt::Write as _;
use std::sync::Arc;

use crosscheck::model::{AttributeTable, Directness, EntityTable, Extracted, Source, SourceIx};
use crosscheck::text::Span;
use crosscheck::{align, extract, segment};
use divan::counter::BytesCount;
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// Invented names: each story has its own, as a folder of real articles would.
const HEADS: [&str; 8] = ["Bral", "Cond", "Drev", "Fost", "Gant", "Holm", "Karv", "Lund"];
const TAILS: [&str; 8] = ["ace", "beck", "dale", "ery", "ford", "ing", "mere", "ton"];

fn name(story: usize) -> String {
    format!("{}{}{}", HEADS[story % 8], TAILS[story / 8 % 8], TAILS[story / 64 % 8])
}

/// One article of a story: about 1.5 kB of plain news prose with figures, dates, states and speech.
fn article(story: usize, voice: usize) -> String {
    let (company, town) = (name(story), name(story + 7));
    let (price, staff) = (20 + story % 60, 300 + 17 * (story % 400));
    let mut text = String::new();
    for part in 0..3 {
        let opening = ["said on Tuesday", "announced this week", "told investors"][(voice + part) % 3];
        write!(
            text,
            "{company} Works {opening} that it would close its plant at {town} on {} May, after a fire destroyed the main hall. \
             About {staff} people work there. The company had revenue of ${price}.{} million in 2024, up from ${} million a \
             year earlier, and owns {}% of its rival.\n\n“We have no choice,” said Chief Executive Ina {town}. The union \
             expects {} jobs to go, which the company denied. The bridge over the river was closed to lorries; it is to \
             reopen on Friday, 14 km of detours later, the county said.\n\n",
            1 + (story + part) % 28,
            story % 10,
            price - 3,
            5 + story % 40,
            staff / 3,
        )
        .unwrap_or_default();
    }
    text
}

fn sources(many: usize) -> Vec<Source> {
    (0..many)
        .map(|at| {
            let text: Arc<str> = article(at / 5, at % 5).into();
            Source {
                id: format!("{at:05}").into(),
                path: format!("sources/{at:05}.md").into(),
                title: None,
                publisher: None,
                author: None,
                published: None,
                modified: None,
                retrieved: None,
                as_of: None,
                address: None,
                kind: None,
                cites: Vec::new(),
                origin: None,
                reliability: None,
                directness: Directness::default(),
                body: Span::new(0, text.len()),
                text,
            }
        })
        .collect()
}

fn bytes(sources: &[Source]) -> BytesCount {
    BytesCount::new(sources.iter().map(|source| source.text.len()).sum::<usize>())
}

fn read(sources: &[Source]) -> Vec<Extracted> {
    let one = |(at, source): (usize, &Source)| {
        extract::extract(source, SourceIx::new(at), &segment::segment(source))
    };
    sources.par_iter().enumerate().map(one).collect()
}

#[divan::bench(args = [100, 1000])]
fn segmenting(bencher: divan::Bencher<'_, '_>, many: usize) {
    let sources = sources(many);
    bencher.counter(bytes(&sources)).bench(|| sources.iter().map(segment::segment).collect::<Vec<_>>());
}

#[divan::bench(args = [100, 1000])]
fn extracting(bencher: divan::Bencher<'_, '_>, many: usize) {
    let sources = sources(many);
    bencher.counter(bytes(&sources)).bench(|| read(&sources));
}

#[divan::bench(args = [100, 1000, 4000], sample_count = 5)]
fn whole(bencher: divan::Bencher<'_, '_>, many: usize) {
    let sources = sources(many);
    bencher
        .counter(bytes(&sources))
        .bench(|| align::align(&read(&sources), &mut EntityTable::default(), &mut AttributeTable::default()));
}
