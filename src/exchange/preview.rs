//! What would become of a spreadsheet: counts, problems, the first rows, and one edit that does it.

use std::fmt;

use jiff::civil::Date;
use ulid::Ulid;

use super::assemble::Assembly;
use super::plan::Plan;
use super::row::read_row;
use super::{Kind, Mapping, OnProblem, Table, cell};
use crate::model::{Edit, Workspace};

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemScope {
    /// One row, which can be left out.
    Row,
    /// The mapping, which must be changed first.
    Mapping,
}

/// Something that stands in the way, or that one should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is about.
    pub scope: ProblemScope,
    /// The line in the file, from 1; the header's for the mapping.
    pub row: usize,
    /// The column's header; empty if it is about no single column.
    pub column: String,
    /// The cell, shortened; empty if it is about no single cell.
    pub value: String,
    /// What is wrong with it, to be read after the cell: "is not a number".
    pub why: String,
}

impl Problem {
    pub(super) fn cell(row: usize, column: &str, value: &str, why: String) -> Self {
        Self { scope: ProblemScope::Row, row, column: column.to_owned(), value: cell::excerpt(value), why }
    }

    pub(super) fn mapping(row: usize, column: &str, why: String) -> Self {
        Self { scope: ProblemScope::Mapping, row, column: column.to_owned(), value: String::new(), why }
    }
}

/// Row 3, column “Food rating”: “abc” is not a number
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.scope {
            ProblemScope::Row => write!(f, "Row {}", self.row)?,
            ProblemScope::Mapping => f.write_str("The mapping")?,
        }
        if !self.column.is_empty() {
            write!(f, ", column \u{201c}{}\u{201d}", self.column)?;
        }
        f.write_str(": ")?;
        if !self.value.is_empty() {
            write!(f, "\u{201c}{}\u{201d} ", self.value)?;
        }
        f.write_str(&self.why)
    }
}

/// How many of each an import brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows in the file.
    pub rows: usize,
    /// Customers that were not there.
    pub new_customers: usize,
    /// Customers that get another profile or ratings.
    pub changed_customers: usize,
    /// Customers in the file that stay as they are.
    pub unchanged_customers: usize,
    /// People that were not there.
    pub new_people: usize,
    /// Ratings that were not there.
    pub new_ratings: usize,
    /// Ratings of today that get other answers.
    pub changed_ratings: usize,
    /// Ratings in the file that are there already.
    pub unchanged_ratings: usize,
    /// Scorecards made, 0 or 1.
    pub new_scorecards: usize,
    /// Rows left out, because of a problem or because nothing is in them.
    pub skipped_rows: usize,
    /// All problems, also those beyond [`Preview::MAX_LISTED`].
    pub problems: usize,
    /// All warnings, also those beyond [`Preview::MAX_LISTED`].
    pub warnings: usize,
}

/// What would become of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// How many of each.
    pub counts: Counts,
    /// What stands in the way, by row; the first [`Self::MAX_LISTED`].
    pub problems: Vec<Problem>,
    /// What one should know, but does not stand in the way; the first [`Self::MAX_LISTED`].
    pub warnings: Vec<Problem>,
    /// The first 20 rows as they will become: label and text per cell, beginning with the row and what becomes of it.
    pub sample: Vec<Vec<(String, String)>>,
    /// The one edit that does it all. None if a problem blocks, and none if there is nothing new.
    pub edit: Option<Edit>,
}

impl Preview {
    /// How many problems and how many warnings are listed.
    pub const MAX_LISTED: usize = 1_000;
    /// How many rows are shown as they will become.
    pub const NUM_SAMPLE_ROWS: usize = 20;

    /// Whether problems keep the import from being made; without them, no edit means that nothing is new.
    pub fn is_blocked(&self) -> bool {
        self.edit.is_none() && !self.problems.is_empty()
    }
}

/// Reads every row by the mapping and says what would become of it. Nothing is changed; it is all or nothing: with
/// a problem there is no edit, unless the mapping says to skip such rows.
///
/// `today` is the day of ratings without one; `ids` gives the new records their ids.
pub fn preview(
    table: &Table,
    mapping: &Mapping,
    workspace: &Workspace,
    today: Date,
    ids: &mut dyn FnMut() -> Ulid,
) -> Preview {
    let mut problems = Vec::new();
    let plan = Plan::new((table, mapping), workspace, today, ids, &mut problems);
    let is_sound = problems.is_empty();
    let mut assembly = Assembly::new(&plan, workspace);
    assembly.counts.rows = table.rows.len();
    let mut ragged = table.ragged.iter().peekable();
    let mut sample = Vec::new();
    for index in 0..table.rows.len() {
        let before = problems.len();
        if let Some(found) = ragged.next_if(|ragged| Some(&ragged.row) == table.row_numbers.get(index)) {
            let why = format!("has {} cells where the header row has {}", found.found, found.expected);
            let problem = Problem::cell(found.row, "", "", why);
            // Too many means that something moved to the right; too few is often only empty cells at the end.
            if found.found > found.expected { problems.push(problem) } else { assembly.warnings.push(problem) }
        }
        let mut read = read_row(&plan, index, &mut problems);
        let outcome = if problems.len() > before {
            None
        } else {
            assembly.take(&read, ids).map_err(|problem| problems.push(problem)).ok()
        };
        assembly.counts.skipped_rows += usize::from(outcome.is_none());
        if sample.len() < Preview::NUM_SAMPLE_ROWS {
            let shown = [
                ("Row".to_owned(), read.row.to_string()),
                ("Becomes".to_owned(), outcome.unwrap_or("Problem").to_owned()),
            ];
            sample.push(shown.into_iter().chain(std::mem::take(&mut read.shown)).collect());
        }
    }
    let (edits, mut counts, mut warnings) = assembly.into_edits();
    counts.problems = problems.len();
    counts.warnings = warnings.len();
    let may_go_on = is_sound && (problems.is_empty() || mapping.on_problem == OnProblem::SkipRows);
    let edit =
        (may_go_on && !edits.is_empty()).then(|| Edit::Batch { label: label(table, mapping.kind, &counts), edits });
    problems.truncate(Preview::MAX_LISTED);
    warnings.sort_by_key(|warning| warning.row);
    warnings.truncate(Preview::MAX_LISTED);
    Preview { counts, problems, warnings, sample, edit }
}

/// The name in the undo menu: "import 130 customers from file.csv".
fn label(table: &Table, kind: Kind, counts: &Counts) -> String {
    let (num, one) = match kind {
        Kind::Customers => (counts.new_customers + counts.changed_customers, "customer"),
        Kind::Ratings => (counts.new_ratings + counts.changed_ratings, "rating"),
    };
    let plural = if num == 1 { "" } else { "s" };
    let from = if table.file_name.is_empty() { String::new() } else { format!(" from {}", table.file_name) };
    format!("import {num} {one}{plural}{from}")
}
