//! Of what whole, which period, which part.

use std::sync::Arc;

use crate::text::fold;

/// Words that only lead into a scope: "of AWS revenue" and "AWS revenue" are one.
const LEADS: [&str; 12] =
    ["of", "in", "for", "from", "on", "at", "over", "during", "as", "by", "within", "under"];

/// A scope in the form in which it is compared; nothing when no words are left, which means the whole.
pub(super) fn fold_scope(words: &str) -> Option<Arc<str>> {
    let folded = fold(words);
    let mut rest = folded.as_str();
    while let Some((lead, more)) = rest.split_once(' ') {
        if !LEADS.contains(&lead) && !matches!(lead, "the" | "a" | "an" | "its" | "their" | "all") {
            break;
        }
        rest = more;
    }
    (!rest.is_empty()).then(|| rest.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_words_make_no_scope_of_their_own() {
        let scope = |words| fold_scope(words).unwrap_or_default();
        assert_eq!(scope("of the cloud revenue"), scope("Cloud revenue"));
        assert_ne!(scope("of total revenue"), scope("of cloud revenue"));
        assert_eq!(fold_scope(" … "), fold_scope("…"));
        assert_eq!(fold_scope(""), None);
    }
}
