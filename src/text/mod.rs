//! Positions in text, and words as people compare them. Knows nothing of claims.
//!
//! Everything crosscheck says about an article points back at bytes of it, so positions have types of their own:
//! a [`Span`] is a range of bytes, a [`LineIndex`] turns bytes into lines and columns for people.

mod count;
mod fold;
mod line_index;
mod nearest;
mod span;

pub use count::count;
pub use fold::fold;
pub use line_index::{LineColumn, LineIndex};
pub use nearest::nearest;
pub use span::Span;
