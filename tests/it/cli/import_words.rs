//! Words that a mapping does not explain: which they are, what to write, and that it works then.

use super::{Place, put};

#[test]
fn a_new_label_is_named_with_what_to_write_into_the_mapping() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    let write = |name: &str, text: &str| put(&place.path(name), text);
    write(
        "first.csv",
        "Client,Rater,Pays,Phone\nAlpha,Ann,Agree,Yes\nBeta,Bob,Disagree,No\nGamma,Eve,Strongly agree,No\n",
    );
    place.ok(&["import", "first.csv", "--into", "shop"]);
    write("next.csv", "Client,Rater,Pays,Phone\nAlpha,Bob,Somewhat agree,none yet\nBeta,Ann,***,Yes\n");
    let asked = place.run(&["import", "next.csv", "--into", "shop"]);
    assert_eq!(asked.code, 1, "{}", asked.err);
    for wanted in [
        "How many points is “Somewhat agree”? Write \"labels\": {\"Somewhat agree\":4}, as proposed",
        "“none yet” is neither yes nor no. Write \"not_applicable\": [\"none yet\"]",
        "“***” is no answer, it seems. Write \"missing\": [\"?\",",
        "give it with --mapping",
        "Nothing was imported.",
    ] {
        assert!(asked.err.contains(wanted), "{wanted}: {}", asked.err);
    }

    // The mapping as it was printed, with what was said.
    let mut mapping: serde_json::Value = serde_json::from_str(&asked.out).unwrap();
    for column in mapping["columns"].as_array_mut().unwrap() {
        match column["header"].as_str().unwrap() {
            "Pays" => column["labels"]["Somewhat agree"] = 4.into(),
            "Phone" => column["not_applicable"] = serde_json::json!(["none yet"]),
            _ => {}
        }
    }
    mapping["missing"] = serde_json::json!(["?", "***"]);
    write("mapping.json", &mapping.to_string());
    let done = place.ok(&["import", "next.csv", "--into", "shop", "--mapping", "mapping.json"]);
    assert!(done.err.contains("2 new ratings") && !done.err.contains("does not say"), "{}", done.err);
}

#[test]
fn a_customer_for_all_rows_that_is_a_column_is_a_clear_error() {
    let place = Place::new();
    place.ok(&["new", "shop"]);
    put(&place.path("file.csv"), "Client,Rater,Pays\nAlpha,Ann,4\nBeta,Bob,2\n");
    let dry = place.ok(&["import", "file.csv", "--into", "shop", "--dry-run"]);
    let mut mapping: serde_json::Value = serde_json::from_str(&dry.out).unwrap();
    mapping["customer"] = "Client".into();
    mapping["columns"].as_array_mut().unwrap().retain(|column| column["header"] != "Client");
    put(&place.path("mapping.json"), &mapping.to_string());
    let ran = place.run(&["import", "file.csv", "--into", "shop", "--mapping", "mapping.json"]);
    assert!(ran.code == 1 && ran.err.contains("“Client” is a column of the file"), "{}", ran.err);
    assert!(ran.err.contains("Nothing was imported."), "{}", ran.err);
}
