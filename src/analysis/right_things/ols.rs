//! Linear regression by least squares: how several criteria together go with an amount.

use crate::analysis::stats::{Interval, NotComputable, mean, sample_sd, t_quantile, t_two_sided_p};

use super::columns::{Columns, dot};
use super::logistic::Coefficient;

/// A linear model: y = intercept + Σ coefficient·x.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Linear {
    /// The intercept.
    pub intercept: f64,
    /// Its standard error.
    pub intercept_se: f64,
    /// One per predictor, in the order given.
    pub coefficients: Vec<Coefficient>,
    /// The part of the variation that is explained, 0 to 1.
    pub r_squared: f64,
    /// The same, less what chance explains: 1 − (1−R²)(n−1)/(n−p−1).
    pub adjusted_r_squared: f64,
    /// The standard deviation of what is left, in units of y.
    pub residual_sd: f64,
    /// How many cases.
    pub n: usize,
}

/// Linear regression by least squares on centred and scaled columns; the first published use is Legendre 1805.
///
/// # Errors
/// [`NotComputable::TooFew`] without two cases more than predictors, [`NotComputable::ConstantColumn`],
/// [`NotComputable::Collinear`].
pub fn linear(rows: &[Vec<f64>], ys: &[f64]) -> Result<Linear, NotComputable> {
    if rows.len() != ys.len() {
        return Err(NotComputable::TooFew);
    }
    let columns = Columns::new(rows)?;
    let (Some(mean_y), Some(sd_y)) = (mean(ys), sample_sd(ys)) else { return Err(NotComputable::TooFew) };
    if sd_y <= 1e-12 * mean_y.abs().max(1e-290) || !sd_y.is_finite() {
        return Err(NotComputable::ConstantColumn);
    }
    let (directions, upper) = columns.orthogonal()?;
    let scaled: Vec<f64> = ys.iter().map(|y| (y - mean_y) / sd_y).collect();
    let (num, n) = (columns.num_columns(), columns.num_rows as f64);
    let lower = upper.transposed();
    // Rβ = Qᵀy.
    let mut beta: Vec<f64> = directions.iter().map(|direction| dot(direction, &scaled)).collect();
    for row in (0..num).rev() {
        let done: f64 = (row + 1..num).map(|k| upper.get(row, k) * beta[k]).sum();
        beta[row] = (beta[row] - done) / upper.get(row, row);
    }
    let residual: f64 = columns.rows().zip(&scaled).map(|(z, y)| (y - dot(z, &beta)).powi(2)).sum();
    let df = n - num as f64 - 1.0;
    let total = n - 1.0;
    let variance = residual / df;
    let inverse = lower.inverse_both();
    let t95 = t_quantile(0.975, df).ok_or(NotComputable::TooFew)?;
    let mut coefficients = Vec::with_capacity(num);
    for (place, &standardised) in beta.iter().enumerate() {
        let standardised_se = (variance * inverse.get(place, place)).sqrt();
        let unit = sd_y / columns.sds[place];
        let (value, se) = (standardised * unit, standardised_se * unit);
        let p = if se > 0.0 { t_two_sided_p(value / se, df).ok_or(NotComputable::TooFew)? } else { 0.0 };
        let interval = Interval::new(value - t95 * se, value + t95 * se);
        coefficients.push(Coefficient { value, se, p, interval, standardised, standardised_se });
    }
    let shift: Vec<f64> = columns.means.iter().zip(&columns.sds).map(|(mean, sd)| mean / sd).collect();
    let r_squared = (1.0 - residual / total).clamp(0.0, 1.0);
    Ok(Linear {
        intercept: mean_y - sd_y * dot(&beta, &shift),
        intercept_se: sd_y * (variance * (1.0 / n + inverse.quadratic(&shift))).sqrt(),
        coefficients,
        r_squared,
        adjusted_r_squared: 1.0 - (1.0 - r_squared) * total / df,
        residual_sd: sd_y * variance.sqrt(),
        n: columns.num_rows,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longley 1967: GNP deflator, GNP, unemployed, armed forces, population, year; employed. Certified by NIST to
    /// fifteen digits; notoriously close to collinear.
    #[test]
    fn longley_comes_out_as_certified() {
        let rows = [
            [83.0, 234_289.0, 2356.0, 1590.0, 107_608.0, 1947.0],
            [88.5, 259_426.0, 2325.0, 1456.0, 108_632.0, 1948.0],
            [88.2, 258_054.0, 3682.0, 1616.0, 109_773.0, 1949.0],
            [89.5, 284_599.0, 3351.0, 1650.0, 110_929.0, 1950.0],
            [96.2, 328_975.0, 2099.0, 3099.0, 112_075.0, 1951.0],
            [98.1, 346_999.0, 1932.0, 3594.0, 113_270.0, 1952.0],
            [99.0, 365_385.0, 1870.0, 3547.0, 115_094.0, 1953.0],
            [100.0, 363_112.0, 3578.0, 3350.0, 116_219.0, 1954.0],
            [101.2, 397_469.0, 2904.0, 3048.0, 117_388.0, 1955.0],
            [104.6, 419_180.0, 2822.0, 2857.0, 118_734.0, 1956.0],
            [108.4, 442_769.0, 2936.0, 2798.0, 120_445.0, 1957.0],
            [110.8, 444_546.0, 4681.0, 2637.0, 121_950.0, 1958.0],
            [112.6, 482_704.0, 3813.0, 2552.0, 123_366.0, 1959.0],
            [114.2, 502_601.0, 3931.0, 2514.0, 125_368.0, 1960.0],
            [115.7, 518_173.0, 4806.0, 2572.0, 127_852.0, 1961.0],
            [116.9, 554_894.0, 4007.0, 2827.0, 130_081.0, 1962.0],
        ];
        let employed = [
            60_323.0, 61_122.0, 60_171.0, 61_187.0, 63_221.0, 63_639.0, 64_989.0, 63_761.0, 66_019.0, 67_857.0,
            68_169.0, 66_513.0, 68_655.0, 69_564.0, 69_331.0, 70_551.0,
        ];
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
        let model = linear(&rows, &employed).unwrap();
        let near = |got: f64, want: f64| assert!((got - want).abs() < 1e-8 * want.abs(), "{got} is not {want}");
        near(model.intercept, -3_482_258.634_595_82);
        near(model.intercept_se, 890_420.383_607_373);
        near(model.coefficients[0].value, 15.061_872_271_373_3);
        near(model.coefficients[0].se, 84.914_925_774_766_9);
        near(model.coefficients[5].value, 1_829.151_464_613_55);
        near(model.coefficients[5].se, 455.478_499_142_212);
        near(model.r_squared, 0.995_479_004_577_296);
        near(model.residual_sd, 304.854_073_561_965);
    }

    #[test]
    fn degenerate_columns_are_named() {
        let rows: Vec<Vec<f64>> = (0..6).map(|i| vec![f64::from(i), 2.0 * f64::from(i) + 1.0]).collect();
        assert_eq!(linear(&rows, &[1.0, 2.0, 1.0, 4.0, 3.0, 2.0]), Err(NotComputable::Collinear));
        let rows: Vec<Vec<f64>> = (0..6).map(|i| vec![f64::from(i)]).collect();
        assert_eq!(linear(&rows, &[2.0; 6]), Err(NotComputable::ConstantColumn));
        assert_eq!(linear(&rows[..2], &[2.0, 3.0]), Err(NotComputable::TooFew));
        let line = linear(&rows, &[1.0, 3.0, 5.0, 7.0, 9.0, 11.0]).unwrap();
        assert!((line.coefficients[0].value - 2.0).abs() < 1e-12 && (line.r_squared - 1.0).abs() < 1e-12, "exact");
    }
}
