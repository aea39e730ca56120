//! A spreadsheet as text: headers and rows, nothing interpreted yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::reader::{self, Aside, Continue, Oddity, ReadOptions, Sniffed, Watch};
use super::{Cells, ImportError};

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as Excel writes where the comma is the decimal sign.
    Semicolon,
    /// A tab, as the clipboard has it.
    Tab,
    /// `|`, as accounting programs write it.
    Pipe,
}

impl Delimiter {
    /// All of them, the most usual first.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Pipe];

    /// The character.
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }

    /// Its name on screen.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
            Self::Pipe => "Vertical bar",
        }
    }
}

/// A row with another number of cells than the header row. Missing cells were read as empty; what was too much is
/// not in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ragged {
    /// The line in the file, from 1.
    pub row: usize,
    /// How many cells the header row has.
    pub expected: usize,
    /// How many this row has.
    pub found: usize,
}

/// A spreadsheet as text.
///
/// Cells of a workbook are text too: a number is written with a decimal point and without what floating point adds
/// (`0.3`), a share as `45%`, a date as `2026-07-31` or `2026-07-31 14:05`, yes and no as `TRUE` and `FALSE`, a
/// formula as the result that was saved with it, and one that came to an error as that error (`#N/A`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What the file is called, for names and messages; empty if unknown.
    pub file_name: String,
    /// What stood between the cells; a comma for workbooks.
    pub delimiter: Delimiter,
    /// The row of the headers in the file, from 1: the line of a text file, the row of a sheet; 0 if there is none.
    pub header_row: usize,
    /// One name per column, each different: a nameless column is "Column 4", a second "Rating" is "Rating (2)".
    /// Without a header row they are "Column A", "Column B" and so on.
    pub headers: Vec<String>,
    /// The cells, as many per row as there are headers. Rows without anything in them are left out.
    pub rows: Vec<Cells>,
    /// The number in the file of each row, from 1, in ascending order; as many as rows. A row of several lines has the
    /// number of its first.
    pub row_numbers: Vec<usize>,
    /// Rows with too few or too many cells.
    pub ragged: Vec<Ragged>,
    /// What the file was taken for; each guess can be overruled by [`ReadOptions`].
    pub sniffed: Sniffed,
    /// What was odd about rows and cells, by row.
    pub oddities: Vec<Oddity>,
    /// Rows that are no records, such as totals, by their number in the file. They are in `rows` too, so that whoever
    /// knows better can have them.
    pub asides: BTreeMap<usize, Aside>,
}

impl Table {
    /// The largest file read, in bytes.
    pub const MAX_BYTES: usize = 50_000_000;
    /// The most columns.
    pub const MAX_COLUMNS: usize = 500;
    /// The most rows.
    pub const MAX_ROWS: usize = 200_000;
    /// The most cells in all. With the file and its text, they stay below 300 MB of memory.
    pub const MAX_CELLS: usize = 3_000_000;
    /// The longest cell, in bytes.
    pub const MAX_CELL_BYTES: usize = 1_000_000;
    /// The most text in all cells, in bytes.
    pub const MAX_TEXT_BYTES: usize = 64_000_000;

    /// Reads CSV and other text with delimiters, XLSX and ODS, all by guesses.
    ///
    /// # Errors
    /// [`ImportError`] with what stands in the way.
    pub fn read(bytes: &[u8]) -> Result<Self, ImportError> {
        Self::read_with(bytes, "", &ReadOptions::default(), &|_progress| Continue::Go)
    }

    /// Reads CSV and other text with delimiters, XLSX and ODS. What `options` leave open is guessed, and the guesses are
    /// in [`Table::sniffed`]. `name` is the file's name; `watch` is told how far reading is, and may stop it.
    ///
    /// # Errors
    /// [`ImportError`] with what stands in the way.
    pub fn read_with(bytes: &[u8], name: &str, options: &ReadOptions, watch: &Watch<'_>) -> Result<Self, ImportError> {
        reader::read(bytes, options, watch).map(|table| table.named(name))
    }

    /// Reads a table that was copied from a spreadsheet program or an editor: cells between tabs, else as in a file.
    ///
    /// # Errors
    /// [`ImportError`] with what stands in the way.
    pub fn from_clipboard(text: &str) -> Result<Self, ImportError> {
        Self::from_clipboard_with(text, &ReadOptions::default(), &|_progress| Continue::Go)
    }

    /// As [`Table::from_clipboard`], with what the owner says instead of a guess.
    ///
    /// # Errors
    /// [`ImportError`] with what stands in the way.
    pub fn from_clipboard_with(text: &str, options: &ReadOptions, watch: &Watch<'_>) -> Result<Self, ImportError> {
        reader::read_clipboard(text, options, watch)
    }

    /// The same table with the name of the file it came from, without its folder.
    #[must_use]
    pub fn named(mut self, file_name: &str) -> Self {
        file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).clone_into(&mut self.file_name);
        self
    }

    /// The rows that are records.
    pub fn records(&self) -> impl Iterator<Item = &Cells> {
        let is_record = |number: &usize| self.asides.is_empty() || !self.asides.contains_key(number);
        self.rows.iter().zip(&self.row_numbers).filter(move |(_, number)| is_record(number)).map(|(row, _)| row)
    }

    /// The position of the column with this header.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|name| name == header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let table = Table::read(b"a,b\r\n\r\n1,\"x\r\ny\"\r\n\r\n2,z\r\n").unwrap();
        assert_eq!(table.row_numbers, [3, 6]);
        let old_mac = Table::read(b"a,b\r1,2\r3,4\r").unwrap();
        assert_eq!(old_mac.row_numbers, [2, 3]);
        let sep = Table::read(b"\"sep=;\"\na;b\n1;2\n").unwrap();
        assert_eq!((sep.header_row, sep.row_numbers), (2, vec![3]));
    }
}
