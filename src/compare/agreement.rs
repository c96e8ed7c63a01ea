//! Independent sources that say the same.

use super::assemble::{certainty, evidence, identity, shown};
use super::camp::Camp;
use super::{Check, Scene};
use crate::model::{CheckInfo, Finding, FindingBuilder, FindingKind, Severity, Side, Topic, TopicIx};

/// See the module.
pub(super) struct Agreement;

impl Check for Agreement {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "agreement",
            summary: "two or more independent origins give the same value",
            why: "the values are the same, or compatible at the precision and within the bounds given",
            silent_when: "all who say it repeat one origin",
            would_settle: "nothing to settle",
        }
    }
}

/// One agreement for each camp that two or more origins stand in.
pub(super) fn within(scene: &Scene<'_>, ix: TopicIx, topic: &Topic, camps: &[Camp]) -> Vec<Finding> {
    camps
        .iter()
        .filter(|camp| scene.origins(&camp.facts) > 1)
        .map(|camp| {
            let message = format!("{}: {}", scene.title(topic), shown(camp));
            let builder = FindingBuilder::new(Agreement.id(), FindingKind::Agreement, Severity::None)
                .topic(ix)
                .certainty(certainty(scene, &[camp]))
                .says(message, Agreement.info().why, Agreement.info().would_settle);
            let builder = voices(scene, camp).into_iter().fold(builder, FindingBuilder::side);
            builder.build(identity(scene, topic, &[camp]).iter().map(String::as_str))
        })
        .collect()
}

/// One side for each source, in its own wording.
fn voices(scene: &Scene<'_>, camp: &Camp) -> Vec<Side> {
    let mut facts = camp.facts.clone();
    facts.sort_by_key(|ix| (scene.fact(*ix).source, *ix));
    facts
        .chunk_by(|one, other| scene.fact(*one).source == scene.fact(*other).source)
        .map(|run| Side {
            value: scene.fact(run[0]).value.to_string().into(),
            time: None,
            evidence: evidence(scene, run),
        })
        .collect()
}
