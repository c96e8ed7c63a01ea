//! Sentences to proposed claims.
//!
//! Each article is read by itself: its names, its values, its states, who fills which role, who pays whom. What stands
//! around a claim goes along as its [`Context`]; that two articles speak of the same thing is
//! found out later, by `align`. Some things it takes all articles to tell, and [`resolve`] settles them once all are read:
//! what a description such as "the ferry" means, which things are in dispute, and which orders of events are.

mod act;
mod attribute;
mod cause;
mod clause;
mod context;
mod dating;
mod deed;
mod description;
mod draft;
mod edge;
mod enumeration;
mod event;
mod existence;
mod form;
mod happening;
mod limit;
mod measure;
mod memory;
mod moment;
mod name;
mod nominal;
mod none;
mod office;
mod opening;
mod order;
mod party;
mod period;
mod place;
mod pronoun;
mod role;
mod sentence;
mod sequence;
mod speech;
mod stand_in;
mod state;
mod stated;
mod thing;
mod token;
mod trigger;
mod turn;
mod wording;

use hashbrown::HashMap;
use jiff::civil::Date;

use self::draft::Draft;
pub use self::memory::{keep, key, recall};
use self::name::{Census, NameWords};
use self::sentence::Line;
use self::speech::Speech;
use self::stand_in::Described;
use crate::model::{
    Anchor, Block, BlockKind, Claim, ClaimOrigin, Context, Extracted, Polarity, Proposal, Segments, Shape,
    Source, SourceIx, Status, Thing, digest,
};
use crate::text::{Span, fold};
use crate::value::Context as ReadContext;

/// Reads the claims of one article. `ix` is its position in the run.
#[must_use]
pub fn extract(source: &Source, ix: SourceIx, segments: &Segments) -> Extracted {
    let text = &*source.text;
    let mut lines: Vec<Line<'_>> = Vec::with_capacity(segments.sentences.len());
    for sentence in &segments.sentences {
        let block = &segments.blocks[sentence.block];
        if block.kind == BlockKind::Heading {
            continue;
        }
        let label = label(text, block, sentence.span);
        for span in pieces(text, without_dateline(text, sentence.span, block)) {
            lines.push(Line::new(text, span, sentence.block, label.clone()));
        }
    }
    let mut known = NameWords::default();
    lines.iter().for_each(|line| known.learn(&line.tokens));
    let context = ReadContext { reference: reference(source) };
    let mut census = Census::default();
    for line in &mut lines {
        line.read(&known, context);
        census.count(text, &line.tokens, &line.names);
    }
    let described = Described::of(&lines);
    for line in &mut lines {
        line.stand_ins = described.stand_ins(line);
        line.descriptions = description::descriptions(line);
        census.count(text, &line.tokens, &line.stand_ins);
    }
    census.know_persons(lines.iter().flat_map(|line| &line.names));
    pronoun::fill(&mut lines);
    census.aliases.extend(described.aliases());
    let aliases = census.aliases.iter().cloned().collect();
    let (proposals, things) = proposals(&lines, &segments.quotations, ix);
    Extracted {
        proposals,
        things,
        mentions: census.mentions(),
        day: context.reference,
        aliases,
        sorts: described.sorts(),
    }
}

/// Settles what only all articles together tell: whom descriptions stand for, which things and which orders of events are
/// in dispute. `sources` stand in the order of `articles`: each is that of the article at its place.
pub fn resolve(articles: &mut [Extracted], sources: &[Source]) {
    thing::settle(articles, sources);
    description::resolve(articles);
    sequence::settle(articles);
}

/// The day that relative dates of the article count from.
fn reference(source: &Source) -> Option<Date> {
    let range = source.published.as_ref().or(source.as_of.as_ref())?;
    range.end.or(range.start)
}

/// Nothing longer is read as one sentence, in bytes: a page without a full stop is a list, a table or made to hurt.
/// Within a sentence words are set beside each other, which takes the square of its length.
const LONGEST: usize = 1_000;

/// A sentence, or a run of words that is too long for one in parts that end between words.
fn pieces(text: &str, sentence: Span) -> Vec<Span> {
    let mut pieces = Vec::with_capacity(1);
    let mut start = sentence.start();
    while sentence.end() - start > LONGEST {
        let rest = &text[start..sentence.end()];
        let cut = rest.floor_char_boundary(LONGEST);
        let end = rest[..cut].rfind(char::is_whitespace).filter(|end| *end > 0).unwrap_or(cut);
        pieces.push(Span::new(start, start + end));
        start += end;
    }
    pieces.push(Span::new(start, sentence.end()));
    pieces
}

/// The place and date that open a wire story ("PORT ARO, May 3 (Wire) — …") are no part of its first sentence.
fn without_dateline(text: &str, sentence: Span, block: &Block) -> Span {
    if sentence.start() != block.span.start() {
        return sentence;
    }
    let words = sentence.of(text).unwrap_or_default();
    let shouted = words.split([',', ' ', '(']).next().is_some_and(|word| {
        word.chars().filter(|mark| mark.is_alphabetic()).count() > 2 && !word.chars().any(char::is_lowercase)
    });
    let dash =
        ["— ", "– ", "- ", "-- "].iter().filter_map(|dash| words.find(dash).map(|at| at + dash.len())).min();
    match dash {
        Some(end) if shouted && end <= 80 && end < words.len() => {
            Span::new(sentence.start() + end, sentence.end())
        }
        _ => sentence,
    }
}

/// The words that name the matter of a block: of its bold opening, unless the sentence is that opening itself.
fn label(text: &str, block: &Block, sentence: Span) -> (f64, Vec<String>) {
    let Some(label) =
        block.label.filter(|label| !sentence.overlaps(*label) || sentence.end() > label.end() + 8)
    else {
        return Default::default();
    };
    let words = label.of(text).unwrap_or_default();
    let terms = token::tokens(words, label.start()).into_iter().map(|token| token.term.into());
    // Right behind the label stands what it names; further on the text may have moved elsewhere.
    let weight = if sentence.start() <= label.end() + 4 { 0.6 } else { 0.3 };
    (weight, terms.filter(|term: &String| !term.is_empty()).collect())
}

/// The claims of all lines in the order of the text, and the things that may become claims.
fn proposals(lines: &[Line<'_>], quotations: &[Span], source: SourceIx) -> (Vec<Proposal>, Vec<Thing>) {
    let mut finisher = Finisher::new(source);
    let mut drafts = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        read_line(line, &lines[at.saturating_sub(3)..at], quotations, &mut drafts);
        let speech = |from: usize, to: usize| speech::speech(line, from, to, quotations);
        finisher.finish(line.text, &mut drafts, existence::existences(line, speech));
    }
    (finisher.proposals, finisher.things)
}

/// Adds all that a line tells, with what its sentence says of how it is said.
fn read_line(line: &Line<'_>, before: &[Line<'_>], quotations: &[Span], drafts: &mut Vec<(Draft, Speech)>) {
    let speech = |from: usize, to: usize| speech::speech(line, from, to, quotations);
    for found in &line.values {
        let said = speech(found.from, found.to);
        let draft = measure::measure(line, before.last(), found, &said);
        drafts.extend(draft.map(|draft| (draft, said)));
    }
    drafts.extend(none::nones(line, before.last(), speech));
    drafts.extend(enumeration::enumerations(line, before.last(), speech));
    let states = state::states(line, before, speech);
    // A denial that is told as a state is not told again as an act.
    let acts = act::acts(line, speech).into_iter();
    let denied = |act: &Draft| act.polarity == Polarity::Denied;
    let told = |act: &Draft| states.iter().any(|(state, _)| state.value.overlaps(act.value));
    let acts = acts.filter(|(act, _)| !denied(act) || !told(act));
    drafts.extend(acts);
    drafts.extend(states);
    drafts.extend(role::roles(line, before, speech));
    drafts.extend(trigger::told(line, before, speech));
    drafts.extend(order::orders(line, before, speech));
    for Context { shape, terms, .. } in drafts.iter_mut().map(|(draft, _)| &mut draft.context) {
        if matches!(shape, Shape::Measure | Shape::State) {
            *terms = context::go_on(line, std::mem::take(terms));
        }
    }
}

/// By what the drafts of a line are put in order.
fn rank(draft: &Draft) -> (Span, &str, Span) {
    (draft.value, &draft.attribute, draft.quote)
}

/// Makes proposals of drafts, each with an id of its own words, so that an edit elsewhere in the article leaves it alone.
struct Finisher {
    source: SourceIx,
    proposals: Vec<Proposal>,
    things: Vec<Thing>,
    /// How often each id was wanted.
    taken: HashMap<String, usize>,
    /// What is told of one clause has one quote.
    folded: HashMap<Span, String>,
}

impl Finisher {
    fn new(source: SourceIx) -> Self {
        Self {
            source,
            proposals: Vec::new(),
            things: Vec::new(),
            taken: HashMap::new(),
            folded: HashMap::new(),
        }
    }

    /// Takes the drafts and things of the next line.
    fn finish(&mut self, text: &str, drafts: &mut Vec<(Draft, Speech)>, mut things: Vec<Thing>) {
        drafts.sort_by(|(one, _), (other, _)| rank(one).cmp(&rank(other)));
        things.sort_by(|one, other| thing::rank(one).cmp(&thing::rank(other)));
        let mut things = things.into_iter().peekable();
        for (draft, speech) in drafts.drain(..) {
            while let Some(thing) = things.next_if(|thing| thing::rank(thing) <= rank(&draft)) {
                self.keep(thing);
            }
            let proposal = self.proposal(text, draft, speech);
            self.proposals.extend(proposal);
        }
        things.for_each(|thing| self.keep(thing));
        // No quote of another line is asked for again.
        self.folded.clear();
    }

    fn keep(&mut self, thing: Thing) {
        self.things.push(Thing { place: self.proposals.len(), ..thing });
    }

    fn proposal(&mut self, text: &str, draft: Draft, speech: Speech) -> Option<Proposal> {
        let quote = draft.quote.of(text)?;
        let value = draft.value.of(text)?;
        let folded_quote = self.folded.entry(draft.quote).or_insert_with(|| fold(quote));
        let parts = [&*draft.attribute, &*fold(value), folded_quote.as_str()];
        let name = digest(parts)[..8].to_owned();
        let again = self.taken.entry(name.clone()).or_default();
        *again += 1;
        let id = if *again == 1 { name } else { format!("{name}-{again}") };
        let claim = Claim {
            id: id.into(),
            source: self.source,
            place: None,
            subject: draft.subject.unwrap_or_default().into(),
            attribute: draft.attribute.into(),
            value: value.into(),
            object: draft.object.map(Into::into),
            scope: None,
            as_of: draft.as_of.and_then(|span| span.of(text)).map(Into::into),
            polarity: draft.polarity,
            modality: speech.modality,
            attributed_to: speech.attributed_to,
            quote: quote.into(),
            prefix: None,
            suffix: None,
            note: None,
            origin: ClaimOrigin::Extracted,
            status: Status::Proposed,
            anchor: Anchor::Exact(draft.quote),
        };
        Some(Proposal { claim, context: draft.context })
    }
}
