//! What a chart shows, as plain data: it can be stored, compared and laid out again at another size.

use serde::{Deserialize, Serialize};

use super::data::DataTable;
use super::kinds::{
    Compare, Contributions, CriterionBars, Differences, Distribution, Dumbbell, Heatmap, Moves, Quadrant, Radar,
    RankLenses, RaterStrip, Scores, Tornado, Trend, VerdictCounts, VerdictHistory, Waterfall, WhaleCurve,
};

/// One chart: the finding as title, what is measured as subtitle, where it comes from, and the data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// What kind of chart, with its data.
    pub kind: Kind,
    /// The finding in one sentence; may be empty.
    pub title: String,
    /// What is measured, on which scale, in which period; may be empty.
    pub subtitle: String,
    /// Where the numbers come from; may be empty.
    pub source: String,
    /// Which customers and ratings were left out or chosen, "filter: all customers"; stands behind the source; may be empty.
    #[serde(default)]
    pub filter: String,
    /// What is to be seen, in words; made from the data if `None`.
    pub alt: Option<String>,
}

/// The kinds of charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A bar per criterion, with the spread of the answers.
    CriterionBars(CriterionBars),
    /// Groups beside each other on one line per criterion, every person as a dot.
    Dumbbell(Dumbbell),
    /// One customer against the average of all.
    Radar(Radar),
    /// Scores or criteria over quarters.
    Trend(Trend),
    /// How the answers spread over the points of the scale.
    Distribution(Distribution),
    /// Points above and below a line, per criterion.
    Contributions(Contributions),
    /// Points to either side of zero, per criterion, with how sure they are.
    Differences(Differences),
    /// Customers × criteria.
    Heatmap(Heatmap),
    /// How many customers at each verdict.
    VerdictCounts(VerdictCounts),
    /// How many customers stood at each verdict, quarter by quarter.
    VerdictHistory(VerdictHistory),
    /// How many customers have which score.
    Scores(Scores),
    /// From a starting line through every criterion to the score.
    Waterfall(Waterfall),
    /// How far each criterion could move the score.
    Tornado(Tornado),
    /// A dot per person and criterion, the groups apart.
    RaterStrip(RaterStrip),
    /// Customers by value against effort.
    Quadrant(Quadrant),
    /// Profit added up over the customers.
    WhaleCurve(WhaleCurve),
    /// Ranks through several lenses side by side.
    RankLenses(RankLenses),
    /// Two to four customers side by side.
    Compare(Compare),
    /// Who moves from which verdict to which between two scenarios.
    Moves(Moves),
}

impl Chart {
    /// A chart with a title and nothing else around it.
    pub fn new(title: impl Into<String>, kind: Kind) -> Self {
        Self {
            kind,
            title: title.into(),
            subtitle: String::new(),
            source: String::new(),
            filter: String::new(),
            alt: None,
        }
    }

    /// The numbers behind it, as a table.
    pub fn data(&self) -> DataTable {
        self.kind.data()
    }

    /// What is to be seen, in words: the given text, or one made from the data.
    pub fn alt_text(&self) -> String {
        self.alt.clone().unwrap_or_else(|| self.kind.describe())
    }
}

/// The sign of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// ● filled: the team.
    Disc,
    /// ○ open: management.
    Ring,
    /// A filled diamond.
    Diamond,
    /// An open square.
    Square,
    /// A filled triangle.
    Triangle,
}

impl Shape {
    /// The sign of the group at a place: management first (open), the team second (filled), then the owner's own.
    pub const fn nth(at: usize) -> Self {
        match at % 5 {
            0 => Self::Ring,
            1 => Self::Disc,
            2 => Self::Diamond,
            3 => Self::Square,
            _ => Self::Triangle,
        }
    }
}
