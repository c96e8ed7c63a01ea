use std::fs;

use super::*;

const OPTIONS: ReadOptions<'_> = ReadOptions { max_file: DEFAULT_MAX_FILE, endings: &["md", "txt"] };

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    folder
}

fn read(folder: &tempfile::TempDir) -> Inputs {
    Workspace::open(folder.path()).unwrap().read(&OPTIONS).unwrap()
}

fn paths(files: &[RawFile]) -> Vec<&str> {
    files.iter().map(|file| &*file.path).collect()
}

fn shown(inputs: &Inputs) -> Vec<String> {
    inputs.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn reads_what_the_folder_holds_in_the_order_of_paths() {
    let folder = folder(&[
        ("sources/b.txt", "B"),
        ("sources/2026/a.md", "A"),
        ("sources/.hidden.md", "no"),
        ("sources/b.txt~", "no"),
        ("sources/page.html", "no"),
        ("sources/empty.md", ""),
        ("claims/b.toml", "source = \"b\""),
        ("crosscheck.toml", "# nothing"),
        ("README.md", "no"),
    ]);
    let inputs = read(&folder);
    assert_eq!(paths(&inputs.sources), ["sources/2026/a.md", "sources/b.txt"]);
    assert_eq!(paths(&inputs.claims), ["claims/b.toml"]);
    assert_eq!(inputs.config.as_ref().map(|file| &*file.path), Some("crosscheck.toml"));
    assert_eq!(inputs.baseline, None);
    assert_eq!(
        shown(&inputs),
        [
            "sources/empty.md:1:1: warning[workspace-empty-file]: the file is empty; it is left out",
            "sources/page.html:1:1: warning[workspace-format]: sources/page.html is left out: only .md, .txt are \
             read here",
        ]
    );
}

#[test]
fn a_folder_of_texts_alone_is_read_as_articles() {
    let folder = folder(&[("one.txt", "1"), ("two.md", "2"), ("data.csv", "3"), ("deeper/three.md", "3")]);
    let inputs = read(&folder);
    assert_eq!(paths(&inputs.sources), ["one.txt", "two.md"]);
    assert_eq!(inputs.diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["workspace-heap"]);
}

#[test]
fn errors_say_what_to_do() {
    let folder = folder(&[("crosscheck.toml", ""), ("file", "")]);
    let message = |path: &Path| match Workspace::open(path).and_then(|workspace| workspace.read(&OPTIONS)) {
        Ok(_) => String::new(),
        Err(error) => error.to_string().replace(&folder.path().display().to_string(), "F"),
    };
    assert_eq!(
        message(&folder.path().join("none")),
        "there is no folder F/none; make one with `crosscheck init F/none`"
    );
    assert_eq!(
        message(&folder.path().join("file")),
        "F/file is not a folder; name the folder that holds sources/"
    );
    assert_eq!(
        message(folder.path()),
        "no articles in F; add one with `crosscheck add FILE`, or start with `crosscheck init`"
    );
}

#[test]
fn files_over_the_limit_are_not_read() {
    let folder = folder(&[("sources/a.md", "fine")]);
    // A hole of one gigabyte takes no room; reading it would.
    fs::File::create(folder.path().join("sources/huge.md")).unwrap().set_len(1 << 30).unwrap();
    let inputs = read(&folder);
    assert_eq!(paths(&inputs.sources), ["sources/a.md"]);
    assert_eq!(
        shown(&inputs),
        [
            "sources/huge.md:1:1: error[workspace-too-large]: sources/huge.md has 1024 MiB, more than the limit of 64 \
          MiB; it is left out"
        ]
    );
    let tight = ReadOptions { max_file: 3, ..OPTIONS };
    let error = Workspace::open(folder.path()).unwrap().read(&tight).unwrap_err();
    let WorkspaceError::NoSources { skipped, .. } = error else { panic!("{error}") };
    assert_eq!(
        &*skipped[0].message,
        "sources/a.md has 4 bytes, more than the limit of 3 bytes; it is left out"
    );
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_special_files_are_left_out() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.md", "secret"), ("more/x.md", "x")]);
    let folder = folder(&[("sources/a.md", "fine")]);
    let at = |name: &str| folder.path().join(name);
    symlink(outside.path().join("secret.md"), at("sources/out.md")).unwrap();
    symlink(outside.path().join("more"), at("sources/tree")).unwrap();
    symlink("a.md", at("sources/in.md")).unwrap();
    symlink("nowhere.md", at("sources/dangling.md")).unwrap();
    symlink("/dev/zero", at("sources/zero.md")).unwrap();
    symlink(outside.path().join("secret.md"), at("crosscheck.toml")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("sources/socket.md")).unwrap();
    let inputs = read(&folder);
    assert_eq!(paths(&inputs.sources), ["sources/a.md", "sources/in.md"]);
    assert_eq!(inputs.config, None);
    assert_eq!(
        inputs.diagnostics.iter().map(|problem| &*problem.message).collect::<Vec<_>>(),
        [
            "crosscheck.toml is a symbolic link out of the folder; it is left out",
            "sources/dangling.md is a symbolic link that leads nowhere: No such file or directory (os error 2)",
            "sources/out.md is a symbolic link out of the folder; it is left out",
            "sources/socket.md is no plain file; it is left out",
            "sources/tree is left out: only .md, .txt are read here",
            "sources/zero.md is a symbolic link out of the folder; it is left out",
        ]
    );
}

#[test]
fn writing_replaces_whole_files_and_keeps_equal_ones() {
    let folder = folder(&[("claims/a.toml", "old")]);
    let workspace = Workspace::open(folder.path()).unwrap();
    let writer = workspace.lock().unwrap();
    writer.write("claims/a.toml", b"new").unwrap();
    writer.write("claims/b.toml", b"made").unwrap();
    let place = folder.path().join("claims/a.toml");
    assert_eq!(fs::read_to_string(&place).unwrap(), "new");
    let before = fs::metadata(&place).unwrap().modified().unwrap();
    writer.write("claims/a.toml", b"new").unwrap();
    assert_eq!(fs::metadata(&place).unwrap().modified().unwrap(), before);
    writer.remove("claims/b.toml").unwrap();
    writer.remove("claims/b.toml").unwrap();
    let left: Vec<_> =
        fs::read_dir(folder.path().join("claims")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["a.toml"]);
}

#[test]
fn a_second_writer_waits_outside() {
    let folder = folder(&[]);
    let workspace = Workspace::open(folder.path()).unwrap();
    let writer = workspace.lock().unwrap();
    assert!(matches!(workspace.lock(), Err(WorkspaceError::Locked { .. })));
    drop(writer);
    assert!(workspace.lock().is_ok());
    assert_eq!(fs::read_to_string(folder.path().join(".crosscheck/.gitignore")).unwrap(), "*\n");
}

#[test]
fn names_that_lead_out_are_refused() {
    let folder = folder(&[]);
    let workspace = Workspace::open(folder.path()).unwrap();
    let writer = workspace.lock().unwrap();
    for name in ["../x", "a/../../x", "/etc/x", "", "a//b", "a\\b", "C:x", "x\u{1b}[0m", "dot.", "a\0b"] {
        assert!(matches!(writer.write(name, b""), Err(WorkspaceError::UnsafeName { .. })), "{name:?}");
    }
}

#[cfg(unix)]
#[test]
fn writing_follows_no_link_out() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("kept.toml", "kept")]);
    let folder = folder(&[("sources/a.md", "x")]);
    symlink(outside.path(), folder.path().join("claims")).unwrap();
    symlink(outside.path().join("kept.toml"), folder.path().join("crosscheck.toml")).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let writer = workspace.lock().unwrap();
    for name in ["claims/kept.toml", "claims/new.toml", "crosscheck.toml"] {
        assert!(matches!(writer.write(name, b"changed"), Err(WorkspaceError::NotPlain { .. })), "{name}");
    }
    assert_eq!(fs::read_to_string(outside.path().join("kept.toml")).unwrap(), "kept");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}
