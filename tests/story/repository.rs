//! A git repository with a folder of articles in it, and what `check` and `diff` say of it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::formats;

/// What a step must count. Every field that is not named must be 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) new: usize,
    pub(crate) resolved: usize,
    pub(crate) changed: usize,
    pub(crate) unchanged: usize,
    pub(crate) dealt_with: usize,
    pub(crate) high: usize,
    pub(crate) medium: usize,
    pub(crate) low: usize,
    pub(crate) waived: usize,
}

/// A repository whose folder `facts` holds the articles.
pub(crate) struct Repository {
    root: tempfile::TempDir,
    /// The day that waivers are judged by.
    pub(crate) today: &'static str,
}

impl Repository {
    pub(crate) fn new() -> Self {
        let repository = Self { root: tempfile::tempdir().unwrap(), today: "2026-06-01" };
        fs::create_dir_all(repository.folder().join("sources")).unwrap();
        fs::create_dir_all(repository.folder().join("claims")).unwrap();
        repository.git(&["init", "-q", "-b", "main"]);
        repository
    }

    /// The repository itself; the articles are in `facts` there.
    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("facts")
    }

    pub(crate) fn git(&self, args: &[&str]) {
        let done = Command::new("git")
            .args(["-c", "user.name=ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"])
            .args(args)
            .current_dir(self.root.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    /// A clone of it, whose root is the folder.
    pub(crate) fn clone_of(&self, args: &[&str]) -> Clone {
        let root = tempfile::tempdir().unwrap();
        let from = format!("file://{}", self.root.path().display());
        let to = root.path().join("clone");
        self.git(&[&["clone", "-q"], args, &[&from, to.to_str().unwrap()]].concat());
        Clone { _root: root, folder: to }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.folder().join(path), text).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder().join(path)).unwrap()
    }

    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} holds no {from}");
        self.write(path, &text.replace(from, to));
    }

    pub(crate) fn article(&self, id: &str, publisher: &str, text: &str) {
        let front =
            format!("+++\ntitle = \"{id}\"\npublisher = \"{publisher}\"\npublished = 2026-05-04\n+++\n");
        self.write(&format!("sources/{id}.md"), &format!("{front}{text}\n"));
        self.write(&format!("claims/{id}.toml"), &format!("source = \"{id}\"\n"));
    }

    pub(crate) fn claim(&self, source: &str, attribute: &str, value: &str, quote: &str) {
        let path = format!("claims/{source}.toml");
        let claim = format!(
            "\n[[claim]]\nid = \"{attribute}\"\nsubject = \"Ostwick quay\"\nattribute = \"{attribute}\"\n\
             value = \"{value}\"\nquote = \"{quote}\"\norigin = \"manual\"\nstatus = \"accepted\"\n"
        );
        self.write(&path, &(self.read(&path) + &claim));
    }

    /// Gives an article another name, in its file, its claims file and there in.
    pub(crate) fn rename(&self, from: &str, to: &str) {
        self.replace(&format!("claims/{from}.toml"), from, to);
        for (folder, ending) in [("sources", "md"), ("claims", "toml")] {
            let path = |name: &str| self.folder().join(folder).join(format!("{name}.{ending}"));
            fs::rename(path(from), path(to)).unwrap();
        }
    }

    fn crosscheck(&self, args: &[&str]) -> Output {
        crosscheck(&self.folder(), &[&["--today", self.today], args].concat())
    }

    /// Runs a command that must not fail.
    pub(crate) fn run(&self, args: &[&str]) {
        let done = self.crosscheck(args);
        assert_eq!(done.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    pub(crate) fn status(&self, args: &[&str]) -> i32 {
        self.crosscheck(args).status.code().unwrap()
    }

    /// The exit status, and what was said on both streams.
    pub(crate) fn all_of(&self, args: &[&str]) -> (i32, String) {
        let done = self.crosscheck(args);
        (done.status.code().unwrap(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
    }

    /// Standard output, whatever the exit status.
    pub(crate) fn said(&self, args: &[&str]) -> String {
        String::from_utf8(self.crosscheck(args).stdout).unwrap()
    }

    /// Standard output of a run with so many threads.
    pub(crate) fn said_on(&self, threads: &str, args: &[&str]) -> Vec<u8> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
        command.args(args).current_dir(self.folder()).env("RAYON_NUM_THREADS", threads);
        command.output().unwrap().stdout
    }

    /// See [`fails`].
    pub(crate) fn fails(&self, args: &[&str]) -> &'static str {
        fails(&self.crosscheck(args))
    }

    /// What a run that could not read everything prints as its result.
    pub(crate) fn fails_saying(&self, args: &[&str]) -> String {
        assert_eq!(self.status(args), 2, "{args:?}");
        self.said(args)
    }

    /// The id of the one finding whose message ends with these values.
    pub(crate) fn finding(&self, values: &str) -> String {
        let report: serde_json::Value = serde_json::from_str(&self.said(&["check", "-f", "json"])).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let of_values = |finding: &&serde_json::Value| finding["message"].as_str().unwrap().contains(values);
        findings.iter().find(of_values).unwrap()["id"].as_str().unwrap().to_owned()
    }

    /// The file that the first annotation of the last commit stands at.
    pub(crate) fn first_annotation(&self) -> String {
        let said = self.said(&["diff", "HEAD~1", "-f", "github", "--path-prefix", "facts"]);
        said.split_once("file=").unwrap().1.split(',').next().unwrap().to_owned()
    }

    /// `check` in every format. Gives what the format for people said, on both streams.
    pub(crate) fn check(&self, step: &str, status: i32, counts: Counts) -> String {
        for format in crosscheck::report::FORMATS {
            let done = self.crosscheck(&["check", "--format", format.name()]);
            let said = String::from_utf8(done.stdout).unwrap();
            assert_eq!(done.status.code(), Some(status), "{step}, {}: {said}", format.name());
            formats::of_check(format.name(), &said, counts, status, step);
        }
        self.all_of(&["check"]).1
    }

    /// `diff` of the last commit in every format.
    pub(crate) fn diff(&self, step: &str, status: i32, counts: Counts) {
        for format in crosscheck::report::FORMATS {
            let done = self.crosscheck(&["diff", "HEAD~1", "--format", format.name()]);
            let said = String::from_utf8(done.stdout).unwrap();
            assert_eq!(done.status.code(), Some(status), "{step}, {}: {said}", format.name());
            formats::of_diff(format.name(), &said, counts, status, step);
        }
    }
}

/// A clone of a repository.
pub(crate) struct Clone {
    _root: tempfile::TempDir,
    pub(crate) folder: PathBuf,
}

impl Clone {
    /// See [`fails`].
    pub(crate) fn fails(&self, args: &[&str]) -> &'static str {
        fails(&crosscheck(&self.folder, args))
    }
}

fn crosscheck(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

/// Which of the messages a run that could not read everything ended with.
fn fails(done: &Output) -> &'static str {
    const MESSAGES: [&str; 7] = [
        "HEAD holds no articles",
        "the clone is shallow: fetch more first",
        "there is no revision `nowhere` here",
        "there is no revision `--upload-pack=x` here",
        "did you mean `value-mismatch`?",
        "is in no git repository",
        "large.md is kept by git LFS, not by git; it is left out",
    ];
    let said = String::from_utf8_lossy(&done.stderr);
    assert_eq!(done.status.code(), Some(2), "{said}");
    MESSAGES.into_iter().find(|message| said.contains(message)).unwrap_or_else(|| panic!("{said}"))
}
