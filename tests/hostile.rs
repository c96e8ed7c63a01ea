//! Files that are made to do harm, each through the program: a clear message, the exit status of a run that could not
//! read everything, nothing stored that should not be, and nothing touched outside the folder.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a panic in a test is a failed test")]

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const HONEST: &str = "The quay of Harlow is 340 metres long.\n";

/// A folder with one honest source, and a folder beside it that must stay as it is.
struct Scene {
    root: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { root: tempfile::tempdir().unwrap() };
        scene.file("facts/sources/honest.md", HONEST);
        scene.file("outside/secret.md", "The password is 12345 and nobody may know it.\n");
        scene
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.at(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// What a run printed on both streams; it must end by itself with this status and no panic.
    fn runs(&self, args: &[&str], status: i32) -> String {
        self.ends(Command::new(env!("CARGO_BIN_EXE_crosscheck")).args(args), b"", status)
    }

    fn ends(&self, command: &mut Command, input: &[u8], status: i32) -> String {
        let mut child = command
            .current_dir(self.at("facts"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let done = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert_eq!(done.status.code(), Some(status), "{said}");
        assert!(!said.contains("panicked"), "{said}");
        assert!(!said.chars().any(|char| char.is_control() && char != '\n'), "{said:?}");
        let left: Vec<_> =
            fs::read_dir(self.at("outside")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["secret.md"], "nothing comes or goes outside the folder");
        said
    }

    /// The sources that the folder holds.
    fn stored(&self) -> Vec<String> {
        let entries = fs::read_dir(self.at("facts/sources")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn fifo(place: &Path) {
    assert!(Command::new("mkfifo").arg(place).status().unwrap().success());
}

#[test]
fn pipes_and_devices_are_not_waited_for() {
    let scene = Scene::new();
    fifo(&scene.at("facts/sources/pipe.md"));
    let said = scene.runs(&["check"], 2);
    assert!(said.contains("sources/pipe.md is no plain file; it is left out"), "{said}");
    fs::remove_file(scene.at("facts/sources/pipe.md")).unwrap();
    fifo(&scene.at("outside-pipe.txt"));
    for input in ["/dev/zero", "../outside-pipe.txt"] {
        let said = scene.runs(&["add", input], 2);
        assert!(said.contains("is no plain file"), "{said}");
    }
    assert_eq!(scene.stored(), ["honest.md"]);
}

#[test]
fn links_of_a_packed_folder_bring_nothing_in() {
    let scene = Scene::new();
    scene.file("packed/a.txt", "The tram of Velby opened in 1911.\n");
    symlink(scene.at("outside/secret.md"), scene.at("packed/b.md")).unwrap();
    symlink("/dev/zero", scene.at("packed/c.txt")).unwrap();
    fifo(&scene.at("packed/d.txt"));
    let said = scene.runs(&["add", "../packed"], 2);
    assert_eq!(said.matches("is a symbolic link out of the folder; it is left out").count(), 2, "{said}");
    assert!(said.contains("d.txt is no plain file"), "{said}");
    assert_eq!(scene.stored(), ["a.md", "honest.md"], "the honest file counts all the same");
}

#[test]
fn paths_in_ids_and_front_matter_lead_nowhere() {
    let scene = Scene::new();
    scene.file("page.md", "---\ntitle: ../../outside/x\nid: ../x\n---\nThe tram of Velby opened in 1911.\n");
    let said = scene.runs(&["add", "../page.md", "--id", "../../outside/x"], 2);
    assert!(said.contains("cannot be an id; `outside-x` could"), "{said}");
    scene.file("index.md", fs::read(scene.at("page.md")).unwrap());
    scene.runs(&["add", "../index.md"], 0);
    assert_eq!(scene.stored(), ["honest.md", "outside-x.md"]);
    for original in ["../outside/secret.md", "/dev/zero", "/etc/passwd"] {
        let front = format!("+++\noriginal = \"{original}\"\noriginal_hash = \"sha256:00\"\n+++\n{HONEST}");
        scene.file("facts/sources/honest.md", front);
        let said = scene.runs(&["verify", "honest"], 1);
        assert!(said.contains("original changed"), "{said}");
    }
    scene.file("facts/claims/x.toml", "source = \"../../outside/secret\"\n");
    assert!(scene.runs(&["check"], 2).contains("there is no source"));
}

#[test]
fn archives_and_damaged_documents_say_what_they_are() {
    let scene = Scene::new();
    scene.file("bomb.docx", [b"PK\x03\x04".as_slice(), &[0; 64]].concat());
    assert!(scene.runs(&["add", "../bomb.docx"], 2).contains("a ZIP archive"));
    scene.file("x.md", [b"\x1f\x8b\x08".as_slice(), &[0; 64]].concat());
    assert!(scene.runs(&["add", "../x.md"], 2).contains("cannot be read; save the article"));
    // Text with a NUL is damaged, not dangerous: it is kept as it is, and said; the file's name is none on Windows.
    scene.file("nul.txt", "The tram\0 of Velby opened in 1911.\n");
    assert!(
        scene.runs(&["add", "../nul.txt"], 0).contains("nul.txt: the text has NUL characters; they are kept")
    );
    assert_eq!(scene.stored(), ["honest.md", "source-nul.md"]);
    assert!(scene.runs(&["check"], 0).contains("the text has NUL characters"));
}

/// A PDF whose one page unpacks to `mebibytes` of blanks.
#[cfg(feature = "pdf")]
fn pdf_bomb(mebibytes: usize) -> Vec<u8> {
    use flate2::{Compress, Compression, FlushCompress};
    // Blanks packed after blanks give the same bytes each time, so one piece is packed and then repeated.
    let blanks = vec![b' '; 1 << 20];
    let mut packer = Compress::new(Compression::best(), true);
    let mut piece = || {
        let mut packed = Vec::with_capacity(1 << 16);
        packer.compress_vec(&blanks, &mut packed, FlushCompress::Sync).unwrap();
        packed
    };
    let mut stream = piece();
    let again = piece();
    assert!(again.len() < 1 << 14, "it is packed");
    (1..mebibytes).for_each(|_| stream.extend_from_slice(&again));
    let objects: [Vec<u8>; 4] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>".to_vec(),
        [
            format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", stream.len()).into_bytes(),
            stream,
            b"\nendstream".to_vec(),
        ]
        .concat(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(b"xref\n0 5\n0000000000 65535 f \n");
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(format!("trailer << /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// The reading process has its own limit; a lower one of the caller holds as well, so that the test needs no gigabytes.
#[cfg(all(feature = "pdf", target_os = "linux"))]
#[test]
fn a_document_that_unpacks_without_end_takes_nobody_down() {
    let scene = Scene::new();
    scene.file("bomb.pdf", pdf_bomb(3000));
    let mut shell = Command::new("bash");
    shell.args(["-c", "ulimit -v 1500000; exec \"$0\" add ../bomb.pdf", env!("CARGO_BIN_EXE_crosscheck")]);
    let said = scene.ends(&mut shell, b"", 2);
    assert!(said.contains("made to do harm") || said.contains("PDF document"), "{said}");
    assert_eq!(scene.stored(), ["honest.md"]);
}

#[test]
fn one_line_of_any_length_is_an_article_or_too_long() {
    let scene = Scene::new();
    let line = format!("The quay of Harlow is 360 metres long{}", " and the wind blew over it".repeat(2_000));
    scene.file("facts/sources/line.txt", &line);
    scene.file("facts/sources/word.txt", "x".repeat(3 << 20));
    for format in ["lint", "markdown", "github"] {
        let said = scene.runs(&["check", "--exit-zero", "--format", format], 0);
        assert!(said.len() < 20_000, "{format}: a report does not repeat the line");
    }
    // Standard input has no size to ask for: it is read up to the limit, and no further.
    let mut add = Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    let said = scene.ends(add.args(["add", "-", "--max-file-size", "1"]), line.repeat(32).as_bytes(), 2);
    assert!(said.contains("longer than 1 MiB"), "{said}");
}

#[test]
fn laughs_stay_small() {
    let scene = Scene::new();
    let mut yaml = String::from("---\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..30 {
        let below = level - 1;
        yaml.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{below}"); 9].join(", ")));
    }
    yaml.push_str("---\nThe tram of Velby opened in 1911.\n");
    scene.file("facts/sources/laughs.md", &yaml);
    assert!(scene.runs(&["check"], 2).contains("an alias (*name) is not expanded"));
    // In TOML nothing can be repeated; depth is what remains.
    scene.file("facts/sources/laughs.md", format!("+++\ntitle = {}\n+++\nText.\n", "[".repeat(50_000)));
    scene.runs(&["check"], 2);
    scene.file("facts/crosscheck.toml", format!("x = {}", "[".repeat(50_000)));
    scene.runs(&["check"], 2);
}

#[test]
fn titles_and_file_names_do_not_speak_to_the_terminal() {
    let scene = Scene::new();
    let title = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}eltit\u{2066}";
    scene.file("facts/sources/loud\u{1b}[31m.md", format!("---\ntitle: \"{title}\"\n---\n{HONEST}"));
    scene.file("loud.md", format!("---\ntitle: \"{title}\"\n---\nThe tram of Velby is 12 km long.\n"));
    for args in [&["add", "../loud.md"][..], &["report"], &["check", "-v"], &["list", "sources"], &["verify"]]
    {
        let said = scene.runs(args, 0);
        assert!(!said.contains(['\u{202e}', '\u{2066}']), "{args:?}: {said:?}");
    }
    let stored = fs::read_to_string(scene.at("facts/sources/loud.md")).unwrap();
    assert!(!stored.contains(['\u{1b}', '\u{202e}', '\u{2066}']), "{stored:?}");
}

#[cfg(feature = "html")]
#[test]
fn pages_nested_without_end_are_refused() {
    let scene = Scene::new();
    scene.file("deep.html", format!("<html><body>{}", "<div>".repeat(300_000)));
    assert!(scene.runs(&["add", "../deep.html"], 2).contains("nested more than 4096 deep"));
    scene.file("wide.html", format!("<html><body>{}", "<p a=1 ".repeat(300_000)));
    scene.runs(&["add", "../wide.html"], 2);
    assert_eq!(scene.stored(), ["honest.md"]);
}
