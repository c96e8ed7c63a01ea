//! The report as a text that one reads from top to bottom: summary, problems worst first, what is agreed, what is
//! left, and what was wrong with inputs. Nothing is cut without saying so.

use std::collections::BTreeSet;

use super::outline::{Outline, Trouble};
use super::page::{Look, Page, Piece, aligned, cell, cell_of_lines, look, quote, ruled, solid, text};
use super::{Style, words};
use crate::diagnostic::{Diagnostic, Level};
use crate::model::{Candidate, Evidence, Finding, FindingKind, Report, Severity, Side, SourceIx, Topic};
use crate::text::Span;

/// Whether tables have lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    /// They have.
    Ruled,
    /// There are no tables: one statement after the other.
    None,
}

/// From this width on two sides of a conflict stand side by side.
const BESIDE: usize = 120;

/// How many agreements are listed unless all are asked for.
const AGREED: usize = 30;

/// How many sources are listed unless all are asked for.
const SOURCES: usize = 30;

/// How many diagnostics are shown unless all are asked for.
const DIAGNOSTICS: usize = 20;

/// Writes a report for reading.
pub(super) struct Reading<'r> {
    report: &'r Report,
    outline: Outline<'r>,
    style: Style,
    frame: Frame,
    page: Page,
    /// The quotes that the topic at hand has shown so far.
    quoted: BTreeSet<(SourceIx, Span)>,
}

impl<'r> Reading<'r> {
    pub(super) fn new(report: &'r Report, style: Style, frame: Frame, page: Page) -> Self {
        Self { report, outline: Outline::new(report, style), style, frame, page, quoted: BTreeSet::new() }
    }

    pub(super) fn write(mut self) -> String {
        self.summary();
        let troubles = std::mem::take(&mut self.outline.troubles);
        for (at, trouble) in troubles.iter().enumerate() {
            self.trouble(trouble, at + 1, troubles.len());
        }
        self.inputs();
        self.agreed();
        self.rest();
        self.sources();
        self.diagnostics();
        self.page.finish()
    }

    fn summary(&mut self) {
        let summary = &self.report.summary;
        let head = format!(
            "{} from {}, {}, {}, {} shared",
            words::count(summary.sources, "source"),
            words::count(summary.origins, "independent origin"),
            words::count(summary.claims, "claim"),
            words::count(summary.topics, "topic"),
            summary.shared_topics
        );
        self.page.put(0, 0, &[look(Look::Strong, head)]);
        self.page.gap();
        let open = [
            words::count(summary.contradictions, "contradiction"),
            words::count(summary.tensions, "tension"),
            format!("{} superseded", summary.superseded),
            words::count(summary.integrity, "problem") + " of inputs",
        ];
        self.entry("Open", &[text(open.join(", "))]);
        let by_severity = [
            (Severity::High, summary.high),
            (Severity::Medium, summary.medium),
            (Severity::Low, summary.low),
        ];
        let mut pieces = Vec::new();
        for (severity, number) in by_severity {
            let as_look = if number > 0 { Look::Severity(severity) } else { Look::Plain };
            if !pieces.is_empty() {
                pieces.push(text(", "));
            }
            pieces.push(solid(as_look, format!("{number} {}", words::severity(severity))));
        }
        self.entry("Severity", &pieces);
        self.entry(
            "Dealt with",
            &[text(format!("{} waived, {} in the baseline", summary.waived, summary.baseline))],
        );
        self.entry(
            "Support",
            &[text(words::count(summary.agreements, "agreement") + " between independent origins")],
        );
        self.entry("Set aside", &[text(words::count(summary.scope_differences, "difference") + " of scope")]);
        if summary.errors + summary.warnings > 0 {
            let problems = format!(
                "{}, {}: see the end",
                words::count(summary.errors, "error"),
                words::count(summary.warnings, "warning")
            );
            let as_look = if summary.errors > 0 { Severity::High } else { Severity::Medium };
            self.entry("Inputs", &[look(Look::Severity(as_look), problems)]);
        }
        self.page.gap();
        self.page.put(0, 0, &[look(Look::Faint, words::CAVEAT)]);
        if summary.errors > 0 {
            let warning = "This report is incomplete: some inputs could not be read.";
            self.page.put(0, 0, &[look(Look::Severity(Severity::High), warning)]);
        }
    }

    /// A name with what belongs to it, in two columns.
    fn entry(&mut self, name: &str, pieces: &[Piece]) {
        let name = solid(Look::Faint, format!("{:<12}", format!("{name}:")));
        let pieces: Vec<_> = std::iter::once(name).chain(pieces.iter().cloned()).collect();
        self.page.put(2, 14, &pieces);
    }

    fn trouble(&mut self, trouble: &Trouble<'_>, number: usize, of: usize) {
        let worst = trouble.findings[0].severity;
        self.page.gap();
        if self.frame == Frame::Ruled {
            self.page.rule('─');
        }
        let title = look(Look::Strong, format!("{number}/{of}  {}", trouble.title));
        self.page.line_with_end(&title, &look(Look::Severity(worst), words::severity(worst)));
        self.page.gap();
        self.candidates(trouble.topic);
        self.quoted.clear();
        for finding in &trouble.findings {
            self.page.gap();
            self.finding(finding, &trouble.title);
        }
    }

    /// The values given, with their support.
    fn candidates(&mut self, topic: &Topic) {
        if topic.candidates.is_empty() {
            return;
        }
        if self.frame == Frame::None {
            for candidate in &topic.candidates {
                self.candidate(candidate, topic);
            }
            return;
        }
        let mut table = ruled();
        let head = ["Value", "Confidence", "Said by"];
        table.set_header(head.map(|head| cell(Look::Faint, head)));
        for candidate in &topic.candidates {
            table.add_row([
                cell(Look::Strong, candidate.value.to_string()),
                cell(Look::Plain, words::support(self.report, candidate, topic)),
                cell_of_lines(&words::supporters(self.report, candidate)),
            ]);
        }
        self.page.table(2, table);
    }

    fn candidate(&mut self, candidate: &Candidate, topic: &Topic) {
        let voices = words::supporters(self.report, candidate).join("; ");
        self.page.put(
            2,
            4,
            &[
                look(Look::Strong, candidate.value.to_string()),
                text(format!(" is {}. Said by {voices}.", words::support(self.report, candidate, topic))),
            ],
        );
    }

    fn finding(&mut self, finding: &Finding, title: &str) {
        let name = format!("{}, {}", words::kind(finding.kind), words::severity(finding.severity));
        self.page.put(
            2,
            4,
            &[
                look(Look::Severity(finding.severity), name),
                text(": "),
                look(Look::Strong, words::beneath_title(finding, title)),
            ],
        );
        if let Some(disposition) = words::disposition(finding) {
            self.page.put(4, 6, &[look(Look::Faint, disposition)]);
        }
        let known = |piece: &Evidence| self.quoted.contains(&(piece.source, piece.span));
        if finding.evidence().next().is_none() {
            // What is about a line of the configuration has a place and no quote.
        } else if finding.evidence().all(known) && finding.kind != FindingKind::Superseded {
            self.page.put(4, 6, &[look(Look::Faint, "The quotes stand above.")]);
        } else if self.frame == Frame::Ruled && self.page.width() >= BESIDE && finding.sides.len() == 2 {
            self.sides_beside(finding);
        } else {
            finding.sides.iter().enumerate().for_each(|(at, side)| self.side(finding, at, side));
        }
        self.quoted.extend(finding.evidence().map(|piece| (piece.source, piece.span)));
        self.remarks(finding);
    }

    fn sides_beside(&mut self, finding: &Finding) {
        let mut table = ruled();
        let heads = finding.sides.iter().enumerate().map(|(at, side)| side_head(finding, at, side));
        table.set_header(heads.map(|head| cell(Look::Strong, head)));
        let said = |side: &Side| {
            let quotes = side
                .evidence
                .iter()
                .flat_map(|piece| [String::new(), format!("“{}”", piece.quote), self.voice_and_place(piece)]);
            cell_of_lines(&quotes.skip(1).collect::<Vec<_>>())
        };
        table.add_row(finding.sides.iter().map(said));
        self.page.table(4, table);
    }

    fn side(&mut self, finding: &Finding, at: usize, side: &Side) {
        let known = side.evidence.iter().all(|piece| self.quoted.contains(&(piece.source, piece.span)));
        if known && finding.kind != FindingKind::Superseded {
            let head =
                [look(Look::Strong, side_head(finding, at, side)), look(Look::Faint, ", quoted above")];
            return self.page.put(4, 6, &head);
        }
        self.page.put(4, 6, &[look(Look::Strong, side_head(finding, at, side))]);
        for piece in &side.evidence {
            self.page.put(6, 7, &[quote(&piece.quote)]);
            self.page.put(8, 8, &[look(Look::Faint, self.voice_and_place(piece))]);
        }
    }

    /// Who says it, when, where, and in whose name.
    fn voice_and_place(&self, piece: &Evidence) -> String {
        let mut line = words::whence(self.report, piece);
        let fact = piece.fact.map(|ix| self.report.fact(ix));
        if let Some(speaker) = fact.and_then(|fact| fact.attributed_to.as_deref()) {
            line.push_str(&format!(" · citing {speaker}"));
        }
        if let Some(modality) = fact.and_then(|fact| words::modality(fact.modality)) {
            line.push_str(&format!(" · {modality}"));
        }
        line
    }

    fn remarks(&mut self, finding: &Finding) {
        let id = finding.id.as_str();
        let place =
            finding.place.as_ref().map(|place| format!("{}:{}:{}", place.file, place.line, place.column));
        let certainty = format!("{} ({:.2})", finding.certainty.word(), finding.certainty.score());
        if let Some(place) = place {
            self.remark("At", &[text(place)]);
        }
        self.remark("Why", &[text(&finding.why)]);
        self.remark("Settled by", &[text(&finding.would_settle)]);
        if self.style.verbose || finding.certainty.word() != "firm" {
            self.remark(
                "Certainty",
                &[text(format!("{certainty} that the statements were read and matched rightly"))],
            );
        }
        let mut next = vec![self.command(&format!("explain {id}"))];
        // A waiver cannot be waived: what has no quotes is mended where it stands.
        if finding.evidence().next().is_some() {
            next.extend([text(" or "), self.command(&format!("waive {id}"))]);
        }
        self.remark("Next", &next);
    }

    fn remark(&mut self, name: &str, pieces: &[Piece]) {
        let name = solid(Look::Faint, format!("{:<12}", format!("{name}:")));
        let pieces: Vec<_> = std::iter::once(name).chain(pieces.iter().cloned()).collect();
        self.page.put(4, 16, &pieces);
    }

    /// A heading over what follows.
    fn heading(&mut self, title: &str) {
        self.page.gap();
        if self.frame == Frame::Ruled {
            self.page.rule('─');
        }
        self.page.put(0, 0, &[look(Look::Strong, title)]);
        self.page.gap();
    }

    fn inputs(&mut self) {
        let findings = std::mem::take(&mut self.outline.inputs);
        if findings.is_empty() {
            return;
        }
        self.heading("Problems of quotes and inputs");
        for finding in findings {
            self.finding(finding, "");
            self.page.gap();
        }
    }

    fn agreed(&mut self) {
        let topics = std::mem::take(&mut self.outline.agreed);
        if topics.is_empty() {
            return;
        }
        self.heading("What independent origins agree on");
        let shown = if self.style.verbose { topics.len() } else { topics.len().min(AGREED) };
        let mut table = aligned();
        let mut head = vec!["Topic", "Value", "Confidence", "Origins"];
        if self.names_voices() {
            head.push("Said by");
        }
        table.set_header(head.into_iter().map(|head| cell(Look::Faint, head)));
        for topic in &topics[..shown] {
            self.agreement(topic, &mut table);
        }
        if self.frame == Frame::Ruled {
            self.page.table(1, table);
        }
        self.more(topics.len() - shown, "list topics");
    }

    fn agreement(&mut self, topic: &Topic, table: &mut comfy_table::Table) {
        let title = self.report.topic_title(topic);
        let candidate = &topic.candidates[0];
        let value = candidate.value.to_string();
        let voices = words::supporters(self.report, candidate);
        if self.frame == Frame::None {
            let rest = format!(
                ": {value}, {}. Said by {}.",
                words::support(self.report, candidate, topic),
                voices.join("; ")
            );
            return self.page.put(2, 4, &[look(Look::Strong, title), text(rest)]);
        }
        let mut row = vec![
            cell(Look::Plain, title),
            cell(Look::Strong, value),
            cell(Look::Plain, words::level(&candidate.confidence)),
            cell(Look::Plain, format!("{} of {}", candidate.origins, topic.origins)),
        ];
        if self.names_voices() {
            row.push(cell(Look::Faint, voices.join("; ")));
        }
        table.add_row(row);
    }

    /// Whether there is room, or a wish, to say in a table of agreements who says it.
    fn names_voices(&self) -> bool {
        self.style.verbose || self.page.width() >= BESIDE
    }

    fn rest(&mut self) {
        let (beside, alone) = (self.outline.beside.len(), self.outline.alone.len());
        if beside + alone == 0 {
            return;
        }
        self.heading("The other topics");
        if beside > 0 {
            let what = " on which several origins speak, with values that can stand side by side or problems that \
                        were dealt with.";
            self.page.put(2, 4, &[text(words::count(beside, "topic") + what)]);
        }
        if alone > 0 {
            self.page.put(2, 4, &[text(words::count(alone, "topic") + " on which one origin alone speaks.")]);
        }
        let command = self.command("list topics");
        self.page.put(2, 4, &[text("All of them: "), command]);
    }

    fn sources(&mut self) {
        let sources = &self.report.sources;
        if sources.is_empty() {
            return;
        }
        self.heading("Sources");
        let shown = if self.style.verbose { sources.len() } else { sources.len().min(SOURCES) };
        for summary in &sources[..shown] {
            let source = &summary.source;
            let mut facts = vec![source.published.as_ref().map_or_else(|| "undated".to_owned(), words::date)];
            facts.extend(source.reliability.map(|letter| format!("reliability {letter:?}")));
            facts.extend(summary.learnt_reliability.map(|learnt| format!("learnt {learnt:.2}")));
            if *summary.origin != *source.id {
                facts.push(format!("one origin with {}", summary.origin));
            }
            facts.push(words::count(summary.claims, "claim"));
            facts.extend(source.quote_only.then(|| "only its quotes are kept here".to_owned()));
            self.page.put(2, 4, &[look(Look::Strong, &source.id), text(format!(": {}", facts.join(", ")))]);
            let title = source.title.as_deref().map(|title| format!("“{title}”"));
            let who: Vec<_> = source.publisher.iter().map(ToString::to_string).chain(title).collect();
            if !who.is_empty() {
                self.page.put(4, 4, &[look(Look::Faint, who.join(", "))]);
            }
        }
        self.more(sources.len() - shown, "list sources");
    }

    /// Says how much was left out, and how to see it.
    fn more(&mut self, left: usize, command: &str) {
        if left > 0 {
            let command = self.command(command);
            self.page.put(2, 4, &[text(format!("… and {left} more: ")), command]);
        }
    }

    fn command(&self, rest: &str) -> Piece {
        solid(Look::Faint, format!("{} {rest}", self.style.command))
    }

    fn diagnostics(&mut self) {
        let mut diagnostics: Vec<_> = self.report.diagnostics.iter().collect();
        if diagnostics.is_empty() {
            return;
        }
        self.heading("What was wrong with inputs");
        // Stable: within a level they stay in the order of the report.
        diagnostics.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.level));
        let shown = if self.style.verbose { diagnostics.len() } else { diagnostics.len().min(DIAGNOSTICS) };
        for diagnostic in &diagnostics[..shown] {
            self::diagnostic(&mut self.page, diagnostic);
        }
        self.more(diagnostics.len() - shown, "list diagnostics");
    }
}

/// A side's value, for supersessions on its place in the time line.
fn side_head(finding: &Finding, at: usize, side: &Side) -> String {
    let time = side.time.as_deref().unwrap_or("undated");
    match (finding.kind, at) {
        (FindingKind::Superseded, 0) => format!("First, {time}: {}", side.value),
        (FindingKind::Superseded, _) => format!("Then, {time}: {}", side.value),
        _ => side.value.to_string(),
    }
}

/// A diagnostic with place and remedy, as compilers print them.
pub(super) fn diagnostic(page: &mut Page, diagnostic: &Diagnostic) {
    let severity = match diagnostic.level {
        Level::Error => Severity::High,
        Level::Warning => Severity::Medium,
        Level::Note => Severity::None,
    };
    page.put(
        2,
        4,
        &[
            look(Look::Severity(severity), format!("{}[{}]", diagnostic.level.word(), diagnostic.code)),
            text(": "),
            text(&diagnostic.message),
        ],
    );
    if let Some(place) = &diagnostic.place {
        page.put(4, 6, &[look(Look::Faint, format!("at {}:{}:{}", place.file, place.line, place.column))]);
    }
    if let Some(help) = &diagnostic.help {
        page.put(4, 10, &[look(Look::Faint, "help: "), text(help)]);
    }
}
