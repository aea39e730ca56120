//! Customers: who they are, what was said about them, what was decided.

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    CustomerId, Decision, DecisionId, Extra, IssueId, Line, ListMap, Money, MoneyPeriod, Name, Note, Rating, RatingId,
};

/// Where we stand with a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// We work for them.
    #[default]
    Active,
    /// We work for them, and something has to change.
    OnNotice,
    /// We ended it.
    LetGo,
    /// They ended it.
    LeftUs,
    /// Not a customer yet.
    Prospect,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Active, Self::OnNotice, Self::LetGo, Self::LeftUs, Self::Prospect];

    /// The status in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::OnNotice => "On notice",
            Self::LetGo => "Let go",
            Self::LeftUs => "Left us",
            Self::Prospect => "Prospect",
        }
    }

    /// Whether we work for them today.
    pub const fn is_current(self) -> bool {
        matches!(self, Self::Active | Self::OnNotice)
    }
}

/// Where a customer came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// In words: "trade fair", "website".
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub how: Line,
    /// The customer who sent them, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_by: Option<CustomerId>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Everything the owner types about a customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// The customer's name; duplicates are allowed but flagged.
    pub name: Name,
    /// Where we stand with them.
    #[serde(default)]
    pub status: Status,
    /// When the work began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub since: Option<Date>,
    /// What kind of customer.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub segment: Line,
    /// Where they came from.
    #[serde(default)]
    pub source: Source,
    /// Whom to talk to.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub contact: Line,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub notes: Note,
    /// The owner's own labels.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Name>,
    /// When the contract comes up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub renewal: Option<Date>,
    /// What they brought and cost, by period.
    #[serde(default, skip_serializing_if = "ListMap::is_empty")]
    pub money: ListMap<MoneyPeriod, Money>,
    /// Their name or number in the owner's other systems, by which imports find them again.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub reference: Line,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Profile {
    /// An active customer of whom only the name is known.
    pub fn new(name: Name) -> Self {
        Self {
            name,
            status: Status::Active,
            since: None,
            segment: Line::default(),
            source: Source::default(),
            contact: Line::default(),
            notes: Note::default(),
            tags: BTreeSet::new(),
            renewal: None,
            money: ListMap::new(),
            reference: Line::default(),
            extra: Extra::new(),
        }
    }

    /// Revenue of the twelve months up to `today`, periods counted by the days inside; `None` if none is known.
    pub fn revenue_last_year(&self, today: Date) -> Option<f64> {
        let mut known = None;
        if self.money.is_empty() {
            return known;
        }
        let start = MoneyPeriod::first_of_last_year(today);
        for (period, money) in &self.money {
            let share = period.share_between(start, today);
            if let Some(revenue) = money.revenue
                && share > 0.0
            {
                *known.get_or_insert(0.0) += revenue.value() * share;
            }
        }
        known
    }
}

/// Who has to put something right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// We have.
    #[default]
    Us,
    /// They have.
    Them,
}

/// Something that is wrong between us and a customer, until it is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// When it was raised.
    #[schemars(with = "String")]
    pub raised: Date,
    /// What is wrong.
    pub what: Line,
    /// Who has to put it right.
    #[serde(default)]
    pub side: Side,
    /// When it was put right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub solved: Option<Date>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Why a caution does not count for this customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dismissal {
    /// When it was dismissed.
    #[schemars(with = "String")]
    pub on: Date,
    /// Why.
    pub reason: Note,
    /// By whom.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub by: Line,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// A company or person we work for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Customer {
    /// Its name on disk.
    pub id: CustomerId,
    /// What the owner typed.
    pub profile: Profile,
    /// All ratings, by us and by them.
    #[serde(default)]
    pub ratings: ListMap<RatingId, Rating>,
    /// What was decided, ever.
    #[serde(default)]
    pub decisions: ListMap<DecisionId, Decision>,
    /// What is or was wrong between us.
    #[serde(default, skip_serializing_if = "ListMap::is_empty")]
    pub issues: ListMap<IssueId, Issue>,
    /// Cautions that were dismissed, by their kind ("no-checkpoint").
    #[serde(default, skip_serializing_if = "ListMap::is_empty")]
    pub dismissed: ListMap<Name, Dismissal>,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

impl Customer {
    /// A customer nobody has rated yet.
    pub const fn new(id: CustomerId, profile: Profile) -> Self {
        Self {
            id,
            profile,
            ratings: ListMap::new(),
            decisions: ListMap::new(),
            issues: ListMap::new(),
            dismissed: ListMap::new(),
            extra: Extra::new(),
        }
    }

    /// The name on screen.
    pub fn name(&self) -> &str {
        &self.profile.name
    }

    /// What we still have to put right.
    pub fn open_issues(&self) -> impl Iterator<Item = (IssueId, &Issue)> {
        let open = self.issues.iter().filter(|(_, issue)| issue.solved.is_none() && issue.side == Side::Us);
        open.map(|(id, issue)| (*id, issue))
    }

    /// The newest decision by date, then by id.
    pub fn last_decision(&self) -> Option<(DecisionId, &Decision)> {
        self.decisions.iter().max_by_key(|(id, decision)| (decision.on, **id)).map(|(id, decision)| (*id, decision))
    }
}

#[cfg(test)]
mod tests {
    use super::super::Answer;
    use super::*;

    /// There are 100,000 of some of them: what is rare in one must not take room in all.
    #[test]
    fn records_are_small() {
        let sizes = [size_of::<Customer>(), size_of::<Rating>(), size_of::<Answer>(), size_of::<Extra>()];
        let most = [384, 128, 40, 8];
        assert!(sizes.iter().zip(most).all(|(size, most)| *size <= most), "{sizes:?} bytes, not {most:?}");
    }
}
