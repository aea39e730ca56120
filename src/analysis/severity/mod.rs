//! Severity: who rates more leniently or more strictly than the others, judged on the customers they have in common.
//!
//! The additive two-way model `y_ir = μ + t_i + b_r + e`, by least squares with Σ b = 0 (and Σ t = 0) within each
//! connected part (Scheffé 1959, ch. 4). `b_r` > 0: lenient. The adjusted score of a target is `μ + t_i`: what it
//! would have got from everybody of its part. In a complete table `b_r` is the rater's mean less the grand mean, and
//! no rank changes; with holes ranks may change, and that is the point.
//!
//! Raters without common customers, however indirectly, cannot be compared (Weeks & Williams 1964): each part of the
//! rater–customer graph is then solved by itself, its own mean level taken as the middle.

mod cholesky;
mod model;
mod parts;
mod people;
mod solve;
mod totals;

pub use model::{Observation, Part, RaterEffect, TargetEffect, TwoWay, two_way};
pub use people::{AdjustedCustomer, PersonSeverity, RaterSeverity, rater_severity};
pub(in crate::analysis) use people::{Severities, is_evened_out, severities};
pub use totals::PeopleTotals;
