//! Days that have a name and where in the year they fall.

use std::collections::BTreeMap;

/// Where in a year a named day falls, and so many days on from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holiday {
    /// The day that is counted from.
    pub from: Anchor,
    /// How many days on.
    pub days: i64,
}

/// A day that every year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// A day of a month.
    Fixed(i8, i8),
    /// Month, which one (-1 for the last), weekday from 1 for Monday.
    Weekday(i8, i8, u8),
    /// Easter Sunday of the western churches.
    Easter,
}

/// All names, in order, each with its rule.
pub(super) fn all() -> Vec<(String, Holiday)> {
    let file: BTreeMap<String, String> =
        toml::from_str(include_str!("holidays.toml")).expect("holidays.toml is checked by a test");
    file.into_iter().filter_map(|(name, rule)| Some((name, rule_of(&rule)?))).collect()
}

fn rule_of(rule: &str) -> Option<Holiday> {
    let parts: Vec<&str> = rule.split(' ').collect();
    let days = |text: &str| text.trim_start_matches('+').parse().ok();
    match parts.as_slice() {
        ["easter", shift] => Some(Holiday { from: Anchor::Easter, days: days(shift)? }),
        [date] => {
            let (month, day) = date.split_once('-')?;
            Some(Holiday { from: Anchor::Fixed(month.parse().ok()?, day.parse().ok()?), days: 0 })
        }
        [month, nth, weekday, rest @ ..] => {
            const NAMES: [&str; 7] =
                ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
            let nth = if *nth == "last" { -1 } else { nth.get(..1)?.parse().ok()? };
            let weekday = u8::try_from(NAMES.iter().position(|name| name == weekday)?).ok()? + 1;
            let shift = rest.first().map_or(Some(0), |shift| days(shift))?;
            Some(Holiday { from: Anchor::Weekday(month.parse().ok()?, nth, weekday), days: shift })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_read() {
        let file: BTreeMap<String, String> = toml::from_str(include_str!("holidays.toml")).unwrap();
        for (name, rule) in file {
            assert!(rule_of(&rule).is_some(), "{name} = {rule}");
        }
    }
}
