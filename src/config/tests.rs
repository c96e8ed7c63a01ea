use super::*;

fn problems(text: &str) -> Vec<String> {
    parse("crosscheck.toml", text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn everything_is_optional() {
    assert_eq!(parse(FILE, ""), (Config::default(), Vec::new()));
}

#[test]
fn all_problems_are_told_at_once_with_places() {
    let text = "[[entity]]\nname = \"Acme\"\n\n[[attribute]]\nid = \"stake\"\nkind = \"percent\"\nvalue = \"one\"\n\n[severity]\nvalue-mismatch = \"loud\"\n";
    assert_eq!(
        problems(text),
        [
            "crosscheck.toml:1:1: error[config-missing]: an entity without `id`",
            "crosscheck.toml:6:8: error[config-value]: `kind` is `percent`, but must be one of number, percentage, money, quantity, ordinal, date, duration, time-of-day, recurrence, name, state, truth, list, text",
            "crosscheck.toml:7:1: error[config-field]: unknown field `value` in an attribute",
            "crosscheck.toml:10:18: error[config-value]: the severity of `value-mismatch` must be one of none, low, medium, high",
        ]
    );
}

#[test]
fn a_broken_file_still_gives_its_readable_parts() {
    let text = "[[entity]]\nid = \"acme\"\n\n[[entity]\nid = \"bolt\"\n";
    let (config, diagnostics) = parse(FILE, text);
    assert!(
        diagnostics
            .iter()
            .any(|d| d.code == "config-syntax" && d.place.as_ref().is_some_and(|p| p.line == 4))
    );
    assert_eq!(config.entities.first().map(|entity| &*entity.id), Some("acme"));
}

#[test]
fn twins_and_missing_wholes_are_refused() {
    let text = "[[entity]]\nid = \"a\"\n[[entity]]\nid = \"a\"\nwithin = \"b\"\n";
    assert_eq!(
        problems(text),
        [
            "crosscheck.toml:3:1: error[config-duplicate]: entity `a` is given twice, first in line 1",
            "crosscheck.toml:3:1: error[config-within]: `a` is within `b`, which is no entity here",
        ]
    );
}

#[test]
fn waivers_need_a_target_a_reason_an_owner_and_an_end() {
    let whole =
        "[[waiver]]\nfinding = \"0123\"\nreason = \"rounding\"\nowner = \"ann\"\nexpires = 2026-12-31\n";
    let (config, diagnostics) = parse(FILE, whole);
    assert_eq!((config.waivers.len(), diagnostics.len()), (1, 0));
    assert_eq!(config.waivers[0].reason.word(), "rounding");
    for line in ["finding", "reason", "owner", "expires"] {
        let cut: String = whole.lines().filter(|l| !l.starts_with(line)).map(|l| format!("{l}\n")).collect();
        let (config, diagnostics) = parse(FILE, &cut);
        assert_eq!((config.waivers.len(), diagnostics.len()), (0, 1), "without {line}");
    }
}

#[test]
fn reasons_are_named_as_they_are_written() {
    for word in Reason::WORDS {
        let text = format!(
            "[[waiver]]\nfinding = \"1\"\nreason = \"{word}\"\nowner = \"o\"\nexpires = \"2026-01-31\"\n"
        );
        assert_eq!(parse(FILE, &text).0.waivers[0].reason.word(), word);
    }
}
