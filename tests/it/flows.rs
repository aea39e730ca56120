//! What a person does, from the first start to a decision, on the real window by the names on its controls.

mod charts;
mod compare;
mod customers;
mod decisions;
mod explore;
mod export;
mod frame;
mod great;
mod harness;
mod import;
mod import_questions;
mod journey;
mod let_go;
mod looking_back;
mod parting;
mod people;
mod ranking;
mod rate;
mod right_things;
mod scorecards;
mod way_out;
