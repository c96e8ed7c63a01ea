//! Lists of people as catalogues write them: "Lee, Ann; Okoro, B.", "Ann Lee and Ben Okoro", "Lee, A., Okoro, B.".
//!
//! What stays of a person is the family name and the first letter of the given name: catalogues differ in everything
//! else. That can take two for one; a table that holds both a Jo and a Jim of one family in one cell is rarer than
//! catalogues that shorten.

/// The people of a cell, sorted, without repetition: "lee a", "okoro b". Nothing when no name is in it.
pub(super) fn people(cell: &str) -> Option<Vec<String>> {
    let plain = without_remarks(cell);
    let mut names: Vec<String> = split(&plain).iter().filter_map(|name| person(name)).collect();
    names.sort();
    names.dedup();
    // "lee" is "lee a" when that one is there too.
    let full = names.clone();
    names.retain(|name| {
        name.contains(' ') || !full.iter().any(|other| other.starts_with(&format!("{name} ")))
    });
    (!names.is_empty()).then_some(names)
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

/// One piece a person. Marks that only separate people come first; commas separate people or parts of one.
fn split(cell: &str) -> Vec<String> {
    let mut rough: Vec<String> = Vec::new();
    let spaced = cell.replace(['|', '/', '\\', '\n'], ";").replace('&', ";").replace(" - ", ";");
    for piece in spaced.split(';') {
        let mut current: Vec<&str> = Vec::new();
        for word in piece.split_whitespace() {
            if matches!(word.trim_end_matches(',').to_ascii_lowercase().as_str(), "and" | "with") {
                rough.push(current.join(" "));
                current.clear();
            } else {
                current.push(word);
            }
        }
        rough.push(current.join(" "));
    }
    rough
        .iter()
        .map(|piece| piece.trim_matches([' ', ',']))
        .filter(|piece| !piece.is_empty())
        .flat_map(commas)
        .collect()
}

/// A piece between separators, taken apart at its commas.
fn commas(piece: &str) -> Vec<String> {
    let parts: Vec<&str> = piece.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let words = |part: &str| part.split_whitespace().count();
    match parts.as_slice() {
        [] => Vec::new(),
        [one] => vec![(*one).to_owned()],
        // "Ann Lee, Ben Okoro" are two, "Lee, Ann" and "Lee, Ann Mary" are one.
        [one, other] if words(one) > 1 && words(other) > 1 => vec![(*one).to_owned(), (*other).to_owned()],
        [one, other] => vec![format!("{one}, {other}")],
        all if all.iter().all(|part| words(part) > 1) => all.iter().map(|part| (*part).to_owned()).collect(),
        // "Lee, Ann, Okoro, Ben": family names at the even places.
        all if all.len() % 2 == 0 && all.iter().step_by(2).all(|part| words(part) <= 2) => {
            all.chunks(2).map(|pair| pair.join(", ")).collect()
        }
        all => all.iter().map(|part| (*part).to_owned()).collect(),
    }
}

/// Words that are no part of a name.
const TITLES: [&str; 16] = [
    "dr", "prof", "mr", "mrs", "ms", "sir", "jr", "sr", "ii", "iii", "phd", "md", "ed", "eds", "editor",
    "editors",
];

fn person(name: &str) -> Option<String> {
    let plain = |word: &str| -> String {
        crate::text::fold(word).chars().filter(|mark| mark.is_alphabetic()).collect()
    };
    let words = |text: &str| -> Vec<String> {
        text.split([' ', '.', '\t'])
            .map(plain)
            .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
            .collect()
    };
    let (family, given) = match name.split_once(',') {
        Some((family, given)) => (words(family).concat(), words(given).into_iter().next()),
        None => {
            let mut all = words(name);
            let family = all.pop()?;
            (family, all.into_iter().next())
        }
    };
    if family.is_empty() {
        return None;
    }
    Some(match given.and_then(|given| given.chars().next()) {
        Some(letter) => format!("{family} {letter}"),
        None => family,
    })
}

#[cfg(test)]
mod tests {
    use super::people;

    #[test]
    fn wordings_of_one_list_are_one() {
        let expected = vec!["lee a".to_owned(), "okoro b".to_owned()];
        for cell in [
            "Lee, Ann; Okoro, Ben",
            "Ann Lee and Ben Okoro",
            "Ben Okoro, Ann M. Lee",
            "Lee, Ann, Okoro, Ben",
            "Okoro, B. & Lee, A.",
            "Dr. Ann Lee (editor); Ben Okoro PhD",
            "Lee, Ann; Okoro, Ben; Lee",
        ] {
            assert_eq!(people(cell).as_ref(), Some(&expected), "{cell}");
        }
    }

    #[test]
    fn others_are_others() {
        assert_ne!(people("Ann Lee"), people("Ben Lee"));
        assert_ne!(people("Ann Lee"), people("Ann Lee; Ben Okoro"));
        assert_eq!(people("1984 (2nd)"), None);
    }
}
