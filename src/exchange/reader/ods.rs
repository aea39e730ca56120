//! `OpenDocument` spreadsheets (ODS), read as a stream like workbooks of Excel.

use std::collections::BTreeSet;

use super::archive::{Archive, Part};
use super::grid::report;
use super::layout::{self, Shape};
use super::sheet::{Merged, SheetRows};
use super::sniffed::{Odd, ReadOptions, Sheet, Sniffed, Source, Watch};
use super::values::{iso_date, number};
use super::xml::{Piece, Tag, Xml};
use crate::exchange::{ImportError, Table};

/// The most sheets that are listed.
const MAX_SHEETS: usize = 5_000;

/// What an `OpenDocument` spreadsheet says it is in its first part.
const MIME: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

/// Whether the archive is such a spreadsheet.
pub(super) fn is_spreadsheet(archive: &mut Archive<'_>) -> Result<bool, ImportError> {
    Ok(archive.has("content.xml") && archive.start_of("mimetype")?.starts_with(MIME))
}

/// Reads the sheet that was chosen, else the first table that is not hidden, else the first with something in it.
pub(super) fn read(mut archive: Archive<'_>, options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    if let Some(mut xml) = archive.xml("META-INF/manifest.xml")? {
        loop {
            match xml.next_piece()? {
                Piece::End => break,
                Piece::Open(tag) if tag.name() == "encryption-data" => return Err(ImportError::Protected),
                _ => {}
            }
        }
    }
    let Some(xml) = archive.xml("content.xml")? else {
        return Err(ImportError::Damaged("its contents are missing".to_owned()));
    };
    let mut reader = Reader { xml, options, sheets: Vec::new(), hidden: BTreeSet::new(), read: None };
    reader.read(watch)?;
    let mut sniffed = Sniffed::of(Source::OpenDocument);
    sniffed.sheets = reader.sheets;
    let Some((name, rows)) = reader.read else {
        return Err(match &options.sheet {
            Some(name) if !sniffed.sheets.iter().any(|sheet| sheet.name == *name) => sniffed.no_sheet(name),
            _ => ImportError::Empty,
        });
    };
    sniffed.sheet = Some(name);
    let (grid, num_filled) = rows.finish()?;
    sniffed.num_filled_from_merged = num_filled;
    layout::lay_out(grid, sniffed, options.header, Shape::Sheet)
}

struct Reader<'a, 'b> {
    xml: Xml<Part<'b>>,
    options: &'a ReadOptions,
    sheets: Vec<Sheet>,
    /// The styles of hidden sheets.
    hidden: BTreeSet<String>,
    /// The sheet that has been read.
    read: Option<(String, SheetRows)>,
}

/// The cell that is being read, and how often it is repeated.
#[derive(Debug, Default)]
struct Cell {
    kind: String,
    value: Option<String>,
    shown: String,
    num_paragraphs: usize,
    num_columns: usize,
    num_merged: (usize, usize),
    is_error: bool,
    has_formula: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self, watch: &Watch<'_>) -> Result<(), ImportError> {
        let mut style = String::new();
        loop {
            match self.xml.next_piece()? {
                Piece::End => return Ok(()),
                Piece::Open(tag) if tag.name() == "style" => {
                    style = tag.attribute("name").unwrap_or_default().into_owned();
                }
                Piece::Open(tag)
                    if tag.name() == "table-properties"
                        && self.hidden.len() < MAX_SHEETS
                        && tag.attribute("display").as_deref() == Some("false") =>
                {
                    self.hidden.insert(std::mem::take(&mut style));
                }
                Piece::Open(tag) if tag.name() == "table" && !tag.is_empty => {
                    let name = tag.attribute("name").unwrap_or_default().into_owned();
                    let is_hidden = tag.attribute("style-name").is_some_and(|style| self.hidden.contains(&*style));
                    let is_wanted = match &self.options.sheet {
                        Some(wanted) => *wanted == name,
                        None => !is_hidden && !self.read.as_ref().is_some_and(|(_, rows)| rows.is_table()),
                    };
                    if self.sheets.len() < MAX_SHEETS {
                        self.sheets.push(Sheet { name: name.clone(), is_hidden });
                    }
                    if is_wanted {
                        let rows = self.sheet(watch)?;
                        if rows.has_any() && (self.read.is_none() || rows.is_table()) {
                            self.read = Some((name, rows));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads one sheet up to its end.
    fn sheet(&mut self, watch: &Watch<'_>) -> Result<SheetRows, ImportError> {
        let mut rows = SheetRows::default();
        let mut column = 0_usize;
        let (mut line, mut cell) = (Line::default(), Cell::default());
        let (mut is_text, mut num_aside, mut last_reported) = (false, 0_usize, 0);
        loop {
            match self.xml.next_piece()? {
                Piece::End => return Err(ImportError::Damaged("it ends too early".to_owned())),
                Piece::Open(tag) => match tag.name() {
                    // Remarks and sketches at a cell are not what is in it.
                    "annotation" | "shapes" if !tag.is_empty => num_aside += 1,
                    _ if num_aside > 0 => {}
                    "table-row" => {
                        let is_empty = tag.is_empty;
                        (column, line.num_rows) = (0, repeated(&tag, "number-rows-repeated"));
                        let (done, total) = self.xml.source().progress();
                        if done - last_reported > 1 << 21 {
                            last_reported = done;
                            report(watch, done, total)?;
                        }
                        if is_empty {
                            line.finish(&mut rows)?;
                        }
                    }
                    "table-cell" | "covered-table-cell" => {
                        cell = Cell::of(&tag);
                        if tag.is_empty {
                            column = cell.add(&mut line, column)?;
                        }
                    }
                    "p" => {
                        cell.begin_paragraph();
                        is_text = !tag.is_empty;
                    }
                    "s" if cell.shown.len() < Table::MAX_CELL_BYTES => {
                        cell.shown.extend(std::iter::repeat_n(' ', repeated(&tag, "c").min(1000)));
                    }
                    "tab" => cell.shown.push('\t'),
                    "line-break" => cell.shown.push('\n'),
                    _ => {}
                },
                Piece::Text(text) if is_text && num_aside == 0 => {
                    text.append_to(&mut cell.shown);
                    if cell.shown.len() > Table::MAX_CELL_BYTES {
                        return Err(ImportError::CellTooLong { row: line.row + 1, column: column + 1 });
                    }
                }
                Piece::Text(_) | Piece::Aside => {}
                Piece::Close(tag) => match tag.name() {
                    "annotation" | "shapes" => num_aside = num_aside.saturating_sub(1),
                    _ if num_aside > 0 => {}
                    "p" => is_text = false,
                    "table-cell" | "covered-table-cell" => {
                        column = cell.add(&mut line, column)?;
                        cell = Cell::default();
                    }
                    "table-row" => line.finish(&mut rows)?,
                    "table" => return Ok(rows),
                    _ => {}
                },
            }
        }
    }
}

/// How often something is repeated; once if nothing is said.
fn repeated(tag: &Tag<'_>, name: &str) -> usize {
    tag.attribute(name).and_then(|num| num.parse().ok()).unwrap_or(1)
}

impl Cell {
    fn of(tag: &Tag<'_>) -> Self {
        let mut cell = Self { num_columns: 1, num_merged: (1, 1), ..Self::default() };
        for (name, value) in tag.attributes() {
            match name {
                "value-type" if value == "error" => cell.is_error = true,
                "value-type" => cell.kind = value.into_owned(),
                "value" | "date-value" | "time-value" | "boolean-value" | "string-value" => {
                    cell.value = Some(value.into_owned());
                }
                "formula" => cell.has_formula = true,
                "number-columns-repeated" => cell.num_columns = value.parse().unwrap_or(1),
                "number-rows-spanned" => cell.num_merged.0 = value.parse().unwrap_or(1),
                "number-columns-spanned" => cell.num_merged.1 = value.parse().unwrap_or(1),
                _ => {}
            }
        }
        cell
    }

    fn begin_paragraph(&mut self) {
        if self.num_paragraphs > 0 {
            self.shown.push('\n');
        }
        self.num_paragraphs += 1;
    }

    /// The cell as text.
    fn text(&mut self) -> String {
        let value = self.value.take();
        let shown = std::mem::take(&mut self.shown);
        let parsed = || value.as_deref().and_then(|value| value.parse::<f64>().ok()).filter(|value| value.is_finite());
        match self.kind.as_str() {
            _ if self.is_error => shown,
            "float" | "currency" => {
                let leading_zeros =
                    shown.len() > 1 && shown.starts_with('0') && shown.bytes().all(|b| b.is_ascii_digit());
                if leading_zeros { shown } else { parsed().map_or(shown, number) }
            }
            "percentage" => parsed().map_or(shown, |value| format!("{}%", number(value * 100.0))),
            "date" => value.map_or(shown, |day| iso_date(&day)),
            "time" => value.as_deref().and_then(hours).unwrap_or(shown),
            "boolean" => value.map_or(shown, |value| value.to_uppercase()),
            _ => value.filter(|_| shown.is_empty()).unwrap_or(shown),
        }
    }

    /// Adds the cell, as often as it is repeated, to its row; the column behind it.
    fn add(&mut self, line: &mut Line, column: usize) -> Result<usize, ImportError> {
        let after = column.saturating_add(self.num_columns);
        if self.value.is_none() && self.shown.is_empty() {
            if self.has_formula && column < Table::MAX_COLUMNS {
                line.odd.push((column, Odd::NoResult));
            }
            return Ok(after);
        }
        let error = self.is_error.then(|| Odd::FormulaError(self.shown.chars().take(40).collect()));
        let text = self.text();
        if text.trim().is_empty() {
            return Ok(after);
        }
        if after > Table::MAX_COLUMNS {
            return Err(ImportError::TooManyColumns { row: line.row + 1, columns: after });
        }
        if self.num_merged != (1, 1) {
            let end = |start: usize, num: usize| start.saturating_add(num.saturating_sub(1));
            let (last_row, last_column) = (end(line.row, self.num_merged.0), end(column, self.num_merged.1));
            line.merged.push(Merged { rows: (line.row, last_row), columns: (column, last_column) });
        }
        line.num_bytes += text.len().saturating_mul(self.num_columns);
        if line.num_bytes > Table::MAX_TEXT_BYTES {
            return Err(ImportError::TooMuchText);
        }
        for column in column..after {
            line.cells.push((column, text.clone()));
            line.odd.extend(error.clone().map(|odd| (column, odd)));
        }
        Ok(after)
    }
}

/// A row while it is read.
#[derive(Debug, Default)]
struct Line {
    /// Its number, from 0, and how often it is repeated.
    row: usize,
    num_rows: usize,
    cells: Vec<(usize, String)>,
    num_bytes: usize,
    odd: Vec<(usize, Odd)>,
    merged: Vec<Merged>,
}

impl Line {
    /// Puts the row, as often as it is repeated, into the sheet, and goes on to the next.
    fn finish(&mut self, rows: &mut SheetRows) -> Result<(), ImportError> {
        let after = self.row.saturating_add(self.num_rows);
        for row in self.row..after {
            if self.cells.is_empty() && self.odd.is_empty() {
                break;
            }
            for (column, text) in &self.cells {
                rows.put(row, *column, text.clone())?;
            }
            for (column, odd) in &self.odd {
                rows.note(row, *column, odd.clone());
            }
            // A formula without a result leaves no cell that would be counted.
            if self.cells.is_empty() && row - self.row > Table::MAX_ROWS {
                return Err(ImportError::TooManyRows);
            }
        }
        for merged in std::mem::take(&mut self.merged) {
            rows.merge(merged);
        }
        self.cells.clear();
        self.num_bytes = 0;
        self.odd.clear();
        self.row = after;
        Ok(())
    }
}

/// `PT14H05M30S` as `14:05:30`.
fn hours(value: &str) -> Option<String> {
    let (hours, rest) = value.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let is_whole = |text: &&str| !text.is_empty() && text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    [hours, minutes, seconds].iter().all(is_whole).then(|| {
        if seconds.trim_matches('0').is_empty() {
            format!("{hours}:{minutes}")
        } else {
            format!("{hours}:{minutes}:{seconds}")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_with_colons() {
        assert_eq!(hours("PT14H05M00S").as_deref(), Some("14:05"));
        assert_eq!(hours("PT14H05M30.5S").as_deref(), Some("14:05:30"));
        for bad in ["14:05", "PTH05M00S", "P1D", "PT14H05M"] {
            assert_eq!(hours(bad), None, "{bad}");
        }
    }
}
