//! What a web page says about its article: JSON-LD, meta elements, `<time>`.
//!
//! JSON-LD first, since it is made for machines and kept in step with the page; then OpenGraph and its like; then what
//! readers see. A date that is not said anywhere stays unknown.

use dom_smoothie::Readability;
use serde_json::Value;

use crate::ingest::date::date_range;
use crate::ingest::{Metadata, byline};

/// What was found.
pub(super) struct Found {
    pub(super) metadata: Metadata,
    /// Whether the page says that its text is not free.
    pub(super) is_paid: bool,
    /// The article's text, where the page gives it to machines.
    pub(super) body: Option<String>,
}

/// Names under which pages put the date of publication, most exact first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "datepublished",
    "date",
    "pubdate",
];

const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "dc.date.modified",
    "datemodified",
    "last-modified",
];

const PUBLISHER: &[&str] =
    &["og:site_name", "citation_journal_title", "citation_publisher", "dc.publisher", "application-name"];

const AUTHOR: &[&str] =
    &["author", "article:author", "parsely-author", "sailthru.author", "citation_author", "dc.creator"];

const TITLE: &[&str] = &["og:title", "citation_title", "dc.title", "twitter:title"];

/// More JSON-LD than this is not read, in bytes.
const MAX_JSON: usize = 1 << 20;

pub(super) fn read(page: &Readability) -> Found {
    let article = json_ld(page);
    let text = |key: &str| article.as_ref().and_then(|article| plain(article.get(key)?));
    let metas = metas(page);
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| metas.iter().find(|(key, _)| key == name))
            .map(|(_, content)| content.clone())
    };
    let date = |said: Option<String>, names: &[&str]| {
        said.as_deref().and_then(date_range).or_else(|| meta(names).as_deref().and_then(date_range))
    };
    let boxed = |text: Option<String>| text.map(Box::<str>::from);
    // Pages give addresses of profiles where names belong.
    let name = |text: &String| !text.contains("://");
    let shown = shown(page);
    let metadata = Metadata {
        title: boxed(text("headline").or_else(|| meta(TITLE)).or_else(|| heading(page))),
        publisher: boxed(text("publisher").or_else(|| meta(PUBLISHER)).or_else(|| site(page))),
        author: boxed(text("author").or_else(|| meta(AUTHOR)).filter(name)),
        published: date(text("datePublished"), PUBLISHED).or_else(|| time_element(page)).or(shown.published),
        modified: date(text("dateModified"), MODIFIED).and_then(|range| range.start).or(shown.modified),
        address: boxed(
            canonical(page).or_else(|| meta(&["og:url"])).filter(|address| address.starts_with("http")),
        ),
        kind: article.as_ref().and_then(kind).map(Into::into),
        ..Metadata::default()
    };
    let is_paid =
        article.as_ref().and_then(|article| article.get("isAccessibleForFree")).is_some_and(|free| {
            free == &Value::Bool(false)
                || free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false"))
        });
    let body = article.as_ref().and_then(|article| article.get("articleBody")?.as_str()).map(str::to_owned);
    Found { metadata, is_paid, body }
}

/// The first object of the page's JSON-LD that is an article, wherever it hangs.
fn json_ld(page: &Readability) -> Option<Value> {
    page.doc
        .select("script[type='application/ld+json']")
        .iter()
        .filter_map(|script| {
            let text = script.text();
            let text = text.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>");
            (text.len() <= MAX_JSON).then(|| serde_json::from_str::<Value>(text).ok())?
        })
        .find_map(|value| article_in(value, 0))
}

/// `@graph` and lists are looked through three levels deep.
fn article_in(value: Value, level: usize) -> Option<Value> {
    match value {
        Value::Array(items) if level < 3 => items.into_iter().find_map(|item| article_in(item, level + 1)),
        Value::Object(mut object) => {
            let is_article = kinds(object.get("@type")).iter().any(|kind| {
                kind.ends_with("Article")
                    || kind.ends_with("Posting")
                    || matches!(*kind, "Report" | "WebPage")
            });
            match object.remove("@graph") {
                Some(graph) if level < 3 => article_in(graph, level + 1),
                _ => is_article.then_some(Value::Object(object)),
            }
        }
        _ => None,
    }
}

fn kinds(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(kind)) => vec![kind],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Kind of article, by the types that schema.org has for the news.
fn kind(article: &Value) -> Option<&'static str> {
    let known = [
        ("OpinionNewsArticle", "opinion"),
        ("AnalysisNewsArticle", "analysis"),
        ("BackgroundNewsArticle", "background"),
        ("ReviewNewsArticle", "review"),
        ("ReportageNewsArticle", "news"),
        ("NewsArticle", "news"),
        ("LiveBlogPosting", "live blog"),
        ("BlogPosting", "blog"),
        ("ScholarlyArticle", "paper"),
        ("Report", "report"),
    ];
    let kinds = kinds(article.get("@type"));
    known.iter().find(|(name, _)| kinds.contains(name)).map(|(_, kind)| *kind)
}

/// A text, the name of an object, or the names of several.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(object) => plain(object.get("name")?)?,
        Value::Array(items) => items.iter().take(20).filter_map(plain).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The page's meta elements: names in lower case, with their contents.
fn metas(page: &Readability) -> Vec<(String, String)> {
    page.doc
        .select("meta[content]")
        .iter()
        .filter_map(|meta| {
            let name =
                ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| meta.attr(key))?;
            let content = meta.attr("content")?;
            let content = content.trim();
            (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content.to_owned()))
        })
        .collect()
}

/// The main heading, where the page's title begins with it: the title then only adds the name of the site.
fn heading(page: &Readability) -> Option<String> {
    let heading = one_line(&page.doc.select_single("h1").text());
    let title = page.get_article_title();
    (!heading.is_empty() && title.trim().starts_with(&heading)).then_some(heading)
}

/// The name of the site, which the page's title has behind the main heading: "Harlow ends coal – The Post".
fn site(page: &Readability) -> Option<String> {
    let heading = one_line(&page.doc.select_single("h1").text());
    let title = one_line(&page.doc.select_single("title").text());
    let rest = title.strip_prefix(&heading).filter(|_| !heading.is_empty())?.trim_start();
    let name = rest.strip_prefix(['|', '-', '–', '—', '·', '•', '»'])?.trim();
    let is_name = !name.is_empty() && name.len() <= 60 && !name.contains(['|', '–', '—', '·', '•', '»']);
    is_name.then(|| name.to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// So many lines below the main heading a page may say who wrote it and when.
const BELOW_HEADING: usize = 10;

/// What the page shows its readers below the main heading.
fn shown(page: &Readability) -> Metadata {
    let mut metadata = Metadata::default();
    let heading = one_line(&page.doc.select_single("h1").text());
    let body = page.doc.select_single("body").formatted_text();
    let lines = body.lines().map(one_line).filter(|line| !line.is_empty());
    let below: Vec<String> = lines.skip_while(|line| *line != heading).skip(1).take(BELOW_HEADING).collect();
    below
        .iter()
        .filter(|line| byline::is_no_sentence(line))
        .for_each(|line| byline::fill(&mut metadata, line));
    metadata
}

fn canonical(page: &Readability) -> Option<String> {
    let link = page.doc.select("link[rel='canonical'][href]");
    Some(link.attr("href")?.to_string())
}

/// The `<time>` that is marked as the publication's, or the only one in the article's head.
fn time_element(page: &Readability) -> Option<crate::value::DateRange> {
    [
        "time[itemprop='datePublished'][datetime]",
        "time[pubdate][datetime]",
        "article header time[datetime]",
        "article time[datetime]",
        "time[datetime]",
    ]
    .iter()
    .find_map(|place| {
        let time = page.doc.select(place);
        date_range(time.attr("datetime")?.trim())
    })
}
