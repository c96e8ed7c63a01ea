//! Reads one TOML table field by field, with the place of everything that is wrong.
//!
//! Serde stops at the first problem and loses places behind `flatten`; a configuration file should show all its
//! problems at once, each with line, column and remedy.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};
use toml::{Spanned, value};

use crate::diagnostic::Diagnostic;
use crate::model::{Change, Place};
use crate::text::{LineIndex, nearest};

/// One configuration file: its name and text for places, and what was found wrong in it.
pub(super) struct File<'t> {
    name: Arc<str>,
    text: &'t str,
    lines: LineIndex,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'t> File<'t> {
    pub(super) fn new(name: &str, text: &'t str) -> Self {
        Self { name: name.into(), text, lines: LineIndex::new(text), diagnostics: Vec::new() }
    }

    /// The place of a byte of the file.
    pub(super) fn place(&self, at: usize) -> Place {
        let spot = self.lines.line_column(self.text, at);
        let fit = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place { file: Arc::clone(&self.name), line: fit(spot.line), column: fit(spot.column) }
    }

    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// One table, with the fields that were asked for.
pub(super) struct Fields<'a, 'f, 't> {
    table: &'a DeTable<'t>,
    what: &'static str,
    at: usize,
    known: Vec<&'static str>,
    pub(super) file: &'f mut File<'t>,
}

impl<'a, 'f, 't> Fields<'a, 'f, 't> {
    /// The fields of `table`, which people call `what` and which begins at byte `at`.
    pub(super) fn new(table: &'a DeTable<'t>, what: &'static str, at: usize, file: &'f mut File<'t>) -> Self {
        Self { table, what, at, known: Vec::new(), file }
    }

    fn find(&mut self, name: &'static str) -> Option<&'a Spanned<DeValue<'t>>> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    fn wrong(&mut self, at: usize, name: &str, message: &str) {
        let place = self.file.place(at);
        self.file.say(Diagnostic::error("config-value", format!("`{name}` {message}")).at(place));
    }

    /// A piece of text that is not blank.
    pub(super) fn text(&mut self, name: &'static str) -> Option<&'a str> {
        let value = self.find(name)?;
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some(text),
            Some(_) => {
                self.wrong(value.span().start, name, "is empty; give it a value or remove the line");
                None
            }
            None => {
                self.wrong(
                    value.span().start,
                    name,
                    &format!("must be text, not {}", value.get_ref().type_str()),
                );
                None
            }
        }
    }

    /// A piece of text that must be there.
    pub(super) fn required(&mut self, name: &'static str) -> Option<&'a str> {
        if !self.table.iter().any(|(key, _)| key.get_ref() == name) {
            self.known.push(name);
            let place = self.file.place(self.at);
            let message = format!("{} without `{name}`", self.what);
            self.file.say(
                Diagnostic::error("config-missing", message)
                    .at(place)
                    .help(format!("add a line `{name} = \"…\"`")),
            );
            return None;
        }
        self.text(name)
    }

    /// A list of texts; missing means empty.
    pub(super) fn texts(&mut self, name: &'static str) -> Vec<Box<str>> {
        let Some(value) = self.find(name) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value.span().start, name, "must be a list of texts, such as [\"one\", \"two\"]");
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(array.len());
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => texts.push(text.into()),
                _ => self.wrong(item.span().start, name, "holds something that is not text"),
            }
        }
        texts
    }

    /// Yes or no; missing means no.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        let Some(value) = self.find(name) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(value.span().start, name, "must be true or false");
            false
        })
    }

    /// How fast something changes: a word, or yes (slowly) or no (never); missing means never.
    pub(super) fn change(&mut self, name: &'static str) -> Change {
        match self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value.get_ref()) {
            Some(DeValue::Boolean(changes)) => {
                self.known.push(name);
                if *changes { Change::Slowly } else { Change::Never }
            }
            _ => self.choice(name, &["never", "slowly", "quickly"]).unwrap_or_default(),
        }
    }

    /// One word of a fixed list, as serde names it.
    pub(super) fn choice<T: serde::de::DeserializeOwned>(
        &mut self,
        name: &'static str,
        words: &[&str],
    ) -> Option<T> {
        let at = self.find(name)?.span().start;
        let word = self.text(name)?;
        let read =
            T::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(word)).ok();
        if read.is_none() {
            self.wrong(at, name, &format!("is `{word}`, but must be one of {}", words.join(", ")));
        }
        read
    }

    /// A calendar day, as a TOML date or as text in the form 2026-05-31.
    pub(super) fn day(&mut self, name: &'static str) -> Option<jiff::civil::Date> {
        let value = self.find(name)?;
        let written = match value.get_ref() {
            DeValue::Datetime(value::Datetime { date: Some(date), .. }) => date.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let day = written.parse().ok();
        if day.is_none() {
            self.wrong(value.span().start, name, "must be a day such as 2026-05-31");
        }
        day
    }

    /// The tables of a list of tables (`[[name]]`) with their places, copied out so that each can be read in turn.
    pub(super) fn tables(&mut self, name: &'static str) -> Vec<(&'a DeTable<'t>, usize)> {
        let Some(value) = self.find(name) else { return Vec::new() };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(value.span().start, name, &format!("must be written as [[{name}]]"));
            return Vec::new();
        };
        array.iter().filter_map(|item| Some((item.get_ref().as_table()?, item.span().start))).collect()
    }

    /// The entries of a plain table with their places.
    pub(super) fn entries(
        &mut self,
        name: &'static str,
    ) -> Vec<(&'a Spanned<toml::de::DeString<'t>>, &'a Spanned<DeValue<'t>>)> {
        let Some(value) = self.find(name) else { return Vec::new() };
        match value.get_ref().as_table() {
            Some(table) => table.iter().collect(),
            None => {
                self.wrong(value.span().start, name, &format!("must be a table, written as [{name}]"));
                Vec::new()
            }
        }
    }

    /// Reports every field that nobody asked for, with the nearest known name.
    pub(super) fn finish(self) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref();
            if self.known.iter().any(|known| known == name) {
                continue;
            }
            let place = self.file.place(key.span().start);
            let message = format!("unknown field `{name}` in {}", self.what);
            let help = match nearest(name, self.known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known fields are {}", self.known.join(", ")),
            };
            self.file.say(Diagnostic::error("config-field", message).at(place).help(help));
        }
    }
}
