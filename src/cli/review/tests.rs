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
    let show = |at: usize, out: &mut dyn Write| items[at].show(&report, report::Style::default(), out);
    let done = session(&items, &mut folder, &mut asker, show).unwrap();
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
fn what_is_typed_wrong_changes_nothing() {
    let folder = folder();
    let before = (read(folder.path(), "claims/one.toml"), read(folder.path(), "claims/two.toml"));
    let (said, done) =
        typed(folder.path(), "w\nno-reason\nw\nrounding\n\nann\nsomeday\nx\nzz\ns\ne\ncolour\ne\n\nq\n");
    assert_eq!(done, 0);
    assert!(said.contains("a reason is one of") && said.contains("`someday` is no day"), "{said}");
    assert!(said.contains("a field is one of") && said.contains("one of the letters"), "{said}");
    assert_eq!(before, (read(folder.path(), "claims/one.toml"), read(folder.path(), "claims/two.toml")));
    assert!(!folder.path().join("crosscheck.toml").exists());
}

#[test]
fn an_input_that_ends_is_a_quit() {
    let folder = folder();
    assert_eq!(typed(folder.path(), "").1, 0);
}
