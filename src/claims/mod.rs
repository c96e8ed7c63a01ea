//! `claims/*.toml` to and from [`Claim`], with places.
//!
//! One claim that cannot be read never takes the others of its file with it: every slip is a diagnostic with line and
//! column, and the rest counts. Quotes are not looked for here; the `quote` module anchors them in their sources.

mod entry;
mod merge;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Locator};
use crate::model::{Claim, RawFile, Source, SourceIx};
use crate::text::nearest;

pub use entry::{FIELDS, words_of};
pub use merge::{MergeError, Merged, merge, set_field};

/// What the claims files hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimSet {
    /// Every claim, rejected ones too, by source and then by place. Anchors are not looked up yet.
    pub claims: Vec<Claim>,
    /// The files whose source is known, by source.
    pub files: Vec<ClaimsFile>,
}

impl ClaimSet {
    /// Whether a source has a claims file, be it empty.
    #[must_use]
    pub fn covers(&self, source: SourceIx) -> bool {
        self.files.binary_search_by_key(&source, |file| file.source).is_ok()
    }

    /// The claims of a source.
    #[must_use]
    pub fn of(&self, source: SourceIx) -> &[Claim] {
        let from = self.claims.partition_point(|claim| claim.source < source);
        let to = self.claims.partition_point(|claim| claim.source <= source);
        &self.claims[from..to]
    }
}

/// What is known of a claims file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimsFile {
    /// Whose claims it holds.
    pub source: SourceIx,
    /// Path relative to the folder.
    pub path: Arc<str>,
    /// The hash of the text that the quotes were taken from, as the file says.
    pub text_hash: Option<Box<str>>,
}

/// What one claims file gives by itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadFile {
    /// The file, where its source is known.
    pub file: Option<ClaimsFile>,
    /// Its claims, in their order.
    pub claims: Vec<Claim>,
    /// What was wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// Reads the claims of all files. `sources` must be in the order of their ids.
#[must_use]
pub fn read(files: &[RawFile], sources: &[Source]) -> (ClaimSet, Vec<Diagnostic>) {
    together(files.par_iter().map(|file| read_file(file, sources)).collect())
}

/// The claims of all files, which must be in the order of their paths.
#[must_use]
pub fn together(read: Vec<ReadFile>) -> (ClaimSet, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut by_source = BTreeMap::<SourceIx, (ClaimsFile, Vec<Claim>)>::new();
    for ReadFile { file, claims, problems } in read {
        diagnostics.extend(problems);
        let Some(file) = file else { continue };
        match by_source.get(&file.source) {
            Some((first, _)) => {
                let message = format!(
                    "{} and {} are both claims of one source; only the first is read",
                    first.path, file.path
                );
                let problem = Diagnostic::error("claims-duplicate-file", message).in_file(file.path.clone());
                diagnostics.push(problem.help("move the claims into one file"));
            }
            None => {
                by_source.insert(file.source, (file, claims));
            }
        }
    }
    let total = by_source.values().map(|(_, claims)| claims.len()).sum();
    let mut set = ClaimSet { claims: Vec::with_capacity(total), files: Vec::with_capacity(by_source.len()) };
    for (file, claims) in by_source.into_values() {
        set.files.push(file);
        set.claims.extend(claims);
    }
    (set, diagnostics)
}

/// Reads the claims of one file. `sources` must be in the order of their ids.
#[must_use]
pub fn read_file(file: &RawFile, sources: &[Source]) -> ReadFile {
    let path: Arc<str> = (*file.path).into();
    let text = match std::str::from_utf8(&file.bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = String::from_utf8_lossy(&file.bytes[..error.valid_up_to()]);
            let place = Locator::new(path, &before).place(before.len());
            let problem = Diagnostic::error("claims-encoding", "the claims file is not UTF-8").at(place);
            let problems = vec![problem.help("save the file as UTF-8")];
            return ReadFile { problems, ..ReadFile::default() };
        }
    };
    let locator = Locator::new(path.clone(), text);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Diagnostic> = errors.iter().map(|error| syntax(error, &locator)).collect();
    let table = table.into_inner();
    let Some(source) = source_of(&table, &path, sources, &locator, &mut problems) else {
        return ReadFile { problems, ..ReadFile::default() };
    };
    let mut head = ClaimsFile { source, path, text_hash: None };
    let mut claims = Vec::new();
    for (key, value) in table {
        match (&**key.get_ref(), value.get_ref()) {
            ("claim", DeValue::Array(_)) => {
                let DeValue::Array(entries) = value.into_inner() else { continue };
                claims = entry::read_all(entries, source, &locator, &mut problems);
            }
            ("text_hash", DeValue::String(hash)) => head.text_hash = Some(hash.as_ref().into()),
            ("source", _) => {}
            ("claim", _) => {
                let problem = Diagnostic::error("claims-field", "`claim` is not a list of claims");
                problems.push(
                    problem.at(locator.place(key.span().start)).help("begin each claim with [[claim]]"),
                );
            }
            ("text_hash", _) => {
                let problem = Diagnostic::warning("claims-field", "`text_hash` is not a text");
                problems.push(
                    problem.at(locator.place(value.span().start)).help("`crosscheck extract` writes it"),
                );
            }
            (name, _) => problems.push(
                unknown(name, &["source", "text_hash", "claim"], "claims-field")
                    .at(locator.place(key.span().start)),
            ),
        }
    }
    problems.sort_by(|one, other| one.place.cmp(&other.place));
    ReadFile { file: Some(head), claims, problems }
}

fn syntax(error: &toml::de::Error, locator: &Locator<'_>) -> Diagnostic {
    let message = error.message().lines().next().unwrap_or("unreadable").to_owned();
    Diagnostic::error("claims-syntax", format!("not valid TOML: {message}"))
        .at(locator.place(error.span().map_or(0, |span| span.start)))
        .help("the claims that can be read count; correct the line and run again")
}

/// The source that the file names, or else that of the file's own name.
fn source_of(
    table: &DeTable<'_>,
    path: &str,
    sources: &[Source],
    locator: &Locator<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<SourceIx> {
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.strip_suffix(".toml").unwrap_or(stem);
    let written = table.get("source");
    let (id, at) = match written.map(|value| (value.get_ref().as_str(), value.span().start)) {
        Some((Some(id), at)) => (id, at),
        Some((None, at)) => {
            let problem = Diagnostic::error("claims-field", "`source` is not a text").at(locator.place(at));
            problems.push(problem.help(format!("write source = \"{stem}\"")));
            (stem, at)
        }
        None => (stem, 0),
    };
    if id != stem {
        let message = format!("the file holds claims of `{id}`, its name says `{stem}`");
        let problem = Diagnostic::warning("claims-file-name", message).at(locator.place(at));
        problems.push(problem.help(format!("rename it to {id}.toml, or write source = \"{stem}\"")));
    }
    let found = sources.binary_search_by(|source| (*source.id).cmp(id));
    if found.is_err() {
        // With many sources the nearest name is not worth comparing with each of them.
        let near = if sources.len() <= 10_000 {
            nearest(id, sources.iter().map(|source| &*source.id))
        } else {
            None
        };
        let help = match near {
            Some(near) => format!(
                "did you mean `{near}`? Otherwise put the article at sources/{id}.md, or remove the file"
            ),
            None => format!("put the article at sources/{id}.md, or remove the file"),
        };
        let message = format!("there is no source `{id}`; its claims are left out");
        problems.push(Diagnostic::error("claims-no-source", message).at(locator.place(at)).help(help));
    }
    found.ok().map(SourceIx::new)
}

fn unknown(name: &str, known: &[&str], code: &'static str) -> Diagnostic {
    let shown: String = name.chars().take(60).collect();
    let help = match nearest(&name.to_ascii_lowercase(), known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the fields are {}", known.join(", ")),
    };
    Diagnostic::error(code, format!("unknown field `{shown}`")).help(help)
}

#[cfg(test)]
mod tests;
