//! Keepwise: rate your customers with your team, and answer fairly: keep, fix together, or let go?
//!
//! The map of the rooms, from the bottom up; each may use only what stands before it:
//!
//! | room | what is in it |
//! |---|---|
//! | [`model`] | what the owner owns: customers, scorecards, people, ratings, decisions; every change is an `Edit` |
//! | [`analysis`] | what it means: evidence, score, verdict, cautions, history |
//! | [`charts`] | pictures as data: chart → scene → SVG, PNG |
//! | [`store`] | the workspace folder on disk |
//! | [`exchange`] | spreadsheets in |
//! | [`app`] | state, commands, effects, undo: all decisions, no window |
//! | [`cli`] | headless commands |
//! | [`ui`] | the window |

pub mod analysis;
pub mod app;
pub mod charts;
pub mod cli;
pub mod exchange;
pub mod model;
pub mod store;
pub mod ui;
