//! The words crosscheck knows: data in TOML files, each with the little code that loads it.
//!
//! Tables are made once, when first asked for, and never change.

pub mod calling;
pub mod currency;
pub mod frame;
pub mod gist;
pub mod holiday;
mod keys;
pub mod meaning;
pub mod opposite;
pub mod plural;
pub mod sort;
pub mod thing;
pub mod unit;
pub mod vocabulary;
pub mod word;
