//! All tests that use Keepwise from outside, one binary so that it links once.

mod analysis;
mod charts;
mod cli;
mod exchange;
mod flows;
mod model;
mod sample;
mod store;
mod tidy;
