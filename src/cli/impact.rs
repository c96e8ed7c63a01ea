//! `crosscheck impact`: what would change if a source were withdrawn.

use clap::Args;
use crosscheck::model::SourceIx;
use crosscheck::report::escape;
use crosscheck::text::count;
use crosscheck::workspace::Workspace;
use crosscheck::{impact, pipeline};

use super::args::Global;
use super::terminal::Terminal;
use super::{Outcome, analysis};

/// Arguments of `impact`.
#[derive(Debug, Args)]
pub(crate) struct ImpactArgs {
    /// The source to think away, by its id
    source: String,
}

pub(super) fn run(global: &Global, args: &ImpactArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let material = pipeline::read(&workspace, u64::from(global.max_file_size) << 20)?;
    analysis::check_ids(std::slice::from_ref(&args.source), &material.sources)?;
    let at = material.sources.iter().position(|source| *source.id == *args.source).unwrap_or_default();
    let ix = SourceIx::new(at);
    let (without, with) = analysis::analyse(global, &workspace, |options| {
        let without = pipeline::without(material.clone(), ix);
        pipeline::analyse_both(without, material, options)
    });
    analysis::say_diagnostics(global, &with, terminal);
    let loss = impact::loss(&with, ix, without);
    terminal.print(|out| {
        writeln!(out, "without {}:", escape::line(&with.source(ix).path))?;
        writeln!(out, "  {} would be left without support", count(loss.lost.len(), "value"))?;
        for support in &loss.lost {
            writeln!(out, "    {}", escape::line(&format!("{}: {}", support.topic, support.value)))?;
        }
        writeln!(out, "  {} would lose an independent voice", count(loss.weakened.len(), "value"))?;
        for support in &loss.weakened {
            let (before, after) = support.origins;
            let line = format!("{}: {} (origins {before} → {after})", support.topic, support.value);
            writeln!(out, "    {}", escape::line(&line))?;
        }
        writeln!(out, "  {} would vanish", count(loss.change.resolved.len(), "finding"))?;
        for finding in &loss.change.resolved {
            writeln!(out, "    {} {}", finding.id, escape::line(&finding.message))?;
        }
        let fresh: Vec<_> = loss.change.fresh().collect();
        writeln!(out, "  {} would appear or change", count(fresh.len(), "finding"))?;
        for finding in fresh {
            writeln!(out, "    {} {}", finding.id, escape::line(&finding.message))?;
        }
        Ok(())
    })?;
    Ok(Outcome::Fine)
}
