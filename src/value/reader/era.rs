//! Years and what is longer or told by a year: 1914-18, the 1990s, 500 BC, 19th century, Q3 2025, FY25.

use jiff::civil::Date;

use super::date::{Dated, dated, full_year, joined, small, year_of};
use super::month::{month_at, ordinal_end};
use super::token::{Gap, Shape, Tokens};
use crate::lexicon::word::Key;
use crate::value::{DateRange, Grain, When};

/// 500 BC, 44 BCE, 499-493 BC, 264 to 241 BC.
pub(super) fn historic(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    if let Some((first, place)) = number_before_era(tokens, at)
        && let Some((last, end)) = era_year(tokens, place)
    {
        let first = if last <= 0 { 1 - first } else { first };
        let range = (first < last).then(|| DateRange::years(first, last, Grain::Span)).flatten()?;
        return Some(dated(When::of(range), at, end, "era-span"));
    }
    let (year, end) = era_year(tokens, at).filter(|_| tokens.get(at).shape == Shape::Digits)?;
    Some(dated(When::of(DateRange::year(year)?), at, end, "era"))
}

/// Radiocarbon's "present", which years before the present count from.
const PRESENT: i64 = 1950;

/// 3780 BP, 4,100 years BP, 3,400 years before the present.
pub(super) fn before_present(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let text = tokens.text(at);
    let mut place = at + 1;
    if matches!(tokens.key(place), Key::Years) {
        place += 1;
    } else if tokens.text(place) == "cal" {
        place += 1 + usize::from(tokens.is(place + 1, Key::Dot));
    } else if tokens.text(place) != "BP" {
        return None;
    }
    let end = if tokens.text(place) == "BP" {
        place + 1
    } else if tokens.is(place, Key::Before) {
        let present = super::date::skip_the(tokens, place + 1);
        tokens.is(present, Key::Present).then_some(present + 1)?
    } else {
        return None;
    };
    let years: i64 = text.replace(',', "").parse().ok().filter(|years| *years > 0)?;
    let year = i16::try_from(PRESENT.checked_sub(years)?).ok()?;
    Some(dated(When::of(DateRange::year(year)?), at, end, "before-present"))
}

/// The first of two years with one era: the 499 of "499-493 BC"; and where the second stands.
fn number_before_era(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let dash = tokens.is(at + 1, Key::Dash) && tokens.is_glued(at + 1) == tokens.is_glued(at + 2);
    let between = at > 0 && tokens.is(at - 1, Key::Between) && tokens.is(at + 1, Key::And);
    let joins = dash || between || matches!(tokens.key(at + 1), Key::To | Key::Until);
    let text = tokens.text(at);
    let plain = joins
        && tokens.get(at).shape == Shape::Digits
        && text.len() <= 4
        && tokens.get(at + 2).gap < Gap::Line;
    Some((plain.then(|| text.parse().ok()).flatten()?, at + 2))
}

/// A year with its era, before or behind: AD 79, 500 BC.
pub(super) fn era_year(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let number = |place: usize| {
        let text = tokens.text(place);
        let plain = tokens.get(place).shape == Shape::Digits && text.len() <= 4 && !text.contains(['.', ',']);
        plain.then(|| text.parse::<i16>().ok()).flatten().filter(|year| *year > 0)
    };
    if tokens.text(at) == "AD" && tokens.get(at + 1).gap < Gap::Line {
        return Some((number(at + 1)?, at + 2));
    }
    if tokens.text(at) == "A" && tokens.text(at + 1) == "." && tokens.text(at + 2) == "D" {
        let place = at + 3 + usize::from(tokens.is(at + 3, Key::Dot));
        return Some((number(place).filter(|_| tokens.get(place).gap < Gap::Line)?, place + 1));
    }
    let year = number(at)?;
    match (tokens.text(at + 1), tokens.text(at + 2), tokens.text(at + 3)) {
        ("BC" | "BCE", ..) => Some((1 - year, at + 2)),
        ("AD" | "CE", ..) => Some((year, at + 2)),
        ("B", ".", "C") => Some((1 - year, at + 4 + usize::from(tokens.is(at + 4, Key::Dot)))),
        ("A", ".", "D") => Some((year, at + 4 + usize::from(tokens.is(at + 4, Key::Dot)))),
        _ => None,
    }
}

/// A year as it is read aloud: nineteen ninety-six, twenty twenty-five, two thousand and five.
pub(super) fn spoken_year(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let skip = |place: usize| place + usize::from(tokens.is(place, Key::Dash) && tokens.is_glued(place));
    let cardinal = |place: usize| {
        let near = tokens.get(place).gap < Gap::Line;
        tokens.word(place).cardinal.filter(|_| near).and_then(|value| i16::try_from(value).ok())
    };
    // 10 to 99 in one word or two.
    let pair = |place: usize| {
        let tens = cardinal(place).filter(|tens| (10..100).contains(tens))?;
        let unit = cardinal(skip(place + 1)).filter(|unit| tens >= 20 && (1..10).contains(unit));
        Some(unit.map_or((tens, place + 1), |unit| (tens + unit, skip(place + 1) + 1)))
    };
    let first = cardinal(at)?;
    if first == 2 && tokens.word(at + 1).scale == Some(3) {
        let place = at + 2 + usize::from(tokens.is(at + 2, Key::And));
        let small = || cardinal(place).filter(|unit| (1..10).contains(unit)).map(|unit| (unit, place + 1));
        return pair(place).or_else(small).map(|(rest, end)| (2000 + rest, end));
    }
    let (rest, end) = (13..=20).contains(&first).then(|| pair(skip(at + 1))).flatten()?;
    Some((first * 100 + rest, end))
}

/// 1990s, 1990's, the '90s.
pub(super) fn decade(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let text = tokens.text(at);
    let plural = |place: usize| {
        if tokens.text(place) == "s" && tokens.is_glued(place) {
            return Some(place + 1);
        }
        let apostrophe = matches!(tokens.text(place), "'" | "’") && tokens.is_glued(place);
        (apostrophe && tokens.text(place + 1) == "s" && tokens.is_glued(place + 1)).then_some(place + 2)
    };
    let end = plural(at + 1)?;
    let year: i16 = text.parse().ok()?;
    if matches!(tokens.text(end), "BC" | "BCE") && year % 10 == 0 && (10..3000).contains(&year) {
        let range = DateRange::years(1 - (year + 9), 1 - year, Grain::Decade)?;
        return Some(dated(When::of(range), at, end + 1, "decade"));
    }
    let first = match text.len() {
        4 if (1000..3000).contains(&year) && year % 10 == 0 => year,
        2 if year % 10 == 0 && year >= 20 => 1900 + year,
        _ => return None,
    };
    let last = if first % 100 == 0 && !(first == 2000 || first == 1900) { first + 99 } else { first + 9 };
    Some(dated(When::of(DateRange::years(first, last, Grain::Decade)?), at, end, "decade"))
}

/// since '82, the summer of '69.
pub(super) fn short_year(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let told = at > 0
        && matches!(tokens.key(at - 1), Key::Since | Key::In | Key::Of | Key::Until | Key::From | Key::By);
    let digits = tokens.text(at + 1);
    let year = (told && digits.len() == 2 && tokens.is_glued(at + 1))
        .then(|| full_year(tokens, at + 1))
        .flatten()?;
    Some(dated(When::of(DateRange::year(year)?), at, at + 2, "short-year"))
}

pub(super) fn short_decade(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    (tokens.get(at + 1).shape == Shape::Digits && tokens.is_glued(at + 1))
        .then(|| decade(tokens, at + 1))
        .flatten()
        .map(|found| Dated { first: at, ..found })
}

/// 19th century.
pub(super) fn century(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let end = ordinal_end(tokens, at + 1);
    let number = small(tokens, at).filter(|number| end > at + 1 && *number > 0 && *number <= 30)?;
    century_of(tokens, at, i16::from(number), end)
}

/// The century of that number, when the word follows at `place`.
pub(super) fn century_of(tokens: &Tokens<'_>, at: usize, number: i16, place: usize) -> Option<Dated> {
    let place = if tokens.is(place, Key::Dash) { place + 1 } else { place };
    (tokens.word(place).time_unit == Some("century")).then_some(())?;
    let mut end = place + 1;
    let before = matches!(tokens.text(end), "BC" | "BCE");
    if before || matches!(tokens.text(end), "AD" | "CE") {
        end += 1;
    }
    let range = if before {
        DateRange::years(1 - number * 100, -(number - 1) * 100, Grain::Decade)?
    } else {
        DateRange::years((number - 1) * 100 + 1, number * 100, Grain::Decade)?
    };
    Some(dated(When::of(range), at, end, "century"))
}

/// 1H25, 3Q 2025.
pub(super) fn short_period(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let letter = tokens.text(at + 1);
    if !tokens.is_glued(at + 1) || tokens.text(at).len() != 1 {
        return None;
    }
    let (year, end) = period_year(tokens, at + 2)?;
    let number = tokens.text(at).parse().ok()?;
    let range = match letter {
        "Q" | "q" if (1..=4).contains(&number) => DateRange::quarter(year, number)?,
        "H" | "h" if (1..=2).contains(&number) => DateRange::half(year, number)?,
        _ => return None,
    };
    Some(dated(When::of(range), at, end, "short-period"))
}

/// The year behind "Q3" and the like: 2025, of 2025, FY25, '25, 25.
pub(super) fn period_year(tokens: &Tokens<'_>, at: usize) -> Option<(i16, usize)> {
    let mut place = at;
    for _ in 0..4 {
        let skip = matches!(
            tokens.key(place),
            Key::Of
                | Key::Fiscal
                | Key::Financial
                | Key::Year
                | Key::Comma
                | Key::The
                | Key::Calendar
                | Key::In
        ) || matches!(tokens.text(place), "FY" | "fy" | "CY")
            || (tokens.is(place, Key::Dash) && tokens.is_glued(place));
        if !skip || tokens.get(place).gap == Gap::Line {
            break;
        }
        place += 1;
    }
    if let Some(found) = era_year(tokens, place).filter(|_| tokens.get(place).shape == Shape::Digits) {
        return Some(found);
    }
    if matches!(tokens.text(place), "'" | "’") {
        return full_year(tokens, place + 1).map(|year| (year, place + 2));
    }
    let short = tokens.text(place).len() == 2 && tokens.is_glued(place);
    (short || year_of(tokens, place).is_some())
        .then(|| full_year(tokens, place))
        .flatten()
        .map(|year| (year, place + 1))
}

/// The second of two years: 2019-20, 1899/00, 1861–1863.
fn second_year(tokens: &Tokens<'_>, at: usize, year: i16) -> Option<i16> {
    let dash = tokens.is(at + 1, Key::Dash) && tokens.is_glued(at + 1) && tokens.is_glued(at + 2);
    // 2014/22/29 is some other thing.
    let chained = joined(tokens, at + 3, "/") || joined(tokens, at + 3, "-");
    if !(dash || joined(tokens, at + 1, "/")) || chained {
        return None;
    }
    if let Some(last) = year_of(tokens, at + 2).filter(|_| dash) {
        let counted = super::measure::after(tokens, at + 3).is_some()
            || super::noun::noun(tokens, at + 3, false)
                .is_some_and(|(_, end)| super::noun::is_plural(tokens.text(end - 1)));
        let modern = (1900..=2060).contains(&year);
        return (last > year && last - year <= LONGEST_SPAN && (modern || !counted)).then_some(last);
    }
    let text = tokens.text(at + 2);
    let short =
        (text.len() == 2 && tokens.get(at + 2).shape == Shape::Digits).then(|| text.parse::<i16>().ok());
    let last = year - year % 100 + short.flatten()?;
    let turned = if last == year - year % 100 && last < year { last + 100 } else { last };
    (turned > year).then_some(turned)
}

/// How many years two years with a dash between them may span: beyond a long life they are other numbers.
const LONGEST_SPAN: i16 = 150;

/// A year on its own or two of them: 2019, 2019-20, 1914–18.
pub(super) fn year(tokens: &Tokens<'_>, at: usize) -> Option<Dated> {
    let year = year_of(tokens, at)?;
    if let Some(last) = second_year(tokens, at, year) {
        let range = DateRange::years(year, last, Grain::Span)?;
        return Some(dated(When::of(range), at, at + 3, "year-pair"));
    }
    // "2017 q1"
    if matches!(tokens.text(at + 1), "Q" | "q")
        || (tokens.is(at + 1, Key::Dash) && matches!(tokens.text(at + 2), "Q" | "q"))
    {
        let place = if tokens.is(at + 1, Key::Dash) { at + 3 } else { at + 2 };
        if let Some(number) = small(tokens, place).filter(|number| (1..=4).contains(number)) {
            return Some(dated(When::of(DateRange::quarter(year, number)?), at, place + 1, "year-quarter"));
        }
    }
    // "2012 August"
    if let Some(month) = month_at(tokens, at + 1)
        .filter(|_| tokens.get(at + 1).gap == Gap::Blank && small(tokens, at + 2).is_none())
    {
        return Some(dated(When::of(DateRange::month(year, month)?), at, at + 2, "year-month"));
    }
    is_year(tokens, at, year)
        .then(|| DateRange::year(year))
        .flatten()
        .map(|range| dated(When::of(range), at, at + 1, "year"))
}

/// Whether four digits are a year: words of time stand before, or they look like one and nothing is counted.
pub(super) fn is_year(tokens: &Tokens<'_>, at: usize, year: i16) -> bool {
    let next = tokens.get(at + 1);
    if next.gap == Gap::None && next.shape == Shape::Word {
        return false;
    }
    if tokens.is(at + 1, Key::Percentsign) || tokens.word(at + 1).scale.is_some() && next.gap < Gap::Line {
        return false;
    }
    let hedged = at > 1
        && ["about", "around", "circa", "approximately", "roughly"]
            .iter()
            .any(|word| tokens.text(at - 1).eq_ignore_ascii_case(word));
    let before = at.checked_sub(if hedged { 2 } else { 1 });
    let told = before.is_some_and(|before| {
        hedged && tokens.is(before, Key::From)
            || matches!(
                tokens.key(before),
                Key::In
                    | Key::Since
                    | Key::Until
                    | Key::Till
                    | Key::Before
                    | Key::After
                    | Key::During
                    | Key::By
                    | Key::Throughout
                    | Key::Early
                    | Key::Late
                    | Key::Mid
                    | Key::Fiscal
                    | Key::Year
                    | Key::Summer
                    | Key::Spring
                    | Key::Autumn
                    | Key::Winter
                    | Key::Through
            )
            || tokens.word(before).month > 0
    });
    if told && (1900..=2100).contains(&year) && tokens.word(at + 1).time_unit.is_none() {
        return true;
    }
    // "the 1777 campaign" in a text of that time.
    let of_the_time =
        || tokens.told().is_some_and(|(told, _)| (told.year() - year).abs() <= LONGEST_SPAN / 2);
    let usual = (1800..=2060).contains(&year);
    if !told && !usual && !of_the_time() {
        return false;
    }
    let measured = super::measure::after(tokens, at + 1).is_some_and(|(measure, _)| {
        let unit = matches!(measure, super::measure::Measure::Unit(_));
        // "the 1988 quarter" has a year, "1988 miles" has none.
        let quarter = tokens.word(at + 1).time_unit.is_some() && !tokens.text(at + 1).ends_with('s');
        !(unit || quarter) || next.gap == Gap::None || unit && !told && tokens.text(at + 1).len() > 3
    });
    if measured {
        return false;
    }
    let counted = super::noun::noun(tokens, at + 1, false).is_some_and(|(_, end)| {
        end == at + 2 && super::noun::is_plural(tokens.text(end - 1)) && !tokens.is_capital(end - 1)
    });
    // "1988 sales", "the 2019 elections": who counts writes 1,988, or a round number.
    let modern = || (1950..=2049).contains(&year) && year % 50 != 0 && !counts_people(tokens, at + 1);
    !counted || !told && usual && modern()
}

fn counts_people(tokens: &Tokens<'_>, at: usize) -> bool {
    super::noun::noun(tokens, at, false).is_some_and(|(noun, _)| {
        noun.ends_with("people")
            || noun.ends_with("person")
            || noun.ends_with("child")
            || noun.ends_with("man")
    })
}

/// Q3 2025, H1 2026, FY25, AD 79.
pub(super) fn letters(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Dated> {
    let text = tokens.text(at);
    if text == "A"
        && let Some((year, end)) = era_year(tokens, at)
    {
        return Some(dated(When::of(DateRange::year(year)?), at, end, "era"));
    }
    if text.len() > 2 || tokens.get(at + 1).shape != Shape::Digits {
        return None;
    }
    let number = small(tokens, at + 1);
    match text {
        "Q" | "q" | "H" if tokens.is_glued(at + 1) => {
            let number = number?;
            let (year, end) = period_year(tokens, at + 2).or_else(|| {
                let plain = text == "Q"
                    && (!tokens.is_glued(at + 2)
                        || !matches!(tokens.get(at + 2).shape, Shape::Word | Shape::Digits)
                            && !tokens.is(at + 2, Key::Colon));
                let year = super::relative::quarter_year(tokens.anchor(reference).filter(|_| plain)?, number);
                Some((year, at + 2))
            })?;
            let range = if text == "H" {
                (number <= 2).then(|| DateRange::half(year, number)).flatten()?
            } else {
                (number <= 4).then(|| DateRange::quarter(year, number)).flatten()?
            };
            Some(dated(When::of(range), at, end, "short-period"))
        }
        "FY" | "fy" => {
            let year = full_year(tokens, at + 1)?;
            Some(dated(When::of(DateRange::year(year)?), at, at + 2, "fiscal-year"))
        }
        "AD" => {
            let (year, end) = era_year(tokens, at)?;
            Some(dated(When::of(DateRange::year(year)?), at, end, "era"))
        }
        _ => None,
    }
}
