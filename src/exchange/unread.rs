//! Words in a file that its mapping gives no meaning: a new label, a third value, a new mark for no answer, several
//! answers in one cell. They are asked about once, as the first time, instead of being a problem in every row.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ulid::Ulid;

use super::answered::{answered, answered_once};
use super::facts::Facts;
use super::plan::{Column, Plan};
use super::preview::Fixes;
use super::scales::{on_existing, read_by};
use super::suggest_card::known_on;
use super::{ColumnMapping, ColumnUse, Decimal, Kind, Mapping, Several, Table, cell, dates, labels, parse_number};
use crate::model::{Finite, Scale, Workspace};

/// The longest text that is asked about; a longer one is no label.
const LONGEST: usize = 60;
/// More new criteria are hardly criteria.
const MAX_CRITERIA: usize = 200;
/// More different texts in one column are not asked about: the column is mapped wrongly.
const MAX_TEXTS: usize = 5_000;

/// What a new word probably is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewMeaning {
    /// A label, worth so many points as far as that can be told.
    Points(Option<Finite>),
    /// Neither yes nor no, in a column of those.
    Third,
    /// A mark that stands for no answer.
    Mark,
}

/// A word in a column of answers to which the mapping gives no meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWord {
    /// The column's header; where a row is one answer, the text of the criterion.
    pub header: String,
    /// The word as it stands in the file.
    pub text: String,
    /// In how many cells.
    pub num: usize,
    /// What it probably is.
    pub meaning: NewMeaning,
}

/// A column in which cells hold several answers, though the mapping does not say what counts then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticked {
    /// The column's header; where a row is one answer, the text of the criterion.
    pub header: String,
    /// One of the cells.
    pub example: String,
    /// In how many cells.
    pub num: usize,
}

impl Ticked {
    /// What counts unless somebody chooses otherwise.
    pub const PROPOSED: Several = Several::Average;
}

/// A column of numbers that could be thousands or decimals, and no cell tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenNumber {
    /// The column's header.
    pub header: String,
    /// One of the numbers.
    pub example: String,
}

/// What a mapping does not say about a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unread {
    /// Words without a meaning, by column and word.
    pub words: Vec<NewWord>,
    /// Columns with several answers in a cell.
    pub ticked: Vec<Ticked>,
    /// Columns of numbers that could be two, whatever they are used for.
    pub open_numbers: Vec<OpenNumber>,
    /// Where a row is one answer: texts in the column of criteria that are new, as criteria of the scorecard where it
    /// has such, else left out.
    pub criteria: Vec<ColumnMapping>,
}

impl Unread {
    /// Whether the mapping says everything; numbers that could be two it has read in one way or the other.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty() && self.ticked.is_empty() && self.criteria.is_empty()
    }
}

/// Looks through all answers for what the mapping gives no meaning.
pub fn unread(table: &Table, mapping: &Mapping, workspace: &Workspace) -> Unread {
    let (fixes, mut problems, mut next) = (Fixes::default(), Vec::new(), 0_u128);
    // The plan only reads; what it would make is thrown away.
    let mut ids = || {
        next += 1;
        Ulid(next)
    };
    let plan = Plan::new((table, mapping, &fixes), workspace, Date::constant(2000, 1, 1), &mut ids, &mut problems);
    let mut found = Unread { open_numbers: open_numbers(&plan), ..Unread::default() };
    if mapping.kind == Kind::Answers {
        of_answers(&plan, workspace, &mut found);
    } else {
        for column in plan.columns.iter().filter(|column| column.criterion.is_some()) {
            let cells = table.rows.iter().filter_map(|row| row.get(column.index));
            look(&plan, column, &counted(cells), &mut found);
        }
    }
    found
}

fn open_numbers(plan: &Plan<'_>) -> Vec<OpenNumber> {
    let headers = plan.table.headers.iter().enumerate();
    let open = headers.filter_map(|(index, header)| {
        let example = cell::excerpt(plan.open_number(index)?);
        Some(OpenNumber { header: header.clone(), example })
    });
    open.collect()
}

/// Where a row is one answer: each criterion's answers by themselves.
fn of_answers(plan: &Plan<'_>, workspace: &Workspace, found: &mut Unread) {
    let place = |role: &ColumnUse| plan.columns.iter().find(|column| column.mapping.role == *role);
    let (Some(criterion), Some(value)) = (place(&ColumnUse::CriterionName), place(&ColumnUse::Value)) else { return };
    let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in plan.table.rows.iter().filter(|row| !plan.is_of_other_card(row)) {
        if let (Some(name), Some(value)) = (row.get(criterion.index), row.get(value.index)) {
            by_name.entry(cell::text(name)).or_default().push(value);
        }
    }
    for (name, values) in by_name {
        match plan.answers.get(&labels::plain(name)) {
            Some(Some(column)) => look(plan, column, &counted(values.into_iter()), found),
            None if !plan.lexicon.is_missing(name) && found.criteria.len() < MAX_CRITERIA => {
                let card = plan.card.as_ref().and_then(|card| workspace.scorecards.get(&card.id));
                let known = card.and_then(|card| known_on(card, name));
                let decimal = value.mapping.decimal;
                let facts = Facts::of(values.into_iter(), decimal, &plan.lexicon);
                let role = known.map_or(ColumnUse::Ignore, on_existing);
                let plain = ColumnMapping { decimal, ..ColumnMapping::new(name, role) };
                found.criteria.push(read_by(plain, facts.scale(&plan.lexicon).as_ref(), known, &facts));
            }
            Some(None) | None => {}
        }
    }
}

/// How often each text stands there.
fn counted<'a>(cells: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut texts = BTreeMap::new();
    for text in cells.map(cell::text) {
        if texts.len() < MAX_TEXTS || texts.contains_key(text) {
            *texts.entry(text).or_insert(0) += 1;
        }
    }
    texts
}

fn look(plan: &Plan<'_>, column: &Column<'_>, texts: &BTreeMap<&str, usize>, found: &mut Unread) {
    let Some(criterion) = &column.criterion else { return };
    let is_known = |text: &str| {
        text.is_empty()
            || plan.lexicon.is_missing(text)
            || column.says_nothing(text)
            || answered_once(plan, column, text).is_ok()
    };
    let (mut unknown, mut ticked): (BTreeMap<String, usize>, Option<Ticked>) = (BTreeMap::new(), None);
    for (&text, &times) in texts {
        if is_known(text) || answered(plan, column, text).is_ok() {
            continue;
        }
        let parts = column.parts(text);
        if parts.len() > 1 {
            if !column.is_in_words() {
                continue;
            }
            if column.mapping.several.is_none() {
                let header = column.mapping.header.clone();
                ticked.get_or_insert_with(|| Ticked { header, example: cell::excerpt(text), num: 0 }).num += times;
            }
        }
        for part in parts.into_iter().filter(|part| !is_known(part)) {
            *unknown.entry(labels::key(part)).or_insert(0) += times;
        }
    }
    if unknown.len() > labels::MAX_LABELS {
        return;
    }
    found.ticked.extend(ticked);
    for (text, num) in unknown {
        if let Some(meaning) = meaning(column, &criterion.scale, &text, num) {
            found.words.push(NewWord { header: column.mapping.header.clone(), text, num, meaning });
        }
    }
}

/// What a word that nobody has explained probably is; none if it is rather a slip of one row.
fn meaning(column: &Column<'_>, scale: &Scale, text: &str, num: usize) -> Option<NewMeaning> {
    let is_number = |decimal| parse_number(text, decimal).is_ok();
    if text.chars().count() > LONGEST || is_number(Decimal::Point) || is_number(Decimal::Comma) || dates::is_date(text)
    {
        return None;
    }
    let is_word = text.chars().any(char::is_alphabetic);
    let is_sign = !text.chars().any(char::is_alphanumeric);
    match scale {
        _ if is_sign => Some(NewMeaning::Mark),
        _ if !is_word => None,
        Scale::YesNo => Some(NewMeaning::Third),
        // Among numbers a single word is a slip of its row; one that comes again means something.
        Scale::Points { .. } | Scale::Measure { .. } if column.is_in_words() || num > 1 => {
            Some(NewMeaning::Points(labels::worth_beside(text, &column.mapping.labels, scale)))
        }
        Scale::Points { .. } | Scale::Measure { .. } => None,
    }
}
