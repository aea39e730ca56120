//! Why a file or a mapping can't be used at all. Each says what is wrong, where, and what to do.

/// Why a file can't be read as a table. Nothing has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`super::Table::MAX_BYTES`].
    #[error("the file has {} MB; at most {} MB can be read. Split it and import the parts", .0 / 1_000_000, super::Table::MAX_BYTES / 1_000_000)]
    TooLarge(usize),
    /// It starts like a workbook.
    #[error(
        "the file is a workbook, not CSV; open it and save the sheet as \u{201c}CSV UTF-8\u{201d}, then import that"
    )]
    Workbook,
    /// It starts like UTF-16.
    #[error("the file is UTF-16 text; save it as \u{201c}CSV UTF-8\u{201d} and import it again")]
    Utf16,
    /// A byte is not UTF-8.
    #[error(
        "row {row} is not UTF-8 text (byte {offset} of the file); save it as \u{201c}CSV UTF-8\u{201d} and import it again"
    )]
    NotUtf8 {
        /// The line in the file, from 1.
        row: usize,
        /// The position of the first bad byte, from 0.
        offset: usize,
    },
    /// There is a NUL byte, so it is hardly text.
    #[error("row {row} holds a NUL byte, so this is not a text file; export it as CSV and import it again")]
    Nul {
        /// The line in the file, from 1.
        row: usize,
    },
    /// Nothing, or only blank lines.
    #[error("the file is empty; it needs a row of headers and one row for each customer or rating")]
    Empty,
    /// More columns than can be mapped.
    #[error("row {row} has {columns} columns; at most {} can be read", super::Table::MAX_COLUMNS)]
    TooManyColumns {
        /// The line in the file, from 1.
        row: usize,
        /// How many there are.
        columns: usize,
    },
    /// More rows than can be imported at once.
    #[error("the file has more than {} rows; split it and import the parts", super::Table::MAX_ROWS)]
    TooManyRows,
    /// Rows times columns is more than fits in memory comfortably.
    #[error("the file has more than {} million cells; leave out columns or split it", super::Table::MAX_CELLS / 1_000_000)]
    TooManyCells,
    /// A single cell is enormous.
    #[error("row {row}, column {column}: a cell of more than 1 MB; shorten it and import the file again")]
    CellTooLong {
        /// The line in the file, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A quotation mark opens a cell and is not closed where it should be, so the rows after it would be lost in it.
    #[error(
        "row {row}: a quotation mark opens here and swallows the rows after it; close or remove it and import the file again"
    )]
    StrayQuote {
        /// The line in the file on which the cell starts, from 1.
        row: usize,
    },
    /// The CSV reader gave up.
    #[error("row {row} can't be read as CSV: {why}")]
    Unreadable {
        /// The line in the file, from 1.
        row: usize,
        /// What the reader said.
        why: String,
    },
}

/// Why a saved mapping can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It was saved by a newer Keepwise.
    #[error("this mapping has format {0}, which is newer than this Keepwise knows (1); update Keepwise")]
    Newer(u64),
    /// It is not a mapping.
    #[error("this mapping can't be read at \u{201c}{place}\u{201d}: {why}")]
    Unreadable {
        /// The path in the JSON: `columns[2].use`.
        place: String,
        /// What is wrong there.
        why: String,
    },
}
