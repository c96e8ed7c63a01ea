//! Web pages: the article as a browser's reading view finds it.

use dom_smoothie::{Config, Readability, TextMode};

use super::html_metadata;
use super::{ImportError, Imported, Importer, Incoming};
use crate::ingest::decode;

/// HTML and XHTML.
pub(super) struct Html;

const KIND: &str = "web page";

/// Pages with more elements are no articles: the longest live blogs stay under a tenth of it.
const MAX_ELEMENTS: usize = 200_000;

/// Deeper pages are made to hurt: browsers themselves stop at 512 open elements.
/// Source: HTML standard, parsing model, "implementations may limit"; Blink's and WebKit's tree builders do at 512.
const MAX_DEPTH: usize = 4096;

/// A text for machines shorter than this is a teaser, in words.
const LEAST_BODY: usize = 50;

impl Importer for Html {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extractor(&self) -> String {
        "dom_smoothie 0.19".to_owned()
    }

    fn endings(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "xht"]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["text/html", "application/xhtml+xml"]
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
        let start = start.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
    }

    fn import(&self, incoming: &Incoming<'_>) -> Result<Imported, ImportError> {
        let damaged = |message: String| ImportError::Damaged { kind: KIND, message };
        let may_be = |charset: &String| decode::may_be(charset, incoming.bytes);
        let charset =
            incoming.charset.map(str::to_owned).filter(may_be).or_else(|| meta_charset(incoming.bytes));
        let decoded = decode::decode_as_named(incoming.bytes.to_vec(), charset.as_deref())
            .map_err(|_| damaged("it is binary data".to_owned()))?;
        if decoded.text.trim_start().starts_with(['{', '['])
            && serde_json::from_str::<serde::de::IgnoredAny>(&decoded.text).is_ok()
        {
            return Err(ImportError::NoText { kind: KIND, hint: "it is data for programs (JSON)" });
        }
        if depth(&decoded.text) > MAX_DEPTH {
            return Err(damaged(format!("its elements are nested more than {MAX_DEPTH} deep")));
        }
        let mut notes: Vec<String> = decode::assumption(&decoded).into_iter().collect();
        let config = Config {
            max_elements_to_parse: MAX_ELEMENTS,
            text_mode: TextMode::Formatted,
            ..Config::default()
        };
        // An address that the library cannot use is no reason to refuse the page.
        let mut page = Readability::new(decoded.text.as_str(), incoming.address, Some(config.clone()))
            .or_else(|_| Readability::new(decoded.text.as_str(), None, Some(config)))
            .map_err(|error| damaged(error.to_string()))?;
        let found = html_metadata::read(&page);
        remove_offers(&page);
        let parsed = page.parse();
        let shown = parsed.as_ref().map(|article| paragraphs(&text_of(&article.content))).unwrap_or_default();
        let body = found.body.as_deref().map(|body| paragraphs(&plain_text(body))).unwrap_or_default();
        let is_hidden = words(&body) >= LEAST_BODY && words(&shown) < words(&body) / 2;
        let text = if is_hidden { body } else { shown };
        let article = match parsed {
            Ok(article) => Some(article),
            Err(dom_smoothie::ReadabilityError::GrabFailed) if is_hidden => None,
            Err(dom_smoothie::ReadabilityError::GrabFailed) => {
                let hint = "the page may be made by a script, or stand behind a login; save what you see and add that";
                return Err(ImportError::NoText { kind: KIND, hint });
            }
            Err(other) => return Err(damaged(other.to_string())),
        };
        if is_hidden {
            notes.push(
                "the page shows its article by a script; the text is the one it gives to machines".to_owned(),
            );
        }
        if found.is_paid {
            notes
                .push("the page says that the article is not free: only a part of it may be here".to_owned());
        }
        let mut metadata = found.metadata;
        let own = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(Box::<str>::from);
        metadata.title =
            metadata.title.or_else(|| own(article.as_ref().map(|article| article.title.clone())));
        metadata.publisher = metadata.publisher.or_else(|| own(article.as_ref()?.site_name.clone()));
        metadata.author = metadata.author.or_else(|| own(article.as_ref()?.byline.clone()));
        Ok(Imported { metadata, text, notes })
    }
}

/// Words in the class or id of elements that offer the reader something besides the article.
const OFFERS: &[&str] = &["newsletter", "newsletters", "signup", "subscribe"];

/// Longer elements hold more than an offer, in bytes: a whole page may be of the class "newsletter".
const LONGEST_OFFER: usize = 600;

/// Takes offers to subscribe out of the page; reading views keep those that stand amid the article.
fn remove_offers(page: &Readability) {
    for element in page.doc.select("div, section, aside, form, p, ul").iter() {
        let names = ["class", "id"].iter().filter_map(|key| element.attr(key));
        let names = names
            .map(|names| names.to_lowercase())
            .collect::<Vec<_>>()
            .join(" ")
            .replace("sign-up", "signup");
        let mut words = names.split(|char: char| !char.is_alphanumeric());
        if words.any(|word| OFFERS.contains(&word))
            && element.text().len() <= LONGEST_OFFER
            && element.select("article, h1, main").is_empty()
        {
            element.remove();
        }
    }
}

/// The encoding that the page itself names, in its first kilobyte as the HTML standard has it.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, rest) = start.split_once("charset=")?;
    let name: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ':'))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// An upper estimate of how deep elements are nested: opening tags less closing ones, and elements that have no end
/// left out.
fn depth(html: &str) -> usize {
    const VOID: &[&str] = &[
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr", // These end by themselves where the next one begins.
        "p", "li", "td", "th", "tr", "dt", "dd", "option",
    ];
    let (mut open, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let rest = &html[at + 1..];
        if rest.starts_with('/') {
            open = open.saturating_sub(1);
        } else if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            let end = rest.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if !VOID.contains(&&*rest[..end].to_ascii_lowercase()) {
                open += 1;
                deepest = deepest.max(open);
            }
        }
    }
    deepest
}

/// Elements on lines of their own whose texts the library runs together.
const BLOCKS: &str = "dt, dd, figure, figcaption, caption, details, summary, address, main, header, footer, aside, nav, \
                      center, fieldset, legend";

/// The text of an article, a block a line, so that no sentence runs into the next.
fn text_of(article: &str) -> String {
    let document = dom_query::Document::from(article);
    document.select(BLOCKS).rename("div");
    document.formatted_text().to_string()
}

/// Text that may hold markup, as machines are given it.
fn plain_text(text: &str) -> String {
    if text.contains("</") || text.contains("<br") { text_of(text) } else { text.to_owned() }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What stands on a line of its own and is no part of an article.
const LABELS: &[&str] = &[
    "advertisement",
    "advertising",
    "sponsored",
    "story continues below",
    "share",
    "share this article",
    "share this story",
    "copy link",
    "read more",
    "load more",
    "story continues below advertisement",
];

/// One line per paragraph, one empty line between two.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty() && !LABELS.contains(&&*line.to_lowercase()))
        .collect();
    lines.join("\n\n")
}
