//! Who an article says it has its report from.

use crate::model::Source;

/// How far into an article a dateline may stand, in bytes.
const DATELINE: usize = 160;

/// Whether one of the two names the other, or both an agency, as where the report comes from. Supports likeness of
/// text, and never stands for it: to name a source is not to copy it.
pub(super) fn is_credited(one: &Source, other: &Source) -> bool {
    names(one, other) || names(other, one) || has_same_byline(one, other) || has_same_agency(one, other)
}

/// Whether two papers print one reporter's name: a story that was syndicated. Within one paper it says nothing.
fn has_same_byline(one: &Source, other: &Source) -> bool {
    let (Some(author), Some(same)) = (&one.author, &other.author) else { return false };
    one.publisher != other.publisher && author.eq_ignore_ascii_case(same)
}

fn has_same_agency(one: &Source, other: &Source) -> bool {
    let agencies = [agency(one), told_agency(one)];
    [agency(other), told_agency(other)].iter().flatten().any(|name| agencies.contains(&Some(name)))
}

/// The name before the words "news agency": "according to the Tidewater news agency".
fn told_agency(source: &Source) -> Option<&str> {
    let (before, _) = source.body().split_once(" news agency")?;
    let name = before.rsplit(|char: char| !char.is_alphanumeric()).next()?;
    name.starts_with(char::is_uppercase).then_some(name)
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
    if copy.author.as_deref().is_some_and(|byline| contains_words(byline, publisher)) {
        return true;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn source(id: &str, front: &str, body: &str) -> Source {
        let text = format!("+++\n{front}\n+++\n{body}");
        crate::ingest::read(&format!("sources/{id}.md"), text.into_bytes()).0.unwrap()
    }

    fn credited(one: (&str, &str), other: (&str, &str)) -> bool {
        let (one, other) = (source("one", one.0, one.1), source("other", other.0, other.1));
        assert_eq!(is_credited(&one, &other), is_credited(&other, &one), "the order changes nothing");
        is_credited(&one, &other)
    }

    #[test]
    fn bylines_and_agencies_are_evidence() {
        let wire = ("publisher = \"Tidewater\"", "The quay will close.");
        let post = "publisher = \"The Post\"";
        assert!(credited(wire, (post, "The quay will close, according to Tidewater.")));
        assert!(credited(
            wire,
            ("publisher = \"The Post\"\nauthor = \"Ann Lee, Tidewater\"", "It will close.")
        ));
        let by = |publisher: &str| format!("publisher = \"{publisher}\"\nauthor = \"Ann Lee\"");
        assert!(credited((&by("The Post"), "It will close."), (&by("The Mail"), "It is to close.")));
        assert!(
            !credited((&by("The Post"), "It will close."), (&by("The Post"), "It opened.")),
            "one desk, two stories"
        );
        let told = |verb: &str| format!("It will close, the Tidewater news agency {verb}.");
        assert!(credited((post, &told("reported")), ("publisher = \"The Mail\"", &told("says"))));
        assert!(credited(
            (post, "HARLOW (Tidewater) – It will close."),
            ("publisher = \"The Mail\"", &told("says"))
        ));
        assert!(!credited(
            (post, "It will close, a news agency said."),
            ("publisher = \"The Mail\"", "A news agency said so.")
        ));
        assert!(!credited((post, "It will close."), ("publisher = \"The Mail\"", "It is to close.")));
    }
}
