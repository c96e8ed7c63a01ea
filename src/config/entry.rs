//! One entry of each sort.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::fields::{Fields, File};
use super::{Config, EntityConfig, Reason, SourceConfig, Waiver, WaiverTarget};
use crate::diagnostic::Diagnostic;
use crate::model::{Attribute, Cardinality, FindingKind, Place, Severity, StateWords};
use crate::value::Kind;

const SEVERITIES: [&str; 4] = ["none", "low", "medium", "high"];
const KINDS: [&str; 14] = [
    "number",
    "percentage",
    "money",
    "quantity",
    "ordinal",
    "date",
    "duration",
    "time-of-day",
    "recurrence",
    "name",
    "state",
    "truth",
    "list",
    "text",
];

pub(super) fn entity<'t>(table: &DeTable<'t>, at: usize, file: &mut File<'t>) -> Option<EntityConfig> {
    let place = file.place(at);
    let mut fields = Fields::new(table, "an entity", at, file);
    let id = fields.required("id");
    let name = fields.text("name");
    let entity = id.map(|id| EntityConfig {
        id: id.into(),
        name: name.unwrap_or(id).into(),
        kind: fields.text("kind").map(Into::into),
        aliases: fields.texts("aliases"),
        within: fields.text("within").map(Into::into),
        place,
    });
    if entity.is_some() {
        fields.finish();
    }
    entity
}

pub(super) fn attribute<'t>(
    table: &DeTable<'t>,
    at: usize,
    file: &mut File<'t>,
) -> Option<(Attribute, Place)> {
    let place = file.place(at);
    let mut fields = Fields::new(table, "an attribute", at, file);
    let id = fields.required("id")?;
    let name = fields.text("name").unwrap_or(id);
    let mut attribute = Attribute {
        id: id.into(),
        name: name.into(),
        aliases: fields.texts("aliases"),
        kind: fields.choice::<Kind>("kind", &KINDS),
        values: fields.choice::<Cardinality>("values", &["one", "many"]).unwrap_or_default(),
        changes: fields.change("changes"),
        difference: fields
            .choice::<FindingKind>("difference", &["contradiction", "tension"])
            .filter(|kind| matches!(kind, FindingKind::Contradiction | FindingKind::Tension))
            .unwrap_or(FindingKind::Contradiction),
        severity: fields.choice::<Severity>("severity", &SEVERITIES).unwrap_or(Severity::Medium),
        states: Vec::new(),
    };
    let states = fields.tables("state");
    fields.finish();
    attribute.states = states.into_iter().filter_map(|(table, at)| state(table, at, file)).collect();
    if attribute.kind == Some(Kind::State) && attribute.states.is_empty() {
        let message = format!("attribute `{}` is of kind state, but names no states", attribute.id);
        let help = "add [[attribute.state]] entries, each with `id` and `words`";
        file.say(Diagnostic::error("config-states", message).at(place.clone()).help(help));
    }
    Some((attribute, place))
}

fn state<'t>(table: &DeTable<'t>, at: usize, file: &mut File<'t>) -> Option<StateWords> {
    let mut fields = Fields::new(table, "a state", at, file);
    let id = fields.required("id");
    let words = fields.texts("words");
    let denied = fields.text("denied").map(Into::into);
    fields.finish();
    id.map(|id| StateWords { id: id.into(), words, denied, last: false })
}

pub(super) fn source<'t>(
    table: &DeTable<'t>,
    at: usize,
    file: &mut File<'t>,
) -> Option<(Box<str>, SourceConfig)> {
    let place = file.place(at);
    let mut fields = Fields::new(table, "a source", at, file);
    let id = fields.required("id")?;
    let source = SourceConfig {
        reliability: fields.choice("reliability", &["A", "B", "C", "D", "E", "F"]),
        origin: fields.text("origin").map(Into::into),
        independent: fields.flag("independent"),
        place,
    };
    fields.finish();
    Some((id.into(), source))
}

pub(super) fn severity(
    key: &Spanned<DeString<'_>>,
    value: &Spanned<DeValue<'_>>,
    file: &mut File<'_>,
) -> Option<(Box<str>, (Severity, Place))> {
    let place = file.place(key.span().start);
    let severity = match value.get_ref().as_str() {
        Some("none") => Severity::None,
        Some("low") => Severity::Low,
        Some("medium") => Severity::Medium,
        Some("high") => Severity::High,
        _ => {
            let place = file.place(value.span().start);
            let message =
                format!("the severity of `{}` must be one of {}", key.get_ref(), SEVERITIES.join(", "));
            file.say(Diagnostic::error("config-value", message).at(place));
            return None;
        }
    };
    Some((key.get_ref().as_ref().into(), (severity, place)))
}

pub(super) fn waiver<'t>(table: &DeTable<'t>, at: usize, file: &mut File<'t>) -> Option<Waiver> {
    let place = file.place(at);
    let mut fields = Fields::new(table, "a waiver", at, file);
    let finding = fields.text("finding");
    let (check, topic) = (fields.text("check"), fields.text("topic"));
    let values = if topic.is_some() { fields.texts("values") } else { Vec::new() };
    let target = match (finding, check, topic) {
        (Some(id), None, None) => Some(WaiverTarget::Finding(id.into())),
        (None, Some(check), Some(topic)) => {
            Some(WaiverTarget::Topic { check: check.into(), topic: topic.into(), values })
        }
        _ => {
            let help = "give `finding = \"ID\"`, or `check` and `topic` together";
            let message = "a waiver must name one finding, or a check and a topic";
            fields.file.say(Diagnostic::error("config-waiver", message).at(place.clone()).help(help));
            None
        }
    };
    let reason = fields.required("reason").and_then(|_| fields.choice::<Reason>("reason", &Reason::WORDS));
    let owner = fields.required("owner");
    let expires = fields.day("expires");
    let note = fields.text("note").map(Into::into);
    if expires.is_none() && !table.iter().any(|(key, _)| key.get_ref() == "expires") {
        let message = "a waiver without `expires`";
        let help = "add the last day on which it holds: `expires = 2026-12-31`";
        fields.file.say(Diagnostic::error("config-missing", message).at(place.clone()).help(help));
    }
    fields.finish();
    Some(Waiver { target: target?, reason: reason?, note, owner: owner?.into(), expires: expires?, place })
}

/// Says which ids are given twice, and which wholes are not there.
pub(super) fn refuse_twins(config: &Config, file: &mut File<'_>) {
    let mut seen: BTreeMap<(&str, &str), &Place> = BTreeMap::new();
    let entities = config.entities.iter().map(|entity| ("entity", &*entity.id, &entity.place));
    let attributes = config.attributes.iter().map(|(attribute, place)| ("attribute", &*attribute.id, place));
    let mut problems = Vec::new();
    for (what, id, place) in entities.chain(attributes) {
        if let Some(first) = seen.insert((what, id), place) {
            let message = format!("{what} `{id}` is given twice, first in line {}", first.line);
            problems.push(
                Diagnostic::error("config-duplicate", message)
                    .at(place.clone())
                    .help("merge the two entries"),
            );
        }
    }
    for entity in &config.entities {
        let Some(whole) = &entity.within else { continue };
        if !config.entities.iter().any(|other| other.id == *whole) {
            let message = format!("`{}` is within `{whole}`, which is no entity here", entity.id);
            let help = format!("add an [[entity]] with `id = \"{whole}\"`");
            problems.push(Diagnostic::error("config-within", message).at(entity.place.clone()).help(help));
        }
    }
    problems.into_iter().for_each(|problem| file.say(problem));
}
