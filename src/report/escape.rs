//! Makes text harmless, once for each medium.
//!
//! Articles are written by others: a quote can hold terminal escapes, markup, workflow commands, formulas, or marks
//! that make text run backwards. Nothing of it may act in any output. Two rules hold everywhere: a mark that would
//! act or hide is shown by its name (`⟨U+202E⟩`, `␛`), never dropped, so that a reader sees that it is there; and
//! what is escaped reads the same to a person as before.

use std::borrow::Cow;
use std::io;

/// Whether a character controls a terminal, hides, or changes the direction of what follows: controls (general
/// category Cc), the bidirectional controls of UAX 9, zero-width and invisible operators, line and paragraph
/// separators, interlinear annotations, tags, and the byte order mark.
#[must_use]
pub fn is_hidden(mark: char) -> bool {
    matches!(mark,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a text is printable ASCII in which nothing can act anywhere: most are, and this is told without decoding.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
        && !bytes.windows(2).any(|pair| pair[0] == pair[1] && matches!(pair[0], b':' | b'#'))
}

/// What stands for a hidden character: the picture of an ASCII control (`␛`), else the code point's name (`⟨U+202E⟩`).
fn push_name(text: &mut String, mark: char) {
    match mark {
        '\0'..='\x1f' => text.push(char::from_u32(0x2400 + u32::from(mark)).unwrap_or('\u{fffd}')),
        '\x7f' => text.push('␡'),
        _ => text.push_str(&format!("⟨U+{:04X}⟩", u32::from(mark))),
    }
}

/// Text as one flowing line of a terminal or a log: line ends and tabs become spaces, hidden characters show by name,
/// and what a CI runner would take for a command does not begin as one.
///
/// GitHub's runner reads `::name::` at the beginning of a line, blanks before it skipped, and `##[name]` anywhere; Azure
/// Pipelines and TeamCity read `##name[`. Wrapping can move any word to the beginning of a line, so every word that
/// begins with `::` is defused.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.chars().any(is_hidden) && !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    push_line(text, &mut safe, |_, _| ());
    Cow::Owned(safe)
}

/// Text as [`line`](line()) gives it, with the place in the result of each of the given bytes of `text`. A place inside a
/// character is the next character's; one past the end is the end.
#[must_use]
pub fn line_with_places(text: &str, places: &[usize]) -> (String, Vec<usize>) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|at| places[*at]);
    let mut waiting = order.iter().peekable();
    let mut moved = vec![usize::MAX; places.len()];
    let mut safe = String::with_capacity(text.len());
    push_line(text, &mut safe, |from, to| {
        while let Some(at) = waiting.next_if(|at| places[**at] <= from) {
            moved[*at] = to;
        }
    });
    moved.iter_mut().for_each(|place| *place = (*place).min(safe.len()));
    (safe, moved)
}

/// Pushes the harmless form of `text`, and tells for each character where it stood and where it stands.
fn push_line(text: &str, safe: &mut String, mut stands: impl FnMut(usize, usize)) {
    let mut previous = ' ';
    let mut marks = text.char_indices().peekable();
    while let Some((at, mark)) = marks.next() {
        stands(at, safe.len());
        let next = marks.peek().map(|(_, next)| *next);
        match mark {
            '\r' if next == Some('\n') => {}
            '\n' | '\t' | '\r' => safe.push(' '),
            ':' if previous.is_whitespace() && next == Some(':') => safe.push_str("⟨:⟩"),
            '#' if next == Some('#') => safe.push_str("⟨#⟩"),
            mark if is_hidden(mark) => push_name(safe, mark),
            mark => safe.push(mark),
        }
        previous = mark;
    }
}

/// Text for HTML, between tags or within a quoted attribute.
#[must_use]
pub fn html(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for mark in line(text).chars() {
        match mark {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '`' => safe.push_str("&#96;"),
            mark => safe.push(mark),
        }
    }
    safe
}

/// Text for the middle of a line of GitHub-flavoured Markdown, also in a table's cell.
///
/// What means something to Markdown becomes a character reference, which Markdown never reads as markup. That is not
/// enough for `@name`, `#12` and `:name:`: GitHub and GitLab look for those in the finished page, where a reference
/// has become the character again. An empty comment after the mark parts the two for good and shows nothing.
#[must_use]
pub fn markdown(text: &str) -> String {
    defused(text, "&<>`*_~[]|\\$^", |mark| format!("&#{};", u32::from(mark)))
}

/// Text for the middle of a line that some read as Markdown and others as it is: nothing acts, and ordinary text stays
/// as it was. A price is not taken for a formula but where two `$` stand around words, which then only look like one.
#[must_use]
pub fn light_markdown(text: &str) -> String {
    defused(text, "&<`*_~[]|\\", |mark| format!("\\{mark}"))
}

/// Text in which no mark means anything to Markdown: those of `marks` go through `escape`.
fn defused(text: &str, marks: &str, escape: impl Fn(char) -> String) -> String {
    let line = line(text);
    let mut safe = String::with_capacity(line.len() + 16);
    let mut at_start = true;
    for (at, mark) in line.char_indices() {
        let rest = &line[at + mark.len_utf8()..];
        match mark {
            '.' if safe.ends_with("www") || safe.ends_with("WWW") => safe.push_str(&escape(mark)),
            mark if marks.contains(mark) || (at_start && begins_block(mark, &safe)) => {
                safe.push_str(&escape(mark));
            }
            mark => safe.push(mark),
        }
        if names(mark, rest) {
            safe.push_str("<!-- -->");
        }
        at_start &= mark.is_ascii_digit();
    }
    safe
}

/// Whether a mark means something at the beginning of a line: lists, rules, headings. Before it stand digits alone.
fn begins_block(mark: char, before: &str) -> bool {
    match mark {
        '.' | ')' => !before.is_empty(),
        '-' | '+' | '=' | '#' | '>' => before.is_empty(),
        _ => false,
    }
}

/// Whether a mark begins what GitHub and GitLab look for in the finished page: a person, an issue, a picture by its
/// name, an address.
fn names(mark: char, rest: &str) -> bool {
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    match mark {
        '@' | '#' => !word.is_empty(),
        ':' => word.starts_with("//") || word.contains(':'),
        _ => false,
    }
}

/// The message of a GitHub workflow command.
#[must_use]
pub fn workflow_message(text: &str) -> String {
    line(text).replace('%', "%25")
}

/// A property of a GitHub workflow command, where colons and commas mean something too.
#[must_use]
pub fn workflow_property(text: &str) -> String {
    workflow_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// A cell of tab-separated output. A spreadsheet takes text that begins with `=`, `+`, `-` or `@` for a formula; an
/// apostrophe before it makes it text again (OWASP, CSV injection). Plain signed numbers are left alone.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    let safe = line(text);
    let number =
        |rest: &str| rest.chars().all(|mark| mark.is_ascii_digit() || matches!(mark, '.' | ',' | ' ' | '%'));
    match safe.trim_start().chars().next() {
        Some('=' | '@') => Cow::Owned(format!("'{safe}")),
        Some('+' | '-') if !number(&safe.trim_start()[1..]) => Cow::Owned(format!("'{safe}")),
        _ => safe,
    }
}

/// Text for XML 1.0: the characters that XML cannot hold show by name. Markup is left to the XML writer.
#[must_use]
pub fn xml(text: &str) -> String {
    line(text)
        .chars()
        .map(|mark| if matches!(mark, '\u{fffe}' | '\u{ffff}') { '\u{fffd}' } else { mark })
        .collect()
}

/// A file's path as a relative URI reference (RFC 3986): everything but unreserved characters and slashes in percent.
#[must_use]
pub fn uri(path: &str) -> String {
    let mut safe = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                safe.push(char::from(byte))
            }
            byte => safe.push_str(&format!("%{byte:02X}")),
        }
    }
    safe
}

/// Writes `value` as JSON. Nothing is lost: hidden characters go as `\u` escapes, as do `##` and `::`, which a CI
/// runner that prints the JSON could take for a command.
///
/// # Errors
/// Those of `out`.
pub fn json<T: serde::Serialize + ?Sized>(
    value: &T,
    pretty: bool,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if pretty {
        let formatter = Harmless(serde_json::ser::PrettyFormatter::new());
        value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))?;
    } else {
        let formatter = Harmless(serde_json::ser::CompactFormatter);
        value.serialize(&mut serde_json::Serializer::with_formatter(out, formatter))?;
    }
    Ok(())
}

/// A JSON formatter that escapes what serde_json leaves raw.
pub(super) struct Harmless<F>(pub(super) F);

macro_rules! forward {
    ($($name:ident($($arg:ident: $type:ty),*);)*) => {$(
        fn $name<W: ?Sized + io::Write>(&mut self, writer: &mut W $(, $arg: $type)*) -> io::Result<()> {
            self.0.$name(writer $(, $arg)*)
        }
    )*};
}

impl<F: serde_json::ser::Formatter> serde_json::ser::Formatter for Harmless<F> {
    forward! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if is_plain(fragment) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut done = 0;
        let mut previous = '\0';
        for (at, mark) in fragment.char_indices() {
            if is_hidden(mark) || (mark == previous && matches!(mark, '#' | ':')) {
                writer.write_all(&fragment.as_bytes()[done..at])?;
                let mut units = [0; 2];
                for unit in mark.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
                done = at + mark.len_utf8();
            }
            previous = mark;
        }
        writer.write_all(&fragment.as_bytes()[done..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str =
        "a\x1b[31m\u{202e}b\u{200b}\u{feff}\u{85}\n::error::x\t##[group]y\u{2028}\u{e0041}é";

    #[test]
    fn nothing_hidden_comes_through_any_medium() {
        let json = {
            let mut out = Vec::new();
            json(HOSTILE, true, &mut out).unwrap();
            assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), HOSTILE, "JSON loses nothing");
            String::from_utf8(out).unwrap()
        };
        let media = [
            line(HOSTILE).into_owned(),
            html(HOSTILE),
            markdown(HOSTILE),
            light_markdown(HOSTILE),
            workflow_message(HOSTILE),
            workflow_property(HOSTILE),
            cell(HOSTILE).into_owned(),
            xml(HOSTILE),
            uri(HOSTILE),
            json,
        ];
        for text in media {
            assert!(!text.chars().any(is_hidden), "{text:?}");
            assert!(!text.contains("##["), "{text:?}");
            assert!(!text.contains(" ::") && !text.starts_with("::"), "{text:?}");
        }
    }

    #[test]
    fn harmless_text_stays_as_it_is() {
        for text in ["plain", "std::vec in C#", "naïve “quotes” — 25 %", "👩\u{1f3fd}\u{fe0f}", "שלום"]
        {
            assert_eq!(line(text), text);
        }
        assert_eq!(line("one\r\ntwo\tthree"), "one two three");
        assert_eq!(line("\x1b[0m"), "␛[0m");
    }

    #[test]
    fn places_move_with_the_text() {
        let (safe, places) = line_with_places("é\u{202e}quote\u{7}!", &[5, 10, 99, 0]);
        assert_eq!(&safe[places[0]..places[1]], "quote");
        assert_eq!((places[2], places[3]), (safe.len(), 0));
    }

    #[test]
    fn markdown_reads_nothing_as_markup() {
        assert_eq!(markdown("<img src=x>"), "&#60;img src=x&#62;");
        assert_eq!(markdown("a|b [c](d) @e"), "a&#124;b &#91;c&#93;(d) @<!-- -->e");
        assert_eq!(markdown("1. no list"), "1&#46; no list");
        assert_eq!(markdown("- no list"), "&#45; no list");
        assert_eq!(markdown("see: :tada: at 10:30"), "see: :<!-- -->tada: at 10:30");
        assert_eq!(markdown("http://example.org"), "http:<!-- -->//example.org");
        assert_eq!(markdown("# no heading"), "&#35; no heading");
        assert_eq!(markdown("www.example.org"), "www&#46;example.org");
    }

    #[test]
    fn light_markdown_reads_nothing_as_markup_and_leaves_ordinary_text_alone() {
        let ordinary = "cost: $84 million (+3 %) – “the quay’s price”, sources/a.md:6, 10:30; 5 - 3";
        assert_eq!(light_markdown(ordinary), ordinary);
        for (text, safe) in [
            ("<img src=x> &amp;", "\\<img src=x> \\&amp;"),
            ("a|b [c](d) *e* _f_ `g`", "a\\|b \\[c\\](d) \\*e\\* \\_f\\_ \\`g\\`"),
            ("@team #1 :tada: http://x", "@<!-- -->team #<!-- -->1 :<!-- -->tada: http:<!-- -->//x"),
            ("12. no list", "12\\. no list"),
            ("- no list", "\\- no list"),
            ("# no heading", "\\# no heading"),
            ("www.example.org", "www\\.example.org"),
        ] {
            assert_eq!(light_markdown(text), safe);
        }
    }

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("\t@SUM(A1)"), "' @SUM(A1)");
        assert_eq!(cell("-5.2 %"), "-5.2 %");
        assert_eq!(cell("-5|cmd"), "'-5|cmd");
    }
}
