//! PDF documents: their text, put back into paragraphs.
//!
//! A PDF holds lines at places on pages, no paragraphs. Lines are joined where a sentence goes on, words hyphenated at
//! the end of a line are put together, and lines that return on most pages (headers, footers, page numbers) are left
//! out.

use std::collections::BTreeMap;

use super::{ImportError, Imported, Importer, Incoming};
use crate::ingest::Metadata;

/// PDF documents.
pub(super) struct Pdf;

const KIND: &str = "PDF document";

/// On this share of pages a line must stand, and on at least this many pages, to be part of the page and not the text.
const RUNNING: (f64, usize) = (0.5, 3);

impl Importer for Pdf {
    fn name(&self) -> &'static str {
        KIND
    }

    fn extractor(&self) -> String {
        "pdf-extract 0.12".to_owned()
    }

    fn endings(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn media_types(&self) -> &'static [&'static str] {
        &["application/pdf"]
    }

    fn recognises(&self, bytes: &[u8]) -> bool {
        bytes.starts_with(b"%PDF-")
    }

    fn import(&self, incoming: &Incoming<'_>) -> Result<Imported, ImportError> {
        let damaged = |message: String| ImportError::Damaged { kind: KIND, message };
        // The library panics on many damaged files; what it cannot survive (loops, memory) is the process's business.
        let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(incoming.bytes));
        let pages = match read {
            Ok(Ok(pages)) => pages,
            Ok(Err(error)) => return Err(damaged(error.to_string())),
            Err(_) => return Err(damaged("the reader gave up on it".to_owned())),
        };
        let text = text_of(&pages);
        if text.trim().is_empty() {
            let hint = "its pages may be pictures; run text recognition (OCR) over it first";
            return Err(ImportError::NoText { kind: KIND, hint });
        }
        Ok(Imported { metadata: Metadata::default(), text, notes: Vec::new() })
    }
}

fn text_of(pages: &[String]) -> String {
    let running = running_lines(pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = String::new();
    for page in pages {
        for line in page.lines().map(str::trim) {
            if running.contains(&signature(line)) || is_page_number(line) {
                continue;
            }
            if line.is_empty() {
                // Some writers put an empty line after every line: only a finished sentence ends a paragraph.
                if ends_sentence(&open) {
                    paragraphs.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
                }
                continue;
            }
            join(&mut open, line);
        }
    }
    paragraphs.extend((!open.is_empty()).then_some(open));
    paragraphs.join("\n\n")
}

fn ends_sentence(text: &str) -> bool {
    text.is_empty() || text.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':'])
}

/// Adds a line to a paragraph; a word broken at the end of the line is put together.
fn join(open: &mut String, line: &str) {
    if open.is_empty() {
        open.push_str(line);
    } else if open.ends_with('-')
        && open.trim_end_matches('-').ends_with(char::is_alphabetic)
        && line.starts_with(char::is_lowercase)
    {
        open.pop();
        open.push_str(line);
    } else {
        open.push(' ');
        open.push_str(line);
    }
}

/// The lines at the edges of pages that return on many of them.
fn running_lines(pages: &[String]) -> std::collections::BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let edges = lines.iter().take(2).chain(lines.iter().skip(2).rev().take(2));
        for line in edges {
            *counts.entry(signature(line)).or_default() += 1;
        }
    }
    let least = RUNNING.1.max((pages.len() as f64 * RUNNING.0).ceil() as usize);
    counts
        .into_iter()
        .filter(|(line, count)| *count >= least && !line.is_empty())
        .map(|(line, _)| line)
        .collect()
}

/// A line without its numbers, so that "page 3 of 9" is one line on all pages.
fn signature(line: &str) -> String {
    line.chars().filter(|char| !char.is_numeric() && !char.is_whitespace()).collect()
}

fn is_page_number(line: &str) -> bool {
    !line.is_empty() && line.len() <= 4 && line.chars().all(|char| char.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_put_together() {
        let page = |number: u32, text: &str| format!("Harbour Review\n\n{text}\n\nPage {number} of 3\n");
        let pages = [
            page(
                1,
                "The council agreed to re-\nbuild the quay. It will cost\n\n38 million crowns.\n\nWork begins in",
            ),
            page(2, "May, the mayor said.\n\n17\n\nNobody objected."),
            page(3, "A second vote follows."),
        ];
        assert_eq!(
            text_of(&pages),
            "The council agreed to rebuild the quay. It will cost 38 million crowns.\n\nWork begins in May, the mayor \
             said.\n\nNobody objected.\n\nA second vote follows."
        );
    }
}
