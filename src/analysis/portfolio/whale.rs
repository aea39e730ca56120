//! The whale curve: profit added up from the best customer to the worst. It climbs above 100 % and comes back down
//! again by what the customers at its end take away.
//!
//! Source: Kaplan & Cooper 1998, "Cost and Effect", ch. 10; Kaplan & Narayanan 2001, "Measuring and managing customer
//! profitability", Journal of Cost Management 15(5).

use crate::analysis::explain::Judged;
use crate::analysis::stats::NotComputable;
use crate::model::CustomerId;

use super::figures::Figures;

/// The part of the customers that counts as the best.
const BEST: f64 = 0.2;
/// A total this small against the profits and losses in it is noise: nothing can be said in parts of it.
const NOISE: f64 = 1e-9;

/// One customer on the curve.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct WhaleStep {
    /// Who.
    pub customer: CustomerId,
    /// Their place in the evidence.
    #[serde(skip)]
    pub index: usize,
    /// Their profit, in money; negative is a loss.
    pub profit: f64,
    /// The profit of everybody up to here.
    pub cumulative: f64,
    /// The same as a part of all profit: 1 at the end, above 1 where losses are still to come. `None` if there is no
    /// profit in all.
    pub share: Option<f64>,
    /// The part of the customers up to here, 0–1.
    pub customers_share: f64,
}

/// Some customers of the curve and their profit.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct WhalePart {
    /// How many customers.
    pub customers: usize,
    /// Their profit together.
    pub profit: f64,
    /// The same as a part of all profit; `None` if there is no profit in all.
    pub share: Option<f64>,
}

/// Profit added up from the best customer to the worst.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct WhaleCurve {
    /// Everybody whose profit is known, the highest first; ties in the order of the evidence.
    pub steps: Vec<WhaleStep>,
    /// All profit together.
    pub total: f64,
    /// Those above zero: the curve climbs.
    pub earning: WhalePart,
    /// Those at zero: the curve is level.
    pub level: usize,
    /// Those below zero: the curve falls.
    pub losing: WhalePart,
    /// The best fifth of the customers, rounded up.
    pub best: WhalePart,
    /// How many customers we work for, with and without figures.
    pub of: usize,
    /// Of how many on the curve some cost or revenue is missing, so that their profit is not all of it.
    pub with_gaps: usize,
}

/// The whale curve of the customers we work for, over the twelve months up to today.
///
/// # Errors
/// [`NotComputable::NoFigures`] if nobody's profit is known.
pub fn whale_curve(judged: &Judged<'_>, figures: &Figures) -> Result<WhaleCurve, NotComputable> {
    let known = figures.current().filter_map(|index| {
        let customer = *judged.evidence.customers().get(index)?;
        Some((customer, index, figures.sums.get(index)?.profit?))
    });
    let mut curve = curve(known.collect())?;
    curve.of = figures.current().count();
    let has_gaps = |step: &&WhaleStep| figures.sums.get(step.index).is_some_and(|sums| sums.profit_has_gaps);
    curve.with_gaps = curve.steps.iter().filter(has_gaps).count();
    Ok(curve)
}

fn curve(mut known: Vec<(CustomerId, usize, f64)>) -> Result<WhaleCurve, NotComputable> {
    if known.is_empty() {
        return Err(NotComputable::NoFigures);
    }
    known.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.1.cmp(&b.1)));
    let n = known.len();
    let mut cumulative = 0.0;
    let mut steps: Vec<WhaleStep> = Vec::with_capacity(n);
    for (place, (customer, index, profit)) in known.into_iter().enumerate() {
        cumulative += profit;
        let customers_share = (place + 1) as f64 / n as f64;
        steps.push(WhaleStep { customer, index, profit, cumulative, share: None, customers_share });
    }
    let total = cumulative;
    let gross: f64 = steps.iter().map(|step| step.profit.abs()).sum();
    let part_of = |amount: f64| (total > NOISE * gross).then(|| amount / total);
    for step in &mut steps {
        step.share = part_of(step.cumulative);
    }
    let sum = |steps: &[WhaleStep]| {
        let profit = steps.iter().map(|step| step.profit).sum();
        WhalePart { customers: steps.len(), profit, share: part_of(profit) }
    };
    let earning = steps.partition_point(|step| step.profit > 0.0);
    let not_losing = steps.partition_point(|step| step.profit >= 0.0);
    let num_best = at_least_one(BEST, n);
    Ok(WhaleCurve {
        total,
        earning: sum(&steps[..earning]),
        level: not_losing - earning,
        losing: sum(&steps[not_losing..]),
        best: sum(&steps[..num_best]),
        of: n,
        with_gaps: 0,
        steps,
    })
}

/// This part of `n` things, rounded up, at least one and at most all.
pub(super) fn at_least_one(share: f64, n: usize) -> usize {
    // 0.2 times 15 is a little more than 3.
    let wanted = (share * n as f64 - 1e-9).ceil().max(1.0);
    (1..=n).find(|num| *num as f64 >= wanted).unwrap_or(n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(profits: &[f64]) -> Result<WhaleCurve, NotComputable> {
        let id = |index: usize| CustomerId::new(ulid::Ulid::from(index as u128));
        curve(profits.iter().enumerate().map(|(index, profit)| (id(index), index, *profit)).collect())
    }

    #[test]
    fn it_climbs_above_everything_and_comes_back() {
        // The best fifth brings 180 %, the worst take 80 % away.
        let curve = of(&[-40.0, 180.0, 0.0, 10.0, -50.0]).unwrap();
        assert_eq!(curve.steps.iter().map(|step| step.profit).collect::<Vec<_>>(), [180.0, 10.0, 0.0, -40.0, -50.0]);
        assert_eq!(curve.best, WhalePart { customers: 1, profit: 180.0, share: Some(1.8) });
        assert_eq!(curve.earning, WhalePart { customers: 2, profit: 190.0, share: Some(1.9) });
        assert_eq!(curve.losing, WhalePart { customers: 2, profit: -90.0, share: Some(-0.9) });
        assert_eq!((curve.level, curve.total), (1, 100.0));
        let shares: Vec<f64> = curve.steps.iter().filter_map(|step| step.share).collect();
        assert_eq!(shares, [1.8, 1.9, 1.9, 1.5, 1.0]);
    }

    #[test]
    fn without_profit_in_all_there_are_no_parts() {
        assert_eq!(of(&[]), Err(NotComputable::NoFigures));
        for profits in [&[5.0, -5.0][..], &[-3.0], &[0.0, 0.0], &[0.1, 0.2, -0.3]] {
            let curve = of(profits).unwrap();
            assert!(curve.steps.iter().all(|step| step.share.is_none()), "{curve:?}");
            assert_eq!(curve.best.share, None);
        }
    }

    #[test]
    fn a_fifth_is_rounded_up() {
        let fifths: Vec<usize> = [1, 4, 5, 6, 10, 15, 24].map(|n| at_least_one(BEST, n)).to_vec();
        assert_eq!(fifths, [1, 1, 1, 2, 2, 3, 5]);
        assert_eq!((at_least_one(2.0, 3), at_least_one(f64::NAN, 3)), (3, 1));
    }

    proptest! {
        #[test]
        fn it_ends_at_all_of_it(profits in prop::collection::vec(-1e9..1e9_f64, 1..40)) {
            let curve = of(&profits).unwrap();
            let last = curve.steps.last().unwrap();
            prop_assert!((last.customers_share - 1.0).abs() < 1e-12);
            if let Some(share) = last.share {
                prop_assert!((share - 1.0).abs() < 1e-12);
                let parts: f64 = curve.steps.iter().map(|step| step.profit / curve.total).sum();
                prop_assert!((parts - 1.0).abs() < 1e-6, "{parts}");
            } else {
                prop_assert!(curve.total <= 1e-3);
            }
            prop_assert_eq!(curve.earning.customers + curve.level + curve.losing.customers, profits.len());
            // Nowhere is it higher than where the losses begin, and it never turns upwards again.
            prop_assert!(curve.steps.iter().all(|step| step.cumulative <= curve.earning.profit + 1e-3));
            prop_assert!(curve.steps.windows(2).all(|pair| pair[0].profit >= pair[1].profit));
        }
    }
}
