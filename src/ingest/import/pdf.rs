//! PDF documents: their text, put back into paragraphs.
//!
//! A PDF holds lines at places on pages, no paragraphs. Lines are joined where a sentence goes on, words hyphenated at
//! the end of a line are put together, and lines that return on most pages (headers, footers, page numbers) are left
//! out. A short line that begins a paragraph and ends no sentence is a heading.

use std::collections::BTreeMap;

use super::{ImportError, Imported, Importer, Incoming};
use crate::ingest::Metadata;

/// PDF documents.
pub(super) struct Pdf;

const KIND: &str = "PDF document";

/// On this share of pages a line must stand, and on at least this many pages, to be part of the page and not the text.
const RUNNING: (f64, usize) = (0.5, 2);

/// A heading is shorter than this share of the text's usual line.
const HEADING: f64 = 0.75;

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
        let metadata = described(incoming.bytes);
        let text = text_of(&pages, metadata.title.as_deref());
        if text.trim().is_empty() {
            let hint = "its pages may be pictures; run text recognition (OCR) over it first";
            return Err(ImportError::NoText { kind: KIND, hint });
        }
        Ok(Imported { metadata, text, notes: Vec::new() })
    }
}

/// Title and author as the document's own description has them, where it is more than what a program left there. Its
/// date is the day on which the file was made, which is no day of publication.
fn described(bytes: &[u8]) -> Metadata {
    let read = || {
        let document = pdf_extract::Document::load_mem(bytes).ok()?;
        let place = document.trailer.get(b"Info").and_then(pdf_extract::Object::as_reference).ok()?;
        let info = document.get_dictionary(place).ok()?;
        let field = |key: &[u8]| {
            let text = pdf_extract::decode_text_string(info.get(key).ok()?).ok()?;
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let is_said = text.contains(' ') && !is_file_name(&text);
            is_said.then(|| Box::<str>::from(text))
        };
        Some(Metadata { title: field(b"Title"), author: field(b"Author"), ..Metadata::default() })
    };
    std::panic::catch_unwind(read).ok().flatten().unwrap_or_default()
}

/// Titles that programs make up: "Microsoft Word - draft 3.docx", "untitled (2)".
fn is_file_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    lower.starts_with("microsoft ")
        || lower.starts_with("untitled")
        || ["doc", "docx", "odt", "rtf", "indd", "qxd", "ppt", "pptx", "xls", "xlsx", "pdf", "tex", "dvi"]
            .contains(&ending)
}

fn text_of(pages: &[String], title: Option<&str>) -> String {
    let running = running_lines(pages);
    let usual = usual_length(pages);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = String::new();
    for page in pages {
        let mut lines = page.lines().map(str::trim).peekable();
        while let Some(line) = lines.next() {
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
            let ends_block = lines.peek().is_none_or(|next| next.is_empty());
            if open.is_empty() && (Some(line) == title || (ends_block && is_heading(line, usual))) {
                paragraphs.push(line.to_owned());
                continue;
            }
            join(&mut open, line);
        }
    }
    paragraphs.extend((!open.is_empty()).then_some(open));
    paragraphs.join("\n\n")
}

/// How long the lines of running text are: half of all letters stand in longer ones.
fn usual_length(pages: &[String]) -> usize {
    let mut lengths: Vec<usize> =
        pages.iter().flat_map(|page| page.lines()).map(|line| line.trim().chars().count()).collect();
    lengths.sort_unstable();
    let half = lengths.iter().sum::<usize>() / 2;
    let mut passed = 0;
    lengths
        .into_iter()
        .find(|length| {
            passed += length;
            passed >= half
        })
        .unwrap_or(0)
}

/// Whether the first line of a block is its heading.
fn is_heading(line: &str, usual: usize) -> bool {
    let begins = line.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let goes_on =
        line.ends_with([',', '-', ';', '–', '—']) || line.ends_with(|last: char| last.is_ascii_digit());
    begins && !goes_on && !ends_sentence(line) && (line.chars().count() as f64) < HEADING * usual as f64
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
            text_of(&pages, None),
            "The council agreed to rebuild the quay. It will cost 38 million crowns.\n\nWork begins in May, the mayor \
             said.\n\nNobody objected.\n\nA second vote follows."
        );
    }

    #[test]
    fn headings_stand_alone() {
        let page = "The bridge at Tern\n\n1. What was found\n\nCracks were found in two of the nine piers, and the engineers \
                    advise\nto close the bridge to lorries from June on.\n\nCosts\n\nRepairs take 18 months, in the \
                    view of the engineers, and\n\nmuch money.\n";
        assert_eq!(
            text_of(&[page.to_owned()], Some("The bridge at Tern")),
            "The bridge at Tern\n\n1. What was found\n\nCracks were found in two of the nine piers, and the engineers \
             advise to close the bridge to lorries from June on.\n\nCosts\n\nRepairs take 18 months, in the view of the \
             engineers, and much money."
        );
    }

    #[test]
    fn a_header_of_two_pages_is_left_out() {
        let page = |number: u32, text: &str| format!("Roads Committee\n\nPage {number}\n\n{text}\n");
        let pages = [page(1, "The council called the closure a"), page(2, "blow to the county.")];
        assert_eq!(text_of(&pages, None), "The council called the closure a blow to the county.");
    }

    #[test]
    fn names_of_files_are_no_titles() {
        for made_up in ["Microsoft Word - draft 3.docx", "untitled (2)", "Q3 report final.indd"] {
            assert!(is_file_name(made_up), "{made_up}");
        }
        assert!(!is_file_name("Tern Ford Bridge: inspection report, vol. 2"));
    }
}
