//! New articles beside claims that people have written.
//!
//! Where a folder has claims files, the names in them are the ones that count. The articles behind them are read once
//! more in memory, beside the new ones, so that all are aligned together; wherever a claim that was read stands on the
//! words of one that is written, its whole group takes the written subject, attribute, object and scope.

use std::collections::BTreeMap;

use crate::model::Claim;
use crate::text::fold;

/// What makes claims meet: subject, attribute, object, scope.
type Key = (Box<str>, Box<str>, Option<Box<str>>, Option<Box<str>>);

/// Gives the proposed claims the keys of the written claims that their groups meet. Both lists are in the order of
/// their sources.
#[must_use]
pub fn adopt(mut proposed: Vec<Claim>, written: &[Claim]) -> Vec<Claim> {
    let mut votes: BTreeMap<Key, BTreeMap<Key, usize>> = BTreeMap::new();
    for claim in &proposed {
        for known in of_source(written, claim).iter().filter(|known| is_same_statement(known, claim)) {
            *votes.entry(key(claim)).or_default().entry(key(known)).or_default() += 1;
        }
    }
    for claim in &mut proposed {
        let Some(known) = votes.get(&key(claim)).and_then(favourite) else { continue };
        (claim.subject, claim.attribute, claim.object, claim.scope) = known.clone();
    }
    proposed
}

fn key(claim: &Claim) -> Key {
    (claim.subject.clone(), claim.attribute.clone(), claim.object.clone(), claim.scope.clone())
}

fn of_source<'w>(written: &'w [Claim], claim: &Claim) -> &'w [Claim] {
    let start = written.partition_point(|known| known.source < claim.source);
    let end = written.partition_point(|known| known.source <= claim.source);
    &written[start..end]
}

/// Whether two claims of one source stand on the same words and give the same value, as far as words tell.
fn is_same_statement(known: &Claim, claim: &Claim) -> bool {
    let (Some(one), Some(other)) = (known.anchor.span(), claim.anchor.span()) else { return false };
    let (known, read) = (fold(&known.value), fold(&claim.value));
    one.overlaps(other)
        && !known.is_empty()
        && !read.is_empty()
        && (known.contains(&read) || read.contains(&known))
}

/// The key that most of the group stands on; nothing when two are equal, since then the group mixes two things.
fn favourite(votes: &BTreeMap<Key, usize>) -> Option<&Key> {
    let most = votes.values().max()?;
    let mut first = votes.iter().filter(|(_, votes)| *votes == most).map(|(key, _)| key);
    let favourite = first.next();
    favourite.filter(|_| first.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Anchor, ClaimOrigin, Modality, Polarity, SourceIx, Status};
    use crate::text::Span;

    fn claim(source: usize, subject: &str, attribute: &str, value: &str, at: usize) -> Claim {
        Claim {
            id: format!("{source}-{at}").into(),
            source: SourceIx::new(source),
            place: None,
            subject: subject.into(),
            attribute: attribute.into(),
            value: value.into(),
            object: None,
            scope: None,
            as_of: None,
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            attributed_to: None,
            quote: value.into(),
            prefix: None,
            suffix: None,
            note: None,
            origin: ClaimOrigin::Extracted,
            status: Status::Proposed,
            anchor: Anchor::Exact(Span::new(at, at + 10)),
        }
    }

    #[test]
    fn a_group_takes_the_names_that_people_wrote() {
        let written = [claim(0, "Quay", "length", "340 m", 5)];
        let read =
            vec![claim(0, "harbour", "long", "about 340 m", 0), claim(1, "harbour", "long", "395 m", 70)];
        let adopted = adopt(read, &written);
        assert!(adopted.iter().all(|claim| (&*claim.subject, &*claim.attribute) == ("Quay", "length")));
    }

    #[test]
    fn a_group_that_stands_on_two_keys_takes_neither() {
        let written = [claim(0, "Quay", "length", "340 m", 5), claim(0, "Quay", "width", "22 m", 50)];
        let read = vec![
            claim(0, "harbour", "size", "340 m", 0),
            claim(0, "harbour", "size", "22 m", 45),
            claim(1, "harbour", "size", "395 m", 70),
        ];
        assert_eq!(adopt(read.clone(), &written), read);
    }
}
