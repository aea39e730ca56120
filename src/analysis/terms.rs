//! Terms: the weights and the policy a verdict is made under, kept apart from the evidence so that "what if" is cheap.

use crate::model::{Policy, ScorecardVersion};

/// How evidence is to be judged. The sliders of "what if" change a copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Terms {
    /// One weight ≥ 0 per active criterion, in the order of [`crate::analysis::Evidence::criteria`]. Only their
    /// proportions matter. A missing one counts 0.
    pub weights: Vec<f64>,
    /// Bands, minimum coverage and raters, group balance, red-flag policy. The period is not read here: it was
    /// applied when the evidence was gathered.
    pub policy: Policy,
}

impl Terms {
    /// The terms as written in a scorecard's version.
    pub fn of(version: &ScorecardVersion) -> Self {
        Self {
            weights: version.active().map(|criterion| criterion.weight.value()).collect(),
            policy: version.policy.clone(),
        }
    }
}
