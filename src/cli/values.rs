//! `crosscheck values`: every value in a text.

use std::io::{self, BufRead, Read as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use crosscheck::report::escape;
use crosscheck::value::{Context, Reading, read, wire};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::Outcome;
use super::terminal::Terminal;

/// Arguments of `values`.
#[derive(Debug, Args)]
pub(crate) struct ValuesArgs {
    /// The text to read; - is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// How to write what was found
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The day that "yesterday" and "last October" count from
    #[arg(long, value_name = "DAY", value_parser = super::args::day)]
    reference: Option<Date>,
    /// Read JSON Lines with `text` and perhaps `reference_time`, and write each line again with its values in `pred`;
    /// offsets count characters, and a value may have several entries, from its widest words to its bare numeral
    #[arg(long)]
    batch: bool,
}

/// How to write values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line a value, for reading
    Table,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &ValuesArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let name = args.file.display().to_string();
    let mut input = open(&args.file).with_context(|| format!("cannot read {name}"))?;
    if args.batch {
        return batch(&mut *input, args.reference, terminal);
    }
    let mut text = String::new();
    input.read_to_string(&mut text).with_context(|| format!("cannot read {name}"))?;
    let context = Context { reference: args.reference };
    let readings = read(&text, context);
    terminal.print(|out| match args.format {
        Format::Json => writeln!(out, "{}", json!({ "values": wire::entries(&text, &readings, context) })),
        Format::Table => {
            let rows: Vec<[String; 4]> = readings.iter().map(|reading| row(&text, reading)).collect();
            let width =
                |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or_default().min(40);
            let widths = [width(0), width(1), width(2)];
            for [place, kind, value, rest] in &rows {
                let [a, b, c] = widths;
                writeln!(out, "{place:<a$}  {kind:<b$}  {value:<c$}  {rest}")?;
            }
            Ok(())
        }
    })?;
    Ok(Outcome::Fine)
}

fn row(text: &str, reading: &Reading) -> [String; 4] {
    let words = reading.span.of(text).unwrap_or_default();
    let kind = format!("{:?}", reading.value.kind()).to_lowercase();
    let rules = reading.rules.join(", ");
    [
        format!("{}-{}", reading.span.start(), reading.span.end()),
        kind,
        escape::line(&reading.value.to_string()).into_owned(),
        format!("“{}”  {rules}", escape::line(words)),
    ]
}

/// One line in, one line out; a line that is no JSON ends the run with its number.
fn batch(input: &mut dyn BufRead, reference: Option<Date>, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut failure = None;
    terminal.print(|out| {
        for (at, line) in input.lines().enumerate() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            match with_values(&line, reference) {
                Ok(object) => writeln!(out, "{object}")?,
                Err(error) => {
                    failure = Some(error.context(format!("line {}", at + 1)));
                    break;
                }
            }
        }
        Ok(())
    })?;
    failure.map_or(Ok(Outcome::Fine), Err)
}

fn with_values(line: &str, reference: Option<Date>) -> anyhow::Result<Json> {
    let mut object: Json = serde_json::from_str(line).context("not a JSON object")?;
    let text = object.get("text").and_then(Json::as_str).context("no text")?;
    let day = object.get("reference_time").and_then(Json::as_str);
    let day = day.and_then(|time| time.get(..10)).and_then(|day| day.parse().ok()).or(reference);
    let context = Context { reference: day };
    object["pred"] = Json::Array(wire::entries(text, &read(text, context), context));
    Ok(object)
}

/// A file, or standard input for `-`.
pub(super) fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(io::BufReader::with_capacity(1 << 16, std::fs::File::open(path)?)))
}
