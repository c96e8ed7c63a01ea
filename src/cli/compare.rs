//! `crosscheck compare`: how two statements relate.

use std::io::BufRead;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use crosscheck::entail::{Verdict, compare};
use crosscheck::report::escape;
use serde_json::{Value as Json, json};

use super::terminal::Terminal;
use super::{Outcome, values};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// What is given; with --batch a file of JSON Lines, where - is standard input
    #[arg(value_name = "A")]
    given: String,
    /// What is to be judged by it
    #[arg(value_name = "B", required_unless_present = "batch")]
    judged: Option<String>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Read JSON Lines with `a` and `b`, and write each line again with `label` (entailment, contradiction or neutral)
    /// and `why`
    #[arg(long)]
    batch: bool,
}

pub(super) fn run(args: &CompareArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if args.batch {
        let mut input = values::open(&PathBuf::from(&args.given))
            .with_context(|| format!("cannot read {}", args.given))?;
        return batch(&mut *input, terminal);
    }
    let verdict = compare(&args.given, args.judged.as_deref().unwrap_or_default());
    terminal.print(|out| {
        if args.json {
            return writeln!(out, "{}", wire(&verdict));
        }
        writeln!(out, "{}: {}", verdict.label.name(), escape::line(&verdict.why))
    })?;
    Ok(Outcome::Fine)
}

fn wire(verdict: &Verdict) -> Json {
    json!({ "label": verdict.label.name(), "why": verdict.why, "rule": verdict.rule })
}

fn batch(input: &mut dyn BufRead, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let mut failure = None;
    terminal.print(|out| {
        for (at, line) in input.lines().enumerate() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            match judged(&line) {
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

fn judged(line: &str) -> anyhow::Result<Json> {
    let mut object: Json = serde_json::from_str(line).context("not a JSON object")?;
    let field = |name: &str| object.get(name).and_then(Json::as_str).with_context(|| format!("no {name}"));
    let verdict = compare(field("a")?, field("b")?);
    let Json::Object(fields) = wire(&verdict) else { return Ok(object) };
    for (name, value) in fields {
        object[&name] = value;
    }
    Ok(object)
}
