//! A mapping laid over a table: which column is where, on which scorecard, and whether the mapping makes sense.

use jiff::civil::Date;
use ulid::Ulid;

use super::card::{self, Card};
use super::preview::Problem;
use super::{ColumnMapping, ColumnUse, Kind, Mapping, Table};
use crate::model::{Criterion, Workspace};

/// A column that is used.
pub(super) struct Column<'a> {
    /// Its position in the table.
    pub(super) index: usize,
    pub(super) mapping: &'a ColumnMapping,
    /// Its criterion, if it is one.
    pub(super) criterion: Option<Criterion>,
}

/// Everything needed to read rows.
pub(super) struct Plan<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) card: Option<Card>,
    pub(super) today: Date,
}

impl<'a> Plan<'a> {
    /// Lays the mapping over the table; what does not fit becomes a problem of the mapping.
    pub(super) fn new(
        (table, mapping): (&'a Table, &'a Mapping),
        workspace: &Workspace,
        today: Date,
        ids: &mut dyn FnMut() -> Ulid,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let row = table.header_row;
        let card = card::resolve(mapping, workspace, today, ids).unwrap_or_else(|why| {
            problems.push(Problem::mapping(row, "", why));
            None
        });
        let mut criteria = card.iter().flat_map(|card| card.criteria.iter().cloned());
        let mut columns: Vec<Column<'a>> = Vec::new();
        for column in &mapping.columns {
            let is_criterion = matches!(column.role, ColumnUse::Criterion { .. });
            let criterion = if is_criterion { criteria.next() } else { None };
            if column.role == ColumnUse::Ignore {
                continue;
            }
            let Some(index) = table.column(&column.header) else {
                problems.push(Problem::mapping(row, &column.header, "this column is not in the file".to_owned()));
                continue;
            };
            if !column.role.may_repeat() && columns.iter().any(|other| other.mapping.role == column.role) {
                let why = format!("another column is \u{201c}{}\u{201d} already", column.role.words());
                problems.push(Problem::mapping(row, &column.header, why));
                continue;
            }
            columns.push(Column { index, mapping: column, criterion });
        }
        let plan = Self { table, mapping, columns, card, today };
        plan.check(workspace, problems);
        plan
    }

    fn check(&self, workspace: &Workspace, problems: &mut Vec<Problem>) {
        let row = self.table.header_row;
        let mut refuse = |why: &str| problems.push(Problem::mapping(row, "", why.to_owned()));
        if !self.has(&ColumnUse::CustomerName) && !self.has(&ColumnUse::CustomerReference) {
            refuse("no column says which customer it is; choose the one with the names or references");
        }
        let has_criteria = self.columns.iter().any(|column| matches!(column.mapping.role, ColumnUse::Criterion { .. }));
        if self.mapping.kind == Kind::Ratings && !has_criteria {
            refuse("no column is a criterion; choose at least one with answers");
        }
        if !workspace.business.groups.contains_key(&self.mapping.default_group) {
            refuse(&format!("there is no group \u{201c}{}\u{201d} in this workspace", self.mapping.default_group));
        }
    }

    /// Whether a column has this use.
    pub(super) fn has(&self, role: &ColumnUse) -> bool {
        self.columns.iter().any(|column| column.mapping.role == *role)
    }

    /// The header of the column with this use, for messages.
    pub(super) fn header(&self, roles: &[ColumnUse]) -> &'a str {
        let found = self.columns.iter().find(|column| roles.contains(&column.mapping.role));
        found.map_or("", |column| &column.mapping.header)
    }
}
