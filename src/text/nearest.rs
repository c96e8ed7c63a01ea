//! The word that somebody probably meant.

/// The known name that `name` was probably meant to be: the likest by Jaro-Winkler, which forgives slips at the end
/// more than at the beginning, and only when it is like enough (0.82) that the guess helps.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.82)
        .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| other.1.cmp(one.1)))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_mended_and_strangers_are_not_guessed() {
        let known = ["reliability", "origin", "independent"];
        assert_eq!(nearest("reliabilty", known), Some("reliability"));
        assert_eq!(nearest("colour", known), None);
    }
}
