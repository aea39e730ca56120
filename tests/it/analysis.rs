//! Tests of analysis: published cases, laws, and a table per rule.

mod approvals;
mod agreement;
mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod certainty;
mod explanations;
mod gaps;
mod gathering;
mod great;
mod laws;
mod lenses;
mod pictures;
mod similar;
mod portfolio;
mod trends;
mod severity;
mod right_things;
mod verdicts;
