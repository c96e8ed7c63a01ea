//! Laws of the score, on small topics.

use std::sync::Arc;

use super::engine::logit;
use super::score;
use crate::model::{
    Attribute, AttributeIx, AttributeTable, Candidate, ClaimIx, Confidence, Directness, EntityIx, Fact,
    FactIx, Level, Modality, Polarity, Reliability, Source, SourceIx, SourceSummary, Topic, TopicIx,
    TopicKey,
};
use crate::text::Span;
use crate::value::Value;

/// A statement: who (origin), of which topic, which value, how firmly.
#[derive(Clone, Copy)]
struct Said(&'static str, usize, &'static str, Modality, Polarity);

fn says(origin: &'static str, topic: usize, value: &'static str) -> Said {
    Said(origin, topic, value, Modality::Asserted, Polarity::Affirmed)
}

#[derive(Default)]
struct Run {
    letters: Vec<(&'static str, Reliability)>,
    said: Vec<Said>,
}

impl Run {
    fn of(said: impl IntoIterator<Item = Said>) -> Self {
        Self { letters: Vec::new(), said: said.into_iter().collect() }
    }

    fn with(mut self, more: Said) -> Self {
        self.said.push(more);
        self
    }

    fn score(&self) -> Vec<Topic> {
        let mut attributes = AttributeTable::default();
        attributes.add(Attribute::met("price", "price"), str::to_owned);
        let mut sources: Vec<SourceSummary> =
            self.said.iter().enumerate().map(|(at, said)| self.source(at, said.0)).collect();
        let facts: Vec<Fact> = self.said.iter().enumerate().map(|(at, said)| fact(at, said)).collect();
        let topics = self.said.iter().map(|said| said.1 + 1).max().unwrap_or(0);
        let mut topics: Vec<Topic> = (0..topics).map(|topic| self.topic(topic)).collect();
        score(&mut topics, &facts, &mut sources, &attributes);
        topics
    }

    fn source(&self, at: usize, origin: &str) -> SourceSummary {
        let letter = self.letters.iter().find(|(name, _)| *name == origin).map(|(_, letter)| *letter);
        let source = Source {
            id: Arc::from(format!("s{at}")),
            path: format!("s{at}.md").into(),
            title: None,
            publisher: None,
            author: None,
            published: None,
            modified: None,
            retrieved: None,
            as_of: None,
            address: None,
            kind: None,
            cites: Vec::new(),
            origin: None,
            reliability: letter,
            directness: Directness::Unknown,
            quote_only: false,
            text: Arc::from(""),
            body: Span::new(0, 0),
        };
        SourceSummary { source, origin: origin.into(), claims: 1, learnt_reliability: None }
    }

    fn topic(&self, topic: usize) -> Topic {
        let on: Vec<(usize, &Said)> =
            self.said.iter().enumerate().filter(|(_, said)| said.1 == topic).collect();
        let mut values: Vec<&str> =
            on.iter().filter(|(_, said)| said.4 == Polarity::Affirmed).map(|(_, said)| said.2).collect();
        values.sort_unstable();
        values.dedup();
        let candidates = values.iter().map(|value| {
            let facts: Vec<usize> =
                on.iter().filter(|(_, said)| said.2 == *value).map(|(at, _)| *at).collect();
            Candidate {
                value: Value::Text((*value).into()),
                origins: distinct(facts.iter().map(|at| self.said[*at].0)),
                sources: facts.len(),
                facts: facts.into_iter().map(FactIx::new).collect(),
                confidence: Confidence::unscored(),
            }
        });
        Topic {
            id: format!("t{topic}").into(),
            key: TopicKey {
                entity: EntityIx::new(topic),
                attribute: AttributeIx::new(0),
                object: None,
                scope: None,
            },
            facts: on.iter().map(|(at, _)| FactIx::new(*at)).collect(),
            candidates: candidates.collect(),
            origins: distinct(on.iter().map(|(_, said)| said.0)),
            agreement: 0.0,
        }
    }
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.collect::<std::collections::BTreeSet<_>>().len()
}

fn fact(at: usize, said: &Said) -> Fact {
    Fact {
        claim: ClaimIx::new(at),
        source: SourceIx::new(at),
        entity: EntityIx::new(said.1),
        attribute: AttributeIx::new(0),
        object: None,
        scope: None,
        value: Value::Text(said.2.into()),
        polarity: said.4,
        modality: said.3,
        attributed_to: None,
        time: None,
        topic: TopicIx::new(said.1),
    }
}

fn of(topics: &[Topic], topic: usize, value: &str) -> f64 {
    let wanted = Value::Text(value.into());
    topics[topic].candidates.iter().find(|it| it.value == wanted).map_or(0.0, |it| it.confidence.score)
}

#[test]
fn two_origins_outweigh_one() {
    let topics = Run::of([says("a", 0, "12"), says("b", 0, "12"), says("c", 0, "15")]).score();
    assert_eq!(topics[0].candidates[0].value, Value::Text("12".into()));
    assert!(of(&topics, 0, "12") > 0.6, "{}", of(&topics, 0, "12"));
    assert!(of(&topics, 0, "15") < 0.3);
    assert!((topics[0].agreement - 2.0 / 3.0).abs() < 1e-9);
}

#[test]
fn two_good_origins_outweigh_a_doubtful_one_clearly() {
    let mut run = Run::of([says("a", 0, "12"), says("b", 0, "12"), says("c", 0, "15")]);
    run.letters = vec![("a", Reliability::B), ("b", Reliability::B), ("c", Reliability::D)];
    assert!(of(&run.score(), 0, "12") > 0.85, "{}", of(&run.score(), 0, "12"));
    // That the two agree on a dozen topics more is no sign that one has it from the other.
    for topic in 1..13 {
        run = run.with(says("a", topic, "x")).with(says("b", topic, "x")).with(says("c", topic, "y"));
    }
    assert!(of(&run.score(), 0, "12") > 0.85, "{}", of(&run.score(), 0, "12"));
}

#[test]
fn one_origin_is_too_few_however_many_articles() {
    let topics = Run::of([says("a", 0, "12"), says("a", 0, "12"), says("a", 0, "12")]).score();
    assert_eq!(topics[0].candidates[0].confidence.level, Level::TooFewSources);
    assert!(topics[0].candidates[0].confidence.score > 0.5);
}

#[test]
fn a_copy_adds_nothing() {
    let run = [says("a", 0, "12"), says("b", 0, "12"), says("c", 0, "15")];
    let alone = Run::of(run).score();
    let copied = Run::of(run).with(says("a", 0, "12")).score();
    assert_eq!(of(&alone, 0, "12").to_bits(), of(&copied, 0, "12").to_bits());
}

#[test]
fn more_independent_support_never_lowers_confidence() {
    let mut run = Run::of([says("a", 0, "12"), says("b", 0, "15"), says("c", 0, "15"), says("b", 1, "x")]);
    let mut before = of(&run.score(), 0, "12");
    for origin in ["d", "e", "f", "g", "h", "i"] {
        run = run.with(says(origin, 0, "12"));
        let after = of(&run.score(), 0, "12");
        assert!(after >= before, "{origin}: {after} < {before}");
        before = after;
    }
    assert!(before > 0.95);
}

#[test]
fn contributions_account_for_the_score() {
    let rumour = Said("c", 0, "15", Modality::Rumoured, Polarity::Affirmed);
    let mut run =
        Run::of([says("a", 0, "12"), says("b", 0, "12"), rumour, says("a", 1, "x"), says("c", 1, "y")]);
    run.letters = vec![("a", Reliability::A), ("c", Reliability::D)];
    for candidate in run.score().iter().flat_map(|topic| &topic.candidates) {
        let sum: f64 = candidate.confidence.contributions.iter().map(|part| part.effect).sum();
        assert!((sum - logit(candidate.confidence.score)).abs() < 1e-9);
    }
}

#[test]
fn a_source_that_cannot_be_judged_is_as_one_without_a_letter() {
    let run = || Run::of([says("a", 0, "12"), says("b", 0, "15"), says("b", 1, "x")]);
    let mut marked = run();
    marked.letters = vec![("a", Reliability::F)];
    assert_eq!(of(&run().score(), 0, "12").to_bits(), of(&marked.score(), 0, "12").to_bits());
    let mut trusted = run();
    trusted.letters = vec![("a", Reliability::A)];
    let mut doubted = run();
    doubted.letters = vec![("a", Reliability::E)];
    assert!(of(&trusted.score(), 0, "12") > of(&marked.score(), 0, "12"));
    assert!(of(&doubted.score(), 0, "12") < of(&marked.score(), 0, "12"));
}

#[test]
fn rumours_and_denials_weigh_on_a_value() {
    let run = [says("a", 0, "12"), says("b", 0, "15")];
    let with =
        |modality, polarity| of(&Run::of(run).with(Said("c", 0, "12", modality, polarity)).score(), 0, "12");
    let stated = with(Modality::Asserted, Polarity::Affirmed);
    let rumoured = with(Modality::Rumoured, Polarity::Affirmed);
    let denied = with(Modality::Asserted, Polarity::Denied);
    let silent = of(&Run::of(run).score(), 0, "12");
    assert!(
        stated > rumoured && rumoured > silent && silent > denied,
        "{stated} {rumoured} {silent} {denied}"
    );
}

#[test]
fn the_order_of_statements_changes_nothing() {
    let said =
        [says("a", 0, "12"), says("b", 0, "15"), says("c", 0, "12"), says("b", 1, "x"), says("c", 1, "x")];
    let forward = Run::of(said).score();
    let backward = Run::of(said.into_iter().rev()).score();
    for (topic, value) in [(0, "12"), (0, "15"), (1, "x")] {
        assert!((of(&forward, topic, value) - of(&backward, topic, value)).abs() < 1e-12);
    }
}

#[test]
fn agreement_elsewhere_makes_a_source_count_more() {
    let mut run = Run::of([says("a", 0, "12"), says("b", 0, "15")]);
    for topic in 1..8 {
        run = run.with(says("a", topic, "yes")).with(says("c", topic, "yes")).with(says("b", topic, "no"));
    }
    let topics = run.score();
    assert!(of(&topics, 0, "12") > 0.7, "{}", of(&topics, 0, "12"));
}
