//! The only file that names every stage, in order.
//!
//! Articles and claims come in as [`Material`]; sources without a claims file are read by `extract`; claims become
//! facts, facts are grouped into topics, topics are compared and scored, policy decides what stops CI, and all of it
//! is one finished [`Report`].

mod finish;
mod revisions;

use jiff::civil::Date;
use rayon::prelude::*;

pub use self::finish::{finish, recount};
pub use self::revisions::{analyse_change, follow_renames, materials};
use crate::claims::{ClaimSet, ReadFile};
use crate::compare::{self, Scene};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::model::{
    AttributeTable, CheckInfo, Claim, EntityTable, Extracted, RawFile, Report, Source, SourceIx,
    SourceSummary, Status, Store, Summary,
};
use crate::policy::{self, Baseline};
use crate::workspace::{Inputs, ReadOptions, Workspace, WorkspaceError};
use crate::{align, claims, config, extract, group, ingest, normalize, origin, quote, score, segment};

/// Everything a run reads, in memory.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// The articles, by id.
    pub sources: Vec<Source>,
    /// The entries of the claims files; sources without one are read by `extract`.
    pub claims: ClaimSet,
    /// The configuration.
    pub config: Config,
    /// Findings accepted when the tool was adopted.
    pub baseline: Option<Baseline>,
    /// What was wrong with the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a run depends on besides its material.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'s> {
    /// The day that waivers are judged by.
    pub today: Option<Date>,
    /// What earlier runs read from articles: it makes a run faster, never another.
    pub store: Option<&'s dyn Store>,
}

/// Fewer articles are read as fast as what was kept of them, and small folders stay free of it.
const WORTH_KEEPING: usize = 64;

/// Reads a folder. Files larger than `max_file` bytes are left out, and a diagnostic says so.
///
/// # Errors
/// When there is no folder, or nothing to read in it.
pub fn read(workspace: &Workspace, max_file: u64) -> Result<Material, WorkspaceError> {
    let endings: Vec<&str> = ingest::endings().collect();
    let inputs = workspace.read(&ReadOptions { max_file, endings: &endings })?;
    Ok(material(inputs))
}

/// The material in a folder's files.
#[must_use]
pub fn material(inputs: Inputs) -> Material {
    let (material, files) = without_claims(inputs);
    with_claims(material, &files, |_| None)
}

/// The material with the claims of its files; what is `known` of a file already is not read again.
fn with_claims(
    mut material: Material,
    files: &[RawFile],
    known: impl Fn(&RawFile) -> Option<ReadFile> + Sync,
) -> Material {
    let read = |file| known(file).unwrap_or_else(|| read_claims(file, &material.sources));
    let (claims, said) = claims::together(files.par_iter().map(read).collect());
    material.diagnostics.extend(said);
    Material { claims, ..material }
}

/// The claims of one file, each with the place of its quote.
fn read_claims(file: &RawFile, sources: &[Source]) -> ReadFile {
    let mut read = claims::read_file(file, sources);
    if let Some(source) = read.file.as_ref().and_then(|file| sources.get(file.source.at())) {
        quote::anchor(&mut read.claims, source);
    }
    read
}

/// The material but for its claims, and the files that those stand in.
fn without_claims(inputs: Inputs) -> (Material, Vec<RawFile>) {
    let mut diagnostics = inputs.diagnostics;
    let (config, said) =
        inputs.config.map(|file| config::parse(&file.path, &text_of(&file))).unwrap_or_default();
    diagnostics.extend(said);
    let (baseline, said) = inputs.baseline.map(|file| Baseline::parse(&text_of(&file))).unzip();
    diagnostics.extend(said.unwrap_or_default());
    let (mut sources, said) = ingest::ingest(inputs.sources);
    diagnostics.extend(said);
    for source in &mut sources {
        if let Some(configured) = config.sources.get(&*source.id) {
            source.reliability = configured.reliability.or(source.reliability);
        }
    }
    (Material { sources, claims: ClaimSet::default(), config, baseline, diagnostics }, inputs.claims)
}

/// A file's text; what is no UTF-8 shows as replacement characters, which no name matches.
fn text_of(file: &RawFile) -> String {
    String::from_utf8_lossy(&file.bytes).into_owned()
}

/// From texts and claims to the finished report. Never fails: what could not be read is a diagnostic.
#[must_use]
pub fn analyse(material: Material, options: &Options<'_>) -> Report {
    let prints = origin::Prints::of(&material.sources);
    analyse_as_far_as(material, &prints, options, Depth::Scores)
}

/// How far an analysis goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Findings alone; no value has a confidence.
    Findings,
    /// All of it.
    Scores,
}

fn analyse_as_far_as(
    material: Material,
    prints: &origin::Prints,
    options: &Options<'_>,
    depth: Depth,
) -> Report {
    let checks = checks();
    let Material { sources, claims, config, baseline, mut diagnostics } = material;
    let (mut entities, mut attributes) = normalize::tables(&config, &mut diagnostics);
    let unread: Vec<SourceIx> =
        (0..sources.len()).map(SourceIx::new).filter(|ix| !claims.covers(*ix)).collect();
    let proposed = extract(&sources, &claims, &unread, &mut entities, &mut attributes, options.store);
    let claims = merge(claims.claims, proposed);
    let (mut facts, problems) = normalize::normalize(&claims, &sources, &mut entities, &mut attributes);
    diagnostics.extend(problems);
    let mut sources = summarise_by(sources, prints, &claims, &config);
    let mut topics = group::group(&mut facts, &entities, &attributes);
    let mut findings = {
        let scene = Scene::new(&sources, &entities, &attributes, &claims, &facts);
        compare::compare(&scene, &mut topics)
    };
    findings.extend(compare::quotes(&claims, &sources));
    if depth == Depth::Scores && !score::score(&mut topics, &facts, &mut sources, &attributes) {
        diagnostics.push(Diagnostic::note(
            "score-unsettled",
            "the learnt reliabilities had not settled when learning was stopped",
        ));
    }
    diagnostics.extend(policy::apply(
        &mut findings,
        &topics,
        &config,
        baseline.as_ref(),
        &checks,
        options.today,
    ));
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        today: options.today,
        sources,
        entities,
        attributes,
        claims,
        facts,
        topics,
        findings,
        checks,
        diagnostics,
        summary: Summary::default(),
    };
    finish(report)
}

/// The reports of two revisions, made side by side: the stages that use one core of one fill the cores with the other.
#[must_use]
pub fn analyse_both(earlier: Material, later: Material, options: &Options<'_>) -> (Report, Report) {
    rayon::join(|| analyse(earlier, options), || analyse(later, options))
}

/// Every check of a run, in order of precedence: those on pairs of values, on quotes, on waivers.
#[must_use]
pub fn checks() -> Vec<CheckInfo> {
    let pairs = compare::CHECKS.iter().map(|check| check.info());
    pairs.chain(compare::INTEGRITY_CHECKS).chain(policy::WAIVER_CHECKS).collect()
}

/// The claims that count, by source: those of the files first in their order, then those extracted in memory.
fn merge(written: Vec<Claim>, proposed: Vec<Claim>) -> Vec<Claim> {
    let mut claims: Vec<Claim> =
        written.into_iter().chain(proposed).filter(|claim| claim.status != Status::Rejected).collect();
    claims.sort_by_key(|claim| claim.source);
    claims
}

/// What `extract` would write: the claims read from the `wanted` articles, whether claims files speak for them or not.
#[must_use]
pub fn propose(material: &Material, wanted: &[SourceIx], store: Option<&dyn Store>) -> Vec<Claim> {
    let (mut entities, mut attributes) = normalize::tables(&material.config, &mut Vec::new());
    extract(&material.sources, &material.claims, wanted, &mut entities, &mut attributes, store)
}

/// The claims of the `wanted` sources: each article is read by itself, then all are aligned, the others too, whose
/// written claims give the names.
fn extract(
    sources: &[Source],
    claims: &ClaimSet,
    wanted: &[SourceIx],
    entities: &mut EntityTable,
    attributes: &mut AttributeTable,
    store: Option<&dyn Store>,
) -> Vec<Claim> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let extracted = read_all(sources, store);
    let mut proposed = align::adopt(align::align(&extracted, entities, attributes), &claims.claims);
    // Many small texts are given back on all cores, as they were made.
    extracted.into_par_iter().for_each(drop);
    let mut is_wanted = vec![false; sources.len()];
    wanted.iter().for_each(|ix| is_wanted[ix.at()] = true);
    proposed.retain(|claim| is_wanted[claim.source.at()]);
    proposed
}

/// What each article gives, before they are aligned: as an earlier run read it or read now, with what only all of them
/// tell settled.
#[must_use]
pub fn read_articles(material: &Material, store: Option<&dyn Store>) -> Vec<Extracted> {
    read_all(&material.sources, store)
}

fn read_all(sources: &[Source], store: Option<&dyn Store>) -> Vec<Extracted> {
    let store = store.filter(|_| sources.len() >= WORTH_KEEPING);
    let read = |(at, source)| read_article(source, SourceIx::new(at), store);
    let mut articles: Vec<Extracted> = sources.par_iter().enumerate().map(read).collect();
    extract::resolve(&mut articles, sources);
    articles
}

/// The claims of one article by itself, as an earlier run read them or read now.
fn read_article(source: &Source, ix: SourceIx, store: Option<&dyn Store>) -> Extracted {
    let read = || extract::extract(source, ix, &segment::segment(source));
    let Some(store) = store else { return read() };
    let key = extract::key(source);
    if let Some(kept) = store.get(&key).and_then(|bytes| extract::recall(&bytes, ix)) {
        return kept;
    }
    let extracted = read();
    if let Some(bytes) = extract::keep(&extracted) {
        store.put(&key, &bytes);
    }
    extracted
}

/// The same material with one more source, which has no claims yet; its id must be new.
#[must_use]
pub fn with(mut material: Material, source: Source) -> Material {
    let at = material.sources.partition_point(|other| other.id < source.id);
    let shifted = |ix: SourceIx| if ix.at() >= at { SourceIx::new(ix.at() + 1) } else { ix };
    material.sources.insert(at, source);
    let claims = &mut material.claims;
    claims.claims.iter_mut().for_each(|claim| claim.source = shifted(claim.source));
    claims.files.iter_mut().for_each(|file| file.source = shifted(file.source));
    material
}

/// The same material with a newer version of a source, to which its claims are anchored anew.
#[must_use]
pub fn replaced(mut material: Material, source: Source) -> Material {
    if let Some(at) = material.sources.iter().position(|older| older.id == source.id) {
        material.sources[at] = source;
        let claims = &mut material.claims.claims;
        let from = claims.partition_point(|claim| claim.source.at() < at);
        let to = claims.partition_point(|claim| claim.source.at() <= at);
        quote::anchor_all(&mut claims[from..to], &material.sources);
    }
    material
}

/// The same material without one source and its claims.
#[must_use]
pub fn without(mut material: Material, source: SourceIx) -> Material {
    let shifted = |ix: SourceIx| if ix > source { SourceIx::new(ix.at() - 1) } else { ix };
    material.sources.remove(source.at());
    let claims = &mut material.claims;
    claims.claims.retain(|claim| claim.source != source);
    claims.claims.iter_mut().for_each(|claim| claim.source = shifted(claim.source));
    claims.files.retain(|file| file.source != source);
    claims.files.iter_mut().for_each(|file| file.source = shifted(file.source));
    material
}

/// The sources with their origins and the number of their claims.
#[must_use]
pub fn summarise(sources: Vec<Source>, claims: &[Claim], config: &Config) -> Vec<SourceSummary> {
    let prints = origin::Prints::of(&sources);
    summarise_by(sources, &prints, claims, config)
}

fn summarise_by(
    sources: Vec<Source>,
    prints: &origin::Prints,
    claims: &[Claim],
    config: &Config,
) -> Vec<SourceSummary> {
    let mut options = origin::OriginOptions::default();
    for (id, configured) in &config.sources {
        if configured.independent {
            options.alone.insert(id.clone());
        }
        if let Some(name) = &configured.origin {
            options.declared.insert(id.clone(), name.clone());
        }
    }
    let origins = origin::group_by(&sources, prints, &options).names;
    let mut counts = vec![0; sources.len()];
    claims.iter().for_each(|claim| counts[claim.source.at()] += 1);
    let summary =
        |((source, origin), claims)| SourceSummary { source, origin, claims, learnt_reliability: None };
    sources.into_iter().zip(origins).zip(counts).map(summary).collect()
}
