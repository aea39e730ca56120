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
pub fn finding_side_by_side(evidence: &Evidence, terms: &Terms, names: &[&str], customers: &[Beside<'_>]) -> String {
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
    let mut apart: Vec<(f64, usize)> = (0..evidence.criteria().len())
        .filter(|place| terms.weights.get(*place).is_some_and(|weight| *weight > 0.0))
        .filter_map(|place| {
            let value = |one: &Beside<'_>| evidence.value(one.index, place, terms);
            Some((value(high)? - value(low)?, place))
        })
        .collect();
    apart.sort_by(|a, b| b.0.total_cmp(&a.0));
    let above = apart.iter().filter(|(difference, _)| *difference > SAME).count();
    let head = if best - worst <= SAME {
        format!("{} and {} have the same score; {0} is better", high.name, low.name)
    } else if customers.len() > 2 {
        format!("{} stands highest, {} lowest", high.name, low.name)
    } else {
        format!("{} stands above {}", high.name, low.name)
    };
    match apart.first() {
        None => "They have no answered question in common".to_owned(),
        Some(_) if apart.iter().all(|(difference, _)| difference.abs() <= SAME) => {
            format!("{} and {} are rated the same in every question both have answers to", high.name, low.name)
        }
        Some(_) if above == 0 => format!("{head} by the score, though in no question both have answers to"),
        Some((_, place)) => {
            let most = names.get(*place).map(|name| format!(", most of all in {}", quoted(name))).unwrap_or_default();
            let by = if customers.len() > 2 && best - worst > SAME { ": above in" } else { " in" };
            let of = apart.len();
            let questions = if of == 1 { "question" } else { "questions" };
            format!("{head}{by} {above} of {of} {questions}{most}")
        }
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
