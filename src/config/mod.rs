//! `crosscheck.toml`: entities, attributes, source reliability, severities, waivers. Everything is optional.
//!
//! [`parse`] collects all problems as diagnostics with places and gives what could be read. Later diagnostics can
//! point at the very line of a waiver, so those keep their place.

pub mod edit;
mod entry;
mod fields;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::de::DeTable;

use self::fields::{Fields, File};
use crate::diagnostic::Diagnostic;
use crate::model::{Attribute, Place, Reliability, Severity};

/// The file's name in a folder.
pub const FILE: &str = "crosscheck.toml";

/// An entity as configured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityConfig {
    /// Stable id.
    pub id: Box<str>,
    /// The name shown.
    pub name: Box<str>,
    /// Organisation, person, place; free text.
    pub kind: Option<Box<str>>,
    /// Other names.
    pub aliases: Vec<Box<str>>,
    /// Id of the entity that it is a part of.
    pub within: Option<Box<str>>,
    /// The entry.
    pub place: Place,
}

/// What the configuration says of one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceConfig {
    /// The letter.
    pub reliability: Option<Reliability>,
    /// Whose reporting it repeats.
    pub origin: Option<Box<str>>,
    /// It is no copy, whatever its text looks like.
    pub independent: bool,
    /// The entry.
    pub place: Place,
}

/// Why a finding is waived; a word from a fixed list so that waivers can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The statements are about different wholes, periods or parts.
    DifferentScope,
    /// The statements are about different days.
    DifferentDate,
    /// The later one replaces the earlier.
    Superseded,
    /// The figures are the same up to rounding.
    Rounding,
    /// One source is known to be wrong.
    SourceError,
    /// Somebody is looking into it.
    UnderInvestigation,
}

impl Reason {
    /// The words, in the order in which help lists them.
    pub const WORDS: [&'static str; 6] = [
        "different-scope",
        "different-date",
        "superseded",
        "rounding",
        "source-error",
        "under-investigation",
    ];

    /// The word of this reason.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// Which finding a waiver is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaiverTarget {
    /// This one; its id covers the values, so a changed value brings the finding back.
    Finding(Box<str>),
    /// The findings of a check on a topic.
    Topic {
        /// The check.
        check: Box<str>,
        /// The topic's id.
        topic: Box<str>,
        /// The values that it was given for, as shown: a finding with another one is back. Empty means any, which the
        /// run says.
        values: Vec<Box<str>>,
    },
}

/// A decision to let a finding pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// Which finding.
    pub target: WaiverTarget,
    /// Why.
    pub reason: Reason,
    /// More on why, in words.
    pub note: Option<Box<str>>,
    /// Who answers for it.
    pub owner: Box<str>,
    /// The last day on which it holds.
    pub expires: Date,
    /// The entry.
    pub place: Place,
}

/// A valid configuration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Config {
    /// Entities by place in the file.
    pub entities: Vec<EntityConfig>,
    /// Attributes by place in the file.
    pub attributes: Vec<(Attribute, Place)>,
    /// Sources by id.
    pub sources: BTreeMap<Box<str>, SourceConfig>,
    /// Severities by check id.
    pub severities: BTreeMap<Box<str>, (Severity, Place)>,
    /// Waivers by place in the file.
    pub waivers: Vec<Waiver>,
}

/// Reads a configuration file. What is wrong is a diagnostic; the entry or field that it is in is left out.
#[must_use]
pub fn parse(name: &str, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut file = File::new(name, text);
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let place = file.place(error.span().map_or(0, |span| span.start));
        let diagnostic =
            Diagnostic::error("config-syntax", format!("not valid TOML: {}", error.message())).at(place);
        file.say(diagnostic.help("see https://toml.io for how TOML is written"));
    }
    let mut config = Config::default();
    let mut fields = Fields::new(root.get_ref(), "the configuration", 0, &mut file);
    let entities = fields.tables("entity");
    let attributes = fields.tables("attribute");
    let sources = fields.tables("source");
    let severities = fields.entries("severity");
    let waivers = fields.tables("waiver");
    fields.finish();
    config.entities =
        entities.into_iter().filter_map(|(table, at)| entry::entity(table, at, &mut file)).collect();
    config.attributes =
        attributes.into_iter().filter_map(|(table, at)| entry::attribute(table, at, &mut file)).collect();
    config.sources =
        sources.into_iter().filter_map(|(table, at)| entry::source(table, at, &mut file)).collect();
    config.severities =
        severities.into_iter().filter_map(|(key, value)| entry::severity(key, value, &mut file)).collect();
    config.waivers =
        waivers.into_iter().filter_map(|(table, at)| entry::waiver(table, at, &mut file)).collect();
    entry::refuse_twins(&config, &mut file);
    (config, file.diagnostics)
}

#[cfg(test)]
mod tests;
