//! People who rate, and the groups they belong to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, GroupId, Name};

/// A group of people whose view is averaged before it meets the other groups'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Group {
    /// Its name on screen: "Management".
    pub name: Name,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// Somebody who rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// The name on screen.
    pub name: Name,
    /// The group the person belongs to.
    pub group: GroupId,
    /// Somebody who left keeps the ratings, but is no longer asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}
