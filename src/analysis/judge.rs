//! From evidence to verdicts: one pass over plain arrays.
//!
//! Simple additive weighting (Hwang & Yoon 1981, ch. 3) over the answered criteria, with bounds for the missing ones
//! (Manski 2003, ch. 1): score = Σ w·V / Σ w over the answered criteria; coverage = Σ w answered / Σ w; all missing
//! answers bad gives the lower bound, all good the upper. A criterion that everybody who answered calls not
//! applicable leaves every sum. Criteria of weight 0 take no part in score, coverage and bounds.

use rayon::prelude::*;

use crate::model::{FlagPolicy, Verdict};

use super::evidence::{Evidence, RowRef};
use super::firmness::Firmness;
use super::flags::{FlagState, FlagTally, flag_state};
use super::reader::Layout;
use super::terms::Terms;

/// How much a value may fall short of a threshold and still reach it (on 0–1): weights like 0.65 leave noise.
pub const EPSILON: f64 = 1e-9;

/// What the numbers say about one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// 0–100 over the answered criteria; `None` if nothing was answered, never 0.
    pub score: Option<f64>,
    /// The score if all missing answers were bad, 0–100.
    pub lower: f64,
    /// The score if all missing answers were good, 0–100.
    pub upper: f64,
    /// How much of the scorecard was answered, by weight, 0–1.
    pub coverage: f64,
    /// People who gave a value, of groups that count.
    pub num_raters: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// Whether the missing answers could change the verdict the bands (and red flags) give.
    pub holes_matter: bool,
    /// The scorecard's red flags taken together.
    pub flags: FlagState,
    /// How surely the verdict stands; [`Firmness::Firm`] where there is none.
    pub firmness: Firmness,
}

/// Judges every customer, in the order of [`Evidence::customers`].
pub fn judge(evidence: &Evidence, terms: &Terms) -> Vec<Judgement> {
    let rules = Rules::new(&evidence.layout, terms);
    // Small workspaces are judged faster than threads wake up.
    (0..evidence.len()).into_par_iter().with_min_len(1024).map(|i| rules.judge(evidence.row(i))).collect()
}

/// What is known about one criterion of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    Value(f64),
    NotApplicable,
    Missing,
}

/// Sums over a row's criteria; weights as in [`Rules::weights`].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sums {
    /// Σ w·V over the answered.
    pub(super) value: f64,
    /// Σ w over the answered.
    pub(super) answered: f64,
    /// Σ w over all that apply.
    pub(super) total: f64,
}

impl Sums {
    /// The score, 0–1.
    pub(super) fn score(self) -> Option<f64> {
        (self.answered > 0.0).then(|| (self.value / self.answered).clamp(0.0, 1.0))
    }

    pub(super) fn coverage(self) -> f64 {
        if self.total > 0.0 { (self.answered / self.total).min(1.0) } else { 0.0 }
    }
}

/// Terms made ready for a layout.
pub(super) struct Rules<'a> {
    layout: &'a Layout,
    /// By criterion, the largest 1, so that no sum overflows.
    pub(super) weights: Vec<f64>,
    /// By group, the largest 1.
    pub(super) balance: Vec<f64>,
    /// Bands on 0–1.
    pub(super) keep_from: f64,
    pub(super) hard_look_from: f64,
    pub(super) min_coverage: f64,
    pub(super) min_raters: u32,
    pub(super) flag_policy: FlagPolicy,
    pub(super) flag_group: Option<usize>,
}

/// Divides by the largest, so that only proportions remain.
fn proportions(mut weights: Vec<f64>) -> Vec<f64> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 && largest.is_finite() {
        for weight in &mut weights {
            *weight = (*weight / largest).max(0.0);
        }
    }
    weights
}

impl<'a> Rules<'a> {
    pub(super) fn new(layout: &'a Layout, terms: &Terms) -> Self {
        let policy = &terms.policy;
        let weight = |j: usize| terms.weights.get(j).copied().unwrap_or(0.0);
        let flag_group = match policy.flags {
            FlagPolicy::Group(group) => layout.groups.binary_search(&group).ok(),
            FlagPolicy::Any | FlagPolicy::Majority => None,
        };
        Self {
            layout,
            weights: proportions((0..layout.criteria.len()).map(weight).collect()),
            balance: proportions(layout.groups.iter().map(|group| policy.group_weight(*group)).collect()),
            keep_from: policy.keep_from.value() / 100.0,
            hard_look_from: policy.hard_look_from.value() / 100.0,
            min_coverage: policy.min_coverage.value(),
            min_raters: policy.min_raters,
            flag_policy: policy.flags,
            flag_group,
        }
    }

    /// The first band reached, by a score on 0–1.
    pub(super) fn band(&self, score: f64) -> Verdict {
        if score + EPSILON >= self.keep_from {
            Verdict::Keep
        } else if score + EPSILON >= self.hard_look_from {
            Verdict::HardLook
        } else {
            Verdict::LetGo
        }
    }

    /// A step of the scale of the criterion at this place, as a value.
    pub(super) fn step(&self, criterion: usize) -> f64 {
        self.layout.steps[criterion]
    }

    /// The criterion's cells, one per group.
    pub(super) fn cells<'r>(&self, row: RowRef<'r>, criterion: usize) -> &'r [super::evidence::Cell] {
        let num_groups = self.balance.len();
        &row.cells[criterion * num_groups..(criterion + 1) * num_groups]
    }

    /// The groups' means, balanced over the groups that answered. Groups of weight 0 have no voice.
    pub(super) fn known(&self, row: RowRef<'_>, criterion: usize) -> Known {
        let (mut sum, mut weight, mut not_applicable) = (0.0, 0.0, 0);
        for (cell, &balance) in self.cells(row, criterion).iter().zip(&self.balance) {
            if balance > 0.0 {
                not_applicable += cell.not_applicable;
                if cell.people > 0 {
                    sum += balance * cell.mean;
                    weight += balance;
                }
            }
        }
        if weight > 0.0 {
            Known::Value((sum / weight).clamp(0.0, 1.0))
        } else if not_applicable > 0 {
            Known::NotApplicable
        } else {
            Known::Missing
        }
    }

    /// Sums over all criteria but the one at `without`.
    pub(super) fn sums(&self, row: RowRef<'_>, without: Option<usize>) -> Sums {
        let mut sums = Sums::default();
        for (criterion, &weight) in self.weights.iter().enumerate() {
            if weight > 0.0 && Some(criterion) != without {
                match self.known(row, criterion) {
                    Known::Value(value) => {
                        sums.value += weight * value;
                        sums.answered += weight;
                        sums.total += weight;
                    }
                    Known::Missing => sums.total += weight,
                    Known::NotApplicable => {}
                }
            }
        }
        sums
    }

    /// Sums over what one group alone says.
    pub(super) fn group_sums(&self, row: RowRef<'_>, group: usize) -> Sums {
        let mut sums = Sums::default();
        for (criterion, &weight) in self.weights.iter().enumerate() {
            if weight > 0.0 {
                let cell = &self.cells(row, criterion)[group];
                if cell.people > 0 {
                    sums.value += weight * cell.mean;
                    sums.answered += weight;
                    sums.total += weight;
                } else if cell.not_applicable == 0 {
                    sums.total += weight;
                }
            }
        }
        sums
    }

    /// What people answered about the flag of the criterion at this place; `None` if it has no flag.
    pub(super) fn flag_tally(&self, row: RowRef<'_>, criterion: usize) -> Option<FlagTally> {
        if !self.layout.flagged[criterion] {
            return None;
        }
        let mut tally = FlagTally::default();
        for (group, cell) in self.cells(row, criterion).iter().enumerate() {
            tally.hits += cell.hits;
            tally.asked += cell.asked;
            if Some(group) == self.flag_group {
                tally.group_hits += cell.hits;
                tally.group_asked += cell.asked;
            }
        }
        Some(tally)
    }

    pub(super) fn num_raters(&self, row: RowRef<'_>) -> u32 {
        row.raters.iter().zip(&self.balance).filter(|(_, balance)| **balance > 0.0).map(|(raters, _)| raters).sum()
    }

    pub(super) fn judge(&self, row: RowRef<'_>) -> Judgement {
        let sums = self.sums(row, None);
        let (score, coverage) = (sums.score(), sums.coverage());
        let (lower, upper) = if sums.total > 0.0 {
            let missing = (sums.total - sums.answered).max(0.0);
            ((sums.value / sums.total).clamp(0.0, 1.0), ((sums.value + missing) / sums.total).clamp(0.0, 1.0))
        } else {
            (0.0, 1.0)
        };
        let (mut flags, mut has_unknown) = (FlagState::None, false);
        for tally in (0..self.weights.len()).filter_map(|criterion| self.flag_tally(row, criterion)) {
            let state = flag_state(tally, self.flag_policy);
            has_unknown |= state == FlagState::Unknown;
            flags = flags.and(state);
        }
        let num_raters = self.num_raters(row);
        let is_enough = coverage + EPSILON >= self.min_coverage && num_raters >= self.min_raters;
        let verdict = match score {
            _ if flags == FlagState::Hit => Verdict::LetGo,
            Some(score) if is_enough => self.band(score),
            _ => Verdict::NotEnough,
        };
        let (worst, best) = (self.band(lower), self.band(upper));
        // An unanswered flag question is a hole too: the answer could overrule any score.
        let could_be_flagged = has_unknown && best != Verdict::LetGo;
        Judgement {
            score: score.map(|score| score * 100.0),
            lower: lower * 100.0,
            upper: upper * 100.0,
            coverage,
            num_raters,
            verdict,
            holes_matter: flags != FlagState::Hit && (worst != best || could_be_flagged),
            flags,
            firmness: self.firmness(row, sums, verdict, flags),
        }
    }
}
