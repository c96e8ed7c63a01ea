//! The house itself: which module may import which, and that what is on disk is registered.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What every stage may import; never another stage.
const STAGE: &[&str] = &["text", "lexicon", "value", "model", "diagnostic"];

/// What a stage that also reads the configuration may import.
const CONFIGURED: &[&str] = &["text", "lexicon", "value", "model", "diagnostic", "config"];

/// What each module of the library may import from the others. A module that is not listed may import nothing.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("lexicon", &["text"]),
    ("value", &["text", "lexicon"]),
    ("model", &["text", "value", "diagnostic"]),
    ("diagnostic", &["text", "model"]),
    ("config", &["text", "value", "model", "diagnostic"]),
    ("change", &["model", "diagnostic"]),
    ("impact", &["model", "change"]),
    ("verify", &["model", "claims", "ingest", "quote"]),
    ("claims", &["text", "value", "model", "diagnostic"]),
    ("workspace", &["text", "model", "diagnostic"]),
    ("ingest", STAGE),
    ("segment", STAGE),
    ("quote", STAGE),
    ("extract", STAGE),
    ("align", STAGE),
    ("group", STAGE),
    ("score", STAGE),
    ("report", &["text", "lexicon", "value", "model", "diagnostic", "change"]),
    ("entail", &["text", "lexicon", "value"]),
    ("normalize", CONFIGURED),
    ("origin", CONFIGURED),
    ("compare", CONFIGURED),
    ("policy", CONFIGURED),
    // The other pipeline: claims tables through the same engine, in the formats' harmless text.
    ("fuse", &["text", "value", "model", "diagnostic", "score", "report"]),
];

/// Modules that put stages together, and so may import all of them.
const FREE: &[&str] = &["lib", "main", "pipeline", "cli"];

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top-level module that a file belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(src()).unwrap();
    inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// A file without its unit tests, which may use any module to set their scene.
fn production<'t>(text: &'t str, path: &Path) -> &'t str {
    if path.file_stem().is_some_and(|name| name == "tests") {
        return "";
    }
    text.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
}

/// The code of a line, without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The top-level modules that a line names as `crate::module`.
fn named(line: &str) -> Vec<String> {
    let mut modules: Vec<String> = Vec::new();
    for rest in code(line).split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => modules.extend(list.split(',').map(word)),
            None => modules.push(word(rest)),
        }
    }
    // A capital letter is an item of the crate's root, not a module.
    modules.retain(|module| module.starts_with(|mark: char| mark.is_ascii_lowercase()));
    modules
}

fn word(text: &str) -> String {
    text.trim().chars().take_while(|mark| mark.is_alphanumeric() || *mark == '_').collect()
}

#[test]
fn imports_go_in_one_direction() {
    let mut wrong = Vec::new();
    for path in source_files(&src()) {
        let module = module_of(&path);
        if FREE.contains(&module.as_str()) {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{module} is not in the table of tests/architecture.rs"));
            continue;
        };
        for (at, line) in production(&fs::read_to_string(&path).unwrap(), &path).lines().enumerate() {
            for target in named(line).into_iter().filter(|target| *target != module) {
                if !allowed.contains(&target.as_str()) {
                    wrong.push(format!("{}:{}: {module} imports {target}", path.display(), at + 1));
                }
            }
            // `super::super::` would slip past the table.
            if code(line).contains("super::super") {
                wrong.push(format!("{}:{}: super::super", path.display(), at + 1));
            }
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_library_has_no_clock_no_environment_and_prints_nothing() {
    let banned =
        ["SystemTime::now", "Instant::now", "env::var", "println!", "eprintln!", "Zoned::now", "rand::"];
    let mut wrong = Vec::new();
    for path in source_files(&src()) {
        if matches!(module_of(&path).as_str(), "cli" | "main") {
            continue;
        }
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            for word in banned.iter().filter(|word| code(line).contains(**word)) {
                wrong.push(format!("{}:{}: {word}", path.display(), at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_can_be_read_at_one_sitting() {
    let long: Vec<String> = source_files(&src())
        .into_iter()
        .map(|path| (fs::read_to_string(&path).unwrap().lines().count(), path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

/// Every check on pairs stands in a file of its name, and is in the list.
#[test]
fn checks_on_disk_are_registered() {
    let registered: BTreeSet<String> =
        crosscheck::compare::CHECKS.iter().map(|check| check.id().replace('-', "_")).collect();
    let plumbing = ["mod", "assemble", "camp", "integrity", "occasion", "scene", "vagueness"];
    let on_disk: BTreeSet<String> = source_files(&src().join("compare"))
        .iter()
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .filter(|name| !plumbing.contains(&name.as_str()))
        .collect();
    assert_eq!(registered, on_disk);
}

/// Formats are found by name, and the file has the name.
#[test]
fn formats_stand_in_files_of_their_names() {
    for format in crosscheck::report::FORMATS {
        let name = format.name().replace('-', "_");
        let folder = src().join("report");
        assert!(
            folder.join(format!("{name}.rs")).exists() || folder.join(&name).is_dir(),
            "{name} has no file"
        );
    }
}

/// The architecture page in the crate's docs names every module.
#[test]
fn the_code_map_is_complete() {
    let page = fs::read_to_string(src().join("lib.rs")).unwrap();
    for module in page.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let name = module.trim_end_matches(';');
        let row =
            page.lines().any(|line| line.starts_with("//! | [") && line.contains(&format!("[`{name}`]")));
        assert!(row, "the code map in lib.rs does not name {name}");
    }
}
