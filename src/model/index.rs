//! Positions in the run's tables.
//!
//! A run holds its sources, claims, facts and topics in one vector each; everything else refers to them by position.
//! The types differ so that a fact can never be looked up as a claim.

use serde::{Deserialize, Serialize};

macro_rules! index {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(u32);

        impl $name {
            /// The position `at` of its table.
            ///
            /// # Panics
            /// When a table would hold more than 2³² entries.
            #[must_use]
            pub fn new(at: usize) -> Self {
                Self(u32::try_from(at).expect("tables hold fewer than 2^32 entries"))
            }

            /// The position as the standard library counts.
            #[must_use]
            pub fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

index! {
    /// A source of the run, in the order of their ids.
    SourceIx;
    /// A claim of the run, by source and then by place in its claims file.
    ClaimIx;
    /// A fact of the run, in the order of its claims.
    FactIx;
    /// A topic of the run, in the order of their keys.
    TopicIx;
    /// An entity, configured or met.
    EntityIx;
    /// An attribute, built in, configured or met.
    AttributeIx;
}
