//! What there is and what there is not: sprinklers, a licence, a witness, signs of force.
//!
//! "The tower has no sprinklers" and "sprinklers were fitted in every flat" have little in common but the thing. So the
//! thing is the key, and the rest of the clause says where it is, or whose. What is wanted, feared or asked for is not
//! yet there.

use super::context::{finish, go_on, is_relative, phrase_before, phrase_terms, push};
use super::sentence::Line;
use super::speech::{Speech, denial};
use super::token::{Kind, Token};
use crate::lexicon::vocabulary::{self, Class, Cue};
use crate::lexicon::{thing, unit};
use crate::model::{Marks, TermRole, Thing};
use crate::value::Value;

/// A thing in a sentence: the words by which it is there or not begin at `lead`, its noun stands at `noun`.
struct Sighting {
    lead: usize,
    /// Where its own words begin, behind the article.
    from: usize,
    noun: usize,
    there: bool,
    /// Whether nothing but that is said: "there were no survivors", not "he came home without a scratch".
    plainly: bool,
}

/// The things that the sentence says there are, or are not; none in a question.
pub(super) fn existences(line: &Line<'_>, speech: impl Fn(usize, usize) -> Speech) -> Vec<Thing> {
    if line.tokens.iter().any(|token| token.kind == Kind::Mark('?')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let seen = absent(line, at).or_else(|| victim(line, at)).or_else(|| present(line, at));
        let Some(sighting) = seen else {
            at += 1;
            continue;
        };
        at = sighting.noun + 1;
        let said = speech(sighting.lead, sighting.noun + 1);
        let conditional = said.marks.has(Marks::HYPOTHETICAL) || said.marks.has(Marks::PREDICTED);
        if !conditional {
            found.extend(thing(line, &sighting, said));
        }
    }
    found
}

/// The thing that the words at `at` say there is none of.
fn absent(line: &Line<'_>, at: usize) -> Option<Sighting> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let next = match (word(at), word(at + 1), word(at + 2)) {
        ("not", "a", "single") => at + 3,
        ("not", "one", _) | ("absence" | "lack" | "devoid" | "free", "of", _) => at + 2,
        ("lacked" | "lacks" | "lacking" | "zero", ..) => at + 1,
        ("no" | "without", ..) => at + 1,
        // "Never had a licence", "did not find any trace".
        ("any", ..) if denial(line, at, at + 1).is_some() => at + 1,
        ("a" | "an", ..) if is_had(line, at) && denial(line, at, at + 1).is_some() => at + 1,
        _ => return None,
    };
    if denial(line, at, at + 1).is_some() && matches!(word(at), "no" | "without" | "lack" | "absence") {
        return None;
    }
    let from = if matches!(word(next), "a" | "an" | "any" | "the") { next + 1 } else { next };
    let lead = match word(at) {
        "any" | "a" | "an" => denial(line, at, at + 1)?,
        _ => at,
    };
    let (from, noun) = noun(line, from)?;
    // No serious damage may still be damage.
    let restricted = line.tokens[from..noun].iter().any(|token| token.has(Class::RESTRICTIVE));
    let named = at > 0 && word(at) == "no" && line.tokens[at - 1].has(Class::BE) && !is_there(line, at - 1);
    let there_is_none = led(line, at) || undone(line, at, noun);
    // "No firm of this town has earned more": that says nothing of whether there are firms.
    let of_each = word(at) == "no" && !there_is_none && opens_clause(line, at) && goes_on(line, noun);
    let plainly = word(at) != "without" && there_is_none;
    (!restricted && !named && !of_each).then_some(Sighting { lead, from, noun, there: false, plainly })
}

/// Whether a verb of having or "there is" leads to what stands at `at`.
fn led(line: &Line<'_>, at: usize) -> bool {
    at > 0
        && (line.tokens[at - 1].has(Class::HAVING)
            || line.tokens[at - 1].has(Class::BE) && is_there(line, at - 1))
}

/// Whether "there" is the subject of the verb at `verb`: "there has been".
fn is_there(line: &Line<'_>, verb: usize) -> bool {
    let helped = (verb.saturating_sub(4)..verb).rev().take_while(|at| {
        let token = &line.tokens[*at];
        token.has(Class::AUXILIARY) || token.is_adverb() || token.lower == "there"
    });
    helped.into_iter().any(|at| line.tokens[at].lower == "there")
}

/// Whether something that did not happen is said of the thing whose noun stands at `noun`: "no ransom was paid", "no
/// buyer came forward".
fn undone(line: &Line<'_>, at: usize, noun: usize) -> bool {
    let (_, end) = line.clause(at, noun + 1);
    let behind = line.tokens[noun + 1..end]
        .iter()
        .position(|token| !token.has(Class::AUXILIARY) && !token.is_adverb());
    let verb = behind.and_then(|behind| line.tokens.get(noun + 1 + behind));
    let passive = behind.is_some_and(|behind| {
        line.tokens[noun + 1..noun + 1 + behind].iter().any(|token| token.has(Class::BE))
    });
    let verb = verb.is_some_and(|verb| passive && verb.is_past() || verb.has(Class::EMERGING));
    verb && opens_clause(line, at)
}

/// Whether a clause begins at `at`, so that what stands there is its subject.
fn opens_clause(line: &Line<'_>, at: usize) -> bool {
    let (start, _) = line.clause(at, at + 1);
    start == at || matches!(line.tokens[at - 1].lower.as_str(), "that" | "and" | "but" | "said" | "says")
}

/// Whether the clause has a verb behind the noun at `noun`.
fn goes_on(line: &Line<'_>, noun: usize) -> bool {
    let (_, end) = line.clause(noun, noun + 1);
    line.tokens[noun + 1..end].iter().any(|token| token.has(Class::AUXILIARY) || token.is_past())
}

/// Whether the article at `at` is of what a verb of having has.
fn is_had(line: &Line<'_>, at: usize) -> bool {
    at > 0 && line.tokens[at - 1].has(Class::HAVING)
}

/// The thing that the words at `at` say there is.
fn present(line: &Line<'_>, at: usize) -> Option<Sighting> {
    let token = &line.tokens[at];
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    if let Some(found) = counted(line, at).or_else(|| provided(line, at)) {
        return Some(found);
    }
    let from = match token.lower.as_str() {
        "a" | "an" | "some" | "several" | "the" | "its" | "their" | "his" | "her" => at + 1,
        // "Fitted with sprinklers", "had lifeboats", "there were survivors".
        "with" if at > 0 && (line.tokens[at - 1].is_past() || line.tokens[at - 1].lower == "complete") => {
            at + 1
        }
        _ if token.has(Class::HAVING) => at + 1,
        _ if token.has(Class::BE) && at > 0 && word(at - 1) == "there" => at + 1,
        _ => return None,
    };
    let owned = matches!(word(from), "her" | "his" | "its" | "their" | "the")
        && (token.has(Class::HAVING) || token.lower == "with");
    let from = if owned || matches!(word(from), "a" | "an" | "some" | "several") { from + 1 } else { from };
    let first = line.tokens.get(from)?;
    if first.has(Class::DETERMINER) || first.is_past() && from == at + 1 && token.has(Class::HAVING) {
        return None;
    }
    let (from, noun) = noun(line, from)?;
    let asserted = denial(line, at, at + 1).is_none() && !is_unreal(line, at, noun);
    let plainly = word(at) != "the"
        && !(token.has(Class::DETERMINER) && matches!(word(at), "its" | "their" | "his" | "her"));
    asserted.then_some(Sighting { lead: at, from, noun, there: true, plainly })
}

/// "Sprinklers were fitted", "smoke alarms had been installed": things in the plural that open a clause.
fn provided(line: &Line<'_>, at: usize) -> Option<Sighting> {
    if !opens_clause(line, at) || line.tokens[at].has(Class::DETERMINER) {
        return None;
    }
    let (from, noun) =
        noun(line, at).filter(|(from, noun)| *from == at && line.tokens[*noun].lower.ends_with('s'))?;
    let (_, end) = line.clause(at, noun + 1);
    let helps = |token: &&Token<'_>| token.has(Class::AUXILIARY) || token.is_adverb();
    let behind = &line.tokens[noun + 1..end];
    let auxiliaries = behind.iter().take_while(helps).count();
    let is_provided = behind.get(auxiliaries).is_some_and(|verb| verb.has(Class::PROVIDED));
    let passive = behind[..auxiliaries].iter().any(|token| token.has(Class::BE));
    let asserted = denial(line, noun + 1, noun + 1 + auxiliaries).is_none() && !is_unreal(line, at, noun);
    let planned = line.has_cue(Cue::Planned, at, end);
    (passive && is_provided && asserted && !planned).then_some(Sighting {
        lead: at,
        from,
        noun,
        there: true,
        plainly: true,
    })
}

/// What is counted at `at`: of sixty drivers there are some.
fn counted(line: &Line<'_>, at: usize) -> Option<Sighting> {
    let found = line.value_at(at).filter(|found| found.from == at)?;
    let Value::Quantity(counted) = &found.reading.value else { return None };
    let counts = unit::by_id(&counted.unit).is_none() && !counted.amount.anchor().is_zero();
    let noun =
        (found.from..found.to).rfind(|at| line.tokens[*at].is_word() && line.tokens[*at].is_content())?;
    let token = &line.tokens[noun];
    let telling =
        counts && !vocabulary::class(&token.stem).has(Class::LIGHT) && !token.has(Class::INDEFINITE);
    let asserted = denial(line, at, at + 1).is_none() && !is_unreal(line, at, noun);
    (telling && asserted && line.name_at(noun).is_none()).then_some(Sighting {
        lead: at,
        from: noun,
        noun,
        there: true,
        plainly: true,
    })
}

/// Whether the thing at `at..=noun` is only what something is called or compared with, or is wanted, feared, refused.
fn is_unreal(line: &Line<'_>, at: usize, noun: usize) -> bool {
    let unreal =
        |at: usize| vocabulary::class(&line.tokens[at].stem).has(Class::UNREAL) && line.name_at(at).is_none();
    let called = line.tokens[..at].last().is_some_and(|token| {
        token.has(Class::BE) && token.lower != "there"
            || matches!(token.lower.as_str(), "as" | "like" | "per" | "than" | "of")
    });
    let (start, end) = line.clause(at, noun + 1);
    let behind = &line.tokens[noun + 1..end.min(noun + 4)];
    let denies = |token: &Token<'_>| {
        matches!(token.lower.as_str(), "not" | "never" | "no") || token.lower.ends_with("n't")
    };
    called
        || (at.saturating_sub(4)..at).any(unreal)
        || behind.iter().any(denies)
        || line.has_cue(Cue::Wished, start, end)
        || unreal(noun)
}

/// Somebody who died, or that nobody did: "a climber was killed", "no one lost their life".
fn victim(line: &Line<'_>, at: usize) -> Option<Sighting> {
    let word = |at: usize| line.tokens.get(at).map_or("", |token| token.lower.as_str());
    let (there, from) = match (word(at), word(at + 1)) {
        ("nobody", _) => (false, at + 1),
        ("no", "one") | ("none", "of") => (false, at + 2),
        ("a" | "an" | "one", _) => (true, at + 1),
        _ => return None,
    };
    let goes_on = |at: &usize| {
        let token = &line.tokens[*at];
        let verb = token.has(Class::AUXILIARY) || token.is_past() && token.term != DEATHS;
        token.gap() < 3 && (!there || !is_relative(token) && !verb) && !token.has(Class::REPORTING)
    };
    let reach = (from..line.tokens.len().min(from + VICTIM)).take_while(goes_on).last()? + 1;
    // "A climber was killed", "one worker lost his life": the verb is next to what it is said of.
    let verb = (reach..line.tokens.len()).find(|at| !line.tokens[*at].has(Class::AUXILIARY)).unwrap_or(reach);
    let dies = |at: usize| {
        let token = line.tokens.get(at)?;
        (token.term == DEATHS && (token.is_past() || matches!(token.lower.as_str(), "life" | "lives")))
            .then_some(at)
    };
    let noun = (from..reach).find_map(dies).or_else(|| (verb..verb + 3).find_map(dies))?;
    let clear = !line.tokens[at..noun].iter().any(|token| token.gap() >= 3 || is_relative(token) && there);
    let asserted = !there || denial(line, noun, noun + 1).is_none();
    (clear && asserted).then_some(Sighting { lead: at, from, noun, there, plainly: true })
}

/// How many words may stand between somebody and what became of him.
const VICTIM: usize = 8;

/// The concept of dying, whatever the word: who died and the fatality are one thing.
const DEATHS: &str = "#deaths";

/// The words of a thing that begin at `from` and its noun, the last of them; what it is a sign or sort of.
fn noun(line: &Line<'_>, from: usize) -> Option<(usize, usize)> {
    let ends = |at: usize| {
        let token = &line.tokens[at];
        let named = line.tokens[from..at].iter().any(Token::is_content);
        !token.is_word()
            || line.value_at(at).is_some()
            || token.has(Class::PREPOSITION)
            || token.has(Class::AUXILIARY) && !(named && token.lower == "remains")
            || token.has(Class::PRONOUN)
            || token.has(Class::DETERMINER)
            || token.is_adverb()
            || is_relative(token)
            || token.has(Class::TRAILING)
            || named && (!token.is_content() || token.is_past() || token.lower.ends_with("ing"))
    };
    let end = (from..line.tokens.len().min(from + 5))
        .find(|at| ends(*at))
        .unwrap_or(line.tokens.len().min(from + 5));
    let noun = (from..end).rfind(|at| line.tokens[*at].is_content())?;
    let token = &line.tokens[noun];
    let of =
        |at: usize| line.tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "of" | "for"));
    if token.has(Class::SIGN) {
        return if of(end) { self::noun(line, after_article(line, end + 1)) } else { None };
    }
    let vague = vocabulary::class(&token.stem).has(Class::LIGHT)
        || token.has(Class::CALENDAR)
        || token.has(Class::INDEFINITE)
        || token.has(Class::RESTRICTIVE)
        || token.is_past();
    // To remain says little; human remains do not.
    let before = noun.checked_sub(1).map(|at| line.tokens[at].stem.as_str());
    let vague = vague && thing::thing(before, &token.stem).is_none();
    (!vague && line.name_at(noun).is_none() && noun + 1 == end).then_some((from, noun))
}

/// What the thing is called where articles have several words for it.
fn called<'l>(line: &'l Line<'_>, noun: usize) -> &'l str {
    let before = noun.checked_sub(1).map(|at| line.tokens[at].stem.as_str());
    if line.tokens[noun].term == DEATHS {
        return DEATHS;
    }
    let stem = line.tokens[noun].stem.as_str();
    thing::thing(before, stem).unwrap_or(stem)
}

fn after_article(line: &Line<'_>, at: usize) -> usize {
    let article = line.tokens.get(at).is_some_and(|token| token.has(Class::DETERMINER));
    if article { at + 1 } else { at }
}

/// Whether what is said is over and can change no more: "nobody died", not "nobody has died" or "there is no buyer yet".
fn is_past(line: &Line<'_>, sighting: &Sighting) -> bool {
    let (start, end) = line.clause(sighting.lead, sighting.noun + 1);
    let words = &line.tokens[start..end];
    words
        .iter()
        .any(|token| token.is_past() || matches!(token.lower.as_str(), "was" | "were" | "did" | "had"))
        && !words.iter().any(|token| token.has(Class::PRESENT))
}

/// How far behind a thing the words may stand that say where it is, in tokens.
const REACH: usize = 8;

fn thing(line: &Line<'_>, sighting: &Sighting, speech: Speech) -> Option<Thing> {
    let Sighting { lead, from, noun, there, plainly } = *sighting;
    let token = &line.tokens[noun];
    let called = called(line, noun);
    let subject = phrase_before(line, lead);
    let mut terms =
        subject.map_or_else(Vec::new, |(from, to)| phrase_terms(line, from, to, TermRole::Subject));
    terms.extend(phrase_terms(line, from, noun, TermRole::Head));
    let (_, end) = line.clause(lead, noun + 1);
    terms.extend(phrase_terms(line, noun + 1, end.min(noun + REACH), TermRole::Near));
    for name in &line.names {
        push(&mut terms, format!("@{}", name.folded), TermRole::Name, 0.6);
    }
    // Said plainly of the story at large, two articles need nothing else in common.
    terms.retain(|term| *term.word != *token.term);
    if plainly {
        let word = if token.stem == called { token.term.as_str() } else { called };
        push(&mut terms, word.to_owned(), TermRole::Head, 1.0);
    }
    let named = subject.and_then(|(from, to)| line.parties().find(|name| name.from >= from && name.to <= to));
    let quoted = subject.map_or(lead, |(from, _)| from.min(lead));
    Some(Thing {
        key: called.into(),
        there,
        past: is_past(line, sighting),
        value: line.span_of(lead, noun + 1)?,
        quote: line.quote(quoted, noun + 1)?,
        subject: named.map(|name| name.folded.as_str().into()),
        terms: go_on(line, finish(terms)),
        marks: speech.marks,
        modality: speech.modality,
        attributed_to: speech.attributed_to,
        place: 0,
    })
}
