//! Collects the cells of a sheet into rows.

use super::grid::{Grid, RawRow, has_several};
use super::sniffed::Odd;
use crate::exchange::{Cells, ImportError, Table};

/// A block of cells that is shown as one; rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merged {
    pub(super) rows: (usize, usize),
    pub(super) columns: (usize, usize),
}

/// The most merged blocks that are looked at.
const MAX_MERGED: usize = 100_000;

/// A sheet while it is read.
#[derive(Debug, Default)]
pub(super) struct SheetRows {
    grid: Grid,
    /// The row that is being filled, from 0.
    row: usize,
    cells: Vec<String>,
    merged: Vec<Merged>,
}

impl SheetRows {
    /// Whether there is anything in it.
    pub(super) const fn has_any(&self) -> bool {
        !self.grid.rows.is_empty() || !self.cells.is_empty()
    }

    /// Whether it is a table so far, rather than a page of text.
    pub(super) fn is_table(&self) -> bool {
        self.grid.is_table() || has_several(self.cells.iter().map(String::as_str))
    }

    /// Puts a text into a cell, both counted from 0. An empty text needs no cell.
    pub(super) fn put(&mut self, row: usize, column: usize, text: String) -> Result<(), ImportError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row != self.row {
            self.flush()?;
            self.row = row;
        }
        if column >= Table::MAX_COLUMNS {
            return Err(ImportError::TooManyColumns { row: row + 1, columns: column + 1 });
        }
        self.grid.count(row + 1, column, &text)?;
        if column >= self.cells.len() {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(())
    }

    /// Notes something odd about a cell, both counted from 0.
    pub(super) fn note(&mut self, row: usize, column: usize, what: Odd) {
        self.grid.note(row + 1, Some(column), what);
    }

    /// Remembers a merged block.
    pub(super) fn merge(&mut self, merged: Merged) {
        if self.merged.len() < MAX_MERGED {
            self.merged.push(merged);
        }
    }

    fn flush(&mut self) -> Result<(), ImportError> {
        if self.cells.is_empty() {
            return Ok(());
        }
        let cells: Cells = self.cells.iter().collect();
        let num_cells = cells.len();
        self.cells.clear();
        self.grid.push_row(RawRow { row: self.row + 1, cells, num_cells })
    }

    /// All rows, in order; merged blocks have their text in every row, for that is what they mean: "all these rows
    /// are Northwind". Also how many cells were filled so.
    pub(super) fn finish(mut self) -> Result<(Grid, usize), ImportError> {
        self.flush()?;
        let mut grid = self.grid;
        // Sheets are written from top to bottom; one that is not is put right.
        if !grid.rows.is_sorted_by_key(|raw| raw.row) {
            grid.rows.sort_by_key(|raw| raw.row);
        }
        grid.rows.dedup_by(|later, earlier| {
            let is_same = later.row == earlier.row;
            if is_same {
                let width = earlier.cells.len().max(later.cells.len());
                let cell = |column: usize| {
                    let newer = later.cells.get(column).filter(|text| !text.is_empty());
                    newer.or_else(|| earlier.cells.get(column)).unwrap_or_default()
                };
                earlier.cells = (0..width).map(cell).collect();
                earlier.num_cells = earlier.cells.len();
            }
            is_same
        });
        let mut num_filled = 0;
        // Blocks never overlap in a workbook that a program wrote; in one that means harm, this ends.
        let mut num_visits = 0;
        for merged in std::mem::take(&mut self.merged) {
            if num_visits > Table::MAX_CELLS {
                break;
            }
            num_filled += fill(&mut grid, merged, &mut num_visits)?;
        }
        grid.group_rows.sort_unstable();
        Ok((grid, num_filled))
    }
}

/// Repeats the text of a merged block in the rows below its first.
fn fill(grid: &mut Grid, merged: Merged, num_visits: &mut usize) -> Result<usize, ImportError> {
    let Merged { rows: (first, last), columns: (column, last_column) } = merged;
    let place = |rows: &[RawRow], row: usize| rows.partition_point(|raw| raw.row <= row);
    let start = place(&grid.rows, first);
    let Some(top) = grid.rows.get(start).filter(|raw| raw.row == first + 1) else { return Ok(0) };
    let Some(text) = top.cells.get(column).filter(|text| !text.is_empty()) else { return Ok(0) };
    let text = text.to_owned();
    if last_column > column {
        grid.group_rows.push(first + 1);
    }
    let end = place(&grid.rows, last.saturating_add(1));
    *num_visits += end.saturating_sub(start);
    let mut num_filled = 0;
    for at in start + 1..end {
        let row = grid.rows[at].row;
        grid.count(row, column, &text)?;
        let cells = &mut grid.rows[at].cells;
        if cells.get(column).is_none_or(str::is_empty) {
            *cells = std::mem::take(cells).with(column, &text);
            num_filled += 1;
        }
    }
    Ok(num_filled)
}
