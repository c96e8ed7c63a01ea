//! The files that CI services read are valid and point at what there is, and their shell steps do what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use saphyr_parser::{Event, Parser};
use serde_json::Value;

use super::repository::Repository;
use super::{add_ferry_news, harbour};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A YAML file without aliases, every scalar as text.
fn yaml(path: &str) -> Value {
    let text = fs::read_to_string(Path::new(ROOT).join(path)).unwrap();
    let events: Vec<Event<'_>> = Parser::new_from_str(&text).map(|event| event.unwrap().0).collect();
    let mut events = events.into_iter().filter(|event| {
        !matches!(event, Event::StreamStart | Event::DocumentStart(_) | Event::StreamEnd | Event::DocumentEnd)
    });
    let value = node(&mut events).unwrap();
    assert!(events.next().is_none(), "{path} is one document");
    value
}

/// The next value; nothing at the end of a list or a table.
fn node<'e>(events: &mut impl Iterator<Item = Event<'e>>) -> Option<Value> {
    match events.next().unwrap() {
        Event::Scalar(text, ..) => Some(text.to_string().into()),
        Event::SequenceStart(..) => Some(std::iter::from_fn(|| node(events)).collect()),
        Event::MappingStart(..) => {
            let mut table = serde_json::Map::new();
            while let Some(key) = node(events) {
                let known = table.insert(key.as_str().unwrap().to_owned(), node(events).unwrap());
                assert!(known.is_none(), "{key} is given twice");
            }
            Some(Value::Object(table))
        }
        Event::SequenceEnd | Event::MappingEnd => None,
        other => panic!("{other:?}"),
    }
}

/// A machine that runs the steps: its files, and a folder of programs that come before all others.
struct Runner {
    root: tempfile::TempDir,
}

impl Runner {
    fn new() -> Self {
        let runner = Self { root: tempfile::tempdir().unwrap() };
        fs::create_dir(runner.file("bin")).unwrap();
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_crosscheck"), runner.file("bin/crosscheck")).unwrap();
        runner
    }

    fn file(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.file(name)).unwrap_or_default()
    }

    /// A program of the runner that is not here.
    fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.file("bin").join(name);
        fs::write(&path, format!("#!/usr/bin/env bash\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn bash(&self, folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Output {
        let path = format!("{}:{}", self.file("bin").display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.args(args).current_dir(folder).env("PATH", path).envs(variables.iter().copied());
        for (name, file) in
            [("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "summary"), ("GITHUB_PATH", "path")]
        {
            command.env(name, self.file(file));
        }
        command.env("RUNNER_TEMP", self.root.path()).output().unwrap()
    }

    /// One of the scripts of the action; its standard output.
    fn step(&self, script: &str, folder: &Path, variables: &[(&str, &str)], status: i32) -> String {
        let path = Path::new(ROOT).join("ci").join(script);
        let done = self.bash(folder, &[path.to_str().unwrap()], variables);
        assert_eq!(done.status.code(), Some(status), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }
}

/// A pull request's branch, merged as GitHub checks it out, while main went on.
fn pull_request() -> Repository {
    let repository = harbour();
    repository.git(&["checkout", "-q", "-b", "pull"]);
    add_ferry_news(&repository);
    repository.git(&["checkout", "-q", "main"]);
    repository.write("sources/weather.md", "It rained in Ostwick on Monday.\n");
    repository.write("claims/weather.toml", "source = \"weather\"\n");
    repository.commit("main goes on");
    repository.git(&["checkout", "-q", "pull"]);
    repository.git(&["merge", "-q", "--no-edit", "main"]);
    repository.git(&["checkout", "-q", "-b", "merge", "main"]);
    repository.git(&["merge", "-q", "--no-ff", "--no-edit", "pull"]);
    repository
}

#[test]
fn the_action_says_what_a_pull_request_brings() {
    let repository = pull_request();
    for depth in ["1", "2"] {
        let runner = Runner::new();
        let checkout = repository.clone_of(&["--depth", depth, "--branch", "merge"]);
        let variables = [
            ("FOLDER", "./facts"),
            ("BASE_SHA", "0123456789012345678901234567890123456789"),
            ("SARIF", "found.sarif"),
            ("TODAY", "2026-06-01"),
        ];
        let said = runner.step("run.sh", &checkout.folder, &variables, 0);
        assert!(
            said.starts_with("::error file=facts/sources/ferry-news.md,line=6,"),
            "depth {depth}: {said}"
        );
        assert_eq!(runner.read("output"), "status=1\n");
        assert!(runner.read("summary").starts_with("## crosscheck: 1 new conflict\n\n1 unchanged,"));
        let sarif: Value =
            serde_json::from_slice(&fs::read(checkout.folder.join("found.sarif")).unwrap()).unwrap();
        assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);

        let variables =
            [variables[0], variables[1], variables[3], ("ARGS", "-A value-mismatch --show-waived")];
        let said = runner.step("run.sh", &checkout.folder, &variables, 0);
        assert!(!said.contains("::error"), "{said}");
        assert!(runner.read("output").ends_with("status=0\n"));
        assert!(runner.read("summary").ends_with("crosscheck: no conflict came or went.\n"));
    }
}

#[test]
fn the_action_checks_the_whole_folder_where_there_is_no_pull_request() {
    let repository = pull_request();
    let runner = Runner::new();
    let said = runner.step("run.sh", repository.root(), &[("FOLDER", "facts"), ("FAIL_ON", "high")], 0);
    assert!(said.contains("::error file=facts/sources/") && runner.read("output") == "status=1\n", "{said}");
    let missing = [("FOLDER", "facts"), ("BASE", "gone")];
    let _ = runner.step("run.sh", repository.root(), &missing, 0);
    assert!(runner.read("output").ends_with("status=2\n"), "a base that is not there is no clean run");
    assert!(runner.read("summary").ends_with("could not run; see the log.\n"));
    runner.step("run.sh", repository.root(), &[("FOLDER", "facts"), ("BASE", "--all")], 2);
}

#[test]
fn the_action_takes_a_binary_by_its_checksum_alone() {
    use sha2::{Digest as _, Sha256};
    let binary = "#!/bin/sh\necho crosscheck 9.9.9\n";
    let digest: String = Sha256::digest(binary).iter().map(|byte| format!("{byte:02X}")).collect();
    let runner = Runner::new();
    fs::write(runner.file("release"), binary).unwrap();
    let url = format!("file://{}", runner.file("release").display());
    let install = |sum: &str, status| {
        let variables = [("BINARY_URL", &*url), ("BINARY_SHA256", sum), ("ACTION_PATH", ROOT)];
        runner.step("install.sh", runner.root.path(), &variables, status)
    };
    install("", 2);
    install(&"0".repeat(64), 2);
    assert_eq!(runner.read("path"), "", "nothing is put on the path");
    assert_eq!(install(&digest, 0), "crosscheck 9.9.9\n");
    assert_eq!(runner.read("path").trim_end(), runner.file("crosscheck-bin").to_str().unwrap());
}

#[test]
fn the_comment_is_made_once_rewritten_and_not_made_of_nothing() {
    let runner = Runner::new();
    let step_of = |status: &'static str| {
        let variables = [("PULL_REQUEST", "7"), ("GITHUB_REPOSITORY", "ann/facts"), ("STATUS", status)];
        runner.step("comment.sh", runner.root.path(), &variables, 0)
    };
    let step = || step_of("0");
    let gh = |known: &str| {
        let log = runner.file("log").display().to_string();
        runner.program(
            "gh",
            &format!("echo \"$*\" >> {log}\ncase \"$*\" in *--paginate*) echo {known} ;; esac"),
        );
    };
    gh("");
    fs::write(runner.file("crosscheck-comment.md"), "").unwrap();
    assert_eq!(step(), "nothing to say\n");
    fs::write(runner.file("crosscheck-comment.md"), "**1 new**\n\n`$(touch x)`\n").unwrap();
    step();
    assert!(runner.read("log").contains("--method POST repos/ann/facts/issues/7/comments --field body=@"));
    assert_eq!(
        runner.read("crosscheck-comment-marked.md"),
        "<!-- crosscheck -->\n\n**1 new**\n\n`$(touch x)`\n"
    );
    gh("42");
    fs::write(runner.file("crosscheck-comment.md"), "").unwrap();
    step();
    assert!(runner.read("log").contains("--method PATCH repos/ann/facts/issues/comments/42 --field body=@"));
    assert!(runner.read("crosscheck-comment-marked.md").contains("any more"));
    step_of("2");
    assert!(
        runner.read("crosscheck-comment-marked.md").contains("could not run"),
        "a run that failed does not say that all is well"
    );
}

#[test]
fn the_example_for_gitlab_runs() {
    let job = &yaml("docs/ci/gitlab-ci.yml")["crosscheck"];
    let script = job["script"][0].as_str().unwrap();
    let repository = harbour();
    add_ferry_news(&repository);
    let folder = repository.root().join("facts");
    let runner = Runner::new();
    let base = [("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD~1")];
    for (variables, status) in [(&base[..], 1), (&[][..], 1)] {
        let done = runner.bash(&folder, &["-euo", "pipefail", "-c", script], variables);
        assert_eq!(done.status.code(), Some(status), "{}", String::from_utf8_lossy(&done.stderr));
        for report in ["codequality", "junit"] {
            let file = job["artifacts"]["reports"][report].as_str().unwrap();
            assert!(fs::metadata(folder.join(file)).unwrap().len() > 0, "{file}");
        }
    }
}

#[test]
fn the_action_uses_what_it_is_given_and_calls_what_there_is() {
    let action = yaml("action.yml");
    let text = fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
    for input in action["inputs"].as_object().unwrap().keys() {
        assert!(text.contains(&format!("inputs.{input}")), "{input} is not used");
    }
    assert_eq!(action["runs"]["using"], "composite");
    let mut called = BTreeSet::new();
    for step in action["runs"]["steps"].as_array().unwrap() {
        let run = step["run"].as_str().unwrap();
        assert!(!run.contains("${{"), "what users give comes in by the environment alone: {run}");
        if let Some((_, script)) = run.split_once("/ci/") {
            called.insert(script.trim_end_matches('"').to_owned());
        }
    }
    let scripts = fs::read_dir(Path::new(ROOT).join("ci")).unwrap();
    let there: BTreeSet<String> =
        scripts.map(|script| script.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(called, there);
    let comment = &action["runs"]["steps"][2]["if"];
    assert!(
        comment.as_str().unwrap().contains("head.repo.full_name == github.repository"),
        "never from a fork"
    );
    assert_eq!(action["inputs"]["comment"]["default"], "false");
}

#[test]
fn the_hook_looks_at_the_folder_as_a_whole() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    assert_eq!(hooks[0]["pass_filenames"], "false");
    assert_eq!(hooks[0]["entry"], "crosscheck check");
}
