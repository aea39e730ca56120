//! How sure a mean over balanced groups is.

use super::super::stats::{NotComputable, t_quantile};
use super::errors::UPPER;

/// How far the 95 % interval of a mean over groups reaches to either side, and its degrees of freedom.
///
/// Each group comes with its weight and its people's values. The mean is Σ w·m / Σ w over the groups with values;
/// its error is that of a stratified sample with one variance: SE² = s² Σ (w/W)²/n with s² = Σ SS / Σ (n − 1) over
/// all groups. Source: Cochran 1977, *Sampling Techniques*, sec. 5.4. With one group it is s/√n of [`super::own_error`].
///
/// # Errors
/// [`NotComputable::NoAnswers`] without values in a group that counts, [`NotComputable::FewerThanTwoRaters`] where no
/// group has two, [`NotComputable::TooLarge`] where numbers are too large to square.
pub fn balanced_reach(groups: &[(f64, Vec<f64>)]) -> Result<(f64, f64), NotComputable> {
    let counted: Vec<&(f64, Vec<f64>)> =
        groups.iter().filter(|(weight, values)| *weight > 0.0 && !values.is_empty()).collect();
    let largest = counted.iter().map(|(weight, _)| *weight).fold(0.0, f64::max);
    if counted.is_empty() {
        return Err(NotComputable::NoAnswers);
    }
    let (mut squares, mut df) = (0.0, 0.0);
    for (_, values) in &counted {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        squares += values.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        df += n - 1.0;
    }
    if df < 1.0 {
        return Err(NotComputable::FewerThanTwoRaters);
    }
    let total: f64 = counted.iter().map(|(weight, _)| weight / largest).sum();
    let parts = counted.iter().map(|(weight, values)| (weight / largest / total).powi(2) / values.len() as f64);
    let standard_error = (squares / df * parts.sum::<f64>()).sqrt();
    let reach = t_quantile(UPPER, df).map(|t| t * standard_error).filter(|reach| reach.is_finite());
    reach.map(|reach| (reach, df)).ok_or(NotComputable::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::super::own_error;
    use super::*;

    #[test]
    fn of_one_group_it_is_the_error_of_its_mean() {
        let values = vec![0.2, 0.5, 0.9, 0.4, 0.7];
        let own = own_error(&values).unwrap();
        let (reach, df) = balanced_reach(&[(2.0, values)]).unwrap();
        assert!((reach - (own.interval.high - own.mean)).abs() < 1e-12, "{reach} {own:?}");
        assert!((df - 4.0).abs() < 1e-12, "{df}");
    }

    /// Worked by hand: SS = 2 + 0.5 = 2.5 over 2 + 1 degrees of freedom, s² = 5/6; equal weights: ¼·(1/3 + 1/2) =
    /// 5/24, SE = √(5/6 · 5/24) = 5/12; t(.975, 3) = 3.182446.
    #[test]
    fn groups_count_by_their_weights_and_not_by_their_people() {
        let (reach, df) =
            balanced_reach(&[(1.0, vec![1.0, 2.0, 3.0]), (1.0, vec![6.0, 7.0]), (0.0, vec![9.0])]).unwrap();
        assert!((reach - 3.182_446 * 5.0 / 12.0).abs() < 1e-5, "{reach}");
        assert!((df - 3.0).abs() < 1e-12, "a group of weight 0 has no say: {df}");
        assert_eq!(balanced_reach(&[(1.0, vec![1.0]), (1.0, vec![2.0])]), Err(NotComputable::FewerThanTwoRaters));
        assert_eq!(balanced_reach(&[(0.0, vec![1.0, 2.0])]), Err(NotComputable::NoAnswers));
        assert_eq!(balanced_reach(&[(1.0, vec![f64::MAX, -f64::MAX])]), Err(NotComputable::TooLarge));
    }
}
