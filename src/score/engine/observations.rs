//! Who says what, as numbers: the table that the engine reads.

/// How much one voice counts, in steps of 1/127; negative for a denial.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(i8);

impl Weight {
    /// A full voice.
    pub const FULL: Self = Self(127);

    /// The weight nearest to `share`, which is cut to -1 ..= 1. A share that is not a number counts nothing.
    #[must_use]
    pub fn of(share: f64) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "cut to the range of i8 just before")]
        Self((share.clamp(-1.0, 1.0) * 127.0).round() as i8)
    }

    /// The share, -1 to 1.
    #[must_use]
    #[inline]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 127.0
    }
}

/// One origin's word on one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    /// The candidate's position within its item.
    pub candidate: u32,
    /// Who, by position among the origins; below 2³¹.
    pub origin: u32,
    /// Whether it states another value that is compatible with this one. A lent vote helps the candidate and is not
    /// counted a second time among the voices of the item.
    pub lent: bool,
    /// How much it counts; negative for a denial.
    pub weight: Weight,
}

impl Vote {
    pub(super) fn voice(self) -> Voice {
        Voice { origin: self.origin as usize, lent: self.lent, weight: self.weight.share() }
    }
}

const LENT: u32 = 1 << 31;

/// Items, the candidates of each, and who speaks for them; compact, because tables have millions of rows.
///
/// Order carries no meaning: the votes of a candidate are sorted on entry, and an origin that speaks twice for one
/// candidate counts once, with the stronger of its words.
#[derive(Debug, Clone, Default)]
pub struct Observations {
    item_group: Vec<u32>,
    item_many: Vec<bool>,
    item_first: Vec<u32>,
    candidate_first: Vec<u32>,
    origin: Vec<u32>,
    weight: Vec<Weight>,
    origins: usize,
    groups: usize,
    domains: Vec<Option<u32>>,
}

impl Observations {
    /// A table over origins `0..origins`.
    #[must_use]
    pub fn new(origins: usize) -> Self {
        Self { item_first: vec![0], candidate_first: vec![0], origins, ..Self::default() }
    }

    /// Adds an item of `group` (its attribute) with `candidates` values and the votes on them, which are sorted and
    /// emptied. With `many`, several of its values can hold together.
    ///
    /// # Panics
    /// When a vote names a candidate or an origin that is not there, or the table outgrows 2³² votes.
    pub fn push(&mut self, group: u32, many: bool, candidates: usize, votes: &mut Vec<Vote>) {
        votes.sort_unstable_by(|one, other| {
            (one.candidate, one.origin, one.lent, other.weight).cmp(&(
                other.candidate,
                other.origin,
                other.lent,
                one.weight,
            ))
        });
        votes.dedup_by_key(|vote| (vote.candidate, vote.origin));
        self.item_group.push(group);
        self.item_many.push(many);
        self.groups = self.groups.max(group as usize + 1);
        let mut rest = votes.iter().peekable();
        for candidate in 0..candidates {
            while let Some(vote) = rest.next_if(|vote| vote.candidate as usize == candidate) {
                assert!((vote.origin as usize) < self.origins, "a vote of an unknown origin");
                self.origin.push(vote.origin | if vote.lent { LENT } else { 0 });
                self.weight.push(vote.weight);
            }
            self.candidate_first.push(position(self.origin.len()));
        }
        assert!(rest.next().is_none(), "a vote on an unknown candidate");
        self.item_first.push(position(self.candidate_first.len() - 1));
        votes.clear();
    }

    /// Adds the items of another table over the same origins.
    ///
    /// # Panics
    /// When the table outgrows 2³² votes.
    pub fn append(&mut self, more: &Self) {
        let (candidates, votes) = (position(self.candidates()), position(self.origin.len()));
        position(self.origin.len() + more.origin.len());
        self.item_group.extend(&more.item_group);
        self.item_many.extend(&more.item_many);
        self.item_first.extend(more.item_first[1..].iter().map(|first| first + candidates));
        self.candidate_first.extend(more.candidate_first[1..].iter().map(|first| first + votes));
        self.origin.extend(&more.origin);
        self.weight.extend(&more.weight);
        self.groups = self.groups.max(more.groups);
    }

    /// The same table with other weights: `weigh` is given the origins and the weights of each candidate's votes.
    #[must_use]
    pub fn reweighed(&self, mut weigh: impl FnMut(&[usize], &mut [Weight])) -> Self {
        let mut table = self.clone();
        let mut origins = Vec::new();
        for candidate in 0..self.candidates() {
            let votes =
                self.candidate_first[candidate] as usize..self.candidate_first[candidate + 1] as usize;
            origins.clear();
            origins.extend(self.origin[votes.clone()].iter().map(|origin| (origin & !LENT) as usize));
            weigh(&origins, &mut table.weight[votes]);
        }
        table
    }

    /// Says that the values of a group are `values` in number.
    pub fn set_domain(&mut self, group: u32, values: u32) {
        let group = group as usize;
        self.domains.resize(self.domains.len().max(group + 1), None);
        self.domains[group] = Some(values);
    }

    /// Number of values of a group; nothing when there is no end of them.
    #[must_use]
    pub fn domain(&self, group: usize) -> Option<u32> {
        self.domains.get(group).copied().flatten()
    }

    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.item_group.len()
    }

    /// Number of candidates of all items.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.candidate_first.len() - 1
    }

    /// Number of votes.
    #[must_use]
    pub fn votes(&self) -> usize {
        self.origin.len()
    }

    /// Number of origins.
    #[must_use]
    pub fn origins(&self) -> usize {
        self.origins
    }

    /// Number of groups.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The group of an item.
    #[must_use]
    pub fn group(&self, item: usize) -> usize {
        self.item_group[item] as usize
    }

    /// Whether several values of the item can hold together.
    #[must_use]
    pub fn is_many(&self, item: usize) -> bool {
        self.item_many[item]
    }

    /// The candidates of an item, by position among all candidates.
    #[must_use]
    #[inline]
    pub fn candidates_of(&self, item: usize) -> std::ops::Range<usize> {
        self.item_first[item] as usize..self.item_first[item + 1] as usize
    }

    /// Whether two origins speak on the item, so that there is something to learn from it.
    #[must_use]
    pub fn is_shared(&self, item: usize) -> bool {
        let candidates = self.candidates_of(item);
        let votes =
            self.candidate_first[candidates.start] as usize..self.candidate_first[candidates.end] as usize;
        let mut origins = self.origin[votes].iter().map(|origin| origin & !LENT);
        origins.next().is_some_and(|first| origins.any(|origin| origin != first))
    }

    /// The votes on a candidate, by its position among all candidates, in the order of their origins.
    #[inline]
    pub fn votes_on(&self, candidate: usize) -> impl Iterator<Item = Voice> + '_ {
        let votes = self.candidate_first[candidate] as usize..self.candidate_first[candidate + 1] as usize;
        self.origin[votes.clone()].iter().zip(&self.weight[votes]).map(|(origin, weight)| Voice {
            origin: (origin & !LENT) as usize,
            lent: origin & LENT != 0,
            weight: weight.share(),
        })
    }
}

/// A vote as the engine sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Voice {
    /// Who.
    pub origin: usize,
    /// Whether it speaks for a compatible value.
    pub lent: bool,
    /// How much it counts, -1 to 1.
    pub weight: f64,
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("tables hold fewer than 2^32 votes")
}
