//! Who an article says it has its report from.

use crate::model::Source;

/// How far into an article a dateline may stand, in bytes.
const DATELINE: usize = 160;

/// Whether one of the two names the other, or both an agency, as where the report comes from. Supports likeness of
/// text, and never stands for it: to name a source is not to copy it.
pub(super) fn is_credited(one: &Source, other: &Source) -> bool {
    names(one, other) || names(other, one) || agency(one).is_some_and(|name| agency(other) == Some(name))
}

/// Whether `copy` names `original` by id, publisher or the publisher's initials.
fn names(copy: &Source, original: &Source) -> bool {
    let publisher = original.publisher.as_deref().filter(|name| name.len() >= 3);
    let is_cited =
        |cited: &str| cited == &*original.id || publisher.is_some_and(|name| contains_words(cited, name));
    if copy.cites.iter().any(|cited| is_cited(cited)) {
        return true;
    }
    let Some(publisher) = publisher else { return false };
    if copy.publisher.as_deref() == Some(publisher) {
        return false;
    }
    let initials: String = publisher.split_whitespace().filter_map(|word| word.chars().next()).collect();
    contains_words(copy.body(), publisher)
        || (initials.len() >= 3
            && initials.chars().all(char::is_uppercase)
            && contains_words(copy.body(), &initials))
}

/// The name in brackets that a dateline ends with: "PARIS, 3 March (Agency) –".
fn agency(source: &Source) -> Option<&str> {
    let body = source.body();
    let start = &body[..body.floor_char_boundary(DATELINE)];
    let (_, rest) = start.split_once('(')?;
    let (name, after) = rest.split_once(')')?;
    let is_name = name.chars().next().is_some_and(char::is_uppercase) && name.len() <= 40;
    (is_name && after.trim_start().starts_with(['-', '–', '—'])).then_some(name)
}

fn contains_words(text: &str, words: &str) -> bool {
    let is_letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    memchr::memmem::find_iter(text.as_bytes(), words.as_bytes()).any(|at| {
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + words.len()..].chars().next())
    })
}
