//! How a column of values goes with another, or with what happened. Association, not cause.

use crate::analysis::stats::{NotComputable, midranks, pearson};

/// Pearson's correlation, −1 to 1. Source: Pearson 1896.
///
/// # Errors
/// [`NotComputable::TooFew`] with fewer than two pairs, [`NotComputable::ConstantColumn`] if one side does not vary.
pub fn correlation(xs: &[f64], ys: &[f64]) -> Result<f64, NotComputable> {
    pearson(xs, ys)
}

/// Spearman's rank correlation, −1 to 1: Pearson's of the midranks. Source: Spearman 1904.
///
/// # Errors
/// [`NotComputable::TooFew`] with fewer than two pairs, [`NotComputable::ConstantColumn`] if one side does not vary.
pub fn spearman(xs: &[f64], ys: &[f64]) -> Result<f64, NotComputable> {
    pearson(&midranks(xs), &midranks(ys))
}

/// The point-biserial correlation, −1 to 1: Pearson's with what happened as 1 and what did not as 0. Positive if
/// values are higher where it happened. Source: Tate 1954.
///
/// # Errors
/// [`NotComputable::OneOutcomeOnly`] if it happened to all or none; else as [`correlation`].
pub fn point_biserial(values: &[f64], happened: &[bool]) -> Result<f64, NotComputable> {
    both_outcomes(values, happened)?;
    let ones: Vec<f64> = happened.iter().map(|happened| f64::from(*happened)).collect();
    pearson(values, &ones)
}

/// The area under the ROC curve, 0 to 1.
///
/// U/(n₁n₀), the share of all pairs of one to whom it happened and one to whom it did not in which the first has the
/// higher value, ties half. Below 0.5: higher values go with it *not* happening; the sign is never turned round.
/// Source: Mann & Whitney 1947; Hanley & `McNeil` 1982.
///
/// # Errors
/// [`NotComputable::OneOutcomeOnly`], [`NotComputable::ConstantColumn`], [`NotComputable::TooFew`].
pub fn auc(values: &[f64], happened: &[bool]) -> Result<f64, NotComputable> {
    both_outcomes(values, happened)?;
    let mut sorted: Vec<(f64, bool)> = values.iter().copied().zip(happened.iter().copied()).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    RankSums::of(&sorted).auc()
}

fn both_outcomes(values: &[f64], happened: &[bool]) -> Result<(), NotComputable> {
    if values.len() < 2 || values.len() != happened.len() {
        return Err(NotComputable::TooFew);
    }
    let num = happened.iter().filter(|happened| **happened).count();
    if num == 0 || num == happened.len() { Err(NotComputable::OneOutcomeOnly) } else { Ok(()) }
}

/// Sums over midranks, from which all rank figures against a yes/no outcome follow in one pass.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RankSums {
    pub(super) n: f64,
    pub(super) n_happened: f64,
    /// Σ of the ranks of those to whom it happened.
    ranks_happened: f64,
    /// Σ (t³ − t) over the ties.
    ties: f64,
}

impl RankSums {
    /// Of pairs sorted by value.
    pub(super) fn of(sorted: &[(f64, bool)]) -> Self {
        let mut sums = Self { n: sorted.len() as f64, ..Self::default() };
        let mut begin = 0.0;
        for same in sorted.chunk_by(|a, b| a.0 >= b.0) {
            let (tied, happened) = (same.len() as f64, same.iter().filter(|(_, happened)| *happened).count() as f64);
            sums.ranks_happened += happened * (begin + f64::midpoint(1.0, tied));
            sums.n_happened += happened;
            sums.ties += tied.powi(3) - tied;
            begin += tied;
        }
        sums
    }

    fn check(self) -> Result<(), NotComputable> {
        if self.n < 2.0 {
            Err(NotComputable::TooFew)
        } else if self.n_happened < 1.0 || self.n_happened >= self.n {
            Err(NotComputable::OneOutcomeOnly)
        } else if self.ties >= self.n.powi(3) - self.n {
            Err(NotComputable::ConstantColumn)
        } else {
            Ok(())
        }
    }

    /// U less its mean under no association.
    fn excess(self) -> f64 {
        self.ranks_happened - self.n_happened * f64::midpoint(self.n, 1.0)
    }

    pub(super) fn auc(self) -> Result<f64, NotComputable> {
        self.check()?;
        Ok((0.5 + self.excess() / (self.n_happened * (self.n - self.n_happened))).clamp(0.0, 1.0))
    }

    pub(super) fn spearman(self) -> Result<f64, NotComputable> {
        self.check()?;
        let ranks = (self.n.powi(3) - self.n - self.ties) / 12.0;
        let outcome = self.n_happened * (self.n - self.n_happened) / self.n;
        Ok((self.excess() / (ranks * outcome).sqrt()).clamp(-1.0, 1.0))
    }

    /// U in standard deviations from what chance gives, with ties (Mann & Whitney 1947).
    pub(super) fn z(self) -> Result<f64, NotComputable> {
        self.check()?;
        let pairs = self.n_happened * (self.n - self.n_happened);
        let variance = pairs / 12.0 * (self.n + 1.0 - self.ties / (self.n * (self.n - 1.0)));
        Ok(self.excess() / variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::agreement::tau_b;

    #[test]
    fn one_pass_and_textbook_agree() {
        let values = [20.0, 35.0, 50.0, 55.0, 70.0, 80.0, 55.0];
        let left = [true, true, false, true, false, false, false];
        let mut sorted: Vec<(f64, bool)> = values.into_iter().zip(left).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sums = RankSums::of(&sorted);
        let ones: Vec<f64> = left.iter().map(|left| f64::from(*left)).collect();
        assert!((sums.spearman().unwrap() - spearman(&values, &ones).unwrap()).abs() < 1e-12, "Spearman");
        assert!((sums.auc().unwrap() - 1.5 / 12.0).abs() < 1e-12, "one pair the other way, one tied");
    }

    #[test]
    fn there_is_no_association_without_variation() {
        assert_eq!(auc(&[3.0, 3.0], &[true, false]), Err(NotComputable::ConstantColumn));
        assert_eq!(auc(&[3.0, 4.0], &[true, true]), Err(NotComputable::OneOutcomeOnly));
        assert_eq!(point_biserial(&[3.0, 4.0], &[false, false]), Err(NotComputable::OneOutcomeOnly));
        assert_eq!(spearman(&[], &[]), Err(NotComputable::TooFew));
        assert_eq!(tau_b(&[1.0, 1.0], &[1.0, 2.0]), Err(NotComputable::ConstantColumn));
        assert_eq!(RankSums::of(&[]).z(), Err(NotComputable::TooFew));
    }

    proptest! {
        #[test]
        fn auc_counts_pairs(cases in prop::collection::vec((0..6_u8, any::<bool>()), 2..40)) {
            let (values, happened): (Vec<f64>, Vec<bool>) = cases.iter().map(|(v, h)| (f64::from(*v), *h)).unzip();
            let (mut won, mut pairs) = (0.0, 0.0);
            for (a, _) in cases.iter().filter(|case| case.1) {
                for (b, _) in cases.iter().filter(|case| !case.1) {
                    won += f64::from(u8::from(a > b)) + 0.5 * f64::from(u8::from(a == b));
                    pairs += 1.0;
                }
            }
            match auc(&values, &happened) {
                Ok(auc) => prop_assert!((auc - won / pairs).abs() < 1e-12, "{auc} is not {won} of {pairs}"),
                Err(NotComputable::OneOutcomeOnly) => prop_assert!(pairs < 0.5),
                Err(reason) => prop_assert!(reason == NotComputable::ConstantColumn && f64::abs(won * 2.0 - pairs) < 1e-9),
            }
        }

        #[test]
        fn ranks_do_not_mind_another_scale(pairs in prop::collection::vec((-20..20_i32, -20..20_i32), 2..30)) {
            let (xs, ys): (Vec<f64>, Vec<f64>) = pairs.iter().map(|(x, y)| (f64::from(*x), f64::from(*y))).unzip();
            let bent: Vec<f64> = xs.iter().map(|x| (x / 4.0).exp() + 3.0).collect();
            let turned: Vec<f64> = ys.iter().map(|y| -y.powi(3)).collect();
            match (spearman(&xs, &ys), spearman(&bent, &turned)) {
                (Ok(one), Ok(other)) => {
                    prop_assert!((one + other).abs() < 1e-12, "{one} and {other}");
                    prop_assert!((tau_b(&xs, &ys).unwrap() + tau_b(&bent, &turned).unwrap()).abs() < 1e-12);
                }
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}
