//! Whether two groups of claims speak of one thing: with different values, and with the same.

use super::cluster::{
    Group, closest, cosine_at_most, of_keys, of_one_value, same_digits_of, stand_of, words,
};
use super::item::{Item, Items};
use super::score::{Common, common, excluded, of_other_matter, only_one};
use super::signal::{MOST_VOICES, Signals, Weights, of_different, of_equal};
use super::stand::{Stand, Standing};
use crate::lexicon::frame;
use crate::lexicon::gist::Gist;
use crate::model::{Marks, Shape};
use crate::value::Value;

/// By how much two groups are likelier one than not, and by which words they meet; nothing where they are not. Asked
/// of very many pairs: what costs least is asked first.
pub(super) fn met(items: &Items<'_>, one: &Group, other: &Group) -> Option<(f64, Vec<u32>)> {
    if are_apart(items, one, other) {
        return None;
    }
    let cosine = cosine_at_most(items, one, other);
    let signs = signs(items, one, other);
    let weights = table_of(items, one);
    if weights.margin_of_signs_at_most(&signs, cosine) < 0.0 {
        return None;
    }
    let known = circumstances(signs, items, one, other);
    if weights.margin_at_most(&known, cosine) < 0.0 {
        return None;
    }
    let (worded, common) = worded(items, one, other, known)?;
    let most = |signals: &Signals| weights.margin(signals) + weights.most_of_coverage();
    if [Stand::Slip, Stand::Loose].iter().all(|stand| most(&worded.standing(*stand)) < 0.0) {
        return None;
    }
    let worded = Signals { coverage: coverage(items, one, other), ..worded };
    // How the values stand is what costs most: only where it can still make a difference.
    if [Stand::Slip, Stand::Loose].iter().all(|stand| weights.margin(&worded.standing(*stand)) < 0.0) {
        return None;
    }
    let stand = rivalry(items, one, other)?;
    let margin = weights.margin(&worded.standing(stand));
    (margin >= 0.0).then(|| (margin, words(&common)))
}

/// The table that weighs a group's pairs.
fn table_of(items: &Items<'_>, group: &Group) -> &'static Weights {
    of_different(items.items[group.members[0]].proposal.context.shape)
}

/// Adds what the words of two groups of different values say; nothing where they cannot be of one thing.
fn worded(items: &Items<'_>, one: &Group, other: &Group, known: Signals) -> Option<(Signals, Common)> {
    let common = closest(items, one, other);
    let met = !common.words.is_empty() || can_meet_without_words(&known);
    (met && !are_two_things(one, other, &common)).then(|| (with_words(known, &common), common))
}

/// So far below what joins two claims of equal values one still seems to repeat the other.
const SEEMS: f64 = 1.0;

/// The margin of a sentence and its copy: more than any signals give.
const COPIED: f64 = 100.0;

/// By how much two claims of the same value are likelier about one thing than is needed, and by which words they meet;
/// nothing when they are far from it. Asked of very many pairs, most of which have little to do with each other.
pub(super) fn repeats(items: &Items<'_>, one: &Group, other: &Group) -> Option<(f64, Vec<u32>)> {
    let (left, right) = (&items.items[one.members[0]], &items.items[other.members[0]]);
    let standing = Standing::of(left, right);
    // Of two figures that are far apart none is the other.
    if standing.differ_plainly() || of_other_matter(left, right) || are_apart(items, one, other) {
        return None;
    }
    let cosine = left.pool.cosine_at_most(&right.pool);
    let signs = Signals { telling: telling(left, right), ..signs(items, one, other) };
    let weights = of_equal();
    // A sentence that was copied says what it said, whatever it is about.
    let copied = left.proposal.claim.id == right.proposal.claim.id;
    if !copied && weights.margin_of_signs_at_most(&signs, cosine) < -SEEMS {
        return None;
    }
    let known = circumstances(signs, items, one, other);
    if !copied && weights.margin_at_most(&known, cosine) < -SEEMS {
        return None;
    }
    let (signals, common) = repeating(items, one, other, known)?;
    let margin = if copied { COPIED } else { weights.margin(&signals) };
    (margin >= -SEEMS).then(|| (margin, words(&common)))
}

/// Adds what the words and the values of two claims say; nothing where the values differ.
fn repeating(items: &Items<'_>, one: &Group, other: &Group, known: Signals) -> Option<(Signals, Common)> {
    let (left, right) = (&items.items[one.members[0]], &items.items[other.members[0]]);
    let standing = Standing::of(left, right);
    if !standing.is_same() || excluded(left, right, &standing) {
        return None;
    }
    let common = common(&left.pool, &right.pool, &items.near);
    let exact = f64::from(u8::from(left.normal == right.normal));
    Some((Signals { exact, ..with_words(known, &common) }, common))
}

/// How many digits the rounder of two figures has before its zeros; more than four tell no more.
fn telling(one: &Item<'_>, other: &Item<'_>) -> f64 {
    one.telling.min(other.telling).min(4) as f64
}

/// How the values of two groups stand, where that is worth a thought. "Through 2032" and "in 2025" are said of two things
/// more often than not; "at least 20" and 90 of one.
fn rivalry(items: &Items<'_>, one: &Group, other: &Group) -> Option<Stand> {
    let dated = matches!(items.items[one.members[0]].proposal.context.value, Value::Date(_));
    // What looks like a slip of the pen is of one attribute, whatever the two sentences call it.
    let of_one = |stand: Stand| stand == Stand::Slip || !of_two_attributes(items, one, other);
    stand_of(items, one, other)
        .filter(|stand| *stand != Stand::Same && !(dated && *stand == Stand::Loose) && of_one(*stand))
}

/// What the first members of two groups show at once.
fn signs(items: &Items<'_>, one: &Group, other: &Group) -> Signals {
    let flag = |yes: bool| f64::from(u8::from(yes));
    let first = |group: &Group| &items.items[group.members[0]];
    let (left, right) = (first(one), first(other));
    let (shape, value) = (left.proposal.context.shape, &left.proposal.context.value);
    let measured = shape == Shape::Measure;
    let dated = measured && matches!(value, Value::Date(_));
    let (gist, frame) =
        (likeness(items, one, other, Gist::likeness), flag(one.frame.is_some() && one.frame == other.frame));
    let [hair, close, off, far, beyond] = steps(left, right);
    Signals {
        gist,
        frame_gist: gist * frame,
        theme: items.near_or_not(left.theme, right.theme),
        frame,
        one_counts: flag(one.counted.is_some() != other.counted.is_some()),
        counts: counts(items, one, other),
        part: flag(only_one(left, right, Marks::PART) || only_one(left, right, Marks::JOINT)),
        // A day to come is always a plan: that tells nothing.
        unreal: flag(
            !dated && only_one(left, right, Marks::PREDICTED) || only_one(left, right, Marks::HYPOTHETICAL),
        ),
        weeks: flag(weeks_apart(left, right)),
        ratio: ratio(left, right),
        hair,
        close,
        off,
        far,
        beyond,
        choices: left.choices + right.choices,
        digits: flag(same_digits_of(items, one, other)),
        date: flag(dated),
        stretch: flag(left.long_date || right.long_date),
        one_stretch: flag(left.long_date != right.long_date),
        length: flag(matches!(value, Value::Duration(_))),
        money: flag(matches!(value, Value::Money(_))),
        quantity: flag(measured && matches!(value, Value::Quantity(_))),
        state: flag(shape == Shape::State),
        number: flag(matches!(value, Value::Number(_))),
        act: flag(shape == Shape::Act),
        one_frame: flag(one.frame.is_some() != other.frame.is_some()),
        ..Signals::default()
    }
}

/// Adds what only all members together tell.
fn circumstances(signs: Signals, items: &Items<'_>, one: &Group, other: &Group) -> Signals {
    let flag = |yes: bool| f64::from(u8::from(yes));
    let members = || one.members.iter().chain(&other.members).map(|at| &items.items[*at]);
    let frame = signs.frame > 0.0;
    let updates = |group: &Group| {
        group.members.iter().any(|at| items.items[*at].proposal.context.marks.has(Marks::UPDATE))
    };
    let one_updates = flag(updates(one) != updates(other));
    Signals {
        story: one_story(items, one, other),
        sole: flag(frame && members().all(|item| item.sole)),
        single: flag(frame && members().all(|item| item.single)),
        voices: voices(items, one, other),
        one_updates,
        late_update: one_updates * signs.weeks,
        echo: flag(echoes(items, one, other)) + flag(echoes(items, other, one)),
        places: places(items, one, other),
        ..signs
    }
}

/// Adds what their words say.
fn with_words(known: Signals, common: &Common) -> Signals {
    let flag = |yes: bool| f64::from(u8::from(yes));
    Signals {
        cosine: common.cosine,
        names: common.names,
        matter: flag(common.matter),
        two_words: flag(common.shared >= 2),
        strangers: flag(common.strangers),
        wordless: flag(common.words.is_empty()),
        ..known
    }
}

/// How far an article of each group is of the same story.
fn one_story(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    articles(items, one, other).map(|(one, other)| items.stories.common(one, other)).fold(0.0, f64::max)
}

/// Whether the groups are of articles that tell of different things.
fn are_apart(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    articles(items, one, other).all(|(one, other)| items.stories.are_apart(one, other))
}

/// Whether two sums or two measures are of two built-in attributes, of one of which a story tells one value: what a firm
/// is worth and what it pays. What the dimension alone names, "area", tells nothing.
fn of_two_attributes(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    let value = &items.items[one.members[0]].proposal.context.value;
    let named = |group: &Group| group.frame.and_then(frame::by_id).filter(|frame| !frame.measured);
    matches!(value, Value::Money(_) | Value::Quantity(_))
        && named(one)
            .zip(named(other))
            .is_some_and(|(one, other)| one.id != other.id && (one.single || other.single))
}

/// Whether two statements of what is said of things of all sorts each name a thing, and not the same: that the exit clause
/// is gone says nothing of the curfew.
fn are_two_things(one: &Group, other: &Group, common: &Common) -> bool {
    let frame = one.frame.filter(|frame| other.frame == Some(*frame));
    common.other_matter && frame.and_then(frame::by_id).is_some_and(|frame| frame.anything)
}

/// How far from each other the nearest members of two groups stand in their articles.
fn places(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    let nearest = |depth: f64| {
        let depths = other.members.iter().take(4).map(|at| items.items[*at].depth);
        depths.map(|other| (depth - other).abs()).fold(1.0, f64::min)
    };
    let depths = one.members.iter().take(4).map(|at| items.items[*at].depth);
    depths.map(nearest).fold(1.0, f64::min)
}

/// The logarithm of the number of statements that give one of the two values. A copied sentence is one statement.
fn voices(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    let mut statements: Vec<&str> = Vec::new();
    for at in one.members.iter().chain(&other.members).take(64) {
        let statement = &*items.items[*at].proposal.claim.id;
        if !statements.contains(&statement) {
            statements.push(statement);
        }
        if statements.len() as f64 >= MOST_VOICES {
            break;
        }
    }
    (statements.len() as f64).ln()
}

/// The articles of the first members of two groups, each with each.
fn articles<'i>(
    items: &'i Items<'_>,
    one: &'i Group,
    other: &'i Group,
) -> impl Iterator<Item = (usize, usize)> {
    let sources = |group: &'i Group| group.members.iter().take(4).map(|at| items.items[*at].source);
    sources(one).flat_map(move |one| sources(other).map(move |other| (one, other)))
}

/// Whether something else than a common word can bring the two together. That two articles each tell of one thing that
/// is closed does not make it the same.
fn can_meet_without_words(known: &Signals) -> bool {
    known.digits > 0.0 || known.single > 0.0
}

/// How far the words of the likest quotes of two groups meet.
fn coverage(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    likeness(items, one, other, Gist::coverage)
}

/// The likeness of the likest quotes of two groups; none where one says nothing that is known.
fn likeness<'i>(
    items: &'i Items<'_>,
    one: &'i Group,
    other: &'i Group,
    likeness: impl Fn(&Gist, &Gist) -> f64,
) -> f64 {
    let gists = |group: &'i Group| {
        let members = group.members.iter().take(8);
        members.filter_map(|at| items.items[*at].gist.as_deref())
    };
    let pairs = gists(one).flat_map(|left| gists(other).map(move |right| (left, right)));
    pairs.map(|(left, right)| likeness(left, right)).max_by(f64::total_cmp).unwrap_or_default()
}

/// From these ratios on two figures are a step further apart: e to the powers 0.03, 0.12, 0.35 and 0.8, picked by eye, since
/// what is learnt hardly depends on where they lie. A slip, another day's count and another matter lie at different
/// distances, and no straight line tells them apart.
const STEPS: [f64; 4] = [1.03, 1.13, 1.42, 2.23];

/// By which of the steps two figures are apart: one of them is 1, or none.
fn steps(one: &Item<'_>, other: &Item<'_>) -> [f64; STEPS.len() + 1] {
    let mut steps = [0.0; STEPS.len() + 1];
    if let Some((one, other)) = one.magnitude.zip(other.magnitude)
        && one * other > 0.0
    {
        let ratio = (one / other).max(other / one);
        steps[STEPS.iter().filter(|step| ratio >= **step).count()] = 1.0;
    }
    steps
}

/// The logarithm of the ratio of two figures, up to 5.
fn ratio(one: &Item<'_>, other: &Item<'_>) -> f64 {
    match one.size.zip(other.size) {
        Some((one, other)) if one != 0.0 && other != 0.0 => (one / other).abs().ln().abs().min(5.0),
        _ => 0.0,
    }
}

/// Whether two articles speak from days more than a week apart.
fn weeks_apart(one: &Item<'_>, other: &Item<'_>) -> bool {
    one.day_number.zip(other.day_number).is_some_and(|(one, other)| (one - other).abs() > 7)
}

fn counts(items: &Items<'_>, one: &Group, other: &Group) -> f64 {
    if one.counted.is_some() && one.counted == other.counted {
        return 1.0;
    }
    items.near_or_not(one.counted, other.counted).min(0.0)
}

/// Whether an article of the other group gives this group's value, too.
fn echoes(items: &Items<'_>, one: &Group, other: &Group) -> bool {
    other.members.iter().any(|at| one.echo.contains(&items.items[*at].source))
}

/// Two claims of equal values or two groups of differing ones, with what speaks for and against their being of one thing.
#[derive(Debug, Clone)]
pub struct Rivals {
    /// The claims of both, as positions of articles and of proposals in them.
    pub sides: [Vec<(usize, usize)>; 2],
    /// The signals by name, as `weights.toml` weighs them.
    pub signals: Vec<(&'static str, f64)>,
    /// The log-odds less those needed.
    pub margin: f64,
    /// Whether their values do not exclude each other.
    pub equal: bool,
}

/// Every pair of groups that is weighed, for learning the weights.
pub(super) fn rivals(items: &Items<'_>) -> Vec<Rivals> {
    let mut rivals = Vec::new();
    for members in of_keys(items) {
        for (at, one) in members.iter().enumerate() {
            let others = members[at + 1..].iter();
            rivals.extend(others.filter_map(|other| weighed_equal(items, *one, *other)));
        }
        let groups = of_one_value(items, &members);
        for (at, one) in groups.iter().enumerate() {
            for other in &groups[at + 1..] {
                rivals.extend(weighed(items, one, other));
            }
        }
    }
    rivals
}

fn weighed(items: &Items<'_>, one: &Group, other: &Group) -> Option<Rivals> {
    if are_apart(items, one, other) {
        return None;
    }
    let stand = rivalry(items, one, other)?;
    let known = circumstances(signs(items, one, other), items, one, other);
    let (worded, _) = worded(items, one, other, known)?;
    let worded = worded.standing(stand);
    let signals = Signals { coverage: coverage(items, one, other), ..worded };
    let places = |group: &Group| group.members.iter().map(|at| items.place(*at)).collect();
    Some(Rivals {
        sides: [places(one), places(other)],
        signals: signals.named(),
        margin: table_of(items, one).margin(&signals),
        equal: false,
    })
}

fn weighed_equal(items: &Items<'_>, one: usize, other: usize) -> Option<Rivals> {
    let (left, right) = (&items.items[one], &items.items[other]);
    if left.source == right.source {
        return None;
    }
    let places = [one, other].map(|at| vec![items.place(at)]);
    let (one, other) = (Group::of(items, one), Group::of(items, other));
    if of_other_matter(left, right) || are_apart(items, &one, &other) {
        return None;
    }
    let known = circumstances(signs(items, &one, &other), items, &one, &other);
    let known = Signals { telling: telling(left, right), ..known };
    let (signals, _) = repeating(items, &one, &other, known)?;
    Some(Rivals { sides: places, signals: signals.named(), margin: of_equal().margin(&signals), equal: true })
}
