//! Tests of analysis: published cases, laws, and a table per rule.

mod approvals;
mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod explanations;
mod gaps;
mod laws;
mod lenses;
mod pictures;
mod similar;
mod portfolio;
mod trends;
mod verdicts;
