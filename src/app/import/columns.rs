//! The columns of a spreadsheet and what they become, as somebody chooses it.

use std::collections::BTreeMap;

use crate::exchange::{ClassLimits, ColumnMapping, ColumnUse, DateOrder, Decimal, Several, Table};
use crate::model::{CriterionId, Direction, Finite, MoneyPeriod, Name, Scale, Scorecard};

use super::super::scorecards::{ScaleDraft, ScaleKind, sentence, typed};
use super::uses::UseKind;

/// What a word in a column of yes and no means that is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordMeaning {
    /// The question does not apply.
    NotApplicable,
    /// It is a yes.
    Yes,
    /// It is a no.
    No,
    /// It says nothing.
    Missing,
}

impl WordMeaning {
    /// All of them with their words.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::NotApplicable, "Does not apply"), (Self::Yes, "Yes"), (Self::No, "No"), (Self::Missing, "No answer")];
}

/// What an answer in words is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worth {
    /// So many points, as it is typed.
    Points(String),
    /// The question does not apply.
    NotApplicable,
    /// It says nothing.
    Missing,
}

/// One column and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a tick of the dialog by itself")]
pub struct ColumnForm {
    /// The column's header.
    pub header: String,
    /// A few of its values, as they are.
    pub samples: String,
    /// What it is used for.
    pub use_kind: UseKind,
    /// In which year, quarter or month, for money and hours.
    pub period: String,
    /// The question it answers, on a scorecard that exists.
    pub criterion: Option<CriterionId>,
    /// What the question is called, on a new scorecard.
    pub name: String,
    /// What an answer may be, on a new scorecard.
    pub scale: ScaleDraft,
    /// Whether a high answer is bad, on a new scorecard.
    pub reversed: bool,
    /// The decimal sign of its numbers.
    pub decimal: Decimal,
    /// Whether day or month comes first; needed only where it can't be told.
    pub date_order: Option<DateOrder>,
    /// What is missing before it can be used.
    pub fault: Option<String>,
    /// Words in it that are neither yes nor no, and what they mean.
    pub third: Vec<(String, WordMeaning)>,
    /// Answers in words, and what each is worth.
    pub words: Vec<(String, Worth)>,
    /// Those of the words above that were not there the last time such a file was read.
    pub fresh: Vec<String>,
    /// What counts where a cell holds several answers, if that occurs.
    pub several: Option<Several>,
    /// A number in it that could be thousands or decimals, if no other tells.
    pub open_number: Option<String>,
    /// Whether the header does not say to which year, quarter or month money belongs.
    pub period_is_assumed: bool,
    /// Whether a blank cell is a no.
    pub blank_is_no: bool,
    /// A date in it that could be two, if there is one.
    pub open_day: Option<String>,
    /// Whether it may hold classes: a few different short texts.
    pub has_classes: bool,
    /// Whether this is no column but one of the questions in the column of questions.
    pub is_single: bool,
}

/// So many values of a column are shown.
const NUM_SAMPLES: usize = 3;
/// So many rows are looked at for them.
const SAMPLE_ROWS: usize = 2_000;

impl ColumnForm {
    /// A column as it was suggested.
    pub(super) fn new(table: &Table, index: usize, suggested: Option<&ColumnMapping>, year: i16) -> Self {
        let header = table.headers.get(index).cloned().unwrap_or_default();
        let plain = ColumnMapping::new(&header, ColumnUse::Ignore);
        let mapping = suggested.unwrap_or(&plain);
        let mut form = Self {
            samples: samples(table, index),
            open_day: open_day(table, index),
            has_classes: has_classes(table, index),
            ..Self::of_mapping(&header, mapping, year)
        };
        form.open_day = form.open_day.filter(|_| mapping.date_order.is_none());
        form
    }

    fn of_mapping(header: &str, mapping: &ColumnMapping, year: i16) -> Self {
        let mut form = Self {
            use_kind: UseKind::of(&mapping.role),
            period: MoneyPeriod::year(year).to_string(),
            decimal: mapping.decimal,
            date_order: mapping.date_order,
            several: mapping.several,
            period_is_assumed: mapping.period_is_assumed,
            ..Self::bare(header)
        };
        match &mapping.role {
            ColumnUse::Criterion { name, scale, direction } => {
                form.name = name.to_string();
                form.scale = ScaleDraft::of(scale);
                form.reversed = *direction == Direction::Reversed;
            }
            ColumnUse::Revenue { period }
            | ColumnUse::Cost { period }
            | ColumnUse::Hours { period }
            | ColumnUse::Transactions { period } => {
                form.period = period.to_string();
            }
            _ => {}
        }
        form.take_words(mapping);
        form
    }

    /// A column nothing is known about.
    fn bare(header: &str) -> Self {
        Self {
            header: header.to_owned(),
            samples: String::new(),
            use_kind: UseKind::Ignore,
            period: String::new(),
            criterion: None,
            name: header.to_owned(),
            scale: ScaleDraft::default(),
            reversed: false,
            decimal: Decimal::Point,
            date_order: None,
            fault: None,
            third: Vec::new(),
            words: Vec::new(),
            fresh: Vec::new(),
            several: None,
            open_number: None,
            period_is_assumed: false,
            blank_is_no: false,
            open_day: None,
            has_classes: false,
            is_single: false,
        }
    }

    /// One of the questions in the column of questions, as it was suggested.
    pub(super) fn single(suggested: &ColumnMapping, year: i16) -> Self {
        let mut form = Self::of_mapping(&suggested.header, suggested, year);
        "One of the questions in the file".clone_into(&mut form.samples);
        form.is_single = true;
        form
    }

    /// How answers in words are read.
    fn take_words(&mut self, mapping: &ColumnMapping) {
        self.blank_is_no = mapping.blank_is_no;
        let is_yes_no = self.scale.kind == ScaleKind::YesNo;
        self.third.clear();
        self.words.clear();
        self.fresh.clear();
        for text in &mapping.not_applicable {
            if is_yes_no {
                self.third.push((text.clone(), WordMeaning::NotApplicable));
            } else {
                self.words.push((text.clone(), Worth::NotApplicable));
            }
        }
        // The best last.
        let mut labels: Vec<(&String, &Finite)> = mapping.labels.iter().collect();
        labels.sort_by(|one, other| one.1.value().total_cmp(&other.1.value()));
        for (text, point) in labels {
            if is_yes_no {
                let meaning = if point.value() > 0.5 { WordMeaning::Yes } else { WordMeaning::No };
                self.third.push((text.clone(), meaning));
            } else {
                self.words.push((text.clone(), Worth::Points(typed(*point))));
            }
        }
    }

    /// Takes the scale of an answer from what was found in the column.
    pub(super) fn answer_as(&mut self, found: &ColumnMapping, unknown: Vec<String>) {
        if let ColumnUse::Criterion { scale, .. } = &found.role {
            self.scale = ScaleDraft::of(scale);
            self.decimal = found.decimal;
        }
        self.several = found.several;
        self.take_words(found);
        self.words.extend(unknown.into_iter().map(|text| (text, Worth::Points(String::new()))));
    }

    /// Finds the question on a scorecard that exists.
    pub(super) fn find_criterion(&mut self, card: &Scorecard) {
        let version = card.current();
        let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
        let (name, header) = (plain(&self.name), plain(&self.header));
        let fits = |text: &str| plain(text) == name || plain(text) == header;
        let known = self.criterion.filter(|id| version.criterion(*id).is_some());
        // One that is asked, else one that was retired and keeps its history.
        let all = || version.active().chain(&version.criteria);
        let found = || all().find(|criterion| fits(&criterion.name) || fits(criterion.id.as_str()));
        self.criterion = known.or_else(|| found().map(|criterion| criterion.id));
    }

    /// The column as the import reads it.
    ///
    /// # Errors
    /// Says what is missing.
    pub(super) fn mapping(&self, card: Option<&Scorecard>) -> Result<ColumnMapping, String> {
        let period = || {
            let period: Result<MoneyPeriod, String> = self.period.trim().parse();
            period.map_err(|why| sentence(&why))
        };
        let role = match self.use_kind {
            UseKind::Ignore => ColumnUse::Ignore,
            UseKind::CustomerName => ColumnUse::CustomerName,
            UseKind::CustomerReference => ColumnUse::CustomerReference,
            UseKind::Status => ColumnUse::Status,
            UseKind::Since => ColumnUse::Since,
            UseKind::Segment => ColumnUse::Segment,
            UseKind::Source => ColumnUse::Source,
            UseKind::ReferredBy => ColumnUse::ReferredBy,
            UseKind::Contact => ColumnUse::Contact,
            UseKind::Notes => ColumnUse::Notes,
            UseKind::Tag => ColumnUse::Tag,
            UseKind::Renewal => ColumnUse::Renewal,
            UseKind::Note => ColumnUse::Note,
            UseKind::CriterionName => ColumnUse::CriterionName,
            UseKind::Value => ColumnUse::Value,
            UseKind::Person => ColumnUse::Person,
            UseKind::Group => ColumnUse::Group,
            UseKind::Date => ColumnUse::Date,
            UseKind::OccasionName => ColumnUse::OccasionName,
            UseKind::OccasionKind => ColumnUse::OccasionKind,
            UseKind::CustomerId => ColumnUse::CustomerId,
            UseKind::Remark => ColumnUse::Remark,
            UseKind::Revenue => ColumnUse::Revenue { period: period()? },
            UseKind::Cost => ColumnUse::Cost { period: period()? },
            UseKind::Hours => ColumnUse::Hours { period: period()? },
            UseKind::Transactions => ColumnUse::Transactions { period: period()? },
            UseKind::AnswerNote => ColumnUse::AnswerNote,
            UseKind::ScorecardName => ColumnUse::ScorecardName,
            UseKind::Criterion => self.criterion_use(card)?,
        };
        let is_answer = self.use_kind == UseKind::Criterion;
        let not_applying = self.words_as(&Worth::NotApplicable).chain(self.third_as(WordMeaning::NotApplicable));
        Ok(ColumnMapping {
            header: self.header.clone(),
            role,
            decimal: self.decimal,
            date_order: self.date_order,
            not_applicable: if is_answer { not_applying.collect() } else { Vec::new() },
            labels: if is_answer { self.labels()? } else { BTreeMap::new() },
            blank_is_no: self.blank_is_no,
            several: self.several.filter(|_| is_answer),
            period_is_assumed: self.period_is_assumed && self.use_kind.has_period(),
        })
    }

    /// The words with this meaning in a column of yes and no.
    pub(super) fn third_as(&self, wanted: WordMeaning) -> impl Iterator<Item = String> {
        let found = self.third.iter().filter(move |(_, meaning)| *meaning == wanted);
        found.map(|(text, _)| text.clone())
    }

    /// The words that are worth this.
    fn words_as<'a>(&'a self, wanted: &'a Worth) -> impl Iterator<Item = String> + 'a {
        self.words.iter().filter(move |(_, worth)| worth == wanted).map(|(text, _)| text.clone())
    }

    /// The words that stand for no answer.
    pub(super) fn saying_nothing(&self) -> impl Iterator<Item = String> {
        self.third_as(WordMeaning::Missing).chain(self.words_as(&Worth::Missing))
    }

    /// Whether its cells may be numbers.
    pub(super) fn has_numbers(&self) -> bool {
        let is_measured = self.use_kind == UseKind::Criterion && self.scale.kind != ScaleKind::YesNo;
        is_measured || self.use_kind.has_period()
    }

    /// What the words are worth.
    fn labels(&self) -> Result<BTreeMap<String, Finite>, String> {
        let mut labels = BTreeMap::new();
        for (text, worth) in &self.words {
            let Worth::Points(point) = worth else { continue };
            let point: f64 =
                point.trim().replace(',', ".").parse().map_err(|_e| {
                    format!("Say what \u{201c}{text}\u{201d} is worth, under \u{201c}Questions\u{201d}.")
                })?;
            labels.insert(text.clone(), Finite::new(point).map_err(|error| sentence(&error.to_string()))?);
        }
        for (meaning, value) in [(WordMeaning::Yes, Finite::ONE), (WordMeaning::No, Finite::ZERO)] {
            labels.extend(self.third_as(meaning).map(|text| (text, value)));
        }
        Ok(labels)
    }

    fn criterion_use(&self, card: Option<&Scorecard>) -> Result<ColumnUse, String> {
        if let Some(card) = card {
            let chosen = self.criterion.and_then(|id| card.current().criterion(id));
            let criterion = chosen.ok_or("Choose the question it answers.")?;
            // The key, for two questions may have the same name.
            let name = Name::new(criterion.id.as_str()).map_err(|error| sentence(&error.to_string()))?;
            return Ok(ColumnUse::Criterion { name, scale: criterion.scale.clone(), direction: criterion.direction });
        }
        let name = Name::new(&self.name).map_err(|error| sentence(&error.to_string()))?;
        let scale = self.scale.scale().map_err(|mut wrong| wrong.remove(0).1)?;
        let off = self.labels()?.into_iter().find(|(_, point)| scale.normalise(*point).is_err());
        if let Some((text, point)) = off.filter(|_| scale != Scale::YesNo) {
            return Err(format!("\u{201c}{text}\u{201d} is worth {point}, which is not on the scale."));
        }
        // A measure has its direction in worst and best.
        let is_reversed = self.reversed && self.scale.kind != ScaleKind::Measure;
        let direction = if is_reversed { Direction::Reversed } else { Direction::HighIsGood };
        Ok(ColumnUse::Criterion { name, scale, direction })
    }
}

/// The first few different values of a column, shortened.
fn samples(table: &Table, index: usize) -> String {
    const LONGEST: usize = 24;
    let mut found: Vec<&str> = Vec::new();
    let cells = table.rows.iter().take(SAMPLE_ROWS).filter_map(|row| row.get(index)).map(|cell| cell.trim());
    for cell in cells.filter(|cell| !cell.is_empty()) {
        if !found.contains(&cell) {
            found.push(cell);
        }
        if found.len() == NUM_SAMPLES {
            break;
        }
    }
    let short = |cell: &&str| -> String {
        let line: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
        if cell.chars().count() > LONGEST { format!("{line}…") } else { line }
    };
    if found.is_empty() { "empty".to_owned() } else { found.iter().map(short).collect::<Vec<_>>().join(" · ") }
}

/// Whether a column holds a few different short texts, each more than once on the average.
fn has_classes(table: &Table, index: usize) -> bool {
    const LONGEST: usize = 24;
    let mut found: Vec<&str> = Vec::new();
    let mut filled = 0;
    let cells = table.rows.iter().take(SAMPLE_ROWS).filter_map(|row| row.get(index)).map(|cell| cell.trim());
    for cell in cells.filter(|cell| !cell.is_empty()) {
        filled += 1;
        if !found.contains(&cell) {
            found.push(cell);
        }
        if found.len() > ClassLimits::MOST || cell.chars().count() > LONGEST {
            return false;
        }
    }
    found.len() > 1 && filled > found.len()
}

/// A cell that could be two dates, if there is one and no other tells which comes first.
fn open_day(table: &Table, index: usize) -> Option<String> {
    let cells = || table.rows.iter().take(SAMPLE_ROWS).filter_map(|row| row.get(index));
    let open = cells().find(|cell| crate::exchange::is_open_day(cell))?;
    cells().all(|cell| !crate::exchange::tells_day_order(cell)).then(|| open.trim().to_owned())
}
