//! Changes to `crosscheck.toml` that leave every comment and the order of everything else as they are.

use std::ops::Range;

use jiff::civil::Date;
use toml_edit::{ArrayOfTables, Document, DocumentMut, Item, Table, value};

use super::Reason;

/// A waiver to be written.
#[derive(Debug, Clone)]
pub struct NewWaiver<'a> {
    /// What it is for.
    pub target: NewTarget<'a>,
    /// Why.
    pub reason: Reason,
    /// More on why.
    pub note: Option<&'a str>,
    /// Who answers for it.
    pub owner: &'a str,
    /// The last day on which it holds.
    pub expires: Date,
}

/// What a waiver to be written is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewTarget<'a> {
    /// The finding of this id: this check, topic, values and origins.
    Finding(&'a str),
    /// The findings of a check on a topic, whoever makes the statements, as long as the values are these.
    Topic {
        /// The check.
        check: &'a str,
        /// The topic's id.
        topic: &'a str,
        /// The values, as shown.
        values: &'a [&'a str],
    },
}

impl NewTarget<'_> {
    /// Whether the table of a waiver names the same; the values of a topic are what it was given for, not its name.
    fn is_of(self, table: &Table) -> bool {
        match self {
            Self::Finding(id) => named(table, "finding") == Some(id),
            Self::Topic { check, topic, .. } => {
                named(table, "check") == Some(check) && named(table, "topic") == Some(topic)
            }
        }
    }

    fn write(self, table: &mut Table) {
        match self {
            Self::Finding(id) => table["finding"] = value(id),
            Self::Topic { check, topic, values } => {
                table["check"] = value(check);
                table["topic"] = value(topic);
                table["values"] = value(values.iter().copied().collect::<toml_edit::Array>());
            }
        }
    }
}

/// Why a configuration cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It is not TOML.
    #[error("crosscheck.toml is not valid TOML; mend it first")]
    Syntax(#[from] toml_edit::TomlError),
    /// Something else stands where tables are expected.
    #[error("`{0}` in crosscheck.toml is no list of tables; write it as [[{0}]]")]
    NotTables(&'static str),
}

/// The configuration with the waiver. One that the finding already has is given the new reason, owner and end.
///
/// # Errors
/// When the configuration cannot be read.
pub fn add_waiver(text: &str, waiver: &NewWaiver<'_>) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse()?;
    let waivers = tables(&mut document, "waiver")?;
    let Some(at) = waivers.iter().position(|table| waiver.target.is_of(table)) else {
        let mut table = Table::new();
        write_waiver(&mut table, waiver);
        return Ok(appended(text, "waiver", table));
    };
    write_waiver(waivers.get_mut(at).expect("it was found"), waiver);
    Ok(document.to_string())
}

fn write_waiver(table: &mut Table, waiver: &NewWaiver<'_>) {
    waiver.target.write(table);
    table["reason"] = value(waiver.reason.word());
    match waiver.note {
        Some(note) => table["note"] = value(note),
        None => drop(table.remove("note")),
    }
    table["owner"] = value(waiver.owner);
    let day: toml_edit::Datetime = waiver.expires.to_string().parse().expect("a civil date is a TOML date");
    table["expires"] = value(day);
}

/// The text with one more table at its end, after an empty line: comments at the end of a file stay where they are.
fn appended(text: &str, name: &'static str, table: Table) -> String {
    let mut document = DocumentMut::new();
    let mut one = ArrayOfTables::new();
    one.push(table);
    document.insert(name, Item::ArrayOfTables(one));
    let gap = match text {
        "" => "",
        _ if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let new = format!("{gap}{document}");
    match text.contains("\r\n") {
        true => format!("{text}{}", new.replace('\n', "\r\n")),
        false => format!("{text}{new}"),
    }
}

/// The configuration without the waiver of that, and whether there was one. Comments go with it where they stand on
/// the lines just above; all others stay.
///
/// # Errors
/// When the configuration cannot be read.
pub fn remove_waiver(text: &str, target: NewTarget<'_>) -> Result<(String, bool), EditError> {
    let document = Document::parse(text)?;
    let waivers = match document.get("waiver") {
        None => return Ok((text.to_owned(), false)),
        Some(waivers) => waivers.as_array_of_tables().ok_or(EditError::NotTables("waiver"))?,
    };
    let gone: Vec<Range<usize>> = waivers
        .iter()
        .filter(|table| target.is_of(table))
        .filter_map(|table| lines_of(text, table))
        .collect();
    let mut changed = text.to_owned();
    gone.iter().rev().for_each(|lines| changed.replace_range(lines.clone(), ""));
    Ok((changed, !gone.is_empty()))
}

/// The lines of a table with the comment just above it, and the empty line that set it apart.
fn lines_of(text: &str, table: &Table) -> Option<Range<usize>> {
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let header = table.span()?;
    let last = table.iter().filter_map(|(_, item)| Some(item.span()?.end)).max().unwrap_or(header.end);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at + 1);
    let mut start = line_start(header.start);
    let before = |start: usize| line_start(start.saturating_sub(1))..start;
    while text[before(start)].trim_start().starts_with('#') {
        start = before(start).start;
    }
    let is_empty = |lines: &str| lines.lines().next().is_none_or(|line| line.trim().is_empty());
    if start > 0 && is_empty(&text[before(start)]) && is_empty(&text[end..]) {
        start = before(start).start;
    }
    Some(start..end)
}

/// The configuration in which `alias` is a further name of entity `id`, which is made where there is none.
///
/// # Errors
/// When the configuration cannot be read.
pub fn add_alias(text: &str, id: &str, name: &str, alias: &str) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse()?;
    let entities = tables(&mut document, "entity")?;
    let Some(at) = entities.iter().position(|table| named(table, "id") == Some(id)) else {
        let mut table = Table::new();
        table["id"] = value(id);
        table["name"] = value(name);
        table["aliases"] = value([alias].into_iter().collect::<toml_edit::Array>());
        return Ok(appended(text, "entity", table));
    };
    let table = entities.get_mut(at).expect("it was found");
    let aliases = table.entry("aliases").or_insert_with(|| value(toml_edit::Array::new()));
    let aliases = aliases.as_array_mut().ok_or(EditError::NotTables("entity"))?;
    if !aliases.iter().any(|known| known.as_str() == Some(alias)) {
        aliases.push(alias);
    }
    Ok(document.to_string())
}

fn tables<'d>(document: &'d mut DocumentMut, name: &'static str) -> Result<&'d mut ArrayOfTables, EditError> {
    let item = document.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    item.as_array_of_tables_mut().ok_or(EditError::NotTables(name))
}

fn named<'t>(table: &'t Table, field: &str) -> Option<&'t str> {
    table.get(field).and_then(Item::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# ours\n[[entity]]\nid = \"acme\" # the big one\naliases = [\"A\"]\n\n# quiet\n[severity]\nhearsay = \"none\"\n";

    fn waiver(reason: Reason) -> NewWaiver<'static> {
        NewWaiver {
            target: NewTarget::Finding("0123456789ab"),
            reason,
            note: None,
            owner: "ann",
            expires: jiff::civil::date(2026, 5, 31),
        }
    }

    #[test]
    fn a_waiver_comes_and_goes_and_all_else_stays() {
        let with = add_waiver(TEXT, &waiver(Reason::Rounding)).unwrap();
        assert!(with.starts_with(TEXT), "{with}");
        assert!(with.contains("expires = 2026-05-31"));
        assert_eq!(super::super::parse("c", &with).1, []);
        let again = add_waiver(&with, &waiver(Reason::SourceError)).unwrap();
        assert_eq!(again.matches("[[waiver]]").count(), 1);
        assert!(again.contains("source-error"));
        let (without, gone) = remove_waiver(&again, NewTarget::Finding("0123456789ab")).unwrap();
        assert_eq!((without.trim_end(), gone), (TEXT.trim_end(), true));
    }

    #[test]
    fn a_waiver_of_a_topic_names_the_values_that_it_was_given_for() {
        let target = |values: &'static [&'static str]| NewTarget::Topic {
            check: "value-mismatch",
            topic: "mill/height",
            values,
        };
        let waiver = NewWaiver { target: target(&["31 metres", "38 metres"]), ..waiver(Reason::Rounding) };
        let with = add_waiver(TEXT, &waiver).unwrap();
        assert!(with.contains("values = [\"31 metres\", \"38 metres\"]"), "{with}");
        assert_eq!(super::super::parse("c", &with).1, []);
        let again = add_waiver(&with, &NewWaiver { target: target(&["31 metres"]), ..waiver }).unwrap();
        assert!(
            again.contains("values = [\"31 metres\"]") && again.matches("[[waiver]]").count() == 1,
            "{again}"
        );
        assert_eq!(remove_waiver(&again, target(&[])).unwrap().0.trim_end(), TEXT.trim_end());
    }

    #[test]
    fn comments_stay_where_they_were() {
        let example = "# Nothing here counts.\n\n# [[waiver]]\n# finding = \"…\"\n";
        let with = add_waiver(example, &waiver(Reason::Rounding)).unwrap();
        assert!(with.starts_with(&format!("{example}\n[[waiver]]\nfinding = ")), "{with}");
        let remove = |text: &str| remove_waiver(text, NewTarget::Finding("0123456789ab")).unwrap().0;
        assert_eq!(remove(&with), example);
        // A comment on the waiver goes with it, also in the middle of a file and with Windows' line ends.
        let noted = with.replace("\n[[waiver]]", "\n# ann knows more\n[[waiver]]");
        let middle = format!("{noted}\n# of checks\n[severity]\nhearsay = \"none\"\n");
        let left = format!("{example}\n# of checks\n[severity]\nhearsay = \"none\"\n");
        assert_eq!(remove(&middle), left);
        let windows = add_waiver(&left.replace('\n', "\r\n"), &waiver(Reason::Rounding)).unwrap();
        assert_eq!(windows.matches('\n').count(), windows.matches("\r\n").count());
        assert_eq!(remove(&windows), left.replace('\n', "\r\n"));
        assert_eq!(remove("[[waiver]]\nfinding = \"0123456789ab\""), "");
        assert_eq!(remove(&left), left);
    }

    #[test]
    fn an_alias_is_added_once() {
        let text = add_alias(TEXT, "acme", "Acme", "Acme Ltd").unwrap();
        assert!(text.contains("aliases = [\"A\", \"Acme Ltd\"]"), "{text}");
        assert!(text.contains("# the big one"));
        assert_eq!(add_alias(&text, "acme", "Acme", "Acme Ltd").unwrap(), text);
        assert!(add_alias(&text, "bolt", "Bolt", "B.").unwrap().contains("id = \"bolt\""));
    }
}
