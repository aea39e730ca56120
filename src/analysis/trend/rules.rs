//! Rule changes: where in a history the scorecard changed, so that the rule is not taken for the customer.

use jiff::civil::Date;

use crate::model::{CriterionId, Quarter, Scorecard, ScorecardVersion};

/// What changed about a criterion in a version of the scorecard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleChangeKind {
    /// It is asked for the first time.
    Added,
    /// It is asked again.
    Resumed,
    /// It is no longer asked.
    Retired,
    /// Answers mean something else: another scale, or high is now bad.
    Scale,
    /// The question is put differently.
    Question,
    /// The red flag is new, gone, or hit by something else.
    RedFlag,
    /// It counts more or less; its own values stay comparable.
    Weight,
    /// A new version of the whole scorecard.
    Version,
}

impl RuleChangeKind {
    /// In words: "the question was changed".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Added => "first asked",
            Self::Resumed => "asked again",
            Self::Retired => "no longer asked",
            Self::Scale => "the scale was changed",
            Self::Question => "the question was changed",
            Self::RedFlag => "the red flag was changed",
            Self::Weight => "the weight was changed",
            Self::Version => "the scorecard was changed",
        }
    }

    /// Whether answers before and after are not quite the same thing.
    pub const fn breaks(self) -> bool {
        matches!(self, Self::Scale | Self::Question)
    }
}

/// A mark in a history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RuleChange {
    /// The day the version came into force.
    pub on: Date,
    /// Its number.
    pub version: u32,
    /// What changed.
    pub kinds: Vec<RuleChangeKind>,
    /// The note the version was adopted with.
    pub note: String,
}

/// The versions that changed something about a criterion, oldest first; the first version is no change.
pub fn criterion_changes(card: &Scorecard, criterion: CriterionId) -> Vec<RuleChange> {
    let mut was_asked = card.versions.first().is_some_and(|version| version.criterion(criterion).is_some());
    let changes = card.versions.windows(2).filter_map(|pair| {
        let [before, after] = pair else { return None };
        let (old, new) = (before.criterion(criterion), after.criterion(criterion));
        let (old, new) = (old.filter(|old| !old.retired), new.filter(|new| !new.retired));
        let kinds = match (old, new) {
            (None, Some(_)) if was_asked => vec![RuleChangeKind::Resumed],
            (None, Some(_)) => vec![RuleChangeKind::Added],
            (Some(_), None) => vec![RuleChangeKind::Retired],
            (None, None) => vec![],
            (Some(old), Some(new)) => {
                let changed = [
                    (old.scale != new.scale || old.direction != new.direction, RuleChangeKind::Scale),
                    (old.question != new.question, RuleChangeKind::Question),
                    (old.red_flag != new.red_flag, RuleChangeKind::RedFlag),
                    (old.weight != new.weight, RuleChangeKind::Weight),
                ];
                changed.into_iter().filter(|(is_changed, _)| *is_changed).map(|(_, kind)| kind).collect()
            }
        };
        was_asked |= new.is_some();
        let change = RuleChange { on: after.adopted, version: after.number, kinds, note: after.note.to_string() };
        (!change.kinds.is_empty()).then_some(change)
    });
    changes.collect()
}

/// Every new version; the first is no change.
pub(super) fn version_changes(card: &Scorecard) -> Vec<RuleChange> {
    let change = |version: &ScorecardVersion| RuleChange {
        on: version.adopted,
        version: version.number,
        kinds: vec![RuleChangeKind::Version],
        note: version.note.to_string(),
    };
    card.versions.iter().skip(1).map(change).collect()
}

/// Those after the first quarter of a history up to the end of its last.
pub(super) fn between(mut changes: Vec<RuleChange>, first: Option<Quarter>, last: Option<Quarter>) -> Vec<RuleChange> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    changes.retain(|change| first.first_day() < change.on && change.on <= last.last_day());
    changes
}
