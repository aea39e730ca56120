//! Who else is like this one: the customers whose criteria lie nearest.

use serde::Serialize;

use super::evidence::Evidence;
use super::terms::Terms;

/// Below this part of the weight answered for both, two customers are not compared.
const LEAST_SHARED: f64 = 0.5;

/// A customer like another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Similar {
    /// The customer's place in the evidence.
    pub index: usize,
    /// How far apart the two lie, 0 (the same on every criterion) to 1 (opposite ends of all).
    pub distance: f64,
    /// The part of the weight that was answered for both, 0–1.
    pub shared: f64,
}

/// The customers most like the one at `index`, nearest first, at most `num`.
///
/// The distance is the weighted Euclidean distance of the criteria's values, √(Σ w (V − V′)² / Σ w), over the criteria
/// answered for both; who shares less than half of the weight is left out. Equal distances stand in the order of the
/// evidence.
///
/// # Panics
/// If the place is out of range, as with a slice.
pub fn most_similar(evidence: &Evidence, index: usize, terms: &Terms, num: usize) -> Vec<Similar> {
    let num_criteria = evidence.criteria().len();
    let value = |index: usize, place: usize| evidence.value(index, place, terms);
    let own: Vec<Option<f64>> = (0..num_criteria).map(|place| value(index, place)).collect();
    // By the largest, so that no sum overflows.
    let largest = terms.weights.iter().copied().fold(0.0, f64::max);
    let weight = |place: usize| if largest > 0.0 { terms.weights[place] / largest } else { 0.0 };
    let total: f64 = (0..num_criteria).map(weight).sum();
    let mut found: Vec<Similar> = (0..evidence.len())
        .filter(|other| *other != index)
        .filter_map(|other| {
            let (mut squares, mut shared) = (0.0, 0.0);
            for (place, own) in own.iter().enumerate().filter(|(place, _)| weight(*place) > 0.0) {
                if let (Some(own), Some(theirs)) = (own, value(other, place)) {
                    squares += weight(place) * (own - theirs).powi(2);
                    shared += weight(place);
                }
            }
            let is_comparable = shared > 0.0 && shared / total >= LEAST_SHARED - 1e-9;
            is_comparable.then(|| Similar { index: other, distance: (squares / shared).sqrt(), shared: shared / total })
        })
        .collect();
    found.sort_by(|a, b| a.distance.total_cmp(&b.distance).then(a.index.cmp(&b.index)));
    found.truncate(num);
    found
}
