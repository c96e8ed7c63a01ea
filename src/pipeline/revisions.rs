//! Two revisions of one folder: most of what one holds, the other holds too, and is worked out once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Depth, Material, Options, analyse_as_far_as, material, with_claims, without_claims};
use crate::claims::{ClaimsFile, ReadFile};
use crate::diagnostic::Diagnostic;
use crate::model::{Claim, RawFile, Report, Source, SourceIx};
use crate::origin::Prints;
use crate::workspace::Inputs;

/// The material of two revisions. A claims file that is the same in both, of an article that is, is read once.
#[must_use]
pub fn materials(earlier: Inputs, later: Inputs) -> (Material, Material) {
    let same = in_both(&earlier.claims, &later.claims);
    let ((earlier, files), later) = rayon::join(|| without_claims(earlier), || material(later));
    let shared = Shared::new(&same, &earlier.sources, &later);
    let earlier = with_claims(earlier, &files, |file| shared.get(&file.path));
    (earlier, later)
}

/// The paths of the files that are in both lists, byte for byte.
fn in_both(earlier: &[RawFile], later: &[RawFile]) -> BTreeSet<Box<str>> {
    let later: BTreeMap<&str, &[u8]> = later.iter().map(|file| (&*file.path, &*file.bytes)).collect();
    let is_there = |file: &&RawFile| later.get(&*file.path).is_some_and(|bytes| *bytes == &*file.bytes);
    earlier.iter().filter(is_there).map(|file| file.path.clone()).collect()
}

/// What the later revision read from claims files that the earlier one has too.
struct Shared<'l> {
    later: &'l Material,
    /// By path: the file, and the source's place in the earlier revision.
    files: BTreeMap<&'l str, (&'l ClaimsFile, SourceIx)>,
    problems: BTreeMap<&'l str, Vec<&'l Diagnostic>>,
}

impl<'l> Shared<'l> {
    fn new(same: &BTreeSet<Box<str>>, earlier: &[Source], later: &'l Material) -> Self {
        let same_article = |file: &ClaimsFile| {
            let source = &later.sources[file.source.at()];
            let at = earlier.binary_search_by(|other| other.id.cmp(&source.id)).ok()?;
            (earlier[at].text == source.text && earlier[at].body == source.body).then(|| SourceIx::new(at))
        };
        let files = later.claims.files.iter().filter(|file| same.contains(&*file.path));
        let files = files.filter_map(|file| Some((&*file.path, (file, same_article(file)?)))).collect();
        let mut problems: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for problem in &later.diagnostics {
            if let Some(place) = &problem.place {
                problems.entry(&place.file).or_default().push(problem);
            }
        }
        Self { later, files, problems }
    }

    fn get(&self, path: &str) -> Option<ReadFile> {
        let (file, source) = self.files.get(path)?;
        let claims = self.later.claims.of(file.source).iter().cloned();
        let claims = claims.map(|claim| Claim { source: *source, ..claim }).collect();
        let problems = self.problems.get(path).into_iter().flatten().map(|problem| (*problem).clone());
        Some(ReadFile {
            file: Some(ClaimsFile { source: *source, ..(*file).clone() }),
            claims,
            problems: problems.collect(),
        })
    }
}

/// The reports of two revisions, as far as [`crate::change::between`] needs them: the values of the earlier one have no
/// confidence.
#[must_use]
pub fn analyse_change(earlier: Material, later: Material, options: &Options<'_>) -> (Report, Report) {
    let prints = Prints::of(&later.sources);
    let before = Prints::beside(&earlier.sources, &later.sources, &prints);
    rayon::join(
        || analyse_as_far_as(earlier, &before, options, Depth::Findings),
        || analyse_as_far_as(later, &prints, options, Depth::Scores),
    )
}

/// Gives sources of an earlier revision the ids that they have in a later one, where only the file's name changed: a
/// rename is no news.
pub fn follow_renames(earlier: &mut Material, later: &Material) {
    let is_there = |id: &str| later.sources.binary_search_by(|source| (*source.id).cmp(id)).is_ok();
    let known: std::collections::BTreeSet<Arc<str>> =
        earlier.sources.iter().map(|source| Arc::clone(&source.id)).collect();
    let arrived: Vec<&Source> = later.sources.iter().filter(|source| !known.contains(&source.id)).collect();
    for source in earlier.sources.iter_mut().filter(|source| !is_there(&source.id)) {
        let same_text = |other: &&&Source| other.body() == source.body();
        let same_title = |other: &&&Source| {
            other.title.is_some() && other.title == source.title && other.publisher == source.publisher
        };
        let moved = arrived.iter().find(same_text).or_else(|| arrived.iter().find(same_title));
        if let Some(moved) = moved {
            source.id = Arc::clone(&moved.id);
        }
    }
}
