//! The columns of a spreadsheet and what they become, as somebody chooses it.

use crate::exchange::{ColumnMapping, ColumnUse, DateOrder, Decimal, Table, parse_number};
use crate::model::{CriterionId, Direction, Finite, MoneyPeriod, Name, Scale, Scorecard};

use super::super::scorecards::{ScaleDraft, ScaleKind, sentence, typed};

/// What a column may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// It is left out.
    Ignore,
    /// The customer's name.
    CustomerName,
    /// The customer's number elsewhere.
    CustomerReference,
    /// An answer.
    Criterion,
    /// Which criterion the row answers.
    CriterionName,
    /// What the answer is.
    Value,
    /// Who rated.
    Person,
    /// Of which group.
    Group,
    /// When.
    Date,
    /// On which occasion.
    OccasionName,
    /// A remark on the rating.
    Remark,
    /// Active, on notice …
    Status,
    /// Customer since.
    Since,
    /// What kind of customer.
    Segment,
    /// Where from.
    Source,
    /// Who sent them.
    ReferredBy,
    /// Whom to talk to.
    Contact,
    /// Labels.
    Tag,
    /// When the contract comes up.
    Renewal,
    /// What they paid.
    Revenue,
    /// What they cost.
    Cost,
    /// Hours spent on them.
    Hours,
    /// A line in the notes.
    Note,
    /// The notes.
    Notes,
}

impl UseKind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 24] = [
        Self::Ignore,
        Self::CustomerName,
        Self::CustomerReference,
        Self::Criterion,
        Self::CriterionName,
        Self::Value,
        Self::Person,
        Self::Group,
        Self::Date,
        Self::OccasionName,
        Self::Remark,
        Self::Status,
        Self::Since,
        Self::Segment,
        Self::Source,
        Self::ReferredBy,
        Self::Contact,
        Self::Tag,
        Self::Renewal,
        Self::Revenue,
        Self::Cost,
        Self::Hours,
        Self::Note,
        Self::Notes,
    ];

    /// The use in plain words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ignore => "Leave out",
            Self::CustomerName => "Customer name",
            Self::CustomerReference => "Customer reference",
            Self::Criterion => "An answer",
            Self::CriterionName => "Which question",
            Self::Value => "What is answered",
            Self::Person => "Who rated",
            Self::Group => "Their group",
            Self::Date => "Day of the rating",
            Self::OccasionName => "Occasion",
            Self::Remark => "Remark on the rating",
            Self::Status => "Status",
            Self::Since => "Customer since",
            Self::Segment => "Segment",
            Self::Source => "Where they came from",
            Self::ReferredBy => "Who sent them",
            Self::Contact => "Contact",
            Self::Tag => "Tags",
            Self::Renewal => "Renewal date",
            Self::Revenue => "Revenue",
            Self::Cost => "Cost",
            Self::Hours => "Hours",
            Self::Note => "A line in the notes",
            Self::Notes => "Notes",
        }
    }

    /// Whether it needs to know in which year, quarter or month.
    pub const fn has_period(self) -> bool {
        matches!(self, Self::Revenue | Self::Cost | Self::Hours)
    }

    /// Whether its cells are days.
    pub const fn has_days(self) -> bool {
        matches!(self, Self::Date | Self::Since | Self::Renewal)
    }

    const fn of(role: &ColumnUse) -> Self {
        match role {
            ColumnUse::Ignore => Self::Ignore,
            ColumnUse::CustomerName => Self::CustomerName,
            ColumnUse::CustomerReference => Self::CustomerReference,
            ColumnUse::Status => Self::Status,
            ColumnUse::Since => Self::Since,
            ColumnUse::Segment => Self::Segment,
            ColumnUse::Source => Self::Source,
            ColumnUse::ReferredBy => Self::ReferredBy,
            ColumnUse::Contact => Self::Contact,
            ColumnUse::Notes => Self::Notes,
            ColumnUse::Tag => Self::Tag,
            ColumnUse::Renewal => Self::Renewal,
            ColumnUse::Revenue { .. } => Self::Revenue,
            ColumnUse::Cost { .. } => Self::Cost,
            ColumnUse::Hours { .. } => Self::Hours,
            ColumnUse::Note => Self::Note,
            ColumnUse::Criterion { .. } => Self::Criterion,
            ColumnUse::CriterionName => Self::CriterionName,
            ColumnUse::Value => Self::Value,
            ColumnUse::Person => Self::Person,
            ColumnUse::Group => Self::Group,
            ColumnUse::Date => Self::Date,
            ColumnUse::OccasionName => Self::OccasionName,
            ColumnUse::Remark => Self::Remark,
        }
    }
}

/// One column and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Words in it that mean "does not apply", between commas.
    pub not_applicable: String,
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
            use_kind: UseKind::of(&mapping.role),
            period: MoneyPeriod::year(year).to_string(),
            criterion: None,
            name: header.clone(),
            scale: ScaleDraft::default(),
            reversed: false,
            decimal: mapping.decimal,
            date_order: mapping.date_order,
            fault: None,
            not_applicable: mapping.not_applicable.join(", "),
            header,
        };
        match &mapping.role {
            ColumnUse::Criterion { name, scale, direction } => {
                form.name = name.to_string();
                form.scale = ScaleDraft::of(scale);
                form.reversed = *direction == Direction::Reversed;
            }
            ColumnUse::Revenue { period } | ColumnUse::Cost { period } | ColumnUse::Hours { period } => {
                form.period = period.to_string();
            }
            _ => {}
        }
        form
    }

    /// Uses it for something else; for an answer the scale is taken from what is in the column.
    pub(super) fn use_for(&mut self, use_kind: UseKind, table: &Table, index: usize) {
        if use_kind == UseKind::Criterion && self.use_kind != use_kind {
            self.scale = guess_scale(table, index, self.decimal);
        }
        self.use_kind = use_kind;
    }

    /// Finds the question on a scorecard that exists.
    pub(super) fn find_criterion(&mut self, card: &Scorecard) {
        let version = card.current();
        let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "");
        let (name, header) = (plain(&self.name), plain(&self.header));
        let fits = |text: &str| plain(text) == name || plain(text) == header;
        let known = self.criterion.filter(|id| version.active().any(|criterion| criterion.id == *id));
        let found = || version.active().find(|criterion| fits(&criterion.name) || fits(criterion.id.as_str()));
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
            UseKind::Remark => ColumnUse::Remark,
            UseKind::Revenue => ColumnUse::Revenue { period: period()? },
            UseKind::Cost => ColumnUse::Cost { period: period()? },
            UseKind::Hours => ColumnUse::Hours { period: period()? },
            UseKind::Criterion => self.criterion_use(card)?,
        };
        Ok(ColumnMapping {
            header: self.header.clone(),
            role,
            decimal: self.decimal,
            date_order: self.date_order,
            not_applicable: self.not_applicable().collect(),
            labels: Default::default(),
            blank_is_no: false,
        })
    }

    fn not_applicable(&self) -> impl Iterator<Item = String> {
        self.not_applicable.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty())
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

/// A scale every number of the column is on: whole points if there are few, else a measure; yes or no for words.
fn guess_scale(table: &Table, index: usize, decimal: Decimal) -> ScaleDraft {
    let cells = table.rows.iter().filter_map(|row| row.get(index));
    let numbers: Vec<f64> = cells.filter_map(|cell| parse_number(cell, decimal).ok()).collect();
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if numbers.is_empty() || low >= high {
        return ScaleDraft::of(&Scale::YesNo);
    }
    let draft = ScaleDraft { worst: typed_number(low), best: typed_number(high), ..ScaleDraft::default() };
    let is_whole = numbers.iter().all(|number| number.fract() == 0.0);
    // The usual points that hold every number.
    let points = match (low, high) {
        _ if !is_whole || low < -10.0 || high > 10.0 => None,
        _ if low < 0.0 => Some((low, high.max(0.0))),
        _ if low < 1.0 => Some((0.0, if high <= 5.0 { high } else { 10.0 })),
        _ if high <= 5.0 => Some((1.0, 5.0)),
        _ if high <= 7.0 => Some((1.0, 7.0)),
        _ => Some((1.0, 10.0)),
    };
    match points {
        Some((from, to)) => ScaleDraft { from: from.to_string(), to: to.to_string(), ..draft },
        None => ScaleDraft { kind: ScaleKind::Measure, ..draft },
    }
}

fn typed_number(value: f64) -> String {
    typed(Finite::clamped(value))
}
