//! The block of fields before an article: TOML between `+++` lines, YAML between `---` lines.
//!
//! Reads syntax only; what a field means is `metadata`'s. YAML is read as events: aliases are refused instead of
//! expanded, so a small file cannot grow to a large one in memory.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Locator};
use crate::model::Place;

/// Larger blocks are not read: a thousand times what an article's fields need.
const MAX_BLOCK: usize = 1 << 20;

/// The two notations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    Toml,
    Yaml,
}

impl Notation {
    /// The line that opens and closes a block.
    pub(crate) fn fence(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }
}

/// What stands before the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split<'text> {
    /// Nothing: the article begins at `body`.
    Bare { body: usize },
    /// An opening line without a closing one.
    Unclosed { notation: Notation, body: usize },
    /// Fields, which begin at byte `start`; the article begins at `body`.
    Block { notation: Notation, content: &'text str, start: usize, body: usize },
}

/// Finds the block. A fence counts when it stands alone on its line; a byte order mark before it is passed over.
pub(crate) fn split(text: &str) -> Split<'_> {
    let first = if text.starts_with(super::decode::BYTE_ORDER_MARK) { 3 } else { 0 };
    let line = first_line(&text[first..]);
    let Some(notation) =
        [Notation::Toml, Notation::Yaml].into_iter().find(|notation| line.trim_end() == notation.fence())
    else {
        return Split::Bare { body: first };
    };
    let start = first + line.len();
    let mut at = start;
    while at < text.len() {
        let line = first_line(&text[at..]);
        if line.trim_end() == notation.fence() {
            return Split::Block { notation, content: &text[start..at], start, body: at + line.len() };
        }
        at += line.len();
    }
    Split::Unclosed { notation, body: first }
}

fn first_line(text: &str) -> &str {
    memchr::memchr(b'\n', text.as_bytes()).map_or(text, |end| &text[..=end])
}

/// The value of a field, as far as articles' fields need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FieldValue {
    /// A string, or a number, a date, a truth value as written.
    Text(String),
    /// Several of them; of a table its values.
    List(Vec<String>),
    /// Nothing: YAML's null.
    Empty,
    /// A table.
    Table,
}

/// One field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) key: String,
    pub(crate) value: FieldValue,
    pub(crate) key_place: Place,
    pub(crate) value_place: Place,
}

/// Reads the fields of a block, in the order in which they stand. `at` is the block's first byte in the located file.
pub(crate) fn fields(
    notation: Notation,
    content: &str,
    at: usize,
    locator: &Locator<'_>,
) -> (Vec<Field>, Vec<Diagnostic>) {
    if content.len() > MAX_BLOCK {
        let message =
            format!("front matter of {} bytes is not read; the limit is {MAX_BLOCK}", content.len());
        let help = "move the article's text below the closing line";
        return (
            Vec::new(),
            vec![Diagnostic::error("front-matter-too-long", message).at(locator.place(at)).help(help)],
        );
    }
    match notation {
        Notation::Toml => toml_fields(content, at, locator),
        Notation::Yaml => yaml_fields(content, at, locator),
    }
}

fn syntax(notation: Notation, message: &str, place: Place) -> Diagnostic {
    let name = if notation == Notation::Toml { "TOML" } else { "YAML" };
    let message = message.lines().next().unwrap_or("unreadable").trim().to_owned();
    Diagnostic::error("front-matter-syntax", format!("front matter is not valid {name}: {message}"))
        .at(place)
        .help("the other fields and the article count; correct the line and run again")
}

fn toml_fields(content: &str, at: usize, locator: &Locator<'_>) -> (Vec<Field>, Vec<Diagnostic>) {
    let (table, mut errors) = DeTable::parse_recoverable(content);
    let line = |start: usize| memchr::memchr_iter(b'\n', &content.as_bytes()[..start]).count();
    // One slip a line: what the parser says of its rest follows from the first. What it puts in the place of a value
    // that it cannot read is nobody's word.
    let mut slips: BTreeMap<usize, Diagnostic> = BTreeMap::new();
    let place = |error: &toml::de::Error| error.span().map_or(0, |span| span.start).min(content.len());
    errors.sort_by_key(place);
    for error in errors {
        let start = place(&error);
        slips
            .entry(line(start))
            .or_insert_with(|| slip(error.message(), content, start, locator.place(at + start)));
    }
    let is_read = |key: &Spanned<_>, value: &Spanned<_>| {
        ![key.span(), value.span()].iter().any(|span| slips.contains_key(&line(span.start)))
    };
    let mut fields: Vec<(usize, Field)> = table
        .get_ref()
        .iter()
        .filter(|(key, value)| is_read(key, value))
        .map(|(key, value)| {
            let field = Field {
                key: key.get_ref().to_string(),
                value: toml_value(value),
                key_place: locator.place(at + key.span().start),
                value_place: locator.place(at + value.span().start),
            };
            (key.span().start, field)
        })
        .collect();
    fields.sort_by_key(|(start, _)| *start);
    (fields.into_iter().map(|(_, field)| field).collect(), slips.into_values().collect())
}

/// What is wrong at `start` of a block.
fn slip(message: &str, content: &str, start: usize, place: Place) -> Diagnostic {
    match bare_word(content, start) {
        Some(word) => unquoted(word, place),
        None => syntax(Notation::Toml, message, place),
    }
}

/// The words at `start`, when they are a value without the quotes that TOML wants around a text.
fn bare_word(content: &str, start: usize) -> Option<&str> {
    let line = content.get(..start)?.rfind('\n').map_or(0, |end| end + 1);
    let is_value = content[line..start].trim_end().ends_with('=');
    let word = first_line(content.get(start..)?).trim();
    let is_text = word.starts_with(char::is_alphanumeric) && !word.contains(['"', '\'', '=', '[', '{', '#']);
    (is_value && is_text).then_some(word)
}

fn unquoted(word: &str, place: Place) -> Diagnostic {
    let word = super::metadata::shown(word);
    let message = format!("front matter is not valid TOML: `{word}` stands without quotes");
    Diagnostic::error("front-matter-syntax", message).at(place).help(format!("write it as \"{word}\""))
}

fn toml_value(value: &Spanned<DeValue<'_>>) -> FieldValue {
    match value.get_ref() {
        DeValue::Array(items) => FieldValue::List(items.iter().map(toml_text).collect()),
        DeValue::Table(_) => FieldValue::Table,
        _ => FieldValue::Text(toml_text(value)),
    }
}

fn toml_text(value: &Spanned<DeValue<'_>>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(items) => items.iter().map(toml_text).collect::<Vec<_>>().join(", "),
        DeValue::Table(table) => table.values().map(toml_text).collect::<Vec<_>>().join(", "),
    }
}

fn yaml_fields(content: &str, at: usize, locator: &Locator<'_>) -> (Vec<Field>, Vec<Diagnostic>) {
    let mut reader = YamlReader::default();
    let mut problems = Vec::new();
    let first_line = locator.place(at).line;
    let place = |marker: &saphyr_parser::Marker| {
        let line = u32::try_from(marker.line()).unwrap_or(u32::MAX).saturating_sub(1);
        let column = u32::try_from(marker.col()).unwrap_or(u32::MAX).saturating_add(1);
        Place { line: first_line.saturating_add(line), column, ..locator.place(at) }
    };
    for event in Parser::new_from_str(content) {
        match event {
            Ok((Event::Alias(_), span)) => {
                let problem = Diagnostic::error("front-matter-alias", "an alias (*name) is not expanded")
                    .at(place(&span.start))
                    .help("write the value itself");
                problems.push(problem);
                reader.scalar(None, place(&span.start));
            }
            Ok((event, span)) => reader.take(event, place(&span.start)),
            Err(error) => {
                problems.push(syntax(Notation::Yaml, error.info(), place(error.marker())));
                break;
            }
        }
    }
    (reader.fields, problems)
}

/// Collects the top-level mapping's fields from YAML events; deeper levels are flattened into lists of their scalars.
#[derive(Default)]
struct YamlReader {
    fields: Vec<Field>,
    depth: usize,
    key: Option<(String, Place)>,
    /// The list that is being read, and whether it is a mapping at its top.
    open: Option<(Vec<String>, bool, Place)>,
}

impl YamlReader {
    fn take(&mut self, event: Event<'_>, place: Place) {
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let mapping = matches!(event, Event::MappingStart(..));
                if self.depth == 1 && self.key.is_some() {
                    self.open = Some((Vec::new(), mapping, place));
                }
                self.depth += 1;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 1
                    && let Some((items, mapping, place)) = self.open.take()
                {
                    self.push(if mapping { FieldValue::Table } else { FieldValue::List(items) }, place);
                }
            }
            Event::Scalar(text, style, ..) => {
                let null =
                    style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                self.scalar((!null).then(|| text.into_owned()), place);
            }
            _ => {}
        }
    }

    fn scalar(&mut self, text: Option<String>, place: Place) {
        match (&mut self.open, self.depth) {
            (Some((items, ..)), _) => items.extend(text),
            (None, 1) if self.key.is_none() => self.key = Some((text.unwrap_or_default(), place)),
            (None, 1) => self.push(text.map_or(FieldValue::Empty, FieldValue::Text), place),
            _ => {}
        }
    }

    fn push(&mut self, value: FieldValue, value_place: Place) {
        if let Some((key, key_place)) = self.key.take() {
            self.fields.push(Field { key, value, key_place, value_place });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Field>, Vec<Diagnostic>) {
        let Split::Block { notation, content, start, .. } = split(text) else {
            panic!("no block in {text:?}")
        };
        fields(notation, content, start, &Locator::new("a.md".into(), text))
    }

    fn pairs(text: &str) -> Vec<(String, FieldValue)> {
        let (fields, problems) = read(text);
        assert_eq!(problems, [], "{text}");
        fields.into_iter().map(|field| (field.key, field.value)).collect()
    }

    #[test]
    fn a_block_ends_at_the_first_closing_line() {
        let text = "\u{feff}+++\r\ntitle = \"a\"\r\n+++ \r\nBody\n+++\nstill body";
        let Split::Block { notation, content, body, .. } = split(text) else { panic!("no block") };
        assert_eq!((notation, content), (Notation::Toml, "title = \"a\"\r\n"));
        assert_eq!(&text[body..], "Body\n+++\nstill body");
        assert_eq!(split("+++\ntitle = 1\n"), Split::Unclosed { notation: Notation::Toml, body: 0 });
        assert_eq!(split("+++ not alone\n+++\n"), Split::Bare { body: 0 });
        assert_eq!(split(""), Split::Bare { body: 0 });
    }

    #[test]
    fn toml_and_yaml_give_the_same_fields() {
        let toml = pairs("+++\ntitle = \"A: b\"\npublished = 2026-03-04\nauthor = [\"X\", \"Y\"]\n+++\n");
        let yaml = pairs("---\ntitle: \"A: b\"\npublished: 2026-03-04\nauthor:\n  - X\n  - Y\n---\n");
        assert_eq!(toml, yaml);
        assert_eq!(toml[0], ("title".into(), FieldValue::Text("A: b".into())));
        assert_eq!(toml[2], ("author".into(), FieldValue::List(vec!["X".into(), "Y".into()])));
        assert_eq!(
            pairs("---\nempty:\nmap: {a: 1}\nlast: ~\n---\n")
                .into_iter()
                .map(|(_, value)| value)
                .collect::<Vec<_>>(),
            [FieldValue::Empty, FieldValue::Table, FieldValue::Empty]
        );
    }

    #[test]
    fn places_are_lines_of_the_file() {
        for text in ["+++\na = 1\n  bb = \"x\"\n+++\n", "---\na: 1\nbb: x\n---\n"] {
            let (fields, _) = read(text);
            assert_eq!((fields[1].key.as_str(), fields[1].key_place.line), ("bb", 3));
            assert!(fields[1].value_place.column > fields[1].key_place.column);
        }
    }

    #[test]
    fn broken_lines_leave_the_others() {
        let (fields, problems) = read("+++\ntitle = \"kept\"\npublished = = 3\nauthor = \"also\"\n+++\n");
        assert_eq!(problems[0].code, "front-matter-syntax");
        assert_eq!(problems[0].place.as_ref().map(|place| place.line), Some(3));
        assert_eq!(fields.iter().map(|field| &*field.key).collect::<Vec<_>>(), ["title", "author"]);
        let (fields, problems) = read("---\ntitle: kept\nbad: [1, 2\n---\n");
        assert_eq!((fields[0].key.as_str(), problems.len()), ("title", 1));
    }

    #[test]
    fn a_slip_is_told_once_and_its_value_is_not_made_up() {
        for (written, told) in [
            ("notadate", "`notadate` stands without quotes"),
            ("2026-03", "`2026-03` stands without quotes"),
            ("March 4, 2026", "`March 4, 2026` stands without quotes"),
            ("\"open", "invalid basic string"),
            ("= 3", "extra `=`"),
        ] {
            let (fields, problems) = read(&format!("+++\npublished = {written}\ntitle = \"kept\"\n+++\n"));
            let keys: Vec<&str> = fields.iter().map(|field| &*field.key).collect();
            assert_eq!((keys, problems.len()), (vec!["title"], 1), "{written}: {problems:?}");
            assert!(problems[0].message.contains(told), "{written}: {}", problems[0]);
        }
    }

    #[test]
    fn laughs_stay_small_and_depth_is_no_danger() {
        let mut laughs = String::from("---\na0: &a0 [lol, lol]\n");
        for level in 1..30 {
            let below = level - 1;
            laughs.push_str(&format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n"));
        }
        laughs.push_str("---\n");
        let (fields, problems) = read(&laughs);
        assert_eq!((fields.len(), problems[0].code), (30, "front-matter-alias"));
        assert_eq!(fields[29].value, FieldValue::List(Vec::new()));

        for (fence, field) in [("---", "a: "), ("+++", "a = ")] {
            let deep = format!("{fence}\n{field}{}\n{fence}\n", "[".repeat(200_000));
            assert!(!read(&deep).1.is_empty());
        }
    }
}
