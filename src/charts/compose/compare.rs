//! Two to four customers side by side, where they lie furthest apart first.

use crate::analysis::{Evidence, Judgement, Terms, spreads};
use crate::charts::{Compare, CompareRow, Compared, Kind};
use crate::model::{Scorecard, Workspace};

use super::{drawn, ruler};

/// The customers at these places of the evidence on every criterion, largest difference first.
///
/// Criteria fewer than two of them have answers to come last. Marks carry the criterion's id and the customer's as part; the scores', the
/// customer's as both. `judgements` are all customers', in the order of the evidence.
pub fn compare(
    (workspace, card): (&Workspace, &Scorecard),
    evidence: &Evidence,
    judgements: &[Judgement],
    terms: &Terms,
    customers: &[usize],
) -> Kind {
    let compared = customers.iter().filter_map(|index| {
        let id = evidence.customers().get(*index)?;
        let judgement = judgements.get(*index)?;
        Some(Compared {
            id: id.to_string(),
            name: workspace.customers.get(id).map(|customer| customer.name().to_owned()).unwrap_or_default(),
            score: judgement.score,
            verdict: Some(judgement.verdict),
        })
    });
    let apart = spreads(evidence, terms, customers);
    let mut places: Vec<_> = drawn(card).collect();
    let spread = |place: usize| apart.get(place).copied().flatten().unwrap_or(-1.0);
    places.sort_by(|(a, _), (b, _)| spread(*b).total_cmp(&spread(*a)));
    let rows = places.iter().map(|(place, criterion)| {
        let own = |index: &usize| evidence.value(*index, *place, terms).map(|value| criterion.answer_for(value));
        let people = |index: &usize| {
            let cells = evidence.groups().iter().zip(evidence.cells(*index, *place));
            cells.filter(|(group, _)| terms.policy.group_weight(**group) > 0.0).map(|(_, cell)| cell.people).sum()
        };
        CompareRow {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            values: customers.iter().map(own).collect(),
            counts: customers.iter().map(people).collect(),
        }
    });
    Kind::Compare(Compare { customers: compared.collect(), rows: rows.collect() })
}
