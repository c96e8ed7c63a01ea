//! Lists that are complete: "ministers Aro, Bel and Cy", "Countries: Ostia, Belmar and Cray", "lines 2, 5 and 9".
//!
//! To a reader who was told of four ministers such a list says three, so it is read as a figure.

use super::attribute::{Figure, of_words};
use super::context::{carry, is_anybody, phrase_before, terms};
use super::draft::Draft;
use super::measure::attribute_words;
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::{Class, Cue};
use crate::model::{Context, Marks, Polarity, Shape};
use crate::value::{Amount, Value};

/// Fewer members are a pair, of which more may be told elsewhere.
const FEWEST: usize = 3;

/// Members at the tokens `from..to`.
struct Run {
    from: usize,
    to: usize,
    members: u32,
    /// Whether "and" stands before the last.
    is_closed: bool,
}

/// The complete lists of a sentence, as figures.
pub(super) fn enumerations(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let Some(run) = run(line, at).filter(|run| run.members as usize >= FEWEST) else {
            at += 1;
            continue;
        };
        let said = speech(run.from, run.to);
        let doubtful =
            said.marks.has(Marks::HYPOTHETICAL) || polarity(line, run.from, run.to) == Polarity::Denied;
        if !doubtful && let Some(draft) = draft(line, before, &run, &said) {
            found.push((draft, said));
        }
        at = run.to;
    }
    found
}

/// The run of members that begins at `from`.
fn run(line: &Line<'_>, from: usize) -> Option<Run> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let sort = line.tokens[from].kind;
    let mut run = Run { from, to: member(line, from, sort)?, members: 1, is_closed: false };
    while !run.is_closed {
        let comma = matches!(word(run.to), "," | ";");
        let next = run.to + usize::from(comma);
        let and = matches!(word(next), "and" | "&");
        if !comma && !and {
            break;
        }
        let next = next + usize::from(and);
        let Some(end) = member(line, next, sort) else { break };
        run = Run { to: end, members: run.members + 1, is_closed: and, ..run };
    }
    Some(run)
}

/// Where the member that begins at `at` ends: a name, with what stands before it, or a bare number.
fn member(line: &Line<'_>, at: usize, sort: Kind) -> Option<usize> {
    let token = line.tokens.get(at)?;
    if sort == Kind::Number {
        let plain = token.kind == Kind::Number && token.text.len() < 3;
        return plain.then_some(at + 1);
    }
    let leads = |token: &&Token<'_>| token.has(Class::DETERMINER) || token.has(Class::TITLE);
    let from = at + line.tokens[at..].iter().take(3).take_while(leads).count();
    let name = line.names.iter().find(|name| name.from == from)?;
    (!line.tokens[name.to - 1].possessive).then_some(name.to)
}

/// What the list is of: the noun, and where the words begin that tell more of it.
struct Of {
    from: usize,
    noun: usize,
    is_label: bool,
}

/// "Ministers", "the counties of", "the members are", "Countries:"; "are the only members" behind it.
fn of_what(line: &Line<'_>, run: &Run) -> Option<Of> {
    let last = run.from.checked_sub(1)?;
    let token = &line.tokens[last];
    let is_label = token.kind == Kind::Mark(':');
    let noun = match token.lower.as_str() {
        "are" | "were" => {
            let (from, to) = phrase_before(line, last)?;
            (from..to).find(|at| is_noun(line, *at) && is_plural(&line.tokens[*at]))?
        }
        "of" | "namely" | ":" | "(" => last.checked_sub(1)?,
        _ => last,
    };
    let from = (0..noun).rfind(|at| line.tokens[*at].gap() >= 3).map_or(0, |mark| mark + 1);
    let short = is_label && noun - from < 6;
    (is_noun(line, noun) && (is_plural(&line.tokens[noun]) || short)).then_some(Of { from, noun, is_label })
}

/// "Ostia, Belmar and Cray are the only members".
fn of_what_behind(line: &Line<'_>, run: &Run) -> Option<Of> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let be = matches!(word(run.to), "are" | "were") && word(run.to + 1) == "the";
    let end = (run.to + 5).min(line.tokens.len());
    let noun = (run.to + 2..end).filter(|_| be).find(|at| is_plural(&line.tokens[*at]))?;
    is_noun(line, noun).then_some(Of { from: run.to, noun, is_label: false })
}

fn is_noun(line: &Line<'_>, at: usize) -> bool {
    let token = &line.tokens[at];
    token.is_word() && token.is_content() && line.name_at(at).is_none() && !token.is_past()
}

fn is_plural(token: &Token<'_>) -> bool {
    token.is_word() && (token.lower.ends_with('s') || token.lower == "people")
}

fn draft(line: &Line<'_>, before: Option<&Line<'_>>, run: &Run, speech: &Speech) -> Option<Draft> {
    let of = of_what(line, run).or_else(|| of_what_behind(line, run))?;
    let ends = line.tokens.get(run.to).is_none_or(|token| matches!(token.kind, Kind::Mark('.' | ')' | '|')));
    let complete = run.is_closed || of.is_label && ends;
    if !complete || is_selection(line, of.from.min(run.from), run) || is_counted(line, &of) {
        return None;
    }
    let noun = line.tokens[of.noun].term.trim_start_matches('#');
    let counted = is_plural(&line.tokens[of.noun])
        .then(|| if is_anybody(noun) { "people".into() } else { noun.into() });
    let value = Value::Number(Amount::count(run.members.into()));
    let terms = carry(terms(line, run.from, run.to), line, before);
    let frame =
        of_words(Figure { value: &value, terms: &terms, marks: speech.marks, counted: counted.as_deref() });
    let context = Context {
        frame: frame.map(|frame| &*frame.id),
        terms,
        marks: speech.marks,
        counted,
        ..Context::plain(Shape::Measure, value, "count")
    };
    Some(Draft {
        quote: line.quote(of.from.min(run.from).max(run.from.saturating_sub(12)), run.to)?,
        subject: None,
        attribute: frame.map_or_else(|| attribute_words(&context.terms), |frame| frame.name.to_string()),
        value: line.span_of(run.from, run.to)?,
        object: None,
        as_of: None,
        polarity: Polarity::Affirmed,
        context,
    })
}

/// "Including Aro, Bel and Cy", "Aro, Bel and Cy among others": some of more.
fn is_selection(line: &Line<'_>, from: usize, run: &Run) -> bool {
    let before = line.tokens[from..run.from].iter();
    let behind = line.tokens[run.to..].iter().take(3);
    let words = [
        "including",
        "like",
        "such",
        "notably",
        "especially",
        "particularly",
        "among",
        "example",
        "others",
        "etc",
        "more",
        "other",
    ];
    before.chain(behind).any(|token| words.contains(&token.lower.as_str()))
        || line.has_cue(Cue::Part, from, run.from)
}

/// "Five countries: Ostia, Belmar …": the number stands there already.
fn is_counted(line: &Line<'_>, of: &Of) -> bool {
    let counts = |value: &Value| matches!(value, Value::Number(_) | Value::Quantity(_));
    let mut values = line.values.iter().filter(|value| counts(&value.reading.value));
    values.any(|value| value.from >= of.from && value.from <= of.noun)
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::model::{RawFile, SourceIx};
    use crate::value::Value;

    /// The figures that are read of lists, as number and what is counted.
    fn counted(text: &str) -> Vec<String> {
        let (sources, _) = crate::ingest::ingest(vec![RawFile { path: "a.md".into(), bytes: text.into() }]);
        let found = extract(&sources[0], SourceIx::new(0), &crate::segment::segment(&sources[0]));
        let lists = found.proposals.iter().filter(|proposal| proposal.claim.value.contains(" and "));
        let told = lists.filter(|proposal| matches!(proposal.context.value, Value::Number(_)));
        told.map(|proposal| {
            let counted = proposal.context.counted.as_deref().unwrap_or("-");
            format!("{} {counted}", proposal.context.value)
        })
        .collect()
    }

    #[test]
    fn a_closed_list_is_a_figure() {
        let cases = [
            ("The ministers Ana Corvo, Bel Dorn and Ida Marsk lost their seats.", "3 government"),
            ("Trains on lines 2, 5, 6 and 9 will run.", "4 lin"),
            ("It will open in the provinces of Ostvik, Marland, Belgrave and Tarnholm.", "4 region"),
            ("The branches to be closed are Ostvik, Marland and Tarnholm.", "3 sites"),
            ("Ostvik, Marland and Belgrave are the only members.", "3 member"),
            ("It opened.\n\nSecond phase: Ostvik, Marland, the Low Banks and Tarnholm", "4 -"),
            ("The winners were Ostvik, Marland and Belgrave.", "3 win"),
        ];
        let read: Vec<(&str, String)> =
            cases.iter().map(|(text, _)| (*text, counted(text).join("; "))).collect();
        assert_eq!(read, cases.map(|(text, figure)| (text, figure.to_owned())));
    }

    #[test]
    fn a_selection_is_none() {
        for text in [
            "It will open in provinces such as Ostvik, Marland and Belgrave.",
            "Several provinces, including Ostvik, Marland and Belgrave, will follow.",
            "The winners were Ostvik, Marland and Belgrave, among others.",
            "The four winners were Ostvik, Marland and Belgrave.",
            "Ostvik, Marland and Belgrave won.",
        ] {
            assert_eq!(counted(text), [""; 0], "{text}");
        }
    }
}
