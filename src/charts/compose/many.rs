//! Charts of many customers: the heatmap, groups beside each other, how answers are distributed.

use crate::analysis::{CriterionDistribution, Evidence, Judgement, Terms};
use crate::charts::{
    Aside, Distribution, DistributionRow, Dumbbell, DumbbellRow, Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow, Kind,
    Neutral,
};
use crate::model::{Business, GroupId, Scale, Scorecard, Workspace};

use super::customer::group_signs;
use super::{drawn, ruler};

/// Customers × criteria for these places in the evidence, in this order. Marks carry the customer's id, and the
/// criterion's as their part.
pub fn heatmap(
    workspace: &Workspace,
    card: &Scorecard,
    evidence: &Evidence,
    judgements: &[Judgement],
    terms: &Terms,
    places: &[usize],
) -> Kind {
    let criteria: Vec<_> = drawn(card).collect();
    let columns = criteria.iter().map(|(_, criterion)| HeatmapColumn {
        id: criterion.id.to_string(),
        name: criterion.name.to_string(),
        ruler: ruler(criterion),
    });
    let row = |&index: &usize| {
        let id = *evidence.customers().get(index)?;
        let judgement = judgements.get(index)?;
        let cells = criteria.iter().map(|(place, criterion)| HeatmapCell {
            value: evidence.value(index, *place, terms).map(|value| criterion.answer_for(value)),
            n: evidence.cells(index, *place).iter().map(|cell| cell.people).sum(),
        });
        Some(HeatmapRow {
            id: id.to_string(),
            name: workspace.customers.get(&id).map(|customer| customer.name().to_owned()).unwrap_or_default(),
            cells: cells.collect(),
            score: judgement.score,
            verdict: Some(judgement.verdict),
        })
    };
    Kind::Heatmap(Heatmap { columns: columns.collect(), rows: places.iter().filter_map(row).collect() })
}

/// Groups beside each other on one line per criterion, over the customers of this evidence.
///
/// Each group's mean customer of those that at least two groups rated, so that the same customers stand on both
/// sides. Marks carry the criterion's id.
pub fn groups_dumbbell((business, card): (&Business, &Scorecard), evidence: &Evidence, terms: &Terms) -> Kind {
    let mut groups: Vec<(usize, GroupId)> = evidence
        .groups()
        .iter()
        .copied()
        .enumerate()
        .filter(|(place, _)| (0..evidence.len()).any(|index| evidence.num_raters_in(index, *place) > 0))
        .collect();
    groups.sort_by_key(|(_, group)| (*group != GroupId::MANAGEMENT, *group != GroupId::TEAM, *group));
    let rows = drawn(card).map(|(place, criterion)| {
        let answered = |index: &usize| evidence.cells(*index, place).iter().filter(|cell| cell.people > 0).count();
        let both: Vec<usize> = (0..evidence.len()).filter(|index| answered(index) > 1).collect();
        let mean = |values: Vec<f64>| {
            (!values.is_empty()).then(|| criterion.answer_for(values.iter().sum::<f64>() / values.len() as f64))
        };
        let of_group = |(group, _): &(usize, GroupId)| {
            let cells = both.iter().map(|index| evidence.cell(*index, place, *group));
            mean(cells.filter(|cell| cell.people > 0).map(|cell| cell.mean).collect())
        };
        DumbbellRow {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            answers: Vec::new(),
            means: groups.iter().map(of_group).collect(),
            mean: mean(both.iter().filter_map(|index| evidence.value(*index, place, terms)).collect()),
            n: both.iter().flat_map(|index| evidence.cells(*index, place)).map(|cell| cell.people).sum(),
        }
    });
    let rows = rows.collect();
    let ids: Vec<GroupId> = groups.iter().map(|(_, group)| *group).collect();
    Kind::Dumbbell(Dumbbell { rows, groups: group_signs(&ids, business) })
}

/// How often each point was answered. Criteria of the scale most of them have; the others need a chart of their own,
/// because their points are not the same.
pub fn distribution_bars(distributions: &[CriterionDistribution], card: &Scorecard) -> Kind {
    let shown: Vec<_> = drawn(card)
        .filter_map(|(_, criterion)| Some((criterion, distributions.iter().find(|d| d.criterion == criterion.id)?)))
        .collect();
    let same = |a: &Scale, b: &Scale| match (a, b) {
        (Scale::YesNo, Scale::YesNo) => true,
        (Scale::Points { from, to, .. }, Scale::Points { from: f, to: t, .. }) => from == f && to == t,
        (Scale::Measure { .. }, Scale::Measure { .. }) => a == b,
        _ => false,
    };
    let alike = |scale: &Scale| shown.iter().filter(|(other, _)| same(scale, &other.scale)).count();
    let most = shown.iter().rev().max_by_key(|(criterion, _)| alike(&criterion.scale)).map(|(criterion, _)| *criterion);
    let of_kind = |scale: &Scale| most.is_some_and(|most| same(&most.scale, scale));
    let kept: Vec<_> = shown.iter().filter(|(criterion, _)| of_kind(&criterion.scale)).collect();
    let points = kept.first().map(|(_, d)| d.bins.iter().map(|bin| bin.label.clone()).collect()).unwrap_or_default();
    let rows = kept.iter().map(|(criterion, d)| DistributionRow {
        id: criterion.id.to_string(),
        name: criterion.name.to_string(),
        counts: d.bins.iter().map(|bin| bin.count).collect(),
        aside: Aside { not_applicable: d.not_applicable, dont_know: d.dont_know },
    });
    Kind::Distribution(Distribution { points, neutral: Neutral::Aside, rows: rows.collect() })
}
