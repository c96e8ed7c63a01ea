//! What a person should look at.

use serde::{Deserialize, Serialize};

use super::{FactIx, FindingId, SourceIx, TopicIx};
use crate::text::Span;

/// What relation a finding reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// The values cannot both hold.
    Contradiction,
    /// Not strictly exclusive, but a careful editor would check.
    Tension,
    /// Each value is of its own time.
    Superseded,
    /// Something is wrong with an input that CI must be able to stop on.
    Integrity,
    /// The values are the same or compatible.
    Agreement,
    /// Looks alike, is of another scope.
    Scope,
}

/// How much a finding matters. `None` is for relations that are no problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// No problem; shown as support or on request.
    None,
    /// Worth knowing.
    Low,
    /// Should be settled.
    Medium,
    /// Must be settled.
    High,
}

/// How sure the tool is that it read and matched the two statements rightly. Not to be mixed with
/// [`Confidence`](super::Confidence), which is of values.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
pub struct Certainty(f64);

impl Certainty {
    /// A certainty of `score`, held within 0 to 1.
    #[must_use]
    pub fn new(score: f64) -> Self {
        Self(score.clamp(0.0, 1.0))
    }

    /// The number, 0 to 1.
    #[must_use]
    pub fn score(self) -> f64 {
        self.0
    }

    /// The word: firm (0.8 and more), fair (0.5 and more), weak.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self.0 {
            s if s >= 0.8 => "firm",
            s if s >= 0.5 => "fair",
            _ => "weak",
        }
    }
}

/// What was decided about a finding; decided once, in `policy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disposition {
    /// Nobody has dealt with it.
    #[default]
    New,
    /// A waiver of the configuration covers it.
    Waived,
    /// It stands in the baseline.
    Baseline,
    /// It was there before the change that is looked at: only a comparison of two revisions says so.
    Before,
}

/// A verbatim quote and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Who says it.
    pub source: SourceIx,
    /// The words, verbatim.
    pub quote: Box<str>,
    /// Where they stand in the source's file.
    pub span: Span,
    /// Line of the first byte, from 1.
    pub line: u32,
    /// The fact read from it; nothing for findings about an input.
    pub fact: Option<FactIx>,
}

/// The evidence for one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// The value as shown; for supersessions with its time.
    pub value: Box<str>,
    /// When it held, for a time line.
    pub time: Option<Box<str>>,
    /// Who says so; at least one.
    pub evidence: Vec<Evidence>,
}

/// Something a person should look at. Made by [`FindingBuilder`], which demands a primary piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Stable name.
    pub id: FindingId,
    /// The check that found it.
    pub check: &'static str,
    /// Which relation.
    pub kind: FindingKind,
    /// How much it matters.
    pub severity: Severity,
    /// How sure the tool is of its reading.
    pub certainty: Certainty,
    /// The topic, for findings about claims.
    pub topic: Option<TopicIx>,
    /// One sentence: who differs from whom, on what.
    pub message: Box<str>,
    /// Why it is a finding of this kind.
    pub why: Box<str>,
    /// What would settle it.
    pub would_settle: Box<str>,
    /// The evidence, grouped by value. The first of the first side is the primary one.
    pub sides: Vec<Side>,
    /// A file that the finding is about, where that is not a source: a waiver's line, a claims entry.
    pub place: Option<super::Place>,
    /// Waived, in the baseline, or new.
    pub disposition: Disposition,
    /// Reason and owner of the waiver that covers it.
    pub waived_because: Option<Box<str>>,
    /// Side and piece that a reader should see first: in a comparison of two revisions the words that are new.
    pub focus: (usize, usize),
}

impl Finding {
    /// The primary piece of evidence; findings about configuration have none.
    #[must_use]
    pub fn primary(&self) -> Option<&Evidence> {
        self.sides.get(self.focus.0).and_then(|side| side.evidence.get(self.focus.1))
    }

    /// The evidence beside the primary piece, each with its side.
    pub fn beside(&self) -> impl Iterator<Item = (&Side, &Evidence)> {
        let sides = self.sides.iter().enumerate();
        let pieces = sides.flat_map(|(at, side)| {
            side.evidence.iter().enumerate().map(move |(nth, piece)| ((at, nth), (side, piece)))
        });
        pieces.filter(|(at, _)| *at != self.focus).map(|(_, piece)| piece)
    }

    /// All evidence, side by side.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.sides.iter().flat_map(|side| &side.evidence)
    }

    /// Whether it is shown as a problem: agreements and scope differences are not.
    #[must_use]
    pub fn is_problem(&self) -> bool {
        self.severity > Severity::None
    }
}

/// What a check is for, as data: formats list every check, and `explain` describes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckInfo {
    /// Kebab-case name, as in [`Finding::check`].
    pub id: &'static str,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Why such a finding deserves a look.
    pub why: &'static str,
    /// When it stays silent on purpose.
    pub silent_when: &'static str,
    /// What would settle such a finding.
    pub would_settle: &'static str,
}

/// Collects the parts of a [`Finding`].
#[derive(Debug, Clone)]
pub struct FindingBuilder {
    finding: Finding,
}

impl FindingBuilder {
    /// A finding of `check`.
    #[must_use]
    pub fn new(check: &'static str, kind: FindingKind, severity: Severity) -> Self {
        let finding = Finding {
            id: FindingId::of([check]),
            check,
            kind,
            severity,
            certainty: Certainty::new(1.0),
            topic: None,
            message: "".into(),
            why: "".into(),
            would_settle: "".into(),
            sides: Vec::new(),
            place: None,
            disposition: Disposition::New,
            waived_because: None,
            focus: (0, 0),
        };
        Self { finding }
    }

    /// The topic it is about.
    #[must_use]
    pub fn topic(mut self, topic: TopicIx) -> Self {
        self.finding.topic = Some(topic);
        self
    }

    /// One sentence, why, and what would settle it.
    #[must_use]
    pub fn says(
        mut self,
        message: impl Into<Box<str>>,
        why: impl Into<Box<str>>,
        settle: impl Into<Box<str>>,
    ) -> Self {
        self.finding.message = message.into();
        self.finding.why = why.into();
        self.finding.would_settle = settle.into();
        self
    }

    /// How sure the tool is of its reading.
    #[must_use]
    pub fn certainty(mut self, certainty: Certainty) -> Self {
        self.finding.certainty = certainty;
        self
    }

    /// The evidence for one value; the first call gives the primary piece.
    #[must_use]
    pub fn side(mut self, side: Side) -> Self {
        if !side.evidence.is_empty() {
            self.finding.sides.push(side);
        }
        self
    }

    /// The line of a file that it is about.
    #[must_use]
    pub fn place(mut self, place: super::Place) -> Self {
        self.finding.place = Some(place);
        self
    }

    /// The finding, named by the given parts (topic, values, source ids), which must not depend on places.
    ///
    /// # Panics
    /// When it has neither evidence nor a place: a finding that points nowhere is a defect of the check.
    #[must_use]
    pub fn build<'a>(mut self, identity: impl IntoIterator<Item = &'a str>) -> Finding {
        assert!(
            self.finding.primary().is_some() || self.finding.place.is_some(),
            "a finding of {} points nowhere",
            self.finding.check
        );
        self.finding.id = FindingId::of(std::iter::once(self.finding.check).chain(identity));
        self.finding
    }
}
