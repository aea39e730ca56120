//! Bands: agreement and reliability in words.

use std::fmt;

/// How far an alpha can be relied on. Source: Krippendorff 2004, *Content Analysis*, sec. 11.4.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgreementBand {
    /// From 0.800 on.
    Reliable,
    /// From 0.667 on: for tentative conclusions only.
    Tentative,
    /// Below.
    NotReliable,
}

impl AgreementBand {
    /// The band of an alpha.
    pub fn of(alpha: f64) -> Self {
        // With the tolerance of all thresholds, against noise.
        match alpha + 1e-9 {
            alpha if alpha >= 0.8 => Self::Reliable,
            alpha if alpha >= 0.667 => Self::Tentative,
            _ => Self::NotReliable,
        }
    }

    /// The band in words, lower case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Reliable => "reliable",
            Self::Tentative => "tentative",
            Self::NotReliable => "not reliable",
        }
    }
}

impl fmt::Display for AgreementBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// How good an intraclass correlation is. Source: Koo & Li 2016, "A guideline of selecting and reporting intraclass
/// correlation coefficients".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReliabilityBand {
    /// Above 0.9.
    Excellent,
    /// From 0.75 to 0.9.
    Good,
    /// From 0.5 on.
    Moderate,
    /// Below 0.5.
    Poor,
}

impl ReliabilityBand {
    /// The band of an intraclass correlation.
    pub fn of(icc: f64) -> Self {
        match icc {
            icc if icc > 0.9 + 1e-9 => Self::Excellent,
            icc if icc + 1e-9 >= 0.75 => Self::Good,
            icc if icc + 1e-9 >= 0.5 => Self::Moderate,
            _ => Self::Poor,
        }
    }

    /// The band in words, lower case.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Excellent => "excellent",
            Self::Good => "good",
            Self::Moderate => "moderate",
            Self::Poor => "poor",
        }
    }
}

impl fmt::Display for ReliabilityBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_begin_where_the_books_say() {
        let words = |alpha: f64| AgreementBand::of(alpha).words();
        assert_eq!(
            [0.9, 0.1 * 8.0, 0.799, 0.667, 0.66, -1.0].map(words),
            ["reliable", "reliable", "tentative", "tentative", "not reliable", "not reliable"]
        );
        let words = |icc: f64| ReliabilityBand::of(icc).words();
        assert_eq!(
            [0.91, 0.9, 0.75, 0.74, 0.5, 0.49].map(words),
            ["excellent", "good", "good", "moderate", "moderate", "poor"]
        );
    }
}
