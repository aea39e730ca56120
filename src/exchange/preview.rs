//! What would become of a spreadsheet: counts, problems, the first rows, and one edit that does it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

use jiff::civil::Date;
use ulid::Ulid;

use super::assemble::Assembly;
use super::card::Card;
use super::plan::Plan;
use super::row::{RowRead, read_row};
use super::similar::{self, Likeness};
use super::{Kind, Mapping, Oddity, OnProblem, Table, cell, order_lines, own};
use crate::model::{Edit, Locale, Workspace};

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
            // What a file is called or holds may be anything; in a message it must not steer the terminal.
            write!(f, ", column \u{201c}{}\u{201d}", self.column.replace(char::is_control, " "))?;
        }
        f.write_str(": ")?;
        if !self.value.is_empty() {
            write!(f, "\u{201c}{}\u{201d} ", self.value)?;
        }
        f.write_str(&self.why)
    }
}

/// What somebody mended in this file: it is kept with the import, the file stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fixes {
    /// Cells that are read as another text, by the line in the file and the column's header.
    pub cells: BTreeMap<(usize, String), String>,
    /// Rows that are left out, by the line in the file.
    pub skipped: BTreeSet<usize>,
}

impl Fixes {
    /// The text that stands in for this cell.
    pub(super) fn cell(&self, row: usize, header: &str) -> Option<&str> {
        if self.cells.is_empty() {
            return None;
        }
        self.cells.get(&(row, header.to_owned())).map(String::as_str)
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
    /// Cells in columns that are used which say nothing.
    pub missing_cells: usize,
}

/// What would become of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// How many of each.
    pub counts: Counts,
    /// What stands in the way, by row; the first [`Self::MAX_LISTED`].
    pub problems: Vec<Problem>,
    /// What one should know, but does not stand in the way; the first [`Self::MAX_LISTED`].
    pub warnings: Vec<Problem>,
    /// Names that look like others and about which nobody has said anything yet; they stay apart.
    pub alike: Vec<Likeness>,
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
    preview_mended((table, &Fixes::default()), mapping, workspace, today, ids)
}

/// The same with what somebody mended in this file.
pub fn preview_mended(
    what: (&Table, &Fixes),
    mapping: &Mapping,
    workspace: &Workspace,
    today: Date,
    ids: &mut dyn FnMut() -> Ulid,
) -> Preview {
    // Nobody stops it, so it is there.
    preview_watched(what, mapping, workspace, (today, ids), &mut |_| ControlFlow::Continue(())).unwrap_or_default()
}

/// Told how many rows are read, it says whether to go on.
pub type PreviewWatch<'a> = dyn FnMut(usize) -> ControlFlow<()> + 'a;

/// The same while somebody watches; none if the watch stopped it.
pub fn preview_watched(
    (table, fixes): (&Table, &Fixes),
    mapping: &Mapping,
    workspace: &Workspace,
    (today, ids): (Date, &mut dyn FnMut() -> Ulid),
    watch: &mut PreviewWatch<'_>,
) -> Option<Preview> {
    let mut problems = Vec::new();
    let plan = Plan::new((table, mapping, fixes), workspace, today, ids, &mut problems);
    let is_sound = problems.is_empty();
    let mut assembly = Assembly::new(&plan, workspace);
    assembly.counts.rows = table.rows.len();
    if let Some(words) = own::left_out(table) {
        assembly.warnings.push(Problem::mapping(table.header_row, "", words));
    }
    if is_sound {
        assembly.warnings.extend(plan.remarks());
    }
    let sample = if is_sound { read_all(&plan, &mut assembly, &mut problems, ids, watch)? } else { Vec::new() };
    if let Some(told) = order_lines::several_rows_each(&assembly) {
        // It is no further fault where the rows are left out anyway.
        if mapping.on_problem == OnProblem::Stop { problems.insert(0, told) } else { assembly.warnings.push(told) }
    }
    let orders = order_lines::are_orders(&assembly);
    assembly.warnings.extend(orders);
    assembly.close();
    let new_names = std::mem::take(&mut assembly.new_names);
    if watch(table.rows.len()).is_break() {
        return None;
    }
    let alike = similar::alike(&new_names, workspace, &mapping.same);
    drop(new_names);
    let (edits, mut counts, mut warnings) = assembly.into_edits();
    counts.problems += problems.len();
    counts.warnings += warnings.len();
    let may_go_on = is_sound && (problems.is_empty() || mapping.on_problem == OnProblem::SkipRows);
    let edit =
        (may_go_on && !edits.is_empty()).then(|| Edit::Batch { label: label(table, mapping.kind, &counts), edits });
    problems.truncate(Preview::MAX_LISTED);
    warnings.sort_by_key(|warning| warning.row);
    warnings.truncate(Preview::MAX_LISTED);
    Some(Preview { counts, problems, warnings, alike, sample, edit })
}

/// After so many rows somebody may stop it.
const WATCHED: usize = 500;

/// Takes all rows in; gives the first ones as they will become.
fn read_all(
    plan: &Plan<'_>,
    assembly: &mut Assembly<'_>,
    problems: &mut Vec<Problem>,
    ids: &mut dyn FnMut() -> Ulid,
    watch: &mut PreviewWatch<'_>,
) -> Option<Vec<Vec<(String, String)>>> {
    let table = plan.table;
    let mut ragged = table.ragged.iter().peekable();
    let mut sample = Vec::new();
    let mut oddities = table.oddities.iter().peekable();
    let mut singles = Singles::default();
    let mut num_other_card = 0_usize;
    for (index, &number) in table.row_numbers.iter().enumerate() {
        if index.is_multiple_of(WATCHED) && watch(index).is_break() {
            return None;
        }
        let is_skipped = plan.fixes.skipped.contains(&number);
        let before = problems.len();
        if let Some(found) = ragged.next_if(|ragged| ragged.row == number)
            && !is_skipped
        {
            let cells =
                if found.found == 1 { "1 cell".to_owned() } else { format!("{} cells", Locale::count(found.found)) };
            let why = format!("has {cells} where the header row has {}", found.expected);
            let problem = Problem::cell(found.row, "", "", why);
            // Too many means that something moved to the right; too few is often only empty cells at the end.
            if found.found > found.expected { problems.push(problem) } else { assembly.warnings.push(problem) }
        }
        let is_shown = sample.len() < Preview::NUM_SAMPLE_ROWS;
        if is_skipped {
            assembly.counts.skipped_rows += 1;
            if is_shown {
                sample
                    .push(vec![("Row".to_owned(), number.to_string()), ("Becomes".to_owned(), "Left out".to_owned())]);
            }
            continue;
        }
        if let Some(aside) = aside(plan, index, number) {
            let what = plan.table.rows[index].iter().find(|cell| !cell.trim().is_empty()).unwrap_or_default();
            assembly.counts.skipped_rows += 1;
            assembly.warnings.push(Problem::cell(number, "", what, aside.to_string()));
            if is_shown {
                let head = [("Row", number.to_string()), ("Becomes", "Left out".to_owned())];
                sample.push(head.map(|(label, text)| (label.to_owned(), text)).to_vec());
            }
            continue;
        }
        while let Some(oddity) = oddities.next_if(|oddity| oddity.row <= number) {
            if let Some(problem) = odd(plan, oddity) {
                if oddity.what.is_problem() { problems.push(problem) } else { assembly.warnings.push(problem) }
            }
        }
        assembly.counts.missing_cells += missing_cells(plan, index);
        let mut read = read_row(plan, index, is_shown, problems);
        num_other_card += usize::from(read.is_of_other_card);
        keep_first_per_cell(problems, before);
        let shown = std::mem::take(&mut read.shown);
        let outcome = if problems.len() > before {
            None
        } else if plan.mapping.kind == Kind::Answers && !read.answers.is_empty() {
            singles.join(read, plan.card.as_ref()).map_err(|problem| problems.push(problem)).ok()
        } else {
            assembly.take(read, ids).map_err(|problem| problems.push(problem)).ok()
        };
        assembly.counts.skipped_rows += usize::from(outcome.is_none());
        assembly.counts.problems += shed(problems);
        assembly.counts.warnings += shed(&mut assembly.warnings);
        if is_shown {
            let head = [
                ("Row".to_owned(), number.to_string()),
                ("Becomes".to_owned(), outcome.unwrap_or("Problem").to_owned()),
            ];
            sample.push(head.into_iter().chain(shown).collect());
        }
    }
    if num_other_card > 0 {
        let rows = match num_other_card {
            1 => "1 row answers another scorecard and is left out; import the file again for that".to_owned(),
            num => format!(
                "{} rows answer other scorecards and are left out; import the file again for each of those",
                Locale::count(num)
            ),
        };
        assembly.warnings.push(Problem::mapping(table.header_row, "", rows));
    }
    for read in singles.ratings {
        let joined = read.joined;
        if let Err(problem) = assembly.take(read, ids) {
            assembly.counts.skipped_rows += 1 + joined;
            problems.push(problem);
        }
    }
    problems.sort_by_key(|problem| problem.row);
    Some(sample)
}

/// Keeps the first by row of what has piled up, so that a wrong mapping of 100,000 rows does not fill the memory with
/// what nobody is shown. Returns how many were dropped.
fn shed(problems: &mut Vec<Problem>) -> usize {
    if problems.len() < 4 * Preview::MAX_LISTED {
        return 0;
    }
    problems.sort_by_key(|problem| problem.row);
    problems.drain(Preview::MAX_LISTED..).count()
}

/// A cell that was odd already when the file was read is not reported a second time for what is in it.
fn keep_first_per_cell(problems: &mut Vec<Problem>, from: usize) {
    if problems.len() > from + 1 {
        let mut seen = BTreeSet::new();
        let new = problems.split_off(from);
        problems
            .extend(new.into_iter().filter(|problem| problem.column.is_empty() || seen.insert(problem.column.clone())));
    }
}

/// Whether this row is no record, unless somebody mended a cell of it.
fn aside(plan: &Plan<'_>, index: usize, number: usize) -> Option<super::Aside> {
    let found = *plan.table.asides.get(&number)?;
    let is_mended = plan.table.headers.iter().any(|header| plan.fixes.cell(number, header).is_some());
    (!is_mended && index < plan.table.rows.len()).then_some(found)
}

/// What was odd when the cell was read, if the cell is used and was not mended.
fn odd(plan: &Plan<'_>, oddity: &Oddity) -> Option<Problem> {
    let header = oddity.column.and_then(|column| plan.table.headers.get(column)).map_or("", String::as_str);
    let is_used = oddity.column.is_none_or(|column| plan.columns.iter().any(|used| used.index == column));
    let is_mended = plan.fixes.cell(oddity.row, header).is_some() || plan.fixes.skipped.contains(&oddity.row);
    (is_used && !is_mended).then(|| Problem::cell(oddity.row, header, "", oddity.what.to_string()))
}

/// How many cells of this row say nothing, in columns that are used.
fn missing_cells(plan: &Plan<'_>, index: usize) -> usize {
    let Some(cells) = plan.table.rows.get(index) else { return 0 };
    // Where only an x marks the yes, a blank cell says no.
    let says_nothing = |text: &str, is_no: bool| plan.lexicon.is_missing(text) && !(is_no && text.is_empty());
    let used = plan.columns.iter().filter_map(|column| Some((cells.get(column.index)?, column.mapping.blank_is_no)));
    used.filter(|(raw, is_no)| says_nothing(cell::text(raw), *is_no)).count()
}

/// Rows with one answer each, put together: what one person says about one customer on one day and occasion is one
/// rating.
#[derive(Default)]
struct Singles {
    ratings: Vec<RowRead>,
    places: BTreeMap<String, usize>,
}

impl Singles {
    fn join(&mut self, mut read: RowRead, card: Option<&Card>) -> Result<&'static str, Problem> {
        let of = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let key = [
            of(read.reference.as_ref().map(|line| line.as_str())),
            of(read.name.as_ref().map(|name| name.as_str()).filter(|_| read.reference.is_none())),
            of(read.person.as_ref().map(|name| name.as_str())),
            read.on.map(|on| on.to_string()).unwrap_or_default(),
            read.occasion.to_string(),
            read.occasion_kind.map(|kind| kind.words().to_owned()).unwrap_or_default(),
            read.id.map(|id| id.to_string()).unwrap_or_default(),
        ]
        .join("\u{1f}");
        let Some(&place) = self.places.get(&key) else {
            self.places.insert(key, self.ratings.len());
            self.ratings.push(read);
            return Ok("One answer");
        };
        let known = &mut self.ratings[place];
        for (criterion, answer) in std::mem::take(&mut read.answers) {
            let earlier = known.answers.get_or_insert_with(criterion, || answer.clone());
            if *earlier != answer {
                let known = card.and_then(|card| card.criteria.iter().find(|known| known.id == criterion));
                let name = known.map_or_else(|| criterion.to_string(), |known| known.name.to_string());
                let why = format!("answers \u{201c}{name}\u{201d} otherwise than an earlier row of the same rating");
                return Err(Problem::cell(read.row, "", "", why));
            }
        }
        known.joined += 1;
        if !read.remark.is_empty() && !known.remark.contains(read.remark.as_str()) {
            let both = format!("{}\n{}", known.remark.as_str(), read.remark.as_str());
            known.remark = crate::model::Note::new(both.trim_start()).unwrap_or_else(|_too_long| known.remark.clone());
        }
        known.take_tags(&mut read);
        known.group = known.group.take().or(read.group);
        known.referred_by = known.referred_by.take().or(read.referred_by);
        Ok("One answer")
    }
}

/// The name in the undo menu: "import 130 customers from file.csv".
fn label(table: &Table, kind: Kind, counts: &Counts) -> String {
    let (num, one) = match kind {
        Kind::Customers => (counts.new_customers + counts.changed_customers, "customer"),
        Kind::Ratings | Kind::Answers => (counts.new_ratings + counts.changed_ratings, "rating"),
    };
    let plural = if num == 1 { "" } else { "s" };
    let from = if table.file_name.is_empty() { String::new() } else { format!(" from {}", table.file_name) };
    format!("import {} {one}{plural}{from}", Locale::count(num))
}
