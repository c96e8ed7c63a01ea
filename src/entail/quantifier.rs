//! How many of a group: "more than half of the voters", "two dogs", "all", "few".
//!
//! Both statements are read as a quantity of a group and what is said of it. When the same is said of the same group,
//! the two quantities are intervals of a share or of a count, and intervals decide. Said with "not", the share is what
//! is left of the whole.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::words::{Side, number};
use super::{Label, Verdict};
use crate::lexicon::word::{Hedge, words as table};

/// Part of a scale: from `low` to `high`, each end included or not.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Interval {
    low: Decimal,
    low_open: bool,
    high: Decimal,
    high_open: bool,
}

/// On which scale a quantity lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// In percent of the group.
    Share,
    /// In members of it.
    Count,
}

/// A quantity of a group.
#[derive(Debug, Clone)]
struct Quantified {
    scale: Scale,
    interval: Interval,
    /// Whether more of them are allowed as well: "two dogs ran" when five did.
    open_above: bool,
    /// What is said, without the quantity, as stems.
    said: BTreeSet<String>,
    negated: bool,
}

impl Quantified {
    /// None of them is no share of them, however many there are.
    fn of_the_group(mut self) -> Self {
        if self.interval.is_none() {
            self.scale = Scale::Share;
            self.open_above = false;
        }
        self
    }

    /// What has to hold for it to be so, on the scale of what is given where the size of the group is known.
    fn asked(&self, given: Scale, total: Option<Decimal>) -> Option<(Scale, Interval)> {
        let mut interval = self.interval;
        if self.open_above {
            interval.high =
                if self.scale == Scale::Share { Decimal::ONE_HUNDRED } else { Decimal::from(LARGE) };
            interval.high_open = false;
        }
        let total = total.filter(|total| *total > Decimal::ZERO);
        let (Scale::Share, Scale::Count, Some(total)) = (given, self.scale, total) else {
            return Some((self.scale, interval));
        };
        let share = |count: Decimal| count.saturating_mul(Decimal::ONE_HUNDRED).checked_div(total);
        interval.low = share(interval.low)?;
        interval.high = share(interval.high)?;
        Some((Scale::Share, interval))
    }

    /// How many it tells of what the other says, which may be denied. Of a count, nothing is left that could be told.
    fn told(&self, denied: bool) -> Option<Interval> {
        match (self.negated == denied, self.scale) {
            (true, _) => Some(self.interval),
            (false, Scale::Share) => Some(self.interval.rest()),
            (false, Scale::Count) => None,
        }
    }
}

const LARGE: i64 = 1_000_000_000_000;

impl Interval {
    fn of(low: i64, low_open: bool, high: i64, high_open: bool) -> Self {
        Self { low: low.into(), low_open, high: high.into(), high_open }
    }

    fn point(number: Decimal) -> Self {
        Self { low: number, low_open: false, high: number, high_open: false }
    }

    fn contains(self, other: Self) -> bool {
        let low = self.low < other.low || (self.low == other.low && (!self.low_open || other.low_open));
        let high =
            self.high > other.high || (self.high == other.high && (!self.high_open || other.high_open));
        low && high
    }

    fn meets(self, other: Self) -> bool {
        let low = self.low.max(other.low);
        let high = self.high.min(other.high);
        let open = (self.low == low && self.low_open)
            || (other.low == low && other.low_open)
            || (self.high == high && self.high_open)
            || (other.high == high && other.high_open);
        low < high || (low == high && !open)
    }

    fn is_none(self) -> bool {
        self.low.is_zero() && self.high.is_zero()
    }

    fn rest(self) -> Self {
        let whole = Decimal::ONE_HUNDRED;
        Self {
            low: whole - self.high,
            low_open: self.high_open,
            high: whole - self.low,
            high_open: self.low_open,
        }
    }
}

/// Judges two statements that quantify one group.
pub(super) fn judge(one: &[String], other: &[String]) -> Option<Verdict> {
    let judged = read(other)?;
    let (total, clauses) = clauses(one);
    let label = clauses.iter().find_map(|given| decide(given, &judged, total))?;
    Some(Verdict::new(label, "quantifier", "the same is said of another part of the group"))
}

/// Whether the statement is of a part of a group that no number counts: "most", "a third of", "some". Shared words
/// prove nothing for it.
pub(super) fn opens(words: &[String]) -> bool {
    let vague = ["no", "some", "several", "few", "a", "between"];
    let nobody = words.get(1).is_some_and(|word| word == "one");
    quantity(words, 0)
        .is_some_and(|(scale, ..)| scale == Scale::Share || (vague.contains(&words[0].as_str()) && !nobody))
}

/// Whether a number stands with it: "some 14,000 people", "more than six in 10". Then the value tells how large the part is.
pub(super) fn is_counted(words: &[String]) -> bool {
    words[0] != "between" && words.iter().take(4).any(|word| number(word).is_some())
}

fn decide(given: &Quantified, judged: &Quantified, total: Option<Decimal>) -> Option<Label> {
    let extra = given.said.difference(&judged.said).count();
    if !judged.said.is_subset(&given.said) || extra > 4 || judged.said.len() < 2 {
        return None;
    }
    let given = &given.clone().of_the_group();
    let judged = &judged.clone().of_the_group();
    let (scale, asked) = judged.asked(given.scale, total)?;
    let told = given.told(judged.negated)?;
    let label = match (given.scale, scale) {
        (one, other) if one == other => {
            if asked.contains(told) {
                Label::Entailment
            } else if asked.meets(told) || (given.open_above && given.negated == judged.negated) {
                Label::Neutral
            } else {
                Label::Contradiction
            }
        }
        (Scale::Share, _) => share_against_count(told, asked, judged.open_above),
        _ if asked.high.is_zero() && told.low > Decimal::ZERO => Label::Contradiction,
        _ => Label::Neutral,
    };
    Some(label)
}

/// Some share of a large group is more than a few of it, and none of it is none.
fn share_against_count(told: Interval, asked: Interval, open_above: bool) -> Label {
    let many = told.low > Decimal::ONE;
    if open_above && many && asked.low <= Decimal::TEN {
        Label::Entailment
    } else if (told.is_none() && asked.low > Decimal::ZERO) || (asked.high <= Decimal::TEN && many) {
        Label::Contradiction
    } else {
        Label::Neutral
    }
}

/// The clauses of a statement that quantify, and how many the group has: "There are six dogs. Half of them sleep and a
/// third run", "half out of six helpers".
fn clauses(words: &[String]) -> (Option<Decimal>, Vec<Quantified>) {
    let mut total = None;
    let mut group = None;
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=words.len() {
        let stops = match words.get(at).map(String::as_str) {
            None | Some(".") => true,
            Some("and" | ",") => at > start + 3 && quantity(words, at + 1).is_some(),
            Some("but") => {
                let clause = &words[start..];
                says_more(&clause[..at - start])
                    && corrected(clause) != at + 1 - start
                    && quantity(words, at + 1).is_some()
            }
            _ => false,
        };
        if !stops || at < start {
            continue;
        }
        let clause = &words[start..at];
        start = at + 1;
        let texts: Vec<&str> = clause.iter().map(String::as_str).collect();
        if let ["there", "are", count, noun, ..] = texts[..] {
            total = number(count);
            group = Some(stem(noun));
            continue;
        }
        let clause = if texts.first() == Some(&"only") { &clause[1..] } else { clause };
        let Some(mut quantified) = read(clause) else { continue };
        if let Some(out) = clause.iter().position(|word| word == "out").filter(|out| *out < 4)
            && let Some(count) = clause.get(out + 2).and_then(|word| number(word))
        {
            total = Some(count);
            quantified.said.retain(|word| word != "out" && number(word).is_none());
        }
        quantified.said.extend(group.clone());
        found.push(quantified);
    }
    (total, found)
}

/// Whether a clause begins with a quantity and says something of it. Before that, "but" joins two bounds.
fn says_more(clause: &[String]) -> bool {
    quantity(clause, 0).is_some_and(|(.., end)| clause[end..].iter().any(|word| word != ","))
}

/// The quantity that a statement begins with; two bounds joined by "but" or "and" are one interval.
fn read(words: &[String]) -> Option<Quantified> {
    if words.iter().filter(|word| *word == ".").count() > 1 || words.len() > 60 {
        return None;
    }
    let start = corrected(words);
    let (scale, mut interval, mut open_above, mut at) = quantity(words, start)?;
    // Who puts a number right says how many there are: "not two but four" leaves no room for a fifth.
    open_above &= start == 0;
    if matches!(words.get(at).map(String::as_str), Some("but" | "and"))
        && let Some((other_scale, other, _, end)) = quantity(words, at + 1)
        && other_scale == scale
    {
        interval = Interval {
            low: interval.low.max(other.low),
            low_open: if interval.low >= other.low { interval.low_open } else { other.low_open },
            high: interval.high.min(other.high),
            high_open: if interval.high <= other.high { interval.high_open } else { other.high_open },
        };
        open_above = false;
        at = end;
    }
    let mut said = BTreeSet::new();
    let mut negated = false;
    for word in &words[at..] {
        match word.as_str() {
            "not" | "n't" | "never" | "don't" | "doesn't" | "didn't" => negated = true,
            "of" | "the" | "a" | "an" | "do" | "does" | "did" | "are" | "is" | "was" | "were" | "in"
            | "." | "," | "that" | "have" | "has" | "from" | "people" | "person" | "there" => {}
            word => {
                said.insert(stem(word));
            }
        }
    }
    Some(Quantified { scale, interval, open_above, said, negated })
}

/// Where the quantity stands by which others are put right, "not two, but three of them"; 0 where none is. Only the wrong
/// ones stand before it: "not one liked the soup but three ate it" says both.
fn corrected(words: &[String]) -> usize {
    let mut at = 0;
    while is(words, at, "not")
        && let Some((.., end)) = quantity(words, at + 1)
    {
        at = end + usize::from(is(words, end, ","));
    }
    let right = at > 0 && is(words, at, "but") && quantity(words, at + 1).is_some();
    if right { at + 1 } else { 0 }
}

fn is(words: &[String], at: usize, wanted: &str) -> bool {
    words.get(at).is_some_and(|word| word == wanted)
}

fn stem(word: &str) -> String {
    let word = word.trim_end_matches("'s");
    for ending in ["ing", "ed", "s", "e"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 2) {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

/// A quantity at `at`: its scale, its interval, whether more is allowed, and where it ends.
fn quantity(words: &[String], at: usize) -> Option<(Scale, Interval, bool, usize)> {
    let word = |place: usize| words.get(place).map(String::as_str);
    let share = |interval: Interval, end: usize| Some((Scale::Share, interval, false, end));
    match (word(at)?, word(at + 1)) {
        ("all" | "every" | "each" | "everyone" | "everybody", _) => {
            return share(Interval::of(100, false, 100, false), at + 1);
        }
        ("no", Some("less" | "more" | "fewer")) => {}
        ("no", Some("one")) | ("not", Some("a" | "one")) => {
            return Some((Scale::Count, Interval::of(0, false, 0, false), false, at + 2));
        }
        ("no" | "none" | "nobody", _) => {
            return Some((Scale::Count, Interval::of(0, false, 0, false), false, at + 1));
        }
        ("most", _) => return share(Interval::of(50, true, 100, false), at + 1),
        ("some", _) => return Some((Scale::Count, Interval::of(1, false, 1, false), true, at + 1)),
        ("several", _) => return Some((Scale::Count, Interval::of(3, false, 3, false), true, at + 1)),
        ("a", Some("few")) => return Some((Scale::Count, Interval::of(3, false, 3, false), true, at + 2)),
        ("few", _) => return share(Interval::of(0, false, 33, true), at + 1),
        ("between", _) => return between(words, at + 1),
        _ => {}
    }
    let (side, start) = bound(words, at);
    let (scale, number, end) = share_or_count(words, start)?;
    let top = if scale == Scale::Share { 100 } else { LARGE };
    let interval = match side {
        Side::Exactly | Side::About => Interval::point(number),
        Side::MoreThan => {
            Interval { low_open: true, ..Interval { high: top.into(), ..Interval::point(number) } }
        }
        Side::AtLeast => Interval { high: top.into(), ..Interval::point(number) },
        Side::LessThan => {
            Interval { high_open: true, ..Interval { low: Decimal::ZERO, ..Interval::point(number) } }
        }
        Side::AtMost => Interval { low: Decimal::ZERO, ..Interval::point(number) },
    };
    Some((scale, interval, side == Side::Exactly && scale == Scale::Count, end))
}

fn between(words: &[String], at: usize) -> Option<(Scale, Interval, bool, usize)> {
    let (_, low, end) = share_or_count(words, at)?;
    if words.get(end).map(String::as_str) != Some("and") {
        return None;
    }
    let (scale, high, end) = share_or_count(words, end + 1)?;
    Some((scale, Interval { low, low_open: false, high, high_open: false }, false, end))
}

fn bound(words: &[String], at: usize) -> (Side, usize) {
    let table = table();
    let ids = words.iter().skip(at).take(6).map(|word| table.find(word.as_bytes()));
    match table.hedge(ids) {
        Some((Hedge::More | Hedge::NearOver, count)) => (Side::MoreThan, at + count),
        Some((Hedge::AtLeast, count)) => (Side::AtLeast, at + count),
        Some((Hedge::Less | Hedge::NearUnder, count)) => (Side::LessThan, at + count),
        Some((Hedge::AtMost, count)) => (Side::AtMost, at + count),
        Some((Hedge::Exact | Hedge::Equal, count)) => (Side::Exactly, at + count),
        Some((Hedge::About, count)) => (Side::About, at + count),
        _ => (Side::Exactly, at),
    }
}

/// "50 %", "half", "two thirds", "a third", "five".
fn share_or_count(words: &[String], at: usize) -> Option<(Scale, Decimal, usize)> {
    let word = |place: usize| words.get(place).map(String::as_str).unwrap_or_default();
    let fraction = |place: usize| table().get(table().find(word(place).as_bytes())).fraction;
    if word(at) == "half" {
        return Some((Scale::Share, Decimal::from(50), at + 1));
    }
    if let ("a" | "one", Some(below)) = (word(at), fraction(at + 1)) {
        return Some((Scale::Share, Decimal::ONE_HUNDRED.checked_div(below.into())?, at + 2));
    }
    let number = number(word(at))?;
    if let Some(below) = fraction(at + 1).filter(|_| number < Decimal::TEN) {
        let share = number.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(below.into())?;
        return Some((Scale::Share, share, at + 2));
    }
    if let Some((whole, end)) = whole(words, at + 1).filter(|(whole, _)| *whole >= number) {
        return Some((Scale::Share, number.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?, end));
    }
    match (word(at + 1), word(at + 2)) {
        ("%" | "percent", _) => Some((Scale::Share, number, at + 2)),
        ("per", "cent") => Some((Scale::Share, number, at + 3)),
        _ => Some((Scale::Count, number, at + 1)),
    }
}

/// The whole that a number is a part of: "of the ten", "in five", "out of ten".
fn whole(words: &[String], at: usize) -> Option<(Decimal, usize)> {
    let word = |place: usize| words.get(place).map(String::as_str).unwrap_or_default();
    let next = match (word(at), word(at + 1)) {
        ("of", "the") | ("out", "of") => at + 2,
        ("of" | "in", _) => at + 1,
        _ => return None,
    };
    let whole = number(word(next)).filter(|whole| *whole > Decimal::ONE)?;
    Some((whole, next + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};

    #[test]
    fn parts_of_a_group() {
        let given = "More than 60% but less than 70% of the farmers grow barley.";
        for (judged, label) in [
            ("More than half of the farmers grow barley.", Label::Entailment),
            ("Most farmers grow barley.", Label::Entailment),
            ("Less than a third of the farmers grow barley.", Label::Contradiction),
            ("More than half of the farmers do not grow barley.", Label::Contradiction),
            ("A few farmers grow barley.", Label::Entailment),
            ("No farmers grow barley.", Label::Contradiction),
            ("More than 65% of the farmers grow barley.", Label::Neutral),
            ("More than half of the farmers grow hops.", Label::Neutral),
        ] {
            assert_eq!(compare(given, judged).label, label, "{judged}");
        }
    }

    #[test]
    fn none_and_a_number_that_is_put_right() {
        for (given, judged, label) in [
            ("Not one guest liked the soup.", "Everyone liked the soup.", Label::Contradiction),
            ("Not one guest liked the soup.", "All guests liked the soup.", Label::Contradiction),
            ("Not one guest liked the soup.", "Three guests liked the soup.", Label::Contradiction),
            ("Not one guest liked the soup.", "Some guests did not like the soup.", Label::Entailment),
            (
                "Not two but four guests liked the soup.",
                "More than four guests liked the soup.",
                Label::Contradiction,
            ),
            ("Not two but four guests liked the soup.", "Two guests liked the soup.", Label::Entailment),
            (
                "Not two, not three, but four guests liked the soup.",
                "Five guests liked the soup.",
                Label::Contradiction,
            ),
        ] {
            assert_eq!(compare(given, judged).label, label, "{given} / {judged}");
        }
    }

    #[test]
    fn but_begins_another_clause_once_something_is_said() {
        let given = "Not one guest liked the soup but three guests ate the soup.";
        for (judged, label) in [
            ("Three guests ate the soup.", Label::Entailment),
            ("Three guests liked the soup.", Label::Contradiction),
            ("Everyone liked the soup.", Label::Contradiction),
            ("Four guests ate the soup.", Label::Neutral),
        ] {
            assert_eq!(compare(given, judged).label, label, "{judged}");
        }
    }

    #[test]
    fn a_number_of_a_number_is_a_share() {
        for (given, judged, label) in [
            (
                "Nine of the ten regions voted for the plan.",
                "Most of the regions voted for the plan.",
                Label::Entailment,
            ),
            ("Two in five farms grow hops.", "Most farms grow hops.", Label::Contradiction),
            ("Three out of four farms grow hops.", "75 % of the farms grow hops.", Label::Entailment),
        ] {
            assert_eq!(compare(given, judged).label, label, "{judged}");
        }
    }
}
