//! The time that a text tells of. News counts its days from the day it was written; a history keeps to a time long past,
//! and there "on September 17" and "in January" follow what was told before.

use jiff::civil::Date;

use super::Found;
use super::date::year_of;
use super::token::{Gap, Tokens};
use crate::lexicon::word::Key;
use crate::value::{Bound, Grain, When};

/// What a day without a year counts from: the source's date; in a text without one, or in one that keeps to a time long
/// past, the time told last. "On September 1, 1939 … On September 17" is one year, whenever it was written.
pub(super) struct Story {
    reference: Option<Date>,
    /// How much says that the text tells of another time: two for a day or a month years away; after one, one for a year.
    far: u8,
    /// Whether anything so far was of the time in which the text was written.
    near: bool,
}

/// From how many years on a date is of another time than the reference.
const FAR: i16 = 2;

/// How much must say so, in a row, in a text that also tells of its own time. Years by themselves never do: news names
/// them in passing.
const ENOUGH: u8 = 4;

impl Story {
    pub(super) fn new(reference: Option<Date>) -> Self {
        Self { reference, far: 0, near: false }
    }

    /// The day that "yesterday" and "last month" count from; in a text without a date, the day told last.
    pub(super) fn reference(&self, tokens: &Tokens<'_>) -> Option<Date> {
        let enough = if self.near { ENOUGH } else { ENOUGH / 2 };
        tokens.set_past(self.reference.is_none() || self.far >= enough);
        self.reference.or(tokens.told().map(|(date, _)| date))
    }

    /// Takes note of a date that was read.
    pub(super) fn seen(&mut self, tokens: &Tokens<'_>, found: &Found, when: &When) {
        let Some(start) = when.range.start else { return };
        let rule = |rules: &[&str]| found.rules.iter().any(|rule| rules.contains(rule));
        let with_year = (found.first..found.last).any(|at| year_of(tokens, at).is_some())
            || rule(&["era", "spoken-year", "short-year", "numeric-date"]);
        let fine = matches!(when.range.grain, Grain::Day | Grain::Month);
        let year = when.range.grain == Grain::Year && with_year && when.bound == Bound::Exact;
        let far = self.reference.is_some_and(|reference| (reference.year() - start.year()).abs() >= FAR);
        // In a history "today" is a quotation's.
        let quoted = tokens.is_past() && !far && !with_year && self.reference.is_some();
        if fine && !quoted || year && sets_scene(tokens, found.first) {
            tokens.tell(start, when.range.grain);
        }
        if year || fine && !quoted {
            tokens.name_year(start);
        }
        if self.reference.is_none() {
            return;
        }
        let today = rule(&["weekday", "relative-day", "relative-period"])
            && !tokens.is_past()
            && !tokens.is(found.first, Key::The);
        if today || with_year && !far {
            self.near = true;
            self.far = 0;
        } else if far && with_year && (fine || year && self.far > 0) {
            self.far = self.far.saturating_add(if fine { 2 } else { 1 });
        }
    }
}

/// "In 1919, …", "1919" as a heading: a year that opens its sentence holds for what follows, others are named in passing.
fn sets_scene(tokens: &Tokens<'_>, first: usize) -> bool {
    let opens = |at: usize| tokens.get(at).gap == Gap::Line || at > 0 && tokens.is(at - 1, Key::Dot);
    opens(first)
        || first > 0 && matches!(tokens.key(first - 1), Key::In | Key::During | Key::By) && opens(first - 1)
}

/// The year of a month or a day that a story tells without one: the year told last, unless the month lies so far back
/// in it that the next is meant, or so far on that the one before is.
pub(super) fn year_in(told: (Date, Grain), month: i8) -> i16 {
    let (date, grain) = told;
    let apart = month - date.month();
    match grain {
        Grain::Year => date.year(),
        _ if apart <= -5 => date.year().saturating_add(1),
        _ if apart >= 10 => date.year().saturating_sub(1),
        _ => date.year(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::value::{Context, read};

    fn check(text: &str, values: &[&str]) {
        let readings = read(text, Context { reference: Some(date(2026, 3, 13)) });
        let shown: Vec<String> = readings.iter().map(|reading| reading.value.to_string()).collect();
        assert_eq!(shown, values, "{text}");
    }

    #[test]
    fn a_history_keeps_to_its_own_time() {
        check(
            "On June 4, 1871 the town was taken. On July 9 the siege ended. In February the walls fell.",
            &["4 June 1871", "9 July 1871", "February 1872"],
        );
        check(
            "On June 4, 1871 the town was taken. In 1873, the king died. In May, his son followed.",
            &["4 June 1871", "1873", "May 1873"],
        );
        check("The siege of 4 June 1771 and the 1777 campaign", &["4 June 1771", "1777"]);
    }

    #[test]
    fn a_story_without_a_date_goes_on_from_the_day_it_told_last() {
        let readings =
            read("It burned on Tuesday, 10 March 2026. It was out on Wednesday.", Context::default());
        let shown: Vec<String> = readings.iter().map(|reading| reading.value.to_string()).collect();
        assert_eq!(shown, ["10 March 2026", "11 March 2026"]);
    }

    #[test]
    fn news_that_names_old_years_stays_in_its_own() {
        check(
            "The ferry, built in 1984, was refitted in 2001. She was sold in 2012. In January she was surveyed.",
            &["1984", "2001", "2012", "January 2026"],
        );
        check(
            "The minister said on Friday that the fire of 4 June 1998 would be investigated. He took office on 9 May.",
            &["13 March 2026", "4 June 1998", "9 May 2026"],
        );
    }
}
