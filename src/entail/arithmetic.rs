//! Sums that a short story leads to: "3 owls sat on the fence and 2 more joined them" leaves 5.

use rust_decimal::Decimal;

use super::scene::Scene;
use super::words::{Item, Side, items};
use super::{Label, Verdict};

/// More numbers than this are no story of a sum, and the ways to join them would grow without end.
const MOST: usize = 5;

/// Longer statements are prose, where numbers are of many things.
const LONGEST: usize = 50;

/// Judges whether the one number of the second statement is what the numbers of the first come to.
pub(super) fn judge(one: &[String], other: &[String], scene: &Scene) -> Option<Verdict> {
    let (given, judged) = (items(one, false), items(other, false));
    let target = match numbers(&judged)[..] {
        [target] => target,
        [target, rest] if numbers(&given).contains(&rest) => target,
        _ => return None,
    };
    let parts = numbers(&given);
    // A value that the first gives as it stands is no sum: "533K jobs", "533,000 jobs".
    let given_as_it_is = scene.keeps_figures() && !parts.contains(&target);
    if given_as_it_is
        || !(2..=MOST).contains(&parts.len())
        || one.len() > LONGEST
        || is_report(one, other, &parts, target)
    {
        return None;
    }
    let results = results(&parts, one, other);
    let shown = |numbers: &[Decimal]| {
        numbers.iter().map(|number| number.normalize().to_string()).collect::<Vec<_>>().join(", ")
    };
    let story = is_story(one, other, &parts, target, &judged);
    if results.iter().any(|result| near(*result, target)) {
        // A sum that fits by chance raises no alarm, so less is asked of it.
        let why = format!("{} follows from {}", target.normalize(), shown(&parts));
        // A sum of one is not said of another.
        let of_another = scene.new_words().any(|word| word.name);
        return ((story || !parts.contains(&target)) && !of_another)
            .then(|| Verdict::new(Label::Entailment, "arithmetic", why));
    }
    let likeliest = shown(&results[..results.len().min(3)]);
    let why = format!("{} come to {likeliest}, not {}", shown(&parts), target.normalize());
    // Where something else is told, the number may be of something else, and no sum has to come out.
    let same = scene.new_words().all(|word| RESULT.contains(&&*word.text));
    let label = if same { Label::Contradiction } else { Label::Neutral };
    story.then(|| Verdict::new(label, "arithmetic", why))
}

fn near(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() < Decimal::new(6, 3)
}

fn numbers(items: &[Item]) -> Vec<Decimal> {
    items
        .iter()
        .filter_map(|item| match item {
            Item::Number(bounded) if bounded.side == Side::Exactly => Some(bounded.number),
            _ => None,
        })
        .collect()
}

/// Words of a result.
const RESULT: [&str; 10] =
    ["now", "left", "altogether", "total", "all", "each", "remaining", "fewer", "combined", "needs"];
/// Words that something was got.
const GAIN: [&str; 14] = [
    "more",
    "found",
    "got",
    "joined",
    "bought",
    "picked",
    "received",
    "added",
    "joins",
    "another",
    "won",
    "gained",
    "grew",
    "collected",
];
/// Words that something was lost.
const LOSS: [&str; 15] = [
    "lost", "ate", "spent", "sold", "left", "borrowed", "took", "away", "broke", "used", "removed", "died",
    "threw", "flew", "returned",
];
/// Words of a rate.
const RATE: [&str; 18] = [
    "each", "every", "per", "times", "apiece", "equally", "split", "shares", "rows", "groups", "divided",
    "twice", "costs", "cost", "holds", "contains", "boxes", "packs",
];
/// Words of reports: their numbers are of many things.
const REPORT: [&str; 12] = [
    "million",
    "billion",
    "percent",
    "%",
    "said",
    "according",
    "officials",
    "police",
    "government",
    "report",
    "president",
    "trillion",
];

fn says(words: &[String], list: &[&str]) -> bool {
    words.iter().any(|word| list.contains(&word.as_str()))
}

/// Whether the numbers are those of a report, where no sum is meant.
fn is_report(one: &[String], other: &[String], parts: &[Decimal], target: Decimal) -> bool {
    let year = |number: &Decimal| {
        number.fract().is_zero() && *number >= Decimal::from(1500) && *number <= Decimal::from(2100)
    };
    parts.iter().any(year) || year(&target) || says(one, &REPORT) || says(other, &REPORT)
}

/// Whether the two are a little story and what it leads to, rather than a report. A report gets no verdict: its numbers
/// are of many things.
fn is_story(one: &[String], other: &[String], parts: &[Decimal], target: Decimal, judged: &[Item]) -> bool {
    let result = says(other, &RESULT);
    if parts.contains(&target) && !result {
        return false;
    }
    let told = says(one, &GAIN) || says(one, &LOSS) || says(one, &RATE);
    let shared = shares_noun(one, judged);
    let short = one.len() <= 32 && other.len() <= 14;
    (result && (told || shared)) || (shared && (told || short))
}

/// Whether the second statement counts what the first counts.
fn shares_noun(one: &[String], judged: &[Item]) -> bool {
    let at = judged.iter().position(|item| matches!(item, Item::Number(_)));
    let stem = |word: &str| word.trim_end_matches('s').to_owned();
    at.is_some_and(|at| {
        judged[at + 1..].iter().take(3).any(|item| match item {
            Item::Word(word) => word.len() > 3 && one.iter().any(|given| stem(given) == stem(word)),
            Item::Number(_) => false,
        })
    })
}

/// What the numbers can come to, by the words that say what happened: likeliest first.
fn results(parts: &[Decimal], one: &[String], other: &[String]) -> Vec<Decimal> {
    let mut results = Vec::new();
    let multiplies = says(one, &RATE) || says(other, &["each", "per", "every", "times"]);
    if multiplies {
        products(parts, &mut results);
    }
    let (gain, loss) = (says(one, &GAIN), says(one, &LOSS));
    let whole = says(other, &["altogether", "total", "all", "combined"]);
    let grown = gain && !loss && says(other, &["now"]);
    let shrunk = loss && !gain && says(other, &["now", "left", "remaining"]);
    sums(parts, (whole && !loss) || grown, shrunk, &mut results);
    if !multiplies && parts.len() <= 2 {
        products(parts, &mut results);
    }
    results
}

/// Every way to add or take away, of all numbers and of all but one; only added where the story grows, and where it
/// shrinks not all of them.
fn sums(parts: &[Decimal], grows: bool, shrinks: bool, results: &mut Vec<Decimal>) {
    let mut add = |parts: &[Decimal]| {
        let ways = if grows { 1 } else { 1u32 << parts.len() };
        for signs in u32::from(shrinks && !grows)..ways {
            let mut sum = Decimal::ZERO;
            for (at, part) in parts.iter().enumerate() {
                sum =
                    if signs >> at & 1 == 0 { sum.saturating_add(*part) } else { sum.saturating_sub(*part) };
            }
            if !sum.is_sign_negative() && !results.contains(&sum) {
                results.push(sum);
            }
        }
    };
    add(parts);
    if parts.len() > 2 {
        for skip in 0..parts.len() {
            let rest: Vec<Decimal> =
                parts.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, part)| *part).collect();
            add(&rest);
        }
    }
}

/// Products and quotients of two, and those with a third number added or taken away before or after.
fn products(parts: &[Decimal], results: &mut Vec<Decimal>) {
    let mut push = |number: Option<Decimal>| {
        if let Some(number) = number.filter(|number| !number.is_sign_negative())
            && !results.contains(&number)
        {
            results.push(number);
        }
    };
    for (at, one) in parts.iter().enumerate() {
        for (with, other) in parts.iter().enumerate().filter(|(with, _)| *with != at) {
            push(one.checked_mul(*other));
            push(one.checked_div(*other));
            for (_, third) in parts.iter().enumerate().filter(|(third, _)| *third != at && *third != with) {
                let sum = one.checked_add(*other);
                let rest = one.checked_sub(*other);
                push(sum.and_then(|sum| sum.checked_mul(*third)));
                push(rest.and_then(|rest| rest.checked_mul(*third)));
                push(sum.and_then(|sum| sum.checked_div(*third)));
                push(rest.and_then(|rest| rest.checked_div(*third)));
                let product = one.checked_mul(*other);
                push(product.and_then(|product| product.checked_add(*third)));
                push(product.and_then(|product| product.checked_sub(*third)));
                push(product.and_then(|product| third.checked_sub(product)));
                push(product.and_then(|product| product.checked_mul(*third)));
                push(product.and_then(|product| product.checked_div(*third)));
            }
        }
    }
    if let [a, b, c, d] = *parts {
        push(a.checked_mul(b).zip(c.checked_mul(d)).and_then(|(one, other)| one.checked_add(other)));
        push(a.checked_mul(c).zip(b.checked_mul(d)).and_then(|(one, other)| one.checked_add(other)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};

    #[test]
    fn sums_that_a_story_leads_to() {
        for (given, judged, label) in [
            ("Ana had 12 stamps and her aunt gave her 5 more", "Ana has 17 stamps now", Label::Entailment),
            ("Ana had 12 stamps and her aunt gave her 5 more", "Ana has 18 stamps now", Label::Contradiction),
            (
                "There are 6 crates and each crate holds 8 jars",
                "48 jars are in the crates altogether",
                Label::Entailment,
            ),
            ("The storm killed 12 people in 3 towns", "Rescuers were praised", Label::Neutral),
        ] {
            assert_eq!(compare(given, judged).label, label, "{given} / {judged}");
        }
    }
}
