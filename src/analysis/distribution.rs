//! Distribution: how often each answer was given, per criterion, over many customers.

use crate::model::{Criterion, CriterionId, Customer, CustomerId, Scale, Scorecard, Workspace};

use super::gathering::Gathering;
use super::reader::{Read, Reader};
use super::words::{answer_text, number_text};

/// At most so many points get a bin of their own.
const MAX_POINT_BINS: i64 = 11;
/// How many bins there are otherwise.
const NUM_RANGE_BINS: u32 = 5;

/// Answers of the same kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Bin {
    /// What it is called: "Yes", "4", "20 to 40 days".
    pub label: String,
    /// Its middle on the criterion's own scale.
    pub own: f64,
    /// Its middle as a value, 0 (bad for us) to 1 (good): what it is coloured by.
    pub value: f64,
    /// How many answers.
    pub count: u32,
}

/// How the answers to one criterion are distributed.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionDistribution {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its weight in the version in force; 0 is shown but not counted.
    pub weight: f64,
    /// From the bad end to the good end: no/yes, every point (five ranges if there are more than 11), five ranges of
    /// a measure. Answers beyond a measure's ends are in the outermost.
    pub bins: Vec<Bin>,
    /// Answers "not applicable".
    pub not_applicable: u32,
    /// Answers "don't know".
    pub dont_know: u32,
    /// Answers with a value.
    pub n: u32,
}

/// Counts every answer of the ratings that count, as it was given (not averaged per person), for all customers or the given ones.
pub fn distribution(
    workspace: &Workspace,
    card: &Scorecard,
    gathering: Gathering,
    customers: Option<&[CustomerId]>,
) -> Vec<CriterionDistribution> {
    let reader = Reader::new(workspace, card);
    let empty = |criterion: &&Criterion| CriterionDistribution {
        criterion: criterion.id,
        name: criterion.name.to_string(),
        weight: criterion.weight.value(),
        bins: bins(criterion),
        not_applicable: 0,
        dont_know: 0,
        n: 0,
    };
    let mut criteria: Vec<CriterionDistribution> = reader.criteria.iter().map(empty).collect();
    let chosen: Vec<&Customer> = match customers {
        None => workspace.customers.values().map(|customer| &**customer).collect(),
        Some(ids) => ids.iter().filter_map(|id| workspace.customers.get(id)).map(|customer| &**customer).collect(),
    };
    let counting = |customer| gathering.counting(customer, card.id).into_iter();
    let ratings = chosen.into_iter().flat_map(counting);
    for counted in ratings.filter_map(|(id, rating)| reader.counted(id, rating)) {
        for (place, criterion) in criteria.iter_mut().enumerate() {
            match counted.read(place) {
                None => {}
                Some(Read::NotApplicable) => criterion.not_applicable += 1,
                Some(Read::DontKnow) => criterion.dont_know += 1,
                Some(Read::Value(value, _)) => {
                    criterion.n += 1;
                    let last = criterion.bins.len().saturating_sub(1);
                    let bin = if has_ranges(&reader.criteria[place].scale) {
                        (value * criterion.bins.len() as f64 + 1e-9).floor()
                    } else {
                        (value * last as f64).round()
                    };
                    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the last bin")]
                    let bin = (bin as usize).min(last);
                    criterion.bins[bin].count += 1;
                }
            }
        }
    }
    criteria
}

/// Whether the scale is cut into ranges rather than shown point by point.
fn has_ranges(scale: &Scale) -> bool {
    match scale {
        Scale::YesNo => false,
        Scale::Points { from, to, .. } => i64::from(*to) - i64::from(*from) >= MAX_POINT_BINS,
        Scale::Measure { .. } => true,
    }
}

/// Empty bins from the bad end to the good end.
fn bins(criterion: &Criterion) -> Vec<Bin> {
    let bin = |label: String, value: f64| Bin { label, own: criterion.answer_for(value), value, count: 0 };
    if has_ranges(&criterion.scale) {
        let edge = |k: u32| criterion.answer_for(f64::from(k) / f64::from(NUM_RANGE_BINS));
        let label = |k: u32| {
            let (low, high) = (edge(k).min(edge(k + 1)), edge(k).max(edge(k + 1)));
            // The unit stands once.
            format!("{} to {}", number_text(criterion, low), answer_text(criterion, high))
        };
        return (0..NUM_RANGE_BINS).map(|k| bin(label(k), (f64::from(k) + 0.5) / f64::from(NUM_RANGE_BINS))).collect();
    }
    match &criterion.scale {
        Scale::YesNo => [0.0, 1.0]
            .map(|value| bin(if criterion.answer_for(value) > 0.5 { "Yes" } else { "No" }.to_owned(), value))
            .to_vec(),
        Scale::Points { from, to, .. } => {
            let last = f64::from(*to) - f64::from(*from);
            let points = (0..=to.abs_diff(*from)).map(|k| f64::from(k) / last);
            points.map(|value| bin(format!("{:.0}", criterion.answer_for(value)), value)).collect()
        }
        Scale::Measure { .. } => Vec::new(),
    }
}
