//! The few constants of the model, in one place.

/// What the engine assumes before it has seen anything. One configuration serves articles and claims tables alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// How often a source that nothing is known of is right. Centre of the prior that is itself learnt.
    pub accuracy: f64,
    /// How far that centre may lie elsewhere, in log-odds.
    pub accuracy_spread: f64,
    /// How many statements the accuracy assumed is worth when a source's own is learnt.
    pub accuracy_strength: f64,
    /// How far reliability may lean on the amount of speech, in log-odds per factor of e.
    pub lean_spread: f64,
    /// How rarely wrong sources agree, before learning: the chance that two do is 1 / (1 + `false_values`).
    pub false_values: f64,
    /// How far that may lie elsewhere, as a spread of its logarithm.
    pub false_values_spread: f64,
    /// How far a group's own may lie from that of all groups.
    pub group_spread: f64,
    /// Share of hard items, before learning.
    pub hard: f64,
    /// Number of items that this share is worth.
    pub hard_strength: f64,
    /// Whether dependent origins are looked for.
    pub copying: bool,
    /// Reliabilities stay this far from 0 and 1: no source decides alone.
    pub margin: f64,
    /// Chance that a voice after the strongest for a value only repeats what was heard.
    pub echo: f64,
    /// Rounds after which the engine stops and says that it did not converge.
    pub rounds: usize,
    /// Largest change of a probability in a round at which it has converged.
    pub tolerance: f64,
    /// Whether reliabilities are learnt at all; without it every source keeps its prior.
    pub learn: bool,
    /// Whether the common prior of reliabilities is learnt.
    pub learn_common: bool,
    /// Whether reliability is learnt for each attribute where the data carry it.
    pub by_attribute: bool,
    /// Whether the behaviour of false values is learnt.
    pub learn_urns: bool,
    /// Whether a statement's own item is left out of its origin's record.
    pub leave_out: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            accuracy: 0.8,
            accuracy_spread: 0.7,
            accuracy_strength: 5.0,
            lean_spread: 0.25,
            false_values: 8.0,
            false_values_spread: 1.5,
            group_spread: 0.7,
            hard: 0.15,
            hard_strength: 300.0,
            copying: true,
            margin: 0.05,
            echo: 0.1,
            rounds: 60,
            tolerance: 1e-3,
            learn: true,
            learn_common: true,
            by_attribute: true,
            learn_urns: true,
            leave_out: true,
        }
    }
}
