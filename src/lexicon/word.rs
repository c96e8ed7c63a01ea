//! The words that values are made of, found by one hash of their letters.
//!
//! The reader asks for every word of a text, so the table is made for that: no allocation, case folded on the way,
//! and one small record of everything that a word can be.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::HashMap;
use serde::Deserialize;

/// Number of a word in the table; 0 is every word that it does not hold.
pub type WordId = u16;

/// What the words before or after an amount say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// Says nothing beyond the number.
    Exact,
    /// Says that it is the number, and is read with it.
    Equal,
    /// About.
    About,
    /// At least.
    AtLeast,
    /// "From", which opens a range or bounds from below.
    From,
    /// More than.
    More,
    /// At most.
    AtMost,
    /// Less than.
    Less,
    /// Nearly.
    NearUnder,
    /// Just over.
    NearOver,
}

/// What a verb, or a word that stands for one, says of the time of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// Of what is to come: will.
    Ahead,
    /// The same before "to", "for" or a date, and something else elsewhere: plans, due.
    Planned,
    /// The same right before a date: starts on Monday.
    Timetable,
    /// Of what was: said.
    Back,
}

/// When the number behind a word is a name and no count: page 12, platform 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Whatever follows.
    Always,
    /// Unless things are counted: "they form 20 companies".
    UnlessCounted,
}

/// Everything that one word can be. Fields that do not apply are empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// Value of a cardinal: seven.
    pub cardinal: Option<u64>,
    /// Power of ten of a scale word: million.
    pub scale: Option<u32>,
    /// Power of ten of a short scale after digits: bn.
    pub suffix: Option<u32>,
    /// Size of a group: dozen.
    pub group: Option<u64>,
    /// Rank of an ordinal: third.
    pub ordinal: Option<u64>,
    /// Factor of a word such as tenfold.
    pub fold: Option<u64>,
    /// Denominator of a fraction word: quarter.
    pub fraction: Option<u64>,
    /// Month, from 1.
    pub month: u8,
    /// Weekday, from 1 for Monday.
    pub weekday: u8,
    /// Canonical name of a unit of time.
    pub time_unit: Option<&'static str>,
    /// Whether a phrase before an amount may begin here.
    pub opens_hedge: bool,
    /// Whether a phrase after an amount may begin here.
    pub opens_tail: bool,
    /// Whether the name of a day may begin here.
    pub opens_holiday: bool,
    /// Whether the name of a day may go on here.
    pub in_holiday: bool,
    /// Whether it says what things are like and is none itself.
    pub modifier: bool,
    /// Whether it speaks of how warm something is.
    pub heat: bool,
    /// Whether it says what people think or do: "a third back the plan".
    pub opines: bool,
    /// Whether a number behind it is a name.
    pub label: Option<Label>,
    /// Whether it ends a noun phrase.
    pub function: bool,
    /// Whether it says that something went up (1) or down (-1).
    pub change: i8,
    /// Whether it is a day, a month, a season, a part of the day or a unit of time.
    pub tells_time: bool,
    /// Whether a number, or words that stand for one, may begin here.
    pub counts: bool,
    /// What it says of the time of its sentence.
    pub tense: Option<Tense>,
    /// Whether an amount or a date may begin here; set by the reader's grammar through the table of keys.
    pub starts: bool,
}

#[derive(Deserialize)]
struct Tenses {
    ahead: Vec<String>,
    planned: Vec<String>,
    timetable: Vec<String>,
    back: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    cardinals: BTreeMap<String, u64>,
    scales: BTreeMap<String, u32>,
    suffixes: BTreeMap<String, u32>,
    groups: BTreeMap<String, u64>,
    ordinals: BTreeMap<String, u64>,
    fractions: BTreeMap<String, u64>,
    months: BTreeMap<String, u8>,
    weekdays: BTreeMap<String, u8>,
    #[serde(rename = "time-units")]
    time_units: BTreeMap<String, String>,
    hedges: BTreeMap<String, Hedge>,
    tails: BTreeMap<String, Hedge>,
    verbs: BTreeMap<String, Vec<String>>,
    tenses: Tenses,
    function: BTreeMap<String, Vec<String>>,
    modifiers: BTreeMap<String, Vec<String>>,
    rated: BTreeMap<String, Vec<String>>,
    labels: BTreeMap<String, Vec<String>>,
    heat: BTreeMap<String, Vec<String>>,
    folds: BTreeMap<String, u64>,
}

/// The table.
#[derive(Debug, Default)]
pub struct Words {
    texts: Vec<Box<str>>,
    words: Vec<Word>,
    slots: Vec<WordId>,
    hedges: Phrases<Hedge>,
    tails: Phrases<Hedge>,
    holidays: Phrases<Holiday>,
    rated: Vec<String>,
}

/// Phrases as a tree of words: (node, word) to node; what they mean stands at their ends.
#[derive(Debug)]
struct Phrases<T> {
    edges: HashMap<(u16, WordId), u16>,
    ends: Vec<Option<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { edges: HashMap::new(), ends: Vec::new() }
    }
}

const SLOTS: usize = 1 << 13;

/// Words that the grammar names itself; the table of keys gives the place in this list, from 1.
pub use super::keys::Key;

use super::holiday::Holiday;

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

/// The table.
#[must_use]
pub fn words() -> &'static Words {
    &WORDS
}

impl Words {
    fn load() -> Self {
        let file: File = toml::from_str(include_str!("words.toml")).expect("words.toml is checked by a test");
        let mut table = Self { slots: vec![0; SLOTS], ..Self::default() };
        table.word("");
        for (at, key) in Key::TEXTS.iter().enumerate() {
            let id = table.word(key);
            debug_assert_eq!(usize::from(id), at + 1, "{key} stands twice among the keys");
        }
        table.fill(&file);
        table.rated = file.rated.values().flatten().cloned().collect();
        table.rated.sort();
        for (name, change) in [("rise", 1), ("fall", -1)] {
            for verb in file.verbs.get(name).into_iter().flatten().filter(|verb| !verb.contains(' ')) {
                table.at(verb).change = change;
            }
        }
        let Tenses { ahead, planned, timetable, back } = &file.tenses;
        let tenses = [
            (Tense::Ahead, ahead),
            (Tense::Planned, planned),
            (Tense::Timetable, timetable),
            (Tense::Back, back),
        ];
        for (tense, word) in tenses.iter().flat_map(|(tense, words)| words.iter().map(|word| (*tense, word)))
        {
            table.at(word).tense = Some(tense);
        }
        for (name, label) in [("always", Label::Always), ("unless-counted", Label::UnlessCounted)] {
            for word in file.labels.get(name).into_iter().flatten() {
                table.at(word).label = Some(label);
            }
        }
        for word in file.heat.values().flatten() {
            table.at(word).heat = true;
        }
        for word in file.verbs.get("opine").into_iter().flatten() {
            table.at(word).opines = true;
        }
        for word in file.function.values().flatten() {
            table.at(word).function = true;
        }
        for word in file.modifiers.values().flatten() {
            table.at(word).modifier = true;
        }
        for (phrase, hedge) in &file.hedges {
            let path = table.path(phrase);
            table.words[usize::from(path[0])].opens_hedge = true;
            table.hedges.add(&path, *hedge);
        }
        for (phrase, hedge) in &file.tails {
            let path = table.path(phrase);
            table.words[usize::from(path[0])].opens_tail = true;
            table.tails.add(&path, *hedge);
        }
        for (name, holiday) in super::holiday::all() {
            let path = table.path(&name);
            table.words[usize::from(path[0])].opens_holiday = true;
            table.words[usize::from(path[0])].starts |= path.len() == 1;
            for word in &path[1..] {
                table.words[usize::from(*word)].in_holiday = true;
            }
            table.holidays.add(&path, holiday);
        }
        for key in Key::TIMES {
            table.words[usize::from(*key as WordId)].tells_time = true;
        }
        for key in Key::COUNTS {
            table.words[usize::from(*key as WordId)].counts = true;
        }
        for key in Key::STARTS {
            table.words[usize::from(*key as WordId)].starts = true;
        }
        for word in &mut table.words {
            let amount = word.cardinal.is_some() || word.group.is_some() || word.ordinal.is_some();
            let date = word.month > 0 || word.weekday > 0;
            word.counts |= word.cardinal.is_some() || word.fraction.is_some();
            word.tells_time |= date || word.time_unit.is_some();
            word.starts |= amount
                || date
                || word.opens_hedge
                || word.scale.is_some()
                || word.fraction.is_some()
                || word.fold.is_some();
        }
        table
    }

    fn fill(&mut self, file: &File) {
        file.cardinals.iter().for_each(|(text, value)| self.at(text).cardinal = Some(*value));
        file.scales.iter().for_each(|(text, value)| self.at(text).scale = Some(*value));
        file.suffixes.iter().for_each(|(text, value)| self.at(text).suffix = Some(*value));
        file.folds.iter().for_each(|(text, value)| self.at(text).fold = Some(*value));
        file.groups.iter().for_each(|(text, value)| self.at(text).group = Some(*value));
        file.ordinals.iter().for_each(|(text, value)| self.at(text).ordinal = Some(*value));
        file.fractions.iter().for_each(|(text, value)| self.at(text).fraction = Some(*value));
        file.months.iter().for_each(|(text, value)| self.at(text).month = *value);
        file.weekdays.iter().for_each(|(text, value)| self.at(text).weekday = *value);
        for (text, unit) in &file.time_units {
            const NAMES: [&str; 10] =
                ["second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"];
            let name = NAMES.into_iter().find(|name| name == unit).unwrap_or("millennium");
            self.at(text).time_unit = Some(name);
        }
    }

    fn at(&mut self, text: &str) -> &mut Word {
        let id = self.word(text);
        &mut self.words[usize::from(id)]
    }

    fn word(&mut self, text: &str) -> WordId {
        let known = self.find(text.as_bytes());
        if known != 0 || (text.is_empty() && !self.texts.is_empty()) {
            return known;
        }
        let id = WordId::try_from(self.texts.len()).expect("the table holds a few hundred words");
        self.texts.push(text.into());
        self.words.push(Word::default());
        if id > 0 {
            let mut slot = hash(text.as_bytes()) & (SLOTS - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (SLOTS - 1);
            }
            self.slots[slot] = id;
        }
        id
    }

    /// The words of a phrase; punctuation counts as a word of one mark.
    fn path(&mut self, phrase: &str) -> Vec<WordId> {
        let mut path = Vec::new();
        for part in phrase.split(' ') {
            let word = part.trim_end_matches('.');
            path.push(self.word(word));
            if word.len() < part.len() {
                path.push(self.word("."));
            }
        }
        path
    }

    /// The number of a word, upper or lower case; 0 when the table does not hold it.
    #[must_use]
    #[inline]
    pub fn find(&self, text: &[u8]) -> WordId {
        let mut slot = hash(text) & (SLOTS - 1);
        loop {
            let id = self.slots[slot];
            if id == 0 || self.texts[usize::from(id)].as_bytes().eq_ignore_ascii_case(text) {
                return id;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
    }

    /// What the word can be.
    #[must_use]
    #[inline]
    pub fn get(&self, id: WordId) -> &Word {
        &self.words[usize::from(id)]
    }

    /// Whether prices are given per this with a mere article: "$98 a share".
    #[must_use]
    pub fn is_rated(&self, name: &str) -> bool {
        self.rated.binary_search_by(|known| known.as_str().cmp(name)).is_ok()
    }

    /// The longest phrase before an amount that the words make, with the number of words it takes.
    #[must_use]
    pub fn hedge(&self, words: impl Iterator<Item = WordId>) -> Option<(Hedge, usize)> {
        self.hedges.longest(words)
    }

    /// The longest name of a day that the words make, with the number of words it takes.
    #[must_use]
    pub fn holiday(&self, words: impl Iterator<Item = WordId>) -> Option<(Holiday, usize)> {
        self.holidays.longest(words)
    }

    /// The longest phrase after an amount that the words make, with the number of words it takes.
    #[must_use]
    pub fn tail(&self, words: impl Iterator<Item = WordId>) -> Option<(Hedge, usize)> {
        self.tails.longest(words)
    }
}

impl<T: Copy> Phrases<T> {
    fn add(&mut self, path: &[WordId], meaning: T) {
        if self.ends.is_empty() {
            self.ends.push(None);
        }
        let mut node = 0;
        for &word in path {
            let next = u16::try_from(self.ends.len()).expect("a few hundred phrases");
            node = *self.edges.entry((node, word)).or_insert(next);
            if usize::from(node) == self.ends.len() {
                self.ends.push(None);
            }
        }
        self.ends[usize::from(node)] = Some(meaning);
    }

    fn longest(&self, words: impl Iterator<Item = WordId>) -> Option<(T, usize)> {
        let mut node = 0;
        let mut found = None;
        for (at, word) in words.enumerate() {
            if word == 0 {
                break;
            }
            match self.edges.get(&(node, word)) {
                Some(next) => node = *next,
                None => break,
            }
            if let Some(meaning) = self.ends[usize::from(node)] {
                found = Some((meaning, at + 1));
            }
        }
        found
    }
}

/// FNV-1a over letters folded to lower case.
#[inline]
fn hash(text: &[u8]) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for &byte in text {
        hash = (hash ^ u32::from(byte | 0x20)).wrapping_mul(0x0100_0193);
    }
    (hash ^ (hash >> 15)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_strangers_are_not() {
        let words = words();
        assert_eq!(words.get(words.find(b"Seven")).cardinal, Some(7));
        assert_eq!(words.get(words.find(b"MAY")).month, 5);
        assert_eq!(words.find(b"crosscheck"), 0);
        assert!(words.texts.len() * 4 < SLOTS, "the table is too full to be fast");
    }

    #[test]
    fn the_longest_phrase_wins() {
        let words = words();
        let ids = |text: &str| text.split(' ').map(|word| words.find(word.as_bytes())).collect::<Vec<_>>();
        let hedge = |text: &str| words.hedge(ids(text).into_iter());
        assert_eq!(hedge("no more than five"), Some((Hedge::AtMost, 3)));
        assert_eq!(hedge("about a"), Some((Hedge::About, 1)));
        assert_eq!(hedge("a record"), Some((Hedge::Exact, 2)));
        assert_eq!(hedge("the"), None);
    }
}
