//! The additive model over a list of observations: effects, adjusted scores, what is left over, and standard errors.

use super::super::stats::NotComputable;
use super::parts::parts;
use super::solve::{Local, Side, Solved, solve};

/// With fewer customers in common with others, a rater's effect says next to nothing.
const MIN_COMMON: usize = 2;
/// The smaller side of a part is solved as a dense table; beyond this the table would take minutes.
const MAX_DENSE: usize = 2000;

/// One value that a rater gave a target, both by their places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The target's place.
    pub target: usize,
    /// The rater's place.
    pub rater: usize,
    /// The value, on any scale.
    pub value: f64,
}

/// What the model says about one rater.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct RaterEffect {
    /// The rater's part, as a place in [`TwoWay::parts`].
    pub part: usize,
    /// `b_r`: how much higher than the mean rater of the part; the sum over a part is 0.
    pub effect: f64,
    /// Its standard error; `None` if nothing is left over to estimate it from.
    pub standard_error: Option<f64>,
    /// How many values the rater gave.
    pub num_values: usize,
    /// How many of the rater's targets somebody else rated too.
    pub common: usize,
    /// Whether there are at least two common targets.
    pub usable: bool,
}

/// What the model says about one target.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct TargetEffect {
    /// The target's part, as a place in [`TwoWay::parts`].
    pub part: usize,
    /// `t_i`: how much higher than the mean target of the part; the sum over a part is 0.
    pub effect: f64,
    /// The standard error of `t_i`.
    pub effect_error: Option<f64>,
    /// `μ + t_i`: the score as the mean rater of the part would have given it.
    pub adjusted: f64,
    /// The standard error of `μ + t_i`, the part's raters taken as they are.
    pub adjusted_error: Option<f64>,
    /// The plain mean of the target's values.
    pub raw: f64,
    /// How many values it has.
    pub num_values: usize,
}

/// A part within which everybody can be compared.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Part {
    /// μ: the mean of the adjusted scores of the part's targets.
    pub mean: f64,
    /// The places of its targets, ascending.
    pub targets: Vec<usize>,
    /// The places of its raters, ascending.
    pub raters: Vec<usize>,
    /// The usable rater with the largest effect, the first of equals; `None` with fewer than two usable ones.
    pub most_lenient: Option<usize>,
    /// The usable rater with the smallest effect, the first of equals.
    pub most_severe: Option<usize>,
}

/// The additive two-way model of a table with holes.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct TwoWay {
    /// By the raters' places; `None` for one without values.
    pub raters: Vec<Option<RaterEffect>>,
    /// By the targets' places; `None` for one without values.
    pub targets: Vec<Option<TargetEffect>>,
    /// The connected parts, in the order of their first targets.
    pub parts: Vec<Part>,
    /// How many values went in.
    pub num_values: usize,
    /// Values less the parameters estimated: N − targets − raters + parts.
    pub residual_df: usize,
    /// `s_e²`: the squares left over, divided by [`Self::residual_df`]; `None` if that is 0.
    pub residual_variance: Option<f64>,
    /// `s_r²`: how much raters differ in severity, as a variance: `(bᵀLb − (k − c)·s_e²)/tr L` ≥ 0 with k raters in c
    /// parts, in a complete table (JMS − EMS)/targets (Henderson's method 3; Brennan 2001, ch. 3).
    pub rater_variance: Option<f64>,
    /// The degrees of freedom of `s_r² + s_e²`, for the variance of one value with a rater drawn anew (Satterthwaite
    /// 1946).
    pub absolute_df: Option<f64>,
}

impl TwoWay {
    /// Whether everybody can be compared with everybody.
    pub const fn is_connected(&self) -> bool {
        self.parts.len() == 1
    }

    /// What is taken off each rater's values to even severity out, by place: `b_r`, with the middle of the usable
    /// raters of each part at 0. `None` for those who are not usable: their values count as given.
    pub fn taken_off(&self) -> Vec<Option<f64>> {
        let mut sums = vec![(0.0, 0_u32); self.parts.len()];
        for rater in self.raters.iter().flatten().filter(|rater| rater.usable) {
            sums[rater.part].0 += rater.effect;
            sums[rater.part].1 += 1;
        }
        let middle = |part: usize| sums[part].0 / f64::from(sums[part].1.max(1));
        let one = |rater: &RaterEffect| rater.usable.then(|| rater.effect - middle(rater.part));
        self.raters.iter().map(|rater| rater.as_ref().and_then(one)).collect()
    }
}

/// Fits the additive two-way model.
///
/// Values that are not finite and places out of range are left out. The order of the observations does not matter;
/// several values of one rater for one target count one by one.
///
/// # Errors
/// [`NotComputable::NoAnswers`] of nothing, [`NotComputable::FewerThanTwoRaters`], [`NotComputable::NothingPairable`]
/// if no target has two raters, [`NotComputable::TooLarge`] beyond what a table in memory or a float can hold.
pub fn two_way(num_targets: usize, num_raters: usize, observations: &[Observation]) -> Result<TwoWay, NotComputable> {
    let is_valid = |seen: &&Observation| seen.target < num_targets && seen.rater < num_raters && seen.value.is_finite();
    let mut observations: Vec<Observation> = observations.iter().filter(is_valid).copied().collect();
    observations.sort_by(|a, b| (a.target, a.rater).cmp(&(b.target, b.rater)).then(a.value.total_cmp(&b.value)));
    let common = common_targets(num_raters, &observations)?;
    let (target_parts, rater_parts, num_parts) = parts((num_targets, num_raters), &observations);
    let members = |of: &[Option<usize>]| {
        let mut members = vec![Vec::new(); num_parts];
        for (place, part) in of.iter().enumerate() {
            part.map(|part: usize| members[part].push(place));
        }
        members
    };
    let (targets, raters) = (members(&target_parts), members(&rater_parts));
    let mut by_part: Vec<Vec<Observation>> = vec![Vec::new(); num_parts];
    for seen in &observations {
        if let Some(part) = target_parts[seen.target] {
            by_part[part].push(*seen);
        }
    }
    let mut fit = Fit::new(num_targets, num_raters);
    for (part, seen) in by_part.iter().enumerate() {
        fit.add_part(part, (&targets[part], &raters[part]), seen, &common)?;
    }
    fit.finish(&observations)
}

/// How many targets each rater has in common with others.
fn common_targets(num_raters: usize, observations: &[Observation]) -> Result<Vec<usize>, NotComputable> {
    let first = observations.first().ok_or(NotComputable::NoAnswers)?;
    if observations.iter().all(|seen| seen.rater == first.rater) {
        return Err(NotComputable::FewerThanTwoRaters);
    }
    let mut common = vec![0; num_raters];
    for target in observations.chunk_by(|a, b| a.target == b.target) {
        if target.first().map(|seen| seen.rater) != target.last().map(|seen| seen.rater) {
            for rater in target.chunk_by(|a, b| a.rater == b.rater) {
                common[rater[0].rater] += 1;
            }
        }
    }
    if common.iter().all(|num| *num == 0) { Err(NotComputable::NothingPairable) } else { Ok(common) }
}

/// The model on its way, part by part.
struct Fit {
    raters: Vec<Option<RaterEffect>>,
    targets: Vec<Option<TargetEffect>>,
    /// Variances for an error variance of 1: of the rater's effect; of the target's effect and adjusted score.
    rater_variances: Vec<f64>,
    target_variances: Vec<(f64, f64)>,
    parts: Vec<Part>,
    squares: f64,
    trace: f64,
}

impl Fit {
    fn new(num_targets: usize, num_raters: usize) -> Self {
        Self {
            raters: vec![None; num_raters],
            targets: vec![None; num_targets],
            rater_variances: vec![0.0; num_raters],
            target_variances: vec![(0.0, 0.0); num_targets],
            parts: Vec::new(),
            squares: 0.0,
            trace: 0.0,
        }
    }

    fn add_part(
        &mut self,
        part: usize,
        (targets, raters): (&[usize], &[usize]),
        observations: &[Observation],
        common: &[usize],
    ) -> Result<(), NotComputable> {
        let (target_side, rater_side, squares, trace) = solve_part(targets, raters, observations)?;
        self.squares += squares;
        self.trace += trace;
        for (at, &rater) in raters.iter().enumerate() {
            let usable = common[rater] >= MIN_COMMON;
            let effect = rater_side.effect[at];
            let standard_error = None;
            let rated = RaterEffect { part, effect, standard_error, num_values: 0, common: common[rater], usable };
            self.raters[rater] = Some(rated);
            self.rater_variances[rater] = rater_side.effect_variance[at];
        }
        for (at, &target) in targets.iter().enumerate() {
            self.targets[target] = Some(TargetEffect {
                part,
                effect: target_side.effect[at],
                effect_error: None,
                adjusted: target_side.level[at],
                adjusted_error: None,
                raw: 0.0,
                num_values: 0,
            });
            self.target_variances[target] = (target_side.effect_variance[at], target_side.level_variance[at]);
        }
        let usable: Vec<usize> = raters.iter().copied().filter(|rater| common[*rater] >= MIN_COMMON).collect();
        let effect = |rater: &usize| self.raters[*rater].map_or(0.0, |rater| rater.effect);
        let extreme = |sign: f64| {
            // The first of equals, up to rounding.
            let best = usable.iter().map(|rater| sign * effect(rater)).fold(f64::MIN, f64::max);
            let found = usable.iter().find(|rater| sign * effect(rater) >= best - 1e-9 * best.abs());
            found.copied().filter(|_| usable.len() >= 2)
        };
        let mean = super::super::stats::mean(&target_side.level).unwrap_or(0.0);
        let (most_lenient, most_severe) = (extreme(1.0), extreme(-1.0));
        self.parts.push(Part { mean, targets: targets.to_vec(), raters: raters.to_vec(), most_lenient, most_severe });
        Ok(())
    }

    /// What is left over, and with it the standard errors.
    fn finish(mut self, observations: &[Observation]) -> Result<TwoWay, NotComputable> {
        let mut left_over = 0.0;
        for unit in observations.chunk_by(|a, b| a.target == b.target) {
            let Some(target) = &mut self.targets[unit[0].target] else { continue };
            target.num_values = unit.len();
            let first = unit[0].value;
            target.raw = first + unit.iter().map(|seen| seen.value - first).sum::<f64>() / unit.len() as f64;
            for seen in unit {
                if let Some(rater) = &mut self.raters[seen.rater] {
                    rater.num_values += 1;
                    left_over += (seen.value - target.adjusted - rater.effect).powi(2);
                }
            }
        }
        let num = |known: usize| known as f64;
        let (num_raters, num_targets) = (self.raters.iter().flatten().count(), self.targets.iter().flatten().count());
        let num_parts = self.parts.len();
        let residual_df = (observations.len() + num_parts).saturating_sub(num_raters + num_targets);
        let residual_variance = (residual_df > 0).then(|| left_over / num(residual_df));
        let rater_df = num(num_raters - num_parts);
        let rater_mean_square = self.squares / rater_df;
        let per_rater = self.trace / rater_df;
        let rater_variance = residual_variance.map(|error| ((rater_mean_square - error) / per_rater).max(0.0));
        let absolute_df = residual_variance.zip(rater_variance).map(|(error, rater)| {
            let (from_raters, from_error) = (rater_mean_square / per_rater, (1.0 - 1.0 / per_rater) * error);
            let spread = from_raters.powi(2) / rater_df + from_error.powi(2) / num(residual_df);
            if rater > 0.0 && spread > 0.0 { (from_raters + from_error).powi(2) / spread } else { num(residual_df) }
        });
        if let Some(error) = residual_variance.map(f64::sqrt) {
            for (rater, variance) in self.raters.iter_mut().zip(&self.rater_variances) {
                if let Some(rater) = rater {
                    rater.standard_error = Some(error * variance.sqrt());
                }
            }
            for (target, (effect, level)) in self.targets.iter_mut().zip(&self.target_variances) {
                if let Some(target) = target {
                    target.effect_error = Some(error * effect.sqrt());
                    target.adjusted_error = Some(error * level.sqrt());
                }
            }
        }
        if !(left_over + self.squares).is_finite() {
            return Err(NotComputable::TooLarge);
        }
        Ok(TwoWay {
            raters: self.raters,
            targets: self.targets,
            parts: self.parts,
            num_values: observations.len(),
            residual_df,
            residual_variance,
            rater_variance,
            absolute_df,
        })
    }
}

/// Solves one part, whichever side is the smaller one: targets' side, raters' side, and for the raters bᵀLb and tr L.
fn solve_part(
    targets: &[usize],
    raters: &[usize],
    observations: &[Observation],
) -> Result<(Side, Side, f64, f64), NotComputable> {
    if targets.len().min(raters.len()) > MAX_DENSE {
        return Err(NotComputable::TooLarge);
    }
    let is_rater_dense = raters.len() <= targets.len();
    let place = |places: &[usize], wanted: usize| places.binary_search(&wanted).unwrap_or(0);
    let mut local: Vec<Local> = observations
        .iter()
        .map(|seen| {
            let (target, rater) = (place(targets, seen.target), place(raters, seen.rater));
            let (dense, other) = if is_rater_dense { (rater, target) } else { (target, rater) };
            Local { dense, other, value: seen.value }
        })
        .collect();
    local.sort_by_key(|seen| seen.other);
    let (num_dense, num_other) =
        if is_rater_dense { (raters.len(), targets.len()) } else { (targets.len(), raters.len()) };
    let Solved { dense, other, squares, trace } = solve(num_dense, num_other, &local).ok_or(NotComputable::TooLarge)?;
    if is_rater_dense {
        return Ok((other, dense, squares, trace));
    }
    // The raters' Laplacian was not needed; its two figures follow from the observations.
    let (mut squares, mut trace) = (0.0, 0.0);
    for unit in observations.chunk_by(|a, b| a.target == b.target) {
        let num = unit.len() as f64;
        let effect = |seen: &Observation| other.effect[place(raters, seen.rater)];
        let mean = unit.iter().map(effect).sum::<f64>() / num;
        squares += unit.iter().map(|seen| (effect(seen) - mean).powi(2)).sum::<f64>();
        let pairs = unit.chunk_by(|a, b| a.rater == b.rater).map(|same| (same.len() * same.len()) as f64);
        trace += num - pairs.sum::<f64>() / num;
    }
    Ok((dense, other, squares, trace))
}
