//! Times of day in cells, with or without a day beside them.

use super::day::{Day, Order, day_within};

/// A time of day in minutes, and the day beside it. Nothing when there is not exactly one time in the cell.
pub(super) fn time(cell: &str, order: Order) -> Option<(u32, Option<Day>)> {
    let bytes = cell.as_bytes();
    let colon = (1..bytes.len().saturating_sub(2)).find(|&at| {
        bytes[at] == b':'
            && bytes[at - 1].is_ascii_digit()
            && bytes[at + 1].is_ascii_digit()
            && bytes[at + 2].is_ascii_digit()
    })?;
    let start = if colon >= 2 && bytes[colon - 2].is_ascii_digit() { colon - 2 } else { colon - 1 };
    let mut end = colon + 3;
    if bytes.get(end) == Some(&b':') && bytes.len() > end + 2 && bytes[end + 1].is_ascii_digit() {
        end += 3;
    }
    let hours: u32 = cell.get(start..colon)?.parse().ok()?;
    let minutes: u32 = cell.get(colon + 1..colon + 3)?.parse().ok()?;
    let rest = cell.get(end..)?;
    if rest.contains(':') || hours > 24 || minutes > 59 {
        return None;
    }
    let (hours, rest) = match half(rest) {
        Some((afternoon, after)) if hours <= 12 => (hours % 12 + if afternoon { 12 } else { 0 }, after),
        _ => (hours, rest),
    };
    let day = day_within(&cell[..start], order).or_else(|| day_within(rest, order));
    Some((hours % 24 * 60 + minutes, day))
}

/// Whether it is afternoon, where the text begins by saying so, and what follows.
fn half(rest: &str) -> Option<(bool, &str)> {
    let text = rest.trim_start();
    let afternoon = match text.as_bytes().first()? {
        b'a' | b'A' => false,
        b'p' | b'P' => true,
        _ => return None,
    };
    let after = text[1..].strip_prefix('.').unwrap_or(&text[1..]);
    let after = after.strip_prefix(['m', 'M']).unwrap_or(after);
    let after = after.strip_prefix('.').unwrap_or(after);
    let ends = after.chars().next().is_none_or(|mark| !mark.is_alphanumeric());
    ends.then_some((afternoon, after))
}

#[cfg(test)]
mod tests {
    use super::super::day::Order::MonthFirst;
    use super::time;

    #[test]
    fn wordings_of_one_time_are_one() {
        for cell in ["7:10 PM", "19:10", "7:10p", "7:10 p.m.", "07:10pm", "19:10:00", "19:10 (Estimated)"] {
            assert_eq!(time(cell, MonthFirst), Some((19 * 60 + 10, None)), "{cell}");
        }
        for cell in [
            "2011-12-01 7:10 a",
            "Dec 1 - 7:10am",
            "7:10 AM Thu, Dec 1",
            "2011-12-01T07:10:00",
            "12/1/2011 07:10 EST",
        ] {
            let (minutes, day) = time(cell, MonthFirst).unwrap();
            assert_eq!((minutes, day.map(|day| (day.month, day.day))), (430, Some((12, 1))), "{cell}");
        }
        assert_eq!(time("12:05 am", MonthFirst).map(|it| it.0), Some(5));
        assert_eq!(time("10:00 to 11:00", MonthFirst), None);
        assert_eq!(time("a:10", MonthFirst), None);
    }
}
