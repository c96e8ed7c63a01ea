//! The verdict where no rule decides: signals, weighed.
//!
//! Two scores, each a sum of signals times weights: that the second statement follows, and that it cannot hold. The
//! weights are a table that `tools/learn_entail.py` learns from pairs judged by people. What is left of the two chances
//! is that of neither; the likeliest of the three is said, unless something that a reader would stop at speaks against it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::cover::Standing;
use super::scene::Scene;
use super::signal::{Signal, covered, exchanged, limit, signals};
use super::statement::{Figure, Word};
use super::{Label, Verdict, instead};

/// A statement of which no more than this stands in the first does not follow, however little the first says.
const MUST_STAND: f64 = 0.5;

/// From this chance on a contradiction is reported, where it is also the likelier of the two.
const CLASHES: f64 = 0.5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    entailment: BTreeMap<String, f64>,
    contradiction: BTreeMap<String, f64>,
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| toml::from_str(include_str!("weights.toml")).expect("a test reads weights.toml"));

/// Judges by all that can be seen; a statement of an uncounted part of a group is left open, as its words alone say
/// nothing of how large a part.
pub(super) fn judge(scene: &Scene, of_a_part: bool) -> Verdict {
    if of_a_part {
        return Verdict::new(
            Label::Neutral,
            "evidence",
            "it speaks of a part of a group that no number counts",
        );
    }
    let signals = signals(scene);
    let follows = chance(&WEIGHTS.entailment, &signals);
    let clashes = chance(&WEIGHTS.contradiction, &signals);
    let disputed = scene.newly_disputed();
    let other = another_of_its_sort(scene);
    let sharper = scene.cover.figures.contains(&Standing::Sharper);
    let open = sharper
        || covered(scene) <= MUST_STAND
        || scene.not_yet_a_fact().is_some()
        || disputed.is_some()
        || another_value(scene).is_some()
        || scene.value_of_another().is_some()
        || other.is_some();
    let clash = against(scene).is_some() && other.is_none();
    let label = if clashes > CLASHES && clashes > follows && clash {
        Label::Contradiction
    } else if follows > clashes && follows > 1.0 - follows - clashes && !open {
        Label::Entailment
    } else {
        Label::Neutral
    };
    Verdict { signals, ..Verdict::new(label, "evidence", why(label, scene, other)) }
}

fn chance(weights: &BTreeMap<String, f64>, signals: &[Signal]) -> f64 {
    let weigh = |name: &str| weights.get(name).copied().unwrap_or_default();
    let sum = weigh("bias") + signals.iter().map(|(name, value)| weigh(name) * value).sum::<f64>();
    1.0 / (1.0 + libm::exp(-sum))
}

/// What a reader can check for themselves; `other` is what stands in place of another of its sort.
fn why(label: Label, scene: &Scene, other: Option<String>) -> String {
    let new = listed(scene.new_words().map(shown));
    match label {
        Label::Entailment if new.is_empty() => "all that it says stands in the first".to_owned(),
        Label::Entailment => format!("most of what it says stands in the first; new in it: {new}"),
        Label::Contradiction => against(scene).unwrap_or_default(),
        Label::Neutral if let Some(word) = scene.not_yet_a_fact() => {
            format!("only planned, expected or disputed in the first: {}", word.text)
        }
        Label::Neutral if let Some(word) = scene.newly_disputed() => {
            format!("the first does not tell that anybody denies it: {}", word.text)
        }
        Label::Neutral if let Some(instead) = other.or_else(|| another_value(scene)) => instead,
        Label::Neutral if let Some((owner, judged)) = scene.value_of_another() => {
            let other = if owner.text == judged.text { "other " } else { "" };
            format!("the first has the value of {other}{}", owner.text)
        }
        Label::Neutral if !new.is_empty() => format!("the first does not speak of {new}"),
        Label::Neutral => against(scene)
            .map(|against| format!("not enough to tell: {against}"))
            .unwrap_or_else(|| "the same words, but not surely about the same".to_owned()),
    }
}

/// What stands against what; without such a thing nothing is called a contradiction. Another name in the same place is
/// none, as more often than not both are so; nor are words that only stand near what is denied, nor what is denied of another
/// day.
fn against(scene: &Scene) -> Option<String> {
    let apart = scene.is_of_another_day() || scene.denies_for_a_time();
    let opposites = scene.opposed().find(|(.., found)| found.opposite && !apart);
    if let Some((word, given, _)) = opposites {
        return Some(format!("{} against {}", given.text, word.text));
    }
    // "Did not fall in the south" and "fell in the north" differ in two things, and so may both hold.
    let one_thing = !apart && !scene.pairs().any(|(.., found)| found.opposite) && !scene.denies_a_degree();
    let mut denied = scene
        .opposed()
        .filter(|(word, given, found)| {
            let told_of = given.unreal && !word.unreal && scene.given.is_infinitive(found.at);
            (word.struck || given.struck) && one_thing && !told_of
        })
        .peekable();
    if denied.peek().is_some() {
        let denied = listed(denied.map(|(word, ..)| word.text.clone()));
        return Some(format!("said in one and denied in the other: {denied}"));
    }
    if let Some((given, judged, _)) = scene.other_values().into_iter().find(|(.., near)| *near) {
        let value = |figure: &Figure| figure.reading.value.to_string();
        return Some(format!("{} against {}", value(given), value(judged)));
    }
    limit(scene).map(|word| format!("“{}” says more than the first", word.text))
}

/// A name, or a word of one concept, where the first has another: nothing tells that both are so. Two words of no known
/// concept may well mean the same, "obtain" and "receive".
fn another_of_its_sort(scene: &Scene) -> Option<String> {
    let (given, judged) = exchanged(scene)?;
    let names = given.name && judged.name;
    let concepts = given.concept.is_some() && judged.concept.is_some() && given.concept != judged.concept;
    (names || concepts).then(|| instead(&judged.text, &given.text))
}

/// A value that the first has only as another.
fn another_value(scene: &Scene) -> Option<String> {
    scene.judged.figures.iter().zip(&scene.cover.figures).find_map(|(judged, standing)| {
        let (Standing::Differs(at) | Standing::Apart(at)) = *standing else { return None };
        let given = &scene.given.figures[at].reading.value;
        Some(instead(&judged.reading.value.to_string(), &given.to_string()))
    })
}

fn shown(word: &Word) -> String {
    word.text.clone()
}

/// The first few, as people list them.
fn listed(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    words.dedup();
    let rest = words.len().saturating_sub(4);
    words.truncate(4);
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    words.join(", ") + &more
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};
    use super::*;

    #[test]
    fn weights_and_signals_have_the_same_names() {
        let mut names: Vec<&str> = signals(&Scene::new("a", "b")).into_iter().map(|(name, _)| name).collect();
        names.push("bias");
        names.sort_unstable();
        for weights in [&WEIGHTS.entailment, &WEIGHTS.contradiction] {
            assert_eq!(weights.keys().map(String::as_str).collect::<Vec<_>>(), names);
        }
    }

    #[test]
    fn statements_that_follow() {
        for (given, judged) in [
            ("The ministry closed the old harbour on Monday after the storm.", "The old harbour was closed."),
            (
                "At least 40 families left the valley, the mayor said.",
                "At least 40 families left the valley.",
            ),
            ("The United Nations sent 12 trucks to the camp.", "The UN sent 12 trucks, officials said."),
            (
                "Late in the evening the Valley Park Runners beat their old rivals 4-1 at home.",
                "VPR beat their rivals 4-1.",
            ),
            (
                "Okafor painted the chapel in 1931, and later moved to Lagos.",
                "Ben Okafor painted the chapel.",
            ),
            ("He painted the chapel of the school.", "Ben Okafor painted a chapel."),
            ("Spain won the final against Italy.", "Italy lost the final."),
            ("Acme bought the mill from Bolt in May.", "Bolt sold the mill to Acme."),
            ("Acme bought the mill in May.", "The mill was sold."),
            ("The bridge is not available to lorries.", "The bridge is unavailable to lorries."),
            (
                "The flood has displaced some 14,000 people, the agency said.",
                "Some 14,000 people have been displaced by the flood.",
            ),
        ] {
            assert_eq!(compare(given, judged).label, Label::Entailment, "{judged}");
        }
    }

    #[test]
    fn statements_that_cannot_both_hold() {
        for (given, judged, why) in [
            (
                "The ministry closed the harbour.",
                "The ministry did not close the harbour.",
                "said in one and denied in the other: close",
            ),
            ("A woman stands under a tree.", "A woman is not standing under a tree.", "standing"),
        ] {
            let verdict = compare(given, judged);
            assert_eq!(verdict.label, Label::Contradiction, "{judged}: {verdict:?}");
            assert!(verdict.why.contains(why), "{judged}: {}", verdict.why);
        }
    }

    #[test]
    fn another_thing_is_named_beside_what_the_first_has() {
        for (given, judged, rule, why) in [
            (
                "Sales of the mill rose in spring.",
                "Profit of the mill rose in spring.",
                "another",
                "profit where the first has sales",
            ),
            (
                "Anna Bergman won the regatta in Bergen in June.",
                "Karin Bergman won the regatta in Bergen.",
                "evidence",
                "karin where the first has anna",
            ),
        ] {
            let verdict = compare(given, judged);
            assert_eq!((verdict.label, verdict.rule, &*verdict.why), (Label::Neutral, rule, why), "{judged}");
        }
    }

    #[test]
    fn what_takes_knowledge_of_the_world_stays_open() {
        for (given, judged) in [
            ("The ministry closed the harbour.", "The union praised the decision."),
            ("The minister denied that the ministry knew of the leak.", "The ministry knew of the leak."),
            ("The ministry knew of the leak.", "The minister denied that the ministry knew of the leak."),
            (
                "Analysts expect the mill to report a profit of 40 million.",
                "The mill reported a profit of 40 million.",
            ),
            ("Sales of the mill rose 12 percent in spring.", "Profit of the mill rose 12 percent in spring."),
            ("The port handled 40 ships in May.", "The mayor opened a school with 40 pupils."),
            ("Two of the bidders withdrew.", "The price of copper rose by 4 percent."),
            ("The firm sold about 2.4 million cars last year.", "The firm sold 2.38 million cars."),
            ("The firm sold 36 cars in May.", "The firm sold more than 36 cars in May, it says."),
            ("The line has run since 1962.", "The line ran in 1970."),
            ("The mill threatened to boycott the fair.", "The fair was closed."),
            (
                "The mills of the valley threatened to boycott the fair in May.",
                "The mills boycotted the fair in May.",
            ),
            ("The court said that the bridge would be closed by the city.", "The bridge has been closed."),
            (
                "Sales of the mill on 3 May 2019 were $40 million.",
                "Sales of the mill on 4 May 2019 were $90 million.",
            ),
            (
                "The senate has not praised the decision of the port to close its gates.",
                "The port closes its gates.",
            ),
            ("Traffic on the bridge declined to 40,000 cars.", "Traffic on the bridge was not counted."),
            ("The fund lost 3 million on 4 May 2019.", "The fund lost 5 million on 6 May 2019."),
            ("Anna Bergman won the regatta in June.", "Karin Bergman won the regatta in June."),
            ("The bank did not raise its rate in May.", "The bank raised its rate in June."),
            ("The plant will not close before 2030.", "The plant will close in 2031."),
            ("Prices did not rise sharply.", "Prices rose."),
            ("The mayor said that she would not resign.", "The mayor resigned."),
            ("Prices did not rise in the south.", "Prices rose in the north."),
            ("Sales rose 4 percent in Spain.", "Sales rose 9 percent in Italy."),
            ("The fund owns 12 percent of Acme and 30 percent of Bolt.", "The fund owns 30 percent of Acme."),
            ("The school has 300 pupils and 20 teachers.", "The school has 300 teachers."),
            ("", ""),
        ] {
            assert_eq!(compare(given, judged).label, Label::Neutral, "{judged}");
        }
    }
}
