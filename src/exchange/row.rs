//! One row of a spreadsheet, read by its mapping: typed values, or what is wrong with which cell.

use jiff::civil::Date;

use super::answered::{answered, number};
use super::cell;
use super::dates::parse_date;
use super::plan::{Column, Plan};
use super::preview::Problem;
use super::{ColumnUse, Kind, Who, card, labels, words};
use crate::model::{
    Answer, CriterionId, CustomerId, Finite, Line, ListMap, MoneyPeriod, Name, Note, OccasionKind, Profile, Response,
    Status, TextError,
};

/// What a money column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    Revenue,
    Cost,
    Hours,
    Transactions,
}

/// Something a row says about its customer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    Status(Status),
    Since(Date),
    Segment(Line),
    Source(Line),
    Contact(Line),
    Notes(Note),
    NoteLine { header: String, value: String },
    Tag(Name),
    Renewal(Date),
    Money(MoneyPeriod, Money, Finite),
}

/// A row in typed values.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RowRead {
    /// The line in the file.
    pub(super) row: usize,
    pub(super) name: Option<Name>,
    pub(super) reference: Option<Line>,
    pub(super) id: Option<CustomerId>,
    pub(super) facts: Vec<Fact>,
    pub(super) referred_by: Option<String>,
    pub(super) person: Option<Name>,
    pub(super) group: Option<Name>,
    pub(super) on: Option<Date>,
    pub(super) occasion: Line,
    pub(super) occasion_kind: Option<OccasionKind>,
    pub(super) remark: Note,
    pub(super) answers: ListMap<CriterionId, Answer>,
    /// The rows of single answers that were put together with this one.
    pub(super) joined: usize,
    /// Whether the row is about something that is left out on purpose.
    pub(super) is_left_out: bool,
    /// Whether it is about another scorecard.
    pub(super) is_of_other_card: bool,
    /// The note on a single answer.
    note: Note,
    /// The cells as they will become, for the preview: label and text.
    pub(super) shown: Vec<(String, String)>,
    is_shown: bool,
}

/// Reads one row. Cells that can't be read are problems; the rest of the row is read all the same.
pub(super) fn read_row(plan: &Plan<'_>, index: usize, is_shown: bool, problems: &mut Vec<Problem>) -> RowRead {
    let row = plan.table.row_numbers.get(index).copied().unwrap_or_default();
    let mut read = RowRead { row, is_shown, ..RowRead::default() };
    let Some(cells) = plan.table.rows.get(index) else { return read };
    if plan.is_of_other_card(cells) {
        read.is_left_out = true;
        read.is_of_other_card = true;
        return read;
    }
    let (mut criterion, mut value) = (None, None);
    for (place, column) in plan.columns.iter().enumerate() {
        let header = &column.mapping.header;
        let raw = cells.get(column.index).unwrap_or_default();
        let mended = plan.fixes.cell(row, header);
        if let Some(joined) = plan.joined.iter().find(|joined| joined.has(place)) {
            if joined.is_first(place) {
                let text = joined.text(&plan.columns, cells, mended, &|text| plan.lexicon.is_missing(text));
                let taken = if text.trim().is_empty() { Ok(()) } else { read.take(plan, column, cell::text(&text)) };
                problems.extend(taken.err().map(|why| Problem::cell(row, header, &text, why)));
            }
            continue;
        }
        let raw = mended.unwrap_or(raw);
        let text = cell::text(raw);
        match column.mapping.role {
            ColumnUse::CriterionName => criterion = Some((text, header)),
            ColumnUse::Value => value = Some((text, raw, header)),
            ColumnUse::AnswerNote => match Note::new(text) {
                Ok(note) => read.note = note,
                Err(why) => problems.push(Problem::cell(row, header, raw, too_long(why))),
            },
            _ => {}
        }
        let is_no = column.mapping.blank_is_no && column.criterion.is_some();
        if (text.is_empty() && !is_no) || (may_be_missing(&column.mapping.role) && plan.lexicon.is_missing(text)) {
            continue;
        }
        if let Err(why) = read.take(plan, column, text) {
            problems.push(Problem::cell(row, header, raw, why));
        }
    }
    if let Some(name) = plan.the_customer()
        && !plan.names_customers()
    {
        read.show(ColumnUse::CustomerName.words(), name.as_str());
        read.name = Some(plan.known_as(Who::Customer, name.clone()));
    }
    if let Some(called) = plan.numbered()
        && !plan.names_customers()
    {
        // The number is the reference too: the same row is the same customer the next time.
        let text = format!("{called} {row}");
        read.show(ColumnUse::CustomerName.words(), text.as_str());
        read.reference = Line::new(&text).ok();
    }
    if plan.mapping.kind == Kind::Answers
        && let (Some((text, header)), Some(value)) = (criterion, value)
        && let (value, raw, value_header) = value
        && let Err(problem) = read.take_single(plan, (text, header), (value, raw, value_header))
    {
        problems.push(problem);
    }
    read
}

/// Where a mark such as "?" says nothing; in names and notes it is kept as it is. Numbers, days and answers look
/// themselves.
const fn may_be_missing(role: &ColumnUse) -> bool {
    matches!(
        role,
        ColumnUse::CustomerReference
            | ColumnUse::Status
            | ColumnUse::Segment
            | ColumnUse::Source
            | ColumnUse::ReferredBy
            | ColumnUse::Contact
            | ColumnUse::Tag
            | ColumnUse::Group
            | ColumnUse::OccasionName
            | ColumnUse::OccasionKind
            | ColumnUse::CustomerId
    )
}

fn too_long(error: TextError) -> String {
    error.to_string()
}

fn day(plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<Option<Date>, String> {
    if plan.lexicon.is_missing(text) {
        return Ok(None);
    }
    parse_date(text, column.mapping.date_order).map(Some).map_err(|why| why.to_string())
}

/// The kind of occasion a text names, as it is written on screen, in exports or in the files.
pub(super) fn occasion_kind(text: &str) -> Option<OccasionKind> {
    let key = super::header::key(text);
    let all = OccasionKind::ALL.into_iter().chain([OccasionKind::ProspectCheck]);
    all.into_iter().find(|kind| super::header::key(kind.words()) == key)
}

impl RowRead {
    fn show(&mut self, label: &str, text: impl Into<String>) {
        if self.is_shown {
            self.shown.push((label.to_owned(), text.into()));
        }
    }

    fn show_excerpt(&mut self, label: &str, text: &str) {
        if self.is_shown {
            self.show(label, cell::excerpt(text));
        }
    }

    fn fact(&mut self, label: &str, text: &str, fact: Fact) {
        self.show_excerpt(label, text);
        self.facts.push(fact);
    }

    /// Takes one filled cell in.
    fn take(&mut self, plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<(), String> {
        let role = &column.mapping.role;
        let label = role.words();
        let line = || Line::new(text).map_err(too_long);
        match role {
            // A single answer is put together when the whole row is read.
            ColumnUse::Ignore
            | ColumnUse::CriterionName
            | ColumnUse::Value
            | ColumnUse::AnswerNote
            | ColumnUse::ScorecardName => {}
            ColumnUse::CustomerName => {
                let name = plan.known_as(Who::Customer, Name::new(text).map_err(too_long)?);
                self.show(label, name.as_str());
                self.name = Some(name);
            }
            ColumnUse::CustomerReference => {
                let reference = line()?;
                self.show(label, reference.as_str());
                self.reference = Some(reference).filter(|line| !line.is_empty());
            }
            ColumnUse::CustomerId => {
                let id = text.parse().map_err(|_e| "is not an id as Keepwise gives them to customers")?;
                self.show_excerpt(label, text);
                self.id = Some(id);
            }
            ColumnUse::Status => {
                let known = "is not a status; write active, on notice, let go, left us or prospect";
                let status = cell::status(text).ok_or(known)?;
                self.fact(label, status.words(), Fact::Status(status));
            }
            ColumnUse::Since => self.take_day(label, day(plan, column, text)?, Fact::Since),
            ColumnUse::Renewal => self.take_day(label, day(plan, column, text)?, Fact::Renewal),
            ColumnUse::Segment => self.fact(label, text, Fact::Segment(line()?)),
            ColumnUse::Source => self.fact(label, text, Fact::Source(line()?)),
            ColumnUse::Contact => self.fact(label, text, Fact::Contact(line()?)),
            ColumnUse::ReferredBy => {
                self.show_excerpt(label, text);
                self.referred_by = Some(text.to_owned());
            }
            ColumnUse::Notes => self.fact(label, text, Fact::Notes(Note::new(text).map_err(too_long)?)),
            ColumnUse::Note => {
                let value = Note::new(text).map_err(too_long)?.replace('\n', " ");
                let header = Line::new(&column.mapping.header).map_err(too_long)?.to_string();
                if !value.is_empty() {
                    self.show_excerpt(&header, &value);
                    self.facts.push(Fact::NoteLine { header, value });
                }
            }
            ColumnUse::Tag => {
                for tag in text.split([',', ';', '|']).map(str::trim).filter(|tag| !tag.is_empty()) {
                    self.fact(label, tag, Fact::Tag(Name::new(tag).map_err(too_long)?));
                }
            }
            ColumnUse::Revenue { period } => self.take_money(plan, (*period, Money::Revenue), column, text)?,
            ColumnUse::Cost { period } => self.take_money(plan, (*period, Money::Cost), column, text)?,
            ColumnUse::Hours { period } => self.take_money(plan, (*period, Money::Hours), column, text)?,
            ColumnUse::Transactions { period } => {
                self.take_money(plan, (*period, Money::Transactions), column, text)?;
            }
            ColumnUse::Criterion { .. } => self.take_answer(plan, column, text)?,
            ColumnUse::Person => {
                let name = plan.known_as(Who::Person, Name::new(text).map_err(too_long)?);
                self.show(label, name.as_str());
                self.person = Some(name);
            }
            ColumnUse::Group => {
                self.group = Some(Name::new(text).map_err(too_long)?);
                self.show_excerpt(label, text);
            }
            ColumnUse::Date => {
                self.on = day(plan, column, text)?;
                self.show(label, self.on.map(|on| on.to_string()).unwrap_or_default());
            }
            ColumnUse::OccasionName => {
                self.occasion = line()?;
                self.show_excerpt(label, text);
            }
            ColumnUse::OccasionKind => {
                let known = "is no kind of occasion; write project finished, quarterly review, workshop round or \
                             checkpoint, or leave the cell blank";
                let kind = occasion_kind(text).ok_or(known)?;
                self.show(label, kind.words());
                self.occasion_kind = Some(kind);
            }
            ColumnUse::Remark => {
                self.remark = Note::new(text).map_err(too_long)?;
                self.show_excerpt(label, text);
            }
        }
        Ok(())
    }

    fn take_day(&mut self, label: &str, day: Option<Date>, fact: fn(Date) -> Fact) {
        if let Some(day) = day {
            self.fact(label, &day.to_string(), fact(day));
        }
    }

    fn take_money(
        &mut self,
        plan: &Plan<'_>,
        (period, what): (MoneyPeriod, Money),
        column: &Column<'_>,
        text: &str,
    ) -> Result<(), String> {
        if let Some(value) = number(plan, column, text)? {
            let label = format!("{} {period}", column.mapping.role.words());
            self.fact(&label, &value.to_string(), Fact::Money(period, what, value));
        }
        Ok(())
    }

    /// Takes the one answer of this row in.
    fn take_single(
        &mut self,
        plan: &Plan<'_>,
        (criterion, criterion_header): (&str, &str),
        (text, raw, header): (&str, &str, &str),
    ) -> Result<(), Problem> {
        if plan.lexicon.is_missing(criterion) {
            let why = "is blank; every row needs a criterion".to_owned();
            return Err(Problem::cell(self.row, criterion_header, criterion, why));
        }
        match plan.answers.get(&labels::plain(criterion)) {
            None => {
                let why = "is no criterion of this import; choose what it is, or leave the row out".to_owned();
                Err(Problem::cell(self.row, criterion_header, criterion, why))
            }
            Some(None) => {
                self.is_left_out = true;
                Ok(())
            }
            Some(Some(column)) if text.is_empty() && !column.mapping.blank_is_no => Ok(()),
            Some(Some(column)) => self
                .take_answer(plan, column, text)
                .map_err(|why| Problem::cell(self.row, header, raw, format!("{why} (\u{201c}{criterion}\u{201d})"))),
        }
    }

    fn take_answer(&mut self, plan: &Plan<'_>, column: &Column<'_>, text: &str) -> Result<(), String> {
        let Some(criterion) = &column.criterion else { return Ok(()) };
        let response = if column.is_not_applicable(text) || words::is_not_applicable(text) {
            Response::NotApplicable
        } else if words::is_dont_know(text) {
            Response::DontKnow
        } else {
            let Some(value) = answered(plan, column, text)? else { return Ok(()) };
            criterion.scale.normalise(value).map_err(|why| match why {
                crate::model::ScaleError::OffScale { scale, .. } => format!("is not on the scale {scale}"),
                other => other.to_string(),
            })?;
            Response::Value(value)
        };
        if self.is_shown {
            let shown = match response {
                Response::NotApplicable => "Not applicable".to_owned(),
                Response::DontKnow => "Don't know".to_owned(),
                Response::Value(value) => card::answer_text(&criterion.scale, value.value()),
            };
            self.show(&criterion.name, shown);
        }
        let note = std::mem::take(&mut self.note);
        self.answers.insert(criterion.id, Answer { note, ..Answer::new(response) });
        Ok(())
    }

    /// The labels the row gives its customer.
    pub(super) fn tags(&self) -> impl Iterator<Item = &Name> {
        self.facts.iter().filter_map(|fact| if let Fact::Tag(tag) = fact { Some(tag) } else { None })
    }

    /// Takes the labels of another row about the same.
    pub(super) fn take_tags(&mut self, other: &mut Self) {
        self.facts.extend(other.facts.drain(..).filter(|fact| matches!(fact, Fact::Tag(_))));
    }

    /// Writes what the row says into a customer's profile. What the owner wrote in the notes is never lost: new text
    /// is added below, and a line "Header: value" replaces the older one with that header.
    ///
    /// # Errors
    /// [`TextError`] if the notes grow too long.
    pub(super) fn write_into(&self, profile: &mut Profile) -> Result<(), TextError> {
        let mut notes = profile.notes.to_string();
        for fact in &self.facts {
            match fact {
                Fact::Status(status) => profile.status = *status,
                Fact::Since(day) => profile.since = Some(*day),
                Fact::Segment(line) => profile.segment = line.clone(),
                Fact::Source(line) => profile.source.how = line.clone(),
                Fact::Contact(line) => profile.contact = line.clone(),
                Fact::Notes(text) => add_paragraph(&mut notes, text),
                Fact::NoteLine { header, value } => put_line(&mut notes, header, value),
                Fact::Tag(tag) => drop(profile.tags.insert(tag.clone())),
                Fact::Renewal(day) => profile.renewal = Some(*day),
                Fact::Money(period, what, value) => {
                    let money = profile.money.get_or_insert_with(*period, Default::default);
                    let place = match what {
                        Money::Revenue => &mut money.revenue,
                        Money::Cost => &mut money.cost,
                        Money::Hours => &mut money.hours,
                        Money::Transactions => &mut money.transactions,
                    };
                    *place = Some(*value);
                }
            }
        }
        if notes != profile.notes.as_str() {
            profile.notes = Note::new(&notes)?;
        }
        Ok(())
    }
}

/// Adds a text below, unless it is there already.
fn add_paragraph(notes: &mut String, text: &str) {
    if !format!("\n{notes}\n").contains(&format!("\n{text}\n")) {
        if !notes.is_empty() {
            notes.push('\n');
        }
        notes.push_str(text);
    }
}

/// Adds the line "header: value", in place of the one with this header if there is one.
fn put_line(notes: &mut String, header: &str, value: &str) {
    let start = format!("{header}: ");
    let line = format!("{start}{value}");
    let old = notes.lines().find(|old| old.starts_with(&start)).map(str::to_owned);
    match old {
        Some(old) if old == line => {}
        Some(old) => {
            let lines: Vec<&str> = notes.lines().map(|each| if each == old { line.as_str() } else { each }).collect();
            *notes = lines.join("\n");
        }
        None => {
            if !notes.is_empty() {
                notes.push('\n');
            }
            notes.push_str(&line);
        }
    }
}
