//! Counts of a few, honestly: k of n with an interval, the exact test of two counts, and how to say them.

use statrs::function::factorial::ln_binomial;

use crate::analysis::figure;
use crate::analysis::stats::{Interval, NotComputable};
use crate::analysis::words::percent_text;

/// 95 % of a normal distribution lie within this many standard deviations.
const Z95: f64 = 1.959_963_984_540_054;
/// Below this many cases only the counts are said.
const MIN_FOR_PERCENT: usize = 10;

/// k of n.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct CountOf {
    /// How many.
    pub k: usize,
    /// Of how many.
    pub n: usize,
    /// The 95 % interval of the share, 0 to 1.
    #[serde(serialize_with = "figure::serialize")]
    pub interval: Result<Interval, NotComputable>,
}

impl CountOf {
    /// With its interval.
    pub fn new(k: usize, n: usize) -> Self {
        Self { k, n, interval: wilson(k, n) }
    }

    /// k/n, 0 to 1; `None` of none.
    pub fn share(self) -> Option<f64> {
        (self.n > 0).then(|| self.k as f64 / self.n as f64)
    }

    /// "2 of 3"; from ten cases on with the percentage: "18 of 30 (60 %)".
    pub fn words(self) -> String {
        match self.share() {
            Some(share) if self.n >= MIN_FOR_PERCENT => format!("{} of {} ({})", self.k, self.n, percent_text(share)),
            _ => format!("{} of {}", self.k, self.n),
        }
    }
}

/// The 95 % interval of a share, k of n, within 0 to 1.
///
/// (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Source: Wilson 1927; Brown, Cai & `DasGupta` 2001.
///
/// # Errors
/// [`NotComputable::NothingToDivideBy`] of none, and if k is more than n.
pub fn wilson(k: usize, n: usize) -> Result<Interval, NotComputable> {
    if n == 0 || k > n {
        return Err(NotComputable::NothingToDivideBy);
    }
    let (n, p) = (n as f64, k as f64 / n as f64);
    let squared = Z95 * Z95 / n;
    let middle = p + squared / 2.0;
    let half = Z95 * (p * (1.0 - p) / n + squared / (4.0 * n)).sqrt();
    let end = |value: f64| (value / (1.0 + squared)).clamp(0.0, 1.0);
    // Rounding must not leave the share itself outside.
    Ok(Interval::new(end(middle - half).min(p), end(middle + half).max(p)))
}

/// Fisher's exact test of two counts, k1 of n1 against k2 of n2: the two-sided p, 0 to 1.
///
/// The sum of the hypergeometric chances of all tables with the same margins that are no likelier than this one.
/// Source: Fisher 1935, § 21.02.
///
/// # Errors
/// [`NotComputable::NothingToDivideBy`] if there is nobody on one side; [`NotComputable::NoVariation`] if it is all or
/// none on both.
pub fn fisher_exact((k1, n1): (usize, usize), (k2, n2): (usize, usize)) -> Result<f64, NotComputable> {
    if n1 == 0 || n2 == 0 || k1 > n1 || k2 > n2 {
        return Err(NotComputable::NothingToDivideBy);
    }
    let total = k1 + k2;
    if total == 0 || total == n1 + n2 {
        return Err(NotComputable::NoVariation);
    }
    let ln = |n: usize, k: usize| ln_binomial(n as u64, k as u64);
    let all = ln(n1 + n2, total);
    let chance = |k: usize| (ln(n1, k) + ln(n2, total - k) - all).exp();
    // Tables that are equally likely differ by rounding only.
    let limit = chance(k1) * (1.0 + 1e-7);
    let tables = total.saturating_sub(n2)..=total.min(n1);
    Ok(tables.map(chance).filter(|chance| *chance <= limit).sum::<f64>().min(1.0))
}

/// The share of false alarms to expect if this p and all smaller ones are believed, in the order given; what is not
/// computable takes no part. Source: Benjamini & Hochberg 1995.
pub(in crate::analysis) fn false_alarms(ps: &[Result<f64, NotComputable>]) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> = ps.iter().enumerate().filter_map(|(at, p)| Some(((*p).ok()?, at))).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let num = order.len();
    let (mut adjusted, mut smallest) = (vec![None; ps.len()], 1.0_f64);
    for (from_top, (p, at)) in order.into_iter().enumerate() {
        smallest = smallest.min(p * num as f64 / (num - from_top) as f64);
        adjusted[at] = Some(smallest);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_lady_tastes_tea() {
        // Fisher 1935: 3 of 4 against 1 of 4; R's fisher.test gives 0.4857.
        assert!((fisher_exact((3, 4), (1, 4)).unwrap() - 34.0 / 70.0).abs() < 1e-12, "34 of 70 ways");
        assert!((fisher_exact((4, 4), (0, 4)).unwrap() - 2.0 / 70.0).abs() < 1e-12, "2 of 70 ways");
        assert_eq!(fisher_exact((0, 4), (0, 4)), Err(NotComputable::NoVariation));
        assert_eq!(fisher_exact((0, 0), (0, 4)), Err(NotComputable::NothingToDivideBy));
        assert!(fisher_exact((600, 5000), (500, 5000)).unwrap() < 0.01, "many cases");
    }

    #[test]
    fn wilson_as_published() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (k, n, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let interval = wilson(k, n).unwrap();
            assert!(
                (interval.low - low).abs() < 6e-5 && (interval.high - high).abs() < 6e-5,
                "{k} of {n}: {interval:?}"
            );
        }
        assert_eq!(wilson(0, 0), Err(NotComputable::NothingToDivideBy));
    }

    #[test]
    fn few_are_counted_and_many_are_measured() {
        assert_eq!(CountOf::new(2, 3).words(), "2 of 3");
        assert_eq!(CountOf::new(18, 30).words(), "18 of 30 (60\u{a0}%)");
    }

    #[test]
    fn false_alarms_as_by_hand() {
        let ps = [Ok(0.01), Err(NotComputable::NoVariation), Ok(0.04), Ok(0.03)];
        let adjusted = false_alarms(&ps);
        assert!((adjusted[0].unwrap() - 0.03).abs() < 1e-12 && adjusted[1].is_none(), "{adjusted:?}");
        assert!(
            (adjusted[2].unwrap() - 0.04).abs() < 1e-12 && (adjusted[3].unwrap() - 0.04).abs() < 1e-12,
            "{adjusted:?}"
        );
    }

    proptest! {
        #[test]
        fn intervals_hold_their_share_and_stay_within(n in 1..2000_usize, some in 0..2000_usize) {
            let k = some.min(n);
            let interval = wilson(k, n).unwrap();
            let share = k as f64 / n as f64;
            prop_assert!(0.0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1.0);
            prop_assert!(interval.high > interval.low);
        }

        #[test]
        fn the_exact_test_is_the_same_from_both_sides(a in 0..12_usize, b in 0..12_usize, c in 0..12_usize, d in 0..12_usize) {
            let one = fisher_exact((a, a + b), (c, c + d));
            prop_assert_eq!(one.is_ok(), fisher_exact((c, c + d), (a, a + b)).is_ok());
            if let Ok(p) = one {
                prop_assert!(0.0 < p && p <= 1.0);
                for other in [fisher_exact((c, c + d), (a, a + b)), fisher_exact((b, a + b), (d, c + d))] {
                    prop_assert!((other.unwrap() - p).abs() < 1e-9);
                }
            }
        }
    }
}
