//! An article.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::text::Span;
use crate::value::DateRange;

/// How far a source can be trusted, by the letter of the Admiralty system (NATO AJP-2.1) that intelligence analysts
/// use. The user gives it; nothing is assumed of a source without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reliability {
    /// Completely reliable.
    A,
    /// Usually reliable.
    B,
    /// Fairly reliable.
    C,
    /// Not usually reliable.
    D,
    /// Unreliable.
    E,
    /// Cannot be judged; never "bad".
    F,
}

/// Whether a source saw or was told, or repeats what another published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Directness {
    /// Own reporting, or a party to the matter.
    FirstHand,
    /// Repeats or comments on others' reporting.
    SecondHand,
    /// Not said.
    #[default]
    Unknown,
}

/// One article as ingested. Its text never changes afterwards, and every span refers to it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Readable, unique in the folder, safe as a file name: the file's stem.
    pub id: Arc<str>,
    /// Path relative to the folder, with forward slashes, as shown to people.
    pub path: Box<str>,
    /// Headline.
    pub title: Option<Box<str>>,
    /// Who published it.
    pub publisher: Option<Box<str>>,
    /// Who wrote it.
    pub author: Option<Box<str>>,
    /// When it was published, as precisely as is known.
    pub published: Option<DateRange>,
    /// When it was last changed by its publisher.
    pub modified: Option<Date>,
    /// When it was fetched.
    pub retrieved: Option<Date>,
    /// The time its statements speak of, where that is not the day of publication.
    pub as_of: Option<DateRange>,
    /// Where it was found.
    pub address: Option<Box<str>>,
    /// News, analysis, opinion and the like; free text.
    pub kind: Option<Box<str>>,
    /// What it names as its own sources.
    pub cites: Vec<Box<str>>,
    /// Whose reporting it repeats, where somebody said so (front matter or configuration).
    pub origin: Option<Box<str>>,
    /// The letter that the user gave.
    pub reliability: Option<Reliability>,
    /// First or second hand.
    pub directness: Directness,
    /// Whether only quotes with their context are kept here, not the article.
    pub quote_only: bool,
    /// The whole file, decoded: front matter and article.
    pub text: Arc<str>,
    /// Where the article stands in `text`.
    pub body: Span,
}

impl Source {
    /// The article without its front matter.
    #[must_use]
    pub fn body(&self) -> &str {
        self.body.of(&self.text).unwrap_or_default()
    }

    /// What the article's statements speak of when they name no time: `as_of`, else the date of publication.
    #[must_use]
    pub fn time(&self) -> Option<&DateRange> {
        self.as_of.as_ref().or(self.published.as_ref())
    }
}
