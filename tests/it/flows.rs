//! What a person does, from the first start to a decision, on the real window by the names on its controls.

mod frame;
mod harness;
mod import;
mod let_go;
mod scorecards;
