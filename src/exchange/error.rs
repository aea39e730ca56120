//! Why a file or a mapping can't be used at all. Each says what is wrong, where, and what to do.

use super::Table;
use crate::model::Locale;

/// Why a file can't be read as a table. Nothing has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`Table::MAX_BYTES`].
    #[error("the file has {} MB; at most {} MB can be read. Split it and import the parts", .0.div_ceil(1_000_000), Table::MAX_BYTES / 1_000_000)]
    TooLarge(usize),
    /// It is a file of another kind.
    #[error("the file is {what}; {advice}")]
    OtherKind {
        /// What it is: "a PDF document".
        what: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// It can't be opened without a password.
    #[error(
        "the file is protected with a password; open it in your spreadsheet program, remove the password, save it under another name and import that"
    )]
    Protected,
    /// A workbook that is cut off or broken.
    #[error(
        "the file is damaged or was not copied completely ({0}); open it in your spreadsheet program, save it again and import that"
    )]
    Damaged(String),
    /// A workbook that would swell beyond all measure when unpacked.
    #[error(
        "the file would unpack to far more than a spreadsheet needs, so it was not opened; copy the cells you need into a new workbook and import that"
    )]
    Bomb,
    /// The sheet the owner chose is not there.
    #[error("the file has no sheet \u{201c}{name}\u{201d}; choose one of those it has: {}", listed(.sheets))]
    NoSuchSheet {
        /// The name that was chosen.
        name: String,
        /// The names there are.
        sheets: Vec<String>,
    },
    /// It holds many bytes no text has.
    #[error(
        "this does not look like a table: row {row} holds bytes that no text has. Open it in the program it comes from, save it as .xlsx or .csv and import that"
    )]
    NotText {
        /// The line in the file, from 1.
        row: usize,
    },
    /// Nothing, or only blank lines.
    #[error("the file is empty; it needs a row of headers and one row for each customer or rating")]
    Empty,
    /// More columns than can be mapped.
    #[error(
        "row {row} has {columns} columns; at most {} can be read. Delete those that are not needed and import the file again",
        Table::MAX_COLUMNS
    )]
    TooManyColumns {
        /// The line in the file, from 1.
        row: usize,
        /// How many there are.
        columns: usize,
    },
    /// More rows than can be imported at once.
    #[error("the file has more than {} rows; split it and import the parts", Locale::count(Table::MAX_ROWS))]
    TooManyRows,
    /// Rows times columns is more than fits in memory comfortably.
    #[error("the file has more than {} million cells; leave out columns or split it", Table::MAX_CELLS / 1_000_000)]
    TooManyCells,
    /// All cells together hold more text than fits in memory comfortably.
    #[error("the cells hold more than {} MB of text; leave out columns or split the file", Table::MAX_TEXT_BYTES / 1_000_000)]
    TooMuchText,
    /// A single cell is enormous.
    #[error("row {row}, column {column}: a cell of more than 1 MB; shorten it and import the file again")]
    CellTooLong {
        /// The line in the file, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// There is no row with this number, or nothing in it, that could name the columns.
    #[error("row {0} can\u{2019}t be the header row, for there is nothing in it; choose another")]
    NoHeader(usize),
    /// The owner asked to stop.
    #[error("reading was stopped; nothing was imported")]
    Cancelled,
}

/// The first names, for a message.
fn listed(names: &[String]) -> String {
    const MOST: usize = 10;
    let plain = |name: &String| name.replace(char::is_control, " ");
    let quoted: Vec<String> = names.iter().take(MOST).map(|name| format!("\u{201c}{}\u{201d}", plain(name))).collect();
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    format!("{}{more}", quoted.join(", "))
}

/// Why a saved mapping can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// It was saved by a newer Keepwise.
    #[error("this mapping has format {0}, which is newer than this Keepwise knows (1); update Keepwise")]
    Newer(u64),
    /// It is not a mapping.
    #[error("this mapping can\u{2019}t be read: {0}")]
    Unreadable(
        /// What is wrong, and in which line and column.
        String,
    ),
}
