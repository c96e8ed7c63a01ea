//! What taking in costs: articles by format, claims files, quotes and origins by size.
//!
//! `cargo bench --bench inputs` measures all; a word after `--` only what contains it. Articles are invented here.

#![allow(clippy::unwrap_used, reason = "a bench measures what cannot fail")]

use std::fmt::Write as _;

use crosscheck::ingest::import;
use crosscheck::model::{Claim, RawFile, Source};
use crosscheck::origin::OriginOptions;
use crosscheck::{claims, ingest, origin, quote};

fn main() {
    divan::main();
}

/// SplitMix64: numbers that look random and are the same on every run.
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// An invented word; frequent ones and rare ones, as in prose.
fn word(seed: u64) -> String {
    let rank = (mixed(seed) % 100_000 + 1).isqrt() * (mixed(seed + 1) % 60 + 1);
    let (mut rank, mut word) = (mixed(rank), String::new());
    for _ in 0..2 + rank % 3 {
        word.push(b"bdfgklmnprst"[(rank % 12) as usize] as char);
        word.push(b"aeiou"[(rank / 12 % 5) as usize] as char);
        rank /= 60;
    }
    word
}

/// An article of `words` words; every fifth is a copy of an earlier one, a third of its words changed.
fn article(at: u64, words: u64) -> String {
    let copied = (at % 5 == 4).then(|| mixed(at) % at);
    let mut text = String::new();
    for place in 0..words {
        let own = copied.is_none() || mixed(at ^ (place << 20)).is_multiple_of(3);
        let seed = if own { at } else { copied.unwrap_or(at) };
        let end = if place % 17 == 16 { ". " } else { " " };
        write!(text, "{}{end}", word((seed << 24) + place)).unwrap();
    }
    text
}

fn sources(count: u64, words: u64) -> Vec<Source> {
    let file = |at: u64| RawFile {
        path: format!("sources/a{at:06}.txt").into(),
        bytes: article(at, words).into_bytes(),
    };
    ingest::ingest((0..count).map(file).collect()).0
}

/// A hundred claims per source, each with a quote from it and context around it.
fn claims_files(sources: &[Source]) -> Vec<RawFile> {
    let file = |source: &Source| {
        let mut text = format!("source = \"{}\"\n", source.id);
        let body = source.body();
        let cut = |from: usize, to: usize| body[from.min(body.len())..to.min(body.len())].to_owned();
        for claim in 0..100 {
            let at = claim * (body.len() - 100) / 100 + 40;
            write!(
                text,
                "\n[[claim]]\nid = \"c{claim}\"\nsubject = \"{}\"\nattribute = \"price\"\nvalue = \"{claim}\"\n\
                 quote = \"{}\"\nprefix = \"{}\"\nsuffix = \"{}\"\norigin = \"extracted\"\nstatus = \"proposed\"\n",
                word(claim as u64),
                cut(at, at + 50),
                cut(at - 32, at),
                cut(at + 50, at + 82),
            )
            .unwrap();
        }
        RawFile { path: format!("claims/{}.toml", source.id).into(), bytes: text.into_bytes() }
    };
    sources.iter().map(file).collect()
}

fn read_claims(count: u64) -> (Vec<Source>, Vec<Claim>) {
    let sources = sources(count, 800);
    let (set, problems) = claims::read(&claims_files(&sources), &sources);
    assert!(problems.is_empty(), "{}", problems[0]);
    (sources, set.claims)
}

/// The formats of [`import`], each with an article of 800 words, as large as most in newspapers.
const FORMATS: &[&str] = &[
    "txt",
    "md",
    "windows-1252.txt",
    "eml",
    #[cfg(feature = "html")]
    "html",
    #[cfg(feature = "html")]
    "mhtml",
    #[cfg(feature = "pdf")]
    "pdf",
];

fn file_of(format: &str) -> Vec<u8> {
    let words = article(1, 800);
    let paragraphs: Vec<String> =
        words.split(". ").collect::<Vec<_>>().chunks(4).map(|sentences| sentences.join(". ") + ".").collect();
    let text = paragraphs.join("\n\n");
    let page = || {
        let furniture = "<div class=\"item\"><a href=\"/x\">More of this</a></div>".repeat(300);
        let article: String = paragraphs.iter().map(|paragraph| format!("<p>{paragraph}</p>")).collect();
        format!(
            "<!doctype html><html><head><title>T</title></head><body>{furniture}<article><h1>T</h1>{article}</article></body></html>"
        )
    };
    match format {
        "md" => format!("---\ntitle: T\npublished: 2026-03-04\n---\n{text}").into_bytes(),
        "windows-1252.txt" => [text.as_bytes(), b" caf\xe9 \x93x\x94"].concat(),
        "eml" => format!("From: a@b.example\r\nSubject: T\r\nContent-Type: text/plain\r\n\r\n{text}").into_bytes(),
        "html" => page().into_bytes(),
        "mhtml" => format!(
            "Subject: T\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{}\r\n--b--\r\n",
            page()
        )
        .into_bytes(),
        "pdf" => document(&text),
        _ => text.into_bytes(),
    }
}

/// A PDF of 40 lines a page, written by hand.
fn document(text: &str) -> Vec<u8> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lines: Vec<String> = words.chunks(12).map(|words| words.join(" ")).collect();
    let pages: Vec<String> = lines
        .chunks(40)
        .map(|lines| {
            let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td\n")).collect();
            format!("BT /F1 10 Tf 72 720 Td\n{shown}ET")
        })
        .collect();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (page, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * page
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut bytes = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        write!(bytes, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(bytes, "{place:010} 00000 n ").unwrap());
    write!(bytes, "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
        .unwrap();
    bytes.into_bytes()
}

#[divan::bench(args = FORMATS, sample_count = 20, sample_size = 1)]
fn import_article(bencher: divan::Bencher<'_, '_>, format: &str) {
    let bytes = file_of(format);
    let name = format!("x.{format}");
    bencher.bench_local(|| {
        import::import(&import::Incoming { name: &name, bytes: &bytes, ..Default::default() }).unwrap()
    });
}

/// The yardstick: the same files through the TOML parser alone, on all cores.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn toml_parser_alone(bencher: divan::Bencher<'_, '_>, count: u64) {
    use rayon::prelude::*;
    let files = claims_files(&sources(count, 800));
    bencher.bench_local(|| {
        files.par_iter().for_each(|file| {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            divan::black_box(toml::de::DeTable::parse(text).unwrap());
        });
    });
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn claims_read(bencher: divan::Bencher<'_, '_>, count: u64) {
    let sources = sources(count, 800);
    let files = claims_files(&sources);
    bencher.bench_local(|| claims::read(&files, &sources));
}

#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn quotes_exact(bencher: divan::Bencher<'_, '_>, count: u64) {
    let (sources, claims) = read_claims(count);
    bencher.with_inputs(|| claims.clone()).bench_local_values(|mut claims| {
        quote::anchor_all(&mut claims, &sources);
        assert!(claims.iter().all(|claim| claim.anchor.is_exact()));
        claims
    });
}

/// Every quote has a word of its own in its middle: the slow way for all.
#[divan::bench(args = [100, 1_000], sample_count = 3, sample_size = 1)]
fn quotes_edited(bencher: divan::Bencher<'_, '_>, count: u64) {
    let (sources, mut claims) = read_claims(count);
    for claim in &mut claims {
        let middle = claim.quote.find(' ').unwrap_or(0);
        claim.quote = format!("{} edited{}", &claim.quote[..middle], &claim.quote[middle..]).into();
    }
    bencher.with_inputs(|| claims.clone()).bench_local_values(|mut claims| {
        quote::anchor_all(&mut claims, &sources);
        claims
    });
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 1, sample_size = 1)]
fn origins(bencher: divan::Bencher<'_, '_>, count: u64) {
    let sources = sources(count, 600);
    bencher.bench_local(|| origin::group(&sources, &OriginOptions::default()));
}
