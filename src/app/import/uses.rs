//! What a column of a spreadsheet may be used for, in the words of the dialog.

use crate::exchange::ColumnUse;

/// What a column may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UseKind {
    /// It is left out.
    Ignore,
    /// The customer's name.
    CustomerName,
    /// The customer's number elsewhere.
    CustomerReference,
    /// The id Keepwise gave the customer.
    CustomerId,
    /// An answer.
    Criterion,
    /// Which criterion the row answers.
    CriterionName,
    /// What the answer is.
    Value,
    /// A note on it.
    AnswerNote,
    /// On which scorecard.
    ScorecardName,
    /// Who rated.
    Person,
    /// Of which group.
    Group,
    /// When.
    Date,
    /// On which occasion.
    OccasionName,
    /// On which kind of occasion.
    OccasionKind,
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
    /// How often they bought.
    Transactions,
    /// A line in the notes.
    Note,
    /// The notes.
    Notes,
}

impl UseKind {
    /// All of them, as they are offered.
    pub const ALL: [Self; 29] = [
        Self::Ignore,
        Self::CustomerName,
        Self::CustomerReference,
        Self::CustomerId,
        Self::Criterion,
        Self::CriterionName,
        Self::Value,
        Self::AnswerNote,
        Self::ScorecardName,
        Self::Person,
        Self::Group,
        Self::Date,
        Self::OccasionName,
        Self::OccasionKind,
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
        Self::Transactions,
        Self::Note,
        Self::Notes,
    ];

    /// Whether it says who the customer is.
    pub const fn says_customer(self) -> bool {
        matches!(self, Self::CustomerName | Self::CustomerReference | Self::CustomerId)
    }

    /// The use in plain words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ignore => "Leave out",
            Self::CustomerName => "Customer name",
            Self::CustomerReference => "Customer reference",
            Self::CustomerId => "Customer id (of Keepwise)",
            Self::Criterion => "An answer",
            Self::CriterionName => "Which question",
            Self::Value => "What is answered",
            Self::AnswerNote => "Note on the answer",
            Self::ScorecardName => "Which scorecard",
            Self::Person => "Who rated",
            Self::Group => "Their group",
            Self::Date => "Day of the rating",
            Self::OccasionName => "Occasion",
            Self::OccasionKind => "Kind of occasion",
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
            Self::Transactions => "Transactions",
            Self::Note => "A line in the notes",
            Self::Notes => "Notes",
        }
    }

    /// Whether it needs to know in which year, quarter or month.
    pub const fn has_period(self) -> bool {
        matches!(self, Self::Revenue | Self::Cost | Self::Hours | Self::Transactions)
    }

    /// Whether its cells are days.
    pub const fn has_days(self) -> bool {
        matches!(self, Self::Date | Self::Since | Self::Renewal)
    }

    pub(super) const fn of(role: &ColumnUse) -> Self {
        match role {
            ColumnUse::Ignore => Self::Ignore,
            ColumnUse::CustomerName => Self::CustomerName,
            ColumnUse::CustomerReference => Self::CustomerReference,
            ColumnUse::CustomerId => Self::CustomerId,
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
            ColumnUse::Transactions { .. } => Self::Transactions,
            ColumnUse::Note => Self::Note,
            ColumnUse::Criterion { .. } => Self::Criterion,
            ColumnUse::CriterionName => Self::CriterionName,
            ColumnUse::Value => Self::Value,
            ColumnUse::AnswerNote => Self::AnswerNote,
            ColumnUse::ScorecardName => Self::ScorecardName,
            ColumnUse::Person => Self::Person,
            ColumnUse::Group => Self::Group,
            ColumnUse::Date => Self::Date,
            ColumnUse::OccasionName => Self::OccasionName,
            ColumnUse::OccasionKind => Self::OccasionKind,
            ColumnUse::Remark => Self::Remark,
        }
    }
}
