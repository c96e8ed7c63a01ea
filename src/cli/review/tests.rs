use std::fs;

use crosscheck::{pipeline, report};

use super::*;

const CLAIM: &str = "attribute = \"length\"\norigin = \"extracted\"\nstatus = \"proposed\"\n";

/// Two articles that differ on a length, with a comment that must survive.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir_all(root.join("sources")).unwrap();
    fs::create_dir_all(root.join("claims")).unwrap();
    for (id, length) in [("one", "340 m"), ("two", "395 m")] {
        fs::write(root.join(format!("sources/{id}.md")), format!("The quay measures {length} in all.\n"))
            .unwrap();
        let claim = format!(
            "source = \"{id}\"\n# ours\n[[claim]]\nid = \"c\"\nsubject = \"quay\"\nvalue = \"{length}\"\nquote = \"measures {length}\"\n{CLAIM}"
        );
        fs::write(root.join(format!("claims/{id}.toml")), claim).unwrap();
    }
    folder
}

/// Runs a session on typed lines. Gives what was said and how many were decided.
fn typed(root: &std::path::Path, lines: &str) -> (String, usize) {
    let workspace = Workspace::open(root).unwrap();
    let report =
        pipeline::analyse(pipeline::read(&workspace, 1 << 20).unwrap(), &pipeline::Options::default());
    let items = item::items(&report);
    let mut said = Vec::new();
    let mut asker = Asker::new(lines.as_bytes(), &mut said);
    let mut folder = Folder::new(&workspace, 1 << 20).unwrap();
    let desk = Desk { report: &report, items: &items };
    let done = session(&desk, &mut folder, &mut asker, report::Style::default()).unwrap();
    (String::from_utf8(said).unwrap(), done)
}

fn read(root: &std::path::Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap_or_default()
}

#[test]
fn a_waiver_is_written_and_taken_back() {
    let folder = folder();
    let waive = "w\nrounding\n\nann\n2026-12-31\n";
    let (_, done) = typed(folder.path(), &format!("{waive}q\n"));
    assert_eq!(done, 1);
    assert!(read(folder.path(), "crosscheck.toml").contains("owner = \"ann\""));
    fs::remove_file(folder.path().join("crosscheck.toml")).unwrap();
    let (said, done) = typed(folder.path(), &format!("{waive}u\nq\n"));
    assert_eq!(done, 0, "{said}");
    assert!(!folder.path().join("crosscheck.toml").exists());
}

#[test]
fn claims_are_accepted_rejected_edited_and_comments_stay() {
    let folder = folder();
    let (said, done) = typed(folder.path(), "s\na\nr\n");
    assert_eq!(done, 2, "{said}");
    assert!(read(folder.path(), "claims/one.toml").contains("# ours\n[[claim]]"));
    assert!(read(folder.path(), "claims/one.toml").contains("status = \"accepted\""));
    assert!(read(folder.path(), "claims/two.toml").contains("status = \"rejected\""));
}

#[test]
fn a_statement_behind_a_finding_is_rejected_or_edited_there() {
    let folder = folder();
    let before = read(folder.path(), "claims/two.toml");
    let (said, done) = typed(folder.path(), "x\nr\n7\n2\nu\ne\n1\nscope\nwestern part\ns\ns\n");
    assert!(said.contains("The verdict") && said.contains("one of the numbers, please"), "{said}");
    assert!(said.contains("  2  two: quay · length = 395 m"), "{said}");
    assert_eq!(done, 1, "{said}");
    assert_eq!(read(folder.path(), "claims/two.toml"), before, "taken back");
    assert!(read(folder.path(), "claims/one.toml").contains("scope = \"western part\""));
    // Nothing is asked of a claim that is rejected already.
    let folder = self::folder();
    let (said, done) = typed(folder.path(), "r\n2\nq\n");
    assert_eq!((done, said.matches("[a] accept").count()), (2, 1), "{said}");
}

#[test]
fn all_that_say_the_same_are_accepted_in_one_step() {
    let folder = folder();
    for file in ["sources/two.md", "claims/two.toml"] {
        let text = read(folder.path(), file).replace("395", "340");
        fs::write(folder.path().join(file), text).unwrap();
    }
    let (said, done) = typed(folder.path(), "A\n");
    assert!(said.contains("[A] accept all 2 identical"), "{said}");
    assert_eq!(done, 2);
    for file in ["claims/one.toml", "claims/two.toml"] {
        assert!(read(folder.path(), file).contains("accepted"));
    }
    // What one denies and the other says is not the same.
    for (file, polarity) in [("claims/one.toml", "affirmed"), ("claims/two.toml", "denied")] {
        let text = read(folder.path(), file)
            .replace("status = \"accepted\"", &format!("status = \"proposed\"\npolarity = \"{polarity}\""));
        fs::write(folder.path().join(file), text).unwrap();
    }
    let (said, _) = typed(folder.path(), "s\nq\n");
    assert!(said.contains("[a] accept") && !said.contains("[A]"), "{said}");
}

#[test]
fn a_subject_becomes_a_further_name() {
    let folder = folder();
    let (said, done) =
        typed(folder.path(), "s\nn\nWest Quay\nyes\nu\nn\nWest Quay\nno\nn\nWest Quay\nyes\nq\n");
    assert_eq!(done, 1, "{said}");
    let config = read(folder.path(), "crosscheck.toml");
    assert!(config.contains("name = \"West Quay\"\naliases = [\"quay\"]"), "{config}");
}

#[test]
fn edited_words_are_taken_over_with_their_value() {
    let folder = folder();
    let text = read(folder.path(), "sources/two.md").replace("395 m in all", "398 m in all");
    fs::write(folder.path().join("sources/two.md"), text).unwrap();
    let claims = read(folder.path(), "claims/two.toml")
        .replace("quote = \"measures 395 m\"", "quote = \"The quay measures 395 m in all\"");
    fs::write(folder.path().join("claims/two.toml"), claims).unwrap();
    let report = analysed(folder.path());
    let at = item::items(&report)
        .iter()
        .position(|item| matches!(item, Item::Finding(open) if open.loose().is_some()))
        .unwrap();
    let (said, done) = typed(folder.path(), &format!("{}m\n\nq\n", "s\n".repeat(at)));
    assert!(said.contains("The quay measures [-395-] {+398+} m in all"), "{said}");
    assert!(said.contains("the value was `395 m`; now (empty for `398 m`)"), "{said}");
    assert_eq!(done, 1);
    let claims = read(folder.path(), "claims/two.toml");
    assert!(claims.contains("value = \"398 m\"\nquote = \"The quay measures 398 m in all\""), "{claims}");
}

fn analysed(root: &std::path::Path) -> crosscheck::model::Report {
    let workspace = Workspace::open(root).unwrap();
    pipeline::analyse(pipeline::read(&workspace, 1 << 20).unwrap(), &pipeline::Options::default())
}

#[test]
fn a_file_that_somebody_else_changed_is_not_taken_back() {
    let folder = folder();
    let workspace = Workspace::open(folder.path()).unwrap();
    let mut desk = Folder::new(&workspace, 1 << 20).unwrap();
    let target = [("claims/one.toml".to_owned(), "c".to_owned())];
    desk.set_claims(&target, &[("status", "accepted")]).unwrap();
    let path = folder.path().join("claims/one.toml");
    let changed = format!("{}# by bo\n", read(folder.path(), "claims/one.toml"));
    fs::write(&path, &changed).unwrap();
    assert!(desk.undo().unwrap_err().to_string().contains("changed outside this review"));
    assert_eq!(fs::read_to_string(&path).unwrap(), changed);
    fs::write(&path, changed.replace("# by bo\n", "")).unwrap();
    assert_eq!(desk.undo().unwrap(), Some(1));
    assert!(read(folder.path(), "claims/one.toml").contains("proposed"));
}

#[test]
fn what_is_typed_wrong_changes_nothing() {
    let folder = folder();
    let before = (read(folder.path(), "claims/one.toml"), read(folder.path(), "claims/two.toml"));
    let (said, done) = typed(
        folder.path(),
        "w\nno-reason\nrounding\n\nann\nsomeday\n\nzz\ns\ne\ncolour\nmodality\nsure\n\ne\nquote\nmeasures 999 m\nq\n",
    );
    assert_eq!(done, 0);
    for told in [
        "a reason is one of",
        "`someday` is no day",
        "a field is one of",
        "one of the letters",
        "modality is one of asserted",
        "does not say so",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    assert_eq!(before, (read(folder.path(), "claims/one.toml"), read(folder.path(), "claims/two.toml")));
    assert!(!folder.path().join("crosscheck.toml").exists());
}

#[test]
fn an_input_that_ends_is_a_quit() {
    let folder = folder();
    assert_eq!(typed(folder.path(), "").1, 0);
}
