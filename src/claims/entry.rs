//! One `[[claim]]` of a claims file.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::unknown;
use crate::diagnostic::{Diagnostic, Locator};
use crate::model::{Anchor, Claim, ClaimOrigin, Modality, Place, Polarity, SourceIx, Status};

/// The fields of a claim, in the order in which they are written.
pub const FIELDS: &[&str] = &[
    "id",
    "subject",
    "attribute",
    "value",
    "object",
    "scope",
    "as_of",
    "polarity",
    "modality",
    "attributed_to",
    "quote",
    "prefix",
    "suffix",
    "note",
    "origin",
    "status",
];

/// Fields without which an entry says nothing.
const REQUIRED: &[&str] = &["id", "subject", "attribute", "value", "quote"];

/// Reads the entries of one file.
pub(super) fn read_all(
    entries: DeArray<'_>,
    source: SourceIx,
    locator: &Locator<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::with_capacity(entries.len());
    let mut reader = EntryReader { source, locator, problems };
    for entry in entries {
        let at = entry.span().start;
        match entry.into_inner() {
            DeValue::Table(table) => claims.extend(reader.claim(table, at)),
            _ => reader.report("an entry of `claim` is not a table", at, "begin each claim with [[claim]]"),
        }
    }
    drop_duplicates(claims, problems)
}

/// Of several claims with one id the first counts.
fn drop_duplicates(claims: Vec<Claim>, problems: &mut Vec<Diagnostic>) -> Vec<Claim> {
    // Sorting positions is cheaper than a map of names, and most files have no duplicate at all.
    let mut order: Vec<usize> = (0..claims.len()).collect();
    order.sort_by(|&one, &other| claims[one].id.cmp(&claims[other].id).then(one.cmp(&other)));
    let mut first_of = BTreeMap::new();
    let mut first: Option<usize> = None;
    for at in order {
        match first {
            Some(first) if claims[first].id == claims[at].id => {
                first_of.insert(at, first);
            }
            _ => first = Some(at),
        }
    }
    if first_of.is_empty() {
        return claims;
    }
    for (&at, &first) in &first_of {
        let line = claims[first].place.as_ref().map_or(0, |place| place.line);
        let message =
            format!("the id `{}` is taken by the claim on line {line}; this one is left out", claims[at].id);
        let mut problem =
            Diagnostic::error("claims-duplicate-id", message).help("give one of them another id");
        problem.place = claims[at].place.clone();
        problems.push(problem);
    }
    claims
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !first_of.contains_key(at))
        .map(|(_, claim)| claim)
        .collect()
}

struct EntryReader<'a, 'text> {
    source: SourceIx,
    locator: &'a Locator<'text>,
    problems: &'a mut Vec<Diagnostic>,
}

impl EntryReader<'_, '_> {
    fn report(&mut self, message: impl Into<Box<str>>, at: usize, help: impl Into<Box<str>>) {
        let problem = Diagnostic::error("claims-field", message).at(self.locator.place(at)).help(help);
        self.problems.push(problem);
    }

    /// The claim of one entry; nothing when it lacks what every claim needs.
    fn claim(&mut self, table: DeTable<'_>, at: usize) -> Option<Claim> {
        let place = self.locator.place(at);
        let mut claim = empty(self.source, place);
        // One bit per required field that has been met.
        let mut met = 0_u8;
        for (key, value) in table {
            let name = key.get_ref();
            if let Some(bit) = REQUIRED.iter().position(|required| required == name) {
                met |= 1 << bit;
            }
            self.field(&mut claim, &key, value);
        }
        if met + 1 == 1 << REQUIRED.len() {
            return Some(claim);
        }
        let missing: Vec<&str> = REQUIRED
            .iter()
            .enumerate()
            .filter(|(bit, _)| met & (1 << bit) == 0)
            .map(|(_, name)| *name)
            .collect();
        let id = if claim.id.is_empty() { String::new() } else { format!(" `{}`", claim.id) };
        let message = format!("the claim{id} has no {}; it is left out", missing.join(", no "));
        self.report(message, at, "a claim needs id, subject, attribute, value and quote");
        None
    }

    fn field(
        &mut self,
        claim: &mut Claim,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: Spanned<DeValue<'_>>,
    ) {
        let at = value.span().start;
        match &**key.get_ref() {
            "id" => claim.id = self.text(value, at, "id"),
            "subject" => claim.subject = self.text(value, at, "subject"),
            "attribute" => claim.attribute = self.text(value, at, "attribute"),
            "value" => claim.value = self.text(value, at, "value"),
            "object" => claim.object = self.optional(value, at, "object"),
            "scope" => claim.scope = self.optional(value, at, "scope"),
            "as_of" => claim.as_of = self.optional(value, at, "as_of"),
            "polarity" => claim.polarity = self.choice(value, at, "polarity", POLARITIES),
            "modality" => claim.modality = self.choice(value, at, "modality", MODALITIES),
            "attributed_to" => claim.attributed_to = self.optional(value, at, "attributed_to"),
            "quote" => claim.quote = self.text(value, at, "quote"),
            "prefix" => claim.prefix = self.optional(value, at, "prefix"),
            "suffix" => claim.suffix = self.optional(value, at, "suffix"),
            "note" => claim.note = self.optional(value, at, "note"),
            "origin" => claim.origin = self.origin(value, at),
            "status" => claim.status = self.choice(value, at, "status", STATUSES),
            name => {
                let problem = unknown(name, FIELDS, "claims-field").at(self.locator.place(key.span().start));
                self.problems.push(problem);
            }
        }
    }

    /// Numbers, dates and truth values count as they are written: `value = 27` means what `value = "27"` means.
    fn text(&mut self, value: Spanned<DeValue<'_>>, at: usize, name: &str) -> Box<str> {
        match value.into_inner() {
            DeValue::String(text) => text.into(),
            DeValue::Integer(number) => number.to_string().into(),
            DeValue::Float(number) => number.to_string().into(),
            DeValue::Boolean(truth) => truth.to_string().into(),
            DeValue::Datetime(moment) => moment.to_string().into(),
            DeValue::Array(_) | DeValue::Table(_) => {
                self.report(format!("`{name}` is not a text"), at, format!("write {name} = \"…\""));
                Box::default()
            }
        }
    }

    fn optional(&mut self, value: Spanned<DeValue<'_>>, at: usize, name: &str) -> Option<Box<str>> {
        Some(self.text(value, at, name)).filter(|text| !text.is_empty())
    }

    fn choice<T: Copy + Default>(
        &mut self,
        value: Spanned<DeValue<'_>>,
        at: usize,
        name: &str,
        choices: &[(&str, T)],
    ) -> T {
        let written = self.text(value, at, name);
        if let Some((_, choice)) = choices.iter().find(|(word, _)| *word == &*written) {
            return *choice;
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let shown: String = written.chars().take(60).collect();
        self.report(
            format!("`{shown}` is no {name}; `{}` is assumed", words[0]),
            at,
            format!("choose one of {}", words.join(", ")),
        );
        T::default()
    }

    fn origin(&mut self, value: Spanned<DeValue<'_>>, at: usize) -> ClaimOrigin {
        let written = self.text(value, at, "origin");
        match &*written {
            "extracted" => ClaimOrigin::Extracted,
            "manual" => ClaimOrigin::Manual,
            other => match other.strip_prefix("model:") {
                Some(name) if !name.trim().is_empty() => ClaimOrigin::Model(name.trim().into()),
                _ => {
                    let message = format!(
                        "`{}` is no origin; `manual` is assumed",
                        other.chars().take(60).collect::<String>()
                    );
                    self.report(message, at, "choose one of extracted, manual, model:NAME");
                    // Taken for a person's, so that no rewrite ever drops it.
                    ClaimOrigin::Manual
                }
            },
        }
    }
}

// The first of each list is the default.
const POLARITIES: &[(&str, Polarity)] = &[("affirmed", Polarity::Affirmed), ("denied", Polarity::Denied)];

const MODALITIES: &[(&str, Modality)] = &[
    ("asserted", Modality::Asserted),
    ("reported", Modality::Reported),
    ("rumoured", Modality::Rumoured),
    ("planned", Modality::Planned),
    ("predicted", Modality::Predicted),
    ("hypothetical", Modality::Hypothetical),
    ("opinion", Modality::Opinion),
];

const STATUSES: &[(&str, Status)] =
    &[("proposed", Status::Proposed), ("accepted", Status::Accepted), ("rejected", Status::Rejected)];

/// The words that a field takes, where it does not take any text.
#[must_use]
pub fn words_of(field: &str) -> Option<Vec<&'static str>> {
    match field {
        "polarity" => Some(POLARITIES.iter().map(|(word, _)| *word).collect()),
        "modality" => Some(MODALITIES.iter().map(|(word, _)| *word).collect()),
        "status" => Some(STATUSES.iter().map(|(word, _)| *word).collect()),
        _ => None,
    }
}

pub(super) fn polarity_word(polarity: Polarity) -> &'static str {
    word(POLARITIES, polarity)
}

pub(super) fn modality_word(modality: Modality) -> &'static str {
    word(MODALITIES, modality)
}

pub(super) fn status_word(status: Status) -> &'static str {
    word(STATUSES, status)
}

fn word<T: Copy + PartialEq>(words: &[(&'static str, T)], wanted: T) -> &'static str {
    words.iter().find(|(_, value)| *value == wanted).map_or(words[0].0, |(word, _)| word)
}

fn empty(source: SourceIx, place: Place) -> Claim {
    Claim {
        id: Box::default(),
        source,
        place: Some(place),
        subject: Box::default(),
        attribute: Box::default(),
        value: Box::default(),
        object: None,
        scope: None,
        as_of: None,
        polarity: Polarity::default(),
        modality: Modality::default(),
        attributed_to: None,
        quote: Box::default(),
        prefix: None,
        suffix: None,
        note: None,
        // A hand-written entry rarely says who made it.
        origin: ClaimOrigin::Manual,
        status: Status::default(),
        anchor: Anchor::Missing { nearest: None },
    }
}
