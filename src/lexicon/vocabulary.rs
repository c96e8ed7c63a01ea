//! Stems, concepts and closed classes of words.
//!
//! Two wordings of one fact seldom share their words: "killed", "the dead" and "lost their lives" are one thing to a
//! reader. `concepts.toml` says which words mean much the same; what it does not know is compared by stem.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

/// Closed classes of `cues.toml` that a word can belong to, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u64);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $bit:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
        }
        const CLASSES: &[(&str, Class)] = &[$(($key, Class::$name)),*];
    };
}

classes! {
    /// Says nothing of what a statement is about.
    STOP = "stop", 0;
    /// The, a, its.
    DETERMINER = "determiners", 1;
    /// Of, in, by.
    PREPOSITION = "prepositions", 2;
    /// Forms of "be" and verbs used like it.
    BE = "be", 3;
    /// Auxiliaries and what stands among them.
    AUXILIARY = "auxiliaries", 4;
    /// It, they, which.
    PRONOUN = "pronouns", 5;
    /// Said, told.
    REPORTING = "reporting", 6;
    /// January, Monday.
    CALENDAR = "month_names", 7;
    /// Minister, Mr.
    TITLE = "titles", 8;
    /// Old, North: the first word of another place.
    PLACE_MODIFIER = "place_modifiers", 9;
    /// Holdings, Inc.
    COMPANY_FORM = "company_forms", 10;
    /// Mayor, premier: one person at a time holds it.
    OFFICE = "offices", 11;
    /// Concepts and stems of those who are people.
    PERSON = "persons", 12;
    /// Council, university: bodies of which a place has one, so that "the" is as good as a name.
    BODY = "bodies", 13;
    /// Officials, bosses: those who act for whom they are named after.
    AGENT = "agents", 14;
    /// Plea, offer: what somebody asks for or offers, and who says no to it says no to whoever did.
    PLEA = "pleas", 15;
    /// Ask, plead: forms of verbs of asking.
    ASKING = "askings", 16;
    /// Refuse, object: forms of verbs that answer whoever asked, even where nobody is told to be answered.
    ANSWER = "answers", 17;
    /// Island, outskirts: of what they are, something can be on or in.
    GROUND = "grounds", 18;
    /// Family, supply: ends like an adverb and is none.
    NO_ADVERB = "no_adverbs", 19;
    /// Fell, rose: with an object it is another verb, as in "dropped the charges".
    UNAIDED = "unaided", 20;
    /// Someone, something: stands for anybody or anything.
    INDEFINITE = "indefinites", 21;
    /// She, his, its: stands for one who was named before.
    PERSONAL = "personals", 22;
    /// Stems that say little of what a statement is about: become, include, kind.
    LIGHT = "light", 23;
    /// Concepts of what is built or made at one time: ships, houses.
    MADE = "made_things", 24;
    /// Had, carries: what follows is there.
    HAVING = "having", 25;
    /// Serious, further: none of that kind may still be one of another.
    RESTRICTIVE = "restrictive", 26;
    /// Sign, trace, kind: what follows "of" is meant.
    SIGN = "signs", 27;
    /// Stems of words that say of something that it is wanted, feared or refused, and so perhaps not there.
    UNREAL = "unreal", 28;
    /// Stems of what a story calls the thing that happened: fire, disaster, accident.
    HAPPENING = "happenings", 29;
    /// Came, emerged: of what there is none, nothing does so.
    EMERGING = "emerging", 30;
    /// Throughout, aboard: stands behind a noun and is no part of it.
    TRAILING = "trailing", 31;
    /// Has, yet, still: what is said may change.
    PRESENT = "present", 32;
    /// II, Pro: makes another thing of the same name.
    SEQUEL = "sequels", 33;
    /// Hold, give, take: stems of verbs that leave it to their noun what happens.
    EMPTY_VERB = "empty_verbs", 34;
    /// End, cancel: concepts and stems of verbs that say of something that it is over.
    ENDING = "endings", 35;
    /// Notify, ring, warn: concepts and stems of verbs by which somebody is told.
    INFORMING = "informing", 36;
    /// Sign, grant, publish: concepts and stems of verbs by which a paper comes into the world.
    ISSUING = "issuing", 37;
    /// Fitted, installed: done to things that are there since.
    PROVIDED = "provided", 38;
    /// Spread, trained, paid: done over a time, all of which is taken up.
    SPREAD_OUT = "spread_out", 39;
    /// Must, required, minimum: a rule sets the least.
    DEMANDING = "demanding", 40;
    /// Capped, ceiling, exceed: a rule sets the most.
    LIMITING = "limiting", 41;
    /// Trouble, row, saga: what a story calls the course of things, of which only what set it off is an event.
    AFFAIR = "affairs", 42;
    /// Pledged, signed, bought: done at one time, whatever the sum, and not over a period.
    DEALING = "dealings", 43;
    /// Clause, requirement: of what sort, the word before it tells.
    PROVISION = "provisions", 44;
    /// Would, could: what it carries need not be so.
    MODAL = "modals", 45;
}

/// Classes whose words are met as stems, and as the names of concepts.
const BY_STEM: [Class; 7] = [
    Class::LIGHT,
    Class::EMPTY_VERB,
    Class::ENDING,
    Class::INFORMING,
    Class::ISSUING,
    Class::UNREAL,
    Class::HAPPENING,
];

impl Class {
    /// Whether the word belongs to all of `other`.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Sorts of cue phrases of `cues.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Not, never, failed to.
    Negation,
    /// According to.
    According,
    /// Reportedly: from others, and not doubted.
    Reported,
    /// Rumour, whispers.
    Rumoured,
    /// Expects, forecast.
    Predicted,
    /// Plans, will, due to.
    Planned,
    /// If, would.
    Hypothetical,
    /// I think.
    Opinion,
    /// Initial, preliminary.
    Earlier,
    /// Previous, of another time.
    Former,
    /// A plan that came to nothing: "had hoped".
    Hoped,
    /// Wants to, tried to, threatened to: not yet done.
    Wished,
    /// Turned down, leaked.
    Rejected,
    /// Of whom.
    Part,
    /// Now, revised.
    Update,
    /// Corrected, raised: what follows from and to are an old and a new value.
    Turn,
    /// Premium, rise.
    Change,
    /// Because of, caused by: what follows is a cause.
    Cause,
    /// Caused, led to: what follows is an effect.
    Effect,
    /// Before, ahead of: what follows came later.
    Sooner,
    /// After, in the wake of: what follows came sooner.
    Later,
}

const CUES: &[(&str, Cue)] = &[
    ("negations", Cue::Negation),
    ("according", Cue::According),
    ("reported", Cue::Reported),
    ("rumoured", Cue::Rumoured),
    ("predicted", Cue::Predicted),
    ("planned", Cue::Planned),
    ("hypothetical", Cue::Hypothetical),
    ("opinion", Cue::Opinion),
    ("earlier", Cue::Earlier),
    ("former", Cue::Former),
    ("hoped", Cue::Hoped),
    ("wished", Cue::Wished),
    ("rejected", Cue::Rejected),
    ("part", Cue::Part),
    ("update", Cue::Update),
    ("turn", Cue::Turn),
    ("change_words", Cue::Change),
    ("causes", Cue::Cause),
    ("effects", Cue::Effect),
    ("sooner", Cue::Sooner),
    ("later", Cue::Later),
];

/// Phrases that open with one word: the words behind it, and what the phrase stands for.
type Phrases<T> = HashMap<Box<str>, Vec<(Vec<Box<str>>, T)>>;

struct Words {
    classes: HashMap<Box<str>, Class>,
    cues: Phrases<Cue>,
    irregular: HashMap<Box<str>, Box<str>>,
    concepts: HashMap<Box<str>, &'static str>,
    concept_phrases: Phrases<&'static str>,
    members: HashMap<&'static str, Vec<Box<str>>>,
    names: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(load);

fn load() -> Words {
    let cues: toml::Table = include_str!("cues.toml").parse().expect("the built-in cues are TOML");
    let lists: BTreeMap<&str, Vec<&str>> = cues
        .iter()
        .filter_map(|(key, value)| {
            Some((key.as_str(), value.as_array()?.iter().filter_map(toml::Value::as_str).collect()))
        })
        .collect();
    let irregular = cues.get("irregular").and_then(toml::Value::as_table);
    let irregular = irregular.into_iter().flatten();
    let irregular: HashMap<Box<str>, Box<str>> =
        irregular.filter_map(|(form, base)| Some((form.as_str().into(), base.as_str()?.into()))).collect();
    let mut classes: HashMap<Box<str>, Class> = HashMap::new();
    for (key, class) in CLASSES {
        for word in lists.get(key).into_iter().flatten() {
            classes.entry((*word).into()).or_default().0 |= class.0;
            if BY_STEM.contains(class) {
                classes.entry(stem_with(&irregular, word).into()).or_default().0 |= class.0;
            }
        }
    }
    let mut phrases: Phrases<Cue> = HashMap::new();
    for (key, cue) in CUES {
        for phrase in lists.get(key).into_iter().flatten() {
            add_phrase(&mut phrases, phrase.split(' ').map(Into::into), *cue);
        }
    }
    let table: toml::Table = include_str!("concepts.toml").parse().expect("the built-in concepts are TOML");
    let (mut concepts, mut concept_phrases) = (HashMap::new(), HashMap::new());
    let mut members: HashMap<&'static str, Vec<Box<str>>> = HashMap::new();
    let mut names = HashSet::new();
    for (id, words) in &table {
        let term: &'static str = Box::leak(format!("#{}", id.trim_end_matches('_')).into_boxed_str());
        let id = &term[1..];
        names.insert(id);
        for words in words.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
            let stems: Vec<Box<str>> =
                words.split(' ').map(|word| stem_with(&irregular, word).into()).collect();
            match &*stems {
                [one] => {
                    members.entry(id).or_default().push(one.clone());
                    concepts.entry(one.clone()).or_insert(term);
                    // Of "paintings" only the plural is taken off.
                    if words.ends_with("ing") {
                        concepts.entry(words.into()).or_insert(term);
                    }
                }
                _ => add_phrase(&mut concept_phrases, stems.into_iter(), term),
            }
        }
    }
    Words { classes, cues: phrases, irregular, concepts, concept_phrases, members, names }
}

fn add_phrase<T>(phrases: &mut Phrases<T>, mut words: impl Iterator<Item = Box<str>>, meaning: T) {
    let Some(first) = words.next() else { return };
    let entries = phrases.entry(first).or_default();
    entries.push((words.collect(), meaning));
    entries.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
}

/// The classes of a word in lower case.
#[must_use]
pub fn class(lower: &str) -> Class {
    WORDS.classes.get(lower).copied().unwrap_or_default()
}

/// The cues that begin at the first of `words` (lower case), each with the number of words it takes.
pub fn cues<'w>(words: impl Fn(usize) -> Option<&'w str>) -> impl Iterator<Item = (Cue, usize)> {
    let entries = words(0).and_then(|first| WORDS.cues.get(first)).map(Vec::as_slice).unwrap_or_default();
    entries
        .iter()
        .filter(move |(rest, _)| rest.iter().enumerate().all(|(at, word)| words(at + 1) == Some(word)))
        .map(|(rest, cue)| (*cue, rest.len() + 1))
}

/// The concept (`#headquarters`) that a phrase of two or more of `stems` stands for, beginning at the first, with its
/// length.
#[must_use]
pub fn concept_phrase<'w>(stems: impl Fn(usize) -> Option<&'w str>) -> Option<(&'static str, usize)> {
    let entries = WORDS.concept_phrases.get(stems(0)?)?;
    entries
        .iter()
        .find(|(rest, _)| rest.iter().enumerate().all(|(at, word)| stems(at + 1) == Some(word)))
        .map(|(rest, concept)| (*concept, rest.len() + 1))
}

/// The single stems that stand for a concept (`deaths`), in the order of the file.
pub fn stems_of(concept: &str) -> impl Iterator<Item = &'static str> {
    WORDS.members.get(concept).into_iter().flatten().map(|stem| &**stem)
}

/// Whether the word is the name of a concept: "interest" is that of what rates of a central bank are called.
#[must_use]
pub fn is_name_of_concept(word: &str) -> bool {
    WORDS.names.contains(word)
}

/// The concept of a single stem: `#deaths`.
#[must_use]
pub fn concept(stem: &str) -> Option<&'static str> {
    WORDS.concepts.get(stem).copied()
}

/// The irregular forms of a word: "went" of "go".
pub fn irregular_forms(base: &str) -> impl Iterator<Item = &'static str> {
    let mut forms: Vec<&'static str> =
        WORDS.irregular.iter().filter(|(_, of)| &***of == base).map(|(form, _)| &**form).collect();
    forms.sort_unstable();
    forms.into_iter()
}

/// Whether a word in lower case is the irregular form of another: "sent", "children".
#[must_use]
pub fn is_irregular(lower: &str) -> bool {
    WORDS.irregular.contains_key(lower)
}

/// The form in which words are compared: "killing", "kills" and "killed" are one. Rough, and the same everywhere.
#[must_use]
pub fn stem(lower: &str) -> String {
    stem_of(lower).into_owned()
}

/// The same, as a stretch of the word where it is one.
#[must_use]
pub fn stem_of(lower: &str) -> Cow<'_, str> {
    stem_with(&WORDS.irregular, lower)
}

fn stem_with<'w>(irregular: &'w HashMap<Box<str>, Box<str>>, lower: &'w str) -> Cow<'w, str> {
    let mut word = lower;
    while let Some(rest) = word.strip_suffix("'s") {
        word = rest;
    }
    while let Some(rest) = word.strip_suffix("’s") {
        word = rest;
    }
    let word = word.trim_end_matches(['\'', '’']);
    let word = irregular.get(word).map_or(word, |base| base);
    if !word.is_ascii() || word.len() < 4 {
        return word.into();
    }
    if let Some(root) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")) {
        return [root, "y"].concat().into();
    }
    let root = root(word);
    if root.len() > 3 { root.trim_end_matches('e').into() } else { root.into() }
}

/// A word without the ending that only inflects it.
fn root(word: &str) -> &str {
    if let Some(root) = word.strip_suffix("es")
        && root.len() > 2
        && root.ends_with(['s', 'x', 'z', 'h', 'o'])
    {
        return root;
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is") {
        return &word[..word.len() - 1];
    }
    for ending in ["ing", "ed"] {
        if let Some(root) = word.strip_suffix(ending)
            && root.len() >= 3
            && root.bytes().any(|byte| b"aeiouy".contains(&byte))
        {
            return undoubled(root);
        }
    }
    word
}

fn undoubled(root: &str) -> &str {
    let bytes = root.as_bytes();
    let double = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    let kept = matches!(bytes[bytes.len() - 1], b'l' | b's' | b'z' | b'f' | b'e' | b'o');
    if double && !kept { &root[..root.len() - 1] } else { root }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_bit_of_its_own() {
        let all = CLASSES.iter().fold(0, |all, (_, class)| all | class.0);
        assert_eq!(all.count_ones() as usize, CLASSES.len());
    }

    #[test]
    fn forms_of_a_word_meet() {
        for forms in [
            ["killed", "killing", "kills"],
            ["closed", "closing", "close"],
            ["stopped", "stops", "stopping"],
            ["sold", "sells", "selling"],
            ["companies", "company's", "company"],
            ["prices", "priced", "price"],
        ] {
            let stems: Vec<String> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{forms:?} give {stems:?}");
        }
        assert_ne!(stem("business"), stem("busy"));
    }

    #[test]
    fn words_of_one_meaning_share_a_concept() {
        for (one, other) in
            [("killed", "dead"), ("workers", "staff"), ("sales", "revenue"), ("postponed", "delayed")]
        {
            assert!(concept(&stem(one)).is_some(), "{one}");
            assert_eq!(concept(&stem(one)), concept(&stem(other)), "{one} and {other}");
        }
        let words = ["head", "offic"];
        assert_eq!(concept_phrase(|at| words.get(at).copied()), Some(("#headquarters", 2)));
    }

    #[test]
    fn cues_of_several_words_are_found_whole() {
        let words = ["no", "longer", "open"];
        let found: Vec<_> = cues(|at| words.get(at).copied()).collect();
        assert!(found.contains(&(Cue::Negation, 2)) && found.contains(&(Cue::Update, 2)));
    }
}
