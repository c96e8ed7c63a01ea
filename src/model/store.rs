//! Work kept between runs.

use std::fmt;

/// A place that keeps what a run worked out, for the next one. It may forget anything at any time, and what it gives
/// may be damaged: whoever asks must be able to tell, and to do without.
pub trait Store: fmt::Debug + Sync {
    /// What was kept under `key`.
    fn get(&self, key: &str) -> Option<Vec<u8>>;

    /// Keeps `bytes` under `key`, if it can.
    fn put(&self, key: &str, bytes: &[u8]);
}
