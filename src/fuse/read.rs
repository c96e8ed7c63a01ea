//! Claims tables read row by row: CSV and its kin, and JSON Lines.

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;

use super::table::{ClaimsTable, Row};
use crate::diagnostic::Diagnostic;
use crate::model::{Place, Reliability};

/// How a claims table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Columns with a heading; commas, semicolons or tabs between them.
    Csv,
    /// A JSON object a line.
    Jsonl,
}

/// What reading came to, beside the table.
#[derive(Debug, Default)]
pub struct Reading {
    /// Rows that could not be read; the first few of them are told in `problems`.
    pub bad_rows: usize,
    /// Rows without a value ("n/a", "-"), which claim nothing.
    pub empty_rows: usize,
    /// What was wrong, with lines.
    pub problems: Vec<Diagnostic>,
}

/// Why a table could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The file itself.
    #[error("cannot read")]
    Io(#[from] io::Error),
    /// There is nothing in it.
    #[error("it is empty; the first line names the columns: source, entity, attribute, value")]
    Empty,
    /// A column that must be there is not.
    #[error("no column {column}; the columns are {found}, and source, entity and value are needed")]
    Column {
        /// The one that is missing.
        column: &'static str,
        /// Those that are there.
        found: String,
    },
    /// A bad row, when bad rows are not to be skipped.
    #[error("{0}")]
    Strict(Box<Diagnostic>),
}

/// Bad rows that are told one by one.
const TOLD: usize = 20;

/// The columns: name, other names that tables of triples use, whether it must be there.
const COLUMNS: [(&str, &[&str], bool); 7] = [
    ("source", &[], true),
    ("entity", &["object"], true),
    ("attribute", &["property"], false),
    ("value", &[], true),
    ("as_of", &[], false),
    ("reliability", &[], false),
    ("weight", &[], false),
];

/// Reads a table. `name` is the file as messages call it; `progress` is told the number of rows now and then.
///
/// # Errors
/// When the file cannot be read, lacks a column, or, with `strict`, holds a bad row.
pub fn read(
    input: impl BufRead + Send,
    format: Input,
    name: &str,
    strict: bool,
    progress: &mut dyn FnMut(usize),
) -> Result<(ClaimsTable, Reading), ReadError> {
    let accounts =
        Accounts { table: ClaimsTable::default(), reading: Reading::default(), strict, name: name.into() };
    let mut sink = Sink { accounts, progress };
    match format {
        Input::Csv => read_csv(input, &mut sink)?,
        Input::Jsonl => read_jsonl(input, &mut sink)?,
    }
    Ok((sink.accounts.table, sink.accounts.reading))
}

/// Which way a table is written, by its file's ending, else by its first bytes.
#[must_use]
pub fn guess(ending: Option<&str>, beginning: &[u8]) -> Input {
    match ending {
        Some("jsonl" | "ndjson" | "json") => Input::Jsonl,
        Some("csv" | "tsv" | "tab") => Input::Csv,
        _ if beginning.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') => Input::Jsonl,
        _ => Input::Csv,
    }
}

struct Sink<'p> {
    accounts: Accounts,
    progress: &'p mut dyn FnMut(usize),
}

impl Sink<'_> {
    fn row(&mut self, fields: &Fields<'_>, line: u64) -> Result<(), ReadError> {
        let before = self.accounts.table.len();
        if let Some(row) = self.accounts.checked(fields, line)? {
            self.accounts.table.push(&row);
            if (before + 1).is_multiple_of(100_000) {
                (self.progress)(before + 1);
            }
        }
        Ok(())
    }
}

/// What has been read, and what was wrong with it.
struct Accounts {
    table: ClaimsTable,
    reading: Reading,
    strict: bool,
    name: Arc<str>,
}

impl Accounts {
    /// Takes a batch into the table.
    fn take(&mut self, batch: &Batch, columns: [Option<usize>; 7]) -> Result<(), ReadError> {
        let mut rows = Vec::with_capacity(batch.filled);
        for record in &batch.records[..batch.filled] {
            let line = record.position().map_or(0, csv::Position::line);
            match fields(record, columns) {
                Ok(fields) => rows.extend(self.checked(&fields, line)?),
                Err(why) => self.bad(why, line)?,
            }
        }
        self.table.extend(&rows);
        Ok(())
    }

    /// The row, unless it claims nothing or is bad, which is counted.
    fn checked<'r>(&mut self, fields: &Fields<'r>, line: u64) -> Result<Option<Row<'r>>, ReadError> {
        match fields.row() {
            Ok(Some(row)) => return Ok(Some(row)),
            Ok(None) => self.reading.empty_rows += 1,
            Err(why) => self.bad(why, line)?,
        }
        Ok(None)
    }

    fn bad(&mut self, why: impl Into<Box<str>>, line: u64) -> Result<(), ReadError> {
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let problem =
            Diagnostic::error("claims-row", why).at(Place { file: Arc::clone(&self.name), line, column: 1 });
        if self.strict {
            return Err(ReadError::Strict(Box::new(problem)));
        }
        self.reading.bad_rows += 1;
        if self.reading.bad_rows <= TOLD {
            self.reading.problems.push(problem);
        }
        Ok(())
    }
}

/// The fields of one row, as text.
#[derive(Debug, Default)]
struct Fields<'r> {
    source: &'r str,
    entity: &'r str,
    attribute: &'r str,
    value: &'r str,
    as_of: &'r str,
    reliability: &'r str,
    weight: &'r str,
}

impl<'r> Fields<'r> {
    /// The row; nothing when it claims nothing; what is wrong with it otherwise.
    fn row(&self) -> Result<Option<Row<'r>>, String> {
        let (source, entity, value) = (self.source.trim(), self.entity.trim(), self.value.trim());
        if source.is_empty() || entity.is_empty() {
            let missing = if source.is_empty() { "source" } else { "entity" };
            return Err(format!("no {missing}"));
        }
        if is_empty(value) {
            return Ok(None);
        }
        let as_of = match self.as_of.trim() {
            "" => None,
            text => Some(
                text.parse::<Date>().map_err(|_| format!("as_of is no day such as 2026-05-31: {text}"))?,
            ),
        };
        let reliability = match self.reliability.trim() {
            "" => None,
            text => Some(letter(text).ok_or_else(|| format!("reliability is none of A to F: {text}"))?),
        };
        let weight = match self.weight.trim() {
            "" => None,
            text => match text.parse::<f64>() {
                Ok(weight) if (0.0..=1.0).contains(&weight) => Some(weight),
                _ => return Err(format!("weight is no number from 0 to 1: {text}")),
            },
        };
        let attribute = self.attribute.trim();
        Ok(Some(Row { source, entity, attribute, value, as_of, reliability, weight }))
    }
}

fn letter(text: &str) -> Option<Reliability> {
    Some(match text {
        "A" | "a" => Reliability::A,
        "B" | "b" => Reliability::B,
        "C" | "c" => Reliability::C,
        "D" | "d" => Reliability::D,
        "E" | "e" => Reliability::E,
        "F" | "f" => Reliability::F,
        _ => return None,
    })
}

/// Words of cells that say that there is no value, and words that such cells begin with.
const NOTHING: [&str; 19] = [
    "n/a",
    "na",
    "n.a",
    "none",
    "null",
    "nan",
    "nil",
    "unknown",
    "unk",
    "not available",
    "not provided",
    "not applicable",
    "not known",
    "not reported",
    "no data",
    "no information",
    "missing",
    "tbd",
    "tba",
];
const NOTHING_MORE: [&str; 4] = ["not available ", "not provided ", "no data ", "no information "];

/// Whether a cell says that there is no value.
fn is_empty(value: &str) -> bool {
    let first = value.as_bytes().first().copied().unwrap_or(b'-');
    if first.is_ascii_digit() {
        return false;
    }
    let words = value.trim_matches(['-', '–', '—', '.', '?', '*', ' ', '#', '(', ')', '[', ']', '<', '>']);
    if words.is_empty() {
        return !value.contains('#');
    }
    if words.len() > 60
        || !matches!(first.to_ascii_lowercase(), b'n' | b'u' | b'm' | b't' | 0..b'0' | b'<' | b'[' | b'?')
    {
        return false;
    }
    let words = words.to_ascii_lowercase();
    NOTHING.contains(&words.as_str()) || NOTHING_MORE.iter().any(|nothing| words.starts_with(nothing))
}

fn read_csv(mut input: impl BufRead + Send, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let delimiter = delimiter(input.fill_buf()?);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 18)
        .from_reader(input);
    let headings = reader.byte_headers().map_err(io_error)?.clone();
    let names: Vec<String> = headings
        .iter()
        .map(|name| String::from_utf8_lossy(name).trim().trim_start_matches('\u{feff}').to_lowercase())
        .collect();
    if names.iter().all(String::is_empty) {
        return Err(ReadError::Empty);
    }
    let columns = columns(&names)?;
    let mut batch = Batch::default();
    let mut next = Batch::default();
    batch.fill(&mut reader)?;
    while batch.filled > 0 {
        // While one batch goes into the table, the next is taken apart.
        let (filled, taken) = rayon::join(|| next.fill(&mut reader), || sink.accounts.take(&batch, columns));
        taken?;
        filled?;
        (sink.progress)(sink.accounts.table.len());
        std::mem::swap(&mut batch, &mut next);
    }
    Ok(())
}

/// Records that go into the table together.
struct Batch {
    records: Vec<csv::ByteRecord>,
    filled: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Self { records: vec![csv::ByteRecord::new(); BATCH], filled: 0 }
    }
}

impl Batch {
    fn fill(&mut self, reader: &mut csv::Reader<impl io::Read>) -> io::Result<()> {
        self.filled = 0;
        while self.filled < BATCH
            && reader.read_byte_record(&mut self.records[self.filled]).map_err(io_error)?
        {
            self.filled += 1;
        }
        Ok(())
    }
}

const BATCH: usize = 8192;

/// The cells of a record that are asked for.
fn fields(record: &csv::ByteRecord, columns: [Option<usize>; 7]) -> Result<Fields<'_>, &'static str> {
    let mut cells = [""; 7];
    for ((cell, at), column) in cells.iter_mut().zip(columns).zip(COLUMNS) {
        match at.map(|at| record.get(at)) {
            None => {}
            Some(Some(found)) => *cell = std::str::from_utf8(found).map_err(|_| "not UTF-8")?,
            Some(None) if column.2 => return Err("too few cells"),
            Some(None) => {}
        }
    }
    let [source, entity, attribute, value, as_of, reliability, weight] = cells;
    Ok(Fields { source, entity, attribute, value, as_of, reliability, weight })
}

fn io_error(error: csv::Error) -> io::Error {
    io::Error::from(error)
}

/// What stands between columns: whichever of comma, semicolon and tab the heading holds most of.
fn delimiter(beginning: &[u8]) -> u8 {
    let heading = beginning.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| heading.iter().filter(|byte| **byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

fn columns(names: &[String]) -> Result<[Option<usize>; 7], ReadError> {
    let mut columns = [None; 7];
    for (place, (name, others, needed)) in columns.iter_mut().zip(COLUMNS) {
        *place = names
            .iter()
            .position(|found| found == name)
            .or_else(|| names.iter().position(|found| others.contains(&found.as_str())));
        if needed && place.is_none() {
            return Err(ReadError::Column { column: name, found: names.join(", ") });
        }
    }
    Ok(columns)
}

/// A line of JSON. Fields that are not known are left alone.
#[derive(Deserialize)]
struct JsonRow<'r> {
    #[serde(borrow)]
    source: Cell<'r>,
    #[serde(borrow, alias = "object")]
    entity: Cell<'r>,
    #[serde(borrow, default, alias = "property")]
    attribute: Cell<'r>,
    #[serde(borrow)]
    value: Cell<'r>,
    #[serde(borrow, default)]
    as_of: Cell<'r>,
    #[serde(borrow, default)]
    reliability: Cell<'r>,
    #[serde(borrow, default)]
    weight: Cell<'r>,
}

/// A JSON value that stands in a cell. Numbers keep their digits.
#[derive(Deserialize, Default)]
#[serde(untagged)]
enum Cell<'r> {
    #[serde(borrow)]
    Text(Cow<'r, str>),
    Truth(bool),
    Number(serde_json::Number),
    #[default]
    Nothing,
}

impl Cell<'_> {
    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Truth(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Nothing => Cow::Borrowed(""),
        }
    }
}

fn read_jsonl(mut input: impl BufRead, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_slice::<JsonRow<'_>>(text) {
            Err(error) => sink.accounts.bad(format!("no claim: {error}"), number)?,
            Ok(row) => {
                let cells = [
                    &row.source,
                    &row.entity,
                    &row.attribute,
                    &row.value,
                    &row.as_of,
                    &row.reliability,
                    &row.weight,
                ]
                .map(Cell::text);
                let [source, entity, attribute, value, as_of, reliability, weight] =
                    [0, 1, 2, 3, 4, 5, 6].map(|at: usize| cells[at].as_ref());
                sink.row(&Fields { source, entity, attribute, value, as_of, reliability, weight }, number)?;
            }
        }
    }
}
