//! What was read from an article, kept for the next run.
//!
//! Kept under the digest of all that reading depends on: the text, the day it speaks from, and the program that read
//! it. What comes back is checked as a whole before a byte of it counts, so that a damaged file costs time and nothing
//! else.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::reference;
use crate::lexicon::frame;
use crate::model::{Extracted, Source, SourceIx};

/// Names everything in the program that decides what is read; see `build.rs`.
const READER: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("CROSSCHECK_READER"));

/// Bytes of the digest in front of what is kept.
const CHECK: usize = 32;

/// An article's claims and, apart from them, the names of their built-in attributes.
#[derive(Serialize, Deserialize)]
struct Kept<E, F> {
    extracted: E,
    frames: Vec<Option<F>>,
}

/// What the reading of `source` goes by: the same for the same text read by the same program, whatever its file is
/// called.
#[must_use]
pub fn key(source: &Source) -> String {
    let mut digest = Sha256::new();
    let day = reference(source).map(|day| day.to_string()).unwrap_or_default();
    for part in [READER, &*day, &*format!("{:?}", source.body), &*source.text] {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What was read, as bytes to keep; nothing where it cannot be written so.
#[must_use]
pub fn keep(extracted: &Extracted) -> Option<Vec<u8>> {
    let frames = extracted.proposals.iter().map(|proposal| proposal.context.frame).collect();
    let body = postcard::to_stdvec(&Kept { extracted, frames }).ok()?;
    let mut bytes = Sha256::digest(&body).to_vec();
    bytes.extend(body);
    Some(bytes)
}

/// What was kept, for the article that is now at `ix`; nothing when a byte of it has changed.
#[must_use]
pub fn recall(bytes: &[u8], ix: SourceIx) -> Option<Extracted> {
    let (check, body) = bytes.split_at_checked(CHECK)?;
    if Sha256::digest(body)[..] != *check {
        return None;
    }
    let kept: Kept<Extracted, &str> = postcard::from_bytes(body).ok()?;
    let mut extracted = kept.extracted;
    for (proposal, frame) in extracted.proposals.iter_mut().zip(kept.frames) {
        proposal.claim.source = ix;
        proposal.context.frame = match frame {
            Some(id) => Some(&*frame::by_id(id)?.id),
            None => None,
        };
    }
    Some(extracted)
}
