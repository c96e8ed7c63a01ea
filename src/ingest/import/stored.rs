//! Text and Markdown as they are, whatever their encoding.

use super::{ImportError, Imported, Importer, Incoming};
use crate::diagnostic::Locator;
use crate::ingest::{Custody, Format, decode, format_of, markdown, plain};

/// Text and Markdown.
pub(super) struct Stored;

impl Importer for Stored {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extractor(&self) -> String {
        format!("crosscheck {}", env!("CARGO_PKG_VERSION"))
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown", "txt", "text"]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["text/plain", "text/markdown"]
    }

    fn recognises(&self, _bytes: &[u8]) -> bool {
        false
    }

    fn import(&self, incoming: &Incoming<'_>) -> Result<Imported, ImportError> {
        let decoded = decode::decode_as_named(incoming.bytes.to_vec(), incoming.charset)
            .map_err(|_| ImportError::Damaged { kind: "text", message: "it is binary data".to_owned() })?;
        let mut notes: Vec<String> = decode::assumption(&decoded).into_iter().collect();
        let locator = Locator::new(incoming.name.into(), &decoded.text);
        let read = |format: &dyn Format| format.read(&decoded.text, &locator);
        let (document, problems) = match format_of(incoming.name) {
            Some(format) => read(format),
            // Without an ending it may be either; a headline without a mark is plain text's.
            None => Some(read(&markdown::Markdown))
                .filter(|(document, _)| document.metadata.title.is_some())
                .unwrap_or_else(|| read(&plain::Plain)),
        };
        notes.extend(problems.iter().map(|problem| match &problem.help {
            Some(help) => format!("{problem}; {help}"),
            None => problem.to_string(),
        }));
        let text = document.body.and_then(|body| body.of(&decoded.text)).unwrap_or(&decoded.text);
        notes.extend(crate::ingest::damage(text).map(str::to_owned));
        let text = text.to_owned();
        let mut metadata = document.metadata;
        // What a file from outside says of its own custody happened elsewhere; where it was archived still holds.
        metadata.custody = Custody { archive: metadata.custody.archive, ..Custody::default() };
        Ok(Imported { metadata, text, notes })
    }
}
