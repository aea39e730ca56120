//! The catalogue of charts: every chart by name, made from what was judged, with the finding as its title.
//!
//! The window, the commands and "export all" ask here, so that a chart of one name is the same everywhere.

mod name;

pub use name::ChartName;

use crate::analysis::{Judged, NotComputable};
use crate::model::{CriterionId, CustomerId, Line, Period};

use super::Chart;

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

/// Whether groups are shown beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupsShown {
    /// Everybody together.
    #[default]
    Together,
    /// Management beside the team beside the others.
    Beside,
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
}

/// Why there is no chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoChart {
    /// It is about one customer.
    #[error("This chart is about one customer: choose one.")]
    NeedsCustomer,
    /// The customer is not in this workspace.
    #[error("This customer is not in the workspace any more.")]
    UnknownCustomer,
    /// The figures cannot be given.
    #[error("{0}")]
    NotComputable(NotComputable),
}

/// Makes a chart: its data, the finding as title, what is measured as subtitle, source, date and filter.
///
/// # Errors
/// [`NoChart`] says in words why there is none.
pub fn chart_of(_name: ChartName, _asked: &Asked<'_>) -> Result<Chart, NoChart> {
    Err(NoChart::NeedsCustomer)
}
