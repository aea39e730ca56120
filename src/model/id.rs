//! Names of records: ULIDs for what is a file or a line in one, short slugs for what people read in the files.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulid::Ulid;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not 26 characters of Crockford base 32.
    #[error("\u{201c}{0}\u{201d} is not an id (26 letters and digits)")]
    NotUlid(String),
    /// Not 1 to 16 of a–z, 0–9 and hyphen.
    #[error("\u{201c}{0}\u{201d} is not a key (1 to 16 of a\u{2013}z, 0\u{2013}9 and hyphen)")]
    NotSlug(String),
}

macro_rules! ulid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Ulid);

        impl $name {
            /// The id with this ULID.
            pub const fn new(ulid: Ulid) -> Self {
                Self(ulid)
            }

            /// The ULID inside.
            pub const fn ulid(self) -> Ulid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.to_string().to_ascii_lowercase())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let ulid = Ulid::from_string(text).map_err(|_e| IdError::NotUlid(text.chars().take(40).collect()))?;
                Ok(Self(ulid))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{26}$" })
            }
        }
    };
}

ulid_id!(
    /// Names a workspace's business.
    BusinessId
);
ulid_id!(
    /// Names a customer, and its file.
    CustomerId
);
ulid_id!(
    /// Names a scorecard, and its file.
    ScorecardId
);
ulid_id!(
    /// Names a person who rates.
    PersonId
);
ulid_id!(
    /// Names a rating within its customer.
    RatingId
);
ulid_id!(
    /// Names a decision within its customer.
    DecisionId
);
ulid_id!(
    /// Names an issue within its customer.
    IssueId
);
ulid_id!(
    /// Names a scenario within its scorecard.
    ScenarioId
);

/// 1 to 16 bytes of `a-z0-9-`, padded with zeros: readable in the files, cheap to copy and compare.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Slug([u8; 16]);

impl Slug {
    fn parse(text: &str) -> Result<Self, IdError> {
        let ok = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || text.len() > 16 || !text.bytes().all(ok) {
            return Err(IdError::NotSlug(text.chars().take(40).collect()));
        }
        let mut bytes = [0; 16];
        bytes[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self(bytes))
    }

    /// A slug made of `name`, with a number behind it while `taken` says it is in use.
    fn from_name(name: &str, fallback: &str, taken: impl Fn(Self) -> bool) -> Self {
        let mut base = String::new();
        for c in name.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_lowercase() || c.is_ascii_digit() {
                base.push(c);
            } else if !base.is_empty() && !base.ends_with('-') {
                base.push('-');
            }
        }
        if base.is_empty() {
            base.push_str(fallback);
        }
        for number in 1_u32.. {
            let suffix = if number == 1 { String::new() } else { format!("-{number}") };
            let mut text: String = base.chars().take(16 - suffix.len()).collect();
            text.truncate(text.trim_end_matches('-').len());
            text.push_str(&suffix);
            if let Ok(slug) = Self::parse(&text)
                && !taken(slug)
            {
                return slug;
            }
        }
        Self([b'x'; 16])
    }

    fn as_str(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(16);
        std::str::from_utf8(&self.0[..len]).unwrap_or_default()
    }
}

macro_rules! slug_id {
    ($(#[$doc:meta])* $name:ident, $fallback:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Slug);

        impl $name {
            /// An id made of a name a person gave (`"Pays on time"` becomes `pays-on-time`), numbered while `taken`.
            pub fn from_name(name: &str, taken: impl Fn(Self) -> bool) -> Self {
                Self(Slug::from_name(name, $fallback, |slug| taken(Self(slug))))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                Slug::parse(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": "^[a-z0-9-]{1,16}$" })
            }
        }
    };
}

slug_id!(
    /// Names a criterion within its scorecard, the same in every version: `pays-on-time`.
    CriterionId,
    "criterion"
);
slug_id!(
    /// Names a group of people: `management`, `team`, `customer`, or the owner's own.
    GroupId,
    "group"
);

impl GroupId {
    /// The people who decide.
    pub const MANAGEMENT: Self = Self(Slug(*b"management\0\0\0\0\0\0"));
    /// The people who do the work.
    pub const TEAM: Self = Self(Slug(*b"team\0\0\0\0\0\0\0\0\0\0\0\0"));
    /// The customers' own people, who rate us.
    pub const CUSTOMER: Self = Self(Slug(*b"customer\0\0\0\0\0\0\0\0"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_from_names_and_stay_unique() {
        let first = CriterionId::from_name("Pays fairly, and on time!", |_| false);
        assert_eq!(first.as_str(), "pays-fairly-and");
        let second = CriterionId::from_name("Pays fairly, and on time!", |id| id == first);
        assert_eq!(second.as_str(), "pays-fairly-an-2");
        assert_eq!(CriterionId::from_name("支払い", |_| false).as_str(), "criterion");
        assert_eq!(GroupId::MANAGEMENT.as_str(), "management");
        assert!("Has Space".parse::<GroupId>().is_err(), "spaces are not part of a key");
    }

    #[test]
    fn ulids_are_lower_case_and_come_back() {
        let id = CustomerId::new(Ulid::from_parts(1_700_000_000_000, 42));
        let text = id.to_string();
        assert_eq!(text, text.to_ascii_lowercase());
        assert_eq!(text.parse::<CustomerId>(), Ok(id));
        assert!("../../x".parse::<CustomerId>().is_err(), "a path is not an id");
    }
}
