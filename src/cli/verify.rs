//! `crosscheck verify`.

mod accept;

use clap::Args;
use crosscheck::model::Anchor;
use crosscheck::pipeline;
use crosscheck::quote;
use crosscheck::report::escape;
use crosscheck::verify::{self, Hash, Loose, Verified};
use crosscheck::workspace::{ReadOptions, Workspace};

use super::Outcome;
use super::args::Global;
use super::terminal::Terminal;

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Only these sources
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// Take the text of these sources as it now is: records its hash, and takes over the quotes whose words were edited
    #[arg(long, requires = "sources")]
    accept: bool,
}

pub(super) fn run(global: &Global, args: &VerifyArgs, terminal: &Terminal) -> anyhow::Result<Outcome> {
    if args.accept {
        return accept::run(global, &args.sources, terminal);
    }
    let workspace = Workspace::open(&global.folder)?;
    let max_file = u64::from(global.max_file_size) << 20;
    let material = pipeline::read(&workspace, max_file)?;
    terminal.diagnostics(&material.diagnostics, crosscheck::diagnostic::Level::Error);
    super::analysis::check_ids(&args.sources, &material.sources)?;
    let options = ReadOptions { max_file, endings: &[] };
    let original = |path: &str| workspace.read_file(path, &options).ok().flatten().map(|file| file.bytes);
    let verified = verify::verify(&material.sources, &material.claims, original);
    let wanted = |one: &&Verified<'_>| {
        let id = &*material.sources[one.source.at()].id;
        args.sources.is_empty() || args.sources.iter().any(|wanted| wanted == id)
    };
    let mut unsound = 0;
    terminal.print(|out| {
        for one in verified.iter().filter(wanted) {
            let source = &material.sources[one.source.at()];
            unsound += usize::from(!one.is_sound());
            writeln!(
                out,
                "{} {}: {}",
                if one.is_sound() { "ok   " } else { "wrong" },
                escape::line(&source.path),
                summary(one)
            )?;
            for loose in &one.loose {
                writeln!(out, "      {}", told(loose, &source.text))?;
            }
        }
        Ok(())
    })?;
    if !global.quiet {
        say_what_to_do(&verified.iter().filter(wanted).collect::<Vec<_>>(), terminal);
    }
    Ok(if unsound > 0 { Outcome::Findings } else { Outcome::Fine })
}

/// The ways on from what was found; nothing is taken over by itself.
fn say_what_to_do(verified: &[&Verified<'_>], terminal: &Terminal) {
    let command = terminal.command();
    let is_edited = |loose: &Loose<'_>| matches!(loose.claim.anchor, Anchor::Drifted { .. });
    if verified.iter().flat_map(|one| &one.loose).any(is_edited) {
        terminal.note(&format!(
            "`{command} review` takes edited words over, one by one; nothing is taken over by itself"
        ));
    }
    if verified.iter().any(|one| [one.text, one.claims_text].contains(&Hash::Differs)) {
        terminal.note(&format!(
            "where a text was changed on purpose, `{command} verify --accept SOURCE` records that"
        ));
    }
}

fn summary(one: &Verified<'_>) -> String {
    let mut parts =
        vec![format!("{} of {} quotes verbatim in place", one.exact, one.exact + one.loose.len())];
    for (hash, unchanged, changed) in [
        (one.text, "text unchanged", "text changed"),
        (one.claims_text, "unchanged since its claims were taken", "changed since its claims were taken"),
        (one.original, "original unchanged", "original changed"),
    ] {
        match hash {
            Hash::Differs => parts.push(changed.to_owned()),
            Hash::Same => parts.push(unchanged.to_owned()),
            Hash::Unrecorded | Hash::NotKept => {}
        }
    }
    parts.join(", ")
}

/// A quote that is not in place, in one line.
pub(super) fn told(loose: &Loose<'_>, text: &str) -> String {
    let claim = loose.claim;
    let place =
        claim.place.as_ref().map(|place| format!("{}:{} ", place.file, place.line)).unwrap_or_default();
    let real = claim.anchor.span().and_then(|span| span.of(text)).unwrap_or_default();
    let how = match &claim.anchor {
        Anchor::Exact(_) => "moved: verbatim, in other surroundings".to_owned(),
        Anchor::Drifted { similarity, .. } => {
            format!("drifted ({similarity:.2}): {}", quote::word_diff(&claim.quote, real))
        }
        Anchor::Stitched(parts) => format!("stitched from {} places, the first “{real}”", parts.len()),
        Anchor::Missing { nearest: Some(_) } => {
            format!("not found; nearest: {}", quote::word_diff(&claim.quote, real))
        }
        Anchor::Missing { nearest: None } => "not found, nor anything near it".to_owned(),
    };
    // A word diff shows the quote as well.
    let shown = match &claim.anchor {
        Anchor::Drifted { .. } | Anchor::Missing { nearest: Some(_) } => String::new(),
        _ => format!("“{}” ", claim.quote),
    };
    escape::line(&format!("{place}{}: {shown}{how}", claim.id)).into_owned()
}
