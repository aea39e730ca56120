//! Decisions: what the humans decided, with the verdict as it stood.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CriterionId, Extra, Line, Note, Policy, Score, ScorecardId, Share, Status, Verdict, Weight};

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
    /// Do less for them.
    ReduceService,
    /// Somebody else takes them over.
    HandOver,
    /// Part ways.
    LetGo,
}

impl Choice {
    /// All choices, mildest first.
    pub const ALL: [Self; 6] =
        [Self::Keep, Self::FixTogether, Self::ChangeTerms, Self::ReduceService, Self::HandOver, Self::LetGo];

    /// The choice in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Keep => "Keep",
            Self::FixTogether => "Fix together",
            Self::ChangeTerms => "Change price or terms",
            Self::ReduceService => "Reduce service",
            Self::HandOver => "Hand over",
            Self::LetGo => "Let go",
        }
    }

    /// The status a customer has once this is decided.
    pub const fn status(self) -> Status {
        match self {
            Self::Keep => Status::Active,
            Self::FixTogether | Self::ChangeTerms | Self::ReduceService | Self::HandOver => Status::OnNotice,
            Self::LetGo => Status::LetGo,
        }
    }
}

/// One thing to do about a decision: a step of the plan to fix things, or of parting well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// What is to be done.
    pub what: Line,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub who: Line,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub by: Option<Date>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub done: Option<Date>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Step {
    /// A step nobody has taken on yet.
    pub fn new(what: Line) -> Self {
        Self { what, who: Line::default(), by: None, done: None, extra: Extra::new() }
    }

    /// Whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.done.is_none() && self.by.is_some_and(|by| by < today)
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
    /// The score if all missing answers were bad, and if all were good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<(Score, Score)>,
    /// How surely it stood, in words.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub firmness: Line,
    /// What each criterion came to, 0 (bad for us) to 1 (good); those nobody answered are missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<CriterionId, Share>,
    /// How much each criterion counted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<CriterionId, Weight>,
    /// The policy it was reached by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Box<Policy>>,
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
    /// What is to be done, in order: the plan to fix things, or how to part well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The score that would show it worked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Score>,
    /// What we say to them, in our own words.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub message: Note,
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

impl Decision {
    /// A decision of this day, with nothing more said about it.
    pub fn new(on: Date, choice: Choice) -> Self {
        Self {
            on,
            choice,
            reason: Note::default(),
            by: Line::default(),
            review_on: None,
            steps: Vec::new(),
            target: None,
            message: Note::default(),
            outcome: Note::default(),
            stood: None,
            extra: Extra::new(),
        }
    }

    /// The steps not done yet.
    pub fn open_steps(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.done.is_none())
    }
}
