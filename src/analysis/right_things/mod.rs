//! Are we measuring the right things? What each criterion is worth, judged by the answers it gets and by what
//! happened afterwards.
//!
//! Only what was said before the end counts where its date is known; where it is not, the last period they were
//! rated in. [`OutcomeCounts`] says how many of each there are.

mod association;
mod columns;
mod criterion;
mod joint;
mod logistic;
mod ols;
mod outcomes;
mod quality;
mod sentences;

use rayon::prelude::*;

use crate::model::{Criterion, Customer, MoneyPeriod};

use super::explain::Judged;

pub use association::{auc, correlation, point_biserial, spearman};
pub use criterion::{Answered, CriterionCheck, GoesWith, Redundancy, Spread, TellsApart};
pub use joint::{Amount, AmountModel, EVENTS_PER_CRITERION, Joint, JointCriterion, OutcomeModel};
pub use logistic::{Coefficient, Logistic, logistic};
pub use ols::{Linear, linear};
pub use outcomes::{Outcome, OutcomeCounts};
pub(super) use outcomes::{ended_on, has_ended};
pub use quality::{AnswerQuality, Duplicate, Duplication, OffScale, RepeatedName, StraightLine, answer_quality};

/// Stands beside every figure about what goes with what.
pub const ASSOCIATION: &str = "This is association, not cause: what goes with an end need not bring it about, and \
    customers are let go because of these same answers.";

/// What each criterion is worth.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct RightThings {
    /// How many customers ended, left, renewed.
    pub counts: OutcomeCounts,
    /// The criteria, in the order they are asked.
    pub criteria: Vec<CriterionCheck>,
    /// All criteria together against each outcome, in the order of [`Outcome::ALL`].
    pub outcomes: Vec<OutcomeModel>,
    /// All criteria together against revenue and profit.
    pub amounts: Vec<AmountModel>,
    /// What the figures rest on, in one sentence.
    pub basis: String,
    /// Association, not cause.
    pub caveat: &'static str,
    /// What stands out over all criteria, as full sentences.
    pub findings: Vec<String>,
}

/// Looks at all criteria of a scorecard. The agreement of each criterion is left to be filled in.
pub fn right_things(judged: &Judged<'_>) -> RightThings {
    let now = judged.evidence.values(judged.terms);
    let outcomes = outcomes::Outcomes::new(judged, &now);
    let criteria: Vec<&Criterion> = judged.card.current().active().collect();
    let weights = &judged.terms.weights;
    let known = criterion::Known::new(&now, &outcomes);
    let mut checks = criterion::checks(judged.evidence, &criteria, weights, &known, &outcomes);
    for check in &mut checks {
        check.sentences = sentences::of_criterion(check);
    }
    let model = |outcome: &Outcome| OutcomeModel {
        outcome: *outcome,
        model: joint::outcome_model(*outcome, &outcomes, &criteria, weights),
    };
    let models: Vec<OutcomeModel> = Outcome::ALL.par_iter().map(model).collect();
    RightThings {
        basis: sentences::basis(&outcomes.counts),
        findings: sentences::overall(&checks, &models, &outcomes.counts),
        counts: outcomes.counts,
        criteria: checks,
        outcomes: models,
        amounts: amounts(judged, &now, &criteria),
        caveat: ASSOCIATION,
    }
}

/// The amounts against today's values, of customers we work for.
fn amounts(judged: &Judged<'_>, now: &[Option<f64>], criteria: &[&Criterion]) -> Vec<AmountModel> {
    let num = criteria.len();
    let model = |amount: Amount| {
        let case = |(place, id)| {
            let customer: &Customer = judged.workspace.customers.get(id)?;
            let values = now.get(place * num..(place + 1) * num)?;
            let is_known = customer.profile.status.is_current() && values.iter().any(Option::is_some);
            Some((values, amount_of(amount, customer, judged).filter(|_| is_known)?))
        };
        let cases: Vec<joint::Case<'_, f64>> =
            judged.evidence.customers().iter().enumerate().filter_map(case).collect();
        AmountModel { amount, model: joint::amount_model(&cases, criteria, &judged.terms.weights) }
    };
    [Amount::Revenue, Amount::Profit].map(model).to_vec()
}

/// Revenue or profit of the last twelve months, periods counted by the days inside.
fn amount_of(amount: Amount, customer: &Customer, judged: &Judged<'_>) -> Option<f64> {
    if amount == Amount::Revenue {
        return customer.profile.revenue_last_year(judged.today);
    }
    let start = MoneyPeriod::first_of_last_year(judged.today);
    let mut profit = None;
    for (period, money) in &customer.profile.money {
        let share = period.share_between(start, judged.today);
        if let (Some(revenue), Some(cost)) = (money.revenue, money.cost)
            && share > 0.0
        {
            *profit.get_or_insert(0.0) += (revenue.value() - cost.value()) * share;
        }
    }
    profit
}
