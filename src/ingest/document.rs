//! Writing a source: Markdown with TOML front matter, as `add` stores it.

use toml_edit::{DocumentMut, Item, Value};

use super::Metadata;
use super::front_matter::{self, Notation, Split};
use crate::model::{Directness, Reliability, Source};
use crate::value::{DateRange, Grain};

/// The file of a source: its fields in a fixed order, then its text.
#[must_use]
pub fn compose(metadata: &Metadata, text: &str) -> String {
    format!("+++\n{}+++\n{text}", table(metadata))
}

/// Fields that tell one version of an article from another; all others are known once.
const OF_A_VERSION: [&str; 6] =
    ["modified", "retrieved", "text_hash", "original_hash", "original", "extractor"];

/// The file of a source whose article was published anew: what somebody wrote in the front matter stays, with comments,
/// and what it lacks is filled in. Nothing when the front matter is not TOML.
#[must_use]
pub fn refresh(older: &Source, newer: &Metadata, text: &str) -> Option<String> {
    let mut document: DocumentMut = match front_matter::split(&older.text) {
        Split::Block { notation: Notation::Toml, content, .. } => content.parse().ok()?,
        Split::Bare { .. } => DocumentMut::new(),
        Split::Block { .. } | Split::Unclosed { .. } => return None,
    };
    let known = table(&super::metadata(older));
    let fresh = table(newer);
    for name in OF_A_VERSION.iter().filter(|name| !fresh.contains_key(name)) {
        document.remove(name);
    }
    for (name, item) in fresh.iter() {
        match (document.get_mut(name).and_then(Item::as_value_mut), item.as_value()) {
            (Some(old), Some(new)) if OF_A_VERSION.contains(&name) => {
                let decor = old.decor().clone();
                *old = new.clone();
                *old.decor_mut() = decor;
            }
            (None, Some(new)) if OF_A_VERSION.contains(&name) || !known.contains_key(name) => {
                document.insert(name, Item::Value(new.clone()));
            }
            _ => {}
        }
    }
    Some(format!("+++\n{document}+++\n{text}"))
}

/// The file of a source with another hash of its text; as it is where it records none. Nothing when it records one in
/// front matter that is not TOML.
#[must_use]
pub fn with_text_hash(file: &str, hash: &str) -> Option<String> {
    match front_matter::split(file) {
        Split::Block { notation: Notation::Toml, content, start, .. } => {
            let document = toml_edit::Document::parse(content).ok()?;
            let Some(old) = document.get("text_hash") else { return Some(file.to_owned()) };
            let old = old.span()?;
            let (before, after) = (&file[..start + old.start], &file[start + old.end..]);
            Some(format!("{before}{}{after}", Value::from(hash)))
        }
        Split::Block { notation: Notation::Yaml, content, .. } => {
            (!content.lines().any(|line| line.starts_with("text_hash"))).then(|| file.to_owned())
        }
        Split::Bare { .. } | Split::Unclosed { .. } => Some(file.to_owned()),
    }
}

/// A date as front matter writes it: `2026-03-04`, `2026-03`, `2026`, `2026-Q1`, `2026-W07`, else its two ends.
#[must_use]
pub fn date_text(range: &DateRange) -> String {
    let Some(start) = range.start.or(range.end) else { return String::new() };
    match range.grain {
        Grain::Day => start.to_string(),
        Grain::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Grain::Quarter => format!("{:04}-Q{}", start.year(), (start.month() + 2) / 3),
        Grain::Year => format!("{:04}", start.year()),
        Grain::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Grain::Half | Grain::Decade | Grain::Span => {
            format!("{start}/{}", range.end.unwrap_or(start))
        }
    }
}

/// Reads what [`date_text`] writes, and the other ways in which front matter, pages and headers write a date.
#[must_use]
pub fn date_of(written: &str) -> Option<DateRange> {
    super::date::date_range(written)
}

fn table(metadata: &Metadata) -> DocumentMut {
    let mut document = DocumentMut::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            document.insert(name, Item::Value(value));
        }
    };
    let text = |text: &Option<Box<str>>| text.as_deref().map(|text| Value::from(one_line(text)));
    let range = |range: &Option<DateRange>| range.as_ref().map(date_value);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| date_value(&DateRange::day(day)));
    put("title", text(&metadata.title));
    put("publisher", text(&metadata.publisher));
    put("author", text(&metadata.author));
    put("published", range(&metadata.published));
    put("modified", day(metadata.modified));
    put("retrieved", day(metadata.retrieved));
    put("as_of", range(&metadata.as_of));
    put("url", text(&metadata.address));
    put("kind", text(&metadata.kind));
    let cites: toml_edit::Array = metadata.cites.iter().map(|cited| one_line(cited)).collect();
    put("cites", (!cites.is_empty()).then_some(Value::Array(cites)));
    put("origin", text(&metadata.origin));
    put("reliability", metadata.reliability.map(|letter| Value::from(letter_of(letter))));
    put("directness", directness_of(metadata.directness).map(Value::from));
    put("quote_only", metadata.quote_only.then(|| Value::from(true)));
    let custody = &metadata.custody;
    put("text_hash", text(&custody.text_hash));
    put("original_hash", text(&custody.original_hash));
    put("original", text(&custody.original));
    put("archive", text(&custody.archive));
    put("extractor", text(&custody.extractor));
    document
}

/// A field is one line without control characters, and without those that turn the direction of writing: a line of three
/// plus signs in a title would end the block, and a turned title reads as another.
fn one_line(text: &str) -> String {
    let turns = |char: char| matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let words: Vec<&str> =
        text.split(|char: char| char.is_whitespace() || char.is_control() || turns(char)).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A day as a TOML date, anything else as a text.
fn date_value(range: &DateRange) -> Value {
    let text = date_text(range);
    match text.parse::<toml_edit::Datetime>() {
        Ok(date) if range.grain == Grain::Day => Value::from(date),
        _ => Value::from(text),
    }
}

fn letter_of(letter: Reliability) -> &'static str {
    match letter {
        Reliability::A => "A",
        Reliability::B => "B",
        Reliability::C => "C",
        Reliability::D => "D",
        Reliability::E => "E",
        Reliability::F => "F",
    }
}

fn directness_of(directness: Directness) -> Option<&'static str> {
    match directness {
        Directness::FirstHand => Some("first-hand"),
        Directness::SecondHand => Some("second-hand"),
        Directness::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Custody, metadata, read};

    #[test]
    fn what_is_written_reads_back() {
        let written = Metadata {
            title: Some("A \"quoted\" title with \\ and +++".into()),
            publisher: Some("Post".into()),
            author: Some("A. B., C. D.".into()),
            published: crate::ingest::date::date_range("2026-03"),
            modified: Some(jiff::civil::date(2026, 3, 5)),
            as_of: crate::ingest::date::date_range("2025-Q4"),
            address: Some("https://post.example/1".into()),
            cites: vec!["Ministry".into(), "wire-1".into()],
            reliability: Some(Reliability::C),
            directness: Directness::SecondHand,
            quote_only: true,
            custody: Custody {
                text_hash: Some("sha256:00".into()),
                extractor: Some("x 1".into()),
                ..Custody::default()
            },
            ..Metadata::default()
        };
        let text = compose(&written, "Body.\n");
        let (source, problems) = read("sources/a.md", text.into_bytes());
        let source = source.unwrap();
        assert_eq!(problems, []);
        assert_eq!((metadata(&source), source.body()), (written, "Body.\n"));
    }

    #[test]
    fn a_newer_version_keeps_what_somebody_wrote() {
        let old = "+++\n# checked by ann\ntitle = \"Dam\" # ours\ndate = \"2026-03\"\nreliability = \"B\"\ntext_hash = \"sha256:00\" # by add\noriginal = \"o/x\"\n[extra]\ndesk = \"foreign\"\n+++\nOld.\n";
        let (source, problems) = read("sources/a.md", old.as_bytes().to_vec());
        assert_eq!(problems, []);
        let newer = Metadata {
            title: Some("Dam!".into()),
            publisher: Some("Post".into()),
            published: crate::ingest::date::date_range("2026-04-01"),
            modified: Some(jiff::civil::date(2026, 4, 2)),
            custody: Custody { text_hash: Some("sha256:11".into()), ..Custody::default() },
            ..Metadata::default()
        };
        assert_eq!(
            refresh(&source.unwrap(), &newer, "New.\n").unwrap(),
            "+++\n# checked by ann\ntitle = \"Dam\" # ours\ndate = \"2026-03\"\nreliability = \"B\"\ntext_hash = \"sha256:11\" # by add\npublisher = \"Post\"\nmodified = 2026-04-02\n[extra]\ndesk = \"foreign\"\n+++\nNew.\n"
        );
        let (bare, _) = read("sources/b.txt", b"Old.".to_vec());
        assert!(refresh(&bare.unwrap(), &newer, "New.").unwrap().starts_with("+++\ntitle = \"Dam!\"\n"));
        let (yaml, _) = read("sources/c.md", b"---\ntags: [x]\n---\nOld.".to_vec());
        assert!(refresh(&yaml.unwrap(), &newer, "New.").is_none());
    }

    #[test]
    fn another_hash_leaves_the_rest_of_the_file_as_it_is() {
        let old = "\u{feff}+++\r\n# by ann\r\ntext_hash = \"sha256:00\" # by add\r\n[extra]\r\nx = 1\r\n+++\r\nBody.\r\n";
        assert_eq!(with_text_hash(old, "sha256:11").unwrap(), old.replace(":00", ":11"));
        for unrecorded in ["Body.", "+++\ntitle = \"x\"\n+++\nBody.", "---\ntitle: x\n---\nBody."] {
            assert_eq!(with_text_hash(unrecorded, "sha256:11").as_deref(), Some(unrecorded));
        }
        for unwritable in ["---\ntext_hash: sha256:00\n---\n", "+++\ntext_hash = = 1\n+++\n"] {
            assert_eq!(with_text_hash(unwritable, "sha256:11"), None);
        }
    }

    #[test]
    fn every_grain_of_date_reads_back() {
        for written in ["2026-03-04", "2026-03", "2026", "2026-Q2", "2026-W01", "2026-01-01/2026-06-30"] {
            let range = crate::ingest::date::date_range(written).unwrap();
            assert_eq!(date_text(&range), written);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_title_breaks_out_of_the_front_matter(title in "([\\PC\n\r\"'\\\\]|\\+\\+\\+){0,30}") {
            let metadata = Metadata { title: Some(title.as_str().into()), ..Metadata::default() };
            let (source, problems) = read("sources/a.md", compose(&metadata, "Body.").into_bytes());
            proptest::prop_assert!(problems.is_empty(), "{:?}", problems);
            let source = source.unwrap();
            proptest::prop_assert_eq!(source.body(), "Body.");
        }
    }
}
