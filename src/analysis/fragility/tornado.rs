//! Tornado: how far the score moves with each criterion, at both ends of its answers and of its weight.

use serde::Serialize;

use crate::analysis::evidence::{Evidence, RowRef};
use crate::analysis::flags::FlagState;
use crate::analysis::judge::{EPSILON, Judgement, Known, Rules, Sums};
use crate::analysis::terms::Terms;
use crate::model::{CriterionId, Verdict};

/// One end of a bar.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TornadoEnd {
    /// The score there, 0–100; `None` if nothing that counts would be answered.
    pub score: Option<f64>,
    /// The verdict there. Minimum coverage counts, and red flags stay as they are.
    pub verdict: Verdict,
}

/// What one criterion could do to the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// The criterion's place.
    pub place: usize,
    /// The criterion.
    pub criterion: CriterionId,
    /// Its value now, groups balanced, 0–1; `None` if nobody answered it.
    pub value: Option<f64>,
    /// If everybody gave the worst answer. For a criterion nobody answered: if the answer were the worst.
    pub worst: TornadoEnd,
    /// If everybody gave the best answer.
    pub best: TornadoEnd,
    /// If it counted nothing.
    pub without: TornadoEnd,
    /// If it counted twice as much.
    pub doubled: TornadoEnd,
    /// From the lowest to the highest of these four scores and the score now, in points of 100.
    pub size: f64,
}

impl TornadoBar {
    /// The verdicts its four ends lead to, other than this one.
    pub fn other_verdicts(&self, verdict: Verdict) -> Vec<Verdict> {
        let ends = [self.worst, self.best, self.without, self.doubled].map(|end| end.verdict);
        let mut others: Vec<Verdict> = ends.into_iter().filter(|end| *end != verdict).collect();
        others.sort();
        others.dedup();
        others
    }
}

/// What each criterion of weight > 0 that applies to a customer could do to the score, the most powerful first.
///
/// Ties stand in the order they are asked. With W the answered weight: answers at the worst or best give (Σ w·V − w·V + w·{0, 1}) / W;
/// weight 0 and doubled give the score with that weight.
///
/// # Panics
/// If the customer's place is out of range, as with a slice.
pub fn tornado(evidence: &Evidence, customer: usize, terms: &Terms) -> Vec<TornadoBar> {
    let rules = Rules::new(&evidence.layout, terms);
    let row = evidence.row(customer);
    let (sums, judgement) = (rules.sums(row, None), rules.judge(row));
    let weights = rules.weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0);
    let mut bars: Vec<TornadoBar> = weights
        .filter_map(|(place, &weight)| {
            let known = rules.known(row, place);
            let value = match known {
                Known::Value(value) => Some(value),
                Known::Missing => None,
                Known::NotApplicable => return None,
            };
            let end = |answer: Option<f64>, factor: f64| {
                rules.end(row, &judgement, with(sums, weight, value, (answer, factor)))
            };
            let [worst, best] = [0.0, 1.0].map(|answer| end(Some(answer), 1.0));
            let [without, doubled] = [0.0, 2.0].map(|factor| end(value, factor));
            let scores = [worst, best, without, doubled].map(|end| end.score);
            let scores = || scores.into_iter().chain([judgement.score]).flatten();
            let size = (scores().fold(0.0, f64::max) - scores().fold(100.0, f64::min)).max(0.0);
            let criterion = evidence.layout.criteria[place];
            Some(TornadoBar { place, criterion, value, worst, best, without, doubled, size })
        })
        .collect();
    bars.sort_by(|a, b| b.size.total_cmp(&a.size).then(a.place.cmp(&b.place)));
    bars
}

/// The sums if a criterion had another value and its weight were multiplied.
fn with(sums: Sums, weight: f64, value: Option<f64>, (answer, factor): (Option<f64>, f64)) -> Sums {
    let (was, now) = (f64::from(u8::from(value.is_some())), f64::from(u8::from(answer.is_some())));
    let swapped = |all: f64, was: f64, now: f64| {
        let sum = all + weight * (now * factor - was);
        // What only rounding leaves is nothing.
        if sum <= 1e-12 * all { 0.0 } else { sum }
    };
    Sums {
        value: swapped(sums.value, value.unwrap_or(0.0), answer.unwrap_or(0.0)),
        answered: swapped(sums.answered, was, now),
        total: swapped(sums.total, 1.0, 1.0),
    }
}

impl Rules<'_> {
    fn end(&self, row: RowRef<'_>, judgement: &Judgement, sums: Sums) -> TornadoEnd {
        let score = sums.score();
        let is_enough = sums.coverage() + EPSILON >= self.min_coverage && self.num_raters(row) >= self.min_raters;
        let verdict = match score {
            _ if judgement.flags == FlagState::Hit => Verdict::LetGo,
            Some(score) if is_enough => self.band(score),
            _ => Verdict::NotEnough,
        };
        TornadoEnd { score: score.map(|score| score * 100.0), verdict }
    }
}
