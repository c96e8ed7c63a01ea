//! `crosscheck fuse`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use crosscheck::fuse::write::{FORMATS, Style, write, write_sources};
use crosscheck::fuse::{Input, Options, fuse, guess, read};

use super::Outcome;
use super::args::Global;
use super::replace::replace;
use super::terminal::Terminal;

/// Arguments of `fuse`.
#[derive(Debug, Args)]
pub(crate) struct FuseArgs {
    /// A table of claims, CSV or JSON Lines, with the columns source, entity, attribute and value, and, where there
    /// are any, as_of, reliability (A to F) and weight (0 to 1); - is standard input
    #[arg(value_name = "FILE")]
    table: PathBuf,
    /// How to write the result
    #[arg(short, long, value_name = "FORMAT", default_value = "table", value_parser = format_names())]
    format: String,
    /// How the table is written; without it, told by the file's ending and first bytes
    #[arg(long, value_name = "FORMAT", value_parser = ["csv", "jsonl"])]
    from: Option<String>,
    /// Write the result to this file, which is replaced as a whole, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write what was learnt of each source to this file, as CSV
    #[arg(long, value_name = "FILE")]
    sources: Option<PathBuf>,
    /// Stop at the first bad row instead of skipping it
    #[arg(long)]
    strict: bool,
    /// Take every wording for a value of its own: no reading of numbers, times, lists or names
    #[arg(long)]
    verbatim: bool,
}

fn format_names() -> clap::builder::PossibleValuesParser {
    FORMATS
        .iter()
        .map(|(name, summary, _)| clap::builder::PossibleValue::new(*name).help(*summary))
        .collect::<Vec<_>>()
        .into()
}

pub(super) fn run(global: &Global, args: &FuseArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    let name = args.table.display().to_string();
    let mut input = open(&args.table).with_context(|| format!("cannot read {name}"))?;
    let beginning = input.fill_buf().with_context(|| format!("cannot read {name}"))?;
    let format = match args.from.as_deref() {
        Some("jsonl") => Input::Jsonl,
        Some(_) => Input::Csv,
        None => guess(args.table.extension().and_then(|ending| ending.to_str()), beginning),
    };
    let bar = progress(global);
    let (table, reading) = read(input, format, &name, args.strict, &mut |rows| bar.set_position(rows as u64))
        .with_context(|| format!("cannot read {name}"))?;
    bar.set_message("fusing");
    let fused = fuse(table, &Options { verbatim: args.verbatim, ..Options::default() });
    bar.finish_and_clear();

    terminal.diagnostics(&reading.problems, crosscheck::diagnostic::Level::Error);
    if reading.bad_rows > 0 {
        terminal.note(&format!("{name}: {} bad rows skipped", reading.bad_rows));
    }
    if !global.quiet && reading.empty_rows > 0 && global.verbose > 0 {
        terminal.note(&format!("{name}: {} rows without a value", reading.empty_rows));
    }
    if !global.quiet && !fused.rounds().1 {
        terminal.note(&format!("{name}: reliabilities had not settled after {} rounds", fused.rounds().0));
    }
    let (_, _, format) =
        FORMATS.iter().find(|known| known.0 == args.format).expect("clap lets only known formats through");
    let style = Style { width: terminal.style(false).width, verbose: global.verbose > 0 };
    match &args.output {
        None => terminal.print(|out| write(&fused, *format, style, out))?,
        Some(file) => replace(file, |out| write(&fused, *format, style, out))
            .with_context(|| format!("cannot write {}", file.display()))?,
    }
    if let Some(file) = &args.sources {
        replace(file, |out| write_sources(&fused, out))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(if reading.bad_rows > 0 { Outcome::Broken } else { Outcome::Fine })
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    const BUFFER: usize = 1 << 18;
    if path == Path::new("-") {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin())));
    }
    Ok(Box::new(BufReader::with_capacity(BUFFER, File::open(path)?)))
}

/// Rows read so far, on a terminal.
fn progress(global: &Global) -> indicatif::ProgressBar {
    if global.quiet || !io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner();
    bar.set_message("rows read");
    bar.with_style(
        indicatif::ProgressStyle::with_template("{human_pos} {msg}").expect("the template is fixed"),
    )
}
