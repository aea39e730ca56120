//! Charts over the quarters.

use crate::analysis::{
    finding_criterion_history, finding_history, finding_verdict_history, history as history_of, history_of_many,
    in_sentence, verdict_history,
};
use crate::charts::compose;

use super::ground::Ground;
use super::{Made, NoChart};

/// The score or one criterion, quarter by quarter.
pub(super) fn history(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let (workspace, card, terms) = (judged.workspace, judged.card, judged.terms);
    let points = match ground.customer {
        Some(customer) => history_of(workspace, customer, card, terms, judged.today),
        None => history_of_many(workspace, &ground.customers, card, terms, judged.today),
    };
    if points.iter().all(|point| point.num_ratings == 0) {
        return Err(NoChart::NeverRated(ground.whom()));
    }
    let criterion = ground.asked.criterion.and_then(|id| card.current().criterion(id));
    let whose = if ground.customer.is_some() { "" } else { ", mean of the customers" };
    Ok(match (criterion, ground.customer) {
        (Some(criterion), _) => Made {
            kind: compose::criterion_trend(&points, card, &[criterion.id]),
            finding: finding_criterion_history(&points, card, criterion),
            measured: format!("{}{whose}, by quarter", criterion.name),
        },
        (None, Some(customer)) => Made {
            kind: compose::history_with_decisions(&points, card, terms, customer),
            finding: finding_history(&points),
            measured: "Score by quarter, 0\u{2013}100, with changed rules and decisions".to_owned(),
        },
        (None, None) => Made {
            kind: compose::history_trend(&points, card, terms),
            finding: format!("Mean score: {}", in_sentence(&finding_history(&points))),
            measured: "Mean score of the customers by quarter, 0\u{2013}100, with changed rules".to_owned(),
        },
    })
}

/// How many customers stood at each verdict, quarter by quarter.
pub(super) fn verdicts(ground: &Ground<'_>) -> Result<Made, NoChart> {
    let judged = ground.judged();
    let points = verdict_history(&judged, &ground.customers);
    if points.is_empty() {
        return Err(NoChart::NeverRated(ground.whom()));
    }
    Ok(Made {
        kind: compose::verdict_history(&points, judged.card),
        finding: finding_verdict_history(&points),
        measured: "Today\u{2019}s customers by verdict at the end of each quarter, judged by today\u{2019}s rules"
            .to_owned(),
    })
}
