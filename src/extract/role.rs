//! Roles: who hosts, who came first, where the seat is, who pays whom.

use super::context::{finish, phrase_before, phrase_terms, push};
use super::draft::Draft;
use super::sentence::{Found, Line};
use super::speech::{Speech, polarity};
use crate::lexicon::vocabulary::Class;
use crate::model::{Context, Polarity, Shape, TermRole};
use crate::text::fold;
use crate::value::{Name, Value};

/// The roles that the sentence fills.
pub(super) fn roles(
    line: &Line<'_>,
    before: &[Line<'_>],
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    let mut found: Vec<Draft> = Vec::new();
    for at in 0..line.tokens.len() {
        match line.tokens[at].term.as_str() {
            "#headquarters" => found.extend(seat(line, at)),
            "#approach" => found.extend(first_move(line, at)),
            "#firstcomer" => found.extend(first(line, before, at)),
            "#pay" => found.extend(payment(line, at)),
            "#attack" | "#steal" => found.extend(culprit(line, at)),
            _ => {}
        }
    }
    found
        .into_iter()
        .map(|draft| {
            let at = line.tokens.partition_point(|token| token.end <= draft.value.start());
            let said = speech(at, at + 1);
            (draft, said)
        })
        .collect()
}

fn named(line: &Line<'_>, from: usize, to: usize) -> Option<(crate::text::Span, Value)> {
    let span = line.span_of(from, to)?;
    let words = span.of(line.text)?;
    let folded = fold(words);
    let name = Name { text: words.into(), key: folded.as_str().into(), lineage: std::sync::Arc::new([]) };
    Some((span, Value::Name(name)))
}

/// "will have its headquarters in Aro", "head office will be Aro", "run from Aro".
fn seat(line: &Line<'_>, at: usize) -> Option<Draft> {
    let place = line.names.iter().find(|name| name.from > at && line.distance(at, name.from) < 3.0)?;
    let between = &line.tokens[at + 1..place.from];
    let leads = between.iter().any(|token| {
        matches!(token.lower.as_str(), "in" | "to" | "be" | "is" | "at" | "stays" | "remain" | "remains")
            || token.has(Class::BE)
    }) || matches!(line.tokens[at].lower.as_str(), "from" | "of");
    if !leads {
        return None;
    }
    let (value, named) = named(line, place.from, place.to)?;
    let subject = phrase_before(line, at);
    let terms = subject.map(|(from, to)| phrase_terms(line, from, to, TermRole::Subject)).unwrap_or_default();
    let context = Context {
        frame: Some("headquarters"),
        terms,
        ..Context::plain(Shape::Role, named, "role:headquarters")
    };
    Some(Draft {
        quote: line.quote(subject.map_or(at, |(from, _)| from), place.to)?,
        subject: None,
        attribute: "headquarters".into(),
        value,
        object: None,
        as_of: None,
        polarity: polarity(line, at, place.to),
        context,
    })
}

/// "Aro made the first approach", "it was Aro that made the first approach".
fn first_move(line: &Line<'_>, at: usize) -> Option<Draft> {
    let first = (at.saturating_sub(2)..at)
        .any(|before| matches!(line.tokens[before].lower.as_str(), "first" | "initial"));
    if !first {
        return None;
    }
    let who = line.names.iter().rfind(|name| name.to <= at && at - name.to < 6)?;
    role(line, at, (who.from, who.to), "role:first-approach", "first-approach", "who made the first approach")
}

/// "Aro was the first to reach Bel".
fn first(line: &Line<'_>, before: &[Line<'_>], at: usize) -> Option<Draft> {
    let be = (at.saturating_sub(4)..at).rev().find(|before| line.tokens[*before].has(Class::BE))?;
    let (from, to) = phrase_before(line, be)?;
    let to_verb = (at..(at + 6).min(line.tokens.len())).find(|ahead| line.tokens[*ahead].lower == "to")?;
    let mut draft = role(line, at, (from, to), "role:first", "first", "who was first")?;
    let end = (to_verb + 10).min(line.clause(at, to_verb + 1).1);
    let mut terms = phrase_terms(line, to_verb + 1, end, TermRole::Subject);
    if line.tokens[to_verb..end].iter().any(|token| token.lower == "there") {
        for name in before.last().into_iter().flat_map(|sentence| &sentence.names) {
            push(&mut terms, format!("@{}", name.folded), TermRole::Name, 1.0);
        }
    }
    draft.context.terms = finish(terms);
    draft.quote = line.quote(from, end)?;
    Some(draft)
}

/// "Aro was behind the attack", "Aro carried out the raid", "the attackers were Aro".
fn culprit(line: &Line<'_>, at: usize) -> Option<Draft> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let start = line.clause(at, at + 1).0;
    let lead = (start..at).rev().take(5).find(|before| {
        word(*before) == "behind"
            || word(*before) == "carried" && word(before + 1) == "out"
            || word(*before) == "responsible"
    });
    let who = match lead {
        Some(lead) => {
            line.names.iter().rfind(|name| name.to <= lead && line.distance(name.to - 1, lead) < 3.0)?
        }
        None => {
            let be = (at + 1..at + 3)
                .find(|next| line.tokens.get(*next).is_some_and(|token| token.has(Class::BE)))?;
            let plural = word(at).ends_with("ers") || word(at).ends_with("er");
            line.names.iter().find(|name| plural && name.from == be + 1)?
        }
    };
    let mut draft = role(line, at, (who.from, who.to), "role:culprit", "culprit", "who was behind it")?;
    draft.quote = line.quote(who.from.min(at), who.to.max(at + 1))?;
    Some(draft)
}

fn role(
    line: &Line<'_>,
    at: usize,
    who: (usize, usize),
    key: &str,
    frame: &'static str,
    attribute: &str,
) -> Option<Draft> {
    let (value, named) = named(line, who.0, who.1)?;
    let context = Context { frame: Some(frame), ..Context::plain(Shape::Role, named, key) };
    Some(Draft {
        quote: line.quote(who.0, at + 1)?,
        subject: None,
        attribute: attribute.into(),
        value,
        object: None,
        as_of: None,
        polarity: Polarity::Affirmed,
        context,
    })
}

/// "Aro would pay Bel a fee of $2 million": payer, payee and amount.
fn payment(line: &Line<'_>, at: usize) -> Option<Draft> {
    let payer = line.names.iter().rfind(|name| name.to <= at && line.distance(name.to - 1, at) < 2.5)?;
    let money = line.values.iter().find(|value| {
        value.from > at
            && matches!(value.reading.value, Value::Money(_))
            && line.distance(at, value.from) < 9.0
    })?;
    let payee = line
        .names
        .iter()
        .find(|name| name.from > at && name.to <= money.from && line.distance(at, name.from) < 1.0);
    let payee = payee.or_else(|| {
        let to = (money.to..(money.to + 2).min(line.tokens.len()))
            .find(|ahead| line.tokens[*ahead].lower == "to")?;
        line.names.iter().find(|name| name.from > to && name.from - to < 3)
    })?;
    draft_payment(line, payer, payee, money)
}

fn draft_payment(
    line: &Line<'_>,
    payer: &super::name::Name,
    payee: &super::name::Name,
    money: &Found,
) -> Option<Draft> {
    let context = Context {
        terms: super::context::terms(line, money.from, money.to),
        ..Context::plain(Shape::Payment, money.reading.value.clone(), "payment")
    };
    Some(Draft {
        quote: line.quote(payer.from, money.to)?,
        subject: Some(payer.folded.clone()),
        attribute: "payment".into(),
        value: line.span_of(money.from, money.to)?,
        object: Some(payee.folded.clone()),
        as_of: None,
        polarity: polarity(line, payer.to, payee.from.max(payer.to)),
        context,
    })
}
