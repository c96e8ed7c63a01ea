//! What stands between quotation marks.

use crate::text::Span;

/// Longest quotation that is believed; a mark that is still open after so many bytes was never closed.
const LONGEST: usize = 2000;

/// Adds the quotations of `block`, marks included. Single marks are left alone: they are apostrophes too often.
pub(super) fn quotations(text: &str, block: Span, found: &mut Vec<Span>) {
    let Some(words) = block.of(text) else { return };
    let mut open: Option<(usize, char)> = None;
    for (at, mark) in words.char_indices() {
        let closes = open.is_some_and(|(_, opener)| match opener {
            '"' => mark == '"',
            '“' | '„' => mark == '”' || mark == '"',
            _ => mark == '»',
        });
        match open {
            Some((start, _)) if closes => {
                let span = Span::new(start, at + mark.len_utf8());
                found.push(span.shifted(block.start()));
                open = None;
            }
            Some((start, _)) if at - start > LONGEST => open = None,
            None if matches!(mark, '"' | '“' | '„' | '«') => open = Some((at, mark)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pair_up() {
        let text = "“Yes,” she said. \"No\" it's 5\" wide.";
        let mut found = Vec::new();
        quotations(text, Span::new(0, text.len()), &mut found);
        let words: Vec<_> = found.iter().filter_map(|span| span.of(text)).collect();
        assert_eq!(words, ["“Yes,”", "\"No\""]);
    }
}
