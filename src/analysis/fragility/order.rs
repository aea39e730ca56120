//! Order: what can be said when only the order of importance of the criteria is known, not the weights.
//!
//! Weights with w₁ ≥ w₂ ≥ … ≥ wₘ form a simplex whose corners are (1, 0, …), (½, ½, 0, …), … (1/m, …, 1/m); so the
//! score over them is a weighting of the running means of the values in that order, and the recursion of
//! `weightings.rs` on the running means gives the exact share. Its centre is the rank order centroid,
//! `w[k]` = (1/m) Σ 1/i for i = k…m (Barron & Barrett 1996, Management Science 42, 1515).
//!
//! Criteria of equal weight have no order among themselves: the share is the mean over all orders they can stand in.

use crate::analysis::judge::{EPSILON, Rules};
use crate::analysis::stats::Draws;
use crate::model::Verdict;

use super::targets::Stand;
use super::weightings::share_of_weightings_at_least;

/// More orders of equals than this are not gone through; as many drawn by chance stand for all.
const MAX_ORDERS: usize = 720;
/// The seed of those draws.
const SEED: u64 = 0x6f72_6465;

/// How an order of importance becomes weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankOrder {
    /// The centre of all weightings with this order: (1/m) Σ 1/i for i = k…m.
    Centroid,
    /// Falling evenly: 2(m + 1 − k) / (m(m + 1)).
    Sum,
    /// Falling as 1/k, divided by the sum.
    Reciprocal,
}

/// The weights of `num` criteria known by their order only, the most important first; they sum to 1.
///
/// Sources: Barron & Barrett 1996 (centroid); Stillwell, Seaver & Edwards 1981 (sum, reciprocal). For four criteria
/// the centroid gives .5208, .2708, .1458, .0625.
pub fn rank_order_weights(num: usize, method: RankOrder) -> Vec<f64> {
    let m = num as f64;
    let raw = |k: usize| match method {
        RankOrder::Centroid => (k..=num).rev().map(|i| 1.0 / i as f64).sum::<f64>() / m,
        RankOrder::Sum => 2.0 * (m + 1.0 - k as f64) / (m * (m + 1.0)),
        RankOrder::Reciprocal => 1.0 / k as f64,
    };
    let weights: Vec<f64> = (1..=num).map(raw).collect();
    let sum: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// The rank order weights of criteria in the order of these weights: equals share the mean of their places, and a
/// weight of 0 stays 0. In the order given; they sum to 1 if any weight is above 0.
pub fn weights_by_rank_order(weights: &[f64], method: RankOrder) -> Vec<f64> {
    let ties = ties(weights.iter().copied().enumerate().filter(|(_, weight)| *weight > 0.0));
    let by_place = rank_order_weights(ties.iter().map(Vec::len).sum(), method);
    let (mut made, mut begin) = (vec![0.0; weights.len()], 0);
    for tie in ties {
        let end = begin + tie.len();
        let mean = by_place[begin..end].iter().sum::<f64>() / tie.len() as f64;
        for place in tie {
            made[place] = mean;
        }
        begin = end;
    }
    made
}

/// The share of all weightings with w₁ ≥ w₂ ≥ … under which Σ w·V ≥ `threshold`, 0 to 1; the values (0–1) stand in
/// the order of importance, the most important first.
pub fn share_of_ordered_weightings_at_least(values: &[f64], threshold: f64) -> f64 {
    share_of_weightings_at_least(&running_means(values), threshold)
}

/// The share of all weightings with the same order of importance as these weights under which Σ w·V ≥ `threshold`,
/// 0 to 1.
///
/// Criteria of weight 0 take no part; equal weights have no order among themselves. Exact for up to 720
/// orders of equals, else a mean over 720 drawn with a fixed seed.
pub fn share_in_order_at_least(weights: &[f64], values: &[f64], threshold: f64) -> f64 {
    Orders::new(weights.iter().copied().zip(values.iter().copied()))
        .mean_share(|means| share_of_weightings_at_least(means, threshold))
}

/// The mean of the first 1, 2, … values: the scores at the corners of the ordered weightings.
pub(super) fn running_means(values: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let means = values.iter().enumerate().map(|(at, value)| {
        sum += value;
        sum / (at + 1) as f64
    });
    means.collect()
}

/// Puts (item, weight) in groups of equal weight, the heaviest first.
fn ties<T>(weighted: impl Iterator<Item = (T, f64)>) -> Vec<Vec<T>> {
    let mut sorted: Vec<(T, f64)> = weighted.collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut ties: Vec<(f64, Vec<T>)> = Vec::new();
    for (item, weight) in sorted {
        match ties.last_mut() {
            Some((first, tie)) if *first - weight <= EPSILON * first.abs() => tie.push(item),
            _ => ties.push((weight, vec![item])),
        }
    }
    ties.into_iter().map(|(_, tie)| tie).collect()
}

/// All orders of importance that some weights allow, over the values of one customer.
pub(super) struct Orders {
    /// The values, the most important first.
    values: Vec<f64>,
    /// Where each tie ends.
    ends: Vec<usize>,
}

impl Orders {
    /// From (weight, value) pairs; those of weight 0 take no part.
    pub(super) fn new(pairs: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut sorted: Vec<(f64, f64)> = pairs.filter(|(weight, _)| *weight > 0.0).collect();
        sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut ends = Vec::with_capacity(sorted.len());
        for (at, (weight, _)) in sorted.iter().enumerate() {
            let is_last = sorted.get(at + 1).is_none_or(|(next, _)| weight - next > EPSILON * weight);
            if is_last {
                ends.push(at + 1);
            }
        }
        Self { values: sorted.into_iter().map(|(_, value)| value).collect(), ends }
    }

    /// The lengths of the ties.
    fn ties(&self) -> impl Iterator<Item = usize> {
        self.ends.iter().scan(0, |begin, end| Some(end - std::mem::replace(begin, *end)))
    }

    /// How many orders there are, at most one more than are gone through.
    fn count(&self) -> usize {
        let orders = self.ties().flat_map(|tie| 1..=tie);
        orders.fold(1, |product: usize, n| product.saturating_mul(n).min(MAX_ORDERS + 1))
    }

    /// The mean over all orders of what `share` says about the running means.
    pub(super) fn mean_share(&self, share: impl Fn(&[f64]) -> f64) -> f64 {
        match self.ends.len() {
            0 => return 0.0,
            // No order at all is known: every weighting is allowed.
            1 => return share(&self.values),
            num if num == self.values.len() => return share(&running_means(&self.values)),
            _ => {}
        }
        let (mut sum, mut num) = (0.0, 0_u32);
        let mut add = |order: &[f64]| {
            sum += share(&running_means(order));
            num += 1;
        };
        let mut order = self.values.clone();
        if self.count() > MAX_ORDERS {
            let mut draws = Draws::new(SEED);
            for _ in 0..MAX_ORDERS {
                let mut rest = order.as_mut_slice();
                for tie in self.ties() {
                    let (head, tail) = rest.split_at_mut(tie);
                    draws.shuffle(head);
                    rest = tail;
                }
                add(&order);
            }
        } else {
            arrange(&mut order, 0, &self.ends, &mut add);
        }
        sum / f64::from(num.max(1))
    }
}

/// Hands every arrangement in which only neighbours up to the same end change places to `add`.
fn arrange(order: &mut [f64], at: usize, ends: &[usize], add: &mut impl FnMut(&[f64])) {
    let Some(end) = ends.iter().copied().find(|end| *end > at) else { return add(order) };
    for other in at..end {
        order.swap(at, other);
        arrange(order, at + 1, ends, add);
        order.swap(at, other);
    }
}

impl Rules<'_> {
    /// The share of weightings in the order of ours that gives this band, where `all` is that of all weightings.
    pub(super) fn share_in_order(&self, band: Verdict, stand: &Stand, all: f64) -> f64 {
        let is_one = stand.answered.windows(2).all(|pair| (pair[0].1 - pair[1].1).abs() <= EPSILON * pair[0].1);
        // Without an order, or where every weighting gives the same, there is nothing to work out.
        if is_one || all >= 1.0 {
            return all;
        }
        let orders = Orders::new(stand.answered.iter().map(|(_, weight, value)| (*weight, *value)));
        orders.mean_share(|means| self.share_of_band(band, |line| share_of_weightings_at_least(means, line)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn four_criteria_have_the_published_centroid() {
        let published = [0.5208, 0.2708, 0.1458, 0.0625];
        for (ours, theirs) in rank_order_weights(4, RankOrder::Centroid).iter().zip(published) {
            assert!((ours - theirs).abs() < 5e-5, "{ours} for {theirs}");
        }
        for (ours, theirs) in rank_order_weights(3, RankOrder::Sum).iter().zip([3.0, 2.0, 1.0]) {
            assert!((ours - theirs / 6.0).abs() < 1e-12, "{ours} for {theirs}");
        }
        assert_eq!(rank_order_weights(0, RankOrder::Reciprocal), [] as [f64; 0]);
    }

    #[test]
    fn equals_share_their_places_and_nothing_stays_nothing() {
        let made = weights_by_rank_order(&[2.0, 0.0, 5.0, 2.0], RankOrder::Centroid);
        let [first, second, third] = [11.0 / 18.0, 5.0 / 18.0, 2.0 / 18.0];
        for (ours, want) in made.iter().zip([f64::midpoint(second, third), 0.0, first, f64::midpoint(second, third)]) {
            assert!((ours - want).abs() < 1e-12, "{made:?}");
        }
    }

    #[test]
    fn an_order_of_two_halves_the_line() {
        // Values 1 and 0 with w₁ ≥ w₂: the score runs from ½ to 1, evenly.
        assert!((share_of_ordered_weightings_at_least(&[1.0, 0.0], 0.75) - 0.5).abs() < 1e-12, "half");
        assert!((share_of_ordered_weightings_at_least(&[1.0, 0.0], 0.5) - 1.0).abs() < 1e-12, "all");
        // No order known: all weightings.
        assert!((share_in_order_at_least(&[3.0, 3.0], &[1.0, 0.0], 0.75) - 0.25).abs() < 1e-12, "a quarter");
        assert!(share_in_order_at_least(&[0.0], &[1.0], 0.5).abs() < 1e-12, "nothing counts");
    }

    #[test]
    fn too_many_orders_of_equals_are_drawn() {
        let weights = [2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];
        let values = [0.9, 0.1, 0.8, 0.3, 0.5, 0.2, 0.9, 0.4];
        let share = share_in_order_at_least(&weights, &values, 0.6);
        let again = share_in_order_at_least(&weights, &values, 0.6);
        assert!(share.to_bits() == again.to_bits(), "the same again");
        let (mut draws, mut drawn, mut hits) = (Draws::new(5), vec![0.0; 8], 0_u32);
        for _ in 0..40_000 {
            draws.weighting(&mut drawn);
            let heaviest = (0..8).max_by(|a, b| drawn[*a].total_cmp(&drawn[*b])).unwrap();
            drawn.swap(0, heaviest);
            hits += u32::from(drawn.iter().zip(values).map(|(w, v)| w * v).sum::<f64>() >= 0.6);
        }
        assert!((share - f64::from(hits) / 40_000.0).abs() < 0.02, "{share} for {hits}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn the_share_in_order_is_what_chance_finds(pairs in prop::collection::vec((0..4_u8, 0.0..1.0_f64), 1..6), line in 0.0..1.0_f64) {
            let (weights, values): (Vec<f64>, Vec<f64>) = pairs.iter().map(|(w, v)| (f64::from(*w) + 1.0, *v)).unzip();
            let (mut draws, mut drawn, mut hits, mut num) = (Draws::new(3), vec![0.0; values.len()], 0_u32, 0_u32);
            for _ in 0..60_000 {
                draws.weighting(&mut drawn);
                let in_order = (0..drawn.len()).all(|i| (0..drawn.len()).all(|j| weights[i] <= weights[j] || drawn[i] >= drawn[j]));
                if in_order {
                    num += 1;
                    hits += u32::from(drawn.iter().zip(&values).map(|(w, v)| w * v).sum::<f64>() >= line);
                }
            }
            let exact = share_in_order_at_least(&weights, &values, line);
            // Five standard errors at the fewest hits of an order of five: 1 in 120.
            let allowed = 2.5 / f64::from(num.max(1)).sqrt();
            prop_assert!((exact - f64::from(hits) / f64::from(num.max(1))).abs() < allowed, "{} of {}: {}", hits, num, exact);
        }

        #[test]
        fn weights_by_order_keep_the_order(weights in prop::collection::vec(0.0..5.0_f64, 1..8)) {
            for method in [RankOrder::Centroid, RankOrder::Sum, RankOrder::Reciprocal] {
                let made = weights_by_rank_order(&weights, method);
                for (i, j) in (0..weights.len()).flat_map(|i| (0..weights.len()).map(move |j| (i, j))) {
                    prop_assert!(weights[i] <= weights[j] || made[i] >= made[j] - 1e-12);
                }
            }
        }
    }
}
