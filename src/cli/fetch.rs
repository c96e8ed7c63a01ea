//! One page from the web, for a person who asked for it.
//!
//! An address may lead anywhere: to this machine, to a private network, to an endless answer. Every address is
//! checked after its name is resolved and again after each redirect; size, time and number of redirects are limited;
//! nothing is sent but the request, and nothing of the connection is kept. A site that asks programs to stay away is
//! left alone unless the person says otherwise.

mod address;
mod robots;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read as _};
use std::time::Duration;

use anyhow::{Context as _, bail};
use crosscheck::ingest::document;
use jiff::civil::Date;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use self::address::{CheckedResolver, MayAsk};

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
    /// Whether a site's robots.txt is passed over.
    pub(crate) ignore_robots: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 64 << 20,
            time: Duration::from_secs(30),
            redirects: 5,
            allow_local: false,
            ignore_robots: false,
        }
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
    get_from(address, limits, if limits.allow_local { |_| true } else { address::is_public })
}

/// Fetches a page from addresses that may be asked.
fn get_from(address: &str, limits: &Limits, may_ask: MayAsk) -> anyhow::Result<Page> {
    let agent = agent(limits, may_ask);
    let url = checked(Url::parse(address).context("this is no address of a page")?, limits)?;
    let mut robots = Robots { agent: &agent, limits, known: BTreeMap::new() };
    let (url, answer) = follow(&agent, url, limits, |url| robots.check(url))?;
    refuse_status(answer.status().as_u16())?;
    page(url, answer, limits)
}

/// Asks an address and those that it redirects to, each after `check`. Gives the first answer that is no redirect.
fn follow(
    agent: &Agent,
    mut url: Url,
    limits: &Limits,
    mut check: impl FnMut(&Url) -> anyhow::Result<()>,
) -> anyhow::Result<(Url, Response<Body>)> {
    for _ in 0..=limits.redirects {
        check(&url)?;
        let answer = agent.get(url.as_str()).call().map_err(explained)?;
        if !(300..400).contains(&answer.status().as_u16()) {
            return Ok((url, answer));
        }
        let astray = |what: &str| Astray(format!("the server redirects{what}"));
        let target = header(&answer, "location").ok_or_else(|| astray(" to nowhere"))?;
        let next =
            url.join(&target).with_context(|| astray(&format!(" to `{target}`, which is no address")))?;
        url = checked(next, limits).with_context(|| astray(""))?;
    }
    bail!(Astray(format!("it redirects more than {} times", limits.redirects)))
}

/// Redirects lead nowhere.
#[derive(Debug)]
struct Astray(String);

impl fmt::Display for Astray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Astray {}

/// The robots.txt of each site met on the way.
struct Robots<'l> {
    agent: &'l Agent,
    limits: &'l Limits,
    known: BTreeMap<String, String>,
}

impl Robots<'_> {
    /// Refuses an address that its site keeps programs away from.
    fn check(&mut self, url: &Url) -> anyhow::Result<()> {
        if self.limits.ignore_robots {
            return Ok(());
        }
        let site = url.origin().ascii_serialization();
        let rules = match self.known.get(&site) {
            Some(rules) => rules,
            None => {
                let rules = self.read(url)?;
                self.known.entry(site).or_insert(rules)
            }
        };
        let path = &url[url::Position::BeforePath..];
        if !robots::allows(rules, path) {
            bail!(
                "its robots.txt asks programs not to fetch {path}; save the page in your browser and add the file, or \
                 give --ignore-robots where you may"
            );
        }
        Ok(())
    }

    /// As RFC 9309 has it: a file that is not there allows everything, a server that cannot say allows nothing.
    fn read(&self, url: &Url) -> anyhow::Result<String> {
        let address = url.join("/robots.txt").context("this is no address of a page")?;
        let answer = match follow(self.agent, address, self.limits, |_| Ok(())) {
            Ok((_, answer)) => answer,
            Err(error) if error.downcast_ref::<Astray>().is_some() => return Ok(String::new()),
            Err(error) => return Err(error),
        };
        match answer.status().as_u16() {
            200..300 => {}
            status @ 500.. => bail!(
                "its robots.txt cannot be read now (status {status}), so nobody knows whether programs are welcome; try \
                 again later, or give --ignore-robots"
            ),
            _ => return Ok(String::new()),
        }
        let mut bytes = Vec::new();
        let body = answer.into_body().into_reader();
        body.take(robots::MAX_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| explained(ureq::Error::from(error)))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

fn agent(limits: &Limits, may_ask: MayAsk) -> Agent {
    let config = Agent::config_builder()
        // Each redirect is checked here, not followed there.
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        // Through a proxy, the proxy would resolve names, and nobody would check them.
        .proxy(None)
        .timeout_global(Some(limits.time))
        .timeout_connect(Some(Duration::from_secs(10)))
        // A connection that the server has closed meanwhile is not worth keeping for two or three requests.
        .max_idle_connections(0)
        .max_response_header_size(64 << 10)
        .user_agent(concat!("crosscheck/", env!("CARGO_PKG_VERSION"), " (one page for one reader)"))
        .accept("text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown")
        .build();
    Agent::with_parts(config, DefaultConnector::default(), CheckedResolver::new(may_ask))
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

/// Whether a connection failed because of what TLS is for. The library below tells this apart by the error's kind.
fn is_of_tls(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::InvalidData && error.to_string().contains("certificate")
}

/// The library's error in words for people.
fn explained(error: ureq::Error) -> anyhow::Error {
    match error {
        ureq::Error::Timeout(_) => anyhow::anyhow!("the server took too long"),
        ureq::Error::HostNotFound => anyhow::anyhow!("there is no server of that name"),
        ureq::Error::Io(error) => {
            match error.get_ref().and_then(|inner| inner.downcast_ref::<address::Refused>()) {
                Some(refused) => anyhow::anyhow!("{refused}"),
                None if is_of_tls(&error) => anyhow::Error::from(error).context(
                    "the connection is not safe, since the server cannot show that it is who it says it is; open the page \
                     in your browser, see what it says, and add the file",
                ),
                None => anyhow::Error::from(error).context("the connection failed"),
            }
        }
        other => anyhow::Error::from(other),
    }
}

#[cfg(test)]
mod tests;
