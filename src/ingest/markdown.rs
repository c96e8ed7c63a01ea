//! Markdown with front matter: the format that `add` writes.

use super::front_matter::{self, Split};
use super::{Document, Format, byline, metadata};
use crate::diagnostic::{Diagnostic, Locator};
use crate::text::Span;

/// Markdown, with TOML or YAML front matter or none.
pub(crate) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn endings(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, text: &str, locator: &Locator<'_>) -> (Document, Vec<Diagnostic>) {
        let (mut document, problems) = with_front_matter(text, locator);
        if document.metadata.title.is_none() {
            document.metadata.title = document.body.and_then(|body| heading(body.of(text)?));
        }
        if let Some(article) = document.body.and_then(|body| body.of(text)) {
            byline::fill(&mut document.metadata, article);
        }
        (document, problems)
    }
}

/// Reads front matter in either notation and takes all that follows as the article.
pub(crate) fn with_front_matter(text: &str, locator: &Locator<'_>) -> (Document, Vec<Diagnostic>) {
    let from = |body| Some(Span::new(body, text.len()));
    match front_matter::split(text) {
        Split::Bare { body } => (Document { body: from(body), ..Document::default() }, Vec::new()),
        Split::Unclosed { notation, body } => {
            // A rule of three hyphens may open a text; three plus signs have no other meaning.
            let fence = notation.fence();
            let message = format!(
                "front matter opens with {fence} and is never closed; the whole file is read as text"
            );
            let problem = match notation {
                front_matter::Notation::Toml => Diagnostic::error("front-matter-open", message),
                front_matter::Notation::Yaml => Diagnostic::warning("front-matter-open", message),
            };
            let help = format!("put a line with {fence} alone after the fields");
            (
                Document { body: from(body), ..Document::default() },
                vec![problem.at(locator.place(body)).help(help)],
            )
        }
        Split::Block { notation, content, start, body } => {
            let (fields, mut problems) = front_matter::fields(notation, content, start, locator);
            let (metadata, found) = metadata::read(fields);
            problems.extend(found);
            problems.sort_by(|one, other| one.place.cmp(&other.place));
            (Document { metadata, body: from(body) }, problems)
        }
    }
}

/// The first heading of the first level, when the article begins with it.
fn heading(article: &str) -> Option<Box<str>> {
    let first = article.lines().map(str::trim).find(|line| !line.is_empty())?;
    let title = first.strip_prefix("# ")?.trim_end_matches('#').trim();
    (!title.is_empty()).then(|| title.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Option<Box<str>> {
        Markdown.read(text, &Locator::new("a.md".into(), text)).0.metadata.title
    }

    #[test]
    fn the_title_comes_from_the_fields_or_else_the_first_heading() {
        assert_eq!(title("---\ntitle: Fields win\n---\n# Heading\n").as_deref(), Some("Fields win"));
        assert_eq!(title("\n# Ferry runs again #\n\nText").as_deref(), Some("Ferry runs again"));
        assert_eq!(title("Text first.\n# Later heading"), None);
        assert_eq!(title("#hashtag"), None);
    }

    #[test]
    fn a_rule_of_hyphens_is_only_a_warning() {
        let text = "---\nAn article that opens with a rule.\n";
        let (document, problems) = Markdown.read(text, &Locator::new("a.md".into(), text));
        assert_eq!(document.body, Some(Span::new(0, text.len())));
        assert_eq!(problems[0].level, crate::diagnostic::Level::Warning);
    }
}
