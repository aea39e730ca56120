//! What a person does, from the first start to a decision, on the real window by the names on its controls.

mod customers;
mod decisions;
mod frame;
mod harness;
mod import;
mod journey;
mod let_go;
mod parting;
mod people;
mod ranking;
mod rate;
mod scorecards;
