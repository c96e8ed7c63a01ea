//! What the fields of front matter mean.
//!
//! Unknown fields are warnings and a field that cannot be read is one too, with its place: an article's text counts
//! whatever stands above it.

use jiff::civil::Date;

use super::date::date_range;
use super::front_matter::{Field, FieldValue};
use crate::diagnostic::Diagnostic;
use crate::model::{Directness, Reliability};
use crate::text::nearest;
use crate::value::DateRange;

/// What is known of an article besides its text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<Box<str>>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Who wrote it; several are joined by commas.
    pub author: Option<Box<str>>,
    /// When it was published.
    pub published: Option<DateRange>,
    /// When its publisher last changed it.
    pub modified: Option<Date>,
    /// When it was fetched.
    pub retrieved: Option<Date>,
    /// The time its statements speak of.
    pub as_of: Option<DateRange>,
    /// Where it was found.
    pub address: Option<Box<str>>,
    /// News, analysis, opinion and the like.
    pub kind: Option<Box<str>>,
    /// What it names as its own sources.
    pub cites: Vec<Box<str>>,
    /// Whose reporting it repeats.
    pub origin: Option<Box<str>>,
    /// The letter that the user gave.
    pub reliability: Option<Reliability>,
    /// First or second hand.
    pub directness: Directness,
    /// Whether only quotes with their context are kept here, not the article.
    pub quote_only: bool,
    /// Where its text and its original came from, and how to check that they are unchanged.
    pub custody: Custody,
}

/// Chain of custody: what was fetched, when it is known to be unchanged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Custody {
    /// `sha256:` and the hex digest of the text that follows the front matter.
    pub text_hash: Option<Box<str>>,
    /// The same of the bytes that the text was taken from.
    pub original_hash: Option<Box<str>>,
    /// Where the original is kept, relative to the folder.
    pub original: Option<Box<str>>,
    /// Address of an archived copy.
    pub archive: Option<Box<str>>,
    /// Name and version of what took the text from the original.
    pub extractor: Option<Box<str>>,
}

/// What a field sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Title,
    Publisher,
    Author,
    Published,
    Modified,
    Retrieved,
    AsOf,
    Address,
    /// An address, or else a publisher: web clippers and people use `source` for either.
    Source,
    Kind,
    Cites,
    Origin,
    Reliability,
    Directness,
    QuoteOnly,
    TextHash,
    OriginalHash,
    Original,
    Archive,
    Extractor,
    /// Known, and of no use here.
    Ignored,
}

/// Field names: crosscheck's own first, then those of Obsidian Web Clipper, Hugo, Jekyll and Zotero exports.
const FIELDS: &[(&str, Meaning)] = &[
    ("title", Meaning::Title),
    ("publisher", Meaning::Publisher),
    ("author", Meaning::Author),
    ("published", Meaning::Published),
    ("modified", Meaning::Modified),
    ("retrieved", Meaning::Retrieved),
    ("as_of", Meaning::AsOf),
    ("url", Meaning::Address),
    ("address", Meaning::Address),
    ("kind", Meaning::Kind),
    ("cites", Meaning::Cites),
    ("origin", Meaning::Origin),
    ("reliability", Meaning::Reliability),
    ("directness", Meaning::Directness),
    ("quote_only", Meaning::QuoteOnly),
    ("text_hash", Meaning::TextHash),
    ("original_hash", Meaning::OriginalHash),
    ("original", Meaning::Original),
    ("archive", Meaning::Archive),
    ("extractor", Meaning::Extractor),
    ("source", Meaning::Source),
    ("link", Meaning::Address),
    ("site", Meaning::Publisher),
    ("website", Meaning::Publisher),
    ("publication", Meaning::Publisher),
    ("authors", Meaning::Author),
    ("byline", Meaning::Author),
    ("date", Meaning::Published),
    ("updated", Meaning::Modified),
    ("lastmod", Meaning::Modified),
    ("created", Meaning::Retrieved),
    ("clipped", Meaning::Retrieved),
    ("type", Meaning::Kind),
    ("description", Meaning::Ignored),
    ("summary", Meaning::Ignored),
    ("tags", Meaning::Ignored),
    ("keywords", Meaning::Ignored),
    ("categories", Meaning::Ignored),
    ("aliases", Meaning::Ignored),
    ("draft", Meaning::Ignored),
    ("slug", Meaning::Ignored),
    ("image", Meaning::Ignored),
    ("lang", Meaning::Ignored),
    ("language", Meaning::Ignored),
    ("note", Meaning::Ignored),
    ("extra", Meaning::Ignored),
];

/// How many of [`FIELDS`] are crosscheck's own: only they are suggested for an unknown name.
const OWN: usize = 20;

/// Reads the fields of one article.
pub(crate) fn read(fields: Vec<Field>) -> (Metadata, Vec<Diagnostic>) {
    let mut metadata = Metadata::default();
    let mut problems = Vec::new();
    for field in fields {
        let known = FIELDS.iter().find(|(name, _)| field.key.replace('-', "_").eq_ignore_ascii_case(name));
        match known {
            Some((_, meaning)) => {
                if let Err(problem) = set(&mut metadata, *meaning, &field) {
                    problems.push(problem);
                }
            }
            None => problems.push(unknown(&field)),
        }
    }
    (metadata, problems)
}

fn unknown(field: &Field) -> Diagnostic {
    let help = match nearest(&field.key.to_ascii_lowercase(), FIELDS[..OWN].iter().map(|(name, _)| *name)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "fields of your own belong under `extra`".to_owned(),
    };
    Diagnostic::warning("front-matter-field", format!("unknown field `{}`", shown(&field.key)))
        .at(field.key_place.clone())
        .help(help)
}

fn set(metadata: &mut Metadata, meaning: Meaning, field: &Field) -> Result<(), Diagnostic> {
    let Some(text) = text_of(field)? else { return Ok(()) };
    let boxed = || Some(Box::<str>::from(text.as_str()));
    match meaning {
        Meaning::Title => metadata.title = boxed(),
        Meaning::Publisher => metadata.publisher = boxed(),
        Meaning::Author => metadata.author = boxed(),
        Meaning::Published => metadata.published = Some(dates(field, &text)?),
        Meaning::Modified => metadata.modified = Some(day(field, &text)?),
        Meaning::Retrieved => metadata.retrieved = Some(day(field, &text)?),
        Meaning::AsOf => metadata.as_of = Some(dates(field, &text)?),
        Meaning::Address => metadata.address = boxed(),
        Meaning::Source if text.contains("://") => metadata.address = boxed(),
        Meaning::Source => metadata.publisher = metadata.publisher.take().or_else(boxed),
        Meaning::Kind => metadata.kind = boxed(),
        Meaning::Cites => metadata.cites = list_of(field),
        Meaning::Origin => metadata.origin = boxed(),
        Meaning::Reliability => metadata.reliability = Some(reliability(field, &text)?),
        Meaning::Directness => metadata.directness = directness(field, &text)?,
        Meaning::QuoteOnly => metadata.quote_only = truth(field, &text)?,
        Meaning::TextHash => metadata.custody.text_hash = boxed(),
        Meaning::OriginalHash => metadata.custody.original_hash = boxed(),
        Meaning::Original => metadata.custody.original = boxed(),
        Meaning::Archive => metadata.custody.archive = boxed(),
        Meaning::Extractor => metadata.custody.extractor = boxed(),
        Meaning::Ignored => {}
    }
    Ok(())
}

/// The field as one text; nothing when it is empty. A table where a text belongs is a problem, save under `extra`.
fn text_of(field: &Field) -> Result<Option<String>, Diagnostic> {
    let text = match &field.value {
        FieldValue::Text(text) => plain(text),
        FieldValue::List(_) => list_of(field).join(", "),
        FieldValue::Empty => return Ok(None),
        FieldValue::Table if field.key == "extra" => return Ok(None),
        FieldValue::Table => return Err(unreadable(field, "is a table", "write a text between quotes")),
    };
    Ok((!text.is_empty()).then_some(text))
}

fn list_of(field: &Field) -> Vec<Box<str>> {
    let items = match &field.value {
        FieldValue::Text(text) => std::slice::from_ref(text),
        FieldValue::List(items) => items,
        FieldValue::Empty | FieldValue::Table => &[],
    };
    items.iter().map(|item| plain(item)).filter(|item| !item.is_empty()).map(Box::from).collect()
}

/// The text on one line, without the double brackets that note-taking programs put around names.
fn plain(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        Some(name) if !name.contains("[[") => name.rsplit('|').next().unwrap_or(name).to_owned(),
        _ => joined,
    }
}

fn dates(field: &Field, text: &str) -> Result<DateRange, Diagnostic> {
    let help = "write it as 2026-03-04, 2026-03 or 2026";
    date_range(text).ok_or_else(|| unreadable(field, &format!("is not a date: `{}`", shown(text)), help))
}

fn day(field: &Field, text: &str) -> Result<Date, Diagnostic> {
    let range = dates(field, text)?;
    match (range.start, range.end) {
        (Some(start), Some(end)) if start == end => Ok(start),
        _ => Err(unreadable(field, &format!("is not a day: `{}`", shown(text)), "write it as 2026-03-04")),
    }
}

fn reliability(field: &Field, text: &str) -> Result<Reliability, Diagnostic> {
    Ok(match text.to_ascii_uppercase().as_str() {
        "A" => Reliability::A,
        "B" => Reliability::B,
        "C" => Reliability::C,
        "D" => Reliability::D,
        "E" => Reliability::E,
        "F" => Reliability::F,
        _ => {
            return Err(unreadable(field, "is not a letter from A to F", "F means that it cannot be judged"));
        }
    })
}

fn directness(field: &Field, text: &str) -> Result<Directness, Diagnostic> {
    match text.to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
        "first-hand" => Ok(Directness::FirstHand),
        "second-hand" => Ok(Directness::SecondHand),
        "unknown" => Ok(Directness::Unknown),
        _ => Err(unreadable(
            field,
            "is not one of first-hand, second-hand, unknown",
            "choose one of the three",
        )),
    }
}

fn truth(field: &Field, text: &str) -> Result<bool, Diagnostic> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(unreadable(field, "is neither true nor false", "write true or false")),
    }
}

fn unreadable(field: &Field, problem: &str, help: &str) -> Diagnostic {
    Diagnostic::warning("front-matter-value", format!("`{}` {problem}", shown(&field.key)))
        .at(field.value_place.clone())
        .help(help)
}

/// At most 60 characters of a text, for messages.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Locator;
    use crate::ingest::front_matter::{self, Split};

    fn of(text: &str) -> (Metadata, Vec<String>) {
        let Split::Block { notation, content, start, .. } = front_matter::split(text) else {
            panic!("no block")
        };
        let (fields, _) =
            front_matter::fields(notation, content, start, &Locator::new("s/a.md".into(), text));
        let (metadata, problems) = read(fields);
        let line =
            |problem: &Diagnostic| format!("{problem}; {}", problem.help.as_deref().unwrap_or_default());
        (metadata, problems.iter().map(line).collect())
    }

    #[test]
    fn own_fields() {
        let (meta, problems) = of(
            "+++\ntitle = \"Dam\"\npublisher = \"Post\"\nauthor = [\"A. B.\", \"C. D.\"]\n\
            published = 2026-03\nmodified = 2026-04-01T10:00:00Z\nretrieved = \"2026-04-02\"\nas_of = \"2025-Q4\"\n\
            url = \"https://p.example/1\"\nkind = \"wire\"\ncites = [\"Ministry\"]\norigin = \"agency\"\n\
            reliability = \"b\"\ndirectness = \"first-hand\"\ntext_hash = \"sha256:00\"\n+++\n",
        );
        // A bare 2026-03 is no TOML date: the line is a syntax problem of the block, reported there.
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(meta.title.as_deref(), Some("Dam"));
        assert_eq!(meta.author.as_deref(), Some("A. B., C. D."));
        assert_eq!(meta.modified.map(|day| day.to_string()).as_deref(), Some("2026-04-01"));
        assert_eq!(meta.reliability, Some(Reliability::B));
        assert_eq!(meta.directness, Directness::FirstHand);
        assert_eq!(meta.cites, ["Ministry".into()]);
        assert_eq!(meta.custody.text_hash.as_deref(), Some("sha256:00"));
    }

    #[test]
    fn what_web_clippers_write() {
        let (meta, problems) = of(
            "---\ntitle: \"Reservoir half full\"\nsource: \"https://post.example/r\"\nauthor:\n  \
            - \"[[Jane Doe]]\"\npublished: 2026-03-04\ncreated: 2026-03-05\ndescription: \"x\"\ntags:\n  - \"clippings\"\n---\n",
        );
        assert_eq!(problems, [] as [&str; 0]);
        assert_eq!(meta.author.as_deref(), Some("Jane Doe"));
        assert_eq!(meta.address.as_deref(), Some("https://post.example/r"));
        assert_eq!(meta.retrieved.map(|day| day.to_string()).as_deref(), Some("2026-03-05"));
    }

    #[test]
    fn slips_are_named_with_their_place() {
        let (meta, problems) =
            of("+++\npublised = 2026-01-01\nmodified = \"last week\"\nreliability = \"Z\"\n\
            title = { en = \"x\" }\nretrieved = \"2026-03\"\nwhatever = 1\n+++\n");
        assert_eq!(meta, Metadata::default());
        assert_eq!(
            problems,
            [
                "s/a.md:2:1: warning[front-matter-field]: unknown field `publised`; did you mean `published`?",
                "s/a.md:3:12: warning[front-matter-value]: `modified` is not a date: `last week`; write it as \
                 2026-03-04, 2026-03 or 2026",
                "s/a.md:4:15: warning[front-matter-value]: `reliability` is not a letter from A to F; F means that it \
                 cannot be judged",
                "s/a.md:5:9: warning[front-matter-value]: `title` is a table; write a text between quotes",
                "s/a.md:6:13: warning[front-matter-value]: `retrieved` is not a day: `2026-03`; write it as 2026-03-04",
                "s/a.md:7:1: warning[front-matter-field]: unknown field `whatever`; fields of your own belong under \
                 `extra`",
            ]
        );
    }

    #[test]
    fn own_names_come_first_in_the_table() {
        assert_eq!(FIELDS[OWN - 1].0, "extractor");
    }
}
