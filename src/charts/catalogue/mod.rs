//! The catalogue of charts: every chart by name, made from what was judged, with the finding as its title.
//!
//! The window, the commands and "export all" ask here, so that a chart of one name is the same everywhere. Nothing
//! here knows a clock or a window: equal questions give equal charts.

mod criteria;
mod ground;
mod money;
mod name;
mod score;
mod time;

pub use name::{ChartName, ChartTheme, chart_list};

use crate::analysis::{Judged, NotComputable};
use crate::model::{CriterionId, CustomerId, Line, Period, Workspace};

use super::{Chart, Kind};
use ground::Ground;

/// Whom a chart is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// All current customers.
    Everybody,
    /// One customer.
    Customer(CustomerId),
    /// The current customers of a segment.
    Segment(Line),
}

impl About {
    /// The customers it is about, in the order of their ids: the one, or the current ones of the segment or of all.
    pub fn customers(&self, workspace: &Workspace) -> Vec<CustomerId> {
        let current = workspace.customers.values().filter(|customer| customer.profile.status.is_current());
        match self {
            Self::Customer(id) => vec![*id],
            Self::Everybody => current.map(|customer| customer.id).collect(),
            Self::Segment(segment) => {
                current.filter(|customer| customer.profile.segment == *segment).map(|customer| customer.id).collect()
            }
        }
    }
}

/// Whether groups are shown beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupsShown {
    /// Everybody together.
    #[default]
    Together,
    /// Management beside the team beside the others.
    Beside,
}

/// In which order the customers of a table stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowOrder {
    /// The worst first.
    #[default]
    WorstFirst,
    /// Who is rated alike beside each other.
    Alike,
}

/// What is asked of the catalogue.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// What was judged, and from what.
    pub judged: Judged<'a>,
    /// Whom the chart is about.
    pub about: About,
    /// Which ratings count; the policy's own period if `None`.
    pub period: Option<Period>,
    /// Groups together or beside each other.
    pub groups: GroupsShown,
    /// The only criterion of a history; the score if `None`.
    pub criterion: Option<CriterionId>,
    /// In which order the customers of a table stand.
    pub order: RowOrder,
}

impl<'a> Asked<'a> {
    /// A chart about these customers, with everything else as usual.
    pub const fn about(judged: Judged<'a>, about: About) -> Self {
        Self {
            judged,
            about,
            period: None,
            groups: GroupsShown::Together,
            criterion: None,
            order: RowOrder::WorstFirst,
        }
    }
}

/// Why there is no chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoChart {
    /// It is about one customer.
    #[error("This chart is about one customer: choose one.")]
    NeedsCustomer,
    /// It sets several customers side by side.
    #[error("This chart sets customers side by side: choose all of them, or a segment.")]
    NeedsSeveral,
    /// The customer is not in this workspace.
    #[error("This customer is not in the workspace any more.")]
    UnknownCustomer,
    /// There is no current customer at all.
    #[error("We work for nobody yet: add a customer.")]
    NoCustomers,
    /// There is no current customer in the segment.
    #[error("We work for nobody in \u{201c}{0}\u{201d}: choose another segment, or all customers.")]
    EmptySegment(Line),
    /// Nobody has rated in the period.
    #[error("Nobody has rated {0} {1}. Choose a longer period, or rate.")]
    NotRated(String, String),
    /// Nobody has ever rated.
    #[error("Nobody has rated {0} yet.")]
    NeverRated(String),
    /// There is no score to take apart.
    #[error("There is no score yet: nothing that counts was answered.")]
    NoScore,
    /// No money or hours are known.
    #[error("It takes {0}. Add the figures to the customers, or import them, and this chart appears.")]
    NoFigures(&'static str),
    /// The figures cannot be given.
    #[error("This cannot be drawn yet: {0}.")]
    NotComputable(NotComputable),
}

/// A chart in the making: what it shows, what it finds, and what is measured.
struct Made {
    kind: Kind,
    finding: String,
    measured: String,
}

/// Makes a chart: its data, the finding as title, what is measured as subtitle, source, date and filter.
///
/// # Errors
/// [`NoChart`] says in words why there is none.
pub fn chart_of(name: ChartName, asked: &Asked<'_>) -> Result<Chart, NoChart> {
    let ground = Ground::of(name, asked)?;
    let made = match name {
        ChartName::Criteria => Ok(criteria::bars(&ground)),
        ChartName::Groups => Ok(criteria::groups(&ground)),
        ChartName::Answers => Ok(criteria::answers(&ground)),
        ChartName::Raters => criteria::raters(&ground),
        ChartName::Heatmap => Ok(criteria::heatmap(&ground)),
        ChartName::Radar => criteria::radar(&ground),
        ChartName::Waterfall => score::waterfall(&ground),
        ChartName::Tornado => score::tornado(&ground),
        ChartName::Scores => score::scores(&ground),
        ChartName::History => time::history(&ground),
        ChartName::Verdicts => time::verdicts(&ground),
        ChartName::Map => money::map(&ground),
        ChartName::Whale => money::whale(&ground),
        ChartName::Ranks => money::ranks(&ground),
    }?;
    Ok(ground.dress(made))
}
