//! One page from the web, for a person who asked for it.
//!
//! An address may lead anywhere: to this machine, to a private network, to an endless answer. Every address is
//! checked after its name is resolved and again after each redirect; size, time and number of redirects are limited;
//! nothing is sent but the request, and nothing of the connection is kept.

mod address;

use std::io::Read as _;
use std::time::Duration;

use anyhow::{Context as _, bail};
use crosscheck::ingest::document;
use jiff::civil::Date;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use self::address::CheckedResolver;

/// What fetching may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Longest answer, unpacked, in bytes.
    pub(crate) max_bytes: u64,
    /// Longest time for everything.
    pub(crate) time: Duration,
    /// Most redirects. Browsers stop at 20; pages that people link to need one or two.
    pub(crate) redirects: usize,
    /// Whether this machine, private networks and plain http are allowed.
    pub(crate) allow_local: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 64 << 20, time: Duration::from_secs(30), redirects: 5, allow_local: false }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    /// The address it was found at in the end.
    pub(crate) address: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    /// The day of the answer, by the server's clock.
    pub(crate) day: Option<Date>,
}

impl Page {
    /// The last part of the address's path.
    pub(crate) fn name(&self) -> String {
        let path = Url::parse(&self.address).map(|url| url.path().to_owned()).unwrap_or_default();
        path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
    }
}

/// Fetches a page.
pub(crate) fn get(address: &str, limits: &Limits) -> anyhow::Result<Page> {
    let agent = agent(limits);
    let mut url = checked(Url::parse(address).context("this is no address of a page")?, limits)?;
    for _ in 0..=limits.redirects {
        let answer = agent.get(url.as_str()).call().map_err(explained)?;
        let status = answer.status().as_u16();
        if !(300..400).contains(&status) {
            refuse_status(status)?;
            return page(url, answer, limits);
        }
        let target = header(&answer, "location").context("the server redirects to nowhere")?;
        let next = url
            .join(&target)
            .with_context(|| format!("the server redirects to `{target}`, which is no address"))?;
        url = checked(next, limits).context("the server redirects")?;
    }
    bail!("it redirects more than {} times", limits.redirects)
}

fn agent(limits: &Limits) -> Agent {
    let config = Agent::config_builder()
        // Each redirect is checked here, not followed there.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        // Through a proxy, the proxy would resolve names, and nobody would check them.
        .proxy(None)
        .timeout_global(Some(limits.time))
        .timeout_connect(Some(Duration::from_secs(10)))
        .max_response_header_size(64 << 10)
        .user_agent(concat!("crosscheck/", env!("CARGO_PKG_VERSION"), " (one page for one reader)"))
        .accept("text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown")
        .build();
    Agent::with_parts(config, DefaultConnector::default(), CheckedResolver::new(limits.allow_local))
}

/// The address as it will be asked: https, without a password, without a fragment.
fn checked(mut url: Url, limits: &Limits) -> anyhow::Result<Url> {
    match url.scheme() {
        "https" => {}
        "http" if limits.allow_local => {}
        // A default port of http is none of https.
        "http" if url.port().is_none() => {
            let _ = url.set_scheme("https");
        }
        "http" => bail!("{url} is not https; --allow-local allows it"),
        other => bail!("only https addresses are fetched, not {other}:"),
    }
    if !url.username().is_empty() || url.password().is_some() {
        bail!(
            "the address holds a name or password, which would end up in the folder; save the page and add the file"
        );
    }
    url.set_fragment(None);
    Ok(url)
}

fn refuse_status(status: u16) -> anyhow::Result<()> {
    match status {
        200..300 => Ok(()),
        401 | 402 | 403 | 407 | 451 => {
            bail!(
                "the server does not give the page to everybody (status {status}); save it in your browser and add the file"
            )
        }
        404 | 410 => bail!("there is no such page (status {status})"),
        429 => bail!("the server has had too many requests (status 429); try again later"),
        _ => bail!("the server answered with status {status}"),
    }
}

fn page(url: Url, answer: Response<Body>, limits: &Limits) -> anyhow::Result<Page> {
    let content_type = header(&answer, "content-type");
    let day = header(&answer, "date").and_then(|date| document::date_of(&date)).and_then(|range| range.start);
    let mut bytes = Vec::new();
    // Counted after unpacking: a small answer can unpack to anything.
    answer
        .into_body()
        .into_reader()
        .take(limits.max_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| explained(ureq::Error::from(error)))?;
    if bytes.len() as u64 > limits.max_bytes {
        bail!("the answer is longer than {} bytes, the limit", limits.max_bytes);
    }
    let (media_type, charset) = content_type.as_deref().map(split_type).unwrap_or_default();
    Ok(Page { address: url.into(), bytes, media_type, charset, day })
}

fn split_type(content_type: &str) -> (Option<String>, Option<String>) {
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next().filter(|media| !media.is_empty()).map(str::to_ascii_lowercase);
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_owned())
    });
    (media_type, charset)
}

fn header(answer: &Response<Body>, name: &str) -> Option<String> {
    answer.headers().get(name)?.to_str().ok().map(str::to_owned)
}

/// The library's error in words for people.
fn explained(error: ureq::Error) -> anyhow::Error {
    match error {
        ureq::Error::Timeout(_) => anyhow::anyhow!("the server took too long"),
        ureq::Error::HostNotFound => anyhow::anyhow!("there is no server of that name"),
        ureq::Error::Io(error) => {
            match error.get_ref().and_then(|inner| inner.downcast_ref::<address::Refused>()) {
                Some(refused) => anyhow::anyhow!("{refused}"),
                None => anyhow::Error::from(error).context("the connection failed"),
            }
        }
        other => anyhow::Error::from(other),
    }
}

#[cfg(test)]
mod tests;
