//! What is reviewed: an open finding or a proposed claim.

use std::io::{self, Write};

use crosscheck::model::{
    Anchor, Claim, Disposition, EntityIx, Finding, Modality, Polarity, Report, Source, Status,
};
use crosscheck::quote;
use crosscheck::report::{Style, escape, write_finding};
use crosscheck::text::Span;

/// Something to decide.
pub(super) enum Item<'r> {
    /// A finding that nobody has dealt with.
    Finding(Open<'r>),
    /// A claim that nobody has confirmed.
    Claim(&'r Claim),
}

/// A finding with what can be done about it.
pub(super) struct Open<'r> {
    pub(super) finding: &'r Finding,
    /// Id and name of the entity to keep, and the name to add to it, where it sets names against each other.
    pub(super) names: Option<(String, String, String)>,
    /// The claims of the folder's files that it rests on.
    pub(super) statements: Vec<&'r Claim>,
}

/// Everything there is to decide, findings first, worst first.
pub(super) fn items(report: &Report) -> Vec<Item<'_>> {
    let open = report.problems().filter(|finding| finding.disposition == Disposition::New);
    let findings = open.map(|finding| {
        let (names, statements) = (names(report, finding), statements(report, finding));
        Item::Finding(Open { finding, names, statements })
    });
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

fn statements<'r>(report: &'r Report, finding: &'r Finding) -> Vec<&'r Claim> {
    let facts = finding.sides.iter().flat_map(|side| &side.evidence).filter_map(|piece| piece.fact);
    let mut claims: Vec<&Claim> = facts.map(|ix| report.claim(report.fact(ix).claim)).collect();
    if claims.is_empty() {
        // Findings about an entry name its line.
        claims.extend(
            report.claims.iter().filter(|claim| finding.place.is_some() && claim.place == finding.place),
        );
    }
    claims.retain(|claim| claim.place.is_some());
    claims.dedup_by(|one, other| std::ptr::eq(*one, *other));
    claims
}

impl Open<'_> {
    /// The claim whose quote no longer stands in its source, when the finding is about that and some words come near.
    pub(super) fn loose(&self) -> Option<&Claim> {
        let is_about_quotes = matches!(self.finding.check, "quote-drifted" | "quote-missing");
        let near = |claim: &&&Claim| {
            matches!(claim.anchor, Anchor::Drifted { .. } | Anchor::Missing { nearest: Some(_) })
        };
        self.statements.iter().find(near).copied().filter(|_| is_about_quotes)
    }
}

/// Whether the words are surely those of the quote, edited.
fn is_drifted(claim: &Claim) -> bool {
    matches!(claim.anchor, Anchor::Drifted { .. })
}

impl Item<'_> {
    pub(super) fn show(&self, report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Finding(open) => {
                write_finding(report, open.finding, style, out)?;
                open.loose().map_or(Ok(()), |claim| edited(report, claim, style, out))
            }
            Self::Claim(claim) => card(report, claim, style, out),
        }
    }

    /// The command that decides it off a terminal.
    pub(super) fn command(&self, report: &Report, program: &str, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Finding(open) => {
                let id = &open.finding.id;
                writeln!(out, "# {}", escape::line(&open.finding.message))?;
                writeln!(out, "{program} explain {id}")?;
                if let Some(claim) = open.loose().filter(|claim| is_drifted(claim)) {
                    let name = name_of(report, claim);
                    writeln!(out, "{program} review --reanchor {}", escape::line(&name))?;
                }
                writeln!(out, "{program} waive {id} --reason WORD --owner NAME --expires DAY")
            }
            Self::Claim(claim) => {
                let said = format!("{} = {}", statement(claim), claim.value);
                writeln!(out, "# {}", escape::line(&said))?;
                let name = name_of(report, claim);
                writeln!(out, "{program} review --accept {0} # or --reject {0}", escape::line(&name))
            }
        }
    }

    /// The actions, each a letter with what it does.
    pub(super) fn choices(&self, items: &[Item<'_>]) -> Vec<(char, String)> {
        let mut choices = Vec::new();
        match self {
            Self::Finding(open) => {
                choices.push(('w', "waive".to_owned()));
                if let Some(claim) = open.loose() {
                    let what = if is_drifted(claim) {
                        "take the words as they now stand"
                    } else {
                        "it is the nearest words"
                    };
                    choices.push(('m', what.to_owned()));
                }
                if !open.statements.is_empty() {
                    choices.push(('r', "reject a statement".to_owned()));
                    choices.push(('e', "edit a statement".to_owned()));
                }
                if open.names.is_some() {
                    choices.push(('n', "the two names are one".to_owned()));
                }
                choices.push(('x', "explain".to_owned()));
            }
            Self::Claim(_) => {
                for (letter, what) in [('a', "accept"), ('r', "reject"), ('e', "edit")] {
                    choices.push((letter, what.to_owned()));
                }
                let alike = self.identical(items).len();
                if alike > 1 {
                    choices.push(('A', format!("accept all {alike} identical")));
                    choices.push(('R', format!("reject all {alike} identical")));
                }
                choices.push(('n', "its subject is another's name".to_owned()));
            }
        }
        choices
    }

    /// The claims that say the same of the same, in whatever article.
    pub(super) fn identical(&self, items: &[Item<'_>]) -> Vec<usize> {
        let key = |item: &Item<'_>| match item {
            Item::Claim(claim) => Some((
                [Some(claim.subject.clone()), Some(claim.attribute.clone()), Some(claim.value.clone())],
                [claim.object.clone(), claim.scope.clone(), claim.as_of.clone()],
                (claim.polarity, claim.modality),
            )),
            Item::Finding(_) => None,
        };
        let mine = key(self);
        items.iter().enumerate().filter(|(_, item)| key(item) == mine).map(|(at, _)| at).collect()
    }
}

/// `SOURCE/CLAIM`, as the options of `review` take it.
pub(super) fn name_of(report: &Report, claim: &Claim) -> String {
    format!("{}/{}", report.source(claim.source).id, claim.id)
}

/// Of what a claim speaks, in one line.
pub(super) fn statement(claim: &Claim) -> String {
    let object = claim.object.as_deref().map(|object| format!(" · {object}")).unwrap_or_default();
    let scope = claim.scope.as_deref().map(|scope| format!(" ({scope})")).unwrap_or_default();
    format!("{} · {}{object}{scope}", claim.subject, claim.attribute)
}

/// A proposed claim: who says it, its words among those around them, and what was read from them.
fn card(report: &Report, claim: &Claim, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let source = report.source(claim.source);
    let title = source.title.as_deref().map(|title| format!(": {title}")).unwrap_or_default();
    writeln!(out, "proposed claim of {}{}", escape::line(&source.id), escape::line(&title))?;
    let (before, after) = match &claim.anchor {
        Anchor::Exact(span) => around(*span, source),
        _ => (String::new(), String::new()),
    };
    in_lines(&format!("{before}“{}”{after}", claim.quote), style, out)?;
    writeln!(out, "\n  {} = {}", escape::line(&statement(claim)), escape::line(&claim.value))?;
    let modality = serde_json::to_value(claim.modality).ok();
    let rest = [
        ("as of", claim.as_of.as_deref()),
        ("denied", (claim.polarity == Polarity::Denied).then_some("yes")),
        (
            "modality",
            modality
                .as_ref()
                .and_then(|word| word.as_str())
                .filter(|_| claim.modality != Modality::default()),
        ),
        ("said by", claim.attributed_to.as_deref()),
        ("note", claim.note.as_deref()),
    ];
    for (name, text) in rest.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        writeln!(out, "  {name}: {}", escape::line(text))?;
    }
    Ok(())
}

/// Characters of a paragraph that are shown on each side of a claim's words.
const CONTEXT: usize = 160;

/// The text of a paragraph before and after some words of it, as far as a reader needs it; no word is cut.
fn around(words: Span, source: &Source) -> (String, String) {
    let body = source.body();
    let from = words.start().saturating_sub(source.body.start());
    let (before, after) = (&body[..from], &body[(from + words.len()).min(body.len())..]);
    let before = before.rsplit_once("\n\n").map_or(before, |(_, last)| last);
    let after = after.split_once("\n\n").map_or(after, |(first, _)| first);
    let cut = before.char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    let before = match before[cut..].split_once(char::is_whitespace) {
        Some((_, whole)) if cut > 0 => format!("… {whole}"),
        _ => before.trim_start().to_owned(),
    };
    let cut = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let after = match after[..cut].rsplit_once(char::is_whitespace) {
        Some((whole, _)) if cut < after.len() => format!("{whole} …"),
        _ => after.trim_end().to_owned(),
    };
    (before, after)
}

/// How the words of a quote differ from those that come nearest in its source.
fn edited(report: &Report, claim: &Claim, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let now = claim.anchor.span().and_then(|span| span.of(&report.source(claim.source).text));
    let how = if is_drifted(claim) { "edited" } else { "nearest" };
    let diff = quote::word_diff(&claim.quote, now.unwrap_or_default());
    in_lines(&format!("{how}: {diff}"), style, out)
}

/// A text of an article in lines that fit, each a little to the right.
fn in_lines(text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let text = escape::line(text);
    let mut width = 0;
    for word in text.split_whitespace() {
        let columns = word.chars().count();
        let gap = match width {
            0 => "  ",
            _ if width + 1 + columns > style.width => "\n  ",
            _ => " ",
        };
        width = if gap == " " { width + 1 + columns } else { 2 + columns };
        write!(out, "{gap}{word}")?;
    }
    writeln!(out)
}
