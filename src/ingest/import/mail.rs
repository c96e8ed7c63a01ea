//! Mail messages (RFC 5322 with MIME): newsletters, press releases, saved pages (MHTML).

use super::{ImportError, Imported, Importer, Incoming};
use crate::ingest::date::date_range;
use crate::ingest::{Metadata, decode};

/// `.eml` and `.mht` files.
pub(super) struct Mail;

const KIND: &str = "message";

/// Parts within parts beyond this depth are not looked at.
const MAX_NESTING: usize = 8;

impl Importer for Mail {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extractor(&self) -> String {
        format!("crosscheck {}", env!("CARGO_PKG_VERSION"))
    }

    fn endings(&self) -> &'static [&'static str] {
        &["eml", "mht", "mhtml"]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["message/rfc822", "multipart/related"]
    }

    fn recognises(&self, _bytes: &[u8]) -> bool {
        false
    }

    fn import(&self, incoming: &Incoming<'_>) -> Result<Imported, ImportError> {
        let message = Part::parse(incoming.bytes);
        let mut parts = Vec::new();
        message.leaves(0, &mut parts);
        let of_type = |media: &str| parts.iter().find(|part| part.media_type() == media);
        let mut imported = match (of_type("text/html"), of_type("text/plain")) {
            (_, Some(text)) => text.as_text()?,
            (Some(page), None) => page.as_page(incoming.address)?,
            (None, None) => {
                return Err(ImportError::NoText {
                    kind: KIND,
                    hint: "it has neither a text nor an HTML part",
                });
            }
        };
        let header = |name: &str| message.header(name).map(|text| Box::<str>::from(words(&text)));
        let address = header("snapshot-content-location").or_else(|| header("content-location"));
        let date = message.header("date").as_deref().and_then(date_range);
        // A browser that saves a page sends no message: its date is the day on which the page was saved.
        let is_saved = address.is_some() || message.media_type() == "multipart/related";
        let own = Metadata {
            title: header("subject"),
            author: header("from").filter(|_| !is_saved),
            published: date.clone().filter(|_| !is_saved),
            retrieved: date.filter(|_| is_saved).and_then(|range| range.start),
            address,
            ..Metadata::default()
        };
        let found = imported.metadata;
        imported.metadata = Metadata {
            title: found.title.or(own.title),
            author: found.author.or(own.author),
            published: found.published.or(own.published),
            retrieved: found.retrieved.or(own.retrieved),
            address: found.address.or(own.address),
            ..found
        };
        Ok(imported)
    }
}

/// More lines than these below the mark are no signature.
const SIGNATURE: usize = 12;

/// The text above the line of two hyphens and a space that sets a signature off (RFC 3676, 4.3).
fn without_signature(text: &str) -> &str {
    match text.rsplit_once("\n-- \n") {
        Some((text, signature)) if signature.lines().count() <= SIGNATURE => text,
        _ => text,
    }
}

/// A message or one part of it.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn parse(bytes: &'a [u8]) -> Self {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let line = String::from_utf8_lossy(&bytes[at..end]);
            at = end;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Self { headers, body: &bytes[at..] }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .filter(|value| !value.is_empty())
    }

    fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_else(|| "text/plain".to_owned());
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    fn parameter(&self, name: &str) -> Option<String> {
        let value = self.header("content-type")?;
        value.split(';').skip(1).find_map(|parameter| {
            let (key, value) = parameter.split_once('=')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
        })
    }

    /// The parts that have no parts, in their order.
    fn leaves(&self, level: usize, into: &mut Vec<Part<'a>>) {
        let boundary = self.parameter("boundary").filter(|_| self.media_type().starts_with("multipart/"));
        let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty() && level < MAX_NESTING) else {
            into.push(Part { headers: self.headers.clone(), body: self.body });
            return;
        };
        let line = format!("--{boundary}");
        let mut starts: Vec<usize> = memchr::memmem::find_iter(self.body, line.as_bytes())
            .filter(|&at| at == 0 || self.body[at - 1] == b'\n')
            .collect();
        starts.push(self.body.len());
        for pair in starts.windows(2) {
            let part = &self.body[pair[0] + line.len().min(pair[1] - pair[0])..pair[1]];
            if part.starts_with(b"--") {
                break;
            }
            let from = memchr::memchr(b'\n', part).map_or(part.len(), |end| end + 1);
            Part::parse(&part[from..]).leaves(level + 1, into);
        }
    }

    /// The part's bytes, with the transfer encoding undone.
    fn decoded(&self) -> Vec<u8> {
        match self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => base64(self.body),
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }

    fn as_text(&self) -> Result<Imported, ImportError> {
        let charset = self.parameter("charset");
        let decoded = decode::decode_as_named(self.decoded(), charset.as_deref()).map_err(|_| {
            ImportError::Damaged { kind: KIND, message: "its text is binary data".to_owned() }
        })?;
        let notes = decode::assumption(&decoded).into_iter().collect();
        let text = without_signature(&decoded.text.replace("\r\n", "\n")).to_owned();
        Ok(Imported { text, notes, ..Imported::default() })
    }

    #[cfg(feature = "html")]
    fn as_page(&self, address: Option<&str>) -> Result<Imported, ImportError> {
        let (bytes, charset) = (self.decoded(), self.parameter("charset"));
        let incoming = Incoming {
            name: "part.html",
            bytes: &bytes,
            charset: charset.as_deref(),
            address,
            ..Incoming::default()
        };
        let mut imported = super::html::Html.import(&incoming)?;
        imported.metadata.custody.extractor = Some(super::html::Html.extractor().into());
        Ok(imported)
    }

    #[cfg(not(feature = "html"))]
    fn as_page(&self, _address: Option<&str>) -> Result<Imported, ImportError> {
        Err(ImportError::NotBuilt { kind: "HTML messages", feature: "html" })
    }
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    let (mut bits, mut held) = (0_u32, 0);
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        (bits, held) = (bits << 6 | u32::from(value), held + 6);
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    out
}

fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
        match rest {
            [b'=', b'\r', b'\n', ..] => at += 3,
            [b'=', b'\n', ..] => at += 2,
            [b'=', ..] => match (hex(rest.get(1)), hex(rest.get(2))) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 3;
                }
                _ => {
                    out.push(b'=');
                    at += 1;
                }
            },
            [byte, ..] => {
                out.push(*byte);
                at += 1;
            }
            [] => break,
        }
    }
    out
}

/// A header with its encoded words (RFC 2047) read.
fn words(header: &str) -> String {
    let mut out = String::new();
    let mut rest = header;
    while let Some(start) = rest.find("=?") {
        let parsed = encoded_word(&rest[start + 2..]);
        let Some((text, length)) = parsed else {
            out.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        // Spaces between two encoded words belong to neither.
        let between = &rest[..start];
        if !between.trim().is_empty() || out.is_empty() {
            out.push_str(between);
        }
        out.push_str(&text);
        rest = &rest[start + 2 + length..];
    }
    out.push_str(rest);
    out
}

/// `charset?B?text?=` and its length.
fn encoded_word(rest: &str) -> Option<(String, usize)> {
    let (charset, after) = rest.split_once('?')?;
    let (kind, after) = after.split_once('?')?;
    let (text, _) = after.split_once("?=")?;
    let bytes = match kind {
        "B" | "b" => base64(text.as_bytes()),
        "Q" | "q" => quoted_printable(text.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let decoded = decode::decode_as_named(bytes, Some(charset)).ok()?;
    Some((decoded.text, charset.len() + kind.len() + text.len() + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_mail() {
        assert_eq!(base64(b"SGVs\r\nbG8="), b"Hello");
        assert_eq!(quoted_printable(b"caf=C3=A9 =\r\nau lait=3D=ZZ"), "café au lait==ZZ".as_bytes());
        assert_eq!(words("=?utf-8?Q?Caf=C3=A9_?= =?ISO-8859-1?B?6Q==?= ferm=?x"), "Café é ferm=?x");
    }

    #[test]
    fn a_signature_is_no_part_of_the_text() {
        assert_eq!(without_signature("The quay opens.\n\n-- \nPress office\n01234\n"), "The quay opens.\n");
        assert_eq!(without_signature("One -- two\n--\nthree"), "One -- two\n--\nthree");
        let long = format!("One.\n-- \n{}", "line\n".repeat(20));
        assert_eq!(without_signature(&long), long);
    }

    #[cfg(feature = "html")]
    #[test]
    fn the_day_on_which_a_page_was_saved_is_not_its_own() {
        let page = "<html><body><p>The county of Harlow will close its last two coal harbours by the end of next year, the port \
                    authority said on Tuesday, ending a trade that once employed 4,200 people along the estuary.</p></body></html>";
        let saved = format!(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/harlow\r\nSubject: Harlow\r\n\
             Date: Sat, 18 Apr 2026 10:11:12 -0000\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
             Content-Type: text/html\r\n\r\n{page}\r\n--b--\r\n"
        );
        let imported = Mail
            .import(&Incoming { name: "x.mhtml", bytes: saved.as_bytes(), ..Incoming::default() })
            .unwrap();
        let Metadata { published, retrieved, author, address, .. } = imported.metadata;
        assert_eq!((published, author), (None, None));
        assert_eq!(retrieved, Some(jiff::civil::date(2026, 4, 18)));
        assert_eq!(address.as_deref(), Some("https://post.example/harlow"));
        assert_eq!(
            imported.metadata.custody.extractor.as_deref(),
            Some(&*crate::ingest::import::html::Html.extractor())
        );
    }

    proptest::proptest! {
        #[test]
        fn no_message_panics(text in "(Content-Type: multipart/mixed; boundary=a|\r?\n|--a|--|=\\?|utf-8\\?Q\\?|\\?=|x|:| ){0,40}") {
            let _ = Mail.import(&Incoming { name: "x.eml", bytes: text.as_bytes(), ..Incoming::default() });
            let _ = words(&text);
        }
    }
}
