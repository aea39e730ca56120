//! Many gaps at once: the more one looks at, the more look telling by chance alone.

/// Adjusts p-values for their number, so that among those called telling at most that share is chance.
///
/// The k-th smallest of m becomes min(1, p·m/k), and no larger than any above it. In the order given; never below p.
/// Source: Benjamini & Hochberg 1995.
pub fn benjamini_hochberg(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    order.sort_by(|&a, &b| ps[a].total_cmp(&ps[b]));
    let (mut adjusted, mut least) = (vec![1.0; ps.len()], 1.0_f64);
    for (rank, &place) in order.iter().enumerate().rev() {
        // The quotient first: it is at least 1, so rounding takes nothing below p.
        least = least.min(ps[place] * (ps.len() as f64 / (rank + 1) as f64));
        adjusted[place] = least;
    }
    adjusted
}

/// The same where some have no p; these do not count.
pub(in crate::analysis) fn adjusted(ps: &[Option<f64>]) -> Vec<Option<f64>> {
    let known: Vec<f64> = ps.iter().flatten().copied().collect();
    let mut adjusted = benjamini_hochberg(&known).into_iter();
    ps.iter().map(|p| p.and_then(|_| adjusted.next())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Benjamini & Hochberg 1995, sec. 4.1: of these fifteen, four are rejected at 0.05.
    #[test]
    fn the_example_of_the_paper() {
        let ps = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let adjusted = benjamini_hochberg(&ps);
        assert_eq!(adjusted.iter().filter(|p| **p <= 0.05).count(), 4);
        assert!((adjusted[0] - 0.0015).abs() < 1e-12, "{}", adjusted[0]);
        assert!((adjusted[3] - 0.0095 * 15.0 / 4.0).abs() < 1e-12, "{}", adjusted[3]);
    }

    #[test]
    fn those_without_a_p_do_not_count() {
        assert_eq!(adjusted(&[None, Some(0.02), None, Some(0.04)]), [None, Some(0.04), None, Some(0.04)]);
        assert_eq!(benjamini_hochberg(&[]), [] as [f64; 0]);
    }

    proptest! {
        #[test]
        fn adjusting_keeps_the_order_and_never_helps(ps in prop::collection::vec(0.0..=1.0_f64, 0..30)) {
            let adjusted = benjamini_hochberg(&ps);
            for (one, (p, q)) in ps.iter().zip(&adjusted).enumerate() {
                prop_assert!(q >= p && *q <= 1.0, "{q} for {p}");
                for other in 0..one {
                    prop_assert!(ps[other] > *p || adjusted[other] <= *q, "order");
                    prop_assert!(ps[other] < *p || adjusted[other] >= *q, "order");
                }
            }
        }
    }
}
