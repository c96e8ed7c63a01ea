use super::*;

fn source(body: &str) -> Source {
    let text = format!("+++\ntitle = \"t\"\n+++\n{body}");
    crate::ingest::read("sources/s.md", text.into_bytes()).0.unwrap()
}

fn anchor(quote: &str, body: &str) -> Anchor {
    Searcher::new(&source(body)).anchor(Quote { text: quote, ..Quote::default() })
}

/// The anchor in words: its kind and the text it leads to.
fn told(quote: Quote<'_>, body: &str) -> String {
    let source = source(body);
    let at = |span: &Span| span.of(&source.text).unwrap_or("?").to_owned();
    match Searcher::new(&source).anchor(quote) {
        Anchor::Exact(span) => format!("exact: {}", at(&span)),
        Anchor::Drifted { span, similarity } => format!("drifted {similarity:.2}: {}", at(&span)),
        Anchor::Stitched(spans) => {
            format!("stitched: {}", spans.iter().map(at).collect::<Vec<_>>().join(" | "))
        }
        Anchor::Missing { nearest: None } => "missing".to_owned(),
        Anchor::Missing { nearest: Some(span) } => format!("missing, near: {}", at(&span)),
    }
}

fn plain(text: &str) -> Quote<'_> {
    Quote { text, ..Quote::default() }
}

const DAM: &str = "The Orrin dam lost 14 metres of its water in a single summer, the ministry said. Engineers lowered the \
    outflow twice. “We’re not in danger,” said its manager, Lina Torv, “but we can’t refill before winter.”\n\n\
    Farmers downstream were told to expect half of last year's allotment. A second audit, ordered in June, found \
    that nine of the forty sluice gates had not been serviced since 1998, and that the alarm had been silent for \
    eleven weeks. The ministry said it would replace the gates by 2031.\n";

#[test]
fn verbatim_quotes_are_exact_and_spans_count_in_the_file() {
    let source = source(DAM);
    for quote in ["lost 14 metres", "“We’re not in danger,”", "by 2031.\n", DAM] {
        let anchor = Searcher::new(&source).anchor(plain(quote));
        assert!(anchor.is_exact(), "{quote}");
        assert_eq!(anchor.span().unwrap().of(&source.text), Some(quote));
    }
    assert_eq!(anchor("title", DAM), Anchor::Missing { nearest: None }, "front matter is no evidence");
    assert_eq!(anchor("", DAM), Anchor::Missing { nearest: None });
    assert_eq!(anchor(" \u{ad}", DAM), Anchor::Missing { nearest: None });
}

#[test]
fn context_chooses_between_equal_passages() {
    let body = "The ministry said no. A day later the ministry said yes.";
    let found = |prefix, suffix| {
        Searcher::new(&source(body))
            .anchor(Quote { text: "ministry said", prefix, suffix })
            .span()
            .unwrap()
            .start()
            - 20
    };
    assert_eq!(found(None, None), 4);
    assert_eq!(found(Some("later the "), None), 38);
    assert_eq!(found(None, Some(" yes.")), 38);
    assert_eq!(found(Some("The "), Some(" no")), 4);
}

#[test]
fn numbers_are_never_cut() {
    assert_eq!(told(plain("rose 1"), "Rents rose 15 percent."), "missing, near: rose 15");
    assert_eq!(told(plain("rose 1"), "Rents rose 1.5 percent."), "missing, near: rose 1.5");
    assert_eq!(told(plain("5 percent"), "Rents rose 15 percent; wages rose 5 percent."), "exact: 5 percent");
    assert_eq!(told(plain("5 percent"), "Rents rose 2.5 percent"), "missing, near: 2.5 percent");
    assert_eq!(told(plain("rose 5"), "Rents rose 5, wages fell."), "exact: rose 5");
}

#[test]
fn other_typography_is_drift_of_similarity_one() {
    assert_eq!(
        told(plain("\"We're not in danger,\" said"), DAM),
        "drifted 1.00: “We’re not in danger,” said"
    );
    assert_eq!(
        told(plain("before winter.\" Farmers downstream"), DAM),
        "drifted 1.00: before winter.”\n\nFarmers downstream"
    );
    let hyphenated = "It was an unprece-\ndented of\u{ad}fer, she said.";
    assert_eq!(
        told(plain("an unprecedented offer"), hyphenated),
        "drifted 1.00: an unprece-\ndented of\u{ad}fer"
    );
}

#[test]
fn small_edits_drift() {
    // A word changed, and the context stands.
    let quote = Quote {
        text: "nine of the forty sluice gates had not been serviced since 1998",
        prefix: Some("ordered in June, found that "),
        suffix: Some(", and that the alarm had been sil"),
    };
    let edited = DAM.replace("nine of the forty sluice gates", "eight of the forty gates");
    assert_eq!(
        told(quote, &edited),
        "drifted 0.83: eight of the forty gates had not been serviced since 1998"
    );
    // Without context, names and numbers must stand.
    assert!(told(plain(quote.text), &edited).starts_with("drifted"));
    let number = DAM.replace("1998", "2008");
    assert_eq!(
        told(plain(quote.text), &number),
        "missing, near: nine of the forty sluice gates had not been serviced since 2008"
    );
}

#[test]
fn parts_from_several_places_are_stitched() {
    assert_eq!(
        told(plain("The Orrin dam lost 14 metres … and that the alarm had been silent"), DAM),
        "stitched: The Orrin dam lost 14 metres | and that the alarm had been silent"
    );
    assert_eq!(
        told(
            plain("Engineers lowered the outflow twice and that the alarm had been silent for eleven weeks"),
            DAM
        ),
        "stitched: Engineers lowered the outflow twice | and that the alarm had been silent for eleven weeks"
    );
    assert_eq!(
        told(plain("the alarm had been silent [...] lost 14 metres of its water"), DAM),
        "stitched: the alarm had been silent | lost 14 metres of its water"
    );
    // One half is nowhere: no stitching.
    assert!(
        told(plain("Engineers lowered the outflow … and the mayor resigned at once"), DAM)
            .starts_with("missing")
    );
}

#[test]
fn what_was_never_said_is_missing() {
    assert_eq!(told(plain("The mayor of Orrin resigned over the flood of letters"), DAM), "missing");
    assert_eq!(told(plain("xyzzy"), DAM), "missing");
    // A sentence of the same make about somebody else is another sentence.
    let table =
        "Shares of Alvo Steel fell 3.1 percent on Monday. Shares of Brim Foods rose 2.0 percent on Monday.";
    assert!(
        told(plain("Shares of Corda Rail rose 4.4 percent on Monday."), table).starts_with("missing, near")
    );
}

#[test]
fn context_around_a_span_is_cut_at_characters() {
    let source = source("Ää ö quoted words ü");
    let at = source.text.find("quoted").unwrap();
    assert_eq!(context_of(Span::new(at, at + 12), &source), ("Ää ö ", " ü"));
}

#[test]
fn excerpts_keep_every_quote_and_little_else() {
    let source = source(DAM);
    let quotes = ["lost 14 metres", "its water in a single summer", "by 2031."];
    let spans: Vec<Span> =
        quotes.iter().filter_map(|quote| Searcher::new(&source).anchor(plain(quote)).span()).collect();
    let kept = excerpts(&spans, &source);
    assert!(kept.contains("The Orrin dam lost 14 metres of its water in a single summer"), "{kept}");
    assert!(kept.contains("\n\n[…]\n\n") && !kept.contains("Lina Torv"), "{kept}");
    assert_eq!(excerpts(&[], &source), "\n");
}

#[test]
fn hostile_repetition_stays_fast() {
    let body = "a b ".repeat(50_000);
    let quote = "a b ".repeat(300) + "c " + &"b a ".repeat(300);
    let claims: Vec<String> = (0..3).map(|at| format!("{quote}{at}")).collect();
    let source = source(&body);
    let searcher = Searcher::new(&source);
    for claim in &claims {
        assert!(!searcher.anchor(plain(claim)).is_exact());
    }
}

#[test]
fn long_texts_with_many_quotes_stay_fast() {
    let sentence = |at: usize| {
        format!("Well number {at} gave {} litres on day {} of the survey. ", at * 7 % 1000, at % 365)
    };
    let body: String = (0..60_000).map(sentence).collect();
    let source = source(&body);
    assert!(body.len() > 3 * LONG_TEXT);
    let searcher = Searcher::new(&source);
    // In the order of the text, and edited: neither may read the whole text for each.
    for at in (0..60_000).step_by(600) {
        let (text, prefix, suffix) = (sentence(at), sentence(at.saturating_sub(1)), sentence(at + 1));
        let quote = Quote {
            text: text.trim(),
            prefix: Some(&prefix[prefix.len() - 32..]),
            suffix: Some(&suffix[..32]),
        };
        if at > 0 {
            assert!(searcher.anchor(quote).is_exact(), "{text}");
            let edited = text.replace("gave", "yielded");
            let anchor = searcher.anchor(Quote { text: edited.trim(), ..quote });
            assert!(matches!(anchor, Anchor::Drifted { .. }), "{edited} {anchor:?}");
        }
    }
}

mod edits {
    //! Scripted edits of an article: a quote must be found where its words went, or not at all.

    use proptest::prelude::*;

    use super::*;

    const NAMES: &[&str] = &["Torv", "Orrin", "Belmar", "Castell", "Ines", "Harrow", "Vell", "Quint"];
    const VERBS: &[&str] = &["said", "sold", "closed", "opened", "denied", "reported", "ordered", "paid"];
    const NOUNS: &[&str] =
        &["gates", "contracts", "ferries", "permits", "houses", "loans", "shares", "clinics"];
    const REST: &[&str] =
        &["in the spring", "after a vote", "for the council", "under the new rules", "without notice"];

    /// Sentence `at` of an invented article; sentences resemble each other as they do in the news.
    fn sentence(seed: u64, at: u64) -> String {
        let pick = |list: &[&'static str], salt: u64| {
            // SplitMix64, so that neighbouring seeds give unlike articles.
            let mut mixed = seed.wrapping_add((at * 16 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            list[((mixed ^ (mixed >> 31)) % list.len() as u64) as usize]
        };
        let number = seed.wrapping_mul(31).wrapping_add(at.wrapping_mul(7919)) % 900 + 10;
        format!(
            "{} {} {number} {} {}, and {} {} the {} {}.",
            pick(NAMES, 1),
            pick(VERBS, 2),
            pick(NOUNS, 3),
            pick(REST, 4),
            pick(NAMES, 5),
            pick(VERBS, 6),
            pick(NOUNS, 7),
            pick(REST, 8)
        )
    }

    proptest! {
        #[test]
        fn the_place_is_right_or_there_is_none(
            seed in any::<u64>(),
            edits in proptest::collection::vec((0_usize..600, 0_u8..3), 0..60),
            quoted in 0_usize..30,
            removed in proptest::option::of(0_usize..30),
            with_context in any::<bool>(),
        ) {
            let sentences: Vec<String> = (0..30).map(|at| sentence(seed, at)).collect();
            let before = source(&sentences.join(" "));
            let at = before.text.find(&sentences[quoted]).unwrap();
            let span = Span::new(at, at + sentences[quoted].len());
            let (prefix, suffix) = context_of(span, &before);
            let quote = Quote {
                text: &sentences[quoted],
                prefix: with_context.then_some(prefix),
                suffix: with_context.then_some(suffix),
            };
            // Each word remembers the sentence it is from.
            let mut words: Vec<(usize, String)> = sentences
                .iter()
                .enumerate()
                .filter(|(at, _)| Some(*at) != removed)
                .flat_map(|(at, text)| text.split(' ').map(move |word| (at, word.to_owned())))
                .collect();
            for (place, kind) in edits {
                let place = place % words.len();
                match kind {
                    0 => words[place].1 = "entirely".to_owned(),
                    1 => { words.remove(place); }
                    _ => { let from = words[place].0; words.insert(place, (from, "newly".to_owned())); }
                }
            }
            let text = words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
            let after = source(&text);
            let offset = after.body.start();
            let anchor = Searcher::new(&after).anchor(quote);
            let found = match &anchor {
                Anchor::Exact(span) => *span,
                Anchor::Drifted { span, .. } => *span,
                _ => return Ok(()),
            };
            // Most of the words found must come from the quoted sentence.
            let mut byte = offset;
            let (mut own, mut other) = (0, 0);
            for (from, word) in &words {
                if Span::new(byte, byte + word.len()).overlaps(found) {
                    if *from == quoted { own += 1 } else { other += 1 }
                }
                byte += word.len() + 1;
            }
            let same_text = sentences.iter().enumerate().any(|(at, text)| at != quoted && *text == sentences[quoted]);
            prop_assert!(own > other || same_text, "{quote:?} found as {:?}", found.of(&after.text));
        }

        #[test]
        fn every_passage_of_a_text_is_found_whatever_the_quote(text in "[a-c 0-9.,é“”\n-]{1,80}", from in 0_usize..80, len in 1_usize..30) {
            let source = source(&text);
            let body = source.body();
            let (from, to) = (body.floor_char_boundary(from), body.floor_char_boundary(from + len));
            let quote = &body[from.min(to)..to];
            let anchor = Searcher::new(&source).anchor(plain(quote));
            if let Anchor::Exact(span) = &anchor {
                prop_assert_eq!(span.of(&source.text), Some(quote));
            } else if !quote.trim().is_empty() {
                prop_assert!(exact::cuts_number(body, Span::new(from.min(to), to)), "{:?} {:?}", quote, anchor);
            }
        }

        #[test]
        fn no_quote_panics(text in "\\PC{0,120}", quote in "\\PC{0,40}", prefix in "\\PC{0,8}") {
            let source = source(&text);
            let anchor = Searcher::new(&source).anchor(Quote { text: &quote, prefix: Some(&prefix), suffix: None });
            if let Some(span) = anchor.span() {
                prop_assert!(span.of(&source.text).is_some());
            }
        }
    }
}
