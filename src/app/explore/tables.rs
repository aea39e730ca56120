//! The lists beside the portfolio map and the history as tables to copy: who is listed, in that order.

use crate::analysis::EffortBy;
use crate::charts::{DataCell, DataColumn, DataTable};

use super::{HistoryState, MapState};

/// Everybody listed beside the map, with the figures of both axes; `None` while nobody is.
pub(in crate::app) fn map_table(area: &MapState) -> Option<DataTable> {
    let ground = area.ground()?;
    let currency = ground.currency();
    let effort_unit = match ground.effort_by() {
        EffortBy::Hours => "h",
        EffortBy::Cost => currency,
    };
    let in_a_year = |words: &str| format!("{words} in 12 months");
    let columns = vec![
        DataColumn::new("Customer"),
        DataColumn::new("Verdict"),
        DataColumn::new("Score"),
        DataColumn::measured("Answered", "%"),
        DataColumn::measured(in_a_year(ground.value_by().words()), currency),
        DataColumn::measured(in_a_year(ground.effort_by().words()), effort_unit),
        DataColumn::new("Quarter of the map"),
        DataColumn::new("Selected"),
    ];
    let rows = area.listed.iter().filter_map(|place| ground.points.get(*place)).map(|point| {
        vec![
            DataCell::text(point.name.as_str()),
            DataCell::text(point.verdict.words()),
            DataCell::number(point.score),
            DataCell::number(point.coverage * 100.0),
            DataCell::number(point.value),
            DataCell::number(point.effort),
            DataCell::text(point.quadrant.words()),
            DataCell::text(if area.selected.contains(&point.customer) { "selected" } else { "" }),
        ]
    });
    let rows: Vec<Vec<DataCell>> = rows.collect();
    (!rows.is_empty()).then_some(DataTable { columns, rows })
}

/// Everybody listed beside the history, with a column for each quarter; `None` while nobody is.
pub(in crate::app) fn history_table(area: &HistoryState) -> Option<DataTable> {
    let ground = area.ground()?;
    let mut columns = ["Customer", "Verdict today", "Segment"].map(DataColumn::new).to_vec();
    columns.extend(ground.quarters.iter().map(|quarter| DataColumn::new(format!("{}, {quarter}", ground.measure))));
    let rows = area.shown.listed.iter().filter_map(|place| ground.lines.get(*place)).map(|line| {
        let own = |quarter| line.value_in(quarter).map(|point| ground.own_value(point.value));
        let mut row = vec![
            DataCell::text(line.name.as_str()),
            DataCell::text(line.verdict.words()),
            DataCell::text(line.segment.as_str()),
        ];
        row.extend((0..ground.quarters.len()).map(|quarter| DataCell::number(own(quarter))));
        row
    });
    let rows: Vec<Vec<DataCell>> = rows.collect();
    (!rows.is_empty()).then_some(DataTable { columns, rows })
}
