//! Tests of analysis: published cases, laws, and a table per rule.

mod attention;
pub(crate) mod builder;
mod cases;
mod cautions;
mod certainty;
mod explanations;
mod gathering;
mod laws;
mod pictures;
mod severity;
mod verdicts;
