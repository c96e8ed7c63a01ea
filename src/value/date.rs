//! Days and periods with the words around them: by Friday, late March, about 1900, 03/04/2026.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Because, Bound, DateRange, Difference, Grain, Relation, TimeOfDay, Why, time_of_day};

/// Which part of a period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The first third.
    Early,
    /// The middle third.
    Mid,
    /// The last third.
    Late,
}

impl Part {
    fn word(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::Mid => "mid",
            Self::Late => "late",
        }
    }
}

/// A day or a period as somebody gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The day or period named. With a bound it is where the bound stands: 2032 for "through 2032". What the words
    /// allow is [`When::extent`].
    pub range: DateRange,
    /// `AtMost` for by, until, through; `LessThan` for before; `AtLeast` for since, from; `MoreThan` for after.
    pub bound: Bound,
    /// Which part of `range`, where only one is meant: late March.
    pub part: Option<Part>,
    /// Other readings of the same words: 3 April and 4 March for 03/04/2026. `range` is the likelier one.
    pub alternatives: Vec<DateRange>,
    /// Set when the words name no particular day without a reference date: `XXXX-04-27`, `XXXX-WXX-1`. `range` is then
    /// open at both ends.
    pub partial: Option<Box<str>>,
    /// The time of that day.
    pub time: Option<TimeOfDay>,
}

impl When {
    /// A period without anything around it.
    #[must_use]
    pub fn of(range: DateRange) -> Self {
        Self { range, bound: Bound::Exact, part: None, alternatives: Vec::new(), partial: None, time: None }
    }

    /// Words that name a day only once a reference date is known.
    #[must_use]
    pub fn unresolved(partial: impl Into<Box<str>>, grain: Grain) -> Self {
        let range = DateRange { start: None, end: None, grain };
        Self { partial: Some(partial.into()), ..Self::of(range) }
    }

    /// The same under another bound.
    #[must_use]
    pub fn bounded(self, bound: Bound) -> Self {
        Self { bound, ..self }
    }

    /// The days that the words allow: the named part of the period, opened at the side that the bound leaves open.
    /// "About" allows three days, a week, half a month or a year to either side of what it stands before.
    #[must_use]
    pub fn extent(&self) -> DateRange {
        let DateRange { start, end, grain } = thirds(&self.range, self.part);
        let before = |day: Option<Date>| day.and_then(|day| day.yesterday().ok());
        let after = |day: Option<Date>| day.and_then(|day| day.tomorrow().ok());
        let (start, end) = match self.bound {
            Bound::Exact | Bound::Between => (start, end),
            Bound::About => {
                let days = slack(grain);
                let shift = jiff::Span::new().days(days);
                (
                    start.map(|day| day.checked_sub(shift).unwrap_or(day)),
                    end.map(|day| day.checked_add(shift).unwrap_or(day)),
                )
            }
            Bound::AtMost => (None, end),
            Bound::LessThan => (None, before(start)),
            Bound::AtLeast => (start, None),
            Bound::MoreThan => (after(end), None),
        };
        DateRange { start, end, grain }
    }
}

fn slack(grain: Grain) -> i64 {
    match grain {
        Grain::Day => 3,
        Grain::Week => 7,
        Grain::Month | Grain::Quarter | Grain::Half | Grain::Span => 15,
        Grain::Year => 365,
        Grain::Decade => 1826,
    }
}

fn thirds(range: &DateRange, part: Option<Part>) -> DateRange {
    let (Some(part), Some(start), Some(end)) = (part, range.start, range.end) else { return range.clone() };
    let days = days_between(start, end) + 1;
    let at = |third: i64| start.checked_add(jiff::Span::new().days(days * third / 3)).unwrap_or(start);
    let last = |third: i64| at(third).yesterday().unwrap_or(end);
    let (start, end) = match part {
        Part::Early => (start, last(1)),
        Part::Mid => (at(1), last(2)),
        Part::Late => (at(2), end),
    };
    DateRange { start: Some(start), end: Some(end), grain: range.grain }
}

fn days_between(start: Date, end: Date) -> i64 {
    start.until(end).map_or(0, |span| i64::from(span.get_days()))
}

pub(super) fn show(when: &When) -> String {
    let mut shown = match when.bound {
        Bound::Exact | Bound::Between => String::new(),
        Bound::About => "about ".to_owned(),
        Bound::AtMost => "through ".to_owned(),
        Bound::LessThan => "before ".to_owned(),
        Bound::AtLeast => "since ".to_owned(),
        Bound::MoreThan => "after ".to_owned(),
    };
    // "Late" of a span without a name of its own is shown as the days that are meant.
    let named = when.range.grain != Grain::Span || when.partial.is_some();
    if let Some(part) = when.part.filter(|_| named) {
        shown.push_str(part.word());
        shown.push_str(if when.range.grain == Grain::Week { " in " } else { " " });
    }
    let either = either(when);
    match (&when.partial, &either) {
        (Some(partial), _) => shown.push_str(partial),
        (None, Some(either)) => shown.push_str(either),
        (None, None) if named => shown.push_str(&show_range(&when.range)),
        (None, None) => shown.push_str(&show_range(&thirds(&when.range, when.part))),
    }
    for other in when.alternatives.iter().filter(|_| either.is_none()) {
        shown.push_str(" or ");
        shown.push_str(&show_range(other));
    }
    if let Some(time) = &when.time {
        shown.push_str(" at ");
        shown.push_str(&time_of_day::show(time));
    }
    shown
}

/// A date whose day and month may be exchanged, as it was written: month first, which is how it is read first.
fn either(when: &When) -> Option<String> {
    let [other] = when.alternatives.as_slice() else { return None };
    let (day, other) = (when.range.start?, other.start?);
    let exchanged = day.day() == other.month() && day.month() == other.day() && day.year() == other.year();
    (exchanged && when.range.grain == Grain::Day && day.year() >= 1000)
        .then(|| format!("{:02}/{:02}/{}", day.month(), day.day(), day.year()))
}

fn show_range(range: &DateRange) -> String {
    let (Some(start), Some(end)) = (range.start, range.end) else {
        return match (range.start, range.end) {
            (Some(start), _) => format!("{} onwards", day(start)),
            (_, Some(end)) => format!("to {}", day(end)),
            _ => "some day".to_owned(),
        };
    };
    match range.grain {
        Grain::Day => day(start),
        Grain::Week => format!("the week of {}", day(start)),
        Grain::Month => format!("{} {}", month(start), year(start.year())),
        Grain::Quarter => format!("Q{} {}", (start.month() - 1) / 3 + 1, year(start.year())),
        Grain::Half => format!("H{} {}", (start.month() - 1) / 6 + 1, year(start.year())),
        Grain::Year => year(start.year()),
        Grain::Decade if start.year() % 10 == 0 && end.year() == start.year() + 9 => {
            format!("the {}s", start.year())
        }
        Grain::Decade if start.year() > 0 && start.year() % 100 == 1 && end.year() == start.year() + 99 => {
            let century = u64::try_from(end.year() / 100).unwrap_or_default();
            format!("the {} century", super::ordinal::show(century))
        }
        Grain::Decade if end.year() <= 0 && end.year() % 100 == 0 && end.year() == start.year() + 99 => {
            let century = u64::try_from(1 - end.year() / 100).unwrap_or_default();
            format!("the {} century BC", super::ordinal::show(century))
        }
        Grain::Decade | Grain::Span => format!("{} to {}", day(start), day(end)),
    }
}

fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), year(date.year()))
}

/// Four digits read as a year by themselves only within these thousands; all others need their era.
fn year(year: i16) -> String {
    match year {
        1000..=2999 => year.to_string(),
        1.. => format!("AD {year}"),
        _ => format!("{} BC", 1 - year),
    }
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(date.month() - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

pub(super) fn normal(when: &When) -> String {
    let range = |range: &DateRange| {
        let day = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
        if range.start == range.end {
            day(range.start)
        } else {
            format!("{}/{}", day(range.start), day(range.end))
        }
    };
    let mut normal = match when.bound {
        Bound::Exact | Bound::Between => String::new(),
        bound => bound.mark().to_owned(),
    };
    match &when.partial {
        Some(partial) => normal.push_str(partial),
        None => normal.push_str(&range(&thirds(&when.range, when.part))),
    }
    for other in &when.alternatives {
        normal.push('|');
        normal.push_str(&range(other));
    }
    if let Some(time) = &when.time {
        normal.push('T');
        normal.push_str(&time_of_day::normal(time));
    }
    normal
}

/// Equal in normal form.
fn same(one: &When, other: &When) -> bool {
    let ends = |range: &DateRange| (range.start, range.end);
    let named = |when: &When| ends(&thirds(&when.range, when.part));
    let time = |when: &When| when.time.as_ref().map(time_of_day::normal);
    one.bound.mark() == other.bound.mark()
        && one.partial == other.partial
        && (one.partial.is_some() || named(one) == named(other))
        && one.alternatives.iter().map(ends).eq(other.alternatives.iter().map(ends))
        && time(one) == time(other)
}

/// Unlike amounts, two bounds of the same side are compared where they stand: "through 2030" and "through 2032" give
/// two ends, though both could hold.
pub(super) fn relate(one: &When, other: &When) -> Relation {
    if same(one, other) {
        return Relation::Same;
    }
    if one.partial.is_some() || other.partial.is_some() {
        return Relation::Incomparable(Why::Unread);
    }
    if !one.alternatives.is_empty() || !other.alternatives.is_empty() {
        return relate_ambiguous(one, other);
    }
    let same_side = one.bound != Bound::About && one.bound == other.bound;
    let (mine, others) = if same_side {
        (thirds(&one.range, one.part), thirds(&other.range, other.part))
    } else {
        (one.extent(), other.extent())
    };
    if !mine.overlaps(&others) {
        return Relation::Different(apart(&mine, &others));
    }
    let exact = |when: &When| matches!(when.bound, Bound::Exact | Bound::Between);
    let both_exact = exact(one) && exact(other);
    if !(same_side || both_exact) {
        return Relation::Compatible(Because::Bound);
    }
    if mine.contains(&others) || others.contains(&mine) {
        return match (&one.time, &other.time) {
            (Some(time), Some(other_time)) if mine == others => time_of_day::relate(time, other_time),
            _ => Relation::Compatible(Because::FinerDate),
        };
    }
    Relation::Different(apart(&mine, &others))
}

/// Same if every pair of readings is, different if every pair is, else not to be told.
fn relate_ambiguous(one: &When, other: &When) -> Relation {
    let readings = |when: &When| {
        std::iter::once(when.range.clone()).chain(when.alternatives.clone()).collect::<Vec<_>>()
    };
    let (mine, others) = (readings(one), readings(other));
    let meets = mine.iter().any(|range| others.iter().any(|other| range.overlaps(other)));
    if meets {
        Relation::Incomparable(Why::Ambiguous)
    } else {
        Relation::Different(apart(&mine[0], &others[0]))
    }
}

/// By how much two periods differ: the days between their nearest ends when they are apart, between their starts and
/// ends when they overlap.
fn apart(one: &DateRange, other: &DateRange) -> Difference {
    let days = |from: Option<Date>, to: Option<Date>| match (from, to) {
        (Some(from), Some(to)) => days_between(from, to),
        _ => 0,
    };
    let grain = one.grain.max(other.grain);
    let between = if one.is_before(other) {
        days(one.start.filter(|_| one.grain == other.grain).or(one.end), other.start)
    } else if other.is_before(one) {
        days(other.start.filter(|_| one.grain == other.grain).or(other.end), one.start)
    } else {
        days(one.start, other.start).abs().max(days(one.end, other.end).abs())
    };
    Difference::days(between, grain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day_of(year: i16, month: i8, day: i8) -> When {
        When::of(DateRange::day(date(year, month, day)))
    }

    fn check(one: &When, other: &When) -> Relation {
        let there = relate(one, other);
        assert_eq!(there, relate(other, one));
        assert_eq!(there == Relation::Same, normal(one) == normal(other));
        there
    }

    #[test]
    fn a_finer_date_is_compatible() {
        let april = When::of(DateRange::month(2026, 4).unwrap());
        assert_eq!(check(&april, &day_of(2026, 4, 27)), Relation::Compatible(Because::FinerDate));
        assert!(matches!(check(&april, &day_of(2026, 5, 1)), Relation::Different(_)));
        let late = When { part: Some(Part::Late), ..april.clone() };
        assert_eq!(check(&late, &day_of(2026, 4, 27)), Relation::Compatible(Because::FinerDate));
        assert!(matches!(check(&late, &day_of(2026, 4, 2)), Relation::Different(_)));
    }

    #[test]
    fn bounds_of_one_side_are_two_ends() {
        let through = |year| When::of(DateRange::year(year).unwrap()).bounded(Bound::AtMost);
        let Relation::Different(difference) = check(&through(2030), &through(2032)) else { panic!() };
        assert_eq!(&*difference.gap(), "2 years");
        assert_eq!(check(&through(2032), &day_of(2031, 5, 5)), Relation::Compatible(Because::Bound));
        assert!(matches!(check(&through(2030), &day_of(2031, 5, 5)), Relation::Different(_)));
    }

    #[test]
    fn ambiguity_is_kept() {
        let both = When { alternatives: vec![DateRange::day(date(2026, 3, 4))], ..day_of(2026, 4, 3) };
        assert_eq!(check(&both, &both), Relation::Same);
        assert_eq!(check(&both, &day_of(2026, 3, 4)), Relation::Incomparable(Why::Ambiguous));
        assert!(matches!(check(&both, &day_of(2026, 3, 5)), Relation::Different(_)));
    }
}
