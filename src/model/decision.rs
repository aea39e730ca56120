//! Decisions: what the humans decided, with the verdict as it stood.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, Line, Note, Score, ScorecardId, Share, Status, Verdict};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Go on as it is.
    Keep,
    /// Fix it with the customer, and look again.
    FixTogether,
    /// Another price or other terms.
    ChangeTerms,
    /// Part ways.
    LetGo,
}

impl Choice {
    /// All choices, mildest first.
    pub const ALL: [Self; 4] = [Self::Keep, Self::FixTogether, Self::ChangeTerms, Self::LetGo];

    /// The choice in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Keep => "Keep",
            Self::FixTogether => "Fix together",
            Self::ChangeTerms => "Change price or terms",
            Self::LetGo => "Let go",
        }
    }

    /// The status a customer has once this is decided.
    pub const fn status(self) -> Status {
        match self {
            Self::Keep => Status::Active,
            Self::FixTogether | Self::ChangeTerms => Status::OnNotice,
            Self::LetGo => Status::LetGo,
        }
    }
}

/// The verdict as it stood on the day of the decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stood {
    /// On which scorecard.
    pub scorecard: ScorecardId,
    /// On which version of it.
    pub version: u32,
    /// The verdict.
    pub verdict: Verdict,
    /// The score, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// How much of the scorecard was answered.
    pub coverage: Share,
    /// How many people were behind it.
    pub raters: u32,
    /// Its reasons, as sentences.
    #[serde(default)]
    pub reasons: Vec<String>,
    /// The cautions raised, as sentences.
    #[serde(default)]
    pub cautions: Vec<String>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// What was decided about a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// When.
    #[schemars(with = "String")]
    pub on: Date,
    /// What.
    pub choice: Choice,
    /// Why.
    #[serde(default)]
    pub reason: Note,
    /// By whom.
    #[serde(default)]
    pub by: Line,
    /// When to look again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub review_on: Option<Date>,
    /// What came of it, written at the review.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub outcome: Note,
    /// The verdict as it stood, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stood: Option<Stood>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}
