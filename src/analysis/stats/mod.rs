//! The few pieces of statistics that the analyses share: plain numbers in, plain numbers out.

mod describe;
mod distributions;
mod draws;
mod not_computable;

pub(super) use describe::{mean, median, midranks, pearson, sample_sd};
pub(super) use distributions::{
    chi_square_upper_p, f_quantile, f_upper_p, normal_cdf, normal_quantile, t_quantile, t_two_sided_p,
};
pub(super) use draws::Draws;
pub use not_computable::NotComputable;

/// An estimate with the ends of its interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// From the lower of the two to the higher.
    pub const fn new(one: f64, other: f64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// Whether the value lies within, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}
