//! Paired: the same customers seen by two groups, one difference per customer.

use crate::analysis::stats::{Interval, NotComputable, mean, sample_sd, t_quantile, t_two_sided_p};

use super::effect::EffectSize;
use super::flips::Flips;
use super::permutation::{Permutation, is_usable};

/// Paired differences d of n customers, in the unit they came in (points for gaps).
///
/// Source: Fisher 1935, sec. 21 (signs); Student 1908 (t); Cohen 1988, sec. 2.3.5 (dz).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct PairedGap {
    /// How many pairs, at least 1.
    pub n: usize,
    /// The mean difference.
    pub mean: f64,
    /// The standard deviation of the differences, with n − 1; `None` of one.
    pub sd: Option<f64>,
    /// mean / sd: the gap in standard deviations; any size.
    pub dz: Option<f64>,
    /// How large dz is, in a word.
    pub effect: Option<EffectSize>,
    /// The 95 % interval of the mean: mean ± t(0.975, n − 1) · sd / √n.
    pub interval: Option<Interval>,
    /// mean / (sd / √n).
    pub t: Option<f64>,
    /// n − 1.
    pub df: usize,
    /// The two-sided p of t, 0–1; it supposes normal differences.
    pub t_p: Option<f64>,
    /// The sign-flip test; it supposes nothing but that signs could be either way.
    pub flips: Permutation,
    /// Why there is no sd ([`NotComputable::TooFew`]), or no dz and t ([`NotComputable::NoVariation`]: all
    /// differences are the same).
    pub reason: Option<NotComputable>,
}

/// The paired gap: all figures of differences "first minus second".
///
/// # Errors
/// [`NotComputable::TooFew`] without differences, [`NotComputable::NoFigures`] if one is not a number.
pub fn paired_gap(differences: &[f64]) -> Result<PairedGap, NotComputable> {
    paired_with(&Flips::for_pairs(differences.len()), differences)
}

/// The same with flips made ready for at least so many.
pub(super) fn paired_with(flips: &Flips, differences: &[f64]) -> Result<PairedGap, NotComputable> {
    let mean = mean(differences).ok_or(NotComputable::TooFew)?;
    if !is_usable(differences) {
        return Err(NotComputable::NoFigures);
    }
    let largest = differences.iter().map(|difference| difference.abs()).fold(0.0, f64::max);
    let (n, df, sd) = (differences.len(), differences.len() - 1, sample_sd(differences));
    // What is left by rounding is no variation.
    let spread = sd.filter(|sd| *sd > 1e-12 * largest);
    let dz = spread.map(|sd| mean / sd);
    let error = sd.map(|sd| sd / (n as f64).sqrt());
    let t = dz.map(|dz| dz * (n as f64).sqrt());
    let interval = error.zip(t_quantile(0.975, df as f64));
    Ok(PairedGap {
        n,
        mean,
        sd,
        dz,
        effect: dz.map(EffectSize::of),
        interval: interval.map(|(error, times)| Interval::new(mean - times * error, mean + times * error)),
        t,
        df,
        t_p: t.and_then(|t| t_two_sided_p(t, df as f64)),
        flips: flips.test(differences)?,
        reason: match (sd, spread) {
            (None, _) => Some(NotComputable::TooFew),
            (_, None) => Some(NotComputable::NoVariation),
            (Some(_), Some(_)) => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: Option<f64>, want: f64, within: f64) {
        assert!((got.unwrap() - want).abs() < within, "{got:?} is not {want}");
    }

    /// Cushny and Peebles' sleep data as in Student 1908.
    #[test]
    fn hours_of_sleep_gained() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let differences: Vec<f64> = second.iter().zip(first).map(|(second, first)| second - first).collect();
        let gap = paired_gap(&differences).unwrap();
        near(Some(gap.mean), 1.58, 1e-12);
        near(gap.t, 4.062_128, 1e-6);
        near(gap.t_p, 0.002_832_89, 1e-8);
        near(gap.interval.map(|interval| interval.low), 0.700_114_2, 1e-6);
        near(gap.interval.map(|interval| interval.high), 2.459_885_8, 1e-6);
        assert_eq!(gap.effect, Some(EffectSize::Large));
    }

    /// Darwin's crossed and self-fertilised maize, in eighths of an inch: Fisher 1935, sec. 21 counts 863 of 32 768.
    #[test]
    fn heights_of_maize() {
        let eighths = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48].map(f64::from);
        let gap = paired_gap(&eighths).unwrap();
        assert_eq!((gap.flips.hits_one_sided, gap.flips.hits, gap.flips.total), (863, 1726, 32_768));
        near(gap.t, 2.148, 5e-4);
    }

    #[test]
    fn one_pair_and_equal_differences_have_no_spread() {
        let one = paired_gap(&[12.0]).unwrap();
        assert_eq!((one.mean, one.sd, one.t, one.reason), (12.0, None, None, Some(NotComputable::TooFew)));
        let same = paired_gap(&[0.1 + 0.2, 0.3, 0.3]).unwrap();
        assert_eq!((same.dz, same.t_p, same.reason), (None, None, Some(NotComputable::NoVariation)));
        assert_eq!(same.flips.hits, 2, "all plus and all minus");
        assert_eq!(paired_gap(&[]), Err(NotComputable::TooFew));
        assert_eq!(paired_gap(&[f64::INFINITY]), Err(NotComputable::NoFigures));
    }
}
