//! The slope of Theil and Sen: the median of the slopes between all pairs of points.

use crate::analysis::stats::{Interval, NotComputable, median, normal_quantile};

use super::kendall::variance;

/// A line through points, robust against odd ones.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct TheilSen {
    /// The median of `(y_j − y_i) / (t_j − t_i)` over all pairs with different times; value per unit of time.
    pub slope: f64,
    /// median(y) − slope · median(t). Source: Conover 1980.
    pub intercept: f64,
    /// median(y − slope · t), which half of the points lie above.
    pub intercept_of_residuals: f64,
    /// The interval of the slope at the level asked for; `None` if no normal quantile belongs to it.
    pub interval: Option<Interval>,
    /// How many pairs have different times.
    pub num_slopes: usize,
}

/// Theil and Sen's slope with its interval at `level` (0.95 for 95 %).
///
/// With N slopes and C = z·√Var(S) (the variance of Mann and Kendall's S), the ends are the slopes of rank
/// (N − C)/2 from below and from above, rounded to whole ranks (halves to even).
/// Source: Theil 1950; Sen 1968, JASA 63:1379.
///
/// # Errors
/// [`NotComputable::TooFew`] with fewer than two points or lists of different length,
/// [`NotComputable::ConstantColumn`] if all times are the same, [`NotComputable::NoFigures`] if one is not a number.
pub fn theil_sen(times: &[f64], values: &[f64], level: f64) -> Result<TheilSen, NotComputable> {
    if times.len() != values.len() || times.len() < 2 {
        return Err(NotComputable::TooFew);
    }
    if !times.iter().chain(values).all(|value| value.abs() < 1e100) {
        return Err(NotComputable::NoFigures);
    }
    let mut slopes = Vec::with_capacity(times.len() * (times.len() - 1) / 2);
    for (j, (time, value)) in times.iter().zip(values).enumerate() {
        let before = times[..j].iter().zip(&values[..j]).filter(|(earlier, _)| (time - *earlier).abs() > 0.0);
        slopes.extend(before.map(|(earlier, from)| (value - from) / (time - earlier)));
    }
    let slope = median(&slopes).filter(|slope| slope.is_finite()).ok_or(NotComputable::ConstantColumn)?;
    slopes.sort_by(f64::total_cmp);
    let residuals: Vec<f64> = times.iter().zip(values).map(|(time, value)| value - slope * time).collect();
    let (Some(middle), Some(time), Some(residual)) = (median(values), median(times), median(&residuals)) else {
        return Err(NotComputable::TooFew);
    };
    Ok(TheilSen {
        slope,
        intercept: middle - slope * time,
        intercept_of_residuals: residual,
        interval: interval(&slopes, variance(times, values), level),
        num_slopes: slopes.len(),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "both are clamped to places in the list before")]
#[expect(clippy::cast_sign_loss, reason = "both are at least 0")]
fn interval(sorted: &[f64], variance: f64, level: f64) -> Option<Interval> {
    let z = normal_quantile(f64::midpoint(1.0, level)).filter(|z| *z >= 0.0)?;
    let (num, reach, last) = (sorted.len() as f64, z * variance.max(0.0).sqrt(), sorted.len() as f64 - 1.0);
    let lower = (f64::midpoint(num, -reach).round_ties_even() - 1.0).clamp(0.0, last) as usize;
    let upper = f64::midpoint(num, reach).round_ties_even().clamp(0.0, last) as usize;
    Some(Interval::new(*sorted.get(lower)?, *sorted.get(upper)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        let point = (1..5_u32, -50..50_i32);
        prop::collection::vec(point, 2..12).prop_map(|steps| {
            let times = steps.iter().scan(0.0, |time, (step, _)| {
                *time += f64::from(*step);
                Some(*time)
            });
            (times.collect(), steps.iter().map(|(_, value)| f64::from(*value)).collect())
        })
    }

    proptest! {
        #[test]
        fn the_line_moves_with_the_points((times, values) in points(), add in -9..9_i32, tilt in -9..9_i32) {
            let (add, tilt) = (f64::from(add), f64::from(tilt));
            let moved: Vec<f64> = times.iter().zip(&values).map(|(time, value)| 2.0 * value + add + tilt * time).collect();
            let (line, other) = (theil_sen(&times, &values, 0.95).unwrap(), theil_sen(&times, &moved, 0.95).unwrap());
            prop_assert!((other.slope - (2.0 * line.slope + tilt)).abs() < 1e-9);
            let ends = line.interval.unwrap();
            prop_assert!(ends.low <= line.slope + 1e-12 && line.slope <= ends.high + 1e-12, "{ends:?}");
            let upside_down: Vec<f64> = values.iter().map(|value| -value).collect();
            let turned = theil_sen(&times, &upside_down, 0.95).unwrap();
            prop_assert!((turned.slope + line.slope).abs() < 1e-12);
            prop_assert!((turned.intercept_of_residuals + line.intercept_of_residuals).abs() < 1e-9);
            let slower: Vec<f64> = times.iter().map(|time| 4.0 * time - 7.0).collect();
            prop_assert!((theil_sen(&slower, &values, 0.95).unwrap().slope - line.slope / 4.0).abs() < 1e-12);
        }

        #[test]
        fn one_odd_point_does_not_matter_on_a_line(num in 5..12_usize, odd in 0..12_usize, far in -1e6..1e6_f64) {
            let times: Vec<f64> = (0..num).map(|time| time as f64).collect();
            let mut values: Vec<f64> = times.iter().map(|time| 3.0 * time + 1.0).collect();
            values[odd % num] = far;
            prop_assert!((theil_sen(&times, &values, 0.95).unwrap().slope - 3.0).abs() < 1e-9);
        }
    }

    #[test]
    fn points_that_make_no_line() {
        assert_eq!(theil_sen(&[1.0], &[1.0], 0.95), Err(NotComputable::TooFew));
        assert_eq!(theil_sen(&[1.0, 1.0], &[1.0, 2.0], 0.95), Err(NotComputable::ConstantColumn));
        assert_eq!(theil_sen(&[1.0, f64::NAN], &[1.0, 2.0], 0.95), Err(NotComputable::NoFigures));
        let flat = theil_sen(&[1.0, 2.0, 3.0], &[5.0; 3], 0.95).unwrap();
        assert_eq!((flat.slope, flat.intercept, flat.interval), (0.0, 5.0, Some(Interval::new(0.0, 0.0))));
        assert_eq!(theil_sen(&[1.0, 2.0], &[1.0, 2.0], 1.0).unwrap().interval, None);
    }
}
