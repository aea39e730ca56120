//! Tests of analysis: published cases, laws, and a table per rule.

mod agreement;
mod approvals;
mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod certainty;
mod chart_findings;
mod explanations;
mod fragility;
mod gaps;
mod gathering;
mod great;
mod laws;
mod lenses;
mod pictures;
mod portfolio;
mod right_things;
mod severity;
mod side_by_side;
mod similar;
mod trends;
mod verdicts;
