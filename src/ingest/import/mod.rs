//! Other kinds of files to Markdown with front matter: what `add` stores.
//!
//! A new kind is a file with a unit struct that implements [`Importer`], its `mod` line here and its entry in
//! [`IMPORTERS`]. Some of the libraries behind them can panic, loop or take all memory on hostile files; whoever must
//! not go down with them runs [`import`] in a process of its own with limits.

#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod html_metadata;
mod mail;
#[cfg(feature = "pdf")]
mod pdf;
mod stored;

use super::Metadata;

/// A file from outside, with what is known of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Incoming<'a> {
    /// Its name or the last part of its address; the ending says what it may be.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// What the server said it is, such as `text/html`.
    pub media_type: Option<&'a str>,
    /// The encoding that the server named.
    pub charset: Option<&'a str>,
    /// Where it was found.
    pub address: Option<&'a str>,
}

/// The article found in a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// What is known of it besides its text.
    pub metadata: Metadata,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
    /// What a person should know: an encoding that was assumed, a paywall.
    pub notes: Vec<String>,
}

/// Why no article was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No importer takes such a file.
    #[error("{kind} cannot be read; save the article as text, Markdown or HTML and add that")]
    UnknownKind {
        /// What the file looks like.
        kind: String,
    },
    /// This build was made without the importer.
    #[error("this build of crosscheck cannot read {kind}; it was built without the feature `{feature}`")]
    NotBuilt {
        /// What the file is.
        kind: &'static str,
        /// The cargo feature.
        feature: &'static str,
    },
    /// The file is damaged or not what it seems.
    #[error("the {kind} cannot be read: {message}")]
    Damaged {
        /// What the file is.
        kind: &'static str,
        /// What the library behind the importer said.
        message: String,
    },
    /// There is no text in it.
    #[error("no article was found in the {kind}: {hint}")]
    NoText {
        /// What the file is.
        kind: &'static str,
        /// Why that may be.
        hint: &'static str,
    },
}

/// One kind of file that an article can be taken out of.
pub trait Importer: Sync {
    /// The name as messages show it.
    fn name(&self) -> &'static str;
    /// Name and version of what does the work, for the chain of custody.
    fn extractor(&self) -> String;
    /// File endings without the dot, lower case.
    fn endings(&self) -> &'static [&'static str];
    /// Media types.
    fn media_types(&self) -> &'static [&'static str];
    /// Whether the first bytes show this kind, whatever the name says.
    fn recognises(&self, bytes: &[u8]) -> bool;
    /// Takes the article out.
    ///
    /// # Errors
    /// When there is none, or the file is damaged.
    fn import(&self, incoming: &Incoming<'_>) -> Result<Imported, ImportError>;
}

/// Every kind, those that can be told by their first bytes before the others.
pub const IMPORTERS: &[&dyn Importer] = &[
    #[cfg(feature = "pdf")]
    &pdf::Pdf,
    #[cfg(feature = "html")]
    &html::Html,
    &mail::Mail,
    &stored::Stored,
];

/// The article in a file from outside, with its chain of custody as far as it can be told from the bytes.
///
/// # Errors
/// When no importer takes the file, or there is no article in it.
pub fn import(incoming: &Incoming<'_>) -> Result<Imported, ImportError> {
    let importer = importer_of(incoming)?;
    let mut imported = importer.import(incoming)?;
    if imported.text.trim().is_empty() {
        return Err(ImportError::NoText { kind: importer.name(), hint: "there is no text in it" });
    }
    let text = imported.text.trim_matches(['\n', '\r', '\u{feff}']).to_owned() + "\n";
    imported.text = text;
    let metadata = &mut imported.metadata;
    metadata.address = metadata.address.take().or(incoming.address.map(Into::into));
    metadata.custody.original_hash = Some(super::bytes_hash(incoming.bytes).into());
    metadata.custody.text_hash = Some(super::bytes_hash(imported.text.as_bytes()).into());
    metadata.custody.extractor.get_or_insert_with(|| importer.extractor().into());
    Ok(imported)
}

/// Whether a file is read as the text that it is, without a library that could fail on it.
#[must_use]
pub fn is_text(incoming: &Incoming<'_>) -> bool {
    importer_of(incoming).is_ok_and(|importer| importer.name() == stored::Stored.name())
}

/// By its first bytes, by what the server says, by its name.
fn importer_of(incoming: &Incoming<'_>) -> Result<&'static dyn Importer, ImportError> {
    let all = || IMPORTERS.iter().copied();
    if let Some(importer) = all().find(|importer| importer.recognises(incoming.bytes)) {
        return Ok(importer);
    }
    if let Some(missing) = not_built(incoming.bytes) {
        return Err(missing);
    }
    if let Some(kind) = super::decode::looks_like(incoming.bytes) {
        return Err(ImportError::UnknownKind { kind: kind.to_owned() });
    }
    let media_type =
        incoming.media_type.map(|media| media.split(';').next().unwrap_or(media).trim().to_ascii_lowercase());
    let ending = incoming.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let by_type = |importer: &&dyn Importer| {
        media_type.as_deref().is_some_and(|media| importer.media_types().contains(&media))
    };
    let by_name = |importer: &&dyn Importer| {
        ending.as_deref().is_some_and(|ending| importer.endings().contains(&ending))
    };
    if let Some(importer) = all().find(by_type).or_else(|| all().find(by_name)) {
        return Ok(importer);
    }
    match (&media_type, memchr::memchr(0, incoming.bytes)) {
        (None, None) => Ok(&stored::Stored),
        (Some(media), _) => Err(ImportError::UnknownKind { kind: format!("a file of type {media}") }),
        (None, Some(_)) => Err(ImportError::UnknownKind { kind: "binary data".to_owned() }),
    }
}

fn not_built(bytes: &[u8]) -> Option<ImportError> {
    let is_pdf = bytes.starts_with(b"%PDF-");
    (is_pdf && cfg!(not(feature = "pdf")))
        .then_some(ImportError::NotBuilt { kind: "PDF documents", feature: "pdf" })
}

#[cfg(test)]
mod tests;
