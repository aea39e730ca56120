//! Who overtakes whom when weights change: Theorem 1 of Triantaphyllou & Sánchez 1997 (Decision Sciences 28, 151) for
//! the weighted sum, one weight at a time, and the smallest total shift of weights between two.
//!
//! For alternatives i (ahead) and j with scores P and values a, lowering weight k by δ = (Pⱼ − Pᵢ) / (aⱼₖ − aᵢₖ) makes
//! them equal; the weights are divided by their sum afterwards, which changes no order. Feasible if δ ≤ Wₖ.

use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::Rules;
use crate::analysis::rank::rank;
use crate::analysis::stats::NotComputable;
use crate::analysis::terms::Terms;

use super::weight_shift::smallest_shift;
use super::weightings::pairwise_winning;

/// One weight that would have to change for one alternative to draw level with another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Overtaking {
    /// The place of the alternative that is ahead now, or as high.
    pub ahead: usize,
    /// The place of the one behind.
    pub behind: usize,
    /// The criterion's place.
    pub criterion: usize,
    /// What is taken off its weight, in the units of the weights; negative if it must grow. `None` if both have the
    /// same value on it, so that its weight changes nothing between them.
    pub delta: Option<f64>,
    /// The same in percent of the weight; `None` as well where the weight is 0.
    pub relative_percent: Option<f64>,
    /// Whether the weight stays at 0 or above.
    pub is_feasible: bool,
    /// The weight then, before dividing by the sum; only where feasible.
    pub new_weight: Option<f64>,
}

/// What weights do to an order of alternatives.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightSensitivity {
    /// Σ w·a of each alternative, with the weights as they are given.
    pub scores: Vec<f64>,
    /// Places in order of score, the best first; ties in the order given.
    pub order: Vec<usize>,
    /// Competition ranks.
    pub ranks: Vec<Option<u32>>,
    /// Every pair (better first) on every criterion.
    pub overtakings: Vec<Overtaking>,
    /// The smallest relative change of a weight that gives another leader ("percent-top critical").
    pub percent_top: Option<Overtaking>,
    /// The smallest relative change of a weight that alters any rank ("percent-any critical").
    pub percent_any: Option<Overtaking>,
    /// The smallest absolute change of a weight that gives another leader ("absolute-top critical").
    pub absolute_top: Option<Overtaking>,
    /// The smallest absolute change of a weight that alters any rank ("absolute-any critical").
    pub absolute_any: Option<Overtaking>,
    /// Each criterion's smallest relative change in percent that alters any rank (criticality degree D′); `None` if
    /// no change of it does: a robust criterion.
    pub criticality: Vec<Option<f64>>,
    /// 1/D′, 0 for a robust criterion (sensitivity coefficient); `None` where D′ is 0.
    pub sensitivity: Vec<Option<f64>>,
}

/// How sensitive the order of alternatives (one row of values each) is to single weights.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without alternatives or weights, [`NotComputable::Holes`] if a row is not as long as
/// the weights, [`NotComputable::NothingToDivideBy`] if no weight is above 0.
pub fn weight_sensitivity(weights: &[f64], values: &[Vec<f64>]) -> Result<WeightSensitivity, NotComputable> {
    if values.is_empty() || weights.is_empty() {
        return Err(NotComputable::NoAnswers);
    }
    if values.iter().any(|row| row.len() != weights.len()) {
        return Err(NotComputable::Holes);
    }
    if !weights.iter().any(|weight| *weight > 0.0) {
        return Err(NotComputable::NothingToDivideBy);
    }
    let scores: Vec<f64> = values.iter().map(|row| row.iter().zip(weights).map(|(v, w)| v * w).sum()).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let pairs = order.iter().enumerate().flat_map(|(at, ahead)| order[at + 1..].iter().map(|behind| (*ahead, *behind)));
    let overtakings: Vec<Overtaking> = pairs
        .flat_map(|(ahead, behind)| (0..weights.len()).map(move |criterion| (ahead, behind, criterion)))
        .map(|(ahead, behind, criterion)| {
            let (gap, pull) = (scores[behind] - scores[ahead], values[behind][criterion] - values[ahead][criterion]);
            let weight = weights[criterion];
            let delta = (pull.abs() > f64::MIN_POSITIVE).then(|| gap / pull).filter(|delta| delta.is_finite());
            let is_feasible = delta.is_some_and(|delta| delta <= weight + 1e-12 * weight);
            Overtaking {
                ahead,
                behind,
                criterion,
                delta,
                relative_percent: delta.filter(|_| weight > 0.0).map(|delta| 100.0 * delta / weight),
                is_feasible,
                new_weight: delta.filter(|_| is_feasible).map(|delta| (weight - delta).max(0.0)),
            }
        })
        .collect();
    let least = |size: fn(&Overtaking) -> Option<f64>, counts: &dyn Fn(&Overtaking) -> bool| {
        let sized = overtakings.iter().filter(|one| one.is_feasible && counts(one));
        let sized = sized.filter_map(|one| Some((*one, size(one)?.abs())));
        sized.reduce(|a, b| if b.1 < a.1 { b } else { a })
    };
    let leader = order.first().copied();
    let is_top = |one: &Overtaking| Some(one.ahead) == leader;
    let any = |_: &Overtaking| true;
    let relative: fn(&Overtaking) -> Option<f64> = |one| one.relative_percent;
    let absolute: fn(&Overtaking) -> Option<f64> = |one| one.delta;
    let found = |least: Option<(Overtaking, f64)>| least.map(|(one, _)| one);
    let criticality: Vec<Option<f64>> =
        (0..weights.len()).map(|k| least(relative, &|one| one.criterion == k).map(|(_, size)| size)).collect();
    let coefficient = |degree: &Option<f64>| match degree {
        None => Some(0.0),
        Some(degree) => (*degree > 0.0).then(|| 1.0 / degree),
    };
    Ok(WeightSensitivity {
        ranks: rank(&scores.iter().copied().map(Some).collect::<Vec<_>>()),
        percent_top: found(least(relative, &is_top)),
        percent_any: found(least(relative, &any)),
        absolute_top: found(least(absolute, &is_top)),
        absolute_any: found(least(absolute, &any)),
        sensitivity: criticality.iter().map(coefficient).collect(),
        criticality,
        scores,
        order,
        overtakings,
    })
}

/// The smallest total shift of weights that makes two alternatives equal: how much weight has to move, of a sum of 1,
/// and the weights then.
///
/// # Errors
/// [`NotComputable::Unreachable`] if one is ahead under all weights; else as [`smallest_shift`].
pub fn smallest_shift_to_tie(weights: &[f64], a: &[f64], b: &[f64]) -> Result<(f64, Vec<f64>), NotComputable> {
    if a.len() != b.len() {
        return Err(NotComputable::Holes);
    }
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    smallest_shift(weights, &differences, 0.0)
}

/// What weights could do between two customers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Race {
    /// The place of the customer who is ahead on the shared criteria.
    pub ahead: usize,
    /// The place of the other.
    pub behind: usize,
    /// The criteria (places) of weight > 0 that both have answers on: only these are compared.
    pub criteria: Vec<usize>,
    /// How far ahead, in points of 100, over these criteria.
    pub lead: f64,
    /// The share of all weightings under which the one ahead stays ahead, 0–1; 0 if both have the same values.
    pub winning: f64,
    /// The single weight that has to change least, in percent, for them to be level; its criterion is a place, its
    /// weights are parts of the weight of the shared criteria. `None` if no single weight can.
    pub one_weight: Option<Overtaking>,
    /// How much of all weight has to move, and the weights by place then; `None` if no weights can.
    pub shift: Option<(f64, Vec<f64>)>,
}

/// What weights could do between two customers, over the criteria both have answers on.
///
/// # Errors
/// [`NotComputable::NoAnswers`] if they share none.
///
/// # Panics
/// If a customer's place is out of range, as with a slice.
pub fn race(evidence: &Evidence, one: usize, other: usize, terms: &Terms) -> Result<Race, NotComputable> {
    let rules = Rules::new(&evidence.layout, terms);
    let (of_one, of_other) = (rules.answered(evidence.row(one)), rules.answered(evidence.row(other)));
    let shared: Vec<(usize, f64, f64, f64)> = of_one
        .iter()
        .filter_map(|&(place, weight, value)| {
            let (.., other) = of_other.iter().find(|(at, ..)| *at == place)?;
            Some((place, weight, value, *other))
        })
        .collect();
    let sum: f64 = shared.iter().map(|(_, weight, ..)| weight).sum();
    let weights: Vec<f64> = shared.iter().map(|(_, weight, ..)| weight / sum).collect();
    let values: [Vec<f64>; 2] =
        [shared.iter().map(|(.., value, _)| *value).collect(), shared.iter().map(|(.., value)| *value).collect()];
    let found = weight_sensitivity(&weights, &values)?;
    let (first, last) = if found.order.first() == Some(&0) { (0, 1) } else { (1, 0) };
    let places: Vec<usize> = shared.iter().map(|(place, ..)| *place).collect();
    let customers = [one, other];
    let named = |overtaking: Overtaking| Overtaking {
        ahead: customers[overtaking.ahead],
        behind: customers[overtaking.behind],
        criterion: places[overtaking.criterion],
        ..overtaking
    };
    let spread = |(moved, weights): (f64, Vec<f64>)| {
        let mut by_place = vec![0.0; rules.weights.len()];
        for (place, weight) in places.iter().zip(weights) {
            by_place[*place] = weight;
        }
        (moved, by_place)
    };
    Ok(Race {
        ahead: customers[first],
        behind: customers[last],
        lead: 100.0 * (found.scores[first] - found.scores[last]),
        winning: pairwise_winning(&values[first], &values[last]),
        one_weight: found.percent_any.map(named),
        shift: smallest_shift_to_tie(&weights, &values[0], &values[1]).ok().map(spread),
        criteria: places,
    })
}
