//! The time a statement speaks of.

use crate::diagnostic::Diagnostic;
use crate::model::{Claim, Source, StatementTime, TimeBasis};
use crate::value::{Context, Kind, Value, read_as};

/// The claim's own `as_of`, else the source's date.
pub(super) fn of(claim: &Claim, source: &Source, problems: &mut Vec<Diagnostic>) -> Option<StatementTime> {
    let from_source =
        || source.time().map(|range| StatementTime { range: range.clone(), basis: TimeBasis::Source });
    let Some(words) = claim.as_of.as_deref() else { return from_source() };
    match read_as(Kind::Date, words, context(source)) {
        Some(Value::Date(date)) => Some(StatementTime { range: date.extent(), basis: TimeBasis::Stated }),
        _ => {
            let message = format!("`as_of` of claim `{}` is `{words}`, which is no date", claim.id);
            let problem = Diagnostic::warning("claim-as-of", message)
                .help("write a day, month or year: 2026-04-27, 2026-04, 2026");
            problems.push(match &claim.place {
                Some(place) => problem.at(place.clone()),
                None => problem.in_file(&*source.path),
            });
            from_source()
        }
    }
}

/// What relative dates of a source count from.
pub(super) fn context(source: &Source) -> Context {
    let day = source.published.as_ref().or(source.as_of.as_ref()).and_then(|range| range.end.or(range.start));
    Context { reference: day }
}
