//! Lists of people as catalogues write them: "Lee, Ann; Okoro, B.", "Ann Lee and Ben Okoro", "Lee, A., Okoro, B.".
//!
//! Two names can be one when the family name is the same and no given name speaks against it: catalogues shorten,
//! leave out and mistype.

use super::wording::plain;

/// One of the people in a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Person {
    /// The last word of the family name: catalogues differ in what they take for its beginning.
    family: String,
    /// Given names and what else stands before the family name, in full or as initials.
    given: Vec<String>,
}

/// Longest cell that is read as a list of people, in bytes: longer ones are prose, and lists are compared name by name.
const LONGEST: usize = 1500;

/// The people of a cell, sorted, without repetition; nothing when no name is in it.
pub(super) fn people(cell: &str) -> Option<Vec<Person>> {
    if cell.len() > LONGEST {
        return None;
    }
    let plain = without_remarks(cell);
    let mut names: Vec<Person> = split(&plain).iter().filter_map(|name| person(name)).collect();
    names.sort();
    names.dedup_by(|later, earlier| later.is_maybe(earlier));
    // "lee" is "lee, ann" when that one is there too.
    let known: Vec<String> =
        names.iter().filter(|name| !name.given.is_empty()).map(|name| name.family.clone()).collect();
    names.retain(|name| !name.given.is_empty() || !known.contains(&name.family));
    (!names.is_empty()).then_some(names)
}

impl Person {
    /// The family name and the first letter of the first given name: "lee a".
    pub(super) fn short(&self) -> String {
        match self.given.first().and_then(|given| given.chars().next()) {
            Some(letter) => format!("{} {letter}", self.family),
            None => self.family.clone(),
        }
    }

    /// Whether both can be one: the family name is the same and no given name speaks against it.
    pub(super) fn is_maybe(&self, other: &Self) -> bool {
        self.family == other.family
            && self.given.is_empty() == other.given.is_empty()
            && self.given.first().zip(other.given.first()).is_none_or(|(one, other)| is_short_for(one, other))
            && (self.middle().next().is_none()
                || other.middle().next().is_none()
                || self.middle().any(|one| other.middle().any(|other| is_short_for(one, other))))
    }

    /// Further given names and beginnings of the family name, where they are written out.
    fn middle(&self) -> impl Iterator<Item = &str> {
        self.given.iter().skip(1).filter(|name| name.len() > 2).map(String::as_str)
    }

    fn letters(&self) -> usize {
        self.given.iter().map(String::len).sum()
    }
}

/// Whether two lists can be of the same people.
pub(super) fn are_maybe(some: &[Person], others: &[Person]) -> bool {
    some.len() == others.len() && are_among(some, others)
}

/// Whether each can be one of the others.
pub(super) fn are_among(some: &[Person], others: &[Person]) -> bool {
    some.iter().all(|one| others.iter().any(|other| one.is_maybe(other)))
}

/// How fully the names of a list are given.
pub(super) fn letters(people: &[Person]) -> usize {
    people.iter().map(Person::letters).sum()
}

/// Given names: one may be the other's initial, its short form, or the other mistyped.
fn is_short_for(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one) || {
        let same_letter = one.chars().next() == other.chars().next();
        // Tom and Thomas, Jon and John.
        same_letter && strsim::damerau_levenshtein(one, other) <= 1 + one.len().min(other.len()) / 4
    }
}

/// The cell without what stands in brackets.
fn without_remarks(cell: &str) -> String {
    let mut depth = 0_usize;
    cell.chars()
        .filter(|mark| {
            match mark {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

/// One piece a person. Some marks and words stand between people and nowhere else; a comma stands there too, or turns
/// one name round.
fn split(cell: &str) -> Vec<String> {
    let between = [';', '|', '&', '/', '\n'];
    let separated = cell.contains([';', '|']);
    let joined =
        |word: &str| matches!(word.trim_end_matches(',').to_ascii_lowercase().as_str(), "and" | "with");
    let mut names = Vec::new();
    for piece in cell.split(between) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        for run in words.split(|word| joined(word)) {
            let run = run.join(" ");
            let parts: Vec<&str> = run.split(',').map(str::trim).filter(|part| says_who(part)).collect();
            names.extend(at_commas(&parts, separated));
        }
    }
    names
}

/// Whether a part holds more than titles.
fn says_who(part: &str) -> bool {
    part.split([' ', '.']).map(plain).any(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
}

/// The parts between commas as names, in the reading in which more of them are whole: each part a name, or every two
/// of them a family name and the given names. `separated` says that something else already stands between people.
fn at_commas(parts: &[&str], separated: bool) -> Vec<String> {
    let straight = || parts.iter().map(|part| (*part).to_owned()).collect();
    if !parts.len().is_multiple_of(2) {
        return straight();
    }
    let pairs = || parts.chunks_exact(2).map(|pair| (pair[0], pair[1]));
    let words = |part: &str| part.split_whitespace().count();
    let turned = |(family, given): &(&str, &str)| {
        words(family) == 1 || words(given) == 1 || is_initialled(given) && !is_initialled(family)
    };
    let whole_if_straight = parts.iter().filter(|part| words(part) > 1).count();
    let whole_if_turned = 2 * pairs().filter(turned).count();
    // "Mac Lee, Ann T." is whole both ways: an initial ends given names, not two people.
    let either = whole_if_turned == whole_if_straight;
    if whole_if_turned > whole_if_straight || either || separated && parts.len() == 2 {
        return pairs().map(|(family, given)| format!("{family}, {given}")).collect();
    }
    straight()
}

/// Whether a name ends with an initial.
fn is_initialled(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or_default();
    last.trim_end_matches('.').chars().count() == 1
}

/// Words that are no part of a name.
const TITLES: [&str; 25] = [
    "dr", "prof", "mr", "mrs", "ms", "sir", "jr", "sr", "ii", "iii", "phd", "md", "ed", "eds", "editor",
    "editors", "author", "authors", "by", "et", "al", "van", "von", "de", "der",
];

fn person(name: &str) -> Option<Person> {
    let letters =
        |word: &str| -> String { plain(word).chars().filter(|mark| mark.is_alphabetic()).collect() };
    let words = |text: &str| -> Vec<String> {
        let words = text.split([' ', '.', '\t']).map(letters);
        words.filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str())).collect()
    };
    let (family, given) = match name.split_once(',') {
        Some((family, given)) => (words(family), words(given)),
        None => {
            let mut all = words(name);
            // "Okoro B" has the family name first.
            let turned = all.len() > 1 && all.last().is_some_and(|last| last.len() == 1) && all[0].len() > 1;
            let given = all.split_off(if turned { 1 } else { all.len().saturating_sub(1) });
            if turned { (all, given) } else { (given, all) }
        }
    };
    Some(Person { family: family.last()?.clone(), given })
}

#[cfg(test)]
mod tests {
    use super::{Person, are_maybe, people};

    fn are_one(one: &str, other: &str) -> bool {
        are_maybe(&people(one).unwrap(), &people(other).unwrap())
    }

    #[test]
    fn wordings_of_one_list_are_one() {
        for cell in [
            "Lee, Ann; Okoro, Ben",
            "Ann Lee and Ben Okoro",
            "Ben Okoro, Ann M. Lee",
            "Lee, Ann, Okoro, Ben",
            "Okoro, B. & Lee, A.",
            "Dr. Ann Lee (editor); Ben Okoro PhD",
            "Lee, Ann; Okoro, Ben; Lee",
            "by Ann Lee, Ben Okoro",
            "LEE A; OKORO B",
            "Ann Lee | Okóro, Ben",
            "LEE A, OKORO B",
            "Ann Lee, PhD, Ben Okoro",
        ] {
            assert!(are_one("Lee, Ann; Okoro, Ben", cell), "{cell}: {:?}", people(cell));
            let short: Vec<String> = people(cell).unwrap().iter().map(Person::short).collect();
            assert_eq!(short, ["lee a", "okoro b"], "{cell}");
        }
        assert!(are_one("van der Meer, Jan", "Jan van der Meer"));
        assert!(are_one("Thomas Haas", "Tomas Haas"));
        assert!(are_one("van Meer, Jan A.; Lee, B.", "Jan A. van Meer and Ben Lee"));
        assert!(are_one("Mac Lee, Ann T.", "Ann Mac Lee"));
    }

    #[test]
    fn others_are_others() {
        for (one, other) in [
            ("Ann Lee", "Ben Lee"),
            ("Ann Lee", "Ann Lee; Ben Okoro"),
            ("James Lee", "Jonathan Lee"),
            ("Mary Anne Lee", "Mary Ruth Lee"),
        ] {
            assert!(!are_one(one, other), "{one} / {other}");
        }
        assert_eq!(people("1984 (2nd)"), None);
    }
}
