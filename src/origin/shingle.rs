//! An article as the set of its three-word sequences.
//!
//! Quoted speech is left out: independent reporters carry the same words of the same speaker, and that makes no copies.

/// One in this many sequences serves to find candidates; all of them serve to judge. The same ones in every article,
/// so that shares stay comparable.
const SAMPLE: u64 = 4;

/// Set phrases are seldom this long: who shares several such sequences has copied.
pub(super) const RUN: usize = 7;

/// A quotation that has not ended after this many bytes was none.
const LONGEST_QUOTATION: usize = 800;

/// What an article is compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Print {
    /// Hashes of the three-word sequences, ascending.
    shingles: Box<[u64]>,
    /// Hashes of the sequences of [`RUN`] words, ascending.
    runs: Box<[u64]>,
    /// Hashes of names and numbers, ascending.
    anchors: Box<[u64]>,
    /// Hash of all words in their order.
    pub(super) whole: u64,
    /// Number of words, quoted ones too.
    pub(super) words: usize,
}

impl Print {
    pub(super) fn new(article: &str) -> Self {
        let mut shingles = Vec::new();
        let mut anchors = Vec::new();
        let mut whole = SEED;
        let mut words = 0;
        let mut runs = Vec::new();
        // The words before, the latest last, as long as nothing was left out between.
        let mut before: Vec<u64> = Vec::with_capacity(RUN);
        let mut begins_sentence = true;
        for piece in pieces(article) {
            let word = match piece {
                Piece::Gap => {
                    before.clear();
                    continue;
                }
                Piece::Stop => {
                    begins_sentence = true;
                    continue;
                }
                Piece::Quoted(word) => {
                    whole = mix(whole, hash(word));
                    words += 1;
                    continue;
                }
                Piece::Plain(word) => word,
            };
            let hash = hash(word);
            whole = mix(whole, hash);
            words += 1;
            let first = word.chars().next().unwrap_or_default();
            if first.is_numeric() || (first.is_uppercase() && !begins_sentence) {
                anchors.push(hash);
            }
            begins_sentence = false;
            if before.len() == RUN {
                before.remove(0);
            }
            before.push(hash);
            if let [.., one, two, three] = before[..] {
                shingles.push(combine(&[one, two, three]));
            }
            if before.len() == RUN {
                runs.push(combine(&before));
            }
        }
        Self {
            shingles: ascending(shingles),
            runs: ascending(runs),
            anchors: ascending(anchors),
            whole: spread(whole),
            words,
        }
    }

    /// Number of three-word sequences.
    pub(super) fn len(&self) -> usize {
        self.shingles.len()
    }

    /// The sequences by which candidates are found.
    pub(super) fn sample(&self) -> impl Iterator<Item = u64> {
        self.shingles.iter().copied().filter(|hash| hash % SAMPLE == 0)
    }

    /// Number of sequences that both have.
    pub(super) fn common(&self, other: &Self) -> usize {
        common(&self.shingles, &other.shingles)
    }

    /// Number of sequences of [`RUN`] words that both have.
    pub(super) fn common_runs(&self, other: &Self) -> usize {
        common(&self.runs, &other.runs)
    }

    /// The share of names and numbers of the one with fewer of them that the other has too.
    pub(super) fn shared_anchors(&self, other: &Self) -> f64 {
        let fewer = self.anchors.len().min(other.anchors.len());
        if fewer == 0 { 1.0 } else { common(&self.anchors, &other.anchors) as f64 / fewer as f64 }
    }
}

/// Number of members of two ascending lists that both have.
fn common(one: &[u64], other: &[u64]) -> usize {
    let (mut at, mut of, mut count) = (0, 0, 0);
    while at < one.len() && of < other.len() {
        // Without branches: which of two hashes is larger is a toss, and a wrong guess costs more than the step.
        let (left, right) = (one[at], other[of]);
        count += usize::from(left == right);
        at += usize::from(left <= right);
        of += usize::from(right <= left);
    }
    count
}

/// Each once, in order.
fn ascending(mut hashes: Vec<u64>) -> Box<[u64]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

/// Offset and prime of FNV-1a in 64 bits (Fowler, Noll, Vo): every character of every article goes through it, and
/// nobody gains by making two words collide, so that it need not be a keyed hash.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn hash(word: &str) -> u64 {
    let step = |state: u64, mark: u32| (state ^ u64::from(mark)).wrapping_mul(PRIME);
    if word.is_ascii() {
        return word.bytes().fold(SEED, |state, byte| step(state, byte.to_ascii_lowercase().into()));
    }
    word.chars().flat_map(char::to_lowercase).fold(SEED, |state, mark| step(state, mark.into()))
}

fn combine(words: &[u64]) -> u64 {
    spread(words.iter().fold(SEED, |state, word| mix(state, *word)))
}

fn mix(state: u64, word: u64) -> u64 {
    (state.rotate_left(23) ^ word).wrapping_mul(PRIME)
}

/// Makes every bit depend on every other, since samples are taken by the low ones (the finaliser of MurmurHash3).
fn spread(state: u64) -> u64 {
    let state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

enum Piece<'t> {
    Plain(&'t str),
    Quoted(&'t str),
    /// A quotation stood here.
    Gap,
    /// A sentence ended here.
    Stop,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    let mut quoted_until = 0;
    std::iter::from_fn(move || {
        while let Some(char) = text[at..].chars().next() {
            let start = at;
            at += char.len_utf8();
            if char.is_alphanumeric() {
                if !is_word_alone(char) {
                    let rest = &text[at..];
                    let end = rest.find(|next: char| !next.is_alphanumeric() || is_word_alone(next));
                    at += end.unwrap_or(rest.len());
                }
                let word = &text[start..at];
                return Some(if start < quoted_until { Piece::Quoted(word) } else { Piece::Plain(word) });
            }
            if start >= quoted_until
                && let Some(closing) = closing_mark(char)
                && let Some(end) = quotation_end(&text[at..], closing)
            {
                quoted_until = at + end;
                return Some(Piece::Gap);
            }
            if matches!(char, '.' | '!' | '?' | ':' | '\n') {
                return Some(Piece::Stop);
            }
        }
        None
    })
}

/// Scripts without spaces: each sign is compared as a word.
fn is_word_alone(char: char) -> bool {
    matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn closing_mark(opening: char) -> Option<char> {
    Some(match opening {
        '"' => '"',
        '“' => '”',
        '«' => '»',
        '„' => '“',
        '「' => '」',
        _ => return None,
    })
}

/// Where a quotation ends: within its paragraph and within reach.
fn quotation_end(rest: &str, closing: char) -> Option<usize> {
    let reach = &rest[..rest.floor_char_boundary(LONGEST_QUOTATION)];
    let paragraph = reach.find('\n').map_or(reach, |end| &reach[..end]);
    paragraph.find(closing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_speech_does_not_count() {
        let said = "The mayor said: \"We will rebuild the whole bridge before the next winter comes\" and left the hall.";
        let asked = "Asked again she answered \"We will rebuild the whole bridge before the next winter comes\" today.";
        let (one, other) = (Print::new(said), Print::new(asked));
        assert_eq!(one.common(&other), 0);
        assert_eq!(one.words, 18);
        assert_ne!(one.whole, other.whole);
    }

    #[test]
    fn case_and_signs_do_not_count() {
        let (one, other) = (Print::new("The Dam broke, on Monday."), Print::new("the dam broke on monday"));
        assert_eq!((one.whole, one.common(&other)), (other.whole, 3));
    }

    #[test]
    fn an_open_quotation_ends_nowhere() {
        assert_eq!(Print::new("a 12\" pipe burst in the old town").len(), 6);
        assert_eq!(Print::new("东京会议").len(), 2);
    }
}
