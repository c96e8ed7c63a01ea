//! One and many of a noun: the rules of English spelling, and a table of what they do not tell.
//!
//! All three look at the last word of a phrase: "new jobs" is one "new job".

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    irregular: BTreeMap<String, String>,
    alike: BTreeMap<String, Vec<String>>,
    mans: BTreeMap<String, Vec<String>>,
    one: BTreeMap<String, Vec<String>>,
}

#[derive(Default)]
struct Table {
    /// Many to one.
    one: HashMap<String, String>,
    /// One to many.
    many: HashMap<String, String>,
    /// Singulars that look like plurals.
    single: HashSet<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let file: File = toml::from_str(include_str!("plurals.toml")).expect("plurals.toml is checked by a test");
    let mut table = Table::default();
    for (one, many) in file.irregular {
        table.one.insert(many.clone(), one.clone());
        table.many.insert(one, many);
    }
    for (name, words) in file.alike {
        for word in words {
            let one = if name == "alike" { word.clone() } else { name.clone() };
            table.many.insert(one.clone(), one.clone());
            table.one.insert(word, one);
        }
    }
    for word in file.mans.into_values().flatten() {
        table.many.insert(word.clone(), format!("{word}s"));
    }
    table.single = file.one.into_values().flatten().collect();
    table
});

fn last_word(phrase: &str) -> (&str, &str) {
    phrase.split_at(phrase.rfind(' ').map_or(0, |blank| blank + 1))
}

/// Whether a word looks like a plural, upper or lower case.
#[must_use]
pub fn is_plural(word: &str) -> bool {
    // Nearly all words that are asked about are in lower case.
    let capital = word.bytes().any(|letter| letter.is_ascii_uppercase());
    let word = if capital { Cow::from(word.to_ascii_lowercase()) } else { Cow::from(word) };
    if TABLE.single.contains(&*word) {
        return false;
    }
    if TABLE.one.contains_key(&*word) {
        return true;
    }
    let many = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "'s"].iter().any(|end| word.ends_with(end));
    many || is_men(&word)
}

/// policemen, women.
fn is_men(word: &str) -> bool {
    word.len() >= 3 && word.ends_with("men")
}

/// The singular of a phrase in lower case.
#[must_use]
pub fn singular(phrase: &str) -> String {
    let (before, word) = last_word(phrase);
    let mut word = match TABLE.one.get(word) {
        Some(one) => one.clone(),
        None => regular(word.strip_suffix("'s").unwrap_or(word)),
    };
    word.insert_str(0, before);
    word
}

fn regular(word: &str) -> String {
    let without = |count: usize| word[..word.len() - count].to_owned();
    if TABLE.single.contains(word) {
        return word.to_owned();
    }
    if is_men(word) {
        return format!("{}man", without(3));
    }
    if word.len() > 3 && word.ends_with("ies") {
        return if word.len() < 5 { without(1) } else { format!("{}y", without(3)) };
    }
    for ending in ["lyses", "theses"] {
        if word.ends_with(ending) {
            return format!("{}is", without(2));
        }
    }
    let after_vowel = |ending: &str| {
        let stem = word.strip_suffix(ending).and_then(|stem| stem.chars().next_back());
        stem.is_some_and(|letter| "aeiouy".contains(letter))
    };
    let hissing = ["sses", "shes", "ches", "xes", "oes"].iter().any(|ending| word.ends_with(ending))
        || word.ends_with("zes") && !after_vowel("zes")
        // viruses and buses, but houses and causes
        || word.ends_with("uses") && !after_vowel("uses");
    if hissing && word.len() > 4 {
        return without(2);
    }
    let many =
        word.len() > 2 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if many { without(1) } else { word.to_owned() }
}

/// The plural of a phrase in lower case.
#[must_use]
pub fn plural(phrase: &str) -> String {
    let (before, word) = last_word(phrase);
    if let Some(many) = TABLE.many.get(word) {
        return format!("{before}{many}");
    }
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{before}{stem}men");
    }
    let mut reversed = word.chars().rev();
    let (last, before_last) = (reversed.next().unwrap_or(' '), reversed.next().unwrap_or(' '));
    if last == 'y' && !matches!(before_last, 'a' | 'e' | 'i' | 'o' | 'u') {
        return format!("{}ies", &phrase[..phrase.len() - 1]);
    }
    let hissing = matches!(last, 's' | 'x' | 'z') || word.ends_with("ch") || word.ends_with("sh");
    format!("{phrase}{}", if hissing { "es" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_lead_to_each_other() {
        for (one, many) in [
            ("job", "jobs"),
            ("city", "cities"),
            ("fireman", "firemen"),
            ("woman", "women"),
            ("human", "humans"),
            ("wolf", "wolves"),
            ("virus", "viruses"),
            ("bus", "buses"),
            ("house", "houses"),
            ("prize", "prizes"),
            ("box", "boxes"),
            ("case", "cases"),
            ("tranche", "tranches"),
            ("church", "churches"),
            ("analysis", "analyses"),
            ("new gas", "new gases"),
            ("aircraft", "aircraft"),
        ] {
            assert_eq!(singular(many), one);
            assert!(is_plural(many.rsplit(' ').next().unwrap()), "{many}");
            if one != "analysis" {
                assert_eq!(plural(one), many);
            }
        }
        assert_eq!(singular("heroes"), "hero");
        assert!(!is_plural("specimen") && !is_plural("physics"));
    }
}
