//! What the lines between a headline and the first paragraph say: who wrote it, and on which day.
//!
//! Text that was copied from a page has no other metadata. Only lines that say nothing else count, so that no sentence
//! of the article is taken for one.

use super::Metadata;
use super::date::leading_day;
use crate::value::{DateRange, Grain};

/// So many lines may stand above the first paragraph.
const LINES: usize = 6;

/// Longer lines are sentences, in bytes.
const LONGEST: usize = 90;

/// Words before the day of publication.
const PUBLISHED: &[&str] = &["published", "posted", "first published", "publication date", "date"];

/// Words before the day of a change.
const MODIFIED: &[&str] = &["updated", "last updated", "modified", "last modified"];

/// Fills in what the metadata leaves open.
pub(super) fn fill(metadata: &mut Metadata, article: &str) {
    let lines = article.lines().map(|line| line.trim().trim_matches(['*', '_', '#', ' ']));
    for line in lines.filter(|line| !line.is_empty()).take(LINES).take_while(|line| is_no_sentence(line)) {
        if metadata.author.is_none() {
            metadata.author = author(line).map(Into::into);
        }
        if metadata.published.is_none() {
            metadata.published =
                day_alone(line).or_else(|| day_behind_name(line)).or_else(|| labelled(line, PUBLISHED));
        }
        if metadata.modified.is_none() {
            metadata.modified = labelled(line, MODIFIED).and_then(|range| range.start);
        }
    }
}

/// The day after one of these words: `Published on 4 March 2026, 10:32`.
fn labelled(text: &str, labels: &[&str]) -> Option<DateRange> {
    let lower = text.to_ascii_lowercase();
    labels.iter().find_map(|label| {
        let at = lower.find(label)?;
        let is_word = !lower[..at].ends_with(char::is_alphanumeric);
        let rest = text[at + label.len()..].trim_start_matches([':', ' ']);
        let rest = rest.strip_prefix("on ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest).trim_start();
        is_word.then(|| leading_day(rest)).flatten().map(|(range, _)| range)
    })
}

/// A line that is a day, with a time of day or without.
fn day_alone(line: &str) -> Option<DateRange> {
    let (range, rest) = leading_day(line)?;
    let is_time = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            || matches!(
                word.to_ascii_lowercase().as_str(),
                "at" | "am" | "pm" | "a.m." | "p.m." | "gmt" | "utc" | "|" | "–" | "-"
            )
            || (word.len() <= 4 && word.chars().all(|char| char.is_ascii_uppercase()))
    };
    (range.grain == Grain::Day && rest.split_whitespace().all(is_time)).then_some(range)
}

/// `Aro Herald, 4 March 2026` and `Aro Herald, 4 March 2026, by Lina Torv`: a name and a day.
fn day_behind_name(line: &str) -> Option<DateRange> {
    let (name, rest) = line.split_once(", ")?;
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && !word.contains(char::is_numeric);
    let mut words = name.split_whitespace();
    let named = words.clone().count() <= LONGEST_NAME && words.all(is_name);
    let (range, rest) = leading_day(rest).filter(|_| named)?;
    let rest = rest.trim_start_matches([',', ' ']).to_ascii_lowercase();
    (range.grain == Grain::Day && (rest.is_empty() || rest.starts_with("by "))).then_some(range)
}

/// A newspaper's name has no more words.
const LONGEST_NAME: usize = 6;

/// `By Lina Torv and Ian Vell`: names and nothing else.
fn author(line: &str) -> Option<&str> {
    let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim();
    let is_name = |word: &str| {
        let joins = matches!(word, "and" | "&" | "de" | "van" | "von" | "der" | "la" | "di" | "al" | "bin");
        joins || word.starts_with(char::is_uppercase)
    };
    let words = names.split_whitespace();
    let count = words.clone().count();
    let has_digit = names.contains(|char: char| char.is_ascii_digit());
    ((2..=9).contains(&count) && !has_digit && words.into_iter().all(is_name)).then_some(names)
}

/// Whether a line may stand between a headline and its article.
pub(super) fn is_no_sentence(line: &str) -> bool {
    line.len() <= LONGEST && !line.ends_with(['.', '!', '”', '"', ':', ';', ','])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::document::date_text;

    fn read(article: &str) -> (Option<String>, Option<String>, Option<String>) {
        let mut metadata = Metadata::default();
        fill(&mut metadata, article);
        let Metadata { author, published, modified, .. } = metadata;
        (author.map(Into::into), published.as_ref().map(date_text), modified.map(|day| day.to_string()))
    }

    #[test]
    fn lines_above_the_first_paragraph() {
        let text = "Bridge to close\nBy Lina Torv and Ian Vell\n**Published 4 March 2026, 10:32**\nUpdated: 5 March 2026\n\nIt will close.";
        let of = |text: &str| Some(text.to_owned());
        assert_eq!(read(text), (of("Lina Torv and Ian Vell"), of("2026-03-04"), of("2026-03-05")));
        assert_eq!(read("Bridge to close\nThursday, March 5, 2026 10:32 AM GMT\n").1, of("2026-03-05"));
        assert_eq!(
            read("Bridge to close\n*Aro Herald, 5 March 2026, by Lina Torv*\n\nIt will close.").1,
            of("2026-03-05")
        );
        assert_eq!(
            read("# Bridge to close\nBy Lina Torv\n5 March 2026\n\nIt will close.").1,
            of("2026-03-05")
        );
        assert_eq!(read("Last updated on 5 March 2026\nText follows.").2, of("2026-03-05"));
    }

    #[test]
    fn sentences_give_nothing() {
        for text in [
            "4 March 2026 was the day on which the bridge fell\nText.",
            "By March 2026 the bridge will be open again\nText.",
            "By Order of the Council of 1934\nText.",
            "The bridge will close.\n4 March 2026\n",
            "By and large\nText.",
            "In Aro, 4 March 2026 was a quiet day\nText.",
            "A plan published in March\nText.",
        ] {
            assert_eq!(read(text), (None, None, None), "{text}");
        }
    }

    #[test]
    fn what_is_known_stays() {
        let mut metadata = Metadata { author: Some("Ann".into()), ..Metadata::default() };
        fill(&mut metadata, "By Lina Torv\n");
        assert_eq!(metadata.author.as_deref(), Some("Ann"));
    }
}
