//! What becomes of quotes and of copies when articles are edited. `cargo test --test editing -- --nocapture` prints the
//! tables; the limits below are what must hold.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use crosscheck::ingest;
use crosscheck::model::{Anchor, RawFile, Source};
use crosscheck::origin::{self, OriginOptions};
use crosscheck::quote::{self, Quote, Searcher};
use crosscheck::text::Span;

/// SplitMix64: numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.below(list.len())]
    }

    fn happens(&mut self, percent: usize) -> bool {
        self.below(1000) < percent * 10
    }
}

const NAMES: &[&str] =
    &["Torv", "Orrin", "Belmar", "Castell", "Ines Quint", "Harrow", "the county", "the ministry", "Vell"];
const VERBS: &[&str] =
    &["closed", "sold", "opened", "promised", "denied", "ordered", "paid for", "lost", "inspected", "leased"];
const NOUNS: &[&str] = &[
    "gates",
    "contracts",
    "ferries",
    "permits",
    "houses",
    "loans",
    "clinics",
    "wells",
    "bridges",
    "schools",
    "cranes",
];
const ADJECTIVES: &[&str] =
    &["old", "new", "disputed", "public", "empty", "northern", "unsafe", "rented", "costly"];
const REST: &[&str] = &[
    "in the spring",
    "after a vote",
    "for the council",
    "under the new rules",
    "without notice",
    "despite the protests",
    "at a loss",
    "within a year",
    "on the advice of engineers",
    "along the estuary",
];
const LINKS: &[&str] = &["and", "while", "because", "although", "so that", "after"];

/// An invented name or noun, one of some ten thousand.
fn word(dice: &mut Dice) -> String {
    const PARTS: &[&str] = &[
        "bel", "tor", "an", "ri", "vel", "os", "mar", "ke", "dun", "ta", "lis", "ho", "gra", "ne", "fi", "ul",
    ];
    (0..2 + dice.below(2)).map(|_| dice.pick(PARTS)).collect()
}

fn sentence(dice: &mut Dice) -> String {
    let number = 10 + dice.below(900);
    let first =
        format!("{} {} {number} {} {}", dice.pick(NAMES), dice.pick(VERBS), word(dice), dice.pick(REST));
    let second = format!(
        "{} {} the {} {} of {} {}",
        dice.pick(NAMES),
        dice.pick(VERBS),
        dice.pick(ADJECTIVES),
        dice.pick(NOUNS),
        word(dice),
        dice.pick(REST)
    );
    format!("{first} {} {second}.", dice.pick(LINKS))
}

fn article(dice: &mut Dice, sentences: usize) -> Vec<String> {
    (0..sentences).map(|_| sentence(dice)).collect()
}

fn source(id: &str, body: &str) -> Source {
    ingest::read(&format!("sources/{id}.txt"), body.as_bytes().to_vec()).0.unwrap()
}

/// Every word with the sentence it is from, some of them replaced, taken out or put in.
fn edited(dice: &mut Dice, sentences: &[String], percent: usize) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for word in sentence.split(' ') {
            match dice.happens(percent).then(|| dice.below(3)) {
                None => words.push((at, word.to_owned())),
                Some(0) => words.push((at, dice.pick(ADJECTIVES).to_owned())),
                Some(1) => {}
                Some(_) => words.extend([(at, word.to_owned()), (at, dice.pick(ADJECTIVES).to_owned())]),
            }
        }
    }
    words
}

#[test]
fn quotes_after_edits() {
    println!("words changed | exact | drifted | stitched | not found | wrong");
    for percent in [1, 5, 20] {
        let mut dice = Dice(percent as u64);
        let (mut exact, mut drifted, mut stitched, mut missing, mut wrong, mut all) = (0, 0, 0, 0, 0, 0);
        for _ in 0..60 {
            let mut sentences = article(&mut dice, 40);
            let before = source("before", &sentences.join(" "));
            let quotes: Vec<(usize, String, String, String)> = (0..sentences.len())
                .step_by(2)
                .map(|at| {
                    let start = before.text.find(&sentences[at]).unwrap();
                    let (prefix, suffix) =
                        quote::context_of(Span::new(start, start + sentences[at].len()), &before);
                    (at, sentences[at].clone(), prefix.to_owned(), suffix.to_owned())
                })
                .collect();
            // Editors also take out whole sentences: what is gone must not be found elsewhere.
            for _ in 0..3 {
                let gone = dice.below(sentences.len());
                sentences[gone].clear();
            }
            let words = edited(&mut dice, &sentences, percent);
            let text = words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
            let after = source("after", &text);
            let searcher = Searcher::new(&after);
            for (at, text, prefix, suffix) in &quotes {
                all += 1;
                let anchor = searcher.anchor(Quote { text, prefix: Some(prefix), suffix: Some(suffix) });
                let own = |span: Span| {
                    let (mut byte, mut own, mut other) = (after.body.start(), 0, 0);
                    for (from, word) in &words {
                        if Span::new(byte, byte + word.len()).overlaps(span) {
                            if from == at { own += 1 } else { other += 1 }
                        }
                        byte += word.len() + 1;
                    }
                    own > other
                };
                match &anchor {
                    Anchor::Exact(span) | Anchor::Drifted { span, .. } if !own(*span) => wrong += 1,
                    Anchor::Exact(_) => exact += 1,
                    Anchor::Drifted { .. } => drifted += 1,
                    Anchor::Stitched(_) => stitched += 1,
                    Anchor::Missing { .. } => missing += 1,
                }
            }
        }
        println!(
            "{percent:>12} % | {exact:>5} | {drifted:>7} | {stitched:>8} | {missing:>9} | {wrong:>5}  of {all}"
        );
        assert_eq!(wrong, 0, "a quote was found where it never was");
        // Some seven in a hundred are of sentences that were taken out.
        let least = if percent < 20 { 88 } else { 70 };
        assert!((exact + drifted) * 100 >= all * least, "too few quotes were found again");
    }
}

/// A rewrite: sentences dropped, words replaced, the rest in its order.
fn rewrite(dice: &mut Dice, sentences: &[String], dropped: usize, replaced: usize) -> String {
    let kept: Vec<String> = sentences.iter().filter(|_| !dice.happens(dropped)).cloned().collect();
    let words = edited(dice, &kept, replaced);
    words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn copies_after_rewriting() {
    println!("rewriting | copies found | others grouped wrongly | mean likeness of those found");
    for (name, dropped, replaced, least) in [
        ("copy", 0, 1, 100),
        ("light", 10, 5, 100),
        ("cut", 50, 10, 97),
        ("heavy", 30, 25, 95),
        ("deep", 30, 35, 70),
    ] {
        let mut dice = Dice(dropped as u64 * 100 + replaced as u64);
        let mut files = Vec::new();
        for at in 0..100 {
            let story = article(&mut dice, 30);
            files.push((format!("s{at:03}-0"), story.join(" ")));
            files.push((format!("s{at:03}-1"), rewrite(&mut dice, &story, dropped, replaced)));
            // Independent reports of the same events: the same facts, other sentences, one quoted speech in common.
            let speech = format!("\"{}\" said {}.", article(&mut Dice(at), 3).join(" "), dice.pick(NAMES));
            files.push((format!("s{at:03}-2"), format!("{} {speech}", article(&mut dice, 28).join(" "))));
            files.push((format!("s{at:03}-3"), format!("{speech} {}", article(&mut dice, 28).join(" "))));
        }
        let raw = |(id, text): (String, String)| RawFile {
            path: format!("sources/{id}.txt").into(),
            bytes: text.into_bytes(),
        };
        let (sources, _) = ingest::ingest(files.into_iter().map(raw).collect());
        let origins = origin::group(&sources, &OriginOptions::default());
        let is_copy = |link: &&origin::Link| {
            let (copy, of) = (&*sources[link.source.at()].id, &*sources[link.of.at()].id);
            copy.ends_with("-1") && of.ends_with("-0") && copy[..4] == of[..4]
        };
        let found: Vec<f64> = origins.links.iter().filter(is_copy).map(|link| link.similarity).collect();
        let wrong = origins.links.len() - found.len();
        let mean = found.iter().sum::<f64>() / found.len().max(1) as f64;
        println!("{name:>9} | {:>12} | {wrong:>22} | {mean:.2}", found.len());
        assert_eq!(wrong, 0, "independent reports were taken for copies");
        assert!(found.len() >= least, "{name}: {} of 100 copies found", found.len());
    }
}
