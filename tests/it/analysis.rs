//! Tests of analysis: published cases, laws, and a table per rule.

mod agreement;
mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod explanations;
mod laws;
mod pictures;
mod verdicts;
