//! What a group is called, in words that its articles use.
//!
//! Words are compared as stems and concepts, which nobody should have to read. A name is made of the two that tell most,
//! as they stand in a quote: the shortest stretch of text that holds both, else the two beside each other.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::cluster::Group;
use super::item::{Item, Items};
use crate::lexicon::vocabulary::{concept, concept_phrase, stem_of};
use crate::model::TermRole;
use crate::value::{Context, read};

/// A stretch of more words than this is a sentence, not a name.
const LONGEST: usize = 5;

/// The words of a group: those by which its members met, as they stand in the quotes of those that count.
pub(super) struct Naming<'g, 'i> {
    items: &'g Items<'i>,
    group: &'g Group,
    keep: &'g [&'g Item<'i>],
    /// Taken apart when first asked for: not every group needs a name.
    quotes: OnceCell<Vec<Quote<'i>>>,
}

impl<'g, 'i> Naming<'g, 'i> {
    /// Of a group, of whose members `keep` count.
    pub(super) fn new(items: &'g Items<'i>, group: &'g Group, keep: &'g [&'g Item<'i>]) -> Self {
        Self { items, group, keep, quotes: OnceCell::new() }
    }

    /// A wording of the group's subject matter, from the words that its members share, else from the strongest.
    pub(super) fn phrase(&self) -> String {
        let words = self.naming_words(2);
        let quotes = self.quotes();
        let found = match &*words {
            [one, other] => stretch(quotes, one, other).or_else(|| {
                let both: Vec<String> = words.iter().filter_map(|word| surface(quotes, word)).collect();
                (!both.is_empty()).then(|| both.join(", "))
            }),
            [one] => surface(quotes, one),
            _ => None,
        };
        found.unwrap_or_else(|| self.keep[0].proposal.claim.attribute.to_string())
    }

    /// Up to `many` words of the group that are not in `attribute`, for telling it from others of the same name.
    pub(super) fn telling(&self, attribute: &str, many: usize) -> Vec<String> {
        let quotes = self.quotes();
        let mut telling: Vec<String> = Vec::new();
        for word in self.naming_words(many + 2).iter().filter_map(|word| surface(quotes, word)) {
            if !attribute.contains(&word) && !telling.contains(&word) && telling.len() < many {
                telling.push(word);
            }
        }
        telling
    }

    /// Up to `many` of the words by which the group's members met: names, and words as they stand in the quotes.
    pub(super) fn shared(&self, many: usize) -> Vec<String> {
        let mut shared: Vec<String> = Vec::new();
        let mut asked: BTreeSet<u32> = BTreeSet::new();
        for word in self.group.met_by.iter().filter(|word| asked.insert(**word)) {
            if shared.len() == many {
                break;
            }
            let word = self.items.words[*word as usize];
            let shown = match word.strip_prefix(['@', '=']) {
                Some(name) => Some(name.to_owned()),
                None => surface(self.quotes(), word),
            };
            if let Some(shown) = shown.filter(|shown| !shared.contains(shown)) {
                shared.push(shown);
            }
        }
        shared
    }

    /// The words that name what a group is about, in the form in which they are compared: those that its members share,
    /// then the strongest.
    fn naming_words(&self, many: usize) -> Vec<&'g str> {
        let mut strongest: Vec<_> = self
            .group
            .pool
            .words
            .iter()
            .filter(|word| word.role != TermRole::Name && word.role != TermRole::Value)
            .collect();
        strongest.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.word.cmp(&other.word)));
        let shared = self.group.met_by.iter().copied();
        let mut words: Vec<&str> = Vec::new();
        for word in shared.chain(strongest.into_iter().map(|word| word.word)) {
            let word = self.items.words[word as usize];
            if !word.starts_with(['@', '=']) && !words.contains(&word) && words.len() < many {
                words.push(word);
            }
        }
        words
    }

    fn quotes(&self) -> &[Quote<'i>] {
        self.quotes.get_or_init(|| {
            self.keep.iter().take(SPEAKERS).map(|item| Quote::of(&item.proposal.claim.quote)).collect()
        })
    }
}

/// So many members of a group give it its words: what a hundred articles tell is told in the words of the first.
const SPEAKERS: usize = 16;

/// The words of a quote, and what each is compared as.
struct Quote<'q> {
    text: &'q str,
    /// Where each word begins and ends.
    words: Vec<(usize, &'q str)>,
    stems: Vec<Cow<'q, str>>,
    /// Found when a concept is first asked for: most groups are named by plain words.
    concepts: OnceCell<Vec<Concepts>>,
}

/// The concepts that a word opens or is.
struct Concepts {
    /// That of the phrase that begins with it, and how many words this takes.
    phrase: Option<(&'static str, usize)>,
    /// Its own.
    single: Option<&'static str>,
}

impl<'q> Quote<'q> {
    fn of(text: &'q str) -> Self {
        let words: Vec<(usize, &str)> = text.unicode_word_indices().collect();
        let stems: Vec<Cow<'_, str>> = words.iter().map(|(_, word)| stem_in(word)).collect();
        Self { text, words, stems, concepts: OnceCell::new() }
    }

    fn concepts(&self) -> &[Concepts] {
        let concepts = |at: usize| Concepts {
            phrase: concept_phrase(|ahead| self.stems.get(at + ahead).map(|stem| &**stem)),
            single: concept(&self.stems[at]),
        };
        self.concepts.get_or_init(|| (0..self.stems.len()).map(concepts).collect())
    }

    /// Where `word` stands, as first and last word: a concept may be a phrase.
    fn places(&self, word: &str) -> Vec<(usize, usize)> {
        let stands = |at: usize| {
            if !word.starts_with('#') {
                return (self.stems[at] == word).then_some(1);
            }
            let Concepts { phrase, single } = &self.concepts()[at];
            let phrase = phrase.filter(|(found, _)| *found == word).map(|(_, length)| length);
            phrase.or_else(|| (*single == Some(word)).then_some(1))
        };
        (0..self.words.len()).filter_map(|at| Some((at, at + stands(at)? - 1))).collect()
    }

    /// The words `first..=last` as they stand, unless a figure or a mark is among them. A word that is written large only
    /// because a sentence begins with it is written small.
    fn between(&self, first: usize, last: usize) -> Option<String> {
        let (start, _) = self.words[first];
        let (end, word) = self.words[last];
        let text = &self.text[start..end + word.len()];
        let plain = |mark: char| mark.is_alphabetic() || matches!(mark, ' ' | '-' | '\'' | '’');
        if !text.chars().all(plain) || !read(text, Context::default()).is_empty() {
            return None;
        }
        let lowered = first == 0 && !text.chars().nth(1).is_some_and(char::is_uppercase);
        let mut marks = text.chars();
        match marks.next().filter(|_| lowered) {
            Some(mark) => Some(mark.to_lowercase().chain(marks).collect()),
            None => Some(text.to_owned()),
        }
    }
}

/// The stem of a word as it stands.
fn stem_in(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|letter| letter.is_ascii() && !letter.is_ascii_uppercase()) {
        return stem_of(word);
    }
    stem_of(&word.to_lowercase().replace('’', "'")).into_owned().into()
}

/// The shortest stretch in any of the quotes that holds both words.
fn stretch(quotes: &[Quote<'_>], one: &str, other: &str) -> Option<String> {
    let stretches = quotes.iter().flat_map(|quote| {
        let (ones, others) = (quote.places(one), quote.places(other));
        let pairs =
            ones.into_iter().flat_map(move |one| others.clone().into_iter().map(move |other| (one, other)));
        pairs.filter_map(move |(one, other)| {
            let (first, last) = (one.0.min(other.0), one.1.max(other.1));
            let length = last - first + 1;
            if length > LONGEST { None } else { Some((length, quote.between(first, last)?)) }
        })
    });
    stretches.min().map(|(_, words)| words)
}

/// The shortest form in which a word stands in the quotes.
fn surface(quotes: &[Quote<'_>], word: &str) -> Option<String> {
    let forms = quotes.iter().flat_map(|quote| {
        quote.places(word).into_iter().filter_map(move |(first, last)| quote.between(first, last))
    });
    forms.min_by(|one, other| (one.len(), one).cmp(&(other.len(), other)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::vocabulary::stem;

    #[test]
    fn names_are_words_as_they_stand() {
        let quotes = [
            Quote::of("Rescued sheep were kept at the fairground"),
            Quote::of("the sheep that the crews rescued"),
        ];
        let (sheep, rescued) = (stem("sheep"), stem("rescued"));
        assert_eq!(stretch(&quotes, &rescued, &sheep).as_deref(), Some("rescued sheep"));
        assert_eq!(surface(&quotes, &stem("fairgrounds")).as_deref(), Some("fairground"));
    }

    #[test]
    fn figures_and_marks_are_no_part_of_a_name() {
        let quotes = [Quote::of("the crews, tired, rescued forty sheep")];
        assert_eq!(stretch(&quotes, &stem("rescued"), &stem("sheep")), None);
        assert_eq!(stretch(&quotes, &stem("crews"), &stem("tired")), None);
    }
}
