//! A claim's value words as a typed value.

use std::collections::HashMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::model::{
    Attribute, AttributeIx, AttributeTable, Cardinality, Claim, EntityIx, EntityTable, Resolution, Source,
};
use crate::text::fold;
use crate::value::{
    Amount, Bound, Context as ReadContext, Kind, List, Name, Reading, State, Text, Value, When, read, read_as,
};

use super::state::States;
use super::time::context;

/// Words that make a list exclusive: "AWS exclusively" leaves no room for others.
const EXCLUSIVE: [&str; 8] =
    ["exclusively", "exclusive", "only", "solely", "sole", "alone", "nobody else", "no one else"];

/// Reads value words as the kind that the attribute asks for.
pub(super) struct Reader<'t> {
    entities: &'t EntityTable,
    attributes: &'t AttributeTable,
    states: HashMap<AttributeIx, States>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(entities: &'t EntityTable, attributes: &'t AttributeTable) -> Self {
        let with_states = attributes.iter().filter(|(_, attribute)| !attribute.states.is_empty());
        let states = with_states.map(|(ix, attribute)| (ix, States::new(attribute))).collect();
        Self { entities, attributes, states }
    }

    /// The value of a claim. Words that the attribute's kind cannot read stay text and are told of.
    pub(super) fn read(
        &self,
        claim: &Claim,
        ix: AttributeIx,
        source: &Source,
        problems: &mut Vec<Diagnostic>,
    ) -> Value {
        let attribute = self.attributes.get(ix);
        let dated = [Kind::Date, Kind::TimeOfDay];
        let of_kind = |kind: &&Kind| attribute.kind.is_none_or(|known| known == **kind);
        if let Some(told) = dated.iter().filter(of_kind).find_map(|kind| in_quote(claim, source, *kind)) {
            return told;
        }
        let Some(kind) = attribute.kind else {
            let guessed = self.guess(&claim.value, source);
            let in_words = || TOLD_BY_WORDS.iter().find_map(|kind| in_quote(claim, source, *kind));
            return if guessed.kind() == Kind::Text { in_words().unwrap_or(guessed) } else { guessed };
        };
        let alone = self.read_as(kind, attribute, ix, &claim.value, source);
        alone.or_else(|| in_quote(claim, source, kind)).unwrap_or_else(|| {
            problems.push(unread(claim, attribute, kind, source));
            Value::Text(Text::new(&claim.value))
        })
    }

    fn read_as(
        &self,
        kind: Kind,
        attribute: &Attribute,
        ix: AttributeIx,
        words: &str,
        source: &Source,
    ) -> Option<Value> {
        match kind {
            Kind::Name | Kind::List => Some(self.names(words, attribute.values)),
            Kind::State => self
                .states
                .get(&ix)?
                .find(words)
                .map(|id| Value::State(State { id: Arc::clone(id), text: words.trim().into() })),
            Kind::Truth => truth(words).map(Value::Truth),
            Kind::Text => Some(Value::Text(Text::new(words))),
            measured => {
                read_as(measured, words, context(source)).or_else(|| loosely(measured, words, source))
            }
        }
    }

    /// The value of a claim on an attribute of no stated kind: a known name, one value that the words hold, or text.
    fn guess(&self, words: &str, source: &Source) -> Value {
        if let Resolution::One(ix) = self.entities.resolve(&fold(words)) {
            return Value::Name(self.name(words, ix));
        }
        let mut readings = read(words, context(source));
        readings.retain(|reading| !reading.is_vague());
        match readings.len() {
            1 => readings.swap_remove(0).value,
            _ => truth(words).map_or_else(|| Value::Text(Text::new(words)), Value::Truth),
        }
    }

    /// One name, or a list of those that the words put together.
    fn names(&self, words: &str, values: Cardinality) -> Value {
        let (words, exclusive) = without_exclusive(words);
        if let Resolution::One(ix) = self.entities.resolve(&fold(&words)) {
            let name = Value::Name(self.name(&words, ix));
            return if exclusive && values == Cardinality::Many {
                Value::List(List::new([name], true))
            } else {
                name
            };
        }
        let members: Vec<Value> = parts(&words).into_iter().map(|part| self.member(part)).collect();
        match members.len() {
            0 => Value::Text(Text::new(&words)),
            1 if !(exclusive && values == Cardinality::Many) => {
                members.into_iter().next().expect("one member")
            }
            _ => Value::List(List::new(members, exclusive)),
        }
    }

    fn member(&self, words: &str) -> Value {
        match self.entities.resolve(&fold(words)) {
            Resolution::One(ix) => Value::Name(self.name(words, ix)),
            Resolution::Ambiguous(_) | Resolution::Unknown => Value::Name(Name {
                text: words.trim().into(),
                key: fold(words).into(),
                lineage: Arc::new([]),
            }),
        }
    }

    fn name(&self, words: &str, ix: EntityIx) -> Name {
        let lineage = self.entities.lineage(ix);
        let wholes = lineage[1..].iter().map(|whole| Arc::clone(&self.entities.get(*whole).id)).collect();
        let entity = self.entities.get(ix);
        let shown = if entity.configured { &*entity.name } else { words.trim() };
        Name { text: shown.into(), key: Arc::clone(&entity.id), lineage: wholes }
    }
}

/// Kinds whose values only the words around them may tell: "for a fortnight", "at ten to three".
const TOLD_BY_WORDS: [Kind; 2] = [Kind::Duration, Kind::TimeOfDay];

/// The value as the words around it tell it: which Monday is meant, only its sentence says, and "a decade" is a length of
/// time where something is kept up "for a decade". Nothing where it is no value of the quote's, or not at one place in it.
fn in_quote(claim: &Claim, source: &Source, kind: Kind) -> Option<Value> {
    let (before, _) = claim.quote.split_once(&*claim.value)?;
    let (start, end) = (before.len(), before.len() + claim.value.len());
    if claim.quote.rfind(&*claim.value) != Some(start) {
        return None;
    }
    let holds = |reading: &Reading| reading.span.start() <= start && end <= reading.span.end();
    let reading = read(&claim.quote, context(source)).into_iter().find(holds)?;
    let whole = reading.span.start() == start && reading.span.end() == end;
    let told = match reading.value {
        value if whole => value,
        // "5:42 p.m. on Wednesday", of which the value is one half.
        Value::Date(When { time: Some(time), .. }) if is_clock(&claim.value) => Value::TimeOfDay(time),
        Value::Date(when) if when.time.is_some() => Value::Date(When { time: None, ..when }),
        // "From 1 March", of which the value is the day.
        Value::Date(when) if reading.span.end() == end => Value::Date(When { bound: Bound::Exact, ..when }),
        _ => return None,
    };
    (told.kind() == kind).then_some(told)
}

/// Whether words by themselves are a time of day: "ten to five".
fn is_clock(words: &str) -> bool {
    let readings = read(&format!("at {words}"), ReadContext::default());
    matches!(readings.as_slice(), [reading] if reading.value.kind() == Kind::TimeOfDay)
}

/// Words of a neighbouring kind, where what is meant is clear: "185 people" as a number, "a quarter" as a percentage.
fn loosely(kind: Kind, words: &str, source: &Source) -> Option<Value> {
    match kind {
        Kind::Number if is_none(words) => Some(Value::Number(Amount::count(0))),
        Kind::Number if members(words) > 2 => Some(Value::Number(Amount::count(members(words)))),
        Kind::Number => match read_as(Kind::Quantity, words, context(source))? {
            Value::Quantity(counted) if counted.per.is_none() => Some(Value::Number(counted.amount)),
            _ => None,
        },
        Kind::Percentage => match read_as(Kind::Number, words, context(source))? {
            Value::Number(share)
                if share.number().is_some_and(|share| share > Decimal::ZERO && share < Decimal::ONE) =>
            {
                share.scaled(Decimal::ONE_HUNDRED).map(Value::Percentage)
            }
            _ => None,
        },
        _ => None,
    }
}

/// How many names, or numbers that only name, the words list.
fn members(words: &str) -> u64 {
    let names = |part: &&str| {
        let part = part.strip_prefix("the ").unwrap_or(part);
        let numbers = part.len() < 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        numbers || part.starts_with(char::is_uppercase) && !part.contains(|mark: char| mark.is_numeric())
    };
    let parts = parts(words);
    if parts.iter().all(names) { parts.len() as u64 } else { 0 }
}

/// Whether the words count nothing: "nobody", "no" of "no passengers".
fn is_none(words: &str) -> bool {
    matches!(fold(words).as_str(), "no" | "none" | "nobody" | "no one" | "no-one" | "not one")
}

fn unread(claim: &Claim, attribute: &Attribute, kind: Kind, source: &Source) -> Diagnostic {
    let kind = format!("{kind:?}").to_lowercase();
    let message = format!("the value `{}` of claim `{}` cannot be read as {kind}", claim.value, claim.id);
    let help = match attribute.kind {
        Some(Kind::State) => {
            format!("add its words to a state of attribute `{}`, or correct the claim's value", attribute.id)
        }
        _ => format!("correct the claim's value, or the kind of attribute `{}`", attribute.id),
    };
    let problem = Diagnostic::warning("value-unread", message).help(help);
    match &claim.place {
        Some(place) => problem.at(place.clone()),
        None => problem.in_file(&*source.path),
    }
}

/// The words without those that make them exclusive, and whether there were any.
fn without_exclusive(words: &str) -> (String, bool) {
    let kept: Vec<&str> =
        words.split_whitespace().filter(|word| !EXCLUSIVE.contains(&fold(word).as_str())).collect();
    let exclusive = kept.len() < words.split_whitespace().count();
    (kept.join(" ").trim_end_matches([',', ';']).to_owned(), exclusive)
}

/// The names that the words put together. "Others" name nobody.
fn parts(words: &str) -> Vec<&str> {
    words
        .split([',', ';'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(|part| part.trim().trim_start_matches("and ").trim_start_matches("or ").trim())
        .filter(|part| !matches!(fold(part).as_str(), "" | "and" | "or") && !is_others(part))
        .collect()
}

fn is_others(part: &str) -> bool {
    let folded = fold(part);
    folded.split(' ').any(|word| matches!(word, "other" | "others" | "more" | "etc"))
}

/// Yes or no.
fn truth(words: &str) -> Option<bool> {
    match fold(words).as_str() {
        "yes" | "true" | "y" | "did" | "does" | "is" | "was" | "will" => Some(true),
        "no" | "false" | "n" | "not" | "never" | "did not" | "does not" | "is not" | "was not"
        | "will not" | "none" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_fall_into_their_names() {
        assert_eq!(parts("Aro, Bel and Cy"), ["Aro", "Bel", "Cy"]);
        assert_eq!(parts("Aro, Bel, and other banks"), ["Aro", "Bel"]);
        assert_eq!(parts("the Ministry of Sand"), ["the Ministry of Sand"]);
        assert!(parts(", and").is_empty());
    }

    #[test]
    fn a_list_of_names_is_as_many_as_it_names() {
        assert_eq!(members("Aro, Bel, the Cy Isles and Dor"), 4);
        assert_eq!(members("2, 5, 6 and 9"), 4);
        assert_eq!(members("about 1,200, then 40"), 0);
        assert_eq!(members("five, perhaps six"), 0);
    }

    #[test]
    fn exclusivity_is_a_word_of_the_value() {
        assert_eq!(without_exclusive("Aro exclusively"), ("Aro".into(), true));
        assert_eq!(without_exclusive("Aro, only"), ("Aro".into(), true));
        assert_eq!(without_exclusive("Aro"), ("Aro".into(), false));
    }
}
