//! What can happen in an import.

use std::sync::Arc;

use crate::exchange::{DateOrder, Decimal, Kind, Preview, ReadOptions, ReadProgress, Sameness, Several, Table};
use crate::model::{ScorecardId, Workspace};

use super::{
    ColumnAnswer, ColumnForm, ImportOptions, ImportPage, LimitsForm, NoTable, SuggestAnswer, UseKind, WordMeaning,
    Worth,
};

/// In the import.
#[derive(Debug, Clone)]
pub enum ImportCommand {
    /// The table on the clipboard is wanted.
    AskClipboard,
    /// A table was pasted.
    Paste(Arc<str>),
    /// Something else was to be pasted.
    PastedNoTable(NoTable),
    /// The spreadsheet was read, or not.
    Read(u64, Result<Arc<Table>, String>),
    /// The file was an export of ours, a workbook or JSON.
    ReadWhole(u64, Arc<Workspace>, bool),
    /// An export of ours is read sheet by sheet, as any spreadsheet.
    AsSpreadsheet,
    /// How far reading is.
    Progress(u64, ReadProgress),
    /// How many columns have been looked at to find out what they mean.
    SuggestProgress(u64, usize),
    /// What the spreadsheet means.
    Suggested(u64, Box<SuggestAnswer>),
    /// A column was looked through.
    Looked(Box<ColumnAnswer>),
    /// How many rows the preview has read.
    PreviewProgress(u64, usize),
    /// Nobody waited for this preview any more.
    PreviewStopped(u64),
    /// What the import would do; an answer to an older question is thrown away.
    Previewed(u64, Box<Preview>),
    /// Show this part of the dialog.
    Page(ImportPage),
    /// The file is read in another way.
    Reread(Box<ReadOptions>),
    /// A row is a customer, a rating or an answer: everything is suggested anew.
    Kind(Kind),
    /// Forget what was kept, and suggest anew.
    Anew,
    /// Forget for good what was kept, and suggest anew.
    Forget,
    /// A column becomes something else.
    Use(usize, UseKind),
    /// All columns are left out but those that say who the customer is.
    LeaveOutRest,
    /// A column as it is now.
    Column(usize, Box<ColumnForm>),
    /// A word that is neither yes nor no means this.
    Third(String, WordMeaning),
    /// A word is worth this in these columns.
    Worth(Vec<usize>, String, Worth),
    /// The numbers of a column have this decimal sign.
    Sign(usize, Decimal),
    /// This counts where a cell of the column holds several answers.
    Several(usize, Several),
    /// The money of a column belongs to this year, quarter or month, as it is typed.
    Period(usize, String),
    /// The dates of a column are written so.
    Days(usize, Option<DateOrder>),
    /// Two names are the same, or not.
    Same(Box<Sameness>),
    /// Something is typed for a cell.
    Type(usize, String, String),
    /// What is typed for a cell is used.
    Mend(usize, String),
    /// A row is left out, or taken after all.
    Skip(usize),
    /// What was mended is as it was in the file.
    Unmend,
    /// The answers belong to this scorecard, or to a new one.
    Card(Option<ScorecardId>),
    /// The choices for all rows as they are now.
    Options(Box<ImportOptions>),
    /// The limits of the new scorecard as they are now.
    Limits(Box<LimitsForm>),
    /// The limits are taken from the classes in this column.
    LimitsFrom(usize),
    /// Do it.
    Accept,
    /// Choose another file.
    ChooseAnother,
}
