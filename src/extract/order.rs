//! What came first: "the talks had broken off two days before notice was served".
//!
//! Every "after" orders two events, and most of these orders nobody disputes. Each goes along with what tells its two
//! events, and [`settle`](super::sequence::settle) keeps those that another article turns round.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::context::{finish, push};
use super::draft::Draft;
use super::happening::{self, Happening};
use super::sentence::{Found, Line};
use super::speech::{Speech, denial};
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::{Class, Cue, class};
use crate::model::{Context, Marks, Polarity, Shape, TermRole};
use crate::value::{Grain, Text, Value};

/// The key of orders until it is known of which events they are.
pub(super) const KEY: &str = "order";

/// Stand before the words of the event that came first, and of the other.
pub(super) const SIDES: [char; 2] = ['<', '>'];

/// Two events in the order in which they happened.
struct Order {
    first: Happening,
    second: Happening,
    /// The words that order them.
    by: (usize, usize),
}

/// The orders of events that the sentence tells; none in a question.
pub(super) fn orders(
    line: &Line<'_>,
    before: &[Line<'_>],
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return Vec::new();
    }
    let told = before.last().filter(|told| told.block == line.block);
    let joined = line.cues.iter().filter_map(|cue| match cue.cue {
        Cue::Sooner => Some((cue.at, cue.at + cue.length, true)),
        Cue::Later => Some((cue.at, cue.at + cue.length, false)),
        _ => None,
    });
    let told_by_course = (1..line.tokens.len()).filter_map(|at| Some((at, at + 1, by_course(line, at)?)));
    let by_cues =
        joined.chain(told_by_course).filter_map(|(at, end, sooner)| by_words(line, told, (at, end), sooner));
    let by_adverbs = (0..line.tokens.len()).filter_map(|at| by_adverb(line, told, at));
    by_cues
        .chain(by_adverbs)
        .chain(by_dates(line, told))
        .filter_map(|order| {
            let said = speech(order.by.0, order.by.1);
            let unreal = said.marks.has(Marks::HYPOTHETICAL) || said.marks.has(Marks::PREDICTED);
            (!unreal).then_some(())?;
            Some((draft(line, &order, &said)?, said))
        })
        .collect()
}

/// "They had already left when it broke", "it did not open until the roof was mended": whether what stands before came
/// sooner.
fn by_course(line: &Line<'_>, at: usize) -> Option<bool> {
    let (start, _) = line.clause(at, at + 1);
    let has =
        |words: &[&str]| line.tokens[start..at].iter().any(|token| words.contains(&token.lower.as_str()));
    match line.tokens[at].lower.as_str() {
        "when" if has(&["had"]) && has(&["already", "long"]) => Some(true),
        "until" | "till" if denial(line, at, at + 1).is_some() => Some(false),
        _ => None,
    }
}

/// "X before Y", "after Y, X": the order that the words at `at..end` give, of which what they lead to is the later one
/// where `sooner`.
fn by_words(
    line: &Line<'_>,
    told: Option<&Line<'_>>,
    (at, end): (usize, usize),
    sooner: bool,
) -> Option<Order> {
    let opens = at == 0 || line.tokens[at - 1].gap() >= 3 && opens_before(line, at);
    if is_no_order(line, at, end) {
        return None;
    }
    let (start, stop) = complement(line, end)?;
    let leading = time_before(line, at);
    let told_before = if opens { None } else { happening::before(line, told, leading) };
    let told_behind = || {
        line.tokens.get(stop).filter(|token| token.gap() == 3 && (opens || leading == 0))?;
        happening::behind(line, told, stop + 1, clause_end(line, stop + 1)).filter(|main| main.is_clause)
    };
    let main = told_before.or_else(told_behind)?;
    let denied = denial(line, at, at).is_some() && by_course(line, at).is_none();
    if denied || line.says(main.from, main.to.min(at.max(main.from))) {
        return None;
    }
    let mut other = match refers_back(line, end) {
        true => happening::of_sentence(told?)?,
        false => happening::behind(line, told, start, stop)?,
    };
    // "Three weeks after the insurer had": the verb is understood.
    let last = line.tokens[start..stop].iter().rfind(|token| token.is_word());
    let left_out = last.is_some_and(|token| token.has(Class::AUXILIARY));
    if !other.is_clause && (is_somebody(&other) || left_out) {
        if leading == at && line.tokens[at].lower == "before" {
            // "Heard before the court": a place, not a time.
            return None;
        }
        other.verb.clone_from(&main.verb);
    }
    let (first, second) = if sooner { (main, other) } else { (other, main) };
    Some(Order { first, second, by: (at, end) })
}

/// "They left; only then did we serve notice", "two days afterwards the firm broke off the talks".
fn by_adverb(line: &Line<'_>, told: Option<&Line<'_>>, at: usize) -> Option<Order> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let counted = line.value_at(at.checked_sub(1)?).is_some() || line.value_at(at).is_some();
    let only = word(at - 1) == "only";
    let later = match word(at) {
        "then" => only,
        "afterwards" | "afterward" | "thereafter" | "subsequently" => true,
        "later" => {
            counted || only || matches!(word(at - 1), "generations" | "years" | "days" | "weeks" | "hours")
        }
        _ => false,
    };
    if !later {
        return None;
    }
    let lead = time_before(line, at);
    let parted = |at: usize| line.tokens[at].gap() >= 3 || matches!(word(at), "and" | "but");
    let start = (0..lead).rfind(|at| parted(*at)).map_or(0, |mark| mark + 1);
    let stop =
        (at + 1..line.tokens.len()).find(|at| line.tokens[*at].gap() >= 5).unwrap_or(line.tokens.len());
    let opens = if lead == start { at + 1 } else { start };
    let opens = opens + usize::from(line.tokens.get(opens).is_some_and(|token| token.gap() == 3));
    let second = happening::behind(line, told, opens, stop).filter(|second| second.is_clause)?;
    let end = (0..start).rev().take_while(|at| parted(*at)).last().unwrap_or(start);
    let first = if end == 0 { happening::of_sentence(told?)? } else { happening::before(line, told, end)? };
    Some(Order { first, second, by: (lead, at + 1) })
}

/// "It informed the council on 4 May. The police were told on 9 May": dated events that stand side by side.
fn by_dates<'l>(line: &'l Line<'_>, told: Option<&'l Line<'_>>) -> impl Iterator<Item = Order> {
    let here = dated(line, told);
    let earlier = told.map(|told| dated(told, None)).unwrap_or_default();
    let neighbours = here.windows(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect::<Vec<_>>();
    let across = earlier.last().cloned().zip(here.first().cloned());
    neighbours.into_iter().chain(across).filter_map(|(one, other)| {
        let (first, second) = match one.day.cmp(&other.day) {
            Ordering::Less => (one.event, other.event.clone()),
            Ordering::Greater => (other.event.clone(), one.event),
            Ordering::Equal => return None,
        };
        Some(Order { first, second, by: other.by })
    })
}

/// An event and the day on which it happened.
#[derive(Clone)]
struct Dated {
    event: Happening,
    day: Date,
    /// The words that date it.
    by: (usize, usize),
}

/// The events of a sentence that have a day each.
fn dated(line: &Line<'_>, told: Option<&Line<'_>>) -> Vec<Dated> {
    let day = |value: &Found| match &value.reading.value {
        Value::Date(when) if matches!(when.range.grain, Grain::Day) && when.partial.is_none() => {
            when.range.start.filter(|start| Some(*start) == when.range.end)
        }
        _ => None,
    };
    let dated = line.values.iter().filter_map(|value| {
        let event = happening::before(line, told, value.from)?;
        let said = line.says(event.from, value.from)
            || line.tokens[event.to.min(value.from)..value.from].iter().any(|token| token.gap() >= 3);
        Some(Dated { event, day: day(value)?, by: (value.from, value.to) }).filter(|_| !said)
    });
    let mut dated: Vec<Dated> = dated.collect();
    dated.dedup_by(|next, kept| next.event == kept.event);
    dated
}

/// Where what a connecting word leads to begins and ends.
fn complement(line: &Line<'_>, from: usize) -> Option<(usize, usize)> {
    let first = line.tokens.get(from).filter(|token| token.is_word() || token.kind == Kind::Number)?;
    let idle = matches!(first.lower.as_str(), "all" | "him" | "them" | "us" | "me" | "and" | "or" | "but")
        || first.has(Class::BE) && first.lower != "being"
        || first.has(Class::PREPOSITION);
    let stop = clause_end(line, from);
    (!idle && stop > from).then_some((from, stop))
}

/// Where the clause that begins at `from` ends.
fn clause_end(line: &Line<'_>, from: usize) -> usize {
    let ends = |at: &usize| {
        let token = &line.tokens[*at];
        let joins =
            matches!(token.lower.as_str(), "but" | "while" | "before" | "after" | "because" | "although");
        token.gap() >= 3 || joins && *at > from
    };
    (from..line.tokens.len()).find(ends).unwrap_or(line.tokens.len())
}

/// "Look after the house", "named after Aro", "the following day", "ahead of schedule", "14 votes ahead of Aro".
fn is_no_order(line: &Line<'_>, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).map(|at| &line.tokens[at]);
    let stem = before.map_or("", |token| token.stem.as_str());
    let behind = line.tokens.get(end).map_or("", |token| token.lower.as_str());
    let counted = |at: usize| {
        line.value_at(at)
            .is_some_and(|value| !matches!(value.reading.value, Value::Duration(_) | Value::Date(_)))
    };
    match line.tokens[at].lower.as_str() {
        "after" => {
            matches!(stem, "look" | "nam" | "ask" | "tak" | "take" | "model" | "call") || behind == "all"
        }
        "following" => before.is_some_and(|token| token.has(Class::DETERMINER) || token.has(Class::BE)),
        "ahead" => {
            let leads = before
                .is_some_and(|token| token.has(Class::BE) || token.lower == "far" || token.lower == "well");
            leads
                || matches!(stem, "finish" | "stay" | "come" | "pull" | "rank" | "forge" | "remain")
                || at > 0 && counted(at - 1)
                || matches!(
                    behind,
                    "schedule" | "time" | "plan" | "expectations" | "rivals" | "him" | "them" | "us"
                )
        }
        _ => matches!(behind, "long" | "anyone" | "anybody" | "anything" | "everyone" | "everything"),
    }
}

/// Whether nothing but a word that joins sentences stands before the comma before `at`.
fn opens_before(line: &Line<'_>, at: usize) -> bool {
    (0..at).all(|at| !line.tokens[at].is_content() && line.name_at(at).is_none())
}

/// Where the words begin that say by how much, right before `at`: "two days before", "only shortly after".
fn time_before(line: &Line<'_>, at: usize) -> usize {
    let leads = |token: &Token<'_>| {
        token.is_adverb()
            || matches!(
                token.lower.as_str(),
                "only"
                    | "well"
                    | "long"
                    | "just"
                    | "soon"
                    | "even"
                    | "some"
                    | "about"
                    | "generations"
                    | "and"
                    | "then"
            )
    };
    let mut from = at;
    while from > 0 {
        let before = &line.tokens[from - 1];
        from = match line.value_at(from - 1) {
            Some(value) => value.from,
            None if leads(before) || before.kind == Kind::Mark(',') && from < at => from - 1,
            None => break,
        };
    }
    if from > 0 && from == at && line.tokens[from - 1].kind == Kind::Mark(',') { from - 1 } else { from }
}

/// "After that", "before this": what the sentence before told.
fn refers_back(line: &Line<'_>, at: usize) -> bool {
    let bare = line.tokens.get(at + 1).is_none_or(|next| !next.is_word());
    bare && line.tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "that" | "this" | "then"))
}

/// Whether it is somebody and not something that happened.
fn is_somebody(event: &Happening) -> bool {
    event.heads.first().is_some_and(|head| {
        let class = class(head.trim_start_matches('#'));
        head.starts_with('@')
            || class.has(Class::PERSON)
            || class.has(Class::BODY)
            || matches!(head.as_str(), "#court" | "#parliament" | "#regulator")
    })
}

fn draft(line: &Line<'_>, order: &Order, speech: &Speech) -> Option<Draft> {
    let mut terms = Vec::new();
    for (mark, event) in SIDES.into_iter().zip([&order.first, &order.second]) {
        if let Some(verb) = &event.verb {
            push(&mut terms, format!("{mark}{verb}"), TermRole::Head, 1.0);
        }
        let role = if event.is_sure { TermRole::Subject } else { TermRole::Near };
        event.heads.iter().for_each(|head| push(&mut terms, format!("{mark}{head}"), role, 1.0));
        push(&mut terms, format!("{mark}{}", event.words), TermRole::Value, 1.0);
    }
    let (from, to) = order.by;
    let words = line.span_of(from, to)?;
    let text = words.of(line.text)?;
    let context = Context {
        frame: Some("order-of-events"),
        terms: finish(terms),
        marks: speech.marks,
        ..Context::plain(Shape::Act, Value::Text(Text::new(text)), KEY)
    };
    Some(Draft {
        quote: line.quote(from, to)?,
        subject: None,
        attribute: KEY.to_owned(),
        value: words,
        object: None,
        as_of: None,
        polarity: Polarity::Affirmed,
        context,
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::model::{RawFile, SourceIx, TermRole};

    /// The orders of a text, as verb and nouns of the one event and of the other.
    fn told(text: &str) -> Vec<String> {
        let (sources, _) = crate::ingest::ingest(vec![RawFile { path: "a.txt".into(), bytes: text.into() }]);
        let found = extract(&sources[0], SourceIx::new(0), &crate::segment::segment(&sources[0]));
        let orders = found.proposals.iter().filter(|proposal| &*proposal.context.key == super::KEY);
        let side = |proposal: &crate::model::Proposal, mark: char| {
            let terms = proposal.context.terms.iter().filter(|term| term.role != TermRole::Value);
            let mut words: Vec<(TermRole, &str)> =
                terms.filter_map(|term| Some((term.role, term.word.strip_prefix(mark)?))).collect();
            words.sort_unstable();
            words.into_iter().map(|(_, word)| word).collect::<Vec<_>>().join(" ")
        };
        orders.map(|proposal| format!("{} < {}", side(proposal, '<'), side(proposal, '>'))).collect()
    }

    #[test]
    fn connecting_words_order_two_events() {
        let cases = [
            ("The board sold the mill three weeks before the fire was noticed.", "#sell mill < notic #fire"),
            ("The board sold the mill, but only after the fire.", "#fire < #sell mill"),
            ("After the pilot had landed the glider, the storm broke.", "#arrive glider < break #storm"),
            (
                "By the time the guards arrived, the crowd had already left.",
                "#depart #crowd < #arrive #guard",
            ),
            ("The shop did not open its doors until the roof had been mended.", "mend #wall < #open #shop"),
            ("The nurse had already rung the bell when the lights failed.", "ring bell < fail light"),
            ("The jury rang the bell; only then did we sign the lease.", "ring bell < #transfer #rent"),
            (
                "The mayor signed the lease. Two weeks later the council sold the quay.",
                "#transfer #rent < #sell #port",
            ),
        ];
        let read: Vec<(&str, String)> =
            cases.iter().map(|(text, _)| (*text, told(text).join("; "))).collect();
        assert_eq!(read, cases.map(|(text, order)| (text, order.to_owned())));
    }

    #[test]
    fn what_only_looks_like_an_order_is_none() {
        for text in [
            "A neighbour looks after the garden.",
            "The bridge is named after a poet.",
            "The case was heard before the court.",
            "They approved the following result.",
            "The mill was finished ahead of schedule.",
            "Did the board sell the mill before the fire was noticed?",
            "If the board sold the mill before the fire was noticed, it is liable.",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
