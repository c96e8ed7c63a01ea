//! A claim before it has its id.

use crate::model::{Context, Polarity};
use crate::text::Span;

/// What a reader of sentences gives: places instead of words where the words stand in the text.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) quote: Span,
    /// Of whom; nothing where only the story's main matter can be meant.
    pub(super) subject: Option<String>,
    pub(super) attribute: String,
    pub(super) value: Span,
    pub(super) object: Option<String>,
    pub(super) as_of: Option<Span>,
    pub(super) polarity: Polarity,
    pub(super) context: Context,
}
