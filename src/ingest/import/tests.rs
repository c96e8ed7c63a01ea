use super::*;

fn import_as(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    import(&Incoming { name, bytes, ..Incoming::default() })
}

#[test]
fn kinds_do_not_share_endings_or_types() {
    let mut seen = std::collections::BTreeSet::new();
    for importer in IMPORTERS {
        for sign in importer.endings().iter().chain(importer.media_types()) {
            assert!(seen.insert(*sign), "{sign} is claimed twice");
        }
    }
}

#[test]
fn text_keeps_its_front_matter_and_gets_its_custody() {
    let text = "---\ntitle: Dam\nsource: https://post.example/dam\noriginal: originals/other.pdf\noriginal_hash: x\n\
                extractor: y\narchive: https://archive.example/1\n---\n\nThe dam holds.\n\n\n";
    let imported = import_as("dam.md", text.as_bytes()).unwrap();
    assert_eq!(imported.text, "The dam holds.\n");
    assert_eq!(imported.metadata.title.as_deref(), Some("Dam"));
    let custody = &imported.metadata.custody;
    assert_eq!(custody.original_hash.as_deref(), Some(&*crate::ingest::bytes_hash(text.as_bytes())));
    assert_eq!(custody.text_hash.as_deref(), Some(&*crate::ingest::bytes_hash(b"The dam holds.\n")));
    assert_eq!(
        (custody.original.as_deref(), custody.archive.as_deref()),
        (None, Some("https://archive.example/1"))
    );
    assert!(custody.extractor.as_deref().is_some_and(|name| name.starts_with("crosscheck ")));
}

#[test]
fn what_cannot_be_read_says_so() {
    let message = |name: &str, bytes: &[u8]| import_as(name, bytes).unwrap_err().to_string();
    assert_eq!(
        message("x.docx", b"PK\x03\x04...."),
        "a ZIP archive (also Word, EPUB) cannot be read; save the article as text, Markdown or HTML and add that"
    );
    assert_eq!(message("x.md", b" \n"), "no article was found in the text: there is no text in it");
    assert_eq!(
        message("x", b"\x00\x01\x02\xff"),
        "binary data cannot be read; save the article as text, Markdown or HTML and add that"
    );
    let typed =
        Incoming { name: "x", bytes: b"{}", media_type: Some("application/json"), ..Incoming::default() };
    assert_eq!(
        import(&typed).unwrap_err().to_string(),
        "a file of type application/json cannot be read; save the article as text, Markdown or HTML and add that"
    );
}

#[test]
fn extractors_name_the_versions_that_are_built_in() {
    let manifest = include_str!("../../../Cargo.toml");
    for importer in IMPORTERS {
        let extractor = importer.extractor();
        let (name, version) = extractor.split_once(' ').unwrap();
        let is_named = manifest.contains(&format!("{name} = {{ version = \"{version}."));
        assert!(is_named || extractor == format!("crosscheck {}", env!("CARGO_PKG_VERSION")), "{extractor}");
    }
}

#[test]
fn mail_gives_its_text_and_headers() {
    let mail = "From: =?utf-8?Q?Jos=C3=A9_Ruiz?= <press@harbour.example>\r\nSubject: New quay\r\n opens\r\nDate: Wed, 4 Mar \
                2026 10:00:00 +0100\r\nContent-Type: multipart/alternative; boundary=\"b1\"\r\n\r\nignored\r\n--b1\r\n\
                Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe quay \
                at Caf=E9 Point =\r\nopens in May.\r\n--b1\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n--b1--\r\n";
    let imported = import_as("quay.eml", mail.as_bytes()).unwrap();
    assert_eq!(imported.text, "The quay at Café Point opens in May.\n");
    assert_eq!(imported.metadata.title.as_deref(), Some("New quay opens"));
    assert_eq!(imported.metadata.author.as_deref(), Some("José Ruiz <press@harbour.example>"));
    assert_eq!(
        imported.metadata.published.map(|date| crate::ingest::document::date_text(&date)).as_deref(),
        Some("2026-03-04")
    );
}

#[cfg(feature = "html")]
mod html {
    use super::*;

    const BODY: &str = "<p>The county of Harlow will close its last two coal harbours by the end of next year, the port \
        authority said on Tuesday, ending a trade that once employed 4,200 people along the estuary.</p>\
        <p>The decision follows a vote of 31 to 12 in the county council, after a debate that lasted well into the night. \
        Union officials had asked for a delay of three years.</p>\
        <p>The authority put the cost of dismantling the cranes at 38&nbsp;million crowns and said that work would begin in \
        May. Some 260 people still work in the two harbours, about half of them over the age of fifty.</p>";

    fn page(head: &str, body: &str) -> String {
        format!(
            "<!doctype html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
        )
    }

    fn read(head: &str, body: &str) -> Imported {
        import_as("page.html", page(head, body).as_bytes()).unwrap()
    }

    fn published(imported: &Imported) -> Option<String> {
        imported.metadata.published.as_ref().map(crate::ingest::document::date_text)
    }

    #[test]
    fn the_article_and_nothing_around_it() {
        let around = format!(
            "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav><div class=cookie-banner>We use cookies</div>\
             <article><h1>Harlow ends coal</h1>{BODY}<table><tr><th>Year<th>Tonnes<tr><td>2019<td>310,000</table>\
             <ul><li>Ore goes to Port Amary.</li></ul></article><section id=comments><p>First! Great article, thanks a lot for \
             this.</p></section><footer>© Post 2026, all rights reserved</footer><script>track()</script>"
        );
        let imported = read("<title>Harlow ends coal | Post</title>", &around);
        assert_eq!(imported.metadata.title.as_deref(), Some("Harlow ends coal"));
        for kept in ["31 to 12", "38\u{a0}million", "over the age of fifty", "310,000", "Port Amary"] {
            let kept = kept.replace('\u{a0}', " ");
            assert!(imported.text.contains(&kept), "{kept} is missing in\n{}", imported.text);
        }
        for left in ["cookies", "Sport", "First!", "rights reserved", "track()"] {
            assert!(!imported.text.contains(left), "{left} is left in\n{}", imported.text);
        }
        assert!(imported.text.contains("estuary.\n\nThe decision"), "{}", imported.text);
    }

    #[test]
    fn metadata_from_json_ld_wherever_it_hangs() {
        let json = r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"Organization",
            "name":"Post Group"},{"@type":["ReportageNewsArticle"],"headline":"Harlow ends coal","datePublished":
            "2026-03-03T18:00:00+01:00","dateModified":"2026-03-05","author":[{"@type":"Person","name":"Lina Torv"},
            {"name":"Ian Vell"}],"publisher":{"name":"The Post"},"isAccessibleForFree":"False"}]}</script>"#;
        let head = format!(
            "{json}<meta property=og:title content=\"Clickbait\"><link rel=canonical href=https://post.example/harlow>\
             <meta property=article:published_time content=2020-01-01>"
        );
        let imported = read(&head, BODY);
        let meta = &imported.metadata;
        assert_eq!(meta.title.as_deref(), Some("Harlow ends coal"));
        assert_eq!(meta.author.as_deref(), Some("Lina Torv, Ian Vell"));
        assert_eq!(meta.publisher.as_deref(), Some("The Post"));
        assert_eq!(
            (published(&imported).as_deref(), meta.kind.as_deref()),
            (Some("2026-03-03"), Some("news"))
        );
        assert_eq!(meta.modified, Some(jiff::civil::date(2026, 3, 5)));
        assert_eq!(meta.address.as_deref(), Some("https://post.example/harlow"));
        assert_eq!(
            imported.notes,
            ["the page says that the article is not free: only a part of it may be here"]
        );
    }

    #[test]
    fn metadata_from_meta_and_time() {
        let meta = read(
            "<title>Harlow ends coal</title><meta property=og:site_name content=\"The Post\"><meta name=author \
             content=\"Lina Torv\"><meta name=pubdate content=\"4 March 2026\">",
            BODY,
        );
        assert_eq!(meta.metadata.publisher.as_deref(), Some("The Post"));
        assert_eq!(
            (meta.metadata.author.as_deref(), published(&meta).as_deref()),
            (Some("Lina Torv"), Some("2026-03-04"))
        );
        let time = read(
            "<title>x</title>",
            &format!(
                "<article><header><time datetime=2026-03-06T10:00>today</time></header>{BODY}</article>"
            ),
        );
        assert_eq!(published(&time).as_deref(), Some("2026-03-06"));
        let none = read("<title>Harlow ends coal</title>", BODY);
        assert_eq!(published(&none), None, "a date that nobody said is not guessed");
    }

    #[test]
    fn metadata_that_only_readers_see() {
        let head = "<title>Harlow ends coal – The Post</title>";
        let line = "<h1>Harlow ends coal</h1><p class=by>By Lina Torv | Published 4 March 2026, 10:32 | Updated 5 March 2026</p>";
        let imported = read(head, &format!("{line}<article>{BODY}</article><p>Published 1 May 2020</p>"));
        assert_eq!(imported.metadata.publisher.as_deref(), Some("The Post"));
        assert_eq!(published(&imported).as_deref(), Some("2026-03-04"));
        assert_eq!(imported.metadata.modified, Some(jiff::civil::date(2026, 3, 5)));
        let told =
            "<p>The ministry, in a report published 4 March 2026 and seen here, says nothing of it.</p>";
        let other = read(
            "<title>Harlow: coal – a farewell</title>",
            &format!("<h1>Harlow ends coal</h1>{told}{BODY}"),
        );
        assert_eq!((published(&other), other.metadata.publisher), (None, None));
    }

    #[test]
    fn offers_to_subscribe_are_no_part_of_an_article() {
        let offer = "<div class=\"c-newsletter-box\"><h4>Sign up</h4><p>The best stories every morning.</p></div><p>Share</p>";
        let imported = read("", &format!("<article>{BODY}{offer}{BODY}</article>"));
        assert!(
            !imported.text.contains("every morning") && !imported.text.contains("Share"),
            "{}",
            imported.text
        );
        let letter =
            read("", &format!("<body class=newsletter><article class=\"newsletter\">{BODY}</article>"));
        assert!(letter.text.contains("31 to 12"), "an article that is a newsletter stays: {}", letter.text);
    }

    #[test]
    fn encodings_of_pages() {
        let latin = page("", BODY).replace("charset=utf-8", "charset=iso-8859-1").replace("Harlow", "Hårløw");
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&latin);
        assert!(import_as("p.html", &bytes).unwrap().text.contains("Hårløw"));
        let undeclared = latin.replace("<meta charset=iso-8859-1>", "");
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&undeclared);
        let told =
            Incoming { name: "p", bytes: &bytes, charset: Some("windows-1252"), ..Incoming::default() };
        assert!(import(&told).unwrap().text.contains("Hårløw"));
    }

    #[test]
    fn no_block_runs_into_the_next() {
        for element in
            ["dt", "dd", "figcaption", "caption", "summary", "address", "main", "header", "center", "legend"]
        {
            let (parent, one) = match element {
                "dt" | "dd" => ("dl", element),
                "caption" => ("table", element),
                "figcaption" => ("figure", element),
                "summary" => ("details", element),
                "legend" => ("fieldset", element),
                _ => ("div", element),
            };
            let block = |text: &str| format!("<{parent}><{one}>{text}</{one}></{parent}>");
            let body = format!(
                "<article>{BODY}{}{}{BODY}</article>",
                block("Of the first kind."),
                block("Of the second.")
            );
            let text = read("", &body).text;
            assert!(!text.contains("kind.Of"), "{element}: {text}");
        }
        let marked = read("", &format!("<article>{BODY}<p>Advertisement</p>{BODY}</article>")).text;
        assert!(!marked.contains("Advertisement"), "{marked}");
    }

    #[test]
    fn a_page_made_by_a_script_gives_the_text_that_it_gives_to_machines() {
        let body = "The quay opened on Tuesday. ".repeat(15);
        let json = |body: &str| {
            let value = serde_json::json!({"@type": "NewsArticle", "headline": "Quay", "articleBody": body});
            format!("<script type=\"application/ld+json\">{value}</script>")
        };
        let made = read(&json(&body), "<div id=root></div><script>start()</script>");
        assert_eq!(made.text, format!("{}\n", body.trim()));
        assert!(made.notes[0].contains("by a script"), "{:?}", made.notes);
        let marked = read(&json(&format!("<p>{body}</p><p>Second.</p>")), "<div id=root></div>");
        assert!(marked.text.ends_with("on Tuesday.\n\nSecond.\n"), "{}", marked.text);
        assert!(!read(&json(&body), BODY).text.contains("opened on Tuesday"), "what readers see goes first");
    }

    #[test]
    fn hostile_pages_do_no_harm() {
        let deep = page("", &"<div>".repeat(200_000));
        assert_eq!(
            import_as("p.html", deep.as_bytes()).unwrap_err().to_string(),
            "the web page cannot be read: its elements are nested more than 4096 deep"
        );
        let many = page("", &"<b>x</b>".repeat(250_000));
        assert!(
            import_as("p.html", many.as_bytes())
                .unwrap_err()
                .to_string()
                .starts_with("the web page cannot be read")
        );
        let script = page("<title>App</title>", "<div id=root></div><script>start()</script>");
        assert!(import_as("p.html", script.as_bytes()).unwrap_err().to_string().contains("made by a script"));
        let title =
            read("<title>\u{1b}[31mred\u{202e}</title><meta property=og:title content='a\n+++\nb'>", BODY);
        assert!(
            crate::ingest::document::compose(&title.metadata, "x").starts_with("+++\ntitle = \"a +++ b\"\n")
        );
    }

    proptest::proptest! {
        #[test]
        fn no_page_panics(html in "(<[a-z]{1,6}( [a-z]{1,5}(=[\"']?[a-z:/]{0,6})?)?>|</[a-z]{1,6}>|text text |&[a-z]{1,5};|<!--|-->|<script type=application/ld\\+json>|\\{\"@type\":|\"Article\"|\\}|é){0,60}") {
            let _ = import_as("p.html", html.as_bytes());
        }
    }
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::*;

    /// A PDF of one page that shows these lines, written by hand.
    fn document(lines: &[&str]) -> Vec<u8> {
        let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td\n")).collect();
        let content = format!("BT /F1 12 Tf 72 720 Td\n{shown}ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(bytes.len());
            bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
        }
        let start = bytes.len();
        bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
        bytes.extend(
            format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
                .bytes(),
        );
        bytes
    }

    #[test]
    fn text_comes_out_in_paragraphs() {
        let bytes = document(&["The council agreed to re-", "build the quay for 38 million crowns."]);
        let imported = import_as("quay.pdf", &bytes).unwrap();
        assert_eq!(imported.text, "The council agreed to rebuild the quay for 38 million crowns.\n");
        assert_eq!(imported.metadata.custody.extractor.as_deref(), Some("pdf-extract 0.12"));
    }

    #[test]
    fn damaged_and_empty_documents_say_so() {
        let bytes = document(&["The council agreed."]);
        let cut = import_as("x.pdf", &bytes[..bytes.len() / 2]).unwrap_err();
        assert!(matches!(cut, ImportError::Damaged { .. } | ImportError::NoText { .. }), "{cut}");
        let empty = import_as("x.pdf", &document(&[])).unwrap_err().to_string();
        assert!(empty.contains("text recognition"), "{empty}");
    }
}
