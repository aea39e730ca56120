//! Figures: the money of all customers over the last twelve months, worked out once for everything that needs it.

use rayon::prelude::*;

use crate::analysis::explain::Judged;
use crate::model::{MoneySums, Worked};

/// Money of the twelve months up to today, and who is with us, in the order of [`crate::analysis::Evidence::customers`].
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Each customer's money.
    pub sums: Vec<MoneySums>,
    /// Whether we work for them today. Only those are ranked and counted.
    pub is_current: Vec<bool>,
}

impl Figures {
    /// Adds up the money of every customer in the evidence.
    pub fn of(judged: &Judged<'_>) -> Self {
        let ids = judged.evidence.customers().par_iter().with_min_len(256);
        let rows = ids.map(|id| {
            let profile = judged.workspace.customers.get(id).map(|customer| &customer.profile);
            profile.map_or_else(Default::default, |profile| {
                (profile.money_last_year(judged.today), profile.status.is_current())
            })
        });
        let (sums, is_current) = rows.unzip();
        Self { sums, is_current }
    }

    /// The places of the customers we work for.
    pub fn current(&self) -> impl Iterator<Item = usize> {
        self.is_current.iter().enumerate().filter(|(_, is_current)| **is_current).map(|(index, _)| index)
    }
}

/// The money of several customers together. A sum is over those whose figure is known; `None` if nobody's is.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct MoneyTotals {
    /// How many customers.
    pub customers: usize,
    /// Those whose revenue is known.
    pub with_revenue: usize,
    /// Those whose cost is known.
    pub with_cost: usize,
    /// Those whose hours are known.
    pub with_hours: usize,
    /// Those whose profit is known: revenue and cost.
    pub with_profit: usize,
    /// Those of whom nothing at all is known.
    pub without_figures: usize,
    /// What they paid us.
    pub revenue: Option<f64>,
    /// What serving them cost us.
    pub cost: Option<f64>,
    /// Hours we spent on them.
    pub hours: Option<f64>,
    /// Revenue − cost where both are known.
    pub profit: Option<f64>,
    /// Profit ÷ hours, of those whose revenue, cost and hours are known.
    pub profit_per_hour: Option<f64>,
}

impl MoneyTotals {
    /// Adds up these customers' money.
    pub(super) fn of<'a>(rows: impl Iterator<Item = &'a MoneySums>) -> Self {
        let (mut totals, mut worked) = (Self::default(), None::<Worked>);
        for sums in rows {
            totals.customers += 1;
            totals.with_revenue += usize::from(sums.revenue.is_some());
            totals.with_cost += usize::from(sums.cost.is_some());
            totals.with_hours += usize::from(sums.hours.is_some());
            totals.with_profit += usize::from(sums.profit.is_some());
            let is_unknown = sums.revenue.is_none() && sums.cost.is_none() && sums.hours.is_none();
            totals.without_figures += usize::from(is_unknown);
            add(&mut totals.revenue, sums.revenue);
            add(&mut totals.cost, sums.cost);
            add(&mut totals.hours, sums.hours);
            add(&mut totals.profit, sums.profit);
            if let Some(more) = sums.worked {
                let worked = worked.get_or_insert_default();
                worked.profit += more.profit;
                worked.hours += more.hours;
            }
        }
        totals.profit_per_hour = worked.and_then(Worked::profit_per_hour);
        totals
    }

    /// Whether any money or hours are known.
    pub(super) const fn is_known(&self) -> bool {
        self.without_figures < self.customers
    }
}

fn add(sum: &mut Option<f64>, more: Option<f64>) {
    if let Some(more) = more {
        *sum.get_or_insert(0.0) += more;
    }
}
