//! The portfolio: what the customers bring and take as a whole, and what would be left without some of them.

mod figures;
mod findings;
mod grades;
mod headline;
mod let_go;
mod quadrants;
mod whale;

pub use figures::{Figures, MoneyTotals};
pub use findings::{
    finding_grades, finding_portfolio, finding_portfolio_of, finding_whale, let_go_cautions, let_go_sentences,
};
pub use grades::{Grade, GradeRules, Graded, Grades, ValueClass, grades};
pub use headline::{LetGoHeadline, let_go_headline};
pub use let_go::{Largest, LetGoEffect, MoneyEffect, ReferralAtRisk, what_if_let_go};
pub use quadrants::{EffortBy, Portfolio, PortfolioPoint, Quadrant, ValueBy, portfolio};
pub use whale::{WhaleCurve, WhalePart, WhaleStep, whale_curve};

pub(super) use findings::names;
