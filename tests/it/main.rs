//! All tests that use Keepwise from outside, one binary so that it links once.

// All of it is test code, helpers too: they may unwrap and panic as tests may.
#![cfg(test)]

mod analysis;
mod catalogue;
mod charts;
mod cli;
mod exchange;
mod flows;
mod locale;
mod model;
mod sample;
mod sheets;
mod store;
mod tidy;
