//! One says that it is so, another that it is not.

use super::{Check, Pair, Verdict};
use crate::model::{CheckInfo, FindingKind};
use crate::value::Relation;

/// See the module.
pub(super) struct PolarityFlip;

impl Check for PolarityFlip {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "polarity-flip",
            summary: "one source affirms what another denies",
            why: "both statements are of the same thing and time, and one is the negation of the other",
            silent_when: "a source merely did not confirm something, or denies another value than the one affirmed; a denial that is \
         somebody's quoted word is a tension, not a contradiction",
            would_settle: "evidence of the thing itself rather than another voice on it",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let same = matches!(pair.relation, Relation::Same | Relation::Compatible(_));
        if pair.left.polarity == pair.right.polarity || !same || !pair.speak_apart() || !pair.contemporary() {
            return None;
        }
        let denial = if pair.left.affirmed() { pair.right } else { pair.left };
        if denial.facts.iter().all(|ix| pair.scene.fact(*ix).attributed_to.is_some()) {
            return Some(
                pair.tension("the denial is a quoted person's word, which the source does not adopt"),
            );
        }
        Some(Verdict {
            kind: FindingKind::Contradiction,
            severity: pair.attribute.severity,
            gap: String::new(),
            why: self.info().why.into(),
        })
    }
}
