//! Names the program's reading of articles, so that no version trusts what another one kept.
//!
//! The name is a digest of the source files that decide what is read from a text, and of the versions of all crates.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

const READING: [&str; 7] =
    ["src/extract", "src/lexicon", "src/model", "src/pipeline", "src/segment", "src/text", "src/value"];

fn main() -> io::Result<()> {
    let mut files = BTreeSet::from([PathBuf::from("Cargo.lock")]);
    for folder in READING {
        println!("cargo::rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files)?;
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    let mut digest = DefaultHasher::new();
    for file in files {
        file.hash(&mut digest);
        // A package may come without its lock file.
        fs::read(&file).unwrap_or_default().hash(&mut digest);
    }
    println!("cargo::rustc-env=CROSSCHECK_READER={:016x}", digest.finish());
    Ok(())
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.insert(path);
        }
    }
    Ok(())
}
