//! Times of day.

use serde::{Deserialize, Serialize};

use super::{Because, Difference, Relation, Why};

/// A time of day, or a part of the day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TimeOfDay {
    /// Seconds after midnight where it is or begins.
    pub start: u32,
    /// Where a part of the day ends: morning, 9 to 5; one past its last second.
    pub end: Option<u32>,
    /// How finely it is given, in seconds: 3600 for 3 pm, 60 for 3:15.
    pub step: u32,
    /// The zone as said, in capitals: ET, GMT.
    pub zone: Option<Box<str>>,
}

impl TimeOfDay {
    /// As ISO 8601 writes a time.
    #[must_use]
    pub fn iso(&self) -> String {
        clock(self.start, 1)
    }
}

pub(super) fn clock(at: u32, step: u32) -> String {
    let (hour, minute, second) = (at / 3600, at / 60 % 60, at % 60);
    if step >= 60 && second == 0 {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{second:02}")
    }
}

/// A TIMEX3 value.
pub(super) fn timex(time: &TimeOfDay) -> String {
    let text = clock(time.start, 1);
    if time.end.is_some() && time.step == 3600 {
        match (time.start / 3600, time.end.map(|end| end / 3600)) {
            (8, Some(12)) => return "TMO".to_owned(),
            (12, Some(16)) => return "TAF".to_owned(),
            (16, Some(20)) => return "TEV".to_owned(),
            (20, Some(23)) => return "TNI".to_owned(),
            _ => {}
        }
    }
    if time.step >= 3600 { format!("T{}", &text[..2]) } else { format!("T{}", &text[..5]) }
}

pub(super) fn show(time: &TimeOfDay) -> String {
    let mut shown = clock(time.start, time.step);
    if let Some(end) = time.end {
        shown.push_str(" to ");
        shown.push_str(&clock(end, time.step));
    }
    if let Some(zone) = &time.zone {
        shown.push(' ');
        shown.push_str(zone);
    }
    shown
}

pub(super) fn normal(time: &TimeOfDay) -> String {
    let mut shown = clock(time.start, 1);
    if let Some(end) = time.end {
        shown.push('/');
        shown.push_str(&clock(end, 1));
    }
    if let Some(zone) = &time.zone {
        shown.push(' ');
        shown.push_str(zone);
    }
    shown
}

pub(super) fn relate(one: &TimeOfDay, other: &TimeOfDay) -> Relation {
    if normal(one) == normal(other) {
        return Relation::Same;
    }
    if one.zone != other.zone && one.zone.is_some() && other.zone.is_some() {
        return Relation::Incomparable(Why::Unit);
    }
    let (one_end, other_end) = (one.end.unwrap_or(one.start + 1), other.end.unwrap_or(other.start + 1));
    if one.start < other_end && other.start < one_end {
        return Relation::Compatible(Because::FinerDate);
    }
    let gap = other.start.saturating_sub(one_end - 1).max(one.start.saturating_sub(other_end - 1));
    if gap <= one.step.max(other.step) / 2 {
        return Relation::Compatible(Because::Rounding);
    }
    let gap_text = match (gap / 3600, gap / 60 % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    Relation::Different(Difference::words(gap_text))
}
