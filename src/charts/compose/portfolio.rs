//! Charts of the portfolio: value against effort, and the whale curve. Marks carry the customer's id.

use std::collections::BTreeSet;

use crate::analysis::{self, EffortBy, Portfolio};
use crate::charts::{Kind, Quadrant, QuadrantAxis, QuadrantPoint, WhaleCurve, WhaleCustomer};
use crate::model::{CustomerId, Workspace};

fn name(workspace: &Workspace, id: CustomerId) -> String {
    workspace.customers.get(&id).map(|customer| customer.name().to_owned()).unwrap_or_default()
}

/// Value against effort, with these customers stressed.
pub fn quadrant(portfolio: &Portfolio, workspace: &Workspace, stressed: &BTreeSet<CustomerId>) -> Kind {
    let currency = workspace.business.currency.to_string();
    let effort_unit = match portfolio.effort_by {
        EffortBy::Hours => "h".to_owned(),
        EffortBy::Cost => currency.clone(),
    };
    // The picture's own middle is the median of the same customers; then its axis says so.
    let axis = |words: &str, unit: String| QuadrantAxis { name: format!("{words} in 12 months"), unit, middle: None };
    let [much_little, much_much, little_little, little_much] =
        analysis::Quadrant::ALL.map(|quadrant| quadrant.words().to_owned());
    let points = portfolio.points.iter().map(|point| QuadrantPoint {
        id: point.customer.to_string(),
        name: name(workspace, point.customer),
        across: Some(point.effort),
        up: Some(point.value),
        verdict: Some(point.verdict),
        highlighted: stressed.contains(&point.customer),
    });
    Kind::Quadrant(Quadrant {
        across: axis(portfolio.effort_by.words(), effort_unit),
        up: axis(portfolio.value_by.words(), currency),
        corners: [much_little, much_much, little_little, little_much],
        points: points.collect(),
    })
}

/// Profit added up from the best customer to the worst.
pub fn whale_curve(curve: &analysis::WhaleCurve, workspace: &Workspace) -> Kind {
    let customers = curve.steps.iter().map(|step| WhaleCustomer {
        id: step.customer.to_string(),
        name: name(workspace, step.customer),
        profit: Some(step.profit),
    });
    Kind::WhaleCurve(WhaleCurve { unit: workspace.business.currency.to_string(), customers: customers.collect() })
}
