//! One large JSON object, written field by field: its lists are put into words on all cores, a run of elements at a
//! time, so that the whole is never in memory. Indented by two, as serde_json does it.

use std::io;

use rayon::prelude::*;
use serde::Serialize;

use super::escape;

/// Elements that are put into words in one go, and how many such runs are held before they are written.
const RUN: usize = 512;
const RUNS: usize = 16;

/// An object that is being written.
pub(super) struct Stream<'o> {
    out: &'o mut dyn io::Write,
    is_empty: bool,
}

impl<'o> Stream<'o> {
    /// Begins an object.
    pub(super) fn begin(out: &'o mut dyn io::Write) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, is_empty: true })
    }

    fn name(&mut self, name: &str) -> io::Result<()> {
        let comma = if self.is_empty { "" } else { "," };
        self.is_empty = false;
        write!(self.out, "{comma}\n  \"{name}\": ")
    }

    /// Writes a field.
    pub(super) fn field(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.name(name)?;
        let mut text = Vec::new();
        indented(value, 1, &mut text)?;
        self.out.write_all(&text)
    }

    /// Writes a list of `many` elements, each made when its turn comes.
    pub(super) fn list<T: Serialize>(
        &mut self,
        name: &str,
        many: usize,
        element: impl Fn(usize) -> T + Sync,
    ) -> io::Result<()> {
        self.name(name)?;
        if many == 0 {
            return self.out.write_all(b"[]");
        }
        self.out.write_all(b"[")?;
        let starts: Vec<usize> = (0..many).step_by(RUN).collect();
        for starts in starts.chunks(RUNS) {
            let texts = starts.par_iter().map(|start| {
                let mut text = Vec::new();
                for at in *start..(start + RUN).min(many) {
                    text.extend_from_slice(if at == 0 { b"\n    " } else { b",\n    " });
                    indented(&element(at), 2, &mut text)?;
                }
                Ok(text)
            });
            for text in texts.collect::<io::Result<Vec<_>>>()? {
                self.out.write_all(&text)?;
            }
        }
        self.out.write_all(b"\n  ]")
    }

    /// Ends the object.
    pub(super) fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n}\n")
    }
}

/// Writes a value as JSON, indented by two for each of `depth` levels that it stands in and from there on.
fn indented<T: serde::Serialize + ?Sized>(value: &T, depth: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let formatter = escape::Harmless(Indented { depth, is_empty: true });
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))?)
}

/// serde_json's pretty way of writing, from any depth on.
struct Indented {
    depth: usize,
    /// Whether nothing stands in the array or object that was begun last.
    is_empty: bool,
}

impl Indented {
    fn line<W: ?Sized + io::Write>(&self, writer: &mut W) -> io::Result<()> {
        const SPACES: &[u8] = &[b' '; 64];
        writer.write_all(b"\n")?;
        let spaces = self.depth * 2;
        writer.write_all(&SPACES[..spaces.min(SPACES.len())])?;
        (SPACES.len()..spaces).try_for_each(|_| writer.write_all(b" "))
    }

    fn begin<W: ?Sized + io::Write>(&mut self, writer: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        writer.write_all(mark)
    }

    fn next<W: ?Sized + io::Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        self.line(writer)
    }

    fn end<W: ?Sized + io::Write>(&mut self, writer: &mut W, mark: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !self.is_empty {
            self.line(writer)?;
        }
        self.is_empty = false;
        writer.write_all(mark)
    }
}

impl serde_json::ser::Formatter for Indented {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.begin(writer, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.end(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.next(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.is_empty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

    use super::*;

    #[test]
    fn indented_json_is_as_serde_json_has_it() {
        let value = serde_json::json!({"a": [], "b": {}, "c": [1, [2, {"d": "e"}], null], "f": {"g": [[]]}});
        let mut plain = Vec::new();
        indented(&value, 0, &mut plain).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), serde_json::to_string_pretty(&value).unwrap());
        let (mut alone, mut within) = (Vec::new(), Vec::new());
        indented(&[&value], 0, &mut alone).unwrap();
        indented(&value, 1, &mut within).unwrap();
        let within = format!("[\n  {}\n]", String::from_utf8(within).unwrap());
        assert_eq!(String::from_utf8(alone).unwrap(), within);
    }
}
