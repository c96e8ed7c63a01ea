//! Payer and payee exchanged.

use super::assemble::{evidence, shown};
use super::camp::{self, Camp};
use super::{Check, Pair, Scene, Verdict};
use crate::model::{Certainty, CheckInfo, Finding, FindingBuilder, FindingKind, Side, Topic, TopicIx};
use crate::value::{Kind, Relation};

/// See the module.
pub(super) struct RoleSwap;

impl Check for RoleSwap {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "role-swap",
            summary: "two sources tell the same dealing with the parties exchanged",
            why: "the same sum goes from one party to the other in one source, and the other way in another",
            silent_when: "the values differ (then both payments may be real), or the same source tells both",
            would_settle: "a record of the dealing itself, which names who did what to whom",
        }
    }
}

/// Looks for the same value in the topic in which entity and object have changed places.
pub(super) fn across(
    scene: &Scene<'_>,
    ix: TopicIx,
    topic: &Topic,
    camps: &[Camp],
    mirror: &Topic,
) -> Vec<Finding> {
    let others = camp::camps(scene, &mirror.facts);
    let mut findings = Vec::new();
    for left in camps {
        for right in &others {
            let pair = Pair::new(scene, topic, left, right);
            if let Some(verdict) = judge(&pair) {
                findings.push(finding(scene, ix, topic, mirror, &pair, verdict));
            }
        }
    }
    findings
}

fn judge(pair: &Pair<'_>) -> Option<Verdict> {
    let telling = matches!(
        pair.left.value.kind(),
        Kind::Money | Kind::Quantity | Kind::Percentage | Kind::Number | Kind::State
    );
    let same = matches!(pair.relation, Relation::Same | Relation::Compatible(_));
    if !telling || !same || !pair.both_affirm() || !pair.speak_apart() || !pair.contemporary() {
        return None;
    }
    Some(Verdict {
        kind: FindingKind::Contradiction,
        severity: pair.attribute.severity,
        gap: "the parties are exchanged".into(),
        why: RoleSwap.info().why.into(),
    })
}

fn finding(
    scene: &Scene<'_>,
    ix: TopicIx,
    topic: &Topic,
    mirror: &Topic,
    pair: &Pair<'_>,
    verdict: Verdict,
) -> Finding {
    let side = |topic: &Topic, camp: &Camp| Side {
        value: format!("{}: {}", parties(scene, topic), shown(camp)).into(),
        time: None,
        evidence: evidence(scene, &camp.facts),
    };
    let message = format!(
        "{}: {} / {} ({})",
        scene.attributes.get(topic.key.attribute).name,
        parties(scene, topic),
        parties(scene, mirror),
        verdict.gap
    );
    let certainty = |camp: &Camp| camp.facts.iter().map(|ix| scene.certainty(*ix)).fold(0.0, f64::max);
    let mut identity = super::assemble::identity(scene, topic, &[pair.left, pair.right]);
    identity.push(mirror.id.to_string());
    FindingBuilder::new(RoleSwap.id(), verdict.kind, verdict.severity)
        .topic(ix)
        .certainty(Certainty::new(certainty(pair.left) * certainty(pair.right)))
        .says(message, verdict.why, RoleSwap.info().would_settle)
        .side(side(topic, pair.left))
        .side(side(mirror, pair.right))
        .build(identity.iter().map(String::as_str))
}

fn parties(scene: &Scene<'_>, topic: &Topic) -> String {
    let object = topic.key.object.map_or("", |object| &scene.entities.get(object).name);
    format!("{} → {object}", scene.entities.get(topic.key.entity).name)
}
