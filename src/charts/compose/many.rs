//! Charts of many customers: the heatmap, bars over a selection, how answers are distributed.

use crate::analysis::{CriterionDistribution, Evidence, Judgement, Terms};
use crate::charts::{
    Aside, Bar, BarRow, CriterionBars, Distribution, DistributionRow, Heatmap, HeatmapCell, HeatmapColumn, HeatmapRow,
    Kind, Neutral, Spread,
};
use crate::model::{Business, GroupId, Scale, Scorecard, Workspace};

use super::{balanced, drawn, ruler};

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

/// A bar per criterion over many customers: the mean of the customers' means, with the lowest and the highest one.
///
/// The customers are places in the evidence. With `groups` one bar per group, beside each other; otherwise one for all.
pub fn group_bars(
    (business, card): (&Business, &Scorecard),
    evidence: &Evidence,
    terms: &Terms,
    places: &[usize],
    groups: &[GroupId],
) -> Kind {
    let bar = |place: usize, own: &dyn Fn(f64) -> f64, only: Option<GroupId>| {
        let mut values = Vec::new();
        let mut n = 0;
        for &index in places {
            let cells = evidence.groups().iter().zip(evidence.cells(index, place));
            let heard: Vec<_> = cells
                .filter(|(group, cell)| cell.people > 0 && only.is_none_or(|only| only == **group))
                .map(|(group, cell)| (*group, cell.mean, cell.people))
                .collect();
            n += heard.iter().map(|(.., people)| people).sum::<u32>();
            values.extend(balanced(&heard, terms));
        }
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64);
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let spread = if values.len() > 1 { Spread::Range { low: own(low), high: own(high) } } else { Spread::None };
        Bar { mean: mean.map(own), spread, n }
    };
    let rows = drawn(card).map(|(place, criterion)| {
        let own = |value: f64| criterion.answer_for(value);
        let bars = if groups.is_empty() {
            vec![bar(place, &own, None)]
        } else {
            groups.iter().map(|group| bar(place, &own, Some(*group))).collect()
        };
        BarRow {
            id: criterion.id.to_string(),
            name: criterion.name.to_string(),
            ruler: ruler(criterion),
            bars,
            reference: None,
        }
    });
    Kind::CriterionBars(CriterionBars {
        groups: groups.iter().map(|group| business.group_name(*group)).collect(),
        reference: String::new(),
        rows: rows.collect(),
    })
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
