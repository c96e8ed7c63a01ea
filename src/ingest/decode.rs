//! Bytes to text, whatever the encoding, and what had to be assumed.
//!
//! Valid UTF-8 stays as it is, byte for byte (a byte order mark included), so that spans are offsets in the file.
//! Everything else is decoded as browsers do it; spans are then offsets in the decoded text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The mark that some editors put before UTF-8; three bytes.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A file's text, and how it was come by.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Name of the encoding that was assumed; nothing for valid UTF-8.
    pub(crate) assumed: Option<&'static str>,
    /// Whether bytes without a meaning in that encoding became U+FFFD.
    pub(crate) lossy: bool,
}

/// Why bytes are no text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Binary {
    /// What the first bytes look like, where they are known.
    pub(crate) looks_like: Option<&'static str>,
}

/// First bytes of files that are no text whatever else they hold: from the formats' own specifications.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive (also Word, EPUB)"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
];

/// Decodes a file.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Decoded, Binary> {
    if let Some(encoding) = utf16_by_mark(&bytes) {
        return Ok(decode_as(encoding, &bytes));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if text.starts_with("%PDF-") => {
            return Err(Binary { looks_like: looks_like(text.as_bytes()) });
        }
        Ok(text) => return Ok(Decoded { text, assumed: None, lossy: false }),
        Err(error) => error.into_bytes(),
    };
    if let Some(kind) = looks_like(&bytes) {
        return Err(Binary { looks_like: Some(kind) });
    }
    // UTF-16 without a mark: in text of any European language every other byte is zero.
    if memchr::memchr(0, &bytes[..bytes.len().min(SAMPLE)]).is_some() {
        return match utf16_by_zeros(&bytes) {
            Some(encoding) => Ok(decode_as(encoding, &bytes)),
            None => Err(Binary { looks_like: None }),
        };
    }
    Ok(decode_as(guess(&bytes), &bytes))
}

/// Decodes a file whose encoding somebody named. A byte order mark knows better; so does valid UTF-8, which text in
/// another encoding is never by chance.
pub(crate) fn decode_as_named(bytes: Vec<u8>, charset: Option<&str>) -> Result<Decoded, Binary> {
    let named = charset
        .filter(|name| may_be(name, &bytes))
        .and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    match named {
        Some(encoding) if utf16_by_mark(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() => {
            Ok(Decoded { assumed: None, ..decode_as(encoding, &bytes) })
        }
        // Escape sequences make these look like valid UTF-8.
        Some(encoding) if encoding == encoding_rs::ISO_2022_JP => Ok(decode_as(encoding, &bytes)),
        _ => decode(bytes),
    }
}

/// Whether bytes may be text in the encoding of that name. Servers say UTF-8 of everything; where the bytes are not, the
/// page or a guess knows better.
pub(crate) fn may_be(charset: &str, bytes: &[u8]) -> bool {
    let named = Encoding::for_label(charset.trim().as_bytes());
    named.is_some_and(|named| named != encoding_rs::UTF_8 || std::str::from_utf8(bytes).is_ok())
}

/// What had to be assumed, in words; nothing for valid UTF-8 and for an encoding that was named and fits.
pub(crate) fn assumption(decoded: &Decoded) -> Option<String> {
    match (decoded.assumed, decoded.lossy) {
        (None, false) => None,
        (None, true) => Some(
            "some bytes mean nothing in the encoding that the file names; they are read as \u{fffd}"
                .to_owned(),
        ),
        (Some("UTF-8"), _) => Some("some bytes are not UTF-8; they are read as \u{fffd}".to_owned()),
        (Some(encoding), false) => Some(format!("not UTF-8; read as {encoding}")),
        (Some(encoding), true) => {
            Some(format!("not UTF-8; read as {encoding}, in which some bytes mean nothing"))
        }
    }
}

/// How much of a file the guesses look at.
const SAMPLE: usize = 1 << 20;

pub(crate) fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

fn utf16_by_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    }
}

fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let most = sample.len() / 2 * 7 / 10;
    match (even > most, odd > most) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], true);
    // Valid UTF-8 was kept above; a few broken bytes in a file that is UTF-8 otherwise still make it UTF-8.
    let broken = String::from_utf8_lossy(&bytes[..bytes.len().min(SAMPLE)]).matches('\u{fffd}').count();
    if broken * 1000 < bytes.len() && bytes.iter().filter(|byte| **byte >= 0x80).count() > 8 * broken {
        return encoding_rs::UTF_8;
    }
    detector.guess(None, Utf8Detection::Deny)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, used, lossy) = encoding.decode(bytes);
    Decoded { text: text.into_owned(), assumed: Some(used.name()), lossy }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec()).unwrap()
    }

    #[test]
    fn utf8_keeps_every_byte() {
        let with_mark = "\u{feff}Zürich\r\n";
        assert_eq!(text(with_mark.as_bytes()).text, with_mark);
        assert_eq!(text(with_mark.as_bytes()).assumed, None);
        assert_eq!(text(b"nul \0 inside").text, "nul \0 inside");
    }

    #[test]
    fn other_encodings_are_named() {
        let said = "Das Gericht in Köln wies die Klage der Händler über die Gebühren zurück.";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(said);
        let read = text(&latin);
        assert_eq!((read.text.as_str(), read.assumed, read.lossy), (said, Some("windows-1252"), false));

        let wide: Vec<u8> = said.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide).text, said);
        assert_eq!(text(&wide).assumed, Some("UTF-16LE"));
        let marked: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(said.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(text(&marked).text, said);

        let (russian, _, _) =
            encoding_rs::WINDOWS_1251.encode("Министерство сообщило о росте цен на хлеб и молоко.");
        assert_eq!(text(&russian).assumed, Some("windows-1251"));
    }

    #[test]
    fn a_wrong_name_is_not_believed() {
        let said = "Das Gericht in Köln wies die Klage der Händler über die Gebühren zurück.";
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(said);
        for charset in ["utf-8", "no-such-thing"] {
            let read = decode_as_named(latin.to_vec(), Some(charset)).unwrap();
            assert_eq!((read.text.as_str(), read.assumed), (said, Some("windows-1252")), "{charset}");
        }
        for charset in ["iso-8859-1", "utf-16le", "gb18030"] {
            assert_eq!(decode_as_named(said.into(), Some(charset)).unwrap().text, said, "{charset}");
        }
        let (wide, _, _) = encoding_rs::GB18030.encode("泰恩福特大桥将于六月关闭");
        let read = decode_as_named(wide.to_vec(), Some("gb18030")).unwrap();
        assert_eq!((read.text.as_str(), read.assumed), ("泰恩福特大桥将于六月关闭", None));
    }

    #[test]
    fn one_broken_byte_in_utf8_does_not_make_it_latin() {
        let mut bytes = "Größe, Höhe, Länge, Tiefe, Fläche, Größe, Höhe".repeat(50).into_bytes();
        bytes.push(0xFF);
        let read = text(&bytes);
        assert_eq!((read.assumed, read.lossy), (Some("UTF-8"), true));
        assert!(read.text.starts_with("Größe"));
    }

    #[test]
    fn binary_files_are_refused_by_kind() {
        assert_eq!(decode(b"%PDF-1.7\nplain".to_vec()), Err(Binary { looks_like: Some("a PDF document") }));
        assert_eq!(
            decode(b"PK\x03\x04\xff\xff".to_vec()),
            Err(Binary { looks_like: Some("a ZIP archive (also Word, EPUB)") })
        );
        assert_eq!(decode(b"\x01\x00\x00\xff\xfe\x00\x01".to_vec()), Err(Binary { looks_like: None }));
    }
}
