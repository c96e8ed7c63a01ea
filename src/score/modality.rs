//! How firmly the source stands behind the statement.

use super::{Signal, Voice};
use crate::model::Modality as Said;

/// Hearsay, plans and forecasts say less of what is than a plain statement does. The shares are ordered as the
/// "credibility" scale of the Admiralty system orders information and are otherwise a choice of this program.
pub(super) struct Modality;

impl Signal for Modality {
    fn name(&self) -> &'static str {
        "modality"
    }

    fn weight(&self, voice: &Voice<'_>) -> f64 {
        match voice.fact.modality {
            Said::Asserted => 1.0,
            Said::Reported => 0.8,
            Said::Planned | Said::Predicted => 0.6,
            Said::Opinion => 0.5,
            Said::Rumoured => 0.35,
            Said::Hypothetical => 0.25,
        }
    }

    fn because(&self) -> &'static str {
        "reported, rumoured, planned or conditional"
    }
}
