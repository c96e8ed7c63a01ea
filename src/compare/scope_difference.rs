//! Looks alike, is of another scope.

use std::collections::BTreeMap;

use super::occasion::tell_of_two_days;
use super::{Check, Pair, Scene, Verdict};
use crate::model::{
    AttributeIx, Certainty, CheckInfo, EntityIx, Finding, FindingBuilder, FindingKind, Severity, Side, Topic,
    TopicIx,
};
use crate::value::Kind;

/// See the module.
pub(super) struct ScopeDifference;

impl Check for ScopeDifference {
    fn info(&self) -> CheckInfo {
        CheckInfo {
            id: "scope-difference",
            summary: "values that look alike are of different wholes, periods, or of a forecast and an outcome",
            why: "the statements are about the same attribute, but not about the same part, base or sort of figure, so they cannot \
         conflict",
            silent_when: "always, in reports: such differences are listed by explain",
            would_settle: "nothing to settle; if the scopes are in truth the same, give both claims the same scope",
        }
    }

    fn judge(&self, pair: &Pair<'_>) -> Option<Verdict> {
        let measured = matches!(
            pair.left.value.kind(),
            Kind::Number | Kind::Percentage | Kind::Money | Kind::Quantity | Kind::Duration
        );
        let why = if pair.left.is_hypothetical || pair.right.is_hypothetical {
            "one of the two holds only under a condition"
        } else if measured && pair.left.is_forecast != pair.right.is_forecast {
            "one of the two is a forecast, the other an actual figure"
        } else if tell_of_two_days(pair) {
            "one day was past when it was told, the other came only later: two occasions"
        } else {
            return None;
        };
        pair.difference()?;
        Some(Verdict {
            kind: FindingKind::Scope,
            severity: Severity::None,
            gap: String::new(),
            why: why.into(),
        })
    }
}

/// One finding for each entity, attribute and object on which sources speak in different scopes.
pub(super) fn across_topics(scene: &Scene<'_>, topics: &[Topic]) -> Vec<Finding> {
    let mut siblings: BTreeMap<(EntityIx, AttributeIx, Option<EntityIx>), Vec<TopicIx>> = BTreeMap::new();
    for (at, topic) in topics.iter().enumerate() {
        siblings
            .entry((topic.key.entity, topic.key.attribute, topic.key.object))
            .or_default()
            .push(TopicIx::new(at));
    }
    let families = siblings.into_values().filter(|family| family.len() > 1);
    families.filter_map(|family| finding(scene, topics, &family)).collect()
}

fn finding(scene: &Scene<'_>, topics: &[Topic], family: &[TopicIx]) -> Option<Finding> {
    let of = |ix: &TopicIx| &topics[ix.at()];
    let facts: Vec<_> = family.iter().flat_map(|ix| &of(ix).facts).copied().collect();
    if scene.origins(&facts) < 2 {
        return None;
    }
    let first = of(family.first()?);
    let plain = first.title_without_scope(scene.entities, scene.attributes);
    let scopes: Vec<&str> =
        family.iter().map(|ix| of(ix).key.scope.as_deref().unwrap_or("the whole")).collect();
    let mut builder = FindingBuilder::new(ScopeDifference.id(), FindingKind::Scope, Severity::None)
        .topic(*family.first()?)
        .certainty(Certainty::new(1.0))
        .says(
            format!("{plain}: {}", scopes.join(" / ")),
            ScopeDifference.info().why,
            ScopeDifference.info().would_settle,
        );
    for (ix, scope) in family.iter().zip(&scopes) {
        builder = builder.side(side(scene, of(ix), scope));
    }
    Some(builder.build(family.iter().map(|ix| &*of(ix).id)))
}

fn side(scene: &Scene<'_>, topic: &Topic, scope: &str) -> Side {
    let values: Vec<String> = topic.candidates.iter().map(|candidate| candidate.value.to_string()).collect();
    Side {
        value: format!("{scope}: {}", values.join(", ")).into(),
        time: None,
        evidence: super::assemble::evidence(scene, &topic.facts),
    }
}
