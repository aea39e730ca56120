//! The format in a form other programs understand: JSON Schemas, generated from the model.

use schemars::JsonSchema;
use serde_json::{Value, json};

use super::format;
use crate::model::{Business, Customer, Scorecard};

/// File name and content of the schema of each kind of file, as they lie in `docs/format`.
pub fn schema() -> Vec<(&'static str, String)> {
    vec![
        ("customer.schema.json", text::<Customer>("A customer of a Keepwise workspace: customers/<id>.json")),
        ("scorecard.schema.json", text::<Scorecard>("A scorecard of a Keepwise workspace: scorecards/<id>.json")),
        ("workspace.schema.json", text::<Business>("The marker of a Keepwise workspace: workspace.json")),
    ]
}

fn text<T: JsonSchema>(title: &str) -> String {
    let mut schema = schemars::schema_for!(T).to_value();
    schema["title"] = Value::from(title);
    schema["properties"][format::FORMAT_KEY] =
        json!({ "const": format::FORMAT, "description": "The format of this file." });
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.push(Value::from(format::FORMAT_KEY));
        required.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    }
    format::pretty(schema).ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
