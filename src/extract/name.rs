//! Names in an article.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashSet;

use super::token::{Kind, Token};
use crate::lexicon::meaning::is_known;
use crate::lexicon::vocabulary::Class;

/// A name in a sentence: the tokens `from..to`.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Lower case, without titles.
    pub(super) folded: String,
    /// Whether a title stands before it, or it has the look of a person's name after one.
    pub(super) is_person: bool,
}

/// Which capital words of an article are names: those that stand capital inside sentences.
#[derive(Debug, Default)]
pub(super) struct NameWords {
    inside: HashSet<String>,
    small: HashSet<String>,
}

impl NameWords {
    /// Notes the words of one sentence.
    pub(super) fn learn(&mut self, tokens: &[Token<'_>]) {
        let mut opening = true;
        for token in tokens.iter() {
            if !token.is_word() {
                if matches!(token.kind, Kind::Mark(':' | '“' | '"' | '—' | '–' | '(')) {
                    opening = true;
                }
                continue;
            }
            if !token.is_capital() {
                self.small.get_or_insert_with(&*token.lower, str::to_owned);
            } else if if token.is_shouted() { token.lower.len() <= 6 } else { !opening } {
                self.inside.get_or_insert_with(&*token.lower, str::to_owned);
            }
            opening = false;
        }
    }

    /// Whether no English text seems to use the word: "Tarvos built it" opens with a name.
    fn is_strange(&self, token: &Token<'_>) -> bool {
        const ENDINGS: [&str; 10] = ["ing", "ed", "ion", "ions", "ment", "ments", "ness", "ity", "ly", "ies"];
        let plain = token.lower.trim_end_matches('s');
        token.text.chars().count() > 3
            && !token.is_shouted()
            && token.lower.chars().all(char::is_alphabetic)
            && token.term.chars().next().is_some_and(|mark| mark != '#')
            && !self.small.contains(token.lower.as_str())
            && !ENDINGS.iter().any(|ending| token.lower.ends_with(ending))
            && ![&*token.term, &*token.lower, plain].into_iter().any(is_known)
    }

    fn is_name_word(&self, token: &Token<'_>, opens: bool) -> bool {
        if !token.is_word() || !token.is_capital() || token.has(Class::CALENDAR) {
            return false;
        }
        if token.lower == "i" || token.lower.starts_with("i'") {
            return false;
        }
        if token.is_shouted() && token.term.starts_with('#') {
            // "GDP" is a word of the vocabulary, nobody's name.
            return false;
        }
        let common = token.has(Class::STOP) || token.has(Class::PREPOSITION) || token.has(Class::REPORTING);
        if common && (opens || token.lower.len() < 3) {
            return false;
        }
        if opens {
            self.inside.contains(token.lower.as_str())
                || (token.is_shouted() && !self.small.contains(token.lower.as_str()))
                || self.is_strange(token)
        } else {
            true
        }
    }
}

/// The names of a sentence, in order.
pub(super) fn names(tokens: &[Token<'_>], known: &NameWords) -> Vec<Name> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut opens = true;
    while at < tokens.len() {
        let token = &tokens[at];
        if !token.is_word() {
            if matches!(token.kind, Kind::Mark(':' | '“' | '"' | '—' | '–' | '(')) {
                opens = true;
            }
            at += 1;
            continue;
        }
        let follows =
            tokens.get(at + 1).is_some_and(|next| next.is_word() && next.is_capital() && !next.is_shouted());
        let name_like = known.is_name_word(token, opens)
            || (opens
                && follows
                && token.is_capital()
                && (!token.lower.ends_with("ly") || !is_known(&token.stem))
                && !token.has(Class::STOP)
                && !token.has(Class::PREPOSITION)
                && !token.has(Class::CALENDAR)
                && !known.small.contains(token.lower.as_str()));
        opens = false;
        if !name_like {
            at += 1;
            continue;
        }
        let end = run_end(tokens, at, known);
        add(tokens, at, end, &mut found);
        at = end;
    }
    found
}

/// Where the run of name words that begins at `from` ends.
fn run_end(tokens: &[Token<'_>], from: usize, known: &NameWords) -> usize {
    let mut end = from + 1;
    // "St Olan's Hospital" is one name, "Aro's Parliament" is not.
    let holy = matches!(tokens[from].lower.as_str(), "st" | "saint" | "king" | "queen");
    while !tokens[end - 1].possessive || holy && end < from + 3 {
        let Some(next) = tokens.get(end) else { break };
        if known.is_name_word(next, false) && !next.has(Class::REPORTING) {
            end += 1;
            continue;
        }
        let links =
            matches!(next.lower.as_str(), "of" | "for" | "de" | "du" | "van" | "von" | "la" | "der" | "&")
                || matches!(next.kind, Kind::Mark('&' | '-'));
        let initial = matches!(next.kind, Kind::Mark('.')) && tokens[end - 1].text.chars().count() == 1;
        let further = tokens.get(end + 1).is_some_and(|after| known.is_name_word(after, false));
        if (links || initial) && further {
            end += 2;
            continue;
        }
        break;
    }
    end
}

/// Adds the names of a run: titles cut it into parts and are no part of a name.
fn add(tokens: &[Token<'_>], from: usize, to: usize, found: &mut Vec<Name>) {
    let mut start = from;
    let mut titled = from > 0 && tokens[from - 1].has(Class::TITLE);
    for at in from..=to {
        let cut = at == to || tokens[at].has(Class::TITLE);
        if !cut {
            continue;
        }
        if at > start {
            let words: Vec<&str> = tokens[start..at]
                .iter()
                .filter(|token| token.is_word())
                .map(|token| token.lower.as_str())
                .collect();
            let folded = words.join(" ");
            if folded.len() > 1 && folded != "the" {
                found.push(Name { from: start, to: at, folded, is_person: titled });
            }
        }
        titled = at < to;
        start = at + 1;
    }
}

/// Counts the names of an article and remembers how they are first written.
#[derive(Debug, Default)]
pub(super) struct Census {
    names: BTreeMap<String, (usize, usize, String)>,
    pub(super) aliases: BTreeSet<(Box<str>, Box<str>)>,
}

impl Census {
    pub(super) fn count(&mut self, text: &str, tokens: &[Token<'_>], names: &[Name]) {
        for name in names {
            let order = self.names.len();
            let last = &tokens[name.to - 1];
            let end = if last.possessive { last.end - possessive_length(last.text) } else { last.end };
            let entry = self.names.entry(name.folded.clone()).or_insert_with(|| {
                (order, 0, text.get(tokens[name.from].start..end).unwrap_or_default().to_owned())
            });
            entry.1 += 1;
        }
        for pair in names.windows(2) {
            let (long, short) = (&pair[0], &pair[1]);
            let bracketed = short.from == long.to + 1
                && tokens[long.to].kind == Kind::Mark('(')
                && tokens.get(short.to).is_some_and(|token| token.kind == Kind::Mark(')'));
            if bracketed && is_short_for(&short.folded, &long.folded) {
                self.aliases.insert((long.folded.as_str().into(), short.folded.as_str().into()));
            }
        }
    }

    /// "Mr Aro" is the Ana Aro of the same article, whatever else is called Aro.
    pub(super) fn know_persons<'n>(&mut self, names: impl Iterator<Item = &'n Name>) {
        for name in names.filter(|name| name.is_person && !name.folded.contains(' ')) {
            let full = |long: &&String| {
                let (_, last) = long.split_once(' ').unwrap_or_default();
                last == name.folded
            };
            let mut fits = self.names.keys().filter(full);
            if let (Some(long), None) = (fits.next(), fits.next()) {
                self.aliases.insert((long.as_str().into(), name.folded.as_str().into()));
            }
        }
    }

    pub(super) fn mentions(self) -> Vec<crate::model::Mention> {
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_by_key(|(_, (order, ..))| *order);
        names
            .into_iter()
            .map(|(folded, (_, count, shown))| crate::model::Mention {
                folded: folded.into(),
                shown: shown.into(),
                count,
            })
            .collect()
    }
}

pub(super) fn possessive_length(word: &str) -> usize {
    if word.ends_with("'s") { 2 } else { "’s".len() }
}

/// Whether `short` may be made of the initials of `long`.
fn is_short_for(short: &str, long: &str) -> bool {
    let initials: String = long.split(' ').filter_map(|word| word.chars().next()).collect();
    let mut rest = initials.chars();
    short.len() >= 2
        && !short.contains(' ')
        && short.chars().filter(|mark| *mark != '.').all(|letter| rest.any(|initial| initial == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::token::tokens;

    fn found(text: &str) -> Vec<String> {
        let words = tokens(text, 0);
        let mut known = NameWords::default();
        known.learn(&words);
        names(&words, &known).into_iter().map(|name| name.folded).collect()
    }

    #[test]
    fn names_are_runs_of_capitals() {
        assert_eq!(
            found("The Bank of Aro paid Prime Minister Ana Bel's firm, Cy Works."),
            ["bank of aro", "ana bel", "cy works"]
        );
        assert_eq!(found("Rain fell on Monday."), Vec::<String>::new());
        assert_eq!(found("Aro Chief Executive Ina Dor told J. R. Bel."), ["aro", "ina dor", "j r bel"]);
    }

    #[test]
    fn initials_make_short_names() {
        assert!(is_short_for("fba", "federal bank of aro"));
        assert!(!is_short_for("xyz", "federal bank of aro"));
    }
}
