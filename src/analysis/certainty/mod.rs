//! Certainty: how sure a customer's score is, and whether one customer really stands above another.
//!
//! Everything here is about sampling people: had others of us rated, or the same on another day, how far would the
//! score move? Scores and errors are in points of 100.

mod balanced;
mod compare;
mod errors;
mod scores;

pub use balanced::balanced_reach;
pub use compare::{practically_equal, probability_above};
pub use errors::{OwnError, PooledError, own_error, pooled_error};
pub use scores::{Basis, Certainties, Certainty};
