//! A mapping laid over a table: which column is where, on which scorecard, and whether the mapping makes sense.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ulid::Ulid;

use super::card::{self, Card};
use super::preview::{Fixes, Problem};
use super::words::{Lexicon, Words};
use super::{CardChoice, Cells, ColumnMapping, ColumnUse, Kind, Mapping, Table, Who, cell, header, labels, own};
use crate::model::{Criterion, Finite, Name, Workspace};

/// A column that is used.
pub(super) struct Column<'a> {
    /// Its position in the table.
    pub(super) index: usize,
    pub(super) mapping: &'a ColumnMapping,
    /// Its criterion, if it is one.
    pub(super) criterion: Option<Criterion>,
    not_applicable: Words,
    labels: BTreeMap<String, Finite>,
}

impl<'a> Column<'a> {
    fn new(index: usize, mapping: &'a ColumnMapping, criterion: Option<Criterion>) -> Self {
        let labels = mapping.labels.iter().map(|(text, point)| (labels::plain(text), *point)).collect();
        Self { index, mapping, criterion, not_applicable: Words::new(&mapping.not_applicable), labels }
    }

    /// Whether this text means "not applicable" here.
    pub(super) fn is_not_applicable(&self, text: &str) -> bool {
        self.not_applicable.contains(text)
    }

    /// What this word is worth, if the mapping says so.
    pub(super) fn worth(&self, text: &str) -> Option<Finite> {
        if self.labels.is_empty() { None } else { self.labels.get(&labels::plain(text)).copied() }
    }

    /// Whether answers in this column are words.
    pub(super) fn is_in_words(&self) -> bool {
        !self.labels.is_empty()
    }
}

/// The name of the scorecard the answers belong to.
fn card_name(mapping: &Mapping, workspace: &Workspace) -> Option<String> {
    match mapping.scorecard.as_ref()? {
        CardChoice::New(name) => Some(name.to_string()),
        CardChoice::Existing(text) => {
            let known = text.parse().ok().and_then(|id| workspace.scorecards.get(&id));
            Some(known.map_or_else(|| text.clone(), |card| card.name.to_string()))
        }
    }
}

/// Everything needed to read rows.
pub(super) struct Plan<'a> {
    pub(super) table: &'a Table,
    pub(super) mapping: &'a Mapping,
    pub(super) columns: Vec<Column<'a>>,
    /// Where a row is one answer: how the answers to each text are read, by that text in small letters; none if it is
    /// left out.
    pub(super) answers: BTreeMap<String, Option<Column<'a>>>,
    pub(super) card: Option<Card>,
    pub(super) today: Date,
    pub(super) lexicon: Lexicon,
    pub(super) fixes: &'a Fixes,
    /// Where a column says which scorecard is answered: the column, and the name of the one that is meant.
    of_card: Option<(usize, String)>,
    /// Names that somebody said are others.
    same: BTreeMap<(Who, &'a str), &'a Name>,
}

impl<'a> Plan<'a> {
    /// Lays the mapping over the table; what does not fit becomes a problem of the mapping.
    pub(super) fn new(
        (table, mapping, fixes): (&'a Table, &'a Mapping, &'a Fixes),
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
            let is_criterion = mapping.kind != Kind::Answers && matches!(column.role, ColumnUse::Criterion { .. });
            let criterion = if is_criterion { criteria.next() } else { None };
            let is_of_answers = matches!(column.role, ColumnUse::CriterionName | ColumnUse::Value);
            if column.role == ColumnUse::Ignore || (is_of_answers && mapping.kind != Kind::Answers) {
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
            columns.push(Column::new(index, column, criterion));
        }
        let mut answers = BTreeMap::new();
        if mapping.kind == Kind::Answers {
            for column in &mapping.criteria {
                let is_criterion = matches!(column.role, ColumnUse::Criterion { .. });
                let criterion = if is_criterion { criteria.next() } else { None };
                let reader = is_criterion.then(|| Column::new(0, column, criterion));
                answers.insert(labels::plain(&column.header), reader);
            }
        }
        let same = mapping.same.iter().filter(|pair| pair.same);
        let same = same.map(|pair| ((pair.who, pair.text.as_str()), &pair.other)).collect();
        let lexicon = Lexicon::of(mapping);
        let of_card = columns.iter().find(|column| column.mapping.role == ColumnUse::ScorecardName);
        let of_card = of_card.filter(|_| mapping.kind == Kind::Answers);
        let of_card = of_card.and_then(|column| Some((column.index, card_name(mapping, workspace)?)));
        let plan = Self { table, mapping, columns, answers, card, today, lexicon, fixes, of_card, same };
        plan.check(workspace, problems);
        plan
    }

    fn check(&self, workspace: &Workspace, problems: &mut Vec<Problem>) {
        let row = self.table.header_row;
        let mut refuse = |why: &str| problems.push(Problem::mapping(row, "", why.to_owned()));
        if !self.has(&ColumnUse::CustomerName)
            && !self.has(&ColumnUse::CustomerReference)
            && self.numbered().is_none()
            && self.the_customer().is_none()
        {
            let is_one = self.mapping.kind != Kind::Customers;
            let or_name = if is_one { ", or name the one customer that all rows are about" } else { "" };
            refuse(&format!(
                "no column says which customer it is; choose the one with the names or references{or_name}"
            ));
        }
        let has_criteria = self.mapping.criteria().next().is_some();
        if self.mapping.kind == Kind::Ratings && !has_criteria {
            let is_counts = own::Own::of(&self.table.headers) == Some(own::Own::Ratings);
            refuse(if is_counts {
                own::ONLY_COUNTS
            } else {
                "no column is a criterion; choose at least one with answers"
            });
        }
        if self.mapping.kind == Kind::Answers {
            if !self.has(&ColumnUse::CriterionName) {
                refuse("no column says which criterion is answered; choose the one with their names");
            } else if !self.has(&ColumnUse::Value) {
                refuse("no column holds the answers; choose the one with the values");
            } else if !has_criteria {
                refuse("none of the texts in the column of criteria is used; choose at least one");
            }
        }
        if !workspace.business.groups.contains_key(&self.mapping.default_group) {
            refuse(&format!("there is no group \u{201c}{}\u{201d} in this workspace", self.mapping.default_group));
        }
    }

    /// What customers are called who have no name in the file, before the row's number.
    pub(super) fn numbered(&self) -> Option<&Name> {
        self.mapping.numbered.as_ref().filter(|_| self.mapping.kind == Kind::Customers)
    }

    /// Whether this row answers another scorecard than the one that is meant.
    pub(super) fn is_of_other_card(&self, cells: &Cells) -> bool {
        self.of_card.as_ref().is_some_and(|(column, name)| {
            let text = cells.get(*column).map_or("", cell::text);
            !text.is_empty() && header::key(text) != header::key(name)
        })
    }

    /// The one customer that all rows are about.
    pub(super) fn the_customer(&self) -> Option<&Name> {
        self.mapping.customer.as_ref().filter(|_| self.mapping.kind != Kind::Customers)
    }

    /// Whether a column has this use.
    pub(super) fn has(&self, role: &ColumnUse) -> bool {
        self.columns.iter().any(|column| column.mapping.role == *role)
    }

    /// The name as it is known, if somebody said that this one is the same.
    pub(super) fn known_as(&self, who: Who, name: Name) -> Name {
        if self.same.is_empty() {
            return name;
        }
        let known = self.same.get(&(who, name.as_str())).map(|&other| other.clone());
        known.unwrap_or(name)
    }

    /// The header of the column with this use, for messages.
    pub(super) fn header(&self, roles: &[ColumnUse]) -> &'a str {
        let found = self.columns.iter().find(|column| roles.contains(&column.mapping.role));
        found.map_or("", |column| &column.mapping.header)
    }
}
