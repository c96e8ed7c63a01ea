//! One repository through its days: an article comes, conflicts, is waived, corrected, renamed, reformatted. At every
//! step `diff` and `check` must give the exit status and the counts that a team relies on, in every format.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a panic in a test is a failed test")]

#[path = "story/edges.rs"]
mod edges;
#[path = "story/formats.rs"]
mod formats;
#[path = "story/gate.rs"]
mod gate;
#[cfg(unix)]
#[path = "story/packaging.rs"]
mod packaging;
#[path = "story/repository.rs"]
mod repository;

use repository::{Counts, Repository};

const CONFIG: &str = "\
[[attribute]]
id = \"length\"
kind = \"quantity\"
severity = \"high\"

[[attribute]]
id = \"depth\"
kind = \"quantity\"
severity = \"low\"
";

/// A folder in which two articles differ on something of little weight, so that every step has a finding that is no
/// news.
fn harbour() -> Repository {
    let repository = Repository::new();
    repository.write("crosscheck.toml", CONFIG);
    repository.article(
        "harbour-post",
        "Harbour Post",
        "The new quay at Ostwick is 340 metres long and 12 metres deep.",
    );
    repository.claim("harbour-post", "length", "340 metres", "is 340 metres long");
    repository.claim("harbour-post", "depth", "12 metres", "12 metres deep");
    repository.article("pilots-almanac", "Pilots' Almanac", "Depth at the new quay at Ostwick: 11 metres.");
    repository.claim("pilots-almanac", "depth", "11 metres", "11 metres");
    repository.commit("two articles");
    repository
}

fn add_ferry_news(repository: &Repository) {
    repository.article("ferry-news", "Ferry News", "Ferries will berth at a quay of 360 metres.");
    repository.claim("ferry-news", "length", "360 metres", "a quay of 360 metres");
    repository.commit("ferry news");
}

#[test]
fn an_article_that_conflicts_is_waived_corrected_renamed_and_reformatted() {
    let mut team = harbour();
    team.check("before", 0, Counts { low: 1, ..Counts::default() });

    add_ferry_news(&team);
    team.diff("an article that conflicts", 1, Counts { new: 1, unchanged: 1, ..Counts::default() });
    team.check("CI stops", 1, Counts { high: 1, low: 1, ..Counts::default() });
    assert_eq!(
        team.first_annotation(),
        "facts/sources/ferry-news.md",
        "the reviewer looks at the article that came"
    );

    let finding = team.finding("340 metres / 360 metres");
    team.run(&[
        "waive",
        &finding,
        "--reason",
        "under-investigation",
        "--owner",
        "ann",
        "--expires",
        "2026-12-31",
    ]);
    team.commit("waived");
    team.diff("a waiver", 0, Counts { dealt_with: 1, unchanged: 1, ..Counts::default() });
    team.check("CI passes", 0, Counts { waived: 1, low: 1, ..Counts::default() });

    team.today = "2026-12-20";
    let said = team.check("the waiver ends soon", 0, Counts { waived: 1, low: 1, ..Counts::default() });
    assert!(said.contains("warning[waiver-ending]") && said.contains("by ann ends on 2026-12-31"), "{said}");
    team.today = "2027-01-01";
    let expired = Counts { high: 2, low: 1, ..Counts::default() };
    let said = team.check("the waiver has ended: it and its finding stop CI", 1, expired);
    assert!(said.contains("waiver-expired"), "{said}");

    team.today = "2026-06-01";
    team.replace("sources/ferry-news.md", "360 metres", "340 metres");
    team.replace("claims/ferry-news.toml", "360 metres", "340 metres");
    team.commit("corrected");
    let corrected = Counts { new: 1, resolved: 1, unchanged: 1, ..Counts::default() };
    team.diff("the correction leaves the waiver without use", 0, corrected);
    let said = team.check("the waiver is not used", 0, Counts { low: 2, ..Counts::default() });
    let line = team.read("crosscheck.toml").lines().position(|line| line == "[[waiver]]").unwrap() + 1;
    assert!(said.contains("waiver-unused") && said.contains(&format!("crosscheck.toml:{line}:")), "{said}");

    team.run(&["waive", &finding, "--remove"]);
    team.commit("waiver removed");
    team.diff("the waiver is gone", 0, Counts { resolved: 1, unchanged: 1, ..Counts::default() });
    team.check("settled", 0, Counts { low: 1, ..Counts::default() });
    assert_eq!(team.read("crosscheck.toml").trim_end(), CONFIG.trim_end());

    team.rename("pilots-almanac", "almanac-2026");
    team.commit("renamed");
    team.diff("a rename is no news", 0, Counts { unchanged: 1, ..Counts::default() });

    reformat(&team);
    team.commit("reformatted");
    team.diff("nor is reformatting", 0, Counts { unchanged: 1, ..Counts::default() });
    team.check("the end", 0, Counts { low: 1, ..Counts::default() });
}

/// Moves every line, also within quotes, and changes no word.
fn reformat(team: &Repository) {
    team.replace("sources/harbour-post.md", "is 340 metres long", "is\n340   metres long");
    team.replace("sources/harbour-post.md", "The new quay", "\n\nThe  new quay");
    team.replace("claims/harbour-post.toml", "[[claim]]", "\n# checked by hand\n[[claim]]");
    team.replace("claims/harbour-post.toml", " = ", "   =   ");
    team.replace("crosscheck.toml", "[[attribute]]", "# what is measured\n\n[[attribute]]");
}

#[test]
fn a_waiver_of_a_topic_holds_for_its_values_whoever_gives_them() {
    let team = harbour();
    add_ferry_news(&team);
    let finding = team.finding("340 metres / 360 metres");
    team.run(&[
        "waive",
        &finding,
        "--topic",
        "--reason",
        "rounding",
        "--owner",
        "bo",
        "--expires",
        "2026-12-31",
    ]);
    team.commit("waived");
    team.check("waived", 0, Counts { waived: 1, low: 1, ..Counts::default() });

    team.article("town-radio", "Town Radio", "The quay, all 360 metres of it, opens in May.");
    team.claim("town-radio", "length", "360 metres", "all 360 metres of it");
    team.commit("a third voice, no third value");
    team.check("one more voice", 0, Counts { waived: 1, low: 1, ..Counts::default() });

    team.replace("sources/town-radio.md", "360 metres", "390 metres");
    team.replace("claims/town-radio.toml", "360 metres", "390 metres");
    team.commit("a third value");
    // The finding is back, and the waiver says that it was given for other values.
    let said = team.check("a third value", 1, Counts { high: 1, low: 2, ..Counts::default() });
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("was given for other values; now they are"), "{said}");
}

#[test]
fn a_branch_is_compared_with_where_it_left() {
    let team = harbour();
    team.git(&["checkout", "-q", "-b", "branch"]);
    team.write("notes.txt", "nothing of ours\n");
    team.commit("unrelated");
    team.git(&["checkout", "-q", "main"]);
    add_ferry_news(&team);
    // What main has gained since is not what the branch resolves.
    assert!(team.said(&["diff", "main..branch"]).contains("1 resolved"));
    assert!(team.said(&["diff", "main...branch"]).starts_with("0 new, 0 resolved, 0 changed, 1 unchanged"));
}

#[test]
fn a_base_that_is_not_here_is_named_and_nothing_looks_clean() {
    let team = harbour();
    add_ferry_news(&team);
    let bare = team.clone_of(&["--bare"]);
    // A bare clone has no folder to stand in, so the whole repository is the folder: it has no articles.
    assert_eq!(bare.fails(&["diff", "HEAD~1"]), "HEAD holds no articles");
    let shallow = team.clone_of(&["--depth", "1"]);
    assert_eq!(shallow.fails(&["-C", "facts", "diff", "HEAD~1"]), "the clone is shallow: fetch more first");
    assert_eq!(team.fails(&["diff", "nowhere"]), "there is no revision `nowhere` here");
    assert_eq!(team.fails(&["diff", "--", "--upload-pack=x"]), "there is no revision `--upload-pack=x` here");
    assert_eq!(
        team.fails(&["diff", "HEAD", "--worktree", "-W", "value-mismach"]),
        "did you mean `value-mismatch`?"
    );
    let nowhere = tempfile::tempdir().unwrap();
    let outside = nowhere.path().to_str().unwrap();
    assert_eq!(team.fails(&["-C", outside, "diff", "HEAD"]), "is in no git repository");
}

#[test]
fn what_git_does_not_hold_is_an_error_and_no_silence() {
    let team = harbour();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 99\n";
    team.write("sources/large.md", pointer);
    team.commit("an article in LFS");
    for format in ["lint", "markdown", "json"] {
        assert!(!team.fails_saying(&["diff", "HEAD~1", "-f", format]).is_empty());
    }
    assert_eq!(team.fails(&["diff", "HEAD~1"]), "large.md is kept by git LFS, not by git; it is left out");
}

#[test]
fn levels_of_the_command_line_come_before_the_configuration() {
    let team = harbour();
    add_ferry_news(&team);
    for (args, status) in [
        (&["check"][..], 1),
        (&["check", "-A", "value-mismatch"], 0),
        (&["check", "-W", "value-mismatch"], 0),
        (&["check", "-W", "value-mismatch", "--fail-on", "low"], 1),
        (&["check", "--fail-on", "never"], 0),
        (&["check", "--exit-zero"], 0),
        (&["diff", "HEAD~1", "-A", "value-mismatch"], 0),
        (&["diff", "HEAD", "-D", "value-mismatch"], 0),
        (&["diff", "HEAD~1..HEAD", "-D", "value-mismatch"], 1),
    ] {
        assert_eq!(team.status(args), status, "{args:?}");
    }
}
