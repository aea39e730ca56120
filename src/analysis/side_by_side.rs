//! Customers side by side: where they lie furthest apart, who stands above whom, and how surely, in sentences.

use super::certainty::Certainties;
use super::evidence::Evidence;
use super::similar::Similar;
use super::terms::Terms;
use super::words::{list_text, percent_text, points_text, quoted};

/// From here on one customer really stands above another: 95 %.
const REALLY: f64 = 0.95;
/// Below this two scores lie within one standard error of their difference: Φ(1).
const WITHIN_ONE_ERROR: f64 = 0.841_344_746_068_543;
/// Values (0–1) nearer than this are the same.
const SAME: f64 = 1e-9;

/// A customer standing beside others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside<'a> {
    /// The customer's name.
    pub name: &'a str,
    /// Its place in the evidence.
    pub index: usize,
    /// Its score, 0–100, if there is one.
    pub score: Option<f64>,
}

impl Similar {
    /// How like each other the two are, in words; by the distance: "almost the same" below 0.05, "very alike" below
    /// 0.1, "alike" below 0.2, "somewhat alike" below 0.35.
    pub fn words(&self) -> &'static str {
        match self.distance {
            d if d < 0.05 => "Almost the same",
            d if d < 0.1 => "Very alike",
            d if d < 0.2 => "Alike",
            d if d < 0.35 => "Somewhat alike",
            _ => "Not much alike",
        }
    }
}

/// How far the customers at these places lie apart on each criterion: highest value less lowest, 0–1; `None` where
/// fewer than two of them have a value. By the criteria's places.
pub fn spreads(evidence: &Evidence, terms: &Terms, customers: &[usize]) -> Vec<Option<f64>> {
    let spread = |place: usize| {
        let values: Vec<f64> = customers.iter().filter_map(|index| evidence.value(*index, place, terms)).collect();
        let (low, high) = values.iter().fold((1.0_f64, 0.0_f64), |(low, high), v| (low.min(*v), high.max(*v)));
        (values.len() > 1).then_some(high - low)
    };
    (0..evidence.criteria().len()).map(spread).collect()
}

/// Who stands above whom, in how many questions, and in which most of all; of more than two, the highest against the
/// lowest. `names` are the criteria's, by place; criteria of weight 0 take no part.
///
/// `above` is the probability that one customer really stands above another (of the first and the second place), if it
/// is known: who is practically equal is called so.
pub fn finding_side_by_side(
    evidence: &Evidence,
    terms: &Terms,
    names: &[&str],
    customers: &[Beside<'_>],
    above: impl Fn(usize, usize) -> Option<f64>,
) -> String {
    let mut scored: Vec<(f64, &Beside<'_>)> = customers.iter().filter_map(|one| Some((one.score?, one))).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let without: Vec<String> =
        customers.iter().filter(|one| one.score.is_none()).map(|one| one.name.to_owned()).collect();
    let ([(best, high), .., (worst, low)], true) = (scored.as_slice(), customers.len() > 1) else {
        return match (without.as_slice(), customers) {
            (_, []) => "Nobody to compare yet".to_owned(),
            ([], [one]) => format!("{} stands alone: add another to compare", one.name),
            _ => format!("Nobody has rated {} yet: there is nothing to compare", list_text(&without)),
        };
    };
    let apart: Vec<(f64, usize)> = (0..evidence.criteria().len())
        .filter(|place| terms.weights.get(*place).is_some_and(|weight| *weight > 0.0))
        .filter_map(|place| {
            let value = |one: &Beside<'_>| evidence.value(one.index, place, terms);
            Some((value(high)? - value(low)?, place))
        })
        .collect();
    // The first of equals, in the order they are asked.
    let most = |by: fn(f64) -> f64| {
        let found = apart.iter().rev().max_by(|a, b| by(a.0).total_cmp(&by(b.0)));
        found.and_then(|(_, place)| names.get(*place)).map(|name| quoted(name)).unwrap_or_default()
    };
    let (high, low, of) = (high.name, low.name, apart.len());
    let num_above = apart.iter().filter(|(difference, _)| *difference > SAME).count();
    let is_equal = best - worst <= SAME
        || above(scored[0].1.index, scored[scored.len() - 1].1.index).is_some_and(|p| p <= WITHIN_ONE_ERROR);
    let questions = if of == 1 { "question" } else { "questions" };
    if of == 0 {
        format!("{high} and {low} have no answered question in common")
    } else if apart.iter().all(|(difference, _)| difference.abs() <= SAME) {
        format!("{high} and {low} are rated the same in every question both have answers to")
    } else if is_equal && scored.len() > 2 {
        format!("All {} are practically equal; {high} and {low} differ most in {}", scored.len(), most(f64::abs))
    } else if is_equal {
        format!("{high} and {low} are practically equal; they differ most in {}", most(f64::abs))
    } else if num_above == 0 {
        format!("{high} stands above {low} by the score, though in no question both have answers to")
    } else if scored.len() > 2 {
        let most = most(|difference| difference);
        format!("{high} stands highest, {low} lowest: above in {num_above} of {of} {questions}, most of all in {most}")
    } else {
        let most = most(|difference| difference);
        format!("{high} stands above {low} in {num_above} of {of} {questions}, most of all in {most}")
    }
}

/// How surely each stands above the next lower one, a sentence for each pair; nothing about those without a score.
/// `place` says where a customer (by its place among `customers`) is in the certainties.
pub fn finding_how_sure(
    certainties: &Certainties,
    customers: &[Beside<'_>],
    place: impl Fn(&Beside<'_>) -> Option<usize>,
) -> Vec<String> {
    let mut scored: Vec<(f64, &Beside<'_>)> = customers.iter().filter_map(|one| Some((one.score?, one))).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let pairs = scored.iter().zip(scored.iter().skip(1));
    let sentence = |((a, high), (b, low)): (&(f64, &Beside<'_>), &(f64, &Beside<'_>))| {
        let (one, other) = (place(high)?, place(low)?);
        let (high, low) = (high.name, low.name);
        let difference = points_text(a - b);
        Some(match certainties.probability_above(one, other) {
            _ if a - b <= SAME => format!("{high} and {low} have the same score."),
            // Never certain: only so many people were asked.
            Ok(p) if p > 0.995 => {
                format!("{high} really stands above {low}: that is more than {} sure.", percent_text(0.99))
            }
            Ok(p) if p >= REALLY => format!("{high} really stands above {low}: that is {} sure.", percent_text(p)),
            Ok(p) if p > WITHIN_ONE_ERROR => {
                format!("{high} probably stands above {low}: that is {} sure.", percent_text(p))
            }
            Ok(_) => format!("{high} and {low} are practically equal: {difference} are within one standard error."),
            Err(_) => format!("Whether {high} really stands above {low} cannot be said: too few people rated them."),
        })
    };
    pairs.filter_map(sentence).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_has_words_at_its_edges() {
        let table = [
            (0.0, "Almost the same"),
            (0.049, "Almost the same"),
            (0.05, "Very alike"),
            (0.1, "Alike"),
            (0.2, "Somewhat alike"),
            (0.35, "Not much alike"),
            (1.0, "Not much alike"),
        ];
        for (distance, expected) in table {
            assert_eq!(Similar { index: 0, distance, shared: 1.0 }.words(), expected, "{distance}");
        }
    }
}
