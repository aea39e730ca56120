//! Gwet's AC1 and AC2: agreement that stays sensible where nearly everybody gives the same answer; and the plain share
//! of pairs that agree.

use super::super::stats::{Interval, NotComputable, t_quantile, t_two_sided_p};
use super::units::Units;

/// How much a pair of different answers counts as agreement, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GwetWeights {
    /// None: AC1. The others make AC2.
    Identity,
    /// 1 − |c − k| / range.
    Linear,
    /// 1 − (c − k)² / range².
    Quadratic,
    /// 1 − (pairs of points from c to k) / (pairs of points on the whole scale): only the order counts.
    Ordinal,
    /// 1 − √|c − k| / √range.
    Radical,
    /// 1 − ((c − k) / (c + k))² / ((highest − lowest) / (highest + lowest))².
    Ratio,
}

impl GwetWeights {
    /// The weight of a pair of places on the scale.
    fn weight(self, points: &[f64], c: usize, k: usize) -> f64 {
        let (lowest, highest) = (points[0], points[points.len() - 1]);
        let distance = (points[c] - points[k]).abs();
        let part = distance / (highest - lowest);
        let pairs = |num: usize| num as f64 * (num as f64 - 1.0) / 2.0;
        match self {
            _ if c == k => 1.0,
            Self::Identity => 0.0,
            Self::Linear => 1.0 - part,
            Self::Quadratic => 1.0 - part * part,
            Self::Ordinal => 1.0 - pairs(c.abs_diff(k) + 1) / pairs(points.len()),
            Self::Radical => 1.0 - part.sqrt(),
            Self::Ratio => 1.0 - (part * (highest + lowest) / (points[c] + points[k])).powi(2),
        }
    }
}

/// AC1 or AC2 with what it is made from.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Gwet {
    /// (`agreement` − `chance`) / (1 − `chance`); at most 1.
    pub coefficient: f64,
    /// The weighted share of agreeing pairs, the mean over the units with two answers or more, 0 to 1.
    pub agreement: f64,
    /// The weighted share expected by chance, 0 to 1.
    pub chance: f64,
    /// The standard error over units (raters fixed); not known of one unit.
    pub standard_error: Option<f64>,
    /// The 95 % interval, t with units − 1 degrees of freedom, cut off at 1.
    pub interval: Option<Interval>,
    /// The chance of a coefficient as far from 0 if there were no agreement, from the same t.
    pub p: Option<f64>,
    /// Units with an answer.
    pub num_units: usize,
}

/// Gwet's AC1 ([`GwetWeights::Identity`]) or AC2.
///
/// `p_a` = mean over units with m ≥ 2 of `Σ_k n_k (Σ_l w_kl n_l − 1) / (m (m − 1))`; `p_e = T_w / (q (q − 1)) Σ_k π_k
/// (1 − π_k)` with `π_k` the mean share of point k over all units with an answer, `T_w` the sum of all weights
/// and q the points *of the scale*, used or not. Answers off the scale count as missing. Sources: Gwet 2008,
/// "Computing inter-rater reliability and its variance in the presence of high agreement"; Gwet 2014, *Handbook of
/// Inter-Rater Reliability*, ch. 2–5 (the variance is that over units).
///
/// # Errors
/// What [`Units::check_pairable`] says of the answers on the scale; [`NotComputable::NoVariation`] for a scale of one
/// point; [`NotComputable::NothingToDivideBy`] if chance alone would agree fully.
pub fn gwet(units: &Units, scale: &[f64], weights: GwetWeights) -> Result<Gwet, NotComputable> {
    let mut points: Vec<f64> = scale.iter().filter(|point| point.is_finite()).map(|point| point + 0.0).collect();
    points.sort_unstable_by(f64::total_cmp);
    points.dedup();
    let q = points.len();
    if q < 2 {
        return Err(NotComputable::NoVariation);
    }
    let counted = counted(units, &points)?;
    let weights: Vec<Vec<f64>> = (0..q).map(|c| (0..q).map(|k| weights.weight(&points, c, k)).collect()).collect();
    let num = counted.len() as f64;
    let shares = counted.iter().fold(vec![0.0; q], |mut shares: Vec<f64>, (counts, m)| {
        shares.iter_mut().zip(counts).for_each(|(share, count)| *share += count / m / num);
        shares
    });
    let per_point = weights.iter().flatten().sum::<f64>() / (q as f64 * (q as f64 - 1.0));
    let chance = per_point * shares.iter().map(|share| share * (1.0 - share)).sum::<f64>();
    let agreements: Vec<Option<f64>> = counted.iter().map(|(counts, m)| unit_agreement(counts, *m, &weights)).collect();
    let num_pairable = agreements.iter().flatten().count() as f64;
    let agreement = agreements.iter().flatten().sum::<f64>() / num_pairable;
    let coefficient = (agreement - chance) / (1.0 - chance);
    if chance.is_nan() || 1.0 - chance <= 1e-12 || !coefficient.is_finite() {
        return Err(NotComputable::NothingToDivideBy);
    }
    let squares = counted.iter().zip(&agreements).map(|((counts, m), agreement)| {
        let own = agreement.map_or(0.0, |agreement| num / num_pairable * (agreement - chance) / (1.0 - chance));
        let others = |(count, share): (&f64, &f64)| count * (1.0 - share) / m;
        let own_chance = per_point * counts.iter().zip(&shares).map(others).sum::<f64>();
        (own - 2.0 * (1.0 - coefficient) * (own_chance - chance) / (1.0 - chance) - coefficient).powi(2)
    });
    let variance = squares.sum::<f64>() / (num * (num - 1.0));
    let standard_error = (num > 1.0).then(|| variance.sqrt()).filter(|error| error.is_finite());
    let interval = standard_error.zip(t_quantile(0.975, num - 1.0)).map(|(error, t)| {
        // Rounding must not leave the estimate outside.
        let low = (coefficient - t * error).min(1.0);
        Interval::new(low, (coefficient + t * error).min(1.0))
    });
    let p = standard_error.filter(|error| *error > 0.0);
    let p = p.and_then(|error| t_two_sided_p(coefficient / error, num - 1.0));
    Ok(Gwet { coefficient, agreement, chance, standard_error, interval, p, num_units: counted.len() })
}

/// The share of pairs of people who gave the same answer, the mean over the units with two answers or more, 0 to 1.
///
/// # Errors
/// What [`Units::check_pairable`] says.
pub fn percent_agreement(units: &Units) -> Result<f64, NotComputable> {
    units.check_pairable()?;
    let (mut sum, mut num) = (0.0, 0.0);
    let mut sorted = Vec::new();
    for unit in units.pairable() {
        sorted.clear();
        sorted.extend_from_slice(unit);
        sorted.sort_unstable_by(f64::total_cmp);
        let pairs = |num: usize| num as f64 * (num as f64 - 1.0);
        let same: f64 = sorted.chunk_by(|a, b| a >= b).map(|same| pairs(same.len())).sum();
        sum += same / pairs(unit.len());
        num += 1.0;
    }
    Ok(sum / num)
}

/// How often each point was given, and by how many, for each unit with an answer on the scale.
fn counted(units: &Units, points: &[f64]) -> Result<Vec<(Vec<f64>, f64)>, NotComputable> {
    let mut on_scale = Units::default();
    let mut counted = Vec::new();
    for unit in units.iter() {
        let place = |value: f64| {
            let place = points.partition_point(|point| *point < value);
            points.get(place).filter(|point| **point <= value).map(|_| place)
        };
        let mut counts = vec![0.0; points.len()];
        let places: Vec<usize> = unit.iter().filter_map(|value| place(*value)).collect();
        for &place in &places {
            counts[place] += 1.0;
        }
        on_scale.push(places.iter().map(|&place| points[place]));
        if !places.is_empty() {
            counted.push((counts, places.len() as f64));
        }
    }
    on_scale.with_raters(units.num_raters()).check_pairable()?;
    Ok(counted)
}

fn unit_agreement(counts: &[f64], m: f64, weights: &[Vec<f64>]) -> Option<f64> {
    let row = |row: &Vec<f64>| row.iter().zip(counts).map(|(weight, count)| weight * count).sum::<f64>();
    let sum: f64 = weights.iter().zip(counts).map(|(weights, count)| count * (row(weights) - 1.0)).sum();
    (m > 1.0).then(|| sum / (m * (m - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nearly everybody says yes: kappa-like measures fall to about 0, AC1 does not. Worked by hand: ten units of two
    /// raters, nine agree on yes, one differs. `p_a` = 0.9; π = 0.95, 0.05; `p_e` = 2 · 0.95 · 0.05 = 0.095.
    #[test]
    fn nearly_all_yes_is_nearly_full_agreement() {
        let mut units = Units::default();
        (0..9).for_each(|_| units.push([1.0, 1.0]));
        units.push([1.0, 0.0]);
        let figure = gwet(&units, &[0.0, 1.0], GwetWeights::Identity).unwrap();
        assert!((figure.coefficient - (0.9 - 0.095) / 0.905).abs() < 1e-12, "{figure:?}");
        assert!((percent_agreement(&units).unwrap() - 0.9).abs() < 1e-12, "nine of ten");
        for weights in [GwetWeights::Linear, GwetWeights::Quadratic, GwetWeights::Ordinal, GwetWeights::Radical] {
            let other = gwet(&units, &[0.0, 1.0], weights).unwrap();
            assert!((other.coefficient - figure.coefficient).abs() < 1e-12, "on two points all weights are the same");
        }
    }

    #[test]
    fn all_the_same_is_full_agreement() {
        let units = Units::from_table(&[vec![Some(4.0); 3], vec![Some(4.0); 3]]);
        let figure = gwet(&units, &[1.0, 2.0, 3.0, 4.0, 5.0], GwetWeights::Identity).unwrap();
        assert_eq!((figure.coefficient, figure.interval), (1.0, Some(Interval::new(1.0, 1.0))));
        assert_eq!(figure.p, None);
    }

    #[test]
    fn what_is_off_the_scale_is_missing() {
        let units = Units::from_table(&[vec![Some(1.0), Some(7.0)], vec![Some(2.0), None]]);
        assert_eq!(gwet(&units, &[1.0, 2.0], GwetWeights::Identity), Err(NotComputable::NothingPairable));
        assert_eq!(gwet(&units, &[1.0], GwetWeights::Identity), Err(NotComputable::NoVariation));
        let one = Units::from_table(&[vec![Some(1.0), Some(2.0)]]);
        let figure = gwet(&one, &[1.0, 2.0], GwetWeights::Identity).unwrap();
        assert_eq!((figure.standard_error, figure.interval), (None, None), "one unit has no spread");
        let odd = gwet(&one, &[-1.0, 1.0, 2.0], GwetWeights::Ratio);
        assert!(odd.is_err() || odd.unwrap().coefficient.is_finite(), "never a NaN");
    }
}
