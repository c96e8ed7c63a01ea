//! Bibliographies of reference managers: CSL-JSON (Zotero, Mendeley), RIS, BibTeX.
//!
//! Only what front matter has a place for is taken.

use serde_json::Value;

use super::Metadata;
use super::date::date_range;
use crate::value::DateRange;

/// An entry of a bibliography.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The name that the bibliography gives it.
    pub key: String,
    /// What is known of the article.
    pub metadata: Metadata,
}

/// Why a bibliography cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a bibliography in {notation}: {message}")]
pub struct ReferenceError {
    notation: &'static str,
    message: String,
}

/// Reads a bibliography; its first sign tells the notation.
///
/// # Errors
/// When it is in none of the three.
pub fn read(text: &str) -> Result<Vec<Reference>, ReferenceError> {
    match text.trim_start_matches('\u{feff}').trim_start() {
        json if json.starts_with(['[', '{']) => csl(json),
        ris if ris.starts_with("TY  -") => Ok(self::ris(ris)),
        other => bibtex(other),
    }
}

/// The entry that is of an article: by address, else by title.
#[must_use]
pub fn find<'r>(references: &'r [Reference], article: &Metadata) -> Option<&'r Reference> {
    let fold = |text: &str| -> String {
        text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let address = |text: &str| {
        let bare = text.split(['#', '?']).next().unwrap_or(text).trim_end_matches('/');
        bare.trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_start_matches("www.")
            .to_owned()
    };
    let same = |of: fn(&Metadata) -> Option<&str>, folded: &dyn Fn(&str) -> String| {
        let wanted = folded(of(article)?);
        references
            .iter()
            .find(|reference| of(&reference.metadata).is_some_and(|found| folded(found) == wanted))
    };
    same(|metadata| metadata.address.as_deref(), &address)
        .or_else(|| same(|metadata| metadata.title.as_deref(), &fold))
}

/// Fills what an article's own metadata leaves open.
pub fn fill(metadata: &mut Metadata, reference: &Reference) {
    let known = &reference.metadata;
    let text = |own: &mut Option<Box<str>>, other: &Option<Box<str>>| {
        if own.is_none() {
            own.clone_from(other);
        }
    };
    text(&mut metadata.title, &known.title);
    text(&mut metadata.publisher, &known.publisher);
    text(&mut metadata.author, &known.author);
    text(&mut metadata.address, &known.address);
    text(&mut metadata.kind, &known.kind);
    metadata.published = metadata.published.take().or_else(|| known.published.clone());
    metadata.retrieved = metadata.retrieved.or(known.retrieved);
}

fn boxed(text: impl AsRef<str>) -> Option<Box<str>> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then(|| text.into())
}

/// Citation Style Language, data schema 1.0: <https://docs.citationstyles.org>.
fn csl(text: &str) -> Result<Vec<Reference>, ReferenceError> {
    let error = |message: String| ReferenceError { notation: "CSL-JSON", message };
    let items = match serde_json::from_str(text).map_err(|cause| error(cause.to_string()))? {
        Value::Array(items) => items,
        item @ Value::Object(_) => vec![item],
        _ => return Err(error("it is neither a list nor an entry".to_owned())),
    };
    Ok(items.iter().map(csl_item).collect())
}

fn csl_item(item: &Value) -> Reference {
    let text = |key: &str| item.get(key).and_then(Value::as_str).and_then(boxed);
    let metadata = Metadata {
        title: text("title"),
        publisher: text("container-title").or_else(|| text("publisher")),
        author: boxed(csl_names(item.get("author"))),
        published: item.get("issued").and_then(csl_date),
        retrieved: item.get("accessed").and_then(csl_date).and_then(|range| range.start),
        address: text("URL"),
        kind: text("genre").or_else(|| kind(item.get("type")?.as_str()?)),
        ..Metadata::default()
    };
    let key = item.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
    Reference { key: key.unwrap_or_default(), metadata }
}

fn csl_names(names: Option<&Value>) -> String {
    let name = |name: &Value| {
        let part = |key: &str| name.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let whole = format!("{} {}", part("given"), part("family")).trim().to_owned();
        if whole.is_empty() { part("literal") } else { whole }
    };
    let names = names.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    names.iter().map(name).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// `date-parts` of year, month and day, as numbers or texts, or a raw date.
fn csl_date(value: &Value) -> Option<DateRange> {
    if let Some(raw) = value.get("raw").or_else(|| value.get("literal")).and_then(Value::as_str) {
        return date_range(raw);
    }
    let number = |part: &Value| part.as_u64().or_else(|| part.as_str()?.parse().ok());
    let parts: Vec<u64> = value.get("date-parts")?.get(0)?.as_array()?.iter().map_while(number).collect();
    date_of_parts(&parts)
}

fn date_of_parts(parts: &[u64]) -> Option<DateRange> {
    match parts {
        [year] => date_range(&format!("{year:04}")),
        [year, month] => date_range(&format!("{year:04}-{month:02}")),
        [year, month, day, ..] => date_range(&format!("{year:04}-{month:02}-{day:02}")),
        [] => None,
    }
}

/// What the types of bibliographies are called in front matter.
fn kind(kind: &str) -> Option<Box<str>> {
    let known = match kind.to_ascii_lowercase().as_str() {
        "article-newspaper" | "news" => "news",
        "article-magazine" | "mgzn" => "magazine",
        "article-journal" | "jour" | "article" => "paper",
        "post-weblog" | "blog" => "blog",
        "webpage" | "elec" | "online" => "web page",
        "report" | "rprt" | "techreport" => "report",
        "interview" => "interview",
        "book" => "book",
        _ => return None,
    };
    Some(known.into())
}

/// The tags of Research Information Systems' format, of which an entry has several of a kind in any order.
fn ris(text: &str) -> Vec<Reference> {
    let mut references = Vec::new();
    let mut tags: Vec<(&str, &str)> = Vec::new();
    for line in text.lines() {
        let Some((tag, value)) = line.split_once("  -") else { continue };
        match tag.trim() {
            "ER" => references.push(ris_item(&std::mem::take(&mut tags))),
            tag => tags.push((tag, value.trim())),
        }
    }
    references
}

fn ris_item(tags: &[(&str, &str)]) -> Reference {
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| tags.iter().find(|(tag, _)| tag == name))
            .and_then(|(_, value)| boxed(value))
    };
    // "2026/03/04/" with empty parts where unknown.
    let date = |names: &[&str]| {
        let written = first(names)?;
        let parts: Vec<u64> = written.split(['/', '-']).map_while(|part| part.parse().ok()).take(3).collect();
        date_of_parts(&parts)
    };
    let authors: Vec<String> = tags
        .iter()
        .filter(|(tag, _)| matches!(*tag, "AU" | "A1"))
        .map(|(_, name)| match name.split_once(',') {
            Some((family, given)) => format!("{} {}", given.trim(), family.trim()).trim().to_owned(),
            None => (*name).to_owned(),
        })
        .collect();
    let metadata = Metadata {
        title: first(&["TI", "T1", "CT"]),
        publisher: first(&["JO", "T2", "JF", "PB"]),
        author: boxed(authors.join(", ")),
        published: date(&["DA", "PY", "Y1"]),
        retrieved: date(&["Y2"]).and_then(|range| range.start),
        address: first(&["UR"]),
        kind: first(&["TY"]).and_then(|name| kind(&name)),
        ..Metadata::default()
    };
    Reference { key: first(&["ID"]).map(String::from).unwrap_or_default(), metadata }
}

#[cfg(feature = "bibtex")]
fn bibtex(text: &str) -> Result<Vec<Reference>, ReferenceError> {
    use biblatex::{Bibliography, ChunksExt as _};
    let error = |message: String| ReferenceError { notation: "CSL-JSON, RIS or BibTeX", message };
    let bibliography = Bibliography::parse(text).map_err(|cause| error(cause.to_string()))?;
    if bibliography.iter().next().is_none() {
        return Err(error("it has no entries".to_owned()));
    }
    let item = |entry: &biblatex::Entry| {
        let first = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| entry.fields.get(*name))
                .and_then(|chunks| boxed(chunks.format_verbatim()))
        };
        let name = |person: biblatex::Person| {
            [person.given_name, person.prefix, person.name]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let authors: Vec<String> = entry.author().unwrap_or_default().into_iter().map(name).collect();
        let day = |day: biblatex::Datetime| {
            let parts = [
                u64::try_from(day.year).ok(),
                day.month.map(|month| u64::from(month) + 1),
                day.day.map(|day| u64::from(day) + 1),
            ];
            date_of_parts(&parts.into_iter().map_while(|part| part).collect::<Vec<_>>())
        };
        let published = match entry.date() {
            Ok(biblatex::PermissiveType::Typed(date)) => match date.value {
                biblatex::DateValue::At(moment)
                | biblatex::DateValue::After(moment)
                | biblatex::DateValue::Before(moment)
                | biblatex::DateValue::Between(moment, _) => day(moment),
            },
            _ => first(&["date", "year"]).and_then(|written| date_range(&written)),
        };
        let metadata = Metadata {
            title: first(&["title"]),
            publisher: first(&["journaltitle", "journal", "publisher", "organization", "institution"]),
            author: boxed(authors.join(", ")),
            published,
            retrieved: first(&["urldate"])
                .and_then(|written| date_range(&written))
                .and_then(|range| range.start),
            address: first(&["url"]),
            kind: kind(&entry.entry_type.to_string()),
            ..Metadata::default()
        };
        Reference { key: entry.key.clone(), metadata }
    };
    Ok(bibliography.iter().map(item).collect())
}

#[cfg(not(feature = "bibtex"))]
fn bibtex(_text: &str) -> Result<Vec<Reference>, ReferenceError> {
    let message = "this build of crosscheck was made without the feature `bibtex`".to_owned();
    Err(ReferenceError { notation: "CSL-JSON or RIS", message })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::document::date_text;

    fn told(text: &str) -> Vec<String> {
        let show = |reference: Reference| {
            let meta = reference.metadata;
            let part = |text: Option<Box<str>>| text.map(String::from).unwrap_or_else(|| "-".to_owned());
            let date = meta.published.as_ref().map(date_text).unwrap_or_else(|| "-".to_owned());
            [
                reference.key,
                part(meta.title),
                part(meta.author),
                part(meta.publisher),
                date,
                part(meta.address),
                part(meta.kind),
            ]
            .join(" | ")
        };
        read(text).unwrap().into_iter().map(show).collect()
    }

    #[test]
    fn three_notations_of_one_entry() {
        let csl = r#"[{"id":"torv2026","type":"article-newspaper","title":"Harlow ends coal","container-title":"The Post",
            "author":[{"family":"Torv","given":"Lina"},{"literal":"Staff"}],"issued":{"date-parts":[["2026",3,4]]},
            "URL":"https://post.example/harlow"}]"#;
        assert_eq!(
            told(csl),
            [
                "torv2026 | Harlow ends coal | Lina Torv, Staff | The Post | 2026-03-04 | https://post.example/harlow | news"
            ]
        );
        let ris = "TY  - NEWS\nID  - torv2026\nTI  - Harlow ends coal\nAU  - Torv, Lina\nAU  - Staff\nJO  - The Post\nDA  - 2026/03/04/\nUR  - https://post.example/harlow\nER  - \n";
        assert_eq!(told(ris), told(csl));
    }

    #[cfg(feature = "bibtex")]
    #[test]
    fn bibtex_entries() {
        let bib = "@article{torv2026, title = {Harlow {Ends} Coal}, author = {Torv, Lina and Vell, Ian}, journal = {The Post},\n\
                   date = {2026-03}, url = {https://post.example/harlow}}";
        assert_eq!(
            told(bib),
            [
                "torv2026 | Harlow Ends Coal | Lina Torv, Ian Vell | The Post | 2026-03 | https://post.example/harlow | paper"
            ]
        );
        assert!(read("@article{x, title = {open").is_err());
        assert!(read("plain prose").is_err());
    }

    #[test]
    fn entries_find_their_article_and_fill_its_gaps() {
        let references = read(
            r#"[{"id":"a","title":"Other","URL":"http://www.post.example/harlow/?utm=1","issued":{"raw":"2026-03"}},
                {"id":"b","title":"Harlow: ends coal!"}]"#,
        )
        .unwrap();
        let by_address =
            Metadata { address: Some("https://post.example/harlow".into()), ..Metadata::default() };
        let by_title = Metadata { title: Some("Harlow ends coal".into()), ..Metadata::default() };
        assert_eq!(find(&references, &by_address).map(|found| &*found.key), Some("a"));
        assert_eq!(find(&references, &by_title).map(|found| &*found.key), Some("b"));
        assert_eq!(find(&references, &Metadata::default()), None);
        let mut filled = by_address.clone();
        fill(&mut filled, &references[0]);
        assert_eq!((filled.title.as_deref(), filled.address), (Some("Other"), by_address.address));
        assert_eq!(filled.published.as_ref().map(date_text).as_deref(), Some("2026-03"));
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "(TY  - |ER  - |DA  - |\\[|\\{\"issued\":|\\{\"date-parts\":\\[\\[|9|\\]|\\}|@a\\{|title|=|,|\"|\n|é){0,40}") {
            let _ = read(&text);
        }
    }
}
