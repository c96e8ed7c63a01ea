//! Articles as words that are edited by chance, and where each of them went.

use std::ops::Range;

use crosscheck::text::Span;

/// SplitMix64: numbers that look random and are the same on every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn is(&mut self, share: f64) -> bool {
        ((self.next() >> 11) as f64 / (1_u64 << 53) as f64) < share
    }
}

/// An article: its words, and which of them end a sentence or a paragraph.
#[derive(Clone)]
pub(crate) struct Text {
    words: Vec<String>,
    /// Words of each sentence.
    sentences: Vec<Range<usize>>,
    /// Sentences of each paragraph.
    paragraphs: Vec<Range<usize>>,
}

/// A text after edits.
pub(crate) struct Edited {
    pub(crate) text: String,
    /// Where each word of the text before stands now; nothing where it was taken out or replaced.
    places: Vec<Option<Span>>,
}

impl Text {
    pub(crate) fn new(article: &str) -> Self {
        let mut text = Self { words: Vec::new(), sentences: Vec::new(), paragraphs: Vec::new() };
        for paragraph in article.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let (first, mut from) = (text.sentences.len(), text.words.len());
            for word in paragraph.split_whitespace() {
                text.words.push(word.to_owned());
                let bare = word.trim_end_matches(['”', '"', '’', ')']);
                if bare.ends_with(['.', '!', '?']) && bare.len() > 3 {
                    text.sentences.push(from..text.words.len());
                    from = text.words.len();
                }
            }
            if from < text.words.len() {
                text.sentences.push(from..text.words.len());
            }
            text.paragraphs.push(first..text.sentences.len());
        }
        text
    }

    /// Several articles, one after the other.
    pub(crate) fn joined(texts: &[Self]) -> Self {
        let all: Vec<String> = texts.iter().map(Self::written).collect();
        Self::new(&all.join("\n\n"))
    }

    pub(crate) fn written(&self) -> String {
        let order: Vec<usize> = (0..self.paragraphs.len()).collect();
        self.edit(&order, |_, word, out| out.push(word.to_owned())).text
    }

    /// The words of each sentence that is long enough to be quoted.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &Range<usize>> {
        self.sentences.iter().filter(|sentence| sentence.len() >= 5)
    }

    /// Where words stand in the text as [`Self::written`].
    pub(crate) fn span(&self, words: Range<usize>) -> Span {
        let order: Vec<usize> = (0..self.paragraphs.len()).collect();
        self.edit(&order, |_, word, out| out.push(word.to_owned())).place(words).unwrap()
    }

    /// This share of the words replaced, taken out, put in or exchanged; one sentence in twenty taken out; one paragraph
    /// moved to the end.
    pub(crate) fn edited(&self, rate: f64, chance: &mut Chance) -> Edited {
        let mut order: Vec<usize> = (0..self.paragraphs.len()).collect();
        let moved = order.remove(chance.below(order.len()));
        order.push(moved);
        let out: Vec<bool> = self.sentences.iter().map(|_| chance.is(0.05)).collect();
        let is_out =
            |at: usize| self.sentences.iter().position(|words| words.contains(&at)).is_some_and(|at| out[at]);
        self.edit(&order, |at, word, into| match chance.is(rate) {
            _ if is_out(at) => into.clear(),
            false => into.push(word.to_owned()),
            true => match chance.below(4) {
                0 => into.push(self.any(chance)),
                1 => into.clear(),
                2 => into.extend([word.to_owned(), self.any(chance)]),
                _ => into.push(number_changed(word).unwrap_or_else(|| self.any(chance))),
            },
        })
    }

    /// A rewrite: words changed, sentences left out, in another order, with new ones made of another article's words.
    pub(crate) fn rewritten(
        &self,
        rate: f64,
        cut: f64,
        reordered: bool,
        (new, other): (f64, &Self),
        chance: &mut Chance,
    ) -> String {
        let mut kept: Vec<String> = Vec::new();
        for sentence in &self.sentences {
            if chance.is(cut) {
                continue;
            }
            let words = self.words[sentence.clone()].iter();
            let words: Vec<String> =
                words.map(|word| if chance.is(rate) { self.any(chance) } else { word.clone() }).collect();
            kept.push(words.join(" "));
            if chance.is(new) {
                // Words of another article in no order: what is new is nobody's copy.
                let words: Vec<String> = (0..12).map(|_| other.any(chance)).collect();
                kept.push(words.join(" ") + ".");
            }
        }
        if reordered {
            for at in (0..kept.len().saturating_sub(1)).step_by(2) {
                kept.swap(at, at + 1);
            }
        }
        kept.join(" ") + "\n"
    }

    /// A word of the article in lower case: most are short and frequent ones, as in real edits.
    fn any(&self, chance: &mut Chance) -> String {
        let word = &self.words[chance.below(self.words.len())];
        word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase()
    }

    /// The paragraphs in this order, each word as `change` puts it.
    fn edit(&self, order: &[usize], mut change: impl FnMut(usize, &str, &mut Vec<String>)) -> Edited {
        let mut edited = Edited { text: String::new(), places: vec![None; self.words.len()] };
        for paragraph in order {
            for sentence in &self.sentences[self.paragraphs[*paragraph].clone()] {
                for at in sentence.clone() {
                    let mut into = Vec::new();
                    change(at, &self.words[at], &mut into);
                    for (nth, word) in into.iter().enumerate() {
                        if !edited.text.is_empty() && !edited.text.ends_with('\n') {
                            edited.text.push(' ');
                        }
                        let start = edited.text.len();
                        edited.text.push_str(word);
                        if nth == 0 {
                            edited.places[at] = Some(Span::new(start, edited.text.len()));
                        }
                    }
                }
            }
            edited.text.push_str("\n\n");
        }
        edited
    }
}

impl Edited {
    /// From the first to the last of these words that is still there; nothing when all are gone.
    pub(crate) fn place(&self, words: Range<usize>) -> Option<Span> {
        let mut there = self.places[words].iter().flatten();
        let first = *there.next()?;
        Some(there.last().map_or(first, |last| first.to(*last)))
    }
}

/// Another number of the same length.
fn number_changed(word: &str) -> Option<String> {
    let changed: String = word
        .chars()
        .map(|char| char.to_digit(10).map_or(char, |digit| char::from(b'0' + (digit as u8 + 3) % 10)))
        .collect();
    (changed != word).then_some(changed)
}
