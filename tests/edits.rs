//! What editing an article does to the quotes taken from it, and what rewriting does to the recognition of copies.
//!
//! `cargo test --test edits -- --nocapture` prints both tables. Articles are those of `tests/corpus`, edits are made by
//! chance with fixed seeds: words replaced, taken out, put in and exchanged, sentences taken out, paragraphs moved. Where
//! each word went is known, so a quote that is matched to another passage is seen.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a panic in a test is a failed test; tables are for people"
)]

mod rewriting;

use std::fs;
use std::path::Path;

use crosscheck::ingest;
use crosscheck::model::{Anchor, RawFile, Source};
use crosscheck::origin::{self, OriginOptions};
use crosscheck::quote::{self, Quote, Searcher};
use crosscheck::text::Span;

use rewriting::{Chance, Edited, Text};

/// The articles of a story's folder.
fn story(folder: &Path) -> Vec<Text> {
    let mut paths: Vec<_> =
        fs::read_dir(folder.join("sources")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let body = |path: &std::path::PathBuf| {
        let (source, _) = ingest::read(path.to_str().unwrap(), fs::read(path).unwrap());
        Text::new(source.unwrap().body())
    };
    paths.iter().map(body).collect()
}

/// Stories, each told by several.
fn stories() -> Vec<Vec<Text>> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/judged");
    let mut folders: Vec<_> = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.iter().map(|folder| story(folder)).collect()
}

fn source(id: &str, text: &str) -> Source {
    ingest::ingest(vec![RawFile { path: format!("sources/{id}.md").into(), bytes: text.into() }]).0.remove(0)
}

/// What became of quotes.
#[derive(Debug, Default)]
struct Fates {
    quotes: usize,
    in_place: usize,
    moved: usize,
    drifted: usize,
    stitched: usize,
    missing: usize,
    /// Taken out with their sentence: to be missing is right.
    gone: usize,
    wrong: Vec<String>,
}

impl Fates {
    /// Quotes every sentence, and a few words out of each, and looks for them in the edited text.
    fn meet(&mut self, text: &Text, edited: &Edited, chance: &mut Chance) {
        let before = source("before", &text.written());
        let after = source("after", &edited.text);
        let searcher = Searcher::new(&after);
        for sentence in text.sentences() {
            let first = sentence.start + chance.below(sentence.len().saturating_sub(6).max(1));
            let part = first..(first + 4 + chance.below(6)).min(sentence.end);
            for words in [sentence.clone(), part] {
                let span = text.span(words.clone());
                let (prefix, suffix) = quote::context_of(span, &before);
                let quote = Quote {
                    text: span.of(&before.text).unwrap(),
                    prefix: Some(prefix),
                    suffix: Some(suffix),
                };
                self.judge(quote, &searcher.anchor(quote), edited.place(words), &after);
            }
        }
    }

    fn judge(&mut self, quote: Quote<'_>, anchor: &Anchor, truth: Option<Span>, after: &Source) {
        self.quotes += 1;
        self.gone += usize::from(truth.is_none());
        let is_there = |span: &Span| truth.is_some_and(|truth| truth.overlaps(*span));
        let (count, spans) = match anchor {
            Anchor::Exact(span) if quote::is_in_place(quote, *span, after) => {
                (&mut self.in_place, vec![*span])
            }
            Anchor::Exact(span) => (&mut self.moved, vec![*span]),
            Anchor::Drifted { span, .. } => (&mut self.drifted, vec![*span]),
            Anchor::Stitched(spans) => (&mut self.stitched, spans.clone()),
            Anchor::Missing { .. } => (&mut self.missing, Vec::new()),
        };
        *count += 1;
        // The same words verbatim in another place are no wrong match of a sentence that was taken out.
        let is_said_elsewhere = anchor.is_exact() && truth.is_none();
        if !is_said_elsewhere && !spans.iter().all(is_there) {
            let shown: Vec<&str> = spans.iter().filter_map(|span| span.of(&after.text)).collect();
            self.wrong.push(format!("{:?} -> {shown:?} ({anchor:?}, {truth:?})", quote.text));
        }
    }

    fn row(&self, name: &str) {
        let share = |count: usize| format!("{:.1} %", 100.0 * count as f64 / self.quotes as f64);
        println!(
            "| {name} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.quotes,
            share(self.in_place),
            share(self.moved),
            share(self.drifted),
            share(self.stitched),
            share(self.missing),
            share(self.gone),
            self.wrong.len()
        );
    }
}

/// Least share of the quotes still there that must be found, by the share of words that were changed.
const FOUND: [(f64, f64); 3] = [(0.01, 0.97), (0.05, 0.90), (0.20, 0.50)];

/// At most one in so many may be found in another place: mostly three or four words that the text says twice, of which
/// one was edited. Of 21,924 quotes each, 1 to 6 are where up to a twentieth of the words changed, 11 where a fifth did.
const WRONG: usize = 1_500;

#[test]
fn no_quote_is_matched_to_what_it_was_not() {
    println!(
        "| edited | quotes | in place | moved | drifted | stitched | missing | of them gone | wrongly matched |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    let stories = stories();
    // All reports of one event in one text: every sentence has others that say nearly the same, with other numbers.
    let digests: Vec<Text> = stories.iter().map(|story| Text::joined(story)).collect();
    let alone: Vec<&Text> = stories.iter().flatten().collect();
    for (rate, least) in FOUND {
        for (name, texts) in [("articles", &alone), ("digests", &digests.iter().collect())] {
            let mut fates = Fates::default();
            for (at, text) in texts.iter().enumerate() {
                for seed in 0..3 {
                    let mut chance = Chance(1_000 * at as u64 + seed);
                    let edited = text.edited(rate, &mut chance);
                    fates.meet(text, &edited, &mut chance);
                }
            }
            fates.row(&format!("{:.0} % of the words of {name}", 100.0 * rate));
            assert!(fates.wrong.len() * WRONG <= fates.quotes, "{:#?}", fates.wrong);
            let there = fates.quotes - fates.gone;
            let found = fates.quotes - fates.missing;
            assert!(found as f64 >= least * there as f64, "{name} at {rate}: {found} of {there}");
        }
    }
}

/// How an article is rewritten: words changed, sentences left out, sentences in another order, new sentences put in.
const STRENGTHS: [(&str, f64, f64, bool, f64); 4] = [
    ("light: 3 % of words, a tenth cut", 0.03, 0.10, false, 0.0),
    ("medium: 10 % of words, a quarter cut", 0.10, 0.25, false, 0.0),
    ("strong: 20 % of words, a third cut, reordered", 0.20, 0.33, true, 0.0),
    ("heavy: 30 % of words, 40 % cut, reordered, a fifth new", 0.30, 0.40, true, 0.2),
];

/// Least share of copies found, by strength, of short and of longer articles: of a short one that was cut to fifty words
/// too little is left to tell it from another that uses the same phrases.
const RECOGNISED: [(&str, [f64; 4]); 2] =
    [("short", [0.99, 0.97, 0.70, 0.35]), ("longer", [0.99, 0.99, 0.92, 0.45])];

#[test]
fn copies_are_one_origin_and_reports_of_one_event_are_not() {
    println!(
        "| articles | rewritten | copies | found | of another origin | independent pairs | wrongly grouped |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    let stories = stories();
    let short: Vec<Text> = stories.iter().flatten().cloned().collect();
    // Two reports in one article, and two others of the same two events in the next.
    let two = |pair: &[Vec<Text>]| {
        let pairs = pair[0].iter().zip(&pair[1]);
        pairs.map(|(one, other)| Text::joined(&[one.clone(), other.clone()])).collect::<Vec<_>>()
    };
    let longer: Vec<Text> = stories.chunks_exact(2).flat_map(two).collect();
    for ((name, least), articles) in RECOGNISED.into_iter().zip([short, longer]) {
        for (strength, least) in STRENGTHS.into_iter().zip(least) {
            let copies = Copies::of(&articles, strength);
            let share = copies.found as f64 / copies.count as f64;
            let Copies { count, astray, pairs, wrong, .. } = copies;
            println!(
                "| {name} | {} | {count} | {:.1} % | {astray} | {pairs} | {wrong} |",
                strength.0,
                100.0 * share
            );
            assert_eq!((wrong, astray), (0, 0), "{name}, {}", strength.0);
            assert!(share >= least, "{name}, {}: {share}", strength.0);
        }
    }
}

/// What was recognised of rewritten articles.
#[derive(Debug, Default)]
struct Copies {
    count: usize,
    /// Of the origin of what they are copies of.
    found: usize,
    /// Of another's origin.
    astray: usize,
    /// Articles that are no copies of each other, by twos.
    pairs: usize,
    /// Of them those of one origin.
    wrong: usize,
}

impl Copies {
    fn of(articles: &[Text], (_, words, cut, reordered, new): (&str, f64, f64, bool, f64)) -> Self {
        let mut copies = Self::default();
        for seed in 0..8 {
            let mut sources: Vec<Source> = Vec::new();
            for (at, article) in articles.iter().enumerate() {
                let mut chance = Chance(7_777 * (seed + 1) + at as u64);
                let other = &articles[(at + 7) % articles.len()];
                let copy = article.rewritten(words, cut, reordered, (new, other), &mut chance);
                sources.push(source(&format!("{at:03}-a"), &article.written()));
                sources.push(source(&format!("{at:03}-b"), &copy));
            }
            let names = origin::group(&sources, &OriginOptions::default()).names;
            for at in 0..articles.len() {
                let (own, copy) = (&names[2 * at], &names[2 * at + 1]);
                copies.count += 1;
                copies.found += usize::from(own == copy);
                copies.astray += usize::from(own != copy && **copy != *sources[2 * at + 1].id);
                copies.pairs += articles.len() - at - 1;
                copies.wrong += (at + 1..articles.len()).filter(|other| *own == names[2 * other]).count();
            }
        }
        copies
    }
}
