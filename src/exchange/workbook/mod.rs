//! The whole workspace on its way out: as a workbook, as CSV files, and as one JSON file.
//!
//! Every table is described once ([`sheet::Sheet`]) and written as a sheet and as CSV. Rows are made one at a time and
//! streamed, so that hundreds of thousands of answers need no memory of their own.

mod answers;
mod business;
mod criteria;
mod customers;
mod decisions;
mod form;
mod json;
mod package;
mod people;
mod ratings;
mod read;
mod read_cards;
mod read_customers;
mod scorecards;
mod sheet;
mod summary;

use std::io::{Cursor, Seek, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::Date;

use self::package::Part;
use self::sheet::{Sheet, Value};
use super::csv_out::{CsvError, CsvOut};
use super::xlsx_out::{MAX_ROWS, new_workbook};
use crate::analysis::{Evidence, Gathering, Judged, Judgement, Terms, judge};
use crate::model::{Scorecard, Subject, Workspace};

pub use form::{FormRows, blank_form};
pub use json::{JsonError, Restored, read_workspace_json, restore, workspace_json, write_workspace_json};
pub use read::{TablesError, is_our_workbook, read_tables, read_workbook};

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportProgress {
    /// Rows written.
    pub done: usize,
    /// Rows in all.
    pub total: usize,
}

/// Why an export came to nothing. The workspace is untouched, and no file was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Somebody stopped it.
    #[error("The export was stopped. Nothing was saved")]
    Cancelled,
    /// The workbook cannot be written.
    #[error("The workbook could not be made ({0}). Nothing was saved. Export as CSV or JSON instead")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The workbook cannot be packed.
    #[error("The workbook could not be packed ({0}). Nothing was saved. Export as CSV or JSON instead")]
    Zip(#[from] zip::result::ZipError),
    /// The workbook cannot be packed.
    #[error("The workbook could not be packed ({0}). Nothing was saved. Export as CSV or JSON instead")]
    Io(#[from] std::io::Error),
    /// A row cannot be written.
    #[error("A row could not be written. Nothing was saved. Export as CSV or JSON instead")]
    Row(#[from] std::fmt::Error),
    /// A sheet is not as expected.
    #[error("A sheet of the workbook is not as expected. Nothing was saved. Export as CSV or JSON instead")]
    Package,
    /// A table cannot be written.
    #[error(transparent)]
    Csv(#[from] CsvError),
    /// A record cannot be written.
    #[error("A record could not be written as JSON ({0}). Nothing was saved")]
    Json(#[from] serde_json::Error),
    /// There is no such scorecard.
    #[error("This scorecard is not in the workspace any more")]
    NoScorecard,
}

/// Told how far an export is, it says whether to go on.
pub type ExportWatch<'a> = dyn FnMut(ExportProgress) -> ControlFlow<()> + 'a;

/// Counts rows, and asks now and then whether to go on.
struct Ticker<'a> {
    progress: ExportProgress,
    watch: &'a mut ExportWatch<'a>,
}

impl<'a> Ticker<'a> {
    fn new(total: usize, watch: &'a mut ExportWatch<'a>) -> Self {
        Self { progress: ExportProgress { done: 0, total }, watch }
    }

    fn tick(&mut self) -> ControlFlow<()> {
        self.tick_rows(1)
    }

    /// So many rows at once.
    fn tick_rows(&mut self, num: usize) -> ControlFlow<()> {
        // Often enough to stop at once, seldom enough to cost nothing.
        const ROWS: usize = 1_000;
        let before = self.progress.done / ROWS;
        self.progress.done += num;
        if self.progress.done / ROWS > before { (self.watch)(self.progress) } else { ControlFlow::Continue(()) }
    }
}

/// A table that is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportTable {
    /// One row per customer.
    Customers,
    /// One row per rating.
    Ratings,
    /// One row per answer.
    Answers,
    /// One row per criterion and version.
    Criteria,
    /// One row per decision.
    Decisions,
    /// One row per person.
    People,
    /// One row per version of a scorecard.
    Scorecards,
    /// The workspace itself.
    Workspace,
}

impl ExportTable {
    /// All of them, in the order of the sheets.
    pub const ALL: [Self; 8] = [
        Self::Customers,
        Self::Ratings,
        Self::Answers,
        Self::Criteria,
        Self::Decisions,
        Self::People,
        Self::Scorecards,
        Self::Workspace,
    ];

    /// The name of its sheet.
    pub const fn sheet_name(self) -> &'static str {
        match self {
            Self::Customers => "Customers",
            Self::Ratings => "Ratings",
            Self::Answers => "Answers",
            Self::Criteria => "Criteria",
            Self::Decisions => "Decisions",
            Self::People => "People",
            Self::Scorecards => "Scorecards",
            Self::Workspace => "Workspace",
        }
    }

    /// The name of its CSV file.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Customers => "customers.csv",
            Self::Ratings => "ratings.csv",
            Self::Answers => "answers.csv",
            Self::Criteria => "criteria.csv",
            Self::Decisions => "decisions.csv",
            Self::People => "people.csv",
            Self::Scorecards => "scorecards.csv",
            Self::Workspace => "workspace.csv",
        }
    }
}

/// What one scorecard says about everybody.
struct CardVerdicts<'a> {
    card: &'a Arc<Scorecard>,
    terms: Terms,
    evidence: Evidence,
    judgements: Vec<Judgement>,
}

/// A workspace, judged and ready to go out.
pub struct Export<'a> {
    workspace: &'a Workspace,
    today: Date,
    /// Every scorecard about customers that is in use, the main one first.
    verdicts: Vec<CardVerdicts<'a>>,
}

impl<'a> Export<'a> {
    /// Judges every customer on every scorecard that is in use.
    pub fn new(workspace: &'a Workspace, today: Date) -> Self {
        let main = workspace.main_scorecard().map(|card| card.id);
        let mut cards: Vec<&Arc<Scorecard>> = workspace
            .scorecards
            .values()
            .filter(|card| Some(card.id) == main || (!card.archived && card.subject == Subject::Customer))
            .collect();
        cards.sort_by_key(|card| Some(card.id) != main);
        let verdicts = cards.into_iter().map(|card| {
            let terms = Terms::of(card.current());
            let evidence = Evidence::gather(workspace, card, Gathering::of(&terms.policy, today));
            let judgements = judge(&evidence, &terms);
            CardVerdicts { card, terms, evidence, judgements }
        });
        Self { workspace, today, verdicts: verdicts.collect() }
    }

    /// What the main scorecard says, with all it rests on.
    fn main(&self) -> Option<Judged<'_>> {
        self.verdicts.first().map(|verdicts| Judged {
            workspace: self.workspace,
            card: verdicts.card,
            evidence: &verdicts.evidence,
            judgements: &verdicts.judgements,
            terms: &verdicts.terms,
            today: self.today,
        })
    }

    fn table(&self, table: ExportTable) -> Box<dyn Sheet + '_> {
        match table {
            ExportTable::Customers => Box::new(customers::Customers::new(self)),
            ExportTable::Ratings => Box::new(ratings::Ratings::new(self.workspace)),
            ExportTable::Answers => Box::new(answers::Answers::new(self.workspace)),
            ExportTable::Criteria => Box::new(criteria::Criteria::new(self.workspace)),
            ExportTable::Decisions => Box::new(decisions::Decisions::new(self.workspace)),
            ExportTable::People => Box::new(people::People::new(self.workspace)),
            ExportTable::Scorecards => Box::new(scorecards::Scorecards::new(self.workspace)),
            ExportTable::Workspace => Box::new(business::WorkspaceSheet::new(self.workspace)),
        }
    }

    /// Everything as a workbook: a summary with charts, then a sheet per table. Equal arguments give equal bytes.
    ///
    /// # Errors
    /// [`ExportError`]; nothing was written.
    pub fn xlsx<'w>(&self, watch: &'w mut ExportWatch<'w>) -> Result<Vec<u8>, ExportError> {
        let mut bytes = Cursor::new(Vec::new());
        self.write_xlsx(&mut bytes, watch)?;
        Ok(bytes.into_inner())
    }

    /// The same, written while it is made, so that it needs no memory of its own.
    ///
    /// # Errors
    /// [`ExportError`]; what is written until then is no workbook.
    pub fn write_xlsx<'w>(
        &self,
        out: &mut (impl Write + Seek),
        watch: &'w mut ExportWatch<'w>,
    ) -> Result<(), ExportError> {
        let most = usize::try_from(MAX_ROWS - 1).unwrap_or(usize::MAX);
        self.write_sheets(most, out, watch)
    }

    /// The same with at most so many rows on a sheet.
    fn write_sheets<'w>(
        &self,
        most: usize,
        out: &mut (impl Write + Seek),
        watch: &'w mut ExportWatch<'w>,
    ) -> Result<(), ExportError> {
        let tables = ExportTable::ALL.map(|table| self.table(table));
        let mut ticker = Ticker::new(tables.iter().map(|table| table.num_rows()).sum(), watch);
        let title = format!("{}: customers, ratings and verdicts", self.workspace.business.name);
        let mut workbook = new_workbook(&title, self.today)?;
        let mut parts = Vec::new();
        let mut pages = Vec::new();
        let mut continued = Vec::new();
        for table in &tables {
            let num_rows = table.num_rows();
            let num_sheets = num_rows.div_ceil(most).max(1);
            for at in 0..num_sheets {
                let name = if at == 0 { table.name().to_owned() } else { format!("{} {}", table.name(), at + 1) };
                let (from, num) = (at * most, num_rows.saturating_sub(at * most).min(most));
                pages.push(package::frame(table.as_ref(), &name, num)?);
                // The summary stands before them all.
                parts.push(Part { sheet: table.as_ref(), from, num, number: pages.len() + 1 });
                if at > 0 {
                    continued.push(name);
                }
            }
        }
        workbook.push_worksheet(summary::summary(self, &continued)?);
        for page in pages {
            workbook.push_worksheet(page);
        }
        package::pack(workbook, &parts, out, &mut ticker)
    }

    /// One table as CSV: UTF-8 with a byte-order mark, and no text that could run as a formula.
    ///
    /// # Errors
    /// [`ExportError`]; nothing was written.
    pub fn csv<'w>(&self, table: ExportTable, watch: &'w mut ExportWatch<'w>) -> Result<Vec<u8>, ExportError> {
        let mut bytes = Vec::new();
        self.write_csv(table, &mut bytes, watch)?;
        Ok(bytes)
    }

    /// The same, written while it is made, so that it needs no memory of its own.
    ///
    /// # Errors
    /// [`ExportError`]; what is written until then is a part of the table.
    pub fn write_csv<'w>(
        &self,
        table: ExportTable,
        out: &mut dyn Write,
        watch: &'w mut ExportWatch<'w>,
    ) -> Result<(), ExportError> {
        let table = self.table(table);
        let mut ticker = Ticker::new(table.num_rows(), watch);
        let mut out = CsvOut::new(out)?;
        for column in table.columns() {
            out.text(&column.header)?;
        }
        out.end_row()?;
        for row in table.rows() {
            for cell in row {
                match cell {
                    Value::Blank => out.blank()?,
                    Value::Text(text) => out.text(&text)?,
                    Value::Number(number) => out.number(number)?,
                    Value::Date(day) => out.word(&day.to_string())?,
                    Value::Verdict(verdict) => out.word(verdict.words())?,
                }
            }
            out.end_row()?;
            if ticker.tick() == ControlFlow::Break(()) {
                return Err(ExportError::Cancelled);
            }
        }
        Ok(out.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::synthetic;
    use super::*;

    const TODAY: Date = date(2026, 11, 29);

    fn go_on(_progress: ExportProgress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    #[test]
    fn what_does_not_fit_on_a_sheet_goes_on_on_the_next() {
        let workspace = synthetic(12, 30, 3, TODAY);
        let export = Export::new(&workspace, TODAY);
        let answers = export.table(ExportTable::Answers).num_rows();
        let mut bytes = Cursor::new(Vec::new());
        export.write_sheets(50, &mut bytes, &mut go_on).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(bytes).unwrap();
        use calamine::Reader as _;
        let sheets = book.worksheets();
        let of_answers: Vec<_> = sheets.iter().filter(|(name, _)| name.starts_with("Answers")).collect();
        assert_eq!(of_answers.len(), answers.div_ceil(50));
        assert_eq!(of_answers[1].0, "Answers 2");
        let rows: usize = of_answers.iter().map(|(_, range)| range.height() - 1).sum();
        assert_eq!(rows, answers, "no answer is lost or doubled");
        assert_eq!(of_answers[1].1.get_value((0, 0)), Some(&calamine::Data::String("Customer".to_owned())));
        let summary = &sheets[0].1;
        let is_told = summary.used_cells().any(|(_, _, cell)| cell.to_string().contains("Answers 2"));
        assert!(is_told, "the summary says where the rest is");
    }

    #[test]
    fn an_export_can_be_stopped() {
        let workspace = synthetic(60, 600, 3, TODAY);
        let export = Export::new(&workspace, TODAY);
        let mut asked = 0;
        let mut stop = |_: ExportProgress| {
            asked += 1;
            if asked > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        assert!(matches!(export.xlsx(&mut stop), Err(ExportError::Cancelled)));
        assert_eq!(asked, 2, "asked now and then, and never again once it said no");
    }
}
