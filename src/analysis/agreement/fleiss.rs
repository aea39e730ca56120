//! Fleiss' kappa: the measure many other tools print; for comparison with them only, because it allows no holes.

use super::super::stats::{NotComputable, normal_cdf};

/// Fleiss' kappa with what it is made from.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct FleissKappa {
    /// (`agreement` − `chance`) / (1 − `chance`).
    pub kappa: f64,
    /// The mean share of agreeing pairs, 0 to 1.
    pub agreement: f64,
    /// `Σ p_j²`: the share expected by chance, 0 to 1.
    pub chance: f64,
    /// The share of each category in all ratings.
    pub shares: Vec<f64>,
    /// Kappa of each category against all others; `None` if nobody, or everybody, chose it.
    pub by_category: Vec<Option<f64>>,
    /// The standard error if there were no agreement (Fleiss, Nee & Landis 1979).
    pub standard_error: f64,
    /// `kappa` / `standard_error`.
    pub z: f64,
    /// The chance of a kappa as far from 0 if there were no agreement.
    pub p: f64,
    /// Ratings of each unit.
    pub num_raters: usize,
}

/// Fleiss' kappa of a table units × categories of counts, with the same number of ratings of every unit.
///
/// `κ = (P̄ − P_e) / (1 − P_e)`, `P_i = Σ_j n_ij (n_ij − 1) / (m (m − 1))`, `P_e = Σ p_j²`. Source: Fleiss 1971, "Measuring
/// nominal scale agreement among many raters"; standard error: Fleiss, Nee & Landis 1979.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without any, [`NotComputable::Holes`] if units differ in their number of ratings (or
/// of categories), [`NotComputable::FewerThanTwoRaters`], [`NotComputable::NoVariation`] if all is one category.
pub fn fleiss_kappa(counts: &[Vec<usize>]) -> Result<FleissKappa, NotComputable> {
    let num_raters: usize = counts.first().ok_or(NotComputable::NoAnswers)?.iter().sum();
    let num_categories = counts.first().map_or(0, Vec::len);
    if counts.iter().all(|row| row.iter().sum::<usize>() == 0) {
        return Err(NotComputable::NoAnswers);
    }
    if counts.iter().any(|row| row.iter().sum::<usize>() != num_raters || row.len() != num_categories) {
        return Err(NotComputable::Holes);
    }
    if num_raters < 2 {
        return Err(NotComputable::FewerThanTwoRaters);
    }
    let (units, m) = (counts.len() as f64, num_raters as f64);
    let column = |j: usize| counts.iter().map(move |row| row[j]);
    let totals: Vec<usize> = (0..num_categories).map(|j| column(j).sum()).collect();
    if totals.iter().filter(|total| **total > 0).count() < 2 {
        return Err(NotComputable::NoVariation);
    }
    let shares: Vec<f64> = totals.iter().map(|total| *total as f64 / (units * m)).collect();
    let same = |row: &Vec<usize>| row.iter().map(|&n| n as f64 * (n as f64 - 1.0)).sum::<f64>();
    let agreement = counts.iter().map(same).sum::<f64>() / (units * m * (m - 1.0));
    let chance: f64 = shares.iter().map(|p| p * p).sum();
    let kappa = (agreement - chance) / (1.0 - chance);
    let by_category = shares.iter().enumerate().map(|(j, p)| {
        let split: f64 = column(j).map(|n| n as f64 * (m - n as f64)).sum();
        (totals[j] > 0 && *p < 1.0).then(|| 1.0 - split / (units * m * (m - 1.0) * p * (1.0 - p)))
    });
    let by_category = by_category.collect();
    // Σ p (1 − p) and Σ p (1 − p) (1 − 2p).
    let spread = 1.0 - chance;
    let skew: f64 = shares.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)).sum();
    let standard_error = (2.0 / (units * m * (m - 1.0)) * (spread * spread - skew).max(0.0)).sqrt() / spread;
    let z = kappa / standard_error;
    let p = 2.0 * normal_cdf(-z.abs());
    if !(kappa.is_finite() && z.is_finite()) {
        return Err(NotComputable::NothingToDivideBy);
    }
    Ok(FleissKappa { kappa, agreement, chance, shares, by_category, standard_error, z, p, num_raters })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_why_there_is_none() {
        assert_eq!(fleiss_kappa(&[]), Err(NotComputable::NoAnswers));
        assert_eq!(fleiss_kappa(&[vec![0, 0], vec![0, 0]]), Err(NotComputable::NoAnswers));
        assert_eq!(fleiss_kappa(&[vec![2, 1], vec![1, 1]]), Err(NotComputable::Holes));
        assert_eq!(fleiss_kappa(&[vec![1, 0], vec![0, 1]]), Err(NotComputable::FewerThanTwoRaters));
        assert_eq!(fleiss_kappa(&[vec![3, 0], vec![3, 0]]), Err(NotComputable::NoVariation));
    }

    #[test]
    fn full_agreement_is_one_and_two_categories_have_the_same_kappa() {
        let full = fleiss_kappa(&[vec![3, 0], vec![0, 3]]).unwrap();
        assert!((full.kappa - 1.0).abs() < 1e-12, "{full:?}");
        let some = fleiss_kappa(&[vec![3, 1], vec![0, 4], vec![4, 0]]).unwrap();
        for category in &some.by_category {
            assert!((category.unwrap() - some.kappa).abs() < 1e-12, "{some:?}");
        }
    }
}
