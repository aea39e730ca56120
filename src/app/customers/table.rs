//! The table of customers: search, filter, sort, choose, and change what is chosen.

use std::collections::BTreeSet;

use crate::exchange::protect_from_formulas;
use crate::model::{CustomerId, Verdict};

use super::super::{Command, Effect, Screen, State};
use super::bulk::{self, BulkEdit};
use super::rows::{Column, Query, Row, Rows, StatusFilter};
use super::words::folded;

/// What the table remembers.
#[derive(Debug, Default)]
pub struct TableState {
    /// What is asked of it.
    pub query: Query,
    /// The customers ticked, among those shown.
    pub chosen: BTreeSet<CustomerId>,
    /// The row the keyboard is on.
    pub cursor: Option<CustomerId>,
    /// Goes up whenever the keyboard moves, so that the view brings the row into sight.
    pub moves: u64,
    /// What is being typed for the chosen ones: a segment or a tag.
    pub typed: String,
    anchor: Option<CustomerId>,
    rows: Rows,
    shown: Vec<u32>,
    key: Option<(u64, Query)>,
}

/// How far a click reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// This row alone.
    Only,
    /// This row more, or less.
    Toggle,
    /// All from the last one to this one.
    Through,
}

/// In the table.
#[derive(Debug, Clone)]
pub enum TableCommand {
    /// Search for these words.
    Search(String),
    /// Filter by status.
    Status(StatusFilter),
    /// Filter by verdict, or not.
    Verdict(Option<Verdict>),
    /// Filter by segment, or not.
    Segment(Option<String>),
    /// Filter by tag, or not.
    Tag(Option<String>),
    /// The view one starts with.
    ClearFilters,
    /// Sort by this column; again turns it round.
    Sort(Column),
    /// Choose a row.
    Choose(CustomerId, Reach),
    /// Move the keyboard by so many rows, and choose on the way or not.
    Move(i32, Reach),
    /// Tick or untick the row the keyboard is on.
    ToggleCursor,
    /// Choose all that are shown, or none if all are chosen.
    ChooseAll,
    /// Choose none.
    ChooseNone,
    /// Open the page of the row the keyboard is on.
    Open,
    /// Copy the chosen rows, or all that are shown.
    Copy,
    /// Something is typed for the chosen ones.
    Type(String),
    /// Change the chosen ones.
    Change(BulkEdit),
}

impl TableState {
    /// How many rows are shown.
    pub fn num_shown(&self) -> usize {
        self.shown.len()
    }

    /// How many customers there are.
    pub fn num_all(&self) -> usize {
        self.rows.all.len()
    }

    /// The row at this place among those shown.
    pub fn row(&self, place: usize) -> Option<&Row> {
        self.shown.get(place).and_then(|row| self.rows.all.get(*row as usize))
    }

    /// Whether the scorecard looked at has named bands.
    pub const fn has_bands(&self) -> bool {
        self.rows.has_bands
    }

    /// All segments in use.
    pub fn segments(&self) -> &[String] {
        &self.rows.segments
    }

    /// All tags in use.
    pub fn tags(&self) -> &[String] {
        &self.rows.tags
    }

    /// The place of the keyboard's row among those shown.
    pub fn cursor_place(&self) -> Option<usize> {
        self.place_of(self.cursor?)
    }

    /// The chosen ones; the keyboard's row if none is ticked.
    pub(super) fn meant(&self) -> Vec<CustomerId> {
        if self.chosen.is_empty() { self.cursor.into_iter().collect() } else { self.chosen.iter().copied().collect() }
    }

    fn rows_shown(&self) -> impl Iterator<Item = &Row> {
        self.shown.iter().filter_map(|row| self.rows.all.get(*row as usize))
    }

    fn place_of(&self, id: CustomerId) -> Option<usize> {
        self.rows_shown().position(|row| row.id() == id)
    }

    fn choose(&mut self, id: CustomerId, reach: Reach) {
        let from = self.anchor.or(self.cursor);
        self.cursor = Some(id);
        match reach {
            Reach::Only => {
                self.chosen.clear();
                self.anchor = Some(id);
            }
            Reach::Toggle => {
                if !self.chosen.remove(&id) {
                    self.chosen.insert(id);
                }
                self.anchor = Some(id);
            }
            Reach::Through => {
                let Some((a, b)) = from.and_then(|from| self.place_of(from)).zip(self.place_of(id)) else {
                    self.chosen.insert(id);
                    return;
                };
                self.anchor = from;
                let between: Vec<CustomerId> =
                    self.rows_shown().skip(a.min(b)).take(a.abs_diff(b) + 1).map(Row::id).collect();
                self.chosen = between.into_iter().collect();
            }
        }
    }

    fn step(&mut self, by: i32, reach: Reach) {
        let last = self.shown.len().saturating_sub(1);
        let by = isize::try_from(by).unwrap_or(0);
        let place = match self.cursor_place() {
            Some(place) => place.saturating_add_signed(by).min(last),
            // The first step leads to the first row, a jump to where it leads from there.
            None if by > 1 => by.unsigned_abs().min(last),
            None => 0,
        };
        let Some(id) = self.row(place).map(Row::id) else { return };
        self.moves += 1;
        match reach {
            Reach::Through => self.choose(id, reach),
            Reach::Only | Reach::Toggle => {
                self.cursor = Some(id);
                self.anchor = Some(id);
            }
        }
    }
}

pub(super) fn handle(state: &mut State, command: TableCommand) -> Vec<Effect> {
    let table = &mut state.areas.customers.table;
    let query = &mut table.query;
    match command {
        TableCommand::Search(text) => query.text = text,
        TableCommand::Status(status) => query.status = status,
        TableCommand::Verdict(verdict) => query.verdict = verdict,
        TableCommand::Segment(segment) => query.segment = segment,
        TableCommand::Tag(tag) => query.tag = tag,
        TableCommand::ClearFilters => {
            *query = Query { column: query.column, descending: query.descending, ..Query::default() };
        }
        TableCommand::Sort(column) if query.column == column => query.descending = !query.descending,
        TableCommand::Sort(column) => {
            query.column = column;
            // Numbers and days are looked at from the top, words from the beginning, scores from the worst.
            let from_top = [Column::Coverage, Column::People, Column::Revenue, Column::LastRated];
            query.descending = from_top.contains(&column);
        }
        TableCommand::Choose(id, reach) => table.choose(id, reach),
        TableCommand::Move(by, reach) => table.step(by, reach),
        TableCommand::ToggleCursor => {
            if let Some(id) = table.cursor {
                table.choose(id, Reach::Toggle);
            }
        }
        TableCommand::ChooseAll => {
            let all: BTreeSet<CustomerId> = table.rows_shown().map(Row::id).collect();
            table.chosen = if table.chosen == all { BTreeSet::new() } else { all };
        }
        TableCommand::ChooseNone => table.chosen.clear(),
        TableCommand::Open => {
            if let Some(id) = table.cursor {
                return state.handle(Command::Go(Screen::Customer(id)));
            }
        }
        TableCommand::Copy => return copy(state),
        TableCommand::Type(text) => table.typed = text,
        TableCommand::Change(edit) => return bulk::change(state, &edit),
    }
    Vec::new()
}

fn copy(state: &State) -> Vec<Effect> {
    let table = &state.areas.customers.table;
    let is_meant = |row: &&Row| table.chosen.is_empty() || table.chosen.contains(&row.id());
    let rows: Vec<&Row> = table.rows_shown().filter(is_meant).collect();
    let text = tsv(&rows, table.has_bands());
    vec![super::super::table_copy::of_lines("Customers", &text)]
}

/// The rows as a spreadsheet takes them from the clipboard: columns between tabs, numbers plain, days as 2026-11-21.
fn tsv(rows: &[&Row], has_bands: bool) -> String {
    let columns: Vec<Column> = Column::ALL.into_iter().filter(|column| has_bands || *column != Column::Band).collect();
    let head: Vec<&str> = columns.iter().map(|column| column.words()).collect();
    let mut text = head.join("\t");
    for row in rows {
        let cells: Vec<String> = columns.iter().map(|column| cell(row, *column)).collect();
        text.push('\n');
        text.push_str(&cells.join("\t"));
    }
    text.push('\n');
    text
}

fn cell(row: &Row, column: Column) -> String {
    let profile = &row.customer.profile;
    let number = |value: Option<f64>| value.map(|value| format!("{value:.1}")).unwrap_or_default();
    match column {
        Column::Name => protect_from_formulas(row.customer.name()),
        Column::Verdict => row.verdict.map(Verdict::words).unwrap_or_default().to_owned(),
        Column::Score => number(row.score),
        Column::Band => protect_from_formulas(row.band.as_deref().unwrap_or_default()),
        Column::Coverage => format!("{:.2}", row.coverage),
        Column::People => row.people.to_string(),
        Column::Status => profile.status.words().to_owned(),
        Column::Segment => protect_from_formulas(&profile.segment),
        Column::Revenue => row.revenue.map(|value| format!("{value:.0}")).unwrap_or_default(),
        Column::LastRated => row.last_rated.map(|day| day.to_string()).unwrap_or_default(),
        Column::Tags => protect_from_formulas(&row.tags()),
    }
}

/// Brings rows and what is shown of them up to date.
pub(super) fn refresh(state: &mut State) {
    let today = state.clock.today();
    let super::super::Stage::Open(session) = &state.stage else { return };
    let table = &mut state.areas.customers.table;
    let seen = table.key.as_ref().map(|(revision, _)| *revision);
    if seen != Some(session.revision) {
        table.rows = Rows::gather(session, today);
        // A segment or a tag nobody has any more would hide everybody.
        let gone = |text: &String, all: &[String]| !all.contains(text);
        if table.query.segment.as_ref().is_some_and(|segment| gone(segment, &table.rows.segments)) {
            table.query.segment = None;
        }
        if table.query.tag.as_ref().is_some_and(|tag| gone(tag, &table.rows.tags)) {
            table.query.tag = None;
        }
    }
    let key = (session.revision, table.query.clone());
    if table.key.as_ref() == Some(&key) {
        return;
    }
    table.shown = table.rows.shown(&table.query);
    table.key = Some(key);
    let shown: BTreeSet<CustomerId> = table.rows_shown().map(Row::id).collect();
    table.chosen.retain(|id| shown.contains(id));
    table.cursor = table.cursor.filter(|id| shown.contains(id));
    table.anchor = table.anchor.filter(|id| shown.contains(id));
}

/// How many customers have this name, whatever its case and accents.
pub(super) fn num_named(state: &State, name: &str, except: Option<CustomerId>) -> usize {
    let wanted = folded(name.trim());
    let Some(session) = state.session().filter(|_| !wanted.is_empty()) else { return 0 };
    let others = session.workspace.customers.values().filter(|customer| Some(customer.id) != except);
    others.filter(|customer| folded(customer.name()) == wanted).count()
}
