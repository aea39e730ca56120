//! Numbers that are finite and in range by type: NaN and infinity stop at the door, with the place named.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Why a number was refused.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NumberError {
    /// NaN or infinite.
    #[error("not a finite number")]
    NotFinite,
    /// Outside the allowed range.
    #[error("{value} is not between {min} and {max}")]
    OutOfRange {
        /// The number given.
        value: f64,
        /// The smallest allowed.
        min: f64,
        /// The largest allowed.
        max: f64,
    },
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $min:expr, $max:expr) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(f64);

        impl $name {
            /// Zero.
            pub const ZERO: Self = Self(0.0);

            /// One.
            pub const ONE: Self = Self(1.0);

            /// The number, if it is finite and in range. Negative zero becomes zero.
            ///
            /// # Errors
            /// [`NumberError`] for NaN, infinities and numbers out of range.
            pub fn new(value: f64) -> Result<Self, NumberError> {
                if !value.is_finite() {
                    return Err(NumberError::NotFinite);
                }
                let (min, max): (f64, f64) = ($min, $max);
                if value < min || value > max {
                    return Err(NumberError::OutOfRange { value, min, max });
                }
                Ok(Self(value + 0.0))
            }

            /// The nearest number in range; NaN becomes the smallest allowed magnitude, zero.
            pub fn clamped(value: f64) -> Self {
                let (min, max): (f64, f64) = ($min, $max);
                if value.is_nan() { Self(0.0_f64.clamp(min, max)) } else { Self(value.clamp(min, max) + 0.0) }
            }

            /// The plain number.
            pub const fn value(self) -> f64 {
                self.0
            }
        }

        // No NaN inside, so equality and order are total.
        impl Eq for $name {}
        #[expect(clippy::derive_ord_xor_partial_ord, reason = "the derived partial order is total without NaN")]
        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.total_cmp(&other.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl TryFrom<f64> for $name {
            type Error = NumberError;

            fn try_from(value: f64) -> Result<Self, NumberError> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_plain(self.0, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(f64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let (min, max): (f64, f64) = ($min, $max);
                match (min > f64::MIN, max < f64::MAX) {
                    (true, true) => json_schema!({ "type": "number", "minimum": min, "maximum": max }),
                    (true, false) => json_schema!({ "type": "number", "minimum": min }),
                    _ => json_schema!({ "type": "number" }),
                }
            }
        }
    };
}

number!(
    /// Any finite number: an answer, an amount of money, a measure.
    Finite,
    f64::MIN,
    f64::MAX
);
number!(
    /// A weight: finite and not negative. Zero is shown but not counted.
    Weight,
    0.0,
    f64::MAX
);
number!(
    /// A part of a whole, 0 to 1.
    Share,
    0.0,
    1.0
);
number!(
    /// A score or a band's threshold, 0 to 100.
    Score,
    0.0,
    100.0
);

/// Whole numbers are written without a decimal point, so that files read as a person would write them.
pub(super) fn serialize_plain<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: every whole number below is exact
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
        serializer.serialize_i64(value as i64)
    } else {
        serializer.serialize_f64(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nan_and_infinity_stop_at_the_door() {
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(Finite::new(bad), Err(NumberError::NotFinite));
        }
        assert!(Share::new(1.000_001).is_err(), "a share is at most 1");
        assert!(Weight::new(-0.1).is_err(), "a weight is never negative");
        assert!(serde_json::from_str::<Finite>("1e999").is_err(), "out of range in JSON");
        assert!(serde_json::from_str::<Finite>("null").is_err(), "null is not a number");
    }

    #[test]
    fn whole_numbers_are_written_plainly_and_come_back_bit_exact() {
        assert_eq!(serde_json::to_string(&Finite::clamped(4.0)).ok().as_deref(), Some("4"));
        assert_eq!(serde_json::to_string(&Finite::clamped(-0.0)).ok().as_deref(), Some("0"));
        for value in [0.1, 600.0 / 7.0, 1e300, -2.5, 9_007_199_254_740_992.0] {
            let text = serde_json::to_string(&Finite::clamped(value)).unwrap();
            let back: Finite = serde_json::from_str(&text).unwrap();
            assert_eq!(back.value().to_bits(), value.to_bits(), "{text}");
        }
    }
}
