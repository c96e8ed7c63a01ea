use super::*;
use crate::model::{Anchor, ClaimOrigin, Modality, Place, Polarity, Status};

fn source(id: &str) -> Source {
    crate::ingest::read(&format!("sources/{id}.md"), b"Some text.".to_vec()).0.unwrap()
}

fn file(path: &str, text: &str) -> RawFile {
    RawFile { path: path.into(), bytes: text.as_bytes().to_vec() }
}

fn read_one(text: &str) -> (ClaimSet, Vec<String>) {
    let (set, problems) = read(&[file("claims/ferry.toml", text)], &[source("bridge"), source("ferry")]);
    let line = |problem: &Diagnostic| format!("{problem} | {}", problem.help.as_deref().unwrap_or("-"));
    (set, problems.iter().map(line).collect())
}

const GOOD: &str = r#"# by hand
source = "ferry"
text_hash = "sha256:00"

[[claim]]
id = "passengers"
subject = "the ferry"
attribute = "passengers"
value = "about 400"
quote = "carried about 400 people"
polarity = "denied"
modality = "reported"
attributed_to = "the harbour master"
origin = "model:x-1"
status = "accepted"

  [[claim]]
id = "cars"
subject = "the ferry"
attribute = "cars"
value = 12
quote = """
twelve
cars"""
"#;

#[test]
fn every_field_is_read_with_the_place_of_the_entry() {
    let (set, problems) = read_one(GOOD);
    assert_eq!(problems, [] as [&str; 0]);
    assert_eq!(set.files[0].text_hash.as_deref(), Some("sha256:00"));
    assert!(set.covers(SourceIx::new(1)) && !set.covers(SourceIx::new(0)));
    let [first, second] = &set.claims[..] else { panic!("two claims") };
    assert_eq!(first.place, Some(Place { file: "claims/ferry.toml".into(), line: 5, column: 1 }));
    assert_eq!(second.place.as_ref().map(|place| (place.line, place.column)), Some((17, 3)));
    assert_eq!(
        (&*first.id, &*first.value, &*first.quote),
        ("passengers", "about 400", "carried about 400 people")
    );
    assert_eq!(
        (first.polarity, first.modality, first.status),
        (Polarity::Denied, Modality::Reported, Status::Accepted)
    );
    assert_eq!(first.origin, ClaimOrigin::Model("x-1".into()));
    assert_eq!(first.attributed_to.as_deref(), Some("the harbour master"));
    assert_eq!(
        (&*second.value, &*second.quote, &second.origin),
        ("12", "twelve\ncars", &ClaimOrigin::Manual)
    );
    assert_eq!(first.anchor, Anchor::Missing { nearest: None });
}

#[test]
fn a_slip_in_one_claim_leaves_the_others() {
    let (set, problems) = read_one(
        r#"
[[claim]]
id = "a"
subjet = "typo"
subject = "s"
attribute = "x"
value = "1"
quote = "q"

[[claim]]
id = "b"
subject = "s"
attribute = "x"
value = ["1"]
quote = "q"
modality = "reportd"

[[claim]]
id = "c"
subject = "s"

[[claim]]
id = "a"
subject = "again"
attribute = "x"
value = "1"
quote = "q"
origin = "robot"
"#,
    );
    assert_eq!(set.claims.iter().map(|claim| &*claim.id).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(
        problems,
        [
            "claims/ferry.toml:4:1: error[claims-field]: unknown field `subjet` | did you mean `subject`?",
            "claims/ferry.toml:14:9: error[claims-field]: `value` is not a text | write value = \"…\"",
            "claims/ferry.toml:16:12: error[claims-field]: `reportd` is no modality; `asserted` is assumed | choose \
             one of asserted, reported, rumoured, planned, predicted, hypothetical, opinion",
            "claims/ferry.toml:18:1: error[claims-field]: the claim `c` has no attribute, no value, no quote; it is \
             left out | a claim needs id, subject, attribute, value and quote",
            "claims/ferry.toml:22:1: error[claims-duplicate-id]: the id `a` is taken by the claim on line 2; this one \
             is left out | give one of them another id",
            "claims/ferry.toml:28:10: error[claims-field]: `robot` is no origin; `manual` is assumed | choose one of \
             extracted, manual, model:NAME",
        ]
    );
}

#[test]
fn broken_syntax_leaves_the_claims_that_can_be_read() {
    let (set, problems) = read_one(&format!("{GOOD}\n[[claim]]\nid = \"broken\nsubject = \"s\"\n"));
    assert!(set.claims.iter().any(|claim| &*claim.id == "cars"), "{set:?}");
    let syntax = "claims/ferry.toml:27:13: error[claims-syntax]: not valid TOML: ";
    assert!(problems.iter().any(|problem| problem.starts_with(syntax)), "{problems:?}");
}

#[test]
fn the_source_must_be_there() {
    let (set, problems) = read_one("source = \"fery\"\n");
    assert_eq!(set, ClaimSet::default());
    assert_eq!(
        problems,
        [
            "claims/ferry.toml:1:10: warning[claims-file-name]: the file holds claims of `fery`, its name says \
             `ferry` | rename it to fery.toml, or write source = \"ferry\"",
            "claims/ferry.toml:1:10: error[claims-no-source]: there is no source `fery`; its claims are left out | did \
             you mean `ferry`? Otherwise put the article at sources/fery.md, or remove the file",
        ]
    );
    let (_, problems) = read_one("claims = 3\nclaim = 4\nsource = 5\n");
    assert_eq!(
        problems,
        [
            "claims/ferry.toml:1:1: error[claims-field]: unknown field `claims` | did you mean `claim`?",
            "claims/ferry.toml:2:1: error[claims-field]: `claim` is not a list of claims | begin each claim with \
             [[claim]]",
            "claims/ferry.toml:3:10: error[claims-field]: `source` is not a text | write source = \"ferry\"",
        ]
    );
}

#[test]
fn two_files_for_one_source_and_files_in_other_encodings() {
    let files = [
        file("claims/bridge.toml", "source = \"ferry\""),
        file("claims/ferry.toml", GOOD),
        RawFile { path: "claims/z.toml".into(), bytes: b"source = \"\n\xe9\"".to_vec() },
    ];
    let (set, problems) = read(&files, &[source("bridge"), source("ferry")]);
    assert_eq!((set.files.len(), set.claims.len()), (1, 0));
    assert_eq!(
        problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
        ["claims-file-name", "claims-duplicate-file", "claims-encoding"]
    );
    assert_eq!(problems[2].place.as_ref().map(|place| place.line), Some(2));
}

fn proposed() -> Vec<Claim> {
    let (set, _) = read_one(GOOD);
    let mut claims = set.claims;
    claims[0].origin = ClaimOrigin::Extracted;
    claims[0].status = Status::Proposed;
    claims
}

#[test]
fn a_new_file_reads_back_as_it_was_written() {
    let claims = proposed();
    let merged = merge(None, "ferry", "sha256:00", &claims.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((merged.added, merged.kept), (2, 0));
    assert!(
        merged
            .text
            .starts_with("source = \"ferry\"\ntext_hash = \"sha256:00\"\n\n[[claim]]\nid = \"passengers\"\n")
    );
    let (set, problems) = read_one(&merged.text);
    assert_eq!(problems, [] as [&str; 0]);
    let without_place = |claims: &[Claim]| {
        claims.iter().cloned().map(|claim| Claim { place: None, ..claim }).collect::<Vec<_>>()
    };
    assert_eq!(without_place(&set.claims), without_place(&claims));
    let again = merge(Some(&merged.text), "ferry", "sha256:00", &claims.iter().collect::<Vec<_>>()).unwrap();
    assert_eq!((again.text, again.added, again.kept), (merged.text, 0, 2));
}

#[test]
fn what_a_person_wrote_survives_byte_for_byte() {
    let edited = GOOD
        .replace("status = \"accepted\"", "status = 'rejected'   # seen twice, wrong")
        .replace("id = \"cars\"", "# renamed\nid=\"my-cars\"");
    let mut claims = proposed();
    claims.push(Claim { id: "new".into(), quote: "a \"new\"\tquote \u{1b}[31m".into(), ..claims[0].clone() });
    let merged = merge(Some(&edited), "ferry", "sha256:00", &claims.iter().collect::<Vec<_>>()).unwrap();
    // "passengers" is there by id, "cars" by what it says; neither comes back.
    assert_eq!((merged.added, merged.kept), (1, 2));
    assert!(merged.text.starts_with(&edited), "{}", merged.text);
    assert_eq!(read_one(&merged.text).0.claims[2].quote, claims[2].quote);
    let rehashed = merge(Some(&edited), "ferry", "sha256:11", &[]).unwrap();
    assert_eq!(rehashed.text, edited.replace("sha256:00", "sha256:11"));
}

#[test]
fn inline_lists_and_broken_files() {
    let inline =
        "claim = [{ id = \"a\", subject = \"s\", attribute = \"x\", value = \"v\", quote = \"q\" }]\n";
    let claims = proposed();
    let merged = merge(Some(inline), "ferry", "h", &[&claims[0]]).unwrap();
    assert_eq!(read_one(&merged.text).0.claims.len(), 2);
    assert!(matches!(merge(Some("a = \n"), "ferry", "h", &[]), Err(MergeError::Syntax { line: 1, .. })));
    assert!(matches!(merge(Some("claim = 1"), "ferry", "h", &[]), Err(MergeError::NotAList)));
}

#[test]
fn one_field_is_set_and_nothing_else() {
    let set = set_field(GOOD, "passengers", "status", "rejected").unwrap();
    assert_eq!(set, GOOD.replace("status = \"accepted\"", "status = \"rejected\""));
    let set = set_field(GOOD, "cars", "note", "see map").unwrap();
    assert_eq!(set, format!("{GOOD}note = \"see map\"\n"));
    assert!(matches!(set_field(GOOD, "bus", "status", "x"), Err(MergeError::NoClaim { .. })));
}

proptest::proptest! {
    #[test]
    fn any_text_gives_claims_or_diagnostics_and_no_panic(text in "(\\[\\[claim\\]\\]|id|quote|value|subject|attribute|=|\"|'|\n|x|\\{|\\}|\\[|\\]|,|é|\\.){0,60}") {
        let (set, problems) = read_one(&text);
        proptest::prop_assert!(set.claims.len() + problems.len() < 200);
        let _ = merge(Some(&text), "ferry", "h", &[]);
    }

    #[test]
    fn any_words_survive_writing_and_reading(quote in "\\PC{0,40}|[\\s\\PC]{0,40}", value in "[\"'\\\\\n\t\u{0}-\u{1f}a-z]{0,20}") {
        let claim = Claim { quote: quote.into(), value: value.into(), ..proposed().remove(0) };
        let merged = merge(None, "ferry", "h", &[&claim]).unwrap();
        let (set, _) = read_one(&merged.text);
        proptest::prop_assert_eq!(&set.claims[0].quote, &claim.quote);
        proptest::prop_assert_eq!(&set.claims[0].value, &claim.value);
    }
}
