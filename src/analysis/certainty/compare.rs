//! Comparing scores: the probability that one really stands above another, and who is practically equal.

use super::super::stats::normal_cdf;

/// The probability that A really stands above B: `Φ((a − b)/√(SE_a² + SE_b²))`, 0–1, the two errors independent.
///
/// Without any error it is 1, 0, or ½ for equal scores (within 1e-9).
pub fn probability_above((a, error_a): (f64, f64), (b, error_b): (f64, f64)) -> f64 {
    let (difference, error) = (a - b, error_a.hypot(error_b));
    if difference.abs() <= 1e-9 {
        0.5
    } else if error > 0.0 {
        normal_cdf(difference / error)
    } else {
        f64::from(u8::from(difference > 0.0))
    }
}

/// Puts a rank list, best first, into groups of the practically equal: the number of each one's group, 0, 1, 2 ….
///
/// A group goes on as long as the next lies within one standard error of the difference, `√(SE_a² + SE_b²)`, of the
/// group's first. (Of the first and not of the one before, or a long list would be one group.) A score whose error is
/// not known is equal only to the same score, within 1e-9.
pub fn practically_equal(ranked: &[(f64, Option<f64>)]) -> Vec<usize> {
    let mut groups = Vec::with_capacity(ranked.len());
    let mut first: Option<(f64, Option<f64>)> = None;
    let mut group = 0;
    for &(score, error) in ranked {
        match first {
            None => first = Some((score, error)),
            Some((leader, of_leader)) => {
                let reach = error.zip(of_leader).map_or(0.0, |(one, other)| one.hypot(other));
                if (leader - score).abs() > reach + 1e-9 {
                    group += 1;
                    first = Some((score, error));
                }
            }
        }
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_of_one_error_is_84_percent() {
        let p = probability_above((60.0, 3.0), (55.0, 4.0));
        assert!((p - 0.841_344_746).abs() < 1e-9, "{p}");
        assert!((p + probability_above((55.0, 4.0), (60.0, 3.0)) - 1.0).abs() < 1e-12, "the two add up to 1");
        let without_error = [60.0, 50.0, 40.0].map(|a| probability_above((a, 0.0), (50.0, 0.0)));
        assert_eq!(without_error.map(|p| p.to_bits()), [1.0_f64, 0.5, 0.0].map(f64::to_bits));
    }

    #[test]
    fn neighbours_within_one_error_are_equal() {
        let sure = |score| (score, Some(3.0));
        // √(3² + 3²) is 4.24; the third lies near the second, not near the first.
        assert_eq!(practically_equal(&[sure(80.0), sure(76.0), sure(74.0), sure(60.0)]), [0, 0, 1, 2]);
        assert_eq!(practically_equal(&[(80.0, None), (80.0, Some(3.0)), (79.0, Some(3.0))]), [0, 0, 1]);
        assert_eq!(practically_equal(&[]), [] as [usize; 0]);
    }
}
