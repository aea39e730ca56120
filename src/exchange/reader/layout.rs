//! Rows as they lie in a file become a table: which row names the columns, what each is called, what does not fit.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::{Grid, RawRow};
use super::sniffed::{HeaderRow, Oddity, Sniffed};
use super::{asides, header_rows, text_marks};
use crate::exchange::ImportError;
use crate::exchange::table::{Delimiter, Ragged, Table};

/// What tells the number of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Every row says how many cells it has; `width` is usual.
    Delimited { width: usize },
    /// A sheet: what is not there is empty.
    Sheet,
}

/// How many rows are looked at to find the header row, and how far down it may be.
const MAX_LOOKED_AT: usize = 100;
const MAX_HEADER_INDEX: usize = 20;

/// Makes the table, with the header row that was chosen or the one that looks like it.
pub(super) fn lay_out(
    grid: Grid,
    mut sniffed: Sniffed,
    chosen: Option<HeaderRow>,
    shape: Shape,
) -> Result<Table, ImportError> {
    if grid.rows.is_empty() {
        return Err(ImportError::Empty);
    }
    let at = match chosen {
        Some(HeaderRow::At(row)) => {
            let at = grid.rows.iter().position(|raw| raw.row == row);
            Some(at.ok_or(ImportError::NoHeader(row))?)
        }
        Some(HeaderRow::Nowhere) => None,
        None => guess_header(&grid),
    };
    let joined =
        at.and_then(|at| header_rows::joined(grid.rows.get(..MAX_LOOKED_AT.max(at + 1)).unwrap_or(&grid.rows), at));
    let mut rows = grid.rows;
    let mut header = None;
    if let Some(at) = at {
        let data = rows.split_off(at + 1);
        header = rows.pop();
        if let (Some(names), Some((joined, num_above))) = (&mut header, joined) {
            names.num_cells = names.num_cells.max(joined.len());
            names.cells = joined.into_iter().collect();
            rows.truncate(rows.len().saturating_sub(num_above));
        }
        sniffed.above = rows.iter().map(|raw| raw.cells.join(" ").trim().to_owned()).collect();
        rows = data;
    }
    if rows.len() > Table::MAX_ROWS {
        return Err(ImportError::TooManyRows);
    }
    let extent = rows.iter().chain(&header).map(|raw| raw.cells.len()).max().unwrap_or_default();
    let (width, fewest, most) = match (shape, &header) {
        (Shape::Sheet, _) => (extent, 0, usize::MAX),
        (Shape::Delimited { .. }, Some(names)) => {
            (extent.min(names.num_cells.max(names.cells.len())), names.cells.len(), names.num_cells)
        }
        // The columns have no names to lose: one row with a cell too many makes another column.
        (Shape::Delimited { width }, None) => (extent, width.min(extent), extent.max(width)),
    };
    if rows.len().saturating_mul(width) > Table::MAX_CELLS {
        return Err(ImportError::TooManyCells);
    }
    sniffed.header = header.as_ref().map_or(HeaderRow::Nowhere, |raw| HeaderRow::At(raw.row));
    let mut table = Table {
        file_name: String::new(),
        delimiter: Delimiter::Comma,
        header_row: header.as_ref().map_or(0, |raw| raw.row),
        headers: Vec::new(),
        rows: Vec::with_capacity(rows.len()),
        row_numbers: Vec::with_capacity(rows.len()),
        ragged: Vec::new(),
        sniffed,
        oddities: Vec::new(),
        asides: BTreeMap::new(),
    };
    for raw in rows {
        if header.as_ref().is_some_and(|names| is_repeated(&raw, names)) {
            table.sniffed.num_repeated_headers += 1;
            continue;
        }
        let found = raw.cells.len();
        if raw.num_cells < fewest || found > most {
            let expected = if found > most { most } else { fewest };
            table.ragged.push(Ragged { row: raw.row, expected, found: raw.num_cells.min(found.max(expected)) });
        }
        table.rows.push(raw.cells.resized(width));
        table.row_numbers.push(raw.row);
    }
    let kept = name_columns(&mut table, header, width);
    take_over_oddities(&mut table, grid.oddities, &kept);
    text_marks::take_off(&mut table);
    table.asides = asides::find(&table);
    Ok(table)
}

/// Whether a row only names the columns again, as pages put together do. One name alone may be a cell as well.
fn is_repeated(raw: &RawRow, names: &RawRow) -> bool {
    num_filled(names) > 1
        && raw.cells.len() == names.cells.len()
        && raw.cells.iter().zip(names.cells.iter()).all(|(cell, name)| cell.trim() == name.trim())
}

/// The row that looks like the names of the columns; none if the first row looks like the data below it.
fn guess_header(grid: &Grid) -> Option<usize> {
    let rows = grid.rows.get(..MAX_LOOKED_AT).unwrap_or(&grid.rows);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        *counts.entry(row.cells.len()).or_default() += 1;
    }
    let usual = counts.iter().map(|(width, num)| (*num, *width)).max().map_or(1, |(_, width)| width);
    let is_full = |at: usize, row: &RawRow| {
        let is_title = if usual <= 2 { usual == 2 && row.num_cells == 1 } else { num_filled(row) * 2 < usual };
        let is_group = grid.group_rows.contains(&row.row) && at + 1 < rows.len();
        !is_title && !is_group
    };
    let first =
        rows.iter().enumerate().take(MAX_HEADER_INDEX).find(|(at, row)| is_full(*at, row)).map_or(0, |(at, _)| at);
    let has_data = |row: &RawRow| row.cells.iter().any(|cell| kind_of(cell).is_data());
    let at = if first > 0 && has_data(&rows[first]) {
        // The names may be in a row that is only half full.
        let above = rows.get(..first).unwrap_or_default();
        above.iter().rposition(|row| num_filled(row) > 1 && !has_data(row)).unwrap_or(first)
    } else {
        first
    };
    if is_header(rows, at) {
        return Some(header_rows::last_of(rows, at));
    }
    // Some programs write a line about the file above the names.
    let next = at + 1;
    (rows.len() > next + 1 && num_filled(&rows[next]) + 1 >= usual && is_clear_header(rows, next)).then_some(next)
}

/// Whether this row is all names, over two columns or more of numbers and dates.
fn is_clear_header(rows: &[RawRow], at: usize) -> bool {
    let (row, below) = (&rows[at], rows.get(at + 1..).unwrap_or_default());
    let are_data = |column: usize| {
        let cells = || below.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
        let num = cells().count();
        num > 1 && cells().filter(|cell| kind_of(cell).is_data()).count() * 10 >= num * 9
    };
    let is_name =
        |cell: &str| kind_of(cell) == CellKind::Text && cell.chars().filter(|c| c.is_alphabetic()).count() > 2;
    let named = row.cells.iter().enumerate().filter(|(column, cell)| is_name(cell) && are_data(*column)).count();
    let is_all_names = row.cells.iter().all(|cell| cell.trim().is_empty() || !kind_of(cell).is_data());
    named > 1 && is_all_names
}

fn num_filled(row: &RawRow) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// What a cell looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Blank,
    /// A year, which may also name a column.
    Year,
    Number,
    /// A date or a time.
    Date,
    Text,
}

impl CellKind {
    const fn is_data(self) -> bool {
        matches!(self, Self::Number | Self::Date)
    }
}

fn kind_of(cell: &str) -> CellKind {
    let cell = cell.trim();
    if cell.is_empty() {
        return CellKind::Blank;
    }
    let has_digit = cell.bytes().any(|byte| byte.is_ascii_digit());
    let is_part = |c: char| c.is_ascii_digit() || " .,+-%/:'€$£\u{a0}\u{202f}TZ".contains(c);
    if !has_digit || !cell.chars().all(is_part) {
        return CellKind::Text;
    }
    let is_year = cell.len() == 4 && cell.parse().is_ok_and(|year: u16| (1900..=2100).contains(&year));
    // 2026-07-31, 31.12.2025, 14:05
    let inner = cell.trim_start_matches(['-', '+']);
    let is_date = inner.contains(['-', '/', ':']) || inner.split('.').count() == 3;
    if is_year {
        CellKind::Year
    } else if is_date {
        CellKind::Date
    } else {
        CellKind::Number
    }
}

/// Whether this row differs from the rows below it as names differ from data.
fn is_header(rows: &[RawRow], at: usize) -> bool {
    let (row, below) = (&rows[at], rows.get(at + 1..).unwrap_or_default());
    // Exports put one after the other repeat their header row; and columns may be named 1, 2, 3.
    if below.iter().any(|other| other.cells == row.cells) || is_numbered(row) {
        return true;
    }
    let (mut names, mut data) = (0, 0);
    for (column, cell) in row.cells.iter().enumerate() {
        let cells = || below.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
        let num = cells().count();
        let are_mostly = |kinds: &[CellKind]| {
            num > 0 && cells().filter(|cell| kinds.contains(&kind_of(cell))).count() * 10 >= num * 8
        };
        let num_same = || cells().filter(|below| below.trim().eq_ignore_ascii_case(cell.trim())).count();
        match kind_of(cell) {
            CellKind::Text if are_mostly(&[CellKind::Number, CellKind::Date, CellKind::Year]) => names += 1,
            CellKind::Text if num_same() > 1 => data += 1,
            CellKind::Date if are_mostly(&[CellKind::Number]) => names += 1,
            CellKind::Date if are_mostly(&[CellKind::Date]) => data += 1,
            CellKind::Number if are_mostly(&[CellKind::Number, CellKind::Year]) => data += 1,
            CellKind::Year if are_mostly(&[CellKind::Year]) => data += 1,
            _ => {}
        }
    }
    names >= data
}

/// Whether the numbers in a row are three or more that count up by one.
fn is_numbered(row: &RawRow) -> bool {
    let numbers: Vec<u32> = row.cells.iter().filter_map(|cell| cell.trim().parse().ok()).collect();
    numbers.len() > 2
        && numbers.first().is_some_and(|first| *first < 2)
        && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

/// A header on one line, without the spaces around and the doubled ones within.
fn tidy_header(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "A" to "Z", then "AA": as spreadsheets name columns.
pub(super) fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        match (rest / 26).checked_sub(1) {
            Some(next) => rest = next,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

/// Gives every column a name of its own, and drops those with neither a name nor anything in them. Returns where each
/// column went.
fn name_columns(table: &mut Table, header: Option<RawRow>, width: usize) -> Vec<Option<usize>> {
    let has_header = header.is_some();
    let mut names: Vec<String> = header.map(|raw| raw.cells.iter().map(tidy_header).collect()).unwrap_or_default();
    names.resize(width, String::new());
    let mut is_filled = vec![false; width];
    for row in &table.rows {
        for (cell, filled) in row.iter().zip(&mut is_filled) {
            *filled |= !cell.trim().is_empty();
        }
    }
    let is_kept: Vec<bool> = names.iter().zip(&is_filled).map(|(name, &filled)| filled || !name.is_empty()).collect();
    if is_kept.contains(&false) {
        for row in &mut table.rows {
            *row = row.iter().zip(&is_kept).filter(|(_, is_kept)| **is_kept).map(|(cell, _)| cell).collect();
        }
    }
    let mut taken = BTreeSet::new();
    let mut places = Vec::new();
    for (column, name) in names.into_iter().enumerate() {
        if !is_kept[column] {
            places.push(None);
            continue;
        }
        let name = match name {
            name if !name.is_empty() => name,
            _ if has_header => format!("Column {}", column + 1),
            _ => format!("Column {}", letters(column)),
        };
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name} ({number})");
            number += 1;
        }
        places.push(Some(table.headers.len()));
        table.headers.push(unique);
    }
    places
}

/// What was odd in the rows of the table, at the row it belongs to; a line within a long cell belongs to its row.
fn take_over_oddities(table: &mut Table, oddities: Vec<super::grid::RawOddity>, places: &[Option<usize>]) {
    let numbers = &table.row_numbers;
    for raw in oddities {
        let Some(at) = numbers.partition_point(|number| *number <= raw.row).checked_sub(1) else { continue };
        let column = match raw.column {
            None => None,
            Some(column) => match places.get(column).copied().flatten() {
                Some(place) => Some(place),
                None => continue,
            },
        };
        table.oddities.push(Oddity { row: numbers[at], column, what: raw.what });
    }
    table.oddities.sort_by_key(|oddity| oddity.row);
    table.oddities.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn numbers_and_dates_are_no_names() {
        for (cell, kind) in [
            ("12", CellKind::Number),
            ("1,234.50", CellKind::Number),
            ("-3 %", CellKind::Number),
            ("$ 5", CellKind::Number),
            ("2026-07-31", CellKind::Date),
            ("31.12.2025", CellKind::Date),
            ("14:05", CellKind::Date),
            ("2026-07-31T14:05:00Z", CellKind::Date),
            ("Revenue 2025", CellKind::Text),
            ("U1077", CellKind::Text),
            ("?", CellKind::Text),
            ("T", CellKind::Text),
            ("Q1", CellKind::Text),
            (" 2025 ", CellKind::Year),
            (" ", CellKind::Blank),
        ] {
            assert_eq!(kind_of(cell), kind, "{cell}");
        }
    }

    fn finds_header(rows: &[&[&str]]) -> Option<usize> {
        let mut grid = Grid::default();
        for (row, cells) in (1..).zip(rows) {
            let cells: Vec<_> = cells.iter().map(|cell| std::borrow::Cow::Borrowed(*cell)).collect();
            grid.push(row, &cells).unwrap();
        }
        guess_header(&grid)
    }

    #[test]
    fn the_header_row_is_told_from_titles_and_data() {
        assert_eq!(finds_header(&[&["Name", "Size"], &["A", "4"], &["B", "5"]]), Some(0));
        assert_eq!(finds_header(&[&["A", "4", "yes"], &["B", "5", "yes"], &["C", "3", "yes"]]), None);
        assert_eq!(finds_header(&[&["Report"], &["Name", "City", "Size"], &["A", "Rome", "5"]]), Some(1));
        assert_eq!(finds_header(&[&["Report"], &["A", "Rome", "5"], &["B", "Oslo", "4"]]), None);
        assert_eq!(finds_header(&[&["Name", "1", "2", "3"], &["A", "4", "5", "3"], &["B", "4", "1", "3"]]), Some(0));
        assert_eq!(finds_header(&[&["Name", "2024", "2025"], &["A", "4", "5"], &["B", "4", "1"]]), Some(0));
        assert_eq!(finds_header(&[&["Name", "2026-01-31"], &["A", "4"], &["B", "4"]]), Some(0), "a date names a month");
        assert_eq!(finds_header(&[&["Name", "Ok"], &["A", "yes"], &["Name", "Ok"], &["B", "no"]]), Some(0), "repeated");
        assert_eq!(finds_header(&[&["Name", "City"]]), Some(0));
        assert_eq!(finds_header(&[&["4", "5"], &["3", "2"]]), None);
    }
}
