//! States: something is closed, scrapped, intact.

use super::cause;
use super::clause;
use super::context::{
    finish, is_relative, opening_phrase, person_before, phrase_after, phrase_before, phrase_terms, push,
};
use super::draft::Draft;
use super::name::Name;
use super::opening::{END, Opening, Phrase, opening};
use super::party;
use super::sentence::Line;
use super::speech::{Speech, denial};
use super::stated::is_stated;
use super::token::{Kind, Token};
use crate::lexicon::frame::FrameState;
use crate::lexicon::vocabulary::{Class, concept};
use crate::model::{Context, Polarity, Shape, Term, TermRole};
use crate::value::{State, Value};

/// The states that the sentence puts something into. `before` is the sentence before, for pronouns.
pub(super) fn states(
    line: &Line<'_>,
    before: &[Line<'_>],
    speech: impl Fn(usize, usize) -> Speech,
) -> Vec<(Draft, Speech)> {
    let mut found = Vec::new();
    let starts = starts(line);
    // A cause may be part of a longer phrase for a state: "run out" of "run out of".
    for cause in [false, true] {
        let mut next = 0;
        // Of the attribute that a longer phrase told of, nothing more is read within it.
        let mut told: (usize, Vec<&str>) = Default::default();
        let mut told_by = None;
        for (at, known) in &starts {
            let at = *at;
            let Some((length, mut phrases)) =
                longest(line, at, &known[usize::from(cause)]).filter(|_| at >= next)
            else {
                continue;
            };
            phrases.retain(|phrase| at >= told.0 || !told.1.contains(&&*phrase.frame.id));
            if cause {
                // "Because strikers cut a cable": one "because", one cause.
                let because = cause::led_by(line, at);
                if because.is_some() && because == told_by {
                    continue;
                }
                told_by = because;
            }
            told = (at + length, phrases.iter().map(|phrase| &*phrase.frame.id).collect());
            for phrase in phrases {
                let said = speech(at, at + length);
                if !is_stated(line, at, at + length) {
                    continue;
                }
                found.extend(state(line, before, at, length, phrase, &said).map(|draft| (draft, said)));
            }
            // "Was dropped" may be of one attribute and "dropped" of another.
            next = at + if line.tokens[at].has(Class::AUXILIARY) { 1 } else { length };
        }
    }
    found
}

/// Where the words of states may begin, with those that open so.
fn starts(line: &Line<'_>) -> Vec<(usize, &'static [Opening; 2])> {
    let known = line.tokens.iter().enumerate();
    let known = known.filter_map(|(at, token)| Some((at, opening(&token.lower)?)));
    known.filter(|(at, _)| line.name_at(*at).is_none() && !is_noun(line, *at)).collect()
}

/// The phrases of the greatest length that stand at `at`; a word may be a state of several attributes.
fn longest(line: &Line<'_>, at: usize, known: &'static Opening) -> Option<(usize, Vec<&'static Phrase>)> {
    let mut best: Option<(usize, Vec<&'static Phrase>)> = None;
    let next = line.tokens[at + 1..].iter().find(|token| !is_hyphen(token)).map_or("", |token| &token.lower);
    for phrase in known.with(next) {
        let Some(length) = matches(line, at, &phrase.rest) else { continue };
        match &mut best {
            Some((longest, phrases)) if *longest == length => phrases.push(phrase),
            Some((longest, _)) if *longest > length => {}
            _ => best = Some((length, vec![phrase])),
        }
    }
    best
}

/// "Gets a bigger cut of the sales": a noun names no state that anything is in. What stands before a noun of its own, "an
/// intact dam", may.
fn is_noun(line: &Line<'_>, at: usize) -> bool {
    let article = |at: usize| matches!(line.tokens[at].lower.as_str(), "a" | "an");
    let led = (at.saturating_sub(2)..at).any(article);
    led && line.tokens.get(at + 1).is_some_and(|next| next.lower == "of")
}

/// A hyphen or an apostrophe: "taxpayers' money".
fn is_hyphen(token: &Token<'_>) -> bool {
    matches!(token.text, "-" | "‑" | "'" | "’")
}

/// How many words "*" in a phrase may stand for: "before the * court".
const GAP: usize = 4;

/// Whether nothing of the clause follows at this token.
fn ends_clause(token: &Token<'_>) -> bool {
    !token.is_word() || matches!(token.lower.as_str(), "and" | "but" | "while" | "although" | "though")
}

/// How many tokens the phrase takes; hyphens between its words are passed over.
fn matches(line: &Line<'_>, at: usize, rest: &[&str]) -> Option<usize> {
    let mut end = at + 1;
    let mut words = rest.iter();
    while let Some(word) = words.next() {
        if *word == END {
            return line.tokens.get(end).is_none_or(ends_clause).then(|| end - at);
        }
        while line.tokens.get(end).is_some_and(is_hyphen) {
            end += 1;
        }
        if *word == "*" {
            let next = words.next()?;
            let inside = |at: &usize| line.tokens.get(*at).is_some_and(Token::is_word);
            end = (end + 1..=end + GAP)
                .take_while(|at| inside(&(at - 1)))
                .find(|at| line.tokens.get(*at).is_some_and(|token| token.lower == *next))?;
        } else if line.tokens.get(end)?.lower != *word {
            return None;
        }
        end += 1;
    }
    Some(end - at)
}

fn state(
    line: &Line<'_>,
    before: &[Line<'_>],
    at: usize,
    length: usize,
    phrase: &'static Phrase,
    speech: &Speech,
) -> Option<Draft> {
    let end = at + length;
    let (terms, span) = if phrase.frame.cause {
        cause::effect(line, before, at, end)?
    } else {
        subject(line, before, at, end)?
    };
    if !terms.iter().any(|term| matches!(term.role, TermRole::Head | TermRole::Subject | TermRole::Name))
        || &*phrase.frame.changes != "never" && span.is_some_and(|(from, to)| is_nobody(line, from, to))
    {
        return None;
    }
    let terms = placed(line, span.unwrap_or((at, at)), at, end, terms);
    let stated = stated(line, at, end, phrase.state);
    let words = line.span_of(stated.from, end)?;
    let text = words.of(line.text)?;
    let subject = span.and_then(|(from, to)| {
        let named = apposed(line, from, noun_end(line, from, to));
        let (from, to) = named.map_or((from, to), |name| (name.from, name.to));
        line.span_of(from, to)?.of(line.text).map(str::to_owned)
    });
    let context = Context {
        frame: Some(&phrase.frame.id),
        terms,
        marks: speech.marks,
        ..Context::plain(
            Shape::State,
            Value::State(State { id: stated.id.into(), text: text.into() }),
            format!("state:{}", phrase.frame.id),
        )
    };
    let (quote_from, quote_to) = span.map_or((at, end), |(from, to)| (from.min(at), to.max(end)));
    let conditioned = clause::condition(line, quote_from).and_then(|from| line.quote(from, quote_to));
    Some(Draft {
        quote: conditioned.or_else(|| line.quote(quote_from, quote_to))?,
        subject,
        attribute: phrase.frame.name.to_string(),
        value: words,
        object: None,
        as_of: None,
        polarity: stated.polarity,
        context,
    })
}

/// Whether it is nobody that the words are said of. Of what may still change that is a count: "nobody is hurt".
fn is_nobody(line: &Line<'_>, from: usize, to: usize) -> bool {
    let word = |at: usize| line.tokens[at].lower.as_str();
    matches!(word(from), "nobody" | "none") || to - from > 1 && word(from) == "no" && word(from + 1) == "one"
}

/// How far from a state the other words of its clause may stand that say where, when and to whom, in tokens.
const REACH: usize = 8;

/// Adds what else the clause and the sentence's names say, beside the words of the `subject`: that somebody apologised, to
/// whom.
fn placed(
    line: &Line<'_>,
    subject: (usize, usize),
    at: usize,
    end: usize,
    mut terms: Vec<Term>,
) -> Vec<Term> {
    let (start, stop) = line.clause(at, end);
    let around = [(start.max(at.saturating_sub(REACH)), at.min(subject.0)), (end, stop.min(end + REACH))];
    let words = around.into_iter().flat_map(|(from, to)| phrase_terms(line, from, to, TermRole::Near));
    let mut words: Vec<Term> = words.filter(|term| term.role == TermRole::Near).collect();
    for name in &line.names {
        if name.to <= subject.0 || name.from >= subject.1 {
            push(&mut words, format!("@{}", name.folded), TermRole::Name, AROUND);
            continue;
        }
        // The nurses of the "Guild of Nurses" are nurses.
        let named = line.tokens[name.from..name.to].iter().filter_map(|token| concept(&token.stem));
        words.extend(named.map(|word| Term { word: word.into(), role: TermRole::Near, weight: AROUND }));
    }
    words.retain(|other| terms.iter().all(|term| term.word != other.word));
    words.iter_mut().for_each(|term| term.weight = AROUND);
    terms.extend(words);
    finish(terms)
}

/// How much a word counts that stands beside what the state is said of.
const AROUND: f64 = 0.4;

/// What a phrase for a state comes to where it stands.
struct Stated {
    id: &'static str,
    polarity: Polarity,
    /// Where the words that say so begin.
    from: usize,
}

/// How far before a state its denial may stand to be shown with it, in tokens.
const DENIAL: usize = 6;

/// The state, or the one that its denial amounts to: who "has never been insured" is uninsured.
fn stated(line: &Line<'_>, at: usize, end: usize, state: &'static FrameState) -> Stated {
    match (denial(line, at, end), &state.denied) {
        (None, _) => Stated { id: &state.id, polarity: Polarity::Affirmed, from: at },
        (Some(_), None) => Stated { id: &state.id, polarity: Polarity::Denied, from: at },
        (Some(not), Some(other)) => Stated {
            id: other,
            polarity: Polarity::Affirmed,
            from: if at - not <= DENIAL { not } else { at },
        },
    }
}

/// What is in a state: its words, and where they stand if that is in the same sentence.
pub(super) type Subject = (Vec<Term>, Option<(usize, usize)>);

/// What is in the state: the object of an active verb, else the phrase before; a pronoun leads to what it stands for.
fn subject(line: &Line<'_>, before: &[Line<'_>], at: usize, end: usize) -> Option<Subject> {
    if is_attribute(line, at, end) {
        return None;
    }
    let passive = preceded_by_be(line, at);
    let takes_object = !passive && opens_phrase(line, end);
    if takes_object && line.tokens[at].has(Class::UNAIDED) && line.value_at(end).is_none() {
        return None;
    }
    let after_to = line.tokens.get(end).is_some_and(|token| token.lower == "to")
        && line.tokens[end - 1].lower == "change";
    if takes_object || after_to {
        let (from, to) = phrase_after(line, end + usize::from(after_to))?;
        return Some((headed(line, from, to), Some((from, to))));
    }
    if let Some((from, to)) = phrase_before(line, at) {
        let only_pronoun =
            line.tokens[from..to].iter().all(|token| token.has(Class::PRONOUN) || !token.is_content());
        if !only_pronoun {
            let mut terms = headed(line, from, to);
            if let Some(name) = inserted(line, to, at) {
                terms.iter_mut().for_each(describe);
                terms.push(name);
            }
            return Some((finish(terms), Some((from, to))));
        }
    }
    let pronoun = phrase_before(line, at).and_then(|(from, to)| pronoun(line, before, from, to));
    pronoun.or_else(|| person(line, before, at)).or_else(|| antecedent(line, before, at))
}

/// "The old exclusive deal", "their reduced rate": the words tell which one, and nobody says that it is so.
fn is_attribute(line: &Line<'_>, at: usize, end: usize) -> bool {
    let noun = line.tokens.get(end).is_some_and(|next| {
        next.is_word() && !next.has(Class::AUXILIARY) && !next.has(Class::PREPOSITION) && next.is_content()
    });
    let opens = |token: &Token<'_>| token.possessive || token.has(Class::DETERMINER);
    let opening = line.tokens[at.saturating_sub(2)..at].iter().rfind(|token| opens(token));
    noun && opening.is_some_and(|token| !matches!(token.lower.as_str(), "a" | "an" | "no"))
}

/// The name that the pronoun in `from..to` stands for, with the words by which the sentence before opens on it.
fn pronoun(line: &Line<'_>, before: &[Line<'_>], from: usize, to: usize) -> Option<Subject> {
    let name = line.pronouns.iter().find(|name| name.from >= from && name.to <= to)?;
    let mut terms = Vec::new();
    if let Some(told) = before.last().filter(|told| told.block == line.block)
        && let Some((from, to)) = opening_phrase(told)
    {
        terms = phrase_terms(told, from, to, TermRole::Subject);
    }
    push(&mut terms, format!("@{}", name.folded), TermRole::Subject, 1.0);
    Some((finish(terms), None))
}

/// "The harbour master, Ana Aro, was acquitted": the name between the subject, which ends at `to`, and its verb.
fn inserted(line: &Line<'_>, to: usize, at: usize) -> Option<Term> {
    let comma = (to + 1..at).rfind(|at| line.tokens[*at].kind == Kind::Mark(','))?;
    let (from, to) = party::inserted(line, comma)?;
    let name = line.parties().find(|name| (name.from, name.to) == (from, to))?;
    Some(Term { word: format!("@{}", name.folded).into(), role: TermRole::Subject, weight: 1.0 })
}

/// "He" and "she" are the person last spoken of.
fn person(line: &Line<'_>, before: &[Line<'_>], at: usize) -> Option<Subject> {
    let start = at.saturating_sub(4);
    let personal = |token: &Token<'_>| matches!(token.lower.as_str(), "he" | "she");
    let pronoun = (start..at).rfind(|at| personal(&line.tokens[*at]))?;
    let here = line.names.iter().rfind(|name| name.to <= pronoun && name.folded.contains(' '));
    let name = here.or_else(|| person_before(before))?;
    let told = before.last().filter(|told| here.is_none() && told.block == line.block);
    let opening = told.and_then(|told| Some((told, opening_phrase(told)?)));
    let mut terms =
        opening.map_or_else(Vec::new, |(told, (from, to))| phrase_terms(told, from, to, TermRole::Near));
    terms.retain(|term| term.role == TermRole::Near);
    push(&mut terms, format!("@{}", name.folded), TermRole::Subject, 1.0);
    Some((finish(terms), None))
}

/// The terms of a phrase, its noun first among them: the "road" of "the valley road", the "schools" of "the schools in
/// the valley", the "women" of "women who were expecting". Of "Aro's deputy Ana Bel" it is the last name.
fn headed(line: &Line<'_>, from: usize, to: usize) -> Vec<Term> {
    let end = noun_end(line, from, to);
    let says = |at: &usize| line.tokens[*at].is_content() && line.value_at(*at).is_none();
    let noun = (from..end).rfind(says);
    // "The exit clause" is known by the exit: a contract has many clauses.
    let noun = noun.map(|noun| match noun.checked_sub(1).filter(|sort| *sort >= from && says(sort)) {
        Some(sort) if line.tokens[noun].has(Class::PROVISION) => sort,
        _ => noun,
    });
    let told = (end..to).find(|at| is_relative(&line.tokens[*at])).unwrap_or(to);
    let mut terms = phrase_terms(line, from, told, TermRole::Subject);
    terms.extend(phrase_terms(line, told, to, TermRole::Near));
    if apposed(line, from, end).is_some() {
        terms.iter_mut().filter(|term| term.role == TermRole::Subject).for_each(describe);
    } else if let Some(noun) = noun.filter(|noun| line.name_at(*noun).is_none()) {
        push(&mut terms, line.tokens[noun].term.clone(), TermRole::Head, 1.0);
    }
    if let Some(name) = apposed(line, from, end) {
        // Whose deputy that is says nothing of the deputy.
        let own = format!("@{}", name.folded);
        terms.retain(|term| term.role != TermRole::Name || *term.word == own);
        terms.iter_mut().filter(|term| *term.word == own).for_each(|term| term.role = TermRole::Subject);
    }
    if let [name] = &mut *terms {
        // Nothing but the name: it is not only whose, it is what.
        name.role = TermRole::Subject;
    }
    finish(terms)
}

/// Where the noun of the phrase `from..to` ends, with what stands before it.
fn noun_end(line: &Line<'_>, from: usize, to: usize) -> usize {
    (from + 1..to).find(|at| ends_noun(line, from, *at)).unwrap_or(to)
}

/// Whether what follows the noun of the phrase that begins at `from` begins at `at`: a preposition, a relative clause, a
/// participle with its own words ("passengers trapped in the lift").
fn ends_noun(line: &Line<'_>, from: usize, at: usize) -> bool {
    let token = &line.tokens[at];
    if !token.is_word() || line.name_at(at).is_some() {
        return false;
    }
    let next = line.tokens.get(at + 1);
    let participle = token.is_past()
        && line.tokens[from..at].last().is_some_and(|noun| noun.is_content() && !noun.is_past())
        && next.is_some_and(|next| next.has(Class::PREPOSITION));
    token.has(Class::PREPOSITION) && token.lower != "of" || is_relative(token) || participle
}

/// Makes a word one that only describes what another names.
fn describe(term: &mut Term) {
    term.role = TermRole::Near;
    term.weight = 0.4;
}

/// The name at the end of a phrase that says before it who that is: the "Ana Bel" of "Aro's deputy Ana Bel".
fn apposed<'l>(line: &'l Line<'_>, from: usize, end: usize) -> Option<&'l Name> {
    let name = line.names.iter().find(|name| name.to == end && name.from > from)?;
    let owned = line.tokens[end - 1].possessive;
    let led = line.tokens[from..name.from].iter().any(|token| token.has(Class::PREPOSITION));
    (!owned && !led).then_some(name)
}

fn preceded_by_be(line: &Line<'_>, at: usize) -> bool {
    line.tokens[at.saturating_sub(4)..at]
        .iter()
        .rev()
        .take_while(|token| token.has(Class::AUXILIARY) || token.is_adverb())
        .any(|token| token.has(Class::BE))
}

/// Whether a phrase of its own begins at `end`: a determiner, a possessive, a name or a plain noun.
fn opens_phrase(line: &Line<'_>, end: usize) -> bool {
    let Some(token) = line.tokens.get(end) else { return false };
    let named = line.name_at(end).is_some();
    token.is_word()
        && (named
            || token.has(Class::DETERMINER)
            || (token.is_content() && !token.has(Class::PREPOSITION) && !token.is_adverb()))
}

/// What a pronoun before `at` stands for: the words of this sentence before it, else the last phrase with "the" of
/// the sentence before.
fn antecedent(line: &Line<'_>, before: &[Line<'_>], at: usize) -> Option<Subject> {
    let (start, end) = (0, at.saturating_sub(1));
    let here = phrase_terms(line, start, end, TermRole::Subject);
    if !here.is_empty()
        && line.tokens[..at].iter().any(|token| token.gap() >= 3 || token.has(Class::DETERMINER))
    {
        return Some((here, Some((start, at))));
    }
    antecedent_in(before)
}

/// The last phrase with "the" of the sentences before, past those that speak of "it" themselves; with its sentence's
/// names, which tell where it is.
fn antecedent_in(before: &[Line<'_>]) -> Option<Subject> {
    for sentence in before.iter().rev() {
        let the = sentence.tokens.iter().rposition(|token| token.lower == "the");
        if let Some((from, to)) = the.and_then(|the| phrase_after(sentence, the)) {
            let mut terms = phrase_terms(sentence, from, to, TermRole::Subject);
            for name in &sentence.names {
                push(&mut terms, format!("@{}", name.folded), TermRole::Name, 0.6);
            }
            return Some((finish(terms), None));
        }
        if !sentence.tokens.iter().any(|token| matches!(token.lower.as_str(), "it" | "they")) {
            return None;
        }
    }
    None
}
