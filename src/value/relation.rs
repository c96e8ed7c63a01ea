//! How two values stand to each other.

use serde::Serialize;

use super::Difference;

/// How two values stand to each other. Symmetric; a value is `Same` as itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Relation {
    /// The same in normal form.
    Same,
    /// Not the same words, yet both can hold.
    Compatible(Because),
    /// They cannot both hold of a single-valued attribute.
    Different(Difference),
    /// There is nothing to compare.
    Incomparable(Why),
}

/// Why two values that are not the same can both hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// They meet at the coarser precision.
    Rounding,
    /// One lies within the bound or the vagueness of the other.
    Bound,
    /// One is a finer date within the other.
    FinerDate,
    /// The same after conversion of units.
    Conversion,
    /// One is a part of the other: a place within a place, a member of a list.
    Part,
}

/// A slip of the pen that would explain a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Slip {
    /// A factor of exactly a thousand: million for billion, mg for g.
    Thousand,
    /// A factor of exactly a million.
    Million,
    /// Two neighbouring digits exchanged: 4.2 and 2.4.
    Exchanged,
    /// One digit left out or wrong.
    Digits,
    /// A factor of ten: a moved decimal point.
    Ten,
    /// The same number with another unit of the same dimension: 640 GB and 640 TB.
    Unit,
}

/// Why two values cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Of different kinds.
    Kind,
    /// Of different dimensions or of currencies that no rate joins.
    Unit,
    /// One of them could not be read.
    Unread,
    /// One of them has more than one reading.
    Ambiguous,
}
