//! A criterion: one specific thing that is rated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CriterionId, Extra, Finite, Line, Name, Note, Scale, ScaleError, Share, Weight};

/// Whether a high answer is good for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// High (or yes) is good.
    #[default]
    HighIsGood,
    /// High (or yes) is bad: the value is 1−v.
    Reversed,
}

/// When an answer hits a red flag, on the raw answer (before normalising or reversing).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlagRule {
    /// The answer is this or less: `1` on a 1–5 scale, "no".
    AtOrBelow(Finite),
    /// The answer is this or more: more than 60 days late, "yes".
    AtOrAbove(Finite),
}

/// A knock-out rule: when hit, it overrules the score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RedFlag {
    /// What it means, in words: "Pays later than 60 days".
    pub name: Name,
    /// When it is hit.
    pub rule: FlagRule,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl RedFlag {
    /// Whether this raw answer hits the flag.
    pub fn is_hit(&self, answer: Finite) -> bool {
        match self.rule {
            FlagRule::AtOrBelow(limit) => answer.value() <= limit.value() + 1e-9,
            FlagRule::AtOrAbove(limit) => answer.value() >= limit.value() - 1e-9,
        }
    }
}

/// One specific thing that is rated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Criterion {
    /// The same in every version of the scorecard, so that old answers are found again.
    pub id: CriterionId,
    /// A short name for tables and charts: "Pays on time".
    pub name: Name,
    /// The question as it is put: "Do they pay fairly and on time?".
    #[serde(default)]
    pub question: Line,
    /// Why we ask, for the people who answer.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub why: Note,
    /// What an answer may be.
    pub scale: Scale,
    /// Whether a high answer is good.
    #[serde(default)]
    pub direction: Direction,
    /// How much it counts against the others; 0 is shown but not counted.
    pub weight: Weight,
    /// A knock-out rule, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub red_flag: Option<RedFlag>,
    /// A retired criterion is no longer asked or counted, but keeps its history.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Criterion {
    /// A plain criterion of weight 1 with this scale.
    pub fn new(id: CriterionId, name: Name, scale: Scale) -> Self {
        Self {
            id,
            name,
            question: Line::default(),
            why: Note::default(),
            scale,
            direction: Direction::HighIsGood,
            weight: Weight::clamped(1.0),
            red_flag: None,
            retired: false,
            extra: Extra::new(),
        }
    }

    /// The answer as 0 (bad for us) to 1 (good for us), reversal included.
    ///
    /// # Errors
    /// [`ScaleError`] if the answer is not on the scale.
    pub fn value(&self, answer: Finite) -> Result<Share, ScaleError> {
        let value = self.scale.normalise(answer)?;
        Ok(match self.direction {
            Direction::HighIsGood => value,
            Direction::Reversed => Share::clamped(1.0 - value.value()),
        })
    }

    /// The answer a value from 0 to 1 stands for, on this criterion's own scale.
    pub fn answer_for(&self, value: f64) -> f64 {
        self.scale.denormalise(match self.direction {
            Direction::HighIsGood => value,
            Direction::Reversed => 1.0 - value,
        })
    }
}
