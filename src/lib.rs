//! `crosscheck` reconciles what sources claim: a folder of articles goes in, a report of where they agree and where
//! they conflict comes out, each statement backed by a verbatim quote. It never decides what is true.
//!
//! This page is the architecture. Read it before the code; the tests in `tests/architecture.rs` hold the code to it.
//!
//! # Bird's eye
//!
//! ```text
//! workspace (disk) -> ingest -> segment -> extract -> align -> claims/*.toml
//!                                                               |
//!      claims -> quote -> normalize -> group -> compare -> score -> policy -> Report -> report (formats)
//! ```
//!
//! The library is one pure function from texts and claims to a [`model::Report`]; [`pipeline`] names every stage in
//! order and reads like this picture. A **claim** ([`model::Claim`]) is one statement by one source, words as written,
//! with its quote. A **fact** ([`model::Fact`]) is a claim with entity, attribute, value, scope and time in normal
//! form: a typed claim, not a truth. A **topic** ([`model::Topic`]) holds the facts that speak of the same thing. A
//! **finding** ([`model::Finding`]) is something a person should look at. An **origin** is the independent reporting
//! behind articles: ten copies of one wire story are one voice.
//!
//! # Who decides what
//!
//! Four questions that are easily mixed up have four places. [`value`] says how two values stand to each other.
//! [`compare`] says whether that is a conflict here, given scope, time, speaker and attribute. [`score`] says how well
//! each value is supported. [`policy`] says what stops CI. [`report`] only says how it looks.
//!
//! # Code map
//!
//! | module | what it does |
//! | --- | --- |
//! | [`text`] | spans, lines, folding of words for comparison; knows nothing of claims |
//! | [`lexicon`] | the language as data: units, currencies, number words, attributes |
//! | [`value`] | typed values: read, show, normal form, relate; one file a kind |
//! | [`model`] | the nouns |
//! | [`diagnostic`] | something is wrong with an input: place, message, help |
//! | [`config`] | `crosscheck.toml` |
//! | [`claims`] | `claims/*.toml` |
//! | [`workspace`] | the only module that touches the disk |
//! | [`ingest`] | bytes to sources; one file a format |
//! | [`segment`] | sources to blocks, sentences and quotations |
//! | [`extract`] | sentences to proposed claims with their contexts |
//! | [`align`] | claims of several articles to claims that can meet |
//! | [`quote`] | quotes to their places in a source |
//! | [`origin`] | which sources repeat each other |
//! | [`normalize`] | claims to facts |
//! | [`group`](mod@group) | facts to topics |
//! | [`compare`] | topics to findings; one file a check |
//! | [`score`] | candidates to confidence; one file a signal |
//! | [`policy`] | severities, waivers, baseline |
//! | [`impact`], [`verify`] | what a source carries; hashes and quotes checked again |
//! | [`entail`] | how two statements relate, by themselves |
//! | [`fuse`](mod@fuse) | the other pipeline: claims tables through the same engine |
//! | [`change`] | what differs between the reports of two revisions |
//! | [`report`] | a finished report as text; one file a format |
//! | [`pipeline`] | all stages, in order |
//!
//! The binary (`src/main.rs`, `src/cli/`) parses arguments, calls the library, prints, and exits. The library cannot
//! see it.
//!
//! # What is kept between runs
//!
//! Reading articles costs most, and an article seldom changes. What [`extract`] read from one is kept under the digest
//! of its text, its day and the program's own reading (`build.rs`), in a [`model::Store`] that is handed in; the
//! folder's is [`workspace::Cache`]. Nothing else is kept: aligning looks at all articles together, so its result
//! belongs to no article. A store makes a run faster, never another.
//!
//! # What always holds
//!
//! 1. Every quote shown is in its source, byte for byte, or a finding says that it is not.
//! 2. Adding a copy of a source adds no finding and no confidence; the order of sources changes nothing.
//! 3. Text of an article never acts: no terminal escapes, no markup, no workflow commands come through any format.
//! 4. Nothing a person wrote is lost: files are replaced atomically, and edits of claims survive every command.
//! 5. The library has no clock, no environment, no hash order and no printing.
//! 6. Numbers are exact decimals from text to report; a float appears only in scores.
//!
//! # Deliberately absent
//!
//! A renderer that counts, sorts or decides. A check that reads text again. A stage that imports another stage. A
//! comparison of number with number: values are compared only within one entity, attribute, kind, unit, scope and time.
//!
//! # Where a new thing goes
//!
//! | new | file | registered in |
//! | --- | --- | --- |
//! | value kind | `src/value/<kind>.rs` | `src/value/mod.rs` |
//! | conflict kind | `src/compare/<check>.rs` | `CHECKS` in `src/compare/mod.rs` |
//! | report format | `src/report/<format>.rs` | `FORMATS` in `src/report/mod.rs` |
//! | source format | `src/ingest/<format>.rs` | `FORMATS` in `src/ingest/mod.rs` |
//! | score signal | `src/score/<signal>.rs` | `SIGNALS` in `src/score/mod.rs` |
//! | subcommand | `src/cli/<command>.rs` | `src/cli/args.rs` and `src/cli/mod.rs` |
//! | word, unit, attribute | no file | an entry in `src/lexicon/*.toml` |

pub mod align;
pub mod change;
pub mod claims;
pub mod compare;
pub mod config;
pub mod diagnostic;
pub mod entail;
pub mod extract;
pub mod fuse;
pub mod group;
pub mod impact;
pub mod ingest;
pub mod lexicon;
pub mod model;
pub mod normalize;
pub mod origin;
pub mod pipeline;
pub mod policy;
pub mod quote;
pub mod report;
pub mod score;
pub mod segment;
pub mod text;
pub mod value;
pub mod verify;
pub mod workspace;
