//! What each action does.

use std::io::{BufRead, Write};

use anyhow::{Context as _, bail};
use crosscheck::claims::{FIELDS, words_of};
use crosscheck::config::Reason;
use crosscheck::config::edit::{NewTarget, NewWaiver};
use crosscheck::ingest;
use crosscheck::lexicon::vocabulary::{Cue, cues};
use crosscheck::model::{Anchor, Claim, Finding, Report, Source};
use crosscheck::quote::{self, Quote, Searcher};
use crosscheck::text::Span;

use super::act::Folder;
use super::ask::Asker;
use super::item::{Item, Open, statement};
use crate::cli::waive::{check_end, reason};

/// What actions are taken on.
pub(super) struct Desk<'r> {
    pub(super) report: &'r Report,
    pub(super) items: &'r [Item<'r>],
}

impl Desk<'_> {
    /// Carries an action out. Gives the items that it decides; none when the person changed their mind.
    pub(super) fn act<I: BufRead, O: Write>(
        &self,
        at: usize,
        letter: char,
        folder: &mut Folder<'_>,
        asker: &mut Asker<I, O>,
    ) -> anyhow::Result<Vec<usize>> {
        let only = |done: bool| if done { vec![at] } else { Vec::new() };
        match (&self.items[at], letter) {
            (Item::Finding(open), 'w') => Ok(only(waive(self.report, open.finding, folder, asker)?)),
            (Item::Finding(Open { names: Some((id, name, alias)), .. }), 'n') => {
                Ok(only(alias_of(id, name, alias, folder, asker)?))
            }
            (Item::Finding(open), 'm') => {
                let claim = open.loose().context("no words come near its quote")?;
                let source = self.report.source(claim.source);
                Ok(only(reanchor_asking(claim, source, folder, asker)?))
            }
            (Item::Finding(open), 'r') => match which(self.report, open, asker)? {
                Some(claim) => {
                    set_status(&[claim], "rejected", folder)?;
                    Ok(self.settled_without(at, claim))
                }
                None => Ok(Vec::new()),
            },
            (Item::Finding(open), 'e') => match which(self.report, open, asker)? {
                Some(claim) => Ok(only(edit(claim, self.report.source(claim.source), folder, asker)?)),
                None => Ok(Vec::new()),
            },
            (Item::Claim(claim), 'n') => Ok(only(self.other_name(claim, folder, asker)?)),
            (Item::Claim(claim), 'e') => {
                Ok(only(edit(claim, self.report.source(claim.source), folder, asker)?))
            }
            (Item::Claim(_), 'a') => self.all(vec![at], "accepted", folder),
            (Item::Claim(_), 'r') => self.all(vec![at], "rejected", folder),
            (item @ Item::Claim(_), 'A') => self.all(item.identical(self.items), "accepted", folder),
            (item @ Item::Claim(_), 'R') => self.all(item.identical(self.items), "rejected", folder),
            _ => Ok(Vec::new()),
        }
    }

    fn all(&self, which: Vec<usize>, status: &str, folder: &mut Folder<'_>) -> anyhow::Result<Vec<usize>> {
        let claims: Vec<&Claim> = which
            .iter()
            .filter_map(|at| match &self.items[*at] {
                Item::Claim(claim) => Some(*claim),
                Item::Finding(_) => None,
            })
            .collect();
        set_status(&claims, status, folder)?;
        Ok(which)
    }

    /// The finding, and whatever else there is no question about once a statement is rejected.
    fn settled_without(&self, at: usize, rejected: &Claim) -> Vec<usize> {
        let rests_on_it = |item: &Item<'_>| match item {
            Item::Claim(claim) => std::ptr::eq(*claim, rejected),
            // With a third statement there may still be two sides.
            Item::Finding(open) => {
                open.statements.len() <= 2
                    && open.statements.iter().any(|claim| std::ptr::eq(*claim, rejected))
            }
        };
        let moot = |(other, item): &(usize, &Item<'_>)| *other == at || rests_on_it(item);
        self.items.iter().enumerate().filter(moot).map(|(other, _)| other).collect()
    }

    /// Makes the claim's subject a further name of an entity that the person names.
    fn other_name<I: BufRead, O: Write>(
        &self,
        claim: &Claim,
        folder: &mut Folder<'_>,
        asker: &mut Asker<I, O>,
    ) -> anyhow::Result<bool> {
        let question = format!("whose further name is `{}`", claim.subject);
        let Some(name) = asker.text(&question)? else { return Ok(false) };
        let known = self.report.entities.iter().map(|(_, entity)| entity);
        let known = known.into_iter().find(|entity| *entity.name == *name || *entity.id == *name);
        let (id, name) = match known {
            Some(entity) => (entity.id.to_string(), entity.name.to_string()),
            None => (ingest::slug(&name), name),
        };
        if name == *claim.subject {
            bail!("`{name}` is that name already");
        }
        alias_of(&id, &name, &claim.subject, folder, asker)
    }
}

/// Sets the status of claims in one step.
pub(super) fn set_status(claims: &[&Claim], status: &str, folder: &mut Folder<'_>) -> anyhow::Result<()> {
    let targets: Vec<(String, String)> = claims.iter().filter_map(|claim| entry(claim)).collect();
    folder.set_claims(&targets, &[("status", status)])
}

/// Claims file and id.
fn entry(claim: &Claim) -> Option<(String, String)> {
    Some((claim.place.as_ref()?.file.to_string(), claim.id.to_string()))
}

fn alias_of<I: BufRead, O: Write>(
    id: &str,
    name: &str,
    alias: &str,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    let question = format!("`{alias}` becomes a further name of `{name}`; type yes");
    if asker.text(&question)?.as_deref() != Some("yes") {
        return Ok(false);
    }
    folder.alias(id, name, alias)?;
    Ok(true)
}

/// One of the statements that a finding rests on.
fn which<'o, I: BufRead, O: Write>(
    report: &Report,
    open: &'o Open<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<Option<&'o Claim>> {
    if let [only] = open.statements.as_slice() {
        return Ok(Some(only));
    }
    for (at, claim) in open.statements.iter().enumerate() {
        let source = &report.source(claim.source).id;
        asker.say(&format!("  {}  {source}: {} = {}", at + 1, statement(claim), claim.value))?;
    }
    let number = asker.until(&format!("which, 1 to {}", open.statements.len()), |line| {
        let number = line.parse::<usize>().ok().filter(|number| (1..=open.statements.len()).contains(number));
        number.context("one of the numbers, please")
    })?;
    Ok(number.map(|number| open.statements[number - 1]))
}

fn waive<I: BufRead, O: Write>(
    report: &Report,
    finding: &Finding,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    for words in Reason::WORDS.chunks(3) {
        asker.say(&format!("  {}", words.join(", ")))?;
    }
    let Some(reason) = asker.until("reason, one of these", reason)? else { return Ok(false) };
    let note = asker.text("more on why (may be empty)")?;
    let Some(owner) = asker.text("who answers for it")? else { return Ok(false) };
    let day = |line: &str| {
        let day = line.parse().with_context(|| format!("`{line}` is no day such as 2026-12-31"))?;
        check_end(day, finding, report).map(|()| day)
    };
    let Some(expires) = asker.until("last day on which it holds, such as 2026-12-31", day)? else {
        return Ok(false);
    };
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
    source: &Source,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    let fields: Vec<&str> = FIELDS.iter().copied().filter(|field| !KEPT.contains(field)).collect();
    for fields in fields.chunks(8) {
        asker.say(&format!("  {}", fields.join(", ")))?;
    }
    let known = |line: &str| {
        fields
            .iter()
            .copied()
            .find(|field| *field == line)
            .with_context(|| format!("a field is one of {}", fields.join(", ")))
    };
    let Some(field) = asker.until("field", known)? else { return Ok(false) };
    let allowed = words_of(field);
    let fits = |line: &str| match &allowed {
        Some(words) if !words.contains(&line) => bail!("{field} is one of {}", words.join(", ")),
        _ => Ok(line.to_owned()),
    };
    let Some(value) = asker.until("new text", fits)? else { return Ok(false) };
    if field == "quote" {
        return requote(claim, &value, source, folder);
    }
    let target: Vec<_> = entry(claim).into_iter().collect();
    folder.set_claims(&target, &[(field, &value)])?;
    // An edited claim still waits for acceptance, but this session has dealt with it.
    Ok(true)
}

/// Fields that go with others: the id is how everything else finds the claim, context goes with the quote.
const KEPT: [&str; 4] = ["id", "prefix", "suffix", "origin"];

/// Gives a claim other words of its source, which must stand there.
fn requote(claim: &Claim, words: &str, source: &Source, folder: &mut Folder<'_>) -> anyhow::Result<bool> {
    match Searcher::new(source).anchor(Quote { text: words, ..Quote::default() }) {
        Anchor::Exact(span) => move_to(claim, span, &claim.value, source, folder).map(|()| true),
        other => match other.span().and_then(|span| span.of(&source.text)) {
            Some(nearest) => bail!("{} does not say so; the nearest is “{nearest}”", source.path),
            None => bail!("{} does not say so", source.path),
        },
    }
}

/// Takes the words of an edited quote as they now stand. The value goes with them: asked for where it changed.
fn reanchor_asking<I: BufRead, O: Write>(
    claim: &Claim,
    source: &Source,
    folder: &mut Folder<'_>,
    asker: &mut Asker<I, O>,
) -> anyhow::Result<bool> {
    let span = claim.anchor.span().context("no words come near the quote")?;
    let words = span.of(&source.text).context("the quote lies outside its source")?;
    let mut value = claim.value.to_string();
    if claim.quote.contains(&value) && !words.contains(&value) {
        let found = quote::counterpart(&value, &claim.quote, words).map(str::to_owned);
        let question = match &found {
            Some(found) => format!("the value was `{value}`; now (empty for `{found}`)"),
            None => format!("the value was `{value}`; now (empty to leave all as it is)"),
        };
        match asker.text(&question)?.or(found) {
            Some(new) => value = new,
            None => return Ok(false),
        }
    }
    move_to(claim, span, &value, source, folder)?;
    Ok(true)
}

/// The same without a question: only where the words are surely those of the quote, and the value still stands in them.
pub(in crate::cli) fn reanchor(
    claim: &Claim,
    source: &Source,
    folder: &mut Folder<'_>,
) -> anyhow::Result<()> {
    let (Anchor::Exact(span) | Anchor::Drifted { span, .. }) = claim.anchor else {
        bail!("the words of the quote are not found in {}; edit the claim, or reject it", source.path)
    };
    let words = span.of(&source.text).context("the quote lies outside its source")?;
    if claim.quote.contains(&*claim.value) && !words.contains(&*claim.value) {
        bail!("its value `{}` went with the edit: {}", claim.value, quote::word_diff(&claim.quote, words));
    }
    if meant(&claim.quote) != meant(words) {
        bail!("the edit changes how it is meant: {}", quote::word_diff(&claim.quote, words));
    }
    move_to(claim, span, &claim.value, source, folder)
}

/// Words that turn a statement: a claim does not say what they say, and would stand on words that mean something else.
const TURNING: [Cue; 5] = [Cue::Negation, Cue::Rumoured, Cue::Predicted, Cue::Planned, Cue::Hypothetical];

/// How the words are meant: denied, rumoured, planned.
fn meant(text: &str) -> Vec<Cue> {
    let lower = text.to_lowercase().replace('’', "'");
    let words =
        lower.split(|char: char| !char.is_alphanumeric() && char != '\'').filter(|word| !word.is_empty());
    let words: Vec<&str> = words.map(|word| if word.ends_with("n't") { "not" } else { word }).collect();
    let found_at =
        |at: usize| cues(|nth| words.get(at + nth).copied()).map(|(cue, _)| cue).collect::<Vec<_>>();
    let mut found: Vec<Cue> =
        (0..words.len()).flat_map(found_at).filter(|cue| TURNING.contains(cue)).collect();
    found.sort_unstable();
    found
}

/// Anchors a claim anew: its words, those around them, and its value.
fn move_to(
    claim: &Claim,
    span: Span,
    value: &str,
    source: &Source,
    folder: &mut Folder<'_>,
) -> anyhow::Result<()> {
    let words = span.of(&source.text).context("the quote lies outside its source")?;
    let (before, after) = quote::context_of(span, source);
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = (plain(before), plain(after));
    let target: Vec<_> = entry(claim).into_iter().collect();
    let mut fields = vec![("quote", words), ("value", value)];
    fields
        .extend([("prefix", &*before), ("suffix", &*after)].into_iter().filter(|(_, text)| !text.is_empty()));
    folder.set_claims(&target, &fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_that_turns_a_statement_is_seen() {
        let said = "The quay is 340 metres long";
        for turned in [
            "The quay is not 340 metres long",
            "The quay isn’t 340 metres long",
            "The quay will be 340 metres long",
            "The quay is allegedly 340 metres long",
            "The quay would be 340 metres long",
        ] {
            assert_ne!(meant(said), meant(turned), "{turned}");
        }
        for same in ["The new quay is about 340 metres long", "The quay of Harlow is 340 metres long today"] {
            assert_eq!(meant(said), meant(same), "{same}");
        }
    }
}
