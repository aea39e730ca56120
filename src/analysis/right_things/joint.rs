//! All criteria together: how each goes with what happened while the others are held still, and what weights that
//! would come to, beside the weights the owner has set.

use crate::analysis::figure;
use crate::analysis::stats::{Interval, NotComputable};
use crate::model::{Criterion, CriterionId};

use super::columns::Columns;
use super::logistic::{Coefficient, logistic};
use super::ols::linear;
use super::outcomes::{Outcome, Outcomes};

/// A joint model needs this many events (of the rarer kind) per criterion. Source: Peduzzi et al. 1996.
pub const EVENTS_PER_CRITERION: usize = 10;

/// One criterion in a joint model.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct JointCriterion {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its name.
    pub name: String,
    /// Its coefficient.
    pub coefficient: Coefficient,
    /// The factor by which the odds change per standard deviation better, with its 95 % interval; of a yes/no
    /// outcome only.
    pub odds_ratio: Option<(f64, Interval)>,
    /// Its part of the weights as they are set, over the criteria in the model, 0 to 1.
    pub stated: f64,
    /// Its part of |standardised coefficients|, 0 to 1. Association, not cause.
    pub revealed: f64,
}

/// All criteria in one model.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Joint {
    /// Customers with every criterion of the model and a known outcome.
    pub n: usize,
    /// To how many of them it happened; all of them where an amount is modelled.
    pub events: usize,
    /// The criteria, in the order they are asked.
    pub criteria: Vec<JointCriterion>,
    /// How much is explained, 0 to 1: `McFadden`'s R² of a yes/no outcome, R² of an amount.
    pub r_squared: f64,
    /// ln of the likelihood, and without any criterion; of a yes/no outcome only.
    pub log_likelihood: Option<(f64, f64)>,
    /// Criteria that take no part, and why.
    pub left_out: Vec<(CriterionId, NotComputable)>,
}

/// A joint model of what happened.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct OutcomeModel {
    /// What happened.
    pub outcome: Outcome,
    /// The model.
    #[serde(serialize_with = "figure::serialize")]
    pub model: Result<Joint, NotComputable>,
}

/// An amount that may go with the criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// Revenue of the last twelve months.
    Revenue,
    /// Revenue less cost of the last twelve months, where both are known.
    Profit,
}

/// A joint model of an amount.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct AmountModel {
    /// Which amount.
    pub amount: Amount,
    /// The model.
    #[serde(serialize_with = "figure::serialize")]
    pub model: Result<Joint, NotComputable>,
}

/// What one customer gives a model: all its values, and what is modelled.
pub(super) type Case<'a, Y> = (&'a [Option<f64>], Y);

/// The criteria that take part, those that do not, and the complete cases.
struct Complete<Y> {
    places: Vec<usize>,
    left_out: Vec<(CriterionId, NotComputable)>,
    rows: Vec<Vec<f64>>,
    ys: Vec<Y>,
}

/// A criterion that most cases lack would cost more customers than it is worth; one that does not vary says nothing.
fn complete<Y: Copy>(criteria: &[&Criterion], cases: &[Case<'_, Y>]) -> Complete<Y> {
    let (mut places, mut left_out) = (Vec::new(), Vec::new());
    for (place, criterion) in criteria.iter().enumerate() {
        let known: Vec<f64> = cases.iter().filter_map(|(values, _)| values[place]).collect();
        let (low, high) = known.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
        if 2 * known.len() < cases.len() || known.is_empty() {
            left_out.push((criterion.id, NotComputable::Holes));
        } else if high - low < 1e-9 {
            left_out.push((criterion.id, NotComputable::ConstantColumn));
        } else {
            places.push(place);
        }
    }
    let row = |(values, y): &Case<'_, Y>| {
        let row: Option<Vec<f64>> = places.iter().map(|place| values[*place]).collect();
        Some((row?, *y))
    };
    let (rows, ys) = cases.iter().filter_map(row).unzip();
    Complete { places, left_out, rows, ys }
}

fn criteria_of(
    criteria: &[&Criterion],
    weights: &[f64],
    places: &[usize],
    coefficients: &[Coefficient],
) -> Vec<JointCriterion> {
    let weight = |place: usize| weights.get(place).copied().unwrap_or(0.0);
    let stated: f64 = places.iter().map(|place| weight(*place)).sum();
    let revealed: f64 = coefficients.iter().map(|coefficient| coefficient.standardised.abs()).sum();
    let part = |value: f64, total: f64| if total > 0.0 { value / total } else { 0.0 };
    let one = |(place, coefficient): (&usize, &Coefficient)| JointCriterion {
        criterion: criteria[*place].id,
        name: criteria[*place].name.to_string(),
        coefficient: *coefficient,
        odds_ratio: None,
        stated: part(weight(*place), stated),
        revealed: part(coefficient.standardised.abs(), revealed),
    };
    places.iter().zip(coefficients).map(one).collect()
}

/// A logistic model of a yes/no outcome on standardised criteria.
pub(super) fn outcome_model(
    outcome: Outcome,
    outcomes: &Outcomes,
    criteria: &[&Criterion],
    weights: &[f64],
) -> Result<Joint, NotComputable> {
    let case = |place: usize| {
        let values = outcomes.values(outcome, place);
        let happened = outcomes.happened(outcome, place)?;
        values.iter().any(Option::is_some).then_some((values, happened))
    };
    let cases: Vec<Case<'_, bool>> = (0..outcomes.len()).filter_map(case).collect();
    let Complete { places, left_out, rows, ys } = complete(criteria, &cases);
    let events = ys.iter().filter(|happened| **happened).count();
    let rarer = events.min(ys.len() - events);
    if ys.is_empty() || places.is_empty() {
        return Err(NotComputable::NoAnswers);
    }
    if rarer == 0 {
        return Err(NotComputable::OneOutcomeOnly);
    }
    if rarer < EVENTS_PER_CRITERION * places.len() {
        // Columns that say the same do so with few events, too, and that says more.
        let is_collinear = Columns::new(&rows).is_ok_and(|columns| columns.orthogonal().is_err());
        return Err(if is_collinear { NotComputable::Collinear } else { NotComputable::TooFewEvents });
    }
    let model = logistic(&rows, &ys)?;
    let mut criteria = criteria_of(criteria, weights, &places, &model.coefficients);
    for one in &mut criteria {
        one.odds_ratio = Some(one.coefficient.odds_ratio_per_sd());
    }
    Ok(Joint {
        n: model.n,
        events,
        criteria,
        r_squared: model.pseudo_r_squared(),
        log_likelihood: Some((model.log_likelihood, model.null_log_likelihood)),
        left_out,
    })
}

/// A linear model of an amount on standardised criteria; ten customers per criterion at least.
pub(super) fn amount_model(
    cases: &[Case<'_, f64>],
    criteria: &[&Criterion],
    weights: &[f64],
) -> Result<Joint, NotComputable> {
    if cases.is_empty() {
        return Err(NotComputable::NoFigures);
    }
    let Complete { places, left_out, rows, ys } = complete(criteria, cases);
    if places.is_empty() {
        return Err(NotComputable::NoAnswers);
    }
    if ys.len() < EVENTS_PER_CRITERION * places.len() {
        return Err(NotComputable::TooFew);
    }
    let model = linear(&rows, &ys)?;
    Ok(Joint {
        n: model.n,
        events: model.n,
        criteria: criteria_of(criteria, weights, &places, &model.coefficients),
        r_squared: model.r_squared,
        log_likelihood: None,
        left_out,
    })
}
