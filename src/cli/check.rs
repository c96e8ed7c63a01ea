//! `crosscheck check`.

use clap::Args;

use super::Outcome;
use super::analysis;
use super::args::Global;
use super::gate::Gate;
use super::terminal::Terminal;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    gate: Gate,
}

pub(super) fn run(global: &Global, args: &CheckArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let gate = &args.gate;
    let mut report = analysis::report_with(global, |config| gate.set_severities(config))?;
    gate.set_paths(&mut report);
    let format = gate.format();
    analysis::write(format, &report, gate.output.as_deref(), gate.style(global, terminal), terminal)?;
    if !format.holds_diagnostics() {
        analysis::say_diagnostics(global, &report, terminal);
    }
    Ok(gate.outcome(&report, terminal))
}
