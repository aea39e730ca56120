//! Standard errors of a mean score: from its own raters, or from what all raters' totals leave over together.

use super::super::severity::TwoWay;
use super::super::stats::{Interval, NotComputable, sample_sd, t_quantile};

/// How much of the distribution lies below the upper end of a two-sided 95 % interval.
pub(super) const UPPER: f64 = 0.975;

/// The standard error of a mean from the values it was made of.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct OwnError {
    /// The mean of the values.
    pub mean: f64,
    /// SE = s/√n, in the unit of the values.
    pub standard_error: f64,
    /// n − 1.
    pub df: f64,
    /// The mean ± t(.975, n − 1)·SE.
    pub interval: Interval,
}

/// The standard error of a mean: SE = s/√n with s over n − 1, and the 95 % t interval (Student 1908).
///
/// # Errors
/// [`NotComputable::NoAnswers`] of nothing, [`NotComputable::FewerThanTwoRaters`] of one value.
pub fn own_error(values: &[f64]) -> Result<OwnError, NotComputable> {
    let mean = super::super::stats::mean(values).ok_or(NotComputable::NoAnswers)?;
    let sd = sample_sd(values).ok_or(NotComputable::FewerThanTwoRaters)?;
    let (standard_error, df) = (sd / (values.len() as f64).sqrt(), values.len() as f64 - 1.0);
    let interval = around(mean, standard_error, df).ok_or(NotComputable::TooLarge)?;
    Ok(OwnError { mean, standard_error, df, interval })
}

/// The ends `mean` ± t(.975, `df`)·`standard_error`.
pub(super) fn around(mean: f64, standard_error: f64, df: f64) -> Option<Interval> {
    let reach = t_quantile(UPPER, df)? * standard_error;
    (mean + reach).is_finite().then(|| Interval::new(mean - reach, mean + reach))
}

/// The standard errors of a mean of `n` values by the additive model of all of them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct PooledError {
    /// `SE_rel` = `s_e`/√n: for comparing customers that the same people rated; what makes a person lenient or
    /// strict falls out.
    pub relative: f64,
    /// The degrees of freedom of `s_e`.
    pub relative_df: f64,
    /// `SE_abs` = √((`s_r`² + `s_e`²)/n): for the score by itself, and for customers rated by different people.
    pub absolute: f64,
    /// Its degrees of freedom (Satterthwaite 1946).
    pub absolute_df: f64,
}

/// The pooled errors of a mean of `num_values` values, in the unit of the model's values (Brennan 2001, ch. 2).
///
/// Made for one to four raters, whose own spread says little; it takes for granted that people stray alike for all
/// customers.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without values, [`NotComputable::TooFew`] if the model has nothing left over.
pub fn pooled_error(model: &TwoWay, num_values: usize) -> Result<PooledError, NotComputable> {
    if num_values == 0 {
        return Err(NotComputable::NoAnswers);
    }
    let (Some(error), Some(rater), Some(absolute_df)) =
        (model.residual_variance, model.rater_variance, model.absolute_df)
    else {
        return Err(NotComputable::TooFew);
    };
    let num = num_values as f64;
    Ok(PooledError {
        relative: (error / num).sqrt(),
        relative_df: model.residual_df as f64,
        absolute: ((rater + error) / num).sqrt(),
        absolute_df,
    })
}
