//! Rank acceptability: in what share of all weightings an alternative comes first, second … last, and which weights
//! speak for it on average (SMAA-2: Lahdelma, Hokkanen & Salminen 1998, EJOR 106, 137; Lahdelma & Salminen 2001,
//! Operations Research 49, 444; survey: Tervonen & Figueira 2008).
//!
//! Exact by cutting up the space of weightings where that takes few pieces (few alternatives, no missing values, no
//! errors); else by 10,000 draws with a fixed seed, good to about ±0.01.

use rayon::prelude::*;
use serde::Serialize;

use crate::analysis::evidence::Evidence;
use crate::analysis::judge::{EPSILON, Known, Rules};
use crate::analysis::stats::{Draws, NotComputable};
use crate::analysis::terms::Terms;

use super::chance::normal;
use super::simplex::{Corners, all_weightings, centre, cut, ordered_weightings, volume};

/// So many weightings are drawn.
pub const ACCEPTABILITY_DRAWS: usize = 10_000;
/// With more alternatives than this only first and last places are told.
pub const MAX_RANKED: usize = 200;
/// Above this many pieces chance takes over from cutting.
const MAX_PIECES: usize = 20_000;
/// With more alternatives than this no cutting is tried.
const MAX_CUT: usize = 12;
/// The seed of the draws.
const SEED: u64 = 0x736d_6161;
/// Draws worked on at once; fixed, so that sums come out the same on any number of cores.
const CHUNK: usize = 500;

/// In what shares of the weightings who stands where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankAcceptability {
    /// `[alternative][rank − 1]`, 0–1; each row sums to 1. Competition ranks, so ties share the better one. Empty with
    /// more than 200 alternatives.
    pub shares: Vec<Vec<f64>>,
    /// The share in which each comes first.
    pub first: Vec<f64>,
    /// The share in which each comes last (nobody scores lower).
    pub last: Vec<f64>,
    /// The mean of the weights that put each first; `None` if none do.
    pub central: Vec<Option<Vec<f64>>>,
    /// How surely each comes first under its central weights, given the errors of the values; 0–1. `None` if it has no
    /// central weights.
    pub confidence: Vec<Option<f64>>,
    /// Whether the shares are exact; else they come from draws.
    pub is_exact: bool,
    /// How many weightings were drawn; 0 if exact.
    pub draws: usize,
}

/// What is ranked.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'a> {
    /// `[alternative][criterion]`; missing values leave an alternative's mean.
    pub values: &'a [Vec<Option<f64>>],
    /// The standard errors of the values, as `values`; without, they are taken as exact.
    pub errors: Option<&'a [Vec<f64>]>,
    /// The order of importance of the criteria, by place, the most important first, if that is known.
    pub order: Option<&'a [usize]>,
}

/// The rank acceptability of alternatives.
///
/// # Errors
/// [`NotComputable::NoAnswers`] without alternatives or criteria, [`NotComputable::Holes`] if rows (or errors, or the
/// order) differ in length or an alternative has no value at all.
pub fn rank_acceptability(ranked: Ranked<'_>) -> Result<RankAcceptability, NotComputable> {
    let num = check(&ranked)?;
    let start = ranked.order.map_or_else(|| all_weightings(num), ordered_weightings);
    exact(&ranked, &start).map_or_else(|| drawn(&ranked, num, ACCEPTABILITY_DRAWS), Ok)
}

/// The same by draws only: for comparing, and for any number of draws.
///
/// # Errors
/// As [`rank_acceptability`], and [`NotComputable::TooFew`] without draws.
pub fn rank_acceptability_drawn(ranked: Ranked<'_>, draws: usize) -> Result<RankAcceptability, NotComputable> {
    drawn(&ranked, check(&ranked)?, draws)
}

/// The rank acceptability of customers (by place) over the criteria of weight > 0. Customers without any value must
/// be left out beforehand.
///
/// # Errors
/// As [`rank_acceptability`].
///
/// # Panics
/// If a customer's place is out of range, as with a slice.
pub fn rank_acceptability_of(
    evidence: &Evidence,
    customers: &[usize],
    terms: &Terms,
) -> Result<RankAcceptability, NotComputable> {
    let rules = Rules::new(&evidence.layout, terms);
    let counted: Vec<usize> = (0..rules.weights.len()).filter(|place| rules.weights[*place] > 0.0).collect();
    let value = |customer: usize, place: usize| match rules.known(evidence.row(customer), place) {
        Known::Value(value) => Some(value),
        Known::NotApplicable | Known::Missing => None,
    };
    let row = |customer: &usize| counted.iter().map(|place| value(*customer, *place)).collect();
    let values: Vec<Vec<Option<f64>>> = customers.iter().map(row).collect();
    let mut found = rank_acceptability(Ranked { values: &values, errors: None, order: None })?;
    // Central weights by the criteria's places, as everywhere.
    for central in found.central.iter_mut().flatten() {
        let mut by_place = vec![0.0; rules.weights.len()];
        for (place, weight) in counted.iter().zip(central.iter()) {
            by_place[*place] = *weight;
        }
        *central = by_place;
    }
    Ok(found)
}

/// The number of criteria, if the input makes sense.
fn check(ranked: &Ranked<'_>) -> Result<usize, NotComputable> {
    let num = ranked.values.first().map_or(0, Vec::len);
    if num == 0 {
        return Err(NotComputable::NoAnswers);
    }
    let is_whole = ranked.values.iter().all(|row| row.len() == num && row.iter().any(Option::is_some));
    let fits = ranked
        .errors
        .is_none_or(|errors| errors.len() == ranked.values.len() && errors.iter().all(|row| row.len() == num));
    let is_ordered = ranked.order.is_none_or(|order| {
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        sorted.into_iter().eq(0..num)
    });
    if is_whole && fits && is_ordered { Ok(num) } else { Err(NotComputable::Holes) }
}

/// Counts of who stands where, and the weights that put each first.
struct Tally {
    shares: Vec<Vec<f64>>,
    first: Vec<f64>,
    last: Vec<f64>,
    weights: Vec<Vec<f64>>,
    ranked: bool,
}

impl Tally {
    fn new(num: usize, num_criteria: usize) -> Self {
        let ranked = num <= MAX_RANKED;
        Self {
            shares: vec![vec![0.0; num]; if ranked { num } else { 0 }],
            first: vec![0.0; num],
            last: vec![0.0; num],
            weights: vec![vec![0.0; num_criteria]; num],
            ranked,
        }
    }

    /// Counts these scores, reached under these weights, with this share.
    fn add(&mut self, scores: &[f64], weights: &[f64], share: f64) {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        if self.ranked {
            order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        }
        let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let worst = scores.iter().copied().fold(f64::INFINITY, f64::min);
        let (mut rank, mut of_rank) = (0, f64::INFINITY);
        for (at, alternative) in order.into_iter().enumerate() {
            let score = scores[alternative];
            if self.ranked {
                if of_rank - score > EPSILON {
                    (rank, of_rank) = (at, score);
                }
                self.shares[alternative][rank] += share;
            }
            if best - score <= EPSILON {
                self.first[alternative] += share;
                for (sum, weight) in self.weights[alternative].iter_mut().zip(weights) {
                    *sum += share * weight;
                }
            }
            if score - worst <= EPSILON {
                self.last[alternative] += share;
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        let add = |into: &mut [f64], from: &[f64]| into.iter_mut().zip(from).for_each(|(into, from)| *into += from);
        self.shares.iter_mut().zip(&other.shares).for_each(|(into, from)| add(into, from));
        self.weights.iter_mut().zip(&other.weights).for_each(|(into, from)| add(into, from));
        add(&mut self.first, &other.first);
        add(&mut self.last, &other.last);
    }

    fn finish(self, ranked: &Ranked<'_>, draws: usize) -> RankAcceptability {
        let central = self.weights.into_iter().zip(&self.first).map(|(weights, first)| {
            // A sliver left by rounding is no weighting.
            (*first > EPSILON).then(|| weights.into_iter().map(|weight| weight / first).collect())
        });
        let central: Vec<Option<Vec<f64>>> = central.collect();
        // Draws were counted whole; pieces are parts already.
        let of = draws.max(1) as f64;
        let share = |count: f64| (count / of).clamp(0.0, 1.0);
        let all = |counts: Vec<f64>| counts.into_iter().map(share).collect::<Vec<_>>();
        RankAcceptability {
            confidence: confidence(ranked, &central),
            central,
            shares: self.shares.into_iter().map(all).collect(),
            first: all(self.first),
            last: all(self.last),
            is_exact: draws == 0,
            draws,
        }
    }
}

/// Σ w·V / Σ w over the values that are there; weights that all lie on missing values count as equal.
fn score(values: &[Option<f64>], weights: &[f64]) -> f64 {
    let known = || values.iter().zip(weights).filter_map(|(value, weight)| Some(((*value)?, weight)));
    let (sum, total) = known().fold((0.0, 0.0), |(sum, total), (value, weight)| (sum + weight * value, total + weight));
    if total > 0.0 { sum / total } else { known().map(|(value, _)| value).sum::<f64>() / known().count().max(1) as f64 }
}

/// By cutting along every plane on which two alternatives are level; `None` if that cannot be done or takes too long.
fn exact(ranked: &Ranked<'_>, start: &Corners) -> Option<RankAcceptability> {
    if ranked.errors.is_some() || ranked.values.len() > MAX_CUT {
        return None;
    }
    let whole = ranked.values.iter().map(|row| row.iter().copied().collect::<Option<Vec<f64>>>());
    let whole: Vec<Vec<f64>> = whole.collect::<Option<_>>()?;
    let mut pieces = vec![start.clone()];
    for (at, a) in whole.iter().enumerate() {
        for b in &whole[at + 1..] {
            let plane: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
            pieces = cut(pieces, &plane, MAX_PIECES)?;
        }
    }
    let all = volume(start);
    let mut tally = Tally::new(whole.len(), start.len());
    for piece in &pieces {
        let weights = centre(piece);
        let scores: Vec<f64> = ranked.values.iter().map(|row| score(row, &weights)).collect();
        tally.add(&scores, &weights, volume(piece) / all);
    }
    Some(tally.finish(ranked, 0))
}

/// By draws.
fn drawn(ranked: &Ranked<'_>, num_criteria: usize, draws: usize) -> Result<RankAcceptability, NotComputable> {
    if draws == 0 {
        return Err(NotComputable::TooFew);
    }
    let num = ranked.values.len();
    let chunks: Vec<usize> = (0..draws.div_ceil(CHUNK)).collect();
    let tallies = chunks.par_iter().map(|chunk| {
        let mut chance = Draws::new(SEED.wrapping_add(*chunk as u64));
        let (mut tally, mut weights) = (Tally::new(num, num_criteria), vec![0.0; num_criteria]);
        for _ in chunk * CHUNK..((chunk + 1) * CHUNK).min(draws) {
            chance.weighting(&mut weights);
            if let Some(order) = ranked.order {
                let mut sorted = weights.clone();
                sorted.sort_by(|a, b| b.total_cmp(a));
                order.iter().zip(sorted).for_each(|(place, weight)| weights[*place] = weight);
            }
            let scores = scores_by_chance(ranked, &weights, &mut chance);
            tally.add(&scores, &weights, 1.0);
        }
        tally
    });
    let tallies: Vec<Tally> = tallies.collect();
    // One after the other, so that rounding is the same every time.
    let mut all = Tally::new(num, num_criteria);
    for tally in &tallies {
        all.merge(tally);
    }
    Ok(all.finish(ranked, draws))
}

fn scores_by_chance(ranked: &Ranked<'_>, weights: &[f64], chance: &mut Draws) -> Vec<f64> {
    let Some(errors) = ranked.errors else {
        return ranked.values.iter().map(|row| score(row, weights)).collect();
    };
    let scores = ranked.values.iter().zip(errors).map(|(row, errors)| {
        let moved = row.iter().zip(errors).map(|(value, error)| value.map(|value| value + error * normal(chance)));
        score(&moved.collect::<Vec<_>>(), weights)
    });
    scores.collect()
}

/// How often each comes first under its central weights.
fn confidence(ranked: &Ranked<'_>, central: &[Option<Vec<f64>>]) -> Vec<Option<f64>> {
    let draws = match ranked.errors {
        None => 1_u32,
        Some(_) if ranked.values.len() <= 20 => 10_000,
        Some(_) => 1_000,
    };
    let one = |(alternative, weights): (usize, &Option<Vec<f64>>)| {
        let weights = weights.as_ref()?;
        let mut chance = Draws::new(SEED);
        let first = (0..draws).filter(|_| {
            let scores = scores_by_chance(ranked, weights, &mut chance);
            scores.iter().all(|other| scores[alternative] >= other - EPSILON)
        });
        Some(first.count() as f64 / f64::from(draws))
    };
    central.par_iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn whole(rows: &[Vec<f64>]) -> Vec<Vec<Option<f64>>> {
        rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
    }

    #[test]
    fn what_makes_no_sense_says_why() {
        const fn ranked(values: &[Vec<Option<f64>>]) -> Ranked<'_> {
            Ranked { values, errors: None, order: None }
        }
        assert_eq!(rank_acceptability(ranked(&[])), Err(NotComputable::NoAnswers));
        assert_eq!(rank_acceptability(ranked(&[vec![None]])), Err(NotComputable::Holes));
        assert_eq!(rank_acceptability(ranked(&[vec![Some(1.0)], vec![]])), Err(NotComputable::Holes));
        let values = whole(&[vec![1.0, 0.0]]);
        let order = Some(&[0, 0][..]);
        assert_eq!(rank_acceptability(Ranked { values: &values, errors: None, order }), Err(NotComputable::Holes));
        assert_eq!(rank_acceptability_drawn(ranked(&values), 0), Err(NotComputable::TooFew));
    }

    #[test]
    fn equals_share_the_better_rank() {
        let values = whole(&[vec![0.5, 0.5], vec![0.5, 0.5], vec![0.1, 0.2]]);
        let found = rank_acceptability(Ranked { values: &values, errors: None, order: None }).unwrap();
        assert_eq!(found.shares, [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]);
        assert_eq!((found.is_exact, found.confidence), (true, vec![Some(1.0), Some(1.0), None]));
    }

    #[test]
    fn a_known_order_narrows_the_weights() {
        // With w₁ ≥ w₂ the first wins wherever w₁ > ½: always.
        let values = whole(&[vec![1.0, 0.0], vec![0.0, 1.0]]);
        let found = rank_acceptability(Ranked { values: &values, errors: None, order: Some(&[0, 1]) }).unwrap();
        assert!((found.first[0] - 1.0).abs() < 1e-12 && found.first[1] < 1e-12, "{found:?}");
        assert_eq!(found.central[1], None);
        let drawn =
            rank_acceptability_drawn(Ranked { values: &values, errors: None, order: Some(&[0, 1]) }, 100).unwrap();
        assert_eq!((drawn.first[0], drawn.draws), (1.0, 100));
    }

    #[test]
    fn errors_of_the_values_lower_the_confidence() {
        let values = whole(&[vec![0.6], vec![0.5]]);
        let errors = [vec![0.1], vec![0.1]];
        let found = rank_acceptability(Ranked { values: &values, errors: Some(&errors), order: None }).unwrap();
        // Φ(0.1 / √0.02) = Φ(0.7071) = 0.7602.
        assert!((found.first[0] - 0.7602).abs() < 0.015 && !found.is_exact, "{found:?}");
        assert!((found.confidence[0].unwrap() - 0.7602).abs() < 0.015, "{found:?}");
    }

    #[test]
    fn hundreds_are_only_told_first_and_last() {
        let values: Vec<Vec<Option<f64>>> = (0..=MAX_RANKED).map(|i| vec![Some(i as f64), None]).collect();
        let found = rank_acceptability_drawn(Ranked { values: &values, errors: None, order: None }, 50).unwrap();
        assert!(found.shares.is_empty(), "too many");
        assert_eq!((found.first[MAX_RANKED], found.last[0]), (1.0, 1.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn cutting_and_drawing_agree(rows in (2..5_usize).prop_flat_map(|m| prop::collection::vec(prop::collection::vec(0.0..1.0_f64, m), 2..5))) {
            let values = whole(&rows);
            let ranked = Ranked { values: &values, errors: None, order: None };
            let (exact, drawn) = (rank_acceptability(ranked).unwrap(), rank_acceptability_drawn(ranked, 10_000).unwrap());
            prop_assert!(exact.is_exact && !drawn.is_exact);
            prop_assert_eq!(&drawn, &rank_acceptability_drawn(ranked, 10_000).unwrap(), "the same again");
            for (exact, drawn) in exact.shares.iter().zip(&drawn.shares) {
                prop_assert!((exact.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                for (exact, drawn) in exact.iter().zip(drawn) {
                    prop_assert!((exact - drawn).abs() < 0.025, "{} for {}", drawn, exact);
                }
            }
            if let [a, b] = rows.as_slice() {
                prop_assert!((exact.first[0] - super::super::pairwise_winning(a, b)).abs() < 1e-9);
            }
        }
    }
}
