//! What if we let them go: what the business would be without some of its customers.
//!
//! Plain arithmetic on the twelve months up to today: before, what goes, and what is left. It assumes that the others
//! stay as they are and that the cost of those who go really ends; who was sent by somebody who goes is listed.

use std::collections::BTreeSet;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::analysis::explain::Judged;
use crate::analysis::stats::{NotComputable, mean};
use crate::model::{CustomerId, Share};

use super::figures::{Figures, MoneyTotals};

/// What is left, what goes and what was there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LetGoEffect {
    /// Who would go, in the order of the evidence; only customers we work for.
    pub let_go: Vec<CustomerId>,
    /// How many would stay.
    pub staying: usize,
    /// The money, or why nothing can be said about it.
    #[serde(serialize_with = "or_reason")]
    pub money: Result<MoneyEffect, NotComputable>,
    /// The mean score of those who have one, today; 0–100.
    pub score_before: Option<f64>,
    /// The mean score of those who stay and have one.
    pub score_after: Option<f64>,
    /// Who would stay, but was sent by somebody who goes.
    pub at_risk: Vec<ReferralAtRisk>,
}

/// The money before, what goes, and what is left.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoneyEffect {
    /// Everybody we work for.
    pub before: MoneyTotals,
    /// Those who would go: revenue and profit lost (a negative profit is a gain), cost and hours freed.
    pub gone: MoneyTotals,
    /// Those who would stay.
    pub after: MoneyTotals,
    /// The part of the known revenue that would be lost, 0–1; `None` if there is none above zero.
    pub revenue_share: Option<f64>,
    /// Whom we depend on most today.
    pub largest_before: Option<Largest>,
    /// Whom we would depend on most.
    pub largest: Option<Largest>,
}

/// The largest customer: of all, or of those who would stay.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Largest {
    /// Who.
    pub customer: CustomerId,
    /// Their revenue.
    pub revenue: f64,
    /// Their part of the known revenue today, 0–1.
    pub share_before: f64,
    /// Their part of the known revenue of those who stay, 0–1.
    pub share_after: f64,
    /// From this share on we depend on a customer, by the scorecard's policy.
    pub limit: Share,
    /// Whether the share would be above the limit.
    pub is_above_limit: bool,
}

/// A customer who stays, but was sent by somebody who goes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReferralAtRisk {
    /// Who stays.
    pub customer: CustomerId,
    /// Who sent them.
    pub sent_by: CustomerId,
    /// Their revenue.
    pub revenue: Option<f64>,
    /// Their score, 0–100.
    pub score: Option<f64>,
}

/// A figure as it is, or `{"not_computable": reason}`.
fn or_reason<S: Serializer>(money: &Result<MoneyEffect, NotComputable>, serializer: S) -> Result<S::Ok, S::Error> {
    match money {
        Ok(money) => money.serialize(serializer),
        Err(reason) => {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry("not_computable", reason)?;
            map.end()
        }
    }
}

/// What would be left without these customers. Those we do not work for, and unknown ones, are not counted.
pub fn what_if_let_go(judged: &Judged<'_>, figures: &Figures, set: &BTreeSet<CustomerId>) -> LetGoEffect {
    let ids = judged.evidence.customers();
    let goes = |index: &usize| ids.get(*index).is_some_and(|id| set.contains(id));
    let (gone, stays): (Vec<usize>, Vec<usize>) = figures.current().partition(goes);
    let all: Vec<usize> = figures.current().collect();
    let score = |index: &usize| judged.judgements.get(*index).and_then(|judgement| judgement.score);
    let mean_score = |places: &[usize]| mean(&places.iter().filter_map(score).collect::<Vec<_>>());
    LetGoEffect {
        money: money_effect(judged, figures, [&all, &gone, &stays]),
        score_before: mean_score(&all),
        score_after: mean_score(&stays),
        at_risk: at_risk(judged, figures, &gone, &stays),
        let_go: gone.iter().filter_map(|index| ids.get(*index).copied()).collect(),
        staying: stays.len(),
    }
}

fn money_effect(
    judged: &Judged<'_>,
    figures: &Figures,
    [all, gone, stays]: [&[usize]; 3],
) -> Result<MoneyEffect, NotComputable> {
    let totals = |places: &[usize]| MoneyTotals::of(places.iter().filter_map(|index| figures.sums.get(*index)));
    let (before, gone, after) = (totals(all), totals(gone), totals(stays));
    if !before.is_known() {
        return Err(NotComputable::NoFigures);
    }
    let revenue = |index: usize| figures.sums.get(index).and_then(|sums| sums.revenue).filter(|revenue| *revenue > 0.0);
    // Refunds are no revenue to depend on, so shares are of what is above zero.
    let positive = |places: &[usize]| places.iter().filter_map(|index| revenue(*index)).sum::<f64>();
    let (positive_before, positive_after) = (positive(all), positive(stays));
    let limit = judged.terms.policy.dependence_limit;
    let largest_of = |places: &[usize], positive: f64| {
        let known = places.iter().filter_map(|index| Some((*index, revenue(*index)?)));
        let (index, revenue) = known.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
        let share_after = (revenue / positive).min(1.0);
        Some(Largest {
            customer: *judged.evidence.customers().get(index)?,
            revenue,
            share_before: (revenue / positive_before).min(1.0),
            share_after,
            limit,
            is_above_limit: share_after > limit.value() + 1e-9,
        })
    };
    let (largest_before, largest) = (largest_of(all, positive_before), largest_of(stays, positive_after));
    let lost = gone.revenue.unwrap_or_default();
    let revenue_share = before.revenue.filter(|before| *before > 0.0).map(|before| lost / before);
    let revenue_share = revenue_share.filter(|share| (0.0..=1.0 + 1e-9).contains(share)).map(|share| share.min(1.0));
    Ok(MoneyEffect { before, gone, after, revenue_share, largest_before, largest })
}

fn at_risk(judged: &Judged<'_>, figures: &Figures, gone: &[usize], stays: &[usize]) -> Vec<ReferralAtRisk> {
    let ids = judged.evidence.customers();
    let gone: BTreeSet<CustomerId> = gone.iter().filter_map(|index| ids.get(*index).copied()).collect();
    let sent = stays.iter().filter_map(|index| {
        let customer = *ids.get(*index)?;
        let sent_by = judged.workspace.customers.get(&customer)?.profile.source.referred_by?;
        gone.contains(&sent_by).then(|| ReferralAtRisk {
            customer,
            sent_by,
            revenue: figures.sums.get(*index).and_then(|sums| sums.revenue),
            score: judged.judgements.get(*index).and_then(|judgement| judgement.score),
        })
    });
    let mut sent: Vec<ReferralAtRisk> = sent.collect();
    // The greatest loss first; the evidence's order among equals.
    let revenue = |risk: &ReferralAtRisk| risk.revenue.unwrap_or(f64::NEG_INFINITY);
    sent.sort_by(|a, b| revenue(b).total_cmp(&revenue(a)));
    sent
}
