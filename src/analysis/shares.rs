//! Shares of revenue: how much we depend on whom.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{CustomerId, Workspace};

/// Each customer's part of all revenue of the twelve months up to `today`, 0 to 1. Customers whose revenue is not
/// known, or not above zero, have none.
pub fn revenue_shares(workspace: &Workspace, today: Date) -> BTreeMap<CustomerId, f64> {
    let revenue = workspace.customers.values().filter_map(|customer| {
        let revenue = customer.profile.revenue_last_year(today)?;
        (revenue > 0.0).then_some((customer.id, revenue))
    });
    let revenue: BTreeMap<CustomerId, f64> = revenue.collect();
    let largest = revenue.values().copied().fold(0.0, f64::max);
    // By proportions of the largest, so that the sum stays finite.
    let total: f64 = revenue.values().map(|revenue| revenue / largest).sum();
    revenue.into_iter().map(|(id, revenue)| (id, revenue / largest / total)).collect()
}
