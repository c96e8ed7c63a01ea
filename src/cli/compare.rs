//! `crosscheck compare`: how two statements relate.

use std::io::BufRead;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use crosscheck::entail::{Label, Verdict, compare};
use crosscheck::report::escape;
use serde_json::{Map, Value as Json, json};

use super::terminal::Terminal;
use super::{Outcome, values};

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// What is given; with --batch a file of JSON Lines, where - or nothing is standard input
    #[arg(value_name = "A", required_unless_present = "batch")]
    given: Option<String>,
    /// What is to be judged by it
    #[arg(value_name = "B", required_unless_present = "batch", conflicts_with = "batch")]
    judged: Option<String>,
    /// How to write the answer
    #[arg(short, long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Read JSON Lines with `a` and `b`, and write each line again with `label` (entailment, contradiction or neutral),
    /// `why`, the `rule` that decided and the `signals` that were weighed
    #[arg(long)]
    batch: bool,
}

/// How to write an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Two lines, for reading
    Table,
    /// One JSON object
    Json,
}

pub(super) fn run(args: &CompareArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if args.batch {
        let file = args.given.as_deref().unwrap_or("-");
        let mut input = values::open(&PathBuf::from(file)).with_context(|| format!("cannot read {file}"))?;
        return batch(&mut *input, terminal);
    }
    let verdict =
        compare(args.given.as_deref().unwrap_or_default(), args.judged.as_deref().unwrap_or_default());
    terminal.print(|out| match args.format {
        Format::Json => writeln!(out, "{}", Json::Object(wire(&verdict))),
        Format::Table => {
            writeln!(out, "{}: {}", verdict.label.name(), meaning(verdict.label))?;
            writeln!(out, "why: {} ({})", escape::line(&verdict.why), verdict.rule)
        }
    })?;
    Ok(Outcome::Fine)
}

/// What a label says of the two statements.
fn meaning(label: Label) -> &'static str {
    match label {
        Label::Entailment => "when A holds, B holds",
        Label::Contradiction => "A and B cannot both hold",
        Label::Neutral => "A leaves open whether B holds",
    }
}

fn wire(verdict: &Verdict) -> Map<String, Json> {
    // Signals are shown to three places, which is more than they mean.
    let signals: Map<String, Json> = verdict
        .signals
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!((value * 1000.0).round() / 1000.0)))
        .collect();
    [
        ("label", json!(verdict.label.name())),
        ("why", json!(verdict.why)),
        ("rule", json!(verdict.rule)),
        ("signals", Json::Object(signals)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
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
    let mut object: Map<String, Json> = serde_json::from_str(line).context("not a JSON object")?;
    let field = |name: &str| {
        let field = object.get(name).with_context(|| format!("no `{name}`"))?;
        field.as_str().with_context(|| format!("`{name}` is not a text"))
    };
    let verdict = compare(field("a")?, field("b")?);
    object.extend(wire(&verdict));
    Ok(Json::Object(object))
}
