//! The distributions behind intervals and p-values, from `statrs`; without its errors and panics.

use statrs::distribution::{ChiSquared, ContinuousCDF as _, FisherSnedecor, Normal, StudentsT};

/// The share of a standard normal distribution up to `z`, 0 to 1.
pub(in crate::analysis) fn normal_cdf(z: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(f64::midpoint(0.0, 1.0), |normal| normal.cdf(z))
}

/// The point below which this share (inside 0 to 1) of a standard normal distribution lies: 0.975 gives 1.96.
pub(in crate::analysis) fn normal_quantile(share: f64) -> Option<f64> {
    let normal = Normal::new(0.0, 1.0).ok()?;
    (0.0 < share && share < 1.0).then(|| normal.inverse_cdf(share)).filter(|z| z.is_finite())
}

/// The point below which this share (inside 0 to 1) of Student's t distribution with `df` degrees of freedom lies.
pub(in crate::analysis) fn t_quantile(share: f64, df: f64) -> Option<f64> {
    let t = StudentsT::new(0.0, 1.0, df).ok()?;
    (0.0 < share && share < 1.0).then(|| t.inverse_cdf(share)).filter(|t| t.is_finite())
}

/// The chance of a t at least as far from 0 as this one, 0 to 1.
pub(in crate::analysis) fn t_two_sided_p(t: f64, df: f64) -> Option<f64> {
    let distribution = StudentsT::new(0.0, 1.0, df).ok()?;
    (!t.is_nan()).then(|| (2.0 * distribution.cdf(-t.abs())).clamp(0.0, 1.0))
}

/// The point below which this share (inside 0 to 1) of the F distribution lies.
pub(in crate::analysis) fn f_quantile(share: f64, df1: f64, df2: f64) -> Option<f64> {
    let f = FisherSnedecor::new(df1, df2).ok()?;
    (0.0 < share && share < 1.0).then(|| f.inverse_cdf(share)).filter(|f| f.is_finite())
}

/// The chance of an F at least as large as this one (0 or more), 0 to 1.
pub(in crate::analysis) fn f_upper_p(f: f64, df1: f64, df2: f64) -> Option<f64> {
    let distribution = FisherSnedecor::new(df1, df2).ok()?;
    (f >= 0.0).then(|| distribution.sf(f)).filter(|p| p.is_finite()).map(|p| p.clamp(0.0, 1.0))
}

/// The chance of a χ² at least as large as this one (0 or more), 0 to 1.
pub(in crate::analysis) fn chi_square_upper_p(chi_square: f64, df: f64) -> Option<f64> {
    let distribution = ChiSquared::new(df).ok()?;
    (chi_square >= 0.0).then(|| distribution.sf(chi_square)).filter(|p| p.is_finite()).map(|p| p.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of tables printed in any textbook, to the digits of R.
    #[test]
    fn quantiles_are_those_of_the_tables() {
        let near = |got: Option<f64>, want: f64| {
            let got = got.unwrap();
            assert!((got - want).abs() < 1e-6 * want.abs().max(1.0), "{got} is not {want}");
        };
        near(normal_quantile(0.975), 1.959_963_985);
        near(t_quantile(0.975, 1.0), 12.706_204_74);
        near(t_quantile(0.975, 9.0), 2.262_157_163);
        near(t_quantile(0.995, 30.0), 2.749_995_654);
        near(f_quantile(0.95, 3.0, 10.0), 3.708_264_82);
        near(f_quantile(0.975, 5.0, 15.0), 3.576_415_27);
        near(f_quantile(0.95, 1.0, 1.0), 161.447_638_8);
        near(t_two_sided_p(4.062_1, 9.0), 0.002_833);
        near(Some(normal_cdf(1.0)), 0.841_344_746);
        near(f_upper_p(3.708_264_82, 3.0, 10.0), 0.05);
        near(chi_square_upper_p(3.841_458_82, 1.0), 0.05);
        near(chi_square_upper_p(18.307_038_05, 10.0), 0.05);
        // Large ones, as of a list of ten thousand (Cornish and Fisher).
        near(chi_square_upper_p(10_232.737_28, 9_999.0), 0.05);
    }

    #[test]
    fn there_is_no_quantile_outside() {
        for share in [0.0, 1.0, -1.0, f64::NAN] {
            assert_eq!(normal_quantile(share), None);
            assert_eq!(t_quantile(share, 3.0), None);
            assert_eq!(f_quantile(share, 3.0, 3.0), None);
        }
        assert_eq!(t_quantile(0.5, 0.0), None);
        assert_eq!(f_quantile(0.5, f64::INFINITY, -1.0), None);
    }
}
