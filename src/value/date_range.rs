//! Days and periods.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::whole;

/// How finely a date is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// Ten years or more.
    Decade,
    /// From … to, of any length.
    Span,
}

/// The days that a date or a period may be: `start` to `end`, both included; an open side is missing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateRange {
    /// First day.
    #[serde(with = "whole::day")]
    pub start: Option<Date>,
    /// Last day.
    #[serde(with = "whole::day")]
    pub end: Option<Date>,
    /// How finely it is given.
    pub grain: Grain,
}

impl DateRange {
    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { start: Some(day), end: Some(day), grain: Grain::Day }
    }

    /// Whether the two can be the same day or period as far as they say.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let before =
            |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(self.end, other.start) && !before(other.end, self.start)
    }

    /// Whether this one ends before the other begins.
    #[must_use]
    pub fn is_before(&self, other: &Self) -> bool {
        matches!((self.end, other.start), (Some(end), Some(start)) if end < start)
    }
}

impl DateRange {
    /// The month that begins on the first of `month` in `year`; nothing outside the calendar.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let start = Date::new(year, month, 1).ok()?;
        Some(Self { start: Some(start), end: Some(start.last_of_month()), grain: Grain::Month })
    }

    /// Quarter 1 to 4 of a calendar year.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Option<Self> {
        Self::months(year, (quarter - 1) * 3 + 1, 3, Grain::Quarter)
    }

    /// Half 1 or 2 of a calendar year.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Option<Self> {
        Self::months(year, (half - 1) * 6 + 1, 6, Grain::Half)
    }

    /// A calendar year.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::years(year, year, Grain::Year)
    }

    /// From the first day of one year to the last of another.
    #[must_use]
    pub fn years(first: i16, last: i16, grain: Grain) -> Option<Self> {
        let start = Date::new(first, 1, 1).ok()?;
        let end = Date::new(last, 12, 31).ok()?;
        Some(Self { start: Some(start), end: Some(end), grain })
    }

    /// The week from Monday to Sunday that holds `day`.
    #[must_use]
    pub fn week(day: Date) -> Option<Self> {
        let back = i64::from(day.weekday().to_monday_zero_offset());
        let start = day.checked_sub(jiff::Span::new().days(back)).ok()?;
        let end = start.checked_add(jiff::Span::new().days(6)).ok()?;
        Some(Self { start: Some(start), end: Some(end), grain: Grain::Week })
    }

    /// From the first day of one to the last day of the other.
    #[must_use]
    pub fn span(first: &Self, last: &Self) -> Self {
        Self { start: first.start, end: last.end, grain: Grain::Span }
    }

    fn months(year: i16, first: i8, count: i8, grain: Grain) -> Option<Self> {
        let start = Date::new(year, first, 1).ok()?;
        let end = Date::new(year, first + count - 1, 1).ok()?.last_of_month();
        Some(Self { start: Some(start), end: Some(end), grain })
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(&self, other: &Self) -> bool {
        let starts = match (self.start, other.start) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(start), Some(inner)) => start <= inner,
        };
        let ends = match (self.end, other.end) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(end), Some(inner)) => inner <= end,
        };
        starts && ends
    }
}
