//! What is reviewed: an open finding or a proposed claim.

use std::io::{self, BufRead, Write};

use anyhow::{Context as _, bail};
use crosscheck::claims::FIELDS;
use crosscheck::config::Reason;
use crosscheck::config::edit::{NewTarget, NewWaiver};
use crosscheck::model::{Claim, Disposition, EntityIx, Finding, Report, Status};
use crosscheck::report::{Style, escape, explain_finding};

use super::act::Folder;
use super::ask::Asker;

/// Something to decide.
pub(super) enum Item<'r> {
    /// A finding that nobody has dealt with.
    Finding(Open<'r>),
    /// A claim that nobody has confirmed.
    Claim(&'r Claim),
}

/// A finding with the names that it sets against each other, where it does.
pub(super) struct Open<'r> {
    finding: &'r Finding,
    /// Id and name of the entity to keep, and the name to add to it.
    names: Option<(String, String, String)>,
}

/// Everything there is to decide, findings first, worst first.
pub(super) fn items(report: &Report) -> Vec<Item<'_>> {
    let open = report.problems().filter(|finding| finding.disposition == Disposition::New);
    let findings = open.map(|finding| Item::Finding(Open { finding, names: names(report, finding) }));
    let proposed = |claim: &&Claim| claim.status == Status::Proposed && claim.place.is_some();
    findings.chain(report.claims.iter().filter(proposed).map(Item::Claim)).collect()
}

/// The two names that stand against each other, when the finding is about names.
fn names(report: &Report, finding: &Finding) -> Option<(String, String, String)> {
    if finding.check != "name-mismatch" || finding.sides.len() != 2 {
        return None;
    }
    let [keep, alias] = [&finding.sides[0].value, &finding.sides[1].value];
    let known = report.entities.iter().find(|(_, entity)| *entity.name == **keep);
    let id = known.map_or_else(|| keep.to_lowercase().replace(' ', "-"), |(ix, _)| id_of(report, ix));
    Some((id, keep.to_string(), alias.to_string()))
}

fn id_of(report: &Report, ix: EntityIx) -> String {
    report.entities.get(ix).id.to_string()
}

impl Item<'_> {
    pub(super) fn show(&self, report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Finding(open) => explain_finding(report, open.finding, style, out),
            Self::Claim(claim) => {
                let source = report.source(claim.source);
                writeln!(
                    out,
                    "{}: {}",
                    escape::line(&source.id),
                    escape::line(source.title.as_deref().unwrap_or(""))
                )?;
                writeln!(out, "  “{}”", escape::line(&claim.quote))?;
                let object = claim.object.as_deref().map(|object| format!(" · {object}")).unwrap_or_default();
                let scope = claim.scope.as_deref().map(|scope| format!(" ({scope})")).unwrap_or_default();
                let said =
                    format!("{} · {}{object}{scope} = {}", claim.subject, claim.attribute, claim.value);
                writeln!(out, "  {}", escape::line(&said))
            }
        }
    }

    /// The command or line that decides it off a terminal.
    pub(super) fn command(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Finding(open) => {
                let id = &open.finding.id;
                writeln!(out, "# {}", escape::line(&open.finding.message))?;
                writeln!(out, "crosscheck explain {id}")?;
                writeln!(out, "crosscheck waive {id} --reason WORD --owner NAME --expires DAY")
            }
            Self::Claim(claim) => {
                let place = claim
                    .place
                    .as_ref()
                    .map(|place| format!("{}:{}", place.file, place.line))
                    .unwrap_or_default();
                let source = &report.source(claim.source).id;
                let line = format!(
                    "# {place}: in `{}` of {source}, set status = \"accepted\" or \"rejected\"",
                    claim.id
                );
                writeln!(out, "{}", escape::line(&line))
            }
        }
    }

    pub(super) fn choices(&self) -> &'static [(char, &'static str)] {
        match self {
            Self::Finding(Open { names: Some(_), .. }) => &[('w', "waive"), ('n', "the two names are one")],
            Self::Finding(_) => &[('w', "waive")],
            Self::Claim(_) => &[
                ('a', "accept"),
                ('r', "reject"),
                ('e', "edit"),
                ('A', "accept all identical"),
                ('R', "reject all identical"),
            ],
        }
    }

    /// Carries an action out. Gives the items that it decides; none when the person changed their mind.
    pub(super) fn act<I: BufRead, O: Write>(
        &self,
        letter: char,
        items: &[Item<'_>],
        folder: &mut Folder<'_>,
        asker: &mut Asker<I, O>,
    ) -> anyhow::Result<Vec<usize>> {
        let me = || items.iter().position(|item| std::ptr::eq(item, self)).into_iter().collect::<Vec<_>>();
        match (self, letter) {
            (Self::Finding(open), 'w') => {
                Ok(if waive(open.finding, folder, asker)? { me() } else { Vec::new() })
            }
            (Self::Finding(Open { names: Some((id, name, alias)), .. }), 'n') => {
                let question = format!("`{alias}` becomes a further name of `{name}`; type yes");
                if asker.text(&question)?.as_deref() != Some("yes") {
                    return Ok(Vec::new());
                }
                folder.alias(id, name, alias)?;
                Ok(me())
            }
            (Self::Claim(claim), 'e') => Ok(if edit(claim, folder, asker)? { me() } else { Vec::new() }),
            (Self::Claim(_), 'a') => self.set_status("accepted", me(), items, folder),
            (Self::Claim(_), 'r') => self.set_status("rejected", me(), items, folder),
            (Self::Claim(_), 'A') => self.set_status("accepted", self.identical(items), items, folder),
            (Self::Claim(_), 'R') => self.set_status("rejected", self.identical(items), items, folder),
            _ => Ok(Vec::new()),
        }
    }

    fn set_status(
        &self,
        status: &str,
        which: Vec<usize>,
        items: &[Item<'_>],
        folder: &mut Folder<'_>,
    ) -> anyhow::Result<Vec<usize>> {
        let targets: Vec<(String, String)> = which.iter().filter_map(|at| items[*at].entry()).collect();
        folder.set_claims(&targets, "status", status)?;
        Ok(which)
    }

    /// The claims that say the same of the same, in whatever article.
    fn identical(&self, items: &[Item<'_>]) -> Vec<usize> {
        let key = |item: &Item<'_>| match item {
            Item::Claim(claim) => Some((
                claim.subject.clone(),
                claim.attribute.clone(),
                claim.object.clone(),
                claim.scope.clone(),
                claim.value.clone(),
            )),
            Item::Finding(_) => None,
        };
        let mine = key(self);
        items.iter().enumerate().filter(|(_, item)| key(item) == mine).map(|(at, _)| at).collect()
    }

    /// Claims file and id.
    fn entry(&self) -> Option<(String, String)> {
        match self {
            Self::Claim(claim) => Some((claim.place.as_ref()?.file.to_string(), claim.id.to_string())),
            Self::Finding(_) => None,
        }
    }
}

fn waive<I: BufRead, O: Write>(
    finding: &Finding,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    let Some(word) = asker.text(&format!("reason, one of {}", Reason::WORDS.join(", ")))? else {
        return Ok(false);
    };
    let reason = crate::cli::waive::reason(&word)?;
    let note = asker.text("more on why (may be empty)")?;
    let Some(owner) = asker.text("who answers for it")? else { return Ok(false) };
    let Some(day) = asker.text("last day on which it holds, such as 2026-12-31")? else { return Ok(false) };
    let expires = day.parse().with_context(|| format!("`{day}` is no day"))?;
    folder.waive(&NewWaiver {
        target: NewTarget::Finding(finding.id.as_str()),
        reason,
        note: note.as_deref(),
        owner: &owner,
        expires,
    })?;
    Ok(true)
}

fn edit<I: BufRead, O: Write>(
    claim: &Claim,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    let place = claim.place.as_ref().context("the claim is in no file")?;
    let Some(field) = asker.text("field")? else { return Ok(false) };
    if !FIELDS.contains(&field.as_str()) || field == "id" {
        bail!("a field is one of {}", FIELDS.join(", "));
    }
    let Some(value) = asker.text("new text")? else { return Ok(false) };
    let target = [(place.file.to_string(), claim.id.to_string())];
    folder.set_claims(&target, &field, &value)?;
    // An edited claim still waits for acceptance, but this session has dealt with it.
    Ok(true)
}
