//! How a figure that may not be computable is printed: the figure itself, or `{"not_computable": "too_few"}`.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::stats::NotComputable;

/// For `#[serde(serialize_with = …)]`.
pub(super) fn serialize<T: Serialize, S: Serializer>(
    figure: &Result<T, NotComputable>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match figure {
        Ok(figure) => figure.serialize(serializer),
        Err(reason) => {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry("not_computable", reason)?;
            map.end()
        }
    }
}
