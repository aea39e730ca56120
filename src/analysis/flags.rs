//! Red flags: from what people answered to hit, clear, unknown or in conflict.
//!
//! All people with a say are asked, whatever the group balance: a flag is no matter of averages. With *yes* for an
//! answer that hits the flag and *no* for one that does not:
//!
//! | policy | nobody answered | all no | some yes |
//! |---|---|---|---|
//! | any | unknown | clear | hit |
//! | majority | unknown | clear | more than half yes: hit; half or fewer: conflict |
//! | group | unknown | clear, or unknown if nobody of the group answered | somebody of the group says yes: hit; only others do: conflict |
//!
//! Over several flags of a scorecard: one hit is a hit; else one conflict is a conflict; else one unknown is unknown;
//! else clear. A scorecard without flags has none.

use crate::model::FlagPolicy;

/// Where a red flag stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FlagState {
    /// The scorecard has no red flags.
    #[default]
    None,
    /// Asked and answered: not hit.
    Clear,
    /// Nobody whose word counts has answered.
    Unknown,
    /// Some say it is hit, and the policy does not take their word for it.
    Conflict,
    /// Hit: it overrules the score.
    Hit,
}

impl FlagState {
    /// The state in words, sentence case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "No red flags",
            Self::Clear => "Clear",
            Self::Unknown => "Not answered",
            Self::Conflict => "People disagree",
            Self::Hit => "Hit",
        }
    }

    /// The state of two flags together.
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// What people answered about one flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlagTally {
    /// People who say it is hit.
    pub hits: u32,
    /// People who answered.
    pub asked: u32,
    /// Of these, people of the group whose word counts who say it is hit.
    pub group_hits: u32,
    /// Of these, people of the group whose word counts.
    pub group_asked: u32,
}

/// Where one flag stands under this policy: the table above.
pub fn flag_state(tally: FlagTally, policy: FlagPolicy) -> FlagState {
    let FlagTally { hits, asked, group_hits, group_asked } = tally;
    let is_hit = match policy {
        FlagPolicy::Any => hits > 0,
        FlagPolicy::Majority => u64::from(hits) * 2 > u64::from(asked),
        FlagPolicy::Group(_) => group_hits > 0,
    };
    let whose = if matches!(policy, FlagPolicy::Group(_)) { group_asked } else { asked };
    match (is_hit, hits, whose) {
        (true, _, _) => FlagState::Hit,
        (false, 1.., _) => FlagState::Conflict,
        (false, 0, 0) => FlagState::Unknown,
        (false, 0, _) => FlagState::Clear,
    }
}
