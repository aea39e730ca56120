//! Scorecards: named, versioned sets of criteria with weights and a policy.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionId, Extra, Name, Note, Policy, ScenarioId, ScorecardId, Weight};

/// Who is being rated on a scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// We rate the customer. Only these give a verdict on a customer.
    #[default]
    Customer,
    /// The customer rates us: approval surveys and retention scorecards. A low score means "is it us?".
    Us,
}

/// One state of a scorecard: never changed once ratings stand on it; a change makes the next version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ScorecardVersion {
    /// 1, 2, 3 …
    pub number: u32,
    /// The day from which it counts.
    #[schemars(with = "String")]
    pub adopted: Date,
    /// Why it was changed.
    #[serde(default)]
    pub note: Note,
    /// What is rated, in the order it is asked, retired criteria included.
    pub criteria: Vec<Criterion>,
    /// How answers become a verdict.
    pub policy: Policy,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl ScorecardVersion {
    /// The criteria that are asked and counted, in order.
    pub fn active(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|criterion| !criterion.retired)
    }

    /// The criterion with this id, retired or not.
    pub fn criterion(&self, id: CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The sum of the weights of the active criteria.
    pub fn total_weight(&self) -> f64 {
        self.active().map(|criterion| criterion.weight.value()).sum()
    }
}

/// Other weights and another policy, saved under a name to compare and perhaps adopt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// What it is called.
    pub name: Name,
    /// When it was saved.
    #[schemars(with = "String")]
    pub saved: Date,
    /// The version it was made from; criteria added since have their own weight.
    pub version: u32,
    /// Weights by criterion.
    pub weights: BTreeMap<CriterionId, Weight>,
    /// The policy.
    pub policy: Policy,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub note: Note,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A named set of criteria with its versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scorecard {
    /// Its name on disk.
    pub id: ScorecardId,
    /// Its name on screen.
    pub name: Name,
    /// What it is for.
    #[serde(default)]
    pub about: Note,
    /// Who is being rated.
    #[serde(default)]
    pub subject: Subject,
    /// Oldest first, numbered 1, 2, 3 …; at least one.
    pub versions: Vec<ScorecardVersion>,
    /// Other weights and policies that were tried out, by id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scenarios: BTreeMap<ScenarioId, Scenario>,
    /// An archived scorecard is no longer offered, but keeps its ratings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archived: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Scorecard {
    /// The version in force: the newest.
    ///
    /// # Panics
    /// Never for a scorecard that passed [`super::Edit`] or the store's checks, which refuse one without versions.
    #[expect(clippy::expect_used, reason = "a scorecard without versions is refused at every door")]
    pub fn current(&self) -> &ScorecardVersion {
        self.versions.last().expect("a scorecard has at least one version")
    }

    /// The version with this number.
    pub fn version(&self, number: u32) -> Option<&ScorecardVersion> {
        self.versions.iter().find(|version| version.number == number)
    }
}
