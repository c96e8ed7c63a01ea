//! What stops, what is shown, and that it is the same however it is run.

use super::repository::{Counts, Repository};
use super::{add_ferry_news, harbour};

#[test]
fn what_is_waived_is_shown_on_request_alone() {
    let team = harbour();
    add_ferry_news(&team);
    let finding = team.finding("340 metres / 360 metres");
    let waiver = [
        "waive",
        &finding,
        "--reason",
        "rounding",
        "--owner",
        "ann",
        "--expires",
        "2026-12-31",
        "--note",
        "paced",
    ];
    team.run(&waiver);
    let because = "waived: rounding: paced (ann, until 2026-12-31)";
    let words = |said: String| said.split_whitespace().collect::<Vec<_>>().join(" ");
    for format in ["lint", "markdown", "plain"] {
        let said = words(team.said(&["check", "-f", format]));
        assert!(!said.contains("360 metres") && said.contains("1"), "{format}: {said}");
        let said = words(team.said(&["check", "-f", format, "--show-waived"]));
        assert!(said.contains("360 metres") && said.contains(because), "{format}: {said}");
    }
    let sarif = |args: &[&str]| -> Vec<serde_json::Value> {
        let said = team.said(&[&["check", "-f", "sarif"], args].concat());
        let log: serde_json::Value = serde_json::from_str(&said).unwrap();
        log["runs"][0]["results"].as_array().unwrap().clone()
    };
    assert_eq!(sarif(&[]).len(), 1);
    let all = sarif(&["--sarif-suppressed"]);
    let suppressed: Vec<_> = all.iter().filter(|result| result.get("suppressions").is_some()).collect();
    assert_eq!((all.len(), suppressed.len()), (2, 1));
    assert_eq!(suppressed[0]["suppressions"][0]["justification"], because);
}

#[test]
fn another_voice_does_not_hide_behind_the_baseline() {
    let team = harbour();
    add_ferry_news(&team);
    team.run(&["baseline", "create"]);
    team.commit("baseline");
    team.check("accepted", 0, Counts::default());
    team.article("town-radio", "Town Radio", "The quay, all 380 metres of it, opens in May.");
    team.claim("town-radio", "length", "380 metres", "all 380 metres of it");
    team.commit("a third value");
    team.check("a third value", 1, Counts { high: 1, ..Counts::default() });
    // Pruning takes out what is no more; it never takes in what is new.
    team.run(&["baseline", "prune"]);
    assert_eq!(team.read("crosscheck.baseline").lines().count(), 2, "the head and one entry");
    team.check("pruned", 1, Counts { high: 1, ..Counts::default() });
}

#[test]
fn writing_claims_down_and_reading_them_again_is_no_news() {
    let team = Repository::new();
    for (id, metres) in [("post", 340), ("radio", 360)] {
        let text = format!("The new quay at Ostwick is {metres} metres long. It cost $84 million.\n");
        team.write(&format!("sources/{id}.md"), &text);
    }
    team.commit("two articles");
    team.run(&["extract"]);
    team.commit("extracted");
    let headline = "0 new, 0 resolved, 0 changed, 1 unchanged;";
    let said = team.said(&["diff", "HEAD~1"]);
    assert!(said.starts_with(headline), "{said}");
    team.replace("sources/post.md", "The new quay", "Nothing was said of trees.\n\nThe new quay");
    team.write("claims/post.toml", "source = \"post\"\n");
    team.run(&["extract"]);
    team.commit("extracted again");
    let said = team.said(&["diff", "HEAD~1"]);
    assert!(said.starts_with(headline), "{said}");
}

#[test]
fn a_change_is_the_same_bytes_however_it_is_run() {
    let team = harbour();
    add_ferry_news(&team);
    for format in crosscheck::report::FORMATS {
        let args = ["diff", "HEAD~1", "--format", format.name()];
        let alone = team.said_on("1", &args);
        assert!(!alone.is_empty());
        for threads in ["2", "7"] {
            assert_eq!(team.said_on(threads, &args), alone, "{} on {threads} threads", format.name());
        }
    }
}
