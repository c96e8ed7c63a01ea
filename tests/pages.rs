//! The article in web pages of twenty makes, against the text that a reader would call the article.
//!
//! `tests/pages/NAME.html` is the page, `NAME.txt` its article. What counts is the words: F1 of the words found and the
//! words wanted, each as often as it stands there.

#![cfg(feature = "html")]
#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crosscheck::ingest::import::{Incoming, import};

/// Least F1 of pages on which something else passes for the article, or something of it is missed; of all others it is
/// 0.985.
const HARDER: [(&str, f64); 5] = [
    // The offer to subscribe stands inside the article.
    ("paywall", 0.88),
    ("inline-boxes", 0.97),
    ("listicle", 0.96),
    ("split-body", 0.97),
    // The first sentence under the headline stands in the header.
    ("opinion", 0.97),
];

fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    words
}

fn f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (words(found), words(wanted));
    let both: usize =
        found.iter().map(|(word, count)| wanted.get(word).copied().unwrap_or(0).min(*count)).sum();
    2.0 * both as f64 / (found.values().sum::<usize>() + wanted.values().sum::<usize>()).max(1) as f64
}

#[test]
fn the_article_is_found_in_pages_of_every_make() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        seen += 1;
        let name = path.file_stem().unwrap().to_str().unwrap();
        let bytes = fs::read(&path).unwrap();
        let wanted = fs::read_to_string(path.with_extension("txt")).unwrap();
        let imported = import(&Incoming { name: "page.html", bytes: &bytes, ..Incoming::default() }).unwrap();
        let least = HARDER.iter().find(|(page, _)| *page == name).map_or(0.985, |(_, least)| *least);
        let reached = f1(&imported.text, &wanted);
        assert!(reached >= least, "{name}: {reached:.3}, less than {least}\n{}", imported.text);
        let title = imported.metadata.title.unwrap();
        assert!(!title.contains("Estuary Post"), "{name}: the site's name is no part of `{title}`");
    }
    assert_eq!(seen, 20);
}
