//! Invented news: many stories of ten sorts, each told by a few articles in words of their own.
//!
//! `stories.txt` holds what is told, `words.txt` the words of the sentences around it: nouns, adjectives and verbs, a
//! line each, the first ones drawn most often, as in prose. Names are made up by the hundred thousand.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

const SORTS: &str = include_str!("stories.txt");
const WORDS: &str = include_str!("words.txt");

/// Numbers that look random and are the same on every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % most as u64) as usize
    }

    fn of<'t, T: ?Sized>(&mut self, list: &[&'t T]) -> &'t T {
        list[self.below(list.len())]
    }

    /// One of a list whose first entries are drawn most often.
    fn frequent<'t>(&mut self, list: &[&'t str]) -> &'t str {
        let most = 1 + self.below(list.len());
        list[self.below(most)]
    }

    fn name(&mut self) -> String {
        const ONSETS: [&str; 16] =
            ["B", "Br", "D", "F", "Gr", "H", "K", "L", "M", "N", "P", "R", "S", "T", "V", "W"];
        const MIDDLES: [&str; 12] = ["al", "er", "in", "on", "ar", "el", "or", "an", "ul", "em", "ir", "as"];
        const ENDS: [&str; 12] =
            ["bek", "dale", "ford", "grad", "holm", "mere", "nau", "ost", "rup", "sk", "ten", "wick"];
        format!("{}{}{}", self.of(&ONSETS), self.of(&MIDDLES), self.of(&ENDS))
    }
}

/// What a story fills into the braces.
fn facts(dice: &mut Dice) -> BTreeMap<&'static str, String> {
    let nouns = words(0);
    let mut facts: BTreeMap<&str, String> = BTreeMap::new();
    for place in ["place", "town", "org", "org2"] {
        facts.insert(place, dice.name());
    }
    for (person, surname) in [("person", "surname"), ("person2", "surname2"), ("person3", "surname3")] {
        let last = dice.name();
        let first = dice.of(&["Ina", "Omar", "Lise", "Petr", "Anna", "Jun", "Rosa", "Emil", "Tara", "Ivo"]);
        facts.insert(person, format!("{first} {last}"));
        facts.insert(surname, last);
    }
    facts.insert("noun", dice.frequent(nouns).to_owned());
    facts.insert("noun2", dice.frequent(nouns).to_owned());
    for number in NUMBERS {
        facts.insert(number, value(number, dice));
    }
    facts
}

const NUMBERS: [&str; 10] =
    ["toll", "small", "digit", "few", "crowd", "homes", "percent", "day", "year", "past"];

fn value(number: &str, dice: &mut Dice) -> String {
    match number {
        "toll" => 13 + dice.below(400),
        "small" => 2 + dice.below(8),
        "digit" => dice.below(10),
        "few" => 3 + dice.below(28),
        "crowd" => 40 + dice.below(900),
        "homes" => 1_000 + dice.below(60_000),
        "percent" => 21 + dice.below(70),
        "year" => 2027 + dice.below(8),
        "past" => 1960 + dice.below(60),
        _ => return format!("{} {}", 1 + dice.below(28), dice.of(&["May", "June", "July", "August"])),
    }
    .to_string()
}

/// The words of a line; read once, since every sentence draws some.
fn words(line: usize) -> &'static [&'static str] {
    static LINES: LazyLock<Vec<Vec<&str>>> =
        LazyLock::new(|| WORDS.lines().map(|line| line.split(' ').collect()).collect());
    &LINES[line]
}

/// The articles of as many stories as it takes, three to six each; every article has 1 to 4 kB.
pub(crate) fn articles(many: usize) -> Vec<String> {
    let sorts: Vec<Vec<Vec<&str>>> = SORTS
        .split("\n\n")
        .skip(1)
        .map(|sort| sort.lines().map(|fact| fact.split(" | ").collect()).collect())
        .collect();
    let mut articles = Vec::with_capacity(many);
    for story in 0.. {
        let mut dice = Dice(story);
        let told = &sorts[dice.below(sorts.len())];
        let facts = facts(&mut dice);
        for _ in 0..3 + dice.below(4) {
            if articles.len() == many {
                return articles;
            }
            let head = format!("+++\npublished = 2026-04-{:02}\n+++\n", 1 + dice.below(28));
            articles.push(head + &article(told, &facts, &mut dice));
        }
    }
    articles
}

fn article(told: &[Vec<&str>], facts: &BTreeMap<&'static str, String>, dice: &mut Dice) -> String {
    let mut text = String::new();
    for (at, wordings) in told.iter().enumerate() {
        if at > 0 && dice.below(5) == 0 {
            continue;
        }
        fill(dice.of(wordings), facts, &mut text, dice);
        for _ in 0..1 + dice.below(4) {
            aside(facts, &mut text, dice);
        }
        text.push_str(if at % 2 == 1 { "\n\n" } else { " " });
    }
    text
}

/// A wording with its braces filled; every twelfth number is another than the story's.
fn fill(wording: &str, facts: &BTreeMap<&'static str, String>, text: &mut String, dice: &mut Dice) {
    let mut parts = wording.split(['{', '}']);
    while let Some(plain) = parts.next() {
        text.push_str(plain);
        let Some(name) = parts.next() else { break };
        let slip = NUMBERS.contains(&name) && dice.below(12) == 0;
        match facts.get(name) {
            Some(fact) if !slip => text.push_str(fact),
            _ => text.push_str(&value(name, dice)),
        }
    }
}

/// A sentence of no great matter: what happened around the story, who said something.
fn aside(facts: &BTreeMap<&'static str, String>, text: &mut String, dice: &mut Dice) {
    let (nouns, adjectives, verbs) = (words(0), words(1), words(2));
    let (one, other, third) = (dice.frequent(nouns), dice.frequent(nouns), dice.frequent(nouns));
    let (how, what) = (dice.frequent(adjectives), dice.frequent(verbs));
    let (town, surname, number) = (&facts["town"], &facts["surname3"], 2 + dice.below(300));
    let _ = match dice.below(8) {
        0 => write!(
            text,
            " The {how} {one} near {town} was {what} by the {other}, as every {third} there knows."
        ),
        1 => write!(text, " “We have {what} the {how} {one} before,” said {surname}, who keeps a {other}."),
        2 => {
            write!(text, " A {one} with {number} {other}s was {what} the week before, and nobody asked why.")
        }
        3 => write!(
            text,
            " Neighbours {what} the {one}, while the {how} {other} of {town} waited for a {third}."
        ),
        4 => write!(text, " It is the {how} {one} that matters, {surname} added, not the {other}."),
        5 => write!(
            text,
            " Many {what} a {one} or a {other} instead; the {how} {third} was left to {}.",
            dice.name()
        ),
        6 => write!(
            text,
            " In {town} the {one} had been {what} for {number} days before the {how} {other} came."
        ),
        _ => write!(text, " The {third} of the {how} {one}, long {what}, stands beside the {other}."),
    };
}
