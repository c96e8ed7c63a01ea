//! Figures, amounts and dates: what is measured or dated, and in which words.

use super::context::{carry, finish, is_anybody, push, terms, theme};
use super::draft::Draft;
use super::name::Name;
use super::sentence::{Found, Line};
use super::speech::{Speech, polarity};
use super::token::Token;
use super::wording::{is_time, words_of};
use crate::lexicon::frame::{Frame, frames};
use crate::lexicon::unit;
use crate::lexicon::vocabulary::{Class, Cue, concept, stem};
use crate::model::{Context, Marks, Polarity, Shape, Term, TermRole};
use crate::text::{Span, fold};
use crate::value::{Bound, DateRange, Grain, Kind, Role, Value, When};

/// The claim that the value `found` makes; nothing for values that state nothing of anything.
pub(super) fn measure(
    line: &Line<'_>,
    before: Option<&Line<'_>>,
    found: &Found,
    speech: &Speech,
) -> Option<Draft> {
    let (words, value) = words_of(line, found)?;
    let denied = negated_nearby(line, found);
    let bounded =
        matches!(&value, Value::Date(when) if when.bound != Bound::Exact || when.range.start.is_none());
    if states_nothing(line, found, &value) || denied && !bounded {
        return None;
    }
    let key = if is_age_of_a_name(line, found) { "age".to_owned() } else { key(&value)? };
    let mut terms = carry(terms(line, found.from, found.to), line, before);
    let mut marks = speech.marks.with(role_marks(line, found));
    let per = per(line, found);
    if per.is_some() {
        marks = marks.with(Marks::PER);
    }
    if let Some(per) = &per {
        let word = concept(per).map_or(per.clone(), |concept| format!("#{concept}"));
        push(&mut terms, word, TermRole::Head, 1.0);
        terms = finish(terms);
    }
    let key = per.map_or_else(|| key.clone(), |per| format!("{key}/{per}"));
    let frame = frame(&value, &terms, marks);
    let period = period(line, found);
    let context = Context {
        shape: Shape::Measure,
        key: key.into(),
        frame: frame.map(|frame| &*frame.id),
        counted: counted(line, found, &value),
        stretch: stretch(line, found).or_else(|| length_of_period(line, found, period.as_ref())),
        theme: theme(line, found.from, found.to),
        period,
        value,
        terms,
        marks,
    };
    Some(Draft {
        quote: line.quote(found.from, found.to)?,
        subject: subject(line, found, speech),
        attribute: frame.map_or_else(|| attribute_words(&context.terms), |frame| frame.name.to_string()),
        value: words,
        object: None,
        as_of: as_of(line, found),
        polarity: if denied { Polarity::Denied } else { Polarity::Affirmed },
        context,
    })
}

/// Values that date a saying, count nothing or stand in a name.
fn states_nothing(line: &Line<'_>, found: &Found, value: &Value) -> bool {
    match value {
        Value::Date(when) => {
            let vague = when.range.start.is_none() && when.range.end.is_none();
            if qualifies_a_noun(line, found) || is_of_unclear_year(line, found, when) {
                return true;
            }
            vague
                || follows_another(line, found)
                || when.range.grain == Grain::Decade
                || dates_a_saying(line, found)
                || is_period_of_figure(line, found)
        }
        Value::Number(_) => {
            let tokens = &line.tokens[found.from..found.to];
            let only = matches!(tokens, [one] if matches!(one.lower.as_str(), "one" | "half" | "zero" | "both" | "first" | "second"));
            let vague = line.tokens[found.from..(found.to + 1).min(line.tokens.len())].iter().any(|token| {
                matches!(
                    token.lower.as_str(),
                    "things" | "times" | "ways" | "reasons" | "points" | "questions" | "stages" | "steps"
                )
            });
            vague || only || line.tokens.len() < 3 || is_an_age(line, found) || is_a_year(tokens)
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

/// "Ana Aro, 44, won": a bare number in apposition to a name.
fn is_age_of_a_name(line: &Line<'_>, found: &Found) -> bool {
    let comma =
        |at: usize| line.tokens.get(at).is_some_and(|token| token.kind == super::token::Kind::Mark(','));
    let named = found.from >= 2 && comma(found.from - 1) && line.name_at(found.from - 2).is_some();
    let bare = found.to == found.from + 1 && line.tokens[found.from].text.len() <= 3;
    named && bare && (comma(found.to) || found.to == line.tokens.len())
}

/// The stretch that a figure is over, where one follows it: "9% over two years", "48 goals in three seasons".
fn stretch(line: &Line<'_>, found: &Found) -> Option<Box<str>> {
    let lead =
        line.tokens.get(found.to + usize::from(line.tokens.get(found.to).is_some_and(Token::is_content)));
    let over = lead
        .is_some_and(|token| matches!(token.lower.as_str(), "in" | "over" | "within" | "during" | "after"));
    let next = line.values.iter().find(|other| other.from > found.to && other.from <= found.to + 2)?;
    let long = matches!(next.reading.value, Value::Duration(_))
        || line.tokens[next.from..(next.to + 1).min(line.tokens.len())].iter().any(|token| {
            matches!(token.lower.as_str(), "seasons" | "games" | "matches" | "innings" | "rounds")
        });
    (over && long).then(|| next.reading.value.normal().into())
}

/// "Five years later", "a week earlier": counted from another day of the text.
fn follows_another(line: &Line<'_>, found: &Found) -> bool {
    line.tokens[found.from..found.to]
        .iter()
        .any(|token| matches!(token.lower.as_str(), "later" | "earlier" | "afterwards"))
}

/// "Work begins in March": a month without a year that reads as past where the sentence has no past form. Most likely
/// the next one is meant, and nothing can be made of it.
fn is_of_unclear_year(line: &Line<'_>, found: &Found, when: &When) -> bool {
    let tokens = &line.tokens[found.from..found.to];
    let bare = matches!(when.range.grain, Grain::Month)
        && tokens.iter().any(|token| token.has(Class::CALENDAR))
        && !tokens.iter().any(|token| token.text.bytes().any(|byte| byte.is_ascii_digit()))
        && !tokens.iter().any(|token| matches!(token.lower.as_str(), "last" | "next" | "this" | "since"));
    let past = |token: &Token<'_>| token.is_past() || matches!(token.lower.as_str(), "was" | "were" | "had");
    bare && !line.tokens.iter().any(past)
}

/// How long the period of a figure is: a quarter's revenue is not a year's.
fn length_of_period(line: &Line<'_>, found: &Found, period: Option<&DateRange>) -> Option<Box<str>> {
    let (start, _) = line.clause(found.from, found.to);
    let before = &line.tokens[start.max(found.from.saturating_sub(4))..found.from];
    let annual = |token: &Token<'_>| {
        matches!(token.lower.as_str(), "annual" | "annualised" | "annualized" | "yearly" | "full-year")
    };
    let length = match period.map(|period| period.grain) {
        _ if before.iter().any(annual) => "year",
        Some(Grain::Year) => "year",
        Some(Grain::Quarter) => "quarter",
        Some(Grain::Half) => "half",
        _ => return None,
    };
    (!matches!(found.reading.value, Value::Duration(_))).then(|| length.into())
}

/// "said on Monday": the day of the saying is no claim.
fn dates_a_saying(line: &Line<'_>, found: &Found) -> bool {
    let near = |at: usize| line.tokens[at].has(Class::REPORTING) && line.distance(at, found.from) < 1.5;
    (found.from.saturating_sub(6)..found.from).any(near)
}

/// "the August offer", "Monday's vote", "the price of 9 October": the day tells which, not when.
fn qualifies_a_noun(line: &Line<'_>, found: &Found) -> bool {
    let before = found.from.checked_sub(1).map(|at| &line.tokens[at]);
    let behind = line.tokens.get(found.to).is_some_and(|token| token.is_content());
    line.tokens[found.from..found.to].iter().any(|token| token.possessive)
        || before.is_some_and(|token| {
            token.lower == "of" || (token.has(Class::DETERMINER) || token.possessive) && behind
        })
}

/// "revenue of $2 million in 2025": the year belongs to the figure and is no claim of its own.
fn is_period_of_figure(line: &Line<'_>, found: &Found) -> bool {
    let Value::Date(when) = &found.reading.value else { return false };
    let (start, end) = line.clause(found.from, found.to);
    let long = !matches!(when.range.grain, Grain::Day | Grain::Week);
    long && when.bound == Bound::Exact
        && line.values.iter().any(|other| {
            other.from >= start
                && other.to <= end
                && matches!(other.reading.value, Value::Money(_) | Value::Percentage(_) | Value::Quantity(_))
                && key(&other.reading.value).as_deref() != Some("count")
        })
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
    if is_set_against(line, found) || was_before(line, found) {
        marks = marks.with(Marks::OLD);
    }
    if is_joint(line, found) {
        marks = marks.with(Marks::JOINT);
    }
    marks
}

/// "$90 million from Aro, Belmar and Cray": what several give together is nobody's share of it.
fn is_joint(line: &Line<'_>, found: &Found) -> bool {
    if line.tokens.get(found.to).is_none_or(|token| token.lower != "from") {
        return false;
    }
    let (mut at, mut names) = (found.to + 1, 0);
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
    let past = |word: &str| matches!(word, "than" | "instead" | "versus" | "against");
    let comparing = |word: &str| {
        word.ends_with("er") || matches!(word, "rather" | "more" | "less" | "fewer" | "up" | "down")
    };
    let determined = matches!(one, "the" | "its" | "a" | "an" | "of" | "from");
    (past(one) && (comparing(two) || one != "than") && !matches!(two, "more" | "less" | "fewer"))
        || (determined && past(two) && (comparing(three) || two == "instead"))
        || (determined && two == "from" && matches!(three, "up" | "down"))
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

/// The period that the figure is of: the nearest year, quarter or half that the sentence names.
fn period(line: &Line<'_>, found: &Found) -> Option<DateRange> {
    if matches!(found.reading.value, Value::Date(_) | Value::TimeOfDay(_)) {
        return None;
    }
    let periods = line.values.iter().filter_map(|other| match &other.reading.value {
        Value::Date(when) if when.part.is_none() && !is_relative_business_year(line, other) => {
            match when.range.grain {
                Grain::Year | Grain::Quarter | Grain::Half | Grain::Span => {
                    Some((line.distance(found.from, other.from), &when.range))
                }
                _ => None,
            }
        }
        _ => None,
    });
    let near = periods.filter(|(distance, _)| *distance < 9.0);
    near.min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, range)| range.clone())
}

/// "its last financial year" is not a calendar year, and which it is the text does not say.
fn is_relative_business_year(line: &Line<'_>, found: &Found) -> bool {
    let tokens = &line.tokens[found.from..found.to];
    tokens.iter().any(|token| matches!(token.lower.as_str(), "financial" | "fiscal" | "business"))
        && !tokens.iter().any(|token| token.text.bytes().any(|byte| byte.is_ascii_digit()))
}

/// What is counted: the noun of the count, or the noun right behind a bare number. People are people, whoever they are.
fn counted(line: &Line<'_>, found: &Found, value: &Value) -> Option<Box<str>> {
    if key(value).as_deref() != Some("count") {
        return None;
    }
    let noun = match &found.reading.value {
        Value::Quantity(quantity) => stem(quantity.unit.rsplit(' ').next().unwrap_or_default()),
        _ => {
            let run = line.tokens[found.to..]
                .iter()
                .take(3)
                .take_while(|token| token.is_content() && !token.is_adverb());
            stem(&run.last()?.lower)
        }
    };
    let word = concept(&noun).map_or(noun.clone(), str::to_owned);
    Some(if is_anybody(&noun) { "people".into() } else { word.into() })
}

/// The built-in attribute that the words nearest the value name.
pub(super) fn frame(value: &Value, terms: &[Term], marks: Marks) -> Option<&'static Frame> {
    let single = |concept: &str| {
        let term = terms.iter().find(|term| term.word.strip_prefix('#') == Some(concept));
        term.map_or(0.0, |term| if term.role == TermRole::Head { 1.0 + term.weight } else { term.weight })
    };
    // "loss+jobs" asks for both.
    let strength = |concepts: &str| concepts.split('+').map(single).fold(f64::INFINITY, f64::min);
    let fitting = frames().iter().filter(|frame| {
        !frame.heads.is_empty()
            && fits(frame, value)
            && frame.per == marks.has(Marks::PER)
            && !(marks.has(Marks::CHANGE)
                && frame.kind.as_deref() == Some("percentage")
                && frame.not.iter().any(|not| &**not == "change"))
            && !frame.not.iter().any(|concept| strength(concept) >= 0.4)
    });
    let ranked =
        fitting.map(|frame| (frame.heads.iter().map(|head| strength(head)).fold(0.0, f64::max), frame));
    // Of equals the first: the narrower attributes stand first.
    let best = ranked.fold(None, |best: Option<(f64, &Frame)>, next| match best {
        Some(kept) if kept.0 >= next.0 => Some(kept),
        _ => Some(next),
    });
    best.filter(|(strength, _)| *strength >= 0.45).map(|(_, frame)| frame)
}

fn fits(frame: &Frame, value: &Value) -> bool {
    match frame.kind.as_deref() {
        None => matches!(value.kind(), Kind::Money | Kind::Percentage),
        Some("number") => key(value).as_deref() == Some("count"),
        Some("money") => value.kind() == Kind::Money,
        Some("percentage") => value.kind() == Kind::Percentage,
        Some("quantity") => measures(value, &frame.dimensions),
        Some("date") => value.kind() == Kind::Date,
        Some("time-of-day") => value.kind() == Kind::TimeOfDay,
        Some("duration") => value.kind() == Kind::Duration,
        _ => false,
    }
}

/// Whether a value is a quantity of one of these dimensions, or of any where none is named: a disk has no area.
fn measures(value: &Value, dimensions: &[Box<str>]) -> bool {
    let Value::Quantity(quantity) = value else { return false };
    unit::by_id(&quantity.unit).is_some_and(|entry| {
        dimensions.is_empty() || dimensions.iter().any(|known| **known == *entry.dimension)
    })
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
    nearest(&line.names).or_else(|| nearest(&line.stand_ins)).map(|(_, name)| name)
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
