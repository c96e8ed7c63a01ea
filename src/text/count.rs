//! A number with its noun.

/// `1 source`, `2 sources`, `3 entries`.
#[must_use]
pub fn count(number: usize, one: &str) -> String {
    if number == 1 {
        return format!("1 {one}");
    }
    match one.strip_suffix('y') {
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {one}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_one() {
        assert_eq!(count(1, "entry"), "1 entry");
        assert_eq!(count(0, "claim"), "0 claims");
        assert_eq!(count(2, "entry"), "2 entries");
    }
}
