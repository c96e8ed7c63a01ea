//! Figures, amounts and dates: what is measured or dated, and in which words.

use super::attribute::{Figure, of_found};
use super::clause;
use super::context::{carry, finish, is_anybody, push, terms, theme};
use super::dating;
use super::draft::Draft;
use super::edge::edge;
use super::name::Name;
use super::period::{length_of_period, made_in, period, stretch};
use super::sentence::{Found, Line};
use super::speech::{Speech, polarity};
use super::token::Token;
use super::turn;
use super::wording::{is_time, words_of};
use crate::lexicon::unit;
use crate::lexicon::vocabulary::{Class, Cue, class, concept, stem};
use crate::model::{Context, Marks, Polarity, Shape, Term, TermRole};
use crate::text::{Span, fold};
use crate::value::{Bound, Grain, Role, Value, parcel};

/// The key of ages, and how they are called.
const AGE: &str = "age";

/// The claim that the value `found` makes; nothing for values that state nothing of anything.
pub(super) fn measure(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    found: &Found,
    speech: &Speech,
) -> Option<Draft> {
    let (words, value) = words_of(line, found)?;
    let edge = edge(line, found);
    // "Not until May": in May.
    let denied = edge.is_none() && negated_nearby(line, found);
    let bounded =
        matches!(&value, Value::Date(when) if when.bound != Bound::Exact || when.range.start.is_none());
    if states_nothing(line, found, &value) || denied && !bounded {
        return None;
    }
    let key = if is_age(line, found) { AGE.to_owned() } else { key(&value)? };
    let mut around = terms(line, found.from, found.to);
    if is_of_time(&value) {
        around = clause::of_event_first(around, line, found);
    }
    let mut terms = carry(around, line, before);
    if made_in(line, found) {
        push(&mut terms, "#built".to_owned(), TermRole::Head, 1.0);
        terms = finish(terms);
    }
    let mut marks = speech.marks.with(role_marks(line, found));
    let per = per(line, found);
    if per.is_some() {
        marks = marks.with(Marks::PER);
    }
    if let Some(per) = &per {
        let word = concept(per).map_or(per.clone(), str::to_owned);
        push(&mut terms, word, TermRole::Head, 1.0);
        terms = finish(terms);
    }
    let key = per.map_or_else(|| key.clone(), |per| format!("{key}/{per}"));
    let counted = if key == AGE { Some(of_what_age(line, found)) } else { counted(line, found, &value) };
    let figure = Figure { value: &value, terms: &terms, marks, counted: counted.as_deref() };
    // An article names people of all ages: that it gives one only says nothing.
    let frame = of_found(figure, line, found).filter(|_| key != AGE);
    if let Some(event) = frame.and_then(|frame| frame.event.as_deref()) {
        // "Takes effect" and "gets going" are one event of one attribute.
        push(&mut terms, format!("#{event}"), TermRole::Head, 1.0);
        terms = finish(terms);
    }
    let period = period(line, found).filter(|_| key != AGE);
    let context = Context {
        shape: Shape::Measure,
        key: key.into(),
        frame: frame.map(|frame| &*frame.id),
        counted,
        stretch: stretch(line, found).or_else(|| length_of_period(line, found, period.as_ref())),
        theme: theme(line, found.from, found.to),
        period,
        value,
        terms,
        marks,
    };
    Some(Draft {
        quote: quote(line, found)?,
        subject: subject(line, found, speech),
        attribute: match frame {
            Some(frame) => frame.name.to_string(),
            None if &*context.key == AGE => AGE.to_owned(),
            None => attribute_words(&context.terms),
        },
        value: words,
        object: None,
        as_of: as_of(line, found),
        polarity: if denied { Polarity::Denied } else { Polarity::Affirmed },
        context,
    })
}

/// The clause of the value; of a day, a time or a length the clause of its event: "On 4 May, the two signed".
fn quote(line: &Line<'_>, found: &Found) -> Option<Span> {
    let (start, end) =
        if is_of_time(&found.reading.value) { clause::of_event(line, found) } else { (found.from, found.to) };
    let whole = line.quote(start.min(found.from), end.max(found.to));
    whole.or_else(|| line.quote(found.from, found.to))
}

/// Whether it is a day, a time of day or a length of time.
fn is_of_time(value: &Value) -> bool {
    matches!(value, Value::Date(_) | Value::TimeOfDay(_) | Value::Duration(_))
}

/// Values that date a saying, count nothing or stand in a name.
fn states_nothing(line: &Line<'_>, found: &Found, value: &Value) -> bool {
    match value {
        Value::Date(when) => !made_in(line, found) && dating::states_nothing(line, found, when),
        Value::Number(_) => {
            let tokens = &line.tokens[found.from..found.to];
            let only = matches!(tokens, [one] if matches!(one.lower.as_str(), "one" | "half" | "zero" | "both" | "first" | "second"));
            let vague = line.tokens[found.from..(found.to + 1).min(line.tokens.len())].iter().any(|token| {
                matches!(
                    token.lower.as_str(),
                    "things" | "times" | "ways" | "reasons" | "points" | "questions" | "stages" | "steps"
                )
            });
            // "All but two walked out": how many did not.
            let word =
                |back: usize| found.from.checked_sub(back).map_or("", |at| line.tokens[at].lower.as_str());
            let rest = word(1) == "but" && word(2) == "all";
            vague || only || rest || line.tokens.len() < 3 || is_an_age(line, found) || is_a_year(tokens)
        }
        Value::Ordinal(_)
        | Value::Recurrence(_)
        | Value::Text(_)
        | Value::List(_)
        | Value::Name(_)
        | Value::State(_)
        | Value::Truth(_) => true,
        _ => false,
    }
}

/// Four digits without a mark between them are a year more often than a count.
fn is_a_year(tokens: &[Token<'_>]) -> bool {
    let year = |token: &&Token<'_>| {
        token.text.len() == 4
            && token.text.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(&token.text[..1], "1" | "2")
    };
    tokens.iter().any(|token| year(&token))
        && tokens.iter().all(|token| !token.is_word() || !token.is_content())
}

/// "those over 65", "people aged 40": whom, not how many.
fn is_an_age(line: &Line<'_>, found: &Found) -> bool {
    let before = found.from.checked_sub(1).map_or("", |at| line.tokens[at].lower.as_str());
    let who = matches!(
        before,
        "those" | "people" | "adults" | "anyone" | "women" | "men" | "aged" | "age" | "children" | "patients"
    );
    who && (before.starts_with("age")
        || matches!(line.tokens[found.from].lower.as_str(), "over" | "under" | "above" | "below" | "aged"))
}

/// Whether it is how old somebody or something is.
fn is_age(line: &Line<'_>, found: &Found) -> bool {
    matches!(&found.reading.value, Value::Quantity(counted) if &*counted.unit == "year of age")
        || is_age_of_a_person(line, found)
}

/// "Ana Aro, 44, won", "the driver, 58, was held": a bare number in apposition to a name or a noun.
fn is_age_of_a_person(line: &Line<'_>, found: &Found) -> bool {
    let comma =
        |at: usize| line.tokens.get(at).is_some_and(|token| token.kind == super::token::Kind::Mark(','));
    let bare = found.to == found.from + 1 && line.tokens[found.from].text.len() <= 3;
    if found.from < 2 || !bare || !comma(found.from - 1) {
        return false;
    }
    let before = &line.tokens[found.from - 2];
    let named = line.name_at(found.from - 2).is_some();
    // Of a noun only where the sentence goes on: "rooms 4, 58, 61" are no ages.
    let noun = before.is_content()
        && !before.has(Class::CALENDAR)
        && line.tokens[found.from].text.len() == 2
        && line.tokens.get(found.to + 1).is_some_and(|token| token.is_word() && token.lower != "and");
    named && (comma(found.to) || found.to == line.tokens.len()) || noun && comma(found.to)
}

/// "2029, not 2026": what it is not.
fn negated_nearby(line: &Line<'_>, found: &Found) -> bool {
    let just_before = |cue: &&super::token::CueAt| {
        let end = cue.at + cue.length;
        cue.cue == Cue::Negation && end <= found.from && found.from - end <= 1
    };
    line.cues.iter().any(|cue| just_before(&cue)) && polarity(line, found.from, found.to) == Polarity::Denied
}

/// Kind and unit: only values that share it can be compared.
pub(super) fn key(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(_) => "count".to_owned(),
        Value::Percentage(_) => "percent".to_owned(),
        Value::Money(money) => format!("money:{}", money.currency.code()),
        Value::Quantity(quantity) => match unit::by_id(&quantity.unit) {
            Some(entry) => format!("quantity:{}", entry.dimension),
            None => "count".to_owned(),
        },
        Value::Duration(_) => "duration".to_owned(),
        Value::Date(_) => "date".to_owned(),
        Value::TimeOfDay(_) => "time".to_owned(),
        _ => return None,
    })
}

fn role_marks(line: &Line<'_>, found: &Found) -> Marks {
    let mut marks = match found.reading.role {
        Role::Old => Marks::OLD,
        Role::Rise | Role::Fall => Marks::CHANGE,
        Role::Plain | Role::New => Marks::default(),
    };
    let (start, end) = line.clause(found.from, found.to);
    let near = found.from.saturating_sub(4).max(start);
    if line.has_cue(Cue::Hoped, start, end) {
        marks = marks.with(Marks::OLD);
    }
    if line.has_cue(Cue::Former, found.from.saturating_sub(6), found.from) {
        marks = marks.with(Marks::REJECTED);
    }
    if line.has_cue(Cue::Earlier, near, found.to) || said_first(line, found, end) {
        marks = marks.with(Marks::EARLIER);
    }
    if line.has_cue(Cue::Rejected, start, end) {
        marks = marks.with(Marks::REJECTED);
    }
    let of_a_part =
        |token: &super::token::Token<'_>| matches!(token.lower.as_str(), "where" | "among" | "amongst");
    if line.tokens[start..found.from].iter().any(of_a_part) {
        marks = marks.with(Marks::PART);
    }
    // "Half of those who came": of a share the words behind it say of what whole, not that it is a part.
    let share = matches!(found.reading.value, Value::Percentage(_));
    let ahead = if share { found.from } else { (found.to + 4).min(end) };
    if line.has_cue(Cue::Part, near, ahead) {
        marks = marks.with(Marks::PART);
    }
    if leaves_a_rest(line, found) {
        marks = marks.with(Marks::PART);
    }
    if is_of_old(line, found) || turn::is_left_behind(line, found) {
        marks = marks.with(Marks::OLD);
    }
    if is_joint(line, found) {
        marks = marks.with(Marks::JOINT);
    }
    marks
}

/// "2,010 received the drug and the rest a dummy", "within the park 800 acres burnt": beside it there is more of the
/// same. Who pays $120 million "and the others the rest" pays that, and no part of it.
fn leaves_a_rest(line: &Line<'_>, found: &Found) -> bool {
    let (start, _) = line.clause(found.from, found.to);
    let the_rest = line.tokens[found.to..].windows(2).take(14).any(|pair| {
        pair[0].lower == "the" && matches!(&*pair[1].lower, "rest" | "remainder" | "remaining" | "others")
    });
    let within = [start, 0].iter().any(|at| line.tokens[*at].lower == "within" && *at < found.from);
    let counts = matches!(&found.reading.value, Value::Number(_) | Value::Quantity(_));
    the_rest && counts || within && !matches!(found.reading.value, Value::Duration(_) | Value::Date(_))
}

/// Whether it is what another figure is set against, or what it was before.
pub(super) fn is_of_old(line: &Line<'_>, found: &Found) -> bool {
    is_set_against(line, found) || was_before(line, found)
}

/// How far behind a figure "from" may stand that says who gives it: "$90 million in aid from".
const FROM: usize = 4;

/// "$90 million from Aro, Belmar and Cray": what several give together is nobody's share of it.
fn is_joint(line: &Line<'_>, found: &Found) -> bool {
    let behind = line.tokens[found.to..].iter().take(FROM).take_while(|token| token.is_word());
    let Some(from) = behind.into_iter().position(|token| token.lower == "from") else { return false };
    let (mut at, mut names) = (found.to + from + 1, 0);
    while let Some(token) = line.tokens.get(at) {
        match line.name_at(at) {
            Some(name) => {
                names += 1;
                at = name.to.max(at + 1);
            }
            None if matches!(token.lower.as_str(), "," | "and" | "&") => at += 1,
            None => break,
        }
    }
    names > 1
}

/// "rather than 150", "lower than the 141", "65 is the new 64": the value that another one is set against.
fn is_set_against(line: &Line<'_>, found: &Found) -> bool {
    let word = |back: usize| found.from.checked_sub(back).map_or("", |at| line.tokens[at].lower.as_str());
    let (one, two, three) = (word(1), word(2), word(3));
    let past = |word: &str| matches!(word, "than" | "instead" | "versus" | "against" | "vs");
    let comparing = |word: &str| {
        word.ends_with("er") || matches!(word, "rather" | "more" | "less" | "fewer" | "up" | "down")
    };
    let determined = matches!(one, "the" | "its" | "a" | "an" | "of" | "from");
    (past(one) && (comparing(two) || one != "than") && !matches!(two, "more" | "less" | "fewer"))
        || (determined && past(two) && (comparing(three) || two == "instead"))
        || (determined && two == "from" && matches!(three, "up" | "down"))
        || (one == "with" && matches!(two, "compared" | "compares"))
        || (determined && two == "with" && three == "compared")
        || (one == "new" && two == "the" && matches!(three, "is" | "was" | "are"))
}

/// "to 27% from an earlier 25%", "up from the 40 of last year": what it was before.
fn was_before(line: &Line<'_>, found: &Found) -> bool {
    let start = found.from.saturating_sub(4);
    let Some(lead) = (start..found.from).rev().find(|at| line.tokens[*at].lower == "from") else {
        return false;
    };
    let turned = lead > 0 && matches!(line.tokens[lead - 1].lower.as_str(), "up" | "down");
    let same_kind = |other: &&Found| key(&other.reading.value) == key(&found.reading.value);
    turned || line.values.iter().filter(same_kind).any(|other| other.to <= lead && lead - other.to <= 2)
}

/// "the 150 first proposed in May".
fn said_first(line: &Line<'_>, found: &Found, end: usize) -> bool {
    let ahead = line.tokens[found.to..end.max(found.to)].iter().take(2);
    ahead
        .clone()
        .any(|token| matches!(token.lower.as_str(), "first" | "originally" | "initially" | "previously"))
}

/// The day that the figure is of, where the sentence says one: "as of Wednesday", "by Saturday evening".
fn as_of(line: &Line<'_>, found: &Found) -> Option<Span> {
    let dated = line.values.iter().find(|other| {
        let Value::Date(when) = &other.reading.value else { return false };
        let word = |back: usize| other.from.checked_sub(back).map_or("", |at| line.tokens[at].lower.as_str());
        let first = line.tokens[other.from].lower.as_str();
        let by = first == "by" && line.tokens[..other.from].iter().any(|token| token.lower == "had");
        let day = matches!(when.range.grain, Grain::Day);
        other.from != found.from
            && day
            && (by || word(1) == "of" && word(2) == "as" || first == "of" && word(1) == "as")
    })?;
    line.span_of(dated.from, dated.to)
}

/// Per what a price is: a share, a litre. Rates in time stay what they are: the value kinds convert them.
fn per(line: &Line<'_>, found: &Found) -> Option<String> {
    let Value::Money(money) = &found.reading.value else { return None };
    if let Some(per) = money.per.as_deref() {
        let per = parcel(per).map_or(per, |(_, what)| what);
        return (!is_time(per)).then(|| per_word(per));
    }
    let ahead: Vec<_> = line.tokens[found.to..].iter().take(8).take_while(|token| token.gap() < 3).collect();
    let each =
        ahead.iter().position(|token| matches!(token.lower.as_str(), "each" | "every" | "per" | "apiece"))?;
    let noun = ahead[each + 1..].iter().take(3).rfind(|token| token.is_content());
    let noun = noun.filter(|noun| !is_time(&noun.lower))?;
    Some(per_word(&noun.lower))
}

fn per_word(word: &str) -> String {
    match word {
        "sh" | "shr" | "stock" => stem("share"),
        other => stem(other),
    }
}

/// What is counted: the noun of the count, or the noun right behind a bare number. People are people, whoever they are.
fn counted(line: &Line<'_>, found: &Found, value: &Value) -> Option<Box<str>> {
    if key(value).as_deref() != Some("count") {
        return None;
    }
    let noun = match &found.reading.value {
        Value::Quantity(quantity) => stem(quantity.unit.rsplit(' ').next().unwrap_or_default()),
        _ if is_parent_of(line, found) => return Some("child".into()),
        _ => {
            let run = line.tokens[found.to..]
                .iter()
                .take(3)
                .take_while(|token| token.is_content() && !token.is_adverb());
            match run.last() {
                Some(noun) => stem(&noun.lower),
                None => stem(&left_out(line, found)?.lower),
            }
        }
    };
    let word = concept(&noun).map_or(noun.clone(), |concept| concept[1..].to_owned());
    Some(if is_anybody(&noun) { "people".into() } else { word.into() })
}

/// The noun that the sentence has counted before and does not say again: "of the 60 trains 12 ran", "40 posts go in March
/// and another 12 in May".
fn left_out<'l, 't>(line: &'l Line<'t>, found: &Found) -> Option<&'l Token<'t>> {
    let goes_on = line.tokens.get(found.to).is_some_and(|next| {
        next.has(Class::AUXILIARY) || next.is_past() || matches!(&*next.lower, "more" | "others")
    });
    let counted = |other: &&Found| {
        other.to <= found.from
            && matches!(&other.reading.value, Value::Quantity(of) if unit::by_id(&of.unit).is_none())
    };
    let before = line.values.iter().rev().find(counted).filter(|_| goes_on)?;
    line.tokens[before.from..before.to].last()
}

/// "A father of three", "mum-of-two": how many children somebody has.
fn is_parent_of(line: &Line<'_>, found: &Found) -> bool {
    let word = |back: usize| found.from.checked_sub(back).map_or("", |at| line.tokens[at].lower.as_str());
    let parent = |word: &str| {
        let word = word.strip_suffix("-of").unwrap_or(word);
        word.ends_with("father")
            || word.ends_with("mother")
            || matches!(word, "mum" | "mom" | "dad" | "grandad" | "parent" | "parents")
    };
    word(1) == "of" && parent(word(2))
        || word(1).ends_with("-of") && parent(word(1))
        || word(1) == "-" && word(2) == "of"
}

/// Of what it is how old: "the 31-year-old ferry", "the hose was eleven years old". Of a name it is a person.
fn of_what_age(line: &Line<'_>, found: &Found) -> Box<str> {
    let behind = line.tokens.get(found.to).filter(|token| token.is_content() && !token.is_past());
    let noun = match behind {
        Some(noun) => Some(noun.term.as_str().into()),
        None => theme(line, found.from, found.to).filter(|noun| !noun.starts_with('@')),
    };
    let is_person = |noun: &str| is_anybody(noun) || class(noun.trim_start_matches('#')).has(Class::PERSON);
    noun.filter(|noun| !is_person(noun)).map_or("people".into(), |noun| noun.trim_start_matches('#').into())
}

/// Of whom: the nearest name in the sentence; where there is none, what stands for one. A person who only says it is not
/// whom it is said of, as a company is that tells its figures.
fn subject(line: &Line<'_>, found: &Found, speech: &Speech) -> Option<String> {
    let speaker = speech.attributed_to.as_deref().map(fold).unwrap_or_default();
    let nearest = |names: &[Name]| {
        names
            .iter()
            .filter(|name| !(name.is_person && speaker.contains(&*name.folded)))
            .map(|name| (line.distance(name.from, found.from), name.folded.clone()))
            .min_by(|one, other| one.0.total_cmp(&other.0))
    };
    let names = nearest(&line.names).or_else(|| nearest(&line.stand_ins));
    names.or_else(|| nearest(&line.descriptions)).map(|(_, name)| name)
}

/// The words that name an attribute for which there is no frame: the nearest two or three.
pub(super) fn attribute_words(terms: &[Term]) -> String {
    let naming = |term: &&Term| matches!(term.role, TermRole::Head | TermRole::Near | TermRole::Subject);
    let mut near: Vec<&Term> = terms.iter().filter(naming).collect();
    near.sort_by(|one, other| {
        one.role.cmp(&other.role).then(other.weight.total_cmp(&one.weight)).then(one.word.cmp(&other.word))
    });
    let words: Vec<&str> = near.iter().take(2).map(|term| term.word.trim_start_matches('#')).collect();
    if words.is_empty() { "figure".to_owned() } else { words.join(" ").replace('_', " ") }
}
