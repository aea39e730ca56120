//! Ratings: one filled-in scorecard by one person about one customer.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CriterionId, Extra, Finite, Line, ListMap, Note, PersonId, ScorecardId};

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// A value on the criterion's scale; yes is 1, no is 0.
    Value(Finite),
    /// The question does not fit this customer: it leaves the sum.
    NotApplicable,
    /// The person cannot say: it counts as missing.
    DontKnow,
}

/// One answer with an optional note. On disk: `{"value": 4, "note": "…"}`, where the value is a number,
/// `"not_applicable"` or `"dont_know"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What was answered.
    pub response: Response,
    /// What happened, in the person's words.
    pub note: Note,
    /// Fields of newer versions.
    pub extra: Extra,
}

impl Answer {
    /// An answer without a note.
    pub fn new(response: Response) -> Self {
        Self { response, note: Note::default(), extra: Extra::new() }
    }

    /// A value without a note.
    pub fn value(value: Finite) -> Self {
        Self::new(Response::Value(value))
    }
}

const NOT_APPLICABLE: &str = "not_applicable";
const DONT_KNOW: &str = "dont_know";

impl Serialize for Response {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::NotApplicable => serializer.serialize_str(NOT_APPLICABLE),
            Self::DontKnow => serializer.serialize_str(DONT_KNOW),
        }
    }
}

impl<'de> Deserialize<'de> for Response {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Words;
        impl Visitor<'_> for Words {
            type Value = Response;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "a number, \"{NOT_APPLICABLE}\" or \"{DONT_KNOW}\"")
            }

            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Response, E> {
                Finite::new(value).map(Response::Value).map_err(E::custom)
            }

            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Response, E> {
                self.visit_f64(value as f64)
            }

            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Response, E> {
                self.visit_f64(value as f64)
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Response, E> {
                match text {
                    NOT_APPLICABLE => Ok(Response::NotApplicable),
                    DONT_KNOW => Ok(Response::DontKnow),
                    _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
                }
            }
        }
        deserializer.deserialize_any(Words)
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.response)?;
        if !self.note.is_empty() {
            map.serialize_entry("note", &self.note)?;
        }
        for (key, value) in self.extra.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Answer;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an answer with a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answer, A::Error> {
                let (mut response, mut note, mut extra) = (None, Note::default(), Extra::new());
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    match &*key {
                        "value" if response.is_some() => return Err(A::Error::duplicate_field("value")),
                        "value" => response = Some(map.next_value()?),
                        "note" => note = map.next_value()?,
                        _ => drop(extra.insert(key.into_owned(), map.next_value()?)),
                    }
                }
                let response = response.ok_or_else(|| A::Error::missing_field("value"))?;
                Ok(Answer { response, note, extra })
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

impl JsonSchema for Answer {
    fn schema_name() -> Cow<'static, str> {
        "Answer".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let note = generator.subschema_for::<Note>();
        json_schema!({
            "description": "A value on the criterion's scale (yes is 1, no is 0), not applicable, or don't know.",
            "type": "object",
            "properties": {
                "value": { "anyOf": [{ "type": "number" }, { "enum": [NOT_APPLICABLE, DONT_KNOW] }] },
                "note": note,
            },
            "required": ["value"],
        })
    }
}

/// Why a rating was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OccasionKind {
    /// A project was finished.
    ProjectFinished,
    /// The review of every quarter.
    QuarterlyReview,
    /// A round in a workshop.
    WorkshopRound,
    /// A checkpoint with the customer.
    Checkpoint,
    /// The red flags of a prospect, before taking them on.
    ProspectCheck,
}

impl OccasionKind {
    /// The kinds there are to choose from, the most frequent first. A prospect check has a dialog of its own.
    pub const ALL: [Self; 4] = [Self::ProjectFinished, Self::QuarterlyReview, Self::WorkshopRound, Self::Checkpoint];

    /// The kind in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::ProjectFinished => "Project finished",
            Self::QuarterlyReview => "Quarterly review",
            Self::WorkshopRound => "Workshop round",
            Self::Checkpoint => "Checkpoint",
            Self::ProspectCheck => "Prospect check",
        }
    }
}

/// Why a rating was made, with a name if there is one ("Menu and signage").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Occasion {
    /// Which kind.
    pub kind: OccasionKind,
    /// Which project or round.
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    pub name: Line,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

/// One filled-in scorecard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Rating {
    /// On which scorecard.
    pub scorecard: ScorecardId,
    /// On which version of it.
    pub version: u32,
    /// By whom.
    pub person: PersonId,
    /// On which occasion.
    pub occasion: Occasion,
    /// On which day.
    #[schemars(with = "String")]
    pub on: Date,
    /// What was answered, by criterion.
    pub answers: ListMap<CriterionId, Answer>,
    /// A remark on the whole.
    #[serde(default, skip_serializing_if = "Note::is_empty")]
    pub remark: Note,
    /// Fields of newer versions.
    #[serde(flatten)]
    #[schemars(skip)]
    pub extra: Extra,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_read_as_a_person_would_write_them() {
        for text in [
            r#"{"value":4}"#,
            r#"{"value":2.5,"note":"Called at night"}"#,
            r#"{"value":"dont_know"}"#,
            r#"{"value":"not_applicable","mood":"calm"}"#,
        ] {
            let answer: Answer = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&answer).unwrap(), text);
        }
        for bad in [r#"{"value":"maybe"}"#, r#"{"value":null}"#, r#"{"note":"x"}"#, r#"{"value":1,"value":2}"#] {
            assert!(serde_json::from_str::<Answer>(bad).is_err(), "{bad}");
        }
    }
}
