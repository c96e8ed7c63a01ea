//! Deeds: somebody does something to somebody, and the other way round would be another story.
//!
//! `attributes.toml` lists their words: `deed` tells of them from the side of the one who does it, `undergone` from the
//! other, `doing` by a noun. Two articles that exchange the two parties contradict each other.

use super::draft::Draft;
use super::name::Name;
use super::party::{self, object, owner, subject, theirs};
use super::sentence::Line;
use super::speech::{Speech, polarity};
use super::token::{Kind, Token};
use crate::lexicon::frame::Frame;
use crate::lexicon::vocabulary::{Class, class, is_irregular};
use crate::model::{Context, Marks, Shape, TermRole};
use crate::value::{State, Value};

/// From which side words tell of a deed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// "Beat".
    Doer,
    /// "Lost to".
    Other,
    /// "Victory over".
    Noun,
}

/// A deed with both its parties, and where its words end.
struct Dealing<'l> {
    doer: &'l Name,
    other: &'l Name,
    end: usize,
}

/// The deed whose words begin at `at` and go on with `pieces`, unless it is only supposed.
pub(super) fn deed(
    line: &Line<'_>,
    at: usize,
    pieces: &[String],
    side: Side,
    frame: &'static Frame,
    speech: impl Fn() -> Speech,
) -> Option<(Draft, Speech)> {
    let dealing = match side {
        Side::Doer => verb(line, at, pieces).or_else(|| answer(line, at, pieces))?,
        Side::Other => {
            let Dealing { doer, other, end } = verb(line, at, pieces)?;
            Dealing { doer: other, other: doer, end }
        }
        Side::Noun => noun(line, at, pieces)?,
    };
    let Dealing { doer, other, end } = dealing;
    let speech = speech();
    if doer.folded == other.folded || speech.marks.has(Marks::HYPOTHETICAL) {
        return None;
    }
    let value = line.span_of(at, at + 1)?;
    let words = value.of(line.text)?;
    let (from, to) = (doer.from.min(other.from).min(at), doer.to.max(other.to).max(end));
    let draft = Draft {
        quote: line.quote(from, to)?,
        subject: Some(doer.folded.clone()),
        attribute: frame.name.to_string(),
        value,
        object: Some(other.folded.clone()),
        as_of: None,
        polarity: polarity(line, at, end.max(at + 1)),
        context: Context {
            frame: Some(&frame.id),
            terms: terms(doer, other),
            marks: speech.marks,
            ..Context::plain(
                Shape::Payment,
                Value::State(State { id: frame.id.as_ref().into(), text: words.into() }),
                format!("deed:{}", frame.id),
            )
        },
    };
    Some((draft, speech))
}

fn terms(doer: &Name, other: &Name) -> Vec<crate::model::Term> {
    let mut terms = Vec::new();
    for party in [doer, other] {
        super::context::push(&mut terms, format!("@{}", party.folded), TermRole::Name, 1.0);
    }
    super::context::finish(terms)
}

/// "Aro sued Bel", "Bel was sued by Aro", "Bel, sued by Aro in May, …".
fn verb<'l>(line: &'l Line<'_>, at: usize, pieces: &[String]) -> Option<Dealing<'l>> {
    let goes_on = line.tokens[at].lower.ends_with("ing");
    let lead = party::verb_group(line, at);
    let be = line.tokens[lead..at].iter().any(|token| token.has(Class::BE) && token.lower != "'s");
    if !goes_on && (be || party::by_behind(line, at, pieces.len())) && is_participle(&line.tokens[at]) {
        return passive(line, at, pieces);
    }
    if at > lead && line.tokens[at - 1].lower == "to" && !be {
        // "Threatened to sue": not done yet.
        return None;
    }
    let (end, other) = follow(line, at + 1, pieces, true)?;
    Some(Dealing { doer: subject(line, at)?, other: other?, end })
}

fn is_participle(token: &Token<'_>) -> bool {
    token.is_past() || token.lower.ends_with("en") || token.stem != token.lower || is_irregular(&token.lower)
}

fn passive<'l>(line: &'l Line<'_>, at: usize, pieces: &[String]) -> Option<Dealing<'l>> {
    let (end, _) = follow(line, at + 1, pieces, false)?;
    let (_, stop) = line.clause(at, end);
    let by = (end..stop.min(end + BY)).find(|by| line.tokens[*by].lower == "by")?;
    let doer = object(line, by + 1)?.0;
    let other = match pieces.iter().any(|piece| piece == PLEA) {
        true => theirs(line, party::verb_group(line, at))?,
        false => subject(line, at)?,
    };
    Some(Dealing { doer, other, end: by + 1 })
}

/// So many words behind a passive verb the doer may stand: "was ordered to leave at once by Aro".
const BY: usize = 6;

/// Stands in a phrase for what somebody asks for or offers, and with it for that party: "Aro's plea", "a plea from Aro".
const PLEA: &str = "PLEA";

/// Follows the words of a phrase: where they end, and the other party if it stands among them. Where `told` is false it
/// stands elsewhere.
fn follow<'l>(
    line: &'l Line<'_>,
    from: usize,
    pieces: &[String],
    told: bool,
) -> Option<(usize, Option<&'l Name>)> {
    let (mut at, mut other) = (from, None);
    for (step, piece) in pieces.iter().enumerate() {
        match piece.as_str() {
            "*" | PLEA if !told => {}
            "*" => {
                let (name, end) = object(line, at)?;
                (at, other) = (end, Some(name));
            }
            PLEA => {
                let (name, end) = owner(line, at, |token| token.has(Class::PLEA))?;
                (at, other) = (end, Some(name));
            }
            "'s" => {
                let wanted = pieces.get(step + 1)?;
                let (name, end) = owner(line, at, |token| token.stem == *wanted)?;
                (at, other) = (end - 1, Some(name));
            }
            "~" => at = gap(line, at, pieces.get(step + 1)?)?,
            word => at = next(line, at, word)? + 1,
        }
    }
    Some((at, other))
}

/// Where the word of a phrase stands: here, or a preposition apart, behind what goes with a noun.
fn next(line: &Line<'_>, at: usize, stem: &str) -> Option<usize> {
    let leads = class(stem).has(Class::PREPOSITION);
    let reach = if leads { 0 } else { FILLERS };
    let passes = |at: &usize| {
        let token = &line.tokens[*at];
        let apart = token.has(Class::PREPOSITION) || token.has(Class::AUXILIARY);
        token.gap() == 0 && !apart && line.name_at(*at).is_none()
    };
    (at..line.tokens.len().min(at + reach + 1)).find(|at| line.tokens[*at].stem == *stem).filter(|found| {
        let mut between = at..*found;
        between.all(|at| passes(&at))
    })
}

/// How many words may stand before a noun of a phrase: "filed a second civil suit".
const FILLERS: usize = 3;

/// Where the next word of a phrase stands behind anything: "sold the yard in Aro to".
fn gap(line: &Line<'_>, at: usize, stem: &str) -> Option<usize> {
    let (_, stop) = line.clause(at, at);
    (at..stop.min(at + GAP)).find(|at| line.tokens[*at].stem == *stem)
}

/// So many words stand for `~` at most.
const GAP: usize = 9;

/// "Aro asked and Bel refused": what is refused is what the other one asked.
fn answer<'l>(line: &'l Line<'_>, at: usize, pieces: &[String]) -> Option<Dealing<'l>> {
    let (last, words) = pieces.split_last().filter(|(last, _)| *last == "*" || *last == PLEA)?;
    let (end, _) = follow(line, at + 1, words.strip_suffix(&["to".to_owned()]).unwrap_or(words), true)?;
    let ends = line.tokens.get(end).is_none_or(|token| token.kind != Kind::Word && token.gap() != 3);
    let refuses = last == PLEA || line.tokens[at].has(Class::ANSWER);
    let doer = subject(line, at).filter(|_| ends && refuses)?;
    let asked = (0..at).rev().filter(|asks| line.tokens[*asks].has(Class::ASKING));
    let other = asked.filter_map(|asks| subject(line, asks)).next()?;
    Some(Dealing { doer, other, end })
}

/// "Aro's attack on Bel", "the attack on Bel by Aro", "the suit brought by Aro against Bel".
fn noun<'l>(line: &'l Line<'_>, at: usize, pieces: &[String]) -> Option<Dealing<'l>> {
    let behind = at + 1;
    let before = || party::possessor(line, at);
    let (prep, words) = pieces.split_first()?;
    let direct = line.tokens.get(behind).is_some_and(|token| token.stem == *prep);
    if direct {
        let (end, other) = follow(line, behind + 1, words, true)?;
        let by = || line.tokens.get(end).filter(|token| matches!(token.lower.as_str(), "by" | "from"));
        let doer = before().or_else(|| by().and_then(|_| Some(object(line, end + 1)?.0)));
        let doer = doer.or_else(|| brought(line, end).map(|(name, _)| name))?;
        return Some(Dealing { doer, other: other?, end });
    }
    let (doer, end) = brought(line, behind)?;
    let lead = gap(line, end, prep).filter(|lead| lead - end < 3)?;
    let (end, other) = follow(line, lead + 1, words, true)?;
    Some(Dealing { doer, other: other?, end })
}

/// "By Aro", "brought in May by Aro", "from Aro".
fn brought<'l>(line: &'l Line<'_>, at: usize) -> Option<(&'l Name, usize)> {
    let (_, stop) = line.clause(at, at);
    let by = (at..stop.min(at + 4)).find(|by| matches!(line.tokens[*by].lower.as_str(), "by" | "from"))?;
    let opens = by == at || line.tokens[at].is_past();
    object(line, by + 1).filter(|_| opens)
}
