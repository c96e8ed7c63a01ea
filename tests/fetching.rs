//! `add` with an address: what a server on this machine says wrongly of its page, and what the folder then holds.

#![cfg(feature = "url")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a panic in a test is a failed test")]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::Command;

const ARTICLE: &str = "<p>The county of Hårløw will close its last two coal harbours by the end of next year, the port authority \
    said on Tuesday, ending a trade that once employed 4,200 people along the estuary – “for good”.</p><p>The decision \
    follows a vote of 31 to 12 in the county council, after a debate that lasted well into the night. Union officials had \
    asked for a delay of three years.</p>";

/// A server that answers every request with a status of 200, one content type and one body; a robots.txt is not there.
fn serve(content_type: &str, body: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n", body.len());
    let body = body.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            let answer = match String::from_utf8_lossy(&request[..length]).starts_with("GET /robots.txt") {
                true => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec(),
                false => [head.as_bytes(), &body].concat(),
            };
            let _ = stream.write_all(&answer);
        }
    });
    format!("http://{address}/quay")
}

/// Exit status, what was said, and the text that was stored.
fn add(address: &str) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let done = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["add", "--allow-local", "--no-input", address])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let stored = std::fs::read_dir(folder.path().join("sources")).into_iter().flatten();
    let stored = stored.map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    (done.status.code(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap(), stored)
}

fn page(meta: &str) -> String {
    format!(
        "<!doctype html><html><head>{meta}<title>Hårløw ends coal</title></head><body>{ARTICLE}</body></html>"
    )
}

#[test]
fn a_page_is_a_page_whatever_the_server_calls_it() {
    for content_type in
        ["application/json", "image/png", "application/octet-stream", "text/plain", "nonsense", "", ";;;="]
    {
        let (status, said, stored) = add(&serve(content_type, page("").as_bytes()));
        assert_eq!(status, Some(0), "{content_type}: {said}");
        assert!(
            stored.contains("title = \"Hårløw ends coal\"") && stored.contains("31 to 12"),
            "{content_type}: {stored}"
        );
        assert!(!stored.contains("<p>"), "{content_type}: {stored}");
    }
}

#[test]
fn what_is_no_page_is_not_taken_for_one() {
    for (body, told) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP archive"),
        (b"{\"error\": \"no such article\"}", "no article was found"),
        (b"", "no article was found"),
        (b"\0\x01\x02\x03\0\xff\xfe\0", ""),
    ] {
        let (status, said, stored) = add(&serve("text/html; charset=utf-8", body));
        assert_eq!(status, Some(2), "{body:?}: {said}");
        assert!(said.contains(told) && stored.is_empty(), "{body:?}: {said}");
    }
}

#[test]
fn a_wrong_charset_is_not_believed_where_the_bytes_say_otherwise() {
    let latin = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let wide =
        |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    for (content_type, body) in [
        ("text/html; charset=utf-8", latin(&page("<meta charset=windows-1252>"))),
        ("text/html; charset=utf-8", latin(&page("<meta charset=utf-8>"))),
        ("text/html; charset=no-such-thing", latin(&page("<meta charset=windows-1252>"))),
        ("text/html; charset=iso-8859-1", page("<meta charset=utf-8>").into_bytes()),
        ("text/html; charset=utf-8", wide(&page("<meta charset=utf-8>"))),
        ("text/html", latin(&page(""))),
    ] {
        let (status, said, stored) = add(&serve(content_type, &body));
        assert_eq!(status, Some(0), "{content_type}: {said}");
        for words in ["county of Hårløw", "estuary – “for good”"] {
            assert!(stored.contains(words), "{content_type}: {stored}");
        }
    }
}
