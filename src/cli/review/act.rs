//! Decisions written to the folder, each with the way back.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use crosscheck::claims;
use crosscheck::config::edit::{self, NewWaiver};
use crosscheck::ingest::{self, document};
use crosscheck::model::Source;
use crosscheck::workspace::{CONFIG, ReadOptions, Workspace, Writer};

/// What a decision did to a file.
struct Change {
    path: String,
    /// What stood there before; nothing for a file that was not there.
    before: Option<String>,
    /// What was written.
    after: String,
}

/// The folder, held for writing as long as the session lasts.
pub(in crate::cli) struct Folder<'w> {
    workspace: &'w Workspace,
    writer: Writer<'w>,
    max_file: u64,
    history: Vec<Vec<Change>>,
}

impl<'w> Folder<'w> {
    pub(in crate::cli) fn new(workspace: &'w Workspace, max_file: u64) -> anyhow::Result<Self> {
        Ok(Self { workspace, writer: workspace.lock()?, max_file, history: Vec::new() })
    }

    /// How many decisions can be taken back.
    pub(super) fn steps(&self) -> usize {
        self.history.len()
    }

    /// Takes the last decision back. Gives its number, or nothing when there is none. A file that somebody else has
    /// changed since stays as it is, and so does the decision.
    pub(super) fn undo(&mut self) -> anyhow::Result<Option<usize>> {
        let step = self.history.len();
        let Some(files) = self.history.last() else { return Ok(None) };
        // Of a file that was changed twice, the last text is the one that must still stand.
        let mut seen = BTreeSet::new();
        for file in files.iter().filter(|file| seen.insert(&*file.path)) {
            if self.text(&file.path)?.as_deref() != Some(&*file.after) {
                bail!("{} was changed outside this review; mend it there", file.path);
            }
        }
        for file in files {
            match &file.before {
                Some(text) => self.writer.write(&file.path, text.as_bytes())?,
                None => self.writer.remove(&file.path)?,
            }
        }
        self.history.pop();
        Ok(Some(step))
    }

    /// Sets fields of several claims, each given by its claims file and id, in one step.
    pub(super) fn set_claims(
        &mut self,
        targets: &[(String, String)],
        fields: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let mut step: Vec<Change> = Vec::new();
        let result = targets.iter().try_for_each(|(path, id)| {
            self.change(path, &mut step, |text| {
                fields.iter().try_fold(text.to_owned(), |text, (field, value)| {
                    Ok(claims::set_field(&text, id, field, value)?)
                })
            })
        });
        self.keep(step);
        result
    }

    /// Records that the article's text is meant as it now is, in the source's file and in its claims file, as far as
    /// they record a text at all.
    pub(in crate::cli) fn accept_text(
        &mut self,
        source: &Source,
        claims_file: Option<&str>,
    ) -> anyhow::Result<()> {
        let hash = ingest::text_hash(source);
        let mut step = Vec::new();
        let result = self
            .change(&source.path, &mut step, |text| {
                document::with_text_hash(text, &hash).with_context(|| {
                    format!("the front matter of {} is not TOML, and no other is rewritten", source.path)
                })
            })
            .and_then(|()| match claims_file {
                Some(path) => self.change(path, &mut step, |text| {
                    Ok(claims::merge(Some(text), &source.id, &hash, &[])?.text)
                }),
                None => Ok(()),
            });
        self.keep(step);
        result
    }

    /// Waives a finding.
    pub(super) fn waive(&mut self, waiver: &NewWaiver<'_>) -> anyhow::Result<()> {
        self.configure(|text| Ok(edit::add_waiver(text, waiver)?))
    }

    /// Makes `alias` a further name of an entity.
    pub(super) fn alias(&mut self, id: &str, name: &str, alias: &str) -> anyhow::Result<()> {
        self.configure(|text| Ok(edit::add_alias(text, id, name, alias)?))
    }

    fn configure(&mut self, edit: impl FnOnce(&str) -> anyhow::Result<String>) -> anyhow::Result<()> {
        let mut step = Vec::new();
        let result = self.change(CONFIG, &mut step, edit);
        self.keep(step);
        result
    }

    fn change(
        &self,
        path: &str,
        step: &mut Vec<Change>,
        edit: impl FnOnce(&str) -> anyhow::Result<String>,
    ) -> anyhow::Result<()> {
        let before = self.text(path)?;
        let after = edit(before.as_deref().unwrap_or_default())?;
        self.writer.write(path, after.as_bytes())?;
        step.push(Change { path: path.to_owned(), before, after });
        Ok(())
    }

    fn text(&self, path: &str) -> anyhow::Result<Option<String>> {
        let options = ReadOptions { max_file: self.max_file, endings: &[] };
        let file =
            self.workspace.read_file(path, &options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        let text = file.map(|file| String::from_utf8(file.bytes)).transpose();
        text.with_context(|| format!("{path} is not UTF-8"))
    }

    /// What was written can be taken back, also when a later part of the same decision failed. Latest first, so that a
    /// file changed twice ends as it began.
    fn keep(&mut self, mut step: Vec<Change>) {
        step.reverse();
        if !step.is_empty() {
            self.history.push(step);
        }
    }
}
