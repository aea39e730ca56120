//! What a person does, from the first start to a decision, on the real window by the names on its controls.

mod customers;
mod frame;
mod great;
mod harness;
mod import;
mod journey;
mod let_go;
mod people;
mod rate;
mod right_things;
mod scorecards;
