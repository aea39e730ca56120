//! Rank lists compared: Kendall's W for any number of them, tau-b for two.

use super::super::stats::{NotComputable, chi_square_upper_p, midranks};

/// How far rank lists agree.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Concordance {
    /// Kendall's W, 0 (none) to 1 (the same order), corrected for ties.
    pub w: f64,
    /// The same without the correction, as older books print it.
    pub w_uncorrected: f64,
    /// S: the squared deviations of the rank sums.
    pub s: f64,
    /// The mean of Spearman's correlations of all pairs of lists, (m W − 1) / (m − 1).
    pub mean_spearman: f64,
    /// χ² = m (n − 1) W; rough for fewer than eight items.
    pub chi_square: f64,
    /// Its degrees of freedom, n − 1.
    pub df: f64,
    /// The chance of a χ² as large if the lists had nothing in common.
    pub p: f64,
    /// m: the lists.
    pub num_lists: usize,
    /// n: the items ranked.
    pub num_items: usize,
}

/// Kendall's coefficient of concordance of complete lists of the same items: scores or ranks, equal ones tied.
///
/// W = 12 S / (m² (n³ − n) − m Σ T), `S = Σ (R_i − R̄)²` over the rank sums, T = Σ (t³ − t) over the ties of a list; χ²
/// = m (n − 1) W with n − 1 degrees of freedom. Source: Kendall & Babington Smith 1939; Kendall & Gibbons 1990, *Rank
/// Correlation Methods*, ch. 6; Siegel & Castellan 1988, ch. 9.
///
/// # Errors
/// [`NotComputable::FewerThanTwoRaters`] with fewer than two lists, [`NotComputable::FewerThanTwoCustomers`] with
/// fewer than two items, [`NotComputable::Holes`] if the lists differ in length or a score is not finite,
/// [`NotComputable::NoVariation`] if every list ties everything.
pub fn kendall_w(lists: &[Vec<f64>]) -> Result<Concordance, NotComputable> {
    let num_items = lists.first().map_or(0, Vec::len);
    if lists.len() < 2 {
        return Err(NotComputable::FewerThanTwoRaters);
    }
    if lists.iter().any(|list| list.len() != num_items || list.iter().any(|score| !score.is_finite())) {
        return Err(NotComputable::Holes);
    }
    if num_items < 2 {
        return Err(NotComputable::FewerThanTwoCustomers);
    }
    let (num_lists, n) = (lists.len() as f64, num_items as f64);
    let mut sums = vec![0.0; num_items];
    let mut ties = 0.0;
    for list in lists {
        // −0 is 0.
        let list: Vec<f64> = list.iter().map(|score| score + 0.0).collect();
        sums.iter_mut().zip(midranks(&list)).for_each(|(sum, rank)| *sum += rank);
        ties += tied(&list).map(|t| t * t * t - t).sum::<f64>();
    }
    let middle = num_lists * (n + 1.0) / 2.0;
    let s: f64 = sums.iter().map(|sum| (sum - middle).powi(2)).sum();
    let whole = num_lists * num_lists * (n * n * n - n);
    let below = whole - num_lists * ties;
    if below <= 1e-9 * whole {
        return Err(NotComputable::NoVariation);
    }
    let w = (12.0 * s / below).min(1.0);
    let (chi_square, df) = (num_lists * (n - 1.0) * w, n - 1.0);
    let p = chi_square_upper_p(chi_square, df).ok_or(NotComputable::NothingToDivideBy)?;
    Ok(Concordance {
        w,
        w_uncorrected: 12.0 * s / whole,
        s,
        mean_spearman: (num_lists * w - 1.0) / (num_lists - 1.0),
        chi_square,
        df,
        p,
        num_lists: lists.len(),
        num_items,
    })
}

/// Kendall's tau-b of two lists of the same items, −1 (the opposite order) to 1 (the same), ties accounted for.
///
/// (concordant − discordant pairs) / √((pairs − pairs tied in x) (pairs − pairs tied in y)). Source: Kendall 1945;
/// counted in n log n steps (Knight 1966).
///
/// # Errors
/// [`NotComputable::Holes`] if the lists differ in length or a score is not finite, [`NotComputable::TooFew`] with
/// fewer than two items, [`NotComputable::ConstantColumn`] if one list ties everything.
pub fn tau_b(xs: &[f64], ys: &[f64]) -> Result<f64, NotComputable> {
    if xs.len() != ys.len() || xs.iter().chain(ys).any(|score| !score.is_finite()) {
        return Err(NotComputable::Holes);
    }
    if xs.len() < 2 {
        return Err(NotComputable::TooFew);
    }
    // −0 is 0.
    let mut items: Vec<(f64, f64)> = xs.iter().zip(ys).map(|(x, y)| (x + 0.0, y + 0.0)).collect();
    items.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let pairs = |num: f64| num * (num - 1.0) / 2.0;
    let all = pairs(items.len() as f64);
    let tied_x: f64 = tied(xs).map(pairs).sum();
    let tied_y: f64 = tied(ys).map(pairs).sum();
    let tied_both: f64 = items.chunk_by(|a, b| a.0 >= b.0 && a.1 >= b.1).map(|same| pairs(same.len() as f64)).sum();
    if all - tied_x <= 0.0 || all - tied_y <= 0.0 {
        return Err(NotComputable::ConstantColumn);
    }
    let mut sorted: Vec<f64> = items.into_iter().map(|(_, y)| y).collect();
    let discordant = count_inversions(&mut sorted) as f64;
    let difference = all - tied_x - tied_y + tied_both - 2.0 * discordant;
    Ok((difference / (all - tied_x).sqrt() / (all - tied_y).sqrt()).clamp(-1.0, 1.0))
}

/// How many share each score.
fn tied(list: &[f64]) -> impl Iterator<Item = f64> {
    let mut sorted: Vec<f64> = list.iter().map(|score| score + 0.0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let sizes: Vec<f64> = sorted.chunk_by(|a, b| a >= b).map(|same| same.len() as f64).collect();
    sizes.into_iter()
}

/// Sorts, and counts the pairs that stood in the wrong order.
fn count_inversions(values: &mut [f64]) -> u64 {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut num = count_inversions(left) + count_inversions(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        if left[l] <= right[r] {
            merged.push(left[l]);
            l += 1;
        } else {
            num += (left.len() - l) as u64;
            merged.push(right[r]);
            r += 1;
        }
    }
    merged.extend_from_slice(&left[l..]);
    merged.extend_from_slice(&right[r..]);
    values.copy_from_slice(&merged);
    num
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::stats::pearson;
    use super::*;

    /// Every pair looked at.
    fn by_pairs(xs: &[f64], ys: &[f64]) -> f64 {
        let (mut sum, mut untied_x, mut untied_y) = (0.0, 0.0, 0.0);
        let sign = |difference: f64| if difference == 0.0 { 0.0 } else { difference.signum() };
        for i in 0..xs.len() {
            for j in 0..i {
                let (x, y) = (sign(xs[i] - xs[j]), sign(ys[i] - ys[j]));
                sum += x * y;
                untied_x += x * x;
                untied_y += y * y;
            }
        }
        sum / f64::sqrt(untied_x * untied_y)
    }

    fn lists() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        prop::collection::vec((0..6_i32, 0..6_i32), 2..20)
            .prop_map(|items| items.into_iter().map(|(x, y)| (f64::from(x), f64::from(y))).unzip())
    }

    proptest! {
        #[test]
        fn tau_counts_pairs((xs, ys) in lists()) {
            if let Ok(tau) = tau_b(&xs, &ys) {
                prop_assert!((tau - by_pairs(&xs, &ys)).abs() < 1e-9, "{tau}");
            }
        }

        #[test]
        fn w_of_two_untied_lists_is_spearman_moved((xs, ys) in lists()) {
            let untied = |list: &[f64]| list.iter().enumerate().map(|(i, x)| x + i as f64 / 100.0).collect::<Vec<_>>();
            let (xs, ys) = (untied(&xs), untied(&ys));
            let concordance = kendall_w(&[xs.clone(), ys.clone()]).unwrap();
            let spearman = pearson(&midranks(&xs), &midranks(&ys)).unwrap();
            prop_assert!((concordance.mean_spearman - spearman).abs() < 1e-9, "{concordance:?} {spearman}");
            prop_assert!((0.0..=1.0).contains(&concordance.w), "{concordance:?}");
        }

        #[test]
        fn the_same_order_is_full_concordance((xs, _) in lists()) {
            let squared: Vec<f64> = xs.iter().map(|x| x * x).collect();
            if let Ok(concordance) = kendall_w(&[xs.clone(), squared.clone(), xs.clone()]) {
                prop_assert!((concordance.w - 1.0).abs() < 1e-9, "{concordance:?}");
                prop_assert!((tau_b(&xs, &squared).unwrap() - 1.0).abs() < 1e-9, "tau");
            }
        }
    }

    #[test]
    fn it_says_why_there_is_none() {
        assert_eq!(kendall_w(&[vec![1.0, 2.0]]).map(|_| ()), Err(NotComputable::FewerThanTwoRaters));
        assert_eq!(kendall_w(&[vec![1.0], vec![2.0]]).map(|_| ()), Err(NotComputable::FewerThanTwoCustomers));
        assert_eq!(kendall_w(&[vec![1.0, 2.0], vec![2.0]]).map(|_| ()), Err(NotComputable::Holes));
        assert_eq!(kendall_w(&[vec![1.0, 1.0], vec![2.0, 2.0]]).map(|_| ()), Err(NotComputable::NoVariation));
        assert_eq!(tau_b(&[1.0, 1.0], &[1.0, 2.0]), Err(NotComputable::ConstantColumn));
        assert_eq!(tau_b(&[1.0], &[1.0]), Err(NotComputable::TooFew));
        assert_eq!(tau_b(&[1.0, f64::NAN], &[1.0, 2.0]), Err(NotComputable::Holes));
    }
}
