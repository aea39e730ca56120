//! Trends: whether a customer, a criterion, or what customers think of us goes up or down over the quarters.
//!
//! The slope is Theil and Sen's, which single odd quarters hardly move; whether it is more than chance is Mann and
//! Kendall's. With four rounds or fewer no test can tell, so only a direction is given, and that is said.

mod finding;
mod kendall;
mod movers;
mod rules;
mod series;
mod slope;
mod way;

pub use finding::{finding_card_trends, finding_movers, finding_trend};
pub use kendall::{MannKendall, mann_kendall, mann_kendall_exact_p};
pub use movers::{Mover, top_movers};
pub use rules::{RuleChange, RuleChangeKind, criterion_changes};
pub use series::{CardTrends, Series, SeriesPoint, approval_trends, card_trends, customer_trends};
pub use slope::{TheilSen, theil_sen};
pub use way::{TOO_FEW_ROUNDS, Trend, Way, trend};
