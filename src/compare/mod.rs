//! Topic to findings: which values stand against each other, and what that amounts to here.
//!
//! `value` says how two values stand to each other; this stage decides whether that is a conflict, given scope, time,
//! speaker and attribute. The work goes in three steps: the facts of a topic are sorted into camps, one for each
//! value that can be told apart; each pair of camps is put to the [`Check`]s in the order of [`CHECKS`], and the
//! first that has something to say wins; the verdicts of one check on one topic become one finding whose sides are
//! the camps, so that three values that exclude each other are one finding, not three.
//!
//! A new check is a file with a unit struct that implements [`Check`], its `mod` line and its entry in [`CHECKS`].

mod agreement;
mod assemble;
mod attributed_dispute;
mod camp;
mod exclusive_claim;
mod hearsay;
mod integrity;
mod list_mismatch;
mod name_mismatch;
mod occasion;
mod polarity_flip;
mod role_swap;
mod scene;
mod scope_difference;
mod state_mismatch;
mod superseded_value;
mod unit_slip;
mod vagueness;
mod value_mismatch;

use std::collections::BTreeMap;

use rayon::prelude::*;

use self::camp::Camp;
pub use self::integrity::{INTEGRITY_CHECKS, quotes};
pub use self::scene::{Order, Scene};
use crate::model::{
    Attribute, Candidate, Cardinality, CheckInfo, Confidence, Finding, FindingKind, Severity, Topic, TopicIx,
    TopicKey,
};
use crate::value::{Difference, Kind, Relation, relate};

/// Two camps of a topic, as a check sees them.
pub struct Pair<'r> {
    /// The run's tables.
    pub scene: &'r Scene<'r>,
    /// What is stated.
    pub attribute: &'r Attribute,
    /// One value and who gives it.
    pub left: &'r Camp,
    /// The other.
    pub right: &'r Camp,
    /// How the two values stand to each other.
    pub relation: Relation,
    /// How the two stand in time.
    pub order: Order,
}

impl<'r> Pair<'r> {
    fn new(scene: &'r Scene<'r>, topic: &Topic, left: &'r Camp, right: &'r Camp) -> Self {
        let attribute = scene.attributes.get(topic.key.attribute);
        Self {
            scene,
            attribute,
            left,
            right,
            relation: relate(&left.value, &right.value),
            order: scene.order(attribute, &left.facts, &right.facts),
        }
    }

    /// Whether the values are amounts, which can differ by much or by little.
    fn is_amount(&self) -> bool {
        matches!(
            self.left.value.kind(),
            Kind::Number | Kind::Percentage | Kind::Money | Kind::Quantity | Kind::Duration
        )
    }

    /// The difference, when the two values cannot both hold.
    fn difference(&self) -> Option<&Difference> {
        match &self.relation {
            Relation::Different(difference) => Some(difference),
            _ => None,
        }
    }

    /// Whether both camps say that something is so.
    fn both_affirm(&self) -> bool {
        self.left.affirmed() && self.right.affirmed()
    }

    /// Whether the attribute may have several values at a time, so that two different ones are no conflict.
    fn takes_many(&self) -> bool {
        self.attribute.values == Cardinality::Many
    }

    /// Whether the two speak of the same time, as far as is known.
    fn contemporary(&self) -> bool {
        self.order == Order::Contemporary
    }

    /// Whether sources stand against each other: one that gives two values by itself is no conflict between sources.
    fn speak_apart(&self) -> bool {
        assemble::speak_apart(self.scene, self.left, self.right)
    }

    /// Whether a test holds of the left or of the right camp.
    fn either(&self, test: impl Fn(&Camp) -> bool) -> bool {
        test(self.left) || test(self.right)
    }

    /// Whether a test holds of both camps.
    fn both(&self, test: impl Fn(&Camp) -> bool) -> bool {
        test(self.left) && test(self.right)
    }

    /// The verdict on a plain difference: what the attribute says it amounts to, and how much it matters.
    fn plain(&self, difference: &Difference, why: impl Into<String>) -> Verdict {
        let severity = match self.attribute.difference {
            FindingKind::Tension => lower(self.attribute.severity),
            // A day or a name is missed or met; only amounts can be nearly right.
            _ if difference.size() < NEARLY_RIGHT && self.is_amount() => lower(self.attribute.severity),
            _ => self.attribute.severity,
        };
        Verdict { kind: self.attribute.difference, severity, gap: difference.gap(), why: why.into() }
    }

    /// The verdict on something that a careful editor would check: one step less than a contradiction.
    fn tension(&self, why: impl Into<String>) -> Verdict {
        let severity = lower(self.attribute.severity);
        Verdict { kind: FindingKind::Tension, severity, gap: String::new(), why: why.into() }
    }
}

/// Relative difference of two amounts under which a contradiction matters one step less.
const NEARLY_RIGHT: f64 = 0.02;

/// One step less, and never nothing.
fn lower(severity: Severity) -> Severity {
    if severity == Severity::High { Severity::Medium } else { Severity::Low }
}

/// What a check says of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What the difference amounts to.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
    /// What the two differ by, such as "22 percentage points apart"; may be empty.
    pub gap: String,
    /// Why it is a finding of this kind.
    pub why: String,
}

/// One sort of conflict.
pub trait Check: Sync {
    /// Its name and texts; the file has the name in snake case.
    fn info(&self) -> CheckInfo;
    /// Kebab-case name.
    fn id(&self) -> &'static str {
        self.info().id
    }
    /// What it says of two camps, if anything. Must not depend on which is left and which is right. Checks that look
    /// at something else than pairs of camps leave it out.
    fn judge(&self, _pair: &Pair<'_>) -> Option<Verdict> {
        None
    }
}

/// The checks on pairs of camps, in order of precedence: the more particular first, since the first to speak wins.
pub const CHECKS: &[&dyn Check] = &[
    // Exchanged roles and slips explain a difference better than "the values differ".
    &role_swap::RoleSwap,
    &unit_slip::UnitSlip,
    // Forecasts, conditions and the like are no conflict, whatever the values.
    &scope_difference::ScopeDifference,
    &polarity_flip::PolarityFlip,
    // Time before speaker: a rumour of last month is overtaken, not in dispute.
    &superseded_value::SupersededValue,
    &attributed_dispute::AttributedDispute,
    &hearsay::Hearsay,
    // The kinds of plain difference.
    &exclusive_claim::ExclusiveClaim,
    &list_mismatch::ListMismatch,
    &state_mismatch::StateMismatch,
    &name_mismatch::NameMismatch,
    &value_mismatch::ValueMismatch,
    &agreement::Agreement,
];

/// What comparing one topic gave.
struct Outcome {
    candidates: Vec<Candidate>,
    origins: usize,
    findings: Vec<Finding>,
}

/// Compares the facts of every topic: fills each topic's candidates and gives the findings, topic by topic.
#[must_use]
pub fn compare(scene: &Scene<'_>, topics: &mut [Topic]) -> Vec<Finding> {
    let outcomes: Vec<Outcome> = {
        let topics = &*topics;
        let keys: BTreeMap<&TopicKey, TopicIx> = topics
            .iter()
            .enumerate()
            .filter(|(_, topic)| topic.key.object.is_some())
            .map(|(at, topic)| (&topic.key, TopicIx::new(at)))
            .collect();
        topics
            .par_iter()
            .enumerate()
            .map(|(at, topic)| one(scene, topics, TopicIx::new(at), topic, &keys))
            .collect()
    };
    let mut findings = Vec::new();
    for (topic, outcome) in topics.iter_mut().zip(outcomes) {
        topic.candidates = outcome.candidates;
        topic.origins = outcome.origins;
        findings.extend(outcome.findings);
    }
    findings.extend(scope_difference::across_topics(scene, topics));
    findings
}

fn one(
    scene: &Scene<'_>,
    topics: &[Topic],
    ix: TopicIx,
    topic: &Topic,
    keys: &BTreeMap<&TopicKey, TopicIx>,
) -> Outcome {
    let camps = camp::camps(scene, &topic.facts);
    let mut verdicts = assemble::Verdicts::default();
    for (left, right) in camp::pairs(camps.len()) {
        if let Some((check, verdict)) = judge(scene, topic, &camps[left], &camps[right]) {
            verdicts.add(check, left, right, verdict);
        }
    }
    let mut findings = verdicts.findings(scene, ix, topic, &camps);
    findings.extend(agreement::within(scene, ix, topic, &camps));
    if let Some(mirror) = mirror(topic, keys).filter(|mirror| ix < *mirror) {
        findings.extend(role_swap::across(scene, ix, topic, &camps, &topics[mirror.at()]));
    }
    let candidates = camps.iter().filter(|camp| camp.affirmed()).map(|camp| candidate(scene, camp)).collect();
    Outcome { candidates, origins: scene.origins(&topic.facts), findings }
}

/// The topic in which entity and object have changed places.
fn mirror(topic: &Topic, keys: &BTreeMap<&TopicKey, TopicIx>) -> Option<TopicIx> {
    let object = topic.key.object?;
    let swapped = TopicKey { entity: object, object: Some(topic.key.entity), ..topic.key.clone() };
    keys.get(&swapped).copied()
}

fn judge(
    scene: &Scene<'_>,
    topic: &Topic,
    left: &Camp,
    right: &Camp,
) -> Option<(&'static dyn Check, Verdict)> {
    let pair = Pair::new(scene, topic, left, right);
    CHECKS.iter().find_map(|check| check.judge(&pair).map(|verdict| (*check, verdict)))
}

fn candidate(scene: &Scene<'_>, camp: &Camp) -> Candidate {
    Candidate {
        value: camp.value.clone(),
        facts: camp.facts.clone(),
        origins: scene.origins(&camp.facts),
        sources: scene.sources_of(&camp.facts),
        confidence: Confidence::unscored(),
    }
}
