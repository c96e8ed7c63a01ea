//! Statements that say the same but for one thing: another value, the opposite, a denial, or roles exchanged.
//!
//! All that the second says has to stand in one sentence of the first, in so many words; then what differs cannot both
//! hold.

use super::cover::Standing;
use super::scene::{Pair, Scene};
use super::statement::{Figure, Statement, Word};
use super::{Label, Verdict, instead};
use crate::value::Kind;

/// From this likeness on two words are the same word in another form.
const SAME: f64 = 0.9;

/// More words than this in the first among those that both have, and it may speak of another thing.
const IN_BETWEEN: usize = 5;

/// Judges statements that differ in one thing; nothing for others.
pub(super) fn judge(scene: &Scene) -> Option<Verdict> {
    let of_two = || scene.another_of_two().map(|(given, judged)| (&*given.text, &*judged.text));
    if let Some((given, judged)) = only_new_word(scene).or_else(of_two) {
        return Some(Verdict::new(Label::Neutral, "another", instead(judged, given)));
    }
    let pairs: Vec<Pair<'_>> = scene.pairs().collect();
    let stretch = stretch(scene)?;
    if !says_no_more(scene, &pairs) || stretch.iter().any(|word| matches!(&*word.text, "." | ";" | "!" | "?"))
    {
        return None;
    }
    let told = scene.given.words.iter().filter(|word| word.content && !word.speech).count();
    let left_over = told.saturating_sub(pairs.len());
    // One word in common is enough only where the first says nothing else.
    if pairs.len() < 2 && left_over > 0 {
        return None;
    }
    let opposed: Vec<&Pair<'_>> =
        pairs.iter().filter(|(word, given, found)| (word.denied != given.denied) != found.opposite).collect();
    let clash = |(rule, why)| Verdict::new(Label::Contradiction, rule, why);
    if opposed.is_empty()
        && let Some(why) = other_value(scene)
    {
        return Some(clash(("value", why)));
    }
    let in_between = stretch.iter().filter(|word| word.content).count().saturating_sub(pairs.len());
    let apart = |standing: &Standing| matches!(standing, Standing::Differs(_) | Standing::Apart(_));
    if in_between > IN_BETWEEN || scene.cover.figures.iter().any(apart) {
        return None;
    }
    let roles = || exchanged_roles(scene).filter(|_| left_over == 0 && opposed.is_empty());
    opposite(&opposed).or_else(roles).map(clash)
}

/// Whether all that the second says stands in the first in so many words, or as their opposite, and in both as a fact.
fn says_no_more(scene: &Scene, pairs: &[Pair<'_>]) -> bool {
    let in_words = |(.., found): &Pair<'_>| found.opposite || found.likeness >= SAME;
    let as_fact = |(word, given, found): &Pair<'_>| {
        !word.unreal && !given.unreal && !scene.given.is_infinitive(found.at)
    };
    pairs.iter().all(|pair| in_words(pair) && as_fact(pair))
        && scene.new_words().next().is_none()
        && !scene.cover.figures.contains(&Standing::New)
}

/// A value in place of another, or one that is said in one and ruled out in the other.
fn other_value(scene: &Scene) -> Option<String> {
    let differing = differing(scene).map(|(given, judged)| format!("{given} against {judged}"));
    let ruled_out =
        || ruled_out(scene).map(|value| format!("{value} is said in one and ruled out in the other"));
    differing.or_else(ruled_out)
}

/// The one word that is said by its opposite.
fn opposite(opposed: &[&Pair<'_>]) -> Option<(&'static str, String)> {
    let [(word, given, found)] = opposed else { return None };
    let clash = found.opposite && !(word.denied && given.denied);
    clash.then(|| ("opposite", format!("{} against {}", given.text, word.text)))
}

/// The word in which two otherwise equal statements differ, and that the first does not have: they are of two things.
fn only_new_word(scene: &Scene) -> Option<(&str, &str)> {
    let (given, judged) = (&scene.given.words, &scene.judged.words);
    if given.len() != judged.len() {
        return None;
    }
    let mut differing = (0..given.len()).filter(|at| given[*at].text != judged[*at].text);
    let at = differing.next().filter(|_| differing.next().is_none())?;
    let new = judged[at].content && given[at].content && scene.cover.words[at].is_none();
    new.then(|| (given[at].text.as_str(), judged[at].text.as_str()))
}

/// The stretch of the first that has all the words that the second says.
fn stretch(scene: &Scene) -> Option<&[Word]> {
    let places = || scene.pairs().map(|(.., found)| found.at);
    Some(&scene.given.words[places().min()?..=places().max()?])
}

/// The one value that is another, where the first has no second of its kind that could have been meant.
fn differing(scene: &Scene) -> Option<(String, String)> {
    let [figure] = &scene.judged.figures[..] else { return None };
    let [Standing::Differs(at)] = scene.cover.figures[..] else { return None };
    let given = &scene.given.figures[at].reading.value;
    let alike = scene.given.figures.iter().filter(|other| other.reading.value.kind() == given.kind());
    (alike.count() == 1 && !is_of_a_time(scene, at))
        .then(|| (given.to_string(), figure.reading.value.to_string()))
}

/// Whether the clause of a value of the first tells of which time or turn it is, "on its first weekend", which the second
/// leaves out.
fn is_of_a_time(scene: &Scene, at: usize) -> bool {
    let figures = &scene.given.figures;
    let (start, end) = figures[at].words;
    let others = figures.iter().filter(|other| other.words != (start, end));
    let mut timed = others.filter(|other| {
        matches!(other.reading.value.kind(), Kind::Date | Kind::Ordinal | Kind::Duration | Kind::Recurrence)
    });
    timed.any(|other| {
        let between = other.words.1.min(end)..other.words.0.max(start);
        !scene.given.words[between].iter().any(|word| matches!(&*word.text, "," | ";" | "." | ":" | "("))
    })
}

/// The value that one statement rules out by name and the other says, where what is told of it is denied in neither: "not
/// on Friday but on Saturday", "on Friday". A count is none, as "not two but three" of them are two as well.
fn ruled_out(scene: &Scene) -> Option<String> {
    scene.judged.figures.iter().zip(&scene.cover.figures).find_map(|(judged, standing)| {
        let Standing::Kept(at) = *standing else { return None };
        let given = &scene.given.figures[at];
        let value = &judged.reading.value;
        let against = is_ruled_out(&scene.given, given) != is_ruled_out(&scene.judged, judged);
        (against && !matches!(value.kind(), Kind::Number | Kind::Quantity)).then(|| value.to_string())
    })
}

fn is_ruled_out(statement: &Statement, figure: &Figure) -> bool {
    let before = statement.words[..figure.words.0].iter().rev().take(3);
    before.take_while(|word| !word.content).any(|word| matches!(&*word.text, "not" | "instead" | "rather"))
}

/// Words that join two who do the same, so that their order says nothing.
const JOINING: [&str; 7] = ["and", "or", "with", "between", "both", "each", "by"];

/// Verbs of what two do with each other.
const MUTUAL: [&str; 14] = [
    "meet", "marry", "merg", "fight", "play", "face", "border", "join", "draw", "tie", "equal", "match",
    "resembl", "talk",
];

/// Two names around a verb that have changed places: who pays whom.
fn exchanged_roles(scene: &Scene) -> Option<(&'static str, String)> {
    let words = |text: &[Word]| text.iter().any(|word| JOINING.contains(&&*word.text) || word.text == ",");
    if words(&scene.given.words) || words(&scene.judged.words) {
        return None;
    }
    let pairs: Vec<Pair<'_>> = scene.pairs().collect();
    let [first @ (one, ..), (verb, ..), ..] = &pairs[..] else { return None };
    let other = pairs.iter().skip(2).find(|(word, ..)| word.name)?;
    let mutual = verb.name || MUTUAL.contains(&&*verb.stem);
    let names = pairs.iter().filter(|(word, ..)| word.name).count() == 2 && one.name;
    let turned = other.2.at < pairs[1].2.at && first.2.at > pairs[1].2.at;
    (names && turned && !mutual)
        .then(|| ("roles", format!("{} and {} have changed places", one.text, other.0.text)))
}

#[cfg(test)]
mod tests {
    use super::super::{Label, compare};

    #[test]
    fn one_thing_that_differs() {
        for (given, judged, rule) in [
            ("Oil prices rose in May.", "Oil prices fell in May.", "opposite"),
            ("The dam, finished in 1962, is 40 metres high.", "The dam is 55 metres high.", "value"),
            ("The law takes effect on 1 July.", "The law takes effect on 1 January.", "value"),
            ("Turnout was 61.3 percent, the commission reported.", "Turnout was 48 percent.", "value"),
            ("The village lies right of the river.", "The village lies left of the river.", "opposite"),
            ("The village lies north of the river.", "The village lies south of the river.", "opposite"),
            ("The ferry sails not on Friday, but on Saturday.", "The ferry sails on Friday.", "value"),
            ("The council approved the plan.", "The plan was rejected by the council.", "opposite"),
            (
                "Paper was sold to Bolt by Acme in 1984, which made the mill known all over the north and the east.",
                "Acme bought paper.",
                "opposite",
            ),
            ("Acme bought 12 trains in May.", "Acme sold 12 trains in May.", "opposite"),
            ("Acme paid Bolt 3 million dollars.", "Bolt paid Acme 3 million dollars.", "roles"),
        ] {
            let verdict = compare(given, judged);
            assert_eq!((verdict.label, verdict.rule), (Label::Contradiction, rule), "{judged}");
        }
    }

    #[test]
    fn more_than_one_thing_or_another_thing() {
        for (given, judged) in [
            ("Acme paid Bolt.", "Bolt was paid by Acme."),
            ("The northern bridge was closed on Monday.", "The southern bridge was closed on Monday."),
            ("The old line carried 12,000 riders a day.", "The new line carries 20,000 riders a day."),
            ("The film earned $3 million on its first weekend.", "The film earned $90 million."),
            ("Police arrested the driver.", "Police released the driver."),
            ("Adair, the right back, quit Merrow in May.", "Adair left Merrow in May."),
            ("The mayor, who was right, kept the club.", "The mayor left the club."),
            ("The left bank was flooded in May.", "The right bank was flooded in May."),
            ("The state moved to ban smoking in trains.", "Smoking in trains is allowed."),
            ("Anna met Boris in Rome.", "Boris met Anna in Rome."),
            ("Prices rose in May. Wages fell in June.", "Wages fell in June."),
            ("The price may fall in May.", "The price rose in May."),
            ("The plan was not rejected.", "The plan was approved."),
            ("The ferry sails not on Friday, but on Saturday.", "The ferry sails on Saturday."),
            (
                "The ferry sails not on Friday, but on Saturday.",
                "The ferry sails on Saturday instead of Friday.",
            ),
            ("The ferry has not sailed since Friday.", "The ferry did not sail on Friday."),
            ("A picture shows a woman with a drink.", "A woman throws a drink at a man."),
        ] {
            assert_ne!(compare(given, judged).label, Label::Contradiction, "{judged}");
        }
    }
}
