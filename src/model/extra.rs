//! What a newer or foreign version of a record says that this one does not know.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// Fields of a newer or foreign version of a record, kept as they were found and written back. Hardly any record has
/// any, so that nothing but a pointer is spent on them.
#[derive(Clone, PartialEq, Eq, Default)]
#[expect(clippy::box_collection, reason = "a map is three words, and there are hundreds of thousands of these")]
pub struct Extra(Option<Box<BTreeMap<String, Value>>>);

impl Extra {
    /// None.
    pub const fn new() -> Self {
        Self(None)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|fields| fields.is_empty())
    }

    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.0.as_ref().and_then(|fields| fields.get(field))
    }

    /// Gives a field a value; returns the one it had.
    pub fn insert(&mut self, field: String, value: Value) -> Option<Value> {
        self.0.get_or_insert_default().insert(field, value)
    }

    /// Takes a field away; returns its value.
    pub fn remove(&mut self, field: &str) -> Option<Value> {
        let fields = self.0.as_mut()?;
        let value = fields.remove(field);
        if fields.is_empty() {
            self.0 = None;
        }
        value
    }

    /// The fields by name.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().flat_map(|fields| fields.iter())
    }
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl From<BTreeMap<String, Value>> for Extra {
    fn from(fields: BTreeMap<String, Value>) -> Self {
        Self(if fields.is_empty() { None } else { Some(Box::new(fields)) })
    }
}

impl FromIterator<(String, Value)> for Extra {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(fields: I) -> Self {
        Self::from(fields.into_iter().collect::<BTreeMap<String, Value>>())
    }
}

impl IntoIterator for Extra {
    type Item = (String, Value);
    type IntoIter = std::collections::btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map(|fields| *fields).unwrap_or_default().into_iter()
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(Self::from)
    }
}

/// On disk it is what any map is.
impl JsonSchema for Extra {
    fn inline_schema() -> bool {
        BTreeMap::<String, Value>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, Value>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        BTreeMap::<String, Value>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, Value>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_and_go_and_an_empty_one_is_none() {
        let mut extra = Extra::new();
        assert!(extra.is_empty() && extra.get("mood").is_none() && extra.remove("mood").is_none());
        assert_eq!(extra.insert("mood".to_owned(), Value::from("calm")), None);
        assert_eq!(extra.insert("age".to_owned(), Value::from(3)), None);
        assert_eq!(serde_json::to_string(&extra).unwrap(), r#"{"age":3,"mood":"calm"}"#);
        assert_eq!(serde_json::from_str::<Extra>(r#"{"mood":"calm","age":3}"#).unwrap(), extra);
        assert_eq!(extra.clone().into_iter().collect::<Extra>(), extra);
        assert_eq!(format!("{extra:?}"), r#"{"age": Number(3), "mood": String("calm")}"#);
        extra.remove("age");
        assert_eq!(extra.remove("mood"), Some(Value::from("calm")));
        assert_eq!(extra, Extra::new(), "equal to one that never had any");
    }
}
