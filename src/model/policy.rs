//! Policy: how evidence becomes a verdict. It is part of a scorecard's version, so that old verdicts can be re-read.

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, GroupId, Name, Score, Share, Weight};

/// What the numbers say about a customer. The app advises; people decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Most likely costs more than it brings, or a red flag is hit.
    LetGo,
    /// Take a hard look at what it brings.
    HardLook,
    /// A good customer.
    Keep,
    /// Too few answers or too few people to say.
    NotEnough,
}

impl Verdict {
    /// All verdicts, worst first.
    pub const ALL: [Self; 4] = [Self::LetGo, Self::HardLook, Self::Keep, Self::NotEnough];

    /// The verdict in words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::LetGo => "Let go",
            Self::HardLook => "Hard look",
            Self::Keep => "Keep",
            Self::NotEnough => "Not enough evidence",
        }
    }
}

/// Which ratings count, by the date they were made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The calendar quarter of today.
    ThisQuarter,
    /// The last so many months up to today.
    LastMonths(u16),
    /// Each person's newest rating of the customer, however old.
    LatestPerPerson,
    /// Everything.
    All,
}

/// Whose "yes" makes a red flag count when people disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FlagPolicy {
    /// One person is enough.
    #[default]
    Any,
    /// More than half of those who answered.
    Majority,
    /// Only this group's answers count; one of them is enough.
    Group(GroupId),
}

/// How the people of one group become one value per criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// Everybody counts the same.
    #[default]
    Mean,
    /// Without the highest and the lowest, once there are five people or more; else the mean.
    TrimmedMean,
    /// The one in the middle.
    Median,
}

impl Combine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mean, Self::TrimmedMean, Self::Median];

    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Mean => "Mean of all",
            Self::TrimmedMean => "Without highest and lowest",
            Self::Median => "The one in the middle",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    const fn is_default(&self) -> bool {
        matches!(self, Self::Mean)
    }
}

/// What is done about people who rate everybody higher or lower than others do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeverityRule {
    /// Answers count as they were given.
    #[default]
    AsGiven,
    /// How far a person lies above or below the others on the same customers is taken off.
    Adjusted,
}

impl SeverityRule {
    /// In words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::AsGiven => "Answers count as given",
            Self::Adjusted => "Severe and lenient people are evened out",
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
    const fn is_default(&self) -> bool {
        matches!(self, Self::AsGiven)
    }
}

/// A finer band of the score with a name, such as a published class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// What it is called: "A".
    pub name: Name,
    /// From which score on, 0–100.
    pub from: Score,
}

/// How evidence becomes a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Policy {
    /// Keep from this score on, 0–100.
    pub keep_from: Score,
    /// Hard look from this score on, let go below; at most `keep_from`.
    pub hard_look_from: Score,
    /// Finer bands with names, for those who publish classes; the verdict does not depend on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<Band>,
    /// Below this share of the scorecard answered, by weight: not enough evidence.
    pub min_coverage: Share,
    /// With fewer people than this: not enough evidence.
    pub min_raters: u32,
    /// How much each group's mean counts against the others'. A group not named counts 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub balance: BTreeMap<GroupId, Weight>,
    /// Which ratings count.
    pub period: Period,
    /// How the people of one group become one value.
    #[serde(default, skip_serializing_if = "Combine::is_default")]
    pub combine: Combine,
    /// After so many months an answer counts half, after twice as many a quarter; `None` if age does not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half_life_months: Option<NonZeroU16>,
    /// What is done about severe and lenient people.
    #[serde(default, skip_serializing_if = "SeverityRule::is_default")]
    pub severity: SeverityRule,
    /// Whose word makes a red flag.
    #[serde(default)]
    pub flags: FlagPolicy,
    /// A customer with more than this share of revenue raises "we depend on them".
    pub dependence_limit: Share,
    /// Evidence whose newest rating is older than this many months is stale.
    pub stale_after_months: u16,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            keep_from: Score::clamped(70.0),
            hard_look_from: Score::clamped(45.0),
            bands: Vec::new(),
            min_coverage: Share::clamped(0.5),
            min_raters: 2,
            balance: BTreeMap::new(),
            combine: Combine::Mean,
            half_life_months: None,
            severity: SeverityRule::AsGiven,
            period: Period::LastMonths(12),
            flags: FlagPolicy::Any,
            dependence_limit: Share::clamped(0.25),
            stale_after_months: 6,
            extra: Extra::new(),
        }
    }
}

impl Policy {
    /// The named band a score falls into: of those it reaches, the one that begins highest.
    pub fn band(&self, score: f64) -> Option<&Band> {
        let reached = self.bands.iter().filter(|band| score >= band.from.value() - 1e-9);
        reached.max_by(|one, other| one.from.value().total_cmp(&other.from.value()))
    }

    /// How much a group's mean counts.
    pub fn group_weight(&self, group: GroupId) -> f64 {
        self.balance.get(&group).map_or(1.0, |weight| weight.value())
    }
}
