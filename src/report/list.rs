//! Lists of what a run holds: sources, entities, attributes, topics, findings, claims, diagnostics.
//!
//! As a table for people, as tab-separated text for pipes and spreadsheets, as JSON for programs; the columns are the
//! same in all three.

use std::io;

use comfy_table::{Cell, ColumnConstraint};
use serde_json::{Map, Value as Json};
use unicode_width::UnicodeWidthStr as _;

use super::page::{Look, Page, aligned, cell};
use super::{Style, escape, outline, words};
use crate::model::{Anchor, Cardinality, Change, ClaimOrigin, FactIx, Report, Status, TopicIx};

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Articles.
    Sources,
    /// Who and what is spoken of.
    Entities,
    /// What is stated of them.
    Attributes,
    /// Topics, those with problems first.
    Topics,
    /// Problems, worst first; agreements and scope differences too when everything is asked for.
    Findings,
    /// Claims with the values read from them.
    Claims,
    /// What was wrong with inputs.
    Diagnostics,
}

impl Listing {
    /// All of them with their names, in the order in which help shows them.
    pub const ALL: [(&'static str, Self); 7] = [
        ("sources", Self::Sources),
        ("entities", Self::Entities),
        ("attributes", Self::Attributes),
        ("topics", Self::Topics),
        ("findings", Self::Findings),
        ("claims", Self::Claims),
        ("diagnostics", Self::Diagnostics),
    ];
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For reading.
    Table,
    /// Tab-separated, a header line first.
    Plain,
    /// An array of objects.
    Json,
}

impl Shape {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 3] =
        [("table", Self::Table), ("plain", Self::Plain), ("json", Self::Json)];
}

/// Writes a list.
///
/// # Errors
/// Those of `out`.
pub fn list(
    report: &Report,
    what: Listing,
    shape: Shape,
    style: Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let rows = match what {
        Listing::Sources => sources(report),
        Listing::Entities => entities(report),
        Listing::Attributes => attributes(report),
        Listing::Topics => topics(report),
        Listing::Findings => findings(report, style),
        Listing::Claims => claims(report),
        Listing::Diagnostics => diagnostics(report),
    };
    match shape {
        Shape::Table => out.write_all(table(&rows, style).as_bytes()),
        Shape::Plain => plain(&rows, out),
        Shape::Json => json(&rows, out),
    }
}

/// Columns that the other cells of a row need to stay readable beside an id.
const OTHERS: usize = 48;

/// A list: the names of its columns, and a value for each in each row.
struct Rows {
    columns: &'static [&'static str],
    /// Columns that a table leaves to those who ask for everything: they would squeeze the others.
    aside: &'static [&'static str],
    rows: Vec<Vec<Json>>,
}

fn table(rows: &Rows, style: Style) -> String {
    let mut page = Page::new(style);
    if rows.rows.is_empty() {
        page.put(0, 0, &[super::page::text("There are none.")]);
        return page.finish();
    }
    let mut table = aligned();
    let shows = |at: usize| style.verbose || !rows.aside.contains(&rows.columns[at]);
    let kept = |row: &[Json]| -> Vec<Cell> {
        let shown = row.iter().enumerate().filter(|(at, _)| shows(*at));
        shown.map(|(_, value)| cell(Look::Plain, self::shown(value))).collect()
    };
    let heads = rows.columns.iter().enumerate().filter(|(at, _)| shows(*at));
    table.set_header(heads.map(|(_, column)| cell(Look::Strong, column.replace('_', " "))));
    for row in &rows.rows {
        table.add_row(kept(row));
    }
    // Ids are there to be copied, so they are not broken where that leaves room for the rest.
    let widest = rows.rows.iter().map(|row| shown(&row[0]).width()).max().unwrap_or(0);
    if let Some(column) = table.column_mut(0).filter(|_| widest + OTHERS <= page.width()) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    page.table(0, table);
    page.finish()
}

fn plain(rows: &Rows, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{}", rows.columns.join("\t"))?;
    for row in &rows.rows {
        let cells: Vec<_> = row.iter().map(|value| escape::cell(&shown(value)).into_owned()).collect();
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}

fn json(rows: &Rows, out: &mut dyn io::Write) -> io::Result<()> {
    let object = |row: &Vec<Json>| -> Map<String, Json> {
        rows.columns.iter().map(|name| (*name).to_owned()).zip(row.iter().cloned()).collect()
    };
    escape::json(&rows.rows.iter().map(object).collect::<Vec<_>>(), true, out)?;
    out.write_all(b"\n")
}

fn shown(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Number(number) => match number.as_f64().filter(|_| !number.is_u64()) {
            Some(ratio) => format!("{ratio:.2}"),
            None => number.to_string(),
        },
        Json::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn optional(text: Option<&str>) -> Json {
    text.map_or(Json::Null, Json::from)
}

fn sources(report: &Report) -> Rows {
    let rows = report.sources.iter().map(|summary| {
        let source = &summary.source;
        vec![
            Json::from(&*source.id),
            optional(source.publisher.as_deref()),
            optional(source.title.as_deref()),
            source.published.as_ref().map_or(Json::Null, |range| words::iso_date(range).into()),
            Json::from(&*summary.origin),
            source.reliability.map_or(Json::Null, |letter| format!("{letter:?}").into()),
            summary.learnt_reliability.map_or(Json::Null, Json::from),
            summary.claims.into(),
            Json::from(&*source.path),
        ]
    });
    Rows {
        columns: &[
            "id",
            "publisher",
            "title",
            "published",
            "origin",
            "reliability",
            "learnt",
            "claims",
            "path",
        ],
        aside: &["title", "path"],
        rows: rows.collect(),
    }
}

fn entities(report: &Report) -> Rows {
    let mut topics = vec![0_usize; report.entities.len()];
    for topic in &report.topics {
        topics[topic.key.entity.at()] += 1;
    }
    let rows = report.entities.iter().map(|(ix, entity)| {
        vec![
            Json::from(&*entity.id),
            Json::from(&*entity.name),
            optional(entity.kind.as_deref()),
            entity.aliases.iter().map(|alias| Json::from(&**alias)).collect(),
            entity.within.map_or(Json::Null, |whole| Json::from(&*report.entities.get(whole).id)),
            Json::from(if entity.configured { "configured" } else { "met" }),
            topics[ix.at()].into(),
        ]
    });
    Rows {
        columns: &["id", "name", "kind", "aliases", "within", "known", "topics"],
        aside: &[],
        rows: rows.collect(),
    }
}

fn attributes(report: &Report) -> Rows {
    let mut topics = vec![0_usize; report.attributes.iter().count()];
    for topic in &report.topics {
        topics[topic.key.attribute.at()] += 1;
    }
    let rows = report.attributes.iter().map(|(ix, attribute)| {
        vec![
            Json::from(&*attribute.id),
            Json::from(&*attribute.name),
            attribute.kind.map_or(Json::Null, |kind| serde_json::to_value(kind).unwrap_or_default()),
            Json::from(match attribute.values {
                Cardinality::One => "one",
                Cardinality::Many => "many",
            }),
            Json::from(match attribute.changes {
                Change::Never => "never",
                Change::Slowly => "slowly",
                Change::Quickly => "quickly",
            }),
            Json::from(words::kind(attribute.difference)),
            Json::from(words::severity(attribute.severity)),
            topics[ix.at()].into(),
        ]
    });
    Rows {
        columns: &["id", "name", "kind", "values", "changes", "difference", "severity", "topics"],
        aside: &["difference"],
        rows: rows.collect(),
    }
}

fn topics(report: &Report) -> Rows {
    let mut open = vec![0_usize; report.topics.len()];
    for finding in report.problems().filter(|finding| outline::is_shown(finding, Style::default())) {
        if let Some(topic) = finding.topic {
            open[topic.at()] += 1;
        }
    }
    let rows = report.topics.iter().zip(open).map(|(topic, open)| {
        let best = topic.candidates.first();
        vec![
            Json::from(&*topic.id),
            report.topic_title(topic).into(),
            best.map_or(Json::Null, |candidate| candidate.value.to_string().into()),
            best.map_or(Json::Null, |candidate| words::level(&candidate.confidence).into()),
            topic.candidates.len().into(),
            topic.origins.into(),
            open.into(),
        ]
    });
    Rows {
        columns: &["id", "title", "best_supported", "confidence", "values", "origins", "problems"],
        aside: &["title", "values"],
        rows: rows.collect(),
    }
}

fn findings(report: &Report, style: Style) -> Rows {
    let all = report.findings.iter().filter(|finding| style.verbose || finding.is_problem());
    let rows = all.filter(|finding| outline::is_shown(finding, style)).map(|finding| {
        vec![
            Json::from(finding.id.as_str()),
            Json::from(words::severity(finding.severity)),
            Json::from(words::kind(finding.kind)),
            Json::from(finding.check),
            Json::from(&*finding.message),
            words::disposition(finding).map_or_else(|| Json::from("new"), Json::from),
        ]
    });
    Rows {
        columns: &["id", "severity", "kind", "check", "message", "disposition"],
        aside: &["check", "disposition"],
        rows: rows.collect(),
    }
}

fn claims(report: &Report) -> Rows {
    let mut fact_of: Vec<Option<FactIx>> = vec![None; report.claims.len()];
    for (at, fact) in report.facts.iter().enumerate() {
        fact_of[fact.claim.at()] = Some(FactIx::new(at));
    }
    let rows = report.claims.iter().zip(fact_of).map(|(claim, fact)| {
        let fact = fact.map(|ix| report.fact(ix));
        let topic = |ix: TopicIx| Json::from(&*report.topic(ix).id);
        vec![
            format!("{}/{}", report.source(claim.source).id, claim.id).into(),
            Json::from(&*claim.subject),
            Json::from(&*claim.attribute),
            Json::from(&*claim.value),
            fact.map_or(Json::Null, |fact| words::stated(fact).into()),
            fact.map_or(Json::Null, |fact| topic(fact.topic)),
            Json::from(&*claim.quote),
            Json::from(anchor(&claim.anchor)),
            Json::from(match claim.status {
                Status::Proposed => "proposed",
                Status::Accepted => "accepted",
                Status::Rejected => "rejected",
            }),
            Json::from(match &claim.origin {
                ClaimOrigin::Extracted => "extracted",
                ClaimOrigin::Manual => "manual",
                ClaimOrigin::Model(name) => name,
            }),
        ]
    });
    Rows {
        columns: &[
            "id",
            "subject",
            "attribute",
            "value",
            "read_as",
            "topic",
            "quote",
            "quote_is",
            "status",
            "origin",
        ],
        aside: &["topic", "quote", "status", "origin"],
        rows: rows.collect(),
    }
}

fn anchor(anchor: &Anchor) -> &'static str {
    match anchor {
        Anchor::Exact(_) => "verbatim",
        Anchor::Drifted { .. } => "drifted",
        Anchor::Stitched(_) => "stitched",
        Anchor::Missing { .. } => "not found",
    }
}

fn diagnostics(report: &Report) -> Rows {
    let rows = report.diagnostics.iter().map(|diagnostic| {
        let place = diagnostic.place.as_ref();
        vec![
            Json::from(diagnostic.level.word()),
            Json::from(diagnostic.code),
            place
                .map_or(Json::Null, |place| format!("{}:{}:{}", place.file, place.line, place.column).into()),
            Json::from(&*diagnostic.message),
            optional(diagnostic.help.as_deref()),
        ]
    });
    Rows { columns: &["level", "code", "place", "message", "help"], aside: &[], rows: rows.collect() }
}
