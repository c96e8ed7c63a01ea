//! Repositories that are not as one would wish.

use super::repository::Repository;
use super::{add_ferry_news, harbour};

#[test]
fn a_base_that_cannot_be_read_in_full_is_told_and_stops_nobody_from_mending_it() {
    let team = harbour();
    let whole = team.read("claims/harbour-post.toml");
    team.write("claims/harbour-post.toml", &format!("{whole}\nbroken = [\n"));
    team.commit("broken");
    team.write("claims/harbour-post.toml", &whole);
    team.commit("mended");
    let (status, said) = team.all_of(&["diff", "HEAD~1"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("HEAD~1 could not be read in full"), "{said}");
    assert!(said.contains("claims/harbour-post.toml:"), "the place is named: {said}");
    // The other way round it is the change that cannot be read.
    let (status, said) = team.all_of(&["diff", "HEAD..HEAD~1"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("this is not the whole picture"), "{said}");

    add_ferry_news(&team);
    let comment = team.said(&["diff", "HEAD~2", "-f", "markdown"]);
    assert!(comment.starts_with("## crosscheck: 1 new conflict\n"), "{comment}");
    assert!(comment.contains("The base could not be read in full"), "{comment}");
}

#[test]
fn a_baseline_that_two_branches_changed_loses_no_entry() {
    let team = harbour();
    add_ferry_news(&team);
    team.run(&["baseline", "create"]);
    let whole = team.read("crosscheck.baseline");
    let (head, entries) = whole.split_once('\n').unwrap();
    let [one, other] = entries.lines().collect::<Vec<_>>()[..] else { panic!("two entries: {whole}") };
    team.write(
        "crosscheck.baseline",
        &format!("{head}\n<<<<<<< ours\n{one}\n=======\n{other}\n>>>>>>> theirs\n"),
    );
    let (status, said) = team.all_of(&["check"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("was left by a merge") && said.contains("2 in the baseline"), "{said}");
    team.run(&["baseline", "prune"]);
    assert_eq!(team.read("crosscheck.baseline"), whole);

    // With git's own union merge there are no marks at all.
    team.write("../.gitattributes", "crosscheck.baseline merge=union\n");
    team.write("crosscheck.baseline", &format!("{head}\n"));
    team.commit("no entry");
    team.git(&["checkout", "-q", "-b", "branch"]);
    team.write("crosscheck.baseline", &format!("{head}\n{other}\n"));
    team.commit("theirs");
    team.git(&["checkout", "-q", "main"]);
    team.write("crosscheck.baseline", &format!("{head}\n{one}\n"));
    team.commit("ours");
    team.git(&["merge", "-q", "--no-edit", "branch"]);
    let (status, said) = team.all_of(&["check"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("2 in the baseline"), "{said}");
}

#[test]
fn the_work_tree_counts_only_where_it_is_asked_for() {
    let team = harbour();
    add_ferry_news(&team);
    team.git(&["checkout", "-q", "--detach"]);
    team.write("crosscheck.toml", "broken = [\n");
    team.replace("sources/ferry-news.md", "360", "370");
    let said = team.said(&["diff", "HEAD~1"]);
    assert!(said.contains("340 metres / 360 metres") && said.ends_with("in the baseline\n"), "{said}");
    let (status, said) = team.all_of(&["diff", "HEAD", "--worktree"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("crosscheck.toml:1"), "{said}");
}

#[test]
fn files_of_other_repositories_are_missed_aloud() {
    let other = Repository::new();
    other.write("sources/wire.md", "The quay is 999 metres long.\n");
    other.commit("theirs");
    let team = harbour();
    let address = format!("file://{}", other.root().display());
    team.git(&["-c", "protocol.file.allow=always", "submodule", "add", "-q", &address, "facts/sources/wire"]);
    team.commit("a submodule");
    let (status, said) = team.all_of(&["diff", "HEAD~1"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("sources/wire is a submodule; it is left out"), "{said}");
}

#[test]
fn a_repository_without_a_commit_says_so() {
    let team = Repository::new();
    team.write("sources/post.md", "The quay is 340 metres long.\n");
    let (status, said) = team.all_of(&["diff", "HEAD"]);
    assert_eq!(status, 2);
    assert!(said.contains("the repository has no commit yet"), "{said}");
}

/// Not every system has such names; git does.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_read_and_shown_harmless() {
    use std::os::unix::ffi::OsStrExt as _;
    let team = harbour();
    let text = "+++\ntitle = \"x\"\n+++\nThe new quay at Ostwick is 370 metres long.\n";
    for name in [&b"caf\xe9.md"[..], b"a\nb ::error::.md"] {
        let path = team.root().join("facts/sources").join(std::ffi::OsStr::from_bytes(name));
        std::fs::write(path, text).unwrap();
    }
    team.commit("odd names");
    for format in ["lint", "github", "sarif", "markdown"] {
        let (status, said) = team.all_of(&["diff", "HEAD~1", "-f", format]);
        assert!(status < 2, "{format}: {said}");
        assert!(!said.lines().any(|line| line.starts_with("::error::")), "{format}: {said}");
    }
}

#[test]
fn what_both_revisions_hold_is_read_once_and_says_the_same() {
    let team = harbour();
    let claims = team.read("claims/pilots-almanac.toml");
    team.write("claims/pilots-almanac.toml", &format!("{claims}colour = \"red\"\n"));
    team.commit("a slip");
    add_ferry_news(&team);
    let (status, said) = team.all_of(&["diff", "HEAD~1"]);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("HEAD~1 could not be read in full"), "the base has the slip too: {said}");
    team.write("claims/pilots-almanac.toml", &claims);
    // The article changed under claims that did not: their quotes are looked for in each revision's own text.
    team.replace("sources/pilots-almanac.md", "11 metres", "a mere 11 m");
    team.commit("the words changed");
    let said = team.said(&["diff", "HEAD~1", "-f", "json"]);
    let change: serde_json::Value = serde_json::from_str(&said).unwrap();
    let checks: Vec<&str> =
        change["new"].as_array().unwrap().iter().map(|one| one["check"].as_str().unwrap()).collect();
    assert!(checks.iter().any(|check| check.starts_with("quote-")), "{said}");
}
