//! Verbatim quotes, and which of several equal passages is meant.

use memchr::memmem;

use super::Quote;
use super::fold::Folded;
use crate::text::Span;

/// Of more equal passages than this only the first ones are weighed; a quote that short says nothing of its place.
const MAX_PASSAGES: usize = 1000;

/// The quote byte for byte; of several passages the one with the words given before and after, else the first.
pub(super) fn verbatim(quote: Quote<'_>, body: &str) -> Option<Span> {
    let finder = memmem::Finder::new(quote.text.as_bytes());
    let passages = finder
        .find_iter(body.as_bytes())
        .map(|at| Span::new(at, at + quote.text.len()))
        .filter(|span| !cuts_number(body, *span));
    choose(quote, body, passages)
}

/// The quote byte for byte at or after `from`, when all of its known surroundings stand around it there. Claims are in
/// the order of their text as a rule: looking on from the last one finds most of them at once, however long the text.
pub(super) fn verbatim_after(quote: Quote<'_>, body: &str, from: usize) -> Option<Span> {
    let known = [quote.prefix, quote.suffix].into_iter().flatten().flat_map(meaning).count();
    if quote.prefix.is_none() || quote.suffix.is_none() || known < 2 {
        return None;
    }
    let rest = body.as_bytes().get(from..)?;
    let at = from + memmem::find(rest, quote.text.as_bytes())?;
    let span = Span::new(at, at + quote.text.len());
    (!cuts_number(body, span) && context(quote, body, span) == known).then_some(span)
}

/// The quote up to typography. `needle` is the folded quote.
pub(super) fn folded(quote: Quote<'_>, needle: &str, folded: &Folded, body: &str) -> Option<Span> {
    let finder = memmem::Finder::new(needle.as_bytes());
    let passages = finder
        .find_iter(folded.text().as_bytes())
        .filter_map(|at| folded.original(at, at + needle.len(), body))
        .filter(|span| !cuts_number(body, *span));
    choose(quote, body, passages)
}

fn choose(quote: Quote<'_>, body: &str, mut passages: impl Iterator<Item = Span>) -> Option<Span> {
    let first = passages.next()?;
    if quote.prefix.is_none() && quote.suffix.is_none() {
        return Some(first);
    }
    let mut best = (first, context(quote, body, first));
    for span in passages.take(MAX_PASSAGES) {
        let score = context(quote, body, span);
        if score > best.1 {
            best = (span, score);
        }
    }
    Some(best.0)
}

/// Whether a passage begins or ends inside a number: "up 1" is not what "up 15" says.
pub(super) fn cuts_number(body: &str, span: Span) -> bool {
    let (before, after) = (&body.as_bytes()[..span.start()], &body.as_bytes()[span.end()..]);
    let inside = &body.as_bytes()[span.range()];
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let point = |byte: Option<&u8>| matches!(byte, Some(b'.' | b','));
    let back =
        digit(inside.last()) && (digit(after.first()) || (point(after.first()) && digit(after.get(1))));
    let front = digit(inside.first())
        && (digit(before.last())
            || (point(before.last()) && before.len() > 1 && digit(before.get(before.len() - 2))));
    back || front
}

/// Number of characters around a passage that are as the quote's context says; spaces and case do not count.
pub(super) fn context(quote: Quote<'_>, body: &str, span: Span) -> usize {
    let before = quote.prefix.map_or(0, |prefix| {
        let near = floor(body, span.start().saturating_sub(4 * prefix.len() + 16));
        same(meaning(&body[near..span.start()]).rev(), meaning(prefix).rev())
    });
    let after = quote.suffix.map_or(0, |suffix| {
        let near = floor(body, span.end() + 4 * suffix.len() + 16).max(span.end());
        same(meaning(&body[span.end()..near]), meaning(suffix))
    });
    before + after
}

fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}

fn meaning(text: &str) -> impl DoubleEndedIterator<Item = char> {
    text.chars().filter(|char| char.is_alphanumeric()).map(|char| char.to_ascii_lowercase())
}

/// The character boundary at or before `at`.
pub(super) fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at)
}
