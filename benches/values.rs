//! Reading values alone: prose of our own, and texts made to be slow.
//!
//! `cargo bench --bench values`: throughput is printed in bytes.

#![allow(clippy::unwrap_used, reason = "a panic in a bench is a failed bench")]

use crosscheck::value::{Context, read};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// Sentences as reports have them: most words are no values.
const SENTENCES: &[&str] = &[
    "The council of {place} said on {day} that it would spend {money} on the harbour, {share} more than it had planned.",
    "Residents who have lived near the river for {span} remember that nobody ever asked them what they thought of it.",
    "At least {count} people were led to safety after the roof of the market gave way, the fire service said.",
    "Its chair, who joined the board in {year}, did not want to comment on what she called a private matter.",
    "Turnover rose {share} to {money} in the first half of {year}, while costs fell for the third time in a row.",
    "Nothing in the papers that were handed over explains why the offer was turned down, or by whom.",
    "Between {count} and 9,000 households will have to boil their water until the pumps are mended.",
    "The line, {length} long, was to open by the end of March {year} but is now expected in late {year}.",
    "Critics say that the plan rests on hope, and that hope has rarely paid for a bridge in this part of the country.",
    "A spokesman put the loss at about {money}, or nearly {share} of what the company had set aside.",
];

fn prose(bytes: usize) -> String {
    let mut seed = 7u64;
    let mut next = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let mut text = String::with_capacity(bytes + 400);
    while text.len() < bytes {
        let sentence = SENTENCES[usize::try_from(next(SENTENCES.len() as u64)).unwrap()]
            .replace("{place}", ["Norwick", "Sandholm", "Port Ellery"][usize::try_from(next(3)).unwrap()])
            .replace("{day}", ["Monday", "27 April", "Friday morning"][usize::try_from(next(3)).unwrap()])
            .replace("{money}", &format!("${}.{} million", next(900), next(10)))
            .replace("{share}", &format!("{} per cent", next(90)))
            .replace("{span}", &format!("{} years", next(60)))
            .replace("{count}", &(next(8000) + 2).to_string())
            .replace("{year}", &(1950 + next(80)).to_string())
            .replace("{length}", &format!("{} km", next(300)));
        text.push_str(&sentence);
        text.push(if next(6) == 0 { '\n' } else { ' ' });
    }
    text
}

const MEGABYTE: usize = 1 << 20;

#[divan::bench]
fn a_megabyte_of_prose(bencher: Bencher<'_, '_>) {
    let text = prose(MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(&text, Context { reference: None }));
}

/// A text that is repeated, shown in quotes: bare digits and signs have no order that the bench's table could sort by.
struct Piece(&'static str);

impl std::fmt::Display for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

const PIECES: [Piece; 25] = [
    Piece("one "),
    Piece("two hundred and "),
    Piece("1,"),
    Piece("9"),
    Piece("1 - "),
    Piece("$"),
    Piece("from "),
    Piece("up to "),
    Piece("only "),
    Piece("$1 to "),
    Piece("1/2/"),
    Piece("April "),
    Piece("last "),
    Piece("the "),
    Piece("a "),
    Piece("per "),
    Piece("é"),
    Piece("1 000 "),
    Piece("mid-"),
    Piece("half "),
    Piece("one over "),
    Piece("two hundred bn and "),
    Piece("last 5 months of "),
    Piece("12 big "),
    Piece("1^9^"),
];

/// Texts that make a reader look ahead and go back wherever it is not bounded.
#[divan::bench(args = PIECES)]
fn made_to_be_slow(bencher: Bencher<'_, '_>, piece: &Piece) {
    let text = piece.0.repeat(MEGABYTE / 4 / piece.0.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| read(&text, Context { reference: None }));
}
