//! Unpaired: two groups of different people, such as management and the team about one customer.

use crate::analysis::stats::{Interval, NotComputable, mean, normal_quantile, sample_sd, t_quantile, t_two_sided_p};

use super::effect::{EffectSize, hedges_correction};
use super::labels::label_test;
use super::permutation::{Permutation, is_usable};

/// Two independent groups of values, "first minus second", in the unit they came in (points for gaps).
///
/// Source: Hedges 1981 (g); Borenstein et al. 2009, ch. 4 (its interval); Cliff 1993 (delta); Welch 1947 (unequal
/// spreads); Pitman 1937 (labels).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct UnpairedGap {
    /// How many values the first group has, at least 1.
    pub n_one: usize,
    /// How many the second has, at least 1.
    pub n_other: usize,
    /// The first group's mean.
    pub mean_one: f64,
    /// The second group's mean.
    pub mean_other: f64,
    /// The difference of the means.
    pub difference: f64,
    /// The pooled standard deviation, √(((n₁−1)s₁² + (n₂−1)s₂²) / df).
    pub pooled_sd: Option<f64>,
    /// n₁ + n₂ − 2.
    pub df: usize,
    /// Cohen's d: difference / pooled sd.
    pub d: Option<f64>,
    /// Hedges' g: d·J, without the bias of small samples.
    pub g: Option<f64>,
    /// How large g is, in a word.
    pub effect: Option<EffectSize>,
    /// The 95 % interval of g: g ± 1.96 · J·√((n₁+n₂)/(n₁n₂) + d²/(2(n₁+n₂))).
    pub g_interval: Option<Interval>,
    /// difference / (pooled sd · √(1/n₁ + 1/n₂)).
    pub t: Option<f64>,
    /// The two-sided p of t, 0–1; it supposes normal values with equal spreads.
    pub t_p: Option<f64>,
    /// The 95 % interval of the difference, by the pooled sd.
    pub interval: Option<Interval>,
    /// Welch's test, which does not suppose equal spreads.
    pub welch: Option<Welch>,
    /// Cliff's delta: how much more often a value of the first group is above one of the second than below,
    /// −1 to 1.
    pub cliff_delta: f64,
    /// The label-permutation test of the difference.
    pub labels: Permutation,
    /// Why there is no g: too few values ([`NotComputable::TooFew`]) or no spread within either group
    /// ([`NotComputable::NoVariation`]).
    pub reason: Option<NotComputable>,
}

/// Welch's t test; both groups need two values and one of them a spread.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Welch {
    /// difference / √(s₁²/n₁ + s₂²/n₂).
    pub t: f64,
    /// Welch and Satterthwaite's degrees of freedom.
    pub df: f64,
    /// The two-sided p, 0–1.
    pub p: Option<f64>,
    /// The 95 % interval of the difference.
    pub interval: Option<Interval>,
}

/// The unpaired gap: all figures of "ones minus others".
///
/// # Errors
/// [`NotComputable::TooFew`] if a group is empty, [`NotComputable::NoFigures`] if a value is not a number.
pub fn unpaired_gap(ones: &[f64], others: &[f64]) -> Result<UnpairedGap, NotComputable> {
    let (mean_one, mean_other) = (mean(ones).ok_or(NotComputable::TooFew)?, mean(others).ok_or(NotComputable::TooFew)?);
    if !is_usable(ones) || !is_usable(others) {
        return Err(NotComputable::NoFigures);
    }
    let (n_one, n_other) = (ones.len(), others.len());
    let (difference, df) = (mean_one - mean_other, n_one + n_other - 2);
    let (all, apart) = ((n_one + n_other) as f64, 1.0 / n_one as f64 + 1.0 / n_other as f64);
    let squares = |values: &[f64]| sample_sd(values).map_or(0.0, |sd| sd * sd * (values.len() - 1) as f64);
    let pooled_sd = (df > 0).then(|| ((squares(ones) + squares(others)) / df as f64).sqrt());
    let largest = ones.iter().chain(others).map(|value| value.abs()).fold(0.0, f64::max);
    let spread = pooled_sd.filter(|sd| *sd > 1e-12 * largest);
    let d = spread.map(|sd| difference / sd);
    let correction = hedges_correction(df as f64);
    let g = d.zip(correction).map(|(d, j)| d * j);
    let error = pooled_sd.map(|sd| sd * apart.sqrt());
    let t = spread.map(|sd| difference / (sd * apart.sqrt()));
    let g_error = d.zip(correction).map(|(d, j)| j * (apart + d * d / (2.0 * all)).sqrt());
    let around = |middle: f64, error: f64, times: f64| Interval::new(middle - times * error, middle + times * error);
    let g_ends = g.zip(g_error).zip(normal_quantile(0.975));
    let ends = error.zip(t_quantile(0.975, df as f64));
    Ok(UnpairedGap {
        n_one,
        n_other,
        mean_one,
        mean_other,
        difference,
        pooled_sd,
        df,
        d,
        g,
        effect: g.map(EffectSize::of),
        g_interval: g_ends.map(|((g, error), times)| around(g, error, times)),
        t,
        t_p: t.and_then(|t| t_two_sided_p(t, df as f64)),
        interval: ends.map(|(error, times)| around(difference, error, times)),
        welch: spread.and_then(|_| welch(ones, others, difference)),
        cliff_delta: cliff_delta(ones, others)?,
        labels: label_test(ones, others)?,
        reason: match (df, spread, g) {
            (0, ..) | (_, Some(_), None) => Some(NotComputable::TooFew),
            (_, None, _) => Some(NotComputable::NoVariation),
            (_, Some(_), Some(_)) => None,
        },
    })
}

fn welch(ones: &[f64], others: &[f64], difference: f64) -> Option<Welch> {
    let part = |values: &[f64]| Some(sample_sd(values)?.powi(2) / values.len() as f64);
    let (one, other) = (part(ones)?, part(others)?);
    let of_df = |part: f64, values: &[f64]| part * part / (values.len() - 1) as f64;
    let (error, df) = ((one + other).sqrt(), (one + other).powi(2) / (of_df(one, ones) + of_df(other, others)));
    let t = difference / error;
    let interval =
        t_quantile(0.975, df).map(|times| Interval::new(difference - times * error, difference + times * error));
    (t.is_finite() && df.is_finite()).then(|| Welch { t, df, p: t_two_sided_p(t, df), interval })
}

/// Cliff's delta: (pairs with one > other − pairs with one < other) / all pairs, −1 to 1. Source: Cliff 1993.
///
/// # Errors
/// [`NotComputable::TooFew`] if a group is empty, [`NotComputable::NoFigures`] if a value is not a number.
pub fn cliff_delta(ones: &[f64], others: &[f64]) -> Result<f64, NotComputable> {
    if ones.is_empty() || others.is_empty() {
        return Err(NotComputable::TooFew);
    }
    if !is_usable(ones) || !is_usable(others) {
        return Err(NotComputable::NoFigures);
    }
    let mut sorted = others.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (mut above, mut below) = (0, 0);
    for one in ones {
        above += sorted.partition_point(|other| other < one);
        below += sorted.len() - sorted.partition_point(|other| other <= one);
    }
    Ok((above as f64 - below as f64) / (ones.len() as f64 * others.len() as f64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The sleep data taken as two groups of ten, as R prints them: `t.test(extra ~ group, data = sleep)`.
    #[test]
    fn hours_of_sleep_gained_by_strangers() {
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let gap = unpaired_gap(&first, &second).unwrap();
        let near = |got: f64, want: f64, within: f64| assert!((got - want).abs() < within, "{got} is not {want}");
        near(gap.t.unwrap(), -1.860_813, 1e-6);
        near(gap.t_p.unwrap(), 0.079_187, 1e-6);
        let welch = gap.welch.unwrap();
        near(welch.df, 17.776_474, 1e-6);
        near(welch.p.unwrap(), 0.079_394, 1e-6);
        near(welch.interval.unwrap().low, -3.365_483_2, 1e-6);
        near(gap.d.unwrap(), -1.860_813 / 5.0_f64.sqrt(), 1e-6);
        assert_eq!(gap.labels.total, 184_756);
    }

    #[test]
    fn too_little_is_said_so() {
        let one_each = unpaired_gap(&[90.0], &[40.0]).unwrap();
        assert_eq!((one_each.difference, one_each.g, one_each.reason), (50.0, None, Some(NotComputable::TooFew)));
        assert!((one_each.labels.p - 1.0).abs() < 1e-12, "either way round");
        let three = unpaired_gap(&[90.0], &[40.0, 45.0]).unwrap();
        assert_eq!((three.g, three.reason), (None, Some(NotComputable::TooFew)), "no correction for df = 1");
        let flat = unpaired_gap(&[1.0, 1.0], &[0.0, 0.0]).unwrap();
        assert_eq!((flat.t, flat.g, flat.reason), (None, None, Some(NotComputable::NoVariation)));
        assert!((flat.cliff_delta - 1.0).abs() < 1e-12, "all above");
        assert_eq!(unpaired_gap(&[], &[1.0]), Err(NotComputable::TooFew));
        assert_eq!(cliff_delta(&[f64::NAN], &[1.0]), Err(NotComputable::NoFigures));
    }

    proptest! {
        #[test]
        fn delta_counts_pairs(ones in prop::collection::vec(0..6_i8, 1..9), others in prop::collection::vec(0..6_i8, 1..9)) {
            let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one - other).signum()));
            let want = pairs.map(f64::from).sum::<f64>() / (ones.len() * others.len()) as f64;
            let floats = |values: &[i8]| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
            let (ones, others) = (floats(&ones), floats(&others));
            prop_assert!((cliff_delta(&ones, &others).unwrap() - want).abs() < 1e-12);
            let (there, back) = (unpaired_gap(&ones, &others).unwrap(), unpaired_gap(&others, &ones).unwrap());
            prop_assert!((there.difference + back.difference).abs() < 1e-9);
            prop_assert!((there.labels.p - back.labels.p).abs() < 1e-9);
        }
    }
}
