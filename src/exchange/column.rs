//! What one column of a spreadsheet means, and how its cells are read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DateOrder, Decimal};
use crate::model::{Direction, Finite, MoneyPeriod, Name, Scale};

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ColumnUse {
    /// It is left out.
    Ignore,
    /// The customer's name. Where several columns have this use, as with first and last names, the name is all of them
    /// in the order of the file with a blank between; in Chinese, Japanese and Korean the family's name comes first, and
    /// no blank stands between.
    CustomerName,
    /// The customer's name or number in the owner's other systems, by which later imports find it again. Without a
    /// column of names it is the name too.
    CustomerReference,
    /// The id Keepwise itself gave the customer, as its own exports carry it. One that is not known here is read by name
    /// and reference.
    CustomerId,
    /// Active, on notice, let go, left us, prospect.
    Status,
    /// When the work began.
    Since,
    /// What kind of customer.
    Segment,
    /// Where the customer came from.
    Source,
    /// The name or reference of the customer who sent this one.
    ReferredBy,
    /// Whom to talk to; several columns make one text as they do a customer's name.
    Contact,
    /// Free text; added to the notes.
    Notes,
    /// Labels, between commas, semicolons or bars.
    Tag,
    /// When the contract comes up.
    Renewal,
    /// What they paid us.
    Revenue {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// What serving them cost us.
    Cost {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// Hours we spent on them.
    Hours {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// How many times they bought.
    Transactions {
        /// In which year, quarter or month.
        period: MoneyPeriod,
    },
    /// A line "Header: value" in the notes.
    Note,
    /// An answer on the scorecard.
    Criterion {
        /// The criterion's name; on a scorecard that exists, its name or key.
        name: Name,
        /// Its scale, if the scorecard is made by this import; one that exists has its own.
        scale: Scale,
        /// Whether high is good, if the scorecard is made by this import.
        #[serde(default)]
        direction: Direction,
    },
    /// Which criterion the row answers, where a row is one answer.
    CriterionName,
    /// What the answer is, where a row is one answer.
    Value,
    /// A note on the answer, where a row is one answer.
    AnswerNote,
    /// Which scorecard is answered, where a row is one answer: rows about others are left out.
    ScorecardName,
    /// Who rated.
    Person,
    /// The group of the person, if the person is new.
    Group,
    /// On which day was rated.
    Date,
    /// Which project or round the rating is about.
    OccasionName,
    /// Why the rating was made: project finished, quarterly review, workshop round, checkpoint.
    OccasionKind,
    /// A remark on the whole rating.
    Remark,
}

impl ColumnUse {
    /// The use in words, for a list to choose from.
    pub const fn words(&self) -> &'static str {
        match self {
            Self::Ignore => "Leave out",
            Self::CustomerName => "Customer",
            Self::CustomerReference => "Customer reference",
            Self::CustomerId => "Customer id",
            Self::Status => "Status",
            Self::Since => "Customer since",
            Self::Segment => "Segment",
            Self::Source => "Source",
            Self::ReferredBy => "Referred by",
            Self::Contact => "Contact",
            Self::Notes => "Notes",
            Self::Tag => "Tags",
            Self::Renewal => "Renewal",
            Self::Revenue { .. } => "Revenue",
            Self::Cost { .. } => "Cost",
            Self::Hours { .. } => "Hours",
            Self::Transactions { .. } => "Transactions",
            Self::Note => "A line in the notes",
            Self::Criterion { .. } => "Criterion",
            Self::CriterionName => "Which criterion",
            Self::Value => "The answer",
            Self::AnswerNote => "Note on the answer",
            Self::ScorecardName => "Which scorecard",
            Self::Person => "Person",
            Self::Group => "Group",
            Self::Date => "Date",
            Self::OccasionName => "Occasion",
            Self::OccasionKind => "Kind of occasion",
            Self::Remark => "Remark",
        }
    }

    /// The year, quarter or month that money, hours or transactions belong to.
    pub const fn period(&self) -> Option<MoneyPeriod> {
        match self {
            Self::Revenue { period }
            | Self::Cost { period }
            | Self::Hours { period }
            | Self::Transactions { period } => Some(*period),
            _ => None,
        }
    }

    /// Whether this says who the customer is.
    pub const fn names_customer(&self) -> bool {
        matches!(self, Self::CustomerName | Self::CustomerReference | Self::CustomerId)
    }

    /// Whether several columns may have this use.
    pub const fn may_repeat(&self) -> bool {
        matches!(
            self,
            Self::Ignore
                | Self::CustomerName
                | Self::Contact
                | Self::Note
                | Self::Notes
                | Self::Tag
                | Self::Criterion { .. }
                | Self::Revenue { .. }
                | Self::Cost { .. }
                | Self::Hours { .. }
                | Self::Transactions { .. }
        )
    }
}

/// What counts where somebody ticked several answers in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Several {
    /// The average of their points, rounded to a whole one on a scale of points; a half goes to the middle of the scale.
    #[default]
    Average,
    /// The one with the fewest points.
    Lowest,
    /// The one with the most points.
    Highest,
}

/// What one column means, and how its cells are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMapping {
    /// The column's header, by which it is found in another file of the same kind.
    pub header: String,
    /// What it means.
    #[serde(rename = "use")]
    pub role: ColumnUse,
    /// The decimal sign of its numbers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub decimal: Decimal,
    /// How its dates are written; needed only where it can't be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// Texts that mean "not applicable" in a criterion, such as "No internet service".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_applicable: Vec<String>,
    /// What answers in words are worth: "Strongly agree" is 5. A word that is not here is read as a number, or as yes or
    /// no.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, Finite>,
    /// Whether a blank cell is a "no", as where only an x marks the yes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blank_is_no: bool,
    /// What counts where a cell holds several answers at once, as forms write what was ticked: "Quality, Price" or
    /// "Quality;Price;". Without it such a cell is a problem of its row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub several: Option<Several>,
    /// Whether no header says to which year, quarter or month the money belongs: somebody said so, and is asked again
    /// with the next file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub period_is_assumed: bool,
}

impl ColumnMapping {
    /// A column read in the plainest way.
    pub fn new(header: &str, role: ColumnUse) -> Self {
        Self {
            header: header.to_owned(),
            role,
            decimal: Decimal::Point,
            date_order: None,
            not_applicable: Vec::new(),
            labels: BTreeMap::new(),
            blank_is_no: false,
            several: None,
            period_is_assumed: false,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_default(decimal: &Decimal) -> bool {
    *decimal == Decimal::default()
}
