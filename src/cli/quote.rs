//! `crosscheck quote`: is it in a source, and where.

use clap::Args;
use crosscheck::model::Anchor;
use crosscheck::pipeline;
use crosscheck::quote::{self, Quote};
use crosscheck::report::escape;
use crosscheck::text::{LineIndex, Span};
use crosscheck::workspace::Workspace;

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `quote`.
#[derive(Debug, Args)]
pub(crate) struct QuoteArgs {
    /// The words to look for
    text: String,
    /// Only in these sources
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
}

/// Exit status 0 when the words stand verbatim somewhere, 1 when not.
pub(super) fn run(global: &Global, args: &QuoteArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let material = pipeline::read(&workspace, u64::from(global.max_file_size) << 20)?;
    analysis::check_ids(&args.sources, &material.sources)?;
    let mut sources = material.sources;
    sources
        .retain(|source| args.sources.is_empty() || args.sources.iter().any(|wanted| **wanted == *source.id));
    let found = quote::find(Quote { text: &args.text, ..Quote::default() }, &sources);
    let is_verbatim = |anchor: &Anchor| {
        anchor.is_exact() || matches!(anchor, Anchor::Drifted { similarity, .. } if *similarity >= 1.0)
    };
    let is_nowhere = found.iter().all(|(_, anchor)| matches!(anchor, Anchor::Missing { .. }));
    terminal.print(|out| {
        for (ix, anchor) in &found {
            let source = &sources[ix.at()];
            let lines = LineIndex::new(&source.text);
            let place = |span: Span| {
                let at = lines.line_column(&source.text, span.start());
                let words = span.of(&source.text).unwrap_or_default();
                escape::line(&format!("{}:{}:{}: “{words}”", source.path, at.line, at.column)).into_owned()
            };
            match anchor {
                Anchor::Exact(span) => writeln!(out, "verbatim  {}", place(*span))?,
                Anchor::Drifted { span, similarity } if *similarity >= 1.0 => {
                    writeln!(out, "verbatim, set otherwise  {}", place(*span))?;
                }
                Anchor::Drifted { span, similarity } => {
                    writeln!(out, "similar ({similarity:.2})  {}", place(*span))?;
                }
                Anchor::Stitched(spans) => {
                    writeln!(out, "stitched from {} places", spans.len())?;
                    for span in spans {
                        writeln!(out, "  {}", place(*span))?;
                    }
                }
                Anchor::Missing { nearest } => {
                    if let Some(span) = nearest.filter(|_| is_nowhere) {
                        writeln!(out, "not found; nearest  {}", place(span))?;
                    }
                }
            }
        }
        if found.is_empty() {
            writeln!(out, "not found in {} sources, nor anything near it", sources.len())?;
        }
        Ok(())
    })?;
    let excerpts: Vec<&str> =
        sources.iter().filter(|source| source.quote_only).map(|source| &*source.id).collect();
    if is_nowhere && !excerpts.is_empty() {
        terminal.note(&format!(
            "of {} only quotes are kept here: the words may stand in what is not",
            escape::line(&excerpts.join(", "))
        ));
    }
    Ok(if found.iter().any(|(_, anchor)| is_verbatim(anchor)) { Outcome::Fine } else { Outcome::Findings })
}
