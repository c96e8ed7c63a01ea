//! Things that one article says there are and another that there are none.
//!
//! An article names a thing or two in every sentence, and hardly any of them is missed elsewhere. So what is kept of a
//! thing is small, and a claim is made of it only here, once all articles are read.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hashbrown::HashMap;
use rayon::prelude::*;

use super::Finisher;
use super::draft::Draft;
use super::speech::Speech;
use crate::lexicon::frame::{Frame, frames};
use crate::model::{Context, Extracted, Polarity, Shape, Source, SourceIx, Thing};
use crate::text::Span;
use crate::value::{State, Value};

/// What every claim on a thing has for a key, before what the thing is called.
const KEY: &str = "thing:";

/// Puts what is in dispute among the claims of its article, and forgets the rest.
pub(super) fn settle(articles: &mut [Extracted], sources: &[Source]) {
    let disputed = disputed(articles);
    articles.par_iter_mut().zip(sources).enumerate().for_each(|(at, (article, source))| {
        let mut finisher = Finisher::new(SourceIx::new(at));
        let things = std::mem::take(&mut article.things).into_iter();
        let wanted = things.filter_map(|thing| Some((disputed.get(&thing.key)?, thing)));
        let told = wanted.filter_map(|(sides, thing)| {
            let place = thing.place;
            let (draft, speech) = draft(thing, &source.text)?;
            let mut proposal = finisher.proposal(&source.text, draft, speech)?;
            // What there was none of there never was; what there is none of there may be.
            if let Some(frame) = frame(!sides.now) {
                proposal.context.frame = Some(&frame.id);
                proposal.claim.attribute = frame.name.clone();
            }
            Some((place, proposal))
        });
        let told: Vec<_> = told.collect();
        told.into_iter().rev().for_each(|(place, proposal)| article.proposals.insert(place, proposal));
    });
}

/// The articles that say there is some of a thing, and those that say there is none.
#[derive(Default)]
struct Sides {
    some: BTreeSet<usize>,
    none: BTreeSet<usize>,
    /// Whether what somebody says there is none of may still come.
    now: bool,
}

/// The things that one article says there are and another that there are none.
fn disputed(articles: &[Extracted]) -> HashMap<Box<str>, Sides> {
    let numbered = articles.iter().enumerate();
    let all =
        || numbered.clone().flat_map(|(at, article)| article.things.iter().map(move |thing| (at, thing)));
    let mut told: HashMap<&str, Sides> = HashMap::new();
    for (at, thing) in all().filter(|(_, thing)| !thing.there) {
        let sides = told.entry(&thing.key).or_default();
        sides.none.insert(at);
        sides.now |= !thing.past;
    }
    for (at, thing) in all().filter(|(_, thing)| thing.there) {
        if let Some(sides) = told.get_mut(&*thing.key) {
            sides.some.insert(at);
        }
    }
    let differ = |sides: &Sides| sides.none.iter().any(|none| sides.some.iter().any(|some| none != some));
    told.into_iter().filter(|(_, sides)| differ(sides)).map(|(key, sides)| (key.into(), sides)).collect()
}

fn draft(thing: Thing, text: &str) -> Option<(Draft, Speech)> {
    let frame = frame(thing.past)?;
    let id = if thing.there { "some" } else { "none" };
    let state = State { id: id.into(), text: thing.value.of(text)?.into() };
    let context = Context {
        frame: Some(&frame.id),
        terms: thing.terms,
        marks: thing.marks,
        ..Context::plain(Shape::State, Value::State(state), format!("{KEY}{}", thing.key))
    };
    let draft = Draft {
        quote: thing.quote,
        subject: thing.subject.map(Into::into),
        attribute: frame.name.to_string(),
        value: thing.value,
        object: None,
        as_of: None,
        polarity: Polarity::Affirmed,
        context,
    };
    let Thing { modality, attributed_to, marks, .. } = thing;
    Some((draft, Speech { modality, attributed_to, marks }))
}

/// By what a thing is put in order among the drafts of its line.
pub(super) fn rank(thing: &Thing) -> (Span, &str, Span) {
    (thing.value, frame(thing.past).map_or("", |frame| &frame.name), thing.quote)
}

/// The attribute of what there was or is.
fn frame(past: bool) -> Option<&'static Frame> {
    static FRAMES: LazyLock<[Option<&Frame>; 2]> = LazyLock::new(|| {
        let of = |past| frames().iter().find(|frame| frame.things && (&*frame.changes == "never") == past);
        [of(false), of(true)]
    });
    FRAMES[usize::from(past)]
}
