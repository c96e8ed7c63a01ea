//! Against a server on this machine that misbehaves in every way.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use super::*;

/// A server that treats every connection with `answer`, which gets the request's first line; for as long as the test
/// lives.
fn server(answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let answer = std::sync::Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(mut stream), answer) = (stream, answer.clone()) else { break };
            std::thread::spawn(move || {
                let mut request = [0; 4096];
                let length = stream.read(&mut request).unwrap_or(0);
                let request = String::from_utf8_lossy(&request[..length]).into_owned();
                answer(request.lines().next().unwrap_or_default(), &mut stream);
            });
        }
    });
    format!("http://{address}")
}

fn says(answer: &'static str) -> String {
    server(move |_, stream| {
        let _ = stream.write_all(answer.as_bytes());
    })
}

const LOCAL: Limits = Limits {
    max_bytes: 1 << 20,
    time: Duration::from_secs(60),
    redirects: 3,
    allow_local: true,
    ignore_robots: false,
};

fn refusal(address: &str, limits: &Limits) -> String {
    format!("{:#}", get(address, limits).unwrap_err())
}

#[test]
fn a_page_with_what_the_server_says_of_it() {
    let address = says(
        "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=\"ISO-8859-1\"\r\nDate: Wed, 04 Mar 2026 10:00:00 GMT\r\n\
         Content-Length: 5\r\nSet-Cookie: a=b\r\n\r\nhello",
    );
    let page = get(&format!("{address}/news/harlow.html?x=1#part"), &LOCAL).unwrap();
    assert_eq!(page.bytes, b"hello");
    assert_eq!(
        (page.media_type.as_deref(), page.charset.as_deref()),
        (Some("text/html"), Some("ISO-8859-1"))
    );
    assert_eq!(page.day, Some(jiff::civil::date(2026, 3, 4)));
    assert_eq!(
        (page.name().as_str(), page.address),
        ("harlow.html", format!("{address}/news/harlow.html?x=1"))
    );
}

#[test]
fn addresses_that_are_not_asked() {
    let limits = Limits::default();
    assert!(refusal("https://127.0.0.1:9/", &limits).contains("it leads to 127.0.0.1"));
    assert!(refusal("https://[::1]:9/", &limits).contains("it leads to ::1"));
    assert!(refusal("https://localhost:9/", &limits).contains("--allow-local"));
    assert!(refusal("http://127.0.0.1/", &limits).contains("it leads to 127.0.0.1"), "http becomes https");
    assert!(refusal("http://127.0.0.1:8080/", &limits).contains("not https"));
    assert!(refusal("file:///etc/passwd", &limits).contains("only https"));
    assert!(refusal("https://user:secret@post.example/", &limits).contains("name or password"));
    assert!(refusal("https://", &limits).contains("no address"));
}

#[test]
fn redirects_are_counted_and_checked() {
    let ring = says("HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(refusal(&ring, &LOCAL), "it redirects more than 3 times");
    let away = says("HTTP/1.1 301 Moved\r\nLocation: ftp://post.example/\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(refusal(&away, &LOCAL), "the server redirects: only https addresses are fetched, not ftp:");
    let nowhere = says("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(refusal(&nowhere, &LOCAL), "the server redirects to nowhere");
    let target = says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let hop = server(move |_, stream| {
        let _ = write!(stream, "HTTP/1.1 302 Found\r\nLocation: {target}/end\r\nContent-Length: 0\r\n\r\n");
    });
    assert_eq!(get(&hop, &LOCAL).unwrap().bytes, b"ok");
}

#[test]
fn slow_and_endless_answers_end() {
    let quick = Limits { time: Duration::from_millis(400), ..LOCAL };
    // Never says a word: without a limit the test would not end.
    let silent = server(|_, _| std::thread::park());
    let drips = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(50));
        }
    });
    assert_eq!(refusal(&silent, &quick), "the server took too long");
    assert_eq!(refusal(&drips, &quick), "the server took too long");
    let endless = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
        while stream.write_all(&[b'x'; 65536]).is_ok() {}
    });
    assert_eq!(refusal(&endless, &LOCAL), "the answer is longer than 1048576 bytes, the limit");
    let headers = server(|_, stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
        while stream.write_all(b"X-Filler: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n").is_ok() {}
    });
    assert!(get(&headers, &LOCAL).is_err());
}

#[test]
fn a_compressed_bomb_is_counted_unpacked() {
    let bomb = {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&vec![b'x'; 64 << 20]).unwrap();
        packer.finish().unwrap()
    };
    assert!(bomb.len() < 1 << 20);
    let address = server(move |_, stream| {
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            bomb.len()
        );
        let _ = stream.write_all(&bomb);
    });
    assert_eq!(refusal(&address, &LOCAL), "the answer is longer than 1048576 bytes, the limit");
}

#[test]
fn refusals_and_nonsense_are_told_apart() {
    for (answer, told) in [
        ("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "does not give the page to everybody"),
        ("HTTP/1.1 402 Payment Required\r\nContent-Length: 0\r\n\r\n", "add the file"),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "no such page"),
        ("HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "status 500"),
        ("SSH-2.0-OpenSSH\r\n", ""),
        ("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", ""),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip", ""),
        ("", ""),
    ] {
        let said = refusal(&says(answer), &LOCAL);
        assert!(said.contains(told), "{answer:?}: {said}");
    }
}

#[test]
fn broken_tls_is_refused() {
    let plain = says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let said = refusal(&plain.replace("http://", "https://"), &LOCAL);
    assert!(said.contains("the connection failed"), "{said}");
}

#[test]
fn private_addresses_of_every_make() {
    let public = |text: &str| address::is_public(text.parse().unwrap());
    for private in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "2001::1",
        "fec0::1",
    ] {
        assert!(!public(private), "{private}");
    }
    for open in
        ["8.8.8.8", "93.184.216.34", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
    {
        assert!(public(open), "{open}");
    }
}

/// A site with a robots.txt and one page, which it redirects to from `/old`.
fn site(robots: &'static str) -> String {
    server(move |request, stream| {
        let answer = match request.split(' ').nth(1).unwrap_or_default() {
            "/robots.txt" => robots.to_owned(),
            "/old" => "HTTP/1.1 302 Found\r\nLocation: /members/page\r\nContent-Length: 0\r\n\r\n".to_owned(),
            _ => "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\npage".to_owned(),
        };
        let _ = stream.write_all(answer.as_bytes());
    })
}

#[test]
fn a_site_that_wants_no_programs_is_left_alone() {
    let closed = site("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nUser-agent: *\nDisallow: /members/\n");
    assert_eq!(get(&format!("{closed}/news"), &LOCAL).unwrap().bytes, b"page");
    for path in ["members/page", "old"] {
        let said = refusal(&format!("{closed}/{path}"), &LOCAL);
        assert!(said.starts_with("its robots.txt asks programs not to fetch /members/page;"), "{said}");
        let anyway = Limits { ignore_robots: true, ..LOCAL };
        assert_eq!(get(&format!("{closed}/{path}"), &anyway).unwrap().bytes, b"page");
    }
    let broken = site("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
    assert!(refusal(&broken, &LOCAL).contains("robots.txt cannot be read now (status 503)"));
    for silent in [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: /robots.txt\r\nContent-Length: 0\r\n\r\n",
    ] {
        assert_eq!(get(&site(silent), &LOCAL).unwrap().bytes, b"page", "{silent}");
    }
}

/// For tests 127.0.0.1 is out on the internet, and the rest of the machine is not.
fn only_the_first(address: std::net::IpAddr) -> bool {
    address == std::net::Ipv4Addr::LOCALHOST
}

#[test]
fn a_redirect_from_a_public_to_a_private_address_is_refused() {
    for target in [
        "http://127.0.0.2:9/",
        "http://[::1]:9/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/",
    ] {
        let public = server(move |_, stream| {
            let _ = write!(stream, "HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n");
        });
        // Both the page and the robots.txt before it are led astray.
        for ignore_robots in [false, true] {
            let said = format!(
                "{:#}",
                get_from(&public, &Limits { ignore_robots, ..LOCAL }, only_the_first).unwrap_err()
            );
            assert!(said.contains("on this machine or a private network"), "{target}: {said}");
        }
    }
    let open = says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    assert_eq!(get_from(&open, &LOCAL, only_the_first).unwrap().bytes, b"ok");
}

#[test]
fn a_name_with_one_private_address_is_refused() {
    // localhost is 127.0.0.1 and, on most machines, ::1 as well.
    let said = format!("{:#}", get_from("http://localhost:9/", &LOCAL, |_| false).unwrap_err());
    assert!(said.contains("on this machine or a private network"), "{said}");
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    // Made for this test by itself; no machine trusts it.
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tls");
    let certificate = CertificateDer::from_pem_file(folder.join("localhost.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(folder.join("localhost.key")).unwrap();
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = std::sync::Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(mut stream), Ok(mut tls)) = (stream, rustls::ServerConnection::new(config.clone()))
            else {
                break;
            };
            let _ = tls.complete_io(&mut stream);
            let mut stream = rustls::Stream::new(&mut tls, &mut stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    });
    let said = refusal(&format!("https://localhost:{port}/"), &LOCAL);
    assert!(said.starts_with("the connection is not safe"), "{said}");
}
