//! Plain text: the article and nothing else, though front matter is read where it stands.

use super::front_matter::{self, Split};
use super::{Document, Format, byline, markdown};
use crate::diagnostic::{Diagnostic, Locator};
use crate::text::Span;

/// Plain text.
pub(crate) struct Plain;

/// Longer first lines are a paragraph: the longest headlines of newspapers stay under this many characters.
const LONGEST_TITLE: usize = 160;

impl Format for Plain {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, text: &str, locator: &Locator<'_>) -> (Document, Vec<Diagnostic>) {
        let (mut document, problems) = match front_matter::split(text) {
            // An open fence means nothing in plain text.
            Split::Unclosed { body, .. } => {
                (Document { body: Some(Span::new(body, text.len())), ..Document::default() }, Vec::new())
            }
            Split::Bare { .. } | Split::Block { .. } => markdown::with_front_matter(text, locator),
        };
        if document.metadata.title.is_none() {
            document.metadata.title = document.body.and_then(|body| headline(body.of(text)?));
        }
        if let Some(article) = document.body.and_then(|body| body.of(text)) {
            byline::fill(&mut document.metadata, article);
        }
        (document, problems)
    }
}

/// The first line, when it reads like a headline: short, without a full stop, and something follows it.
fn headline(article: &str) -> Option<Box<str>> {
    let mut lines = article.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next()?;
    lines.next()?;
    let short = first.chars().nth(LONGEST_TITLE).is_none();
    let ends_a_sentence = first.ends_with(['.', ',', ';', ':', '…', '"', '”']);
    let begins = first.chars().next().is_some_and(|first| !first.is_lowercase());
    (short && begins && !ends_a_sentence).then(|| first.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_a_short_line_without_a_stop() {
        assert_eq!(
            headline("Bridge to close for a year\nThe bridge will …").as_deref(),
            Some("Bridge to close for a year")
        );
        assert_eq!(headline("The bridge will close.\nMore."), None);
        assert_eq!(headline("continued from page one\nMore."), None);
        assert_eq!(headline("A line alone"), None);
        assert_eq!(headline(&format!("{}\nMore.", "Long ".repeat(60))), None);
    }
}
