//! The attributes that are built in, as `attributes.toml` gives them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::Deserialize;

use super::vocabulary::irregular_forms;

/// One state of an attribute, with the words that say it.
#[derive(Debug, Clone, Deserialize)]
pub struct FrameState {
    /// Stable id.
    pub id: Box<str>,
    /// Words and phrases, in lower case; "*" alone stands for whatever expresses no other state. The forms of `verbs` are
    /// among them once the lexicon is read.
    #[serde(default)]
    pub words: Vec<Box<str>>,
    /// Verbs with what belongs to them, in the infinitive: "call off" is read in all its forms, "call * off" also with
    /// something between.
    #[serde(default)]
    pub verbs: Vec<Box<str>>,
    /// Whether nothing comes after it: who is dead on Monday is not alive on Tuesday.
    #[serde(default)]
    pub last: bool,
    /// The state that something is in which is said not to be in this one, where there is no third.
    pub denied: Option<Box<str>>,
}

/// A built-in attribute: the fields of a folder's `[[attribute]]`, and how it is recognised in running text.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Stable id.
    pub id: Box<str>,
    /// The name shown.
    pub name: Box<str>,
    /// Other names.
    #[serde(default)]
    pub aliases: Vec<Box<str>>,
    /// The kind of its values, as in a folder's configuration.
    pub kind: Option<Box<str>>,
    /// What its quantities measure, as in `units.toml`; empty means anything.
    #[serde(default)]
    pub dimensions: Vec<Box<str>>,
    /// `never`, `slowly` or `quickly`.
    pub changes: Box<str>,
    /// `low`, `medium` or `high`.
    pub severity: Box<str>,
    /// Concepts one of which the words at the value must hold.
    #[serde(default)]
    pub heads: Vec<Box<str>>,
    /// Concepts that name it where the words name no other attribute.
    #[serde(default)]
    pub loose: Vec<Box<str>>,
    /// The event that its days, times or lengths are of, as a concept, whichever of the heads names it.
    pub event: Option<Box<str>>,
    /// Concepts that make it another attribute.
    #[serde(default)]
    pub not: Vec<Box<str>>,
    /// Words right before the value that name it by themselves: "will set you back". No more articles between.
    #[serde(default)]
    pub before: Vec<Box<str>>,
    /// Words right behind the value that name it by themselves: "behind bars".
    #[serde(default)]
    pub behind: Vec<Box<str>>,
    /// What its numbers count, as concepts or stems, where it counts one sort of thing; `persons` for people of any sort.
    #[serde(default)]
    pub counts: Vec<Box<str>>,
    /// The sum that its amounts stay below: what costs less is a price.
    pub below: Option<u32>,
    /// Whether its figures are of a part, so that a whole they are taken of is not of it: "48 of the 121 seats".
    #[serde(default)]
    pub part: bool,
    /// Whether it is taken only where the words name no other attribute.
    #[serde(default)]
    pub general: bool,
    /// Whether any value of its dimensions is of it, where the words name nothing else.
    #[serde(default)]
    pub measured: bool,
    /// Whether the value is a price or a rate per something.
    #[serde(default)]
    pub per: bool,
    /// Whether a story tells of one such thing: its articles mean the same, even where they share no word.
    #[serde(default)]
    pub single: bool,
    /// Whether it is said of things of all sorts, so that two statements of it must name one: clauses and curfews are in
    /// force.
    #[serde(default)]
    pub anything: bool,
    /// Verbs whose doer is the value.
    #[serde(default)]
    pub agent: Vec<Box<str>>,
    /// Verbs with their preposition, behind which the value stands: to belong to.
    #[serde(default)]
    pub holder: Vec<Box<str>>,
    /// Nouns for the one who is the value: owner, captain.
    #[serde(default)]
    pub office: Vec<Box<str>>,
    /// Nouns for what happens, whose place is the value: assembly, talks.
    #[serde(default)]
    pub site: Vec<Box<str>>,
    /// Nouns for what the value does: an order, a request.
    #[serde(default)]
    pub done: Vec<Box<str>>,
    /// Nouns for places of one sort, which say by themselves why somebody is there: clinic.
    #[serde(default)]
    pub within: Vec<Box<str>>,
    /// Verbs of which it matters who does it to whom. The other party stands at `*`, at the end where there is none;
    /// `*'s` is a party to whom the next word belongs, `~` any words, `PLEA` what somebody asks for or offers.
    #[serde(default)]
    pub deed: Vec<Box<str>>,
    /// The same told from the other side: who loses to somebody is beaten.
    #[serde(default)]
    pub undergone: Vec<Box<str>>,
    /// Nouns of the deed with what leads to the other party: "attack on".
    #[serde(default)]
    pub doing: Vec<Box<str>>,
    /// Verbs whose place is the value.
    #[serde(default)]
    pub place: Vec<Box<str>>,
    /// Whether its states count only as the cause of something: "closed because of fog".
    #[serde(default)]
    pub cause: bool,
    /// Whether it tells of what there is and what there is not, whatever that is: read by the noun.
    #[serde(default)]
    pub things: bool,
    /// Its states, for attributes of kind state.
    #[serde(default, rename = "state")]
    pub states: Vec<FrameState>,
}

#[derive(Deserialize)]
struct File {
    attribute: Vec<Frame>,
}

static FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| {
    let file: File =
        toml::from_str(include_str!("attributes.toml")).expect("the built-in attributes are well formed");
    let mut frames = file.attribute;
    for state in frames.iter_mut().flat_map(|frame| &mut frame.states) {
        let forms: Vec<Box<str>> = state.verbs.iter().flat_map(|verb| phrases(verb)).collect();
        state.words.extend(forms);
    }
    for frame in &mut frames {
        let verbs = frame.deed.iter().chain(&frame.undergone);
        let words: BTreeSet<Box<str>> = verbs
            .flat_map(|verb| forms(verb))
            .chain(frame.doing.iter().map(|noun| first(noun).into()))
            .collect();
        if !words.is_empty() {
            let words = words.into_iter().collect();
            frame.states = vec![FrameState {
                id: frame.id.clone(),
                words,
                verbs: Vec::new(),
                denied: None,
                last: false,
            }];
        }
    }
    frames
});

/// A phrase that opens with a verb in all the forms of the verb; where it has a gap, also without one.
fn phrases(phrase: &str) -> Vec<Box<str>> {
    let rest = phrase.strip_prefix(first(phrase)).unwrap_or_default();
    let closed = rest.replace(" *", "");
    let rests = if closed == rest { vec![rest] } else { vec![rest, &closed] };
    let forms: BTreeSet<Box<str>> = forms(phrase).collect();
    forms.iter().flat_map(|form| rests.iter().map(move |rest| format!("{form}{rest}").into())).collect()
}

/// The forms of the verb that a phrase opens with: "go", "goes", "went". Where the last letter may be doubled it is
/// written both ways, and a regular past stands beside an irregular one: what nobody writes does no harm.
fn forms(phrase: &str) -> impl Iterator<Item = Box<str>> + use<> {
    let base = first(phrase);
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let ends: Vec<char> = base.chars().rev().take(3).collect();
    let hissing = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| base.ends_with(end));
    let of_y = ends.first() == Some(&'y') && ends.get(1).is_some_and(|letter| !is_vowel(*letter));
    let doubles = matches!(ends[..], [last, middle, before]
        if !is_vowel(last) && !"wxy".contains(last) && is_vowel(middle) && !is_vowel(before));
    let root = base.trim_end_matches('e');
    let mut all = vec![base.to_owned()];
    if of_y {
        let stem = &base[..base.len() - 1];
        all.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing")]);
    } else {
        all.extend([
            format!("{base}{}", if hissing { "es" } else { "s" }),
            format!("{root}ed"),
            format!("{root}ing"),
        ]);
    }
    if doubles {
        all.extend([format!("{base}{}ed", ends[0]), format!("{base}{}ing", ends[0])]);
    }
    all.extend(irregular_forms(base).map(str::to_owned));
    all.into_iter().map(Into::into)
}

fn first(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or_default()
}

/// All built-in attributes, the narrower before the wider.
#[must_use]
pub fn frames() -> &'static [Frame] {
    &FRAMES
}

/// The built-in attribute of this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Frame> {
    static BY_ID: LazyLock<HashMap<&str, &Frame>> =
        LazyLock::new(|| frames().iter().map(|frame| (&*frame.id, frame)).collect());
    BY_ID.get(id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::unit;

    #[test]
    fn frames_are_named_once_and_states_have_words() {
        let mut ids: Vec<&str> = frames().iter().map(|frame| &*frame.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for frame in frames() {
            assert_eq!(frame.kind.as_deref() == Some("state"), !frame.states.is_empty(), "{}", frame.id);
            assert!(frame.states.iter().all(|state| !state.words.is_empty()), "{}", frame.id);
            let known = |id: &str| frame.states.iter().any(|state| &*state.id == id);
            assert!(
                frame.states.iter().filter_map(|state| state.denied.as_deref()).all(known),
                "{}",
                frame.id
            );
            let measured = |dimension: &str| unit::all().iter().any(|unit| unit.dimension == dimension);
            assert!(frame.dimensions.iter().all(|dimension| measured(dimension)), "{}", frame.id);
        }
    }

    #[test]
    fn words_of_states_hold_no_mark_that_no_token_carries() {
        let met = |mark: char| mark.is_alphanumeric() || " .*'-".contains(mark);
        // A deed also has "~", which stands for any words.
        for frame in frames().iter().filter(|frame| frame.deed.is_empty() && frame.undergone.is_empty()) {
            let mut words = frame.states.iter().flat_map(|state| &state.words);
            assert_eq!(words.find(|words| !words.chars().all(met)), None, "{}", frame.id);
        }
    }
}
