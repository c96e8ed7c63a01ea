//! A fused table as text.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use rayon::prelude::*;
use serde::Serialize;

use super::{Fused, FusedItem, FusedSource};
use crate::report::escape;

/// How a fused table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading: the conflicts and the sources.
    Table,
    /// A row a value.
    Csv,
    /// One object that holds all.
    Json,
    /// An object a line, one for each item.
    Jsonl,
}

/// What a rendering may depend on besides the result.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns to fill.
    pub width: usize,
    /// Name the sources of each value; in tables, show everything.
    pub verbose: bool,
}

/// The formats with their names and what they are for.
pub const FORMATS: &[(&str, &str, Format)] = &[
    ("table", "the conflicts and the sources, for reading", Format::Table),
    ("csv", "a row for each value", Format::Csv),
    ("json", "one object with items and sources", Format::Json),
    ("jsonl", "an object a line, one for each item", Format::Jsonl),
];

/// Items that a table for reading shows before it says how many more there are.
const SHOWN: usize = 200;
/// Sources that it shows.
const SHOWN_SOURCES: usize = 30;

#[derive(Serialize)]
struct WireItem<'f> {
    entity: &'f str,
    attribute: &'f str,
    candidates: Vec<WireValue<'f>>,
    conflict: bool,
    many: bool,
    sources: usize,
}

#[derive(Serialize)]
struct WireValue<'f> {
    value: &'f str,
    confidence: f64,
    level: crate::model::Level,
    sources: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_by: Option<Vec<&'f str>>,
}

#[derive(Serialize)]
struct WireSource<'f> {
    source: &'f str,
    reliability: f64,
    judged: f64,
}

/// Writes the result.
///
/// # Errors
/// Only those of `out`.
pub fn write(fused: &Fused, format: Format, style: Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table(fused, style, out),
        Format::Csv => csv(fused, out),
        Format::Json => json(fused, style, out),
        Format::Jsonl => side_by_side(fused, out, |item, text| line(&wire(fused, item, style.verbose), text)),
    }
}

/// Writes the sources alone, as CSV.
///
/// # Errors
/// Only those of `out`.
pub fn write_sources(fused: &Fused, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "source,reliability,judged")?;
    for source in fused.sources() {
        writeln!(
            out,
            "{},{},{}",
            quoted(source.source),
            rounded(source.reliability),
            rounded(source.judged)
        )?;
    }
    Ok(())
}

/// Four digits say more than the model knows; they keep small values apart.
fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

fn line(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    escape::json(value, false, out)?;
    out.write_all(b"\n")
}

fn wire<'f>(fused: &'f Fused, item: &FusedItem<'f>, verbose: bool) -> WireItem<'f> {
    let candidates = item.candidates.iter().map(|value| WireValue {
        value: value.value,
        confidence: rounded(value.confidence),
        level: value.level,
        sources: value.sources,
        said_by: verbose.then(|| fused.said_by(value).collect()),
    });
    WireItem {
        entity: item.entity,
        attribute: item.attribute,
        candidates: candidates.collect(),
        conflict: item.is_conflict(),
        many: item.many,
        sources: item.sources,
    }
}

fn json(fused: &Fused, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (rounds, converged) = fused.rounds();
    write!(
        out,
        "{{\"schema_version\":1,\"claims\":{},\"rounds\":{rounds},\"converged\":{converged},\n\"items\":[",
        fused.claims()
    )?;
    for at in 0..fused.items() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        escape::json(&wire(fused, &fused.item(at), style.verbose), false, out)?;
    }
    out.write_all(b"\n],\n\"sources\":[")?;
    for (at, source) in fused.sources().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let FusedSource { source, reliability, judged } = source;
        escape::json(
            &WireSource { source, reliability: rounded(reliability), judged: rounded(judged) },
            false,
            out,
        )?;
    }
    out.write_all(b"\n]}\n")
}

/// Items that are put into words in one go, and how many such runs are held before they are written.
const RUN: usize = 4096;
const RUNS: usize = 16;

/// Puts items into words on all cores and writes them in their order.
fn side_by_side(
    fused: &Fused,
    out: &mut dyn Write,
    put: impl Fn(&FusedItem<'_>, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let starts: Vec<usize> = (0..fused.items()).step_by(RUN).collect();
    for starts in starts.chunks(RUNS) {
        let texts = starts.par_iter().map(|start| {
            let mut text = Vec::new();
            let items = *start..(start + RUN).min(fused.items());
            items.map(|item| fused.item(item)).try_for_each(|item| put(&item, &mut text)).map(|()| text)
        });
        for text in texts.collect::<io::Result<Vec<_>>>()? {
            out.write_all(&text)?;
        }
    }
    Ok(())
}

fn csv(fused: &Fused, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "entity,attribute,value,confidence,level,sources,conflict")?;
    side_by_side(fused, out, |item, text| {
        let (entity, attribute) = (quoted(item.entity), quoted(item.attribute));
        for value in &item.candidates {
            for cell in [&*entity, &*attribute, &*quoted(value.value)] {
                text.extend_from_slice(cell.as_bytes());
                text.push(b',');
            }
            let (confidence, level) = (rounded(value.confidence), value.level.word());
            writeln!(text, "{confidence},{level},{},{}", value.sources, item.is_conflict())?;
        }
        Ok(())
    })
}

/// A cell of CSV that no spreadsheet takes for a formula.
fn quoted(text: &str) -> Cow<'_, str> {
    let plain = |mark: u8| mark.is_ascii_alphanumeric() || mark == b'.';
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let safe = escape::cell(text);
    if safe.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", safe.replace('"', "\"\"")))
    } else {
        safe
    }
}

fn table(fused: &Fused, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut items = new_table(style, ["Entity", "Attribute", "Value", "Confidence", "Sources"]);
    let (mut conflicts, mut shown) = (0, 0);
    for item in (0..fused.items()).map(|item| fused.item(item)) {
        conflicts += usize::from(item.is_conflict());
        if shown >= SHOWN || !(style.verbose || item.is_conflict()) {
            continue;
        }
        shown += 1;
        for (at, value) in item.candidates.iter().enumerate() {
            let (entity, attribute) = if at == 0 { (item.entity, item.attribute) } else { ("", "") };
            items.add_row([
                escape::line(entity).into_owned(),
                escape::line(attribute).into_owned(),
                escape::line(value.value).into_owned(),
                format!("{} ({:.2})", value.level.word(), value.confidence),
                format!("{} of {}", value.sources, item.sources),
            ]);
        }
    }
    if shown > 0 {
        writeln!(out, "{items}")?;
    }
    let all = if style.verbose { fused.items() } else { conflicts };
    if all > shown {
        writeln!(out, "… and {} more; --format jsonl or csv holds all of them", all - shown)?;
    }
    writeln!(out, "{conflicts} of {} items are in conflict, {} claims.", fused.items(), fused.claims())?;
    sources(fused, style, out)?;
    writeln!(out, "Confidence measures agreement among the sources given, not truth.")
}

fn sources(fused: &Fused, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut known: Vec<FusedSource<'_>> = fused.sources().collect();
    let all = known.len();
    known.sort_by(|one, other| other.judged.total_cmp(&one.judged).then(one.source.cmp(other.source)));
    if known.is_empty() {
        return Ok(());
    }
    known.truncate(SHOWN_SOURCES);
    let mut table = new_table(style, ["Source", "Reliability", "Judged by"]);
    for source in &known {
        table.add_row([
            escape::line(source.source).into_owned(),
            format!("{:.2}", source.reliability),
            format!("{:.0} claims that others speak on", source.judged),
        ]);
    }
    writeln!(out, "\n{table}")?;
    if all > known.len() {
        writeln!(out, "… and {} more sources; --sources FILE holds all of them", all - known.len())?;
    }
    Ok(())
}

fn new_table<const N: usize>(style: Style, headings: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(style.width).unwrap_or(u16::MAX)).set_header(headings);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Left);
    }
    table
}
