//! Names of sources: readable, stable, safe as file names on every system.

use unicode_normalization::UnicodeNormalization as _;

/// Names longer than this many bytes are cut: `claims/ID.toml` must fit the 255 bytes that file systems give a name.
const LONGEST: usize = 120;

/// Names that Windows keeps for devices, whatever the ending.
/// Source: "Naming Files, Paths, and Namespaces", Microsoft's documentation of the Win32 file interface.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The id of the source at a path: the file's name without its last ending, made safe.
#[must_use]
pub fn id_of_path(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    };
    safe(stem)
}

/// A readable name made of a title: lower case, words joined by hyphens, at most twelve of them.
#[must_use]
pub fn slug(title: &str) -> String {
    let folded: String = title.chars().take(400).collect::<String>().to_lowercase();
    // Marks over Latin, Greek and Cyrillic letters go; in other scripts a mark makes another letter.
    let words: Vec<String> = folded
        .nfkd()
        .filter(|char| !matches!(char, '\u{300}'..='\u{36f}' | '\'' | '’'))
        .nfc()
        .collect::<String>()
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    safe(&words[..words.len().min(12)].join("-"))
}

/// Keeps letters, digits, `-`, `_` and `.`; every run of anything else becomes one hyphen.
fn safe(stem: &str) -> String {
    let mut id = String::with_capacity(stem.len());
    for char in stem.nfc() {
        let keeps = char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
        let fits = id.len() + char.len_utf8() <= LONGEST;
        match (keeps, fits) {
            (_, false) => break,
            (true, true) => id.push(char),
            (false, true) if !id.ends_with('-') && !id.is_empty() => id.push('-'),
            (false, true) => {}
        }
    }
    // A dot in front hides a file, one at the end is lost on Windows, a hyphen in front looks like an option.
    let trimmed = id.trim_end_matches(['-', '.']).trim_start_matches(['-', '.']).to_owned();
    let base = trimmed.split('.').next().unwrap_or_default().to_lowercase();
    let port = base.strip_prefix("com").or_else(|| base.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| {
        matches!(number, "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³")
    });
    match (trimmed.is_empty(), is_port || DEVICES.contains(&&*base)) {
        (true, _) => "source".to_owned(),
        (_, true) => format!("source-{trimmed}"),
        _ => trimmed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_stems_stay_as_they_are() {
        for (path, id) in [
            ("sources/wire-0427.md", "wire-0427"),
            ("sources/deep/000_039f.txt", "000_039f"),
            ("01.md", "01"),
            ("sources/v1.2.md", "v1.2"),
            ("sources/Zürich.md", "Zürich"),
        ] {
            assert_eq!(id_of_path(path), id);
        }
    }

    #[test]
    fn unsafe_ones_become_safe() {
        for (path, id) in [
            ("sources/A title: with (signs)?.md", "A-title-with-signs"),
            ("sources/-rf .md", "rf"),
            ("sources/..md", "source"),
            ("sources/con.md", "source-con"),
            ("sources/COM1.tar.md", "source-COM1.tar"),
            ("sources/\u{202e}gnp\u{7}.md", "gnp"),
            ("sources/a\\b.md", "a-b"),
            ("sources/\u{1b}[31mred.md", "31mred"),
        ] {
            assert_eq!(id_of_path(path), id, "{path:?}");
        }
        assert_eq!(id_of_path(&format!("{}.md", "é".repeat(500))).len(), LONGEST);
    }

    #[test]
    fn slugs_read_like_titles() {
        assert_eq!(
            slug("Ferry’s crew: “We’re staying” – Łódź & Zürich"),
            "ferrys-crew-were-staying-łodz-zurich"
        );
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("!!!"), "source");
        assert_eq!(slug("東京で会議"), "東京で会議");
    }

    proptest::proptest! {
        #[test]
        fn any_name_gives_a_stable_safe_id(name in "\\PC{0,60}") {
            for id in [id_of_path(&format!("{name}.md")), slug(&name)] {
                proptest::prop_assert!(!id.is_empty() && id.len() <= LONGEST + 7);
                proptest::prop_assert!(!id.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', ' ']));
                proptest::prop_assert!(!id.starts_with(['.', '-']) && !id.ends_with('.'));
                proptest::prop_assert_eq!(&id_of_path(&format!("sources/{id}.md")), &id);
            }
        }
    }
}
