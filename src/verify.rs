//! Whether sources and quotes are still what they were when they were taken in.

use crate::claims::ClaimSet;
use crate::model::{Anchor, Claim, Source, SourceIx, Status};
use crate::{ingest, quote};

/// How a recorded hash compares with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// Nothing was recorded.
    Unrecorded,
    /// Unchanged.
    Same,
    /// Changed since.
    Differs,
    /// What was recorded is not kept here: the text of a quote-only source, an original that was not kept.
    NotKept,
}

/// A quote that is not verbatim where it was.
#[derive(Debug, Clone)]
pub struct Loose<'c> {
    /// The claim that holds it.
    pub claim: &'c Claim,
    /// Whether it is verbatim, yet in other surroundings than those recorded.
    pub is_moved: bool,
}

/// What was checked of one source.
#[derive(Debug, Clone)]
pub struct Verified<'c> {
    /// The source.
    pub source: SourceIx,
    /// Its text against the hash in its front matter.
    pub text: Hash,
    /// Its text against the hash in its claims file.
    pub claims_text: Hash,
    /// Its original against the hash in its front matter.
    pub original: Hash,
    /// Verbatim quotes.
    pub exact: usize,
    /// The others.
    pub loose: Vec<Loose<'c>>,
}

impl Verified<'_> {
    /// Whether nothing speaks against the source.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let differs = [self.text, self.claims_text, self.original].contains(&Hash::Differs);
        !differs && self.loose.iter().all(|loose| loose.is_moved)
    }
}

/// Checks every source; claims must be anchored. `original` gives the bytes of a kept original by its path.
pub fn verify<'c>(
    sources: &[Source],
    claims: &'c ClaimSet,
    original: impl Fn(&str) -> Option<Vec<u8>>,
) -> Vec<Verified<'c>> {
    let check = |at: usize, source: &Source| {
        let ix = SourceIx::new(at);
        let metadata = ingest::metadata(source);
        let is = ingest::text_hash(source);
        let compare = |recorded: Option<&str>| match recorded {
            None => Hash::Unrecorded,
            Some(recorded) if recorded == is => Hash::Same,
            Some(_) => Hash::Differs,
        };
        let custody = &metadata.custody;
        let file = claims.files.binary_search_by_key(&ix, |file| file.source).ok();
        let text = if metadata.quote_only { Hash::NotKept } else { compare(custody.text_hash.as_deref()) };
        let recorded = file.and_then(|at| claims.files[at].text_hash.as_deref());
        let claims_text = compare(recorded);
        let original = match (&custody.original_hash, &custody.original) {
            (None, _) => Hash::Unrecorded,
            (Some(_), None) => Hash::NotKept,
            (Some(recorded), Some(path)) => match original(path) {
                Some(bytes) if ingest::bytes_hash(&bytes) == **recorded => Hash::Same,
                _ => Hash::Differs,
            },
        };
        let from = claims.claims.partition_point(|claim| claim.source < ix);
        // Whoever rejected a claim has decided about its quote as well.
        let own = claims.claims[from..].iter().take_while(|claim| claim.source == ix);
        let own = own.filter(|claim| claim.status != Status::Rejected);
        let (mut exact, mut loose) = (0, Vec::new());
        for claim in own {
            match &claim.anchor {
                Anchor::Exact(span) if quote::is_in_place(quote::Quote::of(claim), *span, source) => {
                    exact += 1
                }
                anchor => loose.push(Loose { claim, is_moved: anchor.is_exact() }),
            }
        }
        Verified { source: ix, text, claims_text, original, exact, loose }
    };
    sources.iter().enumerate().map(|(at, source)| check(at, source)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RawFile;

    fn file(path: &str, text: &str) -> RawFile {
        RawFile { path: path.into(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn hashes_and_quotes_are_checked_apart() {
        let body =
            "The dam lost 14 metres of water. The ministry said so. Later the ministry said so again.\n";
        let hash = ingest::bytes_hash(body.as_bytes());
        let (sources, _) = ingest::ingest(vec![
            file(
                "sources/a.md",
                &format!(
                    "+++\ntext_hash = \"{hash}\"\noriginal = \"o/a\"\noriginal_hash = \"x\"\n+++\n{body}"
                ),
            ),
            file("sources/b.md", "+++\ntext_hash = \"sha256:00\"\n+++\nShort.\n"),
            file(
                "sources/c.md",
                "+++\nquote_only = true\ntext_hash = \"sha256:00\"\noriginal_hash = \"y\"\n+++\nShort.\n",
            ),
        ]);
        let claim = |id: &str, quote: &str, prefix: &str| {
            format!(
                "[[claim]]\nid = \"{id}\"\nsubject = \"s\"\nattribute = \"a\"\nvalue = \"v\"\nquote = \"{quote}\"\nprefix = \"{prefix}\"\n"
            )
        };
        let text = format!(
            "text_hash = \"sha256:11\"\n{}{}{}",
            claim("kept", "lost 14 metres", "The dam "),
            claim("moved", "14 metres", "The reservoir of Orrin has "),
            claim("gone", "the mayor resigned", "")
                + &claim("rejected", "the mayor slept", "")
                + "status = \"rejected\"\n"
        );
        let (mut claims, problems) = crate::claims::read(&[file("claims/a.toml", &text)], &sources);
        assert_eq!(problems, []);
        quote::anchor_all(&mut claims.claims, &sources);
        let found = verify(&sources, &claims, |path| (path == "o/a").then(|| b"other bytes".to_vec()));
        let [a, b, c] = &found[..] else { panic!("three sources") };
        assert_eq!(
            (a.text, a.claims_text, a.original, a.exact),
            (Hash::Same, Hash::Differs, Hash::Differs, 1)
        );
        let told: Vec<_> = a.loose.iter().map(|loose| (&*loose.claim.id, loose.is_moved)).collect();
        assert_eq!(told, [("moved", true), ("gone", false)]);
        assert_eq!((b.text, b.original, b.is_sound()), (Hash::Differs, Hash::Unrecorded, false));
        assert_eq!((c.text, c.original, c.is_sound()), (Hash::NotKept, Hash::NotKept, true));
    }
}
