//! What differs between the reports of two revisions.
//!
//! Both revisions are analysed in full, since a new article conflicts with files that nobody touched. Findings are
//! matched by their ids, which survive moved lines, reformatting and re-extraction.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Claim, Disposition, Evidence, Finding, FindingKind, Report};

/// How the findings of two revisions relate. Only problems count; agreements are no news.
#[derive(Debug, Clone)]
pub struct Change {
    /// The later revision. Open findings that were there before say so in their disposition, so that whatever renders
    /// the report shows the new ones as new, and the exit status counts nothing else.
    pub head: Report,
    /// Positions in the head's findings: open, and not there before, or dealt with then and now no more.
    pub new: Vec<usize>,
    /// The same check on the same topic as before, with other values or sources: the earlier finding, and its position
    /// in the head's findings.
    pub changed: Vec<(Finding, usize)>,
    /// There before, and no more.
    pub resolved: Vec<Finding>,
    /// Positions in the head's findings: dealt with by a waiver or the baseline, and were not before.
    pub dealt_with: Vec<usize>,
    /// How many are as they were.
    pub unchanged: usize,
    /// What of the earlier revision could not be read: where there is anything, what is not new may look new.
    pub unread: Vec<Diagnostic>,
}

/// Compares two revisions.
#[must_use]
pub fn between(base: &Report, mut head: Report) -> Change {
    let mut before: BTreeMap<&str, &Finding> =
        base.problems().map(|finding| (finding.id.as_str(), finding)).collect();
    let (mut fresh, mut dealt_with) = (Vec::new(), Vec::new());
    let mut unchanged = 0;
    for (at, finding) in head.findings.iter_mut().enumerate().filter(|(_, finding)| finding.is_problem()) {
        let was_open =
            before.remove(finding.id.as_str()).map(|earlier| earlier.disposition == Disposition::New);
        match (was_open, finding.disposition == Disposition::New) {
            // A waiver that has gone brings its finding back.
            (None | Some(false), true) => fresh.push(at),
            (None | Some(true), false) => dealt_with.push(at),
            (Some(true), true) => {
                finding.disposition = Disposition::Before;
                unchanged += 1;
            }
            (Some(false), false) => unchanged += 1,
        }
    }
    let mut gone: BTreeMap<(&str, String), Vec<&Finding>> = BTreeMap::new();
    for finding in before.into_values() {
        gone.entry((finding.check, about(base, finding))).or_default().push(finding);
    }
    let mut predecessor = |at: usize| {
        let finding = &head.findings[at];
        gone.get_mut(&(finding.check, about(&head, finding))).and_then(Vec::pop)
    };
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for at in &fresh {
        match predecessor(*at) {
            Some(earlier) => changed.push((earlier.clone(), *at)),
            None => new.push(*at),
        }
    }
    // One that changed and was dealt with at once is not resolved.
    for at in &dealt_with {
        let _ = predecessor(*at);
    }
    let mut resolved: Vec<Finding> = gone.into_values().flatten().cloned().collect();
    resolved.sort_by(|one, other| (other.severity, &one.message).cmp(&(one.severity, &other.message)));
    set_focus(base, &mut head, &fresh);
    let unread = base.diagnostics.iter().filter(|one| one.level == Level::Error).cloned().collect();
    Change { head, new, changed, resolved, dealt_with, unchanged, unread }
}

/// What a finding is about, in both revisions: its topic, or for a finding about an input its message.
fn about(report: &Report, finding: &Finding) -> String {
    finding.topic.map_or_else(|| finding.message.to_string(), |topic| report.topic(topic).id.to_string())
}

/// Lets the fresh findings begin with words that the base does not have: there the reviewer looks. A time line keeps
/// its order in words; what changes is the place that it is shown at.
fn set_focus(base: &Report, head: &mut Report, fresh: &[usize]) {
    let pieces = fresh.iter().flat_map(|at| head.findings[*at].evidence());
    let heard: BTreeSet<&str> = pieces.map(|piece| &*head.source(piece.source).id).collect();
    let is_heard: Vec<bool> = base.sources.iter().map(|one| heard.contains(&*one.source.id)).collect();
    // Of the sources alone that fresh findings rest on: most have nothing to do with a change.
    let known: BTreeSet<Statement<'_>> = base
        .claims
        .iter()
        .filter(|claim| is_heard[claim.source.at()])
        .map(|claim| statement(base, claim))
        .collect();
    let is_new = |piece: &Evidence| {
        let claim = piece.fact.map(|fact| head.claim(head.fact(fact).claim));
        claim.is_some_and(|claim| !known.contains(&statement(head, claim)))
    };
    let focus = |finding: &Finding| {
        let mut sides = finding.sides.iter().enumerate();
        sides.find_map(|(at, side)| side.evidence.iter().position(is_new).map(|nth| (at, nth)))
    };
    let found: Vec<_> = fresh.iter().map(|at| focus(&head.findings[*at])).collect();
    for (at, focus) in fresh.iter().zip(found) {
        head.findings[*at].focus = focus.unwrap_or_default();
    }
}

/// Source, value and quote of a claim: what makes it the same in both revisions.
type Statement<'r> = (&'r str, &'r str, &'r str);

fn statement<'r>(report: &'r Report, claim: &'r Claim) -> Statement<'r> {
    (&report.source(claim.source).id, &claim.value, &claim.quote)
}

impl Change {
    /// Whether anything is new, changed, resolved or newly dealt with.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.fresh().next().is_some() || !self.resolved.is_empty() || !self.dealt_with.is_empty()
    }

    /// The findings that are new, then those that changed.
    pub fn fresh(&self) -> impl Iterator<Item = &Finding> {
        let changed = self.changed.iter().map(|(_, at)| at);
        self.new.iter().chain(changed).map(|at| &self.head.findings[*at])
    }

    /// The findings that somebody has dealt with since.
    pub fn newly_dealt_with(&self) -> impl Iterator<Item = &Finding> {
        self.dealt_with.iter().map(|at| &self.head.findings[*at])
    }

    /// What the change brings and takes, without what stays: `1 new conflict, 2 resolved`.
    #[must_use]
    pub fn news(&self) -> String {
        let is_conflict = |finding: &Finding| finding.kind != FindingKind::Integrity;
        let noun = if self.fresh().all(is_conflict) { "conflict" } else { "problem" };
        let plural = if self.new.len() == 1 { "" } else { "s" };
        let parts = [
            (self.new.len(), format!("new {noun}{plural}")),
            (self.changed.len(), "changed".to_owned()),
            (self.resolved.len(), "resolved".to_owned()),
            (self.dealt_with.len(), "newly dealt with".to_owned()),
        ];
        let said = parts.iter().filter(|(number, _)| *number > 0);
        let said: Vec<String> = said.map(|(number, what)| format!("{number} {what}")).collect();
        if said.is_empty() { "no conflict came or went".to_owned() } else { said.join(", ") }
    }

    /// One line: `1 new, 2 resolved, 1 changed, 14 unchanged, 1 newly dealt with; 3 waived, 0 in the baseline`.
    #[must_use]
    pub fn headline(&self) -> String {
        let (new, resolved, changed) = (self.new.len(), self.resolved.len(), self.changed.len());
        let dealt_with = match self.dealt_with.len() {
            0 => String::new(),
            number => format!(", {number} newly dealt with"),
        };
        format!(
            "{new} new, {resolved} resolved, {changed} changed, {} unchanged{dealt_with}; {} waived, {} in the baseline",
            self.unchanged, self.head.summary.waived, self.head.summary.baseline
        )
    }
}
