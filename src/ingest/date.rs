//! Dates as front matter and page metadata write them.
//!
//! Not the dates of running text, which are `value`'s: these stand alone in a field, so the whole field must be a date.

use jiff::civil::{Date, Weekday};

use crate::value::{DateRange, Grain};

/// Ways to write a day besides ISO 8601, as web pages and mail headers have them. A weekday in front is dropped first.
const DAY_FORMS: &[&str] =
    &["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%d. %B %Y", "%Y/%m/%d", "%Y%m%d"];

/// Reads a date of any grain: `2026-03-04`, a date-time (its local day), `2026-03`, `2026`, `2026-Q1`, `2026-W07`,
/// `4 March 2026`, `Wed, 4 Mar 2026 10:00:00 +0100`, `2026-03-01/2026-03-09`. Nothing when the field is no date.
#[must_use]
pub(crate) fn date_range(written: &str) -> Option<DateRange> {
    let written = written.trim();
    // The longest form above is under 50 bytes; anything longer is prose.
    if written.len() > 64 || !written.is_ascii() {
        return None;
    }
    if let Some((from, to)) = written.split_once('/')
        && let (Some(from), Some(to)) = (date_range(from), date_range(to))
    {
        return Some(DateRange { start: from.start, end: to.end, grain: Grain::Span });
    }
    iso(written).or_else(|| in_words(written).map(DateRange::day))
}

/// The day that a text begins with, and what follows it: `4 March 2026, 10:32` or `Mar 4, 2026 | 3 min read`.
pub(crate) fn leading_day(text: &str) -> Option<(DateRange, &str)> {
    let ends = text.char_indices().filter(|(_, char)| char.is_whitespace()).map(|(at, _)| at);
    // Five words are the longest forms, a weekday among them.
    let ends: Vec<usize> = ends.take(5).chain((text.len() <= 64).then_some(text.len())).collect();
    ends.iter().rev().find_map(|end| {
        let written = text[..*end].trim_end_matches([',', '.', ';', '|', ')', '–', '—', '-', ' ']);
        let range = date_range(written).filter(|range| range.grain == Grain::Day)?;
        Some((range, &text[*end..]))
    })
}

fn iso(written: &str) -> Option<DateRange> {
    let bytes = written.as_bytes();
    match bytes.len() {
        4 => period(number(written)?, 1, 12, Grain::Year),
        7 if bytes[4] == b'-' && bytes[5] == b'Q' => {
            let quarter: i8 = number(&written[6..])?;
            (1..=4)
                .contains(&quarter)
                .then(|| period(number(&written[..4])?, 3 * quarter - 2, 3, Grain::Quarter))?
        }
        7 if bytes[4] == b'-' => period(number(&written[..4])?, number(&written[5..])?, 1, Grain::Month),
        8 if bytes[4] == b'-' && bytes[5] == b'W' => {
            let year: i16 = number(&written[..4])?;
            let monday =
                jiff::civil::ISOWeekDate::new(year, number(&written[6..])?, Weekday::Monday).ok()?.date();
            let sunday = monday.checked_add(jiff::Span::new().days(6)).ok()?;
            Some(DateRange { start: Some(monday), end: Some(sunday), grain: Grain::Week })
        }
        10.. if bytes[4] == b'-' && bytes[7] == b'-' => {
            let rest = &written[10..];
            let is_time = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
            let day =
                Date::new(number(&written[..4])?, number(&written[5..7])?, number(&written[8..10])?).ok()?;
            is_time.then(|| DateRange::day(day))
        }
        _ => None,
    }
}

/// `months` whole months from the first of `month`.
fn period(year: i16, month: i8, months: i8, grain: Grain) -> Option<DateRange> {
    let first = Date::new(year, month, 1).ok()?;
    let last = Date::new(year, month + months - 1, 1).ok()?.last_of_month();
    Some(DateRange { start: Some(first), end: Some(last), grain })
}

fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn in_words(written: &str) -> Option<Date> {
    let without_weekday = match written.split_once([',', ' ']) {
        Some((word, rest)) if is_weekday(word) => rest.trim_start_matches([',', ' ']),
        _ => written,
    };
    let day = DAY_FORMS.iter().find_map(|form| Date::strptime(form, without_weekday).ok());
    // A mail header goes on with the time of day: "4 Mar 2026 10:00:00 +0100".
    day.or_else(|| {
        let end = without_weekday.match_indices(' ').nth(2)?.0;
        let rest = &without_weekday[end..];
        rest.contains(':').then(|| Date::strptime("%d %b %Y", &without_weekday[..end]).ok())?
    })
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches(['.', ',']).to_ascii_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grain_reads_to_its_days() {
        let cases = [
            ("2026-03-04", "2026-03-04", "2026-03-04", Grain::Day),
            ("2026-03-04T23:59:00+09:00", "2026-03-04", "2026-03-04", Grain::Day),
            ("2026-02", "2026-02-01", "2026-02-28", Grain::Month),
            (" 2024 ", "2024-01-01", "2024-12-31", Grain::Year),
            ("2024-Q4", "2024-10-01", "2024-12-31", Grain::Quarter),
            ("2026-W01", "2025-12-29", "2026-01-04", Grain::Week),
            ("March 4, 2026", "2026-03-04", "2026-03-04", Grain::Day),
            ("Wednesday, March 4, 2026", "2026-03-04", "2026-03-04", Grain::Day),
            ("4 Mar 2026", "2026-03-04", "2026-03-04", Grain::Day),
            ("Wed, 4 Mar 2026 10:00:00 +0100", "2026-03-04", "2026-03-04", Grain::Day),
            ("2026-03-01/2026-03-09", "2026-03-01", "2026-03-09", Grain::Span),
        ];
        for (written, start, end, grain) in cases {
            let range = date_range(written).unwrap_or_else(|| panic!("{written} is a date"));
            let day = |day: Option<Date>| day.unwrap().to_string();
            assert_eq!(
                (day(range.start), day(range.end), range.grain),
                (start.into(), end.into(), grain),
                "{written}"
            );
        }
    }

    #[test]
    fn a_day_at_the_start_is_told_from_what_follows() {
        for (text, day, rest) in [
            ("4 March 2026, 10:32 GMT", "2026-03-04", " 10:32 GMT"),
            ("Mar 4, 2026 | 3 min read", "2026-03-04", " 3 min read"),
            ("Wednesday, March 4, 2026", "2026-03-04", ""),
            ("2026-03-04T10:00:00Z", "2026-03-04", ""),
        ] {
            let (range, found) = leading_day(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (range.start.unwrap().to_string().as_str(), found.trim_start_matches([' ', '|'])),
                (day, rest.trim_start()),
                "{text}"
            );
        }
        for text in ["2026 was a good year", "March was mild", "", "4 metres"] {
            assert_eq!(leading_day(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_stays_unread() {
        for written in [
            "",
            "soon",
            "2026-13",
            "2026-02-30",
            "2026-Q5",
            "2026-W54",
            "20266",
            "March",
            "the 4 March 2026 issue",
            "2026-03-04x",
            "２０２６",
            "-123",
            "+202",
            "2026-+3",
        ] {
            assert_eq!(date_range(written), None, "{written}");
        }
    }
}
