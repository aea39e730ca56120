//! Tests of analysis: published cases, laws, and a table per rule.

mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod explanations;
mod great;
mod laws;
mod pictures;
mod right_things;
mod verdicts;
