//! Scales: what an answer may be, and how it becomes a value from 0 (bad) to 1 (good).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Finite, Line, Share};

/// What an answer to a criterion may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Yes (1) or no (0).
    YesNo,
    /// Whole points from `from` to `to`, each with an optional written anchor.
    Points {
        /// The lowest point.
        from: i32,
        /// The highest point, above `from`.
        to: i32,
        /// What a point means, in words.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        anchors: BTreeMap<i32, Line>,
    },
    /// A number with a unit; `worst` counts 0, `best` counts 1, beyond is clamped. Direction follows from the two.
    Measure {
        /// The unit, such as `days` or `€`.
        #[serde(default)]
        unit: Line,
        /// The value that counts as worst.
        worst: Finite,
        /// The value that counts as best; different from `worst`.
        best: Finite,
    },
}

/// Why a scale or an answer on it is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScaleError {
    /// The answer is not on the scale.
    #[error("{value} is not on the scale {scale}")]
    OffScale {
        /// The answer.
        value: f64,
        /// The scale in words: `1–5`.
        scale: String,
    },
    /// The lowest point is not below the highest, or there are more than 101 points.
    #[error("points must run from a lower to a higher number, with at most 101 points")]
    BadPoints,
    /// Worst equals best.
    #[error("worst and best must differ")]
    NoDirection,
}

impl Scale {
    /// Points from `from` to `to` without anchors.
    pub const fn points(from: i32, to: i32) -> Self {
        Self::Points { from, to, anchors: BTreeMap::new() }
    }

    /// Checks that the scale itself makes sense.
    ///
    /// # Errors
    /// [`ScaleError::BadPoints`] or [`ScaleError::NoDirection`].
    pub fn check(&self) -> Result<(), ScaleError> {
        match self {
            Self::YesNo => Ok(()),
            Self::Points { from, to, .. } => {
                let steps = i64::from(*to) - i64::from(*from);
                if (1..=100).contains(&steps) { Ok(()) } else { Err(ScaleError::BadPoints) }
            }
            Self::Measure { worst, best, .. } => {
                if worst == best {
                    Err(ScaleError::NoDirection)
                } else {
                    Ok(())
                }
            }
        }
    }

    /// The answer as 0 (bad) to 1 (good), before any reversal:
    /// yes/no as it is, points (x−a)/(b−a), measures clamp((x−worst)/(best−worst)).
    /// Source: Hwang & Yoon 1981 (linear scaling); Belton & Stewart 2002 ch. 5 (fixed anchors).
    ///
    /// # Errors
    /// [`ScaleError::OffScale`] for a yes/no answer other than 0 or 1, or a point outside a..b or between points.
    pub fn normalise(&self, answer: Finite) -> Result<Share, ScaleError> {
        let x = answer.value();
        let off = || ScaleError::OffScale { value: x, scale: self.to_string() };
        match self {
            Self::YesNo => {
                if answer == Finite::ZERO || answer == Finite::ONE {
                    Ok(Share::clamped(x))
                } else {
                    Err(off())
                }
            }
            Self::Points { from, to, .. } => {
                let (a, b) = (f64::from(*from), f64::from(*to));
                if a <= x && x <= b && x.fract() == 0.0 { Ok(Share::clamped((x - a) / (b - a))) } else { Err(off()) }
            }
            Self::Measure { worst, best, .. } => {
                // Halves keep the differences finite even between the largest numbers.
                let span = best.value() / 2.0 - worst.value() / 2.0;
                if span == 0.0 {
                    return Err(ScaleError::NoDirection);
                }
                Ok(Share::clamped((x / 2.0 - worst.value() / 2.0) / span))
            }
        }
    }

    /// The answer that a value from 0 to 1 stands for: the inverse of [`Self::normalise`], not rounded to points.
    pub fn denormalise(&self, value: f64) -> f64 {
        let (low, high) = self.ends();
        low + (high - low) * value
    }

    /// The answers that count 0 and 1.
    pub fn ends(&self) -> (f64, f64) {
        match self {
            Self::YesNo => (0.0, 1.0),
            Self::Points { from, to, .. } => (f64::from(*from), f64::from(*to)),
            Self::Measure { worst, best, .. } => (worst.value(), best.value()),
        }
    }

    /// The written anchor of a point, if there is one.
    pub fn anchor(&self, point: i32) -> Option<&Line> {
        match self {
            Self::Points { anchors, .. } => anchors.get(&point).filter(|text| !text.is_empty()),
            Self::YesNo | Self::Measure { .. } => None,
        }
    }
}

impl std::fmt::Display for Scale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::YesNo => f.write_str("yes/no"),
            Self::Points { from, to, .. } => write!(f, "{from}–{to}"),
            Self::Measure { unit, worst, best } if unit.is_empty() => write!(f, "{worst} (worst) to {best} (best)"),
            Self::Measure { unit, worst, best } => write!(f, "{worst} (worst) to {best} (best) {unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(scale: &Scale, x: f64) -> Option<f64> {
        scale.normalise(Finite::clamped(x)).ok().map(Share::value)
    }

    #[test]
    fn answers_become_zero_to_one() {
        assert_eq!(value(&Scale::points(1, 5), 4.0), Some(0.75));
        assert_eq!(value(&Scale::points(0, 2), 1.0), Some(0.5));
        assert_eq!(value(&Scale::points(1, 5), 0.0), None);
        assert_eq!(value(&Scale::points(1, 5), 2.5), None);
        assert_eq!(value(&Scale::YesNo, 1.0), Some(1.0));
        assert_eq!(value(&Scale::YesNo, 0.5), None);
        let complaints = Scale::Measure { unit: Line::default(), worst: Finite::clamped(12.0), best: Finite::ZERO };
        assert_eq!(value(&complaints, 3.0), Some(0.75));
        assert_eq!(value(&complaints, 15.0), Some(0.0));
        assert_eq!(value(&complaints, -4.0), Some(1.0));
        let vast =
            Scale::Measure { unit: Line::default(), worst: Finite::clamped(f64::MIN), best: Finite::clamped(f64::MAX) };
        assert_eq!(value(&vast, 0.0), Some(0.5));
    }

    #[test]
    fn scales_without_direction_are_refused() {
        assert_eq!(Scale::points(5, 5).check(), Err(ScaleError::BadPoints));
        assert_eq!(Scale::points(i32::MIN, i32::MAX).check(), Err(ScaleError::BadPoints));
        let flat = Scale::Measure { unit: Line::default(), worst: Finite::ZERO, best: Finite::ZERO };
        assert_eq!(flat.check(), Err(ScaleError::NoDirection));
    }
}
