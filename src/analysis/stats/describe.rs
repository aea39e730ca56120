//! Means, medians, spreads and ranks of plain numbers. Values must be finite; the model's types see to that.

use super::NotComputable;

/// The mean; `None` of nothing.
pub(in crate::analysis) fn mean(values: &[f64]) -> Option<f64> {
    // Around the first value, so that large equal numbers keep their digits.
    let first = *values.first()?;
    Some(first + values.iter().map(|value| value - first).sum::<f64>() / values.len() as f64)
}

/// The standard deviation with n − 1; `None` of fewer than two values.
pub(in crate::analysis) fn sample_sd(values: &[f64]) -> Option<f64> {
    if values.len() < 2 {
        return None;
    }
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    Some((squares / (values.len() - 1) as f64).sqrt())
}

/// The median, the mean of the middle two of an even number; `None` of nothing.
pub(in crate::analysis) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    Some(if sorted.len() % 2 == 1 { upper } else { f64::midpoint(sorted[middle - 1], upper) })
}

/// Ranks from 1, smallest first; equal values share the mean of their ranks (midranks).
pub(in crate::analysis) fn midranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut begin = 0;
    while begin < order.len() {
        let same = order[begin..].iter().take_while(|&&at| values[at] <= values[order[begin]]).count();
        let rank = begin as f64 + f64::midpoint(1.0, same as f64);
        for &at in &order[begin..begin + same] {
            ranks[at] = rank;
        }
        begin += same;
    }
    ranks
}

/// Pearson's correlation of pairs, −1 to 1.
///
/// # Errors
/// [`NotComputable::TooFew`] with fewer than two pairs, [`NotComputable::ConstantColumn`] if one side does not vary.
pub(in crate::analysis) fn pearson(xs: &[f64], ys: &[f64]) -> Result<f64, NotComputable> {
    if xs.len() < 2 || xs.len() != ys.len() {
        return Err(NotComputable::TooFew);
    }
    let (Some(mean_x), Some(mean_y)) = (mean(xs), mean(ys)) else { return Err(NotComputable::TooFew) };
    // By the largest deviation, so that squares neither vanish nor overflow.
    let largest = |values: &[f64], mean: f64| values.iter().map(|value| (value - mean).abs()).fold(0.0, f64::max);
    let (scale_x, scale_y) = (largest(xs, mean_x), largest(ys, mean_y));
    let is_constant = |scale: f64, mean: f64| scale <= 1e-12 * mean.abs().max(1e-290);
    if is_constant(scale_x, mean_x) || is_constant(scale_y, mean_y) {
        return Err(NotComputable::ConstantColumn);
    }
    let (mut product, mut square_x, mut square_y) = (0.0, 0.0, 0.0);
    for (x, y) in xs.iter().zip(ys) {
        let (x, y) = ((x - mean_x) / scale_x, (y - mean_y) / scale_y);
        product += x * y;
        square_x += x * x;
        square_y += y * y;
    }
    Ok((product / (square_x.sqrt() * square_y.sqrt())).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_equal_values_are_shared() {
        assert_eq!(midranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(midranks(&[]), [] as [f64; 0]);
    }

    #[test]
    fn medians_and_spreads_of_little() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4.0, 1.0]), Some(2.5));
        assert_eq!(sample_sd(&[4.0]), None);
        assert_eq!(sample_sd(&[1.0, 3.0]), Some(2.0_f64.sqrt()));
    }

    #[test]
    fn a_column_without_variation_has_no_correlation() {
        assert_eq!(pearson(&[1.0, 1.0], &[1.0, 2.0]), Err(NotComputable::ConstantColumn));
        assert_eq!(pearson(&[1.0], &[2.0]), Err(NotComputable::TooFew));
        assert!((pearson(&[1.0, 2.0, 3.0], &[-2.0, -4.0, -6.0]).unwrap() + 1.0).abs() < 1e-12, "opposite");
        assert!(pearson(&[1e300, -1e300, 0.0], &[1.0, -1.0, 0.0]).unwrap().is_finite(), "large numbers");
    }
}
