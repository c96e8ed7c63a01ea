//! Decisions written to the folder, each with the way back.

use anyhow::Context as _;
use crosscheck::claims;
use crosscheck::config::edit::{self, NewWaiver};
use crosscheck::workspace::{CONFIG, ReadOptions, Workspace, Writer};

/// What stood in a file before a decision; nothing for a file that was not there.
struct Before {
    path: String,
    text: Option<String>,
}

/// The folder, held for writing as long as the session lasts.
pub(super) struct Folder<'w> {
    workspace: &'w Workspace,
    writer: Writer<'w>,
    max_file: u64,
    history: Vec<Vec<Before>>,
}

impl<'w> Folder<'w> {
    pub(super) fn new(workspace: &'w Workspace, max_file: u64) -> anyhow::Result<Self> {
        Ok(Self { workspace, writer: workspace.lock()?, max_file, history: Vec::new() })
    }

    /// How many decisions can be taken back.
    pub(super) fn steps(&self) -> usize {
        self.history.len()
    }

    /// Takes the last decision back. Gives its number, or nothing when there is none.
    pub(super) fn undo(&mut self) -> anyhow::Result<Option<usize>> {
        let step = self.history.len();
        let Some(files) = self.history.pop() else { return Ok(None) };
        for file in files {
            match file.text {
                Some(text) => self.writer.write(&file.path, text.as_bytes())?,
                None => self.writer.remove(&file.path)?,
            }
        }
        Ok(Some(step))
    }

    /// Sets one field of several claims, each given by its claims file and id, in one step.
    pub(super) fn set_claims(
        &mut self,
        targets: &[(String, String)],
        field: &str,
        value: &str,
    ) -> anyhow::Result<()> {
        let mut step: Vec<Before> = Vec::new();
        let result = targets.iter().try_for_each(|(path, id)| {
            self.change(path, &mut step, |text| Ok(claims::set_field(text, id, field, value)?))
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
        step: &mut Vec<Before>,
        edit: impl FnOnce(&str) -> anyhow::Result<String>,
    ) -> anyhow::Result<()> {
        let options = ReadOptions { max_file: self.max_file, endings: &[] };
        let file =
            self.workspace.read_file(path, &options).map_err(|problem| anyhow::anyhow!("{problem}"))?;
        let text = file
            .map(|file| String::from_utf8(file.bytes))
            .transpose()
            .with_context(|| format!("{path} is not UTF-8"))?;
        let changed = edit(text.as_deref().unwrap_or_default())?;
        self.writer.write(path, changed.as_bytes())?;
        step.push(Before { path: path.to_owned(), text });
        Ok(())
    }

    /// What was written can be taken back, also when a later part of the same decision failed. Latest first, so that a
    /// file changed twice ends as it began.
    fn keep(&mut self, mut step: Vec<Before>) {
        step.reverse();
        if !step.is_empty() {
            self.history.push(step);
        }
    }
}
