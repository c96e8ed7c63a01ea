//! Words as people compare them.

use unicode_normalization::UnicodeNormalization;

/// A name or phrase in the form in which it is compared: compatibility-normalised (NFKC), lower case, typographic
/// marks as plain ones, without possessive endings, outer punctuation and a leading article, with single spaces.
///
/// Two wordings that fold to the same text are the same name: `The Acme Corp.` and `acme corp`.
#[must_use]
pub fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    if words.is_ascii() {
        words.split_ascii_whitespace().for_each(|word| push(&mut folded, word));
        folded.make_ascii_lowercase();
    } else if words.chars().all(|mark| mark.is_ascii() || is_common(mark)) {
        let plain: String = words.chars().map(plain_mark).collect();
        plain.split_whitespace().for_each(|word| push(&mut folded, word));
        folded.make_ascii_lowercase();
    } else {
        let plain: String = words.nfkc().filter(|mark| !is_invisible(*mark)).map(plain_mark).collect();
        plain.to_lowercase().split_whitespace().for_each(|word| push(&mut folded, word));
    }
    if let Some(("the" | "a" | "an", rest)) = folded.split_once(' ') {
        folded.drain(..folded.len() - rest.len());
    }
    folded
}

fn push(folded: &mut String, word: &str) {
    let word = word.trim_matches(is_outer);
    let possessed = word.strip_suffix("'s").or_else(|| word.strip_suffix("'S"));
    let word = possessed.unwrap_or(word).trim_end_matches('\'');
    if word.is_empty() {
        return;
    }
    if !folded.is_empty() {
        folded.push(' ');
    }
    folded.push_str(word);
}

/// Punctuation that may stand around a word without belonging to it. Signs that carry meaning (`$ % + - &`) stay.
fn is_outer(mark: char) -> bool {
    matches!(mark, '"' | '(' | ')' | '[' | ']' | ',' | ';' | ':' | '!' | '?' | '.' | '`')
}

fn plain_mark(mark: char) -> char {
    match mark {
        '‘' | '’' | 'ʼ' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '″' | '«' | '»' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        other => other,
    }
}

/// The marks of printed English that have a plain one and no other form: nearly all that is not ASCII in an article.
fn is_common(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '“' | '”' | '–' | '—')
}

/// Marks that change how text looks or runs, and not what it says.
fn is_invisible(mark: char) -> bool {
    matches!(mark, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_of_one_name_fold_together() {
        for (one, other) in [
            ("The Acme  Corp.", "acme corp"),
            ("Acme’s", "ACME"),
            ("ACME'S", "acme"),
            ("“ACME’S” port—", "acme port-"),
            ("“Nord–Süd” line", "nord-süd Line"),
            ("ﬁrst bank", "First Bank"),
            ("half\u{ad}way", "halfway"),
            ("the Joneses'", "Joneses"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
    }

    #[test]
    fn different_names_stay_apart() {
        for (one, other) in [("Acme", "Acme Water"), ("+5 %", "5 %"), ("C", "C++"), ("résumé", "resume")] {
            assert_ne!(fold(one), fold(other));
        }
        assert_eq!(fold("The"), "the");
        assert_eq!(fold(" ... "), "");
    }
}
