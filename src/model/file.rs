//! A file before anybody has read meaning into it.

/// A file's path, relative to the folder with forward slashes, and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// The path as shown to people.
    pub path: Box<str>,
    /// Every byte of it.
    pub bytes: Vec<u8>,
}
