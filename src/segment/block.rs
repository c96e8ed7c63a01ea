//! A body of text to blocks.

use crate::model::{Block, BlockKind};
use crate::text::Span;

/// Takes the body apart at blank lines, list marks, table bars and headings. A line that runs on is joined to the
/// next; a line that ends a sentence, or that is set like a title, is not.
pub(super) fn blocks(text: &str, body: Span) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut heading = None;
    let mut open: Option<(usize, usize, BlockKind)> = None;
    let lines: Vec<Span> = lines(text, body).collect();
    for (at, line) in lines.iter().enumerate() {
        let words = line.of(text).unwrap_or_default();
        let trimmed = words.trim();
        let next = lines.get(at + 1).and_then(|line| line.of(text)).unwrap_or_default();
        let start = line.start() + (words.len() - words.trim_start().len());
        let end = line.start() + words.trim_end().len();
        if trimmed.is_empty() || is_rule(trimmed) {
            close(text, &mut blocks, &mut open, &mut heading);
            continue;
        }
        let opens = blocks.is_empty() && open.is_none();
        if let Some(kind) = kind_of_line(trimmed, next, opens) {
            close(text, &mut blocks, &mut open, &mut heading);
            match kind {
                BlockKind::Cell => cells(text, start, end, heading, &mut blocks),
                BlockKind::Item | BlockKind::PullQuote => {
                    open = Some((start + mark_length(trimmed), end, kind))
                }
                kind => {
                    open = Some((start + mark_length(trimmed), end, kind));
                    close(text, &mut blocks, &mut open, &mut heading);
                }
            }
            continue;
        }
        match &mut open {
            Some((_, open_end, _)) => *open_end = end,
            None => open = Some((start, end, BlockKind::Paragraph)),
        }
        if ends_sentence(trimmed) && !next.trim().is_empty() {
            close(text, &mut blocks, &mut open, &mut heading);
        }
    }
    close(text, &mut blocks, &mut open, &mut heading);
    blocks
}

fn lines(text: &str, body: Span) -> impl Iterator<Item = Span> {
    let words = body.of(text).unwrap_or_default();
    let mut start = body.start();
    words.split_inclusive('\n').map(move |line| {
        let span = Span::new(start, start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
        span
    })
}

fn close(
    text: &str,
    blocks: &mut Vec<Block>,
    open: &mut Option<(usize, usize, BlockKind)>,
    heading: &mut Option<usize>,
) {
    let Some((start, end, kind)) = open.take() else { return };
    if start >= end {
        return;
    }
    let span = Span::new(start, end);
    let words = span.of(text).unwrap_or_default();
    let kind = if kind != BlockKind::Heading && is_furniture(words) { BlockKind::Furniture } else { kind };
    if kind == BlockKind::Heading {
        *heading = Some(blocks.len());
        blocks.push(Block { span, kind, label: None, heading: None });
        return;
    }
    blocks.push(Block {
        span,
        kind,
        label: label(words).map(|label| label.shifted(start)),
        heading: *heading,
    });
}

/// What a line is by its own marks; nothing for a line of running text.
fn kind_of_line(line: &str, next: &str, opens: bool) -> Option<BlockKind> {
    if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
        return Some(BlockKind::Heading);
    }
    if line.starts_with('|') && line.len() > 1 {
        return Some(BlockKind::Cell);
    }
    if line.starts_with("> ") {
        return Some(BlockKind::PullQuote);
    }
    if mark_length(line) > 0 {
        return Some(BlockKind::Item);
    }
    if line.starts_with("![")
        || starts_with_any(line, &["Photo:", "Image:", "Picture:", "Caption:", "Pictured:"])
    {
        return Some(BlockKind::Caption);
    }
    is_title(line, next, opens).then_some(BlockKind::Heading)
}

/// Bytes of the mark that opens a list item or a heading, with the space behind it.
fn mark_length(line: &str) -> usize {
    for mark in ["- ", "* ", "+ ", "• ", "– ", "— ", "▪ ", "● ", "‣ ", "> "] {
        if line.starts_with(mark) && line.len() > mark.len() {
            return mark.len();
        }
    }
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    if hashes > 0 && line[hashes..].starts_with(' ') {
        return hashes + 1;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered =
        (1..=2).contains(&digits) && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    if numbered { digits + 2 } else { 0 }
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|mark| matches!(mark, '-' | '*' | '_' | '=' | '|' | ':' | ' '))
}

/// A line set like a title above running text, or at the very beginning: short, without a stop, most of its longer
/// words capital.
fn is_title(line: &str, next: &str, opens: bool) -> bool {
    if line.len() > 110 {
        return false;
    }
    let emphasised = line.starts_with("**") && line.ends_with("**") && line.matches("**").count() == 2;
    let words: Vec<&str> = line.trim_matches(['*', '_']).split_whitespace().collect();
    let ends_open = line
        .trim_matches(['*', '_'])
        .ends_with(|mark: char| mark.is_alphanumeric() || mark == '?' || mark == ')');
    // A sentence that is broken over two lines goes on in lower case.
    let runs_on = next.trim_start().starts_with(char::is_lowercase);
    if words.len() > 14 || !ends_open || runs_on && !emphasised {
        return false;
    }
    if emphasised {
        return words.len() > 1 && !words[0].eq_ignore_ascii_case("by");
    }
    let long: Vec<&&str> = words.iter().filter(|word| word.chars().count() >= 4).collect();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    !long.is_empty()
        && 3 * capital >= 2 * long.len()
        && (opens && words.len() > 3 || next.trim().len() > line.len())
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', '*', '_', ']']);
    bare.ends_with(['.', '!', '?', '…'])
}

/// Bold words that open a block and name its matter.
fn label(words: &str) -> Option<Span> {
    let inner = words.strip_prefix("**")?;
    let end = inner.find("**")?;
    let bold = &inner[..end];
    let rest = inner[end + 2..].trim_start();
    let named = bold.ends_with(['.', ':', '?', '!']) || rest.starts_with([':', '–', '—', '-']);
    (named && end <= 120 && !rest.is_empty()).then(|| Span::new(2, 2 + end))
}

/// Openings of lines that tell the reader something about the page, not about the world.
const FURNITURE: [&str; 34] = [
    "by ",
    "from our ",
    "written by ",
    "reporting by ",
    "editing by ",
    "read more",
    "see also",
    "see our ",
    "subscribe",
    "sign up",
    "share this",
    "follow us",
    "click here",
    "advertisement",
    "comments (",
    "login",
    "log in",
    "turn to page",
    "contact",
    "photograph:",
    "related:",
    "also read",
    "all rights reserved",
    "copyright",
    "©",
    "disclosure",
    "this article",
    "this alert",
    "was this forwarded",
    "how to help",
    "table of contents",
    "last updated",
    "be the first to comment",
    "additional reporting",
];

fn is_furniture(words: &str) -> bool {
    let plain = words.trim_matches(['*', '_', ' ', '(', '[', '—', '-', '~']);
    let emphasised = plain.len() < words.len();
    let lower = plain.chars().take(40).collect::<String>().to_lowercase();
    if plain.len() <= 160 && FURNITURE.iter().any(|opening| lower.starts_with(opening)) {
        // "By Friday the dam was full" is a sentence; "By Ann Aro, Science Editor" is not.
        let by = lower.starts_with("by ") || lower.starts_with("contact");
        return !by || !ends_sentence(plain) || emphasised;
    }
    let wire_note = words.starts_with("(") && words.ends_with(")") && lower.starts_with("adds ")
        || lower.starts_with("updates ");
    let house_note = emphasised
        && (lower.contains("does not hold")
            || lower.contains("subscribe")
            || lower.contains("general information"));
    wire_note && plain.len() < 160 || house_note && plain.len() < 200
}

fn starts_with_any(line: &str, openings: &[&str]) -> bool {
    openings.iter().any(|opening| line.starts_with(opening))
}

fn cells(text: &str, start: usize, end: usize, heading: Option<usize>, blocks: &mut Vec<Block>) {
    let mut at = start;
    for cell in text[start..end].split('|') {
        let left = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        if !trimmed.is_empty() {
            let span = Span::new(at + left, at + left + trimmed.len());
            blocks.push(Block { span, kind: BlockKind::Cell, label: None, heading });
        }
        at += cell.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, &str)> {
        blocks(text, Span::new(0, text.len()))
            .into_iter()
            .map(|block| (block.kind, block.span.of(text).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn pieces_are_told_apart() {
        use BlockKind::{Cell, Furniture, Heading, Item, Paragraph, PullQuote};
        let text = "*By Ann Aro*\n\n# What Changed\nThe ferry\nsank.\n- one\n- two\n\n> “Never again.”\n\n| a | b |\n|---|---|\n| c | d |\n";
        assert_eq!(
            kinds(text),
            [
                (Furniture, "*By Ann Aro*"),
                (Heading, "What Changed"),
                (Paragraph, "The ferry\nsank."),
                (Item, "one"),
                (Item, "two"),
                (PullQuote, "“Never again.”"),
                (Cell, "a"),
                (Cell, "b"),
                (Cell, "c"),
                (Cell, "d"),
            ]
        );
    }

    #[test]
    fn titles_without_marks_are_headings() {
        let text = "How the Old Bridge Fell\nThe bridge over the Sand had stood for ninety years when it fell.\nBy Friday it was rebuilt.";
        assert_eq!(kinds(text)[0].0, BlockKind::Heading);
        assert_eq!(kinds(text)[2], (BlockKind::Paragraph, "By Friday it was rebuilt."));
    }

    #[test]
    fn bold_openings_are_labels() {
        let text = "**When?** At noon.";
        let found = blocks(text, Span::new(0, text.len()));
        assert_eq!(found[0].label.and_then(|label| label.of(text)), Some("When?"));
        let text = "**Never** did it rain.";
        assert_eq!(blocks(text, Span::new(0, text.len()))[0].label, None);
    }
}
