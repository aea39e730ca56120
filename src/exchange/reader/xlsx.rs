//! Excel workbooks (XLSX, XLSM): the sheets and their cells, read as a stream.
//!
//! Macros, links to other files, pictures and formulas are never looked at: of a formula, the result that was saved
//! with it counts. The reader is our own because nothing may be kept in memory that has not been counted, and because
//! a sheet of 100,000 rows must not be unpacked twice to be sure of that; its tests hold it against `calamine`.

use super::archive::{Archive, Part};
use super::grid::report;
use super::layout::{self, Shape};
use super::package::{SharedStrings, formats, shared_strings, unescape_controls, workbook};
use super::sheet::{Merged, SheetRows};
use super::sniffed::{Odd, ReadOptions, Sheet, Sniffed, Source, Watch};
use super::values::{NumberFormat, iso_date};
use super::xml::{MAX_PIECE, Piece, Tag, Xml};
use crate::exchange::{ImportError, Table};

/// Reads the sheet that was chosen, else the first table that is not hidden, else the first with something in it: the
/// first sheet of many workbooks says how to fill in the others.
pub(super) fn read(mut archive: Archive<'_>, options: &ReadOptions, watch: &Watch<'_>) -> Result<Table, ImportError> {
    let workbook = workbook(&mut archive)?;
    let mut sniffed = Sniffed::of(Source::Excel);
    sniffed.sheets = workbook.sheets.iter().map(|(sheet, _)| sheet.clone()).collect();
    let wanted: Vec<&(Sheet, String)> = match &options.sheet {
        Some(name) => {
            let found = workbook.sheets.iter().find(|(sheet, _)| sheet.name == *name);
            vec![found.ok_or_else(|| sniffed.no_sheet(name))?]
        }
        None => workbook.sheets.iter().filter(|(sheet, _)| !sheet.is_hidden).collect(),
    };
    let formats = formats(&mut archive, workbook.styles_part.as_deref())?;
    let strings = shared_strings(&mut archive, workbook.strings_part.as_deref(), watch)?;
    let mut text_page = None;
    for (sheet, part) in wanted {
        let Some(xml) = archive.xml(part)? else { continue };
        let reader = SheetReader {
            xml,
            strings: &strings,
            formats: &formats,
            is_1904: workbook.is_1904,
            rows: SheetRows::default(),
            cell: Cell::default(),
            next: (0, 0),
        };
        let (grid, num_filled) = reader.read(watch)?;
        if grid.rows.is_empty() {
            continue;
        }
        if options.sheet.is_none() && !grid.is_table() {
            text_page = text_page.or(Some((sheet, grid, num_filled)));
            continue;
        }
        sniffed.sheet = Some(sheet.name.clone());
        sniffed.num_filled_from_merged = num_filled;
        return layout::lay_out(grid, sniffed, options.header, Shape::Sheet);
    }
    let (sheet, grid, num_filled) = text_page.ok_or(ImportError::Empty)?;
    sniffed.sheet = Some(sheet.name.clone());
    sniffed.num_filled_from_merged = num_filled;
    layout::lay_out(grid, sniffed, options.header, Shape::Sheet)
}

/// What a cell says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum CellKind {
    #[default]
    Number,
    Shared,
    Text,
    YesNo,
    Error,
    Date,
}

/// The cell that is being read.
#[derive(Debug, Default)]
struct Cell {
    row: usize,
    column: usize,
    style: usize,
    kind: CellKind,
    text: String,
    has_formula: bool,
}

/// What the text between two tags belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    InlineText,
}

struct SheetReader<'a, 'b> {
    xml: Xml<Part<'b>>,
    strings: &'a SharedStrings,
    formats: &'a [NumberFormat],
    is_1904: bool,
    rows: SheetRows,
    cell: Cell,
    /// Row and column, from 0, of a cell that does not say where it is.
    next: (usize, usize),
}

impl SheetReader<'_, '_> {
    /// Reads all cells; also says how many were filled from merged ones.
    fn read(mut self, watch: &Watch<'_>) -> Result<(super::grid::Grid, usize), ImportError> {
        let (mut inside, mut is_sound) = (Inside::Nothing, false);
        let mut last_reported = 0;
        loop {
            let piece = self.xml.next_piece().map_err(|error| match error {
                ImportError::CellTooLong { row: 0, .. } => {
                    ImportError::CellTooLong { row: self.cell.row + 1, column: self.cell.column + 1 }
                }
                other => other,
            })?;
            match piece {
                Piece::End => break,
                Piece::Aside => {}
                Piece::Text(text) => {
                    if inside != Inside::Nothing {
                        text.append_to(&mut self.cell.text);
                        // A text may have tags within.
                        if self.cell.text.len() > MAX_PIECE {
                            let (row, column) = (self.cell.row + 1, self.cell.column + 1);
                            return Err(ImportError::CellTooLong { row, column });
                        }
                    }
                }
                Piece::Open(tag) => match tag.name() {
                    "c" => {
                        self.cell.begin(&tag, self.next)?;
                        self.next = (self.cell.row, self.cell.column + 1);
                        if tag.is_empty {
                            self.cell.text.clear();
                        }
                    }
                    "v" if !tag.is_empty => inside = Inside::Value,
                    "t" if !tag.is_empty && !is_sound => inside = Inside::InlineText,
                    "f" => self.cell.has_formula = true,
                    "rPh" => is_sound = !tag.is_empty,
                    "row" => {
                        let said = tag.attribute("r").and_then(|row| row.parse::<usize>().ok());
                        self.next = (said.map_or(self.next.0, |row| row.saturating_sub(1)), 0);
                        let (done, total) = self.xml.source().progress();
                        if done.saturating_sub(last_reported) > 1 << 21 {
                            last_reported = done;
                            report(watch, done, total)?;
                        }
                    }
                    "mergeCell" => {
                        if let Some(merged) = tag.attribute("ref").and_then(|reference| merged(&reference)) {
                            self.rows.merge(merged);
                        }
                    }
                    _ => {}
                },
                Piece::Close(tag) => match tag.name() {
                    "v" | "t" => inside = Inside::Nothing,
                    "rPh" => is_sound = false,
                    "c" => self.take_cell()?,
                    "row" => self.next = (self.next.0 + 1, 0),
                    _ => {}
                },
            }
        }
        self.rows.finish()
    }

    /// Puts the cell that has been read into its place.
    fn take_cell(&mut self) -> Result<(), ImportError> {
        let Self { strings, formats, cell, rows, .. } = self;
        let (row, column) = (cell.row, cell.column);
        let mut note = |odd: Odd| rows.note(row, column, odd);
        let raw = cell.text.trim();
        let text = match cell.kind {
            CellKind::Text => {
                unescape_controls(&mut cell.text, 0);
                std::mem::take(&mut cell.text)
            }
            _ if raw.is_empty() => {
                if cell.has_formula {
                    note(Odd::NoResult);
                }
                return Ok(());
            }
            CellKind::Shared => {
                let Some(text) = raw.parse().ok().and_then(|index| strings.text(index)) else {
                    note(Odd::LostCharacters(1));
                    return Ok(());
                };
                text.to_owned()
            }
            CellKind::YesNo => if matches!(raw, "0" | "false") { "FALSE" } else { "TRUE" }.to_owned(),
            CellKind::Error => {
                note(Odd::FormulaError(raw.chars().take(40).collect()));
                raw.to_owned()
            }
            CellKind::Date => iso_date(raw),
            CellKind::Number => {
                let format = formats.get(cell.style).copied().unwrap_or_default();
                format.show(raw, self.is_1904).unwrap_or_else(|| {
                    note(Odd::NotADate);
                    raw.to_owned()
                })
            }
        };
        rows.put(row, column, text)
    }
}

impl Cell {
    /// Starts a cell where it says it is, else at `next`.
    fn begin(&mut self, tag: &Tag<'_>, next: (usize, usize)) -> Result<(), ImportError> {
        (self.row, self.column) = next;
        (self.style, self.kind, self.has_formula) = (0, CellKind::Number, false);
        self.text.clear();
        for (name, value) in tag.attributes() {
            match name {
                "r" => {
                    if let Some(place) = place(value.as_bytes()) {
                        (self.row, self.column) = place;
                    }
                }
                "s" => self.style = value.parse().unwrap_or_default(),
                "t" => {
                    self.kind = match &*value {
                        "s" => CellKind::Shared,
                        "str" | "inlineStr" => CellKind::Text,
                        "b" => CellKind::YesNo,
                        "e" => CellKind::Error,
                        "d" => CellKind::Date,
                        _ => CellKind::Number,
                    };
                }
                _ => {}
            }
        }
        // More rows than any program writes.
        if self.row >= 1 << 21 { Err(ImportError::TooManyRows) } else { Ok(()) }
    }
}

/// Row and column, from 0, of "B7".
fn place(reference: &[u8]) -> Option<(usize, usize)> {
    let (mut column, mut row) = (0_usize, 0_usize);
    for byte in reference.iter().filter(|byte| **byte != b'$') {
        match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' if row == 0 => {
                column = column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1)?;
            }
            digit @ b'0'..=b'9' => row = row.checked_mul(10)?.checked_add(usize::from(digit - b'0'))?,
            _ => return None,
        }
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

/// The block of "A2:B7".
fn merged(reference: &str) -> Option<Merged> {
    let (first, last) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first.as_bytes())?, place(last.as_bytes())?);
    (top <= bottom && left <= right).then_some(Merged { rows: (top, bottom), columns: (left, right) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_spreadsheets_write_them() {
        assert_eq!(place(b"A1"), Some((0, 0)));
        assert_eq!(place(b"$XFD$1048576"), Some((1_048_575, 16_383)));
        for bad in ["", "7", "B", "B0", "1B", "B-1", "ZZZZZZZZZZZZZZZZZ1", "A99999999999999999999"] {
            assert_eq!(place(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(merged("B2:C9"), Some(Merged { rows: (1, 8), columns: (1, 2) }));
        assert_eq!(merged("C9:B2"), None);
    }
}
