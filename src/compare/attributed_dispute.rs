//! Two people are quoted against each other.

use std::collections::BTreeSet;

use super::camp::Camp;
use super::{Check, Pair, Scene, Verdict};
use crate::model::CheckInfo;
use crate::text::fold;

/// See the module.
pub(super) struct AttributedDispute;

impl Check for AttributedDispute {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "attributed-dispute",
            summary: "two speakers are quoted with values that differ; no source adopts either",
            why: "each side is only what somebody is quoted as saying, so the sources do not contradict each other; their speakers do",
            silent_when: "a source states one of the values in its own voice, or both sides quote the same speaker",
            would_settle: "what each speaker bases the figure on",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let disputed = pair.difference().is_some() || pair.left.polarity != pair.right.polarity;
        let (left, right) = (speakers(pair.scene, pair.left)?, speakers(pair.scene, pair.right)?);
        (disputed && left.is_disjoint(&right) && !pair.takes_many()).then(|| pair.tension(self.info().why))
    }
}

/// The speakers of a camp; nothing when a source says it in its own voice.
fn speakers(scene: &Scene<'_>, camp: &Camp) -> Option<BTreeSet<String>> {
    camp.facts.iter().map(|ix| scene.fact(*ix).attributed_to.as_deref().map(fold)).collect()
}
