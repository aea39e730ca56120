//! Fragility: everything that could tip a verdict, side by side, for one customer or for all.

use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::evidence::{Evidence, RowRef};
use crate::analysis::judge::Rules;
use crate::analysis::terms::Terms;
use crate::model::Verdict;

use super::flip::{self, Flip};
use super::voice_reach::{VoiceReach, is_by_score};
use super::weight_change::{self, WeightChange};
use super::weight_shift::{self, WeightShift};
use super::weightings::share_of_weightings_at_least;

/// How fragile a verdict is.
///
/// Weights are those of the answered criteria of weight > 0, and what they could change is the band the score gives
/// (`band`), whatever red flags and minimum coverage make of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fragility {
    /// The verdict.
    pub verdict: Verdict,
    /// The band the score alone gives; `None` without a score.
    pub band: Option<Verdict>,
    /// The share of all weightings that give the same band, 0–1; `None` without a score.
    pub weightings: Option<f64>,
    /// The same among the weightings in our order of importance, 0–1; `None` without a score.
    pub weightings_in_order: Option<f64>,
    /// The smallest change of all answers on one criterion that gives another band; `None` if there is none.
    pub criterion: Option<Flip>,
    /// The least that one person's voice on one criterion would have to move; a single answer has to move at least as
    /// far. `None` if no voice can change the verdict by the score.
    pub voice: Option<VoiceReach>,
    /// Whether one answer about a red flag may change the verdict.
    pub flag_voice: bool,
    /// The smallest change of one weight, the others in proportion, that gives another band; `None` if there is none.
    pub weight: Option<WeightChange>,
    /// The smallest shift of weights that gives another band; `None` if no weights can.
    pub shift: Option<WeightShift>,
}

impl Fragility {
    /// Whether there is a score, and no weights at all would give it another band.
    pub const fn no_weights_can_change(&self) -> bool {
        self.band.is_some() && self.shift.is_none()
    }

    /// Whether one person, on one criterion, may be enough to change the verdict.
    pub const fn one_voice_may_change(&self) -> bool {
        self.voice.is_some() || self.flag_voice
    }
}

/// What could tip one customer's verdict.
///
/// # Panics
/// If the customer's place is out of range, as with a slice.
pub fn fragility(evidence: &Evidence, customer: usize, terms: &Terms) -> Fragility {
    let is_plain = evidence.gathering().is_plain();
    Rules::new(&evidence.layout, terms).fragility(evidence.row(customer), terms, is_plain)
}

/// What could tip each customer's verdict, in the order of [`Evidence::customers`].
pub fn fragilities(evidence: &Evidence, terms: &Terms) -> Vec<Fragility> {
    let rules = Rules::new(&evidence.layout, terms);
    let one = |i: usize| rules.fragility(evidence.row(i), terms, evidence.gathering().is_plain());
    // Small workspaces are done faster than threads wake up.
    (0..evidence.len()).into_par_iter().with_min_len(256).map(one).collect()
}

impl Rules<'_> {
    pub(in crate::analysis) fn fragility(&self, row: RowRef<'_>, terms: &Terms, is_plain: bool) -> Fragility {
        let judgement = self.judge(row);
        let flag_voice = self.one_flag_may_alter(row, &judgement);
        let Some(stand) = self.stand(row) else {
            return Fragility {
                verdict: judgement.verdict,
                band: None,
                weightings: None,
                weightings_in_order: None,
                criterion: None,
                voice: None,
                flag_voice,
                weight: None,
                shift: None,
            };
        };
        let band = self.band(stand.score);
        let shift = weight_shift::smallest(&stand, self.weights.len());
        let values: Vec<f64> = stand.answered.iter().map(|(.., value)| *value).collect();
        let weightings = self.share_of_band(band, |line| share_of_weightings_at_least(&values, line));
        Fragility {
            verdict: judgement.verdict,
            band: Some(band),
            weightings: Some(weightings),
            weightings_in_order: Some(self.share_in_order(band, &stand, weightings)),
            criterion: flip::nearest(&stand),
            voice: is_by_score(&judgement).then(|| self.voice_reach(row, &stand, is_plain)).flatten(),
            flag_voice,
            weight: shift.as_ref().and_then(|_| weight_change::smallest(&stand, terms)),
            shift,
        }
    }
}
