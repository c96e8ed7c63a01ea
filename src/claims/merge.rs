//! Writing claims files: proposals go in, what a person wrote stays.
//!
//! New entries are appended as text and single values replaced in place, so that comments, order and layout of
//! everything else survive byte for byte.

use std::collections::BTreeSet;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

use super::entry::{modality_word, polarity_word, status_word};
use crate::model::{Claim, ClaimOrigin, Modality, Polarity};

/// Why a claims file cannot be rewritten.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// The file must be mended by hand first; rewriting it could lose what a person wrote.
    #[error("the claims file is not valid TOML, line {line}: {message}; correct it and run again")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// There is no such claim.
    #[error("there is no claim `{id}` in the file")]
    NoClaim {
        /// The id asked for.
        id: String,
    },
    /// `claim` is something else than a list of tables.
    #[error("`claim` is not a list of claims; begin each claim with [[claim]]")]
    NotAList,
}

/// A rewritten claims file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The whole file.
    pub text: String,
    /// How many proposals are new in it.
    pub added: usize,
    /// How many were there already, in whatever state.
    pub kept: usize,
}

/// Adds the `proposed` claims that the file does not have yet. A proposal is there already when an entry has its id, or
/// its quote and value; so a rejected one never comes back, and an edited one is not doubled.
///
/// # Errors
/// When the file is not valid TOML: then nothing may be rewritten.
pub fn merge(
    existing: Option<&str>,
    source: &str,
    text_hash: &str,
    proposed: &[&Claim],
) -> Result<Merged, MergeError> {
    let old = existing.unwrap_or_default();
    let mut document = parse(old)?;
    let mut known = Known::of(&document)?;
    let (mut fresh, mut kept) = (Vec::new(), 0);
    for claim in proposed {
        if known.has(claim) { kept += 1 } else { fresh.push(known.add(claim)) }
    }
    let head_changed = set_head(&mut document, source, text_hash);
    let mut text = if head_changed { document.to_string() } else { old.to_owned() };
    if document.get("claim").is_some_and(Item::is_value) {
        // `claim = […]` on one line: entries cannot be appended as text.
        push_inline(&mut document, &fresh)?;
        text = document.to_string();
    } else {
        for claim in &fresh {
            if !text.is_empty() {
                if !text.ends_with('\n') {
                    text.push('\n');
                }
                text.push('\n');
            }
            text.push_str("[[claim]]\n");
            text.push_str(&table_of(claim).to_string());
        }
    }
    Ok(Merged { text, added: fresh.len(), kept })
}

/// Sets one field of one claim, leaving everything else as it is: what `review` does.
///
/// # Errors
/// When the file is not valid TOML or has no such claim.
pub fn set_field(existing: &str, id: &str, field: &str, value: &str) -> Result<String, MergeError> {
    let mut document = parse(existing)?;
    let entry = match document.get_mut("claim") {
        Some(Item::ArrayOfTables(tables)) => tables
            .iter_mut()
            .find(|table| table.get("id").and_then(Item::as_str) == Some(id))
            .map(|table| table as &mut dyn toml_edit::TableLike),
        Some(Item::Value(Value::Array(array))) => array
            .iter_mut()
            .filter_map(Value::as_inline_table_mut)
            .find(|table| table.get("id").and_then(Value::as_str) == Some(id))
            .map(|table| table as &mut dyn toml_edit::TableLike),
        _ => return Err(MergeError::NotAList),
    };
    let Some(entry) = entry else { return Err(MergeError::NoClaim { id: id.to_owned() }) };
    replace(entry.entry(field).or_insert(Item::None), value);
    Ok(document.to_string())
}

/// Puts a new value in the place of an old one, keeping the comment behind it.
fn replace(item: &mut Item, value: &str) {
    let decor = item.as_value().map(|old| old.decor().clone());
    let mut new = Value::from(value);
    if let Some(decor) = decor {
        *new.decor_mut() = decor;
    }
    *item = Item::Value(new);
}

fn parse(text: &str) -> Result<DocumentMut, MergeError> {
    text.parse::<DocumentMut>().map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = 1 + memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count();
        MergeError::Syntax { line, message: error.message().lines().next().unwrap_or_default().to_owned() }
    })
}

/// Sets source and hash; says whether anything changed.
fn set_head(document: &mut DocumentMut, source: &str, text_hash: &str) -> bool {
    let mut changed = false;
    for (name, wanted) in [("source", source), ("text_hash", text_hash)] {
        if document.get(name).and_then(Item::as_str) != Some(wanted) {
            replace(document.entry(name).or_insert(Item::None), wanted);
            changed = true;
        }
    }
    changed
}

/// A value as [`read`](super::read) takes it: `12` is `"12"`.
fn written(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string().trim().to_owned(), str::to_owned)
}

/// The claims that a file has already.
struct Known {
    ids: BTreeSet<String>,
    statements: BTreeSet<(String, String)>,
}

impl Known {
    fn of(document: &DocumentMut) -> Result<Self, MergeError> {
        let mut known = Self { ids: BTreeSet::new(), statements: BTreeSet::new() };
        match document.get("claim") {
            None => {}
            Some(Item::ArrayOfTables(tables)) => {
                tables.iter().for_each(|table| known.meet(|name| table.get(name)?.as_value().map(written)))
            }
            Some(Item::Value(Value::Array(array))) => array
                .iter()
                .filter_map(Value::as_inline_table)
                .for_each(|table| known.meet(|name| table.get(name).map(written))),
            Some(_) => return Err(MergeError::NotAList),
        }
        Ok(known)
    }

    fn meet(&mut self, field: impl Fn(&str) -> Option<String>) {
        self.ids.extend(field("id"));
        if let (Some(quote), Some(value)) = (field("quote"), field("value")) {
            self.statements.insert((quote, value));
        }
    }

    fn has(&self, claim: &Claim) -> bool {
        self.ids.contains(&*claim.id)
            || self.statements.contains(&(claim.quote.to_string(), claim.value.to_string()))
    }

    fn add<'c>(&mut self, claim: &'c Claim) -> &'c Claim {
        self.ids.insert(claim.id.to_string());
        claim
    }
}

/// The fields that are not at their default, in the order of [`super::FIELDS`].
fn fields_of(claim: &Claim) -> Vec<(&'static str, String)> {
    let origin = match &claim.origin {
        ClaimOrigin::Extracted => "extracted".to_owned(),
        ClaimOrigin::Manual => "manual".to_owned(),
        ClaimOrigin::Model(name) => format!("model:{name}"),
    };
    let own = |text: &Option<Box<str>>| text.as_deref().map(str::to_owned);
    let all = [
        ("id", Some(claim.id.to_string())),
        ("subject", Some(claim.subject.to_string())),
        ("attribute", Some(claim.attribute.to_string())),
        ("value", Some(claim.value.to_string())),
        ("object", own(&claim.object)),
        ("scope", own(&claim.scope)),
        ("as_of", own(&claim.as_of)),
        (
            "polarity",
            (claim.polarity != Polarity::default()).then(|| polarity_word(claim.polarity).to_owned()),
        ),
        (
            "modality",
            (claim.modality != Modality::default()).then(|| modality_word(claim.modality).to_owned()),
        ),
        ("attributed_to", own(&claim.attributed_to)),
        ("quote", Some(claim.quote.to_string())),
        ("prefix", own(&claim.prefix)),
        ("suffix", own(&claim.suffix)),
        ("note", own(&claim.note)),
        ("origin", Some(origin)),
        ("status", Some(status_word(claim.status).to_owned())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn table_of(claim: &Claim) -> Table {
    let mut table = Table::new();
    for (name, value) in fields_of(claim) {
        table.insert(name, toml_edit::value(value));
    }
    table
}

fn push_inline(document: &mut DocumentMut, claims: &[&Claim]) -> Result<(), MergeError> {
    let array: &mut Array =
        document.get_mut("claim").and_then(Item::as_array_mut).ok_or(MergeError::NotAList)?;
    for claim in claims {
        let mut table = InlineTable::new();
        for (name, value) in fields_of(claim) {
            table.insert(name, value.into());
        }
        array.push(table);
    }
    Ok(())
}
