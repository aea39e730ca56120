//! Rows of text as they come from a file, counted while they come so that no file can fill the memory.

use std::borrow::Cow;

use super::sniffed::{Continue, Odd, ReadProgress, Watch};
use crate::exchange::{Cells, ImportError, Table};

/// One row with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawRow {
    /// Its number in the file, from 1.
    pub(super) row: usize,
    /// Its cells up to the last with something in it.
    pub(super) cells: Cells,
    /// How many cells the file has there, empty ones included.
    pub(super) num_cells: usize,
}

/// Something odd, by row and column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawOddity {
    pub(super) row: usize,
    pub(super) column: Option<usize>,
    pub(super) what: Odd,
}

/// All rows of a table as they lie in the file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    pub(super) rows: Vec<RawRow>,
    pub(super) oddities: Vec<RawOddity>,
    /// Rows in which a cell stretches over several columns: headings of groups, never the header row.
    pub(super) group_rows: Vec<usize>,
    num_cells: usize,
    num_bytes: usize,
}

impl Grid {
    /// Whether this is a table rather than a page of text: in one row at least, more than one cell is filled.
    pub(super) fn is_table(&self) -> bool {
        self.rows.iter().any(|raw| has_several(raw.cells.iter()))
    }

    /// Adds a row of text; one without anything in it is passed over.
    ///
    /// # Errors
    /// [`ImportError`] when the table becomes too large.
    pub(super) fn push(&mut self, row: usize, cells: &[Cow<'_, str>]) -> Result<(), ImportError> {
        let is_filled = |cell: &Cow<'_, str>| !cell.trim().is_empty();
        let Some(last) = cells.iter().rposition(is_filled) else { return Ok(()) };
        let num_cells = cells.len();
        let kept = cells.get(..=last).unwrap_or_default();
        for (column, cell) in kept.iter().enumerate() {
            self.count(row, column, cell)?;
        }
        self.push_row(RawRow { row, cells: kept.iter().collect(), num_cells })
    }

    /// Adds a row whose cells have been counted.
    pub(super) fn push_row(&mut self, row: RawRow) -> Result<(), ImportError> {
        if row.cells.len() > Table::MAX_COLUMNS {
            return Err(ImportError::TooManyColumns { row: row.row, columns: row.cells.len() });
        }
        self.num_cells += row.cells.len();
        if self.num_cells > Table::MAX_CELLS {
            return Err(ImportError::TooManyCells);
        }
        self.rows.push(row);
        // One is the header row.
        if self.rows.len() > Table::MAX_ROWS + 1 { Err(ImportError::TooManyRows) } else { Ok(()) }
    }

    /// Counts the text of one cell.
    pub(super) fn count(&mut self, row: usize, column: usize, text: &str) -> Result<(), ImportError> {
        if text.len() > Table::MAX_CELL_BYTES {
            return Err(ImportError::CellTooLong { row, column: column + 1 });
        }
        self.num_bytes += text.len();
        if self.num_bytes > Table::MAX_TEXT_BYTES { Err(ImportError::TooMuchText) } else { Ok(()) }
    }

    /// Notes something odd; after many thousands, the rest tells nothing new.
    pub(super) fn note(&mut self, row: usize, column: Option<usize>, what: Odd) {
        const MAX_NOTED: usize = 50_000;
        if self.oddities.len() < MAX_NOTED {
            self.oddities.push(RawOddity { row, column, what });
        }
    }
}

/// Whether more than one cell is filled.
pub(super) fn has_several<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    cells.into_iter().filter(|cell| !cell.trim().is_empty()).take(2).count() == 2
}

/// Tells how far reading is.
pub(super) fn report(watch: &Watch<'_>, done: u64, total: u64) -> Result<(), ImportError> {
    match watch(ReadProgress { done: done.min(total), total }) {
        Continue::Go => Ok(()),
        Continue::Stop => Err(ImportError::Cancelled),
    }
}
