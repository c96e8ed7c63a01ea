//! An article taken apart.

use crate::text::Span;

/// What sort of piece a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table.
    Cell,
    /// Words under a picture.
    Caption,
    /// A quotation set apart.
    PullQuote,
    /// Bylines, notes to the reader, calls to subscribe, page references: nothing is claimed there.
    Furniture,
}

/// One block of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Words in bold that open the block and name its matter: `**Timing.**`, `- **Toll:**`.
    pub label: Option<Span>,
    /// The heading it stands under, as a position in [`Segments::blocks`].
    pub heading: Option<usize>,
}

/// One sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its block, as a position in [`Segments::blocks`].
    pub block: usize,
}

/// An article taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments {
    /// Blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// Sentences in the order of the text; furniture has none.
    pub sentences: Vec<Sentence>,
    /// What stands between quotation marks, the marks included, in the order of the text.
    pub quotations: Vec<Span>,
}
