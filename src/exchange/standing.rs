//! How surely a verdict stands, in plain values: holes, firmness, and the smallest changes that would tip it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::{AnswerChange, CautionKind, Explanation, Firmness, FlagState};
use crate::model::{CriterionId, GroupId, PersonId, RatingId, Verdict};

/// How surely a verdict stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Standing {
    /// The answer in sentences.
    pub answer: String,
    /// What the cautions are about, in their order.
    pub caution_kinds: Vec<CautionKind>,
    /// The red flags taken together.
    pub flags: FlagState,
    /// The criteria nobody has answered, heaviest first.
    pub missing: Vec<CriterionId>,
    /// Whether the missing answers could change the verdict.
    pub holes_matter: bool,
    /// The same in a sentence.
    pub holes: String,
    /// How firm the verdict is; none where there is not enough evidence for one.
    pub firmness: Option<Firmness>,
    /// The same in a sentence.
    pub firmness_text: String,
    /// The share of all weightings that give the same band, 0–1.
    pub weightings: Option<f64>,
    /// The same among the weightings in our order of importance.
    pub weightings_in_order: Option<f64>,
    /// The single answer that would alter the verdict.
    pub smallest_answer_change: Option<SingleAnswer>,
    /// The single weight that would give another band, the others in proportion.
    pub smallest_weight_change: Option<SingleWeight>,
    /// The smallest shift of all weights that would give another band.
    pub smallest_weight_shift: Option<AllWeights>,
    /// Whether there is a score, and no weights at all would give another band.
    pub no_weights_can_change: bool,
}

/// One answer that would have to be another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SingleAnswer {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whose answer.
    pub person: PersonId,
    /// The person's group.
    pub group: GroupId,
    /// The rating it stands in.
    pub rating: RatingId,
    /// The answer, on the scale it was given on.
    pub from: f64,
    /// What it would have to be.
    pub to: f64,
    /// How far that is, as a part of the scale.
    pub size: f64,
    /// The verdict then.
    pub verdict: Verdict,
}

impl From<AnswerChange> for SingleAnswer {
    fn from(change: AnswerChange) -> Self {
        let AnswerChange { place: _, criterion, person, group, rating, from, to, size, verdict } = change;
        Self { criterion, person, group, rating, from, to, size, verdict }
    }
}

/// One weight that would have to be another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SingleWeight {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its part of the weight of all answered criteria, 0–1.
    pub from: f64,
    /// What it would have to be, 0–1.
    pub to: f64,
    /// The change in percent.
    pub relative_percent: f64,
    /// The weight itself that would do it with the others as they are; none where the others would have to be 0.
    pub to_weight: Option<f64>,
    /// The verdict then.
    pub verdict: Verdict,
}

/// Weights that would have to be others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AllWeights {
    /// How much of all weight has to move, 0–1.
    pub moved: f64,
    /// The weights then, by criterion; they sum to 1.
    pub weights: BTreeMap<CriterionId, f64>,
    /// The verdict then.
    pub verdict: Verdict,
}

impl Standing {
    /// From what is known about one customer; the criteria by place.
    pub(super) fn new(criteria: &[CriterionId], explanation: &Explanation) -> Self {
        let (judgement, fragility) = (&explanation.judgement, &explanation.fragility);
        let weight = fragility.weight.and_then(|change| {
            Some(SingleWeight {
                criterion: *criteria.get(change.criterion)?,
                from: change.from,
                to: change.to,
                relative_percent: change.relative_percent,
                to_weight: change.to_weight,
                verdict: change.verdict,
            })
        });
        let shift = fragility.shift.as_ref().map(|shift| AllWeights {
            moved: shift.moved,
            weights: criteria.iter().copied().zip(shift.weights.iter().copied()).collect(),
            verdict: shift.verdict,
        });
        Self {
            answer: explanation.answer.clone(),
            caution_kinds: explanation.cautions.iter().map(|caution| caution.kind).collect(),
            flags: judgement.flags,
            missing: explanation.missing.iter().map(|missing| missing.criterion).collect(),
            holes_matter: judgement.holes_matter,
            holes: explanation.holes.clone(),
            firmness: (judgement.verdict != Verdict::NotEnough).then_some(explanation.firmness),
            firmness_text: explanation.firmness_text.clone(),
            weightings: explanation.weightings,
            weightings_in_order: fragility.weightings_in_order,
            smallest_answer_change: explanation.answer_change.map(SingleAnswer::from),
            smallest_weight_change: weight,
            smallest_weight_shift: shift,
            no_weights_can_change: fragility.no_weights_can_change(),
        }
    }
}
