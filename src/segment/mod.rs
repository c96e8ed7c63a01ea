//! An article to blocks, sentences and quotations, each with its place in the source's file.
//!
//! What the pieces *say* is not decided here, only what sort of piece they are: a headline inside the text, a
//! paragraph, a list item, a table cell, a caption, page furniture such as a byline or a call to subscribe. No two
//! blocks overlap, no two sentences overlap, and each sentence lies in one block.

mod block;
mod quotation;
mod sentence;

use crate::model::{BlockKind, Segments, Sentence, Source};

/// Takes the body of `source` apart. The front matter is no part of it.
#[must_use]
pub fn segment(source: &Source) -> Segments {
    let text = &*source.text;
    let blocks = block::blocks(text, source.body);
    let mut sentences = Vec::new();
    let mut quotations = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        sentences.extend(sentence::sentences(text, block.span).map(|span| Sentence { span, block: at }));
        quotation::quotations(text, block.span, &mut quotations);
    }
    Segments { blocks, sentences, quotations }
}
