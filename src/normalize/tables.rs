//! The tables of entities and attributes that a run begins with.

use serde::Deserialize as _;
use serde::de::value::StrDeserializer;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::lexicon::frame::{Frame, frames};
use crate::model::{Attribute, AttributeTable, Change, Entity, EntityTable, Severity, StateWords};
use crate::text::fold;
use crate::value::Kind;

/// The configured entities and attributes, then the attributes that are built in. A configured attribute takes the
/// place of a built-in one of the same id or name.
#[must_use]
pub fn tables(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> (EntityTable, AttributeTable) {
    (entities(config), attributes(config, diagnostics))
}

fn entities(config: &Config) -> EntityTable {
    let mut table = EntityTable::default();
    let mut places = Vec::with_capacity(config.entities.len());
    for configured in &config.entities {
        let entity = Entity {
            id: configured.id.as_ref().into(),
            name: configured.name.as_ref().into(),
            kind: configured.kind.clone(),
            aliases: configured.aliases.clone(),
            within: None,
            configured: true,
        };
        places.push(table.add(entity, fold));
    }
    for (configured, part) in config.entities.iter().zip(&places) {
        let whole = configured
            .within
            .as_ref()
            .and_then(|id| config.entities.iter().position(|other| other.id == *id));
        if let Some(whole) = whole {
            table.set_within(*part, places[whole]);
        }
    }
    table
}

fn attributes(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> AttributeTable {
    let mut table = AttributeTable::default();
    for (attribute, place) in &config.attributes {
        let (_, taken) = table.add(attribute.clone(), fold);
        for name in taken {
            let message =
                format!("attribute `{}` goes by `{name}`, which another attribute already has", attribute.id);
            let help = "the name stays with the first; take it from one of the two";
            diagnostics.push(Diagnostic::warning("config-name", message).at(place.clone()).help(help));
        }
    }
    for frame in frames() {
        let attribute = built_in(frame);
        table.add(attribute.clone().over_time(), fold);
        table.add(attribute.clone().by_day(), fold);
        table.add(attribute, fold);
    }
    table
}

fn word(word: &str) -> StrDeserializer<'_, serde::de::value::Error> {
    StrDeserializer::new(word)
}

/// A built-in attribute. Its words are the lexicon's; a test there holds them to what is known here.
fn built_in(frame: &Frame) -> Attribute {
    let states = frame.states.iter().map(|state| StateWords {
        id: (*state.id).into(),
        words: state.words.clone(),
        denied: state.denied.as_deref().map(Into::into),
        last: state.last,
    });
    Attribute {
        aliases: frame.aliases.clone(),
        kind: frame.kind.as_deref().and_then(|kind| Kind::deserialize(word(kind)).ok()),
        changes: Change::deserialize(word(&frame.changes)).unwrap_or_default(),
        severity: Severity::deserialize(word(&frame.severity)).unwrap_or(Severity::Medium),
        states: states.collect(),
        ..Attribute::met(&*frame.id, &frame.name)
    }
}
