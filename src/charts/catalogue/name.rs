//! The names of the charts, as they stand in menus and as commands write them.

use serde::{Deserialize, Serialize};

/// A chart of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartName {
    /// A bar per criterion with its interval and n.
    Criteria,
    /// Management beside the team on one line per criterion.
    Groups,
    /// How the answers spread over the points of the scale, diverging.
    Answers,
    /// Box and strip of the raters per criterion.
    Raters,
    /// Customers × criteria.
    Heatmap,
    /// Score or criterion over the quarters.
    History,
    /// One customer's profile against the average and the required minimum.
    Radar,
    /// From the starting line through every criterion to the score.
    Waterfall,
    /// How far each criterion could move the score.
    Tornado,
    /// How many customers at which score.
    Scores,
    /// How many customers at each verdict, quarter by quarter.
    Verdicts,
    /// Customers by value against effort.
    Map,
    /// Profit added up over the customers.
    Whale,
    /// Ranks through several lenses.
    Ranks,
}

impl ChartName {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 14] = [
        Self::Criteria,
        Self::Groups,
        Self::Answers,
        Self::Raters,
        Self::Heatmap,
        Self::History,
        Self::Radar,
        Self::Waterfall,
        Self::Tornado,
        Self::Scores,
        Self::Verdicts,
        Self::Map,
        Self::Whale,
        Self::Ranks,
    ];

    /// The word commands and files use: `heatmap`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Criteria => "criteria",
            Self::Groups => "groups",
            Self::Answers => "answers",
            Self::Raters => "raters",
            Self::Heatmap => "heatmap",
            Self::History => "history",
            Self::Radar => "radar",
            Self::Waterfall => "waterfall",
            Self::Tornado => "tornado",
            Self::Scores => "scores",
            Self::Verdicts => "verdicts",
            Self::Map => "map",
            Self::Whale => "whale",
            Self::Ranks => "ranks",
        }
    }

    /// The chart of this word.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.key() == key)
    }
}
