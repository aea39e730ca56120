//! A mapping laid over a table: which column is where, on which scorecard, and whether the mapping makes sense.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use ulid::Ulid;

use super::card::{self, Card};
use super::joined::Joined;
use super::preview::{Fixes, Problem};
use super::words::{Lexicon, Words};
use super::{
    CardChoice, Cells, ColumnMapping, ColumnUse, Decimal, Kind, Mapping, Table, Who, cell, facts, header, labels,
    open_number, own, parse_number, several, words,
};
use crate::model::{Criterion, CustomerId, Finite, Name, Workspace};

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

    /// The answers this text holds: several where it has semicolons, or commas between words that have points.
    pub(super) fn parts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let parts = several::split(text);
        let is_ticked = |parts: &[&str]| {
            text.contains(';')
                || self.mapping.several.is_some()
                || parts.iter().all(|part| self.worth(part).is_some() || self.says_nothing(part))
        };
        if parts.len() > 1 && is_ticked(&parts) { parts } else { vec![text] }
    }

    /// Whether this text says that there is no answer: it does not apply, or nobody knows.
    pub(super) fn says_nothing(&self, text: &str) -> bool {
        self.is_not_applicable(text) || words::is_not_applicable(text) || words::is_dont_know(text)
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

/// A column that has not told its decimal sign after so many cells does not tell.
const OPEN_CELLS: usize = 20_000;

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
    /// Which of them are one text together.
    pub(super) joined: Vec<Joined>,
    /// Where a row is one answer: how the answers to each text are read, by that text in small letters; none if it is
    /// left out.
    pub(super) answers: BTreeMap<String, Option<Column<'a>>>,
    pub(super) card: Option<Card>,
    pub(super) today: Date,
    pub(super) lexicon: Lexicon,
    pub(super) fixes: &'a Fixes,
    /// Where a column says which scorecard is answered: the column, and the name of the one that is meant.
    of_card: Option<(usize, String)>,
    decided: OnceCell<Vec<Option<Decimal>>>,
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
        let joined = Joined::of(&columns);
        let plan = Self {
            table,
            mapping,
            columns,
            joined,
            answers,
            card,
            today,
            lexicon,
            fixes,
            of_card,
            decided: OnceCell::new(),
            same,
        };
        plan.check(workspace, problems);
        plan
    }

    fn check(&self, workspace: &Workspace, problems: &mut Vec<Problem>) {
        let row = self.table.header_row;
        let mut refuse = |why: &str| problems.push(Problem::mapping(row, "", why.to_owned()));
        self.check_customer(&mut refuse);
        if !self.names_customers() && self.numbered().is_none() && self.the_customer().is_none() {
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

    /// The one customer of all rows makes sense only where no column says who it is.
    fn check_customer(&self, refuse: &mut dyn FnMut(&str)) {
        let Some(name) = &self.mapping.customer else { return };
        let is_column = self.table.headers.iter().any(|header| header.trim().to_lowercase() == name.to_lowercase());
        let naming = self.columns.iter().find(|column| column.mapping.role.names_customer());
        let why = match naming {
            Some(column) => format!(
                "the column \u{201c}{}\u{201d} says which customer it is, and \u{201c}customer\u{201d} says that all rows \
                 are about \u{201c}{name}\u{201d}; take one of them out of the mapping",
                column.mapping.header
            ),
            None if is_column => format!(
                "\u{201c}customer\u{201d} names the one customer that all rows are about, but \u{201c}{name}\u{201d} is a \
                 column of the file; give that column the use \u{201c}Customer\u{201d} (customer_name) instead"
            ),
            None if self.mapping.kind == Kind::Customers => format!(
                "every row is a customer of its own, so they cannot all be \u{201c}{name}\u{201d}; choose the column with \
                 their names, or say that a row is a rating"
            ),
            None => return,
        };
        refuse(&why);
    }

    /// Whether a column says which customer a row is about.
    pub(super) fn names_customers(&self) -> bool {
        self.columns.iter().any(|column| column.mapping.role.names_customer())
    }

    /// A number in this column that could be thousands or decimals, if no other cell tells. Money that is read by
    /// thousands is not asked about, unless another column has that sign before decimals.
    pub(super) fn open_number(&self, index: usize) -> Option<&'a str> {
        let cells = |index: usize| self.table.rows.iter().filter_map(move |row| row.get(index));
        let said = cells(index).filter(|text| !self.lexicon.is_missing(cell::text(text)));
        let open = open_number(said.take(OPEN_CELLS))?;
        let header = self.table.headers.get(index)?;
        let column = self.mapping.column(header);
        let is_money = open.is_money
            || column.is_some_and(|column| matches!(column.role, ColumnUse::Revenue { .. } | ColumnUse::Cost { .. }));
        let Some(decimal) = open.by_thousands.filter(|_| is_money) else { return Some(open.text) };
        let is_read_so = column.is_none_or(|column| column.decimal == decimal);
        let mut others = self.decided().iter().enumerate().filter(|(other, _)| *other != index);
        let is_sure = is_read_so && others.all(|(_, found)| *found != Some(decimal.other()));
        (!is_sure).then_some(open.text)
    }

    /// The decimal sign that each column tells, found out when it is first asked for.
    fn decided(&self) -> &[Option<Decimal>] {
        self.decided.get_or_init(|| {
            let cells = |column: usize| self.table.rows.iter().filter_map(move |row| row.get(column));
            let of = |column| facts::votes(cells(column), &self.lexicon).decided();
            (0..self.table.headers.len()).map(of).collect()
        })
    }

    /// The ids of customers that stand in the file.
    pub(super) fn ids_in_file(&self) -> impl Iterator<Item = CustomerId> {
        let columns = self.columns.iter().filter(|column| column.mapping.role == ColumnUse::CustomerId);
        columns.flat_map(|column| {
            let rows = self.table.rows.iter().zip(&self.table.row_numbers);
            rows.filter_map(|(cells, &row)| {
                let raw = cells.get(column.index).unwrap_or_default();
                cell::text(self.fixes.cell(row, &column.mapping.header).unwrap_or(raw)).parse().ok()
            })
        })
    }

    /// What should be known about how the columns are read, though nothing is wrong.
    pub(super) fn remarks(&self) -> Vec<Problem> {
        let row = self.table.header_row;
        let mut found = Vec::new();
        for column in &self.columns {
            let header = &column.mapping.header;
            let reads_numbers = column.criterion.is_some() || column.mapping.role.period().is_some();
            if reads_numbers && let Some(example) = self.open_number(column.index) {
                let value = parse_number(example, column.mapping.decimal).map(|value| value.to_string());
                let read = value.unwrap_or_default();
                let why = format!(
                    "\u{201c}{}\u{201d} could be thousands or decimals, and no other cell tells; it is read as {read}",
                    cell::excerpt(example)
                );
                found.push(Problem::mapping(row, header, why));
            }
            if let Some(period) = column.mapping.role.period().filter(|_| column.mapping.period_is_assumed) {
                let why = format!("the header does not say of which year it is; it is read as {period}");
                found.push(Problem::mapping(row, header, why));
            }
        }
        let answered = self.columns.iter().chain(self.answers.values().flatten());
        let retired = answered.filter_map(|column| column.criterion.as_ref()).filter(|criterion| criterion.retired);
        let names: BTreeSet<&str> = retired.map(|criterion| criterion.name.as_str()).collect();
        for name in names {
            let why = format!(
                "\u{201c}{name}\u{201d} is no longer asked; its answers are kept in the history and do not count"
            );
            found.push(Problem::mapping(row, "", why));
        }
        found
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

    /// The header of the column with the first of these uses that there is, for messages.
    pub(super) fn header(&self, roles: &[ColumnUse]) -> &'a str {
        let of = |role: &ColumnUse| self.columns.iter().find(|column| column.mapping.role == *role);
        roles.iter().find_map(of).map_or("", |column| &column.mapping.header)
    }
}
