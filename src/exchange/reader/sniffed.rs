//! What was guessed about a file, what the owner may say instead, and what was odd in it.

use serde::{Deserialize, Serialize};

use super::encoding::TextEncoding;
use crate::exchange::table::Delimiter;
use crate::exchange::{ImportError, cell};

/// What the owner says about a file; whatever is `None` is guessed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// How its characters are written. Workbooks have no choice there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<TextEncoding>,
    /// What stands between two cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// Which row names the columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderRow>,
    /// Which sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
}

/// Which row names the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeaderRow {
    /// The row with this number: the line in a text file, the row on a sheet, from 1. What stands above is left out.
    At(usize),
    /// No row does: the first row holds data, and the columns are "Column A", "Column B" and so on.
    Nowhere,
}

/// What kind of file a table came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// CSV, TSV or other text with a delimiter.
    Text,
    /// An Excel workbook (XLSX, XLSM).
    Excel,
    /// An `OpenDocument` spreadsheet (ODS).
    OpenDocument,
    /// Pasted from the clipboard.
    Clipboard,
}

impl Source {
    /// Its name on screen.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Excel => "Excel workbook",
            Self::OpenDocument => "OpenDocument spreadsheet",
            Self::Clipboard => "Clipboard",
        }
    }
}

/// A sheet of a workbook that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Its name, as on its tab.
    pub name: String,
    /// Whether the workbook hides it. A hidden sheet is read only when it is chosen.
    pub is_hidden: bool,
}

/// What a file was taken for: every guess, to be shown and changed by [`ReadOptions`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// What kind of file it is.
    pub source: Source,
    /// How its characters are written; `None` for workbooks and the clipboard.
    pub encoding: Option<TextEncoding>,
    /// Whether the file says its encoding itself, or can have no other; if not, it was guessed by its letters.
    pub is_encoding_certain: bool,
    /// In how many lines the characters are written in another way than in the rest.
    pub num_other_encoding: usize,
    /// What stands between two cells; `None` for workbooks.
    pub delimiter: Option<Delimiter>,
    /// Whether the first line says the delimiter (`sep=;`).
    pub has_sep_line: bool,
    /// Which row names the columns.
    pub header: HeaderRow,
    /// What stood above the header row: titles and notes, one text per row.
    pub above: Vec<String>,
    /// How many rows below only name the columns again; they are left out.
    pub num_repeated_headers: usize,
    /// The sheets of a workbook, in its order.
    pub sheets: Vec<Sheet>,
    /// The sheet that was read.
    pub sheet: Option<String>,
    /// How many cells were filled from the merged cell they belong to.
    pub num_filled_from_merged: usize,
    /// Columns in which every cell began with an apostrophe that only says "this is text"; it was taken off.
    pub num_text_marks: usize,
}

impl Sniffed {
    /// Nothing known but the kind of file.
    pub(in crate::exchange) const fn of(source: Source) -> Self {
        Self {
            source,
            encoding: None,
            is_encoding_certain: true,
            num_other_encoding: 0,
            delimiter: None,
            has_sep_line: false,
            header: HeaderRow::At(1),
            above: Vec::new(),
            num_repeated_headers: 0,
            sheets: Vec::new(),
            sheet: None,
            num_filled_from_merged: 0,
            num_text_marks: 0,
        }
    }

    /// That the workbook has no sheet of this name.
    pub(super) fn no_sheet(&self, name: &str) -> ImportError {
        let sheets = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        ImportError::NoSuchSheet { name: name.to_owned(), sheets }
    }
}

/// What a row is that is no record; it is left out, with a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It adds up or averages other rows.
    Total,
    /// It is a remark below the totals.
    Remark,
}

impl std::fmt::Display for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Total => "sums up other rows, so it is left out; if it is a record, correct the name in it",
            Self::Remark => "is a remark below the totals, so it is left out; if it is a record, correct a cell of it",
        })
    }
}

/// Something about a row or a cell that the owner should look at. The row was read all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// The row's number in the file, as in [`super::super::Table::row_numbers`].
    pub row: usize,
    /// The column's position among the headers, if one cell is meant.
    pub column: Option<usize>,
    /// What is odd.
    pub what: Odd,
}

/// What may be odd about a row or cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Odd {
    /// A formula came to an error (`#N/A`, `#DIV/0!`). The cell holds that text, never a number.
    FormulaError(String),
    /// A formula whose result is not in the file. The cell is empty.
    NoResult,
    /// A quotation mark opened here and did not close; the row was read on its own, with the mark as text.
    StrayQuote,
    /// Quotation marks within a quoted cell were not doubled; they were read as text.
    LooseQuote,
    /// The characters of this line are written in another way than in the rest.
    OtherEncoding(TextEncoding),
    /// Bytes that mean nothing were left out (NUL) or are shown as \u{fffd}.
    LostCharacters(usize),
    /// A date that no calendar has; the cell holds the bare number.
    NotADate,
}

impl Odd {
    /// Whether a value is missing or doubtful, so that the cell should not be taken as it is.
    pub const fn is_problem(&self) -> bool {
        matches!(self, Self::FormulaError(_) | Self::NoResult | Self::NotADate)
    }
}

impl std::fmt::Display for Odd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::FormulaError(error) => write!(f, "is the error {} of a formula, not a value", cell::excerpt(error)),
            Self::NoResult => f.write_str(
                "is a formula without its result; open the file in a spreadsheet program, save it and import it again",
            ),
            Self::StrayQuote => f.write_str("has a quotation mark that opens and never closes; it was read as text"),
            Self::LooseQuote => f.write_str("has quotation marks inside quotation marks; they were read as text"),
            Self::OtherEncoding(encoding) => {
                write!(f, "is written in {} where the rest of the file is not", encoding.label())
            }
            Self::LostCharacters(1) => f.write_str("has a character that can\u{2019}t be read"),
            Self::LostCharacters(num) => write!(f, "has {num} characters that can\u{2019}t be read"),
            Self::NotADate => f.write_str("is shown as a date, but is outside every calendar"),
        }
    }
}

/// How far reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadProgress {
    /// Bytes done.
    pub done: u64,
    /// Bytes in all; an estimate for workbooks.
    pub total: u64,
}

/// Whether to read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continue {
    /// Read on.
    Go,
    /// Stop; reading ends with [`crate::exchange::ImportError::Cancelled`].
    Stop,
}

/// Is told how far reading is, and says whether to go on. Called several times a second.
pub type Watch<'a> = dyn Fn(ReadProgress) -> Continue + 'a;
