//! Things by the different words that articles have for them: a gun and a knife are a weapon.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::vocabulary::stem;

/// Things by the first stem of their words: the stem behind it, if there is one, and the thing.
type Words = HashMap<String, Vec<(Option<String>, String)>>;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table: toml::Table = include_str!("things.toml").parse().expect("a test reads things.toml");
    let mut words = Words::new();
    for (thing, list) in &table {
        for phrase in list.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
            let mut stems = phrase.split(' ').map(stem);
            let Some(first) = stems.next() else { continue };
            let entries = words.entry(first).or_default();
            entries.push((stems.next(), thing.clone()));
        }
    }
    words
});

/// The thing that a noun of the stem `noun` stands for, `before` being the stem before it.
#[must_use]
pub fn thing(before: Option<&str>, noun: &str) -> Option<&'static str> {
    let phrase = || {
        let entries = WORDS.get(before?)?;
        entries.iter().find(|(second, _)| second.as_deref() == Some(noun))
    };
    let word = || WORDS.get(noun)?.iter().find(|(second, _)| second.is_none());
    phrase().or_else(word).map(|(_, thing)| thing.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_name_a_thing() {
        let of = |before: &str, noun: &str| thing(Some(&stem(before)), &stem(noun));
        assert_eq!(of("the", "knives"), of("no", "weapon"));
        assert_eq!(of("smoke", "alarms"), Some("alarm"));
        assert_eq!(of("false", "alarms"), None);
        assert_eq!(of("human", "remains"), of("a", "skeleton"));
        assert!(of("human", "remains").is_some());
    }

    #[test]
    fn a_word_names_one_thing() {
        for entries in WORDS.values() {
            let mut seconds: Vec<_> = entries.iter().map(|(second, _)| second).collect();
            seconds.sort_unstable();
            seconds.dedup();
            assert_eq!(seconds.len(), entries.len(), "{entries:?}");
        }
    }
}
