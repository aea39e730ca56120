//! Mann and Kendall's test: whether later values tend to be higher or lower than earlier ones.

use crate::analysis::stats::{NotComputable, normal_cdf};

/// Up to so many rounds the exact p is given with the test.
const MAX_EXACT: usize = 10;
/// Beyond so many rounds the numbers of orders no longer fit a float.
const MAX_ROUNDS: usize = 100;

/// Mann and Kendall's test for a trend.
///
/// Source: Mann 1945; Kendall 1975; Gilbert 1987, ch. 16.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct MannKendall {
    /// How many rounds.
    pub n: usize,
    /// `S = Σ sign(y_j − y_i)` over all pairs with `t_i < t_j`: −n(n−1)/2 to n(n−1)/2.
    pub s: i64,
    /// Var(S) = (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 over groups of t equal values; equal times likewise.
    pub variance: f64,
    /// (S − sign S) / √Var; `None` if nothing varies.
    pub z: Option<f64>,
    /// The two-sided p of Z, 0–1; near enough from ten rounds on.
    pub p: Option<f64>,
    /// The exact two-sided p, for up to ten rounds without equal values.
    pub exact_p: Option<f64>,
    /// Kendall's tau-b, corrected for equal values: −1 to 1; `None` if nothing varies.
    pub tau: Option<f64>,
    /// Kendall's tau-a, S over the number of pairs: −1 to 1.
    pub tau_a: f64,
}

impl MannKendall {
    /// The p to go by: the exact one where there is one.
    pub fn best_p(&self) -> Option<f64> {
        self.exact_p.or(self.p)
    }
}

/// Mann and Kendall's test of values at times.
///
/// # Errors
/// [`NotComputable::TooFew`] with fewer than two points or lists of different length, [`NotComputable::NoFigures`]
/// if one is not a number.
pub fn mann_kendall(times: &[f64], values: &[f64]) -> Result<MannKendall, NotComputable> {
    if times.len() != values.len() || times.len() < 2 {
        return Err(NotComputable::TooFew);
    }
    if !times.iter().chain(values).all(|value| value.is_finite()) {
        return Err(NotComputable::NoFigures);
    }
    let n = times.len();
    let mut s = 0_i64;
    for j in 1..n {
        s += (0..j).map(|i| sign(times[i], times[j]) * sign(values[i], values[j])).sum::<i64>();
    }
    let variance = variance(times, values);
    let z = (variance > 0.0).then(|| (s - s.signum()) as f64 / variance.sqrt());
    let (ties_t, ties_y) = (ties(times), ties(values));
    let pairs = |count: usize| (count * (count - 1)) as f64 / 2.0;
    let all = pairs(n);
    let untied = |ties: &[usize]| all - ties.iter().map(|count| pairs(*count)).sum::<f64>();
    let product = untied(&ties_t) * untied(&ties_y);
    let is_untied = ties_t.is_empty() && ties_y.is_empty();
    Ok(MannKendall {
        n,
        s,
        variance,
        z,
        p: z.map(|z| (2.0 * normal_cdf(-z.abs())).clamp(0.0, 1.0)),
        exact_p: if is_untied && n <= MAX_EXACT { mann_kendall_exact_p(s, n) } else { None },
        tau: (product > 0.0).then(|| (s as f64 / product.sqrt()).clamp(-1.0, 1.0)),
        tau_a: s as f64 / all,
    })
}

/// The exact two-sided p of S among n rounds without equal values: the share of the n! orders with |S| at least as
/// large. `None` beyond 100 rounds, or if S is larger than n rounds can have.
///
/// Orders are counted by the number of pairs the wrong way round: adding a k-th round adds 0 to k − 1 of them.
/// Source: Kendall 1975, ch. 5.
pub fn mann_kendall_exact_p(s: i64, n: usize) -> Option<f64> {
    let pairs = n.checked_mul(n.checked_sub(1)?)? / 2;
    let size = usize::try_from(s.unsigned_abs()).ok().filter(|size| *size <= pairs && n <= MAX_ROUNDS)?;
    // Shares instead of numbers of orders.
    let mut shares = vec![1.0];
    for rounds in 2..=n {
        let mut next = vec![0.0; rounds * (rounds - 1) / 2 + 1];
        for (wrong, share) in shares.iter().enumerate() {
            for more in &mut next[wrong..wrong + rounds] {
                *more += share / rounds as f64;
            }
        }
        shares = next;
    }
    // S = pairs − 2·wrong, symmetric about 0: |S| ≥ size is twice wrong ≤ (pairs − size)/2.
    let tail: f64 = shares.iter().take((pairs - size) / 2 + 1).sum();
    Some(if size == 0 { 1.0 } else { (2.0 * tail).min(1.0) })
}

fn sign(from: f64, to: f64) -> i64 {
    i64::from(to > from) - i64::from(to < from)
}

/// How often each value that occurs more than once does.
fn ties(values: &[f64]) -> Vec<usize> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::float_cmp, reason = "equal answers are equal to the bit; near ones are ranked")]
    let same = sorted.chunk_by(|a, b| a == b).map(<[f64]>::len);
    same.filter(|count| *count > 1).collect()
}

/// The variance of S with equal values, and equal times should there be any (Kendall 1975, ch. 4).
pub(super) fn variance(times: &[f64], values: &[f64]) -> f64 {
    let n = times.len() as f64;
    let (times, values) = (ties(times), ties(values));
    let term = |count: f64| count * (count - 1.0) * (2.0 * count + 5.0);
    let sum = |ties: &[usize], of: &dyn Fn(f64) -> f64| ties.iter().map(|count| of(*count as f64)).sum::<f64>();
    let both = |of: &dyn Fn(f64) -> f64| sum(&times, of) * sum(&values, of);
    let mut variance = (term(n) - sum(&times, &term) - sum(&values, &term)) / 18.0;
    let twos = both(&|count| count * (count - 1.0));
    if twos > 0.0 {
        variance += twos / (2.0 * n * (n - 1.0));
        let threes = both(&|count| count * (count - 1.0) * (count - 2.0));
        if threes > 0.0 {
            variance += threes / (9.0 * n * (n - 1.0) * (n - 2.0));
        }
    }
    variance.max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All orders of 0..n.
    fn orders(n: usize) -> Vec<Vec<f64>> {
        if n == 0 {
            return vec![Vec::new()];
        }
        let shorter = orders(n - 1);
        let longer = shorter.iter().flat_map(|order| {
            (0..n).map(move |at| {
                let mut order = order.clone();
                order.insert(at, n as f64);
                order
            })
        });
        longer.collect()
    }

    #[test]
    fn the_exact_p_is_the_share_of_orders() {
        for n in 2..=7 {
            let times: Vec<f64> = (0..n).map(|time| time as f64).collect();
            let all: Vec<i64> = orders(n).iter().map(|order| mann_kendall(&times, order).unwrap().s).collect();
            let mut squares = 0.0;
            for s in &all {
                let as_far = all.iter().filter(|other| other.abs() >= s.abs()).count();
                let want = as_far as f64 / all.len() as f64;
                assert!((mann_kendall_exact_p(*s, n).unwrap() - want).abs() < 1e-12, "S = {s} of {n}");
                squares += (s * s) as f64;
            }
            let variance = variance(&times, &times);
            assert!((squares / all.len() as f64 - variance).abs() < 1e-9, "the variance is that of all orders");
        }
    }

    /// The value of a rank from 1.
    fn value_of(values: [f64; 6], rank: f64) -> f64 {
        values.into_iter().zip(1_u8..).find(|(_, of)| (f64::from(*of) - rank).abs() < 0.5).unwrap().0
    }

    /// The variance with ties is that over all orders of the tied values.
    #[test]
    fn ties_narrow_the_variance() {
        for values in [[1.0, 1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 1.0, 1.0, 2.0, 2.0, 3.0]] {
            for times in [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], [1.0, 1.0, 2.0, 2.0, 2.0, 3.0]] {
                let all = orders(6);
                let s = all.iter().map(|order| {
                    let values: Vec<f64> = order.iter().map(|rank| value_of(values, *rank)).collect();
                    mann_kendall(&times, &values).unwrap().s
                });
                let squares: f64 = s.map(|s| (s * s) as f64).sum();
                assert!((squares / all.len() as f64 - variance(&times, &values)).abs() < 1e-9, "{values:?}");
            }
        }
    }

    #[test]
    fn four_rounds_can_never_tell() {
        let least = mann_kendall(&[1.0, 2.0, 3.0, 4.0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        assert!((least.exact_p.unwrap() - 2.0 / 24.0).abs() < 1e-12, "the smallest there is");
        assert!(mann_kendall_exact_p(10, 5).unwrap() < 0.05, "five can");
    }

    #[test]
    fn nothing_to_test() {
        let flat = mann_kendall(&[1.0, 2.0, 3.0], &[4.0; 3]).unwrap();
        assert_eq!((flat.s, flat.z, flat.tau, flat.exact_p), (0, None, None, None));
        assert_eq!(mann_kendall(&[1.0], &[1.0]), Err(NotComputable::TooFew));
        assert_eq!(mann_kendall(&[1.0, 2.0], &[1.0, f64::NAN]), Err(NotComputable::NoFigures));
        assert_eq!((mann_kendall_exact_p(0, 0), mann_kendall_exact_p(11, 5)), (None, None));
    }

    proptest! {
        #[test]
        fn the_order_of_the_points_does_not_matter(mut points in prop::collection::vec((0..9_i8, 0..9_i8), 2..14)) {
            let test = |points: &[(i8, i8)], turn: f64| {
                let times: Vec<f64> = points.iter().map(|(time, _)| f64::from(*time)).collect();
                let values: Vec<f64> = points.iter().map(|(_, value)| turn * f64::from(*value)).collect();
                mann_kendall(&times, &values).unwrap()
            };
            let before = test(&points, 1.0);
            prop_assert_eq!(test(&points, -1.0).s, -before.s);
            points.reverse();
            prop_assert_eq!(test(&points, 1.0), before);
            prop_assert!(before.p.is_none_or(|p| 0.0 <= p && p <= 1.0));
        }
    }
}
