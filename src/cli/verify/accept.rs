//! `crosscheck verify --accept`: an article that was changed here on purpose counts as it now is.

use crosscheck::model::{Anchor, SourceIx};
use crosscheck::pipeline::{self, Material};
use crosscheck::report::escape;
use crosscheck::verify::{self, Hash, Loose, Verified};
use crosscheck::workspace::{ReadOptions, Workspace};

use super::told;
use crate::cli::args::Global;
use crate::cli::review::act::Folder;
use crate::cli::review::decide;
use crate::cli::terminal::Terminal;
use crate::cli::{Outcome, analysis};

/// Exit status 1 where something is left that nobody can accept unseen: words that are gone, a value that went with an
/// edit, an original that is not the one that was added.
pub(super) fn run(global: &Global, ids: &[String], terminal: &Terminal) -> anyhow::Result<Outcome> {
    let workspace = Workspace::open(&global.folder)?;
    let max_file = u64::from(global.max_file_size) << 20;
    let mut folder = Folder::new(&workspace, max_file)?;
    let material = pipeline::read(&workspace, max_file)?;
    analysis::check_ids(ids, &material.sources)?;
    let options = ReadOptions { max_file, endings: &[] };
    let original = |path: &str| workspace.read_file(path, &options).ok().flatten().map(|file| file.bytes);
    let verified = verify::verify(&material.sources, &material.claims, original);
    let mut lines = Vec::new();
    let mut is_all = true;
    for one in &verified {
        if ids.iter().any(|id| **id == *material.sources[one.source.at()].id) {
            is_all &= accept(one, &material, &mut folder, &mut lines)?;
        }
    }
    terminal.print(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    if !is_all && !global.quiet {
        terminal.note("`crosscheck review` goes through what is left");
    }
    Ok(if is_all { Outcome::Fine } else { Outcome::Findings })
}

/// Takes one source's text over. Says in `lines` what that did, and whether nothing is left to do.
fn accept(
    one: &Verified<'_>,
    material: &Material,
    folder: &mut Folder<'_>,
    lines: &mut Vec<String>,
) -> anyhow::Result<bool> {
    let source = &material.sources[one.source.at()];
    let is_new = [one.text, one.claims_text].contains(&Hash::Differs);
    if is_new {
        folder.accept_text(source, claims_file(material, one.source))?;
    }
    let mut under = Vec::new();
    let (mut moved, mut left) = (0, 0);
    for loose in &one.loose {
        let is_found = matches!(loose.claim.anchor, Anchor::Exact(_) | Anchor::Drifted { .. });
        let why_not = match decide::reanchor(loose.claim, source, folder) {
            Ok(()) => None,
            Err(error) if is_found => Some(format!("{error:#}")),
            Err(_) => Some(String::new()),
        };
        moved += usize::from(why_not.is_none());
        left += usize::from(why_not.is_some());
        under.push(line(loose, why_not.as_deref(), &source.text));
    }
    lines.push(format!(
        "{}: {}, {moved} of {} changed quotes taken over",
        escape::line(&source.path),
        if is_new { "its text counts as it now is" } else { "its text is the one recorded" },
        one.loose.len()
    ));
    lines.append(&mut under);
    if one.original == Hash::Differs {
        lines.push("  left: the original kept of it is not the one that was added".to_owned());
    }
    Ok(left == 0 && one.original != Hash::Differs)
}

/// What was done with a quote, with the words that went and came.
fn line(loose: &Loose<'_>, why_not: Option<&str>, text: &str) -> String {
    let quote = told(loose, text);
    match why_not {
        None => format!("  taken over: {quote}"),
        Some("") => format!("  left: {quote}"),
        Some(why) => format!("  left: {quote}; {}", escape::line(why)),
    }
}

fn claims_file(material: &Material, source: SourceIx) -> Option<&str> {
    let file = material.claims.files.iter().find(|file| file.source == source)?;
    Some(&file.path)
}
