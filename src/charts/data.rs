//! The numbers behind a chart as a table: for CSV, for a workbook, and for whoever cannot see the picture.

use serde::{Deserialize, Serialize};

/// The numbers of a chart: one row per thing that is drawn, one cell per column in every row.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DataTable {
    /// What stands in each column.
    pub columns: Vec<DataColumn>,
    /// The rows, in the order of the chart.
    pub rows: Vec<Vec<DataCell>>,
}

/// A column of a chart's data.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DataColumn {
    /// Its header: "Criterion", "Mean", "n".
    pub name: String,
    /// What its numbers are measured in, such as `days` or `%`; empty for texts and plain numbers.
    pub unit: String,
}

impl DataColumn {
    /// A column without a unit.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: String::new() }
    }

    /// A column with a unit.
    pub fn measured(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { name: name.into(), unit: unit.into() }
    }

    /// The header with the unit in brackets: "Mean (days)".
    pub fn header(&self) -> String {
        if self.unit.is_empty() { self.name.clone() } else { format!("{} ({})", self.name, self.unit) }
    }
}

/// A cell of a chart's data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataCell {
    /// A name or a word.
    Text(String),
    /// A finite number, unrounded.
    Number(f64),
    /// Nothing is known: an empty cell, never 0.
    Missing,
}

impl DataTable {
    /// A table with these columns and no rows yet.
    pub(crate) const fn new(columns: Vec<DataColumn>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// One more row; cells left over are dropped, and those that are missing stay missing.
    pub(crate) fn push(&mut self, cells: impl IntoIterator<Item = DataCell>) {
        let mut row: Vec<DataCell> = cells.into_iter().take(self.columns.len()).collect();
        row.resize(self.columns.len(), DataCell::Missing);
        self.rows.push(row);
    }
}

impl DataCell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number if it is known and finite.
    pub fn number(value: impl Into<Option<f64>>) -> Self {
        value.into().filter(|value| value.is_finite()).map_or(Self::Missing, Self::Number)
    }

    /// A count.
    pub fn count(count: impl Into<u64>) -> Self {
        Self::Number(count.into() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let mut table = DataTable::new(vec![DataColumn::new("Criterion"), DataColumn::measured("Mean", "days")]);
        table.push([DataCell::text("Pays on time")]);
        table.push([DataCell::text("Suits us"), DataCell::number(f64::NAN), DataCell::number(3.0)]);
        table.push([DataCell::text("Grows"), DataCell::number(Some(2.0))]);
        assert!(table.rows.iter().all(|row| row.len() == 2), "{table:?}");
        assert_eq!([&table.rows[0][1], &table.rows[1][1]], [&DataCell::Missing; 2], "unknown is never 0");
        assert_eq!(table.columns[1].header(), "Mean (days)");
    }
}
