//! Who says it, and how firmly.

use super::sentence::Line;
use super::token::CueAt;
use crate::lexicon::vocabulary::{Class, Cue};
use crate::model::{Marks, Modality, Polarity};
use crate::text::Span;

/// How a part of a sentence is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    pub(super) modality: Modality,
    pub(super) attributed_to: Option<Box<str>>,
    pub(super) marks: Marks,
}

/// Verbs that keep what is said at the speaker's door.
const CONTENDING: [&str; 24] = [
    "claimed",
    "claims",
    "claim",
    "insisted",
    "insists",
    "argued",
    "argues",
    "alleged",
    "alleges",
    "denied",
    "denies",
    "maintained",
    "maintains",
    "asserted",
    "predicted",
    "predicts",
    "warned",
    "warns",
    "reckons",
    "reckoned",
    "stormed",
    "believes",
    "expects",
    "puts",
];

/// How the tokens `from..to` are said.
pub(super) fn speech(line: &Line<'_>, from: usize, to: usize, quotations: &[Span]) -> Speech {
    let (start, end) = line.clause(from, to);
    let mut marks = Marks::default();
    let here = |cue| line.has_cue(cue, start, end);
    let if_clause = line.cues.iter().any(|cue| {
        let word = &line.tokens[cue.at];
        cue.cue == Cue::Hypothetical
            && !word.has(Class::MODAL)
            && (cue.at < end)
            && (word.lower != "had" || cue.at >= start)
    });
    let should_opens = line.tokens.first().is_some_and(|token| token.lower == "should");
    let gerund_would = line.tokens[start..end].iter().any(|token| token.lower == "would")
        && line.tokens[start..from].iter().any(|token| token.lower.ends_with("ing") && token.lower.len() > 5);
    if if_clause || should_opens || gerund_would {
        marks = marks.with(Marks::HYPOTHETICAL);
    }
    let may_have = line.tokens[start..end].windows(2).any(|pair| {
        matches!(pair[0].lower.as_str(), "may" | "might" | "could")
            && pair[1].is_word()
            && !pair[1].has(Class::STOP)
            || pair[0].lower == "may" && pair[1].lower == "have"
    });
    let modelled = line.tokens[..end].iter().any(|token| {
        matches!(
            token.lower.as_str(),
            "estimated"
                | "estimate"
                | "estimates"
                | "forecast"
                | "forecasts"
                | "projected"
                | "projection"
                | "predicted"
                | "predicts"
                | "guidance"
                | "guides"
        )
    });
    if may_have || (modelled && here(Cue::Predicted)) {
        marks = marks.with(Marks::PREDICTED);
    }
    if here(Cue::Update) {
        marks = marks.with(Marks::UPDATE);
    }
    let rumoured = here(Cue::Rumoured);
    let opinion = line.cues.iter().any(|cue| cue.cue == Cue::Opinion);
    let attributed_to = speaker(line, from, to, quotations);
    let modality = if marks.has(Marks::HYPOTHETICAL) {
        Modality::Hypothetical
    } else if opinion {
        Modality::Opinion
    } else if rumoured {
        Modality::Rumoured
    } else if may_have {
        Modality::Predicted
    } else if attributed_to.is_some()
        || line.says(0, line.tokens.len())
        || here(Cue::According)
        || here(Cue::Reported)
    {
        Modality::Reported
    } else if here(Cue::Planned) {
        Modality::Planned
    } else {
        Modality::Asserted
    };
    Speech { modality, attributed_to, marks }
}

/// The speaker who alone answers for the words: of a quotation, or of a verb that the article keeps its distance with.
fn speaker(line: &Line<'_>, from: usize, to: usize, quotations: &[Span]) -> Option<Box<str>> {
    let place = line.span_of(from, to)?;
    let at = quotations.partition_point(|quotation| quotation.end() <= place.start());
    let quoted = quotations
        .get(at)
        .is_some_and(|quotation| quotation.contains(place) && quotation.len() > place.len() + 12);
    let verb = line.tokens.iter().position(|token| token.has(Class::REPORTING))?;
    let contending = CONTENDING.contains(&line.tokens[verb].lower.as_str());
    let name = line
        .names
        .iter()
        .filter(|name| !(name.from < to && from < name.to))
        .map(|name| (line.distance(verb, name.from.min(name.to - 1)), name))
        .filter(|(distance, _)| *distance < 6.0)
        .min_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| name);
    let person = name.is_some_and(|name| name.is_person || name.folded.split(' ').count() == 2);
    if !(quoted || contending || (person && verb < line.tokens.len())) {
        return None;
    }
    match name {
        Some(name) => line.span_of(name.from, name.to)?.of(line.text).map(Into::into),
        None => {
            let before = line.tokens[..verb].iter().rposition(|token| token.is_content())?;
            (verb - before < 4).then(|| line.tokens[before].text.into())
        }
    }
}

/// Whether what stands at `at` only says it: "the firm said", "according to the firm".
pub(super) fn says(line: &Line<'_>, at: usize) -> bool {
    let verb = line.tokens.get(at + 1).is_some_and(|next| next.has(Class::REPORTING));
    let according = |cue: &CueAt| {
        cue.cue == Cue::According && (1..4).contains(&(at + 1).saturating_sub(cue.at + cue.length))
    };
    verb || line.cues.iter().any(according)
}

/// Whether the words at `from..to` are denied.
pub(super) fn polarity(line: &Line<'_>, from: usize, to: usize) -> Polarity {
    if denial(line, from, to).is_some() { Polarity::Denied } else { Polarity::Affirmed }
}

/// Where the words at `from..to` are denied: the last negation, if an odd number stand in the clause before them. What
/// is denied within "that", "who" or "which" counts for itself: "no word that he did not pay".
pub(super) fn denial(line: &Line<'_>, from: usize, to: usize) -> Option<usize> {
    let (start, _) = line.clause(from, to);
    let opens = |at: &usize| matches!(line.tokens[*at].lower.as_str(), "that" | "who" | "which" | "whether");
    let inner = (start..from).rfind(opens).unwrap_or(start);
    let mut after = 0;
    let mut found = Vec::new();
    for cue in line.cues.iter().filter(|cue| cue.cue == Cue::Negation && (start..from).contains(&cue.at)) {
        if cue.at >= after && !is_of_another_noun(line, cue.at, from) {
            found.push(cue.at);
            after = cue.at + cue.length;
        }
    }
    if found.iter().any(|at| *at > inner) {
        found.retain(|at| *at > inner);
    }
    found.last().copied().filter(|_| found.len() % 2 == 1)
}

/// Whether the negation at `at` is of a noun that "and" parts from the words at `from`: "no fire and a shortage of water".
fn is_of_another_noun(line: &Line<'_>, at: usize, from: usize) -> bool {
    let word = line.tokens[at].lower.as_str();
    let between = || line.tokens[at..from].iter();
    // "Those without a home were taken in".
    word == "without" && between().any(|token| matches!(token.lower.as_str(), "was" | "were" | "is" | "are"))
        || matches!(word, "no" | "nothing" | "nobody" | "none" | "without")
            && between().any(|token| token.lower == "and")
}
