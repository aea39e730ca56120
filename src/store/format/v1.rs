//! Format 1: the model as it is, plus `"format": 1`. Frozen: a change that old versions cannot read makes a `v2`, and
//! this module then turns what it reads into that.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{FORMAT_KEY, pretty};

/// Reads a record; `"format"` is found among its unknown fields.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

/// The bytes of a record with its format.
pub(super) fn bytes<T: Serialize>(record: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut value = serde_json::to_value(record)?;
    if let Value::Object(fields) = &mut value {
        fields.insert(FORMAT_KEY.to_owned(), Value::from(1));
    }
    pretty(value)
}
