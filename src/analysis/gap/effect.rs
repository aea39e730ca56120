//! Effect sizes: how large a difference is against the usual spread, in numbers and words.

use statrs::function::gamma::ln_gamma;

/// Below this (adjusted) p a difference is not put down to chance.
pub const SURE: f64 = 0.05;

/// How large a standardised difference (dz or g) is: from 0.2 small, from 0.5 medium, from 0.8 large.
/// Source: Cohen 1988.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectSize {
    /// Below 0.2.
    Negligible,
    /// From 0.2.
    Small,
    /// From 0.5.
    Medium,
    /// From 0.8.
    Large,
}

impl EffectSize {
    /// The word for a standardised difference of either sign.
    pub fn of(standardised: f64) -> Self {
        match standardised.abs() + 1e-9 {
            size if size >= 0.8 => Self::Large,
            size if size >= 0.5 => Self::Medium,
            size if size >= 0.2 => Self::Small,
            _ => Self::Negligible,
        }
    }

    /// In words: "large".
    pub const fn words(self) -> &'static str {
        match self {
            Self::Negligible => "negligible",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

/// Hedges' correction for small samples, 0 to 1: J = Γ(df/2) / (√(df/2) Γ((df−1)/2)), about 1 − 3/(4 df − 1).
/// `None` for df ≤ 1, where it does not exist. Source: Hedges 1981.
pub fn hedges_correction(df: f64) -> Option<f64> {
    if df.is_nan() || df <= 1.0 {
        return None;
    }
    // From here on the approximation is exact to the last digit, and the logarithms are not.
    if df > 1e5 {
        return Some(1.0 - 3.0 / (4.0 * df - 1.0));
    }
    Some((ln_gamma(df / 2.0) - ln_gamma((df - 1.0) / 2.0)).exp() / (df / 2.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Γ at whole and half numbers is known: J(2) = 1/(√1 Γ(½)) = 1/√π, J(3) = Γ(1.5)/√1.5, J(4) = 1/(√2 Γ(1.5)).
    #[test]
    fn the_correction_is_that_of_the_gamma_function() {
        let root_pi = std::f64::consts::PI.sqrt();
        for (df, want) in
            [(2.0, 1.0 / root_pi), (3.0, root_pi / 2.0 / 1.5_f64.sqrt()), (4.0, 2.0 / 2.0_f64.sqrt() / root_pi)]
        {
            assert!((hedges_correction(df).unwrap() - want).abs() < 1e-12, "{df}");
        }
        for df in [30.0, 1e4, 2e5] {
            assert!((hedges_correction(df).unwrap() - (1.0 - 3.0 / (4.0 * df - 1.0))).abs() < 1e-4, "{df}");
        }
        assert_eq!(hedges_correction(1.0), None);
        assert_eq!(hedges_correction(f64::NAN), None);
    }

    #[test]
    fn words_begin_at_their_limits() {
        let words = [0.19, -0.2, 0.5, 0.79, -0.8].map(|size| EffectSize::of(size).words());
        assert_eq!(words, ["negligible", "small", "medium", "medium", "large"]);
    }
}
