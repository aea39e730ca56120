//! Our own tables, back into a workspace: the sheets of a workbook that was exported here, or the CSV files of a folder.
//!
//! Nothing is hidden in them: what comes back is what their cells say, also after somebody changed some in a spreadsheet
//! program. A cell that makes no sense stops the import with its place.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;

use super::super::reader::{Continue, HeaderRow, ReadOptions, TextEncoding, Watch};
use super::super::{Cells, Delimiter, ImportError, Table, cell};
use super::business::{FORMAT, FORMAT_ROW, HEADERS};
use super::{ExportTable, read_cards, read_customers};
use crate::model::{
    Business, BusinessId, Extra, Group, GroupId, Line, Name, Person, PersonId, ScorecardId, Share, Workspace,
};

/// Why exported tables do not make a workspace. Nothing has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TablesError {
    /// A table cannot be read.
    #[error(
        "The table \u{201c}{0}\u{201d} cannot be read: {1}. Nothing was imported. A JSON export comes back whole, however large it is"
    )]
    Table(&'static str, ImportError),
    /// A table is not there.
    #[error(
        "The table \u{201c}{0}\u{201d} is not there, and without it the others cannot be read as a workspace. Nothing was imported. Export everything again, or import one of the tables by itself"
    )]
    Missing(&'static str),
    /// A column is not there.
    #[error(
        "The table \u{201c}{0}\u{201d} has no column \u{201c}{1}\u{201d}. Nothing was imported. Export everything again, or import one of the tables by itself"
    )]
    Column(&'static str, String),
    /// It was written by a newer Keepwise.
    #[error(
        "The tables have format {0}, which is newer than this Keepwise knows ({FORMAT}). Update Keepwise, then import them again. Nothing was imported"
    )]
    Newer(String),
    /// A cell makes no sense.
    #[error(
        "Table \u{201c}{table}\u{201d}, row {row}, column \u{201c}{column}\u{201d}: {why}. Nothing was imported. Correct the cell and import again"
    )]
    Cell {
        /// In which table.
        table: &'static str,
        /// In which row, from 1.
        row: usize,
        /// In which column.
        column: String,
        /// What is wrong with it.
        why: String,
    },
}

/// Where the tables lie.
enum Tables<'a> {
    Workbook(&'a [u8]),
    Files(&'a [(ExportTable, Vec<u8>)]),
}

/// Whether the file is a workbook with the sheet that says that it is one of ours.
pub fn is_our_workbook(bytes: &[u8]) -> bool {
    let go_on = |_progress| Continue::Go;
    bytes.starts_with(b"PK")
        && read_sheet(bytes, ExportTable::Workspace.sheet_name(), &go_on).is_ok_and(|table| is_marker(&table))
}

fn is_marker(table: &Table) -> bool {
    table.headers == HEADERS && table.rows.iter().any(|row| row.get(0).is_some_and(|what| what == FORMAT_ROW))
}

/// The workspace in a workbook that was exported here, as far as its sheets hold it.
///
/// # Errors
/// [`TablesError`] says what is wrong and where.
pub fn read_workbook(bytes: &[u8], watch: &Watch<'_>) -> Result<Workspace, TablesError> {
    read(&Tables::Workbook(bytes), watch)
}

/// The workspace in CSV files that were exported here, as far as they hold it.
///
/// # Errors
/// [`TablesError`] says what is wrong and where.
pub fn read_tables(files: &[(ExportTable, Vec<u8>)], watch: &Watch<'_>) -> Result<Workspace, TablesError> {
    read(&Tables::Files(files), watch)
}

fn read(from: &Tables<'_>, watch: &Watch<'_>) -> Result<Workspace, TablesError> {
    let open = |table| Opened::open(from, table, watch);
    let mut business = business(&open(ExportTable::Workspace)?)?;
    business.people = people(&open(ExportTable::People)?)?;
    let cards = read_cards::scorecards(&open(ExportTable::Scorecards)?, &open(ExportTable::Criteria)?)?;
    let mut customers = read_customers::customers(&open(ExportTable::Customers)?)?;
    let whose = read_customers::ratings(&open(ExportTable::Ratings)?, &mut customers)?;
    read_customers::answers(&open(ExportTable::Answers)?, &whose, &mut customers)?;
    read_customers::decisions(&open(ExportTable::Decisions)?, &mut customers)?;
    let mut workspace = Workspace::new(business);
    workspace.scorecards = cards.into_iter().map(|(id, card)| (id, Arc::new(card))).collect();
    workspace.customers = customers.into_iter().map(|(id, customer)| (id, Arc::new(customer))).collect();
    Ok(workspace)
}

fn read_sheet(bytes: &[u8], name: &str, watch: &Watch<'_>) -> Result<Table, ImportError> {
    let options =
        ReadOptions { sheet: Some(name.to_owned()), header: Some(HeaderRow::At(1)), ..ReadOptions::default() };
    Table::read_with(bytes, "", &options, watch)
}

fn read_csv(bytes: &[u8], watch: &Watch<'_>) -> Result<Table, ImportError> {
    let options = ReadOptions {
        encoding: Some(TextEncoding::UTF_8),
        delimiter: Some(Delimiter::Comma),
        header: Some(HeaderRow::At(1)),
        sheet: None,
    };
    Table::read_with(bytes, "", &options, watch)
}

/// A table with all its sheets.
pub(super) struct Opened {
    name: &'static str,
    parts: Vec<Table>,
    /// Whether an apostrophe stands before what would be a formula.
    is_protected: bool,
}

impl Opened {
    fn open(from: &Tables<'_>, table: ExportTable, watch: &Watch<'_>) -> Result<Self, TablesError> {
        let name = table.sheet_name();
        let failed = |error| TablesError::Table(name, error);
        let parts = match from {
            Tables::Files(files) => {
                let (_, bytes) = files.iter().find(|(file, _)| *file == table).ok_or(TablesError::Missing(name))?;
                vec![read_csv(bytes, watch).map_err(failed)?]
            }
            Tables::Workbook(bytes) => {
                let first = read_sheet(bytes, name, watch).map_err(|error| match error {
                    ImportError::NoSuchSheet { .. } => TablesError::Missing(name),
                    error => failed(error),
                })?;
                let is_more = |sheet: &&String| {
                    sheet
                        .strip_prefix(name)
                        .and_then(|rest| rest.strip_prefix(' '))
                        .is_some_and(|number| number.parse().is_ok_and(|number: u32| number > 1))
                };
                let sheets: Vec<String> = first.sniffed.sheets.iter().map(|sheet| sheet.name.clone()).collect();
                let mut parts = vec![first];
                for sheet in sheets.iter().filter(is_more) {
                    parts.push(read_sheet(bytes, sheet, watch).map_err(failed)?);
                }
                parts
            }
        };
        Ok(Self { name, parts, is_protected: matches!(from, Tables::Files(_)) })
    }

    /// Every row, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.parts.iter().flat_map(move |table| {
            let columns: Arc<BTreeMap<&str, usize>> =
                Arc::new(table.headers.iter().map(String::as_str).zip(0..).collect());
            table.rows.iter().zip(&table.row_numbers).map(move |(cells, number)| Row {
                table: self.name,
                number: *number,
                cells,
                columns: Arc::clone(&columns),
                is_protected: self.is_protected,
            })
        })
    }
}

/// A row of a table.
pub(super) struct Row<'t> {
    table: &'static str,
    number: usize,
    cells: &'t Cells,
    columns: Arc<BTreeMap<&'t str, usize>>,
    is_protected: bool,
}

impl<'t> Row<'t> {
    /// The text of a cell; empty if there is nothing.
    pub(super) fn text(&self, column: &str) -> Result<&'t str, TablesError> {
        let at = self.columns.get(column).ok_or_else(|| TablesError::Column(self.table, column.to_owned()))?;
        let text = self.cells.get(*at).unwrap_or_default();
        Ok(if self.is_protected { cell::text(text) } else { text.trim() })
    }

    /// The text of a cell with the line ends at its end.
    pub(super) fn raw(&self, column: &str) -> Result<&'t str, TablesError> {
        let clean = self.text(column)?;
        let whole = self.columns.get(column).and_then(|at| self.cells.get(*at)).unwrap_or_default();
        Ok(whole.find(clean).map_or(clean, |start| &whole[start..]))
    }

    /// The names of all columns.
    pub(super) fn headers(&self) -> impl Iterator<Item = &'t str> + use<'_, 't> {
        self.columns.keys().copied()
    }

    /// A share from 0 to 1, which a workbook may show as percent.
    pub(super) fn share(&self, column: &str) -> Result<Share, TablesError> {
        let text = self.text(column)?;
        match text.strip_suffix('%').map(|number| number.trim().parse::<f64>()) {
            Some(Ok(percent)) => Share::new(percent / 100.0).map_err(|error| self.fault(column, error)),
            _ => self.number(column),
        }
    }

    /// What is wrong with a cell.
    pub(super) fn fault(&self, column: &str, why: impl std::fmt::Display) -> TablesError {
        let (table, row, column) = (self.table, self.number, column.to_owned());
        let why = why.to_string();
        TablesError::Cell { table, row, column, why: why.trim_end_matches('.').to_owned() }
    }

    /// What a cell says.
    pub(super) fn value<T: FromStr<Err: std::fmt::Display>>(&self, column: &str) -> Result<T, TablesError> {
        let text = self.text(column)?;
        text.parse().map_err(|error| {
            self.fault(column, format!("\u{201c}{}\u{201d} is not what belongs here ({error})", cell::excerpt(text)))
        })
    }

    /// What a cell says, if there is something in it.
    pub(super) fn maybe<T: FromStr<Err: std::fmt::Display>>(&self, column: &str) -> Result<Option<T>, TablesError> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.value(column).map(Some) }
    }

    /// A number of a kind that has limits.
    pub(super) fn number<T: TryFrom<f64, Error: std::fmt::Display>>(&self, column: &str) -> Result<T, TablesError> {
        T::try_from(self.value::<f64>(column)?).map_err(|error| self.fault(column, error))
    }

    /// The same, if there is something in the cell.
    pub(super) fn maybe_number<T: TryFrom<f64, Error: std::fmt::Display>>(
        &self,
        column: &str,
    ) -> Result<Option<T>, TablesError> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.number(column).map(Some) }
    }

    /// A day; a time of day after it says nothing.
    pub(super) fn maybe_day(&self, column: &str) -> Result<Option<Date>, TablesError> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let day = text.get(..10).unwrap_or(text).parse();
        day.map(Some).map_err(|_error: jiff::Error| {
            self.fault(column, format!("\u{201c}{}\u{201d} is not a day such as 2026-11-29", cell::excerpt(text)))
        })
    }

    /// A day that has to be there.
    pub(super) fn day(&self, column: &str) -> Result<Date, TablesError> {
        self.maybe_day(column)?.ok_or_else(|| self.fault(column, "there is no day"))
    }

    /// One of several choices, by its words.
    pub(super) fn one_of<T: Copy>(
        &self,
        column: &str,
        all: &[T],
        words: impl Fn(T) -> &'static str,
    ) -> Result<T, TablesError> {
        let text = self.text(column)?;
        all.iter().copied().find(|one| words(*one).eq_ignore_ascii_case(text)).ok_or_else(|| {
            let known: Vec<&str> = all.iter().map(|one| words(*one)).collect();
            self.fault(column, format!("\u{201c}{}\u{201d} is none of: {}", cell::excerpt(text), known.join(", ")))
        })
    }

    /// Yes or no.
    pub(super) fn yes(&self, column: &str) -> Result<bool, TablesError> {
        self.one_of(column, &[true, false], |yes| if yes { "yes" } else { "no" })
    }
}

fn business(table: &Opened) -> Result<Business, TablesError> {
    let [what, key, value] = HEADERS;
    let mut business = None;
    let (mut currency, mut main, mut groups) = (Line::default(), None::<ScorecardId>, BTreeMap::new());
    let mut is_known = false;
    for row in table.rows() {
        match row.text(what)? {
            FORMAT_ROW => {
                let format = row.text(value)?;
                if format.parse().is_ok_and(|format: u32| format > FORMAT) {
                    return Err(TablesError::Newer(format.to_owned()));
                }
                is_known = true;
            }
            "Workspace" => business = Some(Business::new(row.value::<BusinessId>(key)?, row.value::<Name>(value)?)),
            "Currency" => currency = row.value(value)?,
            "Main scorecard" => main = Some(row.value(key)?),
            "Group" => {
                let group = Group { name: row.value(value)?, extra: Extra::new() };
                groups.insert(row.value::<GroupId>(key)?, group);
            }
            // Nothing we wrote: somebody's own line.
            _ => {}
        }
    }
    let mut business =
        business.filter(|_| is_known).ok_or(TablesError::Missing(ExportTable::Workspace.sheet_name()))?;
    (business.currency, business.main_scorecard, business.groups) = (currency, main, groups);
    Ok(business)
}

fn people(table: &Opened) -> Result<BTreeMap<PersonId, Person>, TablesError> {
    let mut people = BTreeMap::new();
    for row in table.rows() {
        let person = Person {
            name: row.value("Person")?,
            group: row.value("Group key")?,
            left: row.yes("Has left")?,
            extra: Extra::new(),
        };
        once(people.insert(row.value("Person id")?, person).is_some(), &row, "Person id")?;
    }
    Ok(people)
}

/// An id stands in one row only.
pub(super) fn once(is_taken: bool, row: &Row<'_>, column: &str) -> Result<(), TablesError> {
    if is_taken { Err(row.fault(column, "this id stands in two rows")) } else { Ok(()) }
}
