//! Bytes of a file to a [`Source`]: encoding, front matter, article.
//!
//! A new format is a file with a unit struct that implements [`Format`], its `mod` line here and its entry in
//! [`FORMATS`]. These are the formats that `sources/` holds as they are: quotes point into their bytes. Other kinds of
//! files are converted by [`import`] when they are added.
//!
//! Nothing here fails: a file that cannot be read as meant gives diagnostics and, where there is any text, a source.

mod byline;
mod date;
mod decode;
pub mod document;
mod front_matter;
mod identity;
pub mod import;
mod markdown;
mod metadata;
mod plain;
pub mod references;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Locator};
use crate::model::{RawFile, Source, hex};
use crate::text::Span;

pub use identity::{id_of_path, slug};
pub use metadata::{Custody, Metadata};

/// One kind of file that `sources/` may hold as it is.
pub trait Format: Sync {
    /// The name as messages show it.
    fn name(&self) -> &'static str;
    /// File endings without the dot, lower case.
    fn endings(&self) -> &'static [&'static str];
    /// Finds metadata and article in the decoded text of a file.
    fn read(&self, text: &str, locator: &Locator<'_>) -> (Document, Vec<Diagnostic>);
}

/// What a format found in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What is known besides the text.
    pub metadata: Metadata,
    /// Where the article stands.
    pub body: Option<Span>,
}

/// Every format that is text as it stands in `sources/`.
pub const FORMATS: &[&dyn Format] = &[&markdown::Markdown, &plain::Plain];

/// The file endings that `sources/` may hold.
pub fn endings() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().flat_map(|format| format.endings()).copied()
}

/// Reads the files of `sources/` into sources in the order of their ids. Files that are no text are left out, and of
/// two with one id the first by path counts; a diagnostic says so.
#[must_use]
pub fn ingest(mut files: Vec<RawFile>) -> (Vec<Source>, Vec<Diagnostic>) {
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let read: Vec<(Option<Source>, Vec<Diagnostic>)> =
        files.into_par_iter().map(|file| read(&file.path, file.bytes)).collect();
    let mut diagnostics = Vec::new();
    let mut sources = BTreeMap::<Box<str>, Source>::new();
    for (source, problems) in read {
        diagnostics.extend(problems);
        let Some(source) = source else { continue };
        // File systems of two of three systems do not tell upper from lower case.
        match sources.entry(source.id.to_lowercase().into()) {
            std::collections::btree_map::Entry::Occupied(first) => {
                diagnostics.push(duplicate(first.get(), &source));
            }
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(source);
            }
        }
    }
    let mut sources: Vec<Source> = sources.into_values().collect();
    sources.sort_by(|one, other| one.id.cmp(&other.id));
    (sources, diagnostics)
}

fn duplicate(first: &Source, second: &Source) -> Diagnostic {
    let message =
        format!("{} and {} have the same id `{}`; only the first is read", first.path, second.path, first.id);
    Diagnostic::error("source-duplicate-id", message)
        .in_file(&*second.path)
        .help("the id is the file's name without its ending: rename one of the two")
}

/// Reads one file. No source comes of a file without text.
#[must_use]
pub fn read(path: &str, bytes: Vec<u8>) -> (Option<Source>, Vec<Diagnostic>) {
    let shared: Arc<str> = path.into();
    let Some(format) = format_of(path) else {
        let problem = Diagnostic::error("source-format", "not a kind of file that sources/ can hold")
            .in_file(shared)
            .help("add it with `crosscheck add FILE`, which takes the article out of it");
        return (None, vec![problem]);
    };
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(binary) => return (None, vec![not_text(&shared, &binary)]),
    };
    let mut problems: Vec<Diagnostic> = assumed_encoding(&shared, &decoded).into_iter().collect();
    let locator = Locator::new(shared.clone(), &decoded.text);
    let (document, found) = format.read(&decoded.text, &locator);
    problems.extend(found);
    let body = document.body.unwrap_or_else(|| Span::new(0, decoded.text.len()));
    let article = body.of(&decoded.text).unwrap_or_default();
    if article.trim().is_empty() {
        let problem = Diagnostic::warning("source-empty", "there is no text to read").in_file(shared);
        problems.push(problem.help("put the article's text below the front matter, or remove the file"));
    } else if let Some(damage) = damage(article) {
        let problem = Diagnostic::warning("source-nul", damage).in_file(shared);
        problems.push(problem.help("the file may be damaged: compare it with the original"));
    }
    (Some(source(path, document.metadata, decoded.text.into(), body)), problems)
}

/// What is no text in an article, and is kept all the same.
fn damage(article: &str) -> Option<&'static str> {
    memchr::memchr(0, article.as_bytes()).map(|_| "the text has NUL characters; they are kept")
}

fn source(path: &str, metadata: Metadata, text: Arc<str>, body: Span) -> Source {
    Source {
        id: id_of_path(path).into(),
        path: path.into(),
        title: metadata.title,
        publisher: metadata.publisher,
        author: metadata.author,
        published: metadata.published,
        modified: metadata.modified,
        retrieved: metadata.retrieved,
        as_of: metadata.as_of,
        address: metadata.address,
        kind: metadata.kind,
        cites: metadata.cites,
        origin: metadata.origin,
        reliability: metadata.reliability,
        directness: metadata.directness,
        quote_only: metadata.quote_only,
        text,
        body,
    }
}

/// What the front matter of a stored source says, with the chain of custody, which [`Source`] does not carry.
#[must_use]
pub fn metadata(source: &Source) -> Metadata {
    let locator = Locator::new((*source.path).into(), &source.text);
    format_of(&source.path).map(|format| format.read(&source.text, &locator).0.metadata).unwrap_or_default()
}

/// `sha256:` and the hex digest of an article's text: all that follows the line that ends its front matter.
#[must_use]
pub fn text_hash(source: &Source) -> String {
    bytes_hash(source.body().as_bytes())
}

/// `sha256:` and the hex digest of bytes.
#[must_use]
pub fn bytes_hash(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

/// The format of a file of `sources/`, by its ending.
fn format_of(path: &str) -> Option<&'static dyn Format> {
    let (_, ending) = path.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    FORMATS.iter().copied().find(|format| format.endings().contains(&&*ending))
}

fn not_text(path: &Arc<str>, binary: &decode::Binary) -> Diagnostic {
    let message = match binary.looks_like {
        Some(kind) => format!("not a text but {kind}; it is left out"),
        None => "not a text but binary data; it is left out".to_owned(),
    };
    Diagnostic::error("source-binary", message)
        .in_file(path.clone())
        .help("add it with `crosscheck add FILE`, which takes the article out of it, or remove it")
}

fn assumed_encoding(path: &Arc<str>, decoded: &decode::Decoded) -> Option<Diagnostic> {
    let help = "positions in the report count in the decoded text; save the file as UTF-8";
    Some(
        Diagnostic::warning("source-encoding", decode::assumption(decoded)?).in_file(path.clone()).help(help),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> RawFile {
        RawFile { path: path.into(), bytes: text.as_bytes().to_vec() }
    }

    fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
        diagnostics.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn spans_of_utf8_are_offsets_of_the_file() {
        let text = "\u{feff}+++\r\ntitle = \"Pont fermé\"\r\n+++\r\nLe pont est fermé.\r\n";
        let (source, problems) = read("sources/pont.md", text.as_bytes().to_vec());
        let source = source.unwrap();
        assert_eq!(problems, []);
        assert_eq!(&*source.text, text);
        assert_eq!(source.body(), "Le pont est fermé.\r\n");
        assert_eq!(source.body.start(), text.find("Le pont").unwrap());
        assert_eq!(source.title.as_deref(), Some("Pont fermé"));
        assert_eq!(text_hash(&source), bytes_hash("Le pont est fermé.\r\n".as_bytes()));
        assert_eq!(
            bytes_hash(b""),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn two_files_with_one_id_are_named_both() {
        let (sources, problems) =
            ingest(vec![file("sources/b/Note.txt", "Second."), file("sources/a/note.md", "First.")]);
        assert_eq!(sources.len(), 1);
        assert_eq!(&*sources[0].path, "sources/a/note.md");
        assert_eq!(
            shown(&problems),
            [
                "sources/b/Note.txt:1:1: error[source-duplicate-id]: sources/a/note.md and sources/b/Note.txt have the \
              same id `note`; only the first is read"
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_says_so_and_the_rest_counts() {
        let (sources, problems) = ingest(vec![
            file("sources/a.md", "One sentence."),
            file("sources/b.txt", "%PDF-1.4 hidden"),
            RawFile { path: "sources/c.txt".into(), bytes: b"Caf\xe9 ferm\xe9 apr\xe8s l'incendie".to_vec() },
            file("sources/d.md", "+++\ntitle = \"x\"\n"),
            file("sources/e.md", "---\ntitle: x\n---\n \n"),
            file("sources/f.docx", "x"),
        ]);
        assert_eq!(sources.iter().map(|source| &*source.id).collect::<Vec<_>>(), ["a", "c", "d", "e"]);
        assert_eq!(sources[1].body(), "Café fermé après l'incendie");
        assert_eq!(
            shown(&problems),
            [
                "sources/b.txt:1:1: error[source-binary]: not a text but a PDF document; it is left out",
                "sources/c.txt:1:1: warning[source-encoding]: not UTF-8; read as windows-1252",
                "sources/d.md:1:1: error[front-matter-open]: front matter opens with +++ and is never closed; the \
                 whole file is read as text",
                "sources/e.md:1:1: warning[source-empty]: there is no text to read",
                "sources/f.docx:1:1: error[source-format]: not a kind of file that sources/ can hold",
            ]
        );
    }

    #[test]
    fn every_format_has_an_ending_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for format in FORMATS {
            assert!(!format.endings().is_empty(), "{}", format.name());
            for ending in format.endings() {
                assert!(seen.insert(*ending), "{ending} is claimed twice");
                assert_eq!(ending.to_lowercase(), *ending);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic_and_the_body_lies_in_the_text(
            bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300),
            fence in proptest::sample::select(vec!["", "+++\n", "---\n"]),
        ) {
            let content: Vec<u8> = fence.bytes().chain(bytes).chain(fence.bytes()).collect();
            for path in ["sources/x.md", "sources/x.txt"] {
                if let (Some(source), _) = read(path, content.clone()) {
                    proptest::prop_assert!(source.body.of(&source.text).is_some());
                }
            }
        }
    }
}
