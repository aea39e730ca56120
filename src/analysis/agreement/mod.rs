//! Agreement: do people who know the same customer give the same answers? Without it, a mean says little.
//!
//! Pure measures over units × raters with holes (units are customers, raters are people), and [`agreement`], which
//! applies them to a scorecard. Each answers another question: [`krippendorff_alpha`] works with any holes and any
//! scale and is the headline; [`icc`] says how far the shown *mean* can be relied on; [`gwet`] is the second opinion
//! where nearly everybody gives the same answer; [`fleiss_kappa`] is there to compare with other tools;
//! [`kendall_w`] and [`tau_b`] compare rank lists.

mod alpha;
mod band;
mod bootstrap;
mod fleiss;
mod gwet;
mod icc;
mod kendall;
mod one_way;
mod rank_lists;
mod scorecard;
mod units;
mod votes;

pub use alpha::{Alpha, AlphaLevel, krippendorff_alpha};
pub use band::{AgreementBand, ReliabilityBand};
pub use bootstrap::{ALPHA_MIN_UNITS, alpha_interval};
pub use fleiss::{FleissKappa, fleiss_kappa};
pub use gwet::{Gwet, GwetWeights, gwet, percent_agreement};
pub use icc::{FTest, Icc, IccFigure, icc};
pub use kendall::{Concordance, kendall_w, tau_b};
pub use one_way::{OneWayIcc, one_way_icc};
pub use rank_lists::{GroupPair, RankLists};
pub use scorecard::{
    AgreementIntervals, CriterionAgreement, CriterionInterval, ScorecardAgreement, SecondOpinion, TotalsAgreement,
    agreement, agreement_intervals,
};
pub use units::Units;
